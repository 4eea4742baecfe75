package charts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Trends draws a measure week by week: a panel for each outlet on a common scale, with a dot for each week,
// the local regression and its band, and below them the volume, without which a trend cannot be read. It has
// a figure for each measure and voice. Lines break off where there is too little to draw them from.
func Trends(tl *stats.Timeline) []Figure {
	var figs []Figure
	for _, m := range tl.Measures {
		var voices []string
		for _, t := range tl.Trends {
			if t.Measure == m.Name && !slices.Contains(voices, t.Voice) {
				voices = append(voices, t.Voice)
			}
		}
		for _, voice := range voices {
			figs = append(figs, trendOf(tl, m, voice))
		}
	}
	return distinct(figs)
}

var trendHeader = []string{"outlet", "measure", "voice", "week", "volume", "articles", "numerator", "denominator", "value", "lo", "hi",
	"smooth", "smooth_lo", "smooth_hi", "warnings"}

func trendOf(tl *stats.Timeline, m stats.Measure, voice string) Figure {
	var trends []stats.Trend
	var weeks []stats.Week
	for _, t := range tl.Trends {
		if t.Measure == m.Name && t.Voice == voice {
			trends = append(trends, t)
			weeks = append(weeks, t.Weeks...)
		}
	}
	r := &stats.Results{Manifest: tl.Manifest, Invented: tl.Invented}
	name := "trend-" + m.Name + "-" + voice
	if !slices.ContainsFunc(weeks, func(w stats.Week) bool { return w.Value != nil }) {
		why := fmt.Sprintf("Nothing to show: no article with a date has anything to measure %s on.", m.Name)
		return nothing(r, name, clean(m.Doc), why, trendHeader)
	}
	var n notes
	marks := make([]string, len(trends))
	for i, t := range trends {
		marks[i] = n.marks(slices.DeleteFunc(slices.Clone(t.Warnings), func(w stats.Warning) bool {
			return w == stats.UnclearBreaks || w == stats.ConstantSeries // change points are not drawn
		}))
	}
	l := layTrends(tl, m, voice, trends, weeks, marks)
	return Figure{
		Name:  name,
		Title: clean(m.Doc),
		Notes: append(join(trendSample(tl, trends), "Dots: weeks (ISO 8601).", hollowNote(weekEstimates(weeks), "Hollow"), l.bandNote(tl), l.volumeNote(),
			l.eventNote(), letterNote(l.texts()), origin(r)), n.footnotes()...),
		Data:   trendRows(weeks),
		height: l.height,
		draw:   l.draw,
	}
}

func weekEstimates(weeks []stats.Week) (es []stats.Estimate) {
	for _, w := range weeks {
		es = append(es, w.Estimate)
	}
	return es
}

func trendRows(weeks []stats.Week) [][]string {
	rows := [][]string{trendHeader}
	for _, w := range weeks {
		rows = append(rows, []string{w.Outlet, w.Measure, w.Voice, w.Monday.Format(time.DateOnly), strconv.Itoa(w.Volume), strconv.Itoa(w.Articles),
			strconv.FormatInt(w.Numerator, 10), strconv.FormatInt(w.Denominator, 10), cell(w.Value), cell(w.Lo), cell(w.Hi),
			cell(w.Smooth), cell(w.SmoothLo), cell(w.SmoothHi), codes(w.Warnings)})
	}
	return rows
}

func trendSample(tl *stats.Timeline, trends []stats.Trend) string {
	n := 0
	for _, t := range trends {
		n += t.Articles
	}
	s := count(n, "article") + " from " + count(len(trends), "outlet") + "."
	if tl.Undated > 0 {
		s += " Not in it: " + count(tl.Undated, "article") + " of the corpus without a date that is exact to the day."
	}
	return s
}

// trendLayout is where everything of a trend figure stands.
type trendLayout struct {
	unit         stats.Unit
	title        string
	trends       []stats.Trend
	marks        []string
	heads        [][]string
	value        scale // from and to are set within each panel
	days         scale // likewise
	first        vg.Length
	width, pitch vg.Length // of a panel, and between two
	abreast      int
	head, events vg.Length // the rooms for a panel's head and for the events' labels
	labels       []eventLabel
	names        []string  // of events, where their labels are numbers
	dot          vg.Length // its radius
	most         int       // articles in a week
	row, height  vg.Length
	lined        bool
}

