package stats

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"parallax/counts"
)

// choices are how the articles of outlets divide their mentions of concepts among the concepts' variants, in one
// voice.
type choices struct {
	of, voice string // what they are choices among, and whose
	concepts  []Concept
	columns   []string // the variants of all concepts, one concept after another
	block     []int    // which concept a column belongs to
	weight    []float64
	outlets   []string
	articles  [][]choice // by outlet: those with a mention, by ID
}

// A choice is what one article mentions.
type choice struct {
	block int // among whose articles outlets are compared, or none
	cells []mention
}

type mention struct {
	column int
	n      float64
}

func choicesIn(t *counts.Table, order []int, concepts []Concept, voice counts.Voice, within blocks) *choices {
	features := t.Features()
	c := &choices{of: ofConcepts(concepts), voice: voice.String(), concepts: occurring(concepts, features), outlets: outlets(t)}
	columnOf := map[counts.Feature]int{}
	for b, concept := range c.concepts {
		for _, v := range concept.Variants {
			for _, f := range features {
				if strings.HasPrefix(string(f), concept.path()+v+"/") {
					columnOf[f] = len(c.columns)
				}
			}
			c.columns = append(c.columns, concept.variant(v, concepts))
			c.block = append(c.block, b)
		}
	}
	at := map[string]int{}
	for i, o := range c.outlets {
		at[o] = i
	}
	c.articles = make([][]choice, len(c.outlets))
	c.weight = make([]float64, len(c.concepts))
	block := within.of(t)
	for _, i := range order {
		a := choice{block: block[i]}
		for cell := range t.Cells(i) {
			column, ok := columnOf[cell.Feature]
			if ok && cell.Voice == voice {
				a.cells = append(a.cells, mention{column, float64(cell.N)})
				c.weight[c.block[column]] += float64(cell.N)
			}
		}
		if o := at[t.Article(i).Outlet]; len(a.cells) > 0 {
			c.articles[o] = append(c.articles[o], a)
		}
	}
	return c
}

func ofConcepts(concepts []Concept) string {
	if len(concepts) == 1 {
		return concepts[0].Lexicon + "/" + concepts[0].Name
	}
	return fmt.Sprintf("%d concepts", len(concepts))
}

// variant is the name of a variant among those of several concepts, no longer than it must be.
func (c Concept) variant(name string, among []Concept) string {
	switch {
	case len(among) == 1:
		return name
	case slices.ContainsFunc(among, func(other Concept) bool { return other.Lexicon != c.Lexicon }):
		return c.Lexicon + "/" + c.Name + "/" + name
	}
	return c.Name + "/" + name
}

// keep leaves the outlets that keep returns true for.
func (c *choices) keep(keep func(o int) bool) (left []string) {
	var names []string
	var articles [][]choice
	for o, name := range c.outlets {
		if keep(o) {
			names, articles = append(names, name), append(articles, c.articles[o])
		} else {
			left = append(left, name)
		}
	}
	c.outlets, c.articles = names, articles
	return left
}

// sum adds up articles into a profile.
func (c *choices) sum(articles []choice) []float64 {
	profile := make([]float64, len(c.columns))
	for _, a := range articles {
		a.addTo(profile)
	}
	return profile
}

// profile is the sum of all articles of an outlet.
func (c *choices) profile(outlet string) []float64 {
	return c.sum(c.articles[slices.Index(c.outlets, outlet)])
}

func (a choice) addTo(profile []float64) {
	for _, m := range a.cells {
		profile[m.column] += m.n
	}
}

// divergence is the Jensen-Shannon divergence of two outlets' profiles: the mean of those of each concept, weighted by
// the concept's share of all mentions in the table. Concepts that one of them does not mention are left out; it is
// false if that leaves none.
func (c *choices) divergence(a, b []float64) (float64, bool) {
	sum, weights := 0.0, 0.0
	p, q := make([]float64, 0, 8), make([]float64, 0, 8)
	for from := 0; from < len(c.block); {
		to := from + len(c.concepts[c.block[from]].Variants)
		p, q = append(p[:0], a[from:to]...), append(q[:0], b[from:to]...)
		if distribution(p) && distribution(q) {
			w := c.weight[c.block[from]]
			sum += w * jensenShannon(p, q)
			weights += w
		}
		from = to
	}
	if weights == 0 {
		return 0, false
	}
	return sum / weights, true
}

// distribution divides counts by their sum, if there are any.
func distribution(p []float64) bool {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		p[i] /= max(sum, 1)
	}
	return sum > 0
}

// shuffles is how often articles are dealt out anew to see what divergence chance alone gives. Only the mean is asked
// for, which needs few.
const shuffles = 500

