package stages

import "parallax/text"

// accordingTo finds "according to", "per", "in the view of": the source comes after the cue, the content
// before it or, where the cue opens the sentence, after the source.
func (r *reading) accordingTo(k int, s text.Range, i, first int) bool {
	cue := r.cueAt(i)
	source := r.phraseAfter(cue.To, s.To)
	if i <= s.From+1 {
		source = r.withoutClause(source, s)
	}
	if source.Len() == 0 || r.is[source.From].has(wh|preposition) {
		return false
	}
	if head := r.is[r.headNoun(source)]; head.has(measureNoun) && !head.has(textNoun|publicNoun|vagueNoun|officeNoun) {
		return false // according to plan; a person is counted and a source
	}
	if cue.Len() == 1 && (r.is[source.From].has(measureNoun) || r.is[i-min(i, 1)].has(numeral|measureNoun)) {
		return false // $5 per vehicle
	}
	f := finding{source: source, cue: cue, head: i, sentence: k, rule: "according to"}
	before := text.Range{From: i, To: i}
	if i > s.From {
		before = r.contentBefore(s, i, first)
	}
	after := text.Range{From: source.To, To: source.To}
	said := before.Len() > 1 && !(before.Len() == 2 && r.is[before.From].has(joiner|adverb|boundary))
	if r.at(source.To, s.To, comma) || !said {
		from := source.To
		if r.at(from, s.To, comma) {
			from++
		}
		after = text.Range{From: from, To: r.end(s)}
	}
	if said {
		if r.at(source.To, s.To, comma) && after.Len() > 2 && !r.is[after.From].has(boundary|joiner|participle|wh|cueClasses|prepositional) {
			return r.add(f, before, after)
		}
		return r.add(f, before)
	}
	return r.add(f, after)
}

// withoutClause cuts a source at the comma after which the sentence proper begins: "According to court documents,
// the firm hid the losses". An appositive ends in a comma of its own and has no verb.
func (r *reading) withoutClause(np text.Range, s text.Range) text.Range {
	for i := np.From; i < np.To; i++ {
		if r.is[i].has(comma) {
			if !r.at(np.To, s.To, comma) || r.hasFinite(i+1, np.To) || !r.toks[i-1].Is(text.Capital) {
				np.To = i
			}
			break
		}
	}
	return np
}

// inverted finds "…," said X and …, said X.
func (r *reading) inverted(k int, s text.Range, i, first int) bool {
	if i == s.From || i+1 >= s.To || !r.is[i].has(saying) || r.is[i].has(participle) {
		return false
	}
	afterQuote := r.quote[i-1] != 0
	if !afterQuote && !(r.is[i-1].has(comma) && i-2 >= s.From && r.inverts(i)) {
		return false
	}
	next := i + 1
	if !(r.toks[next].Is(text.Capital) || r.is[next].has(article|possessive|personal) || r.is[next].has(officeNoun|publicNoun|vagueNoun) || afterQuote && r.isRole(next, s.To) || r.headline && r.endsHeadline(i, s.To)) ||
		r.is[next].has(timeWord) || r.is[next].has(that) && !r.toks[next].Is(text.Capital) || r.quote[next] != 0 || r.headline && !afterQuote && r.is[next].has(personal) {
		return false
	}
	source := r.phraseAfter(next, s.To)
	if source.Len() == 0 || r.is[source.To-1].has(article) && source.Len() == 1 || r.isTime(source) {
		return false
	}
	if !afterQuote && r.is[next].has(article) && r.toks[next].Form(r.src) != "the" && r.is[r.headNoun(source)].has(textNoun) {
		return false // "Molnar, whose son is a builder, posted a photo"
	}
	if !afterQuote && source.To < s.To && !r.is[source.To].has(comma|stop|semicolon|dash|preposition|timeWord|bracket) && !(r.headline && r.is[source.To].has(boundary)) {
		return false // "X, a lawyer, said the convention could fail"
	}
	if left := (text.Range{From: r.segmentStart(s, i, first), To: i - 1}); !afterQuote && !r.headline && r.any(left, comma) && (!r.hasFinite(left.From, left.To) || r.endsInParticiple(left)) {
		return false // "An official, speaking to reporters, said …"
	}
	f := finding{source: source, cue: text.Range{From: i, To: i + 1}, head: i, sentence: k, rule: "inverted"}
	return r.around(f, s, i, source.To, first)
}

// endsHeadline reports whether a headline ends in a plain verb of saying and who said it, without an article: ", says engineer".
func (r *reading) endsHeadline(i, end int) bool {
	const longest = 3
	source := text.Range{From: i + 1, To: end}
	return r.saysPlainly(i) && source.Len() <= longest && !r.is[source.From].has(preposition|boundary|joiner|adverb|participle|past) && r.isVerbless(source)
}

