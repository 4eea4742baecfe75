package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/polarity"
	"parallax/stages"
	"parallax/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// An invented article, with what a careful reader would find in it. The fake layers below find just that, by
// searching for the words, so that these tests hold still whatever the rules of stages do.
var dam = corpus.Article{
	ID: "dam-1", Outlet: "Example Post", Title: "Dam may fail, agency warns 🌊",
	Published: corpus.Date{Time: time.Date(2031, 3, 20, 0, 0, 0, 0, time.UTC), Layout: time.DateOnly},
	Author:    "R. Vale",
	URL:       "https://post.example/dam?a=1&b=2",
	Text: "“We are not safe,” said Ana Ruiz, the mayor of Tarn. Officials said that the dam had “possibly” been hit by terrorists.\n\n" +
		"The so-called “experts” clearly disagree: naïve fears, 𝒳-ray scans & <b>rumours</b> reportedly drove the panic.\n\n" +
		"Read more: Ten dams to see",
	Meta: map[string]json.RawMessage{"desk": json.RawMessage(`"world"`), "a<b": json.RawMessage(`[1, 2]`)},
}

type fakeAttribution struct {
	source, cue, content string
	stages.Attribution
}

// at is where the source stands, empty where there is none.
func (a fakeAttribution) at(d *pipeline.Document) text.Range {
	at, _ := find(d, a.source, 0)
	return at
}

// fakeLayers are layers that find fixed words.
func fakeLayers(t testing.TB) *stages.Layers {
	m, err := lexicons.Compile(&lexicons.Lexicon{Name: "conflict", Concepts: []lexicons.Concept{{
		Name: "armed-actors", Variants: []lexicons.Variant{{Name: "loaded", Terms: []lexicons.Term{{Pattern: "terrorist*"}}}},
	}}}, &lexicons.Lexicon{Name: "sides", Concepts: []lexicons.Concept{{Name: "Lind", Variants: []lexicons.Variant{{Name: "term", Terms: []lexicons.Term{{Pattern: "Lind"}}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	l := &stages.Layers{Lexicons: m}
	base := []pipeline.Stage{stages.Tokens, stages.Sentences, stages.Quotations, stages.BlockQuotations, stages.Furniture}
	l.Attributions = &pipeline.Layer[[]stages.Attribution]{Name: "attributions", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) (found []stages.Attribution, err error) {
			for _, a := range []fakeAttribution{
				{"agency", "warns", "Dam may fail", stages.Attribution{Level: stages.Reporting, Kind: stages.Indirect, Depth: 1,
					SourceType: stages.NamedOrg, Stance: stages.Neutral, Strength: 4, Rule: "headline"}},
				{"Ana Ruiz, the mayor of Tarn", "said", "“We are not safe,”", stages.Attribution{Level: stages.Reporting, Kind: stages.Direct, Depth: 1,
					Speaker: "Ana Ruiz", SourceType: stages.NamedPerson, Stance: stages.Neutral, Strength: 5, Rule: "inverted"}},
				{"Officials", "said that", "that the dam had “possibly” been hit by terrorists", stages.Attribution{Level: stages.Reporting, Kind: stages.Mixed, Depth: 1,
					SourceType: stages.Official, Stance: stages.Neutral, Strength: 3, Rule: "forward"}},
				{"", "reportedly", "drove the panic", stages.Attribution{Level: stages.Reporting, Kind: stages.Indirect, Depth: 1,
					SourceType: stages.NoSource, Stance: stages.Distancing, Strength: 1, Rule: "reportedly"}},
			} {
				content, ok := find(d, a.content, 0)
				if !ok {
					continue
				}
				cue, _ := find(d, a.cue, 0)
				a.Cue, a.Content, a.Within = []text.Range{cue}, []text.Range{content}, -1
				a.Why = stages.Reasons{
					Source: stages.Reason{Rule: "a noun for an office", At: a.at(d)}, Stance: stages.Reason{Rule: "a neutral cue", At: cue},
					Strength: stages.Reason{Rule: "known by role"},
				}
				if source, ok := find(d, a.source, 0); ok {
					a.Source = []text.Range{source}
				}
				found = append(found, a.Attribution)
			}
			return found, nil
		}}
	l.Voices = &pipeline.Layer[[]counts.Voice]{Name: "voices", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) ([]counts.Voice, error) {
			voices := make([]counts.Voice, len(stages.Tokens.Of(d)))
			speak := func(words string, v counts.Voice) {
				r, _ := find(d, words, 0)
				for i := r.From; i < r.To; i++ {
					voices[i] = v
				}
			}
			speak("that the dam had “possibly” been hit by terrorists", counts.Indirect)
			speak("“possibly”", counts.Quoted)
			speak("“We are not safe,”", counts.Quoted)
			speak("“experts”", counts.Scare)
			for i, tok := range stages.Tokens.Of(d) {
				if tok.Start < d.Body {
					voices[i] = counts.Headline
				}
			}
			return voices, nil
		}}
	l.Negations = &pipeline.Layer[[]stages.Negation]{Name: "negations", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) (found []stages.Negation, err error) {
			if r, ok := find(d, "not", 0); ok {
				found = append(found, stages.Negation{Range: r, Scope: text.Range{From: r.To, To: r.To + 1}, Rule: "not"})
			}
			return found, nil
		}}
	l.Hedges = &pipeline.Layer[[]stages.Hedge]{Name: "hedges", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) (found []stages.Hedge, err error) {
			for _, h := range []stages.Hedge{{Class: "modal", Level: 3, Rule: "may"}, {Class: "adverb", Level: 3, Rule: "possibly"}, {Class: "adverb", Level: 4, Rule: "reportedly"}} {
				if r, ok := find(d, h.Rule, 0); ok {
					h.Range, h.Scope = r, text.Range{From: r.To, To: r.To + 1}
					found = append(found, h)
				}
			}
			return found, nil
		}}
	l.Boosters = &pipeline.Layer[[]text.Range]{Name: "boosters", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) (found []text.Range, err error) {
			if r, ok := find(d, "clearly", 0); ok {
				found = append(found, r)
			}
			return found, nil
		}}
	l.Terms = &pipeline.Layer[[]stages.Term]{Name: "terms", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) (found []stages.Term, err error) {
			if r, ok := find(d, "terrorists", 0); ok {
				found = append(found, stages.Term{Match: lexicons.Match{Range: r}, Voice: counts.Indirect, Hedge: 3, Attribution: 2})
			}
			return found, nil
		}}
	l.Sentiment = &pipeline.Layer[[]stages.Sentiment]{Name: "sentiment", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) ([]stages.Sentiment, error) {
			if len(stages.Sentences.Of(d)) < 2 {
				return nil, nil
			}
			return []stages.Sentiment{{Sentence: 1, Model: "cdipaolo", Label: "negative", Score: -0.25}}, nil
		}}
	l.Propositions = &pipeline.Layer[[]stages.Proposition]{Name: "propositions", Doc: "fake", Requires: []pipeline.Stage{l.Attributions},
		Run: func(d *pipeline.Document) ([]stages.Proposition, error) {
			var found []stages.Proposition
			for i := range l.Attributions.Of(d) {
				found = append(found, []stages.Proposition{{Factuality: stages.Certain}, {Factuality: stages.Possible, Negated: true, Hedge: 3}}[i%2])
			}
			return found, nil
		}}
	l.Sides = &pipeline.Layer[[]int]{Name: "sides", Doc: "fake", Requires: []pipeline.Stage{l.Attributions},
		Run: func(d *pipeline.Document) ([]int, error) {
			of := slices.Repeat([]int{-1}, len(l.Attributions.Of(d)))
			if len(of) > 1 {
				of[1] = 0
			}
			return of, nil
		}}
	l.Targets = &pipeline.Layer[[]stages.Target]{Name: "targets", Doc: "fake", Requires: base,
		Run: func(d *pipeline.Document) ([]stages.Target, error) {
			r, ok := find(d, "Ana Ruiz", 0)
			if !ok {
				return nil, nil
			}
			at := stages.Target{Range: r, Span: r.Span(stages.Tokens.Of(d)), Name: "Ruiz", Judgement: polarity.Judgement{.25, .25, .5}}
			for i, s := range stages.Sentences.Of(d) {
				if s.Has(r.From) {
					at.Sentence = i
				}
			}
			return []stages.Target{at}, nil
		}}
	return l
}

