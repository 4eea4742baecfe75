package lexicons

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"parallax/internal/nearest"
	"parallax/text"
)

// labels are the names by which the marks of examples call the variants of a lexicon: concept.variant, or
// what alone is unambiguous, the variant, the concept, or the last part of a nested concept's name.
type labels struct {
	full  map[string]string // by every legal label, concept.variant
	short map[string]string // the other way round, the label that is printed
}

func newLabels(lex *Lexicon) labels {
	l := labels{map[string]string{}, map[string]string{}}
	claims := map[string]int{}
	each := func(do func(full string, short []string)) {
		for _, c := range lex.Concepts {
			for _, v := range c.Variants {
				short := []string{c.Name, v.Name}
				if i := strings.LastIndexByte(c.Name, '.'); i >= 0 {
					short = append(short, c.Name[i+1:])
				}
				do(c.Name+"."+v.Name, short)
			}
		}
	}
	each(func(full string, short []string) {
		claims[full]++
		for _, label := range short {
			claims[label]++
		}
	})
	each(func(full string, short []string) {
		l.full[full], l.short[full] = full, full
		for _, label := range short {
			if claims[label] == 1 {
				l.full[label], l.short[full] = full, label
			}
		}
	})
	return l
}

// checkExamples runs the examples of a lexicon and returns the faults of each.
func checkExamples(lex *Lexicon) ([][]string, error) {
	m, err := Compile(lex)
	if err != nil {
		return nil, err
	}
	labels := newLabels(lex)
	faults := make([][]string, len(lex.Examples))
	for i, example := range lex.Examples {
		faults[i] = checkExample(m, labels, example)
	}
	return faults, nil
}

func checkExample(m *Matcher, labels labels, example string) (faults []string) {
	plain, want, err := ParseMarked(example)
	if err != nil {
		return []string{err.Error()}
	}
	for i, w := range want {
		full, ok := labels.full[w.Label]
		if !ok {
			faults = append(faults, fmt.Sprintf("unknown label %q%s", w.Label, nearest.Hint(w.Label, slices.Sorted(maps.Keys(labels.full)))))
		}
		want[i].Label = full
	}
	if faults != nil {
		return faults
	}
	toks := text.Tokenize(nil, plain)
	var found []Mark
	for _, match := range m.Find(nil, plain, toks, text.Sentences(plain, toks)) {
		e := m.entries[match.Entry]
		found = append(found, Mark{match.Span(toks), e.Concept + "." + e.Variant})
	}
	show := func(marks []Mark) string {
		if len(marks) == 0 {
			return "nothing"
		}
		var parts []string
		for i, m := range marks {
			if i == shown {
				parts = append(parts, fmt.Sprintf("… and %d more", len(marks)-shown))
				break
			}
			parts = append(parts, FormatMarked(shorten(m.Of(plain)), []Mark{{text.Span{End: len(shorten(m.Of(plain)))}, labels.short[m.Label]}}))
		}
		return strings.Join(parts, " ")
	}
	extra, missed := without(found, want), without(want, found)
	if len(extra)+len(missed) > 0 {
		faults = append(faults, fmt.Sprintf("found %s, want %s", show(extra), show(missed)))
	}
	return faults
}

// shown is how many marks a message lists.
const shown = 20

// without returns the marks that are not among the others.
func without(marks, others []Mark) (rest []Mark) {
	count := map[Mark]int{}
	for _, m := range others {
		count[m]++
	}
	for _, m := range marks {
		if count[m]--; count[m] < 0 {
			rest = append(rest, m)
		}
	}
	return rest
}
