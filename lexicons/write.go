package lexicons

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Write writes a lexicon in the language that Load reads, laid out for people. Read again, it has the same hash. The error
// is that of w, or tells of a concept whose parent is missing.
func (lex *Lexicon) Write(w io.Writer) error {
	b := &layout{Writer: bufio.NewWriter(w), below: map[string][]*Concept{}}
	known := map[string]bool{"": true}
	for i := range lex.Concepts {
		known[lex.Concepts[i].Name] = true
	}
	for i := range lex.Concepts {
		c := &lex.Concepts[i]
		above := c.Name[:max(0, strings.LastIndexByte(c.Name, '.'))]
		if !known[above] {
			return fmt.Errorf("lexicon %q: the concept %q is below %q, which is not there", lex.Name, c.Name, above)
		}
		b.below[above] = append(b.below[above], c)
	}
	for _, key := range [][2]string{{"name", lex.Name}, {"version", lex.Version}, {"language", lex.Language}, {"about", lex.About},
		{"source", lex.Source}, {"licence", lex.Licence}} {
		b.line(0, "%s: %s", key[0], scalar(key[1]))
	}
	b.optional(0, "citation", lex.Citation)
	b.concepts(0, "")
	if len(lex.Examples) == 0 {
		b.line(0, "examples: []")
		return b.Flush()
	}
	b.line(0, "examples:")
	for _, e := range lex.Examples {
		b.line(2, "- %s", scalar(e))
	}
	return b.Flush()
}

// A layout writes the lines of a lexicon, indented by a number of spaces.
type layout struct {
	*bufio.Writer
	below map[string][]*Concept // the concepts below one, by its full name
}

func (b *layout) line(indent int, format string, args ...any) {
	fmt.Fprintf(b, "%s"+format+"\n", append([]any{strings.Repeat(" ", indent)}, args...)...)
}

func (b *layout) optional(indent int, key, value string) {
	if value != "" {
		b.line(indent, "%s: %s", key, scalar(value))
	}
}

func (b *layout) list(indent int, key string, values []string) {
	if len(values) > 0 {
		b.line(indent, "%s: %s", key, flow(values))
	}
}

// concepts writes those below a concept.
func (b *layout) concepts(indent int, above string) {
	if len(b.below[above]) == 0 {
		return
	}
	b.line(indent, "concepts:")
	for _, c := range b.below[above] {
		b.line(indent+2, "- name: %s", scalar(c.Name[strings.LastIndexByte(c.Name, '.')+1:]))
		indent := indent + 4
		b.line(indent, "about: %s", scalar(c.About))
		b.optional(indent, "referent", c.Referent)
		b.limits(indent, c.Limits)
		switch {
		case len(c.Variants) == 1 && c.Variants[0].Name == AnyVariant && c.Variants[0].About == "":
			b.line(indent, "terms:")
			b.terms(indent+2, c.Variants[0].Terms)
		case len(c.Variants) > 0:
			b.line(indent, "variants:")
			for _, v := range c.Variants {
				b.line(indent+2, "- name: %s", scalar(v.Name))
				b.optional(indent+4, "about", v.About)
				b.line(indent+4, "terms:")
				b.terms(indent+6, v.Terms)
			}
		}
		b.list(indent, "except", c.Except)
		b.concepts(indent, c.Name)
	}
}

func (b *layout) limits(indent int, of Limits) {
	b.list(indent, "voices", of.Voices)
	for _, key := range limitKeys[1:] {
		switch c := *of.condition(key); {
		case c == nil:
		case c.Words == 0:
			b.line(indent, "%s: {terms: %s, within: sentence}", key, flow(c.Terms))
		default:
			b.line(indent, "%s: {terms: %s, words: %d}", key, flow(c.Terms), c.Words)
		}
	}
}

func (b *layout) terms(indent int, terms []Term) {
	for _, t := range terms {
		if reflect.DeepEqual(t, Term{Pattern: t.Pattern, Line: t.Line, Column: t.Column}) {
			b.line(indent, "- %s", scalar(t.Pattern))
			continue
		}
		b.line(indent, "- term: %s", scalar(t.Pattern))
		indent := indent + 2
		if t.Weight != nil {
			b.line(indent, "weight: %d", *t.Weight)
		}
		b.optional(indent, "note", t.Note)
		b.optional(indent, "source", t.Source)
		b.limits(indent, t.Limits)
		b.list(indent, "except", t.Except)
	}
}

func flow(list []string) string {
	quoted := slices.Clone(list)
	for i := range quoted {
		quoted[i] = scalar(quoted[i])
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

var (
	plainScalar = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 .'-]*[A-Za-z0-9.]$|^[A-Za-z]$`)
	versions    = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+$`)
	reserved    = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"} // which some reader of YAML takes for a value
)

// scalar writes a string plain where every reader of YAML reads it as that string, else in quotation marks.
func scalar(s string) string {
	if plainScalar.MatchString(s) && !slices.Contains(reserved, strings.ToLower(s)) || versions.MatchString(s) {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b) // every string of JSON is one of YAML
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // cannot be
	}
	return strings.TrimSuffix(b.String(), "\n")
}
