package report

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stats"
)

func someCodebook(w io.Writer) error {
	r, _ := someResults()
	lex := &lexicons.Lexicon{
		Name: "conflict", Version: "1.2.0", Language: "en", About: "Rival names for actors, acts and places in reports of armed conflict, as an example that is long enough to be wrapped.",
		Source: "Invented for a test", Licence: "Apache-2.0", SHA256: "00ff",
		Concepts: []lexicons.Concept{{
			Name: "armed-actors", About: "People or groups who use armed force without being a state's army.", Except: []string{"war on terror", "counter-terroris*"},
			Variants: []lexicons.Variant{
				{Name: "loaded", About: "Names that condemn.", Terms: []lexicons.Term{
					{Pattern: "terrorist*"}, {Pattern: "terror (group|cell)*"}, {Pattern: "thug*", Note: "not of animals", Except: []string{"thug life"}},
				}},
				{Name: "neutral", Terms: []lexicons.Term{{Pattern: "militant*"}, {Pattern: "=Front"}}},
			},
		}},
	}
	counters := []*pipeline.Counter{{Name: "words", Doc: "running words and sentences", Features: []pipeline.FeatureDoc{
		{Glob: "tokens", Doc: "running words: tokens with a letter or digit"}, {Glob: "term/*/*/*/*", Doc: "a term | of a *lexicon*"},
	}}}
	return Codebook(w, []*lexicons.Lexicon{lex}, r.Measures, counters, []struct{ Name, Doc string }{{"dots", "Each outlet's estimate with its interval."}})
}

func TestCodebook(t *testing.T) {
	write := func(b *bytes.Buffer) error { return someCodebook(b) }
	book := render(t, write)
	golden(t, "codebook.md", book)
	for range 5 {
		if !bytes.Equal(book, render(t, write)) {
			t.Fatal("the same definitions gave other bytes")
		}
	}
	for _, w := range stats.Warnings() {
		if !strings.Contains(string(book), "| `"+string(w)+"` | ") {
			t.Errorf("the codebook lacks the warning %s", w)
		}
	}
	for i, line := range strings.Split(string(book), "\n") {
		if n := utf8.RuneCountInString(line); n > width+4 && !strings.HasPrefix(line, "|") {
			t.Errorf("line %d has %d code points: %s", i+1, n, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("line %d ends in a space: %q", i+1, line)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriteErrors(t *testing.T) {
	r, evidence := someResults()
	l := fakeLayers(t)
	for name, err := range map[string]error{
		"codebook":  someCodebook(full{}),
		"estimates": WriteEstimates(full{}, r.Estimates),
		"report":    Report(full{}, r, nil, evidence, About{}),
		"page":      AnnotatedPage(full{}, analyze(t, l, dam), l, false),
	} {
		if err == nil {
			t.Errorf("%s: writing to a full disk is no error", name)
		}
	}
}

// TestWrap holds wrapping to keeping every word, code whole, and lines short where words allow.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "word", "`some code here`", "-", "counter-terrorism", "1991."}), 1, 80).Draw(t, "words"), " ")
		lines := wrap(s)
		if got := strings.Join(lines, " "); got != s {
			t.Fatalf("wrapped to %q", got)
		}
		if slices.ContainsFunc(lines, func(l string) bool { return strings.Count(l, "`")%2 == 1 }) {
			t.Fatalf("code is broken: %q", lines)
		}
	})
}
