package attribution

import (
	"cmp"
	"math"
	"slices"

	"parallax/text"
)

// none is the choice of no span.
const none = -1

// longestSource is how many places from the cue, and of its own, a source can reach.
const longestSource = 40

// mostInSentence bounds the findings of a sentence, and with them the work on a text without full stops.
const mostInSentence = 40

// sentence appends the attributions of a sentence.
func (r *reader) sentence(found []Finding, k int, s text.Range) []Finding {
	first := len(found)
	r.enter(s)
	for i := s.From; i < s.To && len(found)-first < mostInSentence; i++ {
		if !r.canHead(i) {
			continue
		}
		rate, ruled := r.toks[i].rate, r.toks[i].rule != 0
		gate := r.headScore(i, s, rate)
		if gate < hopeless && !ruled {
			continue
		}
		r.cueFeatures(i, s, rate)
		p := sigmoid(float32(gate)/gateSteps + r.m.tables[cues].score(r.features))
		if p < least && !(ruled && p >= agreed) {
			continue
		}
		f := Finding{Head: i, Sentence: k, Likely: p}
		r.look(i, k)
		f.Source = r.span(sourceNear)
		r.source = f.Source
		after, before := r.span(afterNear), r.span(beforeNear)
		from := len(r.parts)
		for _, c := range [...]text.Range{before, after} {
			if c.Len() > 0 {
				r.parts = append(r.parts, c)
			}
		}
		if f.Content = r.parts[from:len(r.parts):len(r.parts)]; len(f.Content) > 0 {
			found = append(found, f)
		}
	}
	if len(found)-first > 1 || first > 0 && len(found) > first {
		return outermost(found, first)
	}
	return found
}

// span returns the likeliest span of a kind, given the classifier of its near end.
func (r *reader) span(near int) text.Range {
	a := r.choose(near, none)
	if a == none {
		return text.Range{}
	}
	b := r.choose(near+1, int(a))
	if b == none {
		return text.Range{}
	}
	return text.Range{From: r.places[min(a, b)].token, To: r.places[max(a, b)].token}
}

// choose returns the likeliest place by a classifier; other is that of the span's other end, none where it is not known.
func (r *reader) choose(k, other int) int32 {
	r.list(k, other)
	if r.sift(k, other); len(r.choices) == 1 {
		return r.choices[0]
	}
	best, most := int32(none), float32(math.Inf(-1))
	for n, c := range r.choices {
		r.choiceFeatures(c, other)
		s := float32(r.sums[n])/gateSteps + r.m.tables[k].score(r.features)
		if r.rule != nil && r.agrees(k, c, other) {
			s += trust
		}
		if s > most {
			best, most = c, s
		}
	}
	return best
}

// agrees reports whether the rule that has the same cue makes the same choice, given the other end.
func (r *reader) agrees(k int, choice int32, other int) bool {
	var s text.Range
	switch k {
	case sourceNear, sourceFar:
		s = r.rule.Source
	default:
		for _, c := range r.rule.Content {
			if (k == afterNear || k == afterFar) == (c.From > r.head) {
				s = c
			}
		}
	}
	if s.Len() == 0 {
		return choice == none
	}
	if choice == none {
		return false
	}
	near, far := s.To, s.From
	if s.From > r.head {
		near, far = far, near
	}
	if other == none {
		return r.places[choice].token == near
	}
	return r.places[other].token == near && r.places[choice].token == far
}

// list lists what a classifier chooses from. Content does not overlap the source.
func (r *reader) list(k, other int) {
	r.choices = r.choices[:0]
	last := len(r.places) - 1
	switch k {
	case sourceNear: // the end of a source before the cue, the beginning of one after it
		r.choices = append(r.choices, none)
		r.nearEnds(max(1, r.after-1-longestSource), r.after-1, 0) // nothing ends at the first place
		r.nearEnds(r.after, min(last-1, r.after+longestSource), 0)
	case afterNear:
		r.choices = append(r.choices, none)
		r.nearEnds(r.after, last-1, 0)
	case beforeNear:
		r.choices = append(r.choices, none)
		r.nearEnds(1, r.after-1, 1)
	case sourceFar:
		if other >= r.after {
			r.farEnds(other, min(last, other+longestSource), 1)
		} else {
			r.farEnds(other, max(0, other-longestSource), -1)
		}
	case afterFar:
		r.farEnds(other, last, 1)
	case beforeFar:
		r.farEnds(other, 0, -1)
	}
}

// nearEnds adds places to the choices, both ends included; a span has its first token so many before the place.
func (r *reader) nearEnds(from, to, before int) {
	for p := from; p <= to; p++ {
		if !r.source.Has(r.places[p].token - before) {
			r.choices = append(r.choices, int32(p))
		}
	}
}

// farEnds adds the places behind the other end, in steps away from it.
func (r *reader) farEnds(other, to, step int) {
	for p := other + step; (to-p)*step >= 0; p += step {
		if r.source.Overlaps(text.Range{From: r.places[min(p, other)].token, To: r.places[max(p, other)].token}) {
			return
		}
		r.choices = append(r.choices, int32(p))
	}
}

// outermost keeps of the findings from first on, which are those of a sentence, the ones whose head stands in the content of no
// likelier one, nor of one of the sentence before.
func outermost(found []Finding, first int) []Finding {
	slices.SortStableFunc(found[first:], func(f, g Finding) int { return cmp.Compare(g.Likely, f.Likely) })
	before := first
	for before > 0 && found[before-1].Sentence >= found[first].Sentence-1 {
		before--
	}
	kept := found[:first]
	for _, f := range found[first:] {
		if !slices.ContainsFunc(kept[before:], func(o Finding) bool { return o.holds(f.Head) }) {
			kept = append(kept, f)
		}
	}
	slices.SortFunc(kept[first:], func(f, g Finding) int { return cmp.Compare(f.Head, g.Head) })
	return kept
}

// holds reports whether the content has a token.
func (f *Finding) holds(i int) bool {
	return slices.ContainsFunc(f.Content, func(c text.Range) bool { return c.Has(i) })
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }
