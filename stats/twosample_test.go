package stats

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Not among the vectors tested here: lijffijt_bootstrap_test_exhaustive. That test rejects a true null 11 % of
// the time at 5 % with ten articles a side, so parallax has no such test.

func TestVectorTwoSample(t *testing.T) {
	for _, key := range []string{"two_sample_noties", "two_sample_ties_counts"} {
		var in struct{ X, Y []float64 }
		var want struct {
			Delta  float64    `json:"cliffs_delta"`
			U      float64    `json:"U_x"`
			CI     [2]float64 `json:"ci95_cliff1996"`
			Normal float64    `json:"mw_p_cc"`
			Exact  float64    `json:"mw_exact_conditional_p_two_sided"`
			G      float64    `json:"hedges_g"`
			SE     float64    `json:"se_g"`
		}
		vector(t, key, &in, &want)
		u, p, exact := mannWhitney(in.X, in.Y)
		near(t, key+": U", *u, want.U)
		near(t, key+": exact p", *p, want.Exact)
		if !exact {
			t.Errorf("%s: not exact", key)
		}
		near(t, key+": normal p", normalRankSum(in.X, in.Y), want.Normal)
		d, lo, hi := cliffsDelta(in.X, in.Y, .95)
		near(t, key+": δ", *d, want.Delta)
		nearBoth(t, key+": δ", *lo, *hi, want.CI)
		g, lo, hi := hedgesG(in.X, in.Y, .95)
		near(t, key+": g", *g, want.G)
		near(t, key+": se of g", (*hi-*lo)/2/normalQuantile(.95), want.SE)
	}
}

func TestVectorTwoSampleR(t *testing.T) {
	for _, key := range []string{"R_two_sample_noties", "R_two_sample_ties"} {
		var in struct{ X, Y []float64 }
		var want struct {
			W      float64
			Exact  float64 `json:"p_exact"`
			Coin   float64 `json:"p_exact_coin"`
			Normal float64 `json:"p_asym_cc"`
			Delta  float64 `json:"cliffs"`
			G      float64 `json:"hedges_g"`
		}
		vector(t, key, &in, &want)
		u, p, _ := mannWhitney(in.X, in.Y)
		near(t, key+": W", *u, want.W)
		near(t, key+": p", *p, want.Exact+want.Coin)
		near(t, key+": normal p", normalRankSum(in.X, in.Y), want.Normal)
		d, _, _ := cliffsDelta(in.X, in.Y, .95)
		near(t, key+": δ", *d, want.Delta)
		if g, _, _ := hedgesG(in.X, in.Y, .95); want.G != 0 {
			near(t, key+": g", *g, want.G)
		}
	}
}

func TestVectorKatz(t *testing.T) {
	var in struct{ A, N1, B, N2 float64 }
	var want struct {
		RR float64
		SE float64 `json:"se_log"`
		CI [2]float64
	}
	vector(t, "risk_ratio_katz", &in, &want)
	variance := 1/in.A - 1/in.N1 + 1/in.B - 1/in.N2
	near(t, "SE", math.Sqrt(variance), want.SE)
	lo, hi := katz(in.A/in.N1/(in.B/in.N2), variance, normalQuantile(.95))
	nearBoth(t, "interval", lo, hi, want.CI)

	// From articles of one mention each the jackknife comes to the binomial variance but for k−1 in place of k,
	// and Student's t to the normal with very many.
	many := func(x, n float64) summary {
		return summary{k: 1e9, ratio: x / n, se: math.Sqrt(x / n * (1 - x/n) / n)}
	}
	ratio, l, h := ratioInterval(many(in.A, in.N1), many(in.B, in.N2), .95)
	near(t, "ratio", *ratio, want.RR)
	nearBoth(t, "interval of the ratio", *l, *h, want.CI)
}

