package concordance

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
)

// layers are those over lexicons and the built-in ones that layers read.
func layers(of ...*lexicons.Lexicon) (*stages.Layers, error) {
	read, err := lexicons.LoadBuiltin("attribution", "boosters", "hedges", "negation")
	if err != nil {
		return nil, err
	}
	m, err := lexicons.Compile(slices.Concat(of, read)...)
	if err != nil {
		return nil, err
	}
	return stages.New(m, nil), nil
}

// lexiconOf is a lexicon of one concept, which has some patterns.
func lexiconOf(name, concept string, patterns ...string) *lexicons.Lexicon {
	v := lexicons.Variant{Name: lexicons.AnyVariant}
	for _, p := range patterns {
		v.Terms = append(v.Terms, lexicons.Term{Pattern: p})
	}
	return &lexicons.Lexicon{Name: name, Concepts: []lexicons.Concept{{Name: concept, Variants: []lexicons.Variant{v}}}}
}

func concord(t *testing.T, c Context, articles []corpus.Article, patterns ...string) (all []Line, seen Seen) {
	t.Helper()
	over, err := layers(lexiconOf("test", "test", patterns...))
	if err != nil {
		t.Fatal(err)
	}
	s := &Search{Layers: over, Workers: 2}
	entries := s.Layers.Lexicons.Entries()
	for _, e := range entries {
		s.Wanted = append(s.Wanted, e.Lexicon == "test")
	}
	records := func(yield func(corpus.Record, error) bool) {
		for _, a := range articles {
			if !yield(corpus.Record{Path: a.ID, Decode: func() (corpus.Article, error) { return a, nil }}, nil) {
				return
			}
		}
		yield(corpus.Record{Path: "no article", Decode: func() (corpus.Article, error) {
			return corpus.Article{}, &corpus.Exclusion{Reason: corpus.Broken}
		}}, fs.ErrNotExist)
	}
	for lines, err := range Articles(t.Context(), s, records, nil, func(d *pipeline.Document, hits []Hit) []Line { return c.Lines(d, hits, entries) }) {
		if err != nil {
			if err != fs.ErrNotExist {
				t.Fatal(err)
			}
			break
		}
		all = append(all, lines...)
	}
	return all, s.Seen
}

// Each line is left|keyword|right, voice, field and what the offsets lead to in the article as it was given.
func TestLines(t *testing.T) {
	article := corpus.Article{ID: "a", Outlet: "A", Title: "Résumé: rebels “flee”", Text: "The rebels \u00a0 fled. “We saw three rebels in Åre,” said Ana Ruiz, a nurse. Rebel-held towns burned.\n\nRead more: rebels"}
	again := corpus.Article{ID: "a", Outlet: "A", Text: "rebels"}
	got := func(c Context) (rows []string) {
		lines, seen := concord(t, c, []corpus.Article{article, again}, "rebel*")
		for _, l := range lines {
			in := article.Text
			if l.Field == pipeline.Title {
				in = article.Title
			}
			rows = append(rows, strings.Join([]string{l.Left, l.Keyword, l.Right, l.Voice.String(), string(l.Field), string([]rune(in)[l.Start:l.End])}, "|"))
		}
		if seen.Articles != 1 || seen.Excluded[corpus.Duplicate] != 1 {
			t.Errorf("seen %+v, want an article and a duplicate", seen)
		}
		return rows
	}
	for _, c := range []struct {
		context Context
		want    []string
	}{
		{Context{}, []string{
			"Résumé: |rebels| “flee”|headline|title|rebels",
			"The |rebels| fled.|author|body|rebels",
			"“We saw three |rebels| in Åre,” said Ana Ruiz, a nurse.|quoted|body|rebels",
			"|Rebel-held| towns burned.|author|body|Rebel-held",
		}},
		{Context{Words: 2}, []string{
			"Résumé: |rebels| “flee”|headline|title|rebels",
			"The |rebels| fled. “We|author|body|rebels",
			"saw three |rebels| in Åre|quoted|body|rebels",
			"a nurse. |Rebel-held| towns burned|author|body|Rebel-held",
		}},
	} {
		if diff := cmp.Diff(c.want, got(c.context)); diff != "" {
			t.Errorf("%+v: %s", c.context, diff)
		}
	}
}
