package stages

import "parallax/text"

// afterHearer returns where what follows a cue begins, behind the hearer of tell, ask and their like.
func (r *reading) afterHearer(i, limit int) int {
	tail := r.cueAt(i).To // no hearer begins with a preposition: "cautioned against haste"
	if !r.is[i].has(telling) || r.at(tail, limit, preposition) && !r.is[tail].has(to) {
		return tail
	}
	const reach = 12
	for k := tail; k < limit && k < tail+reach; k++ {
		c := r.is[k]
		if c.has(that|to|wh|comma|stop|colon) && !(k > tail && r.isWho(k)) || r.quote[k] != 0 || k > tail && c.has(subject) && !c.has(that) && !r.isWho(k) {
			return k
		}
		if k > tail && c.has(timeWord|preposition) && !r.staysInPhrase(k) {
			return k
		}
		if k > tail && c.has(article|possessive) && !r.is[k-1].has(preposition|joiner|possessive|article) {
			return k
		}
	}
	return tail
}

// contentStart returns where the content after a cue begins, and whether it is a clause or a quotation rather than an
// object or an infinitive; not ok where what follows can be no content.
func (r *reading) contentStart(i, limit int, s text.Range, source text.Range) (from int, clause, ok bool) {
	c, tail := r.is[i], r.afterHearer(i, limit)
	if c.has(saying|telling) && r.introduces(s, tail, limit) {
		return s.To, true, true
	}
	if tail >= limit {
		return 0, false, false
	}
	if c.has(saying) && source.Len() > 0 && source.From > s.From && r.toks[source.From-1].Form(r.src) == "as" {
		if at := r.afterOccasion(tail, s); r.at(at, s.To, comma) && at+1 < limit {
			return at + 1, true, true // "As X noted in June, …"
		}
	}
	if c.has(intending|telling) && (r.is[tail].has(to) || r.is[tail].has(negative) && r.at(tail+1, s.To, to)) {
		return tail, false, true
	}
	if from = r.statementStart(i, tail, limit); from >= 0 {
		return from, true, true
	}
	return tail, false, r.takesObject(i, tail, limit, source)
}

// introduces reports whether a sentence ends in a colon soon after its cue, so that the next paragraph is the content.
func (r *reading) introduces(s text.Range, tail, limit int) bool {
	const reach = 6
	return r.is[s.To-1].has(colon) && limit >= s.To-1 && s.To-1-tail < reach && s.To < len(r.toks) && r.quote[tail] == 0
}

// statementStart returns where a quotation or a clause begins after a cue, or -1.
func (r *reading) statementStart(i, tail, limit int) int {
	c, next := r.is[i], r.is[tail]
	switch {
	case r.opens(tail):
		return tail
	case next.has(colon) && c.has(saying|telling|announcing|thinking) && tail+1 < limit:
		return tail + 1
	case !c.has(saying | telling | thinking | showing | announcing):
		return -1
	case next.has(that|wh) && (c.has(thinking) || !r.opensTime(tail)):
		return tail
	case next.has(comma) && tail+1 < limit && r.opens(tail+1):
		return tail + 1
	}
	zero := r.isZero(i, tail, limit)
	if c.has(saying|telling|announcing) || next.has(preposition|timeWord|adverb) {
		if at := r.adjunctEnd(tail, limit); at > 0 && !(zero && (r.saysPlainly(i) || r.hasFinite(tail+1, at))) {
			return at
		}
	}
	const reach = 15
	if zero && c.has(saying|thinking|telling) && (r.saysPlainly(i) || next.has(personal) || r.hasFinite(tail+1, min(limit, tail+reach))) {
		return tail
	}
	return -1
}

// opensTime reports whether a question word after a verb of saying rather tells when or where it was said.
func (r *reading) opensTime(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "when", "where", "which":
		return true
	}
	return false
}

