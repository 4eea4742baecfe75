package stats

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Ranking is how far the order of the outlets on one measure in one voice can be told from their articles:
// ranks as intervals, never a bare league table, and intervals made so that overlap can be read.
//
// Rank intervals are those of Klein, Wright & Wieczorek (2020): with intervals that all hold at once (Šidák's
// confidence^(1/K) for each of K outlets), an outlet's rank is at least 1 + the number of outlets entirely above
// it and at most K − the number entirely below.
//
// Overlap of two intervals of 95 % does not say whether outlets differ. Comparison intervals have the level at
// which it says what the tests of the pairs say, or comes closest to it (Armstrong & Poirier 2025): of the
// levels .25, .26 … .99 those with the greatest agreement between overlap and no difference at the adjusted p,
// the middle one (of the longest unbroken stretch, the higher of two as long). Where no pair was tested it is
// that of Goldstein & Healy (1995) for two outlets known equally well, .834 at a confidence of .95.
//
// All are made as intervals of estimates are by default, at another confidence, also where estimates have
// bootstrap ones: they keep within the scale and lean as those do, and reach into tails that resamples do not.
// Outlets whose estimate has no interval have neither rank nor comparison interval and do not count among the K.
type Ranking struct {
	Measure, Voice string
	Ranks          []Rank   // by outlet
	Ranked         int      // how many outlets have a rank
	Level          *float64 // the confidence of the comparison intervals
	Tested         int      // pairs of ranked outlets that were tested
	Agreement      *float64 // the part of them in which overlap says what the test says
	Offending      []Pair   // those in which it does not
}

// A Rank is one outlet's place in a ranking; 1 is the largest value, which need not be the best.
type Rank struct {
	Outlet                     string
	Value                      *float64
	Lo, Hi                     *int
	ComparisonLo, ComparisonHi *float64
	Warnings                   []Warning
}

// A Pair is two outlets whose comparison intervals mislead: they overlap though the test finds a difference,
// or do not though it finds none.
type Pair struct {
	A, B    string
	Overlap bool
}

// rankings ranks the outlets on the first n series.
func (a *analysis) rankings(ctx context.Context, n int, comparisons []Comparison) ([]Ranking, error) {
	out := make([]Ranking, n)
	err := a.each(ctx, n, func(s int) {
		se := &a.series[s]
		sums := make([]summary, len(a.outlets))
		for i, sample := range a.samples[s] {
			sums[i] = summarise(sample)
		}
		deff := se.scale.designEffect(sums)
		out[s] = rank(a.estimates[s], a.tests(se, comparisons), a.opts.Confidence, func(i int, confidence float64) (lo, hi float64) {
			lo, hi, _ = se.scale.interval(sums[i], deff, confidence)
			return lo * se.scale.factor(), hi * se.scale.factor()
		})
		out[s].Measure, out[s].Voice = se.measure.Name, se.voice
	})
	return out, err
}

// A pairTest is what the test of two outlets found.
type pairTest struct {
	a, b      int
	different bool
}

func (a *analysis) tests(se *series, comparisons []Comparison) (tests []pairTest) {
	for _, c := range comparisons {
		if c.Measure == se.measure.Name && c.Voice == se.voice && c.AdjustedP != nil {
			i, _ := slices.BinarySearch(a.outlets, c.A)
			j, _ := slices.BinarySearch(a.outlets, c.B)
			tests = append(tests, pairTest{i, j, *c.AdjustedP < 1-a.opts.Confidence})
		}
	}
	return tests
}

