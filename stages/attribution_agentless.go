package stages

import (
	"strings"

	"parallax/text"
)

// agentless finds attributions that name no source. What the cue ends in says where its content stands:
// "reportedly" inside its clause, "is believed to" and "it is said that" before it, "was described by X as" on both
// sides.
func (r *reading) agentless(k int, s text.Range, i int) bool {
	cue := r.cueAt(i)
	if r.toks[i].Is(text.Capital) && i > s.From || cue.To+1 >= s.To {
		return false
	}
	f := finding{cue: cue, head: cue.From, sentence: k, rule: "agentless"}
	last := r.toks[cue.To-1].Form(r.src)
	if cue.Len() == 1 {
		return strings.HasSuffix(last, "edly") && r.aroundAdverb(f, s) // "apparently" is a hedge
	}
	f.verb = cue.To - 2
	if !r.is[f.verb].has(cueClasses) {
		return false // "is set to"
	}
	f.cue.From = r.verbGroup(cue.From, s.From)
	content := text.Range{From: cue.To, To: r.end(s)}
	switch last {
	case "that":
		return r.add(f, content)
	case "to":
		return r.add(f, r.phraseBefore(f.cue.From, s.From, 1), text.Range{From: cue.To, To: r.cut(s, i, cue.To, content.To, false)})
	case "as":
		return r.add(f, text.Range{From: cue.To, To: r.cut(s, i, cue.To, content.To, false)})
	case "by":
		return r.describedBy(f, s)
	}
	return false
}

// aroundAdverb attributes the clause around an adverb.
func (r *reading) aroundAdverb(f finding, s text.Range) bool {
	i := f.cue.From
	from := i
	for from > s.From && i-from < maxSource && !r.is[from-1].has(comma|semicolon|colon|dash|that|cueClasses) && r.quote[from-1] == 0 && !(r.is[from-1].has(boundary) && !r.is[from-1].has(subject|joiner)) {
		from--
	}
	to := i + 1
	for end := r.end(s); to < end && !r.is[to].has(semicolon|dash) && r.quote[to] == 0; to++ {
	}
	return r.add(f, text.Range{From: from, To: i}, text.Range{From: i + 1, To: to})
}

// describedBy attributes what is said of the subject of "was described by X as" to X.
func (r *reading) describedBy(f finding, s text.Range) bool {
	f.source = r.phraseAfter(f.cue.To, s.To)
	for j := f.source.From + 1; j < f.source.To; j++ {
		if r.toks[j].Form(r.src) == "as" {
			f.source.To = j
		}
	}
	as := f.source.To
	if f.source.Len() == 0 || as+1 >= s.To || r.toks[as].Form(r.src) != "as" {
		return false
	}
	return r.add(f, r.phraseBefore(f.cue.From, s.From, 1), text.Range{From: as + 1, To: r.end(s)})
}

// quotative finds "X was like, “…”", and "X's chants of “…”", where X may be nobody.
func (r *reading) quotative(k int, s text.Range, i, first int) bool {
	cue := r.cueAt(i)
	from := cue.To
	if r.at(from, s.To, comma) {
		from++
	}
	if i == s.From || from >= s.To || !r.opens(from) {
		return false
	}
	if r.toks[cue.To-1].Form(r.src) == "of" {
		var source text.Range
		if r.is[i-1].has(possessive) {
			source = text.Range{From: r.phraseBefore(i, s.From, 0).From, To: i}
		}
		return r.add(finding{source: source, cue: cue, head: i, sentence: k, rule: "quotative"}, r.quotes[r.quote[from]-1].Range)
	}
	source, verb := r.subject(i, r.segmentStart(s, i, first))
	f := finding{source: source, cue: text.Range{From: verb, To: cue.To}, head: i, sentence: k, rule: "quotative"}
	return r.isSource(source) && r.add(f, r.quotes[r.quote[from]-1].Range)
}
