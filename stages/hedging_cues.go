package stages

import (
	"strings"

	"parallax/text"
)

// A ruling decides by its neighbours whether a word is a hedge.
type ruling func(v *surroundings) bool

// isHedge decides whether the term at hand, which the lexicon lists under a class, is a hedge here. Words
// without a ruling are hedges wherever they stand. The rulings follow the codebook of the gold: ability,
// permission, plans, wishes, questions and physical senses are no hedges.
func (v *surroundings) isHedge(class string) bool {
	if rule, ruled := classRulings[class]; ruled {
		return rule(v)
	}
	if v.at.Len() > 1 {
		if rule, ruled := phraseRulings[v.before(0)]; ruled {
			return rule(v)
		}
		return true
	}
	rule, ruled := wordRulings[v.before(0)]
	return !ruled || rule(v)
}

// inCompound reports whether a term without hyphen or space is but a part of a compound: no-fly.
func (v *surroundings) inCompound(term string) bool {
	return v.at.Len() == 1 && !strings.ContainsAny(term, "- ") && strings.Contains(v.before(0), "-")
}

var classRulings = map[string]ruling{
	approximator: (*surroundings).approximates,
	quantifier:   (*surroundings).leavesVague,
}

// phraseRulings are for terms of several words, by their first.
var phraseRulings = map[string]ruling{
	"kind": (*surroundings).isKindOf, "kinds": never, "sort": (*surroundings).isKindOf, "sorts": never, "type": never,
	"supposed": never, // supposed to: duty
}

var wordRulings = rulings(map[string]ruling{
	"may":    (*surroundings).isModalMay,
	"might":  (*surroundings).isModalMight,
	"could":  (*surroundings).isModalCould,
	"would":  (*surroundings).isSofteningWould,
	"should": (*surroundings).isConditionalShould,
	"can":    never,

	"if":      (*surroundings).isSuspending,
	"whether": func(v *surroundings) bool { return !v.isAsked() && v.after(1) != "to" },

	"likely": func(v *surroundings) bool { // likely voters are a category of polls
		return !isOneOf(v.after(1), "voter", "voters", "electorate") && !isOneOf(v.after(2), "voter", "voters")
	},
	"possible":         (*surroundings).isPossible,
	"possibly":         func(v *surroundings) bool { return !isOneOf(v.before(1), "could", "can", "cannot") },
	"impossible":       func(v *surroundings) bool { return v.isNegated() },
	"potential":        (*surroundings).isPotential,
	"suspect suspects": (*surroundings).isSuspecting,
	"clear":            func(v *surroundings) bool { return v.isNegated() },
	"supposed":         func(v *surroundings) bool { return v.after(1) != "to" },
	"alleged":          func(v *surroundings) bool { return !v.isActive() },
	"apparent":         func(v *surroundings) bool { return !v.isPredicate() },

	"appear appears appeared appearing": (*surroundings).isSeeming,
	"tend tends tended":                 (*surroundings).isTending,
	"expected believed said reported understood presumed assumed considered known rumored rumoured deemed": (*surroundings).isAgentless,
	"expect expects expecting": never,

	"think thinks thinking": (*surroundings).isThinking,
	"thought":               (*surroundings).isThought,
	"believe believes":      (*surroundings).isBelieving,
	"fear fears feared worry worries worried": (*surroundings).isFearing,
	"hope hopes hoped hoping hopefully":       never,
	"guess": func(v *surroundings) bool {
		return isOneOf(v.before(1), "i", "we", "my", "best") || v.beforeIs(1, adverb)
	},
	"assume assumes":  (*surroundings).takesClause,
	"suppose":         func(v *surroundings) bool { return isOneOf(v.before(1), "i", "we") },
	"doubt doubts":    (*surroundings).isDoubt,
	"feel feels felt": (*surroundings).takesClause,

	"suggest suggests suggested suggesting indicate indicates indicated indicating imply implies implied implying": (*surroundings).isEvidence,

	"chance chances": (*surroundings).isChance,
	"risk risks":     func(v *surroundings) bool { return v.after(1) == "that" },
	"question questions": func(v *surroundings) bool {
		return v.after(1) == "whether" || v.after(2) == "whether" || v.after(1) == "if"
	},
	"accusations accusation fears suggestion suggestions": func(v *surroundings) bool { return v.after(1) == "that" },

	"largely mostly partly relatively somewhat fairly rather quite": (*surroundings).isDowntoner,
})

// rulings spells out lists of words.
func rulings(lists map[string]ruling) map[string]ruling {
	words := map[string]ruling{}
	for list, rule := range lists {
		for _, w := range strings.Fields(list) {
			words[w] = rule
		}
	}
	return words
}

func never(*surroundings) bool { return false }

