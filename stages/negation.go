package stages

import (
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// The concepts of the lexicon negation.
const (
	negator = "negator"
	pseudo  = "pseudo" // looks like a negation and is none: "not only", "no longer"
)

// negations finds cues that reverse a proposition and what they bear on, by the rules of ConText (Harkema
// et al. 2009): the longest cue wins, a pseudo-cue silences the cues inside it, and the scope runs from the
// cue to the end of its clause.
func negations(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match]) *pipeline.Layer[[]Negation] {
	entries := m.Entries()
	words := areWords(entries)
	const (
		other = iota
		reverses
		silences // terms that carry their negation within: pseudo-cues, and hedges such as "not clear"
	)
	roles := make([]uint8, len(entries))
	for i, e := range entries {
		switch {
		case e.Lexicon == negationLexicon && e.Concept == negator:
			roles[i] = reverses
		case e.Lexicon == negationLexicon && e.Concept == pseudo, e.Lexicon == hedgesLexicon:
			roles[i] = silences
		}
	}
	var spare room[Negation]
	return &pipeline.Layer[[]Negation]{
		Name:     "negations",
		Doc:      "cues that reverse a proposition, with their scope",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, matches},
		Run: func(d *pipeline.Document) ([]Negation, error) {
			all := matches.Of(d)
			found := spare.take(16)
			view := lookAround(d)
			for i, match := range all {
				if roles[match.Entry] != reverses || overlapped(all, i, func(o lexicons.Match) bool {
					return roles[o.Entry] != other && o.Len() > match.Len()
				}) {
					continue
				}
				view.turnTo(match.Range)
				if view.inCompound(words[match.Entry]) || view.reports() {
					continue
				}
				found = append(found, Negation{Range: match.Range, Rule: entries[match.Entry].Term})
			}
			for i := range found {
				next := len(view.toks)
				if i+1 < len(found) {
					next = found[i+1].From
				}
				view.turnTo(found[i].Range)
				found[i].Scope = view.negated(next)
			}
			return found, nil
		},
		Release: spare.put,
	}
}

// NegationScope returns what a cue reverses that was not found but given; next is the token of the negation after it, or
// that after the last. The document's pipeline must hold the layer Negations.
func (l *Layers) NegationScope(d *pipeline.Document, cue text.Range, next int) text.Range {
	view := lookAround(d)
	view.turnTo(cue)
	return view.negated(next)
}

// reports tells a verb of denial that takes a clause: "denied that he knew" attributes what it denies, and
// the attribution says so.
func (v *surroundings) reports() bool {
	switch v.before(0) {
	case "deny", "denies", "denied", "denying":
		return v.after(1) == "that"
	}
	return false
}

// overlapped reports whether a match shares tokens with another that the test accepts. Matches are in order
// of position and short, so that only near ones can.
func overlapped(all []lexicons.Match, i int, test func(lexicons.Match) bool) bool {
	const longest = 12 // tokens of a term
	m := all[i]
	for k := i - 1; k >= 0 && all[k].From > m.From-longest; k-- {
		if all[k].Overlaps(m.Range) && test(all[k]) {
			return true
		}
	}
	for k := i + 1; k < len(all) && all[k].From < m.To; k++ {
		if test(all[k]) {
			return true
		}
	}
	return false
}

// negated returns the scope of a negation: what follows in its clause, to the next cue of negation at most.
// In a passive ("was not found") the subject is part of it. What is set against something else ("Ann, not
// Ben, came") ends with its comma.
func (v *surroundings) negated(next int) text.Range {
	scope := text.Range{From: v.at.To, To: max(v.at.To, min(v.clauseEnd(), next))}
	switch {
	case v.isPassive():
		scope.From = v.clauseStart()
	case v.beforeIs(1, comma|joiner), v.fronts():
		for i := scope.From; i < scope.To; i++ {
			if v.edge(i) == softEdge {
				scope.To = i
			}
		}
	}
	for scope.To > scope.From && v.is(scope.To-1, joiner|comma) {
		scope.To--
	}
	return scope
}

// fronts reports whether the cue belongs to what a comma divides from the main clause: "while not seeking a sale, the board", and
// to a verb of denial: "while he denied it, the board".
func (v *surroundings) fronts() bool {
	if isOneOf(v.before(0), "deny", "denies", "denied", "denying") {
		return true
	}
	return isOneOf(v.before(1), "while", "although", "though", "if", "when") && v.afterIs(1, participle|past)
}
