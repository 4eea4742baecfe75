package attribution

import (
	"slices"

	"parallax/internal/hashing"
	"parallax/text"
)

// cueFeatures gathers what tells whether token i is the head of a cue. Its rate is given, since in training it must not know of the
// token itself.
func (r *reader) cueFeatures(i int, s text.Range, rate uint8) {
	r.begin(0)
	r.ofWords(i, s, uint32(rate))
	r.ofSubject(i, s)
	r.ofRules(i, uint32(rate))
	r.ofOthers(i, -1, uint32(rate))
	r.ofOthers(i, 1, uint32(rate))
	r.ofPlace(i, s, uint32(rate))
}

// ofWords adds the token and those around it.
func (r *reader) ofWords(i int, s text.Range, rate uint32) {
	t := &r.toks[i]
	prev, prev2 := r.at(i-1, s), r.at(i-2, s)
	next, next2 := r.at(i+1, s), r.at(i+2, s)
	r.add(
		t.hash,
		t.stem,
		t.tag,
		prev.hash,
		next.hash,
		prev2.hash,
		next2.hash,
		r.at(i-3, s).hash,
		r.at(i+3, s).hash,
		hashing.Mix(prev.hash, next.hash),
		hashing.Mix(rate, next.hash),
		hashing.Mix(prev.tag, t.tag),
		hashing.Mix(t.tag, next.tag),
		hashing.Mix(t.stem, next.tag),
		hashing.Mix(t.stem, prev.tag),
		hashing.Mix(t.suffix, next.hash),
		hashing.Mix(t.suffix, prev.hash),
		hashing.Mix(next.tag, next2.tag),
		hashing.Mix(prev2.tag, prev.tag),
	)
	nearby := r.kind
	for d := 4; d <= 6; d++ { // wherever they stand
		r.kind = nearby
		r.add(r.at(i-d, s).hash, r.at(i+d, s).hash)
	}
}

// ofSubject adds what stands before the verb group that may end at the token.
func (r *reader) ofSubject(i int, s text.Range) {
	const longest = 5
	verb := i
	for verb > s.From && verb > i-longest && r.toks[verb-1].quote == 0 && r.a.Uses[verb-1].has(Auxiliary|Negative|Adverb) {
		verb--
	}
	r.add(hashing.Mix(hashing.Mix(r.at(verb-1, s).tag, r.at(verb-2, s).tag), uint32(i-verb)))
}

// ofRules adds what the rules have found at the token.
func (r *reader) ofRules(i int, rate uint32) {
	t := &r.toks[i]
	rule := uint32(0)
	if t.rule != 0 {
		rule = r.names[t.rule-1]
	}
	r.add(
		hashing.Mix(rule, uint32(t.cover)),
		hashing.Mix(rule, rate),
		hashing.Mix(rule, t.stem),
		hashing.Mix(uint32(t.edges), rate),
	)
}

// ofOthers adds the word on one side that is likeliest to be a cue too.
func (r *reader) ofOthers(i, step int, rate uint32) {
	const reach = 40
	best, at := never, 0
	n, own := slices.BinarySearch(r.mayBeCues, i)
	if step < 0 {
		n--
	} else if own {
		n++
	}
	for ; 0 <= n && n < len(r.mayBeCues); n += step {
		k := r.mayBeCues[n]
		d := (k - i) * step
		if d >= reach {
			break
		}
		if r.toks[k].rate > best {
			best, at = r.toks[k].rate, d
		}
	}
	r.add(hashing.Mix(uint32(best), hashing.Mix(distance(at), rate)))
}

// ofPlace adds how far quotations are, and whether a name or a sentence may begin here.
func (r *reader) ofPlace(i int, s text.Range, rate uint32) {
	const reach = 8
	quoted := func(step int) uint32 {
		for d := 1; d < reach && s.Has(i+step*d); d++ {
			if r.toks[i+step*d].quote != 0 {
				return uint32(d)
			}
		}
		return 0
	}
	r.add(
		hashing.Mix(quoted(-1)<<4|quoted(1), rate),
		bit(r.a.Tokens[i].Is(text.Capital), 0)|bit(i == s.From, 1),
	)
}

// enter takes up a sentence.
func (r *reader) enter(s text.Range) {
	if r.entered == s {
		return
	}
	r.entered, r.mayBeCues = s, r.mayBeCues[:0]
	for i := s.From; i < s.To; i++ {
		if t := &r.toks[i]; t.quote == 0 && never < t.rate && t.rate < unknown {
			r.mayBeCues = append(r.mayBeCues, i)
		}
	}
}
