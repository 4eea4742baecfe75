package stages

import (
	"slices"
	"sort"

	"parallax/text"
)

// A sideRule looks in one place for the side that the term at hand is about; -1 where it sees none.
type sideRule struct {
	name string // what annotation shows as why
	side func(*scene) int
}

// rulesOf are the rules by referent and use, in the order of trust.
var rulesOf = map[string]map[use][]sideRule{
	victim: {
		passive:   {subjectRule, agentRule, circumstanceRule, frontedRule, clauseRule, agreedRule, speakerRule},
		suffering: {headRule, subjectRule, circumstanceRule, frontedRule, clauseRule, agreedRule, speakerRule},
		active:    {objectRule, doerRule, frontedRule, circumstanceRule, clauseRule, agreedRule, speakerRule},
		noun:      {ofRule, ownerRule, circumstanceRule, frontedRule, clauseRule, agreedRule, speakerRule},
	},
	actor: {
		passive:   {itselfRule, byRule, befellRule},
		suffering: {itselfRule, holderRule},
		active:    {itselfRule, actorRule, befellRule},
		noun:      {itselfRule, holderRule, byRule, befellRule, withinRule},
	},
	thing: thingRules,
	"":    thingRules,
}

// thingRules hold for any use: whose the thing is, or where.
var thingRules = map[use][]sideRule{
	passive:   {itselfRule, holderRule, withinRule},
	suffering: {itselfRule, holderRule, headRule, withinRule},
	active:    {itselfRule, holderRule, withinRule},
	noun:      {itselfRule, holderRule, withinRule},
}

var (
	subjectRule      = sideRule{"subject", (*scene).subject}
	headRule         = sideRule{"head", (*scene).head}
	agentRule        = sideRule{"agent", (*scene).agent}
	circumstanceRule = sideRule{"circumstance", (*scene).circumstance}
	frontedRule      = sideRule{"fronted", (*scene).fronted}
	objectRule       = sideRule{"object", (*scene).object}
	doerRule         = sideRule{"doer", (*scene).doer}
	ofRule           = sideRule{"of", (*scene).of}
	ownerRule        = sideRule{"owner", (*scene).owner}
	clauseRule       = sideRule{"clause", (*scene).clause}
	agreedRule       = sideRule{"agreed", (*scene).agreed}
	speakerRule      = sideRule{"speaker", (*scene).speaker}

	itselfRule = sideRule{"itself", (*scene).itself}
	holderRule = sideRule{"owner", (*scene).holder}
	byRule     = sideRule{"agent", (*scene).by}
	actorRule  = sideRule{"subject", (*scene).actor}
	befellRule = sideRule{"object", (*scene).befell}
	withinRule = sideRule{"place", (*scene).within}
)

// in yields the mentions of a range.
func (s *scene) in(r text.Range) []mention {
	from := sort.Search(len(s.mentions), func(i int) bool { return s.mentions[i].From >= r.From })
	to := sort.Search(len(s.mentions), func(i int) bool { return s.mentions[i].To > r.To })
	return s.mentions[from:max(from, to)]
}

// other is the side that one of two sides has against it; where the config names more, the only other one that the sentence
// names.
func (s *scene) other(side int) int {
	if side < 0 {
		return -1
	}
	if len(s.names) == 2 {
		return 1 - side
	}
	against := -1
	for _, m := range s.in(s.sentence) {
		if m.side == side {
			continue
		}
		if against >= 0 && against != m.side {
			return -1
		}
		against = m.side
	}
	return against
}

// suffers is the side that suffers by what a mention's role says; -1 where it says nothing.
func (s *scene) suffers(m mention) int {
	switch m.role {
	case doer:
		return s.other(m.side)
	case target, place, named, part:
		return m.side
	}
	return -1
}

// subject is who stands before the verb: "forty Velians were killed".
func (s *scene) subject() int {
	ms := s.in(s.before())
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; (m.role == named || m.role == part || m.role == target && !m.former) && s.joined(m.To, s.at.From) {
			return m.side
		}
	}
	return -1
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
func (s *scene) head() int {
	for _, m := range s.in(s.right) {
		if m.From-s.at.To < 2 && !s.endsPhrase(s.at.To) {
			return m.side
		}
	}
	return -1
}

