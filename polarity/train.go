package polarity

import (
	"errors"
	"math"
	"slices"

	"parallax/text"
)

// An Example is a target in a text, and how it is put there.
type Example struct {
	Article    string // examples of one article are never on both sides of a split
	Text       string
	Start, End int // of the target, in code points of Text, half-open
	Class      Class
}

// heldOut is the part of the articles, one in five, that no model is trained on.
const heldOut, parts = 0, 5

// part deals articles out by their name alone.
func (e *Example) part() int { return int(mix(hashOf(e.Article), 0) % parts) }

// HeldOut reports whether the example belongs to the fifth of the articles that [Train] leaves aside, to be judged by.
func (e *Example) HeldOut() bool { return e.part() == heldOut }

// Train learns a model from the examples that are not held out. Probabilities are calibrated by a
// temperature (Guo et al. 2017, On calibration of modern neural networks), chosen on the other parts in turn, each judged by
// a model that has not seen it. The same examples give the same bytes.
func Train(examples []Example) (*Model, error) {
	var all []sample
	var part []int
	for i := range examples {
		if e := &examples[i]; !e.HeldOut() {
			all = append(all, e.sample())
			part = append(part, e.part())
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no examples to learn from")
	}
	unseen, class, err := judgeUnseen(all, part)
	if err != nil {
		return nil, err
	}
	r, err := fit(all)
	if err != nil {
		return nil, err
	}
	return r.model(temperature(unseen, class)), nil
}

// sample extracts the features of an example.
func (e *Example) sample() sample {
	var x extractor
	toks := text.Tokenize(nil, e.Text)
	sentence, target := e.locate(toks)
	return sample{x.extract(e.Text, toks[sentence.From:sentence.To], target), e.Class}
}

// locate returns the sentence in which the target begins, and the target's place in it.
func (e *Example) locate(toks []text.Token) (sentence, target text.Range) {
	at := bytes(e.Text, e.Start, e.End)
	return Locate(text.Sentences(e.Text, toks), toks, at)
}

// Locate returns the sentence in which a stretch of the source begins, and the stretch in tokens of that sentence; both are
// empty where no token of a sentence is in it.
func Locate(sentences []text.Sentence, toks []text.Token, at text.Span) (sentence, target text.Range) {
	from, _ := slices.BinarySearchFunc(toks, at.Start, func(t text.Token, start int) int { return t.End - 1 - start })
	for _, s := range sentences {
		if from < s.To && from >= s.From {
			to := from
			for to < s.To && toks[to].Start < at.End {
				to++
			}
			return s.Range, text.Range{From: from - s.From, To: to - s.From}
		}
	}
	return text.Range{}, text.Range{}
}

// bytes turns a stretch in code points into one in bytes.
func bytes(s string, start, end int) text.Span {
	at, n := text.Span{Start: len(s), End: len(s)}, 0
	for i := range s {
		if n == start {
			at.Start = i
		}
		if n == end {
			at.End = i
		}
		n++
	}
	return at
}

// judgeUnseen returns the logits of each sample by a regression over the other parts.
func judgeUnseen(all []sample, part []int) (unseen [][Classes]float64, class []Class, err error) {
	for p := range parts {
		var others []sample
		for i, s := range all {
			if part[i] != p {
				others = append(others, s)
			}
		}
		if len(others) == len(all) || len(others) == 0 {
			continue
		}
		r, err := fit(others)
		if err != nil {
			return nil, nil, err
		}
		for i, s := range all {
			if part[i] == p {
				unseen = append(unseen, r.of(s.features))
				class = append(class, s.class)
			}
		}
	}
	return unseen, class, nil
}

// temperature returns the factor of logits, in hundredths from .3 to 3, under which the classes are likeliest.
func temperature(z [][Classes]float64, class []Class) float64 {
	best, least := 1., math.Inf(1)
	for hundredths := 30; hundredths <= 300 && len(z) > 0; hundredths++ {
		factor, loss := float64(hundredths)/100, 0.
		for i := range z {
			loss -= math.Log(max(softmax(z[i], factor)[class[i]], math.SmallestNonzeroFloat64))
		}
		if loss < least {
			best, least = factor, loss
		}
	}
	return best
}

// model rounds the weights to sixteen bits and leaves out those that round to nothing.
func (r *regression) model(factor float64) *Model {
	const steps = 1<<15 - 1
	largest := 0.
	for _, v := range r.w {
		largest = max(largest, math.Abs(v))
	}
	var weights []weight
	for c, id := range r.ids {
		w := r.w[c*Classes:][:Classes]
		mean := (w[Negative] + w[Neutral] + w[Positive]) / 3 // 0 but for rounding
		negative, positive := math.Round((w[Negative]-mean)/largest*steps), math.Round((w[Positive]-mean)/largest*steps)
		if negative != 0 || positive != 0 {
			weights = append(weights, weight{id, int16(negative), int16(positive)})
		}
	}
	slices.SortFunc(weights, func(a, b weight) int { return int(int64(a.feature) - int64(b.feature)) })
	return newModel(weights, factor*largest/steps)
}
