package charts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Specifications is the chart for how far a finding hangs on choices that another careful researcher might
// have made. It takes results whose measures are the specifications of one measure, in order, the first
// being the one that the others are compared with; so it is not one of [All].
//
// Small multiples rather than one specification curve (Simonsohn, Simmons and Nelson 2020): sorted by
// outlet, a panel shows whether all outlets move together, which leaves their order as it was.
var Specifications = Chart{
	Name:    "specifications",
	Doc:     "How each outlet's estimate of one measure moves from one specification to the next: a panel for each outlet, a row for each specification.",
	Figures: specifications,
}

// dagger ends the name of a specification without which a difference between two outlets changes its sign.
const dagger = "†"

var specificationHeader = []string{"specification", "outlet", "voice", "value", "lo", "hi", "articles", "numerator", "denominator", "warnings"}

// specification is one row of every panel: a measure in each of its voices.
type specification struct {
	name   string
	series []series
}

func specifications(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	rows, shown, silent := specificationsOf(r)
	voices := voicesIn(shown)
	if len(voices) == 0 {
		const why = "Nothing to show: no outlet has an estimate under any specification."
		return []Figure{nothing(r, "specifications", "Outlets under each specification", why, specificationHeader)}, nil
	}
	if err := oneUnit(r.Measures); err != nil {
		return nil, err
	}
	reference := rows[0].series
	outlets := byEstimate(r.Outlets, reference[0].estimates)
	all := estimatesIn(shown, outlets)

	var n notes
	panels := make([]panel, len(outlets))
	for i, o := range outlets {
		panels[i] = newPanel(o, estimatesIn(shown, []string{o}), &n)
	}
	doc, docs := documentation(r.Measures)
	l := laySpecifications(r.Measures[0].Unit, rows, voices, panels, all)
	return []Figure{{
		Name:  "specifications",
		Title: fmt.Sprintf("Under %s: %s", count(len(rows), "specification"), doc),
		Notes: slices.Concat(join(samples(r, all, "point"), whiskerNote(r, all, "Whiskers"), arrowNote(outside(all, l.axis)),
			hollowNote(all, "Hollow"), absentNote(outlets, shown), l.referenceNote(), daggerNote(rows), silentNote(seriesNames(silent)),
			letterNote(append(l.names(), outlets...)), origin(r)), docs, n.doubts()),
		Data:   specificationRows(rows, outlets),
		height: l.height,
		draw:   l.draw,
	}}, nil
}

// specificationsOf makes a row of each measure. Where a specification has no value in any voice its row
// stays, and shows so; otherwise its silent voices are left away.
func specificationsOf(r *stats.Results) (rows []specification, shown, silent []series) {
	for _, m := range r.Measures {
		speaking, none := seriesOf(r, m)
		if len(speaking) == 0 {
			speaking, none = none, nil
		}
		if len(speaking) == 0 {
			speaking = []series{{measure: m}}
		}
		rows = append(rows, specification{clean(m.Name), speaking})
		shown, silent = append(shown, speaking...), append(silent, none...)
	}
	return rows, shown, silent
}

// voicesIn are the voices in which there is a value to draw, in order of appearance.
func voicesIn(all []series) []string {
	var voices []string
	for _, s := range all {
		for _, e := range s.estimates {
			if _, ok := value(e); ok && !slices.Contains(voices, s.voice) {
				voices = append(voices, s.voice)
			}
		}
	}
	return voices
}

// oneUnit refuses measures that cannot share an axis, since they are not specifications of the same one.
func oneUnit(ms []stats.Measure) error {
	for _, m := range ms {
		if m.Unit != ms[0].Unit {
			return fmt.Errorf("results: specifications %q (%s) and %q (%s) differ in unit: they are not of one measure",
				ms[0].Name, ms[0].Unit, m.Name, m.Unit)
		}
	}
	return nil
}

// documentation is what the measure says of itself, which most specifications leave as it is, and what the
// others say instead.
func documentation(ms []stats.Measure) (doc string, docs []string) {
	users := map[string]int{}
	for _, m := range ms {
		users[m.Doc]++
	}
	usual := slices.MaxFunc(ms, func(a, b stats.Measure) int { return users[a.Doc] - users[b.Doc] }).Doc
	for _, m := range ms {
		if m.Doc != usual {
			docs = append(docs, clean(m.Name)+": "+clean(m.Doc))
		}
	}
	if len(docs) == 0 {
		return clean(usual), nil
	}
	return clean(usual), []string{strings.Join(docs, "  ")}
}

