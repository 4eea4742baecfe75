package charts

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"parallax/stats"

	"pgregory.net/rapid"
)

// timeline makes weekly series that wave; gap says which weeks of an outlet lack articles, smooth which have a
// line.
func timeline(outlets []string, weeks int, m stats.Measure, gap, smooth func(outlet, week int) bool) *stats.Timeline {
	tl := &stats.Timeline{Measures: []stats.Measure{m}, Outlets: outlets, Window: 14, Undated: 3, Confidence: .95, Manifest: "3fa9c1d2"}
	voice := "all"
	if !m.AllVoices {
		voice = m.Voices[0].String()
	}
	start := time.Date(2023, 10, 2, 0, 0, 0, 0, time.UTC)
	for i, o := range outlets {
		t := stats.Trend{Outlet: o, Measure: m.Name, Voice: voice}
		for j := range weeks {
			if gap(i, j) {
				continue
			}
			n := 1 + (i*5+j*3)%9
			w := stats.Week{Monday: start.AddDate(0, 0, 7*j), Volume: n + i%3, Estimate: syntheticEstimate(o, m, voice, n, wave(i, j))}
			w.Shrunken = nil
			t.Articles += n
			if smooth(i, j) {
				v := *syntheticEstimate(o, m, voice, n, .3+.1*wave(i, 0)+.3*float64(j)/float64(weeks)).Value
				w.Smooth, w.SmoothLo, w.SmoothHi = ptr(v), ptr(v*.8), ptr(v*1.3)
			}
			t.Weeks = append(t.Weeks, w)
		}
		tl.Trends = append(tl.Trends, t)
	}
	return tl
}

func never(int, int) bool  { return false }
func always(int, int) bool { return true }

func onDay(s, name string) stats.Event {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return stats.Event{Date: t, Name: name}
}

func timelines() map[string]*stats.Timeline {
	three := timeline(outletNames[:3], 40, testMeasures[1], func(i, j int) bool { return i == 1 && j > 15 && j < 22 }, func(i, j int) bool { return i != 2 })
	three.Events = []stats.Event{onDay("2023-11-24", "truce"), onDay("2023-12-01", "fighting resumes"), onDay("2024-07-10", "a late event"), onDay("2010-01-01", "outside")}
	three.Trends[1].Warnings = []stats.Warning{stats.TrendGap}
	three.Trends[2].Warnings = []stats.Warning{stats.FewWeeks}
	three.Invented = true

	nine := timeline(outletNames[:9], 130, testMeasures[3], func(i, j int) bool { return j < 10*i }, always)
	for i := range 6 {
		nine.Events = append(nine.Events, onDay(fmt.Sprintf("2024-05-%02d", 3*i+1), "an event with a rather long name"))
	}
	single := timeline(outletNames[:1], 1, testMeasures[2], never, never)
	single.Trends[0].Warnings = []stats.Warning{stats.FewWeeks}
	single.Events = []stats.Event{onDay("2023-10-04", "2023-10-04")}
	decades := timeline(outletNames[2:5], 1500, testMeasures[2], never, always)
	nothing := timeline(outletNames[:2], 0, testMeasures[1], never, never)
	return map[string]*stats.Timeline{"3": three, "9": nine, "single": single, "decades": decades, "nothing": nothing}
}

func TestTrendsGolden(t *testing.T) {
	for name, tl := range timelines() {
		f := Trends(tl)[0]
		t.Run(name, func(t *testing.T) {
			if err := faults(f); err != nil {
				t.Error(err)
			}
			if name == "decades" {
				return // its many dots are drawn alike
			}
			b, err := f.png(goldenDPI)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"-trend.png", b, samePicture)
			if b, err = f.csv(); err != nil {
				t.Fatal(err)
			}
			golden(t, name+"-trend.csv", b, bytes.Equal)
		})
	}
}

func TestTrendLayoutHolds(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aWiø -/Щ中\t&<")), 0, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		outlets := rapid.SliceOfNDistinct(name, 1, 10, rapid.ID).Draw(t, "outlets")
		weeks := rapid.SampledFrom([]int{1, 2, 5, 11, 26, 60, 300}).Draw(t, "weeks")
		odd := rapid.IntRange(2, 9).Draw(t, "odd")
		m := testMeasures[rapid.IntRange(1, 3).Draw(t, "measure")]
		tl := timeline(outlets, weeks, m, func(i, j int) bool { return (i+j)%odd == 1 }, func(i, j int) bool { return j%odd != 0 })
		for range rapid.IntRange(0, 12).Draw(t, "events") {
			day := tl.Trends[0].Weeks
			if len(day) == 0 {
				break
			}
			tl.Events = append(tl.Events, stats.Event{Name: name.Draw(t, "event"),
				Date: day[0].Monday.AddDate(0, 0, rapid.IntRange(-20, 7*weeks+20).Draw(t, "day"))})
		}
		if err := faults(Trends(tl)[0]); err != nil {
			t.Fatal(err)
		}
	})
}
