package formats

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strings"

	"parallax/lexicons"
)

// Write writes a lexicon in the named format, and returns what of it the format cannot hold.
func Write(out io.Writer, lex *lexicons.Lexicon, format string) ([]Left, error) {
	f, err := find("", "", format)
	if err != nil {
		return nil, err
	}
	if f.write == nil {
		return nil, fmt.Errorf("the format %q is only read; parallax writes %s", format, strings.Join(written(), ", "))
	}
	w := &writing{lex: lex, format: f, Writer: bufio.NewWriter(out)}
	if f.holds&everything == 0 {
		w.leave(0, "", "only categories and words are written: not who made the lexicon, its version, its licence and its examples")
	}
	if err := f.write(w); err != nil {
		return w.left, err
	}
	return w.left, w.Flush()
}

// written returns the names of the formats that can be written.
func written() []string {
	var names []string
	for _, f := range All {
		if f.write != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// holds says what a format has room for.
type holds uint

const (
	globs      holds = 1 << iota // * and ? anywhere in a word
	stems                        // * at the end of a word
	weights                      // whole numbers
	conditions                   // near, not near, before and after
	everything                   // a lexicon as it is
)

// A writing is a lexicon while it is written.
type writing struct {
	*bufio.Writer
	lex    *lexicons.Lexicon
	format *Format
	left   []Left
}

func (w *writing) leave(line int, item, reason string, args ...any) {
	w.left = append(w.left, Left{line, item, fmt.Sprintf(reason, args...)})
}

func (w *writing) linef(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// lost tells of what is said of a whole concept and cannot be written.
func (w *writing) lost(concept string, except []string, limits lexicons.Limits) {
	if len(except) > 0 {
		w.leave(0, concept, "the exceptions of the concept are lost: %s", strings.Join(except, ", "))
	}
	if what := limited(limits); what != "" {
		w.leave(0, concept, "the conditions of the concept are lost: %s", what)
	}
}

// limited names the conditions among limits.
func limited(l lexicons.Limits) string {
	var names []string
	for _, limit := range []struct {
		name  string
		value any
	}{{"voices", l.Voices}, {"near", l.Near}, {"not-near", l.NotNear}, {"before", l.Before}, {"after", l.After}} {
		if !reflect.ValueOf(limit.value).IsZero() {
			names = append(names, limit.name)
		}
	}
	return strings.Join(names, ", ")
}

// plain returns a term as words and phrases that the format has, its alternatives multiplied out.
func (w *writing) plain(t lexicons.Term) (list []lexicons.Term) {
	words, cased, err := lexicons.Alternatives(t.Pattern)
	if err != nil {
		w.leave(t.Line, t.Pattern, "%s", reason(err))
	}
	if cased {
		w.leave(t.Line, t.Pattern, "its capitals no longer count")
	}
	if t.Note != "" || t.Source != "" {
		w.leave(t.Line, t.Pattern, "its note or source is lost")
	}
	if len(t.Except) > 0 {
		w.leave(t.Line, t.Pattern, "its exceptions are lost: %s", strings.Join(t.Except, ", "))
	}
	limits := lexicons.Limits{Near: t.Near, NotNear: t.NotNear, Before: t.Before, After: t.After}
	if w.format.holds&conditions == 0 {
		limits = lexicons.Limits{}
	}
	if what := limited(t.Limits); what != limited(limits) {
		w.leave(t.Line, t.Pattern, "its conditions are lost: %s", what)
	}
	if t.Weight != nil && w.format.holds&weights == 0 {
		w.leave(t.Line, t.Pattern, "its weight %d is lost", *t.Weight)
	}
	for _, word := range words {
		if !w.format.fits(word) {
			w.leave(t.Line, word, "%s dictionaries have no such wildcards; the term is left out", w.format.Name)
			continue
		}
		list = append(list, lexicons.Term{Pattern: word, Weight: t.Weight, Limits: limits, Line: t.Line})
	}
	return list
}

// fits reports whether the wildcards of a word are among those that the format has.
func (f *Format) fits(word string) bool {
	switch {
	case f.holds&globs != 0:
		return true
	case f.holds&stems != 0:
		word = strings.TrimSuffix(word, "*")
	}
	return !strings.ContainsAny(word, "*?")
}

// flat returns the categories that have terms, for formats without categories below others; their names are joined by
// stops.
func (w *writing) flat() []*category {
	var list []*category
	w.categories().walk(func(c *category, path []string) {
		if len(c.terms) > 0 {
			if len(path) > 1 {
				w.leave(0, path[len(path)-1], "written as the category %s, since there is none below another", strings.Join(path, "."))
			}
			list = append(list, &category{name: strings.Join(path, "."), about: c.about, terms: c.terms})
		}
	})
	return list
}
