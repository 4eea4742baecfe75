package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"parallax/counts"
	"parallax/internal/aside"
	"parallax/internal/nearest"
	"parallax/report"
	"parallax/stats"
)

// A Comparing is what the verb compare is asked for: outlet A beside outlet B.
type Comparing struct {
	A, B     string
	Measures []string // none means all
	Terms    bool     // also which terms make each difference
	CSV      string   // file for the contrasts as CSV; "" for none
}

// Compare lists how two outlets of a scored folder differ on the measures of a plan: values, difference, what of it remains within
// stories, ratio and Cliff's delta. All pairs of the corpus are tested, so that adjusted p-values are those of a run.
func Compare(ctx context.Context, p *Plan, dir string, ask Comparing, w io.Writer) error {
	if err := p.Config.checkTables(dir, ask.CSV, ""); err != nil {
		return err
	}
	m, table, err := merge(p, []string{dir}, true)
	if err != nil {
		return err
	}
	results, _, err := analyze(ctx, p, m, table)
	if err != nil {
		return err
	}
	if err := ask.check(results); err != nil {
		return &ConfigError{err}
	}
	contrasts := stats.Between(results.Contrasts, ask.A, ask.B)
	contrasts = slices.DeleteFunc(contrasts, func(c stats.Contrast) bool {
		return len(ask.Measures) > 0 && !slices.Contains(ask.Measures, c.Measure)
	})
	if ask.CSV != "" {
		err := aside.Write(ask.CSV, func(w io.Writer) error { return report.WriteContrasts(w, contrasts) })
		if err != nil {
			return err
		}
	}
	if err := report.Comparison(w, results, contrasts); err != nil || !ask.Terms {
		return err
	}
	return ask.terms(w, table, results, contrasts)
}

// terms lists for each compared share or mean which terms make its difference. A rate is no average of terms; and
// where voices are taken together, or those of its parts differ, terms have no scores of their own.
func (ask Comparing) terms(w io.Writer, table *counts.Table, r *stats.Results, contrasts []stats.Contrast) error {
	for _, c := range contrasts {
		m := r.Measures[slices.IndexFunc(r.Measures, func(m stats.Measure) bool { return m.Name == c.Measure })]
		voice, err := counts.ParseVoice(c.Voice)
		if c.Kind != stats.PooledDifference || c.Value == nil || m.Unit == stats.PerThousand || err != nil || len(m.Of.Voices)+len(m.Per.Voices) > 0 {
			continue
		}
		shifts, err := stats.ShiftOf(table, m, voice, ask.B, ask.A)
		if err != nil {
			return err
		}
		_, influences, err := stats.Influences(table, m, voice, ask.A, ask.B)
		if err != nil {
			return err
		}
		if err := report.Shifts(w, c, shifts, influences); err != nil {
			return err
		}
	}
	return nil
}

// check reports names that the results do not have.
func (ask Comparing) check(r *stats.Results) error {
	var faults []error
	for _, outlet := range []string{ask.A, ask.B} {
		if !slices.Contains(r.Outlets, outlet) {
			faults = append(faults, fmt.Errorf("unknown outlet %q%s", outlet, nearest.Hint(outlet, r.Outlets)))
		}
	}
	if len(faults) == 0 && ask.A == ask.B {
		faults = append(faults, fmt.Errorf("%s cannot be compared with itself", ask.A))
	}
	return errors.Join(append(faults, unknownMeasures(r.Measures, ask.Measures)...)...)
}

// unknownMeasures reports names that no measure has.
func unknownMeasures(measures []stats.Measure, names []string) (faults []error) {
	var known []string
	for _, m := range measures {
		known = append(known, m.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			faults = append(faults, fmt.Errorf("unknown measure %q%s", name, nearest.Hint(name, known)))
		}
	}
	return faults
}
