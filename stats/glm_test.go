package stats

import (
	"math"
	"slices"
	"testing"
)

func TestVectorGLM(t *testing.T) {
	var in struct {
		X, Tokens []float64
		Outlet    []string
	}
	var want struct {
		Coef       []float64 `json:"poisson_coef"`
		SE         []float64 `json:"poisson_se"`
		Dispersion float64   `json:"pearson_dispersion"`
		Quasi      []float64 `json:"quasi_se"`
		HC0        []float64 `json:"HC0_se"`
		Deviance   float64
	}
	vector(t, "glm_count_offset", &in, &want)
	x := design{columns: 2}
	for _, o := range in.Outlet {
		row := []nonzero{{0, 1}}
		if o == "B" {
			row = append(row, nonzero{1, 1})
		}
		x.rows = append(x.rows, row)
	}
	m, ok := fitGLM(poissonCounts, x, in.X, in.Tokens)
	if !ok {
		t.Fatal("no fit")
	}
	each := make([]int, len(in.X))
	for i := range each {
		each[i] = i
	}
	cov, phi := m.robust(each), m.dispersion()
	near(t, "φ", phi, want.Dispersion)
	near(t, "deviance", m.deviance, want.Deviance)
	for j := range 2 {
		near(t, "β", m.beta[j], want.Coef[j])
		near(t, "SE", math.Sqrt(m.inverse.At(j, j)), want.SE[j])
		near(t, "quasi SE", math.Sqrt(phi*m.inverse.At(j, j)), want.Quasi[j])
		near(t, "HC0", math.Sqrt(cov.At(j, j)), want.HC0[j])
	}
}

// A logistic regression of a 2 × 2 table is its log odds ratio, with Woolf's (1955) standard error.
func TestLogisticOfATable(t *testing.T) {
	x := design{columns: 2, rows: [][]nonzero{{{0, 1}}, {{0, 1}, {1, 1}}}}
	m, ok := fitGLM(binomialCounts, x, []float64{10, 30}, []float64{40, 50})
	if !ok {
		t.Fatal("no fit")
	}
	near(t, "log odds", m.beta[0], math.Log(10./30))
	near(t, "log odds ratio", m.beta[1], math.Log(30./20/(10./30)))
	near(t, "Woolf", math.Sqrt(m.inverse.At(1, 1)), math.Sqrt(1./10+1./30+1./30+1./20))
}

// Clusters of equal articles: the scores add up, so that the meat is the square of the clusters' sums.
func TestRobustClusters(t *testing.T) {
	x := design{columns: 1, rows: [][]nonzero{{{0, 1}}, {{0, 1}}, {{0, 1}}, {{0, 1}}}}
	m, _ := fitGLM(poissonCounts, x, []float64{1, 3, 2, 6}, []float64{1, 1, 1, 1})
	near(t, "by article", m.robust([]int{0, 1, 2, 3}).At(0, 0), (4.+0+1+9)/144)
	near(t, "by story", m.robust([]int{5, 2, 5, 2}).At(0, 0), (9.+9)/144)
}

func TestNoFiniteFit(t *testing.T) {
	// Level 1 is where there is anything at all.
	separated := design{columns: 2, rows: [][]nonzero{{{0, 1}}, {{0, 1}}, {{0, 1}, {1, 1}}, {{0, 1}, {1, 1}}}}
	for _, f := range []countModel{poissonCounts, binomialCounts} {
		if _, ok := fitGLM(f, separated, []float64{0, 0, 2, 1}, []float64{3, 3, 3, 3}); ok {
			t.Errorf("model %d: a separated design has a fit", f)
		}
	}
	if _, ok := fitGLM(poissonCounts, separated, []float64{0, 0, 0, 0}, []float64{3, 3, 3, 3}); ok {
		t.Error("no occurrence at all has a fit")
	}
}

func TestRedundantColumns(t *testing.T) {
	// Columns 1 and 2 are levels of one factor, 3 is where 2 is, 4 is a number, 5 twice that.
	x := design{columns: 6}
	for i := range 9 {
		row := []nonzero{{0, 1}}
		if level := i % 3; level > 0 {
			row = append(row, nonzero{level, 1})
			if level == 2 {
				row = append(row, nonzero{3, 1})
			}
		}
		v := math.Log(float64(300 + 7*i*i))
		x.rows = append(x.rows, append(row, nonzero{4, v}, nonzero{5, 2 * v}))
	}
	if got, want := x.redundant(), []int{3, 5}; !slices.Equal(got, want) {
		t.Errorf("redundant columns %v, want %v", got, want)
	}
}
