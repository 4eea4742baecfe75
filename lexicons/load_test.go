package lexicons

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parallax/text"
)

// loadBuiltin loads every built-in lexicon, which takes seconds, and with the race detector minutes: not in short mode.
func loadBuiltin(t testing.TB) (lexs []*Lexicon) {
	t.Helper()
	if testing.Short() {
		t.Skip("loads every built-in lexicon")
	}
	paths, err := fs.Glob(Builtin(), "*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no built-in lexicons", err)
	}
	for _, p := range paths {
		lex, err := Load(Builtin(), p)
		if err != nil {
			t.Fatal(err)
		}
		if lex.Name+".yaml" != path.Base(p) {
			t.Errorf("%s holds the lexicon %q", p, lex.Name)
		}
		lexs = append(lexs, lex)
	}
	return lexs
}

func load(src string) (*Lexicon, error) {
	return Load(fstest.MapFS{"lexicons/x.yaml": {Data: []byte(src)}}, "lexicons/x.yaml")
}

const small = `name: x
version: 1.0.0
language: en
about: A lexicon of the tests.
source: made up
licence: Apache-2.0
concepts:
  - name: armed-actors
    about: People who use force.
    variants:
      - name: loaded
        about: Names that judge.
        terms:
          - terrorist*
          - term: thug*
            note: Of persons.
            except: [thug life]
      - name: neutral
        terms: [militant*, "fighter*"]
    except: [counter-terrorist*]
  - name: places
    about: Where it happens.
    terms:
      - valley
examples:
  - "{Militants|armed-actors.neutral} blamed {terrorists|loaded} in the {valley|places}."
  - "{Valley|any}"
  - "Thug life."
`

func TestLoad(t *testing.T) {
	got, err := load(small)
	if err != nil {
		t.Fatal(err)
	}
	want := &Lexicon{
		Name: "x", Version: "1.0.0", Language: "en", About: "A lexicon of the tests.", Source: "made up", Licence: "Apache-2.0",
		Concepts: []Concept{
			{Name: "armed-actors", About: "People who use force.", Line: 8, Column: 5, Except: []string{"counter-terrorist*"}, Variants: []Variant{
				{Name: "loaded", About: "Names that judge.", Line: 11, Column: 9, Terms: []Term{{Pattern: "terrorist*", Line: 14, Column: 13},
					{Pattern: "thug*", Note: "Of persons.", Except: []string{"thug life"}, Line: 15, Column: 19}}},
				{Name: "neutral", Line: 18, Column: 9, Terms: []Term{{Pattern: "militant*", Line: 19, Column: 17}, {Pattern: "fighter*", Line: 19, Column: 28}}},
			}},
			{Name: "places", About: "Where it happens.", Line: 21, Column: 5, Variants: []Variant{{Name: "any", Terms: []Term{{Pattern: "valley", Line: 24, Column: 9}}}}},
		},
		Examples: []string{"{Militants|armed-actors.neutral} blamed {terrorists|loaded} in the {valley|places}.", "{Valley|any}", "Thug life."},
		SHA256:   got.SHA256,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Lexicon{})); diff != "" {
		t.Error(diff)
	}
}

func TestHash(t *testing.T) {
	hash := func(src string) string {
		lex, err := load(src)
		if err != nil {
			t.Fatal(err)
		}
		return lex.SHA256
	}
	first := hash(small)
	if len(first) != 64 {
		t.Errorf("not a SHA-256: %q", first)
	}
	layout := strings.Replace("# A comment.\n\n"+small, `[militant*, "fighter*"]`, "\n        - militant*\n        - fighter*", 1)
	if hash(layout) != first {
		t.Error("layout and comments change the hash")
	}
	for _, change := range [][2]string{{"1.0.0", "1.0.1"}, {"militant*", "militants|militant"}, {"Of persons", "Of people"}, {"[thug life]", "[thug life style, thug life]"}, {"Thug life.", "Thug life!"}} {
		if hash(strings.Replace(small, change[0], change[1], 1)) == first {
			t.Errorf("%q instead of %q does not change the hash", change[1], change[0])
		}
	}
}

