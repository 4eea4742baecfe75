package stages

import (
	"errors"
	"fmt"
	"slices"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// The concepts of the lexicon hedges are classes of cues (Szarvas et al. 2012, Hyland 1998).
const (
	modal        = "modal"
	hedgeAdverb  = "adverb"
	raising      = "raising"
	doxastic     = "doxastic"
	adjective    = "adjective"
	hedgeNoun    = "noun"
	evidential   = "verb"
	condition    = "condition"
	approximator = "approximator"
	quantifier   = "quantifier"
	downtoner    = "downtoner"
	bareCue      = "cue" // of a list that parallax train hedging has written: a hedge wherever it stands
)

var hedgeClasses = []string{modal, hedgeAdverb, raising, doxastic, adjective, hedgeNoun, evidential, condition, approximator, quantifier, downtoner, bareCue}

// hedgeLevels are the variants of the lexicon hedges, by how much commitment they take away.
var hedgeLevels = map[string]int{"slight": 1, "probable": 2, "possible": 3, "unknown": 4}

// A hedgeTerm is a term of the lexicon hedges.
type hedgeTerm struct {
	class  string
	term   string
	level  int
	isWord bool // see inCompound
}

// A hedgeBook is what the entries of the lexicons are to hedges. What is asked of every match takes little room.
type hedgeBook struct {
	of       []int32 // of each entry: 1 + index of its term, 0 for what is no hedge
	terms    []hedgeTerm
	silences []bool // of each entry: a booster or pseudo-cue of negation, beside which a shorter term is no hedge
}

// readHedges returns the book of some entries, and all that is wrong with those of the lexicon hedges.
func readHedges(entries []lexicons.Entry) (hedgeBook, error) {
	book := hedgeBook{of: make([]int32, len(entries)), silences: make([]bool, len(entries))}
	words := areWords(entries)
	var faults []error
	for i, e := range entries {
		switch {
		case e.Lexicon == hedgesLexicon:
			level := hedgeLevels[e.Variant]
			if level == 0 {
				faults = append(faults, fmt.Errorf("lexicon hedges: term %q: unknown level %q; levels are slight, probable, possible, unknown", e.Term, e.Variant))
			}
			if !slices.Contains(hedgeClasses, e.Concept) {
				faults = append(faults, fmt.Errorf("lexicon hedges: term %q: unknown class %q; classes are %v", e.Term, e.Concept, hedgeClasses))
			}
			book.terms = append(book.terms, hedgeTerm{e.Concept, e.Term, level, words[i]})
			book.of[i] = int32(len(book.terms))
		case e.Lexicon == boostersLexicon, e.Lexicon == negationLexicon && e.Concept == pseudo:
			book.silences[i] = true
		}
	}
	return book, errors.Join(faults...)
}

// hedges finds cues that lower the commitment to a proposition, with what they bear on. A term of the
// lexicon is a cue only where its neighbours make it one ("appear guilty", not "appear in court"); of terms
// that overlap, the longest that is a cue counts. "The minister said" is no hedge but an attribution.
func hedges(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match], negations *pipeline.Layer[[]Negation]) *pipeline.Layer[[]Hedge] {
	book, fault := readHedges(m.Entries())
	var spare room[Hedge]
	return &pipeline.Layer[[]Hedge]{
		Name:     "hedges",
		Doc:      "cues that lower the commitment to what is said, with their scope",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, matches, negations},
		Run: func(d *pipeline.Document) ([]Hedge, error) {
			if fault != nil {
				return nil, fault
			}
			all := matches.Of(d)
			found := spare.take(16)
			view := lookAround(d)
			for i, match := range all {
				of := book.of[match.Entry]
				if of == 0 || overlapped(all, i, func(o lexicons.Match) bool { return book.silences[o.Entry] && o.Len() > match.Len() }) {
					continue
				}
				t := &book.terms[of-1]
				view.turnTo(match.Range)
				if view.inCompound(t.isWord) || !view.isHedge(t.class) {
					continue
				}
				if n := len(found); n > 0 && found[n-1].To == match.From && t.class == condition {
					continue // "unclear whether" is one cue
				}
				h := Hedge{Range: match.Range, Class: t.class, Level: t.level, Rule: t.term}
				if n := len(found); n == 0 || !found[n-1].Overlaps(h.Range) {
					found = append(found, h)
				} else if found[n-1].Len() < h.Len() {
					found[n-1] = h
				}
			}
			for i := range found {
				view.turnTo(found[i].Range)
				found[i].Scope = view.hedged(found[i].Class)
			}
			return found, nil
		},
		Release: spare.put,
	}
}

// HedgeScope returns what a cue bears on that was not found but given, by an annotator say, itself included. Its class is
// that of the hedge found there, else that which the lexicon has for its words, else none. The document's
// pipeline must hold the layer Hedges.
func (l *Layers) HedgeScope(d *pipeline.Document, cue text.Range) text.Range {
	view := lookAround(d)
	view.turnTo(cue)
	for _, h := range l.Hedges.Of(d) {
		if h.Overlaps(cue) {
			return view.hedged(h.Class)
		}
	}
	entries := l.Lexicons.Entries()
	for _, m := range l.Matches.Of(d) {
		if m.Overlaps(cue) && entries[m.Entry].Lexicon == hedgesLexicon {
			return view.hedged(entries[m.Entry].Concept)
		}
	}
	return view.hedged(bareCue)
}

