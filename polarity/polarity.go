// Package polarity predicts how a sentence of news puts a target: someone or something it names, in a
// negative, neutral or positive light. The model is a multinomial logistic regression over the words around
// the target; model.md is its card, with figures and weak spots.
//
// The model is blind to names: every name but the target's is read as "some name" and the target's own not at all, so
// that two outlets that word two people alike get the same figures for both.
package polarity

import (
	_ "embed"
	"fmt"
	"sync"

	"parallax/text"
)

// A Class is how a target is put. The order is from bad to good.
type Class uint8

const (
	Negative Class = iota
	Neutral
	Positive
	Classes int = iota
)

// ClassNames are the classes by name.
var ClassNames = [Classes]string{"negative", "neutral", "positive"}

func (c Class) String() string { return ClassNames[c] }

// ParseClass reads the name of a class.
func ParseClass(name string) (Class, error) {
	for c, n := range ClassNames {
		if n == name {
			return Class(c), nil
		}
	}
	return 0, fmt.Errorf("polarity %q: want negative, neutral or positive", name)
}

// A Judgement holds the calibrated probability of each class.
type Judgement [Classes]float64

// abstain is the probability below which neither tone is claimed: of ten labels given there, six or more would be wrong.
const abstain = .40

// Class returns the most likely class, and Neutral where a tone is the most likely but less so than abstain.
func (j Judgement) Class() Class {
	best := Neutral
	for c := range j {
		if j[c] > j[best] && j[c] >= abstain {
			best = Class(c)
		}
	}
	return best
}

// Score returns the probability of positive less that of negative, from -1 to 1.
func (j Judgement) Score() float64 { return j[Positive] - j[Negative] }

//go:embed model.bin
var embedded string

// News returns the embedded model, which parallax train sentiment builds. It is read once and only where it is asked for.
var News = sync.OnceValue(func() *Model {
	m, err := ReadModel(embedded)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

// Judge predicts how the tokens of a sentence put the target, a range of them that is not empty.
func (m *Model) Judge(src string, sentence []text.Token, target text.Range) Judgement {
	x := extractors.Get().(*extractor)
	defer extractors.Put(x)
	var negative, positive float64
	for _, f := range x.extract(src, sentence, target) {
		if w := m.find(f.id); w != nil {
			negative += float64(f.value) * float64(w.negative)
			positive += float64(f.value) * float64(w.positive)
		}
	}
	return softmax([Classes]float64{negative, -negative - positive, positive}, m.scale)
}

var extractors = sync.Pool{New: func() any { return new(extractor) }}
