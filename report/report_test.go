package report

import (
	"bytes"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/counts"
	"parallax/stats"
)

func ptr(x float64) *float64 { return &x }

// someResults are invented.
func someResults() (*stats.Results, []counts.Occurrence) {
	r := &stats.Results{
		Outlets: []string{"Daily Beacon", "Harbor Ledger", "Meridian <Wire>"},
		Measures: []stats.Measure{
			{
				Name: "loaded-names", Doc: "Of all mentions of armed actors, the part that used a loaded name.",
				Of:     stats.Selection{Features: []string{"term/conflict/armed-actors/loaded/*"}},
				Per:    stats.Selection{Features: []string{"term/conflict/armed-actors/*/*"}},
				Voices: []counts.Voice{counts.Author, counts.Quoted}, Unit: stats.Share,
			},
			{
				Name: "quoted-words", Doc: "Of all words of the article, the part inside quotations.",
				Of:        stats.Selection{Features: []string{"tokens"}, Voices: []counts.Voice{counts.Quoted}},
				Per:       stats.Selection{Features: []string{"tokens"}},
				AllVoices: true, Unit: stats.Share,
			},
			{
				Name: "boosters", Doc: "Words that assert certainty, for each 1,000 words of the outlet's own.",
				Of: stats.Selection{Features: []string{"booster"}}, Per: stats.Selection{Features: []string{"tokens"}},
				Voices: []counts.Voice{counts.Author}, Unit: stats.PerThousand,
			},
		},
		Estimates: []stats.Estimate{
			{Outlet: "Daily Beacon", Measure: "loaded-names", Voice: "author", Value: ptr(0.62), Lo: ptr(0.41), Hi: ptr(0.79), Confidence: 0.95, Articles: 12, Numerator: 31, Denominator: 50, Shrunken: ptr(0.55)},
			{Outlet: "Harbor Ledger", Measure: "loaded-names", Voice: "author", Value: ptr(0), Lo: ptr(0), Hi: ptr(0.21), Confidence: 0.95, Articles: 9, Denominator: 18, Shrunken: ptr(0.08), Warnings: []stats.Warning{stats.ZeroCount}},
			{Outlet: "Meridian <Wire>", Measure: "loaded-names", Voice: "author", Value: ptr(0.5), Confidence: 0.95, Articles: 2, Numerator: 1, Denominator: 2, Warnings: []stats.Warning{stats.NoInterval, stats.DominantArticle}},
			{Outlet: "Daily Beacon", Measure: "loaded-names", Voice: "quoted", Value: ptr(0.3), Lo: ptr(0.12), Hi: ptr(0.57), Confidence: 0.95, Articles: 8, Numerator: 6, Denominator: 20, Shrunken: ptr(0.31)},
			{Outlet: "Harbor Ledger", Measure: "loaded-names", Voice: "quoted", Confidence: 0.95, Warnings: []stats.Warning{stats.NoDenominator}},
			{Outlet: "Daily Beacon", Measure: "quoted-words", Voice: "all", Value: ptr(0.125), Lo: ptr(0.1), Hi: ptr(0.15), Confidence: 0.95, Articles: 12, Numerator: 500, Denominator: 4000, Shrunken: ptr(0.13)},
			{Outlet: "Harbor Ledger", Measure: "quoted-words", Voice: "all", Value: ptr(0.25), Lo: ptr(0.22), Hi: ptr(0.28), Confidence: 0.95, Articles: 12, Numerator: 1000, Denominator: 4000, Shrunken: ptr(0.24)},
		},
		Comparisons: []stats.Comparison{
			{A: "Daily Beacon", B: "Harbor Ledger", Measure: "loaded-names", Voice: "author", Difference: ptr(0.62), Lo: ptr(0.38), Hi: ptr(0.81), P: ptr(0.0002), AdjustedP: ptr(0.0012), Method: "permutation, 9999 draws", ArticlesA: 12, ArticlesB: 9, Stories: 9},
			{A: "Daily Beacon", B: "Meridian <Wire>", Measure: "loaded-names", Voice: "author", ArticlesA: 12, ArticlesB: 2, Warnings: []stats.Warning{stats.FewArticles}},
			{A: "Daily Beacon", B: "Harbor Ledger", Measure: "quoted-words", Voice: "all", Difference: ptr(-0.125), Lo: ptr(-0.16), Hi: ptr(-0.09), P: ptr(0.04), AdjustedP: ptr(0.08), Method: "permutation, exact", ArticlesA: 12, ArticlesB: 12, Warnings: []stats.Warning{stats.FewSharedStories}},
		},
		Confidence: 0.95, Seed: 1, Manifest: "0123456789ab", Invented: true,
	}
	loaded := counts.Feature("term/conflict/armed-actors/loaded/terrorist*")
	evidence := []counts.Occurrence{
		{Article: "a1", Outlet: "Daily Beacon", Evidence: counts.Evidence{Feature: loaded, Voice: counts.Author, Sentence: "The army hit a terrorist-held yard and killed twenty terrorists & <b>thugs</b>.", Start: 52, End: 62, Rule: "terrorist*"}},
		{Article: "a2", Outlet: "Daily Beacon", Evidence: counts.Evidence{Feature: loaded, Voice: counts.Quoted, Sentence: "“Terrorists,” he called them.", Start: 1, End: 11, Rule: "terrorist*"}},
		{Article: "a2", Outlet: "Daily Beacon", Evidence: counts.Evidence{Feature: loaded, Voice: counts.Headline, Sentence: "Terrorists flee", Start: 0, End: 10, Rule: "terrorist*"}},
		{Article: "a3", Outlet: "Harbor Ledger", Evidence: counts.Evidence{Feature: "booster", Voice: counts.Author, Sentence: "Clearly nobody came.", Start: 0, End: 7, Rule: "booster"}},
	}
	return r, evidence
}

