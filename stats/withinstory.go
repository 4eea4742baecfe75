package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// withinStory is what outlets differ by where the story is held fixed: y = μ_outlet + λ_story + ε.
type withinStory struct {
	mean      []float64   // by outlet: the pooled mean of all its articles, whatever their story; 0 where it has none
	articles  []int       // by outlet: how many that is
	component []int       // by outlet: which of the parts it is in that stories connect, -1 where it shares no story
	effect    []float64   // by outlet: μ less that of the first outlet of its component
	cov       *mat.Dense  // of the effects, clustered by story
	parts     []component // by component
	shared    [][]int     // by pair of outlets: stories that both cover
	noise     float64     // what is below this is of floating point, not of the data
	scores    []storyScore
	inverse   []*mat.SymDense // by component: of the normal equations, without its first outlet
}

// A storyScore is what one story adds to the normal equations at the effects found: by outlet, the weighted sum
// of the residuals about the story's mean.
type storyScore struct {
	story   int
	outlets []int
	sums    []float64
}

// A component is a set of outlets that shared stories connect, straight or by way of others. Nothing compares
// outlets of two components: stories and outlets cannot be told apart there.
type component struct {
	outlets  []int
	articles int // in stories that at least two outlets cover
	stories  int // such stories: the clusters
}

// A storyContrast is the difference between two outlets within stories.
type storyContrast struct {
	difference float64
	se         float64 // 0 where it cannot be known: one story, as many parameters as articles, no residual
	stories    int     // clusters behind the standard error, so that t has one degree of freedom less
	shared     int     // of which both outlets cover these
}

// fixedEffects estimates the outlets' effects within stories: weighted least squares on outlet dummies, story
// means taken off (the "within" estimator; Angrist & Pischke 2009, ch. 5). Article i has value y[i], weight
// w[i], and is of outlet[i], below outlets, and story[i]; nil weights are all 1. Articles of no known story
// (below 0), and of stories that one outlet alone covers, say nothing about a difference within stories: they
// count towards the pooled means only, and not as articles or clusters of the correction below.
//
// The covariance is clustered by story (Liang & Zeger 1986), (X'WX)⁻¹ (Σ_s u_s u_s') (X'WX)⁻¹, times
// G/(G−1)·(n−1)/(n−p), p counting outlets and stories, as R's sandwich::vcovCL(type = "HC1") does for
// lm(y ~ outlet + story).
//
// The normal equations of the demeaned dummies are a Laplacian of outlets joined by the stories they share, so
// that everything takes one pass over the articles and a system as large as there are outlets.
func fixedEffects(y, w []float64, outlet, story []int, outlets int) *withinStory {
	f := &withinStory{
		mean: make([]float64, outlets), articles: make([]int, outlets), component: make([]int, outlets),
		effect: make([]float64, outlets), cov: mat.NewDense(max(outlets, 1), max(outlets, 1), nil), shared: make([][]int, outlets),
	}
	for o := range f.shared {
		f.shared[o] = make([]int, outlets)
	}
	if w == nil {
		w = slices.Repeat([]float64{1}, len(y))
	}
	f.pool(y, w, outlet)
	groups := sharedGroups(w, outlet, story)
	f.connect(groups, outlet)
	laplacian, rhs := mat.NewDense(max(outlets, 1), max(outlets, 1), nil), make([]float64, outlets)
	for _, g := range groups {
		g.normal(y, w, outlet, laplacian, rhs)
	}
	f.inverse = make([]*mat.SymDense, len(f.parts))
	for c := range f.parts {
		f.inverse[c] = f.solve(c, laplacian, rhs)
	}
	meat := mat.NewDense(max(outlets, 1), max(outlets, 1), nil)
	for _, g := range groups {
		score := storyScore{story[g.articles[0]], g.outlets, f.residuals(g, y, w, outlet)}
		score.addTo(meat)
		f.scores = append(f.scores, score)
	}
	for c := range f.parts {
		f.sandwich(c, f.inverse[c], meat)
	}
	return f
}

