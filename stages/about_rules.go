package stages

import (
	"sort"

	"parallax/text"
)

// A sideRule looks in one place for the side that the term at hand is about.
type sideRule struct {
	name  string // what annotation shows as why
	side  func(*scene) sighting
	loose bool // holds only where no third country is the scene
}

// rulesOf are the rules by referent and use, in the order of trust.
var rulesOf = map[string]map[use][]sideRule{
	victim: {
		passive:   {subjectRule, agentRule, circumstanceRule, frontedRule, clauseRule, agreedRule, speakerRule},
		suffering: {headRule, subjectRule, circumstanceRule, frontedRule, clauseRule, agreedRule, speakerRule},
		active:    {objectRule, doerRule, frontedRule, circumstanceRule, clauseRule, agreedRule, speakerRule},
		noun:      {itselfRule, ofRule, ownerRule, circumstanceRule, frontedRule, clauseRule, agreedRule, speakerRule},
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
	subjectRule      = sideRule{"subject", (*scene).subject, false}               // forty Velians were killed
	headRule         = sideRule{"noun after it", (*scene).head, false}            // dead Velians
	agentRule        = sideRule{"other than the agent", (*scene).agent, true}     // killed by Velians
	circumstanceRule = sideRule{"circumstance", (*scene).circumstance, true}      // killed in Sorini strikes, in Velia
	frontedRule      = sideRule{"circumstance before it", (*scene).fronted, true} // in Velia, forty were killed
	objectRule       = sideRule{"object", (*scene).object, false}                 // killed forty Velians
	doerRule         = sideRule{"other than the subject", (*scene).doer, true}    // Sorin killed forty
	ofRule           = sideRule{"of", (*scene).of, false}                         // deaths of Velians
	ownerRule        = sideRule{"owner", (*scene).owner, false}                   // Velian deaths
	clauseRule       = sideRule{"all of its clause", (*scene).clause, true}
	agreedRule       = sideRule{"all of its sentence", (*scene).agreed, true}
	speakerRule      = sideRule{"source", (*scene).speaker, true}

	itselfRule = sideRule{"itself", (*scene).itself, false}
	holderRule = sideRule{"owner", (*scene).holder, false}
	byRule     = sideRule{"agent", (*scene).by, false}
	actorRule  = sideRule{"subject", (*scene).actor, false}
	befellRule = sideRule{"other than whom it befell", (*scene).befell, false}
	withinRule = sideRule{"place", (*scene).within, false}
)

// A sighting is a side, and the mention that told it.
type sighting struct {
	side int // -1 where none is told
	at   text.Range
}

var untold = sighting{side: -1}

// in are the mentions of a range.
func (s *scene) in(r text.Range) []mention {
	from := sort.Search(len(s.mentions), func(i int) bool { return s.mentions[i].From >= r.From })
	to := sort.Search(len(s.mentions), func(i int) bool { return s.mentions[i].To > r.To })
	return s.mentions[from:max(from, to)]
}

func own(m mention) sighting { return sighting{m.side, m.Range} }

func (s *scene) against(m mention) sighting { return s.opposed(own(m)) }

// opposed turns a side into the one against it: of two sides the other; where the config names more, the only other one
// that the sentence names.
func (s *scene) opposed(t sighting) sighting {
	if t.side < 0 {
		return untold
	}
	if len(s.names) == 2 {
		return sighting{1 - t.side, t.at}
	}
	against := sighting{-1, t.at}
	for _, m := range s.in(s.sentence) {
		if m.side == t.side {
			continue
		}
		if against.side >= 0 && against.side != m.side {
			return untold
		}
		against.side = m.side
	}
	return against
}

// suffers is the side that suffers by what a mention's role says.
func (s *scene) suffers(m mention) sighting {
	switch m.role {
	case doer:
		return s.against(m)
	case target, place, named, part:
		return own(m)
	}
	return untold
}