func someReport(t *testing.T) []byte {
	r, evidence := someResults()
	figures := []Figure{{Name: "dots-loaded-names", Title: "Loaded names", SVG: []byte("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 2\"><circle r=\"1\"/></svg>")}}
	about := About{Corpus: "demo", Manifest: "0123456789abcdef", Articles: 33, Excluded: map[corpus.Reason]int{corpus.Broken: 1, corpus.Duplicate: 2, corpus.NoText: 1}}
	return render(t, func(b *bytes.Buffer) error { return Report(b, r, figures, evidence, about) })
}

func TestReport(t *testing.T) {
	page := someReport(t)
	golden(t, "report.html", page)
	checkPage(t, page)
	for range 5 {
		if !bytes.Equal(page, someReport(t)) {
			t.Fatal("the same results gave other bytes")
		}
	}
	for _, want := range []string{
		"Invented articles", "<svg xmlns", "killed twenty <mark>terrorists</mark> &amp; &lt;b&gt;thugs", "<mark>Clearly</mark> nobody",
		"0.0 to 21.0 %", "&#43;62.0 pp", "−12.5 pp", "&lt; 0.001", stats.ZeroCount.Text(), "Meridian &lt;Wire&gt;",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	for _, not := range []string{"<?xml", "Terrorists flee", "<b>thugs", "Meridian <Wire>", "NaN", "Inf"} {
		if strings.Contains(string(page), not) {
			t.Errorf("the report has %q", not)
		}
	}
}

// TestEmptyReport holds the page to saying so where there is nothing.
func TestEmptyReport(t *testing.T) {
	page := render(t, func(b *bytes.Buffer) error {
		return Report(b, &stats.Results{Measures: []stats.Measure{{Name: "m", Doc: "d"}}}, nil, nil, About{})
	})
	checkPage(t, page)
	for _, want := range []string{"There is no estimate of this measure", "every article that was found was scored", "No sentences were sampled"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(string(page), "Invented") {
		t.Error("articles that are not the demo's are called invented")
	}
}

func TestHighlight(t *testing.T) {
	tests := []struct {
		sentence string
		length   int
		rule     string
		want     string // matched words in braces
	}{
		{"Terrorists killed two.", 10, "terrorist*", "{Terrorists} killed two."},
		{"A terror group; the group.", 12, "terror (group|cell)", "A {terror group}; the group."},
		{"Naïve 𝒳-rays of 𝒳-rays.", 6, "𝒳-ray*", "Naïve {𝒳-rays} of {𝒳-rays}."},
		{"The terrorist met terrorists.", 10, "terrorist*", "The terrorist met {terrorists}."},
		{"Nobody, according to Ruiz, came.", 12, "prepositional", "Nobody, {according to} Ruiz, came."}, // the only words of that length
		{"He said what they said.", 4, "forward", "He said what they said."},                            // said, what, they: none
		{"He said what they sang.", 4, "forward: said", "He {said} what they sang."},
		{"An odd rule / here.", 3, "a/b(", "An {odd} rule / here."},
		{"", 3, "x", ""},
	}
	for _, tt := range tests {
		e := counts.Evidence{Sentence: tt.sentence, End: tt.length, Rule: tt.rule}
		h := newHighlighter([]counts.Occurrence{{Evidence: e}, {Evidence: counts.Evidence{Rule: "("}}})
		var got strings.Builder
		for _, p := range h.parts(e) {
			if p.Matched {
				p.Text = "{" + p.Text + "}"
			}
			got.WriteString(p.Text)
		}
		if got.String() != tt.want {
			t.Errorf("%q, %d, %q: got %q, want %q", tt.sentence, tt.length, tt.rule, got.String(), tt.want)
		}
	}
}

func TestEvidenceTakesTurns(t *testing.T) {
	m := stats.Measure{Of: stats.Selection{Features: []string{"hedge/*"}}, Voices: []counts.Voice{counts.Author}}
	var all []counts.Occurrence
	for i := range 3 * mostSentences {
		all = append(all, counts.Occurrence{Outlet: "A", Evidence: counts.Evidence{Feature: "hedge/modal", Start: i, Sentence: "May."}})
	}
	all = append(all, counts.Occurrence{Outlet: "A", Evidence: counts.Evidence{Feature: "hedge/noun", Sentence: "Doubt."}})
	shown := showEvidence(m, []string{"A", "B"}, all, newHighlighter(all))
	if len(shown) != 1 || len(shown[0].Sentences) != mostSentences || shown[0].Sampled != 3*mostSentences+1 {
		t.Fatalf("shown: %+v", shown)
	}
	if last := shown[0].Sentences[mostSentences-1]; last.Feature != "hedge/noun" {
		t.Errorf("the rare feature is crowded out: last is %+v", last)
	}
}
