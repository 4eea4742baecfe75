package stages

import (
	"cmp"
	"slices"
	"sync"

	"parallax/attribution"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// attributions finds who is said to have said what, without a parser: by rule (linguistics.md, section 3), and where a model is
// given by what that makes of the rules' findings and the words around. The rules read the words around a cue from its grammar:
// what complements the verb takes, where its subject can stand. Every rule looks at a bounded number of words, so the
// time is linear.
func attributions(cues []cue, model *attribution.Model, matches *pipeline.Layer[[]lexicons.Match]) *pipeline.Layer[[]Attribution] {
	var spare room[Attribution]
	return &pipeline.Layer[[]Attribution]{
		Name:     "attributions",
		Doc:      "what the article ascribes to sources: source, cue, content",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, Furniture, matches},
		Run: func(d *pipeline.Document) ([]Attribution, error) {
			r := readings.Get().(*reading)
			defer readings.Put(r)
			r.open(d.Source, Tokens.Of(d), Sentences.Of(d), Quotations.Of(d), Furniture.Of(d), d.Body)
			r.apply(cues, matches.Of(d), Furniture.Of(d))
			if model != nil {
				r.observe(Furniture.Of(d))
				r.learn(model)
			}
			r.floating()
			found := r.attributions(spare.take(len(r.found)))
			r.close()
			return found, nil
		},
		Release: func(all []Attribution) {
			clear(all)
			spare.put(all)
		},
	}
}

// A reading is one document under the rules. It is used again for the next, so that the rules allocate
// nothing.
type reading struct {
	src       string
	toks      []text.Token
	sentences []text.Sentence
	quotes    []text.Quotation
	body      int // byte where the text begins, after the headline

	is       []class // of each token: its uses
	cue      []int32 // of each token: 1 + index of the match of the cue that begins there, 0 for none
	quote    []int32 // of each token: 1 + index of the outermost quotation around it, 0 outside
	cues     []cue
	matches  []lexicons.Match
	headline bool // the sentence at hand is a headline
	unsigned int  // the sentence after the last embedded post

	found  []finding
	parts  []text.Range // room for the findings' content
	heads  []turnHead
	claims []int32 // of each quotation: 1 + index of the finding it belongs to, 0 for none, -1 for nobody

	article attribution.Article // what the model reads
	learnt  []attribution.Finding
	rules   []finding // what the rules found, where the model goes on

	cast      cast
	firstText int // the first token that names a text
	speakers  speakers
}

var readings = sync.Pool{New: func() any { return new(reading) }}

// A finding is an attribution before its source is judged.
type finding struct {
	source, cue text.Range // source is empty where there is none
	head        int        // the token of the cue that decides
	verb        int        // the token of the cue that says what it means, 0 where that is head
	sentence    int
	content     []text.Range
	rule        string
	doubtful    bool // of the model's, where it is not sure of what no rule has found
}

// open takes up a document.
func (r *reading) open(src string, toks []text.Token, sentences []text.Sentence, quotes []text.Quotation, furniture []text.Range, body int) {
	r.src, r.toks, r.sentences, r.quotes, r.body = src, toks, sentences, quotes, body
	n := len(toks)
	r.is = slices.Grow(r.is[:0], n)[:n]
	r.cue = slices.Grow(r.cue[:0], n)[:n]
	r.quote = slices.Grow(r.quote[:0], n)[:n]
	clear(r.cue)
	clear(r.quote)
	r.firstText = n
	for i, t := range toks {
		c := classes.Of(src, t)
		r.is[i] = c
		if c.has(textNoun) && r.firstText == n {
			r.firstText = i
		}
	}
	for k, q := range quotes {
		if q.Depth > 1 {
			continue
		}
		for i := q.From; i < q.To; i++ {
			r.quote[i] = int32(k + 1)
		}
	}
	for i, c := range r.is {
		if !c.has(auxiliary|adverb) || !toks[i].Is(text.Capital) || i == 0 || toks[i].Is(text.NewPara) || r.is[i-1].has(stop|colon) || r.is[i-1].has(quoteMark) && !(r.closes(i-1) && r.is[max(0, i-2)].has(comma)) {
			continue
		}
		switch form := toks[i].Form(src); {
		case form == "may":
			r.is[i] = timeWord
		case form == "will", r.is[i] == adverb && functionWords[form] == 0: // names: Will, Nelly
			r.is[i] = 0
		}
	}
	r.found, r.unsigned = r.found[:0], 0
	r.parts = nil // handed out with the attributions
	r.speakers = speakers{}
	r.cast.reset()
	for k, s := range sentences {
		if !r.isHeading(k) && !inside(furniture, s.From) {
			r.collect(s.Range)
		}
	}
}

