package stages

import (
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// boosters finds words that raise the commitment to a proposition (Hyland 1998): "clearly", "no doubt", "of
// course". A negated booster ("not clearly") raises nothing.
func boosters(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match]) *pipeline.Layer[[]text.Range] {
	entries := m.Entries()
	words := areWords(entries)
	boosts := make([]bool, len(entries))
	for i, e := range entries {
		boosts[i] = e.Lexicon == boostersLexicon
	}
	return &pipeline.Layer[[]text.Range]{
		Name:     "boosters",
		Doc:      "words that raise the commitment to what is said",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, matches},
		Run: func(d *pipeline.Document) ([]text.Range, error) {
			all := matches.Of(d)
			view := lookAround(d)
			var found []text.Range
			for i, match := range all {
				if !boosts[match.Entry] || overlapped(all, i, func(o lexicons.Match) bool {
					return boosts[o.Entry] && o.Len() > match.Len()
				}) {
					continue
				}
				view.turnTo(match.Range)
				if !view.inCompound(words[match.Entry]) && !view.beforeIs(1, negative) {
					found = append(found, match.Range)
				}
			}
			return found, nil
		},
	}
}
