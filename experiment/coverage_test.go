package experiment

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
)

// Coverage and concordances find what a run counts: the same hits of each term in each voice, also of terms that are
// limited to a voice or have conditions.
func TestCoverageIsWhatARunCounts(t *testing.T) {
	p := planned(t, map[string]string{"corpus": "demo", "lexicons": "[conflict]"})
	m, err := Score(t.Context(), p, false, nil)
	mustRun(t, m, err)
	table, err := counts.Read(p.Config.Out, func(f counts.Feature) bool { return strings.HasPrefix(string(f), "term/") })
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{}
	for i := range table.Len() {
		for c := range table.Cells(i) {
			want[fmt.Sprint(c.Feature, " ", c.Voice)] += c.N
		}
	}
	if len(want) < 50 {
		t.Fatalf("%d terms in the demo", len(want))
	}
	search := p.search(func(e lexicons.Entry) bool { return slices.Contains(p.listed, e.Lexicon) })
	var found *concordance.Coverage
	var lines int64
	err = p.Config.withCorpus(nil, func(articles *corpus.Corpus, mon *pipeline.Monitor) error {
		if found, err = concordance.Cover(t.Context(), search, articles.Records(), mon); err != nil {
			return err
		}
		entries := search.Layers.Lexicons.Entries()
		for of, err := range concordance.Articles(t.Context(), search, articles.Records(), mon, func(d *pipeline.Document, hits []concordance.Hit) []concordance.Line {
			return concordance.Context{Words: 5}.Lines(d, hits, entries)
		}) {
			if err != nil {
				return err
			}
			lines += int64(len(of))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got, hits := map[string]int64{}, int64(0)
	for _, term := range found.Terms {
		hits += term.Hits
		for v, n := range term.Voices {
			if n > 0 {
				got[fmt.Sprint(stages.TermFeature(term.Entry), " ", counts.Voice(v))] += n
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if lines != hits {
		t.Errorf("%d lines of concordances, %d hits", lines, hits)
	}
}
