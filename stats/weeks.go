package stats

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"parallax/counts"
)

// A Timeline is what the articles with a date say about change: a trend for each outlet × measure × voice.
type Timeline struct {
	Measures   []Measure
	Outlets    []string // sorted by name
	Trends     []Trend  // by measure, voice and outlet
	Events     []Event
	Window     int       // days on either side of an event
	From, To   time.Time // the first and the last day of the corpus; zero where no article has one
	Dated      int       // articles with a date exact to the day
	Undated    int       // articles with none, or one that tells only the month: they are in no week
	Confidence float64
	Seed       uint64
	Manifest   string // short hash of the run's manifest, for captions
	Invented   bool   // the articles are the embedded demo's: say so wherever it shows
}

// A Trend is one outlet on one measure in one voice, week by week.
type Trend struct {
	Outlet, Measure, Voice string
	Weeks                  []Week // those in which the outlet has articles, in order
	Articles               int    // with a day as date and a denominator above zero
	Breaks                 []Break
	BreaksP                *float64 // that weeks in an order without change would give as clear breaks
	BreaksAdjustedP        *float64
	Responses              []Response // to each event
	Warnings               []Warning
}

// A Week is an outlet's articles of one ISO week. Where the trend is too thin to be drawn, Smooth and its band
// are absent.
type Week struct {
	Estimate
	Monday                     time.Time
	Volume                     int // all the outlet's articles, with a denominator or without
	Smooth, SmoothLo, SmoothHi *float64
}

// WeeksForTrend is how many weeks with a value a trend and change points need.
const WeeksForTrend = 12

// TimeOptions are the options of [Trends].
type TimeOptions struct {
	Options
	Events []Event
	Window int // days on either side of an event: 14
}

// Trends turns a count table into weekly series with a local regression, change points, and the changes at
// events. Weeks are those of ISO 8601, from Monday to Sunday, by the date as the article gives it: a time
// with a zone is not moved to another. Equal tables give equal results, whatever the number of workers.
func Trends(ctx context.Context, t *counts.Table, measures []Measure, opts TimeOptions) (*Timeline, error) {
	if err := check(measures, opts.Options); err != nil {
		return nil, err
	}
	if opts.Window < 1 {
		return nil, fmt.Errorf("window: %d is below 1 day", opts.Window)
	}
	order, err := byArticle(t)
	if err != nil {
		return nil, err
	}
	all := newSeries(measures)
	if err := evaluate(t, order, all); err != nil {
		return nil, err
	}
	names := outlets(t)
	c := newCalendar(t, names)
	tl := &Timeline{
		Measures: slices.Clone(measures), Outlets: names, Events: slices.Clone(opts.Events), Window: opts.Window,
		Dated: c.dated, Undated: t.Len() - c.dated, Confidence: opts.Confidence, Seed: opts.Seed,
		Trends: make([]Trend, len(all)*len(names)),
	}
	if c.dated > 0 {
		tl.From, tl.To = date(c.first), date(c.last)
	}
	tracks := make([][]track, len(all))
	for s := range all {
		tracks[s] = c.tracks(t, &all[s], names)
	}
	tasks := &analysis{opts: opts.Options}
	if opts.Workers <= 0 {
		tasks.opts.Workers = runtime.GOMAXPROCS(0)
	}
	err = tasks.each(ctx, len(tl.Trends), func(i int) {
		s, o := i/len(names), i%len(names)
		tl.Trends[i] = tracks[s][o].trend(&all[s], opts.Options)
	})
	if err != nil {
		return nil, err
	}
	err = tasks.each(ctx, len(all), func(s int) {
		respond(tl.Trends[s*len(names):][:len(names)], &all[s], tracks[s], c, opts)
	})
	tl.adjust()
	return tl, err
}

// A calendar says on which day each article of a table appeared, in days since 1970, and how many each outlet
// has in a week.
type calendar struct {
	day         []int // by article
	known       []bool
	story       []int // by article
	dated       int
	first, last int
	volume      []map[int]int // by outlet and Monday
}

func newCalendar(t *counts.Table, outlets []string) *calendar {
	c := &calendar{
		day: make([]int, t.Len()), known: make([]bool, t.Len()), story: blocks(WithinStories).of(t),
		volume: make([]map[int]int, len(outlets)),
	}
	for i := range c.volume {
		c.volume[i] = map[int]int{}
	}
	for i := range t.Len() {
		a := t.Article(i)
		day, ok := dayOf(a.Published)
		if !ok {
			continue
		}
		if c.dated == 0 {
			c.first, c.last = day, day
		}
		c.day[i], c.known[i] = day, true
		c.first, c.last = min(c.first, day), max(c.last, day)
		c.dated++
		o, _ := slices.BinarySearch(outlets, a.Outlet)
		c.volume[o][monday(day)]++
	}
	return c
}

