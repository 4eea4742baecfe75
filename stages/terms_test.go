package stages

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
)

// A term counts in the voices that it is limited to; terms of a lexicon with weights also count by weight.
func TestTermsByVoiceAndWeight(t *testing.T) {
	good, bad := 3, -2
	calm := conceptOf("calm", "quiet")
	calm.Voices = []string{"author", "headline"}
	tone := lexicons.Concept{Name: "tone.of-all", Variants: []lexicons.Variant{{Name: "any", Terms: []lexicons.Term{
		{Pattern: "peace*", Weight: &good}, {Pattern: "war", Weight: &bad}, {Pattern: "talk*"},
	}}}}
	layers := layersOf(t, lexiconOf("mine", calm, tone), attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon)
	at := slices.IndexFunc(layers.Counters, func(c *pipeline.Counter) bool { return c.Name == "term-counts" })
	p, err := pipeline.New(layers.Counters[at])
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{ID: "a", Title: "A quiet war", Text: "The talks were quiet and the war was not peaceful. “It is quiet, a quiet peace,” Dale Ruiz said. It was quiet."})
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range row.Cells {
		got = append(got, fmt.Sprint(c.Feature, " ", c.Voice, " ", c.N))
	}
	want := []string{
		"term/mine/calm/mention/quiet author 2",
		"term/mine/calm/mention/quiet headline 1",
		"term/mine/tone.of-all/any/peace* author 1",
		"term/mine/tone.of-all/any/peace* quoted 1",
		"term/mine/tone.of-all/any/talk* author 1",
		"term/mine/tone.of-all/any/war author 1",
		"term/mine/tone.of-all/any/war headline 1",
		"weight/mine/calm/1 author 2",
		"weight/mine/calm/1 headline 1",
		"weight/mine/tone.of-all/-2 author 1",
		"weight/mine/tone.of-all/-2 headline 1",
		"weight/mine/tone.of-all/1 author 1",
		"weight/mine/tone.of-all/3 author 1",
		"weight/mine/tone.of-all/3 quoted 1",
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Lexicons call the voices by the names that counts have for them.
func TestLexiconsKnowTheVoices(t *testing.T) {
	var names []string
	for v := range counts.Voice(counts.Voices) {
		names = append(names, v.String())
	}
	if diff := cmp.Diff(names, lexicons.Voices); diff != "" {
		t.Error(diff)
	}
}
