package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

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
	return m, estimate(ctx, p, m, table, []string{p.Config.Out})
}

// An Estimator makes something of scored folders.
type Estimator func(ctx context.Context, p *Plan, dirs []string) (*Manifest, error)

// Chart draws the charts of scored folders again, and nothing else. The captions of one folder's charts carry
// the hash that a run with the plan's settings has: where nothing changed, the charts are the same to the byte.
func Chart(ctx context.Context, p *Plan, dirs []string) (*Manifest, error) {
	m, table, err := merge(p, dirs, len(dirs) == 1)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.Config.Out, 0o755); err != nil {
		return nil, err
	}
	results, _, err := analyze(ctx, p, m, table)
	if err != nil {
		return nil, err
	}
	w := &folder{dir: p.Config.Out}
	w.charts(ctx, p, results)
	return m, w.err
}

// Estimate merges scored folders and turns their counts into estimates, comparisons, charts and a report,
// without the corpus. Written into the scored folder itself, they make it what Run writes.
func Estimate(ctx context.Context, p *Plan, dirs []string) (*Manifest, error) {
	inPlace := slices.ContainsFunc(dirs, func(dir string) bool { return same(dir, p.Config.Out) })
	if before, err := ReadManifest(p.Config.Out); err == nil && !inPlace && (before.Verb == "run" || before.Verb == "score") {
		return nil, &ConfigError{fmt.Errorf("%s holds a scored corpus that is not among the folders to estimate; name another with --out", p.Config.Out)}
	}
	if inPlace && len(dirs) > 1 {
		return nil, &ConfigError{fmt.Errorf("%s is one of the folders to merge and would be written over; name another with --out", p.Config.Out)}
	}
	m, table, err := merge(p, dirs, inPlace)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.Config.Out, 0o755); err != nil {
		return nil, err
	}
	return m, estimate(ctx, p, m, table, dirs)
}

// same reports whether two paths lead to one file or folder.
func same(a, b string) bool {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(ia, ib)
}

// merge reads scored folders into one table, and begins the manifest of what is made of it: of a run, where
// it goes on with the one folder there is.
func merge(p *Plan, dirs []string, goesOn bool) (*Manifest, *counts.Table, error) {
	m := newManifest("estimate", p)
	table := &counts.Table{}
	var parts []*Manifest
	for _, dir := range dirs {
		before, part, err := readScored(p, dir)
		if err == nil {
			err = table.Merge(part)
		}
		if err == nil && len(parts) > 0 {
			err = before.checkCountedAs(parts[0])
		}
		if err != nil {
			return nil, nil, &ConfigError{fmt.Errorf("%s: %w", dir, err)}
		}
		parts = append(parts, before)
		m.Inputs.Scored = append(m.Inputs.Scored, HashedFile{Path: dir, SHA256: before.Hash})
		m.Articles += before.Articles
		for reason, n := range before.Excluded {
			m.Excluded[reason] += n
		}
	}
	if goesOn {
		m.goOn(parts[0])
	}
	m.Hash = m.hash()
	return m, table, nil
}

// readScored reads a folder that score or run has finished.
func readScored(p *Plan, dir string) (*Manifest, *counts.Table, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	if !m.Complete {
		return nil, nil, fmt.Errorf("parallax %s was interrupted here; finish it with --resume", m.Verb)
	}
	if err := m.checkColumns(p); err != nil {
		return nil, nil, err
	}
	table, err := readTable(p, dir)
	return m, table, err
}

// checkCountedAs reports why the counts of two folders must not be added.
func (m *Manifest) checkCountedAs(first *Manifest) error {
	if m.Parallax != first.Parallax {
		return fmt.Errorf("scored by version %s, the folders before it by %s", m.Parallax, first.Parallax)
	}
	if !slices.Equal(m.Inputs.Lexicons, first.Inputs.Lexicons) {
		return errors.New("scored with other lexicons than the folders before it")
	}
	if m.Inputs.attribution() != first.Inputs.attribution() {
		return errors.New("scored with another way to find attributions than the folders before it")
	}
	if !slices.Equal(m.Inputs.Config.Columns, first.Inputs.Config.Columns) {
		return errors.New("scored with other columns than the folders before it")
	}
	if !sameAliases(m.Inputs.Config.Targets, first.Inputs.Config.Targets) || !sameAliases(m.Inputs.Config.Sides, first.Inputs.Config.Sides) {
		return errors.New("scored with other targets or sides than the folders before it")
	}
	return nil
}

// attribution says what found the attributions: rules, model, or the hash of a model of the user's.
func (in *Inputs) attribution() string {
	if len(in.Model) > 0 {
		return in.Model[0].SHA256
	}
	return in.Config.Attribution
}

// goOn makes m the manifest of a run that another folder's scoring began.
func (m *Manifest) goOn(scored *Manifest) {
	c := *m.Inputs.Config
	c.Corpus, c.Stories, c.Lexicons, c.Columns = scored.Inputs.Config.Corpus, scored.Inputs.Config.Stories, scored.Inputs.Config.Lexicons, scored.Inputs.Config.Columns
	m.Verb = "run"
	m.Inputs = Inputs{Config: &c, Corpus: scored.Inputs.Corpus, Stories: scored.Inputs.Stories, Lexicons: scored.Inputs.Lexicons}
}

