package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/counts"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func on(published string, r counts.Row) counts.Row {
	r.Published = published
	return r
}

var timeOptions = TimeOptions{Options: testOptions, Window: 14}

func trends(t testing.TB, rows []counts.Row, opts TimeOptions) *Timeline {
	t.Helper()
	tl, err := Trends(context.Background(), tableOf(rows), testMeasures[:1], opts)
	if err != nil {
		t.Fatal(err)
	}
	return tl
}

func TestDayOf(t *testing.T) {
	for published, want := range map[string]string{
		"2023-10-08": "2023-10-02", "2023-10-09T23:59:00-11:00": "2023-10-09", "2024-12-31": "2024-12-30",
		"1969-12-31": "1969-12-29", "0001-01-01": "0001-01-01", "2023-10-09T05:00": "2023-10-09",
		"": "", "2023-10": "", "October 10": "", "2023-13-01": "",
	} {
		got := ""
		if d, ok := dayOf(published); ok {
			got = date(monday(d)).Format(time.DateOnly)
			if date(monday(d)).Weekday() != time.Monday {
				t.Errorf("the week of %s begins on a %s", published, date(monday(d)).Weekday())
			}
		}
		if got != want {
			t.Errorf("the week of %q is %q, want %q", published, got, want)
		}
	}
}

func TestWeeksByHand(t *testing.T) {
	tl := trends(t, []counts.Row{
		on("2023-10-08", article("a1", "Alpha", "", "author term/l/x/loaded/w=1 term/l/x/neutral/v=3")),
		on("2023-10-09T08:00:00Z", article("a2", "Alpha", "", "author term/l/x/loaded/w=2 term/l/x/neutral/v=2")),
		on("2023-10-15", article("a3", "Alpha", "", "author term/l/x/neutral/v=1")),
		on("2023-10-11", article("a4", "Alpha", "", "author term/l/x/loaded/w=1")),
		on("2023-10-12", article("a5", "Alpha", "", "author tokens=9")),
		on("2023-11-01", article("a6", "Alpha", "", "author tokens=9")),
		on("2023-10", article("a7", "Alpha", "", "author term/l/x/loaded/w=50")),
		on("", article("b1", "Beta", "", "author term/l/x/loaded/w=50")),
	}, timeOptions)
	if tl.Dated != 6 || tl.Undated != 2 || !tl.From.Equal(day("2023-10-08")) || !tl.To.Equal(day("2023-11-01")) {
		t.Errorf("%d dated, %d not, from %v to %v", tl.Dated, tl.Undated, tl.From, tl.To)
	}
	type row struct {
		monday           string
		volume, articles int
		num, den         int64
		interval         bool
	}
	var got []row
	for _, w := range tl.Trends[0].Weeks {
		got = append(got, row{w.Monday.Format(time.DateOnly), w.Volume, w.Articles, w.Numerator, w.Denominator, w.Lo != nil})
	}
	want := []row{{"2023-10-02", 1, 1, 1, 4, false}, {"2023-10-09", 4, 3, 3, 6, true}, {"2023-10-30", 1, 0, 0, 0, false}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Error(diff)
	}
	if ws := tl.Trends[0].Warnings; !slices.Equal(ws, []Warning{FewWeeks}) {
		t.Errorf("three weeks: %v", ws)
	}
	if b := tl.Trends[1]; b.Outlet != "Beta" || len(b.Weeks) != 0 || !slices.Equal(b.Warnings, []Warning{NoDates}) {
		t.Errorf("an outlet without dates: %+v", b)
	}
}

// shifting writes n weeks of k articles an outlet, the share being that of its week.
func shifting(r *rand.Rand, n, k int, outlets []string, share func(outlet string, week int) float64) (rows []counts.Row) {
	start := day("2023-01-02")
	for _, o := range outlets {
		for i := range n * k {
			row := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("%s%04d", o, i), Outlet: o}}
			at := r.IntN(7 * n)
			row.Published = start.AddDate(0, 0, at).Format(time.DateOnly)
			var loaded int64
			for range 6 {
				if r.Float64() < share(o, at/7) {
					loaded++
				}
			}
			row.Add("term/l/x/loaded/w", counts.Author, loaded)
			row.Add("term/l/x/neutral/v", counts.Author, 6-loaded)
			row.Sort()
			rows = append(rows, row)
		}
	}
	return rows
}

func TestAShiftIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	rows := shifting(r, 30, 6, []string{"Alpha", "Beta", "Gamma"}, func(o string, week int) float64 {
		if o == "Alpha" && week >= 15 {
			return .7
		}
		return .3
	})
	opts := timeOptions
	opts.Events = []Event{{"turn", day("2023-04-17")}} // the Monday of week 15
	tl := trends(t, rows, opts)
	for _, tr := range tl.Trends[:3] {
		shifts := tr.Outlet == "Alpha"
		if first, last := tr.Weeks[0], tr.Weeks[len(tr.Weeks)-1]; first.Smooth == nil || last.Smooth == nil {
			t.Fatalf("%s: no trend", tr.Outlet)
		} else if apart := *last.SmoothLo > *first.SmoothHi; apart != shifts {
			t.Errorf("%s: from %v to %v", tr.Outlet, *first.Smooth, *last.Smooth)
		}
		e := tr.Responses[0]
		if shifts {
			if len(tr.Breaks) != 1 || !tr.Breaks[0].Week.Equal(day("2023-04-17")) || *tr.BreaksP > .01 {
				t.Errorf("breaks %v, p %v", tr.Breaks, *tr.BreaksP)
			}
			if *e.Change.Lo < .2 || *e.Change.P > .02 || *e.Against.Lo < .2 || *e.Against.P > .02 || e.Change.Placebos < 100 {
				t.Errorf("change %v, p %v; against the others %v, p %v", *e.Change.Difference, *e.Change.P, *e.Against.Difference, *e.Against.P)
			}
		} else if len(tr.Breaks) > 0 && *tr.BreaksP < .05 || *e.Change.P < .01 {
			t.Errorf("%s: breaks %v, p %v; change %v, p %v", tr.Outlet, tr.Breaks, *tr.BreaksP, *e.Change.Difference, *e.Change.P)
		}
		if e.Others != 2 {
			t.Errorf("set against %d outlets", e.Others)
		}
	}
}

// Where nothing changes but what weeks have in common, the tests find a change about as seldom as they say.
func TestNoChangeIsSeldomFound(t *testing.T) {
	const runs = 60
	r := rand.New(rand.NewPCG(11, 11))
	opts := timeOptions
	opts.Events = []Event{{"e", day("2023-05-10")}}
	measures := testMeasures[:1]
	breaks, changes, against := 0, 0, 0
	for range runs {
		effect := make([]float64, 41)
		for i := range effect {
			effect[i] = .4 + .1*r.NormFloat64()
		}
		rows := shifting(r, 40, 4, []string{"A", "B", "C"}, func(_ string, week int) float64 { return effect[week] })
		table := tableOf(rows)
		order, _ := byArticle(table)
		all := newSeries(measures)
		if err := evaluate(table, order, all); err != nil {
			t.Fatal(err)
		}
		c := newCalendar(table, []string{"A", "B", "C"})
		tracks := c.tracks(table, &all[0], []string{"A", "B", "C"})
		tr := make([]Trend, 3)
		respond(tr, &all[0], tracks, c, opts)
		tr[0].Weeks = tracks[0].weeks(&all[0], .95)
		tracks[0].findBreaks(&all[0], &tr[0], opts.Options)
		breaks += below05(tr[0].BreaksP)
		changes += below05(tr[0].Responses[0].Change.P)
		against += below05(tr[0].Responses[0].Against.P)
	}
	between(t, "false breaks", breaks, runs, 0, .1)
	between(t, "false changes", changes, runs, 0, .1)
	between(t, "false changes against the others", against, runs, 0, .1)
}

func below05(p *float64) int {
	if p != nil && *p < .05 {
		return 1
	}
	return 0
}

