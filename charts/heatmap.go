package charts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Heatmap is the chart for all outlets on all measures at once: the estimate printed in every cell, its
// colour how far the outlet stands from the mean of the outlets, in standard deviations of the column.
// The colour invites comparison along a column, not along a row.
var Heatmap = Chart{
	Name:    "heatmap",
	Doc:     "All outlets on all measures: every estimate as a number, coloured by its distance from the mean of the outlets.",
	Figures: heatmap,
}

// colourRange is how many standard deviations from the mean have the full colour.
const colourRange = 2.0

var heatmapHeader = []string{"outlet", "measure", "voice", "unit", "value", "lo", "hi", "articles", "mean", "deviation", "warnings"}

// column is one measure in one voice, with what its colours are centred on.
type column struct {
	series
	mean, sd float64
}

// deviation is the distance of an estimate from the column's mean in standard deviations, unknown where
// all outlets are alike or there is but one.
func (c column) deviation(e stats.Estimate) (float64, bool) {
	v, ok := value(e)
	if !ok || c.sd <= 1e-12*math.Abs(c.mean) {
		return 0, false
	}
	return (v - c.mean) / c.sd, true
}

func heatmap(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	const title = "Outlets on all measures, coloured by the distance from the mean of the outlets"
	var shown, silent []series
	for _, m := range r.Measures {
		speaking, none := seriesOf(r, m)
		shown, silent = append(shown, speaking...), append(silent, none...)
	}
	var columns []column
	for _, s := range shown {
		c := column{series: s}
		c.mean, c.sd, _ = equalMean(c.estimates, r.Outlets)
		columns = append(columns, c)
	}
	if len(columns) == 0 {
		return []Figure{nothing(r, "heatmap", title, "Nothing to show: the results hold no estimate.", heatmapHeader)}, nil
	}
	all := estimatesIn(shown, r.Outlets)
	l := layHeatmap(r.Outlets, columns)
	colours := "No colour: there is nothing to compare."
	if l.coloured {
		colours = fmt.Sprintf("Colour: deviation from the mean of the outlets, each counted once, in standard deviations of the column; full at %g.", colourRange)
	}
	return []Figure{{
		Name: "heatmap", Title: title,
		Notes:  append(join(samples(r, all, "cell"), colours, hollowNote(all, "Ring"), absentNote(r.Outlets, shown), doubtNote(all), silentNote(seriesNames(silent)), letterNote(r.Outlets), origin(r)), measureNotes(columns)...),
		Data:   heatmapRows(r.Outlets, columns),
		height: l.height,
		draw:   l.draw,
	}}, nil
}

// doubtNote leads to the warnings, which have no room in the cells.
func doubtNote(es []stats.Estimate) string {
	if slices.ContainsFunc(es, func(e stats.Estimate) bool { return len(e.Warnings) > 0 }) {
		return "Some cells carry warnings: see the CSV, or the chart of their measure."
	}
	return ""
}

// measureNotes is the codebook of the columns, as one paragraph.
func measureNotes(columns []column) []string {
	var out []string
	last := ""
	for _, c := range columns {
		if c.measure.Name != last {
			out = append(out, clean(c.measure.Name)+": "+clean(c.measure.Doc))
			last = c.measure.Name
		}
	}
	return []string{strings.Join(out, "  ")}
}

func heatmapRows(outlets []string, columns []column) [][]string {
	rows := [][]string{heatmapHeader}
	for _, o := range outlets {
		for _, c := range columns {
			e, ok := c.estimates[o]
			if !ok {
				continue
			}
			deviation := ""
			if d, ok := c.deviation(e); ok {
				deviation = strconv.FormatFloat(d, 'g', -1, 64)
			}
			rows = append(rows, []string{o, c.measure.Name, c.voice, string(c.measure.Unit), cell(e.Value), cell(e.Lo), cell(e.Hi),
				strconv.Itoa(e.Articles), strconv.FormatFloat(c.mean, 'g', -1, 64), deviation, codes(e.Warnings)})
		}
	}
	return rows
}

// heatmapLayout is where everything of the heatmap stands. Columns that do not fit beside one another
// make further blocks below.
type heatmapLayout struct {
	outlets []string
	labels  labels
	blocks  []block
	from    vg.Length // of the first column
	width   vg.Length // of a column
	pitch   vg.Length
	height  vg.Length

	coloured bool // outlets differ somewhere
}

