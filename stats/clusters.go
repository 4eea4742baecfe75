package stats

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// A merge is one step of a clustering: the points that have become one cluster, sorted, and how far apart its two
// parts were.
type merge struct {
	members []int
	height  float64
}

// averageLinkage joins the two closest clusters until all are one; clusters are as far apart as their points are on
// average (UPGMA; Sokal & Michener 1958). Among pairs equally close the one that comes first is joined.
func averageLinkage(distances *mat.SymDense) []merge {
	n := distances.SymmetricDim()
	d := mat.DenseCopyOf(distances)
	members := make([][]int, n)
	for i := range n {
		members[i] = []int{i}
	}
	var merges []merge
	for len(merges) < n-1 {
		a, b := -1, -1
		for i := range n {
			for j := i + 1; j < n && members[i] != nil; j++ {
				if members[j] != nil && (a < 0 || d.At(i, j) < d.At(a, b)) {
					a, b = i, j
				}
			}
		}
		height := d.At(a, b)
		na, nb := float64(len(members[a])), float64(len(members[b]))
		for k := range n {
			if members[k] != nil && k != a && k != b {
				mean := (na*d.At(a, k) + nb*d.At(b, k)) / (na + nb)
				d.Set(a, k, mean)
				d.Set(k, a, mean)
			}
		}
		members[a] = slices.Sorted(slices.Values(slices.Concat(members[a], members[b])))
		members[b] = nil
		merges = append(merges, merge{members[a], height})
	}
	return merges
}

// support is, for each cluster of a tree, the share of other trees that have the same set of points as a cluster
// (Felsenstein 1985). Trees that are nil are passed over; it is nil where there are no others.
func support(tree []merge, others [][]merge) []float64 {
	found, trees := make([]int, len(tree)), 0
	for _, other := range others {
		if other == nil {
			continue
		}
		trees++
		for i, m := range tree {
			if slices.ContainsFunc(other, func(o merge) bool { return slices.Equal(o.members, m.members) }) {
				found[i]++
			}
		}
	}
	if trees == 0 {
		return nil
	}
	out := make([]float64, len(tree))
	for i, n := range found {
		out[i] = float64(n) / float64(trees)
	}
	return out
}
