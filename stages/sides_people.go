package stages

import (
	"sort"
	"strings"

	"parallax/text"
)

// speakerSides are the sides of speakers by their names, noSide where they are told to be on several.
type speakerSides map[string]int

// claim notes that a speaker is on a side.
func (s speakerSides) claim(name string, side int) {
	if side < 0 {
		return
	}
	if before, known := s[name]; known && before != side {
		side = noSide
	}
	s[name] = side
}

// introduced returns the sides of the persons who are introduced by one: in a title before the name, in an appositive, or as of a side. Where
// they are introduced by several, the one that is named most often counts.
func (s *siding) introduced() speakerSides {
	votes := map[[2]int]int{} // by person and side
	best := map[int32]int{}
	for k, m := range s.cast.mentions {
		side := s.before(m.Range)
		if side == noSide {
			next := len(s.toks)
			if k+1 < len(s.cast.mentions) {
				next = s.cast.mentions[k+1].From
			}
			side = s.after(m.Range, next)
		}
		if side < 0 {
			continue
		}
		votes[[2]int{int(m.person), side}]++
		if leading, known := best[m.person]; !known || votes[[2]int{int(m.person), side}] > votes[[2]int{int(m.person), leading}] {
			best[m.person] = side
		}
	}
	sides := speakerSides{}
	for person, side := range best {
		sides.claim(s.nameOf(person), side)
	}
	return sides
}

// before returns the side of what introduces a person before the name: "Hamas leader Omar Said", "the Israeli minister, Dan Levi", "the
// head of Hamas, Omar Said".
func (s *siding) before(name text.Range) int {
	floor := s.sentences[s.sentenceOf(name.From)].From
	if name.From-1 > floor && s.is[name.From-1].has(comma) {
		np := s.phraseBefore(name.From-1, floor, 0)
		for i := np.From; i < np.To; i++ { // of "pressure on the Velian minister, Dan Ruiz" what follows the preposition
			if i > np.From && !s.is[i-1].has(preposition) {
				continue
			}
			if part := (text.Range{From: i, To: np.To}); s.isPost(s.core(part).To - 1) {
				return s.phrase(part, true, 0)
			}
		}
		return noSide
	}
	const longest = 8
	i := name.From
	for i > floor && name.From-i < longest && s.describes(i-1) {
		i--
	}
	mentions := s.mentionsIn(text.Range{From: i, To: name.From})
	if len(mentions) == 0 {
		return noSide
	}
	m := mentions[len(mentions)-1]
	if last := name.From - 1; m.To < name.From && !s.isPost(last) && !s.is[last].has(possessive|honorific|timeWord) || s.namesOther(text.Range{From: i, To: m.From}) {
		return noSide
	}
	return m.side
}

// after returns the side of what introduces a person behind the name: "Dan Levi, the Israeli minister,", "Omar Said, spokesman for Hamas,", "Omar
// Said of Hamas". next is where another person is named.
func (s *siding) after(name text.Range, next int) int {
	end := s.sentences[s.sentenceOf(name.From)].To
	i := name.To
	if i+1 >= end {
		return noSide
	}
	switch s.toks[i].Form(s.src) {
	case "of", "from":
		if m := s.mentionsIn(text.Range{From: i + 1, To: min(end, i+4)}); len(m) > 0 && (m[0].From == i+1 || s.is[i+1].has(article) && m[0].From == i+2) {
			return m[0].side
		}
		return noSide
	}
	if s.at(i, end, being) && s.at(i+1, end, article) { // "Omar Said is a teacher from Velia"
		return s.phrase(text.Range{From: i + 1, To: s.segmentEnd(i+1, min(end, i+maxSource))}, true, 0)
	}
	if !s.at(i, end, comma|bracket) {
		return noSide
	}
	if i+2 < end && s.toks[i+1].Is(text.Number) && s.is[i+2].has(comma) { // an age
		i += 2
	}
	np := text.Range{From: i + 1, To: s.segmentEnd(i+1, min(end, i+maxSource))}
	if np.Len() == 0 || next < np.To || !s.isAside(np.From) || !s.isWho(np.From) && s.isClause(s.core(np)) {
		return noSide
	}
	head := s.core(np).To - 1
	if form := s.toks[head].Form(s.src); s.isPost(head) || form[len(form)-1] != 's' {
		return s.phrase(np, true, 0)
	}
	return noSide
}

// isClause reports whether a verb stands in a part of a sentence.
func (s *siding) isClause(part text.Range) bool {
	for _, c := range s.is[part.From:part.To] {
		if c.has(auxiliary) && !c.has(possessive) || c.has(saying) && !c.has(nounish) {
			return true
		}
	}
	return false
}

// introducedBody returns the side of the appositives behind the name of a body, wherever it stands: "Vessel Watch, a Velian agency for ports".
func (s *siding) introducedBody(name string) int {
	const most = 4 // places
	for n, at := 0, 0; n < most; n++ {
		k := strings.Index(s.src[at:], name)
		if k < 0 {
			break
		}
		at += k + len(name)
		i := sort.Search(len(s.toks), func(i int) bool { return s.toks[i].End >= at })
		if i+2 >= len(s.toks) || !s.is[i+1].has(comma|bracket) || !s.is[i+2].has(article) {
			continue
		}
		if side := s.after(text.Range{From: i, To: i + 1}, len(s.toks)); side != noSide {
			return side
		}
	}
	return noSide
}
