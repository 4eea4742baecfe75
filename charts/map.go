package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Map draws a map of outlets, plane below plane. It takes a map instead of results; so it is not one of [All].
//
// Both axes of a plane have one scale, since distances are what it shows, and no name: what an axis means is for the
// reader to find out from what lies along it.
func Map(m *stats.Map) Figure {
	results := &stats.Results{Manifest: m.Manifest, Invented: m.Invented}
	title := clean(m.Title())
	if len(m.Planes) == 0 {
		return nothing(results, "map", title, "Nothing to show: "+stats.NothingToMap.Text(), mapHeader)
	}
	var n notes
	l := layMap(m, &n)
	level := strconv.FormatFloat(100*m.Confidence, 'g', 4, 64) + "\u00a0%"
	about := []string{mapSample(m)}
	if m.Test != nil {
		about = append(about, m.Test.String())
	}
	if len(m.LeftOut) > 0 {
		about = append(about, "Without a part: "+clean(strings.Join(m.LeftOut, ", "))+".")
	}
	about = append(about, l.markNote(), l.cutNote(), letterNote(l.names()), origin(results))
	captions := join(about...)
	for _, p := range l.planes {
		captions = append(captions, upper(p.plane.Method)+": "+p.plane.Reading()+" Ellipses ("+level+"): "+p.plane.Ellipses+"."+p.unnamedNote())
	}
	return Figure{Name: "map", Title: title, Notes: slices.Concat(captions, n.footnotes()), Data: mapRows(m), height: l.height, draw: l.draw}
}

var mapHeader = []string{"method", "kind", "name", "x", "y", "ellipse_major", "ellipse_minor", "ellipse_angle", "mentions", "articles", "supplementary", "warnings"}

func mapRows(m *stats.Map) [][]string {
	rows := [][]string{mapHeader}
	for _, p := range m.Planes {
		for _, o := range p.Outlets {
			row := []string{p.Method, "outlet", o.Name, cell(&o.X), cell(&o.Y), "", "", "", strconv.FormatInt(o.Mentions, 10), strconv.Itoa(o.Articles), strconv.FormatBool(o.Supplementary), codes(o.Warnings)}
			if e := o.Ellipse; e != nil {
				row[5], row[6], row[7] = cell(&e.Major), cell(&e.Minor), cell(&e.Angle)
			}
			rows = append(rows, row)
		}
		for _, c := range p.Columns {
			rows = append(rows, []string{p.Method, "column", c.Name, cell(&c.X), cell(&c.Y), "", "", "", strconv.FormatInt(c.Mentions, 10), "", "", ""})
		}
	}
	return rows
}

