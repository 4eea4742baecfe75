package evaluation

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"parallax/lexicons"
	"parallax/stages"
	"parallax/text"
)

// TrainHedging learns a list of hedge cues from annotated sentences, as a lexicon that replaces the built-in one of the same
// name: each term with what it finds in the sentences, and at the level that the built-in lexicon gives it, else
// possible. The examples are sentences of the gold, so the lexicon may be passed on only as they may. The order of the
// sentences does not matter.
func TrainHedging(sentences []Sentence) (*lexicons.Lexicon, error) {
	uncertain := 0
	for _, s := range sentences {
		if s.Uncertain {
			uncertain++
		}
	}
	list := lexicons.Induce(coded(sentences))
	if len(list) == 0 {
		return nil, fmt.Errorf("%d sentences, of which %d are uncertain: %w", len(sentences), uncertain, errNothing)
	}
	levels, err := levelsOf(list)
	if err != nil {
		return nil, err
	}
	names, _ := by(sentences)
	slices.Sort(names)
	lex := &lexicons.Lexicon{
		Name:     "hedges",
		Version:  "1.0.0",
		Language: "en",
		About:    "Cues by which coders called sentences uncertain. Delete what is no hedge, move a term to the level that fits it, add what is missing.",
		Source: fmt.Sprintf("Induced by parallax train hedging from %d sentences, of which %d are uncertain: %s (sha256 of sentences and codes %s).",
			len(sentences), uncertain, strings.Join(names, ", "), digest(sentences)),
		Licence: "that of the annotated sentences, of which the examples are some",
		Concepts: []lexicons.Concept{{
			Name:  "cue",
			About: "Cues that are hedges wherever they stand. Those of the other classes of the built-in list may stand beside them.",
		}},
	}
	c := &lex.Concepts[0]
	for _, level := range levelNames {
		v := lexicons.Variant{Name: level.name, About: level.about}
		for i, t := range list {
			if levels[i] == level.name {
				v.Terms = append(v.Terms, lexicons.Term{Pattern: t.Pattern, Note: fmt.Sprintf("in %d sentences, of which %d are uncertain", t.Found, t.Right)})
			}
		}
		if len(v.Terms) > 0 {
			c.Variants = append(c.Variants, v)
		}
	}
	lex.Examples, err = examples(lex, sentences)
	return lex, err
}

func coded(sentences []Sentence) []lexicons.Coded {
	all := make([]lexicons.Coded, len(sentences))
	for i, s := range sentences {
		all[i] = lexicons.Coded{Text: s.Text, Holds: s.Uncertain}
	}
	return all
}

var errNothing = errors.New("no run of words marks uncertainty in three of them or more; a few hundred uncertain sentences are wanted")

// levelNames are the levels of hedges, least first.
var levelNames = []struct{ name, about string }{
	{"slight", "Level 1, the claim stands but is blunted."},
	{"probable", "Level 2, more likely than not."},
	{"possible", "Level 3, it may be so or not; also every cue that the built-in list does not know."},
	{"unknown", "Level 4, nothing is vouched for."},
}

// levelsOf returns the highest level that the built-in lexicon has for each term as a whole.
func levelsOf(list []lexicons.Induced) ([]string, error) {
	known, err := lexicons.LoadBuiltin("hedges")
	if err != nil {
		return nil, err
	}
	m, err := lexicons.Compile(known...)
	if err != nil {
		return nil, err
	}
	rank := func(level string) int {
		for i, l := range levelNames {
			if l.name == level {
				return i
			}
		}
		return -1
	}
	levels := make([]string, len(list))
	for i, t := range list {
		toks := text.Tokenize(nil, t.Pattern)
		for _, match := range m.Find(nil, t.Pattern, toks, text.Sentences(t.Pattern, toks)) {
			if level := m.Entries()[match.Entry].Variant; match.Len() == len(toks) && rank(level) > rank(levels[i]) {
				levels[i] = level
			}
		}
		levels[i] = cmp.Or(levels[i], "possible")
	}
	return levels, nil
}

// digest identifies sentences and their codes, whatever their order.
func digest(sentences []Sentence) string {
	lines := make([]string, len(sentences))
	for i, s := range sentences {
		lines[i] = fmt.Sprintf("%t %q\n", s.Uncertain, s.Text)
	}
	slices.Sort(lines)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(lines, ""))))
}

// Bounds of examples, in bytes. A longer sentence shows less, and in a shorter one there is little to see.
const (
	longestExample  = 240
	shortestExample = 24
	mustNotMatch    = 5 // examples without a cue
)

