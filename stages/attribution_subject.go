package stages

import "parallax/text"

// inherited returns the source of a cue that has no subject of its own: a participle or a verb after and,
// but or a comma has that of the clause before it.
func (r *reading) inherited(s text.Range, i, verb, first int) (text.Range, bool) {
	prev := class(0)
	if verb > s.From {
		prev = r.is[verb-1]
	}
	part := r.is[i].has(participle) && (verb == s.From || prev.has(comma|joiner|dash|preposition|boundary) || r.quote[verb-1] != 0)
	coordinated := !r.is[i].has(participle) && verb > s.From && prev.has(joiner|comma|bracket) && r.is[i].has(saying|telling|judging|intending|announcing)
	if np := r.quotedAs(s, verb-1); part && np.Len() > 0 {
		return np, true
	}
	if !part && !coordinated || coordinated && r.inRelativeClause(s, verb) {
		return text.Range{}, false
	}
	for k := len(r.found) - 1; k >= first; k-- {
		if f := r.found[k]; f.source.Len() > 0 && f.head < i && !r.nested(first, k) {
			return f.source, true
		}
	}
	if r.isFrontedParticiple(s, i) {
		return r.mainSubject(s, i), true
	}
	if np := r.clauseSubject(s, verb); np.Len() > 0 {
		return np, true
	}
	return text.Range{}, part
}

// quotedAs returns who is quoted before an "as" at a token: "The agency quoted an official as saying". It is empty in the passive,
// where the subject is.
func (r *reading) quotedAs(s text.Range, as int) text.Range {
	const longest = 14
	if as <= s.From || r.toks[as].Form(r.src) != "as" {
		return text.Range{}
	}
	for k := as - 1; k >= s.From && k >= as-longest; k-- {
		switch r.toks[k].Form(r.src) {
		case "quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing":
			if np := (text.Range{From: k + 1, To: as}); np.Len() > 0 && !r.is[np.From].has(preposition|adverb|comma) && r.isSource(np) {
				return np
			}
			return text.Range{}
		}
	}
	return text.Range{}
}

// inRelativeClause reports whether a verb after a joiner goes on with a relative clause without a comma: "groups that are backed
// by the bank and oppose the sale".
func (r *reading) inRelativeClause(s text.Range, verb int) bool {
	const reach = 12
	for k := verb - 2; k > s.From && k > verb-reach && !r.is[k].has(comma|semicolon) && r.quote[k] == 0; k-- {
		if (r.is[k].has(that) || r.isWho(k)) && r.is[k+1].has(auxiliary) {
			return true
		}
	}
	return false
}

// isFrontedParticiple reports whether the cue at i is a participle that opens its sentence, alone or after a
// preposition: "Noting that …, X said", "In rejecting it, X …".
func (r *reading) isFrontedParticiple(s text.Range, i int) bool {
	return r.is[i].has(participle) && (i == s.From || i == s.From+1 && r.is[s.From].has(preposition|boundary))
}

// mainSubject returns the subject of the clause after a fronted participle: what stands between a comma and the next
// finite verb.
func (r *reading) mainSubject(s text.Range, i int) text.Range {
	const reach, longest = 60, 12
	for m := i + 1; m+1 < s.To && m < i+reach; m++ {
		if !r.is[m].has(comma) || r.quote[m] != 0 {
			continue
		}
		end := m + 1
		for end < s.To && end < m+longest && !r.startsVerb(end) && !r.is[end].has(comma|adverb) {
			end++
		}
		if np := (text.Range{From: m + 1, To: end}); end < s.To && (r.startsVerb(end) || r.is[end].has(comma|adverb)) && r.opensClause(m+1) && r.isSource(np) {
			return np
		}
	}
	return text.Range{}
}

// opensClause reports whether the subject of a clause can begin at token i.
func (r *reading) opensClause(i int) bool {
	c := r.is[i]
	return r.toks[i].Is(text.Capital) && !c.has(preposition|boundary|adverb|timeWord|participle) || c.has(article|possessive) && !c.has(timeWord) || c.has(personal)
}

// clauseSubject returns the subject of the nearest clause before a verb: a noun phrase at the start of a clause
// that a finite verb follows.
func (r *reading) clauseSubject(s text.Range, verb int) text.Range {
	const reach = 60
	for p := verb - 1; p >= max(s.From, verb-reach); p-- {
		if r.quote[p] != 0 || p > s.From && !r.is[p-1].has(comma|dash|boundary|that|semicolon|joiner|timeWord|adverb|quoteMark) {
			continue
		}
		if !r.opensClause(p) {
			continue
		}
		end := p + 1
		for end < verb && end < p+14 && !r.startsVerb(end) && !r.is[end].has(comma|semicolon|dash|that) {
			end++
		}
		if r.at(end, verb, comma) { // "X, in an interview, said little, adding …"
			if after := r.afterAside(end, verb); after > 0 && r.isSource(text.Range{From: p, To: end}) {
				return text.Range{From: p, To: end}
			}
		}
		for end > p+1 && r.is[end-1].has(adverb) {
			end--
		}
		if np := (text.Range{From: p, To: end}); end < verb && (r.startsVerb(end) || r.is[end].has(adverb)) && r.isSource(np) {
			return np
		}
	}
	return text.Range{}
}

// afterAside returns the finite verb after the aside that a comma opens, or -1. The verb a comma comes before may be a
// participle of the same subject: then the aside is that.
func (r *reading) afterAside(open, verb int) int {
	if open == verb-1 {
		return verb
	}
	for k := open + 1; k < verb && k < open+maxAppositive; k++ {
		if r.is[k].has(comma) {
			if k+1 < verb && (r.startsVerb(k+1) || r.is[k+1].has(adverb)) {
				return k + 1
			}
			return -1
		}
	}
	return -1
}

// startsVerb reports whether a finite verb or its auxiliary stands at token i.
func (r *reading) startsVerb(i int) bool {
	c := r.is[i]
	return c.has(auxiliary) && !r.isGenitive(i) || c.has(past) || c.has(saying|thinking|telling|intending|judging) && !c.has(participle) && !r.toks[i].Is(text.Capital) && !r.is[i].has(nounish)
}

// isSource reports whether a phrase can be a source: it begins like a noun phrase and is no time or
// adverbial.
func (r *reading) isSource(np text.Range) bool {
	if np.Len() == 0 || np.Len() > maxSource+maxAppositive {
		return false
	}
	if np.Len() == 1 && r.isWho(np.From) {
		return true
	}
	first, last := r.is[np.From], r.is[np.To-1]
	if last.has(period) || np.Len() == 1 && first.has(bare) || np.From > 0 && first.has(past) && r.is[np.From-1].has(auxiliary) && !r.isGenitive(np.From-1) {
		return false
	}
	if np.Len() == 1 && (first.has(that|timeWord|adverb|participle|preposition|boundary&^personal|being) || first.has(subject) && !first.has(personal) && !first.has(article|vagueNoun)) {
		return r.toks[np.From].Form(r.src) == "it" || first.has(publicNoun|vagueNoun|officeNoun|textNoun|bodyNoun)
	}
	if first.has(to|that|preposition|boundary) && !first.has(article|personal) && !r.toks[np.From].Is(text.Capital) {
		return false
	}
	if r.toks[np.From].Is(text.Capital) || first.has(article|possessive|personal|numeral) || np.Len() > 1 && !last.has(adverb|preposition|timeWord|to) {
		return true
	}
	return first.has(textNoun|bodyNoun|officeNoun|publicNoun|vagueNoun) || !first.has(adverb|preposition|timeWord|past|auxiliary|boundary|joiner)
}
