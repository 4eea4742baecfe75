package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/counts"
)

// exhaustive resamples a ratio in every way there is: clusters^clusters.
func exhaustive(kind Bootstrap, num, den []int64) *resampled {
	k := len(den)
	r := &resampled{
		estimate: &Estimate{Confidence: .95}, scale: scaleOf(PerThousand),
		num: num, den: den, summary: summarise(sample{num: num, den: den}),
	}
	g := &resampling{k: k, studentised: kind == Studentised}
	g.add(r)
	g.layOut()
	n := int(math.Pow(float64(k), float64(k)))
	r.stars = make([]float64, n)
	drawn := make([]uint32, k)
	for i := range n {
		for j, rest := 0, i; j < k; j++ {
			drawn[j] = uint32(rest % k)
			rest /= k
		}
		g.resample(i, drawn)
	}
	return r
}

func TestVectorBootstrapExhaustive(t *testing.T) {
	for key, decimals := range map[string]float64{"bootstrap_cluster_ratio_exhaustive_k6": 1, "bootstrap_mean_exhaustive_k5": 10} {
		var in struct{ X, N []float64 }
		var want struct {
			Theta         float64
			All           int        `json:"B_all"`
			Less          int        `json:"count_lt"`
			Equal         int        `json:"count_eq"`
			Acceleration  float64    `json:"acceleration"`
			SENoBootstrap float64    `json:"se_jackknife"`
			SELinearised  float64    `json:"se_linearised"`
			Levels        [2]float64 `json:"bca_adj_levels"`
			Percentile    [2]float64 `json:"ci_percentile_type7"`
			BCa           [2]float64 `json:"ci_bca_type7"`
			Skipped       int        `json:"studentised_excluded_zero_se"`
			Studentised   [2]float64 `json:"ci_studentised_type7"`
		}
		vector(t, key, &in, &want)
		var num, den []int64
		for i := range in.X {
			num = append(num, int64(math.Round(in.X[i]*decimals)))
			den = append(den, int64(in.N[i]))
		}
		r := exhaustive(BCa, num, den)
		near(t, "θ", r.ratio, want.Theta*decimals)
		near(t, "SE", r.se, want.SENoBootstrap*decimals)
		near(t, "linearised SE", r.linearised(), want.SELinearised*decimals)
		near(t, "acceleration", acceleration(num, den), want.Acceleration)
		slices.Sort(r.stars)
		low, high := bcaLevels(r.stars, r.ratio, want.Acceleration, .025)
		nearBoth(t, "BCa levels", low, high, want.Levels)
		less, _ := slices.BinarySearch(r.stars, r.ratio)
		upTo, _ := slices.BinarySearch(r.stars, math.Nextafter(r.ratio, math.Inf(1)))
		if len(r.stars) != want.All || less != want.Less || upTo-less != want.Equal {
			t.Errorf("%s: %d below, %d equal of %d", key, less, upTo-less, len(r.stars))
		}
		for kind, ci := range map[Bootstrap][2]float64{Percentile: want.Percentile, BCa: want.BCa, Studentised: want.Studentised} {
			r := exhaustive(kind, num, den)
			r.fill(kind)
			nearBoth(t, fmt.Sprint(key, ", ", kind), *r.estimate.Lo, *r.estimate.Hi, [2]float64{1000 * decimals * ci[0], 1000 * decimals * ci[1]})
			if kind == Studentised && r.estimate.Skipped != want.Skipped {
				t.Errorf("%s: skipped %d, want %d", key, r.estimate.Skipped, want.Skipped)
			}
		}
	}
}

