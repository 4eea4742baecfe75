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

// none is the block, or the story, of an article that is in none.
const none = -1

// of numbers the blocks of a table by name, and gives each article its own, or none.
func (b blocks) of(t *counts.Table) []int {
	numbers := slices.Repeat([]int{none}, t.Len())
	if b == WithinNothing {
		return numbers
	}
	values := columnValues(t, string(b))
	names := slices.Compact(slices.Sorted(slices.Values(values)))
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	for i, v := range values {
		if n, ok := slices.BinarySearch(names, v); ok {
			numbers[i] = n
		}
	}
	return numbers
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
	within, shared := opts.blocks(), share(a.block, b.block)
	c.Stories = shared.n
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

// A sharing numbers the blocks that two outlets both cover, in their order.
type sharing struct {
	n  int
	at []int // by block: its number, or none
}

func share(a, b []int) (s sharing) {
	for _, block := range a {
		for block >= len(s.at) {
			s.at = append(s.at, none)
		}
		if block != none {
			s.at[block] = 0
		}
	}
	both := make([]bool, len(s.at))
	for _, block := range b {
		if block != none && block < len(s.at) && s.at[block] == 0 {
			both[block] = true
		}
	}
	for block, shared := range both {
		if s.at[block] = none; shared {
			s.at[block] = s.n
			s.n++
		}
	}
	return s
}

// of is the number of a block, none if it is not shared.
func (s sharing) of(block int) int {
	if block == none || block >= len(s.at) {
		return none
	}
	return s.at[block]
}

// strata divides the articles' ratios by block, if at least so many are shared.
func strata(a, b sample, shared sharing, least int) []stratum {
	va, vb := fixed(a, b)
	if shared.n < least {
		return []stratum{{va, vb}}
	}
	out := make([]stratum, shared.n)
	ofA, ofB := shared.divide(a.block, va), shared.divide(b.block, vb)
	for i := range out {
		out[i] = stratum{ofA[i], ofB[i]}
	}
	return out
}

// divide gives each shared block the values of its articles.
func (s sharing) divide(blocks []int, values []int64) [][]int64 {
	sizes := make([]int, s.n)
	for _, block := range blocks {
		if i := s.of(block); i != none {
			sizes[i]++
		}
	}
	out, room := make([][]int64, s.n), make([]int64, len(values))
	for i, size := range sizes {
		out[i], room = room[:0:size], room[size:]
	}
	for d, block := range blocks {
		if i := s.of(block); i != none {
			out[i] = append(out[i], values[d])
		}
	}
	return out
}
