package stages

import (
	"fmt"
	"slices"

	"parallax/counts"
	"parallax/pipeline"
)

// start is the token that an attribution is counted at, in the voice of who ascribes: where its cue begins, else its
// source, else its content.
func start(a Attribution) int {
	switch {
	case len(a.Cue) > 0:
		return a.Cue[0].From
	case len(a.Source) > 0:
		return a.Source[0].From
	}
	return a.Content[0].From
}

// countAttributions counts attributions, each by level, kind, source, stance and strength. The voice is
// that of the cue: an attribution inside a quotation is made by who is quoted.
func countAttributions(attributions *pipeline.Layer[[]Attribution], propositions *pipeline.Layer[[]Proposition],
	voices *pipeline.Layer[[]counts.Voice]) *pipeline.Counter {

	features := []counts.Feature{"attribution"}
	level := newScale(&features, "level", Reporting, Attitude)
	kind := newScale(&features, "kind", Direct, Mixed, Indirect)
	source := newScale(&features, "source", NamedPerson, NamedOrg, Official, Document, Public, Anonymous, Self, NoSource)
	stance := newScale(&features, "stance", Endorsing, Neutral, Distancing)
	strength := newScale(&features, "strength", 0, 1, 2, 3, 4, 5)
	factuality := newScale(&features, "factuality", Certain, Probable, Possible, Unknown)
	polarity := newScale(&features, "polarity", "positive", "negative")
	return &pipeline.Counter{
		Name:     "attribution",
		Doc:      "who is said to have said what",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, attributions, propositions, voices},
		Features: []pipeline.FeatureDoc{
			{Glob: "attribution", Doc: "attributions, nested ones too"},
			{Glob: "attribution/level/*", Doc: "attributions of what was said or written (reporting), or of belief, intent and attitude (stance)"},
			{Glob: "attribution/kind/*", Doc: "attributions whose content is quoted in whole (direct), in part (mixed) or not (indirect)"},
			{Glob: "attribution/source/*", Doc: "attributions by what their source is"},
			{Glob: "attribution/stance/*", Doc: "attributions by whether the cue vouches for the content"},
			{Glob: "attribution/strength/*", Doc: "attributions by strength: 5 named and verbatim, 4 named, 3 known by role, 2 vague, 1 no source"},
			{Glob: "attribution/factuality/*", Doc: "attributions by how sure the source is of the content: certain, probable, possible or unknown, by the hedges that bear on its predicate; unknown also where it is asked or intended"},
			{Glob: "attribution/polarity/*", Doc: "attributions by whether the source affirms the content (positive) or denies it (negative)"},
		},
		Known: features,
		Count: counting(features, func(d *pipeline.Document, found *occurrences) {
			found.cites = true
			voice, furniture, sure := voices.Of(d), Furniture.Of(d), propositions.Of(d)
			for i, a := range attributions.Of(d) {
				at := start(a)
				if inside(furniture, at) {
					continue
				}
				shown := shownOf(a)
				for _, feature := range [...]int{0, level.of(a.Level), kind.of(a.Kind), source.of(a.SourceType), stance.of(a.Stance), strength.of(a.Strength),
					factuality.of(sure[i].Factuality), polarity.of(sure[i].polarity())} {
					found.show(feature, voice[at], shown, a.Rule)
				}
			}
		}),
	}
}

// A scale is what attributions are told apart by, with one feature a value.
type scale[T comparable] struct {
	values []T
	first  int // the index of the first value's feature
}

// newScale appends the features of a scale to those of its counter.
func newScale[T comparable](features *[]counts.Feature, name string, values ...T) scale[T] {
	s := scale[T]{values, len(*features)}
	for _, v := range values {
		*features = append(*features, counts.Feature(fmt.Sprintf("attribution/%s/%v", name, v)))
	}
	return s
}

// of returns the index of a value's feature.
func (s scale[T]) of(v T) int { return s.first + slices.Index(s.values, v) }

// polarity names the feature of an affirmed or denied proposition.
func (p Proposition) polarity() string {
	if p.Negated {
		return "negative"
	}
	return "positive"
}
