package stats

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"parallax/counts"
)

// A Map shows which outlets are alike: by how far apart they are, by clusters, and as points on a plane.
type Map struct {
	Of         string  // what they are alike in: "conflict/armed-actors", "6 concepts", "9 measures"
	Voice      string  // whose words; empty where the measures name theirs
	Planes     []Plane // the same outlets, drawn by different methods
	Distances  []Distance
	Clusters   []Cluster  // by average linkage of the distances, the closest first
	Test       *Permanova // whether outlets differ at all; nil where that is not tested
	LeftOut    []string   // outlets that lack what the map is of
	Unused     []string   // variants or measures that tell nothing: never used, or the same everywhere, or known of few
	Confidence float64
	Seed       uint64
	Manifest   string // short hash of the run's manifest, for captions
	Invented   bool   // the articles are the embedded demo's: say so wherever it shows
	Warnings   []Warning
}

// Title says what a map shows, in one sentence.
func (m *Map) Title() string {
	switch {
	case m.Voice == "":
		return "How alike the outlets are on " + m.Of
	case strings.Contains(m.Of, "/"):
		return "How alike the outlets word " + m.Of + ", voice: " + m.Voice
	}
	return "How alike the outlets word the things of " + m.Of + ", voice: " + m.Voice
}

// The methods of planes.
const (
	Correspondence      = "correspondence analysis"
	Scaling             = "multidimensional scaling"
	PrincipalComponents = "principal components"
)

// A Plane is a picture of outlets in two dimensions.
type Plane struct {
	Method   string
	Axes     []float64 // the share of each of at most two axes in all that the method could show
	Outlets  []Place
	Columns  []Place // variants (principal coordinates) or measures (correlations with the axes); none from distances
	Ellipses string  // how they were made
	Warnings []Warning
}

// Reading says what may be read from the plane.
func (p *Plane) Reading() string {
	switch p.Method {
	case Correspondence:
		return "Outlets that stand close divide their mentions alike. They use the variants that lie in their direction more than the others do; how far an outlet is from a variant means nothing."
	case PrincipalComponents:
		return "Outlets that stand close have like values. They are high on the measures that point in their direction; how far an outlet is from a measure means nothing."
	}
	return "Outlets stand as far apart as their distances, less what chance gives, as well as two dimensions allow; directions mean nothing."
}

// A Place is an outlet, a variant or a measure on a plane. Distances between outlets may be read, those between an
// outlet and a variant may not: only the direction.
type Place struct {
	Name          string
	X, Y          float64
	Mass          float64 // its share of the counts that made the axes; 0 if it had no part in them, or the method has none
	Mentions      int64   // of an outlet or variant
	Articles      int     // behind an outlet
	Supplementary bool    // placed on axes that others made
	Ellipse       *Ellipse
	Warnings      []Warning
}

// A Distance is how far apart two outlets are, after what chance alone would give is subtracted: 0 is no farther than
// chance. Between choices it is the root of the Jensen-Shannon divergence in bits, 0 to 1; between measures, the root
// of the mean squared difference in standard deviations over the outlets.
type Distance struct {
	A, B                 string
	Value, Lo, Hi        *float64 // corrected
	Uncorrected          *float64
	ArticlesA, ArticlesB int
	Warnings             []Warning
}

// A Cluster is a set of outlets closer to each other than to the others.
type Cluster struct {
	Outlets []string
	Height  float64  // how far apart its two parts are, on average
	Support *float64 // the share of resamples in which the same outlets are a cluster; absent of all outlets together
}

