package stages

import (
	"slices"
	"sort"
	"strings"

	"parallax/text"
)

// A siding is a document in which sides of the config are named.
type siding struct {
	*reading
	mentions []sideMention // in order
}

// A sideMention is a place where a side is named.
type sideMention struct {
	text.Range
	side int
}

// isCause reports whether a word tells whom people are for or against, not who they are: pro-Sorini.
func (r *reading) isCause(i int) bool {
	form := r.toks[i].Form(r.src)
	return strings.HasPrefix(form, "pro-") || strings.HasPrefix(form, "anti-")
}

// source returns the side of a source: noSide where it is on none, or on several.
func (s *siding) source(np text.Range) int {
	np = s.whose(np)
	side := s.phrase(np, false, 0)
	if core := s.core(np); side == noSide && core.Len() == 2 && core == np && s.is[core.From].has(article) && s.isDefinite(core.From) { // the officials
		side = s.phrase(s.namedBefore(core.From, s.toks[core.From+1].Type), false, 0)
	}
	return max(side, noSide)
}

// names reports whether a source holds the last word of a speaker's name.
func (s *siding) names(source text.Range, speaker string) bool {
	return strings.Contains(source.Span(s.toks).Of(s.src), speaker[strings.LastIndexByte(speaker, ' ')+1:])
}

// phrase returns the side of a noun phrase: that of its head with what stands before it, else of whom that speaks for, else of an
// appositive. It may be one itself, which describes somebody; depth is how many phrases it stands in.
func (s *siding) phrase(np text.Range, apposed bool, depth int) int {
	const deepest = 3     // appositives and complements in each other
	if s.isWho(np.From) { // "who is Sorini"
		np.From += 2
		if np.Len() < 1 || s.is[np.From].has(preposition|participle) {
			return noSide
		}
	}
	core := s.core(np)
	side := s.headSide(core)
	if core.To+1 >= np.To || depth == deepest {
		return side
	}
	if s.is[core.To].has(joiner) { // "Israeli officials and Palestinians"
		if other := s.headSide(s.core(text.Range{From: core.To + 1, To: np.To})); other != noSide && other != side {
			return bothSides
		}
	}
	if side != noSide && s.isOf(core.To) && s.namesOther(s.core(text.Range{From: core.To + 1, To: np.To})) { // the Gaza office of the UN
		return noSide
	}
	if side != noSide {
		return side
	}
	if form := s.toks[core.To].Form(s.src); (form == "living" || form == "based") && core.To+2 < np.To && s.toks[core.To+1].Form(s.src) == "in" && !s.fromAbroad(core) {
		return s.phrase(text.Range{From: core.To + 2, To: np.To}, false, depth+1)
	}
	if of := (text.Range{From: core.To + 1, To: np.To}); s.speaksFor(core, of, apposed) {
		side = s.phrase(of, false, depth+1)
		if c := s.core(of); side == noSide && c.To+1 < np.To && !s.namesOther(c) && (s.noun(core.To-1).has(officeNoun) && s.isOf(c.To) && !s.hasName(c) || s.isIn(c.To) && s.isNameTo(c.From, c.To) && !partitive.Has(s.src, s.toks[core.To-1])) { // the head of research for; residents of Lind in
			side = s.phrase(text.Range{From: c.To + 1, To: np.To}, false, depth+1)
		}
	}
	for i := core.To; side == noSide && i+1 < np.To; i++ {
		if s.is[i].has(comma|bracket|dash) && s.isAside(i+1) {
			side = s.phrase(text.Range{From: i + 1, To: s.segmentEnd(i+1, np.To)}, true, depth+1)
		}
	}
	return side
}

// isAside reports whether what begins behind a mark can say what the name before it is: an appositive, or "who is", no other clause.
func (s *siding) isAside(i int) bool {
	if s.isWho(i) {
		return s.at(i+1, len(s.toks), being)
	}
	return !s.is[i].has(preposition | wh | that | participle | joiner | bracket | auxiliary | past)
}

// segmentEnd returns where what begins behind a mark ends: at the next.
func (s *siding) segmentEnd(i, limit int) int {
	for ; i < limit; i++ {
		if s.is[i].has(comma | bracket | dash | stop | semicolon) {
			break
		}
	}
	return i
}

// headSide returns the side that the words of a head, and those before it, name: the first, which owns what follows ("Israel's Gaza
// division"); bothSides where others are joined to it. Of "a UN envoy" to a side it is none.
func (s *siding) headSide(core text.Range) int {
	side := noSide
	for _, m := range s.mentionsIn(core) {
		switch {
		case side == noSide && s.namesOther(text.Range{From: core.From, To: m.From}):
			return noSide
		case side == noSide:
			side = m.side
		case side != m.side && s.joined(core):
			return bothSides
		}
	}
	return side
}

