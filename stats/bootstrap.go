package stats

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Bootstrap is a kind of interval that resamples clusters of an outlet with replacement: stories where they are
// known, else articles.
//
// Without, intervals are by the jackknife over clusters, need no resampling and cover what they say from 4 articles
// on (see [logT]). The others are for those who must report them: at .95, for rates, percentile and BCa cover .79
// of the time from 4 articles and .91 from 40, studentised .68 and .94. Below 20 clusters percentile and
// studentised intervals are absent.
//
// No kind says anything where clusters do not vary, since then neither do resamples; the default stands in.
type Bootstrap string

const (
	NoBootstrap Bootstrap = ""            // the default
	Percentile  Bootstrap = "percentile"  // from quantile to quantile of the resampled ratios (Efron 1979)
	BCa         Bootstrap = "bca"         // corrected for bias and acceleration (Efron 1987)
	Studentised Bootstrap = "studentised" // bootstrap-t, with the linearised standard error (Hall 1988)
)

// Bootstraps are all of them, the default first.
var Bootstraps = []Bootstrap{NoBootstrap, Percentile, BCa, Studentised}

const (
	defaultResamples     = 10_000
	leastResamples       = 1_000 // fewer do not reach into the tails
	clustersForBootstrap = 20
	chunk                = 500 // resamples that a worker does at a time
)

// resampled is the ratio of one series over the clusters of one outlet.
type resampled struct {
	estimate *Estimate
	scale    scale
	num, den []int64 // by cluster
	summary
	at    [5]int    // the columns of num and den; and, if studentised, of e², e·den and den², e being num − ratio·den
	stars []float64 // by resample: the ratio; or its distance from the observed one in its own standard errors, NaN if that is 0
}

// A resampling is all the series of an outlet that have as many clusters as one another: a draw of cluster
// numbers serves them all, and costs less than what is added up. Series whose clusters differ share nothing else
// by it, and each is resampled as if it were alone.
type resampling struct {
	k           int
	studentised bool
	of          []*resampled
	columns     [][]float64
	rows        [][][8]float64 // columns by eights, cluster by cluster: eight sums fit into registers
}

// bootstrap replaces the intervals of estimates that have one by resampling.
func (a *analysis) bootstrap(ctx context.Context) error {
	n := a.opts.Resamples
	if n == 0 {
		n = defaultResamples
	}
	for o, outlet := range a.outlets {
		groups := a.resamplings(o)
		type task struct {
			*resampling
			from int
		}
		var tasks []task
		var all []*resampled
		for _, g := range groups {
			for _, r := range g.of {
				r.stars = make([]float64, n)
				all = append(all, r)
			}
			for from := 0; from < n; from += chunk {
				tasks = append(tasks, task{g, from})
			}
		}
		err := a.each(ctx, len(tasks), func(i int) {
			rng := stream(a.opts.Seed, "bootstrap", outlet)
			t := tasks[i]
			drawn := make([]uint32, t.k)
			for r := t.from; r < min(t.from+chunk, n); r++ {
				rng.from(r)
				rng.fill(drawn, t.k)
				t.resample(r, drawn)
			}
		})
		if err != nil {
			return err
		}
		if err := a.each(ctx, len(all), func(i int) { all[i].fill(a.opts.Interval) }); err != nil {
			return err
		}
	}
	return nil
}

// resamplings gathers the series of an outlet that vary, by their number of clusters.
func (a *analysis) resamplings(outlet int) (groups []*resampling) {
	of := map[int]*resampling{}
	for s := range a.series {
		e, sample := &a.estimates[s][outlet], a.samples[s][outlet]
		r := &resampled{estimate: e, scale: a.series[s].scale, summary: summarise(sample)}
		if e.Lo == nil || r.se == 0 {
			continue
		}
		if r.k < clustersForBootstrap {
			e.Warnings = inOrder(append(e.Warnings, FewForBootstrap)...)
			if a.opts.Interval != BCa {
				e.Lo, e.Hi = nil, nil
				continue
			}
		}
		if of[r.k] == nil {
			of[r.k] = &resampling{k: r.k, studentised: a.opts.Interval == Studentised}
			groups = append(groups, of[r.k])
		}
		r.num, r.den = sample.clusters()
		of[r.k].add(r)
	}
	for _, g := range groups {
		g.layOut()
	}
	return groups
}

func (g *resampling) add(r *resampled) {
	g.of = append(g.of, r)
	column := func(value func(num, den float64) float64) int {
		values := make([]float64, g.k)
		for c := range values {
			values[c] = value(float64(r.num[c]), float64(r.den[c]))
		}
		return g.column(values)
	}
	residual := func(num, den float64) float64 { return num - float64(r.ratio*den) }
	r.at[0] = column(func(num, _ float64) float64 { return num })
	r.at[1] = column(func(_, den float64) float64 { return den })
	if g.studentised {
		r.at[2] = column(func(num, den float64) float64 { return residual(num, den) * residual(num, den) })
		r.at[3] = column(func(num, den float64) float64 { return residual(num, den) * den })
		r.at[4] = column(func(_, den float64) float64 { return den * den })
	}
}

// column returns where a column is. Measures that divide by the same have one for it together.
func (g *resampling) column(values []float64) int {
	for i, c := range g.columns {
		if slices.Equal(c, values) {
			return i
		}
	}
	g.columns = append(g.columns, values)
	return len(g.columns) - 1
}

func (g *resampling) layOut() {
	g.rows = make([][][8]float64, (len(g.columns)+7)/8)
	for b := range g.rows {
		g.rows[b] = make([][8]float64, g.k)
	}
	for i, column := range g.columns {
		for c, v := range column {
			g.rows[i/8][c][i%8] = v
		}
	}
	g.columns = nil
}

