package charts

import (
	"image/color"
	"math"

	"parallax/stats"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A pen draws the few marks that charts are made of. Its x runs from the page's outer edge, its y
// downwards from top, both in points.
type pen struct {
	vg.Canvas
	top vg.Length // where y is 0, in the canvas's coordinates, which run upwards
}

// Alignments of a text at its x.
const (
	toRight = 0.0 // begins at x
	centred = 0.5
	toLeft  = 1.0 // ends at x
)

// text writes one line with its baseline at y.
func (p pen) text(f font.Face, c color.Color, x, y vg.Length, align float64, s string) {
	if s == "" {
		return
	}
	p.SetColor(c)
	p.FillString(f, p.at(x-vg.Length(align)*f.Width(s), y), s)
}

// middle writes one line whose capitals are centred on y.
func (p pen) middle(f font.Face, c color.Color, x, y vg.Length, align float64, s string) {
	p.text(f, c, x, y+f.Font.Size*capHeight/2, align, s)
}

// lines writes lines as a block centred on y.
func (p pen) lines(f font.Face, c color.Color, x, y vg.Length, align float64, lines []string) {
	pitch := f.Font.Size * leading
	y -= pitch * vg.Length(len(lines)-1) / 2
	for i, s := range lines {
		p.middle(f, c, x, y+pitch*vg.Length(i), align, s)
	}
}

func (p pen) at(x, y vg.Length) vg.Point { return vg.Point{X: x, Y: p.top - y} }

// line draws a straight line, dashed where dashes are given.
func (p pen) line(c color.Color, width, x0, y0, x1, y1 vg.Length, dashes ...vg.Length) {
	p.SetColor(c)
	p.SetLineWidth(width)
	p.SetLineDash(dashes, 0)
	var path vg.Path
	path.Move(p.at(x0, y0))
	path.Line(p.at(x1, y1))
	p.Stroke(path)
	p.SetLineDash(nil, 0)
}

func (p pen) polygon(pts ...vg.Point) vg.Path {
	var path vg.Path
	for i, pt := range pts {
		if i == 0 {
			path.Move(p.at(pt.X, pt.Y))
		} else {
			path.Line(p.at(pt.X, pt.Y))
		}
	}
	path.Close()
	return path
}

// area fills a path and strokes its outline; a nil colour leaves either away.
func (p pen) area(path vg.Path, fill, edge color.Color, width vg.Length) {
	if fill != nil {
		p.SetColor(fill)
		p.Fill(path)
	}
	if edge != nil {
		p.SetColor(edge)
		p.SetLineWidth(width)
		p.Stroke(path)
	}
}

func (p pen) rect(x, y, w, h vg.Length, fill, edge color.Color) {
	p.area(p.polygon(vg.Point{X: x, Y: y}, vg.Point{X: x + w, Y: y}, vg.Point{X: x + w, Y: y + h}, vg.Point{X: x, Y: y + h}), fill, edge, thin)
}

// hatched draws a rectangle of slanting stripes, for a bar whose sample is too small for an interval: a paler colour could be
// taken for another one.
func (p pen) hatched(x, y, w, h vg.Length, c color.RGBA) {
	p.rect(x, y, w, h, white, nil)
	const apart = 3 * vg.Length(1)
	for from := x - h + apart/2; from < x+w; from += apart { // where a stripe stands at the lower edge; it rises by h along h
		left, right := max(from, x), min(from+h, x+w)
		p.line(c, apart/2, left, y+h-(left-from), right, y+h-(right-from))
	}
	p.rect(x, y, w, h, nil, ink)
}

// A shape is the outline of a point.
type shape int

const (
	circle shape = iota
	square
	triangle
	diamond
	cup // a triangle on its tip
)

// dot draws a point: filled, or hollow where the sample is too small for an interval.
func (p pen) dot(s shape, c color.RGBA, x, y vg.Length, hollow bool) {
	fill := color.Color(c)
	if hollow {
		fill = white
	}
	p.area(p.outline(s, x, y), fill, c, medium)
}

func (p pen) outline(s shape, x, y vg.Length) vg.Path {
	corners := func(n int, r vg.Length, turn float64) vg.Path {
		pts := make([]vg.Point, n)
		for i := range pts {
			sin, cos := math.Sincos(turn + 2*math.Pi*float64(i)/float64(n))
			pts[i] = vg.Point{X: x + r*vg.Length(cos), Y: y - r*vg.Length(sin)}
		}
		return p.polygon(pts...)
	}
	switch s {
	case square:
		return corners(4, radius*1.2, math.Pi/4)
	case triangle:
		return corners(3, radius*1.3, math.Pi/2)
	case diamond:
		return corners(4, radius*1.3, 0)
	case cup:
		return corners(3, radius*1.3, -math.Pi/2)
	}
	var path vg.Path
	path.Move(p.at(x+radius, y))
	path.Arc(p.at(x, y), radius, 0, 2*math.Pi)
	path.Close()
	return path
}

// arrow draws a small head at the end of a whisker that goes on beyond the axis; dir is -1 or 1.
func (p pen) arrow(c color.Color, x, y vg.Length, dir vg.Length) {
	p.area(p.polygon(vg.Point{X: x, Y: y}, vg.Point{X: x - 4*dir, Y: y - 2.2}, vg.Point{X: x - 4*dir, Y: y + 2.2}), c, nil, 0)
}

// whisker draws an estimate's interval, if it has one, with an arrow where it goes on beyond the axis.
func (p pen) whisker(s scale, c color.RGBA, e stats.Estimate, y vg.Length) {
	lo, hi, ok := interval(e)
	if !ok {
		return
	}
	p.line(c, medium, s.at(max(lo, s.lo)), y, s.at(min(hi, s.hi)), y)
	p.arrows(s, c, lo, hi, y)
}

// arrows draws one at each end of an interval that lies beyond the axis.
func (p pen) arrows(s scale, c color.RGBA, lo, hi float64, y vg.Length) {
	if hi > s.hi {
		p.arrow(c, s.to, y, 1)
	}
	if lo < s.lo {
		p.arrow(c, s.from, y, -1)
	}
}

// band draws a thick, pale line, on which a whisker of the same colour still shows.
func (p pen) band(c color.RGBA, x0, x1, y vg.Length) {
	p.line(mix(white, c, 0.35), thick, x0, y, x1, y)
}

// luminance is the relative luminance of a colour, 0 (black) to 1 (white).
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// ring marks a cell whose estimate has no interval.
func (p pen) ring(c color.Color, x, y vg.Length) {
	var path vg.Path
	path.Move(p.at(x+1.8, y))
	path.Arc(p.at(x, y), 1.8, 0, 2*math.Pi)
	path.Close()
	p.area(path, nil, c, 0.7)
}
