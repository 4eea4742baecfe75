package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestVectorWithinStory(t *testing.T) {
	var in struct {
		Y      []float64
		Outlet []string
		Story  []int
	}
	var want struct {
		B       float64    `json:"fe_B_minus_A"`
		C       float64    `json:"fe_C_minus_A"`
		SE      [2]float64 `json:"cluster_se_HC1"`
		PooledB float64    `json:"pooled_B_minus_A"`
		PooledC float64    `json:"pooled_C_minus_A"`
	}
	vector(t, "within_story_fixed_effects", &in, &want)
	outlet := make([]int, len(in.Y))
	for i, o := range in.Outlet {
		outlet[i] = int(o[0] - 'A')
	}
	f := fixedEffects(in.Y, nil, outlet, in.Story, 3)
	for i, w := range []float64{want.B, want.C} {
		c, ok := f.contrast(i+1, 0)
		if !ok || c.stories != 4 {
			t.Errorf("connected %v over %d stories; want 4", ok, c.stories)
		}
		near(t, "difference", c.difference, w)
		near(t, "SE", c.se, want.SE[i])
	}
	near(t, "pooled B − A", f.mean[1]-f.mean[0], want.PooledB)
	near(t, "pooled C − A", f.mean[2]-f.mean[0], want.PooledC)
	if c, _ := f.contrast(1, 2); c.shared != 3 {
		t.Errorf("B and C share %d stories, want 3", c.shared)
	}
}

// Two outlets with one article each a story: the estimate is the mean of the stories' differences, weighted
// by w·w'/(w+w').
func TestWithinStoryPairs(t *testing.T) {
	y := []float64{3, 1, 7, 6, 2, 5}
	f := fixedEffects(y, nil, []int{0, 1, 0, 1, 0, 1}, []int{0, 0, 1, 1, 2, 2}, 2)
	c, _ := f.contrast(0, 1)
	near(t, "mean of differences", c.difference, (2+1-3)/3.)
	f = fixedEffects(y, []float64{1, 1, 2, 2, 3, 6}, []int{0, 1, 0, 1, 0, 1}, []int{0, 0, 1, 1, 2, 2}, 2)
	c, _ = f.contrast(0, 1)
	near(t, "weighted", c.difference, (.5*2+1*1-2*3)/3.5)
}

func TestWithinStoryComponents(t *testing.T) {
	// Outlets 0–1 and 2–3 share stories; 4 has one of its own, 5 none that is known, 6 nothing.
	y := []float64{1, 2, 3, 1, 5, 4, 7, 9, 1, 2}
	outlet := []int{0, 1, 0, 1, 2, 3, 2, 3, 4, 5}
	story := []int{0, 0, 1, 1, 2, 2, 3, 3, 4, -1}
	f := fixedEffects(y, nil, outlet, story, 7)
	if want := []int{0, 0, 1, 1, -1, -1, -1}; !slices.Equal(f.component, want) {
		t.Errorf("components %v, want %v", f.component, want)
	}
	for _, pair := range [][2]int{{0, 2}, {0, 4}, {4, 5}, {5, 6}, {1, 1}} {
		if _, ok := f.contrast(pair[0], pair[1]); ok {
			t.Errorf("outlets %v have a contrast", pair)
		}
	}
	c, ok := f.contrast(3, 2)
	if !ok || c.difference != .5 || c.stories != 2 {
		t.Errorf("outlets 3 and 2: %+v", c)
	}
	alone := fixedEffects(y[4:8], nil, []int{0, 1, 0, 1}, story[4:8], 2)
	same, _ := alone.contrast(1, 0)
	near(t, "SE apart from the other component", c.se, same.se)
}

func TestWithinStoryDegenerate(t *testing.T) {
	for name, f := range map[string]*withinStory{
		"one story":   fixedEffects([]float64{1, 2}, nil, []int{0, 1}, []int{0, 0}, 2),
		"all equal":   fixedEffects([]float64{.1, .1, .1, .1, .1, .1}, nil, []int{0, 1, 0, 1, 0, 1}, []int{0, 0, 1, 1, 1, 2}, 2),
		"no residual": fixedEffects([]float64{.1, .3, .7, .9}, nil, []int{0, 1, 0, 1}, []int{0, 0, 1, 1}, 2),
	} {
		if c, ok := f.contrast(0, 1); !ok || c.se != 0 || (name == "all equal" && c.difference != 0) {
			t.Errorf("%s: %+v, connected %v", name, c, ok)
		}
	}
	if f := fixedEffects(nil, nil, nil, nil, 0); len(f.parts) != 0 {
		t.Error("nothing at all has a component")
	}
}

// What is added to all articles of a story shows nowhere, nor do the numbering of outlets, the order of
// articles, and stories of one outlet.
func TestWithinStoryInvariances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, outlets, stories := rapid.IntRange(2, 40).Draw(t, "articles"), rapid.IntRange(2, 5).Draw(t, "outlets"), rapid.IntRange(1, 8).Draw(t, "stories")
		y, w := make([]float64, n), make([]float64, n)
		outlet, story := make([]int, n), make([]int, n)
		for i := range y {
			y[i] = float64(rapid.IntRange(0, 10).Draw(t, "y")) / 10
			w[i] = float64(rapid.IntRange(0, 4).Draw(t, "w"))
			outlet[i], story[i] = rapid.IntRange(0, outlets-1).Draw(t, "outlet"), rapid.IntRange(-1, stories-1).Draw(t, "story")
		}
		f := fixedEffects(y, w, outlet, story, outlets)

		perm := rand.New(rand.NewPCG(1, uint64(n))).Perm(n)
		y2, w2, outlet2, story2 := make([]float64, n+1), make([]float64, n+1), make([]int, n+1), make([]int, n+1)
		for i, j := range perm {
			y2[i], w2[i], outlet2[i], story2[i] = y[j]+float64(3*story[j]), w[j], outlets-1-outlet[j], story[j]
		}
		y2[n], w2[n], outlet2[n], story2[n] = 5, 1, 0, stories
		g := fixedEffects(y2, w2, outlet2, story2, outlets)
		for a := range outlets {
			for b := range outlets {
				c, ok := f.contrast(a, b)
				d, same := g.contrast(outlets-1-a, outlets-1-b)
				if ok != same || c.stories != d.stories || c.shared != d.shared || !finite(c.difference) || !finite(c.se) ||
					math.Abs(c.difference-d.difference) > 1e-9 || math.Abs(c.se-d.se) > 1e-6 {
					t.Fatalf("%d − %d: %+v, %v; then %+v, %v", a, b, c, ok, d, same)
				}
			}
		}
	})
}

func BenchmarkFixedEffects(b *testing.B) {
	const n, stories, outlets = 20_000, 500, 10
	r := rand.New(rand.NewPCG(1, 2))
	y, w, outlet, story := make([]float64, n), make([]float64, n), make([]int, n), make([]int, n)
	for i := range y {
		y[i], w[i], outlet[i], story[i] = r.Float64(), 1+r.Float64(), r.IntN(outlets), r.IntN(stories)
	}
	for b.Loop() {
		fixedEffects(y, w, outlet, story, outlets)
	}
}
