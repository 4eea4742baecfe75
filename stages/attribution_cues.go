package stages

import (
	"slices"
	"strings"

	"parallax/lexicons"
	"parallax/text"
)

// A cue is what an entry of the lexicon attribution says about its words.
type cue struct {
	class  class
	stance Stance
}

// cueConcepts are the concepts of the lexicon attribution by how their cues take source and content.
var cueConcepts = map[string]class{
	"say": saying | spoken, "tell": telling | spoken, "think": thinking, "show": showing, "evaluate": judging | spoken, "stand": judging,
	"intend": intending, "announce": announcing, "preposition": prepositional | spoken, "agentless": agentless | spoken,
	"quotative": quotative | spoken, "nominal": saidNoun,
}

// A cueBook is what the entries of the lexicons are as cues. There are few kinds of cues, so that what is asked of every match takes
// a byte an entry.
type cueBook struct {
	kinds []cue
	of    []uint8 // of each entry: the index of its kind
}

// at returns what an entry is as a cue.
func (b *cueBook) at(entry int) *cue { return &b.kinds[b.of[entry]] }

// readCues returns the book of a matcher's entries; those of other lexicons have no class.
func readCues(m *lexicons.Matcher) *cueBook {
	book := &cueBook{}
	for _, e := range m.Entries() {
		c := cueOf(e)
		kind := slices.Index(book.kinds, c)
		if kind < 0 {
			kind = len(book.kinds)
			book.kinds = append(book.kinds, c)
		}
		book.of = append(book.of, uint8(kind))
	}
	return book
}

// cueOf returns what one entry is as a cue.
func cueOf(e lexicons.Entry) cue {
	if e.Lexicon != attributionLexicon {
		return cue{}
	}
	c := cue{cueConcepts[e.Concept], Neutral}
	if v := Stance(e.Variant); v == Endorsing || v == Distancing {
		c.stance = v
	}
	if e.Concept == "preposition" && !takesSource(e.Term) {
		c.class = 0
	}
	return c
}

// takesSource reports whether the source of a preposition is the noun phrase after it, and the content the
// clause around: "according to" and "in the words of", but not "based on".
func takesSource(term string) bool {
	return term == "per" || strings.HasPrefix(term, "according") || strings.HasPrefix(term, "in the ") ||
		strings.HasPrefix(term, "from the ") || strings.HasPrefix(term, "by the ")
}

// mark notes where the cues stand. Of several that begin at one token the longest count: "call for" takes other
// content than "call".
func (r *reading) mark(cues *cueBook, matches []lexicons.Match) {
	r.cues, r.matches, r.starts = cues, matches, r.starts[:0]
	for k, m := range matches {
		c := cues.at(m.Entry)
		if c.class == 0 || r.isDeed(m.Range) {
			continue
		}
		if n := len(r.starts); n == 0 || r.starts[n-1] != int32(m.From) {
			r.starts = append(r.starts, int32(m.From))
		}
		old := r.cue[m.From]
		switch {
		case old != 0 && matches[old-1].To > m.To && c.class&cueClasses != 0 && cues.at(matches[old-1].Entry).class&cueClasses != 0:
			continue
		case old == 0 || cues.at(matches[old-1].Entry).stance == Neutral && c.stance != Neutral:
			r.cue[m.From] = int32(k + 1)
		}
		r.is[m.From] |= c.class
	}
}

// cueAt returns the tokens of the cue that begins at i.
func (r *reading) cueAt(i int) text.Range {
	if k := r.cue[i]; k != 0 {
		return r.matches[k-1].Range
	}
	return text.Range{From: i, To: i + 1}
}

// isCue reports whether token i is a verb of attribution: no noun ("the claim"), no name, not quoted.
func (r *reading) isCue(i int, s text.Range) bool {
	if r.quote[i] != 0 || !r.is[i].has(cueClasses) {
		return false
	}
	t, c := r.toks[i], r.is[i]
	if t.Is(text.Capital) && !r.headline && !(c.has(participle) && i == s.From) {
		return false
	}
	if i == s.From {
		return c.has(participle)
	}
	if c.has(nounish) && !r.isVerb(i, s) || c.has(perfect) && r.verbGroup(i, s.From) == i {
		return false
	}
	switch prev := r.is[i-1]; {
	case prev.has(article) && !prev.has(subject) && !prev.has(publicNoun|vagueNoun), prev.has(possessive) && !(r.is[i-1].has(auxiliary) && c.has(past)) && !c.has(participle):
		return false
	case prev.has(preposition) && !c.has(participle) && !prev.has(to|adverb):
		return false
	case prev.has(to) && r.verbGroup(i, s.From) == i:
		return false
	}
	return true
}

// isVerb tells the verb from the noun of a form that is both: the verb agrees with a subject right before it, or
// follows an auxiliary.
func (r *reading) isVerb(i int, s text.Range) bool {
	if r.headline {
		return true
	}
	verb := r.verbGroup(i, s.From)
	for k := verb; k < i; k++ {
		if r.is[k].has(auxiliary|to) && !r.isGenitive(k) {
			return true
		}
	}
	if verb == s.From {
		return false
	}
	if np := r.phraseBefore(verb, s.From, 0); r.at(i+1, s.To, comma|stop|dash|preposition|timeWord) && np.From > s.From && np.Len() > 0 && r.opensClause(np.From) && !r.isWho(np.From) && r.closes(np.From-1) && r.is[np.From-2].has(comma) {
		return true // “…,” the farmers state
	}
	before, t := r.is[verb-1], r.toks[verb-1]
	if before.has(comma) || t.Is(text.Number) || r.closes(verb-1) {
		return i+1 < s.To && (r.is[i+1].has(that|colon|article|possessive|subject) || r.closes(verb-1) && r.toks[i+1].Is(text.Capital)) || r.at(i+1, s.To, stop|comma)
	}
	if i+1 < s.To && (r.is[i+1].has(auxiliary) || r.is[i+1].has(saying|showing|thinking) && !r.is[i+1].has(participle|that)) {
		return false
	}
	if i+1 < s.To && r.is[i+1].has(preposition) && r.cueAt(i).Len() == 1 && !before.has(personal) {
		return false
	}
	switch {
	case before.has(personal):
		return true
	case i+2 < s.To && r.is[i+1].has(that) && r.is[i+2].has(auxiliary):
		return false // "states that have"
	case r.at(i+1, s.To, article) && r.toks[i+1].Form(r.src) == "such":
		return false // "states such as"
	case before.has(article | possessive | preposition | joiner | past):
		return false
	case strings.HasSuffix(r.toks[i].Form(r.src), "s"):
		return t.Is(text.Capital) || i+1 < s.To && (r.is[i+1].has(that|article|possessive|wh|subject|stop|comma) || r.toks[i+1].Is(text.Capital))
	}
	noun := t.Form(r.src)
	return strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") || before.has(publicNoun|officeNoun) || noun == "data"
}

// listed reports whether a token stands in a cue of the lexicon.
func (r *reading) listed(i int) bool {
	const longest = 4
	for k := i; k >= 0 && k > i-longest; k-- {
		if r.cue[k] != 0 && r.cueAt(k).Has(i) {
			return true
		}
	}
	return false
}

// headOf returns the token that decides what a cue of several words means: its last verb or noun of attribution, else its
// last word.
func (r *reading) headOf(cue text.Range) int {
	for i := cue.To - 1; i >= cue.From; i-- {
		if r.cue[i] != 0 {
			return i
		}
	}
	return max(cue.From, cue.To-1)
}
