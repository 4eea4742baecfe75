package stages

import (
	"strings"
	"testing"

	"parallax/pipeline"
	"parallax/text"
)

// FuzzAttributions holds the rules to what every result must satisfy whatever the text: ranges in order, apart and
// inside, content never empty, one voice a token.
func FuzzAttributions(f *testing.F) {
	for _, c := range markedSentences {
		f.Add(strings.NewReplacer("[", "", "]", "", "|", " ").Replace(c.marked))
	}
	f.Add("said said said, said X, he said: “” said ‘ according to according to per per")
	f.Add("“A?” X said. “B!” said Y, who said Z, said: “\n\n“C")
	f.Add("RT @x: \n\nX: Y\n\nThat was X, speaking")
	f.Add("\nMembers of whom, his, the’s wife who said of whom that they said; it said its said. Mr. Jr., a senator, said he wrote:\n\nThe senator said so")
	fuzz := map[string]func(t *testing.T, title, body string){}
	for _, by := range finders {
		fuzz[by.name] = fuzzAttributions(f, testLayersWith(f, by.model))
	}
	f.Fuzz(func(t *testing.T, s string) {
		title, body, _ := strings.Cut(s, "\n")
		for _, by := range finders {
			fuzz[by.name](t, title, body)
		}
	})
}

func fuzzAttributions(f *testing.F, layers *Layers) func(t *testing.T, title, body string) {
	p, err := pipeline.New(layers.Voices, layers.Counters[0], layers.Counters[1], layers.Counters[2])
	if err != nil {
		f.Fatal(err)
	}
	return func(t *testing.T, title, body string) {
		d := analyzed(t, p, "fuzz", "", title, body)
		n := len(Tokens.Of(d))
		if got := len(layers.Voices.Of(d)); got != n {
			t.Fatalf("%d voices for %d tokens", got, n)
		}
		all := layers.Attributions.Of(d)
		for i, a := range all {
			if a.Within < -1 || a.Within >= len(all) || a.Within == i || (a.Within == -1) != (a.Depth == 1) || a.Why.Source.Rule == "" || a.Why.Stance.Rule == "" || a.Why.Strength.Rule == "" {
				t.Fatalf("within or why: %+v", a)
			}
			if len(a.Content) == 0 || a.Depth < 1 || a.Strength < 1 || a.Strength > 5 || a.Rule == "" {
				t.Fatalf("incomplete: %+v", a)
			}
			for _, ranges := range [][]text.Range{a.Source, a.Cue, a.Content} {
				last := 0
				for _, r := range ranges {
					if r.From < last || r.To <= r.From || r.To > n {
						t.Fatalf("ranges %v of %d tokens in %+v", ranges, n, a)
					}
					last = r.To
				}
			}
		}
	}
}

// TestLinear holds the rules to work that grows with the text and not faster, on text made to defeat them: no stop
// ends a sentence, every word is a cue. It counts findings rather than time.
func TestLinear(t *testing.T) {
	for _, f := range finders {
		t.Run(f.name, func(t *testing.T) { testLinear(t, testLayersWith(t, f.model)) })
	}
}

func testLinear(t *testing.T, layers *Layers) {
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"he said ", "said ", ", X said, ", "according to him ", "not ", "“he said ", "who, ", "He said so. "} {
		d := analyzed(t, p, "long", "", "", strings.Repeat(unit, 20000))
		if n, s := len(layers.Attributions.Of(d)), len(Sentences.Of(d)); n > 2*maxFindings*s {
			t.Errorf("%q: %d attributions in %d sentences", unit, n, s)
		}
	}
}
