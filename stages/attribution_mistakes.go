package stages

import (
	"slices"

	"parallax/attribution"
	"parallax/text"
)

// mistakes reports whether a finding that no rule shares is one of the kinds in which the model errs.
func (r *reading) mistakes(f *attribution.Finding) bool {
	return r.isExcepted(f.Head) || r.quotesSource(f) || r.swallows(f) || r.namesWork(f) || r.tellsOfDeed(f) || r.hasNoSource(f) ||
		r.namesOnly(f.Head, f.Head+1, r.sentences[f.Sentence].To)
}

// hasNoSource reports whether what is taken for the speaker is a function word: "To see the farm"; or, before a noun, what is taken for
// a verb belongs to it: "US state department staff".
func (r *reading) hasNoSource(f *attribution.Finding) bool {
	if np := f.Source; np.Len() == 1 && r.is[np.From].has(to|joiner|preposition) && !r.toks[np.From].Is(text.AllCaps) {
		return true
	}
	next := f.Head + 1
	return r.toks[f.Head].Form(r.src) == "state" && next < len(r.toks) && (r.is[next].has(bodyNoun|officeNoun) || r.noun(next).has(vagueNoun))
}

// isExcepted reports whether a word that is a cue elsewhere is none here, nor a verb: "the alleged crimes".
func (r *reading) isExcepted(i int) bool {
	t := r.toks[i]
	switch form := t.Form(r.src); form {
	case "alleged", "purported", "supposed", "reported":
		return i > 0 && r.is[i-1].has(article|possessive|preposition) && !r.is[i-1].has(auxiliary) || form == "supposed" && r.at(i+1, len(r.toks), to)
	}
	return (force.Has(r.src, t) || lasting.Has(r.src, t)) && !r.listed(i) || claiming.Has(r.src, t) && r.takesLives(i+1)
}

// quotesSource reports whether what is taken for the speaker is a statement in quotation marks in which the cue does not stand:
// “We stay,” insists the mother.
func (r *reading) quotesSource(f *attribution.Finding) bool {
	return f.Source.Len() > 0 && r.opens(f.Source.From) && r.quote[f.Head] == 0 && !r.isVerbless(f.Source)
}

// tellsOfDeed reports whether a verb of saying stands for a deed: "added two jobs"; and, of somebody named by a
// pronoun, "found her keys", since what a poll found is a finding.
func (r *reading) tellsOfDeed(f *attribution.Finding) bool {
	c := f.Content[0]
	if len(f.Content) > 1 || c.From <= f.Head || r.any(c, quoteMark) {
		return false
	}
	switch r.toks[f.Head].Form(r.src) {
	case "add", "adds", "added", "adding":
		return !r.is[c.From].has(that|wh) && r.isVerbless(c)
	case "find", "finds", "found", "note", "notes", "noted", "show", "shows", "showed":
		return !r.is[c.From].has(that|wh) && r.isVerbless(c) && f.Source.Len() == 1 && r.is[f.Source.From].has(personal)
	}
	return false
}

// swallows reports whether content that is nobody's reaches into a quotation that a colon announces: Asked whether she is sorry, X laughed:
// “No.”
func (r *reading) swallows(f *attribution.Finding) bool {
	if f.Source.Len() > 0 {
		return false
	}
	for _, c := range f.Content {
		for m := c.From; m+1 < c.To; m++ {
			if r.quote[m] == 0 && r.is[m].has(colon) && r.opens(m+1) {
				return true
			}
		}
	}
	return false
}

// namesWork reports whether the content is, or begins with, the name of a work in quotation marks: "read from “The Poisoned
// Orchard”".
func (r *reading) namesWork(f *attribution.Finding) bool {
	c := f.Content[0]
	if len(f.Content) > 1 || !r.opens(c.From) {
		return false
	}
	name := r.quotes[r.quote[c.From]-1].Range
	return r.titleCased(name) && (c.From > 0 && r.is[c.From-1].has(preposition) || name.To >= c.To && !r.is[f.Head].has(saying|telling))
}

// doubles reports whether a finding is that of the one beside it over again, by a less likely word of the same verb group: "does not
// know", "also saw".
func (r *reading) doubles(f, beside *attribution.Finding) bool {
	const apart = 3
	return f.Sentence == beside.Sentence && max(f.Head-beside.Head, beside.Head-f.Head) <= apart && slices.Equal(f.Content, beside.Content) &&
		(f.Likely < beside.Likely || f.Likely == beside.Likely && f.Head < beside.Head)
}

// takeSubject gives a participle behind the content of another finding the source of that, not one within the content: "Local
// media reported that nine people were killed, citing officials".
func (r *reading) takeSubject(k int) {
	f := &r.found[k]
	if f.rule != byModel || f.source.Len() == 0 || !r.is[f.head].has(participle) || !r.is[max(1, f.cue.From)-1].has(comma) {
		return
	}
	for _, g := range r.found[max(0, k-maxFindings):k] {
		if g.sentence != f.sentence || g.source.Len() == 0 {
			continue
		}
		if g.source.From == f.source.From && f.source.Has(g.head) || slices.ContainsFunc(g.content, func(c text.Range) bool { return c.Has(f.source.From) && c.To <= f.cue.From }) {
			f.source = g.source
		}
	}
}
