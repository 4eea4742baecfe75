package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// An alignment is a configuration of points laid upon another.
type alignment struct {
	points   *mat.Dense // the moved configuration, where it lies upon the target
	rotation *mat.Dense // may reflect
	scale    float64
	squares  float64 // what is left: the sum of squared distances to the target's points
}

// align lays a configuration upon a target by translation, rotation and reflection, and by scaling if rescale is
// asked for (Gower 1975): with both centred, XᵀY = UΣVᵀ, R = VUᵀ and s = tr Σ / ‖Y‖². Maps of bootstrapped distances
// are not rescaled: how far apart outlets stand is what they show.
func align(target, moved *mat.Dense, rescale bool) alignment {
	x, centre := centred(target)
	y, _ := centred(moved)
	var cross mat.Dense
	cross.Mul(x.T(), y)
	var svd mat.SVD
	a := alignment{rotation: new(mat.Dense), points: new(mat.Dense), scale: 1}
	if !svd.Factorize(&cross, mat.SVDFull) {
		return alignment{points: mat.DenseCopyOf(target), scale: 1}
	}
	var u, v mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	a.rotation.Mul(&v, u.T())
	if size := math.Pow(mat.Norm(y, 2), 2); rescale && size > 0 {
		a.scale = mat.Sum(mat.NewDiagDense(len(svd.Values(nil)), svd.Values(nil))) / size
	}
	a.points.Mul(y, a.rotation)
	a.points.Scale(a.scale, a.points)
	var off mat.Dense
	off.Sub(x, a.points)
	a.squares = math.Pow(mat.Norm(&off, 2), 2)
	a.points.Apply(func(_, j int, v float64) float64 { return v + centre[j] }, a.points)
	return a
}

func centred(m *mat.Dense) (out *mat.Dense, centre []float64) {
	_, cols := m.Dims()
	centre = make([]float64, cols)
	for j := range cols {
		centre[j] = stat.Mean(mat.Col(nil, j, m), nil)
	}
	out = mat.DenseCopyOf(m)
	out.Apply(func(_, j int, v float64) float64 { return v - centre[j] }, out)
	return out, centre
}

// An Ellipse holds a point of a map with the map's confidence: semi-axes, and the angle of the greater one to the
// map's first axis, counter-clockwise in radians, above −π/2 and at most π/2.
type Ellipse struct {
	Major, Minor, Angle float64
}

// ellipseOf is the ellipse of the normal distribution that has the covariance of some places: its semi-axes are the
// roots of the eigenvalues times χ² on 2 degrees of freedom, which is −2 ln(1 − confidence).
func ellipseOf(x, y []float64, confidence float64) Ellipse {
	xx, yy, xy := stat.Variance(x, nil), stat.Variance(y, nil), stat.Covariance(x, y, nil)
	half, off := (xx+yy)/2, math.Hypot((xx-yy)/2, xy)
	chi2 := -2 * math.Log1p(-confidence)
	e := Ellipse{Major: math.Sqrt(chi2 * (half + off)), Minor: math.Sqrt(chi2 * max(0, half-off))}
	if off > rounding*half {
		e.Angle = math.Atan2(2*xy, xx-yy) / 2
	}
	return e
}

// Extent is how far an ellipse reaches from its centre along the two axes of the map.
func (e Ellipse) Extent() (x, y float64) {
	sin, cos := math.Sincos(e.Angle)
	return math.Hypot(e.Major*cos, e.Minor*sin), math.Hypot(e.Major*sin, e.Minor*cos)
}
