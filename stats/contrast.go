package stats

import (
	"math"
	"slices"
)

// A Contrast is one way of setting outlet A beside outlet B on a measure in a voice. The differences are of the
// ratios that the estimates show, in the measure's unit, and pooled = within-story + selection.
type Contrast struct {
	A, B, Measure, Voice string
	Kind                 ContrastKind
	Value, Lo, Hi        *float64
	P, PError            *float64 // the error is Monte Carlo's; absent where P is exact
	AdjustedP            *float64 // adjusted as the comparison's in a declared family, else by Benjamini and Hochberg over the kind
	Method               string   // how P came about
	Adjustment           string   // how AdjustedP did: [MaxT] or [BenjaminiHochberg]
	ArticlesA, ArticlesB int
	Stories              int // that both outlets cover
	Warnings             []Warning
}

// A ContrastKind says what a contrast is of.
type ContrastKind string

const (
	// PooledDifference is A minus B over all articles: which stories an outlet chose is part of it.
	PooledDifference ContrastKind = "pooled"
	// WithinStory is A minus B with the story held fixed: presentation, how an outlet words what others cover too.
	WithinStory ContrastKind = "within-story"
	// SelectionOfStories is the pooled difference minus that within stories: what comes of covering other stories.
	SelectionOfStories ContrastKind = "selection"
	// RatioOfValues is A's value over B's.
	RatioOfValues ContrastKind = "ratio"
	// StoryOddsRatio is the odds of a share in A over those in B, within stories (Mantel & Haenszel 1959).
	StoryOddsRatio ContrastKind = "story-odds-ratio"
	// CliffsDelta is the probability that an article of A has a higher ratio than one of B, less that of the reverse.
	CliffsDelta ContrastKind = "cliffs-delta"
	// HedgesG is the difference of the articles' mean ratios in standard deviations.
	HedgesG ContrastKind = "hedges-g"
)

// ContrastKinds are all kinds, in the order in which they are listed.
var ContrastKinds = []ContrastKind{PooledDifference, WithinStory, SelectionOfStories, RatioOfValues, StoryOddsRatio, CliffsDelta, HedgesG}

// storiesForContrast is from how many stories on a standard error clustered by story can be relied upon.
const storiesForContrast = 10

// contrasts sets all pairs of outlets beside each other on one series. comparisons are the series' own, by pair.
//
// Within stories, outlets' effects are those of weighted least squares with a fixed effect for each story
// ([fixedEffects]); an article weighs as much as it has of what the measure divides by. So the pooled
// difference is that of the ratios of sums, and what is left between the two is selection: Kitagawa's (1955)
// and Oaxaca's (1973) decomposition with stories as the composition. An outlet pair that shares no story may
// still be connected through others.
func contrasts(se *series, outlets []string, samples []sample, comparisons []Comparison, opts Options) (out []Contrast) {
	fixed := newStoryModel(samples)
	sums, ratios, sorted := make([]summary, len(samples)), make([][]float64, len(samples)), make([][]float64, len(samples))
	for o, s := range samples {
		sums[o], ratios[o] = summarise(s), s.ratios()
		sorted[o] = slices.Sorted(slices.Values(ratios[o]))
	}
	for a := range outlets {
		for b := a + 1; b < len(outlets); b++ {
			pair := contrastPair{
				series: se, samples: [2]sample{samples[a], samples[b]}, sums: [2]summary{sums[a], sums[b]},
				ratios: [2][]float64{ratios[a], ratios[b]}, sorted: [2][]float64{sorted[a], sorted[b]},
				comparison: comparisons[0], opts: opts,
			}
			comparisons = comparisons[1:]
			out = append(out, pair.pooled())
			out = append(out, pair.stories(fixed, a, b)...)
			out = append(out, pair.ratio(), pair.odds(), pair.delta(), pair.hedges())
			for i := range out[len(out)-len(ContrastKinds):] {
				out[len(out)-1-i].bound()
			}
		}
	}
	return out
}

// bound takes away an interval that has no finite end.
func (c *Contrast) bound() {
	if c.Lo != nil && !(finite(*c.Lo) && finite(*c.Hi)) {
		c.Lo, c.Hi = nil, nil
		c.Warnings = inOrder(append(c.Warnings, UnboundedInterval)...)
	}
}

type contrastPair struct {
	series     *series
	samples    [2]sample
	sums       [2]summary
	ratios     [2][]float64 // of the articles
	sorted     [2][]float64
	comparison Comparison
	opts       Options
}

