package stages

import (
	"parallax/attribution"
	"parallax/text"
)

// mendSource takes from a source of the model what cannot be part of one: a time at its edges, an adverb before it, or the verb of its
// clause; and gives it the name that an appositive describes.
func (r *reading) mendSource(f *attribution.Finding) {
	np := f.Source
	if np.Len() < 2 {
		return
	}
	np = r.withoutTime(np)
	for np.Len() > 2 && r.is[np.From].has(adverb) && r.is[np.From+1].has(comma) {
		np.From += 2 // "However, the firm"
	}
	if verb := r.verbIn(np, np.From < f.Head); verb > np.From && (np.From > f.Head || r.is[f.Head].has(participle)) {
		np.To = verb
	}
	if np = r.withName(np, r.sentences[f.Sentence].From); np.From < f.Source.From {
		for k := range f.Content {
			if c := &f.Content[k]; c.Has(np.From) && c.To <= f.Source.From {
				c.To = r.beforeComma(np.From)
			}
		}
	}
	f.Source = np
}

// verbIn returns the first finite verb in a source that is not in a clause about it, -1 for none: in "the mayor has resigned" the
// auxiliary, none in "the mayor who has resigned". In a source before its cue a past tense is one, too; behind it, in "according to
// figures released Friday", it seldom is.
func (r *reading) verbIn(np text.Range, before bool) int {
	for i := np.From; i < np.To; i++ {
		switch c := r.is[i]; {
		case r.isWho(i), c.has(wh|that|comma|dash|bracket) || r.quote[i] != 0:
			return -1
		case c.has(auxiliary) && !c.has(possessive) && !c.has(article):
			return i
		case before && i > np.From && c.has(past) && !r.toks[i].Is(text.Capital) && !r.is[i-1].has(article|possessive|joiner|adverb|numeral) && !(r.isReduced(i) && r.at(i+1, np.To, preposition)):
			return i
		}
	}
	return -1
}
