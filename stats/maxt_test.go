package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/counts"
)

func TestVectorMaxT(t *testing.T) {
	var in struct {
		X     [][]float64 `json:"X_rows_articles"`
		Label []int
	}
	var want struct {
		T    []float64
		Adj  []float64 `json:"step_down_adj_p"`
		Raw  []float64 `json:"raw_p"`
		Perm int       `json:"n_perm"`
	}
	vector(t, "maxT_westfall_young_exhaustive", &in, &want)
	r := &relabelling{label: in.Label, strata: [][]int{{}}}
	for d := range in.X {
		r.strata[0] = append(r.strata[0], d)
	}
	n := float64(len(in.X))
	for s := range in.X[0] {
		var values []float64
		for _, row := range in.X {
			values = append(values, row[s])
		}
		r.add(hypothesis{series: s}, values, slices.Repeat([]bool{true}, len(values)))
	}
	if n := r.arrangements(1e5); n != want.Perm {
		t.Errorf("%d arrangements, want %d", n, want.Perm)
	}
	observed := statisticsOf([]*relabelling{r}, nil, func(r *relabelling) []int { return r.byLabel(r.label) })
	for s, p := range r.enumerate(observed) {
		near(t, "t", observed[s]*math.Sqrt((n-2)/(n-1-observed[s]*observed[s])), want.T[s])
		near(t, "adjusted p", p, want.Adj[s])
		alone := *r
		alone.hypotheses = r.hypotheses[s : s+1]
		near(t, "p", alone.enumerate(observed[s : s+1])[0], want.Raw[s])
	}
}

// Every arrangement comes once, and the first follows the last.
func TestNextArrangement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.SliceOfN(rapid.IntRange(0, 1), 2, 9).Draw(t, "labels")
		cut := rapid.IntRange(1, len(label)-1).Draw(t, "cut")
		r := &relabelling{label: label, strata: [][]int{{}, {}}}
		for d := range label {
			r.strata[min(1, d/cut)] = append(r.strata[min(1, d/cut)], d)
		}
		slices.Sort(label[:cut])
		slices.Sort(label[cut:])
		seen := map[string]bool{}
		now := slices.Clone(label)
		for more := true; more; more = r.next(now) {
			if key := fmt.Sprint(now); seen[key] {
				t.Fatalf("%s twice", key)
			} else {
				seen[key] = true
			}
		}
		if len(seen) != r.arrangements(1e6) || !slices.Equal(now, label) {
			t.Fatalf("%d arrangements of %d, ending in %v", len(seen), r.arrangements(1e6), now)
		}
	})
}

// Two outlets, six stories, one article each in a story: all stories point one way, which 2 of 64 arrangements do.
func TestFamilyWithinStories(t *testing.T) {
	var rows []counts.Row
	for i := range 6 {
		story := fmt.Sprint("s", i)
		rows = append(rows, article(fmt.Sprint("a", i), "A", story, fmt.Sprintf("author tokens=10 booster=%d strength/1=1 strength/5=1 attribution=2", 3+i)),
			article(fmt.Sprint("b", i), "B", story, "author tokens=10 booster=2 strength/1=1 strength/5=1 attribution=2"))
	}
	opts := testOptions
	opts.Families = []Family{{"declared", []string{"boosters"}}, {"idle", []string{"loaded"}}}
	r, _ := analyze(t, tableOf(rows), testMeasures[:3], opts)
	for _, c := range r.Comparisons {
		switch c.Measure {
		case "boosters":
			near(t, "adjusted p", *c.AdjustedP, 2./64)
			if c.Family != "declared" || c.Adjustment != MaxT || c.Tests != 1 {
				t.Errorf("%+v", c)
			}
		case "loaded":
			if c.Family != "idle" || c.AdjustedP != nil || c.Adjustment != "" {
				t.Errorf("%+v", c)
			}
		case "strength":
			if c.Family != "" || *c.AdjustedP != 1 || c.Adjustment != BenjaminiHochberg || c.Tests != 1 {
				t.Errorf("%+v", c)
			}
		}
	}
}

// A family's adjusted p are the same on any number of workers and whatever explores beside it, follow the order
// of the statistics, and never fall below p.
func TestFamilies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rowsGen.Draw(t, "rows")
		opts := Options{Confidence: .95, Seed: 9, Workers: 1, Families: []Family{{"f", []string{"boosters", "loaded"}}}}
		want, _, err := Analyze(context.Background(), tableOf(rows), testMeasures[:2], nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		opts.Workers = 3
		got, _, err := Analyze(context.Background(), tableOf(rapid.Permutation(rows).Draw(t, "order")), testMeasures, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		tests := 0
		for i, c := range want.Comparisons {
			if g := got.Comparisons[i]; c.Tests > 0 && len(g.Warnings) == len(c.Warnings) {
				if diff := cmp.Diff(c, g); diff != "" {
					t.Fatal(diff)
				}
			}
			if c.P != nil {
				tests++
				if c.Adjustment != MaxT || c.Family != "f" || !(*c.P <= *c.AdjustedP && *c.AdjustedP <= 1) {
					t.Fatalf("%+v: p %v, adjusted %v", c, *c.P, *c.AdjustedP)
				}
			}
		}
		for _, c := range want.Comparisons {
			if c.P != nil && c.Tests != tests {
				t.Fatalf("%d tests, want %d", c.Tests, tests)
			}
		}
	})
}

