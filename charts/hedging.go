package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Hedging is the chart for two ways of keeping one's distance from what is told: how much an outlet hedges
// in its own voice, and how strongly it attributes to others. One point an outlet, both intervals as a cross.
var Hedging = Chart{
	Name:    "hedging",
	Doc:     "How often outlets hedge their own sentences, against how strongly they attribute what others say.",
	Figures: hedging,
}

// The measures that the chart looks for in the results.
const (
	hedgingMeasure  = "hedged-sentences"
	strengthMeasure = "attribution-strength"
)

var hedgingHeader = []string{"outlet", "number", "hedging", "hedging_lo", "hedging_hi", "hedging_articles", "strength", "strength_lo", "strength_hi", "strength_articles", "warnings"}

// both is an outlet that has both estimates.
type both struct {
	outlet string
	x, y   stats.Estimate
	marks  string
}

func (b both) hollow() bool  { return hollow(b.x) || hollow(b.y) }
func (b both) articles() int { return min(b.x.Articles, b.y.Articles) }

func hedging(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	const title = "Hedging in the outlet's own voice, and the strength of attribution to others"
	x, xVoice, okX := measureNamed(r, hedgingMeasure)
	y, yVoice, okY := measureNamed(r, strengthMeasure)
	if !okX || !okY {
		why := fmt.Sprintf("Nothing to show: this chart needs estimates of %s and %s; the measures of the results are %s.",
			hedgingMeasure, strengthMeasure, measureNames(r))
		return []Figure{nothing(r, "hedging", title, why, hedgingHeader)}, nil
	}
	xs, ys := estimatesOf(r, x.Name, xVoice), estimatesOf(r, y.Name, yVoice)
	var points []both
	var without []string
	var n notes
	for _, o := range r.Outlets {
		_, okX := value(xs[o])
		_, okY := value(ys[o])
		if !okX || !okY {
			without = append(without, clean(o))
			continue
		}
		points = append(points, both{o, xs[o], ys[o], n.marks(append(slices.Clone(xs[o].Warnings), ys[o].Warnings...))})
	}
	if len(points) == 0 {
		return []Figure{nothing(r, "hedging", title, "Nothing to show: no outlet has both estimates.", hedgingHeader)}, nil
	}
	l := layHedging(x, y, xVoice, yVoice, points)
	var all []stats.Estimate
	for _, b := range points {
		all = append(all, b.x, b.y)
	}
	absent := ""
	if len(without) > 0 {
		absent = "Not drawn, as an estimate is absent: " + strings.Join(without, ", ") + "."
	}
	return []Figure{{
		Name:  "hedging",
		Title: fmt.Sprintf("Across: %s Upwards: %s", clean(x.Doc), clean(y.Doc)),
		Notes: append(join(bothSamples(points), whiskerNote(r, all, "Crosses"), l.arrowNote(), hollowNote(all, "Hollow"),
			l.numberNote(), absent, letterNote(r.Outlets), origin(r)), n.footnotes()...),
		Data:   hedgingRows(points),
		height: l.height,
		draw:   l.draw,
	}}, nil
}

// measureNamed finds a measure and the first voice in which any outlet has a value of it.
func measureNamed(r *stats.Results, name string) (m stats.Measure, voice string, ok bool) {
	for _, m := range r.Measures {
		if m.Name == name {
			if voices, _ := voicesOf(r, m); len(voices) > 0 {
				return m, voices[0], true
			}
		}
	}
	return stats.Measure{}, "", false
}

