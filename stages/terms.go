package stages

import (
	"path"
	"slices"
	"strconv"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
)

// terms gives each match of a user's lexicon its voice, its negation, its hedge, its attribution and the side it is about. A match of a term that
// is limited to other voices is dropped.
func terms(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match], voices *pipeline.Layer[[]counts.Voice],
	attributions *pipeline.Layer[[]Attribution], negations *pipeline.Layer[[]Negation], hedges *pipeline.Layer[[]Hedge]) *pipeline.Layer[[]Term] {

	entries := m.Entries()
	abouts := newAbouts(m)
	heard := make([][counts.Voices]bool, len(entries)) // the voices that an entry of the user counts in
	for i, e := range entries {
		for v := range counts.Voice(counts.Voices) {
			heard[i][v] = isUsers(e) && (len(e.Voices) == 0 || slices.Contains(e.Voices, v.String()))
		}
	}
	var spare room[Term]
	var contexts room[context]
	return &pipeline.Layer[[]Term]{
		Name:     "terms",
		Doc:      "terms of the user's lexicons with their voice, negation, hedge, attribution and side",
		Requires: []pipeline.Stage{Tokens, Sentences, matches, voices, attributions, negations, hedges},
		Run: func(d *pipeline.Document) ([]Term, error) {
			found, voice := spare.take(0), voices.Of(d)
			for _, match := range matches.Of(d) {
				if voice := voice[match.From]; heard[match.Entry][voice] {
					found = append(found, Term{Match: match, Voice: voice, Attribution: -1})
				}
			}
			if len(found) == 0 {
				return found, nil
			}
			n := len(Tokens.Of(d))
			of := contexts.take(n)[:n]
			defer contexts.put(of)
			clear(of)
			for _, neg := range negations.Of(d) {
				for i := neg.Scope.From; i < neg.Scope.To; i++ {
					of[i].negated = true
				}
			}
			for _, h := range hedges.Of(d) {
				for i := h.Scope.From; i < h.Scope.To; i++ {
					of[i].hedge = max(of[i].hedge, uint8(h.Level))
				}
			}
			innermost(attributions.Of(d), func(i int) *int32 { return &of[i].attribution })
			for i := range found {
				at := of[found[i].From]
				found[i].Negated, found[i].Hedge, found[i].Attribution = at.negated, int(at.hedge), int(at.attribution)-1
			}
			abouts.tell(d, matches.Of(d), attributions.Of(d), found)
			return found, nil
		},
		Release: spare.put,
	}
}

// isUsers reports whether an entry is of a lexicon of the user's, not of one that a layer reads.
func isUsers(e lexicons.Entry) bool {
	return !slices.Contains([]string{attributionLexicon, hedgesLexicon, negationLexicon, boostersLexicon, targetsLexicon, sidesLexicon}, e.Lexicon)
}

// A context is what the layers say of one token.
type context struct {
	attribution int32 // 1 + index of the innermost around it
	hedge       uint8 // the highest level
	negated     bool
}

// innermost notes for each token 1 + the index of the innermost attribution whose content holds it.
func innermost(all []Attribution, of func(token int) *int32) {
	for k, a := range all {
		for _, part := range a.Content {
			for i := part.From; i < part.To; i++ {
				if at := of(i); *at == 0 || all[*at-1].Depth < a.Depth {
					*at = int32(k + 1)
				}
			}
		}
	}
}

// countTerms counts the user's terms, each by its own feature, so that a later step can leave any of them out. The terms of
// a lexicon that gives weights are also counted by weight: a mean of these levels is the mean weight.
func countTerms(m *lexicons.Matcher, terms *pipeline.Layer[[]Term]) *pipeline.Counter {
	entries := m.Entries()
	features := make([]counts.Feature, len(entries))
	var known []counts.Feature
	for i, e := range entries {
		features[i] = TermFeature(e)
		if isUsers(e) {
			known = append(known, features[i])
		}
	}
	weights := make([]int, len(entries)) // the feature of each entry's weight, 0 where it has none
	first := map[counts.Feature]int{}
	for i, e := range entries {
		if f := WeightFeature(e); e.Weighted {
			if first[f] == 0 {
				first[f] = len(features)
				features = append(features, f)
			}
			weights[i] = first[f]
		}
	}
	known = append(known, features[len(entries):]...)
	return &pipeline.Counter{
		Name:     "term-counts",
		Doc:      "matches of the user's lexicons",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, terms},
		Features: []pipeline.FeatureDoc{
			{Glob: "term/*/*/*/*", Doc: "a term of a lexicon: term/LEXICON/CONCEPT/VARIANT/TERM; below a concept are concept.*"},
			{Glob: "weight/*/*/*", Doc: "a term of this weight, of a lexicon that gives weights: weight/LEXICON/CONCEPT/WEIGHT"},
		},
		Known: known,
		Count: counting(features, func(d *pipeline.Document, found *occurrences) {
			furniture := Furniture.Of(d)
			for _, t := range terms.Of(d) {
				if !inside(furniture, t.From) {
					found.show(t.Entry, t.Voice, t.Range, entries[t.Entry].Term)
					if f := weights[t.Entry]; f > 0 {
						found.show(f, t.Voice, t.Range, entries[t.Entry].Term)
					}
				}
			}
		}),
	}
}

// TermFeature returns the feature that counts a lexicon's entry.
func TermFeature(e lexicons.Entry) counts.Feature {
	return counts.Feature(path.Join("term", e.Lexicon, e.Concept, e.Variant, e.Term))
}

// WeightFeature returns the feature that counts the occurrences of an entry by their weight.
func WeightFeature(e lexicons.Entry) counts.Feature {
	return counts.Feature(path.Join("weight", e.Lexicon, e.Concept, strconv.Itoa(e.Weight)))
}