func mapSample(m *stats.Map) string {
	articles, mentions := 0, int64(0)
	outlets := m.Planes[0].Outlets
	for _, o := range outlets {
		articles, mentions = articles+o.Articles, mentions+o.Mentions
	}
	s := count(articles, "article")
	if mentions > 0 {
		s = count(int(mentions), "mention") + " in " + s
	}
	return s + " from " + count(len(outlets), "outlet") + "."
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// mapLayout is where everything of the figure stands.
type mapLayout struct {
	planes []*planeLayout
	height vg.Length
}

func layMap(m *stats.Map, n *notes) *mapLayout {
	l := &mapLayout{}
	for i := range m.Planes {
		p := layPlane(&m.Planes[i], l.height, n, m.Warnings)
		l.planes = append(l.planes, p)
		l.height = p.bottom + axisHeight + 2*gap
	}
	l.height -= 2 * gap
	return l
}

func (l *mapLayout) names() (names []string) {
	for _, p := range l.planes {
		for _, m := range p.marks {
			names = append(names, m.Name)
		}
	}
	return names
}

func (l *mapLayout) draw(p pen) {
	for _, plane := range l.planes {
		plane.draw(p)
	}
}

// markNote explains the marks.
func (l *mapLayout) markNote() string {
	s := "Points: outlets"
	hollow, sized, columns := false, false, ""
	for _, p := range l.planes {
		for _, m := range p.marks {
			switch {
			case m.column && p.arrows:
				columns = "; arrows: measures, as long as two axes show of them"
			case m.column:
				columns = "; triangles: variants"
			default:
				hollow = hollow || m.hollow()
				sized = sized || m.Mass > 0
			}
		}
	}
	if sized {
		s += ", on the first map by their share of the mentions"
	}
	s += columns + "."
	if hollow {
		s += " Hollow: supplementary, or without an ellipse."
	}
	return s
}

func (l *mapLayout) cutNote() string {
	if slices.ContainsFunc(l.planes, func(p *planeLayout) bool { return p.cut }) {
		return "Ellipses that meet the frame go on beyond it; the CSV has their axes."
	}
	return ""
}

// A mark is an outlet or a column at its place on the page.
type mark struct {
	stats.Place
	column bool
	notes  string // letters of its warnings
	at     vg.Point
	radius vg.Length
}

func (m mark) hollow() bool { return m.Supplementary || m.Ellipse == nil }

// planeLayout is where everything of a plane stands.
type planeLayout struct {
	plane       *stats.Plane
	top, bottom vg.Length // of the frame
	head        string
	x, y        scale
	step        float64 // between ticks of either axis
	marks       []mark
	arrows      bool // columns are arrows from the origin
	labels      []label
	unnamed     []string
	cut         bool
}

const (
	planeHead      = 14 * vg.Length(1)
	planeHeight    = 290 * vg.Length(1) // at most
	planeHeightMin = 150 * vg.Length(1)
	largestRadius  = 5 * vg.Length(1)
	leastMap       = 0.01 // what a plane spans at least, so that it does not magnify what means nothing
)

func layPlane(plane *stats.Plane, top vg.Length, n *notes, doubts []stats.Warning) *planeLayout {
	l := &planeLayout{plane: plane, top: top + planeHead, arrows: plane.Method == stats.PrincipalComponents}
	l.head = upper(plane.Method)
	if marks := n.marks(slices.Concat(plane.Warnings, doubts)); marks != "" {
		l.head += " (" + marks + ")"
	}
	for _, o := range plane.Outlets {
		l.marks = append(l.marks, mark{Place: o, notes: n.marks(o.Warnings)})
	}
	stretch := l.stretch()
	for _, c := range plane.Columns {
		c.X, c.Y = c.X*stretch, c.Y*stretch
		l.marks = append(l.marks, mark{Place: c, column: true})
	}
	l.fit()
	for i := range l.marks {
		m := &l.marks[i]
		m.at = vg.Point{X: l.x.at(m.X), Y: l.y.at(m.Y)}
		m.radius = radius
		if m.Mass > 0 && !m.column {
			m.radius = max(1.8, largestRadius*vg.Length(math.Sqrt(m.Mass)))
		}
	}
	l.name()
	return l
}

// stretch is what correlations are multiplied by, so that they reach as far as the outlets.
func (l *planeLayout) stretch() float64 {
	if !l.arrows {
		return 1
	}
	reach := 0.0
	for _, m := range l.marks {
		reach = max(reach, math.Hypot(m.X, m.Y))
	}
	if reach == 0 {
		return 1
	}
	return reach
}

// fit chooses one scale for both axes that shows all points, and the ellipses unless they reach far beyond.
func (l *planeLayout) fit() {
	x0, x1, y0, y1 := 0.0, 0.0, 0.0, 0.0
	for _, m := range l.marks {
		x0, x1, y0, y1 = min(x0, m.X), max(x1, m.X), min(y0, m.Y), max(y1, m.Y)
	}
	span := max(x1-x0, y1-y0)
	if span < leastMap {
		span = leastMap
	}
	lo, hi := [2]float64{x0 - span/2, y0 - span/2}, [2]float64{x1 + span/2, y1 + span/2}
	for _, m := range l.marks {
		if m.Ellipse != nil {
			w, h := m.Ellipse.Extent()
			x0, x1 = min(x0, max(lo[0], m.X-w)), max(x1, min(hi[0], m.X+w))
			y0, y1 = min(y0, max(lo[1], m.Y-h)), max(y1, min(hi[1], m.Y+h))
			l.cut = l.cut || m.X-w < lo[0] || m.X+w > hi[0] || m.Y-h < lo[1] || m.Y+h > hi[1]
		}
	}
	pad := 0.06 * span
	if widest := max(x1-x0, y1-y0); widest < leastMap {
		pad = leastMap
	}
	x0, x1, y0, y1 = x0-pad, x1+pad, y0-pad, y1+pad

	l.x.from, l.x.to = pageMargin+30, pageWidth-pageMargin-2*gap
	width := l.x.to - l.x.from
	unit := min(float64(width)/(x1-x0), float64(planeHeight)/(y1-y0))
	height := min(max(vg.Length((y1-y0)*unit), planeHeightMin), planeHeight)
	l.bottom = l.top + height
	centre, half := (x0+x1)/2, float64(width)/unit/2
	l.x.lo, l.x.hi = centre-half, centre+half
	centre, half = (y0+y1)/2, float64(height)/unit/2
	l.y.lo, l.y.hi, l.y.from, l.y.to = centre-half, centre+half, l.bottom, l.top
	l.step = roundStep(min(l.x.hi-l.x.lo, 2*(l.y.hi-l.y.lo)) / 8)
}

// name finds room for names: outlets first, then the columns that tell most. One without room is named in the caption.
func (l *planeLayout) name() {
	frame := box{l.x.from, l.top, l.x.to, l.bottom}
	var taken []box
	var anchors []vg.Point
	for _, m := range l.marks {
		r := m.radius + 1
		taken = append(taken, box{m.at.X - r, m.at.Y - r, m.at.X + r, m.at.Y + r})
		anchors = append(anchors, m.at)
	}
	order := crowdedFirst(anchors)
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := l.marks[i], l.marks[j]
		switch {
		case a.column != b.column && b.column:
			return -1
		case a.column != b.column:
			return 1
		case a.column:
			return cmp.Compare(b.telling(), a.telling())
		}
		return 0
	})
	for _, i := range order {
		m := l.marks[i]
		name := clean(m.Name)
		if m.notes != "" {
			name += " (" + m.notes + ")"
		}
		if place, ok := bestPlace(smallFace, name, m.at, taken, nil, frame); ok {
			l.labels = append(l.labels, place)
			taken = append(taken, place.box)
		} else {
			l.unnamed = append(l.unnamed, clean(m.Name))
		}
	}
	slices.Sort(l.unnamed)
}

