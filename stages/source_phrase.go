package stages

import (
	"strings"

	"parallax/text"
)

// How far a noun phrase is followed, in tokens.
const (
	maxSource     = 30
	maxAppositive = 40
	maxVerb       = 8
	maxBracket    = 5 // a party, a state, an age
)

// subject finds the noun phrase that ends before the verb at cue, and where the verb group begins ("has
// repeatedly said"). The phrase is empty where none stands there.
func (r *reading) subject(cue, floor int) (source text.Range, verb int) {
	verb = r.verbGroup(cue, floor)
	return r.phraseBefore(r.beforeTime(verb, floor), floor, 2), verb
}

// behindQuotation returns what stands between a quotation that ends in a comma or a cry and the comma before a verb: its speaker and
// what is told of them, however long. It is empty where nothing does, or a verb.
func (r *reading) behindQuotation(verb, floor int) text.Range {
	none := text.Range{From: verb, To: verb}
	if verb-2 <= floor || !r.is[verb-1].has(comma) {
		return none
	}
	name := verb - 1 // its end: the first comma
	for k := verb - 2; k > floor && k > verb-maxAppositive; k-- {
		switch {
		case r.closes(k):
			if !r.is[k-1].has(comma|stop) || !r.toks[k+1].Is(text.Capital) && !r.is[k+1].has(article|possessive) || r.hasFinite(k+1, name) {
				return none
			}
			return text.Range{From: k + 1, To: verb}
		case r.is[k].has(stop|semicolon|colon) || r.quote[k] != 0:
			return none
		case r.is[k].has(comma):
			name = k
		}
	}
	return none
}

// beforeTime moves the end of a noun phrase before a time that stands between it and its verb: "Mr. Sherman last
// month joked".
func (r *reading) beforeTime(end, floor int) int {
	i := end
	for least := max(floor, end-maxVerb); i > least; {
		if r.is[i-1].has(timeWord) || i-1 > floor && r.is[i-2].has(timeWord) && r.is[i-1].has(measureNoun) {
			i--
		} else if i-1 > floor && r.isTime(text.Range{From: i - 2, To: i}) { // earlier this month
			i -= 2
		} else {
			break
		}
	}
	if i < end && i > floor && r.is[i-1].has(preposition) {
		i--
	}
	if i == floor {
		return end
	}
	return i
}

// verbGroup returns where the verb group that ends at a cue begins.
func (r *reading) verbGroup(cue, floor int) int {
	i := cue
	for i > max(floor, cue-maxVerb) {
		switch c := r.is[i-1]; {
		case c.has(auxiliary|negative) && !r.isGenitive(i-1), c.has(adverb) && !c.has(stop|comma):
			i--
		case c.has(to) && i-2 >= floor && r.is[i-2].has(governing):
			i -= 2
		default:
			return i
		}
	}
	return i
}

// isGenitive reports whether a token is the 's of possession: its noun stands before it and no verb
// follows.
func (r *reading) isGenitive(i int) bool {
	return r.is[i].has(possessive) && r.is[i].has(auxiliary) && !(i > 0 && r.is[i-1].has(personal|subject)) &&
		!(i+1 < len(r.is) && r.is[i+1].has(past|participle|adverb|auxiliary))
}

// phraseBefore returns the noun phrase that ends at token end, with as many appositives as are allowed.
func (r *reading) phraseBefore(end, floor, appositives int) text.Range {
	none := text.Range{From: end, To: end}
	if end <= floor {
		return none
	}
	floor = max(floor, end-maxSource-maxAppositive)
	switch last := r.is[end-1]; {
	case r.isWho(end - 1):
		return text.Range{From: end - 1, To: end}
	case r.closes(end-1) && r.is[max(end-2, floor)].has(comma): // the host of “The Show,”
		return r.phraseAround(r.quotes[r.quote[end-1]-1].From, end, floor, appositives)
	case last.has(comma | dash), last.has(bracket) && r.toks[end-1].Form(r.src) == ")":
		return r.phraseAround(end-1, end, floor, appositives)
	case last.has(preposition|to) && !r.toks[end-1].Is(text.Capital), last.has(stop | semicolon | colon | bracket | boundary):
		return none
	}
	start := end
	for start > floor && end-start < maxSource && !r.startsPhrase(start, end, floor) {
		if start--; r.is[start-min(start, 1)].has(bracket) { // Ann Lee (R) of Leeds
			if open := r.opener(start-1, floor); open > floor && start-open <= maxBracket {
				start = open
			}
		}
	}
	if end-start == 1 && (r.toks[start].Is(text.Number) || isParty(r.toks[start].Of(r.src))) && start > floor && r.is[start-1].has(comma) && appositives > 0 { // an age or a party
		np := r.phraseBefore(start-1, floor, appositives-1)
		return text.Range{From: np.From, To: end}
	}
	return r.withName(text.Range{From: r.skipAdverbials(start, end), To: end}, floor)
}

