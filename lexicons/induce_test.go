package lexicons

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func invented() []Coded {
	var all []Coded
	for _, s := range []string{"It may rain in the north.", "The boat may sink.", "He may not go.", "The cat, it seems to me, slept.",
		"The well seems dry.", "So it seems."} {
		all = append(all, Coded{s, true})
	}
	for _, s := range []string{"It rained in the north.", "The boat sank.", "He went.", "The cat slept.", "The well is dry.", "So it is.",
		"To me, it is dry.", "The north is cold."} {
		all = append(all, Coded{s, false})
	}
	return all
}

func TestInduce(t *testing.T) {
	want := []Induced{{"may", 3, 3}, {"seems", 3, 3}} // "it seems" and "may not" find nothing that these do not
	got := Induce(invented())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	shuffled := invented()
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if diff := cmp.Diff(got, Induce(shuffled)); diff != "" {
		t.Errorf("the order of the sentences shows: %s", diff)
	}
}

// A word that is right only beside another is learnt with it; a residue that is mostly wrong is not learnt.
func TestInduceTakesRunsAndResidues(t *testing.T) {
	var coded []Coded
	for range 4 {
		coded = append(coded, Coded{"It is not clear.", true}, Coded{"It is clear.", false}, Coded{"It is not here.", false},
			Coded{"Perhaps it is not clear.", true})
	}
	coded = append(coded, Coded{"Perhaps.", false}, Coded{"Perhaps, then.", false}, Coded{"Perhaps so.", true})
	var patterns []string
	for _, c := range Induce(coded) {
		patterns = append(patterns, c.Pattern)
	}
	if want := []string{"not clear"}; !slices.Equal(patterns, want) {
		t.Errorf("induced %q, want %q", patterns, want)
	}
}

func TestInduceOfNothing(t *testing.T) {
	for _, coded := range [][]Coded{nil, {{"", true}}, {{"123 ... !", true}, {"123 ... !", true}, {"123 ... !", true}}, {{"May.", true}, {"May.", true}}} {
		if got := Induce(coded); len(got) != 0 {
			t.Errorf("%v: induced %v", coded, got)
		}
	}
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}

func FuzzScalar(f *testing.F) {
	for _, s := range []string{"no", "a: b", "# c", "1.0", "~", "- x", "null", "tab\there", "quote\"d", "\\", "{m|any}", "'s", "é\u2028", "true ", ". .", "a #b", "1.0.0", "0x1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, about string) {
		lex := &Lexicon{Name: "x", Version: "1", Language: "en", About: "a" + about + "z", Source: "s", Licence: "l",
			Concepts: []Concept{{Name: "c", About: "c", Variants: []Variant{{Name: AnyVariant, Terms: []Term{{Pattern: "m", Note: "n" + about + "n"}}}}}},
			Examples: []string{"{m|c}"}}
		if at, bad := invalidUTF8([]byte(lex.About)); bad {
			t.Skip(at)
		}
		var b writer
		if err := lex.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := Load(fstest.MapFS{"x.yaml": {Data: b}}, "x.yaml")
		if err != nil {
			t.Skip(err) // what the language does not allow in a text
		}
		if got.About != lex.About || got.Concepts[0].Variants[0].Terms[0].Note != lex.Concepts[0].Variants[0].Terms[0].Note {
			t.Errorf("%q was read back as %q", lex.About, got.About)
		}
	})
}
