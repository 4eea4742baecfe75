package stages

import (
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
func attributions(cues *cueBook, model *attribution.Model, matches *pipeline.Layer[[]lexicons.Match]) *pipeline.Layer[[]Attribution] {
	var spare room[Attribution]
	return &pipeline.Layer[[]Attribution]{
		Name:     "attributions",
		Doc:      "what the article ascribes to sources: source, cue, content",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, Furniture, matches},
		Run: func(d *pipeline.Document) ([]Attribution, error) {
			r := readings.Get().(*reading)
			defer readings.Put(r)
			r.open(d.Source, Tokens.Of(d), Sentences.Of(d), Quotations.Of(d), Furniture.Of(d), d.Body)
			r.outlet = d.Outlet
			r.apply(cues, matches.Of(d))
			if model != nil {
				r.observe()
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

	is       []class   // of each token: its uses
	cue      []int32   // of each token: 1 + index of the match of the cue that begins there, 0 for none
	quote    []int32   // of each token: 1 + index of the outermost quotation around it, 0 outside
	passages []passage // of each sentence
	cues     *cueBook
	matches  []lexicons.Match
	starts   []int32    // the tokens where cues begin, in order
	words    []cueStart // those of the sentence at hand
	headline bool       // the sentence at hand is a headline
	posts    bool       // accounts of social networks are named
	unsigned int        // the sentence after the last embedded post

	found  []finding
	nests  []nest       // of each finding
	parts  []text.Range // room for the findings' content
	heads  []turnHead   // of the turns of a transcript
	claims []int32      // of each quotation: 1 + index of the finding it belongs to, 0 for none, -1 for nobody

	article attribution.Article // what the model reads
	learnt  []attribution.Finding
	rules   []finding // what the rules found, where the model goes on

	cast      cast
	firstText int // the first token that names a text
	speakers  speakers

	called      []text.Range // of each finding: where an organization that is its source has its name
	outlet      string
	interviewed int32    // the person whom an interview is with, -1 where none is named
	onTurn      speaking // the last turn of a transcript
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
}

// apply applies the rules to each sentence.
func (r *reading) apply(cues *cueBook, matches []lexicons.Match) {
	r.mark(cues, matches)
	r.turns()
	next := 0
	for k, p := range r.passages {
		first := next
		for next < len(r.starts) && int(r.starts[next]) < r.sentences[k].To {
			next++
		}
		if p.genre != outside {
			r.sentence(k, r.starts[first:next])
		}
	}
}

// close lets go of the document.
func (r *reading) close() {
	r.src, r.toks, r.sentences, r.quotes, r.matches, r.parts = "", nil, nil, nil, nil, nil
	r.speakers, r.onTurn, r.outlet = speakers{}, speaking{}, ""
	clear(r.found)
	clear(r.rules)
	clear(r.learnt)
	clear(r.article.Rules)
	r.article.Source, r.article.Tokens, r.article.Sentences, r.article.Quotations = "", nil, nil, nil
}

// maxFindings bounds the attributions of one sentence, and with them the work on a text without full stops.
const maxFindings = 24

// A cueStart is a token where a cue begins, and whether it is a verb of attribution there.
type cueStart struct {
	at   int
	verb bool
}

// sentence applies the rules to one sentence, whose cues begin at some tokens. The patterns that stand after their content
// come first: they mark where the content of others must end.
func (r *reading) sentence(k int, starts []int32) {
	s, p := r.sentences[k].Range, r.passages[k]
	r.headline = p.genre == heading
	if r.headline && r.heading(k, s) || r.posts && r.retweet(k, s) || p.uses.has(dash) && r.signs(k, s) || r.presents(k, s) {
		return
	}
	first := len(r.found)
	if r.posts {
		r.post(k, s)
	}
	r.words = r.words[:0]
	var uses class
	for _, start := range starts {
		if i := int(start); r.quote[i] == 0 {
			r.words = append(r.words, cueStart{i, r.isCue(i, s)})
			uses |= r.is[i]
		}
	}
	each := func(decides class, rule func(w cueStart, c class)) {
		if !uses.has(decides) {
			return
		}
		for _, w := range r.words {
			if c := r.is[w.at]; c.has(decides) && len(r.found)-first < maxFindings {
				rule(w, c)
			}
		}
	}
	each(prepositional, func(w cueStart, _ class) { r.accordingTo(k, s, w.at, first) })
	each(cueClasses, func(w cueStart, _ class) {
		if w.verb && !r.taken(first, w.at) {
			_ = r.inverted(k, s, w.at, first) || r.parenthetical(k, s, w.at, first)
		}
	})
	each(agentless|quotative|cueClasses, func(w cueStart, c class) {
		if !r.taken(first, w.at) {
			_ = c.has(agentless) && r.agentless(k, s, w.at) || c.has(quotative) && r.quotative(k, s, w.at, first) ||
				w.verb && r.forward(k, s, w.at, first)
		}
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
