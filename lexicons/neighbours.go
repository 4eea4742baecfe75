package lexicons

import (
	"cmp"
	"slices"
	"strings"

	"parallax/text"
)

// A rule is a condition of a term, as the matcher checks it.
type rule struct {
	kind  kind
	list  int32 // of its terms
	words int   // how far away at most, 0 for anywhere in the sentence
}

// A kind says where a neighbour of a term must stand, or must not.
type kind uint8

const (
	near kind = iota
	notNear
	before // the term stands before its neighbour
	after
)

// kinds are those of limitKeys[1:].
var kinds = [...]kind{near, notNear, before, after}

// A neighbour is an occurrence of a term of a condition.
type neighbour struct {
	list       int32
	start, end int // places
}

func byPlace(a, b neighbour) int {
	if a.list != b.list {
		return cmp.Compare(a.list, b.list)
	}
	if a.start != b.start {
		return cmp.Compare(a.start, b.start)
	}
	return cmp.Compare(a.end, b.end)
}

// ruled reports whether all conditions of an occurrence hold.
func (s *search) ruled(o occurrence, rules []rule) bool {
	if !s.searched {
		s.searched = true
		s.meet()
	}
	for _, r := range rules {
		var holds bool
		switch r.kind {
		case near:
			holds = s.follows(o, r) || s.precedes(o, r)
		case notNear:
			holds = !s.follows(o, r) && !s.precedes(o, r)
		case before:
			holds = s.follows(o, r)
		case after:
			holds = s.precedes(o, r)
		}
		if !holds {
			return false
		}
	}
	return true
}

// meet finds the neighbours that the terms found in the sentence ask for.
func (s *search) meet() {
	s.want(true)
	s.follow(ofConditions)
	s.want(false)
	slices.SortFunc(s.neighbours, byPlace)
	s.neighbours = slices.Compact(s.neighbours)
}

func (s *search) want(wanted bool) {
	s.guards[ofConditions] = 0
	for _, o := range s.found {
		for _, r := range s.m.rules[o.entry] {
			s.wanted[r.list] = wanted
			s.guards[ofConditions] |= filterOf(symbol(r.list))
		}
	}
}

// follows reports whether a neighbour stands after the occurrence, near enough.
func (s *search) follows(o occurrence, r rule) bool {
	i, _ := slices.BinarySearchFunc(s.neighbours, neighbour{list: r.list, start: o.end}, byPlace)
	return i < len(s.neighbours) && s.neighbours[i].list == r.list && s.apart(o.end, s.neighbours[i].start, r)
}

// precedes reports whether a neighbour stands before the occurrence, near enough. Of those that begin before it, only
// a few can overlap it, for a pattern has at most maxWords words.
func (s *search) precedes(o occurrence, r rule) bool {
	i, _ := slices.BinarySearchFunc(s.neighbours, neighbour{list: r.list, start: o.start}, byPlace)
	for i--; i >= 0 && s.neighbours[i].list == r.list; i-- {
		n := s.neighbours[i]
		if n.end <= o.start && s.apart(n.end, o.start, r) {
			return true
		}
		if r.words > 0 && s.wordsBefore(o.start)-s.wordsBefore(n.start) >= r.words+maxWords {
			return false
		}
	}
	return false
}

// apart reports whether what ends at one place is near enough to what begins at another, the next word being 1 away.
func (s *search) apart(end, start int, r rule) bool {
	return r.words == 0 || s.wordsBefore(start)-s.wordsBefore(end) < r.words
}

// countWords counts the words of the sentence. It is done only where a neighbour may be near enough.
func (s *search) countWords() {
	n := 0
	for _, tok := range s.toks[s.from:s.end] {
		s.words = append(s.words, n)
		n += wordsIn(tok, s.src)
	}
	s.words = append(s.words, n)
}

// wordsIn returns how many words a token counts in a distance: each part of a hyphen compound is one; a clitic is part of
// the word that it hangs on, and a mark is none.
func wordsIn(tok text.Token, src string) int {
	if !tok.Is(text.Word) || tok.Is(text.Clitic) {
		return 0
	}
	if written := tok.Of(src); strings.IndexByte(written, '-') < 0 && strings.IndexByte(written, "\u2010"[0]) < 0 {
		return 1 // as nearly all; no other code point becomes a hyphen in the form
	}
	if form := tok.Form(src); isCompound(form) {
		return strings.Count(form, "-") + 1
	}
	return 1
}

// wordsBefore returns how many words of the sentence stand before a place.
func (s *search) wordsBefore(place int) int {
	if len(s.words) == 0 {
		s.countWords()
	}
	i := place/maxParts - s.from
	if place%maxParts == 0 {
		return s.words[i]
	}
	return min(s.words[i]+place%maxParts, s.words[i+1])
}
