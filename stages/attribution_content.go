package stages

import "parallax/text"

// at reports whether token i lies before an end and has a use.
func (r *reading) at(i, end int, c class) bool { return i < end && r.is[i].has(c) }

// end returns where a sentence ends without its unquoted final stop.
func (r *reading) end(s text.Range) int {
	to := s.To
	for to > s.From && r.is[to-1].has(stop) && r.quote[to-1] == 0 {
		to--
	}
	return to
}

// beforeComma returns the end of a clause whose last token may be a comma before i.
func (r *reading) beforeComma(i int) int {
	if i > 0 && r.is[i-1].has(comma|dash) && r.quote[i-1] == 0 {
		return i - 1
	}
	return i
}

// closes reports whether token i is the last of its quotation.
func (r *reading) closes(i int) bool { return r.quote[i] != 0 && r.quotes[r.quote[i]-1].To == i+1 }

// opens reports whether token i is the first of its quotation.
func (r *reading) opens(i int) bool { return r.quote[i] != 0 && r.quotes[r.quote[i]-1].From == i }

// segmentStart is where the clause of a cue may begin: after the last attribution before it that stands after its
// content.
func (r *reading) segmentStart(s text.Range, i, first int) int {
	from := s.From
	for _, f := range r.found[first:] {
		if to := max(f.cue.To, f.source.To); to <= i && to > from && f.rule != "forward" && f.rule != "shared subject" {
			from = to
		}
	}
	return from
}

// segmentEnd is where the content of a cue must end: before the next attribution that stands after its
// content.
func (r *reading) segmentEnd(s text.Range, i, first int) int {
	to := r.end(s)
	for _, f := range r.found[first:] {
		if f.rule == "forward" || f.rule == "shared subject" {
			continue
		}
		from := f.cue.From
		if f.source.Len() > 0 {
			from = min(from, f.source.From)
		}
		if from > i && from < to {
			to = r.beforeComma(from)
		}
	}
	return to
}

// clauseStart returns where the clause before token i begins: at the start of the sentence or after the
// attribution before.
func (r *reading) clauseStart(s text.Range, i, first int) int {
	from := s.From
	for _, f := range r.found[min(first, len(r.found)):] {
		if to := max(f.cue.To, f.source.To); f.sentence >= 0 && to > from && to < i && f.cue.From >= s.From {
			from = to
		}
	}
	for from < i && r.is[from].has(comma|semicolon|dash) {
		from++
	}
	return from
}

// contentBefore returns the content that ends before token i: the quotation that closes there, from the
// start of its clause where that stands in the same sentence, or the clause up to the comma.
func (r *reading) contentBefore(s text.Range, i, first int) text.Range {
	start := r.clauseStart(s, i, first)
	if i == s.From {
		return text.Range{From: r.quotes[r.quote[i-1]-1].From, To: i}
	}
	if r.quote[i-1] == 0 {
		return text.Range{From: start, To: r.beforeComma(i)}
	}
	q := r.quotes[r.quote[i-1]-1]
	if q.From <= start {
		return text.Range{From: q.From, To: i}
	}
	return text.Range{From: start, To: i}
}

// nextQuote returns the first token of the next quotation after i that is not a word or two, or -1.
func (r *reading) nextQuote(i, limit int) int {
	for ; i < limit; i++ {
		if r.opens(i) {
			return i
		}
		if r.is[i].has(cueClasses) && r.quote[i] == 0 {
			return -1
		}
	}
	return -1
}

// hasThat reports whether a "that" follows in the clause.
func (r *reading) hasThat(i, limit int) bool {
	for ; i < limit; i++ {
		if r.is[i].has(that) {
			return true
		}
		if r.is[i].has(stop | semicolon | cueClasses) {
			return false
		}
	}
	return false
}

// contrast returns where a clause that turns from what was said begins: ", though …", "; …".
func (r *reading) contrast(from, to int) int {
	for i := from + 3; i < to; i++ {
		if r.quote[i] == 0 && r.is[i].has(semicolon) {
			return i
		}
	}
	return to
}

