package formats

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parallax/lexicons"
)

var update = flag.Bool("update", false, "rewrite golden files")

// fixtures are the dictionaries of testdata: for every format and variant of it a small one of invented words.
func fixtures(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if !strings.HasSuffix(f, ".golden") {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		t.Fatal("no fixtures")
	}
	return out
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Beside each dictionary stands what it becomes in the language of lexicons, and below that what is left out.
func TestRead(t *testing.T) {
	for _, path := range fixtures(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			lex, left, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := lex.Write(&b); err != nil {
				t.Fatal(err)
			}
			loaded, err := lexicons.Load(fstest.MapFS{"x.yaml": {Data: b.Bytes()}}, "x.yaml")
			if err != nil {
				t.Errorf("what is imported does not load: %v", err)
			} else if diff := cmp.Diff(bare(lex), bare(loaded), cmpopts.IgnoreUnexported(lexicons.Lexicon{})); diff != "" {
				t.Errorf("what is imported loads as something else:\n%s", diff)
			}
			b.WriteString("---\n")
			for _, l := range left {
				fmt.Fprintln(&b, l)
			}
			golden := path + ".golden"
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(read(t, golden)), b.String()); diff != "" {
				t.Errorf("go test ./lexicons/formats -update accepts this:\n%s", diff)
			}
		})
	}
}

// bare returns a lexicon without the places of its terms and without its hash.
func bare(lex *lexicons.Lexicon) lexicons.Lexicon {
	out := *lex
	out.SHA256 = ""
	out.Concepts = nil
	for _, c := range lex.Concepts {
		variants := c.Variants
		c.Variants, c.Line, c.Column = nil, 0, 0
		for _, v := range variants {
			terms := v.Terms
			v.Terms, v.Line, v.Column = nil, 0, 0
			for _, term := range terms {
				term.Line, term.Column = 0, 0
				v.Terms = append(v.Terms, term)
			}
			c.Variants = append(c.Variants, v)
		}
		out.Concepts = append(out.Concepts, c)
	}
	return out
}
