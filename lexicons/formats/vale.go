package formats

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"parallax/lexicons"
)

var vale = Format{
	Name:       "vale",
	Doc:        "Vale rule, existence or substitution: one concept; of a substitution the variants avoid and prefer; regular expressions where words can say the same",
	Extensions: []string{".yml", ".yaml"},
	holds:      globs,
	is:         regexp.MustCompile(`(?m)^["']?extends["']?\s*:`).MatchString,
	read:       readVale,
	write:      writeVale,
}

// readVale reads one rule. The words of an existence rule are a concept; those of a substitution and what is to stand
// instead are its variants, so that which of the two an outlet picks can be measured.
func readVale(r *reading) error {
	root, err := r.yaml()
	if err != nil {
		return err
	}
	file := filepath.Base(r.path)
	c := r.root.in(legalName(strings.TrimSuffix(file, filepath.Ext(file))), 1)
	keys := map[string]*ast.MappingValueNode{}
	for _, pair := range pairs(root) {
		keys[keyOf(pair)] = pair
	}
	extends := r.valeText(keys, "extends")
	if message := r.valeText(keys, "message"); message != "" {
		c.about = "Words for which a Vale rule says: " + message
	}
	prefix := "="
	if strings.EqualFold(r.valeText(keys, "ignorecase"), "true") {
		prefix = ""
	}
	for _, n := range elements(keys["exceptions"]) {
		pattern, err := fromRegexp(n.text)
		if err != nil {
			r.leave(n.line, n.text, "an exception: %v", err)
			continue
		}
		if _, err := lexicons.Readings(pattern); err != nil {
			r.leave(n.line, n.text, "an exception: %s", reason(err))
			continue
		}
		c.except = append(c.except, pattern)
	}
	switch extends {
	case "existence":
		for _, n := range elements(keys["tokens"]) {
			if err := r.valeWord(c, n.line, n.text, prefix); err != nil {
				return err
			}
		}
	case "substitution":
		avoid := c.variant("avoid", "What the rule replaces.", 1)
		prefer := c.variant("prefer", "What the rule puts in its place.", 1)
		if keys["swap"] == nil {
			break
		}
		for _, pair := range pairs(keys["swap"].Value) {
			line := lineOf(pair)
			if err := r.valeWord(avoid, line, keyOf(pair), prefix); err != nil {
				return err
			}
			value, ok := scalarOf(pair.Value)
			if !ok {
				if err := r.fault(line, "want a text that replaces %q", shorten(keyOf(pair))); err != nil {
					return err
				}
			}
			for _, word := range strings.Split(value, "|") {
				if err := r.glob(prefer, line, lexicons.Term{Pattern: word}); err != nil {
					return err
				}
			}
		}
	default:
		return fault(1, "extends: %q; of Vale's rules only existence and substitution list words", shorten(extends))
	}
	for _, pair := range pairs(root) {
		switch key := keyOf(pair); key {
		case "extends", "message", "ignorecase", "exceptions", "tokens", "swap":
		case "raw":
			for _, n := range elements(pair) {
				r.leave(n.line, n.text, "a raw regular expression has no counterpart")
			}
		default:
			r.leave(lineOf(pair), key, "the key of the rule has no counterpart")
		}
	}
	return nil
}

// valeText returns the value of a key as text, "" where it is absent.
func (r *reading) valeText(keys map[string]*ast.MappingValueNode, key string) string {
	if keys[key] == nil {
		return ""
	}
	s, _ := scalarOf(keys[key].Value)
	return s
}

// An element is a text of a list.
type element struct {
	line int
	text string
}

// elements returns the texts of the list that is the value of a key.
func elements(pair *ast.MappingValueNode) (list []element) {
	if pair == nil {
		return nil
	}
	values := []ast.Node{pair.Value}
	if seq, ok := pair.Value.(*ast.SequenceNode); ok {
		values = seq.Values
	}
	for _, n := range values {
		if s, ok := scalarOf(n); ok {
			list = append(list, element{lineOf(n), s})
		}
	}
	return list
}

func (r *reading) valeWord(c *category, line int, expr, prefix string) error {
	pattern, err := fromRegexp(expr)
	if err != nil {
		r.leave(line, expr, "%v", err)
		return nil
	}
	return r.pattern(c, line, lexicons.Term{Pattern: prefix + pattern})
}

// fromRegexp returns a pattern that finds the same words as a regular expression, where there is one: literals,
// alternatives, optional parts, classes of few letters, \w, \w* and \w+.
func fromRegexp(expr string) (string, error) {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return "", errors.New("a regular expression that has no counterpart")
	}
	var b strings.Builder
	if err := writePattern(&b, re); err != nil {
		return "", err
	}
	return strings.Join(strings.Fields(b.String()), " "), nil
}