// The interval and the test of these vectors take mentions for independent, and nothing here does.
func TestVectorMantelHaenszel(t *testing.T) {
	var in struct {
		Strata [][4]float64 `json:"strata_abcd"`
	}
	var want struct {
		OR float64 `json:"OR_MH"`
	}
	var r struct {
		OR float64
		CI [2]float64
	}
	var ignored json.RawMessage
	vector(t, "mantel_haenszel", &in, &want)
	vector(t, "R_mantelhaen", &ignored, &r)

	// Three stories as articles of one mention each.
	var a, b sample
	for i, s := range in.Strata {
		for o, side := range []*sample{&a, &b} {
			for n := range int(s[2*o] + s[2*o+1]) {
				with := int64(0)
				if n < int(s[2*o]) {
					with = 1
				}
				side.add(part{num: with, den: 1}, none, i)
			}
		}
	}
	odds, lo, hi := storyOdds(a, b, .95)
	near(t, "odds within stories", *odds, want.OR)
	near(t, "odds within stories, R", *odds, r.OR)
	if !(math.Abs(math.Log(*lo/r.CI[0])) < .15 && math.Abs(math.Log(*hi/r.CI[1])) < .15) {
		t.Errorf("jackknife interval [%v, %v] is far from %v, and these articles are independent", *lo, *hi, r.CI)
	}
}

func TestVectorRankAgreement(t *testing.T) {
	var in struct{ X, Y []float64 }
	var want struct {
		Tau float64 `json:"kendall_tau_b"`
		Rho float64 `json:"spearman"`
	}
	vector(t, "rank_agreement", &in, &want)
	near(t, "τ_b", *kendallTauB(in.X, in.Y), want.Tau)
	near(t, "ρ", *spearman(in.X, in.Y), want.Rho)
	flat := make([]float64, len(in.X))
	if kendallTauB(flat, in.Y) != nil || spearman(in.X, flat) != nil || spearman(nil, nil) != nil {
		t.Error("a ranking that ties everything agrees with nothing")
	}
}

// Swapping the outlets turns every effect round, the fast delta is the plain one, and whatever the counts,
// nothing is NaN or infinite and every value lies within its bounds.
func TestEffectsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 4), func(n int) float64 { return float64(n) / 4 }), 0, 14)
		x, y := values.Draw(t, "x"), values.Draw(t, "y")
		d, lo, hi := cliffsDelta(x, y, .95)
		checkRange(t, "δ", d, lo, hi)
		g, gLo, gHi := hedgesG(x, y, .95)
		checkRange(t, "g", g, gLo, gHi)
		u, p, _ := mannWhitney(x, y)
		if p != nil && !(*p > 0 && *p <= 1) {
			t.Fatalf("p = %v", *p)
		}
		if (d == nil) != (len(x) == 0 || len(y) == 0) {
			t.Fatalf("δ absent: %v", d == nil)
		}
		if d == nil {
			return
		}
		m, n := float64(len(x)), float64(len(y))
		plain := 0.
		for _, v := range x {
			for _, w := range y {
				plain += sign(v-w) / (m * n)
			}
		}
		for what, other := range map[string]float64{"δ of all pairs": plain, "2u/mn − 1": 2**u/(m*n) - 1} {
			if math.Abs(*d-other) > 1e-12 {
				t.Fatalf("δ %v, %s %v", *d, what, other)
			}
		}
		back, backLo, _ := cliffsDelta(y, x, .95)
		_, backP, _ := mannWhitney(y, x)
		if math.Abs(*back+*d) > 1e-12 || hi != nil && math.Abs(*backLo+*hi) > 1e-9 {
			t.Fatalf("δ %v, swapped %v", *d, *back)
		}
		if p != nil && math.Abs(*p-*backP) > 1e-12 {
			t.Fatalf("p %v, swapped %v", *p, *backP)
		}
	})
}

func TestRatiosHold(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) (s sample) {
		for range rapid.IntRange(0, 6).Draw(t, "articles") {
			den := rapid.Int64Range(1, 4).Draw(t, "den")
			s.add(part{num: rapid.Int64Range(0, den).Draw(t, "num"), den: den}, none, rapid.SampledFrom([]int{none, 0, 1}).Draw(t, "story"))
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		ratio, lo, hi := ratioInterval(summarise(a), summarise(b), .95)
		checkRange(t, "ratio", ratio, lo, hi)
		odds, lo, hi := storyOdds(a, b, .95)
		checkRange(t, "odds", odds, lo, hi)
		back, _, _ := storyOdds(b, a, .95)
		if (odds == nil) != (back == nil) || odds != nil && math.Abs(*odds**back-1) > 1e-9 {
			t.Fatalf("odds %v, swapped %v", odds, back)
		}
	})
}

