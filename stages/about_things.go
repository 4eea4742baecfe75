package stages

import (
	"sort"

	"parallax/text"
)

// The rules for words about those who act, and about things.

// itself is the side that the term names.
func (s *scene) itself() sighting {
	i := sort.Search(len(s.mentions), func(i int) bool { return s.mentions[i].To > s.at.From })
	if i < len(s.mentions) && s.mentions[i].From < s.at.To && s.mentions[i].role != pair {
		return own(s.mentions[i])
	}
	return untold
}

// holder is whose a noun is: "Velian gunmen", "Sorin's strikes", "the strikes of Sorin".
func (s *scene) holder() sighting {
	if ms := s.in(text.Range{From: s.sentence.From, To: s.at.From}); len(ms) > 0 {
		m := ms[len(ms)-1]
		for i := m.To; i <= s.at.From && m.role != pair; i++ {
			if i == s.at.From {
				return own(m)
			}
			if i > m.To+2 || s.endsPhrase(i) {
				break
			}
		}
	}
	if s.form(s.at.To) == "of" {
		ms := s.in(text.Range{From: s.at.To, To: min(s.at.To+5, s.sentence.To)})
		switch {
		case len(ms) == 0:
		case s.deed(s.at.To - 1).has(attackNoun | killingNoun):
			return s.against(ms[0])
		default:
			return own(ms[0])
		}
	}
	return untold
}

// by is who did it: "attacked by Velians".
func (s *scene) by() sighting { return s.opposed(s.agent()) }

// actor is who stands before an active verb: "Velians attacked".
func (s *scene) actor() sighting { return s.opposed(s.doer()) }

// befell is the other side of whom it befell: "attacks on Sorin", "Sorin was attacked", "shelled Sorin".
func (s *scene) befell() sighting {
	if !s.deed(s.at.To - 1).has(attackNoun | attackVerb | killingNoun) {
		return untold
	}
	if s.use() == passive {
		return s.opposed(s.subject())
	}
	for _, m := range s.in(text.Range{From: s.at.To, To: min(s.at.To+8, s.right.To)}) {
		if m.role != speaker && m.role != pair && m.role != aside {
			return s.opposed(s.suffers(m))
		}
	}
	return untold
}

// within is where a thing is: "gunmen in Velia".
func (s *scene) within() sighting {
	if !s.deed(s.at.To).has(within) {
		return untold
	}
	for _, m := range s.in(text.Range{From: s.at.To, To: min(s.at.To+6, s.right.To)}) {
		if m.role == place {
			return own(m)
		}
	}
	return untold
}