// agent is who did it: "killed by Velians".
func (s *scene) agent() int {
	for i := s.right.From; i < s.right.To && i < s.right.From+4; i++ {
		if s.form(i) != "by" {
			continue
		}
		for _, m := range s.in(text.Range{From: i, To: s.right.To}) {
			if m.role == doer {
				return s.other(m.side)
			}
		}
	}
	return -1
}

// circumstance is the first deed or place after the term: "killed in Sorini strikes on Velia".
func (s *scene) circumstance() int {
	for _, m := range s.in(s.right) {
		if (m.role == doer || m.role == target || m.role == place) && !m.former {
			return s.suffers(m)
		}
	}
	return -1
}

// fronted is the last deed or place before it: "in Velia, forty people were killed".
func (s *scene) fronted() int {
	ms := s.in(s.before())
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; (m.role == doer || m.role == target || m.role == place) && (!m.former || s.relative) {
			return s.suffers(m)
		}
	}
	return -1
}

// itself is the side that the term names.
func (s *scene) itself() int {
	for _, m := range s.mentions {
		if m.Overlaps(s.at.Range) && m.role != pair {
			return m.side
		}
	}
	return -1
}

// holder is whose a noun is: "Velian gunmen", "Sorin's strikes", "the strikes of Sorin".
func (s *scene) holder() int {
	if ms := s.in(text.Range{From: s.sentence.From, To: s.at.From}); len(ms) > 0 {
		m := ms[len(ms)-1]
		for i := m.To; i <= s.at.From && m.role != pair; i++ {
			if i == s.at.From {
				return m.side
			}
			if i > m.To+2 || s.endsPhrase(i) {
				break
			}
		}
	}
	if s.form(s.at.To) == "of" {
		for _, m := range s.in(text.Range{From: s.at.To, To: min(s.at.To+5, s.sentence.To)}) {
			if s.deed(s.at.To - 1).has(attackNoun | killingNoun) {
				return s.other(m.side)
			}
			return m.side
		}
	}
	return -1
}

// by is who did it: "attacked by Velians".
func (s *scene) by() int { return s.other(s.agent()) }

// actor is who stands before an active verb: "Velians attacked".
func (s *scene) actor() int { return s.other(s.doer()) }

// befell is the other side of whom it befell: "attacks on Sorin", "Sorin was attacked", "shelled Sorin".
func (s *scene) befell() int {
	if !s.deed(s.at.To - 1).has(attackNoun | attackVerb | killingNoun) {
		return -1
	}
	if s.use() == passive {
		return s.other(s.subject())
	}
	for _, m := range s.in(text.Range{From: s.at.To, To: min(s.at.To+8, s.right.To)}) {
		if m.role != speaker && m.role != pair && m.role != aside {
			return s.other(s.suffers(m))
		}
	}
	return -1
}

// within is where a thing is: "gunmen in Velia".
func (s *scene) within() int {
	if !s.deed(s.at.To).has(within) {
		return -1
	}
	for _, m := range s.in(text.Range{From: s.at.To, To: min(s.at.To+6, s.right.To)}) {
		if m.role == place {
			return m.side
		}
	}
	return -1
}

// object is whom an active verb has after it: "killed forty Velians", "killed forty people in Velia".
func (s *scene) object() int {
	if s.form(s.at.From) == "dead" { // left nine Velians dead
		if ms := s.in(s.left); len(ms) > 0 && s.at.From-ms[len(ms)-1].To < 2 {
			return ms[len(ms)-1].side
		}
	}
	for _, m := range s.in(s.right) {
		if m.role == named || m.role == part || m.role == place || m.role == target {
			return m.side
		}
	}
	return -1
}

// doer is who stands before an active verb: "Sorin killed forty", "a Sorini strike that killed forty".
func (s *scene) doer() int {
	ms := s.in(s.before())
	for i := len(ms) - 1; i >= 0; i-- {
		m := ms[i]
		if m.former && !s.relative {
			continue
		}
		switch m.role {
		case doer, named:
			return s.other(m.side)
		case target:
			return m.side
		}
	}
	for i := s.at.From - 1; i > s.at.From-4 && i >= s.left.From; i-- {
		switch s.form(i) {
		case "it", "they", "we": // "the army says that it killed forty"
			if side := s.speaker(); side >= 0 {
				return s.other(side)
			}
		}
	}
	return -1
}

