package stages

import (
	"path"
	"slices"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
)

// sides tells of each attribution on which of the config's sides its source stands, as an index into the names of the
// sides, or -1. A source is of a side by its head, the words that name it or say what it is ("Israeli officials", "Hamas's health
// ministry"), by those whom it speaks for ("a spokesman for the army"), or by an appositive; not by what else stands in it ("critics of
// Israel", "the army, which has fought Hamas"). A person is on the side of the titles and appositives that introduce them, wherever in the
// article; a pronoun or a description ("the ministry") on the side of whom it means.
func sides(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match], attributions *pipeline.Layer[[]Attribution]) *pipeline.Layer[[]int] {
	names := sideNames(m)
	entries := m.Entries()
	return &pipeline.Layer[[]int]{
		Name: "sides",
		Doc: "on whose side the source of each attribution stands, among the sides that the config names: that of its head, of whom it speaks for, " +
			"or of what introduces the speaker anywhere in the article",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, Furniture, matches, attributions},
		Run: func(d *pipeline.Document) ([]int, error) {
			as := attributions.Of(d)
			of := slices.Repeat([]int{noSide}, len(as))
			if len(names) == 0 || len(as) == 0 {
				return of, nil
			}
			r := readings.Get().(*reading)
			defer readings.Put(r)
			r.open(d.Source, Tokens.Of(d), Sentences.Of(d), Quotations.Of(d), Furniture.Of(d), d.Body)
			defer r.close()
			s := siding{reading: r}
			for _, match := range matches.Of(d) {
				if e := entries[match.Entry]; e.Lexicon == sidesLexicon && !r.isCause(match.From) {
					s.mentions = append(s.mentions, sideMention{match.Range, slices.Index(names, e.Concept)})
				}
			}
			speakers := s.introduced()
			for i, a := range as {
				if len(a.Source) > 0 {
					of[i] = s.source(a.Source[0])
				}
				if of[i] == noSide && a.Meant.Len() > 0 {
					of[i] = s.source(a.Meant)
				}
				if a.SourceType != NamedPerson || len(a.Source) > 0 && s.names(a.Source[0], a.Speaker) { // who is only described may be somebody else
					speakers.claim(a.Speaker, of[i])
				}
			}
			for i, a := range as {
				if of[i] != noSide || a.Speaker == "" {
					continue
				}
				if _, known := speakers[a.Speaker]; !known {
					speakers[a.Speaker] = max(noSide, s.introducedBody(a.Speaker))
				}
				of[i] = speakers[a.Speaker]
			}
			return of, nil
		},
	}
}

// noSide is that of what is on no side; bothSides that of what is on several.
const (
	noSide    = -1
	bothSides = -2
)

// SideNames are the sides of the config, to which the numbers of [Layers.Sides] point.
func (l *Layers) SideNames() []string { return sideNames(l.Lexicons) }

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
		Name: "side-counts",
		Doc: "who is believed and who is doubted: attributions by the side of their source, among the sides that the config names; a source is of " +
			"a side by its head, by whom it speaks for, or by what introduces its speaker anywhere in the article, not by what else stands in it",
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
