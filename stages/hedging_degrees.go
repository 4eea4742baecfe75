package stages

import (
	"strings"

	"parallax/text"
)

// Rulings on numbers, crowds and degrees.

// approximates asks for a number: "about 30", not "about him".
func (v *surroundings) approximates() bool {
	switch v.before(0) {
	case "estimate", "estimates", "an":
		return true
	case "about", "around", "some":
		if !v.isNumber(v.at.To) || isOneOf(v.before(1), "talk", "talked", "talking", "talks", "think", "know", "worry", "worried", "speak", "spoke", "concerned", "heard", "told",
			"asked", "wrote", "questions", "bring", "brought", "came", "come", "revolves", "centered") {
			return false
		}
		return true
	case "as": // as many as 300; as early as Friday
		return v.isNumber(v.at.To) || v.form(v.at.From+1) == "early" || v.afterIs(1, timeWord|article)
	case "nearly", "roughly", "approximately", "circa", "or":
		return !v.afterIs(1, preposition|stop|comma) || v.before(0) == "or"
	}
	return v.isNumber(v.at.To)
}

// isNumber reports whether a quantity begins at a token: 300, $5, two dozen, half, a third.
func (v *surroundings) isNumber(i int) bool {
	if v.has(i, text.Number) || v.is(i, numeral) {
		return true
	}
	switch v.form(i) {
	case "$", "£", "€", "¥", "us$", "two-thirds", "three-quarters", "midnight", "noon", "twice", "dozens", "hundreds", "thousands", "millions", "billions":
		return true
	case "a", "an", "one", "the":
		switch v.form(i + 1) {
		case "dozen", "third", "quarter", "half", "hundred", "thousand", "million", "billion", "tenth", "fifth", "decade", "century", "year", "month",
			"week", "hour", "mile", "fourth", "eighth":
			return true
		}
	}
	return strings.Contains(v.form(i), "-") && v.is(i, numeral)
}

// leavesVague finds vague crowds whose opinion is given: "some say", "many residents fear", "in the view of
// many". Plain counting ("many people came") is no hedge.
func (v *surroundings) leavesVague() bool {
	if v.isNumber(v.at.To) || v.before(1) == "the" || v.before(0) == "most" && v.has(v.at.From-1, text.Word) && !v.beforeIs(1, boundary|that|joiner) && v.edge(v.at.From-1) != speech {
		return false
	}
	for i := v.at.To; i < min(v.sentence.To, v.at.To+4); i++ {
		switch {
		case v.edge(i) == speech, opines.Has(v.src, v.toks[i]):
			return true
		case v.is(i, comma|stop|auxiliary) && i > v.at.To:
			return v.isHolder()
		}
	}
	return v.isHolder()
}

// isHolder reports whether the crowd is the object of "in the view of", "according to", "said".
func (v *surroundings) isHolder() bool {
	switch v.before(1) {
	case "of":
		return isOneOf(v.before(2), "view", "views", "eyes", "opinion", "minds", "words")
	case "to":
		return v.before(2) == "according"
	case "said", "say", "says":
		return v.afterIs(1, publicNoun|officeNoun|vagueNoun|bodyNoun) || v.has(v.at.To, text.Word)
	}
	return false
}

// opines are the verbs by which crowds hold opinions.
var opines = classOf(`say says said believe believes believed think thought fear feared argue argued claim claimed suspect suspected see saw
	consider considered feel felt worry worried hope hoped expect expected suggest suggested wonder wondered question questioned call called
	view viewed regard regarded agree agreed doubt doubted predict predicted complain complained insist insisted want wanted`)

// isKindOf tells the downtoner from the sort of thing: "sort of happy", not "what sort of", "this kind of".
func (v *surroundings) isKindOf() bool {
	switch v.before(1) {
	case "what", "this", "that", "some", "any", "every", "the", "one", "same", "another", "each", "no", "which", "different", "new", "only",
		"right", "wrong", "other", "first":
		return false
	case "a":
		return v.before(0) != "kind"
	}
	return !v.beforeIs(1, possessive)
}

// isDowntoner leaves out what is no degree: "played fairly and cleanly".
func (v *surroundings) isDowntoner() bool {
	return v.sentence.Has(v.at.To) && !v.afterIs(1, stop|comma|joiner) && v.after(1) != "than"
}
