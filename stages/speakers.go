package stages

import (
	"strconv"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// manySpeakers is the highest number of speakers that is counted apart.
const manySpeakers = 40

// countSpeakers counts how many voices an article lets speak, and how its attributions are spread over them, as whole numbers whose
// sums give shares: of the attributions with a speaker those of the one with most, and of all pairs of them those of one
// speaker (Simpson's index, the chance that two attributions of an article have the same speaker; Herfindahl's without its bias in
// small articles). They are of the article, so in the author's voice.
func countSpeakers(attributions *pipeline.Layer[[]Attribution]) *pipeline.Counter {
	features := []counts.Feature{"speakers", "speakers/attributions", "speakers/most-quoted", "speakers/pairs", "speakers/pairs/same"}
	for n := range manySpeakers + 1 {
		features = append(features, counts.Feature("speakers/number/"+strconv.Itoa(n)))
	}
	return &pipeline.Counter{
		Name:     "speakers",
		Doc:      "how many speak in an article, and how its attributions are spread over them",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, attributions},
		Features: []pipeline.FeatureDoc{
			{Glob: "speakers", Doc: "persons and organizations with a name that something is ascribed to in an article, each once"},
			{Glob: "speakers/attributions", Doc: "attributions to them, nested ones left aside"},
			{Glob: "speakers/most-quoted", Doc: "attributions to the one of an article who has most"},
			{Glob: "speakers/pairs", Doc: "pairs of such attributions within an article"},
			{Glob: "speakers/pairs/same", Doc: "pairs of the same speaker: their share of all pairs is the concentration (Simpson's index)"},
			{Glob: "speakers/number/*", Doc: "articles by their number of speakers, " + strconv.Itoa(manySpeakers) + " standing for more"},
		},
		Known: features,
		Count: counting(features, func(d *pipeline.Document, found *occurrences) {
			of := map[string]int64{}
			var all, most, same int64
			furniture := Furniture.Of(d)
			for _, a := range attributions.Of(d) {
				if a.Speaker == "" || a.Depth > 1 || inside(furniture, start(a)) {
					continue
				}
				before := of[a.Speaker]
				of[a.Speaker] = before + 1
				all++
				same += before
				most = max(most, before+1)
				if before == 0 {
					found.show(0, counts.Author, shownOf(a), a.Speaker)
				}
			}
			for i, n := range []int64{all, most, all * (all - 1) / 2, same} {
				if n > 0 {
					found.count(1+i, counts.Author).n = n
				}
			}
			found.count(5+min(len(of), manySpeakers), counts.Author)
		}),
	}
}

// shownOf is what is shown of an attribution as evidence: its cue, else where it is counted.
func shownOf(a Attribution) text.Range {
	if len(a.Cue) > 0 {
		return a.Cue[0]
	}
	at := start(a)
	return text.Range{From: at, To: at + 1}
}
