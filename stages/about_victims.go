package stages

import (
	"slices"
	"sort"

	"parallax/text"
)

// The rules for words about those whom something befell, in the order of the table.

// subject is who stands before the verb: "forty Velians were killed".
func (s *scene) subject() sighting {
	ms := s.in(s.before())
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; (m.role == named || m.role == part || m.role == target && !m.former) && s.joined(m.To, s.at.From) {
			return own(m)
		}
	}
	return untold
}

// before is where the subject of the term stands: before a relative pronoun too.
func (s *scene) before() text.Range {
	if s.relative {
		return text.Range{From: s.sentence.From, To: s.at.From}
	}
	return s.left
}

// joined reports whether no verb but helpers stands between two tokens, and no comma but in pairs: "nine Velians, aged 20 to
// 26, were".
func (s *scene) joined(from, to int) bool {
	for i := from; i < to; i++ {
		if s.class(i).has(comma) {
			j := i + 1
			for ; j < to && !s.class(j).has(comma); j++ {
			}
			if j < to && !slices.ContainsFunc(s.in(text.Range{From: i, To: j}), func(m mention) bool { return m.role == doer }) {
				i = j
				continue
			}
		}
		if c := s.class(i); c.has(comma|bracket) || c.has(past) && !s.deed(i).has(describing|bridging) {
			return false
		}
	}
	return true
}

// head is the noun after an adjective: "dead Velians".
func (s *scene) head() sighting {
	for _, m := range s.in(s.right) {
		if m.From-s.at.To < 2 && !s.endsPhrase(s.at.To) {
			return own(m)
		}
	}
	return untold
}

// agent is who did it: "killed by Velians".
func (s *scene) agent() sighting {
	for i := s.right.From; i < s.right.To && i < s.right.From+4; i++ {
		if s.form(i) != "by" {
			continue
		}
		for _, m := range s.in(text.Range{From: i, To: s.right.To}) {
			if m.role == doer {
				return s.against(m)
			}
		}
	}
	return untold
}

// circumstance is the first deed or place after the term: "killed in Sorini strikes on Velia".
func (s *scene) circumstance() sighting {
	for _, m := range s.in(s.right) {
		if (m.role == doer || m.role == target || m.role == place) && !m.former {
			return s.suffers(m)
		}
	}
	return untold
}

// fronted is the last deed or place before it: "in Velia, forty people were killed".
func (s *scene) fronted() sighting {
	ms := s.in(s.before())
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; (m.role == doer || m.role == target || m.role == place) && (!m.former || s.relative) {
			return s.suffers(m)
		}
	}
	return untold
}

// nextVerb reports whether a second verb begins between the term and a token: "killed nine and took hostages".
func (s *scene) nextVerb(to int) bool {
	for i := s.at.To + 1; i < to; i++ {
		if s.class(i-1).has(joiner) && s.class(i).has(participle|past) && !s.deed(i).has(describing|bridging) {
			return true
		}
	}
	return false
}

// object is whom an active verb has after it: "killed forty Velians", "killed forty people in Velia".
func (s *scene) object() sighting {
	if s.form(s.at.From) == "dead" { // left nine Velians dead
		if ms := s.in(s.left); len(ms) > 0 && s.at.From-ms[len(ms)-1].To < 2 {
			return own(ms[len(ms)-1])
		}
	}
	for _, m := range s.in(s.right) {
		if s.nextVerb(m.From) {
			break
		}
		if m.role == named || m.role == part || m.role == place || m.role == target {
			return own(m)
		}
	}
	return untold
}

// doer is who stands before an active verb: "Sorin killed forty", "a Sorini strike that killed forty".
func (s *scene) doer() sighting {
	ms := s.in(s.before())
	for i := len(ms) - 1; i >= 0; i-- {
		m := ms[i]
		if m.former && !s.relative {
			continue
		}
		switch m.role {
		case doer, named:
			return s.against(m)
		case target:
			return own(m)
		}
	}
	for i := s.at.From - 1; i > s.at.From-4 && i >= s.left.From; i-- {
		switch s.form(i) {
		case "it", "they", "we": // "the army says that it killed forty"
			if t := s.speaker(); t.side >= 0 {
				return s.opposed(t)
			}
		}
	}
	return untold
}

