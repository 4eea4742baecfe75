// Package report writes what was found, in the forms in which others read it: tables as CSV, annotations as
// JSON lines, pages as HTML, the codebook as Markdown. Every form is a function of its arguments: the same
// results give the same bytes.
package report

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax/corpus"
	"parallax/counts"
	"parallax/stats"
)

//go:embed report.html
var reportHTML string

var reportTemplate = template.Must(template.New("report").Parse(styleHTML + reportHTML))

// A Figure is a chart as it is shown in the report: SVG that the program drew itself, since it goes into the
// page as it is.
type Figure struct {
	Name  string // of its files, without extension
	Title string // what it shows; also the alternative text
	SVG   []byte
}

// About says what a report is of.
type About struct {
	Corpus   string                // as the config names it
	Manifest string                // hash of the run's manifest
	Articles int                   // scored
	Excluded map[corpus.Reason]int // left out, by reason
}

// Report writes the one self-contained page of a run: what was measured, the charts, each estimate with its
// interval, its n and its doubts, the clearest differences, what was left out, and behind each number
// sampled sentences.
func Report(w io.Writer, r *stats.Results, figures []Figure, evidence []counts.Occurrence, about About) error {
	page := reportPage{
		Results: r, About: about, Figures: showFigures(figures), LeftOut: showExcluded(about.Excluded),
		Percent: strconv.FormatFloat(100*r.Confidence, 'f', -1, 64),
	}
	for _, n := range about.Excluded {
		page.LeftOutArticles += n
	}
	highlight := newHighlighter(evidence)
	for _, m := range r.Measures {
		page.Measures = append(page.Measures, showMeasure(m, r, evidence, highlight))
	}
	for _, g := range r.Regressions {
		page.Regressions = append(page.Regressions, showRegression(g, r.Fitted))
	}
	return reportTemplate.Execute(w, page)
}

type reportPage struct {
	*stats.Results
	About           About
	Percent         string // the confidence
	Figures         []shownFigure
	Measures        []shownMeasure
	Regressions     []shownRegression
	LeftOut         []leftOut
	LeftOutArticles int
}

type shownFigure struct {
	Name, Title string
	SVG         template.HTML
}

// showFigures takes the prolog off each SVG: inside HTML it has no place.
func showFigures(figures []Figure) []shownFigure {
	var shown []shownFigure
	for _, f := range figures {
		svg := f.SVG
		if at := bytes.Index(svg, []byte("<svg")); at > 0 {
			svg = svg[at:]
		}
		shown = append(shown, shownFigure{f.Name, f.Title, template.HTML(svg)})
	}
	return shown
}

type leftOut struct {
	Reason, Text string
	N            int
}

// reasons are why articles are left out, in a sentence each.
var reasons = []struct {
	reason corpus.Reason
	text   string
}{
	{corpus.NoText, "There was nothing to read after cleaning."},
	{corpus.NoOutlet, "No outlet was given, so there is nobody to attribute the wording to."},
	{corpus.Broken, "The file or line could not be parsed."},
	{corpus.TooLarge, "The article was over the size limit."},
	{corpus.BadEncoding, "The text was not UTF-8."},
	{corpus.Duplicate, "An earlier article had the same ID."},
	{corpus.Failed, "A stage failed on it."},
	{corpus.UnknownFormat, "No reader knows the format of the file."},
}

func showExcluded(excluded map[corpus.Reason]int) []leftOut {
	var out []leftOut
	for reason, n := range excluded {
		row := leftOut{Reason: string(reason), N: n}
		for _, known := range reasons {
			if known.reason == reason {
				row.Text = known.text
			}
		}
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b leftOut) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Reason, b.Reason)) })
	return out
}

type shownMeasure struct {
	stats.Measure
	Ratio       string // how it is computed
	Scale       string // what a value of it means
	Voices      []shownVoice
	Notes       []note
	Comparisons []shownComparison
	Tested      int // comparisons in all
	Evidence    []shownEvidence
}

