package stats

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"parallax/counts"
)

// Options of an analysis.
type Options struct {
	Confidence float64   // of every interval, between 0 and 1: 0.95
	Seed       uint64    // of every random draw
	Workers    int       // processor cores to use, 0 for all; shows in no result
	Interval   Bootstrap // of estimates, by default by the jackknife
	Resamples  int       // of every bootstrap interval, 0 for 10,000
	Families   []Family  // of measures that were declared in advance; the others explore
	Within     string    // what comparisons hold fixed: [WithinStories], the default, or another, or a column of the corpus
	Shrinkage  Shrinkage // how estimates are shrunken, by default by random effects
}

// Analyze turns a count table into estimates for each outlet × measure × voice, comparisons of all pairs of
// outlets, profiles of the concepts that occur, and each article's part in every measure. Measures keep the
// order given, then voices; outlets go by name. Equal tables give equal results, in whatever order their
// articles were added.
//
// It fails if a measure or an option is faulty (all faults at once), if an article is in the table twice, and
// if the context is done.
func Analyze(ctx context.Context, t *counts.Table, measures []Measure, concepts []Concept, opts Options) (*Results, []Score, error) {
	concepts = occurring(concepts, t.Features())
	a, err := newAnalysis(ctx, t, measures, variantMeasures(concepts), opts)
	if err != nil {
		return nil, nil, err
	}
	asked := a.asked
	comparisons, err := a.compare(ctx, asked)
	if err != nil {
		return nil, nil, err
	}
	rankings, err := a.rankings(ctx, asked, comparisons)
	if err != nil {
		return nil, nil, err
	}
	contrasts, err := a.contrasts(ctx, comparisons, asked)
	if err != nil {
		return nil, nil, err
	}
	return &Results{
		Measures: slices.Clone(measures), Outlets: a.outlets, Within: opts.blocks().plural(), Confidence: opts.Confidence, Seed: opts.Seed,
		Estimates: slices.Concat(a.estimates[:asked]...), Comparisons: comparisons, Contrasts: contrasts, Rankings: rankings,
		Profiles: a.profiles(concepts, asked),
	}, scores(t, a.order, a.series[:asked]), nil
}

// Estimates is the first part of [Analyze]: the estimates alone, by measure, voice and outlet.
func Estimates(ctx context.Context, t *counts.Table, measures []Measure, opts Options) ([]Estimate, error) {
	a, err := newAnalysis(ctx, t, measures, nil, opts)
	if err != nil {
		return nil, err
	}
	return slices.Concat(a.estimates...), nil
}

// newAnalysis checks what is asked and estimates each series of the measures and, behind them, of further ones.
func newAnalysis(ctx context.Context, t *counts.Table, measures, further []Measure, opts Options) (*analysis, error) {
	order, err := begin(t, measures, &opts)
	if err != nil {
		return nil, err
	}
	asked := newSeries(measures)
	all := slices.Concat(asked, newSeries(further))
	if err := evaluate(t, order, all); err != nil {
		return nil, err
	}
	a := &analysis{table: t, order: order, series: all, asked: len(asked), outlets: outlets(t), opts: opts}
	if err := a.estimate(ctx); err != nil {
		return nil, err
	}
	if opts.Interval == NoBootstrap {
		return a, nil
	}
	return a, a.bootstrap(ctx)
}