func daggerNote(rows []specification) string {
	if slices.ContainsFunc(rows, func(s specification) bool { return strings.HasSuffix(s.name, dagger) }) {
		return dagger + "\u00a0without this term a difference between two outlets changes its sign; see leave-one-out.csv."
	}
	return ""
}

func specificationRows(rows []specification, outlets []string) [][]string {
	data := [][]string{specificationHeader}
	for _, row := range rows {
		for _, o := range outlets {
			for _, e := range estimatesIn(row.series, []string{o}) {
				data = append(data, []string{e.Measure, o, e.Voice, cell(e.Value), cell(e.Lo), cell(e.Hi), strconv.Itoa(e.Articles),
					strconv.FormatInt(e.Numerator, 10), strconv.FormatInt(e.Denominator, 10), codes(e.Warnings)})
			}
		}
	}
	return data
}

// panel is one outlet, with its sample and doubts below its name: they are mostly the same under every
// specification, and a letter beside each of hundreds of points would say no more.
type panel struct {
	outlet, sample string

	name, about []string // the head, wrapped
	axis        scale
	bottom      vg.Length // of the head, where the rows begin
}

func newPanel(outlet string, es []stats.Estimate, n *notes) panel {
	p := panel{outlet: outlet, sample: articles(es)}
	var doubts []stats.Warning
	for _, e := range es {
		doubts = append(doubts, e.Warnings...)
	}
	if marks := n.marks(doubts); marks != "" {
		p.sample += " (" + marks + ")"
	}
	return p
}

func (p panel) headHeight() vg.Length { return headPitch*vg.Length(len(p.name)+len(p.about)) + 5 }

// doubts are the footnotes of outlets that are drawn several times over.
func (n *notes) doubts() []string {
	if len(n.warnings) == 0 {
		return nil
	}
	return append([]string{"Letters below an outlet: doubts about some of its estimates; the CSV says about which."}, n.footnotes()...)
}

// specificationLayout is where everything of the figure stands: panels of one size, side by side and then
// below one another, with the names of the rows at the left.
type specificationLayout struct {
	unit    stats.Unit
	rows    []specification
	voices  []string
	labels  labels
	key     key
	axis    scale // of a panel; its place moves from panel to panel
	title   string
	abreast int
	panels  []panel
	middles []vg.Length // of the rows, from the head's bottom
	edges   []vg.Length // below them
	height  vg.Length
}

const (
	shortestAxis = 62 * vg.Length(1) // of a panel
	panelTicks   = 4
	panelGap     = 2 * gap
	voiceStep    = 7.5 * vg.Length(1)
	tickHeight   = 14 * vg.Length(1) // the labels of an axis, without its title
)

func laySpecifications(unit stats.Unit, rows []specification, voices []string, panels []panel, all []stats.Estimate) *specificationLayout {
	l := &specificationLayout{unit: unit, rows: rows, voices: voices, panels: panels, axis: axisFor(unit, all), title: unitOf(rows[0].series[0].measure)}
	if len(voices) > 1 {
		l.key = voiceKey(voices)
	} else {
		l.title += ", voice: " + voiceName(voices[0])
	}
	l.layRows()
	l.layPanels()
	return l
}

func (l *specificationLayout) names() []string {
	var names []string
	for _, row := range l.rows {
		names = append(names, row.name)
	}
	return names
}

// layRows gives each row the height that its name and its voices need.
func (l *specificationLayout) layRows() {
	l.labels = layLabels(smallFace, l.names())
	y := vg.Length(0)
	for i, row := range l.rows {
		name := vg.Length(len(l.labels.names[i])) * smallFace.Font.Size * leading
		height := max(name+0.5, vg.Length(len(row.series))*voiceStep+1.5)
		l.middles = append(l.middles, y+height/2)
		y += height
		l.edges = append(l.edges, y)
	}
}

func (l *specificationLayout) rowsHeight() vg.Length { return l.edges[len(l.edges)-1] }

