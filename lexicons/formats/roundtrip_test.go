package formats

import (
	"bytes"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/internal/shared"
	"parallax/lexicons"
)

// What was read from a format and is written in it again is read as the same lexicon.
func TestRoundTrip(t *testing.T) {
	for _, path := range fixtures(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			first, _, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			data := string(read(t, path))
			source, _ := decode([]byte(data))
			f, err := find(path, source, "")
			if err != nil {
				t.Fatal(err)
			}
			if f.write == nil || strings.HasPrefix(filepath.Base(path), "substitution.") {
				t.Skip("only read")
			}
			var written bytes.Buffer
			lost, err := Write(&written, first, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			second, _, err := Read(path, written.Bytes(), f.Name)
			if err != nil {
				t.Fatalf("%v\n%s", err, written.String())
			}
			if diff := cmp.Diff(terms(first), terms(second)); diff != "" && len(told(lost)) == 0 {
				t.Errorf("nothing was said to be lost:\n%s\n%s", diff, written.String())
			}
			var again bytes.Buffer
			if _, err := Write(&again, second, f.Name); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(written.String(), again.String()); diff != "" {
				t.Errorf("written again it differs:\n%s", diff)
			}
		})
	}
}

// told returns what was said of an item, without what is said of every lexicon.
func told(left []Left) []Left {
	return slices.DeleteFunc(slices.Clone(left), func(l Left) bool { return l.Item == "" })
}

// terms returns the alternatives of all terms by the path of their category, with their weights and conditions: what a
// lexicon counts.
func terms(lex *lexicons.Lexicon) map[string][]string {
	w := &writing{lex: lex, format: &own}
	out := map[string][]string{}
	w.categories().walk(func(c *category, path []string) {
		key := strings.Join(path, ".")
		for _, t := range c.terms {
			s := strings.ToLower(t.Pattern)
			if t.Weight != nil {
				s += " " + strconv.Itoa(*t.Weight)
			}
			for _, c := range []*lexicons.Condition{t.Near, t.NotNear, t.Before, t.After} {
				if c != nil {
					s += strings.Join(c.Terms, ",")
				}
				s += "/"
			}
			out[key] = append(out[key], s)
		}
		slices.Sort(out[key])
	})
	return out
}

// A lexicon of plain words is the same in every format that can be written, but for those of one category.
func TestAcrossFormats(t *testing.T) {
	lex, _, err := Open("testdata/mood.lc3")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range All {
		if f.write == nil || slices.Contains([]string{"afinn", "list", "vale"}, f.Name) {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			var b bytes.Buffer
			lost, err := Write(&b, lex, f.Name)
			if err != nil || len(told(lost)) > 0 {
				t.Fatal(err, lost)
			}
			got, left, err := Read("mood"+f.Extensions[0], b.Bytes(), "")
			if err != nil || len(left) > 0 {
				t.Fatal(err, left, b.String())
			}
			if diff := cmp.Diff(terms(lex), terms(got)); diff != "" {
				t.Errorf("%s\n%s", diff, b.String())
			}
		})
	}
}

// The same dictionary in three formats.
func TestSharedDictionaries(t *testing.T) {
	var first map[string][]string
	for _, file := range []string{"lex.dic", "lex.yml", "lex.json"} {
		lex, left, err := Open(shared.Path(t, "bench", file))
		if err != nil || len(left) > 0 {
			t.Fatalf("%s: %v, left %v", file, err, left)
		}
		got := terms(lex)
		n := 0
		for _, words := range got {
			n += len(words)
		}
		if n != 3288 {
			t.Errorf("%s: %d terms in all categories, want 3288", file, n)
		}
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("%s differs from lex.dic:\n%s", file, diff)
		}
	}
}
