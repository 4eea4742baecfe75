package stages

import (
	"path"
	"strings"

	"parallax/counts"
	"parallax/pipeline"
)

// SpeakerNames counts what is ascribed to each speaker, and all attributions, nested ones left aside: speaker/TYPE/NAME and
// attribution. They are of the article, so in the author's voice. A speaker's name is the fullest of the article.
//
// It is no part of [Layers.Counters]: what it counts grows with the corpus, and no measure reads it.
func (l *Layers) SpeakerNames() *pipeline.Counter {
	return &pipeline.Counter{
		Name:     "speaker-names",
		Doc:      "attributions to each speaker",
		Requires: []pipeline.Stage{Tokens, Furniture, l.Attributions},
		Features: []pipeline.FeatureDoc{
			{Glob: "attribution", Doc: "attributions, nested ones left aside"},
			{Open: true, Glob: "speaker/*/*", Doc: "those to a speaker: speaker/TYPE/NAME"},
		},
		Count: func(d *pipeline.Document, r *counts.Row) {
			furniture := Furniture.Of(d)
			for _, a := range l.Attributions.Of(d) {
				if a.Depth > 1 || inside(furniture, start(a)) {
					continue
				}
				r.Add("attribution", counts.Author, 1)
				if a.Speaker != "" {
					r.Add(SpeakerFeature(a.SourceType, a.Speaker), counts.Author, 1)
				}
			}
		},
	}
}

// SpeakerFeature returns the feature that counts attributions to a speaker.
func SpeakerFeature(is SourceType, name string) counts.Feature {
	return counts.Feature(path.Join("speaker", string(is), elements.Replace(name)))
}

// elements writes a text as one element of a path and of a glob.
var elements = strings.NewReplacer("/", "∕", "*", "∗")
