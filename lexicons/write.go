package lexicons

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Write writes a lexicon in the language that Load reads, laid out for people.
func (lex *Lexicon) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	line := func(indent int, format string, args ...any) {
		fmt.Fprintf(b, "%s"+format+"\n", append([]any{strings.Repeat(" ", indent)}, args...)...)
	}
	for _, key := range [][2]string{{"name", lex.Name}, {"version", lex.Version}, {"language", lex.Language}, {"about", lex.About},
		{"source", lex.Source}, {"licence", lex.Licence}} {
		line(0, "%s: %s", key[0], scalar(key[1]))
	}
	line(0, "concepts:")
	for _, c := range lex.Concepts {
		line(2, "- name: %s", scalar(c.Name))
		line(4, "about: %s", scalar(c.About))
		if len(c.Variants) == 1 && c.Variants[0].Name == AnyVariant {
			line(4, "terms:")
			writeTerms(line, 6, c.Variants[0].Terms)
		} else {
			line(4, "variants:")
			for _, v := range c.Variants {
				line(6, "- name: %s", scalar(v.Name))
				if v.About != "" {
					line(8, "about: %s", scalar(v.About))
				}
				line(8, "terms:")
				writeTerms(line, 10, v.Terms)
			}
		}
		if len(c.Except) > 0 {
			line(4, "except: %s", flow(c.Except))
		}
	}
	line(0, "examples:")
	for _, e := range lex.Examples {
		line(2, "- %s", scalar(e))
	}
	return b.Flush()
}

func writeTerms(line func(indent int, format string, args ...any), indent int, terms []Term) {
	for _, t := range terms {
		if t.Note == "" && len(t.Except) == 0 {
			line(indent, "- %s", scalar(t.Pattern))
			continue
		}
		line(indent, "- term: %s", scalar(t.Pattern))
		if t.Note != "" {
			line(indent+2, "note: %s", scalar(t.Note))
		}
		if len(t.Except) > 0 {
			line(indent+2, "except: %s", flow(t.Except))
		}
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
