package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// classicalScaling places points so that their distances in the plane come near given ones (Torgerson 1952;
// Gower 1966): with J = I − 1/n, B = −½ J D² J = VΛVᵀ, coordinates are VΛ^½ on the axes of positive eigenvalues.
// shares are the parts of these eigenvalues in their sum. Of each axis the greatest coordinate is made positive.
func classicalScaling(distances *mat.SymDense) (points *mat.Dense, share []float64) {
	n := distances.SymmetricDim()
	b := mat.NewSymDense(n, nil)
	means, mean := make([]float64, n), 0.0
	for i := range n {
		for j := range n {
			square := distances.At(i, j) * distances.At(i, j)
			means[i] += square / float64(n)
			mean += square / float64(n*n)
		}
	}
	for i := range n {
		for j := i; j < n; j++ {
			b.SetSym(i, j, -(distances.At(i, j)*distances.At(i, j)-means[i]-means[j]+mean)/2)
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(b, true) {
		return nil, nil
	}
	values := eigen.Values(nil) // the least first
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	var positive []float64
	for k := n - 1; k >= 0 && values[k] > negligible*max(values[n-1], negligible); k-- {
		positive = append(positive, values[k])
	}
	if len(positive) == 0 {
		return nil, nil
	}
	points = mat.NewDense(n, len(positive), nil)
	for k, value := range positive {
		for i := range n {
			points.Set(i, k, vectors.At(i, n-1-k)*math.Sqrt(value))
		}
	}
	orient(points)
	return points, shares(positive)
}
