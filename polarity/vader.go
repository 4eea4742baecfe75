package polarity

import (
	"sync"

	"github.com/jonreiter/govader"
)

var vader = sync.OnceValue(govader.NewSentimentIntensityAnalyzer)

// valenceOf returns the valence that VADER's lexicon gives a form, from -4 to 4, and 0 where it does not list it.
func valenceOf(form string) float32 { return float32(vader().Lexicon[form]) }

// VADER returns the compound score that VADER gives a sentence, from -1 to 1, and the class by the bounds of its authors,
// ±0.05 (Hutto and Gilbert 2014). It reads no target: it is the yardstick that readers know.
func VADER(sentence string) (float64, Class) {
	const bound = .05
	switch score := vader().PolarityScores(sentence).Compound; {
	case score >= bound:
		return score, Positive
	case score <= -bound:
		return score, Negative
	default:
		return score, Neutral
	}
}
