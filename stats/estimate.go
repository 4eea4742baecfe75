package stats

import (
	"math"
	"slices"
)

// How many articles an outlet needs for an interval and for a test: from fewer, an interval means little, and
// 3 against 3 can never come below p = .1, 5 against 5 comes to .008. For an interval the articles of one story,
// where stories are known, are one.
const (
	ArticlesForInterval = 3
	ArticlesForTest     = 5
)

// A sample is what one outlet's articles contribute to a series. Articles with nothing to divide by say
// nothing about a ratio and are left out.
type sample struct {
	num, den []int64
	story    []int // that an article covers: whose articles depend on one another
	block    []int // among whose articles outlets are compared
}

func (s sample) size() int { return len(s.den) }

// clusterOf numbers the clusters of a sample from 0, in the order of their first articles, and gives each article
// its own: its story, since one story's articles depend on one another, or itself where that is not known.
func (s sample) clusterOf() (of []int, n int) {
	of = make([]int, s.size())
	at := map[int]int{}
	for d, story := range s.story {
		c, known := at[story]
		if story == none || !known {
			c = n
			at[story] = c
			n++
		}
		of[d] = c
	}
	return of, n
}

// clusters adds up the articles of each cluster.
func (s sample) clusters() (num, den []int64) {
	of, n := s.clusterOf()
	num, den = make([]int64, n), make([]int64, n)
	for d, c := range of {
		num[c] += s.num[d]
		den[c] += s.den[d]
	}
	return num, den
}

// A summary is a sample as a ratio of sums, with its standard error by the jackknife over clusters.
type summary struct {
	articles int
	k        int // clusters: stories where they are known, else articles
	num, den int64
	ratio    float64
	se       float64 // 0 where the clusters do not vary, or where there is one
}

// summarise computes the ratio of sums, which weighs articles by their length, and
// se² = (k−1)/k · Σ(θ₍₋c₎ − θ̄)², θ₍₋c₎ being the ratio without cluster c.
func summarise(s sample) summary {
	sum := summary{articles: s.size()}
	num, den := s.num, s.den
	if s.story != nil {
		num, den = s.clusters()
	}
	sum.k = len(den)
	for c := range den {
		sum.num += num[c]
		sum.den += den[c]
	}
	if sum.k == 0 {
		return sum
	}
	sum.ratio = float64(sum.num) / float64(sum.den)
	if sum.k == 1 {
		return sum
	}
	_, squares, _ := jackknife(num, den, sum.num, sum.den)
	sum.se = math.Sqrt(squares * float64(sum.k-1) / float64(sum.k))
	if sum.se <= rounding*math.Abs(sum.ratio) {
		sum.se = 0
	}
	return sum
}

// jackknife leaves out each cluster in turn, and returns the mean of the ratios that remain and the sums of the
// squares and of the cubes of how far each lies below it.
func jackknife(num, den []int64, allNum, allDen int64) (mean, squares, cubes float64) {
	without := func(c int) float64 { return float64(allNum-num[c]) / float64(allDen-den[c]) }
	for c := range den {
		mean += without(c)
	}
	mean /= float64(len(den))
	for c := range den {
		off := mean - without(c)
		squares += float64(off * off)
		cubes += float64(off * off * off)
	}
	return mean, squares, cubes
}

// rounding is below any spread that whole numbers can give and above that of floating point.
const rounding = 1e-12

// A scale is where the values of a unit lie: a share from 0 to 1, a mean between the lowest and the highest
// level that occur in the table, a rate from 0 up.
type scale struct {
	unit   Unit
	lo, hi float64
	known  bool // of a mean: that any level occurs
}

func scaleOf(u Unit) scale { return scale{unit: u, hi: 1, known: u != Mean} }

func (sc *scale) include(level float64) {
	if !sc.known {
		sc.lo, sc.hi, sc.known = level, level, true
	}
	sc.lo, sc.hi = math.Min(sc.lo, level), math.Max(sc.hi, level)
}

// reach widens the scale of a mean to 0 where the lower selection also counts what has no level, as the words of which a few
// are weighted. It shows in an article whose ratio lies beyond all levels.
func (sc *scale) reach(parts []part) {
	beyond := func(p part) bool {
		n, d := float64(p.num), float64(p.den)
		return n < sc.lo*d || n > sc.hi*d
	}
	if sc.unit == Mean && sc.known && slices.ContainsFunc(parts, beyond) {
		sc.include(0)
	}
}

// holds reports whether a ratio can be of this unit at all.
func (sc scale) holds(ratio float64) bool {
	if sc.unit == PerThousand {
		return ratio >= 0
	}
	return sc.known && ratio >= sc.lo && ratio <= sc.hi
}

// factor turns a ratio into what is shown.
func (sc scale) factor() float64 {
	if sc.unit == PerThousand {
		return 1000
	}
	return 1
}

// variance is that of one independent occurrence about a ratio: Poisson's for a rate; for a share and, as the
// greatest that is possible, for a level, that of two points at the ends of the scale.
func (sc scale) variance(ratio float64) float64 {
	if sc.unit == PerThousand {
		return ratio
	}
	return (ratio - sc.lo) * (sc.hi - ratio)
}