// find returns the tokens of the first occurrence of some words from a token on.
func find(d *pipeline.Document, words string, from int) (text.Range, bool) {
	if words == "" {
		return text.Range{}, false
	}
	toks := stages.Tokens.Of(d)
	for i := from; i < len(toks); i++ {
		if !strings.HasPrefix(d.Source[toks[i].Start:], words) {
			continue
		}
		for j := i; j < len(toks); j++ {
			if toks[j].End == toks[i].Start+len(words) {
				return text.Range{From: i, To: j + 1}, true
			}
		}
	}
	return text.Range{}, false
}

// analyze runs the fake layers on articles.
func analyze(t testing.TB, l *stages.Layers, articles ...corpus.Article) []*pipeline.Document {
	t.Helper()
	var docs []*pipeline.Document
	for _, a := range articles {
		docs = append(docs, analyzeFor(t, l, a))
	}
	return docs
}

func analyzeFor(t interface{ Fatal(...any) }, l *stages.Layers, a corpus.Article) *pipeline.Document {
	p, err := pipeline.New(stages.Tokens, stages.Sentences, stages.Quotations, stages.Furniture, l.Attributions, l.Voices, l.Negations,
		l.Hedges, l.Boosters, l.Terms, l.Sentiment, l.Targets, l.Propositions, l.Sides)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(a)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// render returns what a writer writes.
func render(t testing.TB, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
