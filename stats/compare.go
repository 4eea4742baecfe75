package stats

import (
	"fmt"
	"slices"

	"parallax/counts"
)

// What stands still while the outlets' labels change places, beside the columns that a corpus has of its own.
const (
	WithinStories = "story" // the default
	WithinWeeks   = "week"
	WithinMonths  = "month"
	WithinNothing = "none"
)

// blocks are articles among which outlets are compared: of one story, of one week, of one value of a column.
type blocks string

func (o Options) blocks() blocks {
	if o.Within == "" {
		return WithinStories
	}
	return blocks(o.Within)
}

// least is how many blocks two outlets must both cover before they are compared within them: stories and weeks hold
// few articles each, months and the values of a column many.
func (b blocks) least() int {
	if b == WithinStories || b == WithinWeeks {
		return 5
	}
	return 2
}

// plural names the blocks.
func (b blocks) plural() string {
	switch b {
	case WithinStories, WithinNothing:
		return "stories"
	case WithinWeeks, WithinMonths:
		return string(b) + "s"
	}
	return "values of " + string(b)
}

// of gives each article of a table its block, "" where it is in none.
func (b blocks) of(t *counts.Table) []string {
	if b == WithinNothing {
		return make([]string, t.Len())
	}
	return columnValues(t, string(b))
}

// compare sets outlet a beside outlet b on one series.
//
// The difference is that of the two ratios of sums which the estimates show, with an interval from theirs
// by [mover], for every unit: it keeps their asymmetry and holds where one count is zero, as t on standard
// errors does not.
//
// The test is of articles' own ratios (each article counts once), by [permutationTest]. Under the null
// hypothesis that the outlets treat a story alike these are as good as exchangeable, whereas sums over
// articles are not once one outlet's are longer: their variance grows with length. It is made within the
// stories that both cover, where there are at least five, so that a difference in which stories an outlet
// chooses does not pass for one in how it tells them; stories that one outlet alone has contribute nothing.
// Weeks, months or a column of the articles may stand in for stories.
func compare(ea, eb Estimate, a, b sample, opts Options) Comparison {
	c := Comparison{
		A: ea.Outlet, B: eb.Outlet, Measure: ea.Measure, Voice: ea.Voice, ArticlesA: ea.Articles, ArticlesB: eb.Articles,
		Warnings: slices.DeleteFunc(slices.Concat(ea.Warnings, eb.Warnings), func(w Warning) bool { return w == NoTypicalOutlet }),
	}
	if ea.Value != nil && eb.Value != nil {
		c.Difference = ptr(*ea.Value - *eb.Value)
	}
	if ea.Lo != nil && eb.Lo != nil {
		lo, hi := mover(*ea.Value, *ea.Lo, *ea.Hi, *eb.Value, *eb.Lo, *eb.Hi)
		if finite(lo) && finite(hi) {
			c.Lo, c.Hi = ptr(lo), ptr(hi)
		} else {
			c.Warnings = append(c.Warnings, UnboundedInterval)
		}
	}
	within, shared := opts.blocks(), sharedBlocks(a, b)
	c.Stories = len(shared)
	if c.Stories > 0 && c.Stories < within.least() {
		c.Warnings = append(c.Warnings, FewSharedStories)
	}
	c.Warnings = inOrder(c.Warnings...)
	if min(c.ArticlesA, c.ArticlesB) < ArticlesForTest || slices.Contains(c.Warnings, OutsideScale) {
		return c
	}
	test := permutationTest(strata(a, b, shared, within.least()), stream(opts.Seed, c.Measure, c.Voice, c.A, c.B))
	c.P = ptr(test.p)
	c.Method = within.method(test, c.Stories)
	if test.draws > 0 {
		c.PError = ptr(test.error())
	}
	return c
}

// method says how p came about, within n blocks.
func (b blocks) method(test permuted, n int) string {
	how := fmt.Sprintf("%d draws", test.draws)
	switch {
	case test.draws == 0:
		how = "exact"
	case test.draws < draws:
		how = fmt.Sprintf("stopped at %d draws", test.draws)
	}
	switch {
	case n >= b.least():
		return fmt.Sprintf("permutation within %d %s, %s", n, b.plural(), how)
	case n > 0:
		return fmt.Sprintf("permutation, %s (fewer than %d %s shared)", how, b.least(), b.plural())
	}
	return "permutation, " + how
}

// sharedBlocks lists the blocks that both outlets cover, sorted.
func sharedBlocks(a, b sample) (shared []string) {
	covered := make(map[string]bool, len(a.block))
	for _, s := range a.block {
		covered[s] = s != ""
	}
	for _, s := range b.block {
		if covered[s] {
			covered[s] = false
			shared = append(shared, s)
		}
	}
	slices.Sort(shared)
	return shared
}

// strata divides the articles' ratios by block, if at least so many are shared.
func strata(a, b sample, shared []string, least int) []stratum {
	va, vb := fixed(a, b)
	if len(shared) < least {
		return []stratum{{va, vb}}
	}
	at := make(map[string]int, len(shared))
	for i, s := range shared {
		at[s] = i
	}
	out := make([]stratum, len(shared))
	for d, s := range a.block {
		if i, ok := at[s]; ok {
			out[i].a = append(out[i].a, va[d])
		}
	}
	for d, s := range b.block {
		if i, ok := at[s]; ok {
			out[i].b = append(out[i].b, vb[d])
		}
	}
	return out
}
