package lexicons

import (
	"fmt"
	"slices"
	"strings"

	"parallax/text"
)

// A Mark is a labelled span of a text, in bytes.
type Mark struct {
	text.Span
	Label string
}

// ParseMarked reads marked text, in which {span|label} marks a span, marks may nest, and \ takes any special
// meaning from { } | and itself. It returns the text without the marks, and the marks by where they begin,
// outer ones first.
func ParseMarked(s string) (plain string, marks []Mark, err error) {
	var out strings.Builder
	type opening struct{ mark, at int }
	var open []opening
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte(special, s[i+1]) >= 0:
			i++
			out.WriteByte(s[i])
		case c == '{':
			open = append(open, opening{len(marks), i})
			marks = append(marks, Mark{Span: text.Span{Start: out.Len()}})
		case c == '}':
			return "", nil, fmt.Errorf(`marked text %q: "}" at byte %d ends no mark; write \} for a plain one`, shorten(s), i)
		case c == '|' && len(open) > 0:
			end := strings.IndexAny(s[i+1:], special)
			if end <= 0 || s[i+1+end] != '}' {
				return "", nil, fmt.Errorf(`marked text %q: no label after "|" at byte %d; a mark is {span|label}`, shorten(s), i)
			}
			m := &marks[open[len(open)-1].mark]
			m.End, m.Label = out.Len(), s[i+1:i+1+end]
			if m.Start == m.End {
				return "", nil, fmt.Errorf("marked text %q: the mark %q at byte %d is around nothing", shorten(s), m.Label, open[len(open)-1].at)
			}
			open = open[:len(open)-1]
			i += 1 + end
		default:
			out.WriteByte(c)
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf(`marked text %q: "{" at byte %d is not closed by |label}`, shorten(s), open[0].at)
	}
	return out.String(), marks, nil
}

const special = `\{|}`

// FormatMarked prints a text with its marks, as ParseMarked reads it. Of marks around the same span the
// first given is the outer one. A mark that crosses the end of another is written in two pieces. Marks that
// are empty or do not lie in the text are left out.
func FormatMarked(plain string, marks []Mark) string {
	marks = slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool {
		return m.Start < 0 || m.Start >= m.End || m.End > len(plain)
	})
	slices.SortStableFunc(marks, outerFirst)
	var out strings.Builder
	var open []Mark
	for i := 0; i <= len(plain); i++ {
		for len(open) > 0 && open[len(open)-1].End == i {
			out.WriteString("|" + open[len(open)-1].Label + "}")
			open = open[:len(open)-1]
		}
		for len(marks) > 0 && marks[0].Start == i {
			m := marks[0]
			marks = marks[1:]
			if n := len(open); n > 0 && m.End > open[n-1].End {
				rest := Mark{text.Span{Start: open[n-1].End, End: m.End}, m.Label}
				at, _ := slices.BinarySearchFunc(marks, rest, outerFirst)
				marks = slices.Insert(marks, at, rest)
				m.End = rest.Start
			}
			out.WriteByte('{')
			open = append(open, m)
		}
		if i < len(plain) {
			if strings.IndexByte(special, plain[i]) >= 0 {
				out.WriteByte('\\')
			}
			out.WriteByte(plain[i])
		}
	}
	return out.String()
}

func outerFirst(a, b Mark) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
}
