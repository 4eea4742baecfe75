package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

type xy struct {
	X, Y []float64
	Span float64
}

// fitted is the local regression of a vector, each point weighing w.
func fitted(s *smoother, y, w []float64) []float64 {
	num, fit := make([]float64, len(y)), make([]float64, len(y))
	for i := range y {
		num[i] = w[i] * y[i]
	}
	for i := range y {
		fit[i], _ = s.at(i, num, w)
	}
	return fit
}

func ones(n int) []float64 { return slices.Repeat([]float64{1}, n) }

func TestVectorLoess(t *testing.T) {
	var in xy
	var want struct{ Fit []float64 }
	vector(t, "loess_direct_degree1", &in, &want)
	for i, got := range fitted(newSmoother(in.X, in.Span), in.Y, ones(len(in.X))) {
		near(t, fmt.Sprint("fit at ", i+1), got, want.Fit[i])
	}
}

// R's lowess is the same regression; its robust iterations, which trends do without (a burst is news, not an
// error), try the weights: bisquare of the residuals over six times their median.
func TestVectorLowess(t *testing.T) {
	var in xy
	var want struct {
		Plain  []float64 `json:"f0.5_iter0"`
		Robust []float64 `json:"f0.5_iter3"`
	}
	vector(t, "lowess", &in, &want)
	s := newSmoother(in.X, .5)
	w := ones(len(in.X))
	fit := fitted(s, in.Y, w)
	for i := range fit {
		near(t, fmt.Sprint("plain fit at ", i+1), fit[i], want.Plain[i])
	}
	for range 3 {
		residuals := make([]float64, len(fit))
		for i := range fit {
			residuals[i] = math.Abs(in.Y[i] - fit[i])
		}
		sorted := slices.Sorted(slices.Values(residuals))
		n := len(sorted)
		six := 3 * (sorted[(n-1)/2] + sorted[n/2])
		for i, r := range residuals {
			u := r / six
			switch {
			case u <= .001:
				w[i] = 1
			case u > .999:
				w[i] = 0
			default:
				w[i] = (1 - u*u) * (1 - u*u)
			}
		}
		fit = fitted(s, in.Y, w)
	}
	for i := range fit {
		near(t, fmt.Sprint("robust fit at ", i+1), fit[i], want.Robust[i])
	}
}

func TestSmootherWithLittle(t *testing.T) {
	s := newSmoother([]float64{0, 1, 2, 30}, .75)
	if _, ok := s.at(0, make([]float64, 4), make([]float64, 4)); ok {
		t.Error("a line where nothing weighs")
	}
	if v, ok := s.at(1, []float64{0, 3, 0, 0}, []float64{0, 4, 0, 0}); !ok || v != .75 {
		t.Errorf("one point of 3/4 gives %v", v)
	}
	if v, _ := s.at(2, []float64{0, 1, 2, 0}, ones(4)); math.Abs(v-2) > 1e-12 {
		t.Errorf("the line through (0,0), (1,1), (2,2) is %v at 2", v)
	}
	if got := s.effective(0, ones(4), ones(4)); got < 1 || got > 2 {
		t.Errorf("a point and half a neighbour are worth %v articles", got)
	}
}

// The band holds a straight trend about as often as it says, from few articles as from many.
func TestBandCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	truth := func(week int) float64 { return .2 + .4*float64(week)/15 }
	for _, perWeek := range []int{1, 4} {
		hits, n := 0, 0
		for run := range 30 {
			b := &band{smoother: newSmoother([]float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, smoothSpan),
				num: make([]float64, 16), den: make([]float64, 16), squares: make([]float64, 16)}
			for week := range 16 {
				for range perWeek {
					// A quarter of the articles say all mentions alike: they cluster.
					mentions, loaded, alike := 1+r.IntN(6), 0, r.IntN(4) == 0
					first := r.Float64() < truth(week)
					for range mentions {
						if alike && first || !alike && r.Float64() < truth(week) {
							loaded++
						}
					}
					c := cell{week, float64(loaded), float64(mentions)}
					b.num[week] += c.num
					b.den[week] += c.den
					b.squares[week] += c.den * c.den
					b.clusters = append(b.clusters, []cell{c})
				}
			}
			for j, l := range b.draw(stream(uint64(run), "cover"), .95) {
				if l.lo <= truth(j) && truth(j) <= l.hi {
					hits++
				}
				n++
			}
		}
		between(t, fmt.Sprint(perWeek, " articles a week: the band covers"), hits, n, .9, .98)
	}
}

// Where not one occurrence was found, or nothing else, the band says how many might have been missed.
func TestBandAtTheEndOfItsScale(t *testing.T) {
	for _, value := range []float64{0, 1} {
		l := &fit{value: value, lo: value, hi: value, occurrences: 40}
		if doubt := scaleOf(Share).keep(l, 2, .95); doubt != "" {
			t.Error(doubt)
		}
		lo, hi := wilson(value, 20, normalQuantile(.95))
		nearBoth(t, fmt.Sprint("share of ", value), l.lo, l.hi, [2]float64{lo, hi})
	}
	rate := &fit{value: -.001, lo: -.002, hi: .0001, occurrences: 1000}
	scaleOf(PerThousand).keep(rate, 1, .95)
	nearBoth(t, "rate of 0", 1000*rate.lo, 1000*rate.hi, [2]float64{0, 3.688879454})
	within := &fit{value: .5, lo: .4, hi: .6, occurrences: 1000}
	if scaleOf(Share).keep(within, 1, .95); within.lo != .4 || within.hi != .6 {
		t.Errorf("a band within the scale is widened to %+v", within)
	}
}