// of is whom a noun has after it: "the death of forty Velians".
func (s *scene) of() sighting {
	switch s.form(s.right.From) {
	case "of", "among", "amongst", "for", "by":
	default:
		if s.form(s.at.To-1) != "of" {
			return untold
		}
	}
	ms := s.in(text.Range{From: s.right.From, To: min(s.right.To, s.right.From+10)})
	switch {
	case len(ms) == 0:
		return untold
	case ms[0].role == aside:
		return own(ms[0]) // the toll for Velians
	}
	return s.suffers(ms[0])
}

// owner is whom the noun belongs to: "Velian deaths", "Velia's dead"; a killing is that of who did it, unless
// it has the name of a place.
func (s *scene) owner() sighting {
	ms := s.in(s.left)
	if len(ms) == 0 {
		return untold
	}
	m := ms[len(ms)-1]
	if s.at.From-m.To > 3 || m.role == pair || m.role == speaker {
		return untold
	}
	for i := m.To; i < s.at.From; i++ {
		if s.endsPhrase(i) {
			return untold
		}
	}
	if s.deed(s.at.From).has(killingNoun) && !(m.To == s.at.From && s.isPlace(m.Range)) && !slices.ContainsFunc(s.toks[m.From:s.at.From], func(t text.Token) bool { return deeds.Of(s.src, t).has(hitNoun) }) {
		return s.against(m)
	}
	return own(m)
}

// agreed is the one side to which all that the sentence names points.
func (s *scene) agreed() sighting {
	if s.foreign() {
		return untold
	}
	all := s.pointed(s.sentence)
	if all.side >= 0 && !slices.ContainsFunc(s.in(s.sentence), func(m mention) bool {
		return (m.role == doer || m.role == target || m.role == place) && !m.former
	}) {
		return untold
	}
	return all
}

// abroad reports whether a third country is the scene of the term's clause: "killed forty people in Arvenia".
func (s *scene) abroad() bool {
	for i := max(s.left.From, s.at.From-12); i < min(s.at.To+12, s.right.To); i++ {
		if !s.deed(i).has(country) || len(s.mentionsAt(i)) > 0 {
			continue
		}
		j := i - 1
		for s.deed(j).has(direction) {
			j--
		}
		if locative[s.form(j)] {
			return true
		}
	}
	return false
}

// mentionsAt is the mention that holds a token, if there is one.
func (s *scene) mentionsAt(i int) []mention {
	at := sort.Search(len(s.mentions), func(k int) bool { return s.mentions[k].To > i })
	if at < len(s.mentions) && s.mentions[at].Has(i) {
		return s.mentions[at : at+1]
	}
	return nil
}

// foreign reports whether people of a third nation stand next to the term: "killed an Arvenian general".
func (s *scene) foreign() bool {
	for i := max(s.sentence.From, s.at.From-5); i < min(s.at.To+5, s.sentence.To); i++ {
		if s.toks[i].Is(text.Capital) && i > s.sentence.From && s.isDemonym(text.Range{From: i, To: i + 1}) && len(s.form(i)) > 4 &&
			len(s.mentionsAt(i)) == 0 {
			return true
		}
	}
	return false
}

// pointed is the one side to which all mentions of a range point.
func (s *scene) pointed(r text.Range) sighting {
	all := untold
	for _, m := range s.in(r) {
		if m.role == pair || m.role == speaker || m.role == aside || m.former {
			continue
		}
		points := s.suffers(m)
		if all.side >= 0 && all.side != points.side {
			return untold
		}
		all = points
	}
	return all
}

// clause is the one side to which all that the clause names points.
func (s *scene) clause() sighting {
	if s.foreign() {
		return untold
	}
	return s.pointed(text.Range{From: s.left.From, To: s.right.To})
}

// speaker is the side of the source: those who count deaths mostly count their own.
func (s *scene) speaker() sighting {
	all := untold
	for _, m := range s.in(s.sentence) {
		if m.role == speaker {
			if all.side >= 0 && all.side != m.side {
				return untold
			}
			all = own(m)
		}
	}
	return all
}
