package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"parallax/charts"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/internal/nearest"
	"parallax/report"
	"parallax/stats"
)

// A TrendQuery says what to follow over time. What it leaves out is all there is.
type TrendQuery struct {
	Measures []string
	Outlets  []string // to be shown; the others still are what events are set against
	Voice    string   // instead of those of the measures
	Events   []string // DATE or DATE=NAME
	Window   int      // days on either side of an event
	CSV      string   // file for the weekly series
	PNG      string   // file for the chart of the one measure and voice
}

// Trend follows the measures of a scored folder week by week: it prints a table for each and writes the files
// that are asked for.
func Trend(ctx context.Context, p *Plan, dir string, ask TrendQuery, out io.Writer) error {
	measures, measureFault := ask.measures(p.Measures)
	events, eventFault := ask.events()
	var windowFault error
	if ask.Window < 1 {
		windowFault = fmt.Errorf("--window %d: want at least 1 day", ask.Window)
	}
	if err := errors.Join(measureFault, eventFault, windowFault, ask.picture(measures)); err != nil {
		return &ConfigError{err}
	}
	if err := p.Config.checkTables(dir, ask.CSV, ask.PNG); err != nil {
		return err
	}
	m, table, err := merge(p, []string{dir}, true)
	if err != nil {
		return err
	}
	tl, err := stats.Trends(ctx, table, measures, stats.TimeOptions{
		Options: p.Config.statistics(),
		Events:  events, Window: ask.Window,
	})
	if err != nil {
		return err
	}
	tl.Manifest, tl.Invented = m.short(), p.Invented()
	if err := ask.choose(tl); err != nil {
		return &ConfigError{err}
	}
	if ask.CSV != "" {
		err := aside.Write(ask.CSV, func(w io.Writer) error { return report.WriteWeeks(w, tl.Trends) })
		if err != nil {
			return err
		}
	}
	if ask.PNG != "" {
		if len(tl.Trends) == 0 {
			return &ConfigError{fmt.Errorf("--png %s: no outlet has an article, so there is nothing to draw", ask.PNG)}
		}
		err := writePNG(ask.PNG, charts.Trends(tl)[0])
		if err != nil {
			return err
		}
	}
	for i, table := range report.TrendTables(tl) {
		if i > 0 {
			fmt.Fprintln(out)
		}
		if err := table.Write(out); err != nil {
			return err
		}
	}
	return nil
}

// measures are those asked for, in the voice asked for.
func (ask TrendQuery) measures(known []stats.Measure) (asked []stats.Measure, err error) {
	var names []string
	for _, m := range known {
		names = append(names, m.Name)
	}
	var faults []error
	for _, name := range ask.Measures {
		if !slices.Contains(names, name) {
			faults = append(faults, fmt.Errorf("--measure %s: unknown measure%s", name, nearest.Hint(name, names)))
		}
	}
	voice, all := counts.Voice(0), ask.Voice == "all"
	if ask.Voice != "" && !all {
		if voice, err = counts.ParseVoice(ask.Voice); err != nil {
			faults = append(faults, fmt.Errorf("--voice %s: %w, or all", ask.Voice, err))
		}
	}
	for _, m := range known {
		if len(ask.Measures) > 0 && !slices.Contains(ask.Measures, m.Name) {
			continue
		}
		switch {
		case all:
			m.Voices, m.AllVoices = nil, true
		case ask.Voice != "":
			m.Voices, m.AllVoices = []counts.Voice{voice}, false
		}
		asked = append(asked, m)
	}
	return asked, errors.Join(faults...)
}

// picture reports that one file cannot hold the charts of several measures or voices.
func (ask TrendQuery) picture(measures []stats.Measure) error {
	var series []string
	for _, m := range measures {
		if m.AllVoices {
			series = append(series, m.Name+" (all)")
		}
		for _, v := range m.Voices {
			series = append(series, fmt.Sprintf("%s (%s)", m.Name, v))
		}
	}
	if ask.PNG == "" || len(series) < 2 {
		return nil
	}
	return fmt.Errorf("--png %s: draws one measure in one voice; choose with --measure and --voice among %s", ask.PNG, strings.Join(series, ", "))
}

func (ask TrendQuery) events() (events []stats.Event, err error) {
	var faults []error
	for _, text := range ask.Events {
		day, name, named := strings.Cut(text, "=")
		date, err := time.Parse(time.DateOnly, day)
		if err != nil || named && name == "" {
			faults = append(faults, fmt.Errorf("--event %s: want DATE or DATE=NAME, the date as in 2024-02-29", text))
			continue
		}
		if !named {
			name = day
		}
		events = append(events, stats.Event{Name: name, Date: date})
	}
	return events, errors.Join(faults...)
}

// choose leaves the outlets that are asked for.
func (ask TrendQuery) choose(tl *stats.Timeline) error {
	if len(ask.Outlets) == 0 {
		return nil
	}
	var faults []error
	for _, name := range ask.Outlets {
		if !slices.Contains(tl.Outlets, name) {
			faults = append(faults, fmt.Errorf("--outlet %s: unknown outlet%s", name, nearest.Hint(name, tl.Outlets)))
		}
	}
	asked := func(name string) bool { return slices.Contains(ask.Outlets, name) }
	tl.Outlets = slices.DeleteFunc(tl.Outlets, func(o string) bool { return !asked(o) })
	tl.Trends = slices.DeleteFunc(tl.Trends, func(t stats.Trend) bool { return !asked(t.Outlet) })
	return errors.Join(faults...)
}