// isParty recognises the party and state of an American politician: R-Fla.
func isParty(word string) bool {
	return len(word) > 2 && word[1] == '-' && strings.Contains("RDI", word[:1])
}

// phraseAround returns the noun phrase whose appositive ends at the mark at close: it stands before the mark that opens
// the appositive.
func (r *reading) phraseAround(close, end, floor, appositives int) text.Range {
	none := text.Range{From: end, To: end}
	open := r.opener(close, floor)
	if open < 0 || appositives == 0 || r.is[open].has(comma) && !r.isAppositive(open+1, close) {
		return none
	}
	np := r.phraseBefore(open, floor, appositives-1)
	if np.Len() == 0 {
		return none
	}
	np.To = end
	return r.withName(np, floor)
}

// startsPhrase reports whether a noun phrase that ends at end can reach back no farther than token i.
func (r *reading) startsPhrase(i, end, floor int) bool {
	if i < end && r.is[i].has(subject) && !r.is[i].has(boundary) {
		return true // nothing stands before a pronoun
	}
	c := r.is[i-1]
	switch {
	case c.has(comma | stop | semicolon | colon | dash | bracket):
		return true
	case r.quote[i-1] != 0:
		return !r.quotedWord(i - 1)
	case c.has(boundary):
		return !r.joinsNames(i-1, end) && !r.relative(i-1, floor, end)
	case c.has(auxiliary) && !c.has(possessive):
		return i-2 < floor || !r.isWho(i-2) || i == end // else “analysts who have seen it”
	case i == end:
		return false
	}
	return c.has(subject) && !c.has(article) || c.has(saying|thinking|telling) && r.isFinite(i-1, floor)
}

// opener returns the mark that opens what the mark at close ends: the other comma, dash or bracket. It
// returns -1 where there is none in reach.
func (r *reading) opener(close, floor int) int {
	mark := comma
	if c := r.is[close]; r.quote[close] != 0 {
		mark = comma // the closing one stands inside the quotation
	} else if c.has(dash) {
		mark = dash
	} else if c.has(bracket) {
		mark = bracket
	}
	for i := close - 1; i > floor && i >= close-maxAppositive; i-- {
		switch {
		case r.is[i].has(mark):
			return i
		case r.is[i].has(stop|semicolon|colon) || r.quote[i] != 0 && mark != bracket && !r.quotedWord(i):
			return -1
		}
	}
	return -1
}

// isAppositive reports whether what stands between two commas can describe the name before it.
func (r *reading) isAppositive(from, to int) bool {
	if from >= to {
		return false
	}
	c := r.is[from]
	return !c.has(joiner) && !(c.has(subject) && !c.has(article|wh|boundary))
}

// quotedWord reports whether a token lies in a quotation of a few words, which can be part of a phrase.
func (r *reading) quotedWord(i int) bool {
	q := r.quotes[r.quote[i]-1]
	return q.Len() <= 6 && !r.is[max(q.From, q.To-2)].has(comma|stop)
}

// joinsNames reports whether the token is an "and" within a noun phrase that ends at end.
func (r *reading) joinsNames(i, end int) bool {
	if !r.is[i].has(joiner) || r.is[i].has(comma) || i == 0 || i+1 >= end {
		return false
	}
	before, after := r.toks[i-1], r.toks[i+1]
	if r.toks[i].Form(r.src) == "but" {
		return false
	}
	return before.Is(text.Capital) && after.Is(text.Capital) || r.opensAfterQuote(i)
}

