package stages

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
)

// targeting is a pipeline over the built-in lexicons and two targets.
func targeting(t testing.TB) (*Layers, *pipeline.Pipeline) {
	t.Helper()
	l := layersOf(t, lexiconOf(targetsLexicon, conceptOf("Ruiz", "Ana Ruiz", "Ruiz"), conceptOf("The board", "board", "the board of Ruiz")),
		attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon)
	stages := []pipeline.Stage{l.Sentiment}
	for _, c := range l.Counters {
		stages = append(stages, c)
	}
	p, err := pipeline.New(stages...)
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}

// conceptOf is a concept of plain terms, as targets and sides are.
func conceptOf(name string, patterns ...string) lexicons.Concept {
	v := lexicons.Variant{Name: "mention"}
	for _, p := range patterns {
		v.Terms = append(v.Terms, lexicons.Term{Pattern: p})
	}
	return lexicons.Concept{Name: name, Variants: []lexicons.Variant{v}}
}

func lexiconOf(name string, concepts ...lexicons.Concept) *lexicons.Lexicon {
	return &lexicons.Lexicon{Name: name, Concepts: concepts}
}

// layersOf lays out the stages over a lexicon, nil for none, and built-in ones.
func layersOf(t testing.TB, own *lexicons.Lexicon, builtin ...string) *Layers {
	t.Helper()
	if own == nil {
		return layersOver(t, nil, builtin...)
	}
	return layersOver(t, []*lexicons.Lexicon{own}, builtin...)
}

// layersOver lays out the stages over some lexicons and built-in ones.
func layersOver(t testing.TB, own []*lexicons.Lexicon, builtin ...string) *Layers {
	t.Helper()
	all := slices.Clone(own)
	for _, name := range builtin {
		l, err := lexicons.Load(lexicons.Builtin(), name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	m, err := lexicons.Compile(all...)
	if err != nil {
		t.Fatal(err)
	}
	return New(m, nil)
}

func targetsIn(t testing.TB, title, body, own string) ([]string, *pipeline.Document, error) {
	t.Helper()
	l, p := targeting(t)
	a := corpus.Article{ID: "a", Title: title, Text: body}
	if own != "" {
		a.Meta = map[string]json.RawMessage{"targets": json.RawMessage(own)}
	}
	d, err := p.Analyze(a)
	if err != nil {
		return nil, nil, err
	}
	var found []string
	for _, at := range l.Targets.Of(d) {
		found = append(found, fmt.Sprintf("%s|%s|%d|%s", at.Span.Of(d.Source), at.Name, at.Sentence, at.Class()))
	}
	return found, d, nil
}

func TestTargets(t *testing.T) {
	for _, c := range []struct{ title, body, own, want string }{
		{"", "Critics accused Ruiz of lying.", "", "Ruiz|Ruiz|0|negative"},
		{"Ruiz praised for her courage", "It rained.", "", "Ruiz|Ruiz|0|positive"},
		{"", "It rained. The mayor praised Ana Ruiz.", "", "Ana Ruiz|Ruiz|1|positive"},
		{"", "Dale met the board of Ruiz.", "", "the board of Ruiz|The board|0|neutral, Ruiz|Ruiz|0|neutral"}, // overlapping: each by itself
		{"Storm", "É Dale was convicted of fraud.", `[{"start":2,"end":6}]`, "Dale||1|negative"},
		{"", "Dale met Ruiz.", `[{"start":0,"end":4},{"start":0,"end":13}]`, "Dale||0|neutral, Dale met Ruiz||0|neutral, Ruiz|Ruiz|0|neutral"},
		{"", "12 45", `[{"start":0,"end":2}]`, "12||0|neutral"}, // no letters
		{"", "Dale  met Lee.", `[{"start":4,"end":6}]`, "  ||-1|neutral"},
		{"", "RUIZ WAS CONVICTED OF FRAUD.", `[{"start":0,"end":4}]`, "RUIZ||0|negative, RUIZ|Ruiz|0|negative"},
		{"", "Nobody is here.", "", ""},
		{"", "Dale.", `{"Dale":"neg"}`, ""}, // other data under that key
		{"", "Dale.", `null`, ""},
	} {
		found, _, err := targetsIn(t, c.title, c.body, c.own)
		if got := strings.Join(found, ", "); err != nil || got != c.want {
			t.Errorf("%s %s %s: %v\n got %s\nwant %s", c.title, c.body, c.own, err, got, c.want)
		}
	}
}

func TestTargetsOutOfPlace(t *testing.T) {
	for own, want := range map[string]string{
		`[{"start":0,"end":99},{"start":-1,"end":2}]`: "stage targets: targets[0]: from 0 to 99; a target lies within the text, which has 5 code points; targets[1]: from -1 to 2; a target lies within the text, which has 5 code points",
		`[{"start":2,"end":2}]`:                       "targets[0]: from 2 to 2",
		`[{"start":2}]`:                               `targets[0]: want {"start", "end"}`,
		`["Dale"]`:                                    `want a list of {"start", "end"}`,
	} {
		_, _, err := targetsIn(t, "", "Dale.", own)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", own, err, want)
		}
		if left := new(corpus.Exclusion); !errors.As(err, &left) || left.Article != "a" {
			t.Errorf("%s: %v, want the article left out", own, err)
		}
	}
}

// Whose tone, towards whom, in whose voice.
func TestTargetsAreCountedByVoice(t *testing.T) {
	_, d, err := targetsIn(t, "", "Ruiz bravely won. “Ruiz is a corrupt liar and a disgrace,” Dale said. “The board is a disaster for us all,” Lee said.", "")
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, c := range row.Cells {
		if strings.HasPrefix(string(c.Feature), "sentiment/target/") && !strings.HasSuffix(string(c.Feature), "/score") {
			got[fmt.Sprint(c.Feature, " ", c.Voice)] += c.N
		}
		if c.Feature == TargetFeature("Ruiz", "score") && (c.Voice == counts.Author) != (c.N > 0) {
			t.Errorf("score of Ruiz in %v: %d", c.Voice, c.N)
		}
		if strings.HasPrefix(string(c.Feature), "term/") {
			t.Errorf("a target is counted as a term: %s", c.Feature)
		}
	}
	want := map[string]int64{"sentiment/target/Ruiz/positive author": 1, "sentiment/target/Ruiz/negative quoted": 1, "sentiment/target/The board/negative quoted": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A sentence of 20,000 words that names a target in each tenth of them takes no more than other text.
func TestTargetsInAnEndlessSentence(t *testing.T) {
	found, _, err := targetsIn(t, "", strings.Repeat("and then the corrupt mayor of the town blamed Ruiz ", 2000), "")
	if err != nil || len(found) != 2000 {
		t.Fatalf("%d, %v", len(found), err)
	}
}