// R's boot takes its own accelerations: of (k−1)(θ − θ₍₋d₎), about the observed ratio in place of the mean of
// those, and of the infinitesimal jackknife by a small step. Ours, and SciPy's, is a third: .0243464175 for these data.
func TestVectorAccelerationOfR(t *testing.T) {
	var in struct{ X, N []int64 }
	var want struct {
		Jack          []float64 `json:"L_jack"`
		AJack         float64   `json:"a_jack"`
		Infinitesimal []float64 `json:"L_infinitesimal"`
		AInf          float64   `json:"a_infinitesimal"`
	}
	vector(t, "bootstrap_acceleration_R", &in, &want)
	s := summarise(sample{num: in.X, den: in.N})
	skew := func(us []float64) float64 {
		var squares, cubes float64
		for _, u := range us {
			squares, cubes = squares+u*u, cubes+u*u*u
		}
		return cubes / (6 * math.Pow(squares, 1.5))
	}
	var us, infinitesimal []float64
	mean := 0.0
	for d := range in.X {
		without := float64(s.num-in.X[d]) / float64(s.den-in.N[d])
		mean += without / 6
		us = append(us, 5*(s.ratio-without))
		const eps = .001 / 6 // by which boot moves the weights
		moved := (float64(s.num)/6*(1-eps) + eps*float64(in.X[d])) / (float64(s.den)/6*(1-eps) + eps*float64(in.N[d]))
		infinitesimal = append(infinitesimal, (moved-s.ratio)/eps)
		near(t, "jackknife", us[d], want.Jack[d])
		near(t, "infinitesimal", infinitesimal[d], want.Infinitesimal[d])
	}
	near(t, "R's acceleration", skew(us), want.AJack)
	near(t, "R's infinitesimal acceleration", skew(infinitesimal), want.AInf)
	for d := range us {
		us[d] += 5 * (mean - s.ratio)
	}
	near(t, "ours, from R's", acceleration(in.X, in.N), skew(us))
}

// Stories are what is resampled and jackknifed, where they are known: two articles of a story are as good as one
// with the counts of both.
func TestStoriesAreClusters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var apart, merged sample
		at := map[int]int{}
		for i := range rapid.IntRange(0, 12).Draw(t, "articles") {
			p := part{num: rapid.Int64Range(0, 5).Draw(t, "num"), den: rapid.Int64Range(1, 9).Draw(t, "den")}
			story := rapid.SampledFrom([]int{none, none, 0, 1}).Draw(t, "story")
			apart.add(p, story, none)
			if story == none {
				story = 2 + i
			}
			if c, ok := at[story]; ok {
				merged.num[c] += p.num
				merged.den[c] += p.den
				continue
			}
			at[story] = merged.size()
			merged.add(p, none, none)
		}
		got, want := summarise(apart), summarise(merged)
		if got.articles != apart.size() {
			t.Fatalf("%d articles of %d", got.articles, apart.size())
		}
		got.articles = want.articles
		if got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
	var rows []counts.Row
	for i := range 8 {
		rows = append(rows, article(fmt.Sprint("a", i), "A", fmt.Sprint("s", i/4), fmt.Sprintf("author tokens=100 booster=%d", i)),
			article(fmt.Sprint("b", i), "B", fmt.Sprint("s", i/2), fmt.Sprintf("author tokens=100 booster=%d", i)))
	}
	r, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
	a, b := r.Estimates[0], r.Estimates[1]
	if a.Articles != 8 || a.Lo != nil || !slices.Contains(a.Warnings, OfFewStories) {
		t.Errorf("eight articles of two stories: %+v", a)
	}
	if b.Lo == nil || !slices.Contains(b.Warnings, OfFewStories) {
		t.Errorf("eight articles of four stories: %+v", b)
	}
}