// layPanels sets as many panels side by side as have room for a readable axis.
func (l *specificationLayout) layPanels() {
	label := l.axis.widestTick(l.unit, panelTicks)
	from := pageMargin + l.labels.width + gap
	room := pageWidth - pageMargin + panelGap - from
	// Half a tick label stands out at either end; three of them have room on the shortest axis.
	l.abreast = evenly(len(l.panels), int(room/(max(shortestAxis, 2*label+10)+label+panelGap)))
	pitch := room / vg.Length(l.abreast)
	for i := range l.panels {
		p := &l.panels[i]
		p.axis = l.axis
		p.axis.from = from + label/2 + pitch*vg.Length(i%l.abreast)
		p.axis.to = p.axis.from + pitch - label - panelGap
		p.name = wrap(headFace, clean(p.outlet), p.axis.to+label/2-p.axis.from)
		p.about = wrap(smallFace, p.sample, p.axis.to+label/2-p.axis.from)
	}
	y := vg.Length(0)
	if len(l.voices) > 1 {
		y = l.key.draw(nil, from, pageWidth-pageMargin, 0)
	}
	for abreast := range slices.Chunk(l.panels, l.abreast) {
		head := vg.Length(0)
		for _, p := range abreast {
			head = max(head, p.headHeight())
		}
		for i := range abreast {
			abreast[i].bottom = y + head
		}
		y += head + l.rowsHeight() + tickHeight + gap
	}
	l.height = y - gap - tickHeight + axisHeight
}

func (l *specificationLayout) draw(p pen) {
	first, last := l.panels[0].axis, l.panels[l.abreast-1].axis
	l.key.draw(&p, first.from, pageWidth-pageMargin, 0)
	for abreast := range slices.Chunk(l.panels, l.abreast) {
		l.drawRows(p, abreast[0].bottom, abreast[len(abreast)-1].axis.to)
		for _, panel := range abreast {
			l.drawPanel(p, panel)
		}
	}
	p.text(smallFace, ink, (first.from+last.to)/2, l.height-axisHeight+21, centred, l.title)
}

// drawRows writes the names of the rows, and rules them up to the last panel.
func (l *specificationLayout) drawRows(p pen, top, end vg.Length) {
	for i, name := range l.labels.names {
		p.lines(smallFace, black, pageMargin, top+l.middles[i], toRight, name)
		p.line(grid, thin, pageMargin, top+l.edges[i], end, top+l.edges[i])
	}
}

func (l *specificationLayout) drawPanel(p pen, panel panel) {
	s, bottom := panel.axis, panel.bottom+l.rowsHeight()
	y := panel.bottom - panel.headHeight() + headPitch
	for _, line := range panel.name {
		p.text(headFace, ink, s.from, y, toRight, line)
		y += headPitch
	}
	for _, line := range panel.about {
		p.text(smallFace, ink, s.from, y, toRight, line)
		y += headPitch
	}
	axis{s, "", func(v, step float64) string { return tick(l.unit, v, step) }}.drawX(p, panelTicks, panel.bottom, bottom)
	for _, reference := range l.rows[0].series {
		if v, ok := value(reference.estimates[panel.outlet]); ok {
			p.line(l.style(reference).colour, thin, s.at(v), panel.bottom, s.at(v), bottom)
		}
	}
	for i, row := range l.rows {
		for j, series := range row.series {
			offset := vg.Length(j) - vg.Length(len(row.series)-1)/2
			l.drawEstimate(p, s, series, panel.outlet, panel.bottom+l.middles[i]+voiceStep*offset)
		}
	}
}

func (l *specificationLayout) drawEstimate(p pen, s scale, series series, outlet string, y vg.Length) {
	e := series.estimates[outlet]
	v, ok := value(e)
	if !ok {
		// The dash keeps clear of the reference.
		p.rect(s.from+2, y-3, smallFace.Width("–")+4, 6, white, nil)
		p.middle(smallFace, faint, s.from+4, y, toRight, "–")
		return
	}
	style := l.style(series)
	p.whisker(s, style.colour, e, y)
	p.dot(style.shape, style.colour, s.at(v), y, hollow(e))
}

// style is the look of the points of a series that has a value.
func (l *specificationLayout) style(s series) voiceStyle {
	return voiceStyles[slices.Index(l.voices, s.voice)%len(voiceStyles)]
}

func (l *specificationLayout) referenceNote() string {
	reference := l.rows[0]
	switch {
	case len(l.rows) == 1 || len(voicesIn(reference.series)) == 0:
		return ""
	case len(l.voices) == 1:
		return "Upright line: the estimate under “" + reference.name + "”."
	}
	return "Upright line: the estimate under “" + reference.name + "”, in the colour of its voice."
}
