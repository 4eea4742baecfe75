package stages

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parallax/lexicons"
	"parallax/text"
)

// A ruling decides by its neighbours whether a word is a hedge.
type ruling func(v *surroundings) bool

// isHedge decides whether the term at hand, which the lexicon lists under a class, is a hedge here: by the ruling of its class,
// where that has one, else of its words. Words without a ruling are hedges wherever they stand. The rulings follow the codebook of
// the gold: ability, permission, plans, wishes, questions and physical senses are no hedges.
func (v *surroundings) isHedge(class string) bool {
	switch class {
	case bareCue:
		return true
	case approximator:
		return v.approximates()
	case quantifier:
		return v.leavesVague()
	}
	if v.at.Len() > 1 {
		if rule, ruled := phraseRulings[v.before(0)]; ruled {
			return rule(v)
		}
		return true
	}
	of := formRulings.Of(v.src, v.toks[v.at.From])
	rule := of.word
	if in, ruled := of.in[class]; ruled {
		rule = in
	}
	return rule == nil || rule(v)
}

// formRulings are the rulings on a form: by class, and where its class has none.
var formRulings = text.NewTable(func(form string) (of struct {
	in   map[string]ruling
	word ruling
}) {
	of.word = wordRulings[form]
	for class, rulings := range ambiguousRulings {
		if rule, ruled := rulings[form]; ruled {
			if of.in == nil {
				of.in = map[string]ruling{}
			}
			of.in[class] = rule
		}
	}
	return of
})

// inCompound reports whether a word, of a term without hyphen or space, is but a part of a compound: no-fly.
func (v *surroundings) inCompound(isWord bool) bool {
	if !isWord || v.at.Len() != 1 {
		return false
	}
	t := v.toks[v.at.From]
	for i := t.Start; i < t.End; i++ {
		if c := v.src[i]; c == '-' || c >= utf8.RuneSelf {
			return strings.Contains(t.Form(v.src), "-") // some hyphens are not of ASCII
		}
	}
	return false
}

// areWords tells the terms that inCompound speaks of.
func areWords(entries []lexicons.Entry) []bool {
	are := make([]bool, len(entries))
	for i, e := range entries {
		are[i] = !strings.ContainsAny(e.Term, "- ")
	}
	return are
}

// phraseRulings are for terms of several words, by their first.
var phraseRulings = map[string]ruling{
	"kind": (*surroundings).isKindOf,
	"sort": (*surroundings).isKindOf,

	"concern":  (*surroundings).hasClause,
	"concerns": (*surroundings).hasClause,
	"fear":     (*surroundings).hasClause,
	"fears":    (*surroundings).hasClause,
	"worry":    (*surroundings).hasClause,
	"worries":  (*surroundings).hasClause,
	"must":     func(v *surroundings) bool { return v.after(1) == "been" || v.afterIs(1, past) }, // must have failed
}

// ambiguousRulings are for words that the lexicon lists under several classes.
var ambiguousRulings = map[string]map[string]ruling{
	raising: rulings(map[string]ruling{
		"expected believed thought said understood assumed presumed considered estimated deemed reported rumored rumoured reputed alleged suspected": (*surroundings).isAgentless,
	}),
	doxastic: rulings(map[string]ruling{
		"doubt doubts": func(v *surroundings) bool {
			return v.isDoubt() && v.takesClause() && !v.beforeIs(1, article|possessive|to)
		},
		"suspected": func(v *surroundings) bool { return v.isActive() },
	}),
}

var wordRulings = rulings(map[string]ruling{
	"may":     (*surroundings).isModalMay,
	"might":   (*surroundings).isModalMight,
	"could":   (*surroundings).isModalCould,
	"would":   (*surroundings).isSofteningWould,
	"should":  (*surroundings).isConditionalShould,
	"if":      (*surroundings).isSuspending,
	"whether": func(v *surroundings) bool { return !v.isAsked() && v.after(1) != "to" },
	"barring": func(v *surroundings) bool { return v.at.From == v.sentence.From || v.beforeIs(1, comma|dash) },

	"likely": func(v *surroundings) bool { // likely voters are a category of polls
		return !isOneOf(v.after(1), "voter", "voters", "electorate") && !isOneOf(v.after(2), "voter", "voters")
	},
	"possible":   (*surroundings).isPossible,
	"possibly":   func(v *surroundings) bool { return !isOneOf(v.before(1), "could", "can", "cannot") },
	"impossible": (*surroundings).isNegated,
	"potential":  (*surroundings).isPotential,
	"uncertain":  func(v *surroundings) bool { return v.after(1) != "terms" },
	"supposed":   func(v *surroundings) bool { return v.after(1) != "to" },
	"alleged":    func(v *surroundings) bool { return !v.isActive() },
	"apparent":   func(v *surroundings) bool { return !v.isPredicate() },

	"appear appears appeared appearing": (*surroundings).isSeeming,
	"tend tends tended tending":         (*surroundings).isTending,

	"think thinks":                    (*surroundings).isThinking,
	"thought":                         (*surroundings).isThought,
	"believe believes":                (*surroundings).isBelieving,
	"believed":                        (*surroundings).isBelieved,
	"suspect suspects":                (*surroundings).isSuspecting,
	"fear fears feared fearing":       (*surroundings).isFearing,
	"assume assumes assumed assuming": (*surroundings).takesClause,
	"presumes presuming":              (*surroundings).takesClause,
	"reckon reckons reckoned":         (*surroundings).takesClause,
	"suppose":                         func(v *surroundings) bool { return isOneOf(v.before(1), "i", "we") },
	"guess": func(v *surroundings) bool {
		return isOneOf(v.before(1), "i", "we", "my", "best") || v.beforeIs(1, adverb)
	},
	"doubt doubts": (*surroundings).isDoubt,

	"suggest suggests suggested suggesting":   (*surroundings).isEvidence,
	"indicate indicates indicated indicating": (*surroundings).isEvidence,
	"imply implies implied implying":          (*surroundings).isEvidence,

	"chance chances": (*surroundings).isChance,

	"largely mostly partly partially relatively somewhat fairly": (*surroundings).isDowntoner,
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

func isOneOf(form string, forms ...string) bool { return slices.Contains(forms, form) }

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

// isQuestion reports whether the sentence ends in a question mark.
func (v *surroundings) isQuestion() bool {
	for i := v.sentence.To - 1; i >= max(v.sentence.From, v.sentence.To-3); i-- {
		if v.toks[i].Of(v.src) == "?" {
			return true
		}
	}
	return false
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

// isImperative reports whether the cue opens its clause.
func (v *surroundings) isImperative() bool {
	return v.at.From == v.sentence.From || v.beforeIs(1, comma|quoteMark) && v.afterIs(1, preposition)
}

// isActive reports whether the cue is a finite verb whose subject stands before it and whose clause follows.
func (v *surroundings) isActive() bool {
	return v.after(1) == "that" || v.beforeIs(1, personal) ||
		v.has(v.at.From-1, text.Capital) && v.at.From-1 > v.sentence.From && v.afterIs(1, article|possessive|subject)
}

// hasClause reports whether the "that" which ends the cue opens a clause with a subject, not a relative one: "a concern that
// led to the sale".
func (v *surroundings) hasClause() bool {
	return v.form(v.at.To-1) != "that" || !v.afterIs(1, past|auxiliary)
}

// takesClause reports whether a clause follows: "that", a subject, or a name.
func (v *surroundings) takesClause() bool {
	return v.afterIs(1, that|subject|article|possessive) || v.has(v.at.To, text.Capital)
}
