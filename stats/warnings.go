package stats

import "slices"

// The doubts that can belong to a number. Codes are part of the output contract: they are added to, never
// changed.
const (
	// Of a value and its interval.
	NoDenominator      Warning = "no-denominator"
	NoInterval         Warning = "no-interval"
	FewArticles        Warning = "few-articles"
	OfFewStories       Warning = "of-few-stories"
	FewForBootstrap    Warning = "few-for-bootstrap"
	SkippedResamples   Warning = "skipped-resamples"
	ZeroCount          Warning = "zero-count"
	AllCount           Warning = "all-count"
	PooledDesignEffect Warning = "pooled-design-effect"
	DominantArticle    Warning = "dominant-article"
	ArticleMeanDiffers Warning = "article-mean-differs"
	OutsideScale       Warning = "outside-scale"
	OneLevel           Warning = "one-level"
	UnboundedInterval  Warning = "unbounded-interval"
	NoTypicalOutlet    Warning = "no-typical-outlet"

	// Of two outlets.
	FewSharedStories   Warning = "few-shared-stories"
	LargeFamily        Warning = "large-family"
	UnlikeLengths      Warning = "unlike-lengths"
	UnconnectedOutlets Warning = "unconnected-outlets"
	FewStories         Warning = "few-stories"
	NoStoryInterval    Warning = "no-story-interval"

	// Of ranks.
	NothingToRank   Warning = "nothing-to-rank"
	UntestedLevel   Warning = "untested-level"
	OverlapMisleads Warning = "overlap-misleads"

	// Of names for a concept.
	FewMentions Warning = "few-mentions"
	NamedAlike  Warning = "named-alike"

	// Of words.
	Burst            Warning = "burst"
	ReferenceLeftOut Warning = "reference-left-out"

	// Of maps.
	NothingToMap        Warning = "nothing-to-map"
	OutletsLeftOut      Warning = "outlets-left-out"
	AllAlike            Warning = "all-alike"
	OneAxis             Warning = "one-axis"
	SupplementaryOutlet Warning = "supplementary-outlet"
	FewMentionsForAxes  Warning = "few-mentions-for-axes"
	NotPlaced           Warning = "not-placed"
	ArticlesAlike       Warning = "articles-alike"
	ResamplesPassedOver Warning = "resamples-passed-over"
	NotTested           Warning = "not-tested"

	// Of time.
	NoDates        Warning = "no-dates"
	FewWeeks       Warning = "few-weeks"
	TrendGap       Warning = "trend-gap"
	ShortStretches Warning = "short-stretches"
	ThinTrend      Warning = "thin-trend"
	ConstantSeries Warning = "constant-series"
	UnclearBreaks  Warning = "unclear-breaks"
	EventAtEdge    Warning = "event-at-edge"
	NoOtherOutlets Warning = "no-other-outlets"
	FewPlacebos    Warning = "few-placebos"

	// Of regressions.
	ReferenceLevel     Warning = "reference-level"
	Separation         Warning = "separation"
	RedundantTerm      Warning = "redundant-term"
	MissingValues      Warning = "missing-values"
	TooManyLevels      Warning = "too-many-levels"
	NoFit              Warning = "no-fit"
	FewClusters        Warning = "few-clusters"
	LevelInFewClusters Warning = "level-in-few-clusters"
	NoResidual         Warning = "no-residual"

	// Of agreement.
	NothingPaired Warning = "nothing-paired"
	FewUnits      Warning = "few-units"
	NoVariation   Warning = "no-variation"
	NoSpread      Warning = "no-spread"
	CodePrevails  Warning = "code-prevails"
	RareCode      Warning = "rare-code"
)