// takesObject reports whether what follows a cue is an object that is its content: what is judged, announced or shown.
func (r *reading) takesObject(i, tail, limit int, source text.Range) bool {
	c := r.is[i]
	switch {
	case !r.opensObject(tail), r.opensTimePhrase(tail, limit), c.has(judging) && r.namesOnly(i, tail, limit):
		return false
	case c.has(judging), c.has(announcing) && (c.has(saying) || r.namesSpeech(tail, limit)):
		return true
	}
	return c.has(showing) && !c.has(intending) && source.Len() > 0 && r.is[r.headNoun(source)].has(textNoun|officeNoun|vagueNoun)
}

// namesOnly reports whether "called" gives a name alone, so that nobody is called anything: "called Ann Lee and left", "a group called
// North Farm", "a show called “The Well”".
func (r *reading) namesOnly(i, tail, limit int) bool {
	switch r.toks[i].Form(r.src) {
	case "call", "calls", "called", "calling", "named", "nicknamed":
	default:
		return false
	}
	if r.cueAt(i).Len() > 1 || r.at(tail, limit, timeWord) {
		return false // "called on"
	}
	k := tail
	if k < limit && r.opens(k) {
		k = r.quotes[r.quote[tail]-1].To
		return r.titleCased(text.Range{From: tail, To: k}) && r.verbGroup(i, 0) == i && !r.is[i].has(participle)
	}
	if r.at(k, limit, article) {
		k++
	}
	name := k
	for k < limit && (r.toks[k].Is(text.Capital) || r.toks[k].Is(text.Number)) && r.quote[k] == 0 {
		k++
	}
	return k > name && (k >= limit || !r.is[k].has(possessive) && r.is[k].has(joiner|comma|stop|preposition|timeWord|to|boundary|bracket|auxiliary|past))
}

// opensTimePhrase reports whether two tokens tell when.
func (r *reading) opensTimePhrase(i, limit int) bool {
	return i+2 <= limit && r.isTime(text.Range{From: i, To: i + 2}) && !r.at(i+2, limit, possessive)
}

// namesSpeech reports whether an object is a thing said or written: after "gave" and "released" that alone makes an
// attribution.
func (r *reading) namesSpeech(i, limit int) bool {
	const reach = 6
	for k := i; k < limit && k < i+reach; k++ {
		if r.is[k].has(saidNoun | textNoun) {
			return true
		}
		if k > i && r.is[k].has(preposition|boundary|comma|to) {
			return false
		}
	}
	return false
}

// opensObject reports whether the token can begin an object.
func (r *reading) opensObject(i int) bool {
	c := r.is[i]
	return c.has(article) || c.has(possessive) && !c.has(subject) || r.toks[i].Is(text.Capital) && !c.has(timeWord|preposition|boundary) ||
		c.has(vagueObject) && (r.toks[i].Form(r.src) == "him" || r.toks[i].Form(r.src) == "them")
}

// saysPlainly reports whether the cue is a form of "say", after which a clause needs no "that".
func (r *reading) saysPlainly(i int) bool { return r.is[i].has(plainly) }

// isZero reports whether a clause without "that" can begin at a token after a cue.
func (r *reading) isZero(i, tail, limit int) bool {
	c := r.is[tail]
	if r.opensTimePhrase(tail, limit) {
		return false
	}
	if r.opensAmount(tail) {
		return r.hasFinite(tail+1, min(limit, tail+20))
	}
	if c.has(subject) && !c.has(that) {
		return tail+1 < limit
	}
	if r.saysPlainly(i) {
		if c.has(conditional) {
			return r.hasFinite(tail+1, min(limit, tail+20))
		}
		if c.has(article) && c.has(adverb|vagueObject) && !r.isVague(tail) {
			return true // both, much
		}
		return !c.has(preposition|comma|stop|colon|semicolon|dash|bracket|joiner|timeWord|adverb|boundary|to) && !r.isVague(tail) || r.toks[tail].Is(text.Capital) && !c.has(timeWord)
	}
	return c.has(article|possessive) || r.toks[tail].Is(text.Capital) && !c.has(timeWord) || c.has(officeNoun|publicNoun)
}