// apply applies the rules to each sentence.
func (r *reading) apply(cues []cue, matches []lexicons.Match, furniture []text.Range) {
	r.mark(cues, matches)
	r.turns(furniture)
	for k := range r.sentences {
		if !inside(furniture, r.sentences[k].From) {
			r.sentence(k)
		}
	}
}

// close lets go of the document.
func (r *reading) close() {
	r.src, r.toks, r.sentences, r.quotes, r.matches, r.parts = "", nil, nil, nil, nil, nil
	r.speakers = speakers{}
	clear(r.found)
	clear(r.rules)
	clear(r.learnt)
	clear(r.article.Rules)
	r.article.Source, r.article.Tokens, r.article.Sentences, r.article.Quotations = "", nil, nil, nil
}

// maxFindings bounds the attributions of one sentence, and with them the work on a text without full stops.
const maxFindings = 24

// sentence applies the rules to one sentence. The patterns that stand after their content come first: they
// mark where the content of others must end.
func (r *reading) sentence(k int) {
	s := r.sentences[k].Range
	var uses class // of the tokens of the sentence: most sentences have no use for most rules
	for _, c := range r.is[s.From:s.To] {
		uses |= c
	}
	if r.headline = r.isHeading(k); r.headline && r.heading(k, s) || r.retweet(k, s) || uses.has(dash) && r.signs(k, s) || r.presents(k, s) {
		return
	}
	first := len(r.found)
	r.post(k, s)
	each := func(decides class, rule func(i int, c class)) {
		if !uses.has(decides) {
			return
		}
		for i := s.From; i < s.To && len(r.found)-first < maxFindings; i++ {
			if c := r.is[i]; c.has(decides) && r.quote[i] == 0 {
				rule(i, c)
			}
		}
	}
	each(prepositional, func(i int, c class) { r.accordingTo(k, s, i, first) })
	each(cueClasses, func(i int, c class) {
		if r.isCue(i, s) && !r.taken(first, i) {
			_ = r.inverted(k, s, i, first) || r.parenthetical(k, s, i, first)
		}
	})
	each(agentless|quotative|cueClasses, func(i int, c class) {
		if r.taken(first, i) {
			return
		}
		_ = c.has(agentless) && r.agentless(k, s, i) || c.has(quotative) && r.quotative(k, s, i, first) ||
			r.isCue(i, s) && r.forward(k, s, i, first)
	})
}

// taken reports whether a token is already the source or the cue of a finding of this sentence.
func (r *reading) taken(first, i int) bool {
	for k := first; k < len(r.found); k++ {
		if f := &r.found[k]; f.cue.Has(i) || f.source.Has(i) {
			return true
		}
	}
	return false
}

// add keeps a finding. Empty parts of the content are left out; without content it is none.
func (r *reading) add(f finding, content ...text.Range) bool {
	from := len(r.parts)
	for _, c := range content {
		if c.Len() > 0 {
			r.parts = append(r.parts, c)
		}
	}
	if len(r.parts) == from {
		return false
	}
	f.content = r.parts[from:len(r.parts):len(r.parts)]
	r.found = append(r.found, f)
	return true
}

// attributions judges the findings: order, depth, kind, source. It appends them to out.
func (r *reading) attributions(out []Attribution) []Attribution {
	slices.SortStableFunc(r.found, func(a, b finding) int { return cmp.Compare(a.head, b.head) })
	for i := range r.found {
		out = append(out, r.judge(i))
	}
	return out
}

// nesting returns the depth of an attribution, 1 and one more for each whose content holds its cue, and the innermost of
// these, -1 for none.
func (r *reading) nesting(i int) (depth, within int) {
	const near = maxFindings // findings whose content can reach this one
	depth, within = 1, -1
	f, shortest := r.found[i], 0
	for k := max(0, i-near); k < min(len(r.found), i+near+1); k++ {
		o := &r.found[k]
		if o.head == f.head {
			continue
		}
		for _, c := range o.content {
			if c.Has(f.head) {
				depth++
				if within < 0 || c.Len() < shortest {
					within, shortest = k, c.Len()
				}
				break
			}
		}
	}
	return depth, within
}

// kind says how much of the content is quoted.
func (r *reading) kind(content []text.Range) Kind {
	words, quoted := 0, 0
	for _, c := range content {
		for i := c.From; i < c.To; i++ {
			if r.toks[i].Is(text.Word) {
				words++
				if r.quote[i] != 0 {
					quoted++
				}
			}
		}
	}
	switch quoted {
	case 0:
		return Indirect
	case words:
		return Direct
	}
	return Mixed
}
