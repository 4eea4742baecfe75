package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"

	"parallax/stats"
)

// WriteRegressions writes regressions.csv: each term of each regression, in the order of its formula. The
// reference level of a column is a row without an estimate. What is not known is empty; warnings are codes,
// joined by "; ".
func WriteRegressions(w io.Writer, coefficients []stats.Coefficient) error {
	sorted := slices.Clone(coefficients)
	slices.SortStableFunc(sorted, func(a, b stats.Coefficient) int {
		return cmp.Or(cmp.Compare(a.Regression, b.Regression), cmp.Compare(a.Voice, b.Voice))
	})
	header := []string{"regression", "measure", "voice", "term", "estimate", "lo", "hi", "ratio", "ratio_lo", "ratio_hi", "p",
		"confidence", "dispersion", "articles", "clusters", "warnings"}
	return writeCSV(w, header, sorted, func(c stats.Coefficient) []string {
		return []string{c.Regression, c.Measure, c.Voice, c.Term, known(c.Estimate), known(c.Lo), known(c.Hi),
			known(c.Ratio), known(c.RatioLo), known(c.RatioHi), known(c.P), number(c.Confidence), known(c.Dispersion),
			strconv.Itoa(c.Articles), strconv.Itoa(c.Clusters), codes(c.Warnings)}
	})
}