// Each fault is made by replacing a part of the small lexicon.
func TestLoadFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"about: People", "abuot: People", `
lexicons/x.yaml:8:5: concept: missing key "about"
lexicons/x.yaml:9:5: concept: unknown key "abuot"; did you mean "about"? (legal: name, about, referent, variants, terms, concepts, except, voices, near, not-near, before, after)`},
		{"language: en", "name: y\nlanguage: en", `
lexicons/x.yaml:3:1: lexicon: key "name" is already on line 1`},
		{"licence: Apache-2.0\n", "", `
lexicons/x.yaml:1:1: lexicon: missing key "licence"`},
		{"1.0.0", "1.0", `
lexicons/x.yaml:2:10: lexicon: version: want a text, found 1.0 without quotation marks`},
		{"made up", `""`, `
lexicons/x.yaml:5:9: lexicon: source is empty`},
		{"made up", `[a, b]`, `
lexicons/x.yaml:5:9: lexicon: source: want a text, found a list`},
		{"name: armed-actors", "name: Armed Actors", `
lexicons/x.yaml:8:11: concept: name "Armed Actors": a name is words with hyphens between them, as armed-actors`},
		{"name: places", "name: armed-actors", `
lexicons/x.yaml:21:5: concept "armed-actors" is already on line 8`},
		{"name: neutral", "name: loaded", `
lexicons/x.yaml:18:9: concept "armed-actors": variant "loaded" is already on line 11`},
		{"militant*", "terrorist*", `
lexicons/x.yaml:19:17: concept "armed-actors": term "terrorist*" is also in "loaded" (line 14)`},
		{"militant*", "(thug|lout)*", `
lexicons/x.yaml:19:17: concept "armed-actors": term "(thug|lout)*" is also in "loaded" as "thug*" (line 15)`},
		{"militant*", "fighter*", `
lexicons/x.yaml:19:27: concept "armed-actors": term "fighter*" is also in "neutral" (line 19)`},
		{"militant*", "'*'", `
lexicons/x.yaml:19:17: concept "armed-actors": term "*": the word * is nothing but wildcards`},
		{"militant*", "'?? a'", `
lexicons/x.yaml:19:17: concept "armed-actors": term "?? a": the word ?? is nothing but wildcards`},
		{"militant*", "and/or", `
lexicons/x.yaml:19:17: concept "armed-actors": term "and/or": a term may not hold a slash or a control character`},
		{"militant*", "'well, well'", `
lexicons/x.yaml:19:17: concept "armed-actors": term "well, well": the mark , can never be part of a match; legal are letters, digits, spaces, hyphens, apostrophes and * ? ( | ) =`},
		{"militant*", "(a|b", `
lexicons/x.yaml:19:17: concept "armed-actors": term "(a|b": an opening bracket without its closing one`},
		{"militant*", "a)b", `
lexicons/x.yaml:19:17: concept "armed-actors": term "a)b": a closing bracket without its opening one`},
		{"militant*", "'|a'", `
lexicons/x.yaml:19:17: concept "armed-actors": term "|a": no word in it`},
		{"militant*", strings.Repeat("(a|b)", 12), `
lexicons/x.yaml:19:17: concept "armed-actors": term "(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)": more than 512 readings; divide it into several terms`},
		{"militant*", strings.Repeat("word ", 10_000), `
lexicons/x.yaml:19:17: concept "armed-actors": term "word word word word word word word word word word word word …" has 10000 words; a term has at most 32`},
		{"militant*", "true, 9, ~", `
lexicons/x.yaml:19:17: concept "armed-actors": term: want a text, found true without quotation marks
lexicons/x.yaml:19:23: concept "armed-actors": term: want a text, found 9 without quotation marks
lexicons/x.yaml:19:26: concept "armed-actors": term: want a text, found nothing`},
		{`[militant*, "fighter*"]`, "militant*", `
lexicons/x.yaml:19:16: concept "armed-actors": terms: want a list, found a text`},
		{`[militant*, "fighter*"]`, "[]", `
lexicons/x.yaml:19:16: concept "armed-actors": terms: the list is empty`},
		{"    terms:\n      - valley\n", "", `
lexicons/x.yaml:21:5: concept "places": want either variants, the rival ways of naming it, or terms`},
		{"[counter-terrorist*]", "['stop. here']", `
lexicons/x.yaml:20:14: concept "armed-actors": term "stop. here": the mark . can never be part of a match; legal are letters, digits, spaces, hyphens, apostrophes and * ? ( | ) =`},
		{"blamed {terrorists|loaded}", "blamed {terrorists|neutral}", `
lexicons/x.yaml:26:5: example: found {terrorists|loaded}, want {terrorists|neutral}`},
		{"Thug life.", "Thug {life|any}.", `
lexicons/x.yaml:28:5: example: found nothing, want {life|any}`},
		{"Thug life.", "Thug lives.", `
lexicons/x.yaml:28:5: example: found {Thug|loaded}, want nothing`},
		{"Thug life.", "{Thug|laoded}", `
lexicons/x.yaml:28:5: example: unknown label "laoded"; did you mean "loaded"? (legal: any, armed-actors.loaded, armed-actors.neutral, loaded, neutral, places, places.any)`},
		{"Thug life.", "{Thug", `
lexicons/x.yaml:28:5: example: marked text "{Thug": "{" at byte 0 is not closed by |label}`},
		{"- terrorist*\n", "- terrorist*\n            - brute*\n              - lout*\n", `
lexicons/x.yaml:15:13: concept "armed-actors": term: the item "brute*" is indented further than the one before it, so that YAML reads both as one text; indent them alike
lexicons/x.yaml:16:15: concept "armed-actors": term: the item "lout*" is indented further than the one before it, so that YAML reads both as one text; indent them alike`},
		{"\"Thug life.\"", "Thug life.\n    - Thug", `
lexicons/x.yaml:29:5: example: the item "Thug" is indented further than the one before it, so that YAML reads both as one text; indent them alike`},
		{"made up", "&a made up", `
lexicons/x.yaml:5:9: lexicon: source: want a text, found an alias or its anchor`},
		{"made up", "!!binary bWFkZQ==", `
lexicons/x.yaml:5:9: lexicon: source: want a text, found tag`},
		{"made up", "a \x80 b", `
lexicons/x.yaml:5:11: not valid UTF-8`},
		{"    about: People", "\tabout: People", `
lexicons/x.yaml:9:1: a tab; YAML takes only spaces at the beginning of a line`},
		{"        terms: [mil", "  \tterms: [mil", `
lexicons/x.yaml:19:3: a tab; YAML takes only spaces at the beginning of a line`},
		{"made up", "'made up", `
lexicons/x.yaml:5:9: not YAML: could not find end character of single-quoted text`},
		{"examples:", "---\nexamples:", "lexicons/x.yaml:26:1: a second document; a file holds one lexicon"},
	} {
		if !strings.Contains(small, c.old) {
			t.Fatalf("no %q in the small lexicon", c.old)
		}
		_, err := load(strings.Replace(small, c.old, c.new, 1))
		want := strings.TrimPrefix(c.want, "\n")
		if err == nil || err.Error() != want && !(strings.HasPrefix(c.new, "---") && strings.Contains(err.Error(), want)) {
			t.Errorf("%.80q instead of %q:\n got %v\nwant %s", c.new, c.old, err, want)
		}
	}
}

