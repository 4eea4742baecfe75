// Package stats turns counts into claims: estimates with intervals, comparisons with tests, and the doubts
// that belong to each. The article is the sampling unit, never the token.
package stats

import "parallax/counts"

// A Unit says how the ratio of a measure reads.
type Unit string

const (
	Share       Unit = "share"        // of per, the part that is of: 0 to 1
	PerThousand Unit = "per-thousand" // of, for each 1,000 of per
	Mean        Unit = "mean"         // mean level: of's features end in a whole number, which is the level
)

// Units are all units.
var Units = []Unit{Share, PerThousand, Mean}

// A Selection is a set of cells: features by glob ("*" stands for one path element, "**" for any number)
// and voices.
type Selection struct {
	Features []string       // globs
	Except   []string       // globs of features that do not count, for an experiment without them
	Voices   []counts.Voice // none means the measure's voice
}

// A Measure is a ratio of two selections from the count table, with the line that explains it wherever it
// shows: help, axis label, codebook.
type Measure struct {
	Name, Doc string
	Of, Per   Selection
	Voices    []counts.Voice // estimated for each apart
	AllVoices bool           // estimated once, over all voices together; its voice reads "all"
	Unit      Unit
}

// An Estimate is one outlet on one measure in one voice. Where Value, Lo, Hi or Shrunken cannot be known it
// is absent (nil), and a warning says why; no file ever holds NaN.
type Estimate struct {
	Outlet, Measure, Voice string
	Value, Lo, Hi          *float64
	Confidence             float64
	Articles               int // articles with a denominator above zero: the sample size
	Skipped                int // resamples that a studentised interval leaves out
	Numerator, Denominator int64
	Shrunken               *float64 // pulled towards the typical outlet by empirical Bayes
	ArticleMean            ArticleMean
	ShrunkenLo, ShrunkenHi *float64 // what is believed of the outlet, at the same confidence
	Warnings               []Warning
}

// A Comparison is the difference between two outlets, A minus B, on one measure in one voice.
type Comparison struct {
	A, B, Measure, Voice string
	Difference, Lo, Hi   *float64
	P, AdjustedP         *float64
	PError               *float64 // Monte Carlo standard error of P; absent where P is exact
	Method               string   // how P came about: "permutation, exact", "permutation, 9999 draws"
	Family               string   // that the comparison is declared in; none if it explores
	Adjustment           string   // how AdjustedP came about: [MaxT] or [BenjaminiHochberg]
	Tests                int      // how many tests AdjustedP is adjusted over
	ArticlesA, ArticlesB int
	Stories              int // stories that both outlets covered
	Warnings             []Warning
}

// A Warning is a doubt that travels with a number, by its stable code. Text gives the sentence.
type Warning string

// A Score is one article on one measure, as its two parts.
type Score struct {
	Article, Outlet, Measure, Voice string
	Numerator, Denominator          int64
}

// A Profile is how one outlet divides its mentions of a concept among the concept's variants, in one voice.
type Profile struct {
	Lexicon, Concept, Outlet, Voice string
	Variants                        []VariantShare // in the lexicon's order
	Mentions                        int64
	Articles                        int
}

// A VariantShare is one variant's part of a profile.
type VariantShare struct {
	Variant  string
	N        int64
	Estimate Estimate
}

// Results is all that charts and reports may show. They are made from it alone, without the corpus.
type Results struct {
	Measures    []Measure
	Outlets     []string // sorted by name
	Estimates   []Estimate
	Comparisons []Comparison
	Rankings    []Ranking // of each measure in each voice
	Contrasts   []Contrast
	Profiles    []Profile
	Regressions []Regression
	Fitted      []Coefficient // of the regressions, in their order
	Within      string        // what comparisons held fixed, in the plural: stories, weeks, months, values of a column
	Confidence  float64
	Seed        uint64
	Manifest    string // short hash of the run's manifest, for captions
	Invented    bool   // the articles are the embedded demo's: say so wherever it shows
}
