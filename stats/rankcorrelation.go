package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// RankAgreement is how far two sets of values order the same things alike: Kendall's tau-b and Spearman's rho. Each
// is nil where one of the two ties everything.
func RankAgreement(x, y []float64) (tauB, rho *float64) { return kendallTauB(x, y), spearman(x, y) }

// kendallTauB is how far two rankings of the same things agree, −1 to 1: concordant less discordant pairs over
// the geometric mean of the pairs that each does not tie (Kendall 1945). gonum's stat.Kendall counts ties as
// concordant. It is nil where a ranking ties everything.
func kendallTauB(x, y []float64) *float64 {
	var agree, inX, inY float64
	for i := range x {
		for j := range i {
			dx, dy := sign(x[i]-x[j]), sign(y[i]-y[j])
			agree += dx * dy
			inX += dx * dx
			inY += dy * dy
		}
	}
	if inX == 0 || inY == 0 {
		return nil
	}
	return ptr(agree / math.Sqrt(inX*inY))
}

func sign(v float64) float64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// spearman is the correlation of midranks (Spearman 1904), nil where one side ties everything.
func spearman(x, y []float64) *float64 {
	rx, ry := midranks(x), midranks(y)
	if len(rx) == 0 || slices.Min(rx) == slices.Max(rx) || slices.Min(ry) == slices.Max(ry) {
		return nil
	}
	return ptr(stat.Correlation(rx, ry, nil))
}

func midranks(values []float64) []float64 {
	doubled := doubledMidranks(values)
	ranks := make([]float64, len(doubled))
	for i, r := range doubled {
		ranks[i] = float64(r) / 2
	}
	return ranks
}