// begin checks what is asked of a table and takes all processor cores where no number is given. It returns the articles by ID.
func begin(t *counts.Table, measures []Measure, opts *Options) (order []int, err error) {
	if err := check(measures, *opts); err != nil {
		return nil, err
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	return byArticle(t)
}

func check(measures []Measure, opts Options) error {
	var faults []error
	if err := checkConfidence(opts.Confidence); err != nil {
		faults = append(faults, err)
	}
	if !slices.Contains(Bootstraps, opts.Interval) {
		faults = append(faults, fmt.Errorf("interval: %q is none of %q", opts.Interval, Bootstraps))
	}
	if opts.Resamples != 0 && opts.Resamples < leastResamples {
		faults = append(faults, fmt.Errorf("resamples: %d are too few; take at least %d, or 0 for %d", opts.Resamples, leastResamples, defaultResamples))
	}
	if !slices.Contains(Shrinkages, opts.Shrinkage) {
		faults = append(faults, fmt.Errorf("shrinkage: %q is none of %q", opts.Shrinkage, Shrinkages))
	}
	if err := CheckFamilies(opts.Families, measures); err != nil {
		faults = append(faults, err)
	}
	names := map[string]bool{}
	for _, m := range measures {
		if err := m.Check(); err != nil {
			faults = append(faults, fmt.Errorf("measure %q: %w", m.Name, err))
		}
		if names[m.Name] {
			faults = append(faults, fmt.Errorf("measure %q: the name is taken by an earlier measure", m.Name))
		}
		names[m.Name] = true
	}
	return errors.Join(faults...)
}

func checkConfidence(confidence float64) error {
	if !(confidence > 0 && confidence < 1) {
		return fmt.Errorf("confidence: %v is not between 0 and 1", confidence)
	}
	return nil
}

func occurring(concepts []Concept, features []counts.Feature) (found []Concept) {
	for _, c := range concepts {
		if c, ok := c.found(features); ok {
			found = append(found, c)
		}
	}
	return found
}

func variantMeasures(concepts []Concept) (ms []Measure) {
	for _, c := range concepts {
		ms = append(ms, c.measures()...)
	}
	return ms
}

// outlets lists the outlets of a table by name.
func outlets(t *counts.Table) []string {
	seen := map[string]bool{}
	var names []string
	for i := range t.Len() {
		if o := t.Article(i).Outlet; !seen[o] {
			seen[o] = true
			names = append(names, o)
		}
	}
	slices.Sort(names)
	return names
}

// An analysis holds what the tasks of a run share. Each task writes to a place of its own.
type analysis struct {
	table     *counts.Table
	order     []int // the articles by ID
	series    []series
	asked     int // how many of the series, the first, are of the measures that were asked for
	outlets   []string
	opts      Options
	story     []int        // by article: that it covers
	block     []int        // by article: among whose articles outlets are compared
	samples   [][]sample   // by series and outlet
	estimates [][]Estimate // by series and outlet
}

func (a *analysis) estimate(ctx context.Context) error {
	a.samples = make([][]sample, len(a.series))
	a.estimates = make([][]Estimate, len(a.series))
	at := make(map[string]int, len(a.outlets))
	for i, o := range a.outlets {
		at[o] = i
	}
	a.story, a.block = blocks(WithinStories).of(a.table), a.opts.blocks().of(a.table)
	return a.each(ctx, len(a.series), func(s int) {
		samples := make([]sample, len(a.outlets))
		for _, p := range a.series[s].parts {
			if p.den > 0 {
				outlet := a.table.Article(p.article).Outlet
				samples[at[outlet]].add(p, a.story[p.article], a.block[p.article])
			}
		}
		a.samples[s] = samples
		a.estimates[s] = estimates(&a.series[s], a.outlets, samples, a.opts)
	})
}

func (s *sample) add(p part, story, block int) {
	s.num = append(s.num, p.num)
	s.den = append(s.den, p.den)
	s.story = append(s.story, story)
	s.block = append(s.block, block)
}

// compare compares every pair of outlets on the first n series.
func (a *analysis) compare(ctx context.Context, n int) ([]Comparison, error) {
	var tasks []hypothesis
	for s := range n {
		for i := range a.outlets {
			for j := i + 1; j < len(a.outlets); j++ {
				tasks = append(tasks, hypothesis{s, i, j, len(tasks)})
			}
		}
	}
	out := make([]Comparison, len(tasks))
	words := a.medianWords()
	err := a.each(ctx, len(tasks), func(i int) {
		t := tasks[i]
		es, samples := a.estimates[t.series], a.samples[t.series]
		out[i] = compare(es[t.a], es[t.b], samples[t.a], samples[t.b], a.opts)
		if wa, wb := words[t.a], words[t.b]; out[i].Difference != nil && max(wa, wb) > 2*min(wa, wb) {
			out[i].Warnings = inOrder(append(out[i].Warnings, UnlikeLengths)...)
		}
	})
	if err != nil {
		return nil, err
	}
	return out, a.adjust(ctx, out, tasks)
}

// medianWords is how long a typical article of each outlet is.
func (a *analysis) medianWords() []int64 {
	words := make([][]int64, len(a.outlets))
	for i := range a.table.Len() {
		m := a.table.Article(i)
		o, _ := slices.BinarySearch(a.outlets, m.Outlet)
		words[o] = append(words[o], m.Tokens)
	}
	medians := make([]int64, len(words))
	for o, of := range words {
		slices.Sort(of)
		medians[o] = of[len(of)/2]
	}
	return medians
}

// contrasts are those of the first n series, whose comparisons these are.
func (a *analysis) contrasts(ctx context.Context, comparisons []Comparison, n int) ([]Contrast, error) {
	pairs := len(a.outlets) * (len(a.outlets) - 1) / 2
	of := make([][]Contrast, n)
	err := a.each(ctx, n, func(s int) {
		of[s] = contrasts(&a.series[s], a.outlets, a.samples[s], comparisons[s*pairs:(s+1)*pairs], a.opts)
	})
	all := slices.Concat(of...)
	adjustContrasts(all)
	return all, err
}

// profiles gathers those of each concept from its variants' series, which begin at from.
func (a *analysis) profiles(concepts []Concept, from int) (out []Profile) {
	for _, c := range concepts {
		var byVariant [][]Estimate
		for range c.Variants {
			byVariant = append(byVariant, slices.Concat(a.estimates[from:from+counts.Voices]...))
			from += counts.Voices
		}
		out = append(out, c.profiles(a.outlets, byVariant)...)
	}
	return out
}

// each does n independent tasks on all workers.
func (a *analysis) each(ctx context.Context, n int, do func(i int)) error {
	var g errgroup.Group
	g.SetLimit(a.opts.Workers)
	for i := range n {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			do(i)
			return nil
		})
	}
	return g.Wait()
}
