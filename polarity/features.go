package polarity

import (
	"math"
	"math/bits"

	"parallax/internal/hashing"
	"parallax/text"
)

// A feature is a column of the model, by its hash, and its value.
type feature struct {
	id    uint32
	value float32
}

// An extractor turns a target in a sentence into features. It keeps its memory from one to the next.
type extractor struct {
	items    []item
	target   int // the item that stands for the target
	features []feature
}

// The kinds of features, which are mixed into their hashes.
const (
	constant uint32 = iota + 1
	wordInSentence
	pairInSentence
	wordBefore
	wordAfter
	placeBefore // a word and how many places before the target it stands
	placeAfter
	pairBefore
	pairAfter
	wordOfTarget
	toneInZone
	toneInClause
	toneAnywhere
	valenceInZone
	valenceAnywhere
	valenceNearby
	valenceInClause
	quotedTarget
	placeOfTarget
	roleOfTone // what a verb or word of tone has to do with the target
	roleOfWord
	roleOfPair
)

func (x *extractor) add(kind, what uint32, value float32) {
	x.features = append(x.features, feature{hashing.Feature(kind, what) | 1, value})
}

// The weights of the blocks of features against each other: the penalty of the regression bears less on larger values.
const (
	normOfWords  = 2
	valueOfTones = .5
)

func (x *extractor) extract(src string, toks []text.Token, target text.Range) []feature {
	x.read(src, toks, target)
	x.features = x.features[:0]
	x.sentence()
	x.windows()
	x.ownWords(src, toks[target.From:target.To])
	x.normalize()
	n := len(x.features)
	x.tones()
	x.valences()
	x.position()
	x.roles()
	for i := range x.features[n:] {
		x.features[n+i].value *= valueOfTones
	}
	x.add(constant, 0, 1)
	return x.features
}

// sentence adds the words of the whole sentence and their pairs.
func (x *extractor) sentence() {
	before := edge.hash
	for _, it := range x.items {
		x.add(wordInSentence, it.hash, 1)
		x.add(pairInSentence, hashing.Mix(it.hash, before), .7)
		before = it.hash
	}
}

const (
	nearBefore = 6 // words before the target that are near it
	nearAfter  = 8
	exact      = 4 // words on either side whose place matters
)

// windows adds the words near the target, by side.
func (x *extractor) windows() {
	for d := 1; d <= min(nearBefore, x.target); d++ {
		h := x.items[x.target-d].hash
		x.add(wordBefore, h, 1.3)
		if d <= exact {
			x.add(placeBefore, hashing.Mix(h, uint32(d)), 1)
			x.add(pairBefore, hashing.Mix(h, x.at(x.target-d-1).hash), 1)
		}
	}
	for d := 1; d <= min(nearAfter, len(x.items)-1-x.target); d++ {
		h := x.items[x.target+d].hash
		x.add(wordAfter, h, 1.3)
		if d <= exact {
			x.add(placeAfter, hashing.Mix(h, uint32(d)), 1)
			x.add(pairAfter, hashing.Mix(h, x.at(x.target+d+1).hash), 1)
		}
	}
}

// ownWords adds the words of the target itself, as long as they are not names.
func (x *extractor) ownWords(src string, toks []text.Token) {
	for _, t := range toks[:min(len(toks), reach)] {
		if w := words.Of(src, t); !t.Is(text.Capital) || w.tones != 0 {
			x.add(wordOfTarget, w.hash, 1)
		}
	}
}

// normalize makes the words of long sentences weigh no more than those of short ones.
func (x *extractor) normalize() {
	var sum float32
	for _, f := range x.features {
		sum += f.value * f.value
	}
	k := float32(normOfWords / math.Sqrt(float64(max(sum, 1))))
	for i := range x.features {
		x.features[i].value *= k
	}
}

// A zone is a part of the sentence as seen from the target.
const (
	farBefore = iota
	before
	after
	farAfter
	zones
)

func zone(distance int) uint32 {
	switch {
	case distance < -nearBefore:
		return farBefore
	case distance < 0:
		return before
	case distance <= nearAfter:
		return after
	}
	return farAfter
}

// tones adds how many words of each tone there are, negated or not, by zone.
func (x *extractor) tones() {
	var sums [zones][contrast + 1][2]float32
	var found toneSet
	for i := range x.items {
		it := &x.items[i]
		counted := it.tones & (toned | 1<<negate | 1<<contrast)
		if counted == 0 {
			continue
		}
		found |= counted
		intensity := float32(1)
		if b := x.at(i - 1).tones; b.has(boost) {
			intensity = 1.5
		} else if b.has(dampen) {
			intensity = .7
		}
		z, negated := zone(i-x.target), truth(it.negated)
		for t := range counted.each {
			sums[z][t][negated] += intensity
			if it.clause == x.items[x.target].clause && toned.has(t) {
				x.add(toneInClause, uint32(t)<<8|z<<4|negated, 1)
			}
		}
	}
	for t := range found.each {
		var all float32
		for z := range uint32(zones) {
			s := sums[z][t]
			all += s[0] - .7*s[1]
			for negated, v := range s {
				if v > 0 {
					x.add(toneInZone, uint32(t)<<8|z<<4|uint32(negated), min(v, 3)/1.5)
				}
			}
		}
		x.add(toneAnywhere, uint32(t), max(-3, min(all, 3))/1.5)
	}
}

// each yields the tones of a set in order.
func (s toneSet) each(yield func(tone) bool) {
	for ; s != 0; s &= s - 1 {
		if !yield(tone(bits.TrailingZeros32(uint32(s)))) {
			return
		}
	}
}

func truth(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// A signed sum keeps what is negative and what is positive apart.
type signed [2]float32

func (s *signed) add(valence, weight float32) {
	if valence < 0 {
		s[0] -= valence * weight
	} else {
		s[1] += valence * weight
	}
}

// valences adds sums of VADER's valences: by zone, in all, by nearness to the target, and in its clause. A negation turns
// and weakens a valence as VADER has it.
func (x *extractor) valences() {
	var byZone [zones]signed
	var all, near, same signed
	for i := range x.items {
		it := &x.items[i]
		v := it.valence
		if v == 0 {
			continue
		}
		if it.negated {
			v *= -.74
		}
		distance := i - x.target
		byZone[zone(distance)].add(v, 1)
		all.add(v, 1)
		near.add(v, 3/float32(max(distance, -distance)+3))
		if it.clause == x.items[x.target].clause {
			same.add(v, 1)
		}
	}
	for z, s := range byZone {
		x.addSigned(valenceInZone, uint32(z), s)
	}
	x.addSigned(valenceAnywhere, 0, all)
	x.addSigned(valenceNearby, 0, near)
	x.addSigned(valenceInClause, 0, same)
}

func (x *extractor) addSigned(kind, what uint32, s signed) {
	for sign, v := range s {
		if v > 0 {
			x.add(kind, what<<1|uint32(sign), min(v, 6)/3)
		}
	}
}

// position adds where in the sentence the target stands, and whether in a quotation.
func (x *extractor) position() {
	if x.items[x.target].quoted {
		x.add(quotedTarget, 0, 2)
	}
	x.add(placeOfTarget, uint32(x.target*5/len(x.items)), .5)
	if x.target == 0 {
		x.add(placeOfTarget, 5, .5)
	}
}
