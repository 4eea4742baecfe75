package stats

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"parallax/counts"
)

// standings are the values of outlets on series, with the articles behind them.
type standings struct {
	series   []string
	outlets  []string
	articles [][]entry   // by outlet: those with a part in any series, by ID
	values   [][]float64 // by outlet and series; noValue where there is no denominator
}

// An entry is what one article contributes to every series that it has a part in.
type entry []struct {
	series int
	part
}

// noValue stands for a ratio without denominator.
var noValue = math.Inf(1)

// MapMeasures maps the outlets by all measures together, each voice of a measure apart: by principal components of the
// values, every measure on the scale of its standard deviation over the outlets. Articles are resampled within outlets,
// all measures of an article together; a measure of which a resample knows nothing keeps its value. Squared distances
// are corrected by what resampling adds to them, which is what the sampling of articles added before.
//
// Measures that fewer than half of the outlets have, or that are the same of all, have no part; nor do outlets that
// lack one of the others.
func MapMeasures(ctx context.Context, t *counts.Table, measures []Measure, opts Options) (*Map, error) {
	a, order, err := mapping(t, measures, opts)
	if err != nil {
		return nil, err
	}
	all := newSeries(measures)
	if err := evaluate(t, order, all); err != nil {
		return nil, err
	}
	m := &Map{Of: fmt.Sprintf("%d measures", len(measures)), Confidence: opts.Confidence, Seed: opts.Seed}
	s := newStandings(t, all)
	used := s.complete(m)
	if len(m.LeftOut) > 0 {
		m.Warnings = append(m.Warnings, OutletsLeftOut)
	}
	if len(s.outlets) < 2 || len(used) == 0 {
		m.Warnings = inOrder(append(m.Warnings, NothingToMap)...)
		return m, nil
	}
	articles := make([]int, len(s.outlets))
	draws := make([][][]float64, len(s.outlets)) // by outlet, resample and used series
	err = a.each(ctx, len(s.outlets), func(o int) {
		articles[o] = len(s.articles[o])
		draws[o] = s.resampled(o, used, stream(opts.Seed, "map", "measures", s.outlets[o]))
	})
	if err != nil {
		return nil, err
	}
	observed := make([][]float64, len(s.outlets))
	for o := range observed {
		observed[o] = pick(s.values[o], used)
	}
	x := rowsOf(observed)
	sd := spread(x)
	d := newDistances(s.outlets, articles)
	for o, drawn := range draws {
		d.fixed[o] = !slices.ContainsFunc(drawn, func(values []float64) bool { return !slices.Equal(values, observed[o]) })
	}
	err = a.each(ctx, len(d.pairs), func(i int) {
		p := &d.pairs[i]
		p.observed = meanSquare(observed[p.a], observed[p.b], sd)
		for b := range p.drawn {
			p.drawn[b] = meanSquare(draws[p.a][b], draws[p.b][b], sd)
			p.chance += p.drawn[b] / resamples
		}
		p.chance = max(0, p.chance-p.observed)
		p.centre()
	})
	if err != nil {
		return nil, err
	}
	plane, err := s.components(ctx, a, d, x, used, draws)
	if err != nil {
		return nil, err
	}
	m.Planes = []Plane{plane}
	if err := d.finish(ctx, a, m); err != nil {
		return nil, err
	}
	m.Warnings = inOrder(m.Warnings...)
	return m, nil
}

func newStandings(t *counts.Table, all []series) *standings {
	s := &standings{outlets: outlets(t)}
	byArticle := map[int]entry{}
	var articles []int
	for i, one := range all {
		name := one.measure.Name
		if len(one.measure.Voices) > 1 {
			name += " (" + one.voice + ")"
		}
		s.series = append(s.series, name)
		for _, p := range one.parts {
			if byArticle[p.article] == nil {
				articles = append(articles, p.article)
			}
			byArticle[p.article] = append(byArticle[p.article], struct {
				series int
				part
			}{i, p})
		}
	}
	// By ID: the order in which articles were added shows nowhere.
	slices.SortFunc(articles, func(a, b int) int {
		return strings.Compare(t.Article(a).Article, t.Article(b).Article)
	})
	s.articles = make([][]entry, len(s.outlets))
	for _, i := range articles {
		o, _ := slices.BinarySearch(s.outlets, t.Article(i).Outlet)
		s.articles[o] = append(s.articles[o], byArticle[i])
	}
	for o := range s.outlets {
		s.values = append(s.values, s.ratios(s.articles[o]))
	}
	return s
}

