package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"
)

// WriteContrasts writes contrasts.csv: each pair of outlets on each measure in several ways, a row for each.
func WriteContrasts(w io.Writer, contrasts []stats.Contrast) error {
	sorted := slices.Clone(contrasts)
	order := func(c stats.Contrast) int { return slices.Index(stats.ContrastKinds, c.Kind) }
	slices.SortFunc(sorted, func(a, b stats.Contrast) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Voice, b.Voice),
			cmp.Compare(order(a), order(b)))
	})
	header := []string{"a", "b", "measure", "voice", "contrast", "value", "lo", "hi", "p", "p_error", "p_adjusted", "method", "articles_a", "articles_b", "stories", "warnings"}
	return writeCSV(w, header, sorted, func(c stats.Contrast) []string {
		return []string{c.A, c.B, c.Measure, c.Voice, string(c.Kind), known(c.Value), known(c.Lo), known(c.Hi), known(c.P), known(c.PError), known(c.AdjustedP),
			adjusted(c), strconv.Itoa(c.ArticlesA), strconv.Itoa(c.ArticlesB), strconv.Itoa(c.Stories), codes(c.Warnings)}
	})
}

// adjusted says how the p of a contrast came about, and how it was adjusted.
func adjusted(c stats.Contrast) string {
	if c.Adjustment == "" {
		return c.Method
	}
	return c.Method + "; " + c.Adjustment
}

// Comparison lists how outlets a and b differ, on all measures of some results or on those named, in two tables:
// values and differences, then what the difference is made of.
func Comparison(w io.Writer, r *stats.Results, contrasts []stats.Contrast) error {
	if len(contrasts) == 0 {
		return nil
	}
	a, b := contrasts[0].A, contrasts[0].B
	percent := strconv.FormatFloat(100*r.Confidence, 'g', 4, 64)
	values := Listing{
		Title:   fmt.Sprintf("%s and %s", a, b),
		Columns: []string{"measure", "voice", a, b, "difference", "p", "adjusted"},
		Text:    2,
	}
	parts := Listing{Columns: []string{"measure", "voice", "within " + r.Within, "adjusted p", "selection", r.Within}, Text: 2}
	sizes := Listing{Columns: []string{"measure", "voice", "ratio", "Cliff's delta"}, Text: 2}
	var doubts notes
	for len(contrasts) >= len(stats.ContrastKinds) {
		of := map[stats.ContrastKind]stats.Contrast{}
		for _, c := range contrasts[:len(stats.ContrastKinds)] {
			of[c.Kind] = c
		}
		contrasts = contrasts[len(stats.ContrastKinds):]
		pooled, within, selection := of[stats.PooledDifference], of[stats.WithinStory], of[stats.SelectionOfStories]
		decimals := decimalsOf(r, pooled.Measure)
		shown := func(c stats.Contrast) string { return Interval(c.Value, c.Lo, c.Hi, decimals) }
		values.Rows = append(values.Rows, []string{
			pooled.Measure + doubts.marks(pooled.Warnings), pooled.Voice,
			estimateOf(r, a, pooled, decimals), estimateOf(r, b, pooled, decimals), shown(pooled), PValue(pooled.P), PValue(pooled.AdjustedP),
		})
		parts.Rows = append(parts.Rows, []string{
			within.Measure + doubts.marks(within.Warnings), within.Voice, shown(within), PValue(within.AdjustedP), shown(selection), strconv.Itoa(within.Stories),
		})
		ratio, delta := of[stats.RatioOfValues], of[stats.CliffsDelta]
		sizes.Rows = append(sizes.Rows, []string{
			ratio.Measure + doubts.marks(ratio.Warnings), ratio.Voice, Interval(ratio.Value, ratio.Lo, ratio.Hi, 2), Interval(delta.Value, delta.Lo, delta.Hi, 2),
		})
	}
	values.Notes = []string{
		fmt.Sprintf("difference: %s less %s. %s %% intervals are over articles (stories, where they are known), not words; n: articles. Shares run from 0 to 1, rates are per 1,000, means on the scale of their levels.", a, b, percent),
		"p: permutation of the outlets of articles. It compares means of the articles' own ratios, the difference ratios of sums over all articles, so the two can disagree. " +
			"adjusted: over all pairs and measures of the corpus (Benjamini-Hochberg), or in a declared family (max-T).",
	}
	parts.Notes = []string{
		fmt.Sprintf("difference = within %s (%s) + selection (which %s are covered). p: permutation within shared %s; where those are too few (under 5 stories or weeks, under 2 of others) nothing is tested within them.", r.Within, heldFixed(r.Within), r.Within, r.Within),
	}
	sizes.Notes = append([]string{
		fmt.Sprintf("ratio: %s over %s. Cliff's delta: how much more often an article of %s is above one of %s than below, from -1 to 1.", a, b, a, b),
	}, doubts.lines()...)
	return writeListings(w, values, parts, sizes)
}

// heldFixed says what a difference within stories, or weeks or others in their stead, is of.
func heldFixed(blocks string) string {
	if blocks == "stories" {
		return "how the same story is worded"
	}
	return "with the " + blocks + " held fixed"
}

// estimateOf is an outlet's own value with its interval and number of articles.
func estimateOf(r *stats.Results, outlet string, c stats.Contrast, decimals int) string {
	for _, e := range r.Estimates {
		if e.Outlet == outlet && e.Measure == c.Measure && e.Voice == c.Voice {
			return fmt.Sprintf("%s n %d", Interval(e.Value, e.Lo, e.Hi, decimals), e.Articles)
		}
	}
	return "–"
}

// decimalsOf is how many decimals a measure's values are worth in a listing.
func decimalsOf(r *stats.Results, measure string) int {
	for _, m := range r.Measures {
		if m.Name == measure && m.Unit == stats.Share {
			return 3
		}
	}
	return 2
}

// marks are the numbers of some doubts in a listing, " (1,3)", or nothing.
func (n *notes) marks(ws []stats.Warning) string {
	var numbers []string
	for _, number := range slices.Sorted(slices.Values(n.cite(ws))) {
		numbers = append(numbers, strconv.Itoa(number))
	}
	if numbers == nil {
		return ""
	}
	return " (" + strings.Join(numbers, ",") + ")"
}

// lines are the notes below a listing.
func (n notes) lines() (lines []string) {
	for _, note := range n {
		lines = append(lines, fmt.Sprintf("(%d) %s", note.Number, note.Text))
	}
	return lines
}
