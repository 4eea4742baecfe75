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
		// by the head, and by whom it speaks for
		{"Critics of Velia claimed that the bridge was hit.", []string{"-"}},
		{"A protester outside the Velian embassy claimed that the bridge was hit.", []string{"-"}},
		{"A UN coordinator for Velia said that the bridge was hit.", []string{"-"}},
		{"A spokesperson for the Red Cross in Velia said that the bridge was hit.", []string{"-"}},
		{"Aid workers in Velia said that the bridge was hit.", []string{"-"}},
		{"Residents of Velia said that the bridge was hit.", []string{"Velia"}},
		{"A spokesman for the Velian army said that the bridge was hit.", []string{"Velia"}},
		{"Velia’s army said that the bridge was hit.", []string{"Velia"}},
		{"Velia, which has fought Sorini troops for weeks, claimed that it had won.", []string{"Velia"}},
		{"Members of the Free Velia Front said that the bridge was hit.", []string{"Velia"}},
		{"The health ministry in Velia said that the bridge was hit.", []string{"Velia"}},
		{"Mia Ferro, the former head of research for Velia’s secret service, said that the bridge was hit.", []string{"Velia"}},
		{"Mia Ferro, who is Velian, said that the bridge was hit.", []string{"Velia"}},
		{"Mia Ferro, who was in Velia, said that the bridge was hit.", []string{"-"}},
		{"The families of prisoners in Velia said that the bridge was hit.", []string{"-"}},
		{"Figures from Velia’s roads ministry showed that the bridge was hit.", []string{"Velia"}},
		{"According to a report by the Velian army, the bridge was hit.", []string{"Velia"}},
		{"According to a report on Velia, the bridge was hit.", []string{"-"}},
		{"According to both Sorini officials and Velians, the bridge was hit.", []string{"-"}},
		{"Large numbers of Velians said that the bridge was hit.", []string{"Velia"}},
		{"An adviser to Velia’s prime minister said that the bridge was hit.", []string{"Velia"}},
		{"Residents of Tarn in southern Velia said that the bridge was hit.", []string{"Velia"}},
		{"Dozens of Americans in Velia said that the bridge was hit.", []string{"-"}},
		{"The families of some British citizens trapped in Velia said that the bridge was hit.", []string{"-"}},
		{"A manager for Doctors Without Borders in Velia said that the bridge was hit.", []string{"-"}},
		{"A source in Velia’s army said that the bridge was hit.", []string{"Velia"}},
		{"The International Committee of the Red Cross in Velia said that the bridge was hit.", []string{"-"}},
		{"The Sorini ambassador to Velia said that the bridge was hit.", []string{"Sorin"}},
		// by what introduces a speaker anywhere
		{"The Velian prime minister, Dan Ruiz, came. Ruiz claimed that the bridge was hit. He said that it burned.", []string{"Velia", "Velia"}},
		{"She met the Velian minister of roads, Dan Ruiz. Ruiz said that it rained.", []string{"Velia"}},
		{"Pressure on the Velian minister, Dan Ruiz, grew. Ruiz said that it rained.", []string{"Velia"}},
		{"Sorini leader Omar Lind arrived. He claimed that the talks had failed. Lind said that he would go.", []string{"Sorin", "Sorin"}},
		{"Lena Park said that it rained. Park, the Velian minister of roads, left.", []string{"Velia"}},
		{"President Max Lind of Velia left. “It rained,” Lind said.", []string{"Velia"}},
		{"Max Lind, a pediatrician in Velia, left. “It rained,” Lind said.", []string{"Velia"}},
		{"Max Lind, a poet living in Velia, left. “It rained,” Lind said.", []string{"Velia"}},
		{"Max Lind, a surgeon at the Velia City hospital, left. “It rained,” Lind said.", []string{"Velia"}},
		{"Max Lind, an American surgeon in Velia, left. “It rained,” Lind said.", []string{"-"}},
		{"Max Lind, 41, a teacher from Velia, left. “It rained,” Lind said.", []string{"Velia"}},
		{"Dan Ruiz, a critic of Velia, left. Ruiz said that it rained.", []string{"-"}},
		{"In Velia, Dan Ruiz slept. Ruiz said that it rained.", []string{"-"}},
		{"Max Lind met the Velian minister Lena Park. Lind said that it rained. Park said that it snowed.", []string{"-", "Velia"}},
		{"Max Lind is a doctor from Velia. “It rained,” Lind said.", []string{"Velia"}},
		{"Portwatch, the Velian agency for harbors, closed. Portwatch said that it rained.", []string{"Velia"}},
		{"The head of the Velian office of the UN said that it rained.", []string{"-"}},
		{"Max Lind said that it rained. The Velian ambassador said that it snowed. Lind said that it was cold.", []string{"-", "Velia", "-"}},
		// by what a description or a pronoun goes back to
		{"The Velian roads ministry claimed that the bridge was hit. The ministry claimed that the road was closed.", []string{"Velia", "Velia"}},
		{"Velian officials said that the bridge was hit. They said that the road was closed.", []string{"Velia", "Velia"}},
		{"Sorin’s army said that the bridge was hit. It said that the road was closed.", []string{"Sorin", "Sorin"}},
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