// endsInParticiple reports whether the last thing that a comma sets off is a participle: "The sale, announced on Monday".
func (r *reading) endsInParticiple(left text.Range) bool {
	i := left.To - 1
	for i > left.From && !r.is[i].has(comma) {
		i--
	}
	return i+1 < left.To && r.is[i].has(comma) && r.is[i+1].has(past|participle)
}

// isTime reports whether a phrase tells when: "this week", "last month".
func (r *reading) isTime(np text.Range) bool {
	return np.Len() == 2 && r.is[np.To-1].has(measureNoun) && (r.is[np.From].has(timeWord) || r.toks[np.From].Form(r.src) == "this")
}

// isRole reports whether a common noun before a name begins at token i: "said pollster Frank Luntz".
func (r *reading) isRole(i, limit int) bool {
	for k := i; k < limit && k < i+5; k++ {
		if r.toks[k].Is(text.Capital) {
			return k > i
		}
		if !r.toks[k].Is(text.Word) || r.is[k].has(preposition|boundary|auxiliary|adverb|timeWord|participle|to|that|subject|vagueObject) && !r.is[k].has(article) && k == i {
			return false
		}
	}
	return false
}

// parenthetical finds "…," X said and …, X said.
func (r *reading) parenthetical(k int, s text.Range, i, first int) bool {
	if !r.is[i].has(saying | telling | thinking | showing | announcing) {
		return false
	}
	source, verb := r.subject(i, s.From)
	if np := r.behindQuotation(verb, s.From); np.Len() > source.Len() && !r.is[i].has(participle) {
		source = np
	}
	if announces := !r.is[i].has(saying | telling | thinking | showing); announces && (source.From == 0 || !r.closes(source.From-1)) {
		return false // of these only “…,” he conveyed
	}
	if !r.isSource(source) || source.From == s.From && !r.afterCry(s) {
		return false
	}
	tail := r.afterHearer(i, s.To)
	if r.closes(source.From - 1) {
		if r.leadsIn(s, i, source.From, tail, first) {
			return false
		}
	} else {
		if r.is[tail-1].has(saying) {
			tail = r.afterOccasion(tail, s)
		}
		if !r.interrupts(source.From-1, i, tail, s) {
			return false
		}
	}
	f := finding{source: source, cue: text.Range{From: verb, To: r.cueAt(i).To}, head: i, sentence: k, rule: "parenthetical"}
	return r.around(f, s, source.From, tail, first)
}

// interrupts reports whether a source and its cue, from the token after before to tail, stand inside or behind the clause
// that they attribute.
func (r *reading) interrupts(before, i, tail int, s text.Range) bool {
	switch {
	case !r.is[before].has(comma):
		return false
	case r.at(tail, s.To, comma|colon) && tail+1 < s.To && r.opens(tail+1):
		return r.any(text.Range{From: s.From, To: before}, quoteMark) // else "Asked about it, X said, “…”"
	case before == s.From:
		return r.at(tail, s.To, comma) // "Still, X said, …"
	}
	return r.closesClause(i, tail, s)
}

// leadsIn reports whether a quotation that ends before token from, where a source begins, belongs to a phrase or a clause that leads in
// to what that says: On “Morning Light,” Molnar said that …; Asked why it was “dry,” she laughed: “…”. The cue is at i, and what follows it
// at tail.
func (r *reading) leadsIn(s text.Range, i, from, tail, first int) bool {
	left := r.contentBefore(s, from, first)
	if r.opens(left.From) || r.closesClause(i, tail, s) && !(r.at(tail, s.To, comma) && tail+1 < s.To && r.opens(tail+1) && r.isFronted(left)) {
		return false
	}
	c := r.is[r.firstWord(left)]
	return c.has(preposition|participle|past|timeWord) || c.has(boundary) && !c.has(that|subject)
}

// afterCry reports whether the sentence follows a quotation that ends in a question or exclamation mark, which
// need not end the sentence: “Perpetual motion!” Rep. Thompson said.
func (r *reading) afterCry(s text.Range) bool {
	return s.From > 1 && !r.toks[s.From].Is(text.NewPara) && r.closes(s.From-1) && r.is[s.From-2].has(stop) && r.toks[s.From-2].Form(r.src) != "."
}

// afterOccasion returns where a time or an occasion after a cue ends that commas divide from the rest: "…, he said in
// an interview, …". Else it returns i.
func (r *reading) afterOccasion(i int, s text.Range) int {
	const reach = 9
	if !r.at(i, s.To, preposition|timeWord) {
		return i
	}
	for k := i; k < s.To && k < i+reach; k++ {
		switch c := r.is[k]; {
		case c.has(comma) && !(k+1 < s.To && r.opens(k+1)):
			return k
		case c.has(that|stop|cueClasses|auxiliary|personal) || r.quote[k] != 0:
			return i
		}
	}
	return i
}

