package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// normalIntervals are value ± z·se, as the vectors have them.
func normalIntervals(est, se []float64) func(i int, confidence float64) (lo, hi float64) {
	return func(i int, confidence float64) (lo, hi float64) {
		half := normalQuantile(confidence) * se[i]
		return est[i] - half, est[i] + half
	}
}

func estimatesAt(est []float64, interval func(i int, confidence float64) (lo, hi float64)) []Estimate {
	es := make([]Estimate, len(est))
	for i := range est {
		lo, hi := interval(i, .95)
		es[i] = Estimate{Outlet: fmt.Sprint("outlet ", i), Value: ptr(est[i]), Lo: &lo, Hi: &hi, Articles: 9}
	}
	return es
}

func TestVectorRankIntervals(t *testing.T) {
	var in struct{ Est, SE []float64 }
	var want struct {
		Z      float64 `json:"z_sidak"`
		Lo, Hi []float64
		Ranks  [][2]int `json:"rank_interval"`
	}
	vector(t, "rank_intervals_joint", &in, &want)
	interval := normalIntervals(in.Est, in.SE)
	joint := 0.0
	r := rank(estimatesAt(in.Est, interval), nil, .95, func(i int, confidence float64) (lo, hi float64) {
		joint = max(joint, confidence)
		return interval(i, confidence)
	})
	near(t, "Šidák's z", normalQuantile(joint), want.Z)
	for i, got := range r.Ranks {
		lo, hi := interval(i, joint)
		nearBoth(t, "joint interval", lo, hi, [2]float64{want.Lo[i], want.Hi[i]})
		if *got.Lo != want.Ranks[i][0] || *got.Hi != want.Ranks[i][1] {
			t.Errorf("outlet %d: ranks %d to %d, want %v", i, *got.Lo, *got.Hi, want.Ranks[i])
		}
	}
}

func TestVectorComparisonLevel(t *testing.T) {
	var in struct{ Est, SE []float64 }
	var want struct {
		Pairs       [][2]int
		Significant []bool
		Agree       int     `json:"max_agree"`
		Lo          float64 `json:"levels_lo"`
		Hi          float64 `json:"levels_hi"`
		Level       float64 `json:"level_mid"`
	}
	vector(t, "inferential_ci_viztest", &in, &want)
	interval := normalIntervals(in.Est, in.SE)
	var tests []pairTest
	for i, p := range want.Pairs {
		z := math.Abs(in.Est[p[0]]-in.Est[p[1]]) / math.Hypot(in.SE[p[0]], in.SE[p[1]])
		tests = append(tests, pairTest{p[0], p[1], z > normalQuantile(.95)})
		if tests[i].different != want.Significant[i] {
			t.Errorf("pair %v: different %v, want %v", p, tests[i].different, want.Significant[i])
		}
	}
	r := rank(estimatesAt(in.Est, interval), tests, .95, interval)
	near(t, "level", *r.Level, want.Level)
	near(t, "level, middle", *r.Level, (want.Lo+want.Hi)/2)
	if got := int(math.Round(*r.Agreement * float64(r.Tested))); got != want.Agree || len(r.Offending) != 0 {
		t.Errorf("%d pairs agree, want %d; offending %v", got, want.Agree, r.Offending)
	}
	for i, got := range r.Ranks {
		lo, hi := interval(i, want.Level)
		nearBoth(t, "comparison interval", *got.ComparisonLo, *got.ComparisonHi, [2]float64{lo, hi})
	}
}

