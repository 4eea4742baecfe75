package stages

import (
	"slices"
	"sort"
	"strings"

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
	if r.unclaimed() {
		slices.SortStableFunc(r.found, func(a, b finding) int { return a.head - b.head })
		r.claim()
	}
	r.release()
	last := -1 // the finding before the quotation
	for k, q := range r.quotes {
		for last+1 < len(r.found) && r.found[last+1].head < q.From {
			last++
		}
		if q.Depth > 1 || r.claims[k] != 0 {
			continue
		}
		if last >= 0 && r.reaches(q.Range, last) {
			r.claims[k] = int32(last + 1)
			c := r.found[last].content
			c[len(c)-1].To = q.To
		} else if k > 0 && r.claims[k-1] > 0 && r.quotes[k-1].From > r.found[r.claims[k-1]-1].head && r.lists(r.quotes[k-1].Range, q.Range) {
			r.extend(int(r.claims[k-1])-1, k)
		} else if q.Continued && k > 0 && r.claims[k-1] != 0 {
			r.extend(int(r.claims[k-1])-1, k)
		} else if f := r.speakerOf(k, last); f >= 0 {
			r.extend(f, k)
		}
	}
}

// release ends content before the speaker of a quotation that a comma or a colon announces: what is quoted so is no part of what another
// says. "Said that the well was dry and asked, “…”".
func (r *reading) release() {
	for i := range r.found {
		f := &r.found[i]
		q := f.content[0]
		if q.From <= f.head || !r.opens(q.From) || !r.is[q.From-1].has(comma|colon) || r.quote[f.head] != 0 || !r.is[f.head].has(saying|telling) && f.rule != announced {
			continue
		}
		for k := max(0, i-maxFindings); k < i; k++ {
			o := &r.found[k]
			if r.is[o.head].has(prepositional) {
				continue
			}
			for n, c := range o.content {
				if c.From < o.head || !c.Has(f.head) || o.sentence != f.sentence {
					continue
				}
				to := f.cue.From
				if f.source.From >= c.From {
					to = min(to, f.source.From)
				} else if !r.is[f.head].has(past|participle) && !strings.HasSuffix(r.toks[f.head].Form(r.src), "s") {
					break // "gave a short reply: “…”"
				}
				for to > c.From && r.is[to-1].has(comma|dash|joiner|boundary|preposition) && r.quote[to-1] == 0 {
					to--
				}
				if to > c.From {
					o.content[n].To = to
					o.content = o.content[:n+1]
				}
				break
			}
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

// minFloating is the least number of tokens, marks included, of a quotation that can stand for a statement.
const minFloating = 5

// speakerOf returns the finding whose speaker goes on in an unclaimed quotation, -1 for none. last is the
// finding before it.
func (r *reading) speakerOf(k, last int) int {
	const opening, longHeading = 2, 10 // words before it: "But “…”"; tokens of a heading between paragraphs
	q := r.quotes[k]
	n := r.sentenceOf(q.From)
	s := r.sentences[n]
	if last < 0 || q.Len() < minFloating {
		return -1
	}
	last = r.spokesman(last)
	f := &r.found[last]
	if q.From-s.From > opening || q.From > s.From && r.any(text.Range{From: s.From, To: q.From}, ^(joiner|adverb|boundary|comma|ruleWords)) {
		return r.secondHalf(q.Range, s.Range, last)
	}
	before := r.sentenceOf(q.From - 1) // of the token before
	for before > 0 && before < n && r.passages[before].genre == outside {
		before-- // an advertisement between paragraphs
	}
	end := min(q.From, r.sentences[before].To) - 1
	goesOn := before == f.sentence || r.quote[end] != 0 && int(r.claims[r.quote[end]-1]) == last+1
	if r.end(s.Range) > q.To && !(goesOn && r.sentences[f.sentence].Paragraph == s.Paragraph && r.at(q.To, s.To, wh)) {
		return -1 // more than a quotation: "“…,” which was left open"
	}
	if r.sentences[f.sentence].Paragraph == s.Paragraph {
		goesOn = goesOn || n-f.sentence <= 2
	} else {
		goesOn = goesOn && (r.kind(f.content) != Indirect || r.is[f.head].has(saying|telling) || r.is[f.head].has(judging) && q.Len() > longHeading)
	}
	if !goesOn {
		return -1
	}
	return last
}

// lists reports whether two quotations are items of a list: shouted “…!”, “…!” and “…!”
func (r *reading) lists(a, b text.Range) bool {
	i := a.To
	if r.at(i, b.From, comma) {
		i++
	}
	if r.at(i, b.From, joiner) {
		i++
	}
	return i == b.From && !r.toks[b.From].Is(text.NewPara)
}

// reaches reports whether the content of a finding before a quotation goes on as far as that: "called it an “insult” to the “hundreds”".
func (r *reading) reaches(q text.Range, last int) bool {
	const gap, least = 20, 4
	f := &r.found[last]
	if len(f.content) == 0 || q.Len() < least || f.sentence != r.sentenceOf(q.From) || f.marked() {
		return false
	}
	c := f.content[len(f.content)-1]
	if c.From < f.head || c.To > q.From || q.From-c.To > gap {
		return false
	}
	for i := c.To; i < q.From; i++ {
		if r.is[i].has(stop|semicolon|colon|dash) || r.is[i].has(comma) && i+1 < q.From && r.is[i+1].has(joiner|participle) {
			return false
		}
	}
	return true
}

// secondHalf returns the finding last where a quotation goes on with its statement in the same sentence: “In the end,” Molnar says, after
// a year of rain, “the well is dry.” Else it returns -1.
func (r *reading) secondHalf(q, s text.Range, last int) int {
	f := &r.found[last]
	before := q.From - 1
	if r.is[before].has(joiner) { // “…,” X said, and “…”
		before--
	}
	if s.Has(f.head) && f.head < q.From && r.is[before].has(comma) && r.quote[before] == 0 && len(f.content) > 0 && f.content[0].To <= f.head && r.closes(f.content[0].To-1) {
		return last
	}
	return -1
}

// spokesman returns, of the findings in the sentence of the last one, the latest that quotes a statement, else the latest in
// whose name the sentence speaks: what follows goes on with it.
func (r *reading) spokesman(last int) int {
	own := last
	for f := last; f >= 0 && r.found[f].sentence == r.found[last].sentence; f-- {
		for _, c := range r.found[f].content {
			if r.quote[c.From] != 0 && c.Len() >= minFloating {
				return f
			}
			if c.Has(r.found[own].head) {
				own = f
			}
		}
	}
	return own
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
	if s.Len() < 5 || k == 0 || r.quote[s.From-1] == 0 || r.toks[s.From].Form(r.src) != "that" || r.toks[s.From+1].Form(r.src) != "was" {
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