// opensAmount reports whether a number that is not exact begins at a token, as the subject of a clause may: "at least 50 people", "only a
// handful".
func (r *reading) opensAmount(i int) bool {
	if !r.is[i].has(inexact) {
		return false
	}
	n := i + 1
	switch r.toks[i].Form(r.src) {
	case "more", "less", "fewer", "at", "up", "as":
		if n+1 >= len(r.toks) {
			return false
		}
		switch r.toks[n].Form(r.src) {
		case "than", "least", "most", "to":
			n++
		case "many", "few", "much":
			n += 2 // as many as
		default:
			return false
		}
	}
	if n >= len(r.toks) {
		return false
	}
	switch r.toks[n].Form(r.src) {
	case "a", "an", "half", "all", "every":
		return r.toks[i].Form(r.src) != "as"
	}
	return r.toks[n].Is(text.Number) || r.is[n].has(numeral)
}

// isVague reports whether a token is an object that tells nothing: "said nothing", "said so", but not "said much
// of it was true".
func (r *reading) isVague(i int) bool {
	return r.is[i].has(vagueObject) && !r.opensAmount(i) && (i+1 >= len(r.is) || r.is[i+1].has(stop|comma|semicolon|boundary|joiner|adverb|quoteMark) ||
		r.is[i+1].has(preposition) && !r.is[i].has(article) && r.toks[i+1].Form(r.src) != "of")
}

// adjunctEnd looks past a time, a place or an occasion after a cue ("said in a statement on Monday that") to where
// content surely begins. It returns -1 where none does.
func (r *reading) adjunctEnd(i, limit int) int {
	const reach, maxName = 16, 10
	for k := i; k < limit && k < i+reach; k++ {
		c := r.is[k]
		switch {
		case r.quote[k] != 0 && !r.opens(k):
			return -1
		case r.opens(k):
			if k > i && r.is[k-1].has(comma|colon) {
				return k
			}
			if name := r.quotes[r.quote[k]-1]; name.Len() > maxName {
				return -1
			}
			k = r.quotes[r.quote[k]-1].To - 1 // the name of a show
		case c.has(that) && (k == i || !r.is[k-1].has(article|preposition|joiner) && (!r.at(k+1, limit, past) || r.toks[k+1].Is(text.Capital))): // else “the attack that killed”
			return k
		case c.has(participle) && k > i && r.is[k-1].has(comma) && !r.endsAside(k, limit):
			return -1 // "confirmed the sale, saying that": another verb's content
		case c.has(stop | semicolon):
			return -1
		case k > i && c.has(personal) && !r.isWho(k) && !r.is[k-1].has(comma|boundary|auxiliary|joiner):
			return k
		case k > i && r.is[k-1].has(timeWord) && (c.has(article|possessive) || r.toks[k].Is(text.Capital)) && !c.has(timeWord|numeral) && r.hasFinite(k+1, min(k+9, limit)):
			return k
		case k > i && c.has(saying|telling|thinking) && !c.has(participle|nounish|perfect):
			return -1
		case c.has(colon) && k+1 < limit:
			return k + 1
		}
	}
	return -1
}

// endsAside reports whether the participle at k opens an aside between two commas: "said on Monday, speaking in Oslo, that".
func (r *reading) endsAside(k, limit int) bool {
	const reach = 12
	for end := min(limit, k+reach); k < end && !r.is[k].has(that|stop|semicolon); k++ {
		if r.is[k].has(comma) {
			return true
		}
	}
	return false
}

// hasFinite reports whether a finite verb stands among some tokens.
func (r *reading) hasFinite(from, to int) bool {
	for i := from; i < to; i++ {
		c := r.is[i]
		if c.has(auxiliary) && !r.isGenitive(i) || c.has(past|saying|thinking) && !c.has(participle|nounish) && !(r.isReduced(i) && i+1 < to && r.is[i+1].has(preposition)) {
			return true
		}
		if c.has(stop | semicolon) {
			return false
		}
	}
	return false
}

// isReduced reports whether a form in -ed may be a participle after its noun: "wins based on".
func (r *reading) isReduced(i int) bool {
	f := r.toks[i].Form(r.src)
	return r.is[i].has(past) && len(f) > 2 && f[len(f)-2:] == "ed"
}
