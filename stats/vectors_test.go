package stats

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"parallax/internal/shared"
)

// vector decodes one key of the reference vectors, which R, SciPy and closed forms gave.
func vector(t *testing.T, key string, input, expect any) {
	t.Helper()
	data, err := os.ReadFile(shared.Path(t, "reference", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]struct{ Input, Expect json.RawMessage }
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	v, ok := all[key]
	if !ok {
		t.Fatalf("no vector %q", key)
	}
	for _, part := range []struct {
		raw  json.RawMessage
		into any
	}{{v.Input, input}, {v.Expect, expect}} {
		if err := json.Unmarshal(part.raw, part.into); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
}

// near compares as the vectors' index says: |Δ| ≤ 1e−6·max(1, |want|).
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*max(1, math.Abs(want))) {
		t.Errorf("%s = %.10g, want %.10g", what, got, want)
	}
}

func nearBoth(t *testing.T, what string, lo, hi float64, want [2]float64) {
	t.Helper()
	near(t, what+", low", lo, want[0])
	near(t, what+", high", hi, want[1])
}

type xn struct{ X, N []int64 }

func TestVectorLogT(t *testing.T) {
	var in xn
	var want struct {
		Theta float64
		SE    float64    `json:"se_jackknife"`
		T     float64    `json:"t_crit"`
		CI    [2]float64 `json:"ci95_log_t"`
	}
	vector(t, "log_t_jackknife_rate", &in, &want)
	s := summarise(sample{num: in.X, den: in.N})
	near(t, "θ", s.ratio, want.Theta)
	near(t, "SE", s.se, want.SE)
	near(t, "t", studentQuantile(s.k, .95), want.T)
	lo, hi, pooled := scaleOf(PerThousand).interval(s, 7, .95)
	nearBoth(t, "interval", 1e3*lo, 1e3*hi, [2]float64{1e3 * want.CI[0], 1e3 * want.CI[1]})
	if pooled {
		t.Error("the articles vary: no pooled design effect")
	}
}

func TestVectorWilsonT(t *testing.T) {
	var in xn
	var want struct {
		P    float64
		SE   float64 `json:"se_jackknife"`
		Deff float64
		CI   [2]float64 `json:"ci95_kg_wilson_t"`
	}
	vector(t, "kg_wilson_t_share", &in, &want)
	s := summarise(sample{num: in.X, den: in.N})
	near(t, "p", s.ratio, want.P)
	near(t, "SE", s.se, want.SE)
	near(t, "design effect", scaleOf(Share).designEffect([]summary{s}), want.Deff)
	lo, hi, _ := scaleOf(Share).interval(s, 7, .95)
	nearBoth(t, "interval", lo, hi, want.CI)
}

func TestVectorWilson(t *testing.T) {
	var in struct{ Cases [][2]float64 }
	var want [][2]float64
	vector(t, "wilson", &in, &want)
	for i, c := range in.Cases {
		lo, hi := wilson(c[0]/c[1], c[1], normalQuantile(.95))
		nearBoth(t, "wilson", lo, hi, want[i])
	}
	var effective struct {
		P, N float64
		SE   float64 `json:"se_cluster"`
	}
	var ci struct {
		CI   [2]float64 `json:"ci95"`
		NEff float64    `json:"n_eff"`
	}
	vector(t, "effective_n_wilson", &effective, &ci)
	n := scaleOf(Share).variance(effective.P) / (effective.SE * effective.SE)
	near(t, "n_eff", n, ci.NEff)
	lo, hi := wilson(effective.P, n, normalQuantile(.95))
	nearBoth(t, "wilson with effective n", lo, hi, ci.CI)
}

func TestVectorGarwood(t *testing.T) {
	var in struct {
		Cases [][2]float64 `json:"cases_x_exposure"`
	}
	var want [][2]float64
	vector(t, "poisson_garwood", &in, &want)
	for i, c := range in.Cases {
		lo, hi := garwood(c[0], c[1], .95)
		nearBoth(t, "garwood", lo, hi, want[i])
	}
}

func TestVectorNewcombe(t *testing.T) {
	var in struct{ X1, N1, X2, N2 float64 }
	var want struct {
		Diff float64
		CI   [2]float64
	}
	vector(t, "newcombe_diff", &in, &want)
	p1, p2 := in.X1/in.N1, in.X2/in.N2
	l1, u1 := wilson(p1, in.N1, normalQuantile(.95))
	l2, u2 := wilson(p2, in.N2, normalQuantile(.95))
	lo, hi := mover(p1, l1, u1, p2, l2, u2)
	near(t, "difference", p1-p2, want.Diff)
	nearBoth(t, "interval", lo, hi, want.CI)
	if got := fmt.Sprintf("%.4f to %.4f", lo, hi); got != "0.0524 to 0.3339" {
		t.Errorf("interval %s, unlike the one that Newcombe (1998) prints", got)
	}
}

// tenths are the vectors' values, which have one decimal, as whole numbers.
func tenths(v float64) int64 { return int64(math.Round(10 * v)) }

func TestVectorStratifiedPermutation(t *testing.T) {
	var in struct {
		Strata []struct {
			Values []float64
			Is     []int `json:"is_outlet"`
		}
	}
	var want struct {
		N int     `json:"n_perm"`
		P float64 `json:"p_two_sided"`
	}
	vector(t, "stratified_permutation_exact", &in, &want)
	var strata []stratum
	for _, s := range in.Strata {
		var one stratum
		for i, v := range s.Values {
			one.add(s.Is[i] == 1, 1_000_000*tenths(v))
		}
		strata = append(strata, one)
	}
	test := permutationTest(strata, nil)
	near(t, "p", test.p, want.P)
	if n := arrangements(strata, 1e5); n != want.N || test.draws > 0 {
		t.Errorf("%d arrangements, %d draws; want %d, exact", n, test.draws, want.N)
	}

	var coin struct {
		V    []float64
		G, S []int
	}
	var coinWant struct{ P float64 }
	vector(t, "R_stratified_oneway_exact", &coin, &coinWant)
	strata = make([]stratum, slices.Max(coin.S))
	for i, v := range coin.V {
		strata[coin.S[i]-1].add(coin.G[i] == 1, 1_000_000*tenths(v))
	}
	near(t, "p, R coin", permutationTest(strata, nil).p, coinWant.P)
}

func (s *stratum) add(a bool, v int64) {
	if a {
		s.a = append(s.a, v)
	} else {
		s.b = append(s.b, v)
	}
}

func TestVectorBH(t *testing.T) {
	for _, key := range []string{"p_adjust_BH1995", "p_adjust_ties_unsorted_NA"} {
		var in struct{ P []*float64 }
		var want struct{ BH []*float64 }
		vector(t, key, &in, &want)
		for i, got := range adjustBH(in.P) {
			if (got == nil) != (want.BH[i] == nil) {
				t.Errorf("%s[%d]: absent %v", key, i, got == nil)
			} else if got != nil {
				near(t, key, *got, *want.BH[i])
			}
		}
	}
	// Benjamini & Hochberg (1995, sec. 4) reject the first four hypotheses at .05.
	var in struct{ P []*float64 }
	var ignored json.RawMessage
	vector(t, "p_adjust_BH1995", &in, &ignored)
	for i, p := range adjustBH(in.P) {
		if (*p <= .05) != (i < 4) {
			t.Errorf("hypothesis %d of Benjamini & Hochberg: adjusted p %v", i+1, *p)
		}
	}
}