// The faults of examples are told beside those of the rest, but none that only follows from those.
func TestLoadFaultsAtOnce(t *testing.T) {
	for _, c := range []struct {
		changes []string
		want    string
	}{
		{[]string{"licence: Apache-2.0", "license: Apache-2.0", "Thug life.", "{Thug|laoded} in {a vale|places}."}, `
lexicons/x.yaml:1:1: lexicon: missing key "licence"
lexicons/x.yaml:6:1: lexicon: unknown key "license"; did you mean "licence"? (legal: name, version, language, about, source, licence, citation, concepts, examples)
lexicons/x.yaml:28:5: example: unknown label "laoded"; did you mean "loaded"? (legal: any, armed-actors.loaded, armed-actors.neutral, loaded, neutral, places, places.any)
lexicons/x.yaml:28:5: example: found nothing, want {a vale|any}`},
		{[]string{"thug*", "thug/s", "{Valley|any}", "Valley"}, `
lexicons/x.yaml:15:19: concept "armed-actors": term "thug/s": a term may not hold a slash or a control character
lexicons/x.yaml:27:5: example: found {Valley|any}, want nothing`},
		{[]string{"thug*", "thug/s", "Thug life.", "{Thug|laoded}"}, `
lexicons/x.yaml:15:19: concept "armed-actors": term "thug/s": a term may not hold a slash or a control character
lexicons/x.yaml:28:5: example: unknown label "laoded"; did you mean "loaded"? (legal: any, armed-actors.loaded, armed-actors.neutral, loaded, neutral, places, places.any)`},
		{[]string{"name: neutral", "nmae: neutral", "{Valley|any}", "Valley"}, `
lexicons/x.yaml:18:9: concept "armed-actors": variant: unknown key "nmae"; did you mean "name"? (legal: name, about, terms)
lexicons/x.yaml:18:9: concept "armed-actors": variant: missing key "name"
lexicons/x.yaml:27:5: example: found {Valley|any}, want nothing`},
		{[]string{"concepts:", "concept:"}, `
lexicons/x.yaml:1:1: lexicon: missing key "concepts"
lexicons/x.yaml:7:1: lexicon: unknown key "concept"; did you mean "concepts"? (legal: name, version, language, about, source, licence, citation, concepts, examples)`},
	} {
		_, err := load(strings.NewReplacer(c.changes...).Replace(small))
		if want := strings.TrimPrefix(c.want, "\n"); err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", c.changes, err, want)
		}
	}
}

