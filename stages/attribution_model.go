package stages

import (
	"cmp"
	"slices"

	"parallax/attribution"
	"parallax/pipeline"
	"parallax/text"
)

// byModel is what an attribution's Rule says where no rule has found it, or none as it stands.
const byModel = "model"

// observe sets what the model reads of the document.
func (r *reading) observe() {
	slices.SortStableFunc(r.found, func(a, b finding) int { return cmp.Compare(a.head, b.head) })
	a := &r.article
	a.Source, a.Tokens, a.Sentences, a.Quotations = r.src, r.toks, r.sentences, r.quotes
	a.Uses, a.Heads = slices.Grow(a.Uses[:0], len(r.is))[:len(r.is)], slices.Grow(a.Heads[:0], len(r.is))[:len(r.is)]
	a.Active, a.Rules = a.Active[:0], a.Rules[:0]
	for i, c := range r.is {
		a.Uses[i] = attribution.Uses(c &^ ruleWords)
		a.Heads[i] = r.quote[i] == 0 && r.toks[i].Is(text.Word) && !c.has(prepositional) && !r.saysNothing(i)
	}
	for k, s := range r.sentences {
		a.Active = append(a.Active, r.passages[k].genre != outside && r.speaksOf(s.Range))
	}
	for _, f := range r.found {
		a.Heads[f.head] = r.quote[f.head] == 0
		a.Rules = append(a.Rules, attribution.Finding{Source: f.source, Cue: f.cue, Head: f.head, Content: f.content, Rule: f.rule})
		if f.marked() {
			a.Active[f.sentence] = false
		}
	}
}

// saysNothing reports whether a verb tells of speech without its content: "said nothing", "says goodbye"; or is none: "Say, a
// tax".
func (r *reading) saysNothing(i int) bool {
	if i+1 >= len(r.is) || !r.is[i+1].has(vagueObject|comma) {
		return false
	}
	return (r.isVague(i+1) || r.toks[i].Is(text.Capital) && r.is[i+1].has(comma)) &&
		(r.is[i].has(saying|telling) || r.saysPlainly(i)) // the lexicon excepts "says goodbye"
}

// speaksOf reports whether a sentence has anything of an attribution: a cue, or a quotation.
func (r *reading) speaksOf(s text.Range) bool {
	for i := s.From; i < s.To; i++ {
		if r.quote[i] != 0 || r.is[i].has(cueClasses|prepositional|agentless|quotative|saidNoun) {
			return true
		}
	}
	return false
}

// marked reports whether the layout of the text says who speaks, which the model does not judge.
func (f *finding) marked() bool {
	switch f.rule {
	case retweeted, posted, signed, headlined, presented, turn:
		return true
	}
	return false
}

// stands reports whether a finding of the rules stays as it is: what the layout marks, and patterns of words that can hardly be anything
// else.
func (f *finding) stands() bool { return f.marked() || f.rule == "agentless" || f.rule == "quotative" }

// learn puts what the model finds in place of what the rules found. Of the findings of the rules it keeps those that stand, and
// those nested in the content of another.
func (r *reading) learn(m *attribution.Model) {
	r.learnt = m.Find(r.learnt[:0], &r.article)
	r.rules = append(r.rules[:0], r.found...)
	r.found = r.found[:0]
	for _, f := range r.rules {
		if f.stands() || f.rule == "inverted" && r.toks[f.head].Start < r.body { // the model learnt from texts without headlines
			r.found = append(r.found, f)
		}
	}
	standing, next := len(r.found), 0
	keep := func(to int) { // what the model has left out, but is an attribution all the same
		for ; next < len(r.rules) && r.rules[next].head < to; next++ {
			if f := r.rules[next]; f.rule == "according to" {
				r.found = append(r.found, f)
			}
		}
	}
	for k := range r.learnt {
		f := &r.learnt[k]
		keep(f.Head)
		var same *finding
		if next < len(r.rules) && r.rules[next].head == f.Head {
			same = &r.rules[next]
			next++
		}
		if k+1 < len(r.learnt) && r.doubles(f, &r.learnt[k+1]) || k > 0 && r.doubles(f, &r.learnt[k-1]) {
			continue
		}
		if same == nil && (r.mistakes(f) || f.Source.Len() == 0 && f.Likely < sourceless || !r.listed(f.Head) && f.Likely < unlisted) {
			continue
		}
		if !slices.ContainsFunc(r.found[:standing], func(s finding) bool { return s.cue.Has(f.Head) }) {
			r.found = append(r.found, r.asFinding(f, same))
		}
	}
	keep(len(r.toks))
	slices.SortStableFunc(r.found, func(a, b finding) int { return cmp.Compare(a.head, b.head) })
	for k := range r.found {
		r.takeSubject(k)
	}
	for k := range r.rules {
		r.cutBefore(&r.rules[k])
	}
	outer := r.found
	for k := range r.rules {
		f := &r.rules[k]
		if _, is := findHead(outer, f.head); !is && !f.stands() && f.rule != "according to" && (r.isNestedIn(outer, f.head) || r.resumed(f) || r.quotesAlone(outer, f) || r.courtHears(f)) {
			r.found = append(r.found, *f)
		}
	}
	slices.SortStableFunc(r.found, func(a, b finding) int { return cmp.Compare(a.head, b.head) })
}

