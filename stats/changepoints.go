package stats

import (
	"math"
	"slices"
	"time"
)

// A Break is a change point: from Week on, the level is another.
type Break struct {
	Week          time.Time // its Monday
	Before, After float64   // mean levels of the stretches that meet here
}

const (
	shortestLevel = 3   // weeks that a level lasts at least; one or two are a story
	blockOrders   = 499 // orders of blocks that breaks are checked against
	unclear       = .05 // p above which breaks are marked as no more than an order by chance gives
)

// findBreaks divides the weeks that have a value into levels, and sets the breaks between them.
//
// A week weighs as many articles as it is worth: (Σd)²/Σd² over its articles' denominators d (Kish 1965).
// Drift and stories that go on for weeks look like breaks too, so the gain of the division (what it takes off
// the sum of squares, less its penalties) is compared with that for the same weeks in an order of moving
// blocks, about the cube root of their number long (Künsch 1989): p = (1+b)/(1+B).
func (tr *track) findBreaks(se *series, out *Trend, opts Options) []Warning {
	var y, weight []float64
	at := valued(out.Weeks)
	for _, i := range at {
		m := dayNumber(out.Weeks[i].Monday)
		y = append(y, *out.Weeks[i].Value)
		weight = append(weight, worth(tr.between(m, m+7).den))
	}
	if slices.Min(y) == slices.Max(y) {
		return []Warning{ConstantSeries}
	}
	l := newLevels(y, weight)
	penalty := l.penalty()
	ends, cost := l.divide(penalty, shortestLevel)
	for i, end := range ends[:len(ends)-1] {
		from := 0
		if i > 0 {
			from = ends[i-1]
		}
		out.Breaks = append(out.Breaks, Break{
			Week: out.Weeks[at[end]].Monday, Before: l.mean(from, end), After: l.mean(end, ends[i+1]),
		})
	}
	rng := stream(opts.Seed, "breaks", se.measure.Name, se.voice, tr.outlet)
	beyond := 0
	for range blockOrders {
		if _, c := l.reordered(rng).divide(penalty, shortestLevel); c <= cost*(1+rounding) {
			beyond++
		}
	}
	p := float64(1+beyond) / (1 + blockOrders)
	out.BreaksP = ptr(p)
	if len(out.Breaks) > 0 && p > unclear {
		return []Warning{UnclearBreaks}
	}
	return nil
}

// worth is how many articles of equal size some are worth.
func worth(den []int64) float64 {
	var sum, squares float64
	for _, d := range den {
		sum += float64(d)
		squares += float64(float64(d) * float64(d))
	}
	return sum * sum / squares
}

// levels is a series to be divided, with the running sums that give the cost of any stretch at once.
type levels struct {
	y, w       []float64 // weights have mean 1
	offset     float64
	w1, wy, yy []float64 // running sums of w, w·(y−offset), w·(y−offset)²
}

func newLevels(y, weight []float64) *levels {
	n := len(y)
	l := &levels{y: y, w: make([]float64, n), w1: make([]float64, n+1), wy: make([]float64, n+1), yy: make([]float64, n+1)}
	total := 0.0
	for _, w := range weight {
		total += w
	}
	for i, w := range weight {
		l.w[i] = w * float64(n) / total
		l.offset += y[i] / float64(n)
	}
	l.sum()
	return l
}

func (l *levels) sum() {
	for i, y := range l.y {
		d := y - l.offset
		l.w1[i+1] = l.w1[i] + l.w[i]
		l.wy[i+1] = l.wy[i] + float64(l.w[i]*d)
		l.yy[i+1] = l.yy[i] + float64(l.w[i]*d*d)
	}
}

// cost is the weighted sum of squares about the mean of the stretch from i to before j.
func (l *levels) cost(i, j int) float64 {
	y := l.wy[j] - l.wy[i]
	return max(0, l.yy[j]-l.yy[i]-float64(y*y/(l.w1[j]-l.w1[i])))
}

// mean is summed anew, so that the level of equal values is that value.
func (l *levels) mean(i, j int) float64 {
	var sum, weight float64
	for k := i; k < j; k++ {
		sum += float64(l.w[k] * l.y[k])
		weight += l.w[k]
	}
	return sum / weight
}

// divide finds the division into stretches of at least so many weeks that has the least sum of squares plus a
// penalty for each break, exactly, by optimal partitioning: F(t) = min over s of F(s) + C(s, t) + β (Jackson
// et al. 2005; Killick, Fearnhead & Eckley 2012). ends are where stretches end, the last being the series'.
func (l *levels) divide(penalty float64, shortest int) (ends []int, cost float64) {
	n := len(l.y)
	best, from := make([]float64, n+1), make([]int, n+1)
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
	}
	best[0] = -penalty
	for t := shortest; t <= n; t++ {
		for s := 0; s <= t-shortest; s++ {
			if c := best[s] + l.cost(s, t) + penalty; c < best[t] {
				best[t], from[t] = c, s
			}
		}
	}
	for t := n; t > 0; t = from[t] {
		ends = append(ends, t)
	}
	slices.Reverse(ends)
	return ends, best[n]
}

// penalty is 2σ²·ln n.
func (l *levels) penalty() float64 { return 2 * l.noise() * math.Log(float64(len(l.y))) }

// noise is the variance of a week of weight 1 about its level, from the median of the differences between
// neighbours, of which breaks spoil only a few: σ = median|Δ|/(.6745·√2). A difference of weeks with other
// weights is scaled to what it would be. Where over half of the differences are zero, their mean square takes
// the median's place.
func (l *levels) noise() float64 {
	var sizes []float64
	square := 0.0
	for i := 1; i < len(l.y); i++ {
		d := math.Abs(l.y[i]-l.y[i-1]) / math.Sqrt(1/l.w[i]+1/l.w[i-1])
		sizes = append(sizes, d)
		square += float64(d * d)
	}
	slices.Sort(sizes)
	n := len(sizes)
	sigma := (sizes[(n-1)/2] + sizes[n/2]) / 2 / 0.6744897501960817
	if sigma == 0 {
		return square / float64(n)
	}
	return sigma * sigma
}

// reordered is the series with its blocks, cut from a random week on, in a random order.
func (l *levels) reordered(rng *dice) *levels {
	n := len(l.y)
	length := int(math.Ceil(math.Cbrt(float64(n))))
	start := rng.below(n)
	blocks := (n + length - 1) / length
	order := make([]int, blocks)
	for i := range order {
		j := rng.below(i + 1)
		order[i] = order[j]
		order[j] = i
	}
	r := &levels{offset: l.offset, w1: make([]float64, n+1), wy: make([]float64, n+1), yy: make([]float64, n+1)}
	for _, b := range order {
		for i := b * length; i < min(n, (b+1)*length); i++ {
			at := (start + i) % n
			r.y, r.w = append(r.y, l.y[at]), append(r.w, l.w[at])
		}
	}
	r.sum()
	return r
}
