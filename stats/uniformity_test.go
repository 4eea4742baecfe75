package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"parallax/counts"
)

func pairOf(a, b []int64) *profilePair {
	return newProfilePair([]naming{{n: a}}, []naming{{n: b}}, 5)
}

func TestVectorUniformity(t *testing.T) {
	var one struct{ Profile1, Profile2 []int64 }
	var wantOne struct{ U float64 }
	vector(t, "profile_uniformity_single", &one, &wantOne)
	near(t, "U", uniformity(one.Profile1, one.Profile2), wantOne.U)

	var in struct{ Concepts map[string][2][]int64 }
	var want struct {
		U        map[string]float64
		Mean     float64 `json:"U_mean"`
		Weighted float64 `json:"U_weighted_pooled"`
	}
	vector(t, "profile_uniformity_multi", &in, &want)
	var all []*profilePair
	for _, name := range []string{"armed_actor", "barrier", "deaths"} {
		x := pairOf(in.Concepts[name][0], in.Concepts[name][1])
		near(t, name, x.value, want.U[name])
		all = append(all, x)
	}
	value := func(x *profilePair) float64 { return x.value }
	near(t, "U over concepts", average{of: all}.mean(value), want.Mean)
	near(t, "U′ over concepts", average{all, true}.mean(value), want.Weighted)
}

func normalised(n []float64) []float64 {
	sum := 0.0
	for _, v := range n {
		sum += v
	}
	out := make([]float64, len(n))
	for i, v := range n {
		out[i] = v / sum
	}
	return out
}

func TestVectorJensenShannon(t *testing.T) {
	var in struct {
		P []float64 `json:"counts_p"`
		Q []float64 `json:"counts_q"`
	}
	var want struct {
		Bits     float64 `json:"JSD_bits"`
		Distance float64 `json:"JS_distance_base2"`
	}
	vector(t, "jensen_shannon", &in, &want)
	bits := jensenShannon(normalised(in.P), normalised(in.Q))
	near(t, "divergence", bits, want.Bits)
	near(t, "distance", math.Sqrt(bits), want.Distance)

	var extreme struct{ P, Q []float64 }
	vector(t, "jensen_shannon_extremes", &extreme, &want)
	near(t, "extremes", jensenShannon(extreme.P, extreme.Q), want.Bits)
	near(t, "no divergence", jensenShannon(extreme.P, extreme.P), 0)
}

func TestVectorJensenShannonBias(t *testing.T) {
	var in struct {
		P []float64
		N []int `json:"n_each"`
	}
	var want map[string]struct {
		Bits     float64 `json:"mean_JSD"`
		Distance float64 `json:"mean_JS_distance"`
	}
	vector(t, "jsd_null_bias_simulation", &in, &want)
	source := rand.NewPCG(20240501, 1)
	sample := func(n int) []float64 {
		counts, left := make([]float64, len(in.P)), 1.0
		size := float64(n)
		for v, p := range in.P[:len(in.P)-1] {
			counts[v] = distuv.Binomial{N: size, P: p / left, Src: source}.Rand()
			size, left = size-counts[v], left-p
		}
		counts[len(counts)-1] = size
		return normalised(counts)
	}
	for _, n := range in.N {
		const reps = 4000
		var bits, distance float64
		for range reps {
			d := jensenShannon(sample(n), sample(n))
			bits += d / reps
			distance += math.Sqrt(d) / reps
		}
		w := want[strconv.Itoa(n)]
		if math.Abs(bits/w.Bits-1) > .05 || math.Abs(distance/w.Distance-1) > .05 {
			t.Errorf("two samples of %d: %v bits, distance %v; want %v, %v within 5 %%", n, bits, distance, w.Bits, w.Distance)
		}
	}
}