func (p contrastPair) contrast(kind ContrastKind) Contrast {
	c := p.comparison
	return Contrast{
		A: c.A, B: c.B, Measure: c.Measure, Voice: c.Voice, Kind: kind,
		ArticlesA: c.ArticlesA, ArticlesB: c.ArticlesB, Stories: c.Stories,
		Warnings: slices.DeleteFunc(slices.Clone(c.Warnings), func(w Warning) bool { return w == LargeFamily || w == FewSharedStories || w == UnboundedInterval }),
	}
}

// declared is the adjusted p of a comparison that a family declares; no other adjustment concerns that.
func (p contrastPair) declared() *float64 {
	if p.comparison.Adjustment == MaxT {
		return p.comparison.AdjustedP
	}
	return nil
}

// pooled is the comparison itself, with a test over all articles where the comparison's is within stories.
func (p contrastPair) pooled() Contrast {
	c := p.contrast(PooledDifference)
	c.Value, c.Lo, c.Hi = p.comparison.Difference, p.comparison.Lo, p.comparison.Hi
	c.P, c.PError, c.AdjustedP, c.Method = p.comparison.P, p.comparison.PError, p.declared(), p.comparison.Method
	if c.Lo == nil && slices.Contains(p.comparison.Warnings, UnboundedInterval) {
		c.Warnings = inOrder(append(c.Warnings, UnboundedInterval)...)
	}
	if within := p.opts.blocks(); c.P != nil && c.Stories >= within.least() {
		all := permutationTest(strata(p.samples[0], p.samples[1], sharing{}, 1), stream(p.opts.Seed, c.Measure, c.Voice, c.A, c.B, string(PooledDifference)))
		c.P, c.PError, c.AdjustedP, c.Method = ptr(all.p), nil, nil, within.method(all, 0)
		if all.draws > 0 {
			c.PError = ptr(all.error())
		}
	}
	return c
}

// stories are the contrasts within stories and of their selection.
func (p contrastPair) stories(m *storyModel, a, b int) []Contrast {
	within, selection := p.contrast(WithinStory), p.contrast(SelectionOfStories)
	warn := func(w Warning) {
		within.Warnings = inOrder(append(within.Warnings, w)...)
		selection.Warnings = inOrder(append(selection.Warnings, w)...)
	}
	effect, connected := m.effects.contrast(a, b)
	switch {
	case p.comparison.Difference == nil || slices.Contains(p.comparison.Warnings, OutsideScale):
		return []Contrast{within, selection}
	case !connected:
		warn(UnconnectedOutlets)
		return []Contrast{within, selection}
	}
	factor := p.series.scale.factor()
	within.Value = ptr(effect.difference * factor)
	selection.Value = ptr(*p.comparison.Difference - *within.Value)
	if p.comparison.P != nil && within.Stories >= p.opts.blocks().least() {
		within.P, within.PError, within.AdjustedP, within.Method = p.comparison.P, p.comparison.PError, p.declared(), p.comparison.Method
	}
	if effect.se == 0 || min(within.ArticlesA, within.ArticlesB) < ArticlesForInterval {
		warn(NoStoryInterval)
		return []Contrast{within, selection}
	}
	if effect.stories < storiesForContrast {
		warn(FewStories)
	}
	t := studentQuantile(effect.stories, p.opts.Confidence)
	bound := func(c *Contrast, se float64) {
		c.Lo, c.Hi = ptr(*c.Value-t*se*factor), ptr(*c.Value+t*se*factor)
	}
	bound(&within, effect.se)
	bound(&selection, m.selectionError(a, b))
	return []Contrast{within, selection}
}

func (p contrastPair) ratio() Contrast {
	c := p.contrast(RatioOfValues)
	if !slices.Contains(c.Warnings, OutsideScale) {
		c.Value, c.Lo, c.Hi = ratioInterval(p.sums[0], p.sums[1], p.opts.Confidence)
	}
	return c
}

func (p contrastPair) odds() Contrast {
	c := p.contrast(StoryOddsRatio)
	if p.series.measure.Unit == Share && !slices.Contains(c.Warnings, OutsideScale) {
		c.Value, c.Lo, c.Hi = storyOdds(p.samples[0], p.samples[1], p.opts.Confidence)
	}
	return c
}

func (p contrastPair) hedges() Contrast {
	c := p.contrast(HedgesG)
	c.Value, c.Lo, c.Hi = hedgesG(p.ratios[0], p.ratios[1], p.opts.Confidence)
	return c
}

