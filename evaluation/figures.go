package evaluation

// A Figure says how well a built-in model does on a corpus that people have annotated, as measured with this version. The
// codebook prints all of them, so that nobody takes a weak measure for a strong one; a test measures them again.
type Figure struct {
	Counter                string // whose features rest on the model
	Model, Corpus, Measure string
	Value                  float64
	Baselines              []Baseline // what those would score who do not read
	Best                   string     // best published, or how far people agree; "" where nothing can be compared
}

// A Baseline is what a rule that does not read scores by the same measure.
type Baseline struct {
	Name  string
	Value float64
}

const (
	builtInHedges = "hedges"
	inducedHedges = "hedges, list induced by parallax train"
	attributions  = "attributions"

	uncertainF1 = "uncertain sentences, F1"
	exactScope  = "scopes with the very words, from given cues"

	tone = "negative, neutral or positive towards a target, macro-F1"

	majority    = "majority class"
	transformer = "0.83, a transformer on a test set of its own"
)

// The corpora of Figures.
const (
	newsSentences = "news (194 sentences, coded for parallax)"
	bioScope      = "BioScope (abstracts of biology)"
	sfuReviews    = "SFU (product reviews)"
	polnear       = "PolNeAR (84 articles, US politics)"
	sources       = "PolNeAR (154 sources, coded for parallax)"
	casualties    = "BBC (1,756 sentences that tell of deaths, not read while writing the rules)"
	newsMTSC      = "NewsMTSC (1,758 targets of the fifth of the articles that no model learnt from)"
)

// Figures are those of the built-in models, by counter, model and corpus. They are those of parallax evaluate, which has
// the definitions of score.py. A list induced is judged on documents
// that it was not learnt from.
var Figures = []Figure{
	{"hedging", builtInHedges, newsSentences, uncertainF1, .935, uncertainAll(.363), "two coders: kappa 0.93"},
	{"hedging", builtInHedges, bioScope, uncertainF1, .850, uncertainAll(.301), "0.864, on a test set of its own"},
	{"hedging", builtInHedges, sfuReviews, uncertainF1, .553, uncertainAll(.360), ""},
	{"hedging", inducedHedges, bioScope, uncertainF1, .907, uncertainAll(.301), "0.864, on a test set of its own"},
	{"hedging", inducedHedges, sfuReviews, uncertainF1, .932, uncertainAll(.360), ""},
	{"hedging", "scope of hedges", bioScope, exactScope, .723, []Baseline{{"to the end of the sentence", .687}}, ""},
	{"hedging", "scope of negations", bioScope, exactScope, .693, []Baseline{{"to the end of the sentence", .512}}, ""},

	{"attribution", attributions, polnear, "cues, F1", .786, nil, "two people: 0.80"},
	{"attribution", attributions, polnear, "words of content, F1", .875, nil, "two people: 0.91"},
	{"attribution", attributions, polnear, "whole attributions, F1", .684, nil, "two people: 0.73"},
	{"attribution", attributions, sources, "type of source, share right where found", .919, []Baseline{{majority, .623}}, "two coders: kappa 0.97"},
	{"attribution", attributions, sources, "stance, share right where found", .993, []Baseline{{majority, .929}}, "two coders: kappa 0.96"},
	{"attribution", attributions, sources, "strength, share right where found", .926, []Baseline{{majority, .422}}, "two coders: kappa 0.97"},

	{"about-counts", "sides", casualties, "share decided", .845, nil, ""},
	{"about-counts", "sides", casualties, "share right of those decided", .944, nil, ""},

	{"sentiment-counts", "cdipaolo, per sentence", newsMTSC, tone, .248, []Baseline{{majority, .187}}, transformer},
	{"target-counts", "news, per target", newsMTSC, tone, .689, []Baseline{{majority, .187}}, transformer},
	{"target-counts", "VADER, per sentence (a yardstick; nothing rests on it)", newsMTSC, tone, .530, []Baseline{{majority, .187}}, transformer},
}

func uncertainAll(f1 float64) []Baseline {
	return []Baseline{{majority, 0}, {"all uncertain", f1}}
}
