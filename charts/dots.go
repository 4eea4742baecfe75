package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Dots is the chart for outlets on one measure: a point with its intervals for each outlet, sorted by the
// estimate in the measure's first voice, voices below one another. It has a figure for each measure.
//
// Points rather than bars, because readers take what lies within a bar to be likelier than what lies as
// far outside it (Correll and Gleicher 2014). Two intervals, because readers take overlap to say whether
// outlets differ, whatever an interval was made for: the thick one is made for that.
var Dots = Chart{
	Name:    "dots",
	Doc:     "For each measure, the outlets' estimates as points with an interval for each by itself and one for comparing two, sorted, with the number of articles behind each.",
	Figures: dots,
}

var dotsHeader = []string{"outlet", "measure", "voice", "value", "lo", "hi", "confidence", "articles", "numerator", "denominator", "shrunken",
	"comparison_lo", "comparison_hi", "warnings"}

func dots(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	if len(r.Measures) == 0 {
		return []Figure{nothing(r, "dots", "Outlets on each measure", "Nothing to show: the results hold no measure.", dotsHeader)}, nil
	}
	var figs []Figure
	for _, m := range r.Measures {
		figs = append(figs, dotsOf(r, m))
	}
	return distinct(figs), nil
}

// dotRow is one outlet: a dot in each voice.
type dotRow struct {
	outlet string
	dots   []dot
}

// dot is one outlet in one voice.
type dot struct {
	stats.Estimate
	rank  stats.Rank
	marks string
}

func dotsOf(r *stats.Results, m stats.Measure) Figure {
	voices, silent := voicesOf(r, m)
	if len(voices) == 0 {
		why := fmt.Sprintf("Nothing to show: no outlet has an estimate of %s, since no article has anything to measure it on.", m.Name)
		return nothing(r, "dots-"+m.Name, clean(m.Doc), why, dotsHeader)
	}
	groups := make([]group, len(voices))
	byVoice := make([]map[string]stats.Estimate, len(voices))
	rankings := make([]stats.Ranking, len(voices))
	var all []stats.Estimate
	for i, v := range voices {
		byVoice[i], rankings[i] = estimatesOf(r, m.Name, v), rankingOf(r, m.Name, v)
		groups[i].voice = v
		for _, o := range r.Outlets {
			if e, ok := byVoice[i][o]; ok {
				groups[i].estimates = append(groups[i].estimates, e)
			}
		}
		all = append(all, groups[i].estimates...)
	}

	var n notes
	d := layDots(r, m, voices, dotRows(r.Outlets, byVoice, rankings, &n))
	return Figure{
		Name:  "dots-" + m.Name,
		Title: clean(m.Doc),
		Notes: append(join(sample(groups), whiskerNote(r, all, "Thin"), overlapNote(rankings, d.confidence, "Thick"), arrowNote(d.cut),
			hollowNote(all, "Hollow"), d.meanNote(), d.shrunkenNote(), silentNote(silent), letterNote(r.Outlets), origin(r)), n.footnotes()...),
		Data:   append([][]string{dotsHeader}, d.data()...),
		height: d.bottom + axisHeight,
		draw:   d.draw,
	}
}

// dotRows sorts outlets by their estimate in the first voice.
func dotRows(outlets []string, byVoice []map[string]stats.Estimate, rankings []stats.Ranking, n *notes) []dotRow {
	var rows []dotRow
	for _, o := range byEstimate(outlets, byVoice[0]) {
		row := dotRow{outlet: o}
		for i, es := range byVoice {
			row.dots = append(row.dots, dot{es[o], rankOf(rankings[i], o), n.marks(es[o].Warnings)})
		}
		rows = append(rows, row)
	}
	return rows
}

// dotLayout is where everything of a dots figure stands.
type dotLayout struct {
	measure    stats.Measure
	each       string   // of what there is one mean: in each voice, or for each side
	voices     []string // or sides
	rows       []dotRow
	labels     labels
	axis       scale
	means      []*float64 // of the outlets in each voice, nil where fewer than two have a value
	confidence float64

	pitch, step vg.Length // between outlets, between the voices of one
	key         key
	top, bottom vg.Length // of the rows
	articles    vg.Length // where that column ends
	cut         bool      // an interval goes on beyond the axis
}

const articlesHead = "articles"

