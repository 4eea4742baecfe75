package lexicons

import (
	"cmp"
	"slices"
	"strings"

	"parallax/text"
)

// How many examples of a concept must match, and must not, at least.
const fewExamples = 3

// examples reports variants and concepts that the examples of the lexicon say too little of.
//
// An example that must match is one with a mark of the concept. One that must not is one where a term of the concept
// stands, but for exceptions and conditions, and is not marked; or one without a mark of the concept in which a word begins as
// a term does.
func (l *linter) examples() error {
	bare := l.lex.bare()
	m, err := Compile(bare)
	if err != nil {
		return err
	}
	labels := newLabels(l.lex)
	must, mustNot := map[string]int{}, map[string]int{} // must also by concept.variant
	stems := map[string][]string{}
	for i := range l.lex.Concepts {
		c := &l.lex.Concepts[i]
		stems[c.Name] = l.stems(c)
	}
	seen := map[string]bool{}
	for _, example := range l.lex.Examples {
		if seen[example] {
			l.add(1, 1, "duplicate", "the example %q is listed twice; delete one", shorten(example))
		}
		seen[example] = true
		plain, marks, err := ParseMarked(example)
		if err != nil {
			return err
		}
		marked, tried := map[string]bool{}, map[string]bool{}
		for _, mark := range marks {
			full := labels.full[mark.Label]
			marked[full] = true
			marked[full[:strings.LastIndexByte(full, '.')]] = true
		}
		for name := range marked {
			must[name]++
		}
		toks := text.Tokenize(nil, plain)
		for _, match := range m.Find(nil, plain, toks, text.Sentences(plain, toks)) {
			span, concept := match.Span(toks), m.entries[match.Entry].Concept
			if !slices.ContainsFunc(marks, func(k Mark) bool {
				return k.Start < span.End && span.Start < k.End && strings.HasPrefix(labels.full[k.Label], concept+".")
			}) {
				tried[concept] = true
			}
		}
		folded := text.Fold(plain)
		for concept, words := range stems {
			if !marked[concept] && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, w) }) {
				tried[concept] = true
			}
		}
		for concept := range tried {
			mustNot[concept]++
		}
	}
	for _, c := range l.lex.Concepts {
		for _, v := range c.Variants {
			if must[c.Name+"."+v.Name] == 0 {
				l.add(cmp.Or(v.Line, c.Line), cmp.Or(v.Column, c.Column), "untested", "no example matches %s.%s; write one that it must match", c.Name, v.Name)
			}
		}
		if yes, no := must[c.Name], mustNot[c.Name]; len(c.Variants) > 0 && (yes < fewExamples || no < fewExamples) {
			l.add(c.Line, c.Column, "few-examples", "concept %q has %d examples that must match and %d that must not (a word like its own, unmarked); write %d of each at least",
				c.Name, yes, no, fewExamples)
		}
	}
	return nil
}

// bare is the lexicon without exceptions and conditions.
func (lex *Lexicon) bare() *Lexicon {
	bare := &Lexicon{Name: lex.Name}
	for _, c := range lex.Concepts {
		of := Concept{Name: c.Name}
		for _, v := range c.Variants {
			var terms []Term
			for _, t := range v.Terms {
				terms = append(terms, Term{Pattern: t.Pattern})
			}
			of.Variants = append(of.Variants, Variant{Name: v.Name, Terms: terms})
		}
		bare.Concepts = append(bare.Concepts, of)
	}
	return bare
}

// stems are the beginnings of the words of a concept, of four letters or more, up to the first wildcard.
func (l *linter) stems(c *Concept) (stems []string) {
	seen := map[string]bool{}
	for _, v := range c.Variants {
		for _, t := range v.Terms {
			for _, p := range l.readings(t.Pattern) {
				for _, w := range p.words {
					if i := strings.IndexAny(w, "*?"); i >= 0 {
						w = w[:i]
					}
					if len(w) >= 4 && !seen[w] {
						seen[w] = true
						stems = append(stems, w)
					}
				}
			}
		}
	}
	return stems
}