func checkRange(t *rapid.T, what string, value, lo, hi *float64) {
	for _, v := range []*float64{value, lo, hi} {
		if v != nil && !finite(*v) {
			t.Fatalf("%s: %v", what, *v)
		}
	}
	if (lo == nil) != (hi == nil) || lo != nil && (value == nil || !(*lo <= *value && *value <= *hi)) {
		t.Fatalf("%s: value %v, bounds %v, %v", what, value, lo, hi)
	}
}

// Complete separation: the variance is 0, and the bound is Wilson's.
func TestCliffsDeltaAtTheEnds(t *testing.T) {
	x, y := []float64{3, 4, 5, 6}, []float64{0, 1, 1, 2, 0, 1}
	d, lo, hi := cliffsDelta(x, y, .95)
	wilsonLo, _ := wilson(1, 4, normalQuantile(.95))
	near(t, "δ", *d, 1)
	nearBoth(t, "δ", *lo, *hi, [2]float64{2*wilsonLo - 1, 1})
	d, lo, hi = cliffsDelta(y, x, .95)
	near(t, "δ", *d, -1)
	nearBoth(t, "δ", *lo, *hi, [2]float64{-1, 1 - 2*wilsonLo})
}

// Cliff's interval covers about as often as it says, for counts that are mostly zero.
func TestCliffsDeltaCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	articles := func(n int, mean float64) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = float64(poisson(r, r.ExpFloat64()*mean))
		}
		return out
	}
	truth, _, _ := cliffsDelta(articles(200_000, 2), articles(200_000, 1), .95)
	covered, reps := 0, 400
	for range reps {
		_, lo, hi := cliffsDelta(articles(15, 2), articles(10, 1), .95)
		if *lo <= *truth && *truth <= *hi {
			covered++
		}
	}
	between(t, "coverage of δ", covered, reps, .92, .99)
}

// normalRankSum is the approximate p where the exact one is at hand.
func normalRankSum(x, y []float64) float64 {
	_, p := rankSum(x, y, false)
	return *p
}

// BenchmarkTwoSample is 900 pairs of outlets with 2,000 articles each.
func BenchmarkTwoSample(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	x, y := make([]float64, 2000), make([]float64, 2000)
	for i := range x {
		x[i], y[i] = math.Floor(r.ExpFloat64()*3), math.Floor(r.ExpFloat64()*3)
	}
	for b.Loop() {
		for range 900 {
			mannWhitney(x, y)
			cliffsDelta(x, y, .95)
			hedgesG(x, y, .95)
		}
	}
}

// One pass over sorted values counts what all pairs do.
func TestDominanceIsOfAllPairs(t *testing.T) {
	draw := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 5), func(v int) float64 { return float64(v) }), 1, 9)
	rapid.Check(t, func(t *rapid.T) {
		x, y := ascending(draw.Draw(t, "x")), ascending(draw.Draw(t, "y"))
		var above, apart, tied float64
		for _, v := range x {
			for _, w := range y {
				switch {
				case v > w:
					above, apart = above+1, apart+1
				case v < w:
					apart++
				default:
					above += .5
				}
			}
		}
		for v := range 6 {
			n := 0.0
			for _, w := range slices.Concat(x, y) {
				if w == float64(v) {
					n++
				}
			}
			tied += n*n*n - n
		}
		_, gotAbove, gotApart := dominance(x, y)
		if gotAbove != above || gotApart != apart || ties(x, y) != tied {
			t.Fatalf("above %v, apart %v, ties %v, want %v, %v, %v", gotAbove, gotApart, ties(x, y), above, apart, tied)
		}
	})
}