const (
	trendHeight  = 66 * vg.Length(1) // of the values in a panel
	volumeHeight = 16 * vg.Length(1)
	trendPadding = 4 * vg.Length(1) // so that dots at the end of the scale keep within
	volumeGap    = 3 * vg.Length(1)
	dateHeight   = 13 * vg.Length(1)
	eventPitch   = 8.5 * vg.Length(1)
	eventRows    = 3 // of names; with more, they are numbers
)

// eventLabel stands above an event's line.
type eventLabel struct {
	text string
	day  float64
	x    vg.Length // where it begins, from the panel's edge
	row  int
}

func layTrends(tl *stats.Timeline, m stats.Measure, voice string, trends []stats.Trend, weeks []stats.Week, marks []string) *trendLayout {
	l := &trendLayout{unit: m.Unit, trends: trends, marks: marks, title: axisName(m, voice)}
	var shown []stats.Estimate
	from, to := weeks[0].Monday, weeks[0].Monday
	for _, w := range weeks {
		e := stats.Estimate{Value: w.Value, Lo: w.SmoothLo, Hi: w.SmoothHi}
		shown = append(shown, e)
		l.most = max(l.most, w.Volume)
		l.lined = l.lined || w.Smooth != nil
		if w.Monday.Before(from) {
			from = w.Monday
		}
		if w.Monday.After(to) {
			to = w.Monday
		}
	}
	l.value = axisFor(m.Unit, shown)
	l.days = scale{lo: dayOf(from) - 3.5, hi: dayOf(to) + 10.5}

	axis := max(l.value.widestTick(m.Unit, 3), smallFace.Width(thousands(int64(l.most))))
	l.abreast = evenly(len(trends), 2)
	if len(trends) > 6 {
		l.abreast = evenly(len(trends), 3)
	}
	l.first = pageMargin + axis + gap
	l.pitch = (pageWidth - pageMargin - l.first + 2*gap) / vg.Length(l.abreast)
	l.width = l.pitch - 2*gap
	l.dot = min(2, max(0.6, 0.45*l.width*vg.Length(7/(l.days.hi-l.days.lo))))
	for i, t := range trends {
		head := wrap(headFace, clean(t.Outlet), l.width-markFace.Width(marks[i])-4)
		l.heads = append(l.heads, head)
		l.head = max(l.head, headPitch*vg.Length(len(head))+2)
	}
	l.layEvents(tl.Events)
	l.row = l.head + l.events + trendHeight + volumeGap + volumeHeight + dateHeight + gap
	rows := (len(trends) + l.abreast - 1) / l.abreast
	l.height = 12 + l.row*vg.Length(rows) - gap
	return l
}

func dayOf(t time.Time) float64 { return float64(t.Unix()) / (24 * 60 * 60) }

// layEvents labels events by their names where three rows have room for them, else by numbers.
func (l *trendLayout) layEvents(events []stats.Event) {
	var inside []stats.Event
	for _, e := range events {
		if d := dayOf(e.Date); d >= l.days.lo && d <= l.days.hi {
			inside = append(inside, e)
		}
	}
	slices.SortStableFunc(inside, func(a, b stats.Event) int { return a.Date.Compare(b.Date) })
	texts := make([]string, len(inside))
	for i, e := range inside {
		texts[i] = clean(e.Name)
	}
	rows := l.placeEvents(inside, texts)
	if rows > eventRows || slices.ContainsFunc(texts, func(s string) bool { return s == "" || smallFace.Width(s) > l.width }) {
		for i, e := range inside {
			name := e.Date.Format(time.DateOnly)
			if texts[i] != name && texts[i] != "" {
				name += " " + texts[i]
			}
			texts[i] = strconv.Itoa(i + 1)
			l.names = append(l.names, texts[i]+": "+name)
		}
		rows = l.placeEvents(inside, texts)
	}
	l.events = eventPitch * vg.Length(rows)
}

