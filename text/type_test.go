package text

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Don’t": "don't", "O‘Brien": "o'brien", "itʼs": "it's", "co\u2011op": "co-op", "mi\u00adli\u00adtant": "militant", "ÉCOLE": "école",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) is %q, not %q", in, got, want)
		}
	}
}

// Workers that meet the same types at the same time must agree on their ids.
func TestInternAtOnce(t *testing.T) {
	const workers, forms = 4, 5000
	form := func(i int) string { return fmt.Sprint([]string{"w", "form-", "a-long-form-"}[i%3], i) } // in either table
	ids := make([][]TypeID, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range forms {
				ids[w] = append(ids[w], Intern(form(i)))
			}
		})
	}
	wg.Wait()
	for i := range forms {
		for w := range workers {
			if want := form(i); ids[w][i] != ids[0][i] || ids[w][i].Form() != want {
				t.Fatalf("worker %d has %d (%q) for %q, worker 0 has %d", w, ids[w][i], ids[w][i].Form(), want, ids[0][i])
			}
		}
	}
}

// Long forms stay out of the table; a token's form and what a table knows of it are the same as of any other.
func TestRare(t *testing.T) {
	src := strings.Repeat("Long", 40)
	tok := Tokenize(nil, src)[0]
	if tok.Type != Rare || tok.Form(src) != strings.ToLower(src) {
		t.Errorf("type %d, form %q", tok.Type, tok.Form(src))
	}
	length := NewTable(func(form string) int { return len(form) })
	if got := *length.Of(src, tok); got != len(src) {
		t.Errorf("table says %d, not %d", got, len(src))
	}
}

// What a table tells of all tokens at once is what it tells of each, also of those whose forms it does not keep.
func TestAll(t *testing.T) {
	src := "To be, or not to be: " + strings.Repeat("Long", 40) + " be"
	toks := Tokenize(nil, src)
	asked := map[string]int{}
	length := NewTable(func(form string) int { asked[form]++; return len(form) })
	all := make([]int, len(toks))
	length.All(all, src, toks)
	for i, tok := range toks {
		if form := tok.Form(src); all[i] != len(form) || *length.Of(src, tok) != len(form) {
			t.Errorf("%q: %d among all, %d by itself", form, all[i], *length.Of(src, tok))
		}
	}
	if asked["be"] != 1 || asked["to"] != 1 {
		t.Errorf("asked of a type again: %v", asked)
	}
}

func TestPalette(t *testing.T) {
	const forms = 1000 // more than there is room for values
	asked := map[string]int{}
	length := NewPalette(func(form string) int { asked[form]++; return len(form) % 300 })
	for range 2 {
		for n := range forms {
			src := strings.Repeat("a", 1+n)
			if got := length.Of(src, Token{Span: Span{0, len(src)}, Type: Intern(src)}); got != len(src)%300 {
				t.Fatalf("a palette says %d of a word of %d letters", got, len(src))
			}
		}
	}
	for form, n := range asked {
		if kept := len(form)%300 < 256 && len(form) <= 255; kept && n != 1 {
			t.Errorf("a word of %d letters was looked at %d times", len(form), n)
		}
	}
}