// dayOf reads the day of a date as articles.csv has it: a day, or a time that begins with one. A month alone
// could be any of its weeks.
func dayOf(published string) (day int, ok bool) {
	if len(published) < len(time.DateOnly) {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)])
	if err != nil {
		return 0, false
	}
	return dayNumber(t), true
}

const secondsADay = 24 * 60 * 60

// dayNumber counts from 1970, a Thursday.
func dayNumber(t time.Time) int {
	return floorDiv(int(t.Unix()), secondsADay)
}

func date(day int) time.Time { return time.Unix(int64(day)*secondsADay, 0).UTC() }

// monday is the day on which the ISO week of a day begins.
func monday(day int) int {
	return 7*floorDiv(day+3, 7) - 3
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// A track is what one outlet's dated articles contribute to a series, by day.
type track struct {
	outlet string
	day    []int
	sample
	volume map[int]int
	deff   float64 // that stands in where articles do not vary, as for the outlets' estimates
}

func (c *calendar) tracks(t *counts.Table, se *series, outlets []string) []track {
	parts := make([][]part, len(outlets))
	for _, p := range se.parts {
		if p.den > 0 && c.known[p.article] {
			o, _ := slices.BinarySearch(outlets, t.Article(p.article).Outlet)
			parts[o] = append(parts[o], p)
		}
	}
	tracks := make([]track, len(outlets))
	sums := make([]summary, len(outlets))
	for o, ps := range parts {
		slices.SortStableFunc(ps, func(a, b part) int { return cmp.Compare(c.day[a.article], c.day[b.article]) })
		tr := &tracks[o]
		tr.outlet, tr.volume = outlets[o], c.volume[o]
		for _, p := range ps {
			tr.day = append(tr.day, c.day[p.article])
			tr.add(p, c.story[p.article], none)
		}
		sums[o] = summarise(tr.sample)
	}
	for o, deff := 0, se.scale.designEffect(sums); o < len(tracks); o++ {
		tracks[o].deff = deff
	}
	return tracks
}

// between is the part of a track from one day to before another.
func (tr *track) between(from, to int) sample {
	i, _ := slices.BinarySearch(tr.day, from)
	j, _ := slices.BinarySearch(tr.day, to)
	return sample{tr.num[i:j], tr.den[i:j], tr.story[i:j], tr.block[i:j]}
}

// estimate is that of a part of a track.
func (tr *track) estimate(se *series, s sample, confidence float64) Estimate {
	sum := summarise(s)
	e := Estimate{
		Outlet: tr.outlet, Measure: se.measure.Name, Voice: se.voice, Confidence: confidence,
		Articles: sum.articles, Numerator: sum.num, Denominator: sum.den,
	}
	se.scale.fill(&e, sum, tr.deff)
	e.Warnings = inOrder(append(e.Warnings, doubts(s, sum)...)...)
	return e
}

// weeks are those in which the outlet published anything.
func (tr *track) weeks(se *series, confidence float64) []Week {
	mondays := make([]int, 0, len(tr.volume))
	for m := range tr.volume {
		mondays = append(mondays, m)
	}
	slices.Sort(mondays)
	weeks := make([]Week, len(mondays))
	for i, m := range mondays {
		weeks[i] = Week{
			Monday: date(m), Volume: tr.volume[m],
			Estimate: tr.estimate(se, tr.between(m, m+7), confidence),
		}
	}
	return weeks
}

// trend is one outlet on one series.
func (tr *track) trend(se *series, opts Options) Trend {
	out := Trend{Outlet: tr.outlet, Measure: se.measure.Name, Voice: se.voice, Articles: tr.size()}
	out.Weeks = tr.weeks(se, opts.Confidence)
	switch with := valued(out.Weeks); {
	case len(out.Weeks) == 0:
		out.Warnings = []Warning{NoDates}
	case len(with) < WeeksForTrend:
		out.Warnings = []Warning{FewWeeks}
	default:
		out.Warnings = tr.smooth(se, out.Weeks, opts)
		out.Warnings = append(out.Warnings, tr.findBreaks(se, &out, opts)...)
	}
	out.Warnings = inOrder(out.Warnings...)
	return out
}

// valued are the places of the weeks that have a value.
func valued(weeks []Week) (at []int) {
	for i, w := range weeks {
		if w.Value != nil {
			at = append(at, i)
		}
	}
	return at
}

// adjust corrects each kind of test over all of its tests in the timeline.
func (tl *Timeline) adjust() {
	var breaks, changes, against []*float64
	for _, t := range tl.Trends {
		breaks = append(breaks, t.BreaksP)
		for _, r := range t.Responses {
			changes, against = append(changes, r.Change.P), append(against, r.Against.P)
		}
	}
	breaks, changes, against = adjustBH(breaks), adjustBH(changes), adjustBH(against)
	n := 0
	for i := range tl.Trends {
		t := &tl.Trends[i]
		t.BreaksAdjustedP = breaks[i]
		for j := range t.Responses {
			t.Responses[j].Change.AdjustedP, t.Responses[j].Against.AdjustedP = changes[n], against[n]
			n++
		}
	}
}