func layDots(r *stats.Results, m stats.Measure, voices []string, rows []dotRow) *dotLayout {
	d := &dotLayout{measure: m, each: "in each voice", voices: voices, rows: rows, means: means(rows, len(voices))}
	names := make([]string, len(rows))
	column, marks := headFace.Width(articlesHead), vg.Length(0)
	var spans []stats.Estimate
	for i, row := range rows {
		names[i] = row.outlet
		for _, e := range row.dots {
			column = max(column, smallFace.Width(thousands(int64(e.Articles))))
			marks = max(marks, markFace.Width(e.marks))
			spans = append(spans, e.span())
			d.confidence = cmp.Or(e.Confidence, d.confidence, r.Confidence)
		}
	}
	d.axis = axisFor(m.Unit, spans)
	d.cut = outside(spans, d.axis)
	d.labels = layLabels(labelFace, names)
	d.step = 9.5
	d.pitch = max(15, d.labels.height+4, vg.Length(len(voices))*d.step+5)

	d.articles = pageWidth - pageMargin - marks - 2
	d.axis.from = pageMargin + d.labels.width + 2*gap
	// Half a tick label may stand out beyond the end of the axis.
	d.axis.to = d.articles - column - 3*gap

	d.key = d.legend()
	d.top = max(13, d.key.draw(nil, d.axis.from, d.axis.to, 0)+1)
	d.bottom = d.top + d.pitch*vg.Length(len(rows))
	return d
}

// span is an estimate whose interval reaches as far as both of the dot's do.
func (e dot) span() stats.Estimate {
	s := e.Estimate
	if lo, hi, ok := comparison(e.rank); ok && !hollow(s) {
		lo, hi = min(lo, *s.Lo), max(hi, *s.Hi)
		s.Lo, s.Hi = &lo, &hi
	}
	return s
}

// means are those of the outlets' estimates in each voice.
func means(rows []dotRow, voices int) []*float64 {
	all := make([]*float64, voices)
	for j := range all {
		es, outlets := map[string]stats.Estimate{}, []string(nil)
		for _, row := range rows {
			es[row.outlet], outlets = row.dots[j].Estimate, append(outlets, row.outlet)
		}
		if mean, _, n := equalMean(es, outlets); n > 1 {
			all[j] = &mean
		}
	}
	return all
}

// legend shows every kind of mark that the figure has.
func (d *dotLayout) legend() key {
	var k key
	var marks []func(p pen, x, y vg.Length)
	show := func(name string, mark func(p pen, x, y vg.Length)) {
		k.names, marks = append(k.names, name), append(marks, mark)
	}
	colour := ink
	if len(d.voices) == 1 {
		colour = voiceStyles[0].colour
	} else {
		voices := voiceKey(d.voices)
		for i, name := range voices.names {
			show(name, func(p pen, x, y vg.Length) { voices.marks(p, i, x, y) })
		}
	}
	if d.any(func(e dot) bool { return !hollow(e.Estimate) }) {
		show(percent(d.confidence)+" interval", func(p pen, x, y vg.Length) { p.line(colour, medium, x-4, y, x+4, y) })
	}
	if d.any(dot.compared) {
		show("comparison interval", func(p pen, x, y vg.Length) { p.band(colour, x-4, x+4, y) })
	}
	if d.any(func(e dot) bool { _, ok := d.shrunken(e.Estimate); return ok }) {
		show("shrunken", func(p pen, x, y vg.Length) { p.line(black, thin, x, y-4, x, y+4) })
	}
	if slices.ContainsFunc(d.means, func(m *float64) bool { return m != nil }) {
		show("mean", func(p pen, x, y vg.Length) { p.line(faint, thin, x, y-5, x, y+5, 3, 2) })
	}
	k.marks = func(p pen, i int, x, y vg.Length) { marks[i](p, x, y) }
	return k
}

func (d *dotLayout) any(is func(dot) bool) bool {
	return slices.ContainsFunc(d.rows, func(row dotRow) bool { return slices.ContainsFunc(row.dots, is) })
}

// compared reports a dot with a comparison interval.
func (e dot) compared() bool {
	_, _, ok := comparison(e.rank)
	return ok && !hollow(e.Estimate)
}