// A shownVoice is the table of a measure in one voice.
type shownVoice struct {
	Voice     string
	Estimates []shownEstimate
}

type shownEstimate struct {
	Outlet, Value, Interval, Shrunken string
	Articles                          int
	Numerator, Denominator            int64
	Bar                               *bar
	Notes                             []int
}

// A bar places an interval on the common axis of its table, in percent of the width.
type bar struct{ Left, Width, At string }

type shownComparison struct {
	A, B, Voice, Difference, Interval, P, Adjusted string
	Within, WithinInterval                         string // the same story held fixed
	ArticlesA, ArticlesB, Stories                  int    // the stories are those that both covered
	Notes                                          []int
}

// A note is a doubt, or how a difference was tested, with its number beneath the tables of a measure.
type note struct {
	Number     int
	Code, Text string // the code is that of a doubt
}

// notes numbers the doubts and the tests of a measure in order of appearance.
type notes []note

func (n *notes) cite(warnings []stats.Warning) []int {
	var cited []int
	for _, w := range warnings {
		cited = append(cited, n.number(w.Text(), string(w)))
	}
	return cited
}

func (n *notes) number(text, code string) int {
	at := slices.IndexFunc(*n, func(known note) bool { return known.Text == text })
	if at < 0 {
		at = len(*n)
		*n = append(*n, note{at + 1, code, text})
	}
	return at + 1
}

func showMeasure(m stats.Measure, r *stats.Results, evidence []counts.Occurrence, h *highlighter) shownMeasure {
	shown := shownMeasure{Measure: m, Ratio: ratio(m), Scale: unitTexts[m.Unit]}
	var doubts notes
	var of []stats.Estimate
	for _, e := range r.Estimates {
		if e.Measure == m.Name {
			of = append(of, e)
		}
	}
	slices.SortStableFunc(of, func(a, b stats.Estimate) int {
		return cmp.Or(cmp.Compare(voiceOrder(m, a.Voice), voiceOrder(m, b.Voice)), cmp.Compare(a.Outlet, b.Outlet))
	})
	low, high := extent(of)
	for _, e := range of {
		if n := len(shown.Voices); n == 0 || shown.Voices[n-1].Voice != e.Voice {
			shown.Voices = append(shown.Voices, shownVoice{Voice: e.Voice})
		}
		v := &shown.Voices[len(shown.Voices)-1]
		v.Estimates = append(v.Estimates, shownEstimate{
			Outlet: e.Outlet, Value: value(e.Value, m.Unit), Interval: interval(e.Lo, e.Hi, m.Unit, value), Shrunken: value(e.Shrunken, m.Unit),
			Articles: e.Articles, Numerator: e.Numerator, Denominator: e.Denominator, Bar: newBar(e, low, high), Notes: doubts.cite(e.Warnings),
		})
	}
	shown.compare(m, r, &doubts)
	shown.Notes = doubts
	shown.Evidence = showEvidence(m, r.Outlets, evidence, h)
	return shown
}

// voiceOrder is where the measure lists a voice.
func voiceOrder(m stats.Measure, voice string) int {
	return slices.IndexFunc(m.Voices, func(v counts.Voice) bool { return v.String() == voice })
}

// mostComparisons is how many comparisons of a measure are shown; comparisons.csv has all.
const mostComparisons = 10

