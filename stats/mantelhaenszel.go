package stats

import "math"

// A fourfold is a table of two outlets by two outcomes in one story: mentions of a with and without the
// outcome, then of b.
type fourfold struct{ aWith, aWithout, bWith, bWithout float64 }

func (f fourfold) total() float64 { return f.aWith + f.aWithout + f.bWith + f.bWithout }

// products are what a story adds to the two sums whose ratio is the common odds ratio.
func (f fourfold) products() (r, s float64) {
	if f.total() == 0 {
		return 0, 0
	}
	return f.aWith * f.bWithout / f.total(), f.aWithout * f.bWith / f.total()
}

// storyOdds compares the odds of a share between two outlets within the stories that both cover: the odds ratio
// that stories share, after Mantel & Haenszel (1959), ΣR/ΣS with R = ad/n and S = bc/n of each story, with an
// interval on the log scale by the jackknife over the articles of each outlet. That of Robins, Breslow & Greenland
// (1986) and the test of Cochran, Mantel & Haenszel take mentions for independent, which those in one article are
// not.
//
// It is nil where the samples are no shares, where no shared story has mentions of both outlets that differ, or
// where the odds are 0 or infinite; its interval from fewer than 3 articles of either outlet.
func storyOdds(a, b sample, confidence float64) (odds, lo, hi *float64) {
	shared := share(a.block, b.block)
	strata := make([]fourfold, shared.n)
	sides := [2]sample{a, b}
	for o, side := range sides {
		for d, story := range side.block {
			if side.num[d] < 0 || side.num[d] > side.den[d] {
				return nil, nil, nil
			}
			if i := shared.of(story); i != none {
				strata[i] = strata[i].plus(o == 0, side.num[d], side.den[d], 1)
			}
		}
	}
	var sumR, sumS float64
	for _, f := range strata {
		r, s := f.products()
		sumR, sumS = sumR+r, sumS+s
	}
	if sumR == 0 || sumS == 0 {
		return nil, nil, nil
	}
	odds = ptr(sumR / sumS)
	variance, k := 0.0, math.MaxInt
	for o, side := range sides {
		var logs []float64
		for d, story := range side.block {
			i := shared.of(story)
			if i == none {
				continue
			}
			r, s := strata[i].products()
			lessR, lessS := strata[i].plus(o == 0, side.num[d], side.den[d], -1).products()
			logs = append(logs, math.Log((sumR-r+lessR)/(sumS-s+lessS)))
		}
		variance += jackknifeVariance(logs)
		k = min(k, len(logs))
	}
	if k < ArticlesForInterval || !finite(variance) || variance <= rounding {
		return odds, nil, nil
	}
	l, h := katz(*odds, variance, studentQuantile(k, confidence))
	if l == 0 || !finite(h) {
		return odds, nil, nil
	}
	return odds, &l, &h
}

// plus adds an article to a table, or with sign −1 takes it out.
func (f fourfold) plus(first bool, num, den int64, sign float64) fourfold {
	with, without := sign*float64(num), sign*float64(den-num)
	if first {
		f.aWith, f.aWithout = f.aWith+with, f.aWithout+without
	} else {
		f.bWith, f.bWithout = f.bWith+with, f.bWithout+without
	}
	return f
}

// jackknifeVariance is (k−1)/k · Σ(θ₍₋d₎ − θ̄)² of the k values that leaving out one article gives.
func jackknifeVariance(without []float64) float64 {
	k := float64(len(without))
	if k < 2 {
		return 0
	}
	mean := 0.0
	for _, v := range without {
		mean += v / k
	}
	return squaresAbout(without, mean) * (k - 1) / k
}
