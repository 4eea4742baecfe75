package charts

import (
	"math"
	"slices"
	"strconv"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// A scale maps values to places on the page.
type scale struct {
	lo, hi   float64
	from, to vg.Length // the places of lo and hi
}

func (s scale) at(v float64) vg.Length {
	return s.from + vg.Length((v-s.lo)/(s.hi-s.lo))*(s.to-s.from)
}

// ticks are round values within the scale, about n of them, and the distance between two.
func (s scale) ticks(n int) (values []float64, step float64) {
	step = roundStep((s.hi - s.lo) / float64(n))
	first, last := int(math.Ceil(s.lo/step-1e-9)), int(math.Floor(s.hi/step+1e-9))
	for i := first; i <= last; i++ {
		values = append(values, float64(i)*step)
	}
	return values, step
}

// roundStep is the smallest of 1, 2 and 5 times a power of ten that is not below x.
func roundStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= x*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// beyond bounds how far an interval may stretch the axis: to so many times the largest estimate. With
// three articles an interval on a log scale can reach a hundred times its estimate, and would press all
// others into a corner; it then ends in an arrow.
const beyond = 2.5

// axisFor spans estimates and their intervals: shares and rates from 0, shares up to 1 (more only where a
// measure's parts make it so, which its warning says), levels over the range that occurs.
func axisFor(u stats.Unit, es []stats.Estimate) scale {
	lo, hi, largest := math.Inf(1), math.Inf(-1), 0.0
	for _, e := range es {
		v, ok := value(e)
		if !ok {
			continue
		}
		lo, hi, largest = min(lo, v), max(hi, v), max(largest, math.Abs(v))
		if l, h, ok := interval(e); ok {
			lo, hi = min(lo, l), max(hi, h)
		}
	}
	if largest > 0 {
		lo, hi = max(lo, -beyond*largest), min(hi, beyond*largest)
	}
	least := leastSpan(u)
	if u != stats.Mean {
		lo = min(lo, 0)
	} else if hi-lo < least {
		lo -= least / 2
	}
	hi = max(hi, lo+least)
	step := roundStep((hi - lo) / 5)
	s := scale{lo: math.Floor(lo/step+1e-9) * step, hi: math.Ceil(hi/step-1e-9) * step}
	if u == stats.Share && largest <= 1 {
		s.hi = min(s.hi, 1)
	}
	return s
}

// outside reports whether an interval goes on beyond the scale.
func outside(es []stats.Estimate, s scale) bool {
	return slices.ContainsFunc(es, func(e stats.Estimate) bool {
		lo, hi, ok := interval(e)
		return ok && (hi > s.hi || lo < s.lo)
	})
}

// leastSpan keeps an axis from magnifying differences that mean nothing, and its labels short.
func leastSpan(u stats.Unit) float64 {
	switch u {
	case stats.Share:
		return 0.01
	case stats.PerThousand:
		return 0.1
	}
	return 1
}

// digits is how many decimals a step of an axis needs.
func digits(step float64) int {
	return int(max(0, math.Ceil(-math.Log10(step)-1e-9)))
}

// tick labels a value on an axis; shares read as per cent.
func tick(u stats.Unit, v, step float64) string {
	if u == stats.Share {
		return strconv.FormatFloat(100*v, 'f', digits(100*step), 64) + "\u00a0%"
	}
	return strconv.FormatFloat(v, 'f', digits(step), 64)
}

// figures writes a value by itself: shares as per cent with one decimal, others with three significant
// figures or all digits before the point.
func figures(u stats.Unit, v float64) string {
	size := math.Abs(v)
	switch {
	case u == stats.Share:
		return strconv.FormatFloat(100*v, 'f', 1, 64)
	case size >= 99.95:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case size >= 9.995:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// unitOf says how the numbers of a measure read.
func unitOf(m stats.Measure) string {
	switch m.Unit {
	case stats.Share:
		return "per cent"
	case stats.PerThousand:
		if len(m.Per.Features) == 1 && m.Per.Features[0] == "tokens" {
			return "per 1,000 words"
		}
		return "per 1,000"
	case stats.Mean:
		return "mean"
	}
	return string(m.Unit)
}

// widestTick is the width of the widest label of an axis with most ticks, or as few as have room.
func (s scale) widestTick(u stats.Unit, most int) vg.Length {
	var w vg.Length
	for n := 2; n <= most; n++ {
		values, step := s.ticks(n)
		for _, v := range values {
			w = max(w, smallFace.Width(tick(u, v, step)))
		}
	}
	return w
}

// An axis is a scale with its title and the labels of its ticks.
type axis struct {
	scale
	title string
	label func(v, step float64) string
}

// fitTicks are the ticks of a horizontal axis: about n, or as many as have room for their labels.
func (a axis) fitTicks(n int) (values []float64, step float64) {
	for ; n > 1; n-- {
		values, step = a.ticks(n)
		fits := true
		for i := 1; i < len(values); i++ {
			room := a.at(values[i]) - a.at(values[i-1])
			taken := (smallFace.Width(a.label(values[i-1], step)) + smallFace.Width(a.label(values[i], step))) / 2
			fits = fits && taken+4 <= room
		}
		if fits {
			break
		}
	}
	return values, step
}

// drawX draws the grid and the labels of a horizontal axis with about n ticks below a body that runs from
// y0 to y1. It needs axisHeight below y1.
func (a axis) drawX(p pen, n int, y0, y1 vg.Length) {
	values, step := a.fitTicks(n)
	for _, v := range values {
		x := a.at(v)
		p.line(grid, thin, x, y0, x, y1)
		p.text(smallFace, ink, x, y1+10, centred, a.label(v, step))
	}
	p.line(faint, thin, a.from, y1, a.to, y1)
	// The title stands below the axis, and keeps within the page where the axis is shorter than it.
	half := smallFace.Width(a.title) / 2
	middle := min(max((a.from+a.to)/2, pageMargin+half), pageWidth-pageMargin-half)
	p.text(smallFace, ink, middle, y1+21, centred, a.title)
}

// axisHeight is the room for a horizontal axis: the tick labels and the title.
const axisHeight = 24 * vg.Length(1)