// resample computes what resample r, of the clusters drawn, gives for every series. Sums of whole numbers are
// exact below 2⁵³.
func (g *resampling) resample(r int, drawn []uint32) {
	sums := make([][8]float64, len(g.rows))
	for b, rows := range g.rows {
		sums[b] = sumRows(rows, drawn)
	}
	for _, s := range g.of {
		sum := func(i int) float64 { return sums[s.at[i]/8][s.at[i]%8] }
		ratio := sum(0) / sum(1)
		if g.studentised {
			s.stars[r] = studentise(ratio-s.ratio, sum(1), sum(2), sum(3), sum(4), g.k)
		} else {
			s.stars[r] = ratio
		}
	}
}

func sumRows(rows [][8]float64, drawn []uint32) [8]float64 {
	var a, b, c, d, e, f, g, h float64
	for _, i := range drawn {
		r := &rows[i]
		a += r[0]
		b += r[1]
		c += r[2]
		d += r[3]
		e += r[4]
		f += r[5]
		g += r[6]
		h += r[7]
	}
	return [8]float64{a, b, c, d, e, f, g, h}
}

// studentise divides how far a resampled ratio is off by its linearised standard error, whose square is
// Σ(num − ratio*·den)² / (k(k−1)·mean(den)²) over the clusters drawn; NaN if that is 0. The sum of squares
// comes from sums about the observed ratio: Σe² − 2·off·Σe·den + off²·Σden².
func studentise(off, den, ee, ed, dd float64, k int) float64 {
	squares := ee - float64(2*off*ed) + float64(off*off*dd)
	if squares <= rounding*ee {
		return math.NaN()
	}
	return off * den / math.Sqrt(squares*float64(k)/float64(k-1))
}

// fill sets the interval of an estimate from its resamples.
func (r *resampled) fill(kind Bootstrap) {
	e := r.estimate
	tail := (1 - e.Confidence) / 2
	stars := r.stars
	if kind == Studentised {
		stars = slices.DeleteFunc(stars, math.IsNaN)
		if e.Skipped = len(r.stars) - len(stars); e.Skipped > 0 {
			e.Warnings = inOrder(append(e.Warnings, SkippedResamples)...)
		}
		if 2*len(stars) < len(r.stars) {
			e.Lo, e.Hi = nil, nil
			return
		}
	}
	slices.Sort(stars)
	var lo, hi float64
	switch kind {
	case Percentile:
		lo, hi = typeSeven(stars, tail), typeSeven(stars, 1-tail)
	case BCa:
		low, high := bcaLevels(stars, r.ratio, acceleration(r.num, r.den), tail)
		lo, hi = typeSeven(stars, low), typeSeven(stars, high)
	case Studentised:
		lo, hi = bootstrapT(stars, r.ratio, r.linearised(), tail)
	}
	lo, hi = r.scale.bound(r.ratio, lo, hi)
	e.Lo, e.Hi = ptr(lo*r.scale.factor()), ptr(hi*r.scale.factor())
}

// bound keeps an interval on the scale and the value inside it, which a bootstrap can leave.
func (sc scale) bound(ratio, lo, hi float64) (float64, float64) {
	lo = math.Max(lo, sc.lo)
	if sc.unit != PerThousand {
		hi = math.Min(hi, sc.hi)
	}
	return math.Min(lo, ratio), math.Max(hi, ratio)
}

// bcaLevels are the levels at which BCa takes quantiles, Φ(z₀ + (z₀+z)/(1−a(z₀+z))). As in SciPy, z₀ counts half
// of the resamples equal to the observed value; R's boot counts none. Counts have many.
func bcaLevels(sorted []float64, observed, a, tail float64) (low, high float64) {
	below, _ := slices.BinarySearch(sorted, observed)
	upTo := below
	for upTo < len(sorted) && sorted[upTo] == observed {
		upTo++
	}
	b := float64(len(sorted))
	part := math.Min(math.Max(float64(below+upTo)/2/b, .5/b), 1-.5/b) // finite where all are on one side
	z0 := distuv.UnitNormal.Quantile(part)
	level := func(p float64) float64 {
		z := z0 + distuv.UnitNormal.Quantile(p)
		if a*z >= 1 { // beyond where the correction is defined, and as far out as it goes
			return max(0, math.Copysign(1, z))
		}
		return distuv.UnitNormal.CDF(z0 + z/(1-a*z))
	}
	return level(tail), level(1 - tail)
}

// acceleration is a = Σu³ / 6(Σu²)^1.5, u being how far the ratio without a cluster lies below the mean of those,
// as in SciPy. R's boot takes distances from the observed ratio, or infinitesimal ones, which both differ for a
// ratio of sums.
func acceleration(num, den []int64) float64 {
	_, squares, cubes := jackknife(num, den, total(num), total(den))
	return cubes / (6 * squares * math.Sqrt(squares))
}

// bootstrapT is the studentised interval, θ − t·SE with the quantiles of the resampled t from the other end.
func bootstrapT(sorted []float64, theta, se, tail float64) (lo, hi float64) {
	return theta - float64(typeSeven(sorted, 1-tail)*se), theta - float64(typeSeven(sorted, tail)*se)
}

// linearised is the standard error that resamples are divided by, of the observed ratio.
func (r *resampled) linearised() float64 {
	squares := 0.0
	for c := range r.den {
		e := float64(r.num[c]) - float64(r.ratio*float64(r.den[c]))
		squares += float64(e * e)
	}
	k, den := float64(r.k), float64(total(r.den))
	return math.Sqrt(squares*k/(k-1)) / den
}

// typeSeven is the quantile of sorted values as R and NumPy have it by default (Hyndman & Fan 1996, type 7);
// gonum's linear one is type 4.
func typeSeven(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}
