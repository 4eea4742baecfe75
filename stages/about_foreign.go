package stages

import (
	"slices"
	"strings"

	"parallax/text"
)

// The people of third nations are of no side, whatever the config calls by the nouns for them.

// nationalities are the adjectives of nations that no ending tells.
var nationalities = map[string]bool{
	"us": true, "u.s.": true, "uk": true, "u.k.": true, "french": true, "dutch": true, "german": true, "germans": true, "thai": true, "thais": true, "greek": true, "greeks": true,
	"swiss": true, "czech": true, "filipino": true, "filipinos": true, "iraqi": true, "omani": true, "afghan": true, "kurd": true, "kurds": true, "welsh": true,
}

// isForeign reports whether token i names a nation by its adjective or people (Arvenian), or as a possessor (Albania's), and
// none of the sides.
func (s *scene) isForeign(i int) bool {
	form := s.form(i)
	switch {
	case i < 0 || !s.toks[i].Is(text.Capital) || len(s.mentionsAt(i)) > 0:
		return false
	case nationalities[form]:
		return i > s.sentence.From || form != "us"
	case s.deed(i).has(country):
		return s.form(i+1) == "'s"
	case i == s.sentence.From:
		return len(form) > 5 && (strings.HasSuffix(form, "ian") || strings.HasSuffix(form, "ians") || strings.HasSuffix(form, "ese"))
	}
	return len(form) > 4 && s.isDemonym(text.Range{From: i, To: i + 1})
}

// dropForeign takes away mentions by a common noun that belongs to a third nation: Arvenian soldiers.
func (s *scene) dropForeign(sentences []text.Sentence) {
	var foreign []int
	k := 0
	for _, m := range s.mentions {
		for k+1 < len(sentences) && sentences[k].To <= m.From {
			k++
		}
		s.sentence = sentences[k].Range
		if s.toks[m.From].Is(text.Capital) && m.From > s.sentence.From {
			continue
		}
		for i := m.From - 1; i >= max(s.sentence.From, m.From-3) && !s.endsPhrase(i) && len(s.mentionsAt(i)) == 0; i-- {
			if s.isForeign(i) {
				foreign = append(foreign, m.From)
				break
			}
		}
	}
	s.mentions = slices.DeleteFunc(s.mentions, func(m mention) bool { return slices.Contains(foreign, m.From) })
}

// compatriots are the nouns for people of third nations who mostly live or stay among those of a side, and died with them.
var compatriots = strings.Fields(`national nationals citizen citizens man men woman women child children boy girl teenager teenagers student students
	people family families relative relatives tourist tourists couple scholar`)

// outsider reports whether token i is the nation of one who acts for it, as a general, journalist or charity does, rather than of
// somebody who lived among a side.
func (s *scene) outsider(i int) bool {
	if !s.isForeign(i) || len(s.mentionsAt(i-1)) > 0 { // a Velian Arvenian is a Velian
		return false
	}
	i++
	if s.deed(i - 1).has(country) {
		i++ // Albania's general
	}
	return i < s.sentence.To && !s.endsPhrase(i) && s.toks[i].Is(text.Word) && !s.toks[i].Is(text.Capital) && s.class(i)&(auxiliary|past|adverb) == 0 &&
		!slices.Contains(compatriots, s.form(i))
}

// stranger reports whether the victims act for a third nation: "an Arvenian general was killed", "killed seven workers of an
// Arvenian charity".
func (s *scene) stranger() bool {
	use := s.use()
	if use == passive || use == suffering {
		i := s.at.From - 1
		for i > s.before().From && s.class(i).has(auxiliary|adverb|negative) {
			i--
		}
		for ; i >= max(s.before().From, s.at.From-10) && !s.endsPhrase(i); i-- {
			if s.outsider(i) {
				return true
			}
		}
		return false
	}
	i := s.right.From
	if use == noun {
		if s.form(i) != "of" {
			return false
		}
		i++
	}
	for ; i < min(s.right.To, s.at.To+10) && (!s.endsPhrase(i) || s.isQuantity(i) || s.form(i) == "of" || s.form(i) == "from"); i++ {
		if s.outsider(i) {
			return true
		}
	}
	return false
}

// byName reports whether a noun for a killing is of a person by name, who may be of the doer's own side: "the murder of Anna Tor
// by a Sorini guard".
func (s *scene) byName() bool {
	i := s.right.From
	if s.use() != noun || s.form(i) != "of" || i+1 >= s.right.To || !s.toks[i+1].Is(text.Capital) {
		return false
	}
	for i++; i < min(s.right.To, s.right.From+10); i++ {
		if s.form(i) == "by" {
			return true
		}
		if len(s.mentionsAt(i)) > 0 {
			return false
		}
	}
	return false
}

// isPeople reports whether the mention at a range only names people, so that it may stand beside those of third nations: "a
// Velian and an Arvenian were killed".
func (s *scene) isPeople(r text.Range) bool {
	return slices.ContainsFunc(s.in(r), func(m mention) bool { return m.role == named || m.role == part })
}
