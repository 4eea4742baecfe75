package stages

import (
	"strings"

	"parallax/text"
)

// Rulings on seeming, believing, likelihood and evidence.

// isPossible tells "possible attack", "it is possible that" from ability: "not possible to", "as soon as
// possible".
func (v *surroundings) isPossible() bool {
	switch v.before(1) {
	case "as", "if", "where", "when", "wherever", "whenever", "made", "make", "makes", "making", "best", "worst", "every", "all", "only",
		"highest", "fastest", "earliest", "broadest", "humanly", "everything":
		return false
	}
	if v.before(1) == "it" && isOneOf(v.before(2), "make", "made", "makes") {
		return false
	}
	return !v.isNegated() && v.after(1) != "to" && v.after(1) != "for"
}

// isPotential tells the adjective from the noun: "potential buyers", not "its full potential".
func (v *surroundings) isPotential() bool {
	return v.sentence.Has(v.at.To) && v.has(v.at.To, text.Word) && !v.afterIs(1, preposition|to|joiner|auxiliary|boundary)
}

// isSeeming tells seeming from showing up: "appears guilty", not "appears in court".
func (v *surroundings) isSeeming() bool {
	switch next := v.after(1); {
	case next == "to", next == "that", next == "not":
		return true
	case next == "as":
		return isOneOf(v.after(2), "if", "though")
	case isOneOf(next, "nine", "together", "live", "again", "here", "there", "online", "alone", "publicly", "regularly", "frequently", "briefly",
		"alongside", "next", "opposite", "side", "twice", "once", "sporadically", "suddenly", "later", "first"):
		return false
	case v.afterIs(1, preposition|article|possessive|numeral|timeWord|stop|comma|quoteMark|bracket|joiner|wh|boundary|dash|colon):
		return false
	}
	return v.sentence.Has(v.at.To)
}

// isTending tells the tendency from care: "tends to rise", not "tends to the garden".
func (v *surroundings) isTending() bool {
	return v.after(1) == "to" && !v.is(v.at.To+1, article|possessive)
}

// isAgentless finds what is held without saying by whom: "is expected to", "are believed to", "is said to";
// also with the verb left out, "a move believed to". Who is said to hold it makes it an attribution.
func (v *surroundings) isAgentless() bool {
	switch v.after(1) {
	case "to", "that", "killed", "dead", "missing", "wounded", "injured", "lost", "drowned", "guilty", "responsible":
		i := v.at.From - 1
		for v.is(i, adverb|negative) {
			i--
		}
		if v.is(i, being) {
			return true
		}
		return v.after(1) != "that" && v.before(0) != "said" && v.has(i, text.Word) && !v.has(i, text.Capital) &&
			!v.is(i, personal|wh|auxiliary|that|officeNoun|publicNoun|vagueNoun)
	}
	return false
}

// isThinking tells belief from deliberation: "think it failed", not "think about", "think tank".
func (v *surroundings) isThinking() bool {
	switch v.after(1) {
	case "about", "of", "tank", "tanks", "through", "twice", "over", "again", "big", "ahead", "back", "":
		return false
	}
	return !v.isImperative() && !v.beforeIs(1, article|possessive|preposition) && !(v.isQuestion() && v.before(1) == "you")
}

// isThought tells the verb from the noun.
func (v *surroundings) isThought() bool {
	if v.isNegated() || v.before(1) == "ever" || v.beforeIs(1, article|possessive|preposition) {
		return false
	}
	return v.takesClause()
}

// isBelieving finds belief that something is so: not "believe in", "hard to believe", "believe me".
func (v *surroundings) isBelieving() bool {
	switch v.after(1) {
	case "in", "me", "us", "them", "him", "her", ".", "":
		return false
	case ",":
		return v.beforeIs(1, personal)
	}
	if v.isNegated() && isOneOf(v.before(2), "ca", "could", "can") {
		return false
	}
	return !isOneOf(v.before(1), "to", "can", "cannot", "could", "make")
}

// isBelieved finds the past of belief. What polls say a public believed is a finding.
func (v *surroundings) isBelieved() bool { return v.isActive() && !v.beforeIs(1, publicNoun) }

// isSuspecting tells the verb from the noun.
func (v *surroundings) isSuspecting() bool {
	return v.takesClause() && v.after(1) != "no." && !v.beforeIs(1, article|possessive|past|honorific|being|preposition)
}

// isFearing finds fear of a fact: "fears that", "worried it would".
func (v *surroundings) isFearing() bool {
	return v.after(1) == "that" || v.afterIs(1, subject) && !isOneOf(v.after(1), "this", "these", "those")
}

// isDoubt leaves out "no doubt", "little doubt", "without a doubt", "the benefit of the doubt".
func (v *surroundings) isDoubt() bool {
	for n := 1; n <= 3; n++ {
		if isOneOf(v.before(n), "no", "little", "without", "beyond", "any", "never", "not", "n't", "benefit", "reasonable", "reason") {
			return false
		}
	}
	return true
}

// isChance tells likelihood from opportunity: "a chance that", "the chances of", not "a chance to".
func (v *surroundings) isChance() bool {
	return (v.after(1) == "of" || v.takesClause()) && !isOneOf(v.before(1), "no", "any", "second", "last")
}

// isEvidence finds evidence that speaks: "the data suggest". Of people it is an attribution: "aides suggested".
func (v *surroundings) isEvidence() bool {
	i := v.at.From - 1
	if v.after(1) == "" || v.afterIs(1, stop) || v.is(i, comma|quoteMark) && v.has(v.at.To, text.Capital) {
		return false
	}
	if i == v.sentence.From && v.is(i+2, that) && !v.is(i, participle|textNoun|subject|vagueObject) && !strings.HasSuffix(v.form(i), "s") {
		return false // a name
	}
	for ; i >= max(v.sentence.From, v.at.From-6); i-- {
		switch {
		case v.is(i, personal|officeNoun|publicNoun|vagueNoun):
			return false
		case v.is(i, textNoun|subject):
			return true
		case v.is(i, adverb|auxiliary|negative|past):
		case v.has(i, text.Capital) && i > v.sentence.From && i == v.at.From-1:
			return false
		case v.is(i, comma|boundary|that):
			return isOneOf(v.form(i), "that", "which") || v.at.From-1 == i
		}
	}
	return true
}