// telling is what a column adds to the plane.
func (m mark) telling() float64 {
	mass := m.Mass
	if mass == 0 {
		mass = 1
	}
	return mass * (m.X*m.X + m.Y*m.Y)
}

func (l *planeLayout) unnamedNote() string {
	if len(l.unnamed) == 0 {
		return ""
	}
	return " No room for the names of: " + strings.Join(l.unnamed, ", ") + "; the CSV has their places."
}

// axisTitle says what part an axis shows.
func (l *planeLayout) axisTitle(k int) string {
	if k >= len(l.plane.Axes) {
		return fmt.Sprintf("axis %d: empty", k+1)
	}
	of := map[string]string{stats.Correspondence: "of the inertia", stats.Scaling: "of the squared distances", stats.PrincipalComponents: "of the variance"}
	return fmt.Sprintf("axis %d: %.1f\u00a0%% %s", k+1, 100*l.plane.Axes[k], of[l.plane.Method])
}

func (l *planeLayout) draw(p pen) {
	p.text(headFace, ink, l.x.from, l.top-5, toRight, l.head)
	p.text(smallFace, ink, l.x.to, l.top-5, toLeft, "upright, "+l.axisTitle(1))
	label := func(v float64) string { return strconv.FormatFloat(v, 'f', digits(l.step), 64) }
	for _, v := range multiples(l.y, l.step) {
		p.line(grid, thin, l.x.from, l.y.at(v), l.x.to, l.y.at(v))
		p.middle(smallFace, ink, l.x.from-4, l.y.at(v), toLeft, label(v))
	}
	for _, v := range multiples(l.x, l.step) {
		p.line(grid, thin, l.x.at(v), l.top, l.x.at(v), l.bottom)
		p.text(smallFace, ink, l.x.at(v), l.bottom+10, centred, label(v))
	}
	p.line(faint, thin, l.x.at(0), l.top, l.x.at(0), l.bottom, 3, 2)
	p.line(faint, thin, l.x.from, l.y.at(0), l.x.to, l.y.at(0), 3, 2)
	p.rect(l.x.from, l.top, l.x.to-l.x.from, l.bottom-l.top, nil, faint)
	p.text(smallFace, ink, (l.x.from+l.x.to)/2, l.bottom+21, centred, l.axisTitle(0))
	for _, m := range l.marks {
		l.ellipse(p, m)
	}
	for _, label := range l.labels {
		if label.leader {
			p.line(faint, thin, label.anchor.X, label.anchor.Y, label.near().X, label.near().Y)
		}
	}
	for _, m := range l.marks {
		switch {
		case m.column && l.arrows:
			p.line(mix(white, vermillion, 0.5), thin, l.x.at(0), l.y.at(0), m.at.X, m.at.Y)
			p.dot(triangle, vermillion, m.at.X, m.at.Y, false)
		case m.column:
			p.dot(triangle, vermillion, m.at.X, m.at.Y, false)
		default:
			p.disc(m)
		}
	}
	for _, label := range l.labels {
		p.text(smallFace, black, label.x0+labelPadding, label.y1-labelPadding-1, toRight, label.text)
	}
}

// multiples are those of a step within a scale.
func multiples(s scale, step float64) (values []float64) {
	for i := int(math.Ceil(s.lo / step)); float64(i)*step <= s.hi; i++ {
		values = append(values, float64(i)*step)
	}
	return values
}

// disc draws an outlet's point.
func (p pen) disc(m mark) {
	var path vg.Path
	path.Move(p.at(m.at.X+m.radius, m.at.Y))
	path.Arc(p.at(m.at.X, m.at.Y), m.radius, 0, 2*math.Pi)
	path.Close()
	fill := blue
	if m.hollow() {
		fill = white
	}
	p.area(path, fill, blue, medium)
}

// ellipse draws an outlet's ellipse as far as it lies within the frame.
func (l *planeLayout) ellipse(p pen, m mark) {
	if m.Ellipse == nil {
		return
	}
	const sides = 120
	at := func(i int) vg.Point {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / sides)
		tilt, along := math.Sincos(m.Ellipse.Angle)
		u, v := m.Ellipse.Major*cos, m.Ellipse.Minor*sin
		return vg.Point{X: l.x.at(m.X + u*along - v*tilt), Y: l.y.at(m.Y + u*tilt + v*along)}
	}
	inside := func(pt vg.Point) bool {
		return pt.X >= l.x.from && pt.X <= l.x.to && pt.Y >= l.top && pt.Y <= l.bottom
	}
	for i := range sides {
		if a, b := at(i), at(i+1); inside(a) && inside(b) {
			p.line(mix(white, blue, 0.55), medium, a.X, a.Y, b.X, b.Y)
		}
	}
}
