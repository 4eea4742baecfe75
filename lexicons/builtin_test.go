package lexicons

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// Inventories feed layers that decide by the neighbours of a word; every other built-in lexicon is one of choice sets.
var inventories = []string{"attribution", "boosters", "hedges", "negation", "sentiment-news"}

func TestBuiltin(t *testing.T) {
	lexs := loadBuiltin(t)
	mustCompile(t, lexs...)
	for _, lex := range lexs {
		if _, err := fs.Stat(Builtin(), lex.Name+".yaml"); err != nil {
			t.Errorf("the lexicon %s is not in the file of its name", lex.Name)
		}
	}
}

func TestBuiltinLint(t *testing.T) {
	// What is a hint elsewhere and a fault in a choice set of ours.
	strict := []string{"untested", "one-variant", "no-about", "few-examples", "short"}
	for _, lex := range loadBuiltin(t) {
		found, err := Lint(lex)
		if err != nil {
			t.Fatal(err)
		}
		inventory := slices.Contains(inventories, lex.Name)
		for _, f := range found {
			if f.Fault && (f.Code != "untested" || !inventory) || !inventory && slices.Contains(strict, f.Code) {
				t.Errorf("%s:%d: %s: %s", lex.Name, f.Line, f.Code, f.Text)
			}
		}
	}
}

// The built-in choice sets hold what README.md promises of them.
func TestBuiltinChoiceSets(t *testing.T) {
	const promised = 60
	sets := 0
	for _, lex := range loadBuiltin(t) {
		if slices.Contains(inventories, lex.Name) {
			continue
		}
		unmarked, quoted := 0, 0
		for _, example := range lex.Examples {
			_, marks, err := ParseMarked(example)
			if err != nil {
				t.Fatal(err)
			}
			if len(marks) == 0 {
				unmarked++
			} else if strings.ContainsAny(example, `"“`) {
				quoted++
			}
		}
		if unmarked < 3*len(lex.Concepts) || quoted == 0 {
			t.Errorf("%s: of its examples %d have no match, %d a match and a quotation, for %d concepts", lex.Name, unmarked, quoted, len(lex.Concepts))
		}
		for _, c := range lex.Concepts {
			if len(c.Variants) >= 2 {
				sets++
			}
			if len(strings.Fields(c.About)) < 5 {
				t.Errorf("%s/%s: nobody can code by %q", lex.Name, c.Name, c.About)
			}
		}
	}
	if sets < promised {
		t.Errorf("%d choice sets, want %d", sets, promised)
	}
}
