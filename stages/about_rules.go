package stages

import "parallax/text"

// A sideRule looks in one place for the side that the term at hand is about; -1 where it sees none.
type sideRule struct {
	name string // what annotation shows as why
	side func(*scene) int
}

// rulesOf are the rules by referent and use, in the order of trust.
var rulesOf = map[string]map[use][]sideRule{
	victim: {
		passive:   {subjectRule, agentRule, circumstanceRule, frontedRule, nearestRule, speakerRule},
		suffering: {headRule, subjectRule, circumstanceRule, frontedRule, nearestRule, speakerRule},
		active:    {objectRule, doerRule, frontedRule, circumstanceRule, nearestRule, speakerRule},
		noun:      {ofRule, ownerRule, circumstanceRule, frontedRule, nearestRule, speakerRule},
	},
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
	nearestRule      = sideRule{"nearest", (*scene).nearest}
	speakerRule      = sideRule{"speaker", (*scene).speaker}
)

// in yields the mentions of a range.
func (s *scene) in(r text.Range) []mention {
	from, to := len(s.mentions), 0
	for i, m := range s.mentions {
		if r.From <= m.From && m.To <= r.To {
			from, to = min(from, i), i+1
		}
	}
	if from > to {
		return nil
	}
	return s.mentions[from:to]
}

// other is the side that one of two sides has against it.
func (s *scene) other(side int) int {
	if len(s.names) == 2 {
		return 1 - side
	}
	return -1
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
	ms := s.in(s.left)
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; (m.role == named || m.role == part || m.role == target && !m.former) && s.joined(m.To, s.at.From) {
			return m.side
		}
	}
	return -1
}

// joined reports whether no comma and no verb but helpers stands between two tokens.
func (s *scene) joined(from, to int) bool {
	for i := from; i < to; i++ {
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
	left := s.left
	if s.relative {
		left.From = s.sentence.From
	}
	ms := s.in(left)
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; (m.role == doer || m.role == target || m.role == place) && (!m.former || s.relative) {
			return s.suffers(m)
		}
	}
	return -1
}

// object is whom an active verb has after it: "killed forty Velians", "killed forty people in Velia".
func (s *scene) object() int {
	for _, m := range s.in(s.right) {
		if m.role == named || m.role == part || m.role == place || m.role == target {
			return m.side
		}
	}
	return -1
}

// doer is who stands before an active verb: "Sorin killed forty", "a Sorini strike that killed forty".
func (s *scene) doer() int {
	left := s.left
	if s.relative {
		left.From = s.sentence.From
	}
	ms := s.in(left)
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
	if s.form(s.right.From) != "of" && s.form(s.right.From) != "among" && s.form(s.at.To-1) != "of" {
		return -1
	}
	for _, m := range s.in(s.right) {
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

// nearest is the nearest mention of the sentence, whatever it does.
func (s *scene) nearest() int {
	best, side := reach, -1
	for _, m := range s.in(s.sentence) {
		if m.role == pair || m.role == speaker || m.role == aside || m.former {
			continue
		}
		if d := max(m.From-s.at.To, s.at.From-m.To); d < best {
			best, side = d, s.suffers(m)
		}
	}
	return side
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
