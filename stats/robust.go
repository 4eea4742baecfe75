package stats

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// robust is the covariance of the coefficients that clusters of articles give, whatever the dispersion and
// whatever the dependence inside a cluster: (X'WX)⁻¹ (Σ_g u_g u_g') (X'WX)⁻¹, u_g = Σ_{i∈g} x_i (y_i − μ_i)
// (Huber 1967; White 1982; Liang & Zeger 1986; with clusters of one article, HC0). It is too small where
// clusters are few; see [clusterFactor]. cluster numbers the cluster of each article.
func (m *glm) robust(cluster []int) *mat.SymDense {
	p := m.x.columns
	order := indices(len(cluster))
	slices.SortStableFunc(order, func(a, b int) int { return cluster[a] - cluster[b] })
	meat, score := mat.NewDense(p, p, nil), make([]float64, p)
	var touched []int
	for at, i := range order {
		for _, e := range m.x.rows[i] {
			score[e.column] += float64(e.value * (m.y[i] - m.fitted[i]))
			touched = append(touched, e.column)
		}
		if at+1 < len(order) && cluster[order[at+1]] == cluster[i] {
			continue
		}
		slices.Sort(touched)
		touched = slices.Compact(touched)
		for _, j := range touched {
			for _, k := range touched {
				meat.Set(j, k, meat.At(j, k)+float64(score[j]*score[k]))
			}
		}
		for _, j := range touched {
			score[j] = 0
		}
		touched = touched[:0]
	}
	var product mat.Dense
	product.Product(m.inverse, meat, m.inverse)
	cov := mat.NewSymDense(p, nil)
	for j := range p {
		for k := j; k < p; k++ {
			cov.SetSym(j, k, (product.At(j, k)+product.At(k, j))/2)
		}
	}
	return cov
}
