package formats

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"parallax/lexicons"
)

// Bounds of what is read, beyond that of the file.
const (
	maxTerms = 500_000 // in all categories
	maxDepth = 32      // of categories below categories
)

// A reading gathers what a dictionary holds while it is read.
type reading struct {
	path, source string
	format       *Format
	root         category
	terms        int
	left         []Left
}

// A category is a set of terms, with categories below it.
type category struct {
	name, about string // as the dictionary has them
	line        int
	terms       []lexicons.Term
	except      []string
	below       []*category
	byName      map[string]*category
	seen        map[string]int // the line of each reading of its terms
}

func newReading(path, source string, f *Format) *reading {
	return &reading{path: path, source: source, format: f}
}

// leave notes what is not carried over.
func (r *reading) leave(line int, item, reason string, args ...any) {
	r.left = append(r.left, Left{line, item, fmt.Sprintf(reason, args...)})
}

// fault is an error at a line of the file.
func fault(line int, format string, args ...any) error {
	return fmt.Errorf("%d: %w", line, fmt.Errorf(format, args...))
}

// in returns the category of a name below another, which is new if the name is.
func (c *category) in(name string, line int) *category {
	name = strings.TrimSpace(name)
	if below := c.byName[name]; below != nil {
		return below
	}
	below := &category{name: name, line: line}
	if c.byName == nil {
		c.byName = map[string]*category{}
	}
	c.byName[name] = below
	c.below = append(c.below, below)
	return below
}

// word adds a term that has no wildcards.
func (r *reading) word(c *category, line int, word string) error {
	if i := strings.IndexAny(word, "*?"); i >= 0 {
		r.leave(line, word, "%q stands for other letters in parallax and for itself here", word[i])
		return nil
	}
	return r.term(c, line, lexicons.Term{Pattern: word})
}

// glob adds a term in which * stands for any letters and ? for one.
func (r *reading) glob(c *category, line int, glob string) error {
	return r.term(c, line, lexicons.Term{Pattern: glob})
}

// term adds a term whose pattern is a word or a phrase, perhaps with wildcards, as the dictionary has it.
func (r *reading) term(c *category, line int, t lexicons.Term) error {
	t.Pattern = strings.Join(strings.Fields(t.Pattern), " ")
	if strings.ContainsAny(t.Pattern, "(|)") || strings.HasPrefix(t.Pattern, "=") {
		r.leave(line, t.Pattern, "a term may not hold the marks ( | ) and not begin with =")
		return nil
	}
	return r.pattern(c, line, t)
}

// pattern adds a term in the language of lexicons, unless it is illegal or the category has it.
func (r *reading) pattern(c *category, line int, t lexicons.Term) error {
	readings, err := lexicons.Readings(t.Pattern)
	if err != nil {
		r.leave(line, t.Pattern, "%s", reason(err))
		return nil
	}
	if r.terms += len(readings); r.terms > maxTerms {
		return fault(line, "more than %d terms in one lexicon; divide it", maxTerms)
	}
	if c.seen == nil {
		c.seen = map[string]int{}
	}
	for _, reading := range readings {
		if first, ok := c.seen[reading]; ok {
			r.leave(line, t.Pattern, "the category %s has it already (line %d)", c.name, first)
			return nil
		}
	}
	for _, reading := range readings {
		c.seen[reading] = line
	}
	t.Line, t.Column = line, 1
	c.terms = append(c.terms, t)
	return nil
}

// reason is what a fault of a pattern says behind the pattern itself.
func reason(err error) string {
	if inner := errors.Unwrap(err); inner != nil {
		return inner.Error()
	}
	return err.Error()
}

// lexicon returns what was read as a lexicon that lexicons.Load would accept. What it must say of itself and no
// dictionary does is filled with what is known: the file.
func (r *reading) lexicon() (*lexicons.Lexicon, error) {
	file := filepath.Base(r.path)
	lex := &lexicons.Lexicon{
		Name:     legalName(strings.TrimSuffix(file, filepath.Ext(file))),
		Version:  "imported",
		Language: "en",
		About:    fmt.Sprintf("Categories of the %s file %s.", r.format.Name, file),
		Source:   fmt.Sprintf("Imported from %s.", file),
		Licence:  fmt.Sprintf("That of %s, which its owner states.", file),
	}
	names := map[string]int{}
	var add func(c *category, prefix string)
	add = func(c *category, prefix string) {
		for _, c := range c.below {
			name := prefix + legalName(c.name)
			switch first, taken := names[name]; {
			case taken && len(c.terms) > 0:
				r.leave(c.line, c.name, "a category is called %s already (line %d); its %d terms are left out", name, first, len(c.terms))
			case len(c.terms) > 0:
				names[name] = c.line
				lex.Concepts = append(lex.Concepts, lexicons.Concept{
					Name: name, About: r.about(c, file), Except: c.except,
					Variants: []lexicons.Variant{{Name: lexicons.AnyVariant, Terms: c.terms}},
				})
			case len(c.below) == 0:
				r.leave(c.line, c.name, "the category has no terms")
			default:
				names[name] = c.line
				lex.Concepts = append(lex.Concepts, lexicons.Concept{Name: name, About: r.about(c, file)})
			}
			add(c, name+".")
		}
	}
	add(&r.root, "")
	if len(lex.Concepts) == 0 {
		return nil, errors.New("no category has a term that can be carried over")
	}
	return lex, nil
}

func (r *reading) about(c *category, file string) string {
	if c.about != "" {
		return c.about
	}
	return fmt.Sprintf("Category %s of the %s file %s.", c.name, r.format.Name, file)
}

var (
	dash  = &unicode.RangeTable{R16: []unicode.Range16{{Lo: '-', Hi: '-', Stride: 1}, {Lo: '_', Hi: '_', Stride: 1}}}
	twice = regexp.MustCompile(`[-_]{2,}`)
)

// legalName returns a name that lexicons.Load accepts: letters, digits and underscores as they are, hyphens for all
// else.
func legalName(s string) string {
	fields := strings.FieldsFunc(s, func(c rune) bool {
		return !unicode.In(c, unicode.L, unicode.M, unicode.N, dash)
	})
	name := strings.Trim(twice.ReplaceAllString(strings.Join(fields, "-"), "-"), "-_")
	if name == "" {
		name = "unnamed"
	}
	return name
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
