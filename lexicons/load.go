package lexicons

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// Bounds of a file.
const (
	maxFile    = 16 << 20 // bytes
	maxPhrases = 500_000  // readings of all its patterns
)

// Load reads a lexicon from a YAML file of at most 16 MiB, checks it and runs its examples: a lexicon whose
// examples fail does not load. The error lists every fault with its line and column. README.md describes
// the format.
func Load(fsys fs.FS, path string) (*Lexicon, error) {
	src, err := readFile(fsys, path)
	if err != nil {
		return nil, err
	}
	f := &faults{path: path}
	if at, ok := invalidUTF8(src); ok {
		f.add(at, "not valid UTF-8")
		return nil, f.err()
	}
	root := parseYAML(string(src), f)
	if root == nil {
		return nil, f.err()
	}
	l := loader{faults: f}
	lex := l.lexicon(root)
	if err := f.err(); err != nil {
		return nil, err
	}
	found, err := checkExamples(lex)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for i, faults := range found {
		for _, text := range faults {
			f.add(place{line: l.examples[i].line}, "example: %s", text)
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	lex.SHA256 = lex.hash()
	return lex, nil
}

func readFile(fsys fs.FS, path string) ([]byte, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	src, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(src) > maxFile {
		return nil, fmt.Errorf("%s: larger than %d MiB, the limit for a lexicon", path, maxFile>>20)
	}
	return bytes.TrimPrefix(src, []byte("\uFEFF")), nil
}

// invalidUTF8 returns the place of the first byte that is no part of a code point.
func invalidUTF8(src []byte) (place, bool) {
	if utf8.Valid(src) {
		return place{}, false
	}
	at := place{1, 1}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at.column++
		if r == '\n' {
			at = place{at.line + 1, 1}
		}
		i += n
	}
	return at, true
}

// hash returns the SHA-256 of the lexicon without its positions, in hexadecimal.
func (lex *Lexicon) hash() string {
	bare := *lex
	bare.SHA256 = ""
	bare.Concepts = nil
	for _, c := range lex.Concepts {
		variants := c.Variants
		c.Variants = nil
		for _, v := range variants {
			terms := v.Terms
			v.Terms = nil
			for _, t := range terms {
				t.Line, t.Column = 0, 0
				v.Terms = append(v.Terms, t)
			}
			c.Variants = append(c.Variants, v)
		}
		bare.Concepts = append(bare.Concepts, c)
	}
	canonical, err := json.Marshal(bare)
	if err != nil {
		return "" // cannot be: strings and numbers only
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:])
}

// A loader turns the nodes of a file into a lexicon, noting every fault on the way.
type loader struct {
	*faults
	examples []place
	phrases  int
}

var (
	lexiconKeys = []string{"name", "version", "language", "about", "source", "licence", "concepts", "examples"}
	conceptKeys = []string{"name", "about", "variants", "terms", "except"}
	variantKeys = []string{"name", "about", "terms"}
	termKeys    = []string{"term", "note", "except"}
)

