package attribution

import (
	"parallax/internal/hashing"
	"parallax/text"
)

// How many places on either side of a cue a span can begin or end at.
const (
	reachBefore = 70
	reachAfter  = 90
)

// A place is where a span can begin or end: before a token. It is what can be said of it before any span is chosen.
type place struct {
	token    int
	distance uint32    // to the head of the cue, in steps
	path     uint32    // what stands between it and the cue
	rules    uint32    // what begins and ends here by the rule with the same cue
	rim      uint32    // where in the window it is
	plain    uint32    // the grammar on both sides
	gates    [7]uint16 // rows of what gates see of it alone
	sums     lanes     // of these
}

// look takes up a cue: its window, and the places in it.
func (r *reader) look(i, sentence int) {
	r.head, r.window, r.source = i, r.windowOf(sentence), text.Range{}
	t := &r.toks[i]
	r.rule, r.about = nil, about{stem: t.stem, kind: hashing.Mix(t.tag, uint32(t.rate)), rule: 1, next: hashing.Mix(r.at(i+1, r.a.Sentences[sentence].Range).tag, t.tag)}
	if t.rule != 0 {
		r.rule, r.about.rule = &r.a.Rules[t.rule-1], r.names[t.rule-1]
	}
	r.place()
	r.trace()
	for k := range r.places {
		r.places[k].describe(r)
	}
}

// windowOf returns the tokens among which a cue of a sentence has its source and content: the sentence with the quotations that
// reach over its edges; behind a cry the quotation before it; behind a colon the next sentence.
func (r *reader) windowOf(sentence int) text.Range {
	s := r.a.Sentences[sentence].Range
	w, quotes := s, r.a.Quotations
	if q := r.toks[s.From].quote; q != 0 {
		w.From = quotes[q-1].From
	} else if s.From > 0 && !r.a.Tokens[s.From].Is(text.NewPara) && r.closes(s.From-1) {
		w.From = quotes[r.toks[s.From-1].quote-1].From
	}
	if q := r.toks[s.To-1].quote; q != 0 {
		w.To = max(s.To, quotes[q-1].To)
	} else if s.To < len(r.toks) && r.a.Uses[s.To-1].has(Colon) {
		if q := r.toks[s.To].quote; q != 0 {
			w.To = quotes[q-1].To
		} else if sentence+1 < len(r.a.Sentences) {
			w.To = max(s.To, r.a.Sentences[sentence+1].To)
		}
	}
	return w
}

// place lists the places of the window: before each token, but inside quotations only at their edges.
func (r *reader) place() {
	r.places = r.places[:0]
	p := r.head
	for n := 0; p > r.window.From && n < reachBefore; n++ {
		if p--; r.toks[p].quote != 0 {
			p = max(r.window.From, r.a.Quotations[r.toks[p].quote-1].From)
		}
	}
	r.after = 0
	for p < r.window.To && (r.after == 0 || len(r.places)-r.after < reachAfter) {
		if r.places = append(r.places, place{token: p}); p <= r.head {
			r.after = len(r.places)
		}
		if q := r.toks[p].quote; q != 0 {
			p = min(r.window.To, r.a.Quotations[q-1].To)
		} else {
			p++
		}
	}
	r.places = append(r.places, place{token: p})
}

// trace notes for each place what stands between it and the cue.
func (r *reader) trace() {
	var b between
	for k := r.after; k < len(r.places); k++ {
		if k > r.after {
			b.pass(r, r.places[k-1].token)
		}
		r.places[k].path = b.code()
	}
	b = between{}
	for k := r.after - 1; k >= 0; k-- {
		r.places[k].path = b.code()
		if k > 0 {
			b.pass(r, r.places[k-1].token)
		}
	}
}

// between sums up some tokens.
type between struct{ marks, cues, quotes, clauses uint32 }

func (b *between) pass(r *reader, i int) {
	switch t, u := &r.toks[i], r.a.Uses[i]; {
	case t.quote != 0:
		b.quotes = 1
	case u.has(Comma | Semicolon | Dash):
		b.marks = min(b.marks+1, 3)
	case t.isOften():
		b.cues = min(b.cues+1, 2)
	case u.has(That | Boundary):
		b.clauses = 1
	}
}

func (b *between) code() uint32 { return b.marks | b.quotes<<2 | b.cues<<3 | b.clauses<<5 }

// describe sets what is left to say of a place.
func (p *place) describe(r *reader) {
	i, w := p.token, r.window
	next, prev := r.in(i), r.in(i-1)
	p.distance = distance(i - r.head)
	p.rules = r.ruled(i)
	p.rim = bit(i == w.From, 0) | bit(i == w.To, 1) | bit(i == w.To-1, 2) | bit(i == r.head, 3) | bit(i == r.head+1, 4)
	p.plain = hashing.Mix(prev.plain, next.plain)
	p.gates = [...]uint16{
		gate(11, p.plain),
		gate(12, p.distance),
		gate(13, p.rules<<8|p.rim),
		gate(14, prev.hash),
		gate(15, next.hash),
		gate(16, hashing.Mix(p.path, next.plain)),
		gate(17, hashing.Mix(p.path, prev.plain)),
	}
	p.sums = lanes{}
	for _, row := range p.gates {
		p.sums.add(r.m.gates[row&(1<<gateBits-1)])
	}
}

// in returns a token of the window, or what lies beyond.
func (r *reader) in(i int) *token {
	switch {
	case i >= r.window.To:
		return &beyond
	case i >= r.window.From:
		return &r.toks[i]
	case r.a.Tokens[r.window.From].Is(text.NewPara):
		return &paragraph
	}
	return &edge
}

// ruled says what begins and ends at a token by the rule that has the same cue.
func (r *reader) ruled(p int) uint32 {
	if r.rule == nil {
		return 0
	}
	bits := uint32(1)
	if s := r.rule.Source; s.Len() > 0 {
		bits |= bit(s.From == p, 1) | bit(s.To == p, 2)
	} else {
		bits |= 1 << 3
	}
	for _, c := range r.rule.Content {
		if c.From > r.head {
			bits |= bit(c.From == p, 4) | bit(c.To == p, 5) | 1<<6
		} else {
			bits |= bit(c.From == p, 7) | bit(c.To == p, 8) | 1<<9
		}
	}
	return bits
}

// besideSource says where a token is in relation to the source.
func (r *reader) besideSource(p int) uint32 {
	s := r.source
	if s.Len() == 0 {
		return 0
	}
	return 1 | bit(p == s.From, 1) | bit(p == s.To, 2) | bit(p < s.From, 3) | bit(p > s.To, 4) | bit(s.From < r.head, 5) | bit(p == s.To+1 || p == s.From-1, 6)
}
