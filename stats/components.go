package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// components are a principal component analysis of standardised columns, all axes of it.
type components struct {
	sd       []float64  // of the scores on each axis, greatest first
	rotation *mat.Dense // columns × axes, of unit length
	scores   *mat.Dense // rows × axes
}

// principalComponents analyses the correlations of columns (Hotelling 1933; Jolliffe 2002): Z = UΣVᵀ with Z the
// columns less their means, by their standard deviations over n − 1; scores are UΣ, the rotation is V, the standard
// deviations Σ/√(n−1). Of each axis the greatest loading is made positive. No column may be constant.
func principalComponents(x *mat.Dense) components {
	z := standardised(x)
	rows, _ := z.Dims()
	var svd mat.SVD
	if rows < 2 || !svd.Factorize(z, mat.SVDThin) {
		return components{}
	}
	var c components
	values := svd.Values(nil)
	for _, v := range values {
		if v > negligible*values[0] {
			c.sd = append(c.sd, v/math.Sqrt(float64(rows-1)))
		}
	}
	if len(c.sd) == 0 {
		return c
	}
	var u, v mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	c.rotation = mat.DenseCopyOf(columnsOf(&v, len(c.sd)))
	c.scores = new(mat.Dense)
	c.scores.Mul(columnsOf(&u, len(c.sd)), mat.NewDiagDense(len(c.sd), values[:len(c.sd)]))
	orient(c.rotation, c.scores)
	return c
}

func columnsOf(m *mat.Dense, n int) mat.Matrix {
	rows, _ := m.Dims()
	return m.Slice(0, rows, 0, n)
}

// standardised is each column less its mean, by its standard deviation.
func standardised(x *mat.Dense) *mat.Dense {
	rows, cols := x.Dims()
	z := mat.NewDense(rows, cols, nil)
	for j := range cols {
		column := mat.Col(nil, j, x)
		mean, sd := stat.MeanStdDev(column, nil)
		for i, v := range column {
			if sd > 0 {
				z.Set(i, j, (v-mean)/sd)
			}
		}
	}
	return z
}

// variance is the share of each axis in the variance of the columns.
func (c components) variance() []float64 {
	squares := make([]float64, len(c.sd))
	for i, sd := range c.sd {
		squares[i] = sd * sd
	}
	return shares(squares)
}
