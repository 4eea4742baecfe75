package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// negligible is a singular value, on the scale of correlations, that only rounding can give.
const negligible = 1e-8

// A correspondence is a correspondence analysis of a table of counts, rows × columns, all axes of it.
type correspondence struct {
	rowMass, colMass                                     []float64
	singular                                             []float64  // greatest first; the inertia of an axis is its square
	rowStandard, colStandard, rowPrincipal, colPrincipal *mat.Dense // points × axes; nil where there is no axis
}

// correspond carries out a correspondence analysis (Benzécri 1973; Greenacre 2017): with P = N/n and the masses
// r and c, S = D_r^(−½) (P − rcᵀ) D_c^(−½) = UΣVᵀ; standard coordinates are D^(−½) U or V, principal ones are
// these times Σ. Of each axis the greatest standard coordinate of a column is made positive.
//
// block[j] is the concept that column j belongs to. With several, P is centred on what a row would have if it
// divided its mentions of each concept as the table does, rcᵀ within the block: intra-table analysis (Escofier
// 1984; Bécue-Bertaut & Pagès 2004). Outlets then stand apart by which name they choose and not by which
// concepts they write about. With one block it is the plain analysis.
//
// A row or column without counts has mass 0 and stands at the origin.
func correspond(n *mat.Dense, block []int) correspondence {
	rows, cols := n.Dims()
	ca := correspondence{rowMass: make([]float64, rows), colMass: make([]float64, cols)}
	total := mat.Sum(n)
	if total == 0 {
		return ca
	}
	blocks := 0
	for _, b := range block {
		blocks = max(blocks, b+1)
	}
	rowBlock, blockMass := mat.NewDense(rows, blocks, nil), make([]float64, blocks)
	for i := range rows {
		for j := range cols {
			p := n.At(i, j) / total
			ca.rowMass[i] += p
			ca.colMass[j] += p
			rowBlock.Set(i, block[j], rowBlock.At(i, block[j])+p)
			blockMass[block[j]] += p
		}
	}
	s := mat.NewDense(rows, cols, nil)
	for i := range rows {
		for j := range cols {
			if r, c := ca.rowMass[i], ca.colMass[j]; r > 0 && c > 0 {
				expected := rowBlock.At(i, block[j]) * c / blockMass[block[j]]
				s.Set(i, j, (n.At(i, j)/total-expected)/math.Sqrt(r*c))
			}
		}
	}
	var svd mat.SVD
	if !svd.Factorize(s, mat.SVDThin) {
		return ca
	}
	for _, v := range svd.Values(nil) {
		if v > negligible {
			ca.singular = append(ca.singular, v)
		}
	}
	if len(ca.singular) == 0 {
		return ca
	}
	var u, v mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	ca.rowStandard = scaled(&u, ca.rowMass, len(ca.singular))
	ca.colStandard = scaled(&v, ca.colMass, len(ca.singular))
	orient(ca.colStandard, ca.rowStandard)
	sigma := mat.NewDiagDense(len(ca.singular), ca.singular)
	ca.rowPrincipal, ca.colPrincipal = new(mat.Dense), new(mat.Dense)
	ca.rowPrincipal.Mul(ca.rowStandard, sigma)
	ca.colPrincipal.Mul(ca.colStandard, sigma)
	return ca
}

// scaled is D^(−½) times the first axes of singular vectors.
func scaled(vectors *mat.Dense, mass []float64, axes int) *mat.Dense {
	out := mat.NewDense(len(mass), axes, nil)
	for i, m := range mass {
		for k := range axes {
			if m > 0 {
				out.Set(i, k, vectors.At(i, k)/math.Sqrt(m))
			}
		}
	}
	return out
}

// supplementary is where a profile that had no part in the analysis stands on its axes: the mean of the columns'
// standard coordinates, weighted by its counts. The same counts as a row's give that row's principal coordinates.
// Counts in columns of no mass say nothing; it is false where there are no others.
func (ca correspondence) supplementary(n []float64) ([]float64, bool) {
	at := make([]float64, len(ca.singular))
	total := 0.0
	for j, x := range n {
		if ca.colMass[j] == 0 {
			continue
		}
		total += x
		for k := range at {
			at[k] += x * ca.colStandard.At(j, k)
		}
	}
	if total == 0 {
		return nil, false
	}
	for k := range at {
		at[k] /= total
	}
	return at, true
}

// inertia is the share of each axis in what the analysis describes.
func (ca correspondence) inertia() []float64 {
	squares := make([]float64, len(ca.singular))
	for i, s := range ca.singular {
		squares[i] = s * s
	}
	return shares(squares)
}

// shares divides numbers by their sum.
func shares(of []float64) []float64 {
	sum := 0.0
	for _, x := range of {
		sum += x
	}
	out := make([]float64, len(of))
	for i, x := range of {
		if sum > 0 {
			out[i] = x / sum
		}
	}
	return out
}

// orient turns each axis of points so that the coordinate farthest from 0 is positive, and the same axes of
// others with it: an axis has no sign of its own. Among coordinates equally far the first decides, whatever
// rounding made of them.
func orient(points *mat.Dense, others ...*mat.Dense) {
	rows, axes := points.Dims()
	for k := range axes {
		farthest := 0.0
		for i := range rows {
			if x := points.At(i, k); math.Abs(x) > math.Abs(farthest)*(1+1e-9) {
				farthest = x
			}
		}
		if farthest >= 0 {
			continue
		}
		for _, m := range append(others, points) {
			n, _ := m.Dims()
			for i := range n {
				m.Set(i, k, -m.At(i, k))
			}
		}
	}
}
