package stats

import (
	"fmt"
	"slices"
	"testing"
)

func TestVectorChangePoints(t *testing.T) {
	var in struct {
		Y     []float64
		Least int `json:"min_segment"`
	}
	var want struct {
		Sigma2, Penalty, Cost float64
		Ends                  []int `json:"segment_ends"`
		Cusum                 []float64
		ArgMax                int     `json:"cusum_argmax_k"`
		Max                   float64 `json:"cusum_max"`
	}
	vector(t, "changepoint_optimal_partition_L2", &in, &want)
	l := newLevels(in.Y, ones(len(in.Y)))
	near(t, "σ²", l.noise(), want.Sigma2)
	near(t, "penalty", l.penalty(), want.Penalty)
	ends, cost := l.divide(l.penalty(), in.Least)
	near(t, "cost", cost, want.Cost)
	if !slices.Equal(ends, want.Ends) {
		t.Errorf("stretches end at %v, want %v", ends, want.Ends)
	}
	for i, s := range want.Cusum { // the running sum about the mean, which is the offset
		near(t, fmt.Sprint("cusum ", i+1), l.wy[i+1], s)
	}
	near(t, "greatest cusum", l.wy[want.ArgMax], want.Max)
}

func TestVectorStrucchange(t *testing.T) {
	var in struct {
		Y []float64
		H int
	}
	var want struct {
		Breakpoints []int
		RSS         float64
	}
	vector(t, "strucchange_breakpoints", &in, &want)
	l := newLevels(in.Y, ones(len(in.Y)))
	ends, cost := l.divide(l.penalty(), in.H)
	if got := ends[:len(ends)-1]; !slices.Equal(got, want.Breakpoints) {
		t.Errorf("breaks at %v, want %v", got, want.Breakpoints)
	}
	near(t, "RSS", cost-2*l.penalty(), want.RSS)
}

// A week of weight 2 is two weeks of the same value: the cost is that of the series with it written twice.
func TestWeightsOfLevels(t *testing.T) {
	twice := newLevels([]float64{1, 1, 4, 2, 2}, ones(5))
	heavy := newLevels([]float64{1, 4, 2}, []float64{2, 1, 2})
	near(t, "cost", heavy.cost(0, 3)*5/3, twice.cost(0, 5)) // weights are scaled to mean 1
	near(t, "mean", heavy.mean(0, 2), 2)
}

func TestReorderedKeepsTheWeeks(t *testing.T) {
	y := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
	l := newLevels(y, y)
	d := stream(1, "order")
	moved := false
	for range 20 {
		r := l.reordered(d)
		moved = moved || !slices.Equal(r.y, y)
		if !slices.Equal(slices.Sorted(slices.Values(r.y)), y) {
			t.Fatalf("weeks are lost: %v", r.y)
		}
		near(t, "weight", r.w1[13], 13)
	}
	if !moved {
		t.Error("nothing moved")
	}
}
