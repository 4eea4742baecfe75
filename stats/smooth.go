package stats

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

const (
	smoothSpan   = 0.75  // part of the weeks that a local line is fitted to
	smoothGap    = 3     // weeks in a row without a value that a trend goes over; beyond, it breaks off
	thinTrend    = 5     // articles, effective, below which it is not drawn
	resamplings  = 1_000 // of articles, for the band
	flatVariance = 1e-6  // of the weeks, in bandwidths squared, below which a local line has no slope
)

// A smoother is a local regression of degree 1 with tricube weights (LOESS: Cleveland 1979; Cleveland &
// Devlin 1988), computed at the points themselves as R's loess does with surface = "direct". The bandwidth at
// a point is the distance to the ⌊n·span⌋-th nearest, itself among them. It is that of the weeks there are:
// how much each weighs changes nothing in it, so that resampled articles meet the same kernel.
type smoother struct {
	x      []float64
	from   []int       // where the kernel of each point begins
	kernel [][]float64 // tricube weights of its neighbours
	width  []float64
}

// newSmoother is for points in rising order.
func newSmoother(x []float64, span float64) *smoother {
	n := len(x)
	q := min(n, max(2, int(float64(n)*span+1e-5)))
	s := &smoother{x: x, from: make([]int, n), kernel: make([][]float64, n), width: make([]float64, n)}
	left := 0
	for i := range x {
		for left+q < n && x[i]-x[left] > x[left+q]-x[i] {
			left++
		}
		h := max(x[i]-x[left], x[left+q-1]-x[i])
		s.from[i], s.width[i] = left, h
		for _, other := range x[left : left+q] {
			u := math.Abs(other-x[i]) / h
			k := 1 - float64(u*u*u)
			s.kernel[i] = append(s.kernel[i], k*k*k)
		}
	}
	return s
}

// at is the local line at point i. num and den are the parts of each point's ratio: it is weighted by its
// denominator, so that the line is a local ratio of sums. Where the neighbours that weigh are all in one
// place, it is their ratio; where nothing weighs, there is none.
func (s *smoother) at(i int, num, den []float64) (value float64, ok bool) {
	var w, wx, wxx, y, xy float64
	x0 := s.x[i]
	for j, k := range s.kernel[i] {
		at := s.from[i] + j
		d := s.x[at] - x0
		// Rounded before they are added, so that processors that fuse the two give the same bits.
		kd, kn := float64(k*den[at]), float64(k*num[at])
		w += kd
		wx += float64(kd * d)
		wxx += float64(kd * d * d)
		y += kn
		xy += float64(kn * d)
	}
	if w <= 0 {
		return 0, false
	}
	centre := wx / w
	if spread := wxx - float64(centre*wx); spread > flatVariance*w*s.width[i]*s.width[i] {
		return y/w - float64(centre*(xy-float64(centre*y))/spread), true
	}
	return y / w, true
}

// effective is how many articles of equal weight the fit at point i is worth (Kish 1965): (Σw)²/Σw², w being
// kernel times denominator. squares are the sums over articles of squared denominators; with the denominators
// in their place it is how many occurrences the fit is worth.
func (s *smoother) effective(i int, den, squares []float64) float64 {
	var sum, square float64
	for j, k := range s.kernel[i] {
		at := s.from[i] + j
		sum += float64(k * den[at])
		square += float64(k * k * squares[at])
	}
	if square == 0 {
		return 0
	}
	return sum * sum / square
}

// smooth sets the trend and its band in every week where there is one.
//
// Weeks with a value are divided where more than three in a row lack one, and a stretch of fewer than twelve
// is left alone: a line across a gap would show what nobody measured. It breaks off too where it would rest
// on fewer than five articles, effective.
//
// The band is pointwise, from a bootstrap of the outlet's articles, each with its date; articles on one story
// are drawn together where stories are known. Drawing moving blocks of weeks instead would also hold what
// depends on the weeks before, but at twelve to fifty weeks a local window holds three to eight blocks, too
// few to be drawn from: the band would say more of the blocks than of the articles. Where stories are not
// known, it is therefore too narrow for subjects that go on for weeks. Its percentiles are expanded for the
// effective number of articles (Hesterberg 2015), since plain ones cover too little from few.
func (tr *track) smooth(se *series, weeks []Week, opts Options) (ws []Warning) {
	all := stretches(weeks)
	if len(all) > 1 {
		ws = append(ws, TrendGap)
	}
	all = slices.DeleteFunc(all, func(s []int) bool { return len(s) < WeeksForTrend })
	if len(all) == 0 {
		return append(ws, ShortStretches)
	}
	f := se.scale.factor()
	outside := slices.ContainsFunc(weeks, func(w Week) bool { return slices.Contains(w.Warnings, OutsideScale) })
	for _, at := range all {
		b := newBand(tr, weeks, at)
		rng := stream(opts.Seed, "trend", se.measure.Name, se.voice, tr.outlet, weeks[at[0]].Monday.Format(time.DateOnly))
		for j, l := range b.draw(rng, opts.Confidence) {
			if l == nil {
				ws = append(ws, ThinTrend)
				continue
			}
			if !outside {
				if doubt := se.scale.keep(l, tr.deff, opts.Confidence); doubt != "" {
					ws = append(ws, doubt)
					continue
				}
			}
			w := &weeks[at[j]]
			w.Smooth, w.SmoothLo, w.SmoothHi = ptr(l.value*f), ptr(min(l.value, l.lo)*f), ptr(max(l.value, l.hi)*f)
		}
	}
	return ws
}