// rank ranks outlets by their estimates. interval gives that of an outlet at any confidence.
func rank(es []Estimate, tests []pairTest, confidence float64, interval func(i int, confidence float64) (lo, hi float64)) (r Ranking) {
	var ranked []int
	for i, e := range es {
		r.Ranks = append(r.Ranks, Rank{Outlet: e.Outlet, Value: e.Value,
			Warnings: slices.DeleteFunc(slices.Clone(e.Warnings), func(w Warning) bool { return w == NoTypicalOutlet })})
		if e.Lo != nil {
			ranked = append(ranked, i)
		}
	}
	r.Ranked = len(ranked)
	warn := func(i int, w Warning) { r.Ranks[i].Warnings = inOrder(append(r.Ranks[i].Warnings, w)...) }
	if len(ranked) < 2 {
		r.Ranked = 0
		for _, i := range ranked {
			warn(i, NothingToRank)
		}
		return r
	}
	at := func(confidence float64) []bounds {
		all := make([]bounds, len(es))
		for _, i := range ranked {
			all[i].lo, all[i].hi = interval(i, confidence)
		}
		return all
	}

	joint := at(math.Pow(confidence, 1/float64(len(ranked))))
	for _, i := range ranked {
		r.Ranks[i].Lo, r.Ranks[i].Hi = placeOf(i, ranked, joint)
	}

	tests = slices.DeleteFunc(slices.Clone(tests), func(t pairTest) bool { return es[t.a].Lo == nil || es[t.b].Lo == nil })
	r.Tested = len(tests)
	level := 2*distuv.UnitNormal.CDF(goldsteinHealy(1, 1, confidence)) - 1
	if len(tests) > 0 {
		level = searchLevel(tests, at)
	}
	r.Level = &level
	comparison := at(level)
	for _, i := range ranked {
		if b := comparison[i]; finite(b.lo) && finite(b.hi) {
			r.Ranks[i].ComparisonLo, r.Ranks[i].ComparisonHi = ptr(b.lo), ptr(b.hi)
		} else {
			warn(i, UnboundedInterval)
		}
		if len(tests) == 0 {
			warn(i, UntestedLevel)
		}
	}
	for _, t := range tests {
		if overlap := comparison[t.a].overlap(comparison[t.b]); overlap == t.different {
			r.Offending = append(r.Offending, Pair{es[t.a].Outlet, es[t.b].Outlet, overlap})
			warn(t.a, OverlapMisleads)
			warn(t.b, OverlapMisleads)
		}
	}
	if len(tests) > 0 {
		r.Agreement = ptr(1 - float64(len(r.Offending))/float64(len(tests)))
	}
	return r
}

// bounds are the ends of an interval. They may be infinite, and then overlap with everything.
type bounds struct{ lo, hi float64 }

func (b bounds) above(c bounds) bool   { return b.lo > c.hi }
func (b bounds) overlap(c bounds) bool { return !b.above(c) && !c.above(b) }

// placeOf is the rank of one outlet among others, as far as their intervals tell.
func placeOf(i int, among []int, all []bounds) (lo, hi *int) {
	above, below := 0, 0
	for _, j := range among {
		if all[j].above(all[i]) {
			above++
		}
		if all[i].above(all[j]) {
			below++
		}
	}
	return new(1 + above), new(len(among) - below)
}

// searchLevel is the level at which overlap says most nearly what the tests say; see [Ranking]. at gives the
// intervals of all outlets at a level.
func searchLevel(tests []pairTest, at func(level float64) []bounds) float64 {
	const first, last = 25, 99 // per cent
	most, from, to := -1, 0, -1
	run := 0 // where the stretch of levels begins that agree as often as the one before
	before := -1
	for percent := first; percent <= last; percent++ {
		all := at(float64(percent) / 100)
		agree := 0
		for _, t := range tests {
			if all[t.a].overlap(all[t.b]) != t.different {
				agree++
			}
		}
		if agree != before {
			run, before = percent, agree
		}
		if agree > most || agree == most && percent-run >= to-from {
			most, from, to = agree, run, percent
		}
	}
	return float64(from+to) / 200
}

// goldsteinHealy is how many standard errors two intervals must reach to either side for overlap to say what
// the test of their difference says: z·√(a²+b²)/(a+b), 1.386 where the standard errors a and b are equal
// (Goldstein & Healy 1995).
func goldsteinHealy(a, b, confidence float64) float64 {
	return normalQuantile(confidence) * math.Hypot(a, b) / (a + b)
}