// contrast is outlet a less outlet b; ok tells whether stories connect them.
func (f *withinStory) contrast(a, b int) (c storyContrast, ok bool) {
	if a == b || f.component[a] < 0 || f.component[a] != f.component[b] {
		return storyContrast{}, false
	}
	c = storyContrast{difference: f.effect[a] - f.effect[b], stories: f.parts[f.component[a]].stories, shared: f.shared[a][b]}
	if math.Abs(c.difference) <= f.noise {
		c.difference = 0
	}
	if se := math.Sqrt(max(0, f.cov.At(a, a)+f.cov.At(b, b)-2*f.cov.At(a, b))); se > f.noise {
		c.se = se
	}
	return c, true
}

// pool sets the means over all articles.
func (f *withinStory) pool(y, w []float64, outlet []int) {
	weight := make([]float64, len(f.mean))
	for i, o := range outlet {
		if w[i] > 0 {
			f.mean[o] += float64(w[i] * y[i])
			weight[o] += w[i]
			f.articles[o]++
			f.noise = max(f.noise, rounding*math.Abs(y[i]))
		}
	}
	for o := range f.mean {
		if weight[o] > 0 {
			f.mean[o] /= weight[o]
		}
	}
}

// A group is the articles of one story that at least two outlets cover, and these outlets.
type group struct{ articles, outlets []int }

// sharedGroups gathers them, by story.
func sharedGroups(w []float64, outlet, story []int) (groups []group) {
	var order []int
	for i, s := range story {
		if s >= 0 && w[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(story[a], story[b]) })
	for len(order) > 0 {
		n := 1
		for n < len(order) && story[order[n]] == story[order[0]] {
			n++
		}
		g := group{articles: order[:n]}
		for _, i := range g.articles {
			if !slices.Contains(g.outlets, outlet[i]) {
				g.outlets = append(g.outlets, outlet[i])
			}
		}
		if len(g.outlets) > 1 {
			slices.Sort(g.outlets)
			groups = append(groups, g)
		}
		order = order[n:]
	}
	return groups
}

// connect finds the components, by their first outlets, and the stories that pairs share.
func (f *withinStory) connect(groups []group, outlet []int) {
	root := make([]int, len(f.mean))
	for o := range root {
		root[o] = o
	}
	find := func(o int) int {
		for root[o] != o {
			o = root[o]
		}
		return o
	}
	shares := make([]bool, len(root))
	for _, g := range groups {
		for _, a := range g.outlets {
			shares[a] = true
			for _, b := range g.outlets {
				f.shared[a][b]++
			}
			ra, rb := find(g.outlets[0]), find(a)
			root[max(ra, rb)] = min(ra, rb)
		}
	}
	for o := range root {
		switch r := find(o); {
		case !shares[o]:
			f.component[o] = -1
		case r == o:
			f.component[o] = len(f.parts)
			f.parts = append(f.parts, component{outlets: []int{o}})
		default:
			f.component[o] = f.component[r]
			f.parts[f.component[r]].outlets = append(f.parts[f.component[r]].outlets, o)
		}
	}
	for _, g := range groups {
		part := &f.parts[f.component[g.outlets[0]]]
		part.stories++
		part.articles += len(g.articles)
	}
}

// sums are the weights and the weighted values of a story by outlet, in the order of g.outlets.
func (g group) sums(values func(i int) float64, w []float64, outlet []int) (weight, total []float64) {
	weight, total = make([]float64, len(g.outlets)), make([]float64, len(g.outlets))
	for _, i := range g.articles {
		o, _ := slices.BinarySearch(g.outlets, outlet[i])
		weight[o] += w[i]
		total[o] += float64(w[i] * values(i))
	}
	return weight, total
}

// normal adds a story's part of X'WX and X'Wy, both about the story's mean.
func (g group) normal(y, w []float64, outlet []int, laplacian *mat.Dense, rhs []float64) {
	weight, total := g.sums(func(i int) float64 { return y[i] }, w, outlet)
	all, mean := floats.Sum(weight), floats.Sum(total)/floats.Sum(weight)
	for j, a := range g.outlets {
		rhs[a] += total[j] - float64(weight[j]*mean)
		laplacian.Set(a, a, laplacian.At(a, a)+weight[j])
		for k, b := range g.outlets {
			laplacian.Set(a, b, laplacian.At(a, b)-float64(weight[j]*weight[k])/all)
		}
	}
}

