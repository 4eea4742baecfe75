package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// A countModel is a distribution with its canonical link, for counts y of an exposure n.
type countModel int

const (
	poissonCounts  countModel = iota // log link: y is expected n·exp(η), n the offset's exposure
	binomialCounts                   // logit link: y successes of n trials
)

// mean is the expected count and its variance, had the counts been independent occurrences.
func (f countModel) mean(eta, n float64) (mu, variance float64) {
	if f == poissonCounts {
		mu = n * math.Exp(eta)
		return mu, mu
	}
	p := 1 / (1 + math.Exp(-eta))
	return n * p, n * p * (1 - p)
}

// link is the η of a mean count.
func (f countModel) link(mu, n float64) float64 {
	if f == poissonCounts {
		return math.Log(mu / n)
	}
	return math.Log(mu / (n - mu))
}

// deviance is a count's part of the deviance.
func (f countModel) deviance(y, mu, n float64) float64 {
	if f == poissonCounts {
		return 2 * (xlogy(y, y/mu) - (y - mu))
	}
	return 2 * (xlogy(y, y/mu) + xlogy(n-y, (n-y)/(n-mu)))
}

// xlogy is x·log y, 0 where x is.
func xlogy(x, y float64) float64 {
	if x == 0 {
		return 0
	}
	return float64(x * math.Log(y))
}

// A design holds, for each article, the columns in which it is not zero: one for the intercept and one for
// each factor whose reference level is not its own.
type design struct {
	rows    [][]nonzero
	columns int
}

type nonzero struct {
	column int
	value  float64
}

// eta is the linear predictor of an article.
func (d design) eta(i int, beta []float64) (eta float64) {
	for _, e := range d.rows[i] {
		eta += float64(e.value * beta[e.column])
	}
	return eta
}

// cross is X'WX for weights by article.
func (d design) cross(weight func(i int) float64) *mat.SymDense {
	sum := mat.NewSymDense(d.columns, nil)
	for i, row := range d.rows {
		w := weight(i)
		for j, a := range row {
			for _, b := range row[j:] {
				sum.SetSym(a.column, b.column, sum.At(a.column, b.column)+float64(float64(w*a.value)*b.value))
			}
		}
	}
	return sum
}

// redundant lists the columns that follow from those before them, as R's lm and glm find them: the pivots of
// the Cholesky factor of X'X that are next to nothing beside their diagonal, which is 1−R² of the column on
// those before it.
func (d design) redundant() (columns []int) {
	const tolerance = 1e-9
	cross := d.cross(func(int) float64 { return 1 })
	rest := mat.DenseCopyOf(cross)
	for j := range d.columns {
		pivot := rest.At(j, j)
		if pivot <= tolerance*cross.At(j, j) {
			columns = append(columns, j)
			continue
		}
		for k := j + 1; k < d.columns; k++ {
			ratio := rest.At(k, j) / pivot
			for l := j + 1; ratio != 0 && l < d.columns; l++ {
				rest.Set(k, l, rest.At(k, l)-float64(ratio*rest.At(j, l)))
			}
		}
	}
	return columns
}

// A glm is a generalised linear model with its coefficients. Nothing in it depends on the counts being
// independent but the inverse as a covariance: see [glm.robust] for one that does not.
type glm struct {
	model    countModel
	x        design
	y, n     []float64
	beta     []float64
	fitted   []float64
	inverse  *mat.SymDense // (X'WX)⁻¹: the covariance, had the model's variance been that of the counts
	deviance float64
}

// fitGLM fits counts y of exposures n by iteratively reweighted least squares, which for canonical links is
// Newton's method (McCullagh & Nelder 1989, ch. 2); a step that does not lower the deviance is halved. ok is
// false where there is no finite maximum: the terms foretell exactly which articles have any (Albert &
// Anderson 1984), or X has not full rank.
func fitGLM(f countModel, x design, y, n []float64) (m *glm, ok bool) {
	m = &glm{model: f, x: x, y: y, n: n, beta: make([]float64, x.columns), fitted: make([]float64, len(y))}
	if x.columns == 0 || len(y) < x.columns {
		return m, false
	}
	var total, exposure float64
	for i := range y {
		total, exposure = total+y[i], exposure+n[i]
	}
	m.beta[0] = f.link(total, exposure)
	variance := make([]float64, len(y))
	if !m.evaluate(m.beta, variance) {
		return m, false
	}
	const (
		most      = 60   // Newton doubles the digits in each step; only what has no maximum needs so many
		converged = 1e-9 // of a coefficient, beside its size or 1
	)
	for range most {
		score := mat.NewVecDense(x.columns, nil)
		for i, row := range x.rows {
			for _, e := range row {
				score.SetVec(e.column, score.AtVec(e.column)+float64(e.value*(y[i]-m.fitted[i])))
			}
		}
		var chol mat.Cholesky
		var step mat.VecDense
		if !chol.Factorize(x.cross(func(i int) float64 { return variance[i] })) || chol.SolveVecTo(&step, score) != nil {
			return m, false
		}
		before, largest := m.deviance, 0.0
		start := m.beta
		for scale := 1.0; ; scale /= 2 {
			beta := make([]float64, len(start))
			largest = 0
			for j := range beta {
				beta[j] = start[j] + float64(scale*step.AtVec(j))
				largest = math.Max(largest, math.Abs(scale*step.AtVec(j))/math.Max(1, math.Abs(beta[j])))
			}
			if m.evaluate(beta, variance) && m.deviance <= before+1e-8*(math.Abs(before)+1) {
				m.beta = beta
				break
			}
			if scale < 1e-6 {
				return m, false
			}
		}
		if largest <= converged {
			m.inverse = mat.NewSymDense(x.columns, nil)
			if !chol.Factorize(x.cross(func(i int) float64 { return variance[i] })) || chol.InverseTo(m.inverse) != nil {
				return m, false
			}
			return m, true
		}
	}
	return m, false
}

// evaluate sets fitted counts, their variances and the deviance; it is false where any is not finite.
func (m *glm) evaluate(beta, variance []float64) bool {
	m.deviance = 0
	for i := range m.y {
		m.fitted[i], variance[i] = m.model.mean(m.x.eta(i, beta), m.n[i])
		m.deviance += m.model.deviance(m.y[i], m.fitted[i], m.n[i])
	}
	return finite(m.deviance)
}

// dispersion is φ, Pearson's X² over its degrees of freedom: how many times the variance exceeds that of
// independent occurrences (McCullagh & Nelder 1989, sec. 4.5). 0 where there are no degrees of freedom. √φ
// times the model's standard errors are those of the quasi-likelihood.
func (m *glm) dispersion() (phi float64) {
	for i, y := range m.y {
		_, v := m.model.mean(m.x.eta(i, m.beta), m.n[i])
		phi += (y - m.fitted[i]) * (y - m.fitted[i]) / v
	}
	if df := len(m.y) - m.x.columns; df > 0 {
		return phi / float64(df)
	}
	return 0
}