// placeEvents puts each label over its line, within the panel, on the lowest row that has room.
func (l *trendLayout) placeEvents(events []stats.Event, texts []string) (rows int) {
	var ends []vg.Length // by row
	l.labels = nil
	days := l.days
	days.from, days.to = 0, l.width
	for i, e := range events {
		w := smallFace.Width(texts[i])
		x := max(0, min(days.at(dayOf(e.Date))-w/2, l.width-w))
		row := slices.IndexFunc(ends, func(end vg.Length) bool { return end+4 <= x })
		if row < 0 {
			row = len(ends)
			ends = append(ends, 0)
		}
		ends[row] = x + w
		l.labels = append(l.labels, eventLabel{texts[i], dayOf(e.Date), x, row})
	}
	return len(ends)
}

func (l *trendLayout) draw(p pen) {
	p.text(smallFace, ink, pageMargin, 7, toRight, l.title)
	for i := range l.trends {
		x := l.first + l.pitch*vg.Length(i%l.abreast)
		y := 12 + l.row*vg.Length(i/l.abreast)
		l.drawPanel(p, i, x, y)
	}
}

func (l *trendLayout) drawPanel(p pen, i int, x, y vg.Length) {
	for j, s := range l.heads[i] {
		p.text(headFace, black, x, y+headPitch*vg.Length(j+1)-2, toRight, s)
	}
	p.text(markFace, ink, x+headFace.Width(l.heads[i][0])+2, y+headPitch-4, toRight, l.marks[i])
	y += l.head
	top := y + l.events
	bottom := top + trendHeight
	values, days := l.value, l.days
	values.from, values.to = bottom-trendPadding, top+trendPadding
	days.from, days.to = x, x+l.width

	ticks, step := values.ticks(3)
	for _, v := range ticks {
		p.line(grid, thin, x, values.at(v), x+l.width, values.at(v))
		if i%l.abreast == 0 {
			p.middle(smallFace, ink, x-4, values.at(v), toLeft, tick(l.unit, v, step))
		}
	}
	for _, e := range l.labels {
		row := y + eventPitch*vg.Length(e.row)
		at := days.at(e.day)
		p.line(vermillion, thin, at, row+eventPitch, at, bottom, 2, 1.5)
	}
	for _, e := range l.labels {
		// On white, since lines of labels above may pass behind it.
		row := y + eventPitch*vg.Length(e.row)
		p.rect(x+e.x-1, row+0.5, smallFace.Width(e.text)+2, eventPitch-0.5, white, nil)
		p.text(smallFace, vermillion, x+e.x, row+eventPitch-2, toRight, e.text)
	}
	l.drawSeries(p, l.trends[i], values, days)
	l.drawVolume(p, l.trends[i], days, bottom+volumeGap, i%l.abreast == 0)
	l.drawDates(p, days, bottom+volumeGap+volumeHeight)
}

// drawSeries draws band, dots and line of one outlet, in this order.
func (l *trendLayout) drawSeries(p pen, t stats.Trend, values, days scale) {
	clip := func(v float64) vg.Length { return values.at(min(max(v, values.lo), values.hi)) }
	middle := func(w stats.Week) vg.Length { return days.at(dayOf(w.Monday) + 3.5) }
	lines := t.Lines()
	for _, line := range lines {
		var upper, lower []vg.Point
		for _, w := range line {
			if w.SmoothLo != nil {
				upper = append(upper, vg.Point{X: middle(w), Y: clip(*w.SmoothHi)})
				lower = append(lower, vg.Point{X: middle(w), Y: clip(*w.SmoothLo)})
			}
		}
		if len(upper) > 1 {
			slices.Reverse(lower)
			p.area(p.polygon(append(upper, lower...)...), mix(white, blue, 0.18), nil, 0)
		}
	}
	for _, w := range t.Weeks {
		if v, ok := value(w.Estimate); ok {
			l.spot(p, middle(w), clip(v), hollow(w.Estimate))
		}
	}
	for _, line := range lines {
		for j := 1; j < len(line); j++ {
			p.line(blue, 1.4, middle(line[j-1]), clip(*line[j-1].Smooth), middle(line[j]), clip(*line[j].Smooth))
		}
		if len(line) == 1 {
			at := middle(line[0])
			p.line(blue, 1.4, max(days.from, at-2), clip(*line[0].Smooth), min(days.to, at+2), clip(*line[0].Smooth))
		}
	}
}

// spot draws a week: lighter than the line, so that many do not hide it.
func (l *trendLayout) spot(p pen, x, y vg.Length, hollow bool) {
	colour := mix(white, blue, 0.6)
	fill := colour
	if hollow {
		fill = white
	}
	var path vg.Path
	path.Move(p.at(x+l.dot, y))
	path.Arc(p.at(x, y), l.dot, 0, 2*math.Pi)
	path.Close()
	p.area(path, fill, colour, 0.6)
}

