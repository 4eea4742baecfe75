package stages

import (
	"strconv"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// start is the token that an attribution is counted at: where its cue begins, or its content where it has
// no cue.
func start(a Attribution) int {
	if len(a.Cue) > 0 {
		return a.Cue[0].From
	}
	return a.Content[0].From
}

// countAttributions counts attributions, each by level, kind, source, stance and strength. The voice is
// that of the cue: an attribution inside a quotation is made by who is quoted.
func countAttributions(attributions *pipeline.Layer[[]Attribution], voices *pipeline.Layer[[]counts.Voice]) *pipeline.Counter {
	features := attributionFeatures()
	return &pipeline.Counter{
		Name:     "attribution",
		Doc:      "who is said to have said what",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, attributions, voices},
		Features: []pipeline.FeatureDoc{
			{Glob: "attribution", Doc: "attributions, nested ones too"},
			{Glob: "attribution/level/*", Doc: "attributions of what was said or written (reporting), or of belief, intent and attitude (stance)"},
			{Glob: "attribution/kind/*", Doc: "attributions whose content is quoted in whole (direct), in part (mixed) or not (indirect)"},
			{Glob: "attribution/source/*", Doc: "attributions by what their source is"},
			{Glob: "attribution/stance/*", Doc: "attributions by whether the cue vouches for the content"},
			{Glob: "attribution/strength/*", Doc: "attributions by strength: 5 named and verbatim, 4 named, 3 known by role, 2 vague, 1 no source"},
		},
		Count: func(d *pipeline.Document, r *counts.Row) {
			voice, furniture := voices.Of(d), Furniture.Of(d)
			for _, a := range attributions.Of(d) {
				at := start(a)
				if inside(furniture, at) {
					continue
				}
				shown := text.Range{From: at, To: at + 1}
				if len(a.Cue) > 0 {
					shown = a.Cue[0]
				}
				for _, key := range [...]string{"", string(a.Level), string(a.Kind), string(a.SourceType), string(a.Stance) + "/", strconv.Itoa(a.Strength)} {
					r.Add(features[key], voice[at], 1)
					addEvidence(d, r, features[key], voice[at], shown, a.Rule)
				}
			}
		},
	}
}

// attributionFeatures returns the feature of each value an attribution is counted by. Stances are keyed with a
// slash, since none of the others has one.
func attributionFeatures() map[string]counts.Feature {
	features := map[string]counts.Feature{"": "attribution"}
	for _, v := range []Level{Reporting, Attitude} {
		features[string(v)] = counts.Feature("attribution/level/" + v)
	}
	for _, v := range []Kind{Direct, Mixed, Indirect} {
		features[string(v)] = counts.Feature("attribution/kind/" + v)
	}
	for _, v := range []SourceType{NamedPerson, NamedOrg, Official, Document, Public, Anonymous, Self, NoSource} {
		features[string(v)] = counts.Feature("attribution/source/" + v)
	}
	for _, v := range []Stance{Endorsing, Neutral, Distancing} {
		features[string(v)+"/"] = counts.Feature("attribution/stance/" + v)
	}
	for n := range 6 {
		features[strconv.Itoa(n)] = counts.Feature("attribution/strength/" + strconv.Itoa(n))
	}
	return features
}
