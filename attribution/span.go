package attribution

import "parallax/internal/hashing"

// choiceFeatures gathers what tells whether a choice is right. other is the place of the span's other end, none where it is not
// known.
func (r *reader) choiceFeatures(choice int32, other int) {
	if choice == none {
		r.noneFeatures()
		return
	}
	p := &r.places[choice]
	r.begin(0)
	r.ofSides(p)
	if other == none {
		r.ofNearEnd(p)
	} else {
		r.ofFarEnd(p, &r.places[other])
	}
}

// ofSides adds what stands on both sides of a place.
func (r *reader) ofSides(p *place) {
	next, prev, next2, prev2 := r.in(p.token), r.in(p.token-1), r.in(p.token+1), r.in(p.token-2)
	pair := hashing.Mix(prev.tag, next.tag)
	r.add(
		hashing.Mix(next.hash, next2.tag),
		hashing.Mix(next.hash, next2.hash),
		hashing.Mix(prev2.hash, prev.hash),
		p.plain,
		hashing.Mix(pair, next2.tag),
		hashing.Mix(prev2.tag, pair),
		hashing.Mix(p.distance, next.tag),
		hashing.Mix(p.distance, prev.tag),
		hashing.Mix(p.path, next.tag),
		hashing.Mix(p.path, prev.tag),
		hashing.Mix(uint32(next.edges), next.tag),
	)
}

// ofNearEnd adds what tells whether a span is nearest to its cue here.
func (r *reader) ofNearEnd(p *place) {
	const kinds = 20
	prev := r.in(p.token - 1)
	r.kind = kinds
	r.add(
		prev.hash,
		hashing.Mix(r.about.stem, prev.hash),
		hashing.Mix(r.about.stem, p.distance),
		hashing.Mix(p.rules, p.path),
		hashing.Mix(p.rules, uint32(r.in(p.token).edges)),
		hashing.Mix(r.besideSource(p.token), p.distance),
	)
}

// ofFarEnd adds what tells whether a span that begins or ends at the place o reaches as far as the place p.
func (r *reader) ofFarEnd(p, o *place) {
	const kinds = 30
	next, there, before := r.in(p.token), r.in(o.token), r.in(o.token-1)
	pair, length := hashing.Mix(r.in(p.token-1).tag, next.tag), distance(p.token-o.token)
	r.kind = kinds
	r.add(
		length,
		hashing.Mix(before.hash, length),
		hashing.Mix(there.hash, length),
		hashing.Mix(before.tag, pair),
		hashing.Mix(uint32(r.in(p.token+1).rate), next.tag),
		hashing.Mix(hashing.Mix(there.hash, p.rim), r.about.stem),
		hashing.Mix(p.rules, r.about.rule),
		o.path<<8|p.path,
	)
}

// noneFeatures gathers what tells that a cue has no such span.
func (r *reader) noneFeatures() {
	const kinds = 50
	rules, source, before := uint32(0), uint32(0), &beyond
	if r.rule != nil {
		rules = 1 | bit(r.rule.Source.Len() == 0, 1)
		for _, s := range r.rule.Content {
			rules |= bit(s.From > r.head, 2) | bit(s.From <= r.head, 3)
		}
	}
	if s := r.source; s.Len() > 0 {
		source = 1 | bit(s.From < r.head, 1) | bit(s.To <= r.head && s.From > r.window.From, 2) | bit(s.To < r.window.To, 3)
		before = r.in(s.From - 1)
	}
	r.begin(kinds)
	r.add(
		r.about.kind,
		r.in(r.head-1).hash,
		r.in(r.head+1).hash,
		hashing.Mix(rules, r.about.stem),
		hashing.Mix(source, before.hash),
		hashing.Mix(source, r.about.next),
		hashing.Mix(source, distance(r.window.To-r.head)),
	)
}