func (l *trendLayout) drawVolume(p pen, t stats.Trend, days scale, y vg.Length, labelled bool) {
	for _, w := range t.Weeks {
		from, to := days.at(dayOf(w.Monday)), days.at(dayOf(w.Monday)+7)
		room := min(1, 0.15*(to-from))
		h := volumeHeight * vg.Length(w.Volume) / vg.Length(l.most)
		p.rect(from+room/2, y+volumeHeight-h, to-from-room, h, faint, nil)
	}
	p.line(faint, thin, days.from, y+volumeHeight, days.to, y+volumeHeight)
	if labelled {
		p.middle(smallFace, ink, days.from-4, y+3, toLeft, thousands(int64(l.most)))
	}
}

func (l *trendLayout) drawDates(p pen, days scale, y vg.Length) {
	for _, d := range dateTicks(days) {
		p.line(faint, thin, days.at(d.day), y, days.at(d.day), y+2.5)
		p.text(smallFace, ink, d.x, y+10, toRight, d.text)
	}
}

// A dateTick is a day on the axis with its label and where that begins.
type dateTick struct {
	day  float64
	text string
	x    vg.Length
}

// dateTicks are the first days of weeks, months or years, as many as have room for their labels.
func dateTicks(days scale) (ticks []dateTick) {
	for _, step := range dateSteps {
		ticks = ticks[:0]
		end := vg.Length(math.Inf(-1))
		fits := true
		for t := step.from(time.Unix(int64(days.lo*24*60*60), 0).UTC()); dayOf(t) <= days.hi && fits; t = t.AddDate(step.years, step.months, step.days) {
			if dayOf(t) < days.lo {
				continue
			}
			d := dateTick{day: dayOf(t), text: t.Format(step.layout)}
			w := smallFace.Width(d.text)
			d.x = max(days.from, min(days.at(d.day)-w/2, days.to-w))
			fits = d.x >= end+6
			end = d.x + w
			ticks = append(ticks, d)
		}
		if fits && len(ticks) > 0 {
			return ticks
		}
	}
	return nil
}

type dateStep struct {
	years, months, days int
	layout              string
}

var dateSteps = []dateStep{
	{0, 0, 7, time.DateOnly}, {0, 0, 14, time.DateOnly}, {0, 1, 0, "2006-01"}, {0, 2, 0, "2006-01"}, {0, 3, 0, "2006-01"}, {0, 6, 0, "2006-01"},
	{1, 0, 0, "2006"}, {2, 0, 0, "2006"}, {5, 0, 0, "2006"}, {10, 0, 0, "2006"}, {20, 0, 0, "2006"}, {50, 0, 0, "2006"}, {100, 0, 0, "2006"},
	{500, 0, 0, "2006"}, {2000, 0, 0, "2006"},
}

// from is a day not after t from which the steps are counted: a Monday, January, or a round year.
func (s dateStep) from(t time.Time) time.Time {
	switch {
	case s.days > 0:
		return time.Date(t.Year(), t.Month(), t.Day()-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
	case s.months > 0:
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(t.Year()-t.Year()%s.years, 1, 1, 0, 0, 0, 0, time.UTC)
}

func (l *trendLayout) bandNote(tl *stats.Timeline) string {
	if !l.lined {
		return ""
	}
	return fmt.Sprintf("Line: local regression. Band: %s\u00a0%%, pointwise, from a bootstrap of articles.", strconv.FormatFloat(100*tl.Confidence, 'g', 4, 64))
}

func (l *trendLayout) volumeNote() string {
	return fmt.Sprintf("Bars: all articles of the week, %s at most.", thousands(int64(l.most)))
}

func (l *trendLayout) eventNote() string {
	if len(l.names) == 0 {
		return ""
	}
	return "Dashed: " + strings.Join(l.names, ", ") + "."
}

// texts are the names that the figure shows.
func (l *trendLayout) texts() (all []string) {
	for _, t := range l.trends {
		all = append(all, t.Outlet)
	}
	for _, e := range l.labels {
		all = append(all, e.text)
	}
	return append(all, l.names...)
}
