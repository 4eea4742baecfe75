package stats

import "math"

// A Dispersion says how evenly a word is spread over articles.
type Dispersion struct {
	Articles, Of int      // articles that contain the word, of all
	Largest      float64  // the part of its hits that stands in one article
	DP           *float64 // Gries's deviation of proportions: 0 even, towards 1 clumped; absent without a hit
	Norm         *float64 // DP over its greatest value; absent with one article
	Chance       float64  // what Norm would be if the hits were thrown at random
}

// Disperse compares the parts of a word's hits that articles have with their parts of the text: DP = ½Σ|v−s|
// (Gries 2008), and DP/(1−min s), which can reach 1 (Lijffijt & Gries 2012). hits and sizes run alike; articles
// without text are left out. Some tools turn the scale round: here 0 is even.
//
// DP is confounded with frequency: a word with fewer hits than there are articles cannot be spread evenly. So it
// comes with what chance would make of as many hits.
func Disperse(hits, sizes []int64) Dispersion {
	var found, all int64
	for d := range hits {
		found, all = found+hits[d], all+max(0, sizes[d])
	}
	var out Dispersion
	if all <= 0 || found <= 0 {
		for _, n := range sizes {
			if n > 0 {
				out.Of++
			}
		}
		return out
	}
	var distance, chance float64
	least := 1.0
	for d, n := range sizes {
		if n <= 0 {
			continue
		}
		out.Of++
		if hits[d] > 0 {
			out.Articles++
		}
		v, s := float64(hits[d])/float64(found), float64(n)/float64(all)
		out.Largest = math.Max(out.Largest, v)
		least = math.Min(least, s)
		distance += math.Abs(v-s) / 2
		chance += binomialDeviation(float64(found), s) / float64(found) / 2
	}
	out.DP = ptr(distance)
	if least < 1 {
		out.Norm, out.Chance = ptr(distance/(1-least)), chance/(1-least)
	}
	return out
}

// binomialDeviation is the mean distance of a binomial count from its mean n·p, 2·m·C(n,m)·pᵐ·(1−p)ⁿ⁻ᵐ⁺¹ with m the whole
// part of n·p, plus 1 (de Moivre).
func binomialDeviation(n, p float64) float64 {
	if p <= 0 || p >= 1 {
		return 0
	}
	if n*p < 1 { // most articles have less than one hit to expect
		return 2 * n * p * math.Exp(n*math.Log1p(-p))
	}
	m := math.Floor(n*p) + 1
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(m + 1)
	c, _ := math.Lgamma(n - m + 1)
	return 2 * m * math.Exp(a-b-c+m*math.Log(p)+(n-m+1)*math.Log1p(-p))
}

// A word bursts if one article has over largestPart of its hits, or if it is clumped beyond clumped where chance
// would leave it below.
const (
	largestPart = 0.3
	clumped     = 0.9
)

func (d Dispersion) bursts() bool {
	return d.Largest > largestPart || d.Norm != nil && *d.Norm > clumped && d.Chance <= clumped
}

// dispersion is that of a word over some articles.
func (w *wordIndex) dispersion(word int, in func(article int) bool) Dispersion {
	var hits, sizes []int64
	posts := w.postsOf(word)
	for a := range w.outlet {
		var n int64
		if len(posts) > 0 && posts[0].article == uint32(a) {
			n, posts = int64(posts[0].n), posts[1:]
		}
		if in(a) {
			hits, sizes = append(hits, n), append(sizes, w.size(a, w.length[word]))
		}
	}
	return Disperse(hits, sizes)
}