// of is whom a noun has after it: "the death of forty Velians".
func (s *scene) of() int {
	switch s.form(s.right.From) {
	case "of", "among", "amongst", "for", "by":
	default:
		if s.form(s.at.To-1) != "of" {
			return -1
		}
	}
	for _, m := range s.in(s.right) {
		if m.role == aside {
			return m.side // the toll for Velians
		}
		return s.suffers(m)
	}
	return -1
}

// owner is whom the noun belongs to: "Velian deaths", "Velia's dead"; a killing is that of who did it.
func (s *scene) owner() int {
	ms := s.in(s.left)
	if len(ms) == 0 {
		return -1
	}
	m := ms[len(ms)-1]
	if s.at.From-m.To > 3 || m.role == pair || m.role == speaker {
		return -1
	}
	for i := m.To; i < s.at.From; i++ {
		if s.endsPhrase(i) {
			return -1
		}
	}
	if s.deed(s.at.From).has(killingNoun) {
		return s.other(m.side)
	}
	return m.side
}

// agreed is the one side to which all that the sentence names points.
func (s *scene) agreed() int {
	if s.foreign() {
		return -1
	}
	return s.pointed(s.sentence)
}

// foreign reports whether people of a third nation stand next to the term: "killed an Arvenian general".
func (s *scene) foreign() bool {
	for i := max(s.sentence.From, s.at.From-5); i < min(s.at.To+5, s.sentence.To); i++ {
		if s.toks[i].Is(text.Capital) && i > s.sentence.From && s.isDemonym(text.Range{From: i, To: i + 1}) && len(s.form(i)) > 4 &&
			!slices.ContainsFunc(s.in(s.sentence), func(m mention) bool { return m.Has(i) }) {
			return true
		}
	}
	return false
}

// pointed is the one side to which all mentions of a range point.
func (s *scene) pointed(r text.Range) int {
	side := -1
	for _, m := range s.in(r) {
		if m.role == pair || m.role == speaker || m.role == aside || m.former {
			continue
		}
		points := s.suffers(m)
		if side >= 0 && side != points {
			return -1
		}
		side = points
	}
	return side
}

// clause is the one side to which all that the clause names points.
func (s *scene) clause() int {
	if s.foreign() {
		return -1
	}
	return s.pointed(text.Range{From: s.left.From, To: s.right.To})
}

// speaker is the side of the source: those who count deaths mostly count their own.
func (s *scene) speaker() int {
	side := -1
	for _, m := range s.in(s.sentence) {
		if m.role == speaker {
			if side >= 0 && side != m.side {
				return -1
			}
			side = m.side
		}
	}
	return side
}

// carried is the side of victims that the text before sentence k leads to expect, where the sentence itself names nobody:
// "The strike hit Lomar. Nine were killed." It looks back two sentences of the same paragraph, one where the paragraph begins with
// k, and from the first paragraph to the headline.
func (s *scene) carried(sentences []text.Sentence, k, body int) (why string, side int) {
	for j := k - 1; j >= max(0, k-2); j-- {
		headline := s.toks[sentences[j].From].Start < body
		if !headline && j < k-1 && sentences[j].Paragraph != sentences[k].Paragraph {
			break
		}
		if why, side = "carried", s.expected(j, sentences[j].Range); headline {
			why = "headline"
		}
		if side >= 0 {
			return why, side
		}
	}
	return "", -1
}

// expected is the one side whose victims a sentence tells of, else to which all its deeds and places point.
func (s *scene) expected(k int, sentence text.Range) int {
	side := -1
	agree := func(other int) bool {
		if side < 0 {
			side = other
		}
		return side == other
	}
	for _, t := range s.told {
		if t.sentence == k && !agree(t.side) {
			return -1
		}
	}
	if side >= 0 {
		return side
	}
	for _, m := range s.in(sentence) {
		if points := s.suffers(m); (m.role == doer || m.role == target || m.role == place) && points >= 0 && !agree(points) {
			return -1
		}
	}
	return side
}