func (d *dotLayout) draw(p pen) {
	d.key.draw(&p, d.axis.from, d.axis.to, 0)
	p.text(headFace, ink, d.articles, d.top-4, toLeft, articlesHead)
	title := clean(d.measure.Name) + ", " + unitOf(d.measure)
	if len(d.voices) == 1 {
		title += ", voice: " + voiceName(d.voices[0])
	}
	axis{d.axis, title, func(v, step float64) string { return tick(d.measure.Unit, v, step) }}.drawX(p, 5, d.top, d.bottom)
	if len(d.voices) == 1 && d.means[0] != nil {
		x := d.axis.at(*d.means[0])
		p.line(faint, thin, x, d.top, x, d.bottom, 3, 2)
	}
	for i, row := range d.rows {
		y := d.top + d.pitch*(vg.Length(i)+0.5)
		p.line(grid, thin, pageMargin, y+d.pitch/2, d.articles, y+d.pitch/2)
		p.lines(labelFace, black, pageMargin, y, toRight, d.labels.names[i])
		for j := range row.dots {
			d.drawDot(p, row.dots[j], j, y+d.step*(vg.Length(j)-vg.Length(len(d.voices)-1)/2))
		}
	}
}

func (d *dotLayout) drawDot(p pen, e dot, j int, y vg.Length) {
	style := voiceStyles[j%len(voiceStyles)]
	p.middle(smallFace, ink, d.articles, y, toLeft, thousands(int64(e.Articles)))
	p.text(markFace, ink, d.articles+2, y, toRight, e.marks)
	d.drawMean(p, j, y)
	v, ok := value(e.Estimate)
	if !ok {
		p.middle(smallFace, faint, d.axis.from+4, y, toRight, "– no estimate")
		return
	}
	if e.compared() {
		lo, hi, _ := comparison(e.rank)
		p.band(style.colour, d.axis.at(max(lo, d.axis.lo)), d.axis.at(min(hi, d.axis.hi)), y)
		p.arrows(d.axis, style.colour, lo, hi, y)
	}
	p.whisker(d.axis, style.colour, e.Estimate, y)
	if s, ok := d.shrunken(e.Estimate); ok {
		p.line(black, thin, d.axis.at(s), y-4, d.axis.at(s), y+4)
	}
	p.dot(style.shape, style.colour, d.axis.at(v), y, hollow(e.Estimate))
}

// drawMean draws the reference of one voice beside the dots of that voice alone, where there are several: a
// line through all rows would set the other voices' dots against it.
func (d *dotLayout) drawMean(p pen, j int, y vg.Length) {
	if len(d.voices) > 1 && d.means[j] != nil {
		x := d.axis.at(*d.means[j])
		p.line(mix(white, voiceStyles[j%len(voiceStyles)].colour, 0.7), thin, x, y-d.step/2, x, y+d.step/2, 3, 2)
	}
}

// shrunken is the shrunken estimate, where there is room for its tick: one voice, within the axis.
func (d *dotLayout) shrunken(e stats.Estimate) (float64, bool) {
	s, ok := known(e.Shrunken)
	return s, ok && len(d.voices) == 1 && s >= d.axis.lo && s <= d.axis.hi
}

func (d *dotLayout) shrunkenNote() string {
	if !d.any(func(e dot) bool { _, ok := d.shrunken(e.Estimate); return ok }) {
		return ""
	}
	note := "Upright tick: the estimate shrunken towards the typical outlet of this corpus"
	if d.any(d.pulledOut) {
		note += "; it may lie beyond the interval, which is made from the outlet's own articles alone"
	}
	return note + "."
}

// pulledOut reports a dot whose tick lies beyond its interval.
func (d *dotLayout) pulledOut(e dot) bool {
	s, ok := d.shrunken(e.Estimate)
	lo, hi, whole := interval(e.Estimate)
	return ok && whole && (s < lo || s > hi)
}

func (d *dotLayout) meanNote() string {
	switch {
	case !slices.ContainsFunc(d.means, func(m *float64) bool { return m != nil }):
		return ""
	case len(d.voices) == 1:
		return "Dashed: mean of the outlets, each counted once."
	}
	return "Dashed: mean of the outlets " + d.each + ", each outlet counted once."
}

// data are the rows of the CSV: what is drawn, and what it was made from.
func (d *dotLayout) data() (rows [][]string) {
	for _, row := range d.rows {
		for _, e := range row.dots {
			if e.Outlet == "" {
				continue
			}
			rows = append(rows, []string{e.Outlet, e.Measure, e.Voice, cell(e.Value), cell(e.Lo), cell(e.Hi),
				strconv.FormatFloat(e.Confidence, 'g', -1, 64), strconv.Itoa(e.Articles),
				strconv.FormatInt(e.Numerator, 10), strconv.FormatInt(e.Denominator, 10), cell(e.Shrunken),
				cell(e.rank.ComparisonLo), cell(e.rank.ComparisonHi), codes(e.Warnings)})
		}
	}
	return rows
}
