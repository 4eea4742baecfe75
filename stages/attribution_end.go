package stages

import "parallax/text"

// contentFrom returns the content that begins at a token: to the end of the sentence, of its quotation
// where that ends the statement, or to the next cue of the same speaker.
func (r *reading) contentFrom(k int, s text.Range, i, from, limit int, clause bool) text.Range {
	if from >= s.To { // a colon at the end of a paragraph
		if r.opens(from) {
			return r.quotes[r.quote[from]-1].Range
		}
		next := r.sentences[k+1].Range
		return text.Range{From: next.From, To: r.end(next)}
	}
	to := r.cut(s, i, from, max(limit, from), clause)
	if r.opens(from) {
		q := r.quotes[r.quote[from]-1]
		switch {
		case q.To >= s.To:
			return text.Range{From: from, To: max(q.To, to)}
		case q.To >= to:
			return text.Range{From: from, To: q.To}
		case r.is[max(q.From, q.To-2)].has(comma|stop) || r.is[q.To].has(comma|joiner) || from > 0 && r.is[from-1].has(comma|colon):
			return text.Range{From: from, To: q.To}
		}
	}
	if to > from && r.quote[to-1] != 0 {
		to = max(to, r.quotes[r.quote[to-1]-1].To)
	}
	return text.Range{From: from, To: to}
}

// cut returns where the content that begins at from ends before to: where the speaker goes on with a new cue
// or another speaker begins; where the clause of the cue does, if that is not the main one; and, of an object or an
// infinitive, where what it says does.
func (r *reading) cut(s text.Range, i, from, to int, clause bool) int {
	after := r.subordinate(s, i)
	ends := func(next int) bool {
		return r.is[next].has(after) || after.has(article) && r.toks[next].Is(text.Capital)
	}
	joints := comma | dash | joiner // what it can end at
	if !clause {
		joints |= semicolon | preposition | boundary
	}
	for m := from + 1; m+1 < to; m++ {
		if r.quote[m] != 0 {
			if r.closes(m) && r.is[m-1].has(comma) && (r.resumes(m+1, to) || ends(m+1)) { // “…,” adding
				return m + 1
			}
			continue
		}
		c := r.is[m]
		switch {
		case r.resumes(m+1, to) && r.linksParticiple(m, i):
			return r.beforeComma(m)
		case !c.has(joints):
		case c.has(joiner) && (r.resumesFinite(m+1, to) || r.saysToo(m+1, to)):
			return r.beforeComma(m)
		case r.contrasts(m, to):
			return m
		case c.has(comma) && m > from+1 && ends(m+1):
			return m
		case !clause && r.endsObject(m, from, to):
			return r.beforeComma(m)
		}
	}
	return to
}

// endsObject reports whether an object or an infinitive that begins at from ends before token m: at another clause, an
// occasion, or what a comma sets off.
func (r *reading) endsObject(m, from, to int) bool {
	c, next := r.is[m], r.is[m+1]
	switch {
	case c.has(semicolon), c.has(joiner|dash) && m+2 < to && r.newClause(m+1, to):
		return true
	case c.has(comma) && next.has(participle):
		return !r.at(m+2, to, comma|joiner) // else a list: "of lying, cheating and stealing"
	case c.has(comma) && next.has(joiner):
		return r.at(m+2, to, subject)
	case c.has(comma):
		return next.has(wh | boundary | preposition)
	case m == from+1:
		return false
	case c.has(preposition) && r.isOccasion(m, to):
		return true
	}
	return c.has(boundary) && !c.has(joiner|that|wh|personal) && !r.is[m-1].has(joiner) && r.opensReason(m)
}

// opensReason reports whether the conjunction at i opens a clause about the saying rather than what is said.
func (r *reading) opensReason(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "as":
		return r.at(i+1, len(r.is), subject) && !r.is[i+1].has(article)
	case "because", "while", "after", "before", "since", "although", "though", "until", "unless":
		return true
	}
	return false
}

// subordinate returns what follows the comma that ends the clause of a cue, where that clause is not the main one:
// the subject after "While X said …,", the verb after "X, who said …,".
func (r *reading) subordinate(s text.Range, i int) class {
	for k := i - 1; k >= s.From && k > i-maxSource; k-- {
		switch {
		case r.isWho(k) && k > s.From && r.is[k-1].has(comma):
			return auxiliary | past | adverb | cueClasses
		case r.is[k].has(that):
			return 0
		case r.is[k].has(comma | semicolon | dash):
			if r.is[k+1].has(joiner) || !r.hasFinite(s.From, k) { // else the clause may stand behind the main one
				return r.leading(text.Range{From: k + 1, To: i})
			}
			return 0
		}
	}
	if r.isFrontedParticiple(s, i) || r.is[s.From].has(participle) && r.isVerbless(text.Range{From: s.From, To: i}) {
		return article | possessive | personal | subject
	}
	if i-s.From < maxSource {
		return r.leading(text.Range{From: s.From, To: i})
	}
	return 0
}

