package polarity

import (
	"errors"
	"math"
	"slices"
	"sort"

	"parallax/internal/hashing"
	"parallax/text"
)

// An Example is a target in a text, and how it is put there.
type Example struct {
	Article string // examples of one article are never on both sides of a split
	Text    string
	Target  text.Span
	Class   Class
}

// heldOut is the part of the articles, one in five, that no model is trained on.
const heldOut, parts = 0, 5

// partOf deals articles out by their name alone.
func partOf(article string) int { return int(hashing.Mix(hashing.Of(article), 0) % parts) }

// HeldOut reports whether an article belongs to the fifth that [Train] leaves aside, to be judged by.
func HeldOut(article string) bool { return partOf(article) == heldOut }

// Train learns a model from the examples that are not held out. Probabilities are calibrated by a
// temperature (Guo et al. 2017, On calibration of modern neural networks), chosen on the other parts in turn, each judged by
// a model that has not seen it. The same examples give the same bytes.
func Train(examples []Example) (*Model, error) {
	var all []sample
	var part []int
	for i := range examples {
		if e := &examples[i]; !HeldOut(e.Article) {
			all = append(all, e.sample())
			part = append(part, partOf(e.Article))
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
	sentences := text.Sentences(e.Text, toks)
	i, target := Locate(sentences, toks, e.Target)
	if i < 0 {
		return sample{nil, e.Class}
	}
	return sample{x.extract(e.Text, toks[sentences[i].From:sentences[i].To], target), e.Class}
}

// Locate returns which sentence a stretch of the source begins in, and the stretch in tokens of that sentence: -1 and an empty
// range where it holds no token of a sentence.
func Locate(sentences []text.Sentence, toks []text.Token, at text.Span) (sentence int, target text.Range) {
	from := sort.Search(len(toks), func(i int) bool { return toks[i].End > at.Start })
	i := sort.Search(len(sentences), func(i int) bool { return sentences[i].To > from })
	if i == len(sentences) || !sentences[i].Has(from) || toks[from].Start >= at.End {
		return -1, text.Range{}
	}
	to := from
	for to < sentences[i].To && toks[to].Start < at.End {
		to++
	}
	return i, text.Range{From: from - sentences[i].From, To: to - sentences[i].From}
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