// closesClause reports whether an attribution that ends at tail stands at the end of its clause, so that
// what it attributes stands before it.
func (r *reading) closesClause(i, tail int, s text.Range) bool {
	if tail >= s.To || r.is[tail].has(comma|stop|semicolon|dash) {
		return true
	}
	return !r.is[i].has(thinking) && r.is[tail].has(preposition|timeWord) && r.end(s)-tail < 14 && !r.hasThat(tail, s.To)
}

// around adds a finding whose content stands before token from, and goes on after token to where a
// quotation or the interrupted clause does.
func (r *reading) around(f finding, s text.Range, from, to, first int) bool {
	left := r.contentBefore(s, from, first)
	if left.Len() == 0 {
		return false
	}
	right := text.Range{From: to, To: to}
	quoted := r.quote[from-1] != 0
	if q := r.nextQuote(to, s.To); q > to && quoted && (r.is[q-1].has(comma|colon|stop|dash) || r.is[q-1].has(joiner) && q-1 == to+1 && r.is[to].has(comma)) {
		right = r.quotes[r.quote[q]-1].Range
	} else if q > to+2 && quoted && r.is[to].has(comma) && r.goesOn(to+1, false) && !r.is[to+1].has(joiner) && r.hasFinite(to+1, q) {
		right = text.Range{From: to + 1, To: r.segmentEnd(s, to, first)} // “…,” X said, the farm has “…”
	} else if r.at(to, s.To, comma) && r.end(s)-to > 3 && !quoted && r.goesOn(to+1, f.rule == "inverted") {
		right = text.Range{From: to + 1, To: r.segmentEnd(s, to, first)}
	}
	if right.Len() == 0 && !quoted && (r.isFronted(left) || f.rule == "parenthetical" && r.is[left.From].has(boundary) && r.subordinates(left.From)) {
		return false
	}
	return r.add(f, left, right)
}

// goesOn reports whether an interrupted clause can go on at token i.
func (r *reading) goesOn(i int, inverted bool) bool {
	c := r.is[i]
	if inverted {
		return c.has(auxiliary)
	}
	if c.has(joiner) {
		return r.is[i+1].has(subject)
	}
	return !c.has(participle|cueClasses|wh|prepositional|preposition) && !(c.has(boundary) && !c.has(that))
}

// subordinates reports whether a word opens a clause that cannot stand alone: "While X said so, the audit went on".
func (r *reading) subordinates(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "while", "although", "though", "whereas", "because", "after", "before", "since", "until", "unless":
		return true
	}
	return false
}

// isFronted reports whether what stands before a comma is no statement but an adverbial: "Like Trump, the
// committee has written …".
func (r *reading) isFronted(left text.Range) bool {
	c := r.is[left.From]
	return c.has(preposition|participle) && !c.has(boundary) && !r.hasFinite(left.From, left.To)
}

// forward finds X said (that) …: the content comes after the cue.
func (r *reading) forward(k int, s text.Range, i, first int) bool {
	floor := r.segmentStart(s, i, first)
	source, verb := r.subject(i, floor)
	own := r.isSource(source)
	var heir bool
	if !own {
		source, heir = r.inherited(s, i, verb, first)
		if !heir {
			return false
		}
	}
	limit := r.segmentEnd(s, i, first)
	if own && r.is[i].has(judging) && r.is[i].has(spoken) && (r.isPassive(i, verb) || r.isReducedPassive(i, source)) {
		f, ok := r.passive(k, i, verb, source, text.Range{}, r.chargeEnd(s, i, verb, limit))
		return ok && r.add(f, f.content...)
	}
	if own && r.isPassive(i, verb) {
		if !r.is[i].has(telling) || r.tellsOfMind(i) {
			return false
		}
		source, heir = text.Range{}, false
	}
	from, clause, ok := r.contentStart(i, limit, s, source)
	if !ok {
		return false
	}
	content := r.contentFrom(k, s, i, from, limit, clause)
	f := finding{source: source, cue: text.Range{From: verb, To: r.cueAt(i).To}, head: i, sentence: k, rule: "forward"}
	switch {
	case heir:
		f.rule = "shared subject"
	case source.Len() == 0:
		f.rule = "passive"
	}
	return r.add(f, content)
}

// nested reports whether the cue of a finding stands in the content of another of its sentence.
func (r *reading) nested(first, k int) bool {
	for j := first; j < len(r.found); j++ {
		for _, c := range r.found[j].content {
			if j != k && c.Has(r.found[k].head) {
				return true
			}
		}
	}
	return false
}

// inverts reports whether a verb of saying is in a form that can stand before its subject.
func (r *reading) inverts(i int) bool {
	f := r.toks[i].Form(r.src)
	return r.is[i].has(past) || f[len(f)-1] == 's' || f == "said" || f == "say" || f == "wrote"
}
