package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"parallax/stats"
)

// WriteWeeks writes the weekly series behind trends: a row for each week in which an outlet has articles, by
// its Monday. volume is all its articles of the week, articles those with a denominator above zero.
func WriteWeeks(w io.Writer, trends []stats.Trend) error {
	var weeks []stats.Week
	for _, t := range trends {
		weeks = append(weeks, t.Weeks...)
	}
	slices.SortStableFunc(weeks, func(a, b stats.Week) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Voice, b.Voice))
	})
	header := []string{"outlet", "measure", "voice", "week", "volume", "articles", "numerator", "denominator", "value", "lo", "hi",
		"smooth", "smooth_lo", "smooth_hi", "warnings"}
	return writeCSV(w, header, weeks, func(w stats.Week) []string {
		return []string{w.Outlet, w.Measure, w.Voice, isoDay(w.Monday), strconv.Itoa(w.Volume), strconv.Itoa(w.Articles),
			whole(w.Numerator), whole(w.Denominator), known(w.Value), known(w.Lo), known(w.Hi),
			known(w.Smooth), known(w.SmoothLo), known(w.SmoothHi), codes(w.Warnings)}
	})
}

func isoDay(t time.Time) string { return t.Format(time.DateOnly) }

// TrendTables are the tables of a timeline for a terminal: for each measure and voice its trends, its change
// points if there are any, and the changes at each event. What holds for all of them stands below the last.
func TrendTables(tl *stats.Timeline) (tables []Listing) {
	for _, m := range tl.Measures {
		for _, voice := range voicesIn(tl, m.Name) {
			var trends []stats.Trend
			for _, t := range tl.Trends {
				if t.Measure == m.Name && t.Voice == voice {
					trends = append(trends, t)
				}
			}
			title := fmt.Sprintf("%s, voice %s, %s: %s", m.Name, voice, m.Unit, m.Doc)
			tables = append(tables, trendTable(title, trends, m.Unit))
			if breaks := breakTable(trends, m.Unit); len(breaks.Rows) > 0 {
				tables = append(tables, breaks)
			}
			for i := range tl.Events {
				tables = append(tables, eventTable(tl, trends, i, m.Unit))
			}
		}
	}
	if len(tables) == 0 {
		tables = []Listing{trendTable("No outlet has an article.", nil, stats.Share)}
	}
	last := &tables[len(tables)-1]
	last.Notes = append(last.Notes, timelineNotes(tl)...)
	return tables
}

func voicesIn(tl *stats.Timeline, measure string) (voices []string) {
	for _, t := range tl.Trends {
		if t.Measure == measure && !slices.Contains(voices, t.Voice) {
			voices = append(voices, t.Voice)
		}
	}
	return voices
}

func trendTable(title string, trends []stats.Trend, unit stats.Unit) Listing {
	l := Listing{Title: title, Text: 1, Columns: []string{"outlet", "weeks", "articles", "from", "trend", "to", "trend", "notes"}}
	var f footnotes
	for _, t := range trends {
		row := []string{t.Outlet, strconv.Itoa(withValue(t.Weeks)), strconv.Itoa(t.Articles), "–", "–", "–", "–", f.marks(slices.DeleteFunc(slices.Clone(t.Warnings), func(w stats.Warning) bool { return w == stats.UnclearBreaks }))}
		smooth := slices.DeleteFunc(slices.Clone(t.Weeks), func(w stats.Week) bool { return w.Smooth == nil })
		if n := len(smooth); n > 0 {
			for i, w := range []stats.Week{smooth[0], smooth[n-1]} {
				row[3+2*i], row[4+2*i] = isoDay(w.Monday), Interval(w.Smooth, w.SmoothLo, w.SmoothHi, decimals(unit))
			}
		}
		l.Rows = append(l.Rows, row)
	}
	l.Notes = f.notes
	return l
}

func withValue(weeks []stats.Week) (n int) {
	for _, w := range weeks {
		if w.Value != nil {
			n++
		}
	}
	return n
}

func breakTable(trends []stats.Trend, unit stats.Unit) Listing {
	l := Listing{Title: "Change points", Text: 1, Columns: []string{"outlet", "from", "level before", "level after", "p", "p adjusted", "notes"}}
	var f footnotes
	for _, t := range trends {
		for i, b := range t.Breaks {
			row := []string{t.Outlet, isoDay(b.Week), fixed(b.Before, unit), fixed(b.After, unit), "", "", ""}
			if i == 0 { // p is of the division, not of each break
				row[4], row[5] = PValue(t.BreaksP), PValue(t.BreaksAdjustedP)
				row[6] = f.marks(slices.DeleteFunc(slices.Clone(t.Warnings), func(w stats.Warning) bool { return w != stats.UnclearBreaks }))
			}
			l.Rows = append(l.Rows, row)
		}
	}
	l.Notes = f.notes
	return l
}

