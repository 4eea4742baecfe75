package stages

import (
	"strings"

	"parallax/text"
)

// Rulings on modal verbs and conditions.

// isModalMay tells the modal from the month and the name. In lower case it is the modal. Capitalised inside a
// sentence it is month or name, unless the whole line is in capitals or title case, as headlines are; there
// numbers and prepositions mark the month, an honorific before it or an inflected verb after it the name.
func (v *surroundings) isModalMay() bool {
	if v.after(1) == "or" && v.after(2) == "may" || v.allows() {
		return false
	}
	i := v.at.From
	if !v.has(i, text.Capital) {
		return true
	}
	if i == v.sentence.From || !v.has(i, text.AllCaps) && !v.isTitleCased() {
		return false
	}
	next := v.at.To
	switch {
	case !v.sentence.Has(next), v.toks[next].Flags&(text.Mark|text.Number) != 0, v.is(i-1, preposition|honorific|timeWord), v.has(i-1, text.Number):
		return false
	case v.is(next, numeral|to|preposition|auxiliary):
		return isOneOf(v.after(1), "be", "have")
	}
	verb := v.after(1)
	return !v.is(next, past) && !(len(verb) > 3 && strings.HasSuffix(verb, "s") && !strings.HasSuffix(verb, "ss"))
}

// allows reports whether the sentence lays down a law, where "may" permits.
func (v *surroundings) allows() bool {
	for i := v.sentence.From; i < v.at.From; i++ {
		if v.form(i) == "shall" {
			return true
		}
	}
	return false
}

// isTitleCased reports whether most words of the sentence but the small ones are capitalised.
func (v *surroundings) isTitleCased() bool {
	lower, upper := 0, 0
	for i := v.sentence.From; i < v.sentence.To; i++ {
		switch t := v.toks[i]; {
		case !t.Is(text.Word), t.End-t.Start < 4, t.Is(text.Number):
		case t.Is(text.Capital):
			upper++
		default:
			lower++
		}
	}
	return upper >= 2 && lower <= upper/4
}

// isModalMight tells the modal from power: "military might", "the might of".
func (v *surroundings) isModalMight() bool {
	return v.sentence.Has(v.at.To) && !v.afterIs(1, stop|preposition|joiner) && v.after(1) != "," &&
		!v.beforeIs(1, possessive) && !isOneOf(v.before(1), "the", "military", "economic", "full", "all")
}

// isModalCould tells possibility from past ability ("could not", "he could see"), wishes and requests.
func (v *surroundings) isModalCould() bool {
	switch v.after(1) {
	case "not", "n't", "never", "no", "hardly", "barely", "scarcely", "afford", "only", "hear", "feel":
		return false
	case "see":
		if v.beforeIs(1, personal) {
			return false
		}
	case "be":
		if isOneOf(v.after(2), "heard", "seen", "felt") {
			return false
		}
	}
	if v.isNegated() || v.isQuestion() && v.afterIs(1, personal) {
		return false
	}
	for n := 1; n <= 4; n++ {
		switch v.before(n) {
		case "so", "wish", "wishes", "wished", "whatever", "everything", "all", "best":
			return false
		case "as": // as far as he could; as prices could
			return n > 2
		case ",", "that", "":
			return true
		}
	}
	return true
}

// isSofteningWould finds "would seem", and what would be if: "if elected, she would".
func (v *surroundings) isSofteningWould() bool {
	switch v.after(1) {
	case "seem", "appear", "suggest", "think", "guess", "imagine", "argue", "tend":
		return true
	}
	first := v.sentence.From
	for i := first; i < v.at.From; i++ {
		if v.edge(i) == clauseTop {
			return false
		}
	}
	return v.form(first) == "if" && v.is(first+1, past) && !v.isQuestion()
}

// isConditionalShould finds the inverted condition: "should it fail".
func (v *surroundings) isConditionalShould() bool {
	opens := v.at.From == v.sentence.From || v.before(1) == ","
	return opens && v.afterIs(1, subject|article|possessive) && !v.isQuestion()
}

// isSuspending tells the condition from reported questions, questions, and "if" that supposes nothing: "as
// if", "if you want", "if using".
func (v *surroundings) isSuspending() bool {
	if v.isAsked() || v.isQuestion() {
		return false
	}
	switch v.before(1) {
	case "as", "even", "what", "only", "wonder":
		return false
	}
	switch v.after(1) {
	case "you", "not", "so", "any", "anything", "only", "possible", "necessary", "needed":
		return false
	}
	// The codebook's conditional is the clause; of one without ("if elected") it is the verb, "would".
	return !v.afterIs(1, past|participle)
}