// chance is the mean divergence of two outlets when their articles are dealt out to them at random: what two outlets of
// these sizes would show if they worded alike. It is about (m − 1)(1/n₁ + 1/n₂)/(8 ln 2) times the design effect, so
// that small outlets stand far out unless it is subtracted.
func (c *choices) chance(a, b int, random *dice) float64 {
	all := slices.Concat(c.articles[a], c.articles[b])
	total := c.sum(all)
	small := min(len(c.articles[a]), len(c.articles[b]))
	part, rest := make([]float64, len(total)), make([]float64, len(total))
	sum, n := 0.0, 0
	for range shuffles {
		clear(part)
		for i := range small {
			j := i + random.below(len(all)-i)
			all[i], all[j] = all[j], all[i]
			all[i].addTo(part)
		}
		for j := range rest {
			rest[j] = total[j] - part[j]
		}
		if d, ok := c.divergence(part, rest); ok {
			sum, n = sum+d, n+1
		}
	}
	return sum / float64(max(n, 1))
}

// resampled are the profiles of an outlet when its articles are drawn anew, with replacement.
func (c *choices) resampled(o int, random *dice) [][]float64 {
	articles := c.articles[o]
	out := make([][]float64, resamples)
	for b := range out {
		out[b] = make([]float64, len(c.columns))
		for range articles {
			articles[random.below(len(articles))].addTo(out[b])
		}
	}
	return out
}

// varies reports whether some article of an outlet divides its mentions otherwise than all together do.
func (c *choices) varies(o int) bool {
	whole := c.sum(c.articles[o])
	return slices.ContainsFunc(c.articles[o], func(a choice) bool {
		d, _ := c.divergence(c.sum([]choice{a}), whole)
		return d > rounding
	})
}

// test asks whether the outlets differ at all, by a permutation analysis of variance of articles. An article stands
// where the roots of its shares put it (Hellinger distance; Legendre & Gallagher 2001), taken from the mean of the
// articles that mention the concept; a concept that it does not mention leaves it at the mean, so that outlets do not
// differ by what they write about.
//
// Labels are exchanged within stories, or what else is held fixed, of articles in those that several outlets cover,
// if that leaves out no outlet and enough are shared; else among all. Outlets with fewer than 5 articles have no part
// in it. It is nil where fewer than two are left or nothing varies.
func (c *choices) test(ctx context.Context, a *analysis) (*Permanova, error) {
	type labelled struct {
		choice
		outlet int
	}
	gather := func(covered func(block int) bool) (all []labelled, outlets []int) {
		for o := range c.outlets {
			var of []labelled
			for _, a := range c.articles[o] {
				if covered(a.block) {
					of = append(of, labelled{a, o})
				}
			}
			if len(of) >= ArticlesForTest {
				all, outlets = append(all, of...), append(outlets, o)
			}
		}
		return all, outlets
	}
	covering := map[int]map[int]bool{}
	all, among := gather(func(int) bool { return true })
	for _, a := range all {
		if covering[a.block] == nil {
			covering[a.block] = map[int]bool{}
		}
		covering[a.block][a.outlet] = true
	}
	within, blockOf := a.opts.blocks(), func(labelled) int { return none }
	how := fmt.Sprintf("permutation, %d draws", draws)
	covered, still := gather(func(block int) bool { return block != none && len(covering[block]) > 1 })
	shared := map[int]bool{}
	for _, a := range covered {
		shared[a.block] = true
	}
	if len(still) == len(among) && len(shared) >= within.least() {
		all, blockOf = covered, func(l labelled) int { return l.block }
		how = fmt.Sprintf("permutation within %d %s, %d draws", len(shared), within.plural(), draws)
	}
	exchanged := map[int][]int{}
	for i, l := range all {
		exchanged[blockOf(l)] = append(exchanged[blockOf(l)], i)
	}
	if len(among) < 2 {
		return nil, nil
	}
	s := grouped{groups: len(among), axes: len(c.columns)}
	var articles []choice
	for _, a := range all {
		articles = append(articles, a.choice)
		s.group = append(s.group, slices.Index(among, a.outlet))
	}
	s.points = c.hellinger(articles)
	f, r2, ok := s.pseudoF()
	if !ok {
		return nil, nil
	}
	var strata [][]int
	for _, at := range exchanged {
		strata = append(strata, at)
	}
	slices.SortFunc(strata, func(x, y []int) int { return x[0] - y[0] })
	p, err := s.permute(ctx, a, strata)
	return &Permanova{F: f, R2: r2, P: p, Outlets: len(among), Articles: len(all), Method: how}, err
}

// hellinger places articles by the roots of their shares within each concept, less the mean of those that mention it.
func (c *choices) hellinger(articles []choice) []location {
	points := make([]location, len(articles))
	means, mentioning := make([]float64, len(c.columns)), make([]float64, len(c.concepts))
	totals := make([]float64, len(c.concepts))
	for i, a := range articles {
		clear(totals)
		for _, m := range a.cells {
			totals[c.block[m.column]] += m.n
		}
		profile := make([]float64, len(c.columns))
		a.addTo(profile)
		for j, n := range profile {
			if total := totals[c.block[j]]; total > 0 {
				points[i] = append(points[i], coordinate{j, math.Sqrt(n / total)})
				means[j] += math.Sqrt(n / total)
			}
		}
		for b, total := range totals {
			if total > 0 {
				mentioning[b]++
			}
		}
	}
	for _, p := range points {
		for k := range p {
			p[k].value -= means[p[k].axis] / mentioning[c.block[p[k].axis]]
		}
	}
	return points
}
