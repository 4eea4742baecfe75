package stages

import (
	"fmt"
	"slices"
	"testing"

	"parallax/corpus"
	"parallax/pipeline"
)

// withSides lays out the stages over the built-in lexicons and two sides.
func withSides(t *testing.T) *Layers {
	t.Helper()
	return layersOf(t, lexiconOf(sidesLexicon, conceptOf("Sorin", "Sorin", "Sorini*"), conceptOf("Velia", "Velia", "Velian*", "Free Velia Front")),
		attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon)
}

// Each source is of the side that is named in it; who was introduced by a side stays on it; where both are named,
// it is nobody's.
func TestSides(t *testing.T) {
	layers := withSides(t)
	names := []string{"Sorin", "Velia"}
	p, err := pipeline.New(layers.Sides, layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The Sorini army said that the bridge was hit.", []string{"Sorin"}},
		{"Officials in Velia claimed that the bridge was whole.", []string{"Velia"}},
		{"Witnesses said that the bridge of Velia burned.", []string{"-"}},
		{"Sorini and Velian officials said that the talks went on.", []string{"-"}},
		{"A Velian spokesman, Dan Ruiz, said that the road was closed. Ruiz added that the school was open.", []string{"Velia", "Velia"}},
	} {
		d, err := p.Analyze(corpus.Article{ID: "a", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, side := range layers.Sides.Of(d) {
			if side < 0 {
				got = append(got, "-")
			} else {
				got = append(got, names[side])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\ngot %v, want %v", c.text, got, c.want)
		}
	}
}

// Of the claims of a side, those that are hedged, vouched for or kept at a distance are counted apart.
func TestCountSides(t *testing.T) {
	layers := withSides(t)
	p, err := pipeline.New(layers.Counters[len(layers.Counters)-1])
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{ID: "a", Text: "The Sorini army claimed that the bridge was hit. Velian officials confirmed that the road was closed. " +
		"Velian officials said that the school may be closed."})
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, c := range row.Cells {
		cells = append(cells, fmt.Sprint(c.Feature, " ", c.N))
	}
	want := "[attribution/side/Sorin/claims 1 attribution/side/Sorin/distancing 1 attribution/side/Velia/claims 2 attribution/side/Velia/endorsing 1 attribution/side/Velia/hedged 1]"
	if got := fmt.Sprint(cells); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
