package attribution

import (
	"parallax/internal/hashing"
	"parallax/text"
)

// cueFeatures gathers what tells whether token i is the head of a cue. Its rate is given, since in training it must not know of the
// token itself.
func (r *reader) cueFeatures(i int, s text.Range, rate uint8) {
	r.begin(0)
	b := uint32(rate)
	r.ofWords(i, s, b)
	r.ofSubject(i, s, b)
	r.ofRules(i, b)
	for _, step := range [...]int{-1, 1} {
		r.ofOthers(i, step, s, b)
	}
	r.ofQuotations(i, s, b)
	r.ofPlace(i, s, b)
}

// ofWords adds the token and those around it.
func (r *reader) ofWords(i int, s text.Range, rate uint32) {
	t := &r.toks[i]
	p1, p2, p3 := r.at(i-1, s), r.at(i-2, s), r.at(i-3, s)
	n1, n2, n3 := r.at(i+1, s), r.at(i+2, s), r.at(i+3, s)
	r.add(0)
	r.add(t.hash)
	r.add(t.stem)
	r.add(t.tag)
	r.add(rate)
	r.add(p1.hash)
	r.add(n1.hash)
	r.add(p2.hash)
	r.add(n2.hash)
	r.add(p3.hash)
	r.add(n3.hash)
	r.add(hashing.Mix(p1.hash, t.hash))
	r.add(hashing.Mix(t.hash, n1.hash))
	r.add(hashing.Mix(p1.hash, n1.hash))
	r.add(hashing.Mix(hashing.Mix(t.stem, n1.hash), n2.hash))
	r.add(hashing.Mix(p1.tag, t.tag))
	r.add(hashing.Mix(t.tag, n1.tag))
	r.add(hashing.Mix(hashing.Mix(p1.tag, t.tag), n1.tag))
	r.add(hashing.Mix(hashing.Mix(p2.tag, p1.tag), t.tag))
	r.add(hashing.Mix(hashing.Mix(t.tag, n1.tag), n2.tag))
	r.add(hashing.Mix(t.stem, n1.tag))
	r.add(hashing.Mix(t.stem, p1.tag))
	r.add(hashing.Mix(hashing.Mix(t.stem, p1.tag), n1.tag))
	r.add(hashing.Mix(hashing.Mix(t.stem, n1.tag), n2.tag))
	r.add(hashing.Mix(rate, n1.tag))
	r.add(hashing.Mix(rate, p1.tag))
	r.add(hashing.Mix(rate, n1.hash))
	r.add(hashing.Mix(rate, p1.hash))
	r.add(hashing.Mix(t.suffix, n1.hash))
	r.add(hashing.Mix(t.suffix, p1.hash))
	r.add(hashing.Mix(hashing.Mix(t.suffix, p1.tag), n1.tag))
	r.add(hashing.Mix(n1.tag, n2.tag))
	r.add(hashing.Mix(p2.tag, p1.tag))
	const wordBefore, wordAfter = 200, 201
	for d := 4; d <= 6; d++ {
		r.addAs(wordBefore, r.at(i-d, s).hash)
		r.addAs(wordAfter, r.at(i+d, s).hash)
	}
}

// ofSubject adds what stands before the verb group that may end at the token.
func (r *reader) ofSubject(i int, s text.Range, rate uint32) {
	const longest = 5
	verb := i
	for verb > s.From && verb > i-longest && r.toks[verb-1].quote == 0 && r.a.Uses[verb-1].has(Auxiliary|Negative|Adverb) {
		verb--
	}
	last := r.at(verb-1, s)
	r.add(hashing.Mix(last.hash, rate))
	r.add(hashing.Mix(last.tag, rate))
	r.add(hashing.Mix(hashing.Mix(last.tag, r.at(verb-2, s).tag), uint32(i-verb)))
	r.add(hashing.Mix(hashing.Mix(last.tag, r.toks[i].stem), r.at(i+1, s).tag))
	r.add(hashing.Mix(r.toks[verb].hash, rate))
}

// ofRules adds what the rules have found at the token.
func (r *reader) ofRules(i int, rate uint32) {
	t := &r.toks[i]
	rule, cover, edges := uint32(0), uint32(t.cover), uint32(t.edges)
	if t.rule != 0 {
		rule = r.names[t.rule-1]
	}
	r.add(hashing.Mix(rule, cover))
	r.add(hashing.Mix(rule, rate))
	r.add(hashing.Mix(rule, t.stem))
	r.add(hashing.Mix(cover, rate))
	r.add(edges)
	r.add(hashing.Mix(edges, rate))
}

// ofOthers adds what else in the sentence may be a cue, on one side.
func (r *reader) ofOthers(i, step int, s text.Range, rate uint32) {
	const reach = 40
	best, bestAt := uint8(0), 0
	found, foundAt := int32(0), 0
	for k, d := i+step, 1; d < reach && s.Has(k); k, d = k+step, d+1 {
		t := &r.toks[k]
		if t.quote == 0 && t.rate > best && t.rate < unknown {
			best, bestAt = t.rate, d
		}
		if found == 0 && t.rule != 0 {
			found, foundAt = t.rule, d
		}
	}
	rule, stem := uint32(0), uint32(0)
	if found != 0 {
		rule, stem = r.names[found-1], r.toks[i+step*foundAt].stem
	}
	own := uint32(0)
	if t := r.toks[i].rule; t != 0 {
		own = r.names[t-1]
	}
	r.add(hashing.Mix(uint32(best), hashing.Mix(distance(bestAt), rate)))
	r.add(hashing.Mix(stem, distance(foundAt)))
	r.add(hashing.Mix(rule, hashing.Mix(distance(foundAt), own)))
}

// ofQuotations adds how far quotations are.
func (r *reader) ofQuotations(i int, s text.Range, rate uint32) {
	const reach = 8
	q := uint32(0)
	for k := i + 1; k < min(s.To, i+reach); k++ {
		if r.toks[k].quote != 0 {
			q = uint32(k - i)
			break
		}
	}
	for k := i - 1; k >= max(s.From, i-reach); k-- {
		if r.toks[k].quote != 0 {
			q += 16 * uint32(i-k)
			break
		}
	}
	r.add(q)
	r.add(hashing.Mix(q, rate))
}

// ofPlace adds where in its sentence the token stands.
func (r *reader) ofPlace(i int, s text.Range, rate uint32) {
	r.add(hashing.Mix(distance(i-s.From), rate))
	r.add(hashing.Mix(distance(s.To-i), rate))
	r.add(hashing.Mix(r.toks[s.From].hash, rate))
	r.add(bit(r.a.Tokens[i].Is(text.Capital), 0) | bit(i == s.From, 1))
}