// MapChoices maps the outlets by which of the variants of concepts they choose in one voice: by correspondence
// analysis of their counts, and by classical scaling of the Jensen-Shannon distances of their profiles. Concepts are
// taken apart, so that outlets stand apart by how they name things and not by which things they write about.
//
// Jensen-Shannon divergences of few mentions are too large, so their mean under a random exchange of the two outlets'
// articles is subtracted. Articles are resampled within outlets: intervals are percentiles of the distances, shifted
// so that their mean is the corrected one; ellipses come from resampled maps laid upon the map by [Procrustes] without
// scaling, and on the correspondence analysis from resampled profiles placed on its axes (the partial bootstrap of
// Greenacre 2017), which makes them a little too small. An outlet with fewer than 30 mentions does not make axes; it is
// placed on those of the others.
//
// [Procrustes]: https://en.wikipedia.org/wiki/Procrustes_analysis
func MapChoices(ctx context.Context, t *counts.Table, concepts []Concept, voice counts.Voice, opts Options) (*Map, error) {
	a, order, err := mapping(t, nil, opts)
	if err != nil {
		return nil, err
	}
	c := choicesIn(t, order, concepts, voice, opts.blocks())
	m := &Map{Of: c.of, Voice: c.voice, Confidence: opts.Confidence, Seed: opts.Seed}
	m.LeftOut = c.keep(func(o int) bool { return len(c.articles[o]) > 0 })
	m.LeftOut = slices.Sorted(slices.Values(append(m.LeftOut, c.comparable()...)))
	if len(m.LeftOut) > 0 {
		m.Warnings = append(m.Warnings, OutletsLeftOut)
	}
	for j, name := range c.columns {
		if !slices.ContainsFunc(c.outlets, func(outlet string) bool { return c.profile(outlet)[j] > 0 }) {
			m.Unused = append(m.Unused, name)
		}
	}
	if len(c.outlets) < 2 {
		m.Warnings = inOrder(append(m.Warnings, NothingToMap, NotTested)...)
		return m, nil
	}
	d, draws, err := c.distances(ctx, a)
	if err != nil {
		return nil, err
	}
	scaling, err := d.scale(ctx, a)
	if err != nil {
		return nil, err
	}
	for i := range scaling.Outlets {
		o := &scaling.Outlets[i]
		o.Mentions = mentionsOf(c.profile(o.Name))
	}
	m.Planes = []Plane{c.correspondence(draws, d, opts.Confidence), scaling}
	if err := d.finish(ctx, a, m); err != nil {
		return nil, err
	}
	if m.Test, err = c.test(ctx, a); err != nil {
		return nil, err
	}
	if m.Test == nil {
		m.Warnings = append(m.Warnings, NotTested)
	}
	m.Warnings = inOrder(m.Warnings...)
	return m, nil
}

// distances are those of the outlets' profiles, with the resampled profiles by outlet that they were drawn from.
func (c *choices) distances(ctx context.Context, a *analysis) (*distances, [][][]float64, error) {
	var articles []int
	profiles := make([][]float64, len(c.outlets))
	draws := make([][][]float64, len(c.outlets))
	for o, of := range c.articles {
		profiles[o], articles = c.sum(of), append(articles, len(of))
	}
	err := a.each(ctx, len(draws), func(o int) {
		draws[o] = c.resampled(o, stream(a.opts.Seed, "map", "resample", c.of, c.voice, c.outlets[o]))
	})
	if err != nil {
		return nil, nil, err
	}
	d := newDistances(c.outlets, articles)
	for o := range c.outlets {
		d.fixed[o] = !c.varies(o)
	}
	err = a.each(ctx, len(d.pairs), func(i int) {
		p := &d.pairs[i]
		p.observed, _ = c.divergence(profiles[p.a], profiles[p.b])
		p.chance = c.chance(p.a, p.b, stream(a.opts.Seed, "map", "chance", c.of, c.voice, c.outlets[p.a], c.outlets[p.b]))
		for b := range p.drawn {
			if jsd, ok := c.divergence(draws[p.a][b], draws[p.b][b]); ok {
				p.drawn[b] = jsd
			} else {
				p.drawn[b] = unknown
			}
		}
		p.centre()
	})
	return d, draws, err
}

// mapping checks what every map is made from.
func mapping(t *counts.Table, measures []Measure, opts Options) (*analysis, []int, error) {
	if err := check(measures, opts); err != nil {
		return nil, nil, err
	}
	order, err := byArticle(t)
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	return &analysis{table: t, opts: opts}, order, err
}

