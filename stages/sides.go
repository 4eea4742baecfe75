package stages

import (
	"path"
	"slices"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// sides tells of each attribution on which of the config's sides its source stands, as an index into the names of the
// sides, or -1. A source is of a side whose term it contains, and of no other's; a speaker who is introduced by a
// side ("an Israeli spokesman, Dan Ruiz") is of that side throughout the article.
func sides(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match], attributions *pipeline.Layer[[]Attribution]) *pipeline.Layer[[]int] {
	names := sideNames(m)
	entries := m.Entries()
	return &pipeline.Layer[[]int]{
		Name:     "sides",
		Doc:      "on whose side the source of each attribution stands, among the sides that the config names",
		Requires: []pipeline.Stage{Tokens, matches, attributions},
		Run: func(d *pipeline.Document) ([]int, error) {
			as := attributions.Of(d)
			of := slices.Repeat([]int{-1}, len(as))
			if len(names) == 0 {
				return of, nil
			}
			bySpeaker := map[string]int{} // -2 where two attributions disagree
			for i, a := range as {
				of[i] = sideOf(a.Source, matches.Of(d), entries, names)
				if before, known := bySpeaker[a.Speaker]; a.Speaker != "" && of[i] >= 0 {
					if known && before != of[i] {
						bySpeaker[a.Speaker] = -2
					} else {
						bySpeaker[a.Speaker] = of[i]
					}
				}
			}
			for i, a := range as {
				if side, known := bySpeaker[a.Speaker]; of[i] == -1 && known && side >= 0 {
					of[i] = side
				}
			}
			return of, nil
		},
	}
}

// sideOf is the one side whose terms stand in a source; -1 where there is none, or more than one.
func sideOf(source []text.Range, matches []lexicons.Match, entries []lexicons.Entry, names []string) int {
	found := -1
	for _, match := range matches {
		e := entries[match.Entry]
		if e.Lexicon != sidesLexicon || !slices.ContainsFunc(source, func(r text.Range) bool { return r.Has(match.From) }) {
			continue
		}
		side := slices.Index(names, e.Concept)
		if found >= 0 && found != side {
			return -1
		}
		found = side
	}
	return found
}

// sideNames are the sides of the config, in its order.
func sideNames(m *lexicons.Matcher) (names []string) {
	for _, e := range m.Entries() {
		if e.Lexicon == sidesLexicon && !slices.Contains(names, e.Concept) {
			names = append(names, e.Concept)
		}
	}
	return names
}

// SideCounts are what is counted of the attributions of a side: all, those whose content is hedged, and those whose cue
// vouches for it or keeps it at a distance.
var SideCounts = [...]string{"claims", "hedged", string(Endorsing), string(Distancing)}

// countSides counts the attributions of each side: who is believed and who is doubted.
func countSides(m *lexicons.Matcher, attributions *pipeline.Layer[[]Attribution], propositions *pipeline.Layer[[]Proposition], sides *pipeline.Layer[[]int], voices *pipeline.Layer[[]counts.Voice]) *pipeline.Counter {
	var features []counts.Feature
	for _, name := range sideNames(m) {
		for _, what := range SideCounts {
			features = append(features, SideFeature(name, what))
		}
	}
	count := counting(features, func(d *pipeline.Document, found *occurrences) {
		found.cites = true
		for i, a := range attributions.Of(d) {
			side, at := sides.Of(d)[i], start(a)
			if side < 0 || inside(Furniture.Of(d), at) {
				continue
			}
			shown := shownOf(a)
			voice, first := voices.Of(d)[at], side*len(SideCounts)
			found.show(first, voice, shown, a.Rule)
			if propositions.Of(d)[i].Factuality != Certain {
				found.show(first+1, voice, shown, a.Rule)
			}
			switch a.Stance {
			case Endorsing:
				found.show(first+2, voice, shown, a.Rule)
			case Distancing:
				found.show(first+3, voice, shown, a.Rule)
			}
		}
	})
	return &pipeline.Counter{
		Name:     "side-counts",
		Doc:      "who is believed and who is doubted: attributions by the side of their source, among the sides that the config names",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, attributions, propositions, sides, voices},
		Features: []pipeline.FeatureDoc{
			{Glob: "attribution/side/*/claims", Doc: "attributions to sources of a side: attribution/side/NAME/claims"},
			{Glob: "attribution/side/*/hedged", Doc: "those whose content is hedged, so that it is less than certain"},
			{Glob: "attribution/side/*/endorsing", Doc: "those whose cue vouches for the content"},
			{Glob: "attribution/side/*/distancing", Doc: "those whose cue distances the outlet from it"},
		},
		Known: features,
		Count: func(d *pipeline.Document, r *counts.Row) {
			if len(features) > 0 {
				count(d, r)
			}
		},
	}
}

// SideFeature returns the feature that counts attributions of a side: what is one of [SideCounts].
func SideFeature(name, what string) counts.Feature {
	return counts.Feature(path.Join("attribution/side", name, what))
}
