package stats

import (
	"cmp"
	"math"
	"slices"
)

// adjustBH returns the p-values adjusted by Benjamini & Hochberg (1995), min over j ≥ i of m·p(j)/j, which
// bounds the expected part of false ones among those called different. An absent p stays absent and does not
// count towards m, as in R's p.adjust.
func adjustBH(ps []*float64) []*float64 {
	var order []int
	for i, p := range ps {
		if p != nil {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(*ps[b], *ps[a]) })
	adjusted := make([]*float64, len(ps))
	least := 1.0
	for above, i := range order {
		rank := len(order) - above
		least = math.Min(least, *ps[i]*float64(len(order))/float64(rank))
		adjusted[i] = ptr(math.Max(least, *ps[i])) // rounding may have taken it below p
	}
	return adjusted
}

// explore adjusts what no declared family holds: pairs of outlets × measures × voices, as one family.
func explore(cs []Comparison) {
	ps := make([]*float64, len(cs))
	tests, run := 0, 0
	for i, c := range cs {
		if c.P == nil {
			continue
		}
		run++
		if c.Family == "" {
			ps[i] = c.P
			tests++
		}
	}
	for i, p := range adjustBH(ps) {
		if p != nil {
			cs[i].AdjustedP, cs[i].Adjustment, cs[i].Tests = p, BenjaminiHochberg, tests
		}
		if cs[i].P != nil && run > largeFamily {
			cs[i].Warnings = inOrder(append(cs[i].Warnings, LargeFamily)...)
		}
	}
}

// largeFamily is how many tests give one false p below 0.05 on average.
const largeFamily = 20