func measureNames(r *stats.Results) string {
	var names []string
	for _, m := range r.Measures {
		names = append(names, m.Name)
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func bothSamples(points []both) string {
	x, y := 0, 0
	for _, b := range points {
		x += b.x.Articles
		y += b.y.Articles
	}
	return count(len(points), "outlet") + "; " + count(x, "article") + " for hedging, " + count(y, "article") + " for attribution."
}

func hedgingRows(points []both) [][]string {
	rows := [][]string{hedgingHeader}
	for i, b := range points {
		rows = append(rows, []string{b.outlet, strconv.Itoa(i + 1), cell(b.x.Value), cell(b.x.Lo), cell(b.x.Hi), strconv.Itoa(b.x.Articles),
			cell(b.y.Value), cell(b.y.Lo), cell(b.y.Hi), strconv.Itoa(b.y.Articles), codes(append(slices.Clone(b.x.Warnings), b.y.Warnings...))})
	}
	return rows
}

// hedgingLayout is where everything of the figure stands. Few outlets are named beside their points; more
// than directLabels, or names that find no room, become numbers with a key.
type hedgingLayout struct {
	points       []both
	x, y         scale
	xName, yName string
	xUnit, yUnit stats.Unit
	top, bottom  vg.Length
	height       vg.Length
	numbers      bool
	keyAt        vg.Length
	keyLines     [][]string
	keyHeight    vg.Length // of a line of the key
	labels       []label
	cut          bool
}

const (
	directLabels  = 8
	hedgingHeight = 250 * vg.Length(1)
)

func layHedging(x, y stats.Measure, xVoice, yVoice string, points []both) *hedgingLayout {
	var xs, ys []stats.Estimate
	for _, b := range points {
		xs, ys = append(xs, b.x), append(ys, b.y)
	}
	l := &hedgingLayout{points: points, x: axisFor(x.Unit, xs), y: axisFor(y.Unit, ys), xUnit: x.Unit, yUnit: y.Unit,
		xName: axisName(x, xVoice), yName: axisName(y, yVoice), top: 18}
	l.cut = outside(xs, l.x) || outside(ys, l.y)
	if len(points) <= directLabels {
		l.place(false)
		if l.labels != nil {
			return l
		}
	}
	l.numbers = true
	l.place(true)
	return l
}

func axisName(m stats.Measure, voice string) string {
	return clean(m.Name) + ", " + unitOf(m) + ", voice: " + voiceName(voice)
}

// place fits the frame between axis labels and key, and finds room for the labels.
func (l *hedgingLayout) place(numbers bool) {
	ticks, step := l.y.ticks(5)
	axis := vg.Length(0)
	for _, v := range ticks {
		axis = max(axis, smallFace.Width(tick(l.yUnit, v, step)))
	}
	l.x.from = pageMargin + axis + gap
	l.x.to = pageWidth - pageMargin - 2*gap
	height := hedgingHeight
	if numbers {
		l.layKey()
		l.x.to = l.keyAt - 3*gap
		height = max(height, l.keyHeight*vg.Length(len(l.keyLines)))
	}
	l.bottom = l.top + height
	l.y.from, l.y.to = l.bottom, l.top
	l.height = l.bottom + axisHeight
	l.labels = l.placeLabels(numbers, height)
}

const keyHead = "outlet (articles)"

// layKey gives the key a third of the page at most; long names are wrapped.
func (l *hedgingLayout) layKey() {
	width := headFace.Width(keyHead)
	for i, b := range l.points {
		lines := wrap(smallFace, keyName(b), bodyWidth*labelShare)
		width = max(width, widest(smallFace, lines...))
		for j, s := range lines {
			number := ""
			if j == 0 {
				number = strconv.Itoa(i + 1)
			}
			l.keyLines = append(l.keyLines, []string{number, s})
		}
	}
	l.keyHeight = 10.5
	l.keyAt = pageWidth - pageMargin - width - keySwatch - 4
}

// keyName is an outlet with its articles and the letters of its notes.
func keyName(b both) string {
	s := clean(b.outlet) + " (" + thousands(int64(b.articles())) + ")"
	if b.marks != "" {
		s += " " + b.marks
	}
	return s
}

// placeLabels is nil where names find no room; numbers always get the best room there is.
func (l *hedgingLayout) placeLabels(numbers bool, height vg.Length) []label {
	frame := box{l.x.from, l.top, l.x.to, l.top + height}
	var anchors []vg.Point
	var texts []string
	for i, b := range l.points {
		x, _ := value(b.x)
		y, _ := value(b.y)
		anchors = append(anchors, vg.Point{X: l.x.at(x), Y: l.y.at(y)})
		if numbers {
			texts = append(texts, strconv.Itoa(i+1))
		} else {
			texts = append(texts, keyName(b))
		}
	}
	return placeLabels(smallFace, texts, anchors, l.crosses(), frame, numbers)
}

// crosses are the intervals as thin boxes, which labels keep clear of if they can.
func (l *hedgingLayout) crosses() []box {
	var out []box
	for _, b := range l.points {
		x, _ := value(b.x)
		y, _ := value(b.y)
		if lo, hi, ok := interval(b.x); ok {
			out = append(out, box{l.x.at(max(lo, l.x.lo)), l.y.at(y) - 0.5, l.x.at(min(hi, l.x.hi)), l.y.at(y) + 0.5})
		}
		if lo, hi, ok := interval(b.y); ok {
			out = append(out, box{l.x.at(x) - 0.5, l.y.at(min(hi, l.y.hi)), l.x.at(x) + 0.5, l.y.at(max(lo, l.y.lo))})
		}
	}
	return out
}

func (l *hedgingLayout) draw(p pen) {
	axis{l.x, l.xName, func(v, step float64) string { return tick(l.xUnit, v, step) }}.drawX(p, 5, l.top, l.bottom)
	p.text(smallFace, ink, pageMargin, l.top-9, toRight, l.yName)
	values, step := l.y.ticks(5)
	for _, v := range values {
		y := l.y.at(v)
		p.line(grid, thin, l.x.from, y, l.x.to, y)
		p.middle(smallFace, ink, l.x.from-4, y, toLeft, tick(l.yUnit, v, step))
	}
	p.line(faint, thin, l.x.from, l.top, l.x.from, l.bottom)
	for _, c := range l.crosses() {
		p.rect(c.x0, c.y0, max(c.x1-c.x0, 0.01), max(c.y1-c.y0, 0.01), mix(white, blue, 0.45), nil)
	}
	for _, label := range l.labels {
		if label.leader {
			p.line(faint, thin, label.anchor.X, label.anchor.Y, label.near().X, label.near().Y)
		}
	}
	for i, b := range l.points {
		label := l.labels[i]
		p.dot(circle, blue, label.anchor.X, label.anchor.Y, b.hollow())
	}
	for _, label := range l.labels {
		p.text(smallFace, black, label.x0+labelPadding, label.y1-labelPadding-1, toRight, label.text)
	}
	if l.numbers {
		l.drawKey(p)
	}
}

func (l *hedgingLayout) drawKey(p pen) {
	p.text(headFace, ink, l.keyAt+keySwatch+4, l.top-9, toRight, keyHead)
	for i, line := range l.keyLines {
		y := l.top + l.keyHeight*(vg.Length(i)+0.5)
		p.middle(smallFace, ink, l.keyAt+keySwatch, y, toLeft, line[0])
		p.middle(smallFace, ink, l.keyAt+keySwatch+4, y, toRight, line[1])
	}
}

func (l *hedgingLayout) arrowNote() string {
	if l.cut {
		return "A cross that meets the frame goes on beyond it; the CSV has its ends."
	}
	return ""
}

func (l *hedgingLayout) numberNote() string {
	if l.numbers {
		return ""
	}
	return "In brackets: articles, the fewer of the two."
}

// A box is a part of the page that is taken.
type box struct{ x0, y0, x1, y1 vg.Length }

func (b box) overlap(c box) vg.Length {
	return max(0, min(b.x1, c.x1)-max(b.x0, c.x0)) * max(0, min(b.y1, c.y1)-max(b.y0, c.y0))
}

func (b box) within(c box) bool { return b.x0 >= c.x0 && b.x1 <= c.x1 && b.y0 >= c.y0 && b.y1 <= c.y1 }

// A label is a text at its place beside the point that it names.
type label struct {
	box
	text   string
	anchor vg.Point
	leader bool // far enough away to need a line to its point
}

// near is the point of the label's edge that its leader line runs to.
func (l label) near() vg.Point {
	return vg.Point{X: min(max(l.anchor.X, l.x0), l.x1), Y: min(max(l.anchor.Y, l.y0), l.y1)}
}

const labelPadding = 1.2 * vg.Length(1)

// placeLabels puts each text near its anchor: on rings of places around the point it takes the nearest that
// touches no point, no other label and no cross. Points in the densest company choose first. Where a text
// finds no such place, the result is nil, or, if it must, the place with the least overlap: rather across a
// cross than on a point or another label.
func placeLabels(f font.Face, texts []string, anchors []vg.Point, crosses []box, frame box, must bool) []label {
	labels := make([]label, len(texts))
	var taken []box
	for _, a := range anchors {
		r := radius + 1
		taken = append(taken, box{a.X - r, a.Y - r, a.X + r, a.Y + r})
	}
	for _, i := range crowdedFirst(anchors) {
		best, found := bestPlace(f, texts[i], anchors[i], taken, crosses, frame)
		if !found && !must {
			return nil
		}
		labels[i] = best
		taken = append(taken, best.box)
	}
	return labels
}

func bestPlace(f font.Face, text string, a vg.Point, taken, crosses []box, frame box) (best label, found bool) {
	w, h := f.Width(text)+2*labelPadding, f.Font.Size*capHeight+2*labelPadding+2
	least := math.Inf(1)
	for ring := range 12 {
		for side := range 16 {
			sin, cos := math.Sincos(2 * math.Pi * float64(side) / 16)
			d := radius + 2.5 + 5*vg.Length(ring)
			// The label's box touches the ring from outside.
			cx := a.X + vg.Length(cos)*(d+w/2)
			cy := a.Y - vg.Length(sin)*(d+h/2)
			l := label{box{cx - w/2, cy - h/2, cx + w/2, cy + h/2}, text, a, ring > 0}
			if !l.within(frame) {
				continue
			}
			clash := vg.Length(0)
			for _, t := range taken {
				clash += 1000 * l.overlap(t)
			}
			for _, c := range crosses {
				clash += 2 * l.overlap(c)
			}
			cost := float64(clash) + 1.5*float64(ring)
			if cost < least {
				best, least, found = l, cost, clash == 0
			}
		}
	}
	return best, found
}

// crowdedFirst orders points by the distance to their nearest neighbour.
func crowdedFirst(anchors []vg.Point) []int {
	nearest := make([]float64, len(anchors))
	order := make([]int, len(anchors))
	for i, a := range anchors {
		order[i], nearest[i] = i, math.Inf(1)
		for j, b := range anchors {
			if i != j {
				nearest[i] = min(nearest[i], math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
			}
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(nearest[i], nearest[j]) })
	return order
}
