package stats

import "math"

// An ArticleMean is the mean of the articles' own ratios, in which each article counts once, however long it is:
// what a typical article does, where the ratio of sums is what a typical word does. Tests are of it.
type ArticleMean struct{ Value, Lo, Hi *float64 }

// articleMean gives it with the interval mean ± t·se, se² = G/(G−1)·Σ_g (Σ_{d∈g} (r_d − mean))²/k² over clusters g
// (stories, or articles of none), cut off at the ends of the scale. The interval is absent where that of the ratio
// of sums is, and where the articles do not vary.
func (sc scale) articleMean(s sample, e Estimate) (m ArticleMean) {
	k := s.size()
	if k == 0 || e.Value == nil {
		return m
	}
	ratios, mean := s.ratios(), 0.0
	for _, r := range ratios {
		mean += r / float64(k)
	}
	m.Value = ptr(mean * sc.factor())
	of, n := s.clusterOf()
	sums := make([]float64, n)
	for d, r := range ratios {
		sums[of[d]] += r - mean
	}
	squares := 0.0
	for _, sum := range sums {
		squares += float64(sum * sum)
	}
	if e.Lo == nil || len(sums) < 2 || squares <= rounding*mean*mean {
		return m
	}
	se := math.Sqrt(squares*float64(len(sums))/float64(len(sums)-1)) / float64(k)
	off := studentQuantile(len(sums), e.Confidence) * se
	lo, hi := mean-off, mean+off
	if sc.unit == PerThousand {
		lo = math.Max(0, lo)
	} else {
		lo, hi = math.Max(sc.lo, lo), math.Min(sc.hi, hi)
	}
	if finite(lo) && finite(hi) {
		m.Lo, m.Hi = ptr(lo*sc.factor()), ptr(hi*sc.factor())
	}
	return m
}
