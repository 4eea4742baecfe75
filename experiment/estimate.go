package experiment

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parallax/charts"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/report"
	"parallax/stats"
)

// Run is Score followed by Estimate, in one folder.
func Run(ctx context.Context, p *Plan, resume bool, watch Watch) (*Manifest, error) {
	m := newManifest("run", p)
	if scored, err := score(ctx, p, m, resume, watch); err != nil {
		return scored, err
	}
	table, err := readTable(p, p.Config.Out)
	if err != nil {
		return nil, err
	}
	return m, estimate(ctx, p, m, table, []string{p.Config.Out}, slices.Clone(scoredFiles))
}

// An Estimator makes something of scored folders.
type Estimator func(ctx context.Context, p *Plan, dirs []string) (*Manifest, error)

// Chart draws the charts of scored folders again, and nothing else.
func Chart(ctx context.Context, p *Plan, dirs []string) (*Manifest, error) {
	return fromScored(ctx, p, dirs, "chart")
}

// Estimate merges scored folders and turns their counts into estimates, comparisons, charts and a report,
// without the corpus.
func Estimate(ctx context.Context, p *Plan, dirs []string) (*Manifest, error) {
	return fromScored(ctx, p, dirs, "estimate")
}

func fromScored(ctx context.Context, p *Plan, dirs []string, verb string) (*Manifest, error) {
	m := newManifest(verb, p)
	table := &counts.Table{}
	for _, dir := range dirs {
		before, err := ReadManifest(dir)
		if err != nil {
			return nil, &ConfigError{err}
		}
		part, err := readTable(p, dir)
		if err != nil {
			return nil, &ConfigError{err}
		}
		if err := table.Merge(part); err != nil {
			return nil, &ConfigError{fmt.Errorf("%s: %w", dir, err)}
		}
		m.Inputs.Scored = append(m.Inputs.Scored, HashedFile{Path: dir, SHA256: before.Hash})
		m.Articles += before.Articles
		for reason, n := range before.Excluded {
			m.Excluded[reason] += n
		}
	}
	m.Hash = m.hash()
	if err := os.MkdirAll(p.Config.Out, 0o755); err != nil {
		return nil, err
	}
	return m, estimate(ctx, p, m, table, dirs, nil)
}

// readTable reads what the measures and the concepts of a plan need from a scored folder.
func readTable(p *Plan, dir string) (*counts.Table, error) {
	return counts.Read(dir, func(f counts.Feature) bool {
		return strings.HasPrefix(string(f), "term/") || stats.Selects(p.Measures, f)
	})
}

// estimate writes everything that follows from a count table into the plan's folder. written names the files
// of the run that are there already.
func estimate(ctx context.Context, p *Plan, m *Manifest, table *counts.Table, dirs, written []string) error {
	results, scores, err := stats.Analyze(ctx, table, p.Measures, p.Concepts, stats.Options{
		Confidence: p.Config.Confidence, Seed: p.Config.Seed, Workers: p.Config.workers(),
	})
	if err != nil {
		return err
	}
	results.Manifest = m.short()
	results.Invented = p.Config.Corpus == DemoCorpus

	w := &folder{dir: p.Config.Out, written: written}
	if m.Verb == "chart" {
		w.charts(p, results)
		return w.err
	}
	w.write("scores.csv", func(f io.Writer) error { return report.WriteScores(f, results.Measures, scores) })
	w.write("estimates.csv", func(f io.Writer) error { return report.WriteEstimates(f, results.Estimates) })
	w.write("comparisons.csv", func(f io.Writer) error { return report.WriteComparisons(f, results.Comparisons) })
	figures := w.charts(p, results)
	w.write("report.html", func(f io.Writer) error {
		evidence := counts.NewSample()
		for _, dir := range dirs {
			if err := evidence.Read(dir); err != nil {
				return err
			}
		}
		return report.Report(f, results, figures, evidence.Occurrences(), report.About{
			Corpus: filepath.Base(p.Config.Corpus), Manifest: m.Hash, Articles: m.Articles, Excluded: m.Excluded,
		})
	})
	if w.err != nil {
		return w.err
	}
	return m.write(w.dir, w.written)
}

// A folder remembers what was written into it; after the first error it writes no more.
type folder struct {
	dir     string
	written []string
	err     error
}

func (w *folder) write(name string, content func(io.Writer) error) {
	if w.err != nil {
		return
	}
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(file), 0o755); w.err != nil {
		return
	}
	w.err = aside.Write(file, content)
	w.written = append(w.written, name)
}

// charts draws the plan's charts in every format and returns them for the report.
func (w *folder) charts(p *Plan, r *stats.Results) []report.Figure {
	var shown []report.Figure
	for _, name := range p.Config.Charts {
		chart := charts.All[slices.IndexFunc(charts.All, func(c charts.Chart) bool { return c.Name == name })]
		shown = append(shown, w.draw(chart, r)...)
	}
	return shown
}

func (w *folder) draw(chart charts.Chart, r *stats.Results) []report.Figure {
	figures, err := chart.Figures(r)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("chart %s: %w", chart.Name, err)
	}
	var shown []report.Figure
	for _, f := range figures {
		for _, format := range charts.Formats {
			data, err := charts.Render(f, format)
			w.write("charts/"+f.Name+"."+format, func(out io.Writer) error {
				if err != nil {
					return err
				}
				_, err := out.Write(data)
				return err
			})
			if format == "svg" {
				shown = append(shown, report.Figure{Name: f.Name, Title: f.Title, SVG: data})
			}
		}
	}
	return shown
}
