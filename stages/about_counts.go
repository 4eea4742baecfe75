package stages

import (
	"path"
	"slices"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
)

// countAbouts counts the user's terms once more, by the side that they are about, where the config names sides.
func countAbouts(m *lexicons.Matcher, terms *pipeline.Layer[[]Term]) *pipeline.Counter {
	entries, names := m.Entries(), sideNames(m)
	var features, known []counts.Feature
	for _, name := range names {
		for _, e := range entries {
			f := AboutFeature(name, e)
			features = append(features, f)
			if isUsers(e) {
				known = append(known, f)
			}
		}
	}
	count := counting(features, func(d *pipeline.Document, found *occurrences) {
		for _, t := range terms.Of(d) {
			if side := slices.Index(names, t.Side); side >= 0 && !inside(Furniture.Of(d), t.From) {
				found.show(side*len(entries)+t.Entry, t.Voice, t.Range, t.Why.Rule)
			}
		}
	})
	return &pipeline.Counter{
		Name:     "about-counts",
		Doc:      "whom the words are about: matches of the user's lexicons by side, among the sides that the config names",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, terms},
		Features: []pipeline.FeatureDoc{
			{Glob: "about/*/*/*/*/*", Doc: "a term that is about a side: about/SIDE/LEXICON/CONCEPT/VARIANT/TERM; those of no side are only under term"},
		},
		Known: known,
		Count: func(d *pipeline.Document, r *counts.Row) {
			if len(features) > 0 {
				count(d, r)
			}
		},
	}
}

// AboutFeature returns the feature that counts a lexicon's entry where it is about a side.
func AboutFeature(side string, e lexicons.Entry) counts.Feature {
	return counts.Feature(path.Join("about", side, e.Lexicon, e.Concept, e.Variant, e.Term))
}
