package stages

import "parallax/text"

// Noun phrases after a cue, from their first word on.

// phraseAfter returns the noun phrase that begins at token start, with what stands in apposition to it.
func (r *reading) phraseAfter(start, limit int) text.Range {
	limit = min(limit, start+maxSource+maxAppositive)
	i := start
	for i < limit && !r.endsPhrase(i, start, limit) {
		if r.is[i].has(bracket) {
			i = r.closer(i, limit)
		} else {
			i++
		}
	}
	const most = 2
	for n := 0; n < most && r.at(i, limit, comma) && r.opensAppositive(i+1, limit); n++ {
		i = r.appositiveEnd(i+1, limit)
	}
	for i > start && r.is[i-1].has(comma|joiner|dash) {
		i--
	}
	return text.Range{From: start, To: i}
}

// endsPhrase reports whether a noun phrase that begins at start is over before token i.
func (r *reading) endsPhrase(i, start, limit int) bool {
	c := r.is[i]
	switch {
	case r.quote[i] != 0 && !r.quotedWord(i), c.has(comma | stop | semicolon | colon | dash):
		return true
	case i == start:
		return c.has(bracket)
	case c.has(joiner):
		return !r.joinsNext(i, limit)
	case c.has(boundary):
		return !r.isWho(i)
	case c.has(auxiliary) && !c.has(possessive):
		return !r.inRelative(start, i)
	case c.has(timeWord):
		return (r.toks[i].Is(text.Capital) || !r.toks[i-1].Is(text.Capital)) && !(i == start+1 && r.is[start].has(article|possessive)) // "a Monday editorial"
	case c.has(preposition):
		return !r.staysInPhrase(i)
	}
	return false
}

// joinsNext reports whether the joiner at i goes on with the phrase: a name or another source follows.
func (r *reading) joinsNext(i, limit int) bool {
	if i+1 >= limit || r.is[i+1].has(subject) {
		return false
	}
	return r.toks[i+1].Is(text.Capital) || r.is[i+1].has(article|officeNoun|publicNoun|vagueNoun)
}

// closer returns the token after the bracket that closes the one at i.
func (r *reading) closer(i, limit int) int {
	for k := i + 1; k < limit && k < i+maxAppositive; k++ {
		if r.is[k].has(bracket) {
			return k + 1
		}
	}
	return limit
}

// inRelative reports whether a relative pronoun stands not far before token i, in the phrase that begins at start.
func (r *reading) inRelative(start, i int) bool {
	for k := i - 1; k > start && k > i-4; k-- {
		if r.isWho(k) {
			return true
		}
	}
	return false
}

// staysInPhrase reports whether the preposition at i goes on with the phrase: "a lawyer for the union", but
// not "Tom Reyes on Monday".
func (r *reading) staysInPhrase(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "of", "for", "from", "with", "to", "by", "near":
		return true
	case "in", "at":
		return !r.toks[i-1].Is(text.Capital)
	case "on", "about":
		return r.is[i-1].has(past|informed) && !(i+1 < len(r.is) && r.is[i+1].has(timeWord))
	}
	return false
}

// opensAppositive reports whether what follows a comma describes the name before it.
func (r *reading) opensAppositive(i, limit int) bool {
	if i >= limit || r.quote[i] != 0 {
		return false
	}
	c := r.is[i]
	if r.toks[i].Is(text.Number) || r.is[i-2].has(numeral) && r.toks[i].Form(r.src) == "of" { // an age: "Rachel Wool, 20, of Leeds"
		return true
	}
	if c.has(article) || r.isWho(i) || c.has(honorific) && !r.toks[i].Is(text.Capital) || c.has(possessive) {
		return true
	}
	return !r.toks[i].Is(text.Capital) && r.toks[i].Is(text.Word) && !r.is[i].has(boundary|preposition|auxiliary|adverb|participle|cueClasses|timeWord|subject|that)
}

// appositiveEnd returns where an appositive ends: at the next comma or the end of the clause.
func (r *reading) appositiveEnd(i, limit int) int {
	for ; i < limit; i++ {
		if r.is[i].has(comma|stop|semicolon|dash) || r.quote[i] != 0 && !r.quotedWord(i) {
			break
		}
	}
	return i
}
