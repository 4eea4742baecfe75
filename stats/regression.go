package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"parallax/counts"
)

// A Regression asks what of a measure's differences remains where other columns of the articles are held
// fixed.
type Regression struct {
	Name, Doc string
	Measure   Measure
	Formula   Formula
}

// A Coefficient is one term of a regression in one voice: "intercept", a level of a column against the
// column's reference level ("outlet=BBC"), or a number's slope ("log-words"). Estimates are on the scale of
// the logarithm, of odds for a share and of the rate per thousand for a rate; Ratio is its exponential.
type Coefficient struct {
	Regression, Measure, Voice, Term string
	Estimate, Lo, Hi                 *float64
	Ratio, RatioLo, RatioHi          *float64
	P                                *float64
	Confidence                       float64
	Dispersion                       *float64 // of the fit: how many times the variance is that of independent occurrences
	Articles, Clusters               int      // that the fit is made of
	Warnings                         []Warning
}

const (
	// levelsInRegression is how many levels a column may have, outlets apart: more are not a covariate that
	// anybody reads, and stories are better held fixed by contrasts within them.
	levelsInRegression = 50
	// clustersForLevel is how many clusters a level and its reference must occur in, each, for an interval: as
	// many as articles for a test. Of a level in one cluster the robust error is next to nothing, because the
	// fit makes that cluster's residuals sum to nothing.
	clustersForLevel = ArticlesForTest
	// clustersInAll is where cluster-robust errors begin to be trusted (Cameron & Miller 2015 ask for more).
	clustersInAll = 10
)

