package attribution

import (
	"math"

	"parallax/internal/hashing"
	"parallax/text"
)

// Most words are plainly no head of a cue, and most places plainly not where a span begins or ends. Gates see that by a few
// features, so that the classifiers need not look at the rest.

// gates hold the weights of features for the gates of all classifiers: a row for each feature, of a byte for each classifier.
type gates [1 << gateBits]uint64

const (
	gateBits  = 14
	gateSteps = 20.    // to 1
	gateZero  = 1 << 7 // the byte of the weight 0
)

// What gates let through, chosen by cross-validation inside the training articles.
const (
	hopeless = -2.5 * gateSteps // the score below which a word is no head, where no rule takes it for one
	behind   = 3 * gateSteps    // how far below the best the score of a place can be
)

// gate returns the row of a feature.
func gate(kind, value uint32) uint16 {
	return uint16(hashing.Feature(kind, value) >> (32 - gateBits))
}

// of returns the weight of a feature for a classifier, as its byte.
func (g *gates) of(row uint16, k int) int { return int(byte(g[row&(1<<gateBits-1)] >> (8 * k))) }

// set sets what a classifier has learnt.
func (g *gates) set(k int, weights []float32) {
	for row, w := range weights {
		b := min(max(math.Round(float64(w)*gateSteps), -gateZero), gateZero-1) + gateZero
		g[row] = g[row]&^(0xff<<(8*k)) | uint64(b)<<(8*k)
	}
}

// lanes are sums of rows, of 16 bits for each classifier: those of even number, those of odd.
type lanes [2]uint64

func (l *lanes) add(row uint64) {
	const even = 0x00ff00ff00ff00ff
	l[0] += row & even
	l[1] += row >> 8 & even
}

func (l *lanes) of(k int) int { return int(uint16(l[k&1] >> (16 * (k >> 1)))) }

// headGates gathers what the gate of cues sees of a token.
func (r *reader) headGates(i int, s text.Range, rate uint8) [4]uint16 {
	prev, next := r.at(i-1, s), r.at(i+1, s)
	return [...]uint16{
		gate(1, hashing.Mix(next.plain, uint32(rate))),
		gate(2, hashing.Mix(prev.plain, uint32(rate))),
		gate(3, r.toks[i].stem),
		gate(4, hashing.Mix(prev.plain, next.plain)),
	}
}

// headScore sums up what the gate of cues says of a token.
func (r *reader) headScore(i int, s text.Range, rate uint8) (sum int) {
	for _, row := range r.headGates(i, s, rate) {
		sum += r.m.gates.of(row, cues) - gateZero
	}
	return sum
}

// sideGate is what it sees of a place beside the source.
func (r *reader) sideGate(p *place) uint16 { return gate(9, r.besideSource(p.token)) }

// lengthGate is what it sees of the other end of the span.
func (r *reader) lengthGate(p *place, other int) uint16 {
	o := &r.places[other]
	return gate(10, hashing.Mix(o.plain, distance(p.token-o.token)))
}

// noneGates gathers what it sees of the choice of no span.
func (r *reader) noneGates() [4]uint16 {
	return [...]uint16{gate(5, r.about.rule), gate(6, r.about.stem), gate(7, r.about.next), gate(8, bit(r.source.Len() > 0, 0))}
}

// sift keeps of the choices those that the gate of the classifier lets through.
func (r *reader) sift(k, other int) {
	g := r.m.gates
	r.sums = r.sums[:0]
	top := math.MinInt
	for _, c := range r.choices {
		sum := 0
		if c == none {
			for _, row := range r.noneGates() {
				sum += g.of(row, k) - gateZero
			}
		} else {
			p := &r.places[c]
			if sum = p.sums.of(k) - len(p.gates)*gateZero; k >= afterNear {
				sum += g.of(r.sideGate(p), k) - gateZero
			}
			if other != none {
				sum += g.of(r.lengthGate(p, other), k) - gateZero
			}
		}
		r.sums = append(r.sums, sum)
		top = max(top, sum)
	}
	kept := 0
	for n, c := range r.choices {
		if r.sums[n] >= top-behind {
			r.choices[kept], r.sums[kept] = c, r.sums[n]
			kept++
		}
	}
	r.choices, r.sums = r.choices[:kept], r.sums[:kept]
}