// examples chooses sentences for a lexicon: for each term the shortest uncertain one that holds it, unless an earlier one
// does, and certain ones in which nothing is found, best those with a word of weight of some term. A term that no sentence
// shows stands alone.
func examples(lex *lexicons.Lexicon, sentences []Sentence) ([]string, error) {
	m, err := lexicons.Compile(lex)
	if err != nil {
		return nil, err
	}
	near := map[string]bool{}
	for _, e := range m.Entries() {
		for word := range strings.FieldsSeq(e.Term) {
			near[word] = len(word) >= 5
		}
	}
	isNear := func(s string) bool {
		return slices.ContainsFunc(strings.Fields(s), func(word string) bool { return near[word] })
	}
	var yes, no, alien []string
	shown := make([]bool, len(m.Entries()))
	for _, s := range showable(sentences) {
		example, terms := marked(m, s.Text)
		switch {
		case !s.Uncertain && len(terms) == 0 && isNear(s.Text):
			no = append(no, example)
		case !s.Uncertain && len(terms) == 0:
			alien = append(alien, example)
		case s.Uncertain && slices.ContainsFunc(terms, func(t int) bool { return !shown[t] }):
			for _, t := range terms {
				shown[t] = true
			}
			yes = append(yes, example)
		}
	}
	for i, e := range m.Entries() {
		if !shown[i] {
			example, _ := marked(m, e.Term)
			yes = append(yes, example)
		}
	}
	no = append(no, alien...)
	return append(yes, no[:min(mustNotMatch, len(no))]...), nil
}

// showable returns the sentences that can be examples, the shortest first.
func showable(sentences []Sentence) []Sentence {
	fit := slices.DeleteFunc(slices.Clone(sentences), func(s Sentence) bool {
		return len(s.Text) > longestExample || len(s.Text) < shortestExample || strings.ContainsFunc(s.Text, unicode.IsControl)
	})
	slices.SortFunc(fit, func(a, b Sentence) int {
		certain := 0
		if a.Uncertain != b.Uncertain {
			certain = 1
			if b.Uncertain {
				certain = -1
			}
		}
		return cmp.Or(cmp.Compare(len(a.Text), len(b.Text)), strings.Compare(a.Text, b.Text), certain)
	})
	return slices.CompactFunc(fit, func(a, b Sentence) bool { return a.Text == b.Text && a.Uncertain == b.Uncertain })
}

// marked returns a text with the terms marked that a matcher finds in it, and which these are.
func marked(m *lexicons.Matcher, src string) (example string, terms []int) {
	toks := text.Tokenize(nil, src)
	var marks []lexicons.Mark
	for _, match := range m.Find(nil, src, toks, text.Sentences(src, toks)) {
		e := m.Entries()[match.Entry]
		marks = append(marks, lexicons.Mark{Span: match.Span(toks), Label: e.Concept + "." + e.Variant})
		terms = append(terms, match.Entry)
	}
	return lexicons.FormatMarked(src, marks), terms
}

// folds is how many parts the gold is divided into to see what an induced list is worth on what it has not seen.
const folds = 5

// HeldOut says what TrainHedging is worth: each fifth of the documents is judged by a list that was learnt from the others.
// Documents are dealt out by a hash of their names.
func HeldOut(sentences []Sentence) ([]Uncertain, error) {
	total := map[string]*Uncertain{}
	names, _ := by(sentences)
	for _, name := range names {
		total[name] = &Uncertain{Corpus: name}
	}
	for k := range folds {
		var train, test []Sentence
		for _, s := range sentences {
			if fold(s.Document) == k {
				test = append(test, s)
			} else {
				train = append(train, s)
			}
		}
		l, err := inducedLayers(train)
		if err != nil {
			return nil, err
		}
		found, err := Hedging(l, test)
		if err != nil {
			return nil, err
		}
		for _, u := range found {
			total[u.Corpus].Scored.join(u.Scored)
			total[u.Corpus].Coded.join(u.Coded)
		}
	}
	var all []Uncertain
	for _, name := range names {
		all = append(all, *total[name])
	}
	return all, nil
}

func fold(document string) int {
	h := fnv.New64a()
	h.Write([]byte(document))
	return int(h.Sum64() % folds)
}

func (t *Tally) join(u Tally) {
	t.Right += u.Right
	t.Wrong += u.Wrong
	t.Missed += u.Missed
	t.Rejected += u.Rejected
}

// inducedLayers are the layers over what is learnt from sentences; with no hedges where that is nothing.
func inducedLayers(sentences []Sentence) (*stages.Layers, error) {
	all, err := lexicons.LoadBuiltin("boosters", "negation")
	if err != nil {
		return nil, err
	}
	switch lex, err := TrainHedging(sentences); {
	case err == nil:
		all = slices.Insert(all, 0, lex)
	case !errors.Is(err, errNothing):
		return nil, err
	}
	m, err := lexicons.Compile(all...)
	if err != nil {
		return nil, err
	}
	return stages.New(m, nil), nil
}
