package stages

import (
	"strings"

	"parallax/text"
)

// organization types a source that is an organization. One with a common noun alone ("the court") is the last one whose name has the
// noun (the Supreme Court); it counts as named where the article has named any.
func (r *reading) organization(np, core text.Range, head int, named bool) identity {
	who := identity{is: NamedOrg, why: Reason{"an organization", only(head)}}
	if named {
		who.called = r.bodyName(np, core, head)
		who.name = who.called.Span(r.toks).Of(r.src)
		return who
	}
	who.common = core.To-1 <= head && !r.any(text.Range{From: core.To, To: np.To}, possessive) && !r.hasName(np)
	for i := core.From; i < head; i++ {
		if !r.is[i].has(article | numeral | adverb) {
			who.common = false
		}
	}
	if name := r.withOf(core, np); name != core && r.hasName(text.Range{From: core.To + 1, To: name.To}) { // the government of Lind
		if r.is[name.From].has(article) {
			name.From++
		}
		who.called, who.name = name, name.Span(r.toks).Of(r.src)
		return who
	}
	if !r.isDefinite(core.From) {
		return who
	}
	if b := r.namedBefore(core.From, r.toks[head].Type); b.Len() > 0 {
		who.name, who.means, who.called = b.Span(r.toks).Of(r.src), b, b
		who.why.Rule = "an organization named before"
		who.common = false
	} else if len(r.cast.bodies) > 0 && r.cast.bodies[0].From < core.From {
		who.common = false
	}
	return who
}

// bodyName returns the name in a phrase for an organization: its head with the words before it that tell of it, without an article, and of
// whom it is: "Israel" of "last week Israel", "Bank of Lind".
func (r *reading) bodyName(np, core text.Range, head int) text.Range {
	name := text.Range{From: head, To: core.To}
	if head >= core.To || r.any(core, joiner) || r.areBodies(core) {
		name = core
	}
	for i := name.From - 1; i >= core.From && (r.describes(i) && !r.is[i].has(article|timeWord) || i > core.From && r.toks[i].Is(text.Capital) && r.is[i].has(preposition)); i-- {
		name.From = i
	}
	for i := name.From; i < name.To; i++ { // the independent UN
		if t := r.toks[i]; t.Is(text.Capital) || strings.HasPrefix(t.Of(r.src), "al-") {
			name.From = i
			break
		}
	}
	if from := name.From; from > 0 && from+1 < name.To && r.is[from-1].has(timeWord) && !r.toks[from].Is(text.Capital) { // last week Israel
		name.From++
	}
	for i := name.To - 1; i > name.From && r.toks[i].Is(text.Capital); i-- {
		if r.noun(i-1).has(bodyNoun) && !r.toks[i-1].Is(text.Capital) { // the newspaper Folha
			name.From = i
		}
	}
	if r.is[name.From].has(article) && name.Len() > 1 {
		name.From++
	}
	switch last := name.To - 1; {
	case !r.toks[last].Is(text.Capital):
	case r.noun(last).has(bodyNoun):
		name.To = r.longName(name.To, np.To)
	default:
		return r.withOf(name, np)
	}
	return name
}

// longName returns where a body's name ends that goes on at token to: the Ministry of Rain, the Institute for the Study of War.
func (r *reading) longName(to, limit int) int {
	for i := to; i < limit; {
		switch form := r.toks[i].Form(r.src); form {
		case "of", "for", "and", "&":
			if i++; r.at(i, limit, article) && form != "and" {
				i++
			}
		}
		if i >= limit || !r.toks[i].Is(text.Capital) || r.is[i].has(timeWord|article) {
			break
		}
		for i < limit && r.toks[i].Is(text.Capital) && !r.is[i].has(timeWord) {
			i++
		}
		to = i
	}
	return to
}

// withOf returns the core of a phrase with the name that it is "of", where it is of one.
func (r *reading) withOf(core, np text.Range) text.Range {
	if core.To+1 >= np.To || !r.named(core.To, ofOffice) {
		return core
	}
	of := r.core(text.Range{From: core.To + 1, To: np.To})
	for i := of.From + 1; i < of.To; i++ {
		if r.is[i].has(possessive) {
			of.To = i
		}
	}
	if !r.toks[of.To-1].Is(text.Capital) {
		return core
	}
	return text.Range{From: core.From, To: of.To}
}

// mergeBodies gives each organization the name that the article introduces it by: after "Lind's Health Ministry" the Health Ministry is that,
// and after "Lind's army" the Lindian army.
func (r *reading) mergeBodies(found []Attribution) {
	const most = 64 // organizations that are told apart
	var fullest []text.Range
	group := make([]int, len(found)) // 1 + index into fullest
	for i := range found {
		name := r.called[i]
		if name.Len() == 0 {
			continue
		}
		k := len(fullest) - 1
		for k >= 0 && !r.sameBody(name, fullest[k]) {
			k--
		}
		if k < 0 && len(fullest) < most {
			k = len(fullest)
			fullest = append(fullest, name)
		}
		group[i] = k + 1
	}
	for i, k := range group {
		if k > 0 {
			found[i].Speaker = fullest[k-1].Span(r.toks).Of(r.src)
		}
	}
}

// sameBody reports whether a name says no more than a fuller one: they end in the same word, and each of its words stands in that, if perhaps in the form
// of a people's name: Israeli for Israel.
func (r *reading) sameBody(name, full text.Range) bool {
	if r.toks[name.To-1].Type != r.toks[full.To-1].Type || r.any(name, joiner) || r.any(full, joiner) {
		return name.Span(r.toks).Of(r.src) == full.Span(r.toks).Of(r.src)
	}
	for i := name.From; i < name.To-1; i++ {
		if r.toks[i].Is(text.Word) && !r.is[i].has(possessive) && !r.hasKin(i, full) {
			return false
		}
	}
	return name.Len() > 1 || full.Len() == 1 || r.toks[name.From].Is(text.AllCaps)
}

// hasKin reports whether a name has a word, or one of the same stem.
func (r *reading) hasKin(i int, name text.Range) bool {
	const least = 4 // letters of a stem
	a := r.toks[i].Form(r.src)
	for k := name.From; k < name.To; k++ {
		if r.toks[k].Type == r.toks[i].Type {
			return true
		}
		b := r.toks[k].Form(r.src)
		if stem := max(least, min(len(a), len(b))-2); r.toks[i].Is(text.Capital) && r.toks[k].Is(text.Capital) && stem <= len(a) && strings.HasPrefix(b, a[:stem]) {
			return true
		}
	}
	return false
}
