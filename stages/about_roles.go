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
	side   int
	role   role
	former bool // as the reason or the beginning of what is told: since the Sorini strikes, in response to them
}

// A role is what the words next to a mention make of it.
type role int

const (
	named   role = iota // people, or anything else
	doer                // does harm: Sorini strikes, killed by Sorini, Sorin attacked
	target              // suffers it: strikes on Velia, Velia was bombed
	place               // in Velia
	part                // of Velia, where no place or deed comes before: members of the Free Velia Front
	aside               // from Velia, with Velia
	speaker             // only speaks: its words are in the attribution's source
	pair                // Sorin-Velia war, Sorin and Velia, pro-Velian: says nothing of a side
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
	for i := 1; i < len(kept); i++ {
		if a, b := &kept[i-1], &kept[i]; a.side != b.side && b.From-a.To <= 2 && (s.form(a.To) == "and" || s.form(a.To) == "or") {
			a.role, b.role = pair, pair
		}
	}
	s.mentions = kept
	s.dropForeign(sentences)
	s.findPlaces(sentences)
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
			m.role, m.former = s.role(m.Range)
		}
	}
}

// findPlaces notes the names that stand alone after "in" somewhere in the document: an attack that bears such a name is one
// on the place, as "the Lomar strike".
func (s *scene) findPlaces(sentences []text.Sentence) {
	k := 0
	for _, m := range s.mentions {
		for k+1 < len(sentences) && sentences[k].To <= m.From {
			k++
		}
		s.sentence = sentences[k].Range
		i := m.From - 1
		for s.deed(i).has(direction) || s.class(i).has(article) {
			i--
		}
		if s.sentence.Has(i) && locative[s.form(i)] && s.endsPhrase(m.To) && s.form(m.To) != "'s" {
			s.places = append(s.places, s.toks[m.From].Type)
		}
	}
}

// locative are the prepositions that only places follow without more ado.
var locative = map[string]bool{"in": true, "into": true, "inside": true, "across": true, "throughout": true, "outside": true}

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
func (s *scene) role(m text.Range) (r role, former bool) {
	onPlace := false
	for j := m.From; j < m.From+7 && !(j >= m.To && s.endsPhrase(j)); j++ {
		switch d := s.deed(j); {
		case j >= m.To && d.has(dyingNoun|dyingVerb):
			j = m.From + 7
		case j >= m.To && d.has(mouthpiece):
			return speaker, false
		case j >= m.To && d.has(hitNoun):
			onPlace = !s.isDemonym(m)
		case d.has(attackNoun) && (j < m.To || onPlace || slices.Contains(s.places, s.toks[m.From].Type) && !s.isOwner(m) || j == m.To && d.has(killingNoun) && s.isPlace(m)):
			return target, s.isFormer(m.From) // also the name of an event that befell the side
		case d.has(attackNoun):
			return doer, s.isFormer(m.From)
		}
	}
	if s.deed(m.From).has(within | upon) {
		return place, s.isFormer(m.From) // the name brings its preposition along
	}
	if r, at := s.governed(m); r != named {
		return r, s.isFormer(at)
	}
	return s.argument(m), false
}

// isOwner reports whether a mention is a possessive: Sorin's.
func (s *scene) isOwner(m text.Range) bool {
	return s.form(m.To) == "'s" || s.form(m.To) == "'" || strings.HasSuffix(s.form(m.To-1), "'s")
}

// isPlace tells the names of places, as in "the Lomar massacre", from those of peoples, groups and people, who did what they own:
// what stands alone after "in" elsewhere in the document, and else each name that is neither possessive, a demonym, an
// abbreviation nor has a word for an armed group in it.
func (s *scene) isPlace(m text.Range) bool {
	if s.isOwner(m) {
		return false
	}
	if slices.Contains(s.places, s.toks[m.From].Type) {
		return true
	}
	for i := m.From; i < m.To; i++ {
		if t := s.toks[i]; slices.Contains(forces, s.form(i)) || t.End-t.Start > 1 && s.src[t.Start:t.End] == strings.ToUpper(s.src[t.Start:t.End]) {
			return false
		}
	}
	return s.toks[m.From].Is(text.Capital) && (!s.isDemonym(m) || strings.ContainsAny(s.form(m.From), "'’"))
}

// isDemonym tells the adjectives and names of peoples from those of places and groups, by their endings.
func (s *scene) isDemonym(m text.Range) bool {
	form := s.form(m.From)
	for _, end := range []string{"i", "is", "an", "ans", "ese", "ish"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

// governed gives the role by what stands before the mention's noun phrase, and where that is.
func (s *scene) governed(m text.Range) (role, int) {
	otherwise, opened := named, false
	for i := m.From - 1; i >= max(s.sentence.From, m.From-8); i-- {
		c, d := s.class(i), s.deed(i)
		switch {
		case s.isQuantity(i):
		case s.form(i) == "by":
			switch s.form(i - 1) {
			case "run", "ruled", "controlled", "governed", "held", "led", "backed", "classed", "designated", "presumed", "believed", "reported", "confirmed", "estimated", "thought", "feared", "condemned", "proscribed":
				return aside, i
			}
			return doer, i
		case s.form(i) == "of":
			switch d := s.deed(i - 1); {
			case d.has(attackNoun|attackVerb) && !d.has(killingNoun):
				return target, i
			case d.has(killingNoun | dyingNoun):
				return named, i
			}
			otherwise, opened = part, false // "by members of the Velian army"
			continue
		case d.has(upon):
			return target, i
		case d.has(within):
			return place, i
		case d.has(apart):
			if otherwise == part || s.class(m.From-1).has(participle) {
				return otherwise, i
			}
			return aside, i
		case s.form(i) == "'s" || s.form(i) == "'":
		case d.has(attackVerb) && (i == m.From-1 || s.class(i+1).has(article) || c.has(past|participle)) && !s.class(i-1).has(being):
			return target, i
		case c.has(past) && i == m.From-1 && !d.has(describing|bridging) && s.deed(i)&attackNoun == 0 && s.toks[m.From].Is(text.Capital):
			return place, i // visited Velia
		case c.has(comma | stop | colon | semicolon | dash | bracket | boundary | auxiliary | joiner | to | subject), c.has(past) && !d.has(describing):
			return otherwise, i
		case opened && !c.has(numeral|article|adverb|past):
			return otherwise, i // another phrase: "to date 40 Velians"
		}
		opened = opened || c.has(article|numeral|possessive) && s.form(i) != "'s" && s.form(i) != "'"
	}
	return otherwise, m.From
}

// isQuantity tells "around 40" and "at least 40", which open a noun phrase, from prepositions.
func (s *scene) isQuantity(i int) bool {
	switch s.form(i) {
	case "around", "over", "about", "under", "between":
		return s.class(i + 1).has(numeral)
	case "at":
		return s.form(i+1) == "least" || s.form(i+1) == "most"
	case "least", "more", "fewer", "less", "than", "nearly", "almost", "up":
		return true
	case "to":
		return s.form(i-1) == "up"
	}
	return false
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