// mentionsIn returns the mentions of sides that begin in a range.
func (s *siding) mentionsIn(part text.Range) []sideMention {
	from := sort.Search(len(s.mentions), func(k int) bool { return s.mentions[k].From >= part.From })
	to := from
	for to < len(s.mentions) && s.mentions[to].From < part.To {
		to++
	}
	return s.mentions[from:to]
}

// namesOther reports whether a body of neither side is named: the UN, BBC.
func (s *siding) namesOther(part text.Range) bool {
	const longest = 3
	for i := part.From; i < part.To; i++ {
		if t := s.toks[i]; t.Is(text.AllCaps) && t.End-t.Start > 1 {
			return true
		}
		for to := i + 1; to <= min(part.To, i+longest); to++ {
			if s.isKnownBody(text.Range{From: i, To: to}) {
				return true
			}
		}
	}
	return false
}

func (s *siding) joined(part text.Range) bool { return s.any(part, joiner|comma) }

// speaksFor reports whether a head is of whom follows behind a preposition: "a spokesman for", "the leader of", "residents of", "officials
// in". Who only has to do with them is not: "critics of", "experts on". In a place are those of whom nothing else is said.
func (s *siding) speaksFor(core, complement text.Range, apposed bool) bool {
	head := core.To - 1
	if s.isPart(core, head) || partitive.Has(s.src, s.toks[head]) {
		return s.named(core.To, ofOffice)
	}
	if s.noun(head).has(textNoun) { // a report by the army, figures from the ministry
		by := s.toks[core.To].Form(s.src)
		return by == "by" || by == "from" && s.noun(s.core(complement).To-1).has(bodyNoun|officeNoun|publicNoun)
	}
	person := s.cast.has(s.lastName(core))
	if form := s.toks[head].Form(s.src); !person && (isOutside(form) || !apposed && roles.Of(s.src, s.toks[head]).role == 0 && !s.noun(head).has(officeNoun|publicNoun|bodyNoun|vagueNoun)) {
		return false
	}
	if s.isOf(core.To) {
		return !s.namesOther(core)
	}
	switch by := s.toks[core.To].Form(s.src); by {
	case "to":
		return isOneOf(s.toks[head].Form(s.src), "adviser", "advisers", "advisor", "advisors", "aide", "aides", "assistant", "deputy") && !s.namesOther(core)
	case "in", "inside", "at":
		place := s.core(complement)
		if s.fromAbroad(core) {
			return false
		}
		if s.noun(place.To-1).has(bodyNoun|officeNoun) && (apposed && by == "at" || by != "at" && s.noun(head).has(officeNoun|vagueNoun)) { // a source in Lind's army
			return true
		}
		return !person && slices.ContainsFunc(s.mentionsIn(place), func(m sideMention) bool { return s.isNameTo(m.To, place.To) })
	}
	return false
}

// isOf reports whether a preposition stands between those who speak and whom they speak for.
func (s *siding) isOf(i int) bool {
	return isOneOf(s.toks[i].Form(s.src), "of", "for", "from", "with", "within")
}

// isIn reports whether a preposition stands before a place.
func (s *siding) isIn(i int) bool { return isOneOf(s.toks[i].Form(s.src), "in", "inside") }

// isNameTo reports whether the words between two tokens go on with a name: Strip in Gaza Strip.
func (s *siding) isNameTo(from, to int) bool {
	for i := from; i < to; i++ {
		if !s.toks[i].Is(text.Capital) {
			return false
		}
	}
	return true
}

// isOutside reports whether people are none of those whom the noun has to do with.
func isOutside(form string) bool {
	switch form {
	case "critic", "critics", "opponent", "opponents", "enemy", "enemies", "rival", "rivals", "foe", "foes", "skeptics", "sceptics", "detractors",
		"supporter", "supporters", "ally", "allies", "friend", "friends", "defenders", "advocate", "advocates", "donor", "donors", "victim", "victims",
		"expert", "experts", "analyst", "analysts", "observer", "observers", "historian", "historians", "scholar", "scholars", "specialist", "specialists",
		"researcher", "researchers", "adversary", "adversaries", "visitor", "visitors", "tourists", "correspondent", "correspondents", "reporter", "reporters":
		return true
	}
	return false
}

// fromAbroad reports whether people are told apart from those of the place where they are: by a name with a capital, or as those who bring aid
// or news.
func (s *siding) fromAbroad(core text.Range) bool {
	for i := core.From; i < core.To; i++ {
		if t := s.toks[i]; t.Is(text.Capital) && !s.is[i].has(article) && !s.noun(core.To-1).has(bodyNoun) && i != s.sentences[s.sentenceOf(i)].From || s.namesOther(core) {
			return true
		}
		switch s.toks[i].Form(s.src) {
		case "foreign", "international", "aid", "relief", "humanitarian", "volunteer", "volunteers", "reporter", "reporters", "correspondent", "journalist", "journalists", "peacekeepers", "observers":
			return true
		}
	}
	return false
}
