package report

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/corpus"
	"parallax/stages"
	"parallax/text"
)

func parse(t interface{ Fatal(...any) }, s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAnnotation(t *testing.T) {
	l := fakeLayers(t)
	var got []byte
	for _, d := range analyze(t, l, dam, corpus.Article{ID: "empty", Outlet: "Example Post", Text: "…"}) {
		line, err := Annotation(d, l)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(line), "\n"); n != 1 || line[len(line)-1] != '\n' {
			t.Errorf("an annotation is one line, this is %d: %q", n, line)
		}
		got = append(got, line...)
	}
	golden(t, "annotation.jsonl", got)
}

// TestAnnotationWords reads the spans back as a researcher would, by code points of the input.
func TestAnnotationWords(t *testing.T) {
	l := fakeLayers(t)
	line, err := Annotation(analyze(t, l, dam)[0], l)
	if err != nil {
		t.Fatal(err)
	}
	var a annotation
	if err := json.Unmarshal(line, &a); err != nil {
		t.Fatal(err)
	}
	words := func(spans ...span) (all []string) {
		for _, s := range spans {
			all = append(all, wordsOf(dam, s))
		}
		return all
	}
	for i, want := range [][][]string{
		{{"agency"}, {"warns"}, {"Dam may fail"}},
		{{"Ana Ruiz, the mayor of Tarn"}, {"said"}, {"“We are not safe,”"}},
		{{"Officials"}, {"said that"}, {"that the dam had “possibly” been hit by terrorists"}},
		{nil, {"reportedly"}, {"drove the panic"}},
	} {
		at := a.Attributions[i]
		if d := cmp.Diff(want, [][]string{words(at.Source...), words(at.Cue...), words(at.Content...)}); d != "" {
			t.Errorf("attribution %d (-want +got):\n%s", i+1, d)
		}
		if field := map[bool]string{true: "title"}[i == 0]; at.Field != field || at.ID != i+1 {
			t.Errorf("attribution %d has field %q and id %d", i+1, at.Field, at.ID)
		}
	}
	if d := cmp.Diff([]string{"“We are not safe,”", "“possibly”", "“experts”"}, words(a.Quotes...)); d != "" {
		t.Error(d)
	}
	if got := words(a.Terms[0].span); got[0] != "terrorists" || a.Attributions[a.Terms[0].Attribution-1].Rule != "forward" {
		t.Errorf("term %v, %+v", got, a.Terms[0])
	}
}

// wordsOf cuts a span out of the input.
func wordsOf(a corpus.Article, s span) string {
	field := a.Text
	if s.Field == "title" {
		field = a.Title
	}
	return string([]rune(field)[s.Start:s.End])
}

// TestOffsets holds the spans of any tokens of any article to reading back as the tokens' text.
func TestOffsets(t *testing.T) {
	l := fakeLayers(t)
	rapid.Check(t, func(t *rapid.T) {
		prose := rapid.StringOf(rapid.SampledFrom([]rune("abc .,“”’é𝒳🌊\u0301\u202e\n\t-א")))
		a := corpus.Article{ID: "x", Title: prose.Draw(t, "title"), Text: prose.Draw(t, "text")}
		d := analyzeFor(t, l, a)
		toks := stages.Tokens.Of(d)
		an := annotator{d, toks}
		for i := range toks {
			if got, want := wordsOf(a, an.span(text.Range{From: i, To: i + 1})), toks[i].Of(d.Source); got != want {
				t.Fatalf("token %d is %q, its span %q", i, want, got)
			}
		}
		line, err := Annotation(d, l)
		if err != nil {
			t.Fatal(err)
		}
		var back annotation
		if err := json.Unmarshal(line, &back); err != nil {
			t.Fatal(err)
		}
		for i, s := range stages.Sentences.Of(d) {
			if got, want := wordsOf(a, back.Sentences[i]), s.Span(toks).Of(d.Source); got != want {
				t.Fatalf("sentence %d is %q, its span %q", i, want, got)
			}
		}
	})
}
