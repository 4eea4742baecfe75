package stages

import (
	"cmp"
	"slices"
	"strings"

	"parallax/lexicons"
	"parallax/text"
)

// A mention is a place where a side is named.
type mention struct {
	text.Range
	side int
	role role
}

// A role is what the words next to a mention make of it.
type role int

const (
	named   role = iota // people, or anything else
	doer                // does harm: Sorini strikes, killed by Sorini, Sorin attacked
	target              // suffers it: strikes on Velia, Velia was bombed
	place               // in Velia
	former              // did harm before: since the Sorini strikes, in response to Sorini strikes
	aside               // from Velia, with Velia
	speaker             // only speaks: its words are in the attribution's source
	pair                // Sorin-Velia war, pro-Velian: says nothing of a side
)

// gather finds the mentions of a document and gives them their roles.
func (s *scene) gather(matches []lexicons.Match, sentences []text.Sentence, terms []Term) {
	for _, m := range matches {
		if side := s.sides[m.Entry]; side >= 0 {
			s.mentions = append(s.mentions, mention{Range: m.Range, side: side})
		}
	}
	slices.SortFunc(s.mentions, func(a, b mention) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To)) })
	kept := s.mentions[:0]
	for _, m := range s.mentions {
		if n := len(kept); n > 0 && kept[n-1].Overlaps(m.Range) {
			if kept[n-1].Range == m.Range && kept[n-1].side != m.side {
				kept[n-1].role = pair
			}
			continue // the longer name has swallowed it
		}
		kept = append(kept, m)
	}
	s.mentions = kept
	var sources []text.Range
	for _, a := range s.attributions {
		for _, r := range a.Source {
			if !slices.ContainsFunc(terms, func(t Term) bool { return s.entries[t.Entry].Referent == victim && r.Has(t.From) }) {
				sources = append(sources, r)
			}
		}
	}
	slices.SortFunc(sources, func(a, b text.Range) int { return cmp.Compare(a.From, b.From) })
	k := 0
	for i := range s.mentions {
		m := &s.mentions[i]
		for k+1 < len(sentences) && sentences[k].To <= m.From {
			k++
		}
		s.sentence = sentences[k].Range
		switch {
		case m.role == pair || s.isPair(m.From):
			m.role = pair
		case slices.ContainsFunc(sources, func(r text.Range) bool { return r.Has(m.From) }):
			m.role = speaker
		default:
			m.role = s.role(m.Range)
		}
	}
}

// isPair tells compounds that name a side without being about it: pro-Velian.
func (s *scene) isPair(i int) bool {
	form := s.form(i)
	return strings.HasPrefix(form, "pro-") || strings.HasPrefix(form, "anti-") || strings.HasPrefix(form, "non-")
}

// endsPhrase reports whether token i ends a noun phrase to its left.
func (s *scene) endsPhrase(i int) bool {
	if !s.sentence.Has(i) {
		return true
	}
	c := s.class(i)
	if c.has(comma | stop | colon | semicolon | dash | bracket | preposition | to | boundary | auxiliary | joiner | negative) {
		return s.form(i) != "'s" && s.form(i) != "'"
	}
	return c.has(past) && !s.deed(i).has(describing|attackNoun)
}

// role reads the words around a mention.
func (s *scene) role(m text.Range) role {
	for j := m.From; j < m.From+7 && !(j >= m.To && s.endsPhrase(j)); j++ {
		if j >= m.To && s.deed(j).has(dyingNoun|dyingVerb) {
			break
		}
		if s.deed(j).has(attackNoun) {
			switch {
			case s.isFormer(m.From):
				return former
			case j < m.To: // the name of an event that befell the side
				return target
			}
			return doer
		}
	}
	if s.deed(m.From).has(within | upon) {
		return place // the name brings its preposition along
	}
	if r := s.governed(m); r != named {
		return r
	}
	return s.argument(m)
}

// governed gives the role by the preposition before the mention's noun phrase.
func (s *scene) governed(m text.Range) role {
	ofs := false
	for i := m.From - 1; i >= max(s.sentence.From, m.From-7); i-- {
		c, d := s.class(i), s.deed(i)
		switch {
		case s.form(i) == "by":
			if s.isFormer(i) {
				return former
			}
			return doer
		case s.form(i) == "of":
			switch d := s.deed(i - 1); {
			case d.has(attackNoun|attackVerb) && !d.has(killingNoun):
				return target
			case d.has(killingNoun | dyingNoun):
				return named
			}
			ofs = true // "by members of the Velian army"
		case d.has(upon):
			return target
		case d.has(within):
			return place
		case d.has(apart):
			if ofs {
				return named
			}
			return aside
		case s.form(i) == "'s" || s.form(i) == "'":
			continue
		case d.has(attackVerb) && i == m.From-1, d.has(attackVerb) && s.class(i+1).has(article):
			return target
		case c.has(comma | stop | colon | semicolon | dash | bracket | boundary | auxiliary | joiner | to | subject), c.has(past) && !d.has(describing):
			return named
		}
	}
	return named
}

// isFormer reports whether what stands at token i is but the reason or the beginning of what the sentence tells: "since the
// attack", "in response to attacks by …".
func (s *scene) isFormer(i int) bool {
	for j := i - 1; j >= max(s.sentence.From, i-12); j-- {
		switch s.form(j) {
		case "since", "following":
			return true
		case "to", "for":
			switch s.form(j - 1) {
			case "response", "retaliation", "revenge", "reprisal", "reaction", "responded", "retribution", "responding":
				return true
			}
		}
		if c := s.class(j); c.has(comma|stop|semicolon|colon|dash|boundary|auxiliary) && s.form(j) != "after" && s.form(j) != "'s" {
			return false
		}
	}
	return false
}

// argument gives the role by the verb that the mention's noun phrase is the subject of.
func (s *scene) argument(m text.Range) role {
	i := m.To
	for n := 0; n < 3 && !s.endsPhrase(i) && !s.deed(i).has(attackVerb|helperVerb) && !s.class(i).has(article|numeral|possessive); n++ {
		i++
	}
	if s.class(i).has(comma) && s.class(i+1).has(boundary) {
		i++
	}
	if s.class(i).has(relativeWho) || s.form(i) == "that" || s.form(i) == "which" {
		i++
	}
	suffers := false
	for n := 0; n < 5 && s.sentence.Has(i) && s.class(i).has(auxiliary|adverb|negative); n++ {
		suffers = s.class(i).has(being)
		i++
	}
	switch d := s.deed(i); {
	case d.has(attackVerb) && suffers && s.class(i).has(past):
		return target
	case d.has(attackVerb) && s.sentence.Has(i):
		return doer
	case d.has(helperVerb):
		for j := i + 1; j < min(i+10, s.sentence.To); j++ {
			if s.class(j).has(stop | semicolon) {
				break
			}
			if s.deed(j).has(attackNoun | attackVerb) {
				return doer
			}
		}
	}
	return named
}
