package lexicons

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A change and its reverse: what one adds the other removes.
func TestDiff(t *testing.T) {
	lex := func(concepts ...Concept) *Lexicon { return &Lexicon{Name: "x", Version: "1.0.0", Concepts: concepts} }
	concept := func(name string, variants ...Variant) Concept {
		return Concept{Name: name, About: "It.", Variants: variants}
	}
	variant := func(name string, patterns ...string) Variant {
		v := Variant{Name: name}
		for i, p := range patterns {
			v.Terms = append(v.Terms, Term{Pattern: p, Line: i + 1})
		}
		return v
	}
	before := lex(concept("a", variant("x", "one", "two", "two"), variant("y", "three")), concept("b", variant("any", "one", "four")))
	after := lex(concept("b", variant("any", "four", "one", "five")), concept("a", variant("y", "two", "three"), variant("x", "one", "two")))
	for _, c := range []struct {
		from, to *Lexicon
		want     string
	}{
		{before, after, `added term b.any "five" ; moved term a.y "two" from a.x`},
		{after, before, `removed term b.any "five" ; moved term a.x "two" from a.y`},
		{before, before, ""},
	} {
		var got []string
		for _, change := range Diff(c.from, c.to) {
			got = append(got, strings.TrimSpace(fmt.Sprint(change.Kind, " ", change.What, " ", change.Name, " ", change.Text)))
		}
		want := strings.Split(c.want, " ; ")
		if c.want == "" {
			want = nil
		}
		less := func(a []string) map[string]bool {
			set := map[string]bool{}
			for _, s := range a {
				set[s] = true
			}
			return set
		}
		if diff := cmp.Diff(less(want), less(got)); diff != "" {
			t.Error(diff)
		}
	}
}