// corpus names what the articles were read from, without the folders above it: a corpus that was moved is the same.
func (m *Manifest) corpus() string {
	if len(m.Inputs.Scored) == 0 {
		return filepath.Base(m.Inputs.Config.Corpus)
	}
	var dirs []string
	for _, s := range m.Inputs.Scored {
		dirs = append(dirs, filepath.Base(s.Path))
	}
	return strings.Join(dirs, ", ")
}

// readTable reads what the measures and the concepts of a plan need from a scored folder.
func readTable(p *Plan, dir string) (*counts.Table, error) {
	return counts.Read(dir, func(f counts.Feature) bool {
		return strings.HasPrefix(string(f), "term/") || strings.HasPrefix(string(f), "column/") || stats.Selects(p.Measures, f)
	})
}

func analyze(ctx context.Context, p *Plan, m *Manifest, table *counts.Table) (*stats.Results, []stats.Score, error) {
	opts := p.Config.statistics()
	opts.Families = p.Config.families()
	results, scores, err := stats.Analyze(ctx, table, p.Measures, p.Concepts, opts)
	if err != nil {
		return nil, nil, err
	}
	results.Manifest, results.Invented = m.short(), p.Invented()
	results.Regressions = p.Regressions
	results.Fitted, err = stats.Regress(table, p.Regressions, p.Config.Confidence)
	return results, scores, err
}

// estimate writes everything that follows from the count table of dirs into the plan's folder, and the
// manifest. The folder of a run has its scored files already.
func estimate(ctx context.Context, p *Plan, m *Manifest, table *counts.Table, dirs []string) error {
	results, scores, err := analyze(ctx, p, m, table)
	if err != nil {
		return err
	}
	m.blank = blankColumns(p.Config.Columns, table)
	w := &folder{dir: p.Config.Out}
	if m.Verb == "run" {
		w.written = slices.Clone(scoredFiles)
	}
	w.write("scores.csv", func(f io.Writer) error { return report.WriteScores(f, results.Measures, scores) })
	w.write("estimates.csv", func(f io.Writer) error { return report.WriteEstimates(f, results.Estimates) })
	w.write("estimators.csv", func(f io.Writer) error { return report.WriteEstimators(f, results.Estimates) })
	w.write("comparisons.csv", func(f io.Writer) error { return report.WriteComparisons(f, results.Comparisons) })
	w.write("ranks.csv", func(f io.Writer) error { return report.WriteRankings(f, results.Rankings) })
	if len(p.Regressions) > 0 {
		w.write("regressions.csv", func(f io.Writer) error { return report.WriteRegressions(f, results.Fitted) })
	}
	w.write("contrasts.csv", func(f io.Writer) error { return report.WriteContrasts(f, results.Contrasts) })
	uniformities, err := stats.Uniformities(ctx, table, p.Concepts, p.Config.statistics())
	if err != nil {
		return err
	}
	w.write("uniformity.csv", func(f io.Writer) error { return report.WriteUniformity(f, uniformities) })
	figures := w.charts(ctx, p, results)
	w.write("report.html", func(f io.Writer) error {
		evidence := counts.NewSample()
		for _, dir := range dirs {
			if err := evidence.Read(dir); err != nil {
				return err
			}
		}
		return report.Report(f, results, figures, evidence.Occurrences(), report.About{
			Corpus: m.corpus(), Manifest: m.Hash, Articles: m.Articles, Excluded: m.Excluded,
		})
	})
	if w.err != nil {
		return w.err
	}
	return m.finish(w.dir, w.written)
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
func (w *folder) charts(ctx context.Context, p *Plan, r *stats.Results) []report.Figure {
	var asked []charts.Chart
	for _, name := range p.Config.Charts {
		asked = append(asked, charts.All[slices.IndexFunc(charts.All, func(c charts.Chart) bool { return c.Name == name })])
	}
	return w.draw(ctx, p.Config.workers(), r, asked...)
}

// draw renders figures on several cores, since that takes longer than all the statistics, and writes them in
// their order.
func (w *folder) draw(ctx context.Context, workers int, r *stats.Results, asked ...charts.Chart) (shown []report.Figure) {
	if w.err != nil {
		return nil
	}
	var figures []charts.Figure
	for _, chart := range asked {
		drawn, err := chart.Figures(r)
		if err != nil {
			w.err = fmt.Errorf("chart %s: %w", chart.Name, err)
			return nil
		}
		figures = append(figures, drawn...)
	}
	rendered := make([][]byte, len(figures)*len(charts.Formats))
	at := func(i int) (charts.Figure, string) {
		return figures[i/len(charts.Formats)], charts.Formats[i%len(charts.Formats)]
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i := range rendered {
		group.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			f, format := at(i)
			rendered[i], err = charts.Render(f, format)
			return err
		})
	}
	w.err = group.Wait()
	for i, data := range rendered {
		f, format := at(i)
		w.write("charts/"+f.Name+"."+format, func(out io.Writer) error {
			_, err := out.Write(data)
			return err
		})
		if format == "svg" {
			shown = append(shown, report.Figure{Name: f.Name, Title: f.Title, SVG: data})
		}
	}
	return shown
}
