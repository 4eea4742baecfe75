package stages

import (
	"sort"
	"strings"

	"parallax/pipeline"
	"parallax/text"
)

// The surroundings of a cue are the sentence it stands in, seen from it. They turn from cue to cue through a
// document.
type surroundings struct {
	src       string
	toks      []text.Token
	sentences []text.Sentence
	quotes    []text.Quotation

	k        int        // index of the sentence
	sentence text.Range // around the cue, as far as sight reaches
	at       text.Range // the cue
}

// sight is how many tokens of a sentence are seen to either side of a cue. It bounds the work where a text
// has no sentences.
const sight = 120

// lookAround needs Tokens, Sentences and Quotations.
func lookAround(d *pipeline.Document) surroundings {
	return surroundings{src: d.Source, toks: Tokens.Of(d), sentences: Sentences.Of(d), quotes: Quotations.Of(d)}
}

// turnTo looks at another cue. Cues that come in order cost nothing to find.
func (v *surroundings) turnTo(at text.Range) {
	if v.sentences[v.k].From > at.From {
		v.k = 0
	}
	for v.sentences[v.k].To <= at.From {
		v.k++
	}
	s := v.sentences[v.k]
	v.sentence, v.at = text.Range{From: max(s.From, at.From-sight), To: min(s.To, at.To+sight)}, at
}

// form returns a token's folded form, "" outside the sentence.
func (v *surroundings) form(i int) string {
	if !v.sentence.Has(i) {
		return ""
	}
	return v.toks[i].Form(v.src)
}

// before returns the form of the nth token before the cue. The 0th is the cue's first.
func (v *surroundings) before(n int) string { return v.form(v.at.From - n) }

// after returns the form of the nth token after the cue. The 0th is the cue's last.
func (v *surroundings) after(n int) string { return v.form(v.at.To - 1 + n) }

// is reports whether a token of the sentence is of one of some classes.
func (v *surroundings) is(i int, c class) bool {
	return v.sentence.Has(i) && classes.Of(v.src, v.toks[i]).has(c)
}

func (v *surroundings) beforeIs(n int, c class) bool { return v.is(v.at.From-n, c) }
func (v *surroundings) afterIs(n int, c class) bool  { return v.is(v.at.To-1+n, c) }

// has reports whether a token of the sentence has all of the flags.
func (v *surroundings) has(i int, f text.Flags) bool { return v.sentence.Has(i) && v.toks[i].Is(f) }

// A hedge or negation bears on what follows it in its clause; some hedges also on the subject before them,
// some only on their noun phrase. The rules are those of ConText (Harkema et al. 2009), with the words that
// end a scope in news.

// forward is the scope of most cues: from the cue to the end of its clause.
func (v *surroundings) forward() text.Range { return text.Range{From: v.at.From, To: v.clauseEnd()} }

// bidirectional is the scope of a cue whose subject is part of what is hedged: "the bank appears to have …".
func (v *surroundings) bidirectional() text.Range {
	return text.Range{From: v.clauseStart(), To: v.clauseEnd()}
}

// phrase is the scope of a cue within its noun phrase: "about 300 people", and, with what depends on the
// noun, "the alleged attack on a convoy".
func (v *surroundings) phrase(dependents bool) text.Range {
	limit := v.limits().To
	if !dependents {
		limit = min(limit, v.at.To+maxNounPhrase)
	}
	i := v.at.To
	for i < limit && (v.edge(i) == noEdge || dependents && v.edge(i) == link) && (i == v.at.To || !v.is(i, adverb|past)) {
		i++
	}
	for i > v.at.To && v.edge(i-1) == link {
		i--
	}
	return text.Range{From: v.at.From, To: i}
}

// supposition is the scope of a condition: to the comma that ends it.
func (v *surroundings) supposition() text.Range {
	r := v.forward()
	for i := v.at.To; i < r.To; i++ {
		if v.edge(i) == softEdge {
			r.To = i
		}
	}
	return r
}

const (
	maxNounPhrase = 8  // tokens of a noun phrase after its cue
	maxSaying     = 10 // tokens of ", the officials said" before its verb's end
)