func (l *loader) lexicon(n ast.Node) *Lexicon {
	keys := l.mapping(n, "lexicon", lexiconKeys, lexiconKeys...)
	lex := &Lexicon{
		Name:     l.name(keys["name"], "lexicon: name"),
		Version:  l.text(keys["version"], "lexicon: version"),
		Language: l.text(keys["language"], "lexicon: language"),
		About:    l.text(keys["about"], "lexicon: about"),
		Source:   l.text(keys["source"], "lexicon: source"),
		Licence:  l.text(keys["licence"], "lexicon: licence"),
	}
	names := names{}
	for _, n := range l.items(keys["concepts"], "concepts") {
		c, at := l.concept(n)
		l.unique(names, "concept", c.Name, at)
		lex.Concepts = append(lex.Concepts, c)
	}
	for _, n := range l.items(keys["examples"], "examples") {
		lex.Examples = append(lex.Examples, l.text(n, "example"))
		l.examples = append(l.examples, nodePlace(n))
	}
	return lex
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// name returns the text of a node that must be a name.
func (l *loader) name(n ast.Node, what string) string {
	name := l.text(n, what)
	if name != "" && !kebab.MatchString(name) {
		l.add(nodePlace(n), "%s %q: a name is lower-case words with hyphens between them, as armed-actors", what, shorten(name))
	}
	return name
}

// names holds the lines of names that must differ.
type names map[string]int

func (l *loader) unique(lines names, what, name string, at place) {
	if first, ok := lines[name]; ok && name != "" {
		l.add(at, "%s %q is already on line %d", what, name, first)
		return
	}
	lines[name] = at.line
}

func (l *loader) concept(n ast.Node) (Concept, place) {
	keys := l.mapping(n, "concept", conceptKeys, "name", "about")
	at := nodePlace(n)
	c := Concept{Name: l.name(keys["name"], "concept: name")}
	what := fmt.Sprintf("concept %q", c.Name)
	c.About = l.text(keys["about"], what+": about")
	seen := terms{}
	_, choice := keys["variants"]
	_, plain := keys["terms"]
	switch {
	case keys == nil:
	case choice == plain:
		l.add(at, "%s: want either variants, the rival ways of naming it, or terms", what)
	case plain:
		c.Variants = []Variant{{Name: AnyVariant, Terms: l.terms(keys["terms"], what, AnyVariant, seen)}}
	default:
		names := names{}
		for _, n := range l.items(keys["variants"], what+": variants") {
			v, at := l.variant(n, what, seen)
			l.unique(names, what+": variant", v.Name, at)
			c.Variants = append(c.Variants, v)
		}
	}
	c.Except = l.patterns(keys["except"], what)
	return c, at
}

func (l *loader) variant(n ast.Node, concept string, seen terms) (Variant, place) {
	what := concept + ": variant"
	keys := l.mapping(n, what, variantKeys, "name", "terms")
	v := Variant{Name: l.name(keys["name"], what+": name")}
	v.About = l.text(keys["about"], what+": about")
	v.Terms = l.terms(keys["terms"], concept, v.Name, seen)
	return v, nodePlace(n)
}

// terms holds, for each reading of a term of a concept, where it is listed.
type terms map[string]listed

type listed struct {
	variant, pattern string
	line             int
}

func (l *loader) terms(n ast.Node, concept, variant string, seen terms) []Term {
	var list []Term
	for _, n := range l.items(n, concept+": terms") {
		t := l.term(n, concept)
		list = append(list, t)
		for _, p := range l.readings(t.Pattern, concept, place{t.Line, t.Column}) {
			first, again := seen[p.key()]
			if !again {
				seen[p.key()] = listed{variant, t.Pattern, t.Line}
				continue
			}
			as := ""
			if first.pattern != t.Pattern {
				as = fmt.Sprintf(" as %q", first.pattern)
			}
			l.add(place{t.Line, t.Column}, "%s: term %q is also in %q%s (line %d)", concept, t.Pattern, first.variant, as, first.line)
			break
		}
	}
	return list
}

func (l *loader) term(n ast.Node, concept string) Term {
	at := nodePlace(n)
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
	default:
		return Term{Pattern: l.text(n, concept+": term"), Line: at.line, Column: at.column}
	}
	keys := l.mapping(n, concept+": term", termKeys, "term")
	if pattern := keys["term"]; pattern != nil {
		at = nodePlace(pattern)
	}
	return Term{
		Pattern: l.text(keys["term"], concept+": term"),
		Note:    l.text(keys["note"], concept+": note"),
		Except:  l.patterns(keys["except"], concept),
		Line:    at.line, Column: at.column,
	}
}

// patterns returns a list of exceptions.
func (l *loader) patterns(n ast.Node, concept string) []string {
	var list []string
	for _, n := range l.items(n, concept+": except") {
		pattern := l.text(n, concept+": exception")
		l.readings(pattern, concept, nodePlace(n))
		list = append(list, pattern)
	}
	return list
}

// readings returns the readings of a pattern, after noting what is wrong with it.
func (l *loader) readings(pattern, concept string, at place) []phrase {
	if pattern == "" || l.phrases > maxPhrases {
		return nil // noted already
	}
	phrases, err := parsePattern(pattern)
	if err != nil {
		l.add(at, "%s: %v", concept, err)
	}
	if l.phrases += len(phrases); l.phrases > maxPhrases {
		l.add(at, "more than %d readings in one lexicon; divide it", maxPhrases)
	}
	return phrases
}