// afterHearer returns where what follows a cue begins, behind the hearer of tell, ask and their like.
func (r *reading) afterHearer(i, limit int) int {
	tail := r.cueAt(i).To
	if !r.is[i].has(telling) {
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

// contentStart returns where the content after a cue begins, if what follows can be content at all.
func (r *reading) contentStart(i, limit int, s text.Range, source text.Range) (from int, clause, ok bool) {
	c := r.is[i]
	tail := r.afterHearer(i, limit)
	if r.at(s.To-1, s.To, colon) && limit >= s.To-1 && s.To-1-tail < 6 && s.To < len(r.toks) && c.has(saying|telling) && r.quote[tail] == 0 {
		return s.To, true, true // the next paragraph
	}
	if tail >= limit {
		return 0, false, false
	}
	next := r.is[tail]
	if source.From > s.From && source.Len() > 0 && r.toks[source.From-1].Form(r.src) == "as" && c.has(saying) {
		if at := r.afterOccasion(tail, s); r.at(at, s.To, comma) && at+1 < limit {
			return at + 1, true, true
		}
	}
	if r.quote[tail] != 0 && r.opens(tail) {
		return tail, true, true
	}
	if next.has(colon) && c.has(saying|telling|announcing|thinking) && tail+1 < s.To {
		return tail + 1, true, true
	}
	if c.has(intending | telling) {
		if next.has(to) {
			return tail, false, true
		}
		if next.has(negative) && r.at(tail+1, s.To, to) {
			return tail, false, true
		}
	}
	if c.has(saying | telling | thinking | showing | announcing) {
		if next.has(that|wh) && !(next.has(boundary) && next.has(timeWord)) {
			if !(r.toks[tail].Form(r.src) == "when" || r.toks[tail].Form(r.src) == "where" || r.toks[tail].Form(r.src) == "which") || c.has(thinking) {
				return tail, true, true
			}
		}
		if next.has(comma) && tail+1 < limit && r.opens(tail+1) {
			return tail + 1, true, true
		}
		if next.has(comma) && c.has(saying) && tail+1 < limit && r.is[i].has(saying) && r.saysPlainly(i) && r.is[tail+1].has(adverb) {
			return 0, false, false
		}
		zero := r.isZero(i, tail, limit)
		if at := r.adjunctEnd(tail, limit); at > 0 && (c.has(saying|telling|announcing) || next.has(preposition|timeWord|adverb)) && !(zero && (r.saysPlainly(i) || r.hasFinite(tail+1, at))) {
			return at, true, true
		}
		if zero && c.has(saying|thinking|telling) && (r.saysPlainly(i) || next.has(personal) || r.hasFinite(tail+1, min(limit, tail+15))) {
			return tail, true, true
		}
	}
	if c.has(announcing) && r.opensObject(tail) && (c.has(saying|judging) || r.namesSpeech(tail, limit)) {
		return tail, false, true
	}
	if c.has(judging) && r.opensObject(tail) {
		return tail, false, true
	}
	if c.has(showing) && r.opensObject(tail) && !r.is[i].has(intending) && source.Len() > 0 && r.is[r.headNoun(source)].has(textNoun|officeNoun|vagueNoun) {
		return tail, false, true
	}
	return 0, false, false
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
	return c.has(article|possessive) && !c.has(subject) || r.toks[i].Is(text.Capital) && !c.has(timeWord|preposition|boundary) ||
		r.toks[i].Form(r.src) == "him" || r.toks[i].Form(r.src) == "them" || c.has(article)
}

// saysPlainly reports whether the cue is a form of "say", after which a clause needs no "that".
func (r *reading) saysPlainly(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "say", "says", "said", "saying":
		return true
	}
	return false
}

// isZero reports whether a clause without "that" can begin at a token after a cue.
func (r *reading) isZero(i, tail, limit int) bool {
	c := r.is[tail]
	if c.has(subject) && !c.has(that) {
		return tail+1 < limit
	}
	if r.saysPlainly(i) {
		if r.opensCondition(tail) {
			return r.hasFinite(tail+1, min(limit, tail+20))
		}
		if c.has(article) && c.has(adverb|vagueObject) && !r.isVague(tail) {
			return true // both, much
		}
		return !c.has(preposition|comma|stop|colon|semicolon|dash|bracket|joiner|timeWord|adverb|boundary|to) && !r.isVague(tail) || r.toks[tail].Is(text.Capital) && !c.has(timeWord)
	}
	return c.has(article|possessive) || r.toks[tail].Is(text.Capital) && !c.has(timeWord) || c.has(officeNoun|publicNoun)
}

// opensCondition reports whether a word opens a clause that what is said can begin with.
func (r *reading) opensCondition(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "if", "because", "although", "though", "unless", "despite", "just", "even":
		return true
	}
	return false
}

// isVague reports whether a token is an object that tells nothing: "said nothing", "said so", but not "said much
// of it was true".
func (r *reading) isVague(i int) bool {
	return r.is[i].has(vagueObject) && (i+1 >= len(r.is) || r.is[i+1].has(stop|comma|semicolon|boundary|joiner|adverb|quoteMark) ||
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
		case c.has(that) && (k == i || !r.is[k-1].has(article|preposition)):
			return k
		case c.has(stop | semicolon):
			return -1
		case k > i && c.has(personal) && !r.isWho(k) && !r.is[k-1].has(comma|boundary|auxiliary|joiner):
			return k
		case k > i && r.is[k-1].has(timeWord) && (c.has(article|possessive) || r.toks[k].Is(text.Capital)) && !c.has(timeWord|numeral) && r.hasFinite(k+1, min(k+9, limit)):
			return k
		case k > i && c.has(saying|telling|thinking) && !c.has(participle|nounish):
			return -1
		case c.has(colon) && k+1 < limit:
			return k + 1
		}
	}
	return -1
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