// courtHears reports whether a finding of the rules is of what was said in court: "The jury heard that …".
func (r *reading) courtHears(f *finding) bool {
	if r.toks[f.head].Form(r.src) != "heard" || f.source.Len() == 0 || f.content[0].From < f.head {
		return false
	}
	switch r.toks[r.headNoun(f.source)].Form(r.src) {
	case "court", "jury", "jurors", "inquest", "tribunal", "hearing", "trial", "inquiry":
		return true
	}
	return false
}

// resumed reports whether a finding of the rules is of a participle of saying behind a comma, with which a speaker goes on: "said the well
// was dry, adding that it had rained".
func (r *reading) resumed(f *finding) bool {
	return f.rule == "shared subject" && r.is[f.head].has(participle) && r.is[f.head].has(saying) && f.cue.From > 0 && r.linksParticiple(f.cue.From-1, f.head) && f.content[0].From > f.head
}

// quotesAlone reports whether a finding of the rules is of a verb of saying beside a quotation that is in the content of none of some
// findings in the order of their heads: “…,” the report states.
func (r *reading) quotesAlone(outer []finding, f *finding) bool {
	c := f.content[0]
	if !r.is[f.head].has(saying | telling) {
		return false
	}
	if r.opens(c.From) {
		return r.isStatement(r.quotes[r.quote[c.From]-1].Range) && !r.isIn(outer, f.head, c.From)
	}
	return c.From < f.head && r.closes(c.To-1) && !r.isIn(outer, f.head, c.To-1)
}

// cutBefore ends the content of the speaker's finding before a participle of saying with which the speaker goes on.
func (r *reading) cutBefore(f *finding) {
	if !r.resumed(f) {
		return
	}
	at, is := findHead(r.found, f.head)
	if is {
		return
	}
	for k := max(0, at-maxFindings); k < at; k++ {
		g := &r.found[k]
		if g.sentence != f.sentence || g.source != f.source || !r.linksParticiple(f.cue.From-1, g.head) {
			continue
		}
		for i := range g.content {
			if c := &g.content[i]; c.Has(f.head) && c.From > g.head && c.From < f.cue.From-1 {
				c.To = f.cue.From - 1
			}
		}
	}
}

// findHead looks for the finding with a head among some in the order of their heads: it returns where that stands, or would stand.
func findHead(found []finding, head int) (at int, is bool) {
	return slices.BinarySearchFunc(found, head, func(f finding, head int) int { return cmp.Compare(f.head, head) })
}

// isNestedIn reports whether a token stands in the content of one of some findings in the order of their heads, and is the head of
// none.
func (r *reading) isNestedIn(outer []finding, head int) bool {
	_, is := findHead(outer, head)
	return !is && r.isIn(outer, head, head)
}

// isIn reports whether a token near a head stands in the content of one of some findings in the order of their heads.
func (r *reading) isIn(outer []finding, head, i int) bool {
	at, _ := findHead(outer, head)
	for _, f := range outer[max(0, at-maxFindings):min(len(outer), at+maxFindings)] {
		if slices.ContainsFunc(f.content, func(c text.Range) bool { return c.Has(i) }) {
			return true
		}
	}
	return false
}

// The probabilities of a cue from which the model's word alone makes it an attribution, chosen by cross-validation inside the training
// articles of PolNeAR.
const (
	sourceless = .65 // without a source
	unlisted   = .45 // of a word that the lexicon does not have as a cue
)

// asFinding takes over a finding of the model; same is that of the rules with the same head, nil where there is none.
func (r *reading) asFinding(f *attribution.Finding, same *finding) finding {
	r.endStatement(f)
	r.mendSource(f)
	if same != nil && same.source == f.Source && slices.Equal(same.content, f.Content) {
		return *same
	}
	g := finding{source: f.Source, head: f.Head, sentence: f.Sentence, content: f.Content, rule: byModel}
	if same != nil {
		g.cue, g.verb = same.cue, same.verb
	} else {
		g.cue = text.Range{From: r.verbGroup(f.Head, r.sentences[f.Sentence].From), To: r.cueAt(f.Head).To}
	}
	for _, s := range append(f.Content, f.Source) {
		switch {
		case s.Len() == 0:
		case s.From <= f.Head:
			g.cue.From = max(g.cue.From, min(s.To, f.Head))
		default:
			g.cue.To = min(g.cue.To, s.From)
		}
	}
	r.mendPassive(&g)
	return g
}

// endStatement ends content where another speaker is set against this one; and content that opens with a quotation where that ends in
// a mark of its own and nothing quoted follows: “You lie!” at the end of his speech.
func (r *reading) endStatement(f *attribution.Finding) {
	for k := range f.Content {
		c := &f.Content[k]
		if c.From < f.Head {
			continue
		}
		for m := c.From + 1; m < c.To; m++ {
			if r.quote[m] == 0 && r.contrasts(m, c.To) {
				c.To = m
			}
		}
		if !r.opens(c.From) {
			continue
		}
		q := r.quotes[r.quote[c.From]-1]
		if q.To < c.To && q.Len() > 3 && r.is[q.To-2].has(comma|stop) && !r.is[q.To].has(joiner) && !r.any(text.Range{From: q.To, To: c.To}, quoteMark) {
			c.To = q.To
		}
	}
}

// Observed returns what the model of attribution reads of a document whose layers below attributions have been computed.
func (l *Layers) Observed(d *pipeline.Document) *attribution.Article {
	r := new(reading)
	r.open(d.Source, Tokens.Of(d), Sentences.Of(d), Quotations.Of(d), Furniture.Of(d), d.Body)
	r.apply(l.cues, l.Matches.Of(d))
	r.observe()
	return &r.article
}