// comparable leaves out outlets until every two of them mention a concept in common: first the one that lacks it with
// most of the others.
func (c *choices) comparable() (left []string) {
	for {
		worst, most := -1, 0
		for o := range c.outlets {
			lacking := 0
			for other := range c.outlets {
				if _, ok := c.divergence(c.sum(c.articles[o]), c.sum(c.articles[other])); !ok {
					lacking++
				}
			}
			if lacking > most {
				worst, most = o, lacking
			}
		}
		if worst < 0 {
			return left
		}
		left = append(left, c.keep(func(o int) bool { return o != worst })...)
	}
}

func mentionsOf(profile []float64) (sum int64) {
	for _, x := range profile {
		sum += int64(x)
	}
	return sum
}

const (
	// mentionsForAxes is how many mentions an outlet needs to make the axes of a correspondence analysis. Fewer give
	// profiles so extreme that an axis may show one outlet and nothing else.
	mentionsForAxes = 30
	// resamples of the articles, for intervals, ellipses and support.
	resamples = 2000
	// unknown stands for a divergence of a resample in which two outlets mention no concept in common.
	unknown = -1
)

// correspondence is the plane of a correspondence analysis of the outlets' counts, with partial bootstrap ellipses.
func (c *choices) correspondence(draws [][][]float64, d *distances, confidence float64) Plane {
	p := Plane{Method: Correspondence,
		Ellipses: "resampled profiles placed on the axes of the map (partial bootstrap), which understates the uncertainty"}
	var profiles [][]float64
	var rows []int // the outlets that make the axes
	for o, outlet := range c.outlets {
		profiles = append(profiles, c.profile(outlet))
		if mentionsOf(profiles[o]) >= mentionsForAxes {
			rows = append(rows, o)
		}
	}
	if len(rows) < min(3, len(profiles)) {
		p.Warnings = append(p.Warnings, FewMentionsForAxes)
		rows = indices(len(profiles))
	}
	table := mat.NewDense(len(rows), len(c.columns), nil)
	for i, o := range rows {
		table.SetRow(i, profiles[o])
	}
	ca := correspond(table, c.block)
	p.axes(ca.inertia())
	for o, profile := range profiles {
		place := Place{Name: c.outlets[o], Mentions: mentionsOf(profile), Articles: len(c.articles[o])}
		if i := slices.Index(rows, o); i >= 0 {
			place.Mass = ca.rowMass[i]
		} else {
			place.Supplementary = true
			place.Warnings = append(place.Warnings, SupplementaryOutlet)
		}
		at, ok := ca.supplementary(profile)
		if !ok { // all its variants are ones that no other outlet uses
			place.Warnings = append(place.Warnings, NotPlaced)
			p.Outlets = append(p.Outlets, place)
			continue
		}
		place.X, place.Y = first(at, 0), first(at, 1)
		var xs, ys []float64
		for _, drawn := range draws[o] {
			if at, ok := ca.supplementary(drawn); ok {
				xs, ys = append(xs, first(at, 0)), append(ys, first(at, 1))
			}
		}
		place.surround(xs, ys, d.fixed[o], confidence)
		p.Outlets = append(p.Outlets, place)
	}
	for j, name := range c.columns {
		if ca.colMass[j] == 0 {
			continue
		}
		column := Place{Name: name, Mass: ca.colMass[j]}
		for _, profile := range profiles {
			column.Mentions += int64(profile[j])
		}
		if len(ca.singular) > 0 {
			at := ca.colPrincipal.RawRowView(j)
			column.X, column.Y = first(at, 0), first(at, 1)
		}
		p.Columns = append(p.Columns, column)
	}
	return p
}

// axes keeps the shares of the first two axes, and says what fewer mean.
func (p *Plane) axes(share []float64) {
	p.Axes = share[:min(2, len(share))]
	switch len(p.Axes) {
	case 0:
		p.Warnings = append(p.Warnings, AllAlike)
	case 1:
		p.Warnings = append(p.Warnings, OneAxis)
	}
	p.Warnings = inOrder(p.Warnings...)
}

// first is a coordinate on one of the axes, 0 where there are fewer.
func first(at []float64, axis int) float64 {
	if axis < len(at) {
		return at[axis]
	}
	return 0
}