// Under a true null for all, a family has any adjusted p below 5 % at most about 5 % of the time; and so it does for
// the outlets that are alike where one among several is unlike them, in words of which some articles have none (.028 of
// 2,000 with ten articles each).
func TestFamilyWiseError(t *testing.T) {
	for _, c := range []struct {
		what             string
		reps, outlets, k int
		unlike           string
	}{{"nobody differs", 100, 2, 6, ""}, {"one of four differs", 25, 4, 6, "outlet 3"}} {
		r := rand.New(rand.NewPCG(21, 3))
		wrong, found := 0, 0
		for rep := range c.reps {
			rows := simulated(r, c.outlets, c.k)
			for i := range rows {
				if rows[i].Outlet == c.unlike {
					rows[i].Add("term/l/x/loaded/w", counts.Author, 10)
					rows[i].Add("booster", counts.Author, 10)
					rows[i].Sort()
				} else if c.unlike != "" && i%c.k == 0 {
					rows[i].Cells = slices.DeleteFunc(rows[i].Cells, func(c counts.Cell) bool { return strings.HasPrefix(string(c.Feature), "term/") })
				}
			}
			opts := testOptions
			opts.Seed = uint64(rep)
			opts.Families = []Family{{"f", []string{"loaded", "boosters"}}}
			results, _, err := Analyze(context.Background(), tableOf(rows), testMeasures[:2], nil, opts)
			if err != nil {
				t.Fatal(err)
			}
			alike, unlike := 1.0, 1.0
			for _, p := range results.Comparisons {
				if p.AdjustedP == nil {
					continue
				}
				if p.A == c.unlike || p.B == c.unlike {
					unlike = min(unlike, *p.AdjustedP)
				} else {
					alike = min(alike, *p.AdjustedP)
				}
			}
			if alike <= .05 {
				wrong++
			}
			if unlike <= .05 {
				found++
			}
		}
		between(t, c.what+": any false difference", wrong, c.reps, 0, .08)
		if c.unlike != "" {
			between(t, c.what+": found", found, c.reps, .9, 1)
		}
	}
}

// Statistics have a variance of 1 whichever articles lack a value, and however unlike the outlets are in that.
func TestRelabellingOfMissingValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &relabelling{strata: [][]int{{}, {}}}
		var values []float64
		var known []bool
		for o, n := range [4]int{rapid.IntRange(2, 30).Draw(t, "first"), rapid.IntRange(2, 200).Draw(t, "second"), 3, 2} {
			lacking := rapid.IntRange(0, n-1).Draw(t, "lacking")
			for i := range n {
				r.strata[o/2] = append(r.strata[o/2], len(r.label))
				r.label = append(r.label, o%2)
				values, known = append(values, float64(i%5)), append(known, i >= lacking)
			}
		}
		r.add(hypothesis{}, values, known)
		var squares float64
		const n = 2_000
		rng, order := newDice(1, 2), make([]int, len(r.label))
		for range n {
			s := r.hypotheses[0].statistic(r.strata, r.shuffle(order, rng))
			squares += s * s / n
		}
		if squares != 0 && math.Abs(squares-1) > .25 {
			t.Fatalf("variance %v", squares)
		}
	})
}

// A third outlet that is unlike both has no part in the comparison of two, and a clear difference is found whatever
// else the family tests.
func TestFamilyOfThree(t *testing.T) {
	var rows []counts.Row
	for i := range 60 {
		story, noise := fmt.Sprint("s", i/6), i*i%3
		rows = append(rows, article(fmt.Sprint(i), []string{"A", "B", "C"}[i%3], story, fmt.Sprintf("author tokens=100 booster=%d", []int{0, 1, 40}[i%3]+noise)))
	}
	opts := testOptions
	opts.Families = []Family{{"declared", []string{"boosters"}}}
	r, _ := analyze(t, tableOf(rows), testMeasures[1:2], opts)
	for _, c := range r.Comparisons {
		if c.B == "C" && *c.AdjustedP > .01 || c.B == "B" && *c.AdjustedP < *c.P {
			t.Errorf("%s and %s: p %v, adjusted %v", c.A, c.B, *c.P, *c.AdjustedP)
		}
	}
}

func TestDegenerateStatistics(t *testing.T) {
	for _, c := range []struct{ values, p []float64 }{
		{[]float64{1, 1, 1, 1, 1, 1}, []float64{1}}, {[]float64{.1 + .2, .3, .3, .3, .3, .3}, []float64{1}}, {[]float64{1, 1, 1, 2, 2, 2}, []float64{.1}},
	} {
		r := &relabelling{label: []int{0, 0, 0, 1, 1, 1}, strata: [][]int{{0, 1, 2, 3, 4, 5}}}
		r.add(hypothesis{}, c.values, slices.Repeat([]bool{true}, 6))
		observed := statisticsOf([]*relabelling{r}, nil, func(r *relabelling) []int { return r.byLabel(r.label) })
		if p := r.enumerate(observed); math.Abs(p[0]-c.p[0]) > 1e-12 {
			t.Errorf("%v: p %v, want %v", c.values, p, c.p)
		}
	}
}

func TestFaultsOfFamilies(t *testing.T) {
	opts := testOptions
	opts.Interval, opts.Resamples = "bootstrap", 10
	opts.Families = []Family{{"", []string{"loaded"}}, {"f", nil}, {"f", []string{"loaded", "boasters"}}}
	_, _, err := Analyze(context.Background(), &counts.Table{}, testMeasures[:2], nil, opts)
	for _, want := range []string{`family "": family 1 needs a name`, `family "f": names no measure`, "name is taken by an earlier family",
		`unknown measure "boasters"; measures are ["loaded" "boosters"]`, `"loaded" is in family "" already`,
		`interval: "bootstrap" is none of ["" "percentile"`, "resamples: 10 are too few"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %q", err, want)
		}
	}
}
