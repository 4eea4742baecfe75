package stages

import "parallax/text"

// Who is accused, told or blamed is no source: in the passive that is who stands behind "by", else nobody, and what is said is of the
// subject.

// isPassive reports whether the verb group of a cue is a passive one: "was asked".
func (r *reading) isPassive(i, verb int) bool {
	if r.is[i].has(participle) || !r.is[i].has(past) {
		return false
	}
	for k := i - 1; k >= verb; k-- {
		if r.is[k].has(being) && !r.is[k].has(possessive) {
			return true
		}
		if !r.is[k].has(adverb) {
			return false
		}
	}
	return false
}

// isReducedPassive reports whether a verb of judging is a participle behind the noun that it is about: "settlers accused of arson". subject ends
// where its verb group begins.
func (r *reading) isReducedPassive(i int, subject text.Range) bool {
	if !r.is[i].has(judging) || !r.isReduced(i) || r.cueAt(i).Len() > 1 || i+1 >= len(r.toks) ||
		subject.Len() > 0 && (r.is[subject.To-1].has(personal) || r.is[subject.From].has(personal)) {
		return false
	}
	if subject.From > 0 && (r.is[subject.From-1].has(that) || r.toks[subject.From-1].Form(r.src) == "which" || r.toks[subject.From-1].Form(r.src) == "whom") {
		return false // "which the mayor blamed for"
	}
	for k := subject.To; k < i; k++ {
		if !r.is[k].has(adverb | comma) {
			return false // "it has accused of"
		}
	}
	switch r.toks[i+1].Form(r.src) {
	case "of", "for", "by", "as", "over":
		return true
	}
	return false
}

// passive makes the finding of a verb of judging in the passive, not ok where nothing says what for, nor by whom.
func (r *reading) passive(k, i, verb int, subject, by text.Range, to int) (finding, bool) {
	f := finding{cue: text.Range{From: verb, To: i + 1}, head: i, sentence: k, rule: "passive"}
	before := text.Range{From: i + 1, To: max(i+1, to, by.To)}
	if by.Len() == 0 {
		by = r.agent(before)
	}
	if before.Len() == 0 && by.Len() == 0 {
		return f, false
	}
	after := text.Range{From: before.To, To: before.To}
	if f.source = by; by.Len() > 0 {
		before.To, after.From = max(before.From, by.From-1), by.To
	}
	for _, c := range [...]text.Range{subject, before, after} {
		if c.Len() > 0 {
			f.content = append(f.content, c)
		}
	}
	return f, len(f.content) > 0
}

// chargeEnd returns where what somebody is judged for ends, after a verb in the passive and before a limit.
func (r *reading) chargeEnd(s text.Range, i, verb, limit int) int {
	if i+1 >= limit {
		return i + 1
	}
	to := r.cut(s, i, i+1, limit, false)
	whole := r.isPassive(i, verb) // else a verb comes after: "settlers accused of arson left"
	for m := i + 2; m < to; m++ {
		if r.quote[m] == 0 && (r.is[m].has(comma|dash) && !(whole && r.at(m+1, to, participle|quoteMark)) || !whole && r.startsVerb(m) && !r.isWho(m-1)) {
			return m
		}
	}
	return to
}

// agent returns who stands behind "by" in some words: no means, time or amount.
func (r *reading) agent(within text.Range) text.Range {
	const reach = 9
	for m := within.From; m+1 < within.To && m < within.From+reach; m++ {
		if r.toks[m].Form(r.src) != "by" || r.quote[m] != 0 {
			continue
		}
		np := r.withoutCharge(r.phraseAfter(m+1, within.To))
		if np.Len() > 0 && !(np.Len() == 1 && r.is[np.From].has(numeral)) && !r.is[np.From].has(participle|timeWord|preposition) && !r.is[r.headNoun(np)].has(measureNoun) && r.isSource(np) {
			return np
		}
	}
	return text.Range{}
}

// withoutCharge ends an agent before what the subject is judged for: "by aid groups for her remarks", "by Israel of looting".
func (r *reading) withoutCharge(np text.Range) text.Range {
	for e := np.From + 1; e < np.To; e++ {
		switch r.toks[e].Form(r.src) {
		case "for", "over", "as":
			np.To = e
		case "of":
			if r.at(e+1, np.To, participle) {
				np.To = e
			}
		}
	}
	return np
}

// mendPassive gives a finding of the model whose cue is a passive the source and the content that it has by its grammar.
func (r *reading) mendPassive(f *finding) {
	const reach = 8
	s := r.sentences[f.sentence].Range
	subject, verb := r.subject(f.head, s.From)
	c, passive := r.is[f.head], r.isPassive(f.head, verb)
	var by text.Range
	if np := f.source; np.From > f.head && r.toks[np.From-1].Form(r.src) == "by" {
		by = r.withoutCharge(np)
	}
	switch {
	case c.has(judging) && (passive || r.isReducedPassive(f.head, subject)):
		to := f.content[len(f.content)-1].To
		if to <= f.head+1 {
			to = r.chargeEnd(s, f.head, verb, r.end(s))
		}
		if p, ok := r.passive(f.sentence, f.head, verb, subject, by, to); ok {
			p.rule = f.rule
			*f = p
		}
	case c.has(telling) && passive && !r.tellsOfMind(f.head) && f.source.Len() > 0 && f.source.To <= f.head:
		f.source = r.agent(text.Range{From: f.head + 1, To: min(s.To, f.head+reach)})
	}
}

// tellsOfMind reports whether the passive of a verb of telling says what its subject thinks: "is convinced that".
func (r *reading) tellsOfMind(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "convinced", "persuaded", "assured", "reassured":
		return true
	}
	return false
}
