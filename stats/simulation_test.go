package stats

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"parallax/counts"
)

// The truth that simulated articles scatter about.
const (
	trueShare = .3
	trueRate  = 4.0 // for each 1,000 words
)

// simulated writes outlets of k articles each whose counts cluster: each article has a share of its own,
// Beta(1.5, 3.5), for one to nine mentions; and a rate of its own, Gamma with shape 1, for 200 to 1,000 words.
func simulated(r *rand.Rand, outlets, k int) []counts.Row {
	var rows []counts.Row
	for o := range outlets {
		for i := range k {
			row := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("%d-%04d", o, i), Outlet: fmt.Sprint("outlet ", o)}}
			mentions, loaded := 1+r.Int64N(9), int64(0)
			p := beta(r, 3, 7)
			for range mentions {
				if r.Float64() < p {
					loaded++
				}
			}
			row.Add("term/l/x/loaded/w", counts.Author, loaded)
			row.Add("term/l/x/neutral/v", counts.Author, mentions-loaded)
			words := 200 + r.Int64N(800)
			row.Add("tokens", counts.Author, words)
			row.Add("booster", counts.Author, poisson(r, r.ExpFloat64()*trueRate*float64(words)/1000))
			row.Sort()
			rows = append(rows, row)
		}
	}
	return rows
}

// beta draws from Beta(a/2, b/2) as a ratio of sums of squares.
func beta(r *rand.Rand, a, b int) float64 {
	squares := func(n int) (sum float64) {
		for range n {
			z := r.NormFloat64()
			sum += z * z
		}
		return sum
	}
	x, y := squares(a), squares(b)
	return x / (x + y)
}

// poisson counts the arrivals before time mean.
func poisson(r *rand.Rand, mean float64) (n int64) {
	for t := r.ExpFloat64(); t < mean; t += r.ExpFloat64() {
		n++
	}
	return n
}

// Intervals cover the truth about as often as they say, and a true null is rejected about as seldom, for
// counts that cluster in articles. Token-based ones cover .83 to .86 of the time and reject 33 %.
func TestCoverageAndRejection(t *testing.T) {
	for _, c := range []struct{ articles, reps int }{{5, 1000}, {10, 500}, {20, 250}} {
		r := rand.New(rand.NewPCG(20, uint64(c.articles)))
		covered, intervals := map[string]int{}, map[string]int{}
		coveredDiff, differences := map[string]int{}, map[string]int{}
		rejected, tested := map[string]int{}, map[string]int{}
		for range c.reps {
			results, _, err := Analyze(context.Background(), tableOf(simulated(r, 2, c.articles)), testMeasures[:2], nil, testOptions)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range results.Estimates {
				if e.Lo == nil {
					continue
				}
				truth := trueShare
				if e.Measure == "boosters" {
					truth = trueRate
				}
				count(e.Measure, *e.Lo <= truth && truth <= *e.Hi, covered, intervals)
			}
			for _, d := range results.Comparisons {
				if d.P == nil {
					continue // nothing was quoted
				}
				count(d.Measure, *d.Lo <= 0 && 0 <= *d.Hi, coveredDiff, differences)
				count(d.Measure, *d.P <= .05, rejected, tested)
			}
		}
		for _, m := range []string{"loaded", "boosters"} {
			between(t, fmt.Sprintf("%s, %d articles: coverage", m, c.articles), covered[m], intervals[m], .92, .99)
			between(t, fmt.Sprintf("%s, %d articles: coverage of the difference", m, c.articles), coveredDiff[m], differences[m], .92, .999)
			between(t, fmt.Sprintf("%s, %d articles: rejection", m, c.articles), rejected[m], tested[m], .02, .08)
		}
	}
}

func count(key string, hit bool, hits, all map[string]int) {
	all[key]++
	if hit {
		hits[key]++
	}
}

func between(t *testing.T, what string, hits, n int, lo, hi float64) {
	t.Helper()
	part := float64(hits) / float64(n)
	t.Logf("%s %.3f of %d", what, part, n)
	if !(part >= lo && part <= hi) {
		t.Errorf("%s is %.3f of %d, want %v to %v", what, part, n, lo, hi)
	}
}
