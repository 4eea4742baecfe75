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

// beforeComma returns the end of a clause whose last token may be a comma, a dash or a colon before i.
func (r *reading) beforeComma(i int) int {
	if i > 0 && r.is[i-1].has(comma|dash|colon) && r.quote[i-1] == 0 {
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
		if c := f.content[0].From; c > i && r.opens(c) {
			from = min(from, c)
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
	if q.From <= start || r.is[q.From-1].has(colon|dash|bracket) {
		return text.Range{From: q.From, To: i}
	}
	return text.Range{From: start, To: i}
}

// nextQuote returns the first token of the next quotation from i on, or -1 where another cue comes before it.
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
