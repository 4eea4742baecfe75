package stages

import (
	"slices"
	"strings"

	"parallax/text"
)

// A passage is what a sentence is to the article, and what its words are as far as their forms tell.
type passage struct {
	genre genre
	uses  class
}

// A genre tells the article's prose from what stands around it.
type genre uint8

const (
	prose   genre = iota
	heading       // a headline, also one within the text
	outside       // of the page, not of the article
)

// open takes up a document.
func (r *reading) open(src string, toks []text.Token, sentences []text.Sentence, quotes []text.Quotation, furniture []text.Range, body int) {
	r.src, r.toks, r.sentences, r.quotes, r.body = src, toks, sentences, quotes, body
	n := len(toks)
	r.is = slices.Grow(r.is[:0], n)[:n]
	r.cue = slices.Grow(r.cue[:0], n)[:n]
	r.quote = slices.Grow(r.quote[:0], n)[:n]
	clear(r.cue)
	clear(r.quote)
	for k, q := range quotes {
		if q.Depth > 1 {
			continue
		}
		for i := q.From; i < q.To; i++ {
			r.quote[i] = int32(k + 1)
		}
	}
	r.posts = strings.Contains(src, "@")
	r.found, r.unsigned = r.found[:0], 0
	r.parts = nil // handed out with the attributions
	r.speakers, r.onTurn = speakers{}, speaking{}
	r.cast.reset()
	r.classify()
	for k, s := range sentences {
		switch {
		case inside(furniture, s.From):
			r.passages[k].genre = outside
		case r.isHeading(k):
			r.passages[k].genre = heading
		default:
			r.collect(s.Range)
		}
	}
}

// classify notes the uses of each token and of each sentence.
func (r *reading) classify() {
	classes.All(r.is, r.src, r.toks)
	r.firstText = len(r.toks)
	r.passages = r.passages[:0]
	for _, s := range r.sentences {
		var all class
		for i := s.From; i < s.To; i++ {
			c := r.is[i]
			all |= c
			if c.has(auxiliary|adverb) && r.toks[i].Is(text.Capital) && !r.startsClause(i) {
				r.is[i] = r.asName(i)
			} else if c.has(relativeWho) && r.toks[i].Is(text.AllCaps) && !(i+1 < s.To && r.toks[i+1].Is(text.AllCaps)) {
				r.is[i] = bodyNoun // the WHO
			}
		}
		r.passages = append(r.passages, passage{uses: all})
		if all.has(textNoun) && r.firstText == len(r.toks) {
			r.firstText = s.From + slices.IndexFunc(r.is[s.From:s.To], func(c class) bool { return c.has(textNoun) })
		}
	}
}

// startsClause reports whether a token may have its capital from where it stands: at the head of a paragraph, behind a stop, a colon or an
// opening mark.
func (r *reading) startsClause(i int) bool {
	if i == 0 || r.toks[i].Is(text.NewPara) {
		return true
	}
	before := r.is[i-1]
	return before.has(stop|colon) || before.has(quoteMark) && !(r.closes(i-1) && r.is[max(0, i-2)].has(comma|stop))
}

// asName returns the uses of an auxiliary or adverb with a capital of its own: Will and Nelly are names, May is a month.
func (r *reading) asName(i int) class {
	switch form := r.toks[i].Form(r.src); {
	case form == "may":
		return timeWord
	case form == "will", r.is[i]&^ruleWords == adverb && functionWords[form] == 0:
		return r.is[i] & ruleWords
	}
	return r.is[i]
}