// warningTexts is every code with its sentence, in the order in which a number lists them.
var warningTexts = []struct {
	code Warning
	text string
}{
	{NoDenominator, "No article has anything of what the measure divides by, so there is no value."},
	{NoInterval, "Fewer than 3 articles: no interval."},
	{FewArticles, "Fewer than 5 articles: the interval is rough and nothing is tested."},
	{OfFewStories, "The articles are of fewer than 5 stories: the interval is rough, and below 3 stories there is none."},
	{FewForBootstrap, "Fewer than 20 articles (or stories) to draw from: a bootstrap interval is too narrow, and a percentile or studentised one is not given."},
	{SkippedResamples, "Some resamples do not vary and are left out; where most are, there is no interval."},
	{ZeroCount, "Not one occurrence was found, which does not show that there are none."},
	{AllCount, "Nothing else was found, which does not show that there is nothing else."},
	{PooledDesignEffect, "The articles do not vary, so the interval takes the design effect of the other outlets (1 where none can give one)."},
	{DominantArticle, "One article carries over 30 % of the numerator."},
	{ArticleMeanDiffers, "The mean over articles is over 25 % away from the ratio of sums: long articles weigh in."},
	{OutsideScale, "The value lies outside its scale (of is not a part of per), so there is neither interval nor test."},
	{OneLevel, "Only one level occurs in the corpus, so nothing is known of the spread."},
	{UnboundedInterval, "The interval has no finite end at this confidence."},
	{NoTypicalOutlet, "Too little to tell what a typical outlet is like, so nothing is shrunken."},

	{FewSharedStories, "The outlets share too few stories (or weeks, or what else is held fixed) to be compared within them, so they are compared over all their articles."},
	{LargeFamily, "The run makes over 20 tests, of which one in twenty would fall below 0.05 by chance alone: read the adjusted p."},
	{UnlikeLengths, "The articles of one outlet are typically over twice as long as those of the other (median words)."},
	{UnconnectedOutlets, "No stories connect the two outlets, so nothing is known of the same story in both."},
	{FewStories, "Fewer than 10 stories connect the outlets: the interval within stories is rough; rely on the test."},
	{NoStoryInterval, "Too few articles or stories for an interval within stories."},

	{NothingToRank, "No other outlet has an interval, so there is neither a rank nor a comparison interval."},
	{UntestedLevel, "No pair of outlets was tested, so the comparison intervals suit two outlets that are known equally well."},
	{OverlapMisleads, "For some pair with this outlet, overlap of the comparison intervals does not say what the test says: the test counts."},

	{FewMentions, "Fewer than 10 mentions of the concept, or fewer than 3 articles that mention it, in one of the outlets: their names for it are not compared."},
	{NamedAlike, "Leaving out an article changes nothing, since those of each outlet name the concept alike: no interval."},

	{Burst, "One article has over 30 % of the hits, or few articles have nearly all: it may be one story's word, not the outlet's."},
	{ReferenceLeftOut, "Outlets with fewer than 3 articles are no part of what the outlet is compared with."},

	{NothingToMap, "Fewer than two outlets, or nothing in which they could differ, so there is no map."},
	{OutletsLeftOut, "Some outlets have no part: they lack what the map is of, or share none of it with the others."},
	{AllAlike, "The outlets do not differ at all, so they stand in one place."},
	{OneAxis, "All differences lie on one axis, so there is no second."},
	{SupplementaryOutlet, "Fewer than 30 mentions: the outlet is supplementary, placed on the axes that the others make."},
	{FewMentionsForAxes, "Fewer than three outlets have 30 mentions, so all take part in the axes, and one with few may bend them."},
	{NotPlaced, "The outlet uses only variants that no outlet with enough mentions uses, so it stands at the origin for want of a place."},
	{ArticlesAlike, "All articles of an outlet are alike in this, so resampling them does not show how sure its place is."},
	{ResamplesPassedOver, "In many resamples two outlets had no concept in common; these were passed over."},
	{NotTested, "Whether the outlets differ at all is not tested: that takes two of 5 articles each, and articles that vary."},

	{NoDates, "No article of the outlet has a date that is exact to the day, so it is in no week."},
	{FewWeeks, "Fewer than 12 weeks have a value: neither trend nor change points."},
	{TrendGap, "More than 3 weeks in a row have no value: the trend breaks off there and begins anew."},
	{ShortStretches, "No stretch between gaps has 12 weeks with a value, so there is no trend."},
	{ThinTrend, "The trend is left out where it would rest on fewer than 5 articles of equal weight."},
	{ConstantSeries, "Every week has the same value, so there is no change to look for."},
	{UnclearBreaks, "Over 5 % of the orders of shuffled weeks divide into levels as clearly, so the change points show no change."},
	{EventAtEdge, "The window of the event reaches beyond the first or the last day of the corpus."},
	{NoOtherOutlets, "No other outlet has 3 articles on either side of the event, so there is nothing to set the change against."},
	{FewPlacebos, "Fewer than 100 placebo dates: p is coarse, or absent where there are none."},

	{ReferenceLevel, "The level that the others of its column are compared with."},
	{Separation, "No article of this level has any, or none has anything else, so its coefficient is infinite: it is not shown, and its articles are not in the fit."},
	{RedundantTerm, "The term follows from those before it in the formula, so it has no coefficient of its own."},
	{MissingValues, "Articles without a value in every column of the formula are not in the fit."},
	{TooManyLevels, "The column has over 50 levels, so nothing was fitted."},
	{NoFit, "There is no finite fit: too few articles or stories for the terms, or terms that together foretell which articles have any."},
	{FewClusters, "Fewer than 10 clusters (stories, or articles of no known story): the errors are rough and tend to be too small."},
	{LevelInFewClusters, "This level, or the one that it is compared with, occurs in fewer than 5 clusters, so it has no interval and no test."},
	{NoResidual, "The fit leaves no residual, so there is no standard error."},

	{NothingPaired, "No unit was coded by two coders, so nothing is known of their agreement."},
	{FewUnits, "Fewer than 20 units were coded by two coders or more: intervals are rough (under 3 there is none), and none tells of codes that did not come up."},
	{NoVariation, "Only one code was given (or only one where coders can be compared), so nothing shows that they could tell codes apart: no coefficient, and not one of 1."},
	{NoSpread, "Units differ too little in how far their coders agree to say how far off a coefficient could be: where it has no interval, that does not make it certain."},
	{CodePrevails, "One code makes over 90 % of all decisions: alpha and kappa fall with it whatever the coders do. Read them beside AC1 and raw agreement."},
	{RareCode, "A code was given fewer than 5 times: what holds for all codes may not hold for that one."},
}

// Text gives the sentence of a warning; an unknown code, from a later version, stands for itself.
func (w Warning) Text() string {
	for _, known := range warningTexts {
		if known.code == w {
			return known.text
		}
	}
	return string(w)
}

// Warnings returns every code, in the order in which a number lists them.
func Warnings() []Warning {
	all := make([]Warning, len(warningTexts))
	for i, w := range warningTexts {
		all[i] = w.code
	}
	return all
}

// inOrder lists doubts in the order of the table, each once.
func inOrder(ws ...Warning) []Warning {
	order := Warnings()
	slices.SortFunc(ws, func(a, b Warning) int { return slices.Index(order, a) - slices.Index(order, b) })
	return slices.Compact(ws)
}