// solve sets the effects of a component, its first outlet being the reference, and returns the inverse of
// the normal equations of the others; nil where they have none, which only extreme weights can bring about.
func (f *withinStory) solve(c int, laplacian *mat.Dense, rhs []float64) *mat.SymDense {
	others := f.parts[c].outlets[1:]
	a, b := mat.NewSymDense(len(others), nil), mat.NewVecDense(len(others), nil)
	for j, oj := range others {
		b.SetVec(j, rhs[oj])
		for k := j; k < len(others); k++ {
			a.SetSym(j, k, laplacian.At(oj, others[k]))
		}
	}
	var chol mat.Cholesky
	var beta mat.VecDense
	inverse := mat.NewSymDense(len(others), nil)
	if !chol.Factorize(a) || chol.SolveVecTo(&beta, b) != nil || chol.InverseTo(inverse) != nil {
		for _, o := range f.parts[c].outlets {
			f.component[o] = -1
		}
		return nil
	}
	for j, o := range others {
		f.effect[o] = beta.AtVec(j)
	}
	return inverse
}

// residuals are a story's, about its mean, summed with their weights by outlet, in the order of g.outlets.
func (f *withinStory) residuals(g group, y, w []float64, outlet []int) []float64 {
	weight, total := g.sums(func(i int) float64 { return y[i] - f.effect[outlet[i]] }, w, outlet)
	mean := floats.Sum(total) / floats.Sum(weight)
	for j := range total {
		total[j] -= float64(weight[j] * mean)
	}
	return total
}

// addTo adds u_s u_s' of a story.
func (s storyScore) addTo(meat *mat.Dense) {
	for j, a := range s.outlets {
		for k, b := range s.outlets {
			meat.Set(a, b, meat.At(a, b)+float64(s.sums[j]*s.sums[k]))
		}
	}
}

// influence is how much each of the stories moves the difference between two connected outlets:
// (e_a − e_b)'(X'WX)⁻¹u_s. The sum of its squares is the variance, but for the correction of clusters.
func (f *withinStory) influence(a, b, stories int) []float64 {
	out := make([]float64, stories)
	c := f.component[a]
	others := f.parts[c].outlets[1:]
	coef := make([]float64, len(f.effect))
	add := func(o int, sign float64) {
		if j, ok := slices.BinarySearch(others, o); ok { // the first outlet of a component is its reference
			for k, other := range others {
				coef[other] += sign * f.inverse[c].At(j, k)
			}
		}
	}
	add(a, 1)
	add(b, -1)
	for _, s := range f.scores {
		for j, o := range s.outlets {
			out[s.story] += float64(coef[o] * s.sums[j])
		}
	}
	return out
}

// sandwich sets the covariance of a component's effects. Where the data cannot give one it stays zero.
func (f *withinStory) sandwich(c int, inverse *mat.SymDense, meat *mat.Dense) {
	part := f.parts[c]
	factor, ok := clusterFactor(part.stories, part.articles, len(part.outlets)+part.stories-1)
	if inverse == nil || !ok {
		return
	}
	others := part.outlets[1:]
	middle := mat.NewDense(len(others), len(others), nil)
	for j, a := range others {
		for k, b := range others {
			middle.Set(j, k, meat.At(a, b))
		}
	}
	var cov mat.Dense
	cov.Product(inverse, middle, inverse)
	for j, a := range others {
		for k, b := range others {
			f.cov.Set(a, b, factor*cov.At(j, k))
		}
	}
}

// clusterFactor is the correction of a cluster-robust covariance for few clusters and many parameters,
// G/(G−1)·(n−1)/(n−p): Stata's, and "HC1" of R's sandwich::vcovCL (CR1). ok tells whether there is one.
func clusterFactor(clusters, n, parameters int) (factor float64, ok bool) {
	if clusters < 2 || n <= parameters {
		return 0, false
	}
	g := float64(clusters)
	return g / (g - 1) * float64(n-1) / float64(n-parameters), true
}