// surround gives a place its ellipse, from where it stood in resamples. Where the outlet's articles are all alike, it
// would show how sure the others are.
func (p *Place) surround(xs, ys []float64, fixed bool, confidence float64) {
	switch {
	case p.Articles < ArticlesForInterval:
		p.Warnings = append(p.Warnings, NoInterval)
	case fixed:
		p.Warnings = append(p.Warnings, ArticlesAlike)
	case len(xs) < resamples/2:
		p.Warnings = append(p.Warnings, ResamplesPassedOver)
	default:
		if e := ellipseOf(xs, ys, confidence); finite(e.Major) {
			p.Ellipse = &e
		} else {
			p.Warnings = append(p.Warnings, UnboundedInterval)
		}
		if p.Articles < ArticlesForTest {
			p.Warnings = append(p.Warnings, FewArticles)
		}
	}
	p.Warnings = inOrder(p.Warnings...)
}

// distances are those of all pairs of outlets, observed and resampled.
type distances struct {
	outlets  []string
	articles []int
	fixed    []bool // outlets whose articles are all alike
	pairs    []pair
}

// A pair is two outlets with the square of their distance: as observed, as chance alone would give, and in resamples.
type pair struct {
	a, b             int
	observed, chance float64
	drawn            []float64 // made to have the mean observed − chance by centre
}

func newDistances(outlets []string, articles []int) *distances {
	d := &distances{outlets: outlets, articles: articles, fixed: make([]bool, len(outlets))}
	for a := range outlets {
		for b := a + 1; b < len(outlets); b++ {
			d.pairs = append(d.pairs, pair{a: a, b: b, drawn: make([]float64, resamples)})
		}
	}
	return d
}

// centre takes from the resampled squares what they are too large by: a resample adds to what chance gives the data
// what chance gives a resample.
func (p *pair) centre() {
	sum, n := 0.0, 0
	for _, x := range p.drawn {
		if x != unknown {
			sum, n = sum+x, n+1
		}
	}
	if n == 0 {
		return
	}
	shift := sum/float64(n) - (p.observed - p.chance)
	for b, x := range p.drawn {
		if x != unknown {
			p.drawn[b] = max(0, x-shift)
		}
	}
}

func (p *pair) corrected() float64 { return max(0, p.observed-p.chance) }

// distance is the pair as it is shown, with its interval.
func (p *pair) distance(d *distances, confidence float64) Distance {
	out := Distance{A: d.outlets[p.a], B: d.outlets[p.b], ArticlesA: d.articles[p.a], ArticlesB: d.articles[p.b],
		Value: ptr(math.Sqrt(p.corrected())), Uncorrected: ptr(math.Sqrt(p.observed))}
	drawn := slices.DeleteFunc(slices.Clone(p.drawn), func(x float64) bool { return x == unknown })
	switch k := min(out.ArticlesA, out.ArticlesB); {
	case k < ArticlesForInterval:
		out.Warnings = append(out.Warnings, NoInterval)
	case d.fixed[p.a] && d.fixed[p.b]:
		out.Warnings = append(out.Warnings, ArticlesAlike)
	case len(drawn) < resamples/2:
		out.Warnings = append(out.Warnings, ResamplesPassedOver)
	default:
		slices.Sort(drawn)
		tail := (1 - confidence) / 2
		out.Lo = ptr(min(*out.Value, math.Sqrt(quantile(drawn, tail))))
		out.Hi = ptr(max(*out.Value, math.Sqrt(quantile(drawn, 1-tail))))
		if k < ArticlesForTest {
			out.Warnings = append(out.Warnings, FewArticles)
		}
		if d.fixed[p.a] || d.fixed[p.b] {
			out.Warnings = append(out.Warnings, ArticlesAlike)
		}
	}
	out.Warnings = inOrder(out.Warnings...)
	return out
}

// matrix is the corrected distances; drawn, those of a resample, nil if it does not know all.
func (d *distances) matrix() *mat.SymDense {
	return d.fill(func(p *pair) float64 { return p.corrected() })
}