// keep holds a fit on the scale, which a straight line may leave. Resampled articles say nothing of what was
// not seen: near the ends of the scale, and where articles do not vary, they hardly vary either. The band
// therefore reaches at least as far as the interval of that many occurrences (see [scale.interval]); of a
// mean, whose levels vary less than that supposes, only where it has no width or ends with the scale.
func (sc scale) keep(l *fit, deff, confidence float64) (doubt Warning) {
	l.value = sc.clip(l.value)
	l.lo, l.hi = min(l.value, sc.clip(l.lo)), max(l.value, sc.clip(l.hi))
	end := l.value == sc.lo || l.value == sc.hi
	if sc.unit == Mean && !end && l.hi-l.lo > rounding*math.Abs(l.value) {
		return ""
	}
	if sc.unit == Mean && sc.lo == sc.hi {
		return OneLevel
	}
	occurrences := max(1, l.occurrences) / deff
	var lo, hi float64
	if sc.unit == PerThousand {
		lo, hi = garwood(l.value*occurrences, occurrences, confidence)
	} else {
		width := sc.hi - sc.lo
		lo, hi = wilson((l.value-sc.lo)/width, occurrences, normalQuantile(confidence))
		lo, hi = sc.lo+lo*width, sc.lo+hi*width
	}
	if !finite(lo) || !finite(hi) {
		return UnboundedInterval
	}
	l.lo, l.hi = min(l.lo, lo), max(l.hi, hi)
	return ""
}

// stretches are the places of the weeks with a value, divided at gaps.
func stretches(weeks []Week) (all [][]int) {
	last := 0
	for _, i := range valued(weeks) {
		day := dayNumber(weeks[i].Monday)
		if len(all) == 0 || day-last > 7*(smoothGap+1) {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], i)
		last = day
	}
	return all
}

// clip keeps a line, which may leave it at its ends, on the scale.
func (sc scale) clip(ratio float64) float64 {
	if sc.unit == PerThousand {
		return max(0, ratio)
	}
	return min(max(sc.lo, ratio), sc.hi)
}

// A band is the bootstrap of one stretch of weeks.
type band struct {
	*smoother
	num, den, squares []float64 // by week
	clusters          [][]cell  // stories, or single articles
}

// A cell is what one article adds to a week.
type cell struct {
	week     int
	num, den float64
}

func newBand(tr *track, weeks []Week, at []int) *band {
	x := make([]float64, len(at))
	for j, i := range at {
		x[j] = float64(dayNumber(weeks[i].Monday)) / 7
	}
	b := &band{
		smoother: newSmoother(x, smoothSpan),
		num:      make([]float64, len(at)), den: make([]float64, len(at)), squares: make([]float64, len(at)),
	}
	stories := map[int]int{}
	for j, i := range at {
		m := dayNumber(weeks[i].Monday)
		s := tr.between(m, m+7)
		for d := range s.den {
			c := cell{j, float64(s.num[d]), float64(s.den[d])}
			b.num[j] += c.num
			b.den[j] += c.den
			b.squares[j] += float64(c.den * c.den)
			id, told := stories[s.story[d]]
			if !told || s.story[d] == none {
				id = len(b.clusters)
				b.clusters = append(b.clusters, nil)
				stories[s.story[d]] = id
			}
			b.clusters[id] = append(b.clusters[id], c)
		}
	}
	return b
}

// A fit is the line at one point.
type fit struct {
	value, lo, hi float64
	occurrences   float64 // that it rests on, effective
}

// draw gives the fit at every point, nil where it is too thin.
func (b *band) draw(rng *dice, confidence float64) []*fit {
	effective := make([]float64, len(b.x))
	drawn := make([][]float64, len(b.x))
	for j := range b.x {
		effective[j] = b.effective(j, b.den, b.squares)
	}
	num, den := make([]float64, len(b.x)), make([]float64, len(b.x))
	for range resamplings {
		clear(num)
		clear(den)
		for range b.clusters {
			for _, c := range b.clusters[rng.below(len(b.clusters))] {
				num[c.week] += c.num
				den[c.week] += c.den
			}
		}
		for j := range b.x {
			if effective[j] < thinTrend {
				continue
			}
			if v, ok := b.at(j, num, den); ok {
				drawn[j] = append(drawn[j], v)
			}
		}
	}
	fits := make([]*fit, len(b.x))
	for j, vs := range drawn {
		if len(vs) == 0 {
			continue
		}
		slices.Sort(vs)
		tail := expandedTail(effective[j], confidence)
		value, _ := b.at(j, b.num, b.den)
		fits[j] = &fit{value, quantile(vs, tail), quantile(vs, 1-tail), b.effective(j, b.den, b.den)}
	}
	return fits
}

// quantile is one of the values: the least that is not below a part p of them.
func quantile(sorted []float64, p float64) float64 {
	return stat.Quantile(p, stat.Empirical, sorted, nil)
}

// expandedTail is what a percentile interval leaves out on either side so that, for a mean of n, it is as wide
// as Student's: Φ(−t·√(n/(n−1))) (Hesterberg 2015, "What teachers should know about the bootstrap", 5.2).
func expandedTail(n, confidence float64) float64 {
	t := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - (1-confidence)/2)
	return distuv.UnitNormal.CDF(-t * math.Sqrt(n/(n-1)))
}

// Lines are the runs of weeks that one line of the trend may join: it breaks off over gaps and where it is thin.
func (t Trend) Lines() (lines [][]Week) {
	for _, stretch := range stretches(t.Weeks) {
		joined := false
		for _, i := range stretch {
			w := t.Weeks[i]
			switch {
			case w.Smooth == nil:
				joined = false
				continue
			case !joined:
				lines = append(lines, nil)
			}
			joined = true
			lines[len(lines)-1] = append(lines[len(lines)-1], w)
		}
	}
	return lines
}
