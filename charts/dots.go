package charts

import (
	"fmt"
	"strconv"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Dots is the chart for outlets on one measure: a point with its interval for each outlet, sorted by the
// estimate in the measure's first voice, voices below one another. It has a figure for each measure.
//
// Points rather than bars, because readers take what lies within a bar to be likelier than what lies as
// far outside it (Correll and Gleicher 2014).
var Dots = Chart{
	Name:    "dots",
	Doc:     "For each measure, the outlets' estimates as points with their intervals, sorted, with the number of articles behind each.",
	Figures: dots,
}

var estimateHeader = []string{"outlet", "measure", "voice", "value", "lo", "hi", "confidence", "articles", "numerator", "denominator", "shrunken", "warnings"}

func dots(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	if len(r.Measures) == 0 {
		return []Figure{nothing(r, "dots", "Outlets on each measure", "Nothing to show: the results hold no measure.", estimateHeader)}, nil
	}
	var figs []Figure
	for _, m := range r.Measures {
		figs = append(figs, dotsOf(r, m))
	}
	return distinct(figs), nil
}

// dotRow is one outlet: its estimate in each voice.
type dotRow struct {
	outlet    string
	estimates []stats.Estimate
	marks     []string
}

func dotsOf(r *stats.Results, m stats.Measure) Figure {
	voices, silent := voicesOf(r, m)
	if len(voices) == 0 {
		why := fmt.Sprintf("Nothing to show: no outlet has an estimate of %s, since no article has anything to measure it on.", m.Name)
		return nothing(r, "dots-"+m.Name, clean(m.Doc), why, estimateHeader)
	}
	groups := make([]group, len(voices))
	byVoice := make([]map[string]stats.Estimate, len(voices))
	var all []stats.Estimate
	for i, v := range voices {
		byVoice[i] = estimatesOf(r, m.Name, v)
		groups[i].voice = v
		for _, o := range r.Outlets {
			if e, ok := byVoice[i][o]; ok {
				groups[i].estimates = append(groups[i].estimates, e)
			}
		}
		all = append(all, groups[i].estimates...)
	}

	var n notes
	rows := dotRows(r.Outlets, byVoice)
	var sorted []stats.Estimate
	for i := range rows {
		for _, e := range rows[i].estimates {
			rows[i].marks = append(rows[i].marks, n.marks(e.Warnings))
			if e.Outlet != "" {
				sorted = append(sorted, e)
			}
		}
	}
	d := layDots(m, voices, rows, all)
	if mean, _, n := equalMean(byVoice[0], r.Outlets); n > 1 {
		d.mean = &mean
	}
	return Figure{
		Name:   "dots-" + m.Name,
		Title:  clean(m.Doc),
		Notes:  append(join(sample(groups), whiskerNote(r, all, "Whiskers"), arrowNote(d.cut), hollowNote(all, "Hollow"), d.meanNote(), d.shrunkenNote(), silentNote(silent), letterNote(r.Outlets), origin(r)), n.footnotes()...),
		Data:   append([][]string{estimateHeader}, estimateRows(sorted)...),
		height: d.bottom + axisHeight,
		draw:   d.draw,
	}
}

// dotRows sorts outlets by their estimate in the first voice.
func dotRows(outlets []string, byVoice []map[string]stats.Estimate) []dotRow {
	var rows []dotRow
	for _, o := range byEstimate(outlets, byVoice[0]) {
		row := dotRow{outlet: o}
		for _, es := range byVoice {
			row.estimates = append(row.estimates, es[o])
		}
		rows = append(rows, row)
	}
	return rows
}

func estimateRows(es []stats.Estimate) [][]string {
	var rows [][]string
	for _, e := range es {
		rows = append(rows, []string{e.Outlet, e.Measure, e.Voice, cell(e.Value), cell(e.Lo), cell(e.Hi),
			strconv.FormatFloat(e.Confidence, 'g', -1, 64), strconv.Itoa(e.Articles),
			strconv.FormatInt(e.Numerator, 10), strconv.FormatInt(e.Denominator, 10), cell(e.Shrunken), codes(e.Warnings)})
	}
	return rows
}

// dotLayout is where everything of a dots figure stands.
type dotLayout struct {
	measure stats.Measure
	voices  []string
	rows    []dotRow
	labels  labels
	axis    scale
	mean    *float64 // of the outlets in the first voice, by which they are sorted

	pitch, step vg.Length // between outlets, between the voices of one
	key         key
	top, bottom vg.Length // of the rows
	articles    vg.Length // where that column ends
	cut         bool      // an interval goes on beyond the axis
}

const articlesHead = "articles"

func layDots(m stats.Measure, voices []string, rows []dotRow, all []stats.Estimate) *dotLayout {
	d := &dotLayout{measure: m, voices: voices, rows: rows, axis: axisFor(m.Unit, all)}
	names := make([]string, len(rows))
	column, marks := headFace.Width(articlesHead), vg.Length(0)
	for i, row := range rows {
		names[i] = row.outlet
		for j, e := range row.estimates {
			column = max(column, smallFace.Width(thousands(int64(e.Articles))))
			marks = max(marks, markFace.Width(row.marks[j]))
		}
	}
	d.labels = layLabels(labelFace, names)
	d.step = 9.5
	d.pitch = max(15, d.labels.height+4, vg.Length(len(voices))*d.step+5)

	d.articles = pageWidth - pageMargin - marks - 2
	d.axis.from = pageMargin + d.labels.width + 2*gap
	// Half a tick label may stand out beyond the end of the axis.
	d.axis.to = d.articles - column - 3*gap

	d.top = 13
	if len(voices) > 1 {
		d.key = voiceKey(voices)
		d.top = max(d.top, d.key.draw(nil, d.axis.from, d.axis.to, 0)+1)
	}
	d.bottom = d.top + d.pitch*vg.Length(len(rows))
	d.cut = outside(all, d.axis)
	return d
}

func (d *dotLayout) draw(p pen) {
	d.key.draw(&p, d.axis.from, d.axis.to, 0)
	p.text(headFace, ink, d.articles, d.top-4, toLeft, articlesHead)
	title := clean(d.measure.Name) + ", " + unitOf(d.measure)
	if len(d.voices) == 1 {
		title += ", voice: " + voiceName(d.voices[0])
	}
	axis{d.axis, title, func(v, step float64) string { return tick(d.measure.Unit, v, step) }}.drawX(p, 5, d.top, d.bottom)
	if d.mean != nil {
		x := d.axis.at(*d.mean)
		p.line(faint, thin, x, d.top, x, d.bottom, 3, 2)
	}
	for i, row := range d.rows {
		y := d.top + d.pitch*(vg.Length(i)+0.5)
		p.line(grid, thin, pageMargin, y+d.pitch/2, d.articles, y+d.pitch/2)
		p.lines(labelFace, black, pageMargin, y, toRight, d.labels.names[i])
		for j := range row.estimates {
			d.drawEstimate(p, row, j, y+d.step*(vg.Length(j)-vg.Length(len(d.voices)-1)/2))
		}
	}
}

func (d *dotLayout) drawEstimate(p pen, row dotRow, j int, y vg.Length) {
	e, style := row.estimates[j], voiceStyles[j%len(voiceStyles)]
	p.middle(smallFace, ink, d.articles, y, toLeft, thousands(int64(e.Articles)))
	p.text(markFace, ink, d.articles+2, y, toRight, row.marks[j])
	v, ok := value(e)
	if !ok {
		p.middle(smallFace, faint, d.axis.from+4, y, toRight, "– no estimate")
		return
	}
	p.whisker(d.axis, style.colour, e, y)
	if s, ok := d.shrunken(e); ok {
		p.line(black, thin, d.axis.at(s), y-4, d.axis.at(s), y+4)
	}
	p.dot(style.shape, style.colour, d.axis.at(v), y, hollow(e))
}

// shrunken is the shrunken estimate, where there is room for its tick: one voice, within the axis.
func (d *dotLayout) shrunken(e stats.Estimate) (float64, bool) {
	s, ok := known(e.Shrunken)
	return s, ok && len(d.voices) == 1 && s >= d.axis.lo && s <= d.axis.hi
}

func (d *dotLayout) shrunkenNote() string {
	for _, row := range d.rows {
		for _, e := range row.estimates {
			if _, ok := d.shrunken(e); ok {
				return "Upright tick: the estimate shrunken towards the typical outlet of this corpus."
			}
		}
	}
	return ""
}

func (d *dotLayout) meanNote() string {
	switch {
	case d.mean == nil:
		return ""
	case len(d.voices) == 1:
		return "Dashed: mean of the outlets, each counted once."
	}
	return "Dashed: mean of the outlets (" + voiceName(d.voices[0]) + "), each counted once."
}