// Tukey's multiplier, which the vector has too, takes the studentised range, which gonum lacks.
func TestVectorComparisonMultipliers(t *testing.T) {
	var in struct{ Alpha float64 }
	var want struct {
		Equal  float64 `json:"equal_se"`
		Level  float64 `json:"level_equal_se"`
		Ratio2 float64 `json:"ratio2_multiplier"`
		Sidak  float64 `json:"sidak_10pairs"`
	}
	vector(t, "comparison_interval_multipliers", &in, &want)
	near(t, "equal standard errors", goldsteinHealy(3, 3, 1-in.Alpha), want.Equal)
	near(t, "one twice the other", goldsteinHealy(1, 2, 1-in.Alpha), want.Ratio2)
	near(t, "ten pairs", goldsteinHealy(1, 1, math.Pow(1-in.Alpha, .1)), want.Sidak)
	est := []float64{1, 2, 3}
	interval := normalIntervals(est, []float64{1, 1, 1})
	r := rank(estimatesAt(est, interval), nil, 1-in.Alpha, interval)
	near(t, "level", *r.Level, want.Level)
	for _, got := range r.Ranks {
		if !slices.Contains(got.Warnings, UntestedLevel) {
			t.Errorf("nothing says that no pair was tested: %+v", got)
		}
	}
	if r.Agreement != nil {
		t.Error("an agreement without tests")
	}
}

// No level makes three intervals of equal length say that the outer two differ from each other and not from
// the middle one, nor the reverse, if their distances are otherwise: what misleads is named.
func TestOffendingPairs(t *testing.T) {
	est := []float64{1, 2, 4}
	interval := normalIntervals(est, []float64{1, 1, 1})
	r := rank(estimatesAt(est, interval), []pairTest{{0, 1, true}, {0, 2, true}, {1, 2, false}}, .95, interval)
	if want := []Pair{{"outlet 0", "outlet 1", true}}; !slices.Equal(r.Offending, want) {
		t.Errorf("offending %v, want %v", r.Offending, want)
	}
	near(t, "agreement", *r.Agreement, 2./3)
	for i, want := range []bool{true, true, false} {
		if slices.Contains(r.Ranks[i].Warnings, OverlapMisleads) != want {
			t.Errorf("outlet %d: warnings %v", i, r.Ranks[i].Warnings)
		}
	}
	// The outer pair must be apart and the upper overlap: every level from where the upper two meet.
	lo, hi := r.Ranks[1].ComparisonHi, r.Ranks[2].ComparisonLo
	if *lo < *hi {
		t.Errorf("outlets 1 and 2 are apart: %v %v", *lo, *hi)
	}
}

// The level is the middle of the longest stretch of the best ones.
func TestSearchLevel(t *testing.T) {
	for _, test := range []struct {
		apart, meet []float64 // for each pair, the level at which its intervals meet; different or not
		want        float64
	}{
		{nil, []float64{.4}, .695},                    // .40 to .99
		{[]float64{.4}, nil, .32},                     // .25 to .39
		{[]float64{.9}, []float64{.5}, .695},          // .50 to .89
		{[]float64{.3, .8}, []float64{.31, .95}, .55}, // two pairs agree from .25 to .29, from .31 to .79 and from .95
	} {
		var tests []pairTest
		pairs := slices.Concat(test.apart, test.meet)
		for i := range pairs {
			tests = append(tests, pairTest{2 * i, 2*i + 1, i < len(test.apart)})
		}
		got := searchLevel(tests, func(level float64) []bounds {
			all := make([]bounds, 2*len(pairs))
			for i, meet := range pairs {
				all[2*i], all[2*i+1] = bounds{0, level}, bounds{meet, 1}
			}
			return all
		})
		near(t, fmt.Sprint(test), got, test.want)
	}
}

func TestRankDegenerate(t *testing.T) {
	interval := func(i int, confidence float64) (lo, hi float64) { return .5 - confidence/4, .5 + confidence/4 }
	three := estimatesAt([]float64{.5, .5, .5}, interval)

	if r := rank(nil, nil, .95, interval); r.Ranked != 0 || r.Level != nil || len(r.Ranks) != 0 {
		t.Errorf("no outlet: %+v", r)
	}
	r := rank(three[:1], nil, .95, interval)
	if got := r.Ranks[0]; r.Ranked != 0 || r.Level != nil || got.Lo != nil || got.ComparisonLo != nil || !slices.Contains(got.Warnings, NothingToRank) {
		t.Errorf("one outlet: %+v", r)
	}
	r = rank(three, []pairTest{{0, 1, false}, {0, 2, false}, {1, 2, false}}, .95, interval)
	for _, got := range r.Ranks {
		if *got.Lo != 1 || *got.Hi != 3 || *r.Agreement != 1 {
			t.Errorf("equal values: %+v", got)
		}
	}
	near(t, "level of equal values", *r.Level, .62)

	three[1].Lo, three[1].Hi = nil, nil
	three[1].Warnings = []Warning{NoInterval}
	r = rank(three, []pairTest{{0, 1, true}}, .95, interval)
	if got := r.Ranks[1]; got.Lo != nil || got.Hi != nil || got.ComparisonLo != nil || !slices.Equal(got.Warnings, []Warning{NoInterval}) {
		t.Errorf("an outlet without interval: %+v", got)
	}
	if r.Ranked != 2 || r.Tested != 0 || *r.Ranks[0].Hi != 2 {
		t.Errorf("two outlets with an interval: %+v", r)
	}
}

