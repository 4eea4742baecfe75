package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Two samples of article values set side by side. Values must be finite. What cannot be known is nil; bounds
// are nil together.

// exactRankSums is how many ways of handing out the outlets' labels make the rank-sum test an exact one.
const exactRankSums = 200_000

// mannWhitney is the two-sided rank-sum test (Wilcoxon 1945; Mann & Whitney 1947). u counts the pairs in which
// x is above y, ties by half; u/(m·n) is the probability of superiority. p is
//
//   - exact, where at most 200,000 arrangements of the labels exist: the part of them whose sum of midranks is
//     at least as far from its mean, so that ties are no hindrance (as R's coin has it; wilcox.test drops to
//     the approximation at the first tie);
//   - else normal, with the variance corrected for ties and with a correction of ½ for continuity.
//
// For counts that are mostly zero it tests little more than the share of articles with any. p is nil where a
// side is empty or all values are equal.
func mannWhitney(x, y []float64) (u, p *float64, exact bool) {
	exact = choose(len(x)+len(y), len(x), exactRankSums) <= exactRankSums
	u, p = rankSum(x, y, exact)
	return u, p, exact && p != nil
}

func rankSum(x, y []float64, exact bool) (u, p *float64) {
	if len(x) == 0 || len(y) == 0 {
		return nil, nil
	}
	x, y = ascending(x), ascending(y)
	_, above, _ := dominance(x, y)
	switch {
	case x[0] == y[len(y)-1] && y[0] == x[len(x)-1]:
		return &above, nil
	case exact:
		return &above, ptr(rankSumTail(doubledMidranks(slices.Concat(x, y)), len(x)))
	}
	m, n := float64(len(x)), float64(len(y))
	variance := m * n / 12 * (m + n + 1 - ties(x, y)/((m+n)*(m+n-1)))
	off := math.Max(0, math.Abs(above-m*n/2)-.5)
	return &above, ptr(2 * distuv.UnitNormal.Survival(off/math.Sqrt(variance)))
}

// ties is Σ(t³−t) over runs of t equal values of two sorted samples.
func ties(x, y []float64) (sum float64) {
	for len(x)+len(y) > 0 {
		var v float64
		if len(y) == 0 || len(x) > 0 && x[0] < y[0] {
			v = x[0]
		} else {
			v = y[0]
		}
		t := 0.0
		for ; len(x) > 0 && x[0] == v; x = x[1:] {
			t++
		}
		for ; len(y) > 0 && y[0] == v; y = y[1:] {
			t++
		}
		sum += t*t*t - t
	}
	return sum
}

// ascending is values sorted, themselves if they are.
func ascending(values []float64) []float64 {
	if slices.IsSorted(values) {
		return values
	}
	return slices.Sorted(slices.Values(values))
}

// rankSumTail is the part of all arrangements whose sum of ranks is at least as far from its mean as the observed.
func rankSumTail(ranks []int64, m int) float64 {
	mean := int64(m * (len(ranks) + 1)) // of doubled ranks
	observed := abs(total(ranks[:m]) - mean)
	sums := stratum{ranks[:m], ranks[m:]}.sums(nil)
	far := 0
	for _, s := range sums {
		if abs(s-mean) >= observed {
			far++
		}
	}
	return float64(far) / float64(len(sums))
}

// doubledMidranks ranks values from 1, equal ones by the mean of their ranks, times two to stay whole.
func doubledMidranks(values []float64) []int64 {
	order := indices(len(values))
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]int64, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = int64(from + 1 + to)
		}
		from = to
	}
	return ranks
}

// cliffsDelta is the probability that an article of x is above one of y, less that of the reverse (Cliff 1993):
// 2u/(m·n) − 1. No spread enters it, so it takes counts as they are.
//
// The interval is Cliff's (1996) asymmetric one,
//
//	(δ − δ³ ± z·s·√((1−δ²)² + z²s²)) / (1 − δ² + z²s²),
//
// with his unbiased variance s² = [n²·Σ(dᵢ.−δ)² + m²·Σ(d.ⱼ−δ)² − ΣΣ(dᵢⱼ−δ)²] / [mn(m−1)(n−1)], whose squares are
// crossed (n is the size of y, m of x), and its floor (1−δ²)/(mn−1). R's effectsize has the variance under the
// null hypothesis instead. Where δ is 1 or −1 the variance is 0, and the bound is (k−z²)/(k+z²) with k the
// smaller size: Wilson's for k of k, on the scale of δ (Feng & Cliff 2004).
func cliffsDelta(x, y []float64, confidence float64) (delta, lo, hi *float64) {
	m, n := float64(len(x)), float64(len(y))
	if m == 0 || n == 0 {
		return nil, nil, nil
	}
	x, y = ascending(x), ascending(y)
	above, _, apart := dominance(x, y)
	d := stat.Mean(above, nil)
	if min(len(x), len(y)) < ArticlesForInterval {
		return &d, nil, nil
	}
	z := normalQuantile(confidence)
	if k := math.Min(m, n); math.Abs(d) == 1 {
		bound := (k - z*z) / (k + z*z)
		if d < 0 {
			return &d, &d, ptr(-bound)
		}
		return &d, ptr(bound), &d
	}
	below, _, _ := dominance(y, x)
	s2 := n*n*squaresAbout(above, d) + m*m*squaresAbout(below, -d) - (apart - m*n*d*d)
	s2 = math.Max(s2/(m*n*(m-1)*(n-1)), (1-d*d)/(m*n-1))
	room := 1 - d*d
	half := z * math.Sqrt(s2) * math.Sqrt(room*room+z*z*s2)
	return &d, ptr(math.Max(-1, (d-d*d*d-half)/(room+z*z*s2))), ptr(math.Min(1, (d-d*d*d+half)/(room+z*z*s2)))
}