// drawNamings draws articles with one to eight mentions each, whose own profiles scatter about one: Dirichlet(10·p).
func drawNamings(r *rand.Rand, k int, p []float64) (out []naming) {
	for i := range k {
		own := make([]float64, len(p))
		for v := range p {
			for range int(math.Round(10 * p[v])) {
				own[v] += r.ExpFloat64()
			}
		}
		own = normalised(own)
		n := naming{article: i, n: make([]int64, len(p))}
		for range 1 + r.IntN(8) {
			v, x := 0, r.Float64()
			for ; v < len(p)-1 && x >= own[v]; v++ {
				x -= own[v]
			}
			n.n[v]++
		}
		out = append(out, n)
	}
	return out
}

// The corrected uniformity comes near the true one and its interval covers it, for outlets alike, unlike and in
// between, though articles have profiles of their own.
func TestUniformityCovers(t *testing.T) {
	for _, c := range []struct {
		p, q []float64
	}{
		{[]float64{.5, .3, .2}, []float64{.5, .3, .2}},
		{[]float64{.6, .2, .2}, []float64{.4, .4, .2}},
		{[]float64{.8, .1, .1}, []float64{.2, .5, .3}},
		{[]float64{.1, .9}, []float64{.9, .1}},
	} {
		truth := 0.0
		for v := range c.p {
			truth += min(c.p[v], c.q[v])
		}
		for _, k := range []int{10, 20} {
			r := rand.New(rand.NewPCG(4, uint64(k)))
			covered, unknown, sum := 0, 0, 0.0
			const reps = 120
			for rep := range uint64(reps) {
				x := newProfilePair(drawNamings(r, k, c.p), drawNamings(r, k, c.q), 5)
				x.exchange(newDice(1, rep))
				u := Uniformity{Confidence: .95}
				u.fill(average{of: []*profilePair{x}})
				sum += *u.Value
				if u.Lo == nil { // each outlet has one name throughout
					unknown++
				} else if *u.Lo-1e-12 <= truth && truth <= *u.Hi+1e-12 {
					covered++
				}
			}
			what := fmt.Sprintf("%d articles, true U %.2f", k, truth)
			between(t, what+": coverage", covered, reps-unknown, .89, 1)
			if mean := sum / reps; math.Abs(mean-truth) > .09 {
				t.Errorf("%s: mean of corrected U is %.3f", what, mean)
			}
		}
	}
}

func uniformities(t testing.TB, rows []counts.Row, opts Options) []Uniformity {
	t.Helper()
	us, err := Uniformities(context.Background(), tableOf(rows), testConcepts, opts)
	if err != nil {
		t.Fatal(err)
	}
	return us
}

func TestUniformityByHand(t *testing.T) {
	var rows []counts.Row
	for i := range 4 {
		story := fmt.Sprint("story ", i)
		rows = append(rows,
			article(fmt.Sprint("a", i), "Alpha", story, "author term/l/x/loaded/w=3 quoted term/l/x/soft/u=2"),
			article(fmt.Sprint("b", i), "Beta", story, "author term/l/x/neutral/v=2 term/l/x/neutral/w=1"),
			article(fmt.Sprint("c", i), "Gamma", "", "author tokens=5"))
	}
	type row struct {
		a, b, concept, voice, uncorrected string
		mentionsA, mentionsB              int64
		stories                           int
		warnings                          []Warning
	}
	few := []Warning{FewMentions}
	want := []row{
		{"Alpha", "Beta", "x", "author", "0.000", 12, 12, 4, []Warning{FewArticles, FewSharedStories, NamedAlike}},
		{"Alpha", "Beta", "(mean)", "author", "0.000", 12, 12, 4, []Warning{FewArticles, FewSharedStories, NamedAlike}},
		{"Alpha", "Beta", "(weighted mean)", "author", "0.000", 12, 12, 4, []Warning{FewArticles, FewSharedStories, NamedAlike}},
	}
	for _, pair := range []row{{a: "Alpha", b: "Gamma", mentionsA: 12}, {a: "Beta", b: "Gamma", mentionsA: 12}} {
		want = append(want, row{pair.a, pair.b, "x", "author", "", 12, 0, 0, few},
			row{pair.a, pair.b, "(mean)", "author", "", 0, 0, 0, few}, row{pair.a, pair.b, "(weighted mean)", "author", "", 0, 0, 0, few})
	}
	for _, pair := range []row{{a: "Alpha", b: "Beta", mentionsA: 8}, {a: "Alpha", b: "Gamma", mentionsA: 8}, {a: "Beta", b: "Gamma"}} {
		want = append(want, row{pair.a, pair.b, "x", "quoted", "", pair.mentionsA, 0, 0, few},
			row{pair.a, pair.b, "(mean)", "quoted", "", 0, 0, 0, few}, row{pair.a, pair.b, "(weighted mean)", "quoted", "", 0, 0, 0, few})
	}
	var got []row
	for _, u := range uniformities(t, rows, testOptions) {
		r := row{u.A, u.B, u.Concept, u.Voice, "", u.MentionsA, u.MentionsB, u.Stories, u.Warnings}
		if u.Uncorrected != nil {
			r.uncorrected = fmt.Sprintf("%.3f", *u.Uncorrected)
		}
		got = append(got, r)
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(row{})); d != "" {
		t.Error(d)
	}
}

