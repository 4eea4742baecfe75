package stages

import (
	"strconv"

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

	features, index := attributionFeatures()
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
		Count: counting(features, func(d *pipeline.Document, found *occurrences) {
			found.cites = true
			voice, furniture, sure := voices.Of(d), Furniture.Of(d), propositions.Of(d)
			for i, a := range attributions.Of(d) {
				at := start(a)
				if inside(furniture, at) {
					continue
				}
				shown := shownOf(a)
				for _, key := range [...]string{"", string(a.Level), string(a.Kind), string(a.SourceType), string(a.Stance) + "/", strconv.Itoa(a.Strength),
					string(sure[i].Factuality) + "?", sure[i].polarity()} {
					found.show(index[key], voice[at], shown, a.Rule)
				}
			}
		}),
	}
}

// attributionFeatures returns the features that attributions are counted by, and the index of the feature for each
// value. Stances are keyed with a slash and factualities with a question mark, since none of the others has one.
func attributionFeatures() (features []counts.Feature, index map[string]int) {
	index = map[string]int{}
	add := func(key, feature string) {
		index[key] = len(features)
		features = append(features, counts.Feature(feature))
	}
	add("", "attribution")
	for _, v := range []Level{Reporting, Attitude} {
		add(string(v), "attribution/level/"+string(v))
	}
	for _, v := range []Kind{Direct, Mixed, Indirect} {
		add(string(v), "attribution/kind/"+string(v))
	}
	for _, v := range []SourceType{NamedPerson, NamedOrg, Official, Document, Public, Anonymous, Self, NoSource} {
		add(string(v), "attribution/source/"+string(v))
	}
	for _, v := range []Stance{Endorsing, Neutral, Distancing} {
		add(string(v)+"/", "attribution/stance/"+string(v))
	}
	for n := range 6 {
		add(strconv.Itoa(n), "attribution/strength/"+strconv.Itoa(n))
	}
	for _, v := range []Factuality{Certain, Probable, Possible, Unknown} {
		add(string(v)+"?", "attribution/factuality/"+string(v))
	}
	for _, v := range []string{"positive", "negative"} {
		add(v, "attribution/polarity/"+v)
	}
	return features, index
}

// polarity names the feature of an affirmed or denied proposition.
func (p Proposition) polarity() string {
	if p.Negated {
		return "negative"
	}
	return "positive"
}