// Regress fits each regression in each voice of its measure. A share is a logistic regression of the choice
// in each occurrence, numerator of denominator; a per-thousand rate a Poisson regression with the logarithm
// of the denominator as offset. Both are quasi-likelihoods: the coefficients are right if the mean is,
// whatever the dispersion and the dependence (Gourieroux, Monfort & Trognon 1984; Papke & Wooldridge 1996),
// and the errors are robust, clustered by story, where articles of no known story are clusters of their own,
// times G/(G−1)·(n−1)/(n−p). A negative binomial would weigh articles otherwise and so estimate something
// else.
//
// The reference of a column is its first level by name that has a finite coefficient. Intervals and p take
// Student's t with one degree of freedom less than the clusters of the level or of its reference, whichever
// are fewer: a small outlet's variance is known from its own stories only. With 6 articles beside 30, G−1 covers
// .88 at .95 and this .95 (8,000 draws of TestRegressionCoverage).
//
// Of articles, those count that have anything to divide by and a value in each column.
func Regress(t *counts.Table, regressions []Regression, confidence float64) ([]Coefficient, error) {
	order, err := byArticle(t)
	if err != nil {
		return nil, err
	}
	var faults []error
	for _, r := range regressions {
		if err := r.Check(); err != nil {
			faults = append(faults, fmt.Errorf("regression %q: %w", r.Name, err))
		}
	}
	if err := checkConfidence(confidence); err != nil {
		faults = append(faults, err)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	var out []Coefficient
	for _, r := range regressions {
		all := newSeries([]Measure{r.Measure})
		if err := evaluate(t, order, all); err != nil {
			return nil, err
		}
		columns := covariates(t, r.Formula)
		for _, s := range all {
			g := regress(t, &s, columns)
			out = append(out, g.coefficients(r.Name, confidence)...)
		}
	}
	return out, nil
}

// Check reports every fault of a regression that shows without a corpus, without its name.
func (r Regression) Check() error {
	var faults []error
	if r.Measure.Unit == Mean {
		faults = append(faults, fmt.Errorf("measure: %s is a mean of levels, and a regression takes a share (logistic) or a per-thousand rate (Poisson)", r.Measure.Name))
	}
	if len(r.Formula) == 0 {
		faults = append(faults, errors.New("formula: names no column"))
	}
	return errors.Join(append(faults, r.Measure.Check())...)
}

// A regression is one series on its columns. Of each level and of each column of the design it knows what
// became of it.
type regression struct {
	series   *series
	columns  []covariate
	state    [][]levelState // by column and level
	slot     [][]int        // by column and level, then numbers: column of the design, or -1
	articles []int          // in the fit, of the table
	y, n     []float64      // of them
	cluster  []int          // of them
	clusters int
	fit      *glm
	cov      *mat.SymDense
	warnings []Warning // of all terms
	wide     string    // a column that has too many levels
}

// A levelState is what became of a level.
type levelState int

const (
	absent    levelState = iota // no article has it
	reference                   // the others are compared with it
	estimated
	separate  // all of its articles have none, or all have nothing else
	redundant // it follows from the terms before it
)

func regress(t *counts.Table, s *series, columns []covariate) *regression {
	g := &regression{series: s, columns: columns}
	for _, c := range columns {
		if c.name != "outlet" && len(c.levels) > levelsInRegression {
			g.wide = c.name
			g.warnings = append(g.warnings, TooManyLevels)
			return g
		}
	}
	g.take(s.parts)
	g.state = make([][]levelState, len(columns))
	g.slot = make([][]int, len(columns))
	for c := range columns {
		g.state[c] = make([]levelState, len(columns[c].levels))
		g.slot[c] = slices.Repeat([]int{-1}, max(1, len(columns[c].levels)))
	}
	possible := g.possible()
	if possible {
		g.separate()
	}
	g.group(t)
	if possible {
		g.solve()
	}
	return g
}

// take keeps the articles that have a denominator and a value in each column.
func (g *regression) take(parts []part) {
	for _, p := range parts {
		if p.den <= 0 {
			continue
		}
		if slices.ContainsFunc(g.columns, func(c covariate) bool { return !c.known[p.article] }) {
			g.warn(MissingValues)
			continue
		}
		g.articles = append(g.articles, p.article)
		g.y = append(g.y, float64(p.num))
		exposure := float64(p.den)
		g.n = append(g.n, exposure/g.series.scale.factor())
	}
}

func (g *regression) warn(w Warning) { g.warnings = append(g.warnings, w) }

// possible warns of what no regression can be made of.
func (g *regression) possible() bool {
	none, all := true, g.series.measure.Unit == Share
	for i, y := range g.y {
		if y < 0 || g.series.measure.Unit == Share && y > g.n[i] {
			g.warn(OutsideScale)
			return false
		}
		none, all = none && y == 0, all && y == g.n[i]
	}
	switch {
	case len(g.y) == 0:
		if !slices.Contains(g.warnings, MissingValues) { // which says it all
			g.warn(NoDenominator)
		}
	case none:
		g.warn(ZeroCount)
	case all:
		g.warn(AllCount)
	default:
		return true
	}
	return false
}

// separate leaves out the levels of which no article has any, or every article has nothing else, with their
// articles: their coefficients are infinite, and at that limit the articles say nothing about the others. It
// goes on until no level is left of that kind, and then names the references.
func (g *regression) separate() {
	for c, column := range g.columns {
		for _, a := range g.articles {
			if column.number == nil {
				g.state[c][column.level[a]] = estimated
			}
		}
	}
	for again := true; again; {
		again = false
		for c, column := range g.columns {
			if column.number != nil {
				continue
			}
			none, all, occurs := g.extremes(column)
			for l := range column.levels {
				if g.state[c][l] == estimated && (!occurs[l] || none[l] || all[l]) { // not occurs: its articles went with another level
					g.state[c][l] = separate
					again = true
				}
			}
			g.keep(func(i int) bool { return g.state[c][column.level[g.articles[i]]] != separate })
		}
	}
	for c := range g.columns {
		if first := slices.Index(g.state[c], estimated); first >= 0 {
			g.state[c][first] = reference
		}
	}
}

// extremes tells of each level of a column whether it occurs, with none of what is counted or nothing else.
func (g *regression) extremes(column covariate) (none, all, occurs []bool) {
	k := len(column.levels)
	none, all, occurs = slices.Repeat([]bool{true}, k), slices.Repeat([]bool{g.series.measure.Unit == Share}, k), make([]bool, k)
	for i, a := range g.articles {
		l := column.level[a]
		occurs[l] = true
		none[l] = none[l] && g.y[i] == 0
		all[l] = all[l] && g.y[i] == g.n[i]
	}
	return none, all, occurs
}

func (g *regression) keep(kept func(i int) bool) {
	at := 0
	for i := range g.articles {
		if kept(i) {
			g.articles[at], g.y[at], g.n[at] = g.articles[i], g.y[i], g.n[i]
			at++
		}
	}
	g.articles, g.y, g.n = g.articles[:at], g.y[:at], g.n[:at]
}

// group numbers the clusters: stories, and articles of no known story.
func (g *regression) group(t *counts.Table) {
	at := map[string]int{}
	for _, a := range g.articles {
		story := t.Article(a).Story
		id, seen := at[story]
		if story == "" || !seen {
			id = g.clusters
			g.clusters++
		}
		if story != "" {
			at[story] = id
		}
		g.cluster = append(g.cluster, id)
	}
	if g.clusters < clustersInAll {
		g.warn(FewClusters)
	}
}

// solve fits the columns of the design that do not follow from others.
func (g *regression) solve() {
	columns := 1
	for c, column := range g.columns {
		if column.number != nil {
			g.slot[c][0] = columns
			columns++
		}
		for l, state := range g.state[c] {
			if state == estimated {
				g.slot[c][l] = columns
				columns++
			}
		}
	}
	x := g.design(columns)
	if follow := x.redundant(); len(follow) > 0 {
		columns -= len(follow)
		for c := range g.slot {
			for l, j := range g.slot[c] {
				if slices.Contains(follow, j) {
					g.slot[c][l] = -1
					if g.columns[c].number == nil {
						g.state[c][l] = redundant
					}
				} else if j >= 0 {
					before, _ := slices.BinarySearch(follow, j)
					g.slot[c][l] = j - before
				}
			}
		}
		x = g.design(columns)
	}
	model := binomialCounts
	if g.series.measure.Unit == PerThousand {
		model = poissonCounts
	}
	m, ok := fitGLM(model, x, g.y, g.n)
	correction, enough := clusterFactor(g.clusters, len(g.y), columns)
	if !ok || !enough {
		g.warn(NoFit)
		return
	}
	g.fit = m
	g.cov = m.robust(g.cluster)
	g.cov.ScaleSym(correction, g.cov)
}

func (g *regression) design(columns int) design {
	x := design{columns: columns, rows: make([][]nonzero, len(g.articles))}
	for i, a := range g.articles {
		row := []nonzero{{0, 1}}
		for c, column := range g.columns {
			if column.number != nil {
				if j := g.slot[c][0]; j > 0 {
					row = append(row, nonzero{j, column.number[a]})
				}
			} else if j := g.slot[c][column.level[a]]; j > 0 {
				row = append(row, nonzero{j, 1})
			}
		}
		x.rows[i] = row
	}
	return x
}

// coefficients lists the terms: the intercept, then the columns as the formula has them. Levels that no
// article has are left out.
func (g *regression) coefficients(name string, confidence float64) (out []Coefficient) {
	begin := func(term string, ws ...Warning) *Coefficient {
		out = append(out, Coefficient{
			Regression: name, Measure: g.series.measure.Name, Voice: g.series.voice, Term: term, Confidence: confidence,
			Articles: len(g.articles), Clusters: g.clusters, Warnings: inOrder(slices.Concat(g.warnings, ws)...),
		})
		c := &out[len(out)-1]
		if g.fit != nil {
			c.Dispersion = ptr(g.fit.dispersion())
		}
		return c
	}
	if g.wide != "" {
		begin(g.wide)
		return out
	}
	spread := make([][]int, len(g.columns))
	least := g.clusters // in which the levels of the intercept occur
	for c := range g.columns {
		spread[c] = g.spread(c)
		if first := slices.Index(g.state[c], reference); first >= 0 {
			least = min(least, spread[c][first])
		}
	}
	g.fill(begin("intercept"), 0, least)
	for c, column := range g.columns {
		if column.number != nil {
			if j := g.slot[c][0]; j < 0 && g.fit != nil {
				begin(column.name, RedundantTerm)
			} else {
				g.fill(begin(column.name), j, g.clusters)
			}
			continue
		}
		first := max(0, slices.Index(g.state[c], reference))
		for l, level := range column.levels {
			term := column.name + "=" + level
			switch g.state[c][l] {
			case reference:
				begin(term, ReferenceLevel)
			case separate:
				begin(term, Separation)
			case redundant:
				begin(term, RedundantTerm)
			case estimated:
				g.fill(begin(term), g.slot[c][l], min(spread[c][l], spread[c][first]))
			}
		}
	}
	return out
}

// spread is in how many clusters each level of a column occurs.
func (g *regression) spread(c int) []int {
	seen := make([]map[int]bool, len(g.columns[c].levels))
	for i, a := range g.articles {
		if g.columns[c].number != nil {
			break
		}
		l := g.columns[c].level[a]
		if seen[l] == nil {
			seen[l] = map[int]bool{}
		}
		seen[l][g.cluster[i]] = true
	}
	out := make([]int, len(seen))
	for l := range seen {
		out[l] = len(seen[l])
	}
	return out
}

// fill sets what column j of the design tells of a term that so many clusters bear on.
func (g *regression) fill(c *Coefficient, j, clusters int) {
	if g.fit == nil || j < 0 {
		return
	}
	warn := func(w Warning) { c.Warnings = inOrder(append(c.Warnings, w)...) }
	beta := g.fit.beta[j]
	c.Estimate, c.Ratio = ptr(beta), ptr(math.Exp(beta))
	se := math.Sqrt(max(0, g.cov.At(j, j)))
	switch {
	case clusters < clustersForLevel:
		warn(LevelInFewClusters)
		return
	case se <= 1e-9*max(1, math.Abs(beta)):
		warn(NoResidual)
		return
	}
	reach := se * studentQuantile(clusters, c.Confidence)
	lo, hi := beta-reach, beta+reach
	if !finite(math.Exp(hi)) || math.Exp(lo) == 0 {
		warn(UnboundedInterval)
	} else {
		c.Lo, c.Hi, c.RatioLo, c.RatioHi = ptr(lo), ptr(hi), ptr(math.Exp(lo)), ptr(math.Exp(hi))
	}
	c.P = ptr(2 * distuv.StudentsT{Sigma: 1, Nu: float64(clusters - 1)}.Survival(math.Abs(beta)/se))
}