func (p contrastPair) delta() Contrast {
	c := p.contrast(CliffsDelta)
	x, y := p.sorted[0], p.sorted[1]
	c.Value, c.Lo, c.Hi = cliffsDelta(x, y, p.opts.Confidence)
	if min(c.ArticlesA, c.ArticlesB) < ArticlesForInterval {
		c.Lo, c.Hi = nil, nil
	}
	if p.comparison.P != nil {
		_, rank, exact := mannWhitney(x, y)
		c.P, c.Method = rank, "rank sums, normal"
		if exact {
			c.Method = "rank sums, exact"
		}
	}
	return c
}

// ratios are the articles' own.
func (s sample) ratios() []float64 {
	out := make([]float64, s.size())
	for d := range out {
		out[d] = float64(s.num[d]) / float64(s.den[d])
	}
	return out
}

// A storyModel is the samples of all outlets on one series with stories held fixed.
type storyModel struct {
	y, w          []float64
	outlet, story []int
	stories       int
	effects       *withinStory
	weight        []float64 // by outlet
}

func newStoryModel(samples []sample) *storyModel {
	m := &storyModel{weight: make([]float64, len(samples))}
	ids := map[int]int{}
	for o, s := range samples {
		for d, y := range s.ratios() {
			id, known := ids[s.block[d]]
			switch {
			case s.block[d] == none:
				id = none
			case !known:
				id = len(ids)
				ids[s.block[d]] = id
			}
			m.y, m.w = append(m.y, y), append(m.w, float64(s.den[d]))
			m.outlet, m.story = append(m.outlet, o), append(m.story, id)
			m.weight[o] += float64(s.den[d])
		}
	}
	m.stories = len(ids)
	m.effects = fixedEffects(m.y, m.w, m.outlet, m.story, len(samples))
	return m
}

// selectionError is the standard error of the pooled difference minus that within stories. Both are linear in
// the residuals of clusters, stories or single articles without one; so their difference is, and its variance
// is G/(G−1)·Σ_g (pooled influence − within influence)².
func (m *storyModel) selectionError(a, b int) float64 {
	influence := m.effects.influence(a, b, m.stories)
	for i, o := range m.outlet {
		if o != a && o != b {
			continue
		}
		off := m.w[i] * (m.y[i] - m.effects.mean[o]) / m.weight[o]
		if o == b {
			off = -off
		}
		if s := m.story[i]; s >= 0 {
			influence[s] -= off
		} else {
			influence = append(influence, off)
		}
	}
	var squares float64
	clusters := 0
	for _, v := range influence {
		if v != 0 {
			squares += float64(v * v)
			clusters++
		}
	}
	if clusters < 2 {
		return 0
	}
	return math.Sqrt(squares * float64(clusters) / float64(clusters-1))
}

// adjustContrasts sets the adjusted p of all contrasts of a kind together, but for those of declared families.
func adjustContrasts(cs []Contrast) {
	for i := range cs {
		if cs[i].AdjustedP != nil {
			cs[i].Adjustment = MaxT
		}
	}
	for _, kind := range ContrastKinds {
		var at []int
		var ps []*float64
		for i, c := range cs {
			if c.Kind == kind && c.AdjustedP == nil {
				at, ps = append(at, i), append(ps, c.P)
			}
		}
		for j, p := range adjustBH(ps) {
			cs[at[j]].AdjustedP = p
			if p != nil {
				cs[at[j]].Adjustment = BenjaminiHochberg
			}
		}
	}
}

// Between returns the contrasts of outlet a with outlet b, as a minus b and a over b.
func Between(all []Contrast, a, b string) (between []Contrast) {
	for _, c := range all {
		switch {
		case c.A == a && c.B == b:
			between = append(between, c)
		case c.A == b && c.B == a:
			between = append(between, c.reversed())
		}
	}
	return between
}

// reversed is the contrast of B with A.
func (c Contrast) reversed() Contrast {
	ratio := c.Kind == RatioOfValues || c.Kind == StoryOddsRatio
	turn := func(v *float64) *float64 {
		switch {
		case v == nil:
			return nil
		case ratio:
			return ptr(1 / *v)
		}
		return ptr(0 - *v) // never −0
	}
	c.A, c.B, c.ArticlesA, c.ArticlesB = c.B, c.A, c.ArticlesB, c.ArticlesA
	if ratio && c.Value != nil && *c.Value == 0 {
		c.Value = nil // no ratio to a value of 0
	}
	c.Value, c.Lo, c.Hi = turn(c.Value), turn(c.Hi), turn(c.Lo)
	return c
}