// designEffect is how many times the variance exceeds that of independent occurrences: the median of the
// outlets with enough articles and any variation, and at least 1. It stands in where an outlet's own
// articles do not vary.
func (sc scale) designEffect(sums []summary) float64 {
	var effects []float64
	for _, s := range sums {
		if s.k >= ArticlesForTest && s.se > 0 && sc.holds(s.ratio) && sc.variance(s.ratio) > 0 {
			effects = append(effects, s.se*s.se*float64(s.den)/sc.variance(s.ratio))
		}
	}
	if len(effects) == 0 {
		return 1
	}
	slices.Sort(effects)
	mid := len(effects) / 2
	median := effects[mid]
	if len(effects)%2 == 0 {
		median = (effects[mid-1] + effects[mid]) / 2
	}
	return math.Max(1, median)
}

// interval is the cluster interval of a ratio.
//
//   - A share: Wilson's, with the effective size min(N, p(1−p)/se²) and Student's t on k−1.
//   - A mean: the same on its scale, where levels may vary less than two points at its ends would (so no
//     bound N). It stays on the scale and widens towards the middle, unlike value ± t·se.
//   - A rate: log jackknife-t.
//   - Where the articles do not vary (none has any, or all have only that), se is 0 and says nothing: Wilson's
//     at N/deff, Garwood's at exposure/deff, with deff pooled over the outlets.
func (sc scale) interval(s summary, deff, confidence float64) (lo, hi float64, pooled bool) {
	t := studentQuantile(s.k, confidence)
	if sc.unit == PerThousand {
		if s.se == 0 {
			lo, hi = garwood(float64(s.num)/deff, float64(s.den)/deff, confidence)
			return lo, hi, true
		}
		lo, hi = logT(s.ratio, s.se, t)
		return lo, hi, false
	}
	width := sc.hi - sc.lo
	p := (s.ratio - sc.lo) / width
	if s.se == 0 || p == 0 || p == 1 {
		lo, hi = wilson(p, float64(s.den)/deff, normalQuantile(confidence))
		pooled = true
	} else {
		n := sc.variance(s.ratio) / (s.se * s.se)
		if sc.unit == Share {
			n = math.Min(n, float64(s.den))
		}
		lo, hi = wilson(p, n, t)
	}
	return math.Min(s.ratio, sc.lo+lo*width), math.Max(s.ratio, sc.lo+hi*width), pooled
}

// estimates turns a series into one estimate an outlet. samples and outlets run alike.
func estimates(se *series, outlets []string, samples []sample, opts Options) []Estimate {
	sums := make([]summary, len(samples))
	for i, s := range samples {
		sums[i] = summarise(s)
	}
	deff := se.scale.designEffect(sums)
	out := make([]Estimate, len(outlets))
	for i, s := range sums {
		out[i] = Estimate{
			Outlet: outlets[i], Measure: se.measure.Name, Voice: se.voice, Confidence: opts.Confidence,
			Articles: s.articles, Numerator: s.num, Denominator: s.den,
		}
		se.scale.fill(&out[i], s, deff)
		out[i].ArticleMean = se.scale.articleMean(samples[i], out[i])
		out[i].Warnings = append(out[i].Warnings, doubts(samples[i], s)...)
	}
	se.scale.shrinkAll(out, sums, deff, opts.Shrinkage)
	for i := range out {
		out[i].Warnings = inOrder(out[i].Warnings...)
	}
	return out
}

// fill sets value and interval of an estimate, or the reason why there is none.
func (sc scale) fill(e *Estimate, s summary, deff float64) {
	warn := func(w Warning) { e.Warnings = append(e.Warnings, w) }
	if s.k == 0 {
		warn(NoDenominator)
		return
	}
	e.Value = ptr(s.ratio * sc.factor())
	if s.num == 0 {
		warn(ZeroCount)
	}
	if sc.unit == Share && s.num == s.den {
		warn(AllCount)
	}
	outside := !sc.holds(s.ratio)
	if outside {
		warn(OutsideScale)
	}
	switch {
	case s.articles < ArticlesForInterval:
		warn(NoInterval)
		return
	case s.k < ArticlesForInterval:
		warn(OfFewStories)
		return
	case s.articles < ArticlesForTest:
		warn(FewArticles)
	case s.k < ArticlesForTest:
		warn(OfFewStories)
	}
	switch {
	case outside:
		return
	case sc.unit == Mean && sc.lo == sc.hi:
		warn(OneLevel)
		return
	}
	lo, hi, pooled := sc.interval(s, deff, e.Confidence)
	if pooled {
		warn(PooledDesignEffect)
	}
	lo, hi = lo*sc.factor(), hi*sc.factor()
	if !finite(lo) || !finite(hi) {
		warn(UnboundedInterval)
		return
	}
	e.Lo, e.Hi = ptr(lo), ptr(hi)
}

// doubts are those about single articles. With fewer articles than a test needs, some article always
// dominates, and the sample is flagged as small anyway.
func doubts(s sample, sum summary) (ws []Warning) {
	if sum.articles < ArticlesForTest || sum.num <= 0 {
		return nil
	}
	var mean float64
	for d, n := range s.num {
		mean += float64(n) / float64(s.den[d]) / float64(sum.articles)
	}
	if float64(slices.Max(s.num)) > 0.3*float64(sum.num) {
		ws = append(ws, DominantArticle)
	}
	if math.Abs(mean-sum.ratio) > 0.25*sum.ratio {
		ws = append(ws, ArticleMeanDiffers)
	}
	return ws
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
