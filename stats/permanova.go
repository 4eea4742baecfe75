package stats

import (
	"context"
	"fmt"
	"slices"
)

// A Permanova says whether groups differ at all: an analysis of variance on distances, its p by permutation
// (Anderson 2001). It also answers to groups that scatter unequally about the same place.
type Permanova struct {
	F        *float64 // pseudo-F; absent where the articles of each outlet are all alike
	R2       float64  // the part of the variation that lies between outlets
	P        float64
	Outlets  int
	Articles int
	Method   string // how P came about
}

// String is the result in one sentence.
func (p *Permanova) String() string {
	f := "not defined, as the articles of each outlet are all alike"
	if p.F != nil {
		f = fmt.Sprintf("%.2f", *p.F)
	}
	is := fmt.Sprintf("= %.3f", p.P)
	if p.P < 0.001 {
		is = "< 0.001"
	}
	return fmt.Sprintf("PERMANOVA of %d articles of %d outlets (Hellinger distances): pseudo-F %s, R² %.3f, p %s (%s).", p.Articles, p.Outlets, f, p.R2, is, p.Method)
}

// A location is a point in many dimensions, by its coordinates that are not 0.
type location []coordinate

type coordinate struct {
	axis  int
	value float64
}

// squaresBetween is the sum of squares between groups of points, Σ_g |Σ_{i∈g} y_i|²/n_g − |Σ y_i|²/n, of points whose sum is
// added up group by group in sums, a row of axes for each.
func squaresBetween(points []location, group []int, sums [][]float64, sizes []float64) float64 {
	for g := range sums {
		clear(sums[g])
	}
	for i, p := range points {
		sum := sums[group[i]]
		for _, c := range p {
			sum[c.axis] += c.value
		}
	}
	ss, n := 0.0, 0.0
	total := make([]float64, len(sums[0]))
	for g, sum := range sums {
		n += sizes[g]
		for k, v := range sum {
			ss += v * v / sizes[g]
			total[k] += v
		}
	}
	for _, v := range total {
		ss -= v * v / n
	}
	return ss
}

// grouped is a set of points in groups, each group with at least one.
type grouped struct {
	points       []location
	group        []int
	groups, axes int
}

func (s grouped) scratch() (sums [][]float64, sizes []float64) {
	sums, sizes = make([][]float64, s.groups), make([]float64, s.groups)
	for g := range sums {
		sums[g] = make([]float64, s.axes)
	}
	for _, g := range s.group {
		sizes[g]++
	}
	return sums, sizes
}

// pseudoF is (SS_between/(g − 1)) / (SS_within/(n − g)), and R² the part of SS_between in the whole, by Euclidean
// distances. F is absent where there is no variation within groups, false where there is none at all.
func (s grouped) pseudoF() (f *float64, r2 float64, ok bool) {
	sums, sizes := s.scratch()
	among := squaresBetween(s.points, s.group, sums, sizes)
	total, mean := 0.0, make([]float64, s.axes)
	n := float64(len(s.points))
	for _, p := range s.points {
		for _, c := range p {
			total += c.value * c.value
			mean[c.axis] += c.value / n
		}
	}
	squares := total
	for _, m := range mean {
		total -= n * m * m
	}
	if total <= rounding*max(squares, 1) || s.groups < 2 || len(s.points) <= s.groups {
		return nil, 0, false
	}
	r2 = min(max(among/total, 0), 1)
	if within := total - among; within > rounding*total {
		f = ptr(among / float64(s.groups-1) / (within / (n - float64(s.groups))))
	}
	return f, r2, true
}

// permute is the p of the observed sum of squares among those under labels that are shuffled within strata.
func (s grouped) permute(ctx context.Context, a *analysis, strata [][]int) (float64, error) {
	sums, sizes := s.scratch()
	bar := squaresBetween(s.points, s.group, sums, sizes) * (1 - 1e-9) // what is equal but for rounding counts as equal
	const batch = 101                                                  // draws that share a stream; draws is a multiple of it
	reached := make([]int, draws/batch)
	err := a.each(ctx, len(reached), func(task int) {
		sums, sizes := s.scratch()
		random := stream(a.opts.Seed, "permanova", fmt.Sprint(task))
		labels := slices.Clone(s.group)
		for range batch {
			for _, at := range strata {
				for i := len(at) - 1; i > 0; i-- { // Fisher & Yates
					j := random.below(i + 1)
					labels[at[i]], labels[at[j]] = labels[at[j]], labels[at[i]]
				}
			}
			if squaresBetween(s.points, labels, sums, sizes) >= bar {
				reached[task]++
			}
		}
	})
	n := 1
	for _, r := range reached {
		n += r
	}
	return float64(n) / float64(draws+1), err
}