func TestLoadOddFiles(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := range 30 {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9))
	}
	for name, c := range map[string]struct{ src, want string }{
		"empty":           {"", "lexicons/x.yaml:1:1: the file is empty"},
		"comment":         {"# nothing\n", "lexicons/x.yaml:1:1: the file is empty"},
		"text":            {"hello", "lexicons/x.yaml:1:1: lexicon: want keys and values, found a text"},
		"list":            {"- a\n- b\n", "found a list"},
		"bomb":            {bomb.String(), `lexicons/x.yaml:31:1: lexicon: unknown key "a30"`},
		"merge":           {small + "<<: {name: y}\n", `lexicons/x.yaml:29:1: lexicon: unknown key "<<"`},
		"brackets":        {"a: " + strings.Repeat("[", 100_000), "lexicons/x.yaml:1:68: nested too deeply"},
		"dashes":          {strings.Repeat("- ", 100_000), "nested too deeply"},
		"braces":          {strings.Repeat("{a: ", 100_000), "nested too deeply"},
		"keys":            {strings.Repeat("a: b\n", 100_000), "more than 64 keys in one place"},
		"spread keys":     {strings.Repeat("a:\n- b\n", 100_000), "more than 64 keys in one place"},
		"flow keys":       {"a: {" + strings.Repeat("a: b, ", 100_000), "more than 64 keys in one place"},
		"large":           {strings.Repeat("# comment\n", 2<<20), "lexicons/x.yaml:1:1: larger than 16 MiB, the limit for a lexicon; divide it into several"},
		"items":           {"a: [" + strings.Repeat("b, ", 700_000), "lexicons/x.yaml:1:1800003: more than 600000 lines and items of lists"},
		"lines":           {"a:\n" + strings.Repeat("- b\n", 700_000), "lexicons/x.yaml:600002:1: more than 600000 lines and items of lists"},
		"faults":          {strings.Replace(small, "- valley", strings.Repeat("- a/b\n      ", 3_000)+"- valley", 1), "lexicons/x.yaml: and 2000 more faults"},
		"marks":           {strings.Replace(small, "- \"{Valley|any}\"", "- \""+strings.Repeat("valley ", 100)+"\"", 1), "{valley|any} … and 80 more, want nothing"},
		"same":            {strings.Replace(full, "terms: [death]", "terms: ["+sameTerms(70)+"]", 1), `term "w" is listed more than 64 times under different conditions`},
		"NUL":             {"name: a\x00b", "lexicons/x.yaml:1:"},
		"byte order mark": {"\uFEFF" + strings.Replace(small, "name: x", "nmae: x", 1), `unknown key "nmae"; did you mean "name"?`},
	} {
		_, err := load(c.src)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, shorten(fmt.Sprint(err)), c.want)
		}
	}
	if _, err := Load(fstest.MapFS{}, "none.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func sameTerms(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("{term: w, near: {terms: [b%d], words: 1}}", i))
	}
	return strings.Join(all, ", ")
}

// A lexicon as large as the limits allow loads or is refused in time and memory that its size bounds.
func TestLoadLargest(t *testing.T) {
	if testing.Short() {
		t.Skip("bounds allocation, and with the race detector pools drop what they are given")
	}
	var src strings.Builder
	src.WriteString(small[:strings.Index(small, "      - valley")])
	for i := range 100_000 {
		fmt.Fprintf(&src, "      - word%d group*\n", i)
	}
	src.WriteString("examples: [\"Nothing.\"]\n")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	lex, err := load(src.String())
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := len(lex.Concepts[1].Variants[0].Terms); n != 100_000 {
		t.Errorf("%d terms", n)
	}
	if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 1000 {
		t.Errorf("%d MB allocated in all", mb)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(small)
	f.Add(full)
	f.Add("name: [")
	f.Add("? a\n: b\n- c")
	f.Fuzz(func(t *testing.T, src string) {
		lex, err := load(src)
		if err == nil {
			_, err = Compile(lex)
		} else if !strings.Contains(err.Error(), "lexicons/x.yaml:") {
			t.Fatalf("an error without its place: %v", err)
		}
		if lex != nil && err != nil {
			t.Fatalf("loads, but does not compile: %v", err)
		}
	})
}

// Examples mark whole tokens, as matches are.
func TestMatchHoldsWholeCompound(t *testing.T) {
	m := mustCompile(t, terse{a: "terrorist*"}.lexicon("x"))
	got := found(m, "A terrorist-led group")
	if diff := cmp.Diff([]Match{{0, text.Range{From: 1, To: 2}}}, got); diff != "" {
		t.Error(diff)
	}
}