func TestBootstrapThresholds(t *testing.T) {
	for _, k := range []int{3, 19, 20} {
		for _, kind := range Bootstraps {
			opts := Options{Confidence: .95, Seed: 3, Interval: kind, Resamples: leastResamples}
			rows := simulated(rand.New(rand.NewPCG(8, uint64(k))), 1, k)
			r, _ := analyze(t, tableOf(rows), testMeasures[1:2], opts)
			e := r.Estimates[0]
			given := k >= clustersForBootstrap || kind == BCa || kind == NoBootstrap
			doubt := k < clustersForBootstrap && kind != NoBootstrap
			if (e.Lo != nil) != given || slices.Contains(e.Warnings, FewForBootstrap) != doubt {
				t.Errorf("%d articles, %q: %+v", k, kind, e)
			}
		}
	}
	// One article has all: a resample without it has no standard error.
	var rows []counts.Row
	for i := range 40 {
		rows = append(rows, article(fmt.Sprint("a", i), "A", "", fmt.Sprintf("author tokens=100 booster=%d", max(0, i-38))))
	}
	r, _ := analyze(t, tableOf(rows), testMeasures[1:2], Options{Confidence: .95, Interval: Studentised, Resamples: leastResamples})
	e := r.Estimates[0]
	if part := float64(e.Skipped) / leastResamples; part < .3 || part > .43 || !slices.Contains(e.Warnings, SkippedResamples) || e.Lo == nil {
		t.Errorf("skipped %d: %+v", e.Skipped, e)
	}
}

// Many resamples come near what all there are give, whichever worker does them and whatever is measured beside.
func TestResamplesComeNearTheirLimit(t *testing.T) {
	num, den := []int64{3, 0, 5, 1, 2, 0}, []int64{400, 350, 900, 500, 450, 300}
	var rows []counts.Row
	for i := range num {
		rows = append(rows, article(fmt.Sprint("a", i), "A", "",
			fmt.Sprintf("author tokens=%d booster=%d term/l/x/loaded/w=%d term/l/x/neutral/v=2", den[i], num[i], i%3)))
	}
	want := exhaustive(BCa, num, den)
	want.fill(BCa)
	opts := Options{Confidence: .95, Seed: 5, Interval: BCa, Workers: 1}
	alone, _ := analyze(t, tableOf(rows), testMeasures[1:2], opts)
	opts.Workers = 3
	beside, _ := analyze(t, tableOf(rows), testMeasures, opts)
	i := slices.IndexFunc(beside.Estimates, func(e Estimate) bool { return e.Measure == "boosters" })
	if diff := cmp.Diff(alone.Estimates[0], beside.Estimates[i]); diff != "" {
		t.Error(diff)
	}
	e := alone.Estimates[0]
	if math.Abs(*e.Lo-*want.estimate.Lo) > .12 || math.Abs(*e.Hi-*want.estimate.Hi) > .12 {
		t.Errorf("%v to %v, in the limit %v to %v", *e.Lo, *e.Hi, *want.estimate.Lo, *want.estimate.Hi)
	}
}

func TestNoBootstrapIsNaN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opts := Options{
			Confidence: rapid.SampledFrom([]float64{.95, 1e-9, math.Nextafter(1, 0)}).Draw(t, "confidence"),
			Interval:   rapid.SampledFrom(Bootstraps[1:]).Draw(t, "interval"),
			Resamples:  leastResamples,
		}
		var rows []counts.Row
		for o := range 2 {
			for i := range rapid.SampledFrom([]int{3, 20, 24}).Draw(t, "articles") {
				n := rapid.SampledFrom([]int{0, 0, 0, 1, 7}).Draw(t, "n")
				rows = append(rows, article(fmt.Sprint(o, "-", i), fmt.Sprint(o), "",
					fmt.Sprintf("author term/l/x/loaded/w=%d term/l/x/neutral/v=2 tokens=9 booster=%d strength/1=1 strength/5=%d attribution=%d", n, n, n, 1+n)))
			}
		}
		r, _, err := Analyze(context.Background(), tableOf(rows), testMeasures, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		walk(reflect.ValueOf(*r), "", func(path string, x float64) {
			if !finite(x) {
				t.Fatalf("%s is %v", path, x)
			}
		})
		for _, e := range r.Estimates {
			if (e.Lo == nil) != (e.Hi == nil) || e.Lo == nil && len(e.Warnings) == 0 {
				t.Fatalf("%+v", e)
			}
			if e.Lo != nil && !(0 <= *e.Lo && *e.Lo <= *e.Value && *e.Value <= *e.Hi) {
				t.Fatalf("%v %v %v: %+v", *e.Lo, *e.Value, *e.Hi, e)
			}
		}
	})
}