// dominance gives each value of x its mean over y of the sign of x−y; and in how many pairs x is above y, ties by
// half, and how many are not tied. Both are sorted, so that one pass over them does for all pairs.
func dominance(x, y []float64) (mean []float64, above, apart float64) {
	mean = make([]float64, len(x))
	below, upTo := 0, 0 // of y, below and not above the value of x
	for i, v := range x {
		for below < len(y) && y[below] < v {
			below++
		}
		for upTo < len(y) && y[upTo] <= v {
			upTo++
		}
		above += float64(below+upTo) / 2
		mean[i] = float64(below-(len(y)-upTo)) / float64(len(y))
		apart += float64(below + len(y) - upTo)
	}
	return mean, above, apart
}

func squaresAbout(values []float64, centre float64) (sum float64) {
	for _, v := range values {
		sum += float64((v - centre) * (v - centre))
	}
	return sum
}

// hedgesG is the difference of two means in pooled standard deviations, without the bias of small samples
// (Hedges 1981): d·J, J = Γ(ν/2) / (√(ν/2)·Γ((ν−1)/2)), ν = m+n−2. The interval is g ± z·se with
// se² = (m+n)/mn + g²/2(m+n) (Hedges & Olkin 1985). It is nil where nothing varies.
func hedgesG(x, y []float64, confidence float64) (g, lo, hi *float64) {
	m, n := float64(len(x)), float64(len(y))
	nu := m + n - 2
	if m == 0 || n == 0 || nu < 2 {
		return nil, nil, nil
	}
	mx, my := stat.Mean(x, nil), stat.Mean(y, nil)
	sd := math.Sqrt((squaresAbout(x, mx) + squaresAbout(y, my)) / nu)
	if sd <= rounding*math.Max(math.Abs(mx), math.Abs(my)) {
		return nil, nil, nil
	}
	above, _ := math.Lgamma(nu / 2)
	below, _ := math.Lgamma((nu - 1) / 2)
	v := (mx - my) / sd * math.Exp(above-below) / math.Sqrt(nu/2)
	if min(len(x), len(y)) < ArticlesForInterval {
		return &v, nil, nil
	}
	half := normalQuantile(confidence) * math.Sqrt((m+n)/(m*n)+v*v/(2*(m+n)))
	return &v, ptr(v - half), ptr(v + half)
}

// ratioInterval is a's ratio over b's with the interval of Katz, Baptista, Azen & Pike (1978), symmetric on the log
// scale: relative standard errors are added in quadrature. Theirs were binomial, ours are the jackknife's over
// articles; so the quantile is Student's, with Welch's and Satterthwaite's degrees of freedom.
//
// There is no ratio to a value of 0 and none of levels below 0; and no interval of 0, from fewer than 3
// articles, or where the articles of a side do not vary, whose standard error says nothing.
func ratioInterval(a, b summary, confidence float64) (ratio, lo, hi *float64) {
	if a.k == 0 || b.k == 0 || a.ratio < 0 || b.ratio <= 0 || !finite(a.ratio/b.ratio) {
		return nil, nil, nil
	}
	r := a.ratio / b.ratio
	if min(a.k, b.k) < ArticlesForInterval || r == 0 || a.se == 0 || b.se == 0 {
		return &r, nil, nil
	}
	va, vb := math.Pow(a.se/a.ratio, 2), math.Pow(b.se/b.ratio, 2)
	l, h := katz(r, va+vb, welchQuantile(va, a.k, vb, b.k, confidence))
	if l == 0 || !finite(h) {
		return &r, nil, nil
	}
	return &r, &l, &h
}

// welchQuantile is the two-sided quantile of Student's t for a difference of two values, whose variances come from
// so many articles each: with Welch's (1947) degrees of freedom.
func welchQuantile(a float64, articlesA int, b float64, articlesB int, confidence float64) float64 {
	nu := (a + b) * (a + b) / (a*a/float64(articlesA-1) + b*b/float64(articlesB-1))
	return distuv.StudentsT{Sigma: 1, Nu: nu}.Quantile(1 - (1-confidence)/2)
}

// katz is the interval of a ratio whose log has a variance.
func katz(ratio, variance, q float64) (lo, hi float64) {
	spread := math.Exp(q * math.Sqrt(variance))
	return ratio / spread, ratio * spread
}
