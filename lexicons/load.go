package lexicons

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math"
	"reflect"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// Bounds of a file.
const (
	maxFile    = 16 << 20 // bytes
	maxItems   = 600_000  // lines, and items of lists in brackets
	maxPhrases = 500_000  // readings of all its patterns
	maxFaults  = 1_000    // that are told
	maxWeight  = 1_000_000
	maxApart   = 1_000 // words of a condition
	maxSame    = 64    // terms of a concept that match the same words
)

// Load reads a lexicon from a YAML file of at most 16 MiB, checks it and runs its examples: a lexicon whose
// examples fail does not load. The error lists every fault with its line and column. README.md describes
// the format.
func Load(fsys fs.FS, path string) (*Lexicon, error) {
	src, err := readFile(fsys, path)
	if err != nil {
		return nil, err
	}
	return Parse(path, src)
}

// Parse reads a lexicon from the content of a YAML file as Load does; path stands for it in messages.
func Parse(path string, src []byte) (*Lexicon, error) {
	f := &faults{path: path}
	if at, ok := invalidUTF8(src); ok {
		f.add(at, "not valid UTF-8")
		return nil, f.err()
	}
	if at, many := tooMany(src); many {
		f.add(at, "more than %d lines and items of lists, the limit for a lexicon; divide it into several", maxItems)
		return nil, f.err()
	}
	root := parseYAML(string(src), maxKeys, math.MaxInt, f)
	if root == nil {
		return nil, f.err()
	}
	l := loader{faults: f, read: readings{}, unsound: map[string]bool{}, keys: map[*Condition]map[string]bool{}}
	lex := l.lexicon(root)
	if l.phrases <= maxPhrases {
		found, err := checkExamples(lex, l.unsound, !l.repeated)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for i, faults := range found {
			for _, text := range faults {
				f.add(l.examples[i], "example: %s", text)
			}
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	lex.SHA256 = lex.Hash()
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
		return nil, fmt.Errorf("%s:1:1: larger than %d MiB, the limit for a lexicon; divide it into several", path, maxFile>>20)
	}
	return bytes.TrimPrefix(src, []byte("\uFEFF")), nil
}

// tooMany returns the place of the item that is one too many. The parser needs a kilobyte or two for each.
func tooMany(src []byte) (at place, many bool) {
	at = place{1, 1}
	for i, n := 0, 0; i < len(src); i++ {
		switch src[i] {
		case '\n':
			at = place{at.line + 1, 0}
			n++
		case ',', '[', '{':
			n++
		}
		if n > maxItems {
			return place{at.line, max(1, at.column)}, true
		}
		if utf8.RuneStart(src[i]) {
			at.column++
		}
	}
	return at, false
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

// Hash returns the SHA-256 of the lexicon without its positions, in hexadecimal.
func (lex *Lexicon) Hash() string {
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
	unsound  map[string]bool // the full names of concepts with faults
	repeated bool            // two concepts, or two variants of one, have the same name
	read     readings        // of all patterns so far
	phrases  int
	keys     map[*Condition]map[string]bool // of the readings of its terms
}

var (
	lexiconKeys  = []string{"name", "version", "language", "about", "source", "licence", "citation", "concepts", "examples"}
	lexiconNeeds = []string{"name", "version", "language", "about", "source", "licence", "concepts", "examples"}
	conceptKeys  = slices.Concat([]string{"name", "about", "referent", "variants", "terms", "concepts", "except"}, limitKeys)
	conceptNeeds = []string{"name", "about"}
	variantKeys  = []string{"name", "about", "terms"}
	variantNeeds = []string{"name", "terms"}
	termKeys     = slices.Concat([]string{"term", "weight", "note", "source", "except"}, limitKeys)
	termNeeds    = []string{"term"}
)

func (l *loader) lexicon(n ast.Node) *Lexicon {
	keys := l.mapping(n, "lexicon", lexiconKeys, lexiconNeeds)
	lex := &Lexicon{
		read:     l.read,
		Name:     l.name(keys["name"], "lexicon: name"),
		Version:  l.text(keys["version"], "lexicon: version"),
		Language: l.text(keys["language"], "lexicon: language"),
		About:    l.text(keys["about"], "lexicon: about"),
		Source:   l.text(keys["source"], "lexicon: source"),
		Licence:  l.text(keys["licence"], "lexicon: licence"),
		Citation: l.text(keys["citation"], "lexicon: citation"),
		Concepts: l.concepts(keys["concepts"], "", "concepts"),
	}
	if s, ok := keys["examples"].(*ast.SequenceNode); ok && len(s.Values) == 0 {
		return lex // said plainly that there are none, as of dictionaries of other programs
	}
	for _, n := range l.items(keys["examples"], "examples") {
		lex.Examples = append(lex.Examples, l.item(n, "example"))
		l.examples = append(l.examples, nodePlace(n))
	}
	return lex
}

// A name is words with hyphens between them. Imported lexicons keep their capitals and underscores.
var legalName = regexp.MustCompile(`^[\pL\pM\pN]+([-_][\pL\pM\pN]+)*$`)

// name returns the text of a node that must be a name.
func (l *loader) name(n ast.Node, what string) string {
	name := l.text(n, what)
	if name != "" && !legalName.MatchString(name) {
		l.add(nodePlace(n), "%s %q: a name is words with hyphens between them, as armed-actors", what, shorten(name))
	}
	return name
}

// names holds the lines of names that must differ.
type names map[string]int

func (l *loader) unique(lines names, what, name string, at place) {
	if first, ok := lines[name]; ok && name != "" {
		l.add(at, "%s %q is already on line %d", what, name, first)
		l.repeated = true
		return
	}
	lines[name] = at.line
}

// concepts returns the concepts of a list, each followed by those below it. above is the full name of the concept that
// the list is below, with a stop.
func (l *loader) concepts(n ast.Node, above, what string) (list []Concept) {
	names := names{}
	for _, n := range l.items(n, what) {
		c, below, at := l.concept(n, above)
		l.unique(names, "concept", c.Name, at)
		list = append(append(list, c), below...)
	}
	return list
}

func (l *loader) concept(n ast.Node, above string) (c Concept, below []Concept, at place) {
	before := len(l.list)
	keys := l.mapping(n, "concept", conceptKeys, conceptNeeds)
	at = nodePlace(n)
	c.Line, c.Column = at.line, at.column
	if c.Name = l.name(keys["name"], "concept: name"); c.Name != "" {
		c.Name = above + c.Name
	}
	what := fmt.Sprintf("concept %q", c.Name)
	c.About = l.text(keys["about"], what+": about")
	c.Referent = l.choice(keys["referent"], what+": referent", Referents)
	c.Limits = l.limits(keys, what, Limits{})
	seen := terms{}
	_, choice := keys["variants"]
	_, plain := keys["terms"]
	_, nested := keys["concepts"]
	switch {
	case keys == nil:
	case choice && plain, !choice && !plain && !nested:
		l.add(at, "%s: want either variants, the rival ways of naming it, or terms", what)
	case plain:
		c.Variants = []Variant{{Name: AnyVariant, Terms: l.terms(keys["terms"], what, AnyVariant, c.Limits, seen)}}
	case choice:
		names := names{}
		for _, n := range l.items(keys["variants"], what+": variants") {
			v, at := l.variant(n, what, c.Limits, seen)
			l.unique(names, what+": variant", v.Name, at)
			c.Variants = append(c.Variants, v)
		}
	default:
		for _, key := range append([]string{"referent", "except"}, limitKeys...) {
			if n, ok := keys[key]; ok {
				l.add(nodePlace(n), "%s: %s is about its own terms, of which it has none; say it of the concepts below", what, key)
			}
		}
	}
	c.Except = l.patterns(keys["except"], what, "exception")
	if len(l.list) > before {
		l.unsound[c.Name] = true
	}
	return c, l.concepts(keys["concepts"], c.Name+".", what+": concepts"), at
}

func (l *loader) variant(n ast.Node, concept string, outer Limits, seen terms) (Variant, place) {
	what := concept + ": variant"
	keys := l.mapping(n, what, variantKeys, variantNeeds)
	at := nodePlace(n)
	v := Variant{Name: l.name(keys["name"], what+": name"), Line: at.line, Column: at.column}
	v.About = l.text(keys["about"], what+": about")
	v.Terms = l.terms(keys["terms"], concept, v.Name, outer, seen)
	return v, at
}

// terms holds, for each reading of a term of a concept, where it is listed.
type terms map[string][]listed

type listed struct {
	variant string
	*Term
}

func (l *loader) terms(n ast.Node, concept, variant string, outer Limits, seen terms) []Term {
	var list []Term
	for _, n := range l.items(n, concept+": terms") {
		list = append(list, l.term(n, concept, outer))
	}
	for i := range list {
		t := &list[i]
		at := place{t.Line, t.Column}
		for _, p := range l.readings(t.Pattern, concept, at) {
			key := p.key()
			if k := slices.IndexFunc(seen[key], func(first listed) bool { return hides(first.Limits, t.Limits) }); k >= 0 {
				first := seen[key][k]
				as := ""
				if first.Pattern != t.Pattern {
					as = fmt.Sprintf(" as %q", first.Pattern)
				}
				l.add(at, "%s: term %q is also in %q%s (line %d)", concept, t.Pattern, first.variant, as, first.Line)
				break
			}
			if len(seen[key]) == maxSame {
				l.add(at, "%s: term %q is listed more than %d times under different conditions", concept, t.Pattern, maxSame)
				break
			}
			seen[key] = append(seen[key], listed{variant, t})
		}
	}
	return list
}

// hides reports whether of two terms that match the same words the second is never found.
func hides(first, second Limits) bool {
	first.Voices, second.Voices = nil, nil // which are dropped only when all is found
	return reflect.ValueOf(first).IsZero() || reflect.DeepEqual(first, second)
}

func (l *loader) term(n ast.Node, concept string, outer Limits) Term {
	at := nodePlace(n)
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
	default:
		return Term{Pattern: l.item(n, concept+": term"), Line: at.line, Column: at.column}
	}
	keys := l.mapping(n, concept+": term", termKeys, termNeeds)
	if pattern := keys["term"]; pattern != nil {
		at = nodePlace(pattern)
	}
	t := Term{
		Pattern: l.item(keys["term"], concept+": term"),
		Note:    l.text(keys["note"], concept+": note"),
		Source:  l.text(keys["source"], concept+": source"),
		Except:  l.patterns(keys["except"], concept, "exception"),
		Limits:  l.limits(keys, concept, outer),
		Line:    at.line, Column: at.column,
	}
	if n, ok := keys["weight"]; ok {
		weight := l.number(n, concept+": weight", -maxWeight, maxWeight)
		t.Weight = &weight
	}
	return t
}

// patterns returns a list of patterns, each of which is called what.
func (l *loader) patterns(n ast.Node, concept, what string) []string {
	var list []string
	for _, n := range l.items(n, concept+": "+what+"s") {
		pattern := l.item(n, concept+": "+what)
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
	phrases, err := l.read.of(pattern)
	if err != nil {
		l.add(at, "%s: %v", concept, err)
	} else {
		l.read[pattern] = phrases
	}
	if l.phrases += len(phrases); l.phrases > maxPhrases {
		l.add(at, "more than %d readings in one lexicon; divide it", maxPhrases)
	}
	return phrases
}
