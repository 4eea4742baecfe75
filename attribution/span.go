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

// look takes up a cue: its window, the places in it, and what stands between each and the cue.
func (r *reader) look(i, sentence int) {
	r.head, r.window, r.source = i, r.windowOf(sentence), text.Range{}
	t := &r.toks[i]
	r.rule, r.about = nil, about{stem: t.stem, kind: hashing.Mix(t.tag, uint32(t.rate)), rule: 1, next: hashing.Mix(r.at(i+1, r.a.Sentences[sentence].Range).tag, t.tag)}
	if t.rule != 0 {
		r.rule, r.about.rule = &r.a.Rules[t.rule-1], r.names[t.rule-1]
	}
	r.place()
	r.trace()
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
		if r.places = append(r.places, p); p <= r.head {
			r.after = len(r.places)
		}
		if q := r.toks[p].quote; q != 0 {
			p = min(r.window.To, r.a.Quotations[q-1].To)
		} else {
			p++
		}
	}
	r.places = append(r.places, p)
	r.kinds = r.kinds[:0]
	for _, p := range r.places {
		r.kinds = append(r.kinds, kind(hashing.Mix(r.in(p-1).plain, r.in(p).plain)))
	}
}

// trace notes for each place what stands between it and the cue.
func (r *reader) trace() {
	r.paths = append(r.paths[:0], make([]uint32, len(r.places))...)
	var b between
	for k := r.after; k < len(r.places); k++ {
		if k > r.after {
			b.pass(r, r.places[k-1])
		}
		r.paths[k] = b.code()
	}
	b = between{}
	for k := r.after - 1; k >= 0; k-- {
		r.paths[k] = b.code()
		if k > 0 {
			b.pass(r, r.places[k-1])
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

// ruledEdge are the bits of ruled that say that something begins or ends.
const ruledEdge = 1<<1 | 1<<2 | 1<<4 | 1<<5 | 1<<7 | 1<<8

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

// A view is a place as the features see it.
type view struct {
	place, other     int    // tokens; other is that of the span's other end, none where it is not known
	pair             uint32 // the tags on both sides
	distance, path   uint32 // to the cue
	rules, rim, side uint32 // by the rule with the same cue; at the edges of the window; beside the source
}

func (r *reader) viewOf(k, other int) view {
	p := r.places[k]
	v := view{place: p, other: none, pair: hashing.Mix(r.in(p-1).tag, r.in(p).tag), distance: distance(p - r.head), path: r.paths[k], rules: r.ruled(p), side: r.besideSource(p)}
	v.rim = bit(p == r.window.From, 0) | bit(p == r.window.To, 1) | bit(p == r.window.To-1, 2) | bit(p == r.head, 3) | bit(p == r.head+1, 4)
	if other >= 0 {
		v.other = r.places[other]
	}
	return v
}

// placeFeatures gathers what tells whether a span begins or ends at the place k. other is the place of its other end, none where
// that is not known.
func (r *reader) placeFeatures(k, other int) {
	v := r.viewOf(k, other)
	r.begin(0)
	r.firstFeatures(&v)
	r.restFeatures(&v)
}

// firstFeatures adds those by which most places can be ruled out.
func (r *reader) firstFeatures(v *view) {
	r.kind = 0
	r.add(hashing.Mix(v.rules, r.about.rule))
	r.add(hashing.Mix(v.rules, v.pair))
	r.add(hashing.Mix(v.rim, v.path))
	r.add(hashing.Mix(v.rim, v.pair))
	r.add(v.pair)
	r.add(hashing.Mix(v.path, v.distance))
	r.add(hashing.Mix(r.about.stem, v.pair))
	r.add(hashing.Mix(v.side, v.rim))
	r.add(hashing.Mix(v.side, v.pair))
	r.add(hashing.Mix(v.side, v.path))
	if v.other >= 0 {
		there := hashing.Mix(r.in(v.other-1).tag, r.in(v.other).tag)
		r.add(hashing.Mix(distance(v.place-v.other), v.pair))
		r.add(hashing.Mix(there, v.rim))
		r.add(hashing.Mix(there, v.path))
	}
}

// restFeatures adds all others.
func (r *reader) restFeatures(v *view) {
	r.kind = 20
	next, prev := r.in(v.place), r.in(v.place-1)
	r.placeWords(v)
	r.add(hashing.Mix(v.rules, v.distance))
	r.add(hashing.Mix(v.rules, v.path))
	r.add(hashing.Mix(v.rim, r.about.rule))
	r.add(v.path)
	r.add(hashing.Mix(v.path, next.tag))
	r.add(hashing.Mix(v.path, prev.tag))
	r.add(hashing.Mix(v.path, r.about.kind))
	edges := uint32(next.edges)
	r.add(hashing.Mix(edges, v.path))
	r.add(hashing.Mix(edges, v.rules))
	r.add(hashing.Mix(edges, next.tag))
	r.add(hashing.Mix(uint32(next.rate), uint32(prev.rate)))
	r.add(hashing.Mix(uint32(r.in(v.place+1).rate), next.tag))
	r.add(hashing.Mix(v.side, v.distance))
	if v.other >= 0 {
		r.otherEnd(v)
	}
}

// placeWords adds the words on either side of a place.
func (r *reader) placeWords(v *view) {
	p, pair, d := v.place, v.pair, v.distance
	next, prev, next2, prev2 := r.in(p), r.in(p-1), r.in(p+1), r.in(p-2)
	r.add(next.hash)
	r.add(prev.hash)
	r.add(hashing.Mix(prev.hash, next.hash))
	r.add(hashing.Mix(prev2.tag, pair))
	r.add(hashing.Mix(pair, next2.tag))
	r.add(hashing.Mix(next.hash, next2.tag))
	r.add(hashing.Mix(prev2.hash, prev.hash))
	r.add(d)
	r.add(hashing.Mix(d, next.tag))
	r.add(hashing.Mix(d, prev.tag))
	r.add(hashing.Mix(r.about.stem, next.hash))
	r.add(hashing.Mix(r.about.stem, prev.hash))
	r.add(hashing.Mix(r.about.stem, d))
	r.add(hashing.Mix(r.about.kind, next.hash))
	r.add(hashing.Mix(r.about.kind, pair))
	r.add(hashing.Mix(hashing.Mix(r.about.kind, r.about.next), d))
}

// besideSource says where a place is in relation to the source.
func (r *reader) besideSource(p int) uint32 {
	s := r.source
	if s.Len() == 0 {
		return 0
	}
	return 1 | bit(p == s.From, 1) | bit(p == s.To, 2) | bit(p < s.From, 3) | bit(p > s.To, 4) | bit(s.From < r.head, 5) | bit(p == s.To+1 || p == s.From-1, 6)
}

// otherEnd adds what the place has to do with the other end of the span.
func (r *reader) otherEnd(v *view) {
	next, prev := r.in(v.other), r.in(v.other-1)
	length := distance(v.place - v.other)
	r.add(length)
	r.add(hashing.Mix(next.tag, v.pair))
	r.add(hashing.Mix(prev.tag, v.pair))
	r.add(hashing.Mix(next.hash, r.in(v.place).hash))
	r.add(hashing.Mix(next.hash, v.rim))
	r.add(hashing.Mix(next.hash, length))
	r.add(hashing.Mix(prev.hash, length))
	r.add(hashing.Mix(next.hash, v.pair))
	r.add(hashing.Mix(hashing.Mix(next.hash, v.rim), r.about.stem))
	r.add(hashing.Mix(bit(next.quote != 0, 0)|bit(prev.quote != 0, 1)|bit(r.in(v.place).quote != 0, 2)|bit(r.in(v.place-1).quote != 0, 3), v.rim))
}

// noneFeatures gathers what tells that a cue has no such span.
func (r *reader) noneFeatures() {
	const kinds = 100
	r.begin(kinds)
	i, w, c := r.head, r.window, r.about
	prev, next := r.at(i-1, w), r.at(i+1, w)
	r.add(0)
	r.add(c.stem)
	r.add(c.kind)
	r.add(c.rule)
	r.add(c.next)
	r.add(prev.hash)
	r.add(next.hash)
	r.add(hashing.Mix(c.stem, prev.tag))
	r.add(hashing.Mix(c.stem, next.tag))
	r.add(hashing.Mix(prev.tag, next.tag))
	r.add(hashing.Mix(c.kind, prev.tag))
	r.add(hashing.Mix(c.kind, next.tag))
	rules := uint32(0)
	if r.rule != nil {
		rules = 1 | bit(r.rule.Source.Len() == 0, 1)
		for _, s := range r.rule.Content {
			rules |= bit(s.From > i, 2) | bit(s.From <= i, 3)
		}
	}
	r.add(rules)
	r.add(hashing.Mix(rules, c.stem))
	source := uint32(0)
	if s := r.source; s.Len() > 0 {
		source = 1 | bit(s.From < i, 1) | bit(s.To <= i && s.From > w.From, 2) | bit(s.To < w.To, 3)
		r.add(hashing.Mix(source, r.in(s.From-1).tag))
		r.add(hashing.Mix(source, r.in(s.To).tag))
		r.add(hashing.Mix(source, r.in(s.From-1).hash))
	} else {
		r.kind += 3
	}
	r.add(hashing.Mix(source, rules))
	r.add(hashing.Mix(source, c.next))
	r.add(hashing.Mix(distance(i-w.From), source))
	r.add(hashing.Mix(distance(w.To-i), source))
}
