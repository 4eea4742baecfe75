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
	for i := s.From; i < s.To && len(found)-first < mostInSentence; i++ {
		if !r.canHead(i) || r.toks[i].rule == 0 && !r.m.allows(cues, r.kindOfHead(i, s, r.toks[i].rate)) {
			continue
		}
		r.cueFeatures(i, s, r.toks[i].rate)
		p := sigmoid(r.m.tables[cues].score(r.features))
		if p < least && !(r.toks[i].rule != 0 && p >= agreed) {
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
	return text.Range{From: r.places[min(a, b)], To: r.places[max(a, b)]}
}

// behind is how far a place can be behind the best by the first features and still come out best by all.
const behind = 1.5

// choose returns the likeliest place by a classifier; other is that of the span's other end, none where it is not known. Of places
// that are far behind by the first features the rest is not looked at.
func (r *reader) choose(k, other int) int32 {
	r.list(k, other)
	if len(r.choices) == 1 {
		return r.choices[0]
	}
	r.scores, r.views = r.scores[:0], r.views[:0]
	top := float32(math.Inf(-1))
	for _, c := range r.choices {
		var v view
		s := float32(math.Inf(1)) // the choice of none is always looked at
		if c != none {
			v = r.viewOf(int(c), other)
			r.begin(0)
			r.firstFeatures(&v)
			s = r.m.tables[k].score(r.features)
			if v.rules&ruledEdge != 0 && r.agrees(k, c, other) {
				s += trust
			}
			top = max(top, s)
		}
		r.scores, r.views = append(r.scores, s), append(r.views, v)
	}
	best, most := int32(none), float32(math.Inf(-1))
	for n, c := range r.choices {
		s := r.scores[n]
		switch {
		case c == none:
			r.noneFeatures()
			s = r.m.tables[k].score(r.features)
			if r.rule != nil && r.agrees(k, c, other) {
				s += trust
			}
		case s < top-behind:
			continue
		default:
			r.begin(0)
			r.restFeatures(&r.views[n])
			s += r.m.tables[k].score(r.features)
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
		return r.places[choice] == near
	}
	return r.places[other] == near && r.places[choice] == far
}

// list lists what a classifier chooses from: the places that its mask allows, and those of the rule that has the same cue. Content
// does not overlap the source.
func (r *reader) list(k, other int) {
	r.choices = r.choices[:0]
	last := len(r.places) - 1
	switch k {
	case sourceNear: // the end of a source before the cue, the beginning of one after it
		r.choices = append(r.choices, none)
		r.between(k, max(1, r.after-1-longestSource), r.after-1) // nothing ends at the first place
		r.between(k, r.after, min(last-1, r.after+longestSource))
	case afterNear:
		r.choices = append(r.choices, none)
		r.between(k, r.after, last-1)
		r.leaveOut(func(c int32) bool { return r.source.Has(r.places[c]) })
	case beforeNear:
		r.choices = append(r.choices, none)
		r.between(k, 1, r.after-1)
		r.leaveOut(func(c int32) bool { return r.source.Has(r.places[c] - 1) })
	case sourceFar:
		if other >= r.after {
			r.between(k, other+1, min(last, other+longestSource))
		} else {
			r.between(k, other-longestSource, other-1)
		}
	case afterFar:
		r.between(k, other+1, last)
		r.leaveOut(func(c int32) bool { return r.source.Overlaps(text.Range{From: r.places[other], To: r.places[c]}) })
	case beforeFar:
		r.between(k, 0, other-1)
		r.leaveOut(func(c int32) bool { return r.source.Overlaps(text.Range{From: r.places[c], To: r.places[other]}) })
	}
}

// between adds places to the choices, both ends included.
func (r *reader) between(k, from, to int) {
	for p := max(0, from); p <= to; p++ {
		if r.m.allows(k, r.kinds[p]) || r.ruled(r.places[p])&ruledEdge != 0 {
			r.choices = append(r.choices, int32(p))
		}
	}
}

// leaveOut takes places from the choices.
func (r *reader) leaveOut(what func(c int32) bool) {
	r.choices = slices.DeleteFunc(r.choices, func(c int32) bool { return c != none && what(c) })
}

func (r *reader) choiceFeatures(choice int32, other int) {
	if choice == none {
		r.noneFeatures()
	} else {
		r.placeFeatures(int(choice), other)
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