func TestEventByHand(t *testing.T) {
	var rows []counts.Row
	n := 0
	add := func(outlet, published string, times int, cells string) {
		for range times {
			n++
			rows = append(rows, on(published, article(fmt.Sprintf("a%03d", n), outlet, "", cells)))
		}
	}
	add("Alpha", "2023-03-05", 4, "author term/l/x/loaded/w=1 term/l/x/neutral/v=3") // before: 4/16 and
	add("Alpha", "2023-03-09", 1, "author term/l/x/loaded/w=4")                      // 4/4, in all 8/20
	add("Alpha", "2023-03-10", 5, "author term/l/x/loaded/w=3 term/l/x/neutral/v=1") // after: 15/20
	add("Beta", "2023-03-05", 3, "author term/l/x/loaded/w=1 term/l/x/neutral/v=1")  // before: 3/6
	add("Beta", "2023-03-16", 3, "author term/l/x/loaded/w=2 term/l/x/neutral/v=1")  // after: 6/9
	add("Gamma", "2023-03-05", 2, "author term/l/x/loaded/w=1 term/l/x/neutral/v=1") // two articles: not among the others
	add("Gamma", "2023-03-17", 9, "author term/l/x/loaded/w=1")                      // the eighth day is outside
	opts := timeOptions
	opts.Window, opts.Events = 7, []Event{{"e", day("2023-03-10")}}
	tl := trends(t, rows, opts)
	a := tl.Trends[0].Responses[0]
	near(t, "change", *a.Change.Difference, .75-.4)
	near(t, "against the others", *a.Against.Difference, .35-(2./3-.5))
	lo, hi := mover(.75, *a.After.Lo, *a.After.Hi, .4, *a.Before.Lo, *a.Before.Hi)
	nearBoth(t, "interval of the change", *a.Change.Lo, *a.Change.Hi, [2]float64{lo, hi})
	if a.Others != 1 || a.Change.P != nil || a.Change.Placebos != 0 || !slices.Contains(a.Warnings, FewPlacebos) || !slices.Contains(a.Warnings, EventAtEdge) {
		t.Errorf("%+v", a)
	}
	g := tl.Trends[2].Responses[0]
	if g.After.Articles != 0 || g.Change.Difference != nil || !slices.Contains(g.Warnings, NoDenominator) {
		t.Errorf("%+v", g)
	}
}

func TestTrendBreaksOffAtGaps(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	rows := shifting(r, 60, 5, []string{"Alpha"}, func(string, int) float64 { return .4 })
	rows = slices.DeleteFunc(rows, func(r counts.Row) bool { // weeks 20 to 23 and 40 to 42; after 50 one article a week is left
		week := int(day(r.Published).Sub(day("2023-01-02")).Hours()) / 24 / 7
		return week >= 20 && week < 24 || week >= 40 && week < 43
	})
	tr := trends(t, rows, timeOptions).Trends[0]
	if !slices.Equal(tr.Warnings, []Warning{TrendGap}) {
		t.Errorf("warnings %v", tr.Warnings)
	}
	if all := stretches(tr.Weeks); len(all) != 2 || len(all[0]) != 20 || len(all[1]) != 33 {
		t.Errorf("stretches %v", all)
	}
	for _, w := range tr.Weeks {
		if w.Smooth == nil {
			t.Errorf("no trend on %v", w.Monday)
		}
	}
}

// datedGen draws corpora of many weeks with what corpora have: no dates, months, gaps, equal values.
var datedGen = rapid.Custom(func(t *rapid.T) []counts.Row {
	rows := rowsGen.Draw(t, "rows")
	if n := rapid.IntRange(0, 60).Draw(t, "more"); n > 0 {
		outlets := rapid.SampledFrom([][]string{{"A"}, {"A", "B"}}).Draw(t, "outlets")
		share := rapid.SampledFrom([]float64{0, .3, 1}).Draw(t, "share")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		rows = append(rows, shifting(r, n, 1, outlets, func(string, int) float64 { return share })...)
	}
	for i := range rows {
		switch rapid.IntRange(0, 9).Draw(t, "date") {
		case 0:
			rows[i].Published = ""
		case 1:
			rows[i].Published = "2023-02"
		case 2, 3:
			rows[i].Published = day("2023-01-02").AddDate(0, 0, rapid.IntRange(0, 200).Draw(t, "day")).Format(time.DateOnly)
		}
		rows[i].Article = fmt.Sprintf("%03d", i)
	}
	return rows
})

func TestTimelinesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opts := TimeOptions{Window: rapid.IntRange(1, 40).Draw(t, "window")}
		opts.Confidence = rapid.SampledFrom([]float64{.95, .5, 1e-9, math.Nextafter(1, 0)}).Draw(t, "confidence")
		opts.Events = []Event{{"in", day("2023-03-01")}, {"out", day("1999-01-01")}}
		tl, err := Trends(context.Background(), tableOf(datedGen.Draw(t, "rows")), testMeasures, opts)
		if err != nil {
			t.Fatal(err)
		}
		walk(reflect.ValueOf(*tl), "", func(path string, x float64) {
			if !finite(x) {
				t.Fatalf("%s is %v", path, x)
			}
		})
		for _, tr := range tl.Trends {
			if tr.BreaksP == nil && len(tr.Warnings) == 0 {
				t.Fatalf("no change points and nothing says why: %+v", tr)
			}
			for i, w := range tr.Weeks {
				if i > 0 && !tr.Weeks[i-1].Monday.Before(w.Monday) {
					t.Fatal("weeks are out of order")
				}
				if (w.Value == nil || w.Lo == nil) && len(w.Warnings) == 0 {
					t.Fatalf("something is absent and nothing says why: %+v", w)
				}
				if w.Smooth != nil && w.SmoothLo == nil && len(tr.Warnings) == 0 || w.SmoothLo != nil && !(*w.SmoothLo <= *w.Smooth && *w.Smooth <= *w.SmoothHi) {
					t.Fatalf("the trend is not in its band: %+v", w)
				}
			}
			for _, r := range tr.Responses {
				for _, c := range []EventEffect{r.Change, r.Against} {
					if (c.Difference == nil || c.Lo == nil || c.P == nil) && len(r.Warnings) == 0 {
						t.Fatalf("something is absent and nothing says why: %+v", r)
					}
					if c.Lo != nil && !(*c.Lo <= *c.Difference && *c.Difference <= *c.Hi) {
						t.Fatalf("the difference is not inside its interval: %+v", c)
					}
					if c.P != nil && !(*c.P > 0 && *c.P <= *c.AdjustedP && *c.AdjustedP <= 1) {
						t.Fatalf("p %v, adjusted %v", *c.P, *c.AdjustedP)
					}
				}
			}
		}
	})
}

// Neither the order of articles, nor workers, nor other measures show in a single bit.
func TestTimelinesDoNotDependOnOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	rows := shifting(r, 20, 3, []string{"A", "B"}, func(_ string, week int) float64 { return float64(week) / 30 })
	opts := timeOptions
	opts.Events = []Event{{"e", day("2023-03-01")}}
	opts.Workers = 1
	want := trends(t, rows, opts)
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	opts.Workers = 3
	if diff := cmp.Diff(want, trends(t, rows, opts)); diff != "" {
		t.Error(diff)
	}
	all, err := Trends(context.Background(), tableOf(rows), slices.Concat(testMeasures[1:], testMeasures[:1]), opts)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all.Trends, func(tr Trend) bool { return tr.Measure == "loaded" })
	if diff := cmp.Diff(want.Trends[0].Weeks, all.Trends[at].Weeks); diff != "" {
		t.Error(diff)
	}
}

func TestTrendsReportsFaults(t *testing.T) {
	if _, err := Trends(context.Background(), tableOf(nil), nil, TimeOptions{Options: testOptions}); err == nil || err.Error() != "window: 0 is below 1 day" {
		t.Errorf("no window: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Trends(ctx, tableOf([]counts.Row{article("a", "A", "", "author tokens=1")}), testMeasures, timeOptions); err == nil {
		t.Error("cancelled: no error")
	}
}

func BenchmarkTrends(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	rows := shifting(r, 52, 38, []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"}, func(string, int) float64 { return .3 })
	table := tableOf(rows)
	opts := timeOptions
	opts.Events = []Event{{"e", day("2023-07-01")}}
	for b.Loop() {
		if _, err := Trends(context.Background(), table, testMeasures[:1], opts); err != nil {
			b.Fatal(err)
		}
	}
}