// ratios are the values that articles give together.
func (s *standings) ratios(articles []entry) []float64 {
	sums := make([]part, len(s.series))
	for _, e := range articles {
		for _, p := range e {
			sums[p.series].num += p.num
			sums[p.series].den += p.den
		}
	}
	out := make([]float64, len(sums))
	for i, sum := range sums {
		out[i] = noValue
		if sum.den > 0 {
			out[i] = float64(sum.num) / float64(sum.den)
		}
	}
	return out
}

// complete leaves the series and the outlets of which all values are known, and says which it leaves out.
func (s *standings) complete(m *Map) (used []int) {
	out := map[int]bool{}
	for i := range s.series {
		known := 0
		for o := range s.outlets {
			if s.values[o][i] != noValue {
				known++
			}
		}
		out[i] = known < 2 || 2*known < len(s.outlets)
	}
	kept := standings{series: s.series}
	for o, name := range s.outlets {
		lacks := func(i int) bool { return !out[i] && s.values[o][i] == noValue }
		if slices.ContainsFunc(indices(len(s.series)), lacks) || len(s.articles[o]) == 0 {
			m.LeftOut = append(m.LeftOut, name)
			continue
		}
		kept.outlets, kept.articles, kept.values = append(kept.outlets, name), append(kept.articles, s.articles[o]), append(kept.values, s.values[o])
	}
	*s = kept
	for i, name := range s.series {
		varies := slices.ContainsFunc(s.values, func(v []float64) bool {
			return math.Abs(v[i]-s.values[0][i]) > rounding*math.Abs(s.values[0][i])
		})
		if out[i] || !varies {
			m.Unused = append(m.Unused, name)
		} else {
			used = append(used, i)
		}
	}
	return used
}

func pick(values []float64, at []int) []float64 {
	out := make([]float64, len(at))
	for i, j := range at {
		out[i] = values[j]
	}
	return out
}

// resampled are an outlet's values on the used series when its articles are drawn anew, with replacement.
func (s *standings) resampled(o int, used []int, random *dice) [][]float64 {
	articles := s.articles[o]
	out := make([][]float64, resamples)
	drawn := make([]entry, len(articles))
	for b := range out {
		for i := range drawn {
			drawn[i] = articles[random.below(len(articles))]
		}
		out[b] = pick(s.ratios(drawn), used)
		for i, j := range used {
			if out[b][i] == noValue {
				out[b][i] = s.values[o][j]
			}
		}
	}
	return out
}

func rowsOf(values [][]float64) *mat.Dense {
	x := mat.NewDense(len(values), len(values[0]), nil)
	for i, row := range values {
		x.SetRow(i, row)
	}
	return x
}

// spread is the standard deviation of each column.
func spread(x *mat.Dense) []float64 {
	_, cols := x.Dims()
	out := make([]float64, cols)
	for j := range out {
		out[j] = stat.StdDev(mat.Col(nil, j, x), nil)
	}
	return out
}

// meanSquare is the mean squared difference of two outlets over the series, in standard deviations.
func meanSquare(a, b, sd []float64) float64 {
	sum := 0.0
	for i := range a {
		z := (a[i] - b[i]) / sd[i]
		sum += z * z
	}
	return sum / float64(len(a))
}

// components is the plane of the first two principal components, with ellipses from those of resamples.
func (s *standings) components(ctx context.Context, a *analysis, d *distances, x *mat.Dense, used []int, draws [][][]float64) (Plane, error) {
	p := Plane{Method: PrincipalComponents, Ellipses: "maps of resampled articles laid upon this one (Procrustes, without scaling)"}
	c := principalComponents(x)
	p.axes(c.variance())
	reference := onPlane(c.scores, len(s.outlets))
	cloud, err := newCloud(ctx, a, reference, func(b int) *mat.Dense {
		values := make([][]float64, len(s.outlets))
		for o := range values {
			values[o] = draws[o][b]
		}
		return onPlane(principalComponents(rowsOf(values)).scores, len(s.outlets))
	})
	p.Outlets = cloud.places(d, reference, a.opts.Confidence)
	for i, j := range used {
		column := Place{Name: s.series[j]}
		for k, sd := range c.sd[:min(2, len(c.sd))] {
			r := c.rotation.At(i, k) * sd // the correlation of the measure with the axis
			if k == 0 {
				column.X = r
			} else {
				column.Y = r
			}
		}
		p.Columns = append(p.Columns, column)
	}
	return p, err
}
