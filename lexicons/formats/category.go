package formats

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"parallax/lexicons"
)

// A category is a set of terms with categories below it: what all dictionaries have in common. Files are read into
// categories, which become the concepts of a lexicon, and the other way round.
type category struct {
	name, about string // as the dictionary has them
	line        int
	terms       []lexicons.Term
	except      []string
	variants    []*category // of a choice set, instead of terms
	below       []*category
	byName      map[string]*category
	seen        map[string]int // the line of each reading of its terms
}

// in returns the category of a name below another, which is new if the name is.
func (c *category) in(name string, line int) *category {
	name = strings.Join(strings.Fields(name), " ")
	if below := c.byName[name]; below != nil {
		return below
	}
	below := &category{name: name, line: line, seen: map[string]int{}}
	if c.byName == nil {
		c.byName = map[string]*category{}
	}
	c.byName[name] = below
	c.below = append(c.below, below)
	return below
}

// variant returns the variant of a name of a category, which shares with it what it has seen.
func (c *category) variant(name, about string, line int) *category {
	if i := slices.IndexFunc(c.variants, func(v *category) bool { return legalName(v.name) == legalName(name) }); i >= 0 {
		return c.variants[i]
	}
	v := &category{name: name, about: about, line: line, seen: c.seen}
	c.variants = append(c.variants, v)
	return v
}

// listed returns the line of a term of the category that hides another, and notes the other where none does. Of two
// terms with the same words the second is found only where the first has a condition that it has not.
func (c *category) listed(readings []string, t lexicons.Term, line int) (first int, hidden bool) {
	limits := ""
	if t.Near != nil || t.NotNear != nil || t.Before != nil || t.After != nil {
		b, err := json.Marshal(t.Limits)
		if err != nil {
			return 0, false // cannot be: strings and numbers
		}
		limits = "\x00" + string(b)
	}
	for _, reading := range readings {
		for _, key := range []string{reading, reading + limits} {
			if first, ok := c.seen[key]; ok {
				return first, true
			}
		}
	}
	for _, reading := range readings {
		c.seen[reading+limits] = line
	}
	return 0, false
}

// empty reports whether a category has no term, nor any below it.
func (c *category) empty() bool {
	if len(c.terms) > 0 || len(c.filled()) > 0 {
		return false
	}
	for _, below := range c.below {
		if !below.empty() {
			return false
		}
	}
	return true
}

// filled returns the variants that have terms.
func (c *category) filled() (list []lexicons.Variant) {
	for _, v := range c.variants {
		if len(v.terms) > 0 {
			list = append(list, lexicons.Variant{Name: legalName(v.name), About: v.about, Terms: v.terms})
		}
	}
	return list
}

// lexicon returns what was read as a lexicon that lexicons.Load would accept. What it must say of itself and no
// dictionary does is filled with what is known: the file.
func (r *reading) lexicon() (*lexicons.Lexicon, error) {
	if r.loaded != nil {
		return r.loaded, nil
	}
	file := filepath.Base(r.path)
	lex := &lexicons.Lexicon{
		Name:     legalName(strings.TrimSuffix(file, filepath.Ext(file))),
		Version:  "imported",
		Language: "en",
		About:    fmt.Sprintf("Categories of the %s dictionary %s.", r.format.Name, file),
		Source:   fmt.Sprintf("Imported from %s.", file),
		Licence:  fmt.Sprintf("Not stated; that of %s holds.", file),
	}
	if r.about != "" {
		lex.About = r.about
	}
	lines := map[string]int{}
	var add func(c *category, prefix string)
	add = func(c *category, prefix string) {
		for _, c := range c.below {
			name := prefix + legalName(c.name)
			if c.empty() {
				r.leave(c.line, c.name, "the category has no terms")
				continue
			}
			if first, taken := lines[name]; taken {
				r.leave(c.line, c.name, "a category is called %s already (line %d)", name, first)
				continue
			}
			lines[name] = c.line
			concept := lexicons.Concept{Name: name, About: c.about, Except: c.except, Variants: c.filled()}
			if len(c.terms) > 0 {
				concept.Variants = append(concept.Variants, lexicons.Variant{Name: lexicons.AnyVariant, Terms: c.terms})
			}
			if concept.About == "" {
				concept.About = fmt.Sprintf("%s%s of the %s dictionary %s.", stock, c.name, r.format.Name, file)
			}
			lex.Concepts = append(lex.Concepts, concept)
			add(c, name+".")
		}
	}
	add(&r.root, "")
	if len(lex.Concepts) == 0 {
		return nil, errors.New("no term that can be carried over")
	}
	lex.SHA256 = lex.Hash()
	return lex, nil
}

// stock begins what is said of a category of which its dictionary says nothing.
const stock = "Category "

// categories returns the concepts of a lexicon as categories, a variant being a category below its concept.
func (w *writing) categories() *category {
	root := &category{}
	of := map[string]*category{}
	for _, concept := range w.lex.Concepts {
		above, name := root, concept.Name
		if i := strings.LastIndexByte(name, '.'); i >= 0 && of[name[:i]] != nil {
			above, name = of[name[:i]], name[i+1:]
		}
		c := above.in(name, 0)
		of[concept.Name] = c
		if !strings.HasPrefix(concept.About, stock) {
			c.about = strings.Join(strings.Fields(concept.About), " ")
		}
		if len(concept.Variants) > 1 {
			w.leave(0, concept.Name, "its variants become categories below it")
		}
		w.lost(concept.Name, concept.Except, concept.Limits)
		for _, v := range concept.Variants {
			c := c
			if v.Name != lexicons.AnyVariant {
				c = c.in(v.Name, 0)
				c.about = strings.Join(strings.Fields(v.About), " ")
			}
			for _, t := range v.Terms {
				c.terms = append(c.terms, w.plain(t)...)
			}
		}
	}
	return root
}

// walk calls each with every category, its depth and its path, those above before those below.
func (c *category) walk(each func(c *category, path []string)) {
	var down func(c *category, path []string)
	down = func(c *category, path []string) {
		for _, below := range c.below {
			at := append(path[:len(path):len(path)], below.name)
			each(below, at)
			down(below, at)
		}
	}
	down(c, nil)
}

var (
	hyphens = &unicode.RangeTable{R16: []unicode.Range16{{Lo: '-', Hi: '-', Stride: 1}, {Lo: '_', Hi: '_', Stride: 1}}}
	twice   = regexp.MustCompile(`[-_]{2,}`)
)

// legalName returns a name that lexicons.Load accepts: letters, digits and underscores as they are, hyphens for all
// else.
func legalName(s string) string {
	fields := strings.FieldsFunc(s, func(c rune) bool { return !unicode.In(c, unicode.L, unicode.M, unicode.N, hyphens) })
	name := strings.Trim(twice.ReplaceAllString(strings.Join(fields, "-"), "-"), "-_")
	if name == "" {
		return "unnamed"
	}
	return name
}