// clauseEnd returns where the clause after the cue ends, marks at its end left out.
func (v *surroundings) clauseEnd() int {
	end := v.limits().To
	comma := -1
	for i := v.at.To; i < end; i++ {
		switch v.edge(i) {
		case clauseTop:
			if i > v.at.To && !v.goesOn(i) {
				end = i
			}
		case joint:
			if v.is(i+1, auxiliary) {
				end = i
			}
		case softEdge:
			if comma = i; v.is(i+1, participle) || isOneOf(v.form(i+1), "which", "following", "provided") {
				end = i
			}
		case speech:
			if comma >= 0 && i-comma < maxSaying {
				end = comma
			}
		}
	}
	for end > v.at.To && v.toks[end-1].Is(text.Mark) {
		end--
	}
	return end
}

// goesOn reports whether the clause continues after what looks like the top of another: "not only … but
// also", "A but not B", a hyphen.
func (v *surroundings) goesOn(i int) bool {
	switch v.form(i) {
	case "but":
		return isOneOf(v.form(i+1), "also", "not")
	case "-":
		return !v.has(i, text.SpaceLeft) || !v.has(i+1, text.SpaceLeft)
	}
	return false
}

// clauseStart returns where the clause around the cue begins.
func (v *surroundings) clauseStart() int {
	first := v.limits().From
	i := v.at.From
	hasSubject := false
	for ; i > first; i-- {
		if v.is(i-1, quoteMark) {
			break
		}
		switch v.edge(i - 1) {
		case clauseTop, softEdge, speech:
			return i
		case joint:
			if !hasSubject {
				return i // "it fell and was not seen"
			}
		case complement:
			if !hasSubject {
				return i - 1 // it is itself the subject: "which appears to"
			}
			return i
		}
		hasSubject = hasSubject || !v.is(i-1, auxiliary|adverb|negative)
	}
	return i
}

// limits returns the part of the sentence that the cue may reach: inside a quotation no further than its
// marks.
func (v *surroundings) limits() text.Range {
	const nested = 8 // quotations to look back over for one that holds the cue
	r := v.sentence
	after := sort.Search(len(v.quotes), func(i int) bool { return v.quotes[i].From > v.at.From })
	for _, q := range v.quotes[max(0, after-nested):after] {
		if q.Has(v.at.From) {
			r.From = max(r.From, q.From)
			r.To = min(r.To, max(q.To, v.at.To))
		}
	}
	return r
}

// An edge says of a token whether a scope can end there.
type edge uint8

const (
	noEdge     edge = iota
	clauseTop       // begins what the cue does not reach
	softEdge        // a comma
	complement      // begins a clause: what comes before it is outside
	phraseEnd       // ends a noun phrase, not a clause
	link            // preposition: ends a noun phrase or leads on to what depends on its noun
	joint           // and, or
	speech          // verb of the words around a quotation or report: ", the officials said"
)

var edges = text.NewPalette(func(form string) edge { return edgeForms[form] })

func (v *surroundings) edge(i int) edge { return edges.Of(v.src, v.toks[i]) }

var edgeForms = edgesOf(map[edge]string{
	clauseTop:  "but however although though while whereas because since nevertheless yet except unless ; : — – -- - …",
	softEdge:   ",",
	complement: "that which who whom whose if whether",
	joint:      "and or nor",
	link:       "of in on at for from by with about against over between through into among within near across around behind 's",
	phraseEnd: `to without until despite via as than after before during under when where . ? ! ... ( ) [ ] / " “ ” ' ‘ ’
		is are was were be been being am has have had do does did will would can could may might must should shall 're 've 'll 'd n't not
		took fell hit came went left began made led won lost ran rose met set sent got gave found held kept let put saw shot spoke stood
		struck threw broke brought built cut drew drove felt flew fled grew heard hurt knew lay paid sat sold spent stole swept
		taught thought withdrew forced remain remains include includes comes goes makes takes`,
	speech: `said says say told tells added adds noted notes wrote writes warned warns argued argues insisted insists explained explains
		announced acknowledged according saying adding noting warning arguing insisting citing`,
})

// edgesOf spells out lists of forms.
func edgesOf(lists map[edge]string) map[string]edge {
	forms := map[string]edge{}
	for e, list := range lists {
		for _, form := range strings.Fields(list) {
			forms[form] = e
		}
	}
	return forms
}
