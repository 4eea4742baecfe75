package stages

import (
	"slices"

	"parallax/lexicons"
	"parallax/pipeline"
)

// The lexicons that feed layers of their own; every other lexicon is a list of the user's terms.
const (
	attributionLexicon = "attribution"
	hedgesLexicon      = "hedges"
	negationLexicon    = "negation"
	boostersLexicon    = "boosters"
	targetsLexicon     = "targets"
	sidesLexicon       = "sides"
)

// matches finds the terms of all lexicons in one pass over the tokens.
func matches(m *lexicons.Matcher) *pipeline.Layer[[]lexicons.Match] {
	var spare room[lexicons.Match]
	return &pipeline.Layer[[]lexicons.Match]{
		Name:     "matches",
		Doc:      "terms of every lexicon, where they stand",
		Requires: []pipeline.Stage{Tokens, Sentences},
		Run: func(d *pipeline.Document) ([]lexicons.Match, error) {
			return m.Find(spare.take(len(Tokens.Of(d))/8), d.Source, Tokens.Of(d), Sentences.Of(d)), nil
		},
		Release: spare.put,
	}
}

// layerLexicons are the lexicons that feed layers of their own.
var layerLexicons = []string{attributionLexicon, hedgesLexicon, negationLexicon, boostersLexicon, targetsLexicon, sidesLexicon}

// IsUsers reports whether an entry of the lexicons is one of the user's terms, not one that feeds a layer of its own.
func (l *Layers) IsUsers(entry int) bool {
	return !slices.Contains(layerLexicons, l.entries[entry].Lexicon)
}
