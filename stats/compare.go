package stats

import (
	"fmt"
	"slices"
)

// sharedStories is how many stories two outlets must both cover before they are compared story by story.
const sharedStories = 5

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
func compare(ea, eb Estimate, a, b sample, seed uint64) Comparison {
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
	shared := stories(a, b)
	c.Stories = len(shared)
	if c.Stories > 0 && c.Stories < sharedStories {
		c.Warnings = append(c.Warnings, FewSharedStories)
	}
	c.Warnings = inOrder(c.Warnings...)
	if min(c.ArticlesA, c.ArticlesB) < ArticlesForTest || slices.Contains(c.Warnings, OutsideScale) {
		return c
	}
	test := permutationTest(strata(a, b, shared), stream(seed, c.Measure, c.Voice, c.A, c.B))
	c.P = ptr(test.p)
	c.Method = method(test, c.Stories)
	if test.draws > 0 {
		c.PError = ptr(test.error())
	}
	return c
}

func method(test permuted, stories int) string {
	how := fmt.Sprintf("%d draws", test.draws)
	switch {
	case test.draws == 0:
		how = "exact"
	case test.draws < draws:
		how = fmt.Sprintf("stopped at %d draws", test.draws)
	}
	switch {
	case stories >= sharedStories:
		return fmt.Sprintf("permutation within %d stories, %s", stories, how)
	case stories > 0:
		return fmt.Sprintf("permutation, %s (fewer than %d shared stories)", how, sharedStories)
	}
	return "permutation, " + how
}

// stories lists the stories that both outlets cover, sorted.
func stories(a, b sample) (shared []string) {
	covered := make(map[string]bool, len(a.story))
	for _, s := range a.story {
		covered[s] = s != ""
	}
	for _, s := range b.story {
		if covered[s] {
			covered[s] = false
			shared = append(shared, s)
		}
	}
	slices.Sort(shared)
	return shared
}

// strata divides the articles' ratios by story, if enough are shared.
func strata(a, b sample, shared []string) []stratum {
	va, vb := fixed(a, b)
	if len(shared) < sharedStories {
		return []stratum{{va, vb}}
	}
	at := make(map[string]int, len(shared))
	for i, s := range shared {
		at[s] = i
	}
	out := make([]stratum, len(shared))
	for d, s := range a.story {
		if i, ok := at[s]; ok {
			out[i].a = append(out[i].a, va[d])
		}
	}
	for d, s := range b.story {
		if i, ok := at[s]; ok {
			out[i].b = append(out[i].b, vb[d])
		}
	}
	return out
}
