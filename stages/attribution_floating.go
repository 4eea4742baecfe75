package stages

import (
	"slices"
	"sort"

	"parallax/text"
)

// floating gives the quotations that no cue claims to a speaker: a quotation over several paragraphs is one,
// and a sentence that is a quotation goes on with what was quoted before it.
func (r *reading) floating() {
	if len(r.quotes) == 0 {
		return
	}
	slices.SortStableFunc(r.found, func(a, b finding) int { return a.head - b.head })
	r.claim()
	r.backward()
	known := len(r.found)
	last := -1 // the finding before the quotation
	for k, q := range r.quotes {
		for last+1 < len(r.found) && r.found[last+1].head < q.From {
			last++
		}
		if q.Depth > 1 || r.claims[k] != 0 {
			continue
		}
		if q.Continued && k > 0 && r.claims[k-1] != 0 {
			r.extend(int(r.claims[k-1])-1, k)
		} else if f := r.speakerOf(k, last); f >= 0 {
			r.extend(f, k)
		} else {
			r.announced(k, known)
		}
	}
}

// claim notes for each quotation the finding whose content it is part of.
func (r *reading) claim() {
	r.claims = slices.Grow(r.claims[:0], len(r.quotes))[:len(r.quotes)]
	clear(r.claims)
	for f, found := range r.found {
		for _, c := range found.content {
			for i := c.From; i < c.To; i++ {
				if q := r.quote[i]; q != 0 {
					r.claims[q-1] = int32(f + 1)
					i = max(i, r.quotes[q-1].To-1)
				}
			}
		}
		if q := r.quote[found.head]; q != 0 && r.claims[q-1] == 0 {
			r.claims[q-1] = -1 // a cue within: not a quotation that floats
		}
	}
}

// backward gives the paragraphs of a quotation before the one that its cue stands beside to the same finding.
func (r *reading) backward() {
	for k := len(r.quotes) - 1; k > 0; k-- {
		if r.quotes[k].Continued && r.claims[k] > 0 && r.claims[k-1] == 0 && r.quotes[k-1].Depth == 1 {
			r.extend(int(r.claims[k])-1, k-1)
		}
	}
}

// announced finds the speaker of a quotation after a colon by the clause before it, whatever its verb: "X released the
// following statement:". Of the findings the first known are in order.
func (r *reading) announced(k, known int) {
	q := r.quotes[k]
	colonAt := q.From - 1
	if q.Len() < minFloating || colonAt < 1 || !r.is[colonAt].has(colon) || r.quote[colonAt] != 0 || r.toks[q.From].Start < r.body {
		return
	}
	n := r.sentenceOf(colonAt)
	s := r.sentences[n].Range
	source := r.clauseSubject(s, colonAt)
	head := source.To
	for head < colonAt && (r.is[head].has(auxiliary|adverb|negative) || !r.startsVerb(head)) {
		head++
	}
	if source.Len() == 0 || head == colonAt {
		return
	}
	f := finding{source: source, cue: text.Range{From: r.verbGroup(head, source.To), To: head + 1}, head: head, sentence: n, rule: "announced"}
	same, found := slices.BinarySearchFunc(r.found[:known], head, func(g finding, head int) int { return g.head - head })
	if found { // of the statement itself: "released a statement"
		r.found[same].content = append(slices.Clip(r.found[same].content), q.Range)
		r.claims[k] = int32(same + 1)
		return
	}
	r.add(f, q.Range)
	r.claims[k] = int32(len(r.found))
}

// minFloating is the least number of tokens, marks included, of a quotation that can stand for a statement.
const minFloating = 5

// speakerOf returns the finding whose speaker goes on in an unclaimed quotation, -1 for none. last is the
// finding before it.
func (r *reading) speakerOf(k, last int) int {
	q := r.quotes[k]
	n := r.sentenceOf(q.From)
	s := r.sentences[n]
	if last < 0 || q.Len() < minFloating || s.From != q.From || r.end(s.Range) > q.To {
		return -1
	}
	last = r.spokesman(last)
	f := &r.found[last]
	before := r.sentenceOf(q.From - 1) // of the token before
	goesOn := before == f.sentence || r.quote[q.From-1] != 0 && int(r.claims[r.quote[q.From-1]-1]) == last+1
	if r.sentences[f.sentence].Paragraph == s.Paragraph {
		goesOn = goesOn || n-f.sentence <= 2
	} else {
		goesOn = goesOn && r.kind(f.content) != Indirect
	}
	if !goesOn {
		return -1
	}
	return last
}

// spokesman returns, of the findings in the sentence of the last one, the latest that quotes a statement: what
// follows goes on with it.
func (r *reading) spokesman(last int) int {
	for f := last; f >= 0 && r.found[f].sentence == r.found[last].sentence; f-- {
		for _, c := range r.found[f].content {
			if r.quote[c.From] != 0 && c.Len() >= minFloating {
				return f
			}
		}
	}
	return last
}

// extend adds a quotation to the content of a finding.
func (r *reading) extend(f, k int) {
	r.claims[k] = int32(f + 1)
	c := &r.found[f].content
	at := sort.Search(len(*c), func(i int) bool { return (*c)[i].From >= r.quotes[k].From })
	*c = slices.Insert(*c, at, r.quotes[k].Range)
}

// sentenceOf returns the index of the sentence that holds a token.
func (r *reading) sentenceOf(i int) int {
	return sort.Search(len(r.sentences), func(k int) bool { return r.sentences[k].To > i })
}

// presented is the rule for speakers whom the next paragraph names.
const presented = "presented"

// presents finds a speaker who is named after a quotation of some paragraphs: "That was X, speaking …".
func (r *reading) presents(k int, s text.Range) bool {
	if s.Len() < 5 || k == 0 || r.toks[s.From].Form(r.src) != "that" || r.toks[s.From+1].Form(r.src) != "was" || r.quote[s.From-1] == 0 {
		return false
	}
	q := r.quotes[r.quote[s.From-1]-1]
	source := r.phraseAfter(s.From+2, s.To)
	if !r.toks[s.From+2].Is(text.Capital) || !r.at(source.To, s.To, comma) || !r.at(source.To+1, s.To, participle) {
		return false
	}
	at := source.To + 1
	return r.add(finding{source: source, cue: text.Range{From: at, To: at + 1}, head: at, sentence: k, rule: presented}, q.Range)
}
