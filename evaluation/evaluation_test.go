package evaluation

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/internal/shared"
	"parallax/lexicons"
	"parallax/stages"
)

// layers are those over built-in lexicons.
func layers(t testing.TB) *stages.Layers {
	t.Helper()
	all, err := lexicons.LoadBuiltin("boosters", "hedges", "negation")
	if err != nil {
		t.Fatal(err)
	}
	m, err := lexicons.Compile(all...)
	if err != nil {
		t.Fatal(err)
	}
	return stages.New(m, nil)
}

func gold(t testing.TB, names ...string) []Sentence {
	t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, shared.Path(t, "gold", name))
	}
	s, err := ReadGold(paths...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func written(t testing.TB, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mine.jsonl")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadGold(t *testing.T) {
	got, err := ReadGold(written(t,
		`{"id":"a-1","text":"It may rain.","uncertain":true,"spans":[{"id":"x","type":"hedge_cue","ref":"s","start":3,"end":6}]}`,
		`{"id":"b","text":"It rains.","uncertain":false,"article":"paper-3","corpus":"News"}`))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Sentence{
		{Corpus: "mine", Document: "a", Uncertain: true, Spans: []Span{{"x", "hedge_cue", "s", 3, 6}}},
		{Corpus: "News", Document: "paper-3"},
	} {
		want.Article = got[i].Article
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReadGoldReportsAllFaults(t *testing.T) {
	_, err := ReadGold(written(t,
		`{"id":"1","text":"It may rain."}`,
		`{"id":"2","text":"It may rain.","uncertain":"yes"}`,
		`{"id":"3","text":"It may rain.","uncertain":true,"spans":[{"type":"scope","start":3,"end":60}]}`,
		`{"id":"4","text":"It may rain.","uncertain":true,"spans":3}`,
		`{"id":"5","uncertain":true}`,
		`nonsense`))
	for _, part := range []string{
		`mine.jsonl:1: no key uncertain`, `mine.jsonl:2: uncertain is "yes"; legal values are true and false`,
		`mine.jsonl:3: spans[0]: from 3 to 60; a span lies within the text, which has 12 code points`,
		`mine.jsonl:4: spans:`, `mine.jsonl:5`, `mine.jsonl:6`,
	} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error lacks %q:\n%v", part, err)
		}
	}
}

// invented sentences in which "may" and "seems" mark uncertainty.
func invented(t testing.TB) []Sentence {
	var lines []string
	for i, s := range []string{"The boat may sink near the harbour.", "The river seems to rise this spring.", "It seems that nobody will come.",
		"The tower may fall one of these days.", "She may leave before the summer.", "He seems glad about all of it."} {
		lines = append(lines, fmt.Sprintf(`{"id":"u%d","text":%q,"uncertain":true}`, i, s))
	}
	for i, s := range []string{"The boat sank near the harbour.", "The river rose this spring.", "Nobody came to the meeting at all.",
		"The tower fell one of those days.", "She left before the summer.", "He is glad about all of it."} {
		lines = append(lines, fmt.Sprintf(`{"id":"c%d","text":%q,"uncertain":false}`, i, s))
	}
	s, err := ReadGold(written(t, lines...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The list can be read, loads with its examples, has the levels of the built-in list, and does not depend on the order of
// the sentences.
func TestTrainHedging(t *testing.T) {
	sentences := invented(t)
	yaml := func() string {
		lex, err := TrainHedging(sentences)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := lex.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	first := yaml()
	slices.Reverse(sentences)
	if diff := cmp.Diff(first, yaml()); diff != "" {
		t.Errorf("the order of the sentences shows:\n%s", diff)
	}
	lex, err := lexicons.Load(fstest.MapFS{"mine.yaml": {Data: []byte(first)}}, "mine.yaml")
	if err != nil {
		t.Fatalf("%v\n%s", err, first)
	}
	want := []lexicons.Variant{
		{Name: "probable", About: levelNames[1].about, Terms: []lexicons.Term{{Pattern: "seems", Note: "in 3 sentences, of which 3 are uncertain"}}},
		{Name: "possible", About: levelNames[2].about, Terms: []lexicons.Term{{Pattern: "may", Note: "in 3 sentences, of which 3 are uncertain"}}},
	}
	for k := range lex.Concepts[0].Variants {
		v := &lex.Concepts[0].Variants[k]
		v.Line, v.Column = 0, 0
		for i := range v.Terms {
			v.Terms[i].Line, v.Terms[i].Column = 0, 0
		}
	}
	if diff := cmp.Diff(want, lex.Concepts[0].Variants); diff != "" {
		t.Error(diff)
	}
	if lex.Name != "hedges" || !slices.Contains(lex.Examples, "He {seems|cue.probable} glad about all of it.") || !slices.Contains(lex.Examples, "She left before the summer.") {
		t.Errorf("unexpected lexicon:\n%s", first)
	}
}

func TestTrainHedgingWantsEnough(t *testing.T) {
	_, err := TrainHedging(invented(t)[:2])
	if err == nil || !strings.Contains(err.Error(), "2 sentences, of which 2 are uncertain: no run of words marks uncertainty") {
		t.Error(err)
	}
}

// What a list learnt from four fifths of the documents is worth on the other fifth, in the layers as a run has them.
func TestInducedListsHold(t *testing.T) {
	for name, floor := range map[string]float64{"bioscope.jsonl.gz": .90, "sfu_review_spec.jsonl.gz": .92} {
		figures, err := HeldOut(gold(t, name))
		if err != nil {
			t.Fatal(err)
		}
		f := figures[0].Scored
		t.Logf("%s: F1 %.3f %+v", name, f.F1(), f)
		if f.F1() < floor {
			t.Errorf("%s: F1 %.3f, floor %.2f", name, f.F1(), floor)
		}
	}
}

func TestBuiltInHedgesHold(t *testing.T) {
	figures, err := Hedging(layers(t), gold(t, "bioscope.jsonl.gz", "hedging_news.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for i, floor := range []float64{.70, .85} {
		if f := figures[i].Scored.F1(); f < floor {
			t.Errorf("%s: F1 %.3f, floor %.2f", figures[i].Corpus, f, floor)
		}
	}
}

func TestScopesHold(t *testing.T) {
	figures, err := Scopes(layers(t), gold(t, "bioscope.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]float64{"hedge_cue": .70, "negation_cue": .62}
	for _, s := range figures {
		exact := float64(s.Rules.Exact) / float64(s.Rules.Scopes)
		t.Logf("%s %s: exact %.3f of %d, words F1 %.3f", s.Corpus, s.Cue, exact, s.Rules.Scopes, s.Rules.Words.F1())
		if exact < floors[s.Cue] {
			t.Errorf("%s: exact %.3f, floor %.2f", s.Cue, exact, floors[s.Cue])
		}
		delete(floors, s.Cue)
	}
	if len(floors) > 0 {
		t.Errorf("not measured: %v", floors)
	}
}

func TestScopesOfGivenCues(t *testing.T) {
	mark := func(src, kind, cue, scope string) Sentence {
		at := func(part string) (int, int) {
			before, _, _ := strings.Cut(src, part)
			from := len([]rune(before))
			return from, from + len([]rune(part))
		}
		c := Span{Type: kind, Ref: "s"}
		c.Start, c.End = at(cue)
		s := Span{Type: "scope", ID: "s"}
		s.Start, s.End = at(scope)
		return Sentence{Article: corpus.Article{Text: src}, Corpus: src, Spans: []Span{c, s}}
	}
	for _, c := range []struct {
		s     Sentence
		exact int64
	}{
		{mark("Él — it may help patients, but it costs more.", "hedge_cue", "may", "may help patients"), 1},
		{mark("It may help patients, but it costs more.", "hedge_cue", "may", "may help patients, but it costs more"), 0},
		{mark("The bank appears to hide losses.", "hedge_cue", "appears", "The bank appears to hide losses"), 1},
		{mark("They whispered that it fell.", "hedge_cue", "whispered", "whispered that it fell"), 1}, // of no class
		{mark("He did not see the men, but left.", "negation_cue", "not", "not see the men"), 1},
	} {
		got, err := Scopes(layers(t), []Sentence{c.s})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].Rules.Scopes != 1 || got[0].Rules.Exact != c.exact {
			t.Errorf("%s: %+v, want exact %d of 1", c.s.Text, got, c.exact)
		}
	}
}

func TestPrintedFigures(t *testing.T) {
	var b bytes.Buffer
	u := Uncertain{Corpus: "News", Scored: Tally{42, 6, 1, 145}, Coded: Tally{42, 1, 1, 150}}
	if err := PrintHedging(&b, []Uncertain{u}); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"0.875 [0.753, 0.941]  0.977 [0.879, 0.996]", "majority class"} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("table lacks %q:\n%s", part, b.String())
		}
	}
}

// F1 is the harmonic mean of precision and recall, 0 where nothing is right.
func (t Tally) F1() float64 {
	return 2 * float64(t.Right) / max(1, float64(2*t.Right+t.Wrong+t.Missed))
}
