package stages

import "parallax/text"

// isHeading reports whether a sentence is a headline: it stands in the title, or it is a paragraph whose
// every word of weight has a capital.
func (r *reading) isHeading(k int) bool {
	s := r.sentences[k]
	if r.toks[s.From].Start < r.body {
		return true
	}
	if k > 0 && r.sentences[k-1].Paragraph == s.Paragraph || k+1 < len(r.sentences) && r.sentences[k+1].Paragraph == s.Paragraph {
		return false
	}
	return r.titleCased(s.Range)
}

// titleCased reports whether every word of some tokens that is not a function word has a capital.
func (r *reading) titleCased(s text.Range) bool {
	const longest = 40
	if s.Len() < 2 || s.Len() > longest {
		return false
	}
	capitals := 0
	for i := s.From; i < s.To; i++ {
		t, c := r.toks[i], r.is[i]
		switch {
		case t.Is(text.Capital):
			capitals++
		case t.Is(text.Word) && !t.Is(text.Number) && !c.has(article|preposition|boundary|joiner|auxiliary|to|that|subject|possessive|negative):
			return false
		}
	}
	return capitals >= 2
}

// headlined is the rule for headlines.
const headlined = "headline"

// heading finds the attributions that only headlines have: "Union: Pay offer an insult", "Bank hid losses –
// report", "‘We were ignored’: families hit out". They say who by position alone, so they have no cue.
func (r *reading) heading(k int, s text.Range) bool {
	end := r.end(s)
	for i := s.From + 1; i < end-1; i++ {
		if r.quote[i] != 0 || !r.is[i].has(colon|dash) {
			continue
		}
		before, after := text.Range{From: s.From, To: i}, text.Range{From: i + 1, To: end}
		f := finding{head: i, sentence: k, rule: headlined, cue: text.Range{From: i, To: i}}
		switch {
		case before.Len() <= 4 && after.Len() >= 3 && r.is[i].has(colon) && (r.speaks(before) || r.opens(after.From)):
			f.source = before
			return r.add(f, after)
		case after.Len() <= 3 && before.Len() >= 3 && r.speaks(after):
			f.source = after
			return r.add(f, before)
		case r.opens(before.From) && r.closes(i-1) && before.Len() > 3 && r.quotes[r.quote[i-1]-1].From == before.From:
			f.source = r.phraseAfter(after.From, end)
			for m := f.source.From + 1; m < f.source.To; m++ {
				if r.startsVerb(m) {
					f.source.To = m
				}
			}
			if f.source.Len() > 3 || !r.isSomebody(f.source) {
				return false
			}
			if m := f.source.To; r.at(m, end, saying) { // “We were ignored”: families say that nobody came
				if from, clause, ok := r.contentStart(m, end, s, f.source); ok && clause {
					f.head, f.cue = m, text.Range{From: m, To: r.cueAt(m).To}
					return r.add(f, before, text.Range{From: from, To: end})
				}
			}
			return r.add(f, before)
		}
		return false
	}
	return false
}

// speaks reports whether a few words of a headline can only name a source.
func (r *reading) speaks(s text.Range) bool {
	head := r.is[s.To-1]
	if head.has(textNoun | bodyNoun | officeNoun | publicNoun | vagueNoun) {
		return true
	}
	for i := s.From; i < s.To; i++ {
		if !r.toks[i].Is(text.Capital) || !r.toks[i].Is(text.Word) {
			return false
		}
	}
	return r.cast.has(r.toks[s.To-1].Type)
}