// leading returns what can begin the main clause behind the one that some words begin, if that is none.
func (r *reading) leading(clause text.Range) class {
	if c := r.is[r.firstWord(clause)]; c.has(boundary) && !c.has(joiner|that|subject) {
		return article | possessive | personal | subject
	}
	return 0
}

// firstWord returns the word that opens a clause, behind a joiner and adverbs: "But even as".
func (r *reading) firstWord(s text.Range) int {
	i := s.From
	for i < s.To-1 && r.is[i].has(joiner|adverb) {
		i++
	}
	return i
}

// saysToo reports whether another speaker with a verb of saying follows a joiner: "and others have said".
func (r *reading) saysToo(i, end int) bool {
	if c := r.is[i]; c.has(that) || !c.has(article|possessive|personal|vagueNoun|officeNoun|publicNoun) && !r.toks[i].Is(text.Capital) {
		return false
	}
	for k := i + 1; k < end && k < i+7; k++ {
		c := r.is[k]
		switch {
		case r.quote[k] != 0 || c.has(comma|preposition|joiner|to|that|semicolon|stop):
			return false
		case c.has(saying|telling) && !c.has(participle|nounish|perfect) && !r.toks[k].Is(text.Capital):
			return k+1 < end
		}
	}
	return false
}

// contrasts reports whether another speaker is set against this one behind a comma: ", while others say".
func (r *reading) contrasts(m, end int) bool {
	if m+3 >= end || !r.is[m].has(comma) || !r.is[m+1].has(boundary) {
		return false
	}
	switch r.toks[m+1].Form(r.src) {
	case "while", "whereas":
		return r.saysToo(m+2, end)
	}
	return false
}

// newClause reports whether a subject with a verb follows: "and Donald Trump says".
func (r *reading) newClause(i, end int) bool {
	if r.is[i].has(personal) {
		return true
	}
	if !r.toks[i].Is(text.Capital) && !r.is[i].has(article|possessive) {
		return false
	}
	for k := i + 1; k < end && k < i+7; k++ {
		switch {
		case r.startsVerb(k) && !r.is[k].has(past):
			return true
		case r.is[k].has(comma|preposition|joiner|to|semicolon) || r.quote[k] != 0:
			return false
		}
	}
	return false
}

// isOccasion reports whether a preposition opens a time or an occasion rather than a complement: "in a tweet", "on
// Tuesday".
func (r *reading) isOccasion(i, to int) bool {
	if i+1 >= to {
		return false
	}
	switch r.toks[i].Form(r.src) {
	case "in", "at", "during":
		next := r.toks[i+1].Form(r.src)
		return next == "a" || next == "an" || r.is[i+1].has(timeWord)
	case "on":
		return r.is[i+1].has(timeWord)
	}
	return false
}

// resumesFinite reports whether a verb of saying without a subject, or with a pronoun for it, follows a
// joiner: "and said that", "but she insisted".
func (r *reading) resumesFinite(i, end int) bool {
	for k := i; k < end && k < i+5; k++ {
		c := r.is[k]
		switch {
		case c.has(cueClasses) && !c.has(participle) && (c.has(past) || r.saysPlainly(k) || k > i || r.headline || c.has(telling) && !c.has(nounish) || r.at(k+1, end, that)):
			return k+1 < end && (k == i || !r.is[k-1].has(possessive)) && (r.is[k+1].has(that|subject|article|possessive|to|wh|quoteMark|comma|colon) || r.toks[k+1].Is(text.Capital))
		case c.has(adverb|auxiliary) && !c.has(negative) || k == i && c.has(personal):
		default:
			return false
		}
	}
	return false
}

// linksParticiple reports whether a participle behind token m goes on with what the speaker of the cue at i says rather than with the
// content: behind a comma, behind another participle and a joiner, or in time: "said it was dry before asking".
func (r *reading) linksParticiple(m, i int) bool {
	switch c := r.is[m]; {
	case c.has(comma | dash):
		return true
	case c.has(joiner):
		return r.is[i].has(participle)
	case c.has(boundary | preposition):
		switch r.toks[m].Form(r.src) {
		case "before", "after", "while":
			return true
		}
	}
	return false
}

// resumes reports whether the speaker goes on with a participle: ", adding that", ", and calling".
func (r *reading) resumes(i, end int) bool {
	if r.at(i, end, joiner) {
		i++
	}
	return i < end && (r.is[i].has(cueClasses) && r.is[i].has(participle) || r.is[i].has(prepositional))
}