// compare shows the comparisons with the smallest adjusted p.
func (s *shownMeasure) compare(m stats.Measure, r *stats.Results, doubts *notes) {
	var of []stats.Comparison
	for _, c := range r.Comparisons {
		if c.Measure == m.Name && c.P != nil {
			of = append(of, c)
		}
	}
	s.Tested = len(of)
	slices.SortStableFunc(of, func(a, b stats.Comparison) int {
		return cmp.Or(cmp.Compare(orOne(a.AdjustedP), orOne(b.AdjustedP)), cmp.Compare(*a.P, *b.P),
			cmp.Compare(a.Voice, b.Voice), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	for _, c := range of[:min(len(of), mostComparisons)] {
		within := withinStory(r, c)
		test := doubts.number("Test: "+method(c)+".", "")
		s.Comparisons = append(s.Comparisons, shownComparison{
			A: c.A, B: c.B, Voice: c.Voice, Difference: difference(c.Difference, m.Unit), Interval: interval(c.Lo, c.Hi, m.Unit, difference),
			P: probability(c.P), Adjusted: probability(c.AdjustedP),
			Within: difference(within.Value, m.Unit), WithinInterval: interval(within.Lo, within.Hi, m.Unit, difference),
			ArticlesA: c.ArticlesA, ArticlesB: c.ArticlesB, Stories: c.Stories, Notes: append([]int{test}, doubts.cite(c.Warnings)...),
		})
	}
}

// withinStory is the contrast within stories that belongs to a comparison.
func withinStory(r *stats.Results, c stats.Comparison) stats.Contrast {
	for _, k := range r.Contrasts {
		if k.Kind == stats.WithinStory && k.A == c.A && k.B == c.B && k.Measure == c.Measure && k.Voice == c.Voice {
			return k
		}
	}
	return stats.Contrast{}
}

func orOne(p *float64) float64 {
	if p == nil {
		return 1
	}
	return *p
}

// extent is the range of the intervals and values of a measure, the common axis of its tables.
func extent(estimates []stats.Estimate) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, e := range estimates {
		for _, x := range []*float64{e.Value, e.Lo, e.Hi} {
			if x != nil {
				low, high = min(low, *x), max(high, *x)
			}
		}
	}
	return low, high
}

func newBar(e stats.Estimate, low, high float64) *bar {
	if e.Value == nil || high <= low {
		return nil
	}
	place := func(x float64) float64 { return 100 * (x - low) / (high - low) }
	percent := func(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }
	b := &bar{At: percent(place(*e.Value))}
	if e.Lo != nil && e.Hi != nil {
		b.Left, b.Width = percent(place(*e.Lo)), percent(place(*e.Hi)-place(*e.Lo))
	}
	return b
}

// ratio spells a measure out as it is computed.
func ratio(m stats.Measure) string {
	return selection(m.Of) + " / " + selection(m.Per)
}

func selection(s stats.Selection) string {
	text := strings.Join(s.Features, " + ")
	if len(s.Except) > 0 {
		text += " except " + strings.Join(s.Except, ", ")
	}
	if len(s.Voices) > 0 {
		text += " in voice " + voiceList(s.Voices)
	}
	return text
}

func voiceList(voices []counts.Voice) string {
	var names []string
	for _, v := range voices {
		names = append(names, v.String())
	}
	return strings.Join(names, ", ")
}

// value is a number as the unit of its measure is read; a dash where it is not known.
func value(x *float64, u stats.Unit) string {
	if x == nil {
		return "–"
	}
	if u == stats.Share {
		return strconv.FormatFloat(100**x, 'f', 1, 64) + " %"
	}
	return strconv.FormatFloat(*x, 'f', 2, 64)
}

// difference is a number with its sign; of shares, in percentage points.
func difference(x *float64, u stats.Unit) string {
	if x == nil {
		return "–"
	}
	n, decimals, unit := *x, 2, ""
	if u == stats.Share {
		n, decimals, unit = 100*n, 1, " pp"
	}
	sign := ""
	switch {
	case n > 0:
		sign = "+"
	case n < 0:
		sign = "−"
	}
	return sign + strconv.FormatFloat(math.Abs(n), 'f', decimals, 64) + unit
}

func interval(lo, hi *float64, u stats.Unit, show func(*float64, stats.Unit) string) string {
	if lo == nil && hi == nil {
		return "none"
	}
	from, _, _ := strings.Cut(show(lo, u), " ") // the unit stands at the end
	return from + " to " + show(hi, u)
}

func probability(p *float64) string {
	switch {
	case p == nil:
		return "–"
	case *p < 0.001:
		return "< 0.001"
	}
	return strconv.FormatFloat(*p, 'f', 3, 64)
}