func writePattern(b *strings.Builder, re *syntax.Regexp) error {
	if b.Len() > maxPattern {
		return fmt.Errorf("a regular expression that is too long for a term")
	}
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		return nil
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return errors.New("a regular expression with (?i) has no counterpart; the rule's ignorecase has")
		}
		return writeLetters(b, re.Rune)
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if err := writePattern(b, sub); err != nil {
				return err
			}
		}
		return nil
	case syntax.OpCapture:
		return writePattern(b, re.Sub[0])
	case syntax.OpAlternate:
		return writeChoice(b, re.Sub)
	case syntax.OpQuest:
		return writeChoice(b, []*syntax.Regexp{{Op: syntax.OpEmptyMatch}, re.Sub[0]})
	case syntax.OpCharClass:
		switch class := classOf(re); class {
		case wordClass:
			b.WriteByte('?')
		case spaceClass:
			b.WriteByte(' ')
		default:
			return writeClass(b, re)
		}
		return nil
	case syntax.OpStar, syntax.OpPlus:
		class := classOf(re.Sub[0])
		switch {
		case class == wordClass && re.Op == syntax.OpPlus:
			b.WriteString("?*")
			return nil
		case class == wordClass:
			b.WriteByte('*')
			return nil
		case class == spaceClass && re.Op == syntax.OpPlus:
			b.WriteByte(' ')
			return nil
		}
	}
	return fmt.Errorf("a regular expression that has no counterpart: %s", shorten(re.String()))
}

// maxPattern is how long a pattern may grow, in bytes, before it is given up; terms are shorter.
const maxPattern = 4096

func writeChoice(b *strings.Builder, choices []*syntax.Regexp) error {
	for len(choices) > 1 { // an optional choice is a choice with nothing in it
		last := len(choices) - 1
		if choices[last].Op == syntax.OpCapture {
			choices[last] = choices[last].Sub[0]
		} else if choices[last].Op == syntax.OpAlternate {
			choices = append(choices[:last:last], choices[last].Sub...)
		} else {
			break
		}
	}
	b.WriteByte('(')
	for i, sub := range choices {
		if i > 0 {
			b.WriteByte('|')
		}
		if err := writePattern(b, sub); err != nil {
			return err
		}
	}
	b.WriteByte(')')
	return nil
}

func writeLetters(b *strings.Builder, letters []rune) error {
	for _, r := range letters {
		switch {
		case strings.ContainsRune("*?(|)=", r):
			return fmt.Errorf("the mark %q means something else in a term", r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return nil
}

// A class is what a set of letters amounts to in a term.
type class int

const (
	otherClass class = iota
	wordClass        // \w
	spaceClass       // \s
)

var (
	wordRunes  = mustClass(`\w`)
	spaceRunes = mustClass(`\s`)
)

func mustClass(expr string) string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err)
	}
	return string(re.Rune)
}

func classOf(re *syntax.Regexp) class {
	switch {
	case re.Op == syntax.OpCharClass && string(re.Rune) == wordRunes:
		return wordClass
	case re.Op == syntax.OpCharClass && string(re.Rune) == spaceRunes, re.Op == syntax.OpLiteral && string(re.Rune) == " ":
		return spaceClass
	}
	return otherClass
}

// writeClass writes a class of few letters as alternatives.
func writeClass(b *strings.Builder, re *syntax.Regexp) error {
	const few = 16
	var choices []*syntax.Regexp
	for i := 0; i < len(re.Rune); i += 2 {
		if re.Rune[i+1]-re.Rune[i] >= few || len(choices) > few {
			return fmt.Errorf("a regular expression that has no counterpart: %s", shorten(re.String()))
		}
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			choices = append(choices, &syntax.Regexp{Op: syntax.OpLiteral, Rune: []rune{r}})
		}
	}
	return writeChoice(b, choices)
}

// writeVale writes an existence rule of all words, which is what Vale can hold.
func writeVale(w *writing) error {
	categories := w.flat()
	if len(categories) > 1 {
		w.leave(0, "", "a rule has one list; the names of the %d categories are only comments", len(categories))
	}
	w.linef("extends: existence")
	w.linef("message: %s", quoted("%s: "+w.lex.About))
	w.linef("ignorecase: true")
	w.linef("level: suggestion")
	w.linef("tokens:")
	for _, c := range categories {
		if len(categories) > 1 {
			w.linef("  # %s", c.name)
		}
		for _, t := range c.terms {
			expr := regexp.QuoteMeta(t.Pattern)
			expr = strings.NewReplacer(`\*`, `\w*`, `\?`, `\w`).Replace(expr)
			w.linef("  - %s", quoted(expr))
		}
	}
	return nil
}