type block struct {
	columns []column
	heads   [][]string
	head    vg.Length // height
	top     vg.Length // where the heads begin
}

const (
	narrowest = 44 * vg.Length(1)
	broadest  = 84 * vg.Length(1)
)

func layHeatmap(outlets []string, columns []column) *heatmapLayout {
	l := &heatmapLayout{outlets: outlets, labels: layLabels(labelFace, outlets)}
	l.pitch = max(15, l.labels.height+3)
	l.from = pageMargin + l.labels.width + gap
	room := pageWidth - pageMargin - l.from

	least := narrowest
	for _, c := range columns {
		least = min(room, max(least, 4+longestPiece(headFace, clean(c.measure.Name))))
	}
	abreast := evenly(len(columns), int(room/least))
	l.width = min(room/vg.Length(abreast), broadest)

	y := vg.Length(0)
	for len(columns) > 0 {
		n := min(abreast, len(columns))
		b := block{columns: columns[:n], top: y}
		columns = columns[n:]
		for _, c := range b.columns {
			head := wrap(headFace, clean(c.measure.Name), l.width-4)
			head = append(head, wrap(smallFace, voiceName(c.voice), l.width-4)...)
			head = append(head, wrap(smallFace, unitOf(c.measure), l.width-4)...)
			b.heads = append(b.heads, head)
			b.head = max(b.head, vg.Length(len(head))*headPitch+3)
		}
		l.blocks = append(l.blocks, b)
		y += b.head + l.pitch*vg.Length(len(outlets)) + 1.5*gap
	}
	for _, b := range l.blocks {
		for _, c := range b.columns {
			l.coloured = l.coloured || c.sd > 0
		}
	}
	if l.height = y; l.coloured {
		l.height += legendHeight
	}
	return l
}

const legendHeight = 20 * vg.Length(1)

func (l *heatmapLayout) draw(p pen) {
	for _, b := range l.blocks {
		top := b.top + b.head
		for i, c := range b.columns {
			x := l.from + l.width*vg.Length(i)
			l.drawHead(p, b, i, x+l.width/2)
			for j, o := range l.outlets {
				l.drawCell(p, c, c.estimates[o], x, top+l.pitch*vg.Length(j))
			}
		}
		for j := range l.outlets {
			p.lines(labelFace, black, pageMargin, top+l.pitch*(vg.Length(j)+0.5), toRight, l.labels.names[j])
		}
	}
	if l.coloured {
		l.drawLegend(p, l.height-legendHeight)
	}
}

// drawHead writes measure, voice and unit above a column, on the last lines of the room for heads.
func (l *heatmapLayout) drawHead(p pen, b block, i int, x vg.Length) {
	head := b.heads[i]
	bold := len(wrap(headFace, clean(b.columns[i].measure.Name), l.width-4))
	y := b.top + b.head - headPitch*vg.Length(len(head)) + 4
	for j, s := range head {
		face := smallFace
		if j < bold {
			face = headFace
		}
		p.text(face, ink, x, y+headPitch*vg.Length(j), centred, s)
	}
}

func (l *heatmapLayout) drawCell(p pen, c column, e stats.Estimate, x, y vg.Length) {
	ground := white
	if d, ok := c.deviation(e); ok {
		ground = diverging(d / colourRange)
	}
	p.rect(x, y, l.width, l.pitch, ground, grid)
	v, ok := value(e)
	if !ok {
		p.middle(smallFace, faint, x+l.width/2, y+l.pitch/2, centred, "–")
		return
	}
	p.middle(smallFace, readable(ground), x+l.width/2, y+l.pitch/2, centred, figures(c.measure.Unit, v))
	if hollow(e) {
		p.ring(readable(ground), x+l.width-6, y+5)
	}
}

// drawLegend draws the colours below the map, from below the mean to above it.
func (l *heatmapLayout) drawLegend(p pen, y vg.Length) {
	const steps, width, height = 41, 164 * vg.Length(1), 7 * vg.Length(1)
	x := l.from
	for i := range steps {
		d := -1 + 2*float64(i)/(steps-1)
		// To the end, so that no seam shows between two steps.
		p.rect(x+width*vg.Length(i)/steps, y, width*vg.Length(steps-i)/steps, height, diverging(d), nil)
	}
	p.rect(x, y, width, height, nil, faint)
	for i, s := range []string{"2 SD below", "mean", "2 SD above"} {
		p.text(smallFace, ink, x+width*vg.Length(i)/2, y+height+9, float64(i)/2, s)
	}
}
