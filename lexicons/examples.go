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

// examples are the examples of a lexicon as they are checked.
type examples struct {
	*Matcher
	labels
	unsound map[string]bool // the full names of concepts with faults, which are left out with what is marked as theirs
	named   bool            // the names of all concepts and variants are known
}

// checkExamples runs the examples of a lexicon and returns the faults of each. Concepts that are unsound are left out, so
// that the faults of the others are told even so.
func checkExamples(lex *Lexicon, unsound map[string]bool, named bool) ([][]string, error) {
	x := examples{labels: newLabels(lex), unsound: unsound, named: named && len(lex.Concepts) > 0}
	sound := *lex
	sound.Concepts = nil
	for _, c := range lex.Concepts {
		if !unsound[c.Name] {
			sound.Concepts = append(sound.Concepts, c)
			continue
		}
		nameless := func(v Variant) bool { return !legalName.MatchString(v.Name) }
		if !legalName.MatchString(c.Name[strings.LastIndexByte(c.Name, '.')+1:]) || len(c.Variants) == 0 || slices.ContainsFunc(c.Variants, nameless) {
			x.named = false
		}
	}
	var err error
	if x.Matcher, err = Compile(&sound); err != nil {
		return nil, err
	}
	faults := make([][]string, len(lex.Examples))
	for i, example := range lex.Examples {
		faults[i] = x.check(example)
	}
	return faults, nil
}

func (x *examples) check(example string) (faults []string) {
	plain, marks, err := ParseMarked(example)
	if err != nil {
		return []string{err.Error()}
	}
	var want []Mark
	unknown := map[text.Span]bool{}
	for _, w := range marks {
		full, ok := x.full[w.Label]
		switch {
		case !ok:
			unknown[w.Span] = true
			if x.named {
				faults = append(faults, fmt.Sprintf("unknown label %q%s", w.Label, nearest.Hint(w.Label, slices.Sorted(maps.Keys(x.full)))))
			}
		case !x.unsound[full[:strings.LastIndexByte(full, '.')]]:
			want = append(want, Mark{w.Span, full})
		}
	}
	toks := text.Tokenize(nil, plain)
	var found []Mark
	for _, match := range x.Find(nil, plain, toks, text.Sentences(plain, toks)) {
		if e := x.entries[match.Entry]; !unknown[match.Span(toks)] {
			found = append(found, Mark{match.Span(toks), e.Concept + "." + e.Variant})
		}
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
			parts = append(parts, FormatMarked(shorten(m.Of(plain)), []Mark{{text.Span{End: len(shorten(m.Of(plain)))}, x.short[m.Label]}}))
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