func (d *distances) drawn(b int) *mat.SymDense {
	return d.fill(func(p *pair) float64 { return p.drawn[b] })
}

func (d *distances) fill(square func(*pair) float64) *mat.SymDense {
	m := mat.NewSymDense(len(d.outlets), nil)
	for i := range d.pairs {
		p := &d.pairs[i]
		x := square(p)
		if x == unknown {
			return nil
		}
		m.SetSym(p.a, p.b, math.Sqrt(x))
	}
	return m
}

// scale is the plane of a classical scaling of the distances, with ellipses from resampled ones laid upon it.
func (d *distances) scale(ctx context.Context, a *analysis) (Plane, error) {
	p := Plane{Method: Scaling, Ellipses: "maps of resampled articles laid upon this one (Procrustes, without scaling)"}
	points, share := classicalScaling(d.matrix())
	p.axes(share)
	reference := onPlane(points, len(d.outlets))
	cloud, err := newCloud(ctx, a, reference, func(b int) *mat.Dense {
		m := d.drawn(b)
		if m == nil {
			return nil
		}
		points, _ := classicalScaling(m)
		return onPlane(points, len(d.outlets))
	})
	p.Outlets = cloud.places(d, reference, a.opts.Confidence)
	return p, err
}

// onPlane is the first two axes of points, which stand at 0 on axes that there are not.
func onPlane(points *mat.Dense, n int) *mat.Dense {
	out := mat.NewDense(n, 2, nil)
	if points != nil {
		_, axes := points.Dims()
		for i := range n {
			for k := range min(2, axes) {
				out.Set(i, k, points.At(i, k))
			}
		}
	}
	return out
}

// A cloud is where points stand in resampled maps that are laid upon a reference.
type cloud []*mat.Dense // nil where a resample gave no map

func newCloud(ctx context.Context, a *analysis, reference *mat.Dense, draw func(b int) *mat.Dense) (cloud, error) {
	c := make(cloud, resamples)
	err := a.eachResample(ctx, func(b int) {
		if m := draw(b); m != nil {
			c[b] = align(reference, m, false).points
		}
	})
	return c, err
}

func (c cloud) places(d *distances, reference *mat.Dense, confidence float64) (out []Place) {
	for i, name := range d.outlets {
		place := Place{Name: name, X: reference.At(i, 0), Y: reference.At(i, 1), Articles: d.articles[i]}
		var xs, ys []float64
		for _, m := range c {
			if m != nil {
				xs, ys = append(xs, m.At(i, 0)), append(ys, m.At(i, 1))
			}
		}
		place.surround(xs, ys, d.fixed[i], confidence)
		out = append(out, place)
	}
	return out
}

// eachResample does a task for each resample on all workers, many to a goroutine as each is short.
func (a *analysis) eachResample(ctx context.Context, do func(b int)) error {
	const batch = 50
	return a.each(ctx, resamples/batch, func(i int) {
		for b := range batch {
			do(i*batch + b)
		}
	})
}

// finish lists the distances and the clusters in a map.
func (d *distances) finish(ctx context.Context, a *analysis, m *Map) error {
	for i := range d.pairs {
		m.Distances = append(m.Distances, d.pairs[i].distance(d, a.opts.Confidence))
	}
	trees := make([][]merge, resamples)
	err := a.eachResample(ctx, func(b int) {
		if drawn := d.drawn(b); drawn != nil {
			trees[b] = averageLinkage(drawn)
		}
	})
	tree := averageLinkage(d.matrix())
	shares := support(tree, trees)
	for i, node := range tree {
		c := Cluster{Height: node.height}
		for _, o := range node.members {
			c.Outlets = append(c.Outlets, d.outlets[o])
		}
		if shares != nil && len(c.Outlets) < len(d.outlets) {
			c.Support = ptr(shares[i])
		}
		m.Clusters = append(m.Clusters, c)
	}
	if missing := len(slices.DeleteFunc(slices.Clone(trees), func(t []merge) bool { return t != nil })); missing > resamples/20 {
		m.Warnings = append(m.Warnings, ResamplesPassedOver)
	}
	return err
}
