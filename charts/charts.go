// Package charts draws what the results hold, and nothing else: every figure is made from [stats.Results],
// without the corpus. Each chart is one file; style.go is the only place for fonts, sizes and colours.
//
// Figures use gonum/plot for its canvases, fonts and formats, and not for its layout, which clips long
// names: margins and columns are computed here from the extents of the texts. A figure is as wide as a
// double journal column (180 mm) and as high as its outlets need.
package charts

import (
	"fmt"

	"parallax/stats"
)

// A Chart is one way to look at results. Its Doc is also its help text and its entry in the codebook.
type Chart struct {
	Name, Doc string

	// Figures lays the chart out: a figure for each measure or concept, or one for all. Where there is
	// nothing to show, it is a figure that says why. The error names results that contradict themselves.
	Figures func(*stats.Results) ([]Figure, error)
}

// All is every chart of a corpus, in the order in which help and report show them. A study has
// [Specifications] instead.
var All = []Chart{Dots, Sides, Variants, Heatmap, Hedging}

// validate reports results that cannot be drawn without guessing: an outlet, measure or voice twice, or
// an estimate of something that the results do not list.
func validate(r *stats.Results) error {
	outlets, measures := map[string]bool{}, map[string]bool{}
	for _, o := range r.Outlets {
		if outlets[o] {
			return fmt.Errorf("results: outlet %q is listed twice", o)
		}
		outlets[o] = true
	}
	for _, m := range r.Measures {
		if measures[m.Name] {
			return fmt.Errorf("results: measure %q is listed twice", m.Name)
		}
		measures[m.Name] = true
	}
	type cell struct{ measure, voice, outlet string }
	seen := map[cell]bool{}
	for _, e := range r.Estimates {
		c := cell{e.Measure, e.Voice, e.Outlet}
		switch {
		case !outlets[e.Outlet]:
			return fmt.Errorf("results: estimate of %s for outlet %q, which is not listed", e.Measure, e.Outlet)
		case !measures[e.Measure]:
			return fmt.Errorf("results: estimate for %s of measure %q, which is not listed", e.Outlet, e.Measure)
		case seen[c]:
			return fmt.Errorf("results: two estimates of %s for %s in voice %s", e.Measure, e.Outlet, e.Voice)
		}
		seen[c] = true
	}
	for _, p := range r.Profiles {
		if !outlets[p.Outlet] {
			return fmt.Errorf("results: profile of %s/%s for outlet %q, which is not listed", p.Lexicon, p.Concept, p.Outlet)
		}
	}
	return nil
}