func fixed(v float64, unit stats.Unit) string { return Interval(&v, nil, nil, decimals(unit)) }

func eventTable(tl *stats.Timeline, trends []stats.Trend, event int, unit stats.Unit) Listing {
	e := tl.Events[event]
	name := isoDay(e.Date)
	if e.Name != name {
		name += ", " + e.Name
	}
	l := Listing{
		Title:   fmt.Sprintf("%s: the %d days from then on, less the %d days before", name, tl.Window, tl.Window),
		Text:    1,
		Columns: []string{"outlet", "before", "after", "change", "p", "adjusted", "others", "against them", "p", "adjusted", "placebos", "notes"},
	}
	var f footnotes
	for _, t := range trends {
		r := t.Responses[event]
		l.Rows = append(l.Rows, []string{
			t.Outlet, strconv.Itoa(r.Before.Articles), strconv.Itoa(r.After.Articles),
			effect(r.Change, unit), PValue(r.Change.P), PValue(r.Change.AdjustedP),
			strconv.Itoa(r.Others), effect(r.Against, unit), PValue(r.Against.P), PValue(r.Against.AdjustedP),
			strconv.Itoa(r.Change.Placebos), f.marks(r.Warnings),
		})
	}
	l.Notes = f.notes
	return l
}

func effect(c stats.EventEffect, unit stats.Unit) string {
	return Interval(c.Difference, c.Lo, c.Hi, decimals(unit))
}

// decimals are enough to tell estimates of a unit apart, and no more than their intervals bear.
func decimals(u stats.Unit) int {
	if u == stats.Share {
		return 3
	}
	return 2
}

// timelineNotes are what must be known to read the tables.
func timelineNotes(tl *stats.Timeline) (notes []string) {
	span := "No article has a date that is exact to the day."
	if tl.Dated > 0 {
		span = fmt.Sprintf("%s with a date, from %s to %s.", articleCount(tl.Dated), isoDay(tl.From), isoDay(tl.To))
	}
	if tl.Undated > 0 && tl.Dated > 0 {
		span += fmt.Sprintf(" %s without one that is exact to the day: in no week.", articleCount(tl.Undated))
	}
	confidence := strconv.FormatFloat(100*tl.Confidence, 'g', 4, 64)
	notes = append(notes, span+" weeks: those with a value. articles: those with anything to divide by.")
	anywhere := func(f func(t stats.Trend) bool) bool { return slices.ContainsFunc(tl.Trends, f) }
	if anywhere(func(t stats.Trend) bool { return len(t.Lines()) > 0 }) {
		notes = append(notes, "trend: local regression of the weekly ratios (degree 1, over 75 % of the weeks), with a pointwise "+confidence+
			" % band from a bootstrap of articles. It does not hold for the line as a whole.")
	}
	if anywhere(func(t stats.Trend) bool { return len(t.Breaks) > 0 }) {
		notes = append(notes, "Change points divide the weekly values into levels of 3 weeks or more; a drift or a long story looks like "+
			"one too. p: the part of orders of the weeks, shuffled in blocks, that divide as clearly.")
	}
	if len(tl.Events) > 0 {
		notes = append(notes, fmt.Sprintf("before, after: articles with anything to divide by. change: %s %% interval, articles as the sampling unit. others, against them: the change less the mean change of "+
			"the other outlets with 3 articles on either side. placebos: dates elsewhere in the corpus, with 5 articles on either side; p: the part of them with as large a change. "+
			"Neighbouring dates share articles, so their number overstates what they are worth.", confidence))
	}
	if anywhere(tested) {
		notes = append(notes, "adjusted: Benjamini and Hochberg over all outlets, measures and events of this command, each kind of test apart.")
	}
	if tl.Invented {
		notes = append(notes, "Invented articles (demo).")
	}
	return notes
}

func tested(t stats.Trend) bool {
	return t.BreaksP != nil || slices.ContainsFunc(t.Responses, func(r stats.Response) bool { return r.Change.P != nil })
}

func articleCount(n int) string {
	if n == 1 {
		return "1 article"
	}
	return strconv.Itoa(n) + " articles"
}

// footnotes gather the warnings of a table: each once, under a letter.
type footnotes struct {
	warnings []stats.Warning
	notes    []string
}

// letters are more than there are warnings that one table could have.
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// marks are the letters of warnings.
func (f *footnotes) marks(ws []stats.Warning) string {
	var marks []byte
	for _, w := range ws {
		i := slices.Index(f.warnings, w)
		if i < 0 {
			i = len(f.warnings)
			f.warnings = append(f.warnings, w)
			f.notes = append(f.notes, fmt.Sprintf("%c: %s", letters[i], w.Text()))
		}
		marks = append(marks, letters[i])
	}
	slices.Sort(marks)
	return string(marks)
}