func isOneOf(form string, forms ...string) bool {
	for _, f := range forms {
		if form == f {
			return true
		}
	}
	return false
}

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
	case !v.sentence.Has(next), v.toks[next].Is(text.Mark), v.has(next, text.Number), v.is(next, numeral|to|preposition|auxiliary) && !isOneOf(v.after(1), "be", "have"):
		return false
	case v.is(i-1, preposition|honorific|timeWord), v.has(i-1, text.Number):
		return false
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

// isModalCould tells possibility from past ability ("could not", "could see"), wishes and requests.
func (v *surroundings) isModalCould() bool {
	switch {
	case v.isNegated(), isOneOf(v.after(1), "not", "n't", "never", "no", "hardly", "barely", "scarcely", "afford", "only", "hear", "see", "feel") &&
		!(v.after(1) == "see" && !v.beforeIs(1, personal)):
		return false
	case v.after(1) == "be" && isOneOf(v.after(2), "heard", "seen", "felt"):
		return false
	case v.isQuestion() && v.afterIs(1, personal):
		return false
	}
	for n := 1; n <= 4; n++ {
		switch v.before(n) {
		case "so", "wish", "wishes", "wished", "whatever", "everything", "all", "best", "as":
			return n > 2 && v.before(n) == "as"
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

// isQuestion reports whether the sentence ends in a question mark.
func (v *surroundings) isQuestion() bool {
	for i := v.sentence.To - 1; i >= max(v.sentence.From, v.sentence.To-3); i-- {
		if v.form(i) == "?" {
			return true
		}
	}
	return false
}

// isNegated reports whether a negative stands right before the cue, adverbs aside.
func (v *surroundings) isNegated() bool {
	for n := 1; n <= 3; n++ {
		switch {
		case isOneOf(v.before(n), "not", "n't", "never", "hardly", "neither", "nor"):
			return true
		case !v.beforeIs(n, adverb):
			return false
		}
	}
	return false
}

// isSuspending tells the condition from reported questions, questions, and "if" that supposes nothing: "as
// if", "if you want", "if using".
func (v *surroundings) isSuspending() bool {
	switch {
	case v.isAsked(), v.isQuestion():
		return false
	case isOneOf(v.before(1), "as", "even", "what", "only", "or", "and", "wonder") && !(v.before(1) == "and" && v.at.From-1 == v.sentence.From):
		return v.before(1) == "and" || v.before(1) == "or"
	}
	// The codebook's conditional is the clause; of one without ("if elected") it is the verb, "would".
	return !v.afterIs(1, past|participle) && !isOneOf(v.after(1), "you", "not", "so", "any", "anything", "only", "possible", "necessary", "needed")
}

// isAsked reports whether the cue introduces a question that somebody asked.
func (v *surroundings) isAsked() bool {
	for n := 1; n <= 5; n++ {
		switch v.before(n) {
		case "ask", "asks", "asked", "asking", "inquired":
			return true
		case ",", ".", "that", "":
			return false
		}
	}
	return false
}

// isPossible tells "possible attack", "it is possible that" from ability: "not possible to", "as soon as
// possible".
func (v *surroundings) isPossible() bool {
	switch v.before(1) {
	case "as", "if", "where", "when", "wherever", "whenever", "made", "make", "makes", "making", "best", "worst", "every", "all", "only",
		"highest", "fastest", "earliest", "broadest", "humanly", "everything":
		return false
	}
	return !v.isNegated() && v.after(1) != "to" && v.after(1) != "for" && !(v.before(1) == "it" && isOneOf(v.before(2), "make", "made", "makes"))
}

// isPotential tells the adjective from the noun: "potential buyers", not "its full potential".
func (v *surroundings) isPotential() bool {
	return v.sentence.Has(v.at.To) && v.has(v.at.To, text.Word) && !v.afterIs(1, preposition|to|joiner|auxiliary|boundary)
}

// isSuspecting tells the verb from the noun.
func (v *surroundings) isSuspecting() bool {
	return v.takesClause() && !v.beforeIs(1, article|possessive|past|honorific) && !v.afterIs(1, auxiliary)
}

// isActive reports whether the cue is a finite verb whose subject stands before it and whose clause follows.
func (v *surroundings) isActive() bool {
	return v.after(1) == "that" || v.beforeIs(1, personal) ||
		v.has(v.at.From-1, text.Capital) && v.at.From-1 > v.sentence.From && v.afterIs(1, article|possessive|subject)
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
	case "to", "that", "killed", "dead", "missing", "wounded", "injured", "lost", "drowned", "guilty", "responsible", "by":
		i := v.at.From - 1
		for v.is(i, adverb|negative) {
			i--
		}
		if v.after(1) == "by" {
			return false
		}
		if v.is(i, being) {
			return true
		}
		return v.after(1) == "to" && v.has(i, text.Word) && !v.is(i, personal|wh|auxiliary|that|officeNoun|publicNoun|vagueNoun) && !v.has(i, text.Capital)
	}
	return v.before(0) == "believed" && v.isActive() && !v.beforeIs(1, publicNoun)
}

// takesClause reports whether a clause follows: "that", a subject, or a name.
func (v *surroundings) takesClause() bool {
	return v.afterIs(1, that|subject|article|possessive) || v.has(v.at.To, text.Capital)
}

// isThinking tells belief from deliberation: "think it failed", not "think about", "think tank".
func (v *surroundings) isThinking() bool {
	switch v.after(1) {
	case "about", "of", "tank", "tanks", "through", "twice", "over", "again", "big", "ahead", "back", "":
		return false
	}
	return !v.isImperative() && !v.beforeIs(1, article|possessive|preposition) && v.before(0) != "thinking" && !(v.isQuestion() && v.before(1) == "you")
}

// isImperative reports whether the cue opens its clause.
func (v *surroundings) isImperative() bool {
	return v.at.From == v.sentence.From || v.beforeIs(1, comma|quoteMark) && v.afterIs(1, preposition)
}

func (v *surroundings) isThought() bool {
	if v.isNegated() || v.before(1) == "ever" || v.beforeIs(1, article|possessive|preposition) {
		return false
	}
	return v.after(1) == "to" && v.isAgentless() || v.takesClause()
}

func (v *surroundings) isBelieving() bool {
	switch v.after(1) {
	case "in", "me", "us", "them", "him", "her", ",", ".", "":
		return isOneOf(v.after(1), ",") && v.beforeIs(1, personal)
	}
	return !isOneOf(v.before(1), "to", "can", "ca", "cannot", "could", "make") && !(v.isNegated() && isOneOf(v.before(2), "ca", "could", "can"))
}

// isFearing finds fear of a fact: "fears that", "worried it would".
func (v *surroundings) isFearing() bool {
	return v.after(1) == "that" || v.afterIs(1, subject) && !isOneOf(v.after(1), "this", "these", "those")
}

// isDoubt leaves out "no doubt", "little doubt", "without a doubt".
func (v *surroundings) isDoubt() bool {
	for n := 1; n <= 2; n++ {
		if isOneOf(v.before(n), "no", "little", "without", "beyond", "any", "never", "not", "n't") {
			return false
		}
	}
	return true
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

// isChance tells likelihood from opportunity: "a chance that", "the chances of", not "a chance to".
func (v *surroundings) isChance() bool {
	return isOneOf(v.after(1), "that", "of") && !isOneOf(v.before(1), "no", "any", "second", "last")
}

// approximates asks for a number: "about 30", not "about him".
func (v *surroundings) approximates() bool {
	switch v.before(0) {
	case "estimate", "estimates", "an":
		return true
	case "about", "around", "some":
		if isOneOf(v.before(1), "talk", "talked", "talking", "talks", "think", "know", "worry", "worried", "speak", "spoke", "concerned", "heard", "told",
			"asked", "wrote", "questions", "bring", "brought", "came", "come", "revolves", "centered") {
			return false
		}
		return v.isNumber(v.at.To)
	case "as":
		return v.isNumber(v.at.To) || v.afterIs(1, timeWord|article) || v.at.Len() > 2 && v.before(0) == "as" && v.form(v.at.From+1) == "early"
	case "almost", "nearly":
		return true
	}
	return v.isNumber(v.at.To) || v.afterIs(1, article|adverb) || v.has(v.at.To, text.Word) && !v.afterIs(1, preposition)
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
	if v.isNumber(v.at.To) {
		return false
	}
	for i := v.at.To; i < min(v.sentence.To, v.at.To+4); i++ {
		switch {
		case v.edge(i) == speech, opines[v.form(i)]:
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
var opines = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`say says said believe believes believed think thought fear feared argue argued claim claimed suspect suspected see saw
		consider considered feel felt worry worried hope hoped expect expected suggest suggested wonder wondered question questioned call called
		view viewed regard regarded agree agreed doubt doubted predict predicted complain complained insist insisted want wanted`) {
		m[w] = true
	}
	return m
}()

// isKindOf tells the downtoner from the sort of thing: "sort of happy", not "what sort of", "this kind of".
func (v *surroundings) isKindOf() bool {
	return !v.beforeIs(1, possessive) && !isOneOf(v.before(1), "what", "this", "that", "some", "any", "every", "the", "one", "same", "another", "each", "no",
		"which", "different", "new", "only", "right", "wrong", "other", "first") && !(v.before(1) == "a" && v.before(0) == "kind")
}

// isDowntoner leaves out comparisons: "rather than", "quite a few".
func (v *surroundings) isDowntoner() bool {
	return v.after(1) != "than" && !(isOneOf(v.before(0), "rather", "quite") && (isOneOf(v.before(1), "would", "'d", "or", "not", "but") || v.after(1) == "a")) &&
		v.after(1) != ""
}