// opensAfterQuote reports whether nothing but a noun phrase stands between a quotation and the joiner at i: “…,” the
// senator and candidate said.
func (r *reading) opensAfterQuote(i int) bool {
	const reach = 9
	for k := i - 1; k >= 0 && k > i-reach; k-- {
		if r.closes(k) {
			return true
		}
		if r.startsVerb(k) || r.is[k].has(comma|stop|boundary|auxiliary|subject) && !r.is[k].has(article) {
			return false
		}
	}
	return false
}

// relative reports whether the token is a who that continues the noun phrase before it.
func (r *reading) relative(i, floor, end int) bool {
	return r.isWho(i) && i-1 > floor && i+1 < end && !r.is[i-1].has(comma|saying|telling|thinking|auxiliary|preposition)
}

// isWho reports whether a token is who or whose.
func (r *reading) isWho(i int) bool { return r.is[i].has(relativeWho) }

// isFinite reports whether the cue at i is a verb with a subject of its own before it.
func (r *reading) isFinite(i, floor int) bool {
	if r.toks[i].Is(text.Capital) || i == floor {
		return false
	}
	return r.is[i-1].has(subject) || r.toks[i-1].Is(text.Capital) || r.is[i-1].has(comma) && !r.is[i].has(participle|nounish)
}

// skipAdverbials moves the start of a phrase behind what opens its sentence: "In a statement Monday", "Still".
func (r *reading) skipAdverbials(start, end int) int {
	for start < end && (r.is[start].has(adverb|joiner) || r.is[start].has(timeWord) && start+1 < end) {
		if r.is[start].has(article | honorific) {
			break
		}
		start++
	}
	if start >= end || !r.is[start].has(preposition) {
		return start
	}
	for k := start + 1; k < end; k++ {
		if r.is[k].has(personal) {
			return k
		}
		if k > start+1 && r.toks[k].Is(text.Capital) && !r.toks[k-1].Is(text.Capital) && !r.is[k].has(timeWord) &&
			!r.is[k-1].has(article|preposition|possessive) {
			return k
		}
		if k > start+1 && r.is[k-1].has(timeWord) && !r.is[k].has(timeWord|numeral) {
			return k
		}
	}
	return start
}

// withoutTime returns a source without a time or an occasion at its edges, which are none of it: "the mayor earlier this month", "in a
// statement the U.N.".
func (r *reading) withoutTime(np text.Range) text.Range {
	if np.Len() < 3 {
		return np
	}
	if end := r.beforeTime(np.To, np.From); !r.any(text.Range{From: np.From, To: end}, past|wh|participle|comma|joiner|textNoun) {
		np.To = end
	}
	if r.isTime(text.Range{From: np.From, To: np.From + 2}) && r.toks[np.From+2].Is(text.Capital) {
		np.From += 2
	}
	if !r.is[np.From].has(preposition) || r.toks[np.From].Is(text.AllCaps) {
		return np
	}
	for k := np.From + 2; k < np.To && !r.is[k].has(comma); k++ {
		if r.is[k].has(article) && !r.is[k-1].has(article|possessive|preposition|joiner|to) {
			np.From = k
			break
		}
	}
	return np
}

// withName returns a noun phrase with the name before it that it describes, where that stands first in its clause: "Petra Molnar, head of
// the farm", with or without a comma behind.
func (r *reading) withName(np text.Range, floor int) text.Range {
	close := np.From - 1
	if close <= floor || !r.is[close].has(comma) || r.quote[close] != 0 || r.toks[np.From].Is(text.Capital) || !r.noun(np.From).has(article|possessive|officeNoun) || r.is[np.From].has(personal) {
		return np
	}
	if !r.is[np.To-1].has(comma) && !r.any(np, preposition) {
		return np // "Petra Molnar, the farm said, will sell"
	}
	name := text.Range{From: close, To: close}
	for name.From > floor && r.namePart(name.From-1) {
		name.From--
	}
	if name.Len() < 2 || !r.cast.has(r.lastName(name)) || name.From > floor && !r.is[name.From-1].has(comma|that|dash|quoteMark) {
		return np
	}
	return text.Range{From: name.From, To: np.To}
}