// Of any corpus, ranks lie between 1 and the number of the ranked, an outlet's own place by value is among its
// ranks, its comparison interval holds its value, and what is absent is explained.
func TestRankings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opts := Options{Confidence: rapid.SampledFrom([]float64{.95, .5, 1e-9, 1 - 1e-9, math.Nextafter(1, 0)}).Draw(t, "confidence")}
		r, _, err := Analyze(context.Background(), tableOf(rowsGen.Draw(t, "rows")), testMeasures, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Rankings) != 5 {
			t.Fatalf("%d rankings of 5 series", len(r.Rankings))
		}
		for i, ranking := range r.Rankings {
			values := []float64{}
			for _, k := range ranking.Ranks {
				if k.Lo != nil {
					values = append(values, *k.Value)
				}
			}
			if len(values) != ranking.Ranked || len(ranking.Ranks) != len(r.Outlets) || ranking.Tested < len(ranking.Offending) {
				t.Fatalf("%+v", ranking)
			}
			for j, k := range ranking.Ranks {
				if e := r.Estimates[i*len(r.Outlets)+j]; e.Outlet != k.Outlet || e.Measure != ranking.Measure || e.Voice != ranking.Voice {
					t.Fatalf("%+v stands where %+v does", k, e)
				}
				if (k.Lo == nil) != (k.Hi == nil) || (k.ComparisonLo == nil) != (k.ComparisonHi == nil) || (k.Lo == nil || k.ComparisonLo == nil) && len(k.Warnings) == 0 {
					t.Fatalf("%+v", k)
				}
				if k.ComparisonLo != nil && !(*k.ComparisonLo <= *k.Value && *k.Value <= *k.ComparisonHi) {
					t.Fatalf("the value is not in its comparison interval: %+v", k)
				}
				if k.Lo == nil {
					continue
				}
				above, below := 0, 0
				for _, v := range values {
					if v > *k.Value {
						above++
					}
					if v < *k.Value {
						below++
					}
				}
				if !(1 <= *k.Lo && *k.Lo <= 1+above && len(values)-below <= *k.Hi && *k.Hi <= len(values)) {
					t.Fatalf("ranks %d to %d, with %d values above and %d below: %+v", *k.Lo, *k.Hi, above, below, ranking)
				}
			}
		}
	})
}

// Where all outlets are alike each may have any rank, and no more than 5 corpora of 100 may say otherwise of any.
func TestRanksOfEqualOutlets(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	const corpora = 400
	wrong := 0
	for range corpora {
		table := tableOf(simulated(random, 5, 12))
		order, _ := byArticle(table)
		a := &analysis{table: table, series: newSeries(testMeasures[:1]), outlets: outlets(table), opts: Options{Confidence: .95, Workers: 1}}
		if err := evaluate(table, order, a.series); err != nil {
			t.Fatal(err)
		}
		if err := a.estimate(context.Background()); err != nil {
			t.Fatal(err)
		}
		r, err := a.rankings(context.Background(), 1, nil) // untested: ranks need no tests
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(r[0].Ranks, func(k Rank) bool { return *k.Lo != 1 || *k.Hi != 5 }) {
			wrong++
		}
	}
	if wrong > corpora/20 {
		t.Errorf("%d of %d corpora rank outlets that are alike", wrong, corpora)
	}
}
