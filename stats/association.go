package stats

import "math"

// An Association is what corpus tools print beside a keyword, from its frequency in two corpora. All of it takes
// tokens for independent, so it describes and tests nothing: under a true null, with words that come in clusters
// as they do in articles, G² rejects a third of the time at 5 %, and more articles do not mend that.
type Association struct {
	G2TwoCell   float64  // log-likelihood over hits alone: Rayson & Garside (2000), AntConc
	G2FourCell  float64  // log-likelihood over hits and other tokens: Dunning (1993), quanteda
	LogRatio    float64  // log₂ of the ratio of rates, a count of 0 taken for 0.5: Hardie (2014)
	PercentDiff *float64 // %DIFF: Gabrielatos & Marchi (2012); absent where the second corpus has no hit
	BIC         float64  // of the two-cell G²: Wilson (2013); below 0 it favours no difference
	ELL         *float64 // effect size for log-likelihood: Johnston et al. (2006); absent where less than 1 hit is expected
}

// Associate compares a hits among n1 tokens with b among n2. Where either corpus is empty there is nothing to
// compare, and the result is zero.
func Associate(a, b, n1, n2 int64) Association {
	if n1 <= 0 || n2 <= 0 {
		return Association{}
	}
	x, y, p, q := float64(a), float64(b), float64(n1), float64(n2)
	all := p + q
	first, second := p*(x+y)/all, q*(x+y)/all // hits expected
	hits := surprise(x, first) + surprise(y, second)
	others := surprise(p-x, p-first) + surprise(q-y, q-second)
	as := Association{
		G2TwoCell:  2 * hits,
		G2FourCell: 2 * (hits + others),
		LogRatio:   math.Log2(orHalf(x) / p / (orHalf(y) / q)),
		BIC:        2*hits - math.Log(all),
	}
	if b > 0 {
		as.PercentDiff = ptr(100 * (x/p - y/q) / (y / q))
	}
	if least := math.Min(first, second); least > 1 {
		as.ELL = ptr(2 * hits / (all * math.Log(least)))
	}
	return as
}

// surprise is observed · ln(observed/expected), 0 for nothing observed.
func surprise(observed, expected float64) float64 {
	if observed <= 0 {
		return 0
	}
	return observed * math.Log(observed/expected)
}

func orHalf(n float64) float64 {
	if n == 0 {
		return 0.5
	}
	return n
}
