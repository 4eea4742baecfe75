package stats

import "math"

// PriorSize is α₀, the weight in words of the prior of a whole vocabulary: each word has α = α₀ · its share of
// all words of the outlets compared.
const PriorSize = 500

// A wordOdds is what is known of one group's log-odds of a word.
type wordOdds struct {
	value     float64
	has, lack float64 // the two terms of its variance: 1/(y+α) and 1/(n+α₀−y−α)
}

// logOdds is one group's part of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn
// 2008). With counts y of n and prior α, of sum α₀,
//
//	δ = ln[(y₁+α)/(n₁+α₀−y₁−α)] − ln[(y₂+α)/(n₂+α₀−y₂−α)]
//
// The variance has all four terms, 1/(y+α) + 1/(n+α₀−y−α) in each group. Monroe et al.'s equation 20 and ConvoKit
// leave out the second, which is small for rare words but not where a word has much of the whole. Of a word that is
// all there is, or that has neither prior nor count, nothing is known.
func logOdds(y, n, alpha, all float64) wordOdds {
	has, lack := y+alpha, n+all-y-alpha
	return wordOdds{math.Log(has / lack), 1 / has, 1 / lack}
}

func (p wordOdds) known() bool       { return finite(p.value) }
func (p wordOdds) variance() float64 { return p.has + p.lack }

// clustered is the variance of a wordOdds over k articles, by the linearised jackknife: the influence of an
// article with y hits in n words on the log-odds is u = y·(1/has + 1/lack) − n/lack, and the variance
// k/(k−1)·Σ(u−ū)². It is never taken below the variance of independent tokens: the articles of an outlet that
// never uses the word all agree, which says little. yy, yn and nn are the sums over articles of y², y·n and n².
func (p wordOdds) clustered(k, y, n, yy, yn, nn float64) float64 {
	hit, size := p.variance(), p.lack
	mean := (hit*y - size*n) / k
	squares := hit*hit*yy - 2*hit*size*yn + size*size*nn
	return math.Max(p.variance(), k/(k-1)*(squares-k*mean*mean))
}