// Whatever the counts, nothing is NaN and all lies between 0 and 1; neither the number of workers nor the order of
// articles shows; and an outlet set beside itself is the same to within chance.
func TestUniformityHolds(t *testing.T) {
	cells := rapid.SampledFrom([]string{"", "author term/l/x/loaded/w=4", "author term/l/x/neutral/v=9 headline term/l/x/loaded/w=1",
		"author term/l/x/loaded/w=2 term/l/x/soft/u=3", "headline term/l/x/neutral/v=12 term/l/y/one/a=1"})
	rapid.Check(t, func(t *rapid.T) {
		var rows []counts.Row
		for i := range rapid.IntRange(0, 24).Draw(t, "articles") {
			rows = append(rows, article(fmt.Sprintf("%02d", i), fmt.Sprint("outlet ", i%2), fmt.Sprint(rapid.IntRange(0, 7).Draw(t, "story")), cells.Draw(t, "cells")))
		}
		get := func(opts Options) []Uniformity {
			us, err := Uniformities(context.Background(), tableOf(rows), testConcepts, opts)
			if err != nil {
				t.Fatal(err)
			}
			return us
		}
		us := get(testOptions)
		slices.Reverse(rows)
		one := testOptions
		one.Workers = 1
		if d := cmp.Diff(us, get(one)); d != "" {
			t.Fatal(d)
		}
		for _, u := range us {
			checkRange(t, "uniformity", u.Value, u.Lo, u.Hi)
			for _, v := range []*float64{u.Value, u.Lo, u.Hi, u.Uncorrected, u.Exchanged} {
				if v != nil && !(*v >= 0 && *v <= 1) {
					t.Fatalf("%v in %+v", *v, u)
				}
			}
			scored := u.Value != nil
			if scored != (u.Uncorrected != nil) || scored == slices.Contains(u.Warnings, FewMentions) || scored && u.Lo == nil != slices.Contains(u.Warnings, NamedAlike) {
				t.Fatalf("%+v", u)
			}
		}
	})
}

// BenchmarkUniformities is 10 outlets with 20,000 articles, each of which names each of four concepts.
func BenchmarkUniformities(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 3))
	var rows []counts.Row
	var concepts []Concept
	for c := range 4 {
		concepts = append(concepts, Concept{"l", fmt.Sprint(c), []string{"0", "1", "2"}})
	}
	for i := range 20_000 {
		row := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("%05d", i), Outlet: fmt.Sprint(i % 10), Story: fmt.Sprint(i % 500)}}
		for c := range 4 {
			for range 3 {
				row.Add(counts.Feature(fmt.Sprintf("term/l/%d/%d/w", c, r.IntN(3))), counts.Author, 1)
			}
		}
		row.Sort()
		rows = append(rows, row)
	}
	t := tableOf(rows)
	for b.Loop() {
		if _, err := Uniformities(context.Background(), t, concepts, testOptions); err != nil {
			b.Fatal(err)
		}
	}
}