// hedged returns what a hedge of a class bears on, itself included.
func (v *surroundings) hedged(class string) text.Range {
	switch class {
	case approximator, quantifier, downtoner:
		return v.phrase(false)
	case condition:
		return v.supposition()
	case raising:
		return v.bidirectional()
	case adjective, hedgeAdverb, doxastic, evidential, bareCue:
		if v.isPredicate() {
			return v.bidirectional()
		}
		if class == adjective {
			return v.phrase(true)
		}
	case modal:
		if v.isPassive() {
			return v.bidirectional()
		}
	}
	return v.forward()
}

// isPredicate reports whether the cue is said of the subject: "is likely", "remains unclear", "is thought to".
func (v *surroundings) isPredicate() bool {
	i := v.at.From - 1
	for v.is(i, adverb|negative) {
		i--
	}
	switch v.form(i) {
	case "remain", "remains", "remained", "seem", "seems", "seemed", "became", "becomes":
		return true
	}
	return v.is(i, being)
}

// isPassive reports whether the cue is the auxiliary of a passive: "may have been seen", "was not found".
func (v *surroundings) isPassive() bool {
	be := v.before(1)
	i := v.at.To
	for ; v.is(i, auxiliary|adverb); i++ {
		be = v.form(i)
	}
	switch be {
	case "be", "been", "is", "are", "was", "were", "being":
		return v.is(i, past) || isOneOf(v.form(i), "found", "seen", "shown", "held", "hit", "known", "given", "made", "done", "taken", "told", "shot", "met",
			"sent", "paid", "heard", "built", "brought", "kept", "lost", "put", "set", "cut", "struck", "driven", "drawn", "written", "broken")
	}
	return false
}

// MakesUncertain reports whether a hedge makes the whole sentence uncertain, and not only a number or a degree vague
// (codebook of the gold).
func (h Hedge) MakesUncertain() bool {
	switch h.Class {
	case approximator, quantifier, downtoner:
		return false
	}
	return true
}

// countHedges counts cues in the voice of their words, and sentences, in the voice of most of their words, that
// hold a cue in that voice.
func countHedges(hedges *pipeline.Layer[[]Hedge], boosters *pipeline.Layer[[]text.Range], negations *pipeline.Layer[[]Negation],
	voices *pipeline.Layer[[]counts.Voice], sentences *pipeline.Layer[[]SentenceVoice]) *pipeline.Counter {

	const booster, negation, hedged, boosted = 5, 6, 7, 8 // indexes of features; those of levels are the levels
	features := []counts.Feature{"", "hedge/level/1", "hedge/level/2", "hedge/level/3", "hedge/level/4",
		booster: "booster", negation: "negation", hedged: "sentences/hedged", boosted: "sentences/boosted"}
	classes := map[string]int{}
	for _, c := range hedgeClasses {
		classes[c] = len(features)
		features = append(features, counts.Feature("hedge/"+c))
	}
	return &pipeline.Counter{
		Name:     "hedging",
		Doc:      "hedges, boosters and negations, and the sentences that hold them",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, hedges, boosters, negations, voices, sentences},
		Features: []pipeline.FeatureDoc{
			{Glob: "hedge/*", Doc: "hedge cues of a class: hedge/CLASS"},
			{Glob: "hedge/level/*", Doc: "hedge cues by level: 1 slight, 2 probable, 3 possible, 4 unknown"},
			{Glob: string(features[booster]), Doc: "words that raise the commitment to what is said"},
			{Glob: string(features[negation]), Doc: "cues that reverse a proposition"},
			{Glob: string(features[hedged]), Doc: "sentences with a hedge other than of a number or degree, in the voice of most of their words"},
			{Glob: string(features[boosted]), Doc: "sentences with a booster, in the voice of most of their words"},
		},
		Known: features[1:],
		Count: counting(features, func(d *pipeline.Document, found *occurrences) {
			furniture, voice := Furniture.Of(d), voices.Of(d)
			hedgedIn := sentenceTally{sentences: Sentences.Of(d), of: sentences.Of(d), voices: voice}
			boostedIn := hedgedIn
			for _, h := range hedges.Of(d) {
				if inside(furniture, h.From) {
					continue
				}
				found.show(classes[h.Class], voice[h.From], h.Range, h.Rule)
				found.count(h.Level, voice[h.From])
				if h.MakesUncertain() && hedgedIn.first(h.From) {
					found.count(hedged, voice[h.From])
				}
			}
			for _, b := range boosters.Of(d) {
				if inside(furniture, b.From) {
					continue
				}
				found.show(booster, voice[b.From], b, "booster")
				if boostedIn.first(b.From) {
					found.count(boosted, voice[b.From])
				}
			}
			for _, n := range negations.Of(d) {
				if !inside(furniture, n.From) {
					found.show(negation, voice[n.From], n.Range, n.Rule)
				}
			}
		}),
	}
}

// A sentenceTally tells which cue is the first of its sentence in the sentence's own voice.
type sentenceTally struct {
	sentences []text.Sentence
	of        []SentenceVoice
	voices    []counts.Voice
	k         int  // index of the sentence
	counted   bool // it has had its cue
}

// first takes cues in order.
func (s *sentenceTally) first(token int) bool {
	for s.sentences[s.k].To <= token {
		s.k, s.counted = s.k+1, false
	}
	if s.counted {
		return false
	}
	s.counted = s.voices[token] == s.of[s.k].Most
	return s.counted
}
