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
			c.Method, strconv.Itoa(c.ArticlesA), strconv.Itoa(c.ArticlesB), strconv.Itoa(c.Stories), codes(c.Warnings)}
	})
}

// Comparison lists how outlets a and b differ, on all measures of some results or on those named, in two tables:
// values and differences, then what the difference is made of.
func Comparison(w io.Writer, r *stats.Results, contrasts []stats.Contrast) error {
	if len(contrasts) == 0 {
		return nil
	}
	a, b := contrasts[0].A, contrasts[0].B
	percent := strconv.Itoa(int(r.Confidence*100+.5)) + " %"
	values := Listing{
		Title:   fmt.Sprintf("%s and %s", a, b),
		Columns: []string{"measure", "voice", a, b, "difference", "p", "adjusted"},
		Text:    2,
	}
	parts := Listing{
		Columns: []string{"measure", "voice", "within " + r.Within, "adjusted p", "selection", r.Within, "ratio", "Cliff's delta"},
		Text:    2,
	}
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
		ratio, delta := of[stats.RatioOfValues], of[stats.CliffsDelta]
		parts.Rows = append(parts.Rows, []string{
			within.Measure + doubts.marks(within.Warnings), within.Voice, shown(within), PValue(within.AdjustedP), shown(selection), strconv.Itoa(within.Stories),
			Interval(ratio.Value, ratio.Lo, ratio.Hi, 2), Interval(delta.Value, delta.Lo, delta.Hi, 2),
		})
	}
	values.Notes = []string{
		fmt.Sprintf("Values and differences with %s intervals over articles, not words; n: articles. p: permutation of articles' labels; adjusted over all pairs and measures of the corpus (Benjamini-Hochberg), or in a declared family (max-T).", percent),
	}
	parts.Notes = append([]string{
		fmt.Sprintf("difference = within %s (how the same is worded) + selection (which %s are covered). Cliff's delta: how much more often an article of %s is above one of %s than below.", r.Within, r.Within, a, b),
	}, doubts.lines()...)
	if err := values.Write(w); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return parts.Write(w)
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
	for _, number := range n.cite(ws) {
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
