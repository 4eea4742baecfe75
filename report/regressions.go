package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

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

type shownRegression struct {
	Name, Doc, Model, Kind string
	Fits                   []shownFit
	Notes                  []note
}

// A shownFit is a regression in one voice.
type shownFit struct {
	Voice              string
	Articles, Clusters int
	Terms              []shownTerm
}

type shownTerm struct {
	Term, Ratio, Interval, P string
	Notes                    []int
}

func showRegression(g stats.Regression, all []stats.Coefficient) shownRegression {
	shown := shownRegression{Name: g.Name, Doc: g.Doc, Model: g.Measure.Name + " ~ " + strings.Join(g.Formula, " + ")}
	shown.Kind = "Logistic regression: ratios of odds. The intercept is the odds at the reference levels."
	if g.Measure.Unit == stats.PerThousand {
		shown.Kind = "Poisson regression: ratios of rates. The intercept is the rate for each 1,000 at the reference levels."
	}
	var doubts notes
	for _, c := range all {
		if c.Regression != g.Name {
			continue
		}
		if n := len(shown.Fits); n == 0 || shown.Fits[n-1].Voice != c.Voice {
			shown.Fits = append(shown.Fits, shownFit{Voice: c.Voice, Articles: c.Articles, Clusters: c.Clusters})
		}
		t := shownTerm{Term: c.Term, Ratio: ratioText(c.Ratio), Interval: "none", P: probability(c.P), Notes: doubts.cite(c.Warnings)}
		switch {
		case slices.Contains(c.Warnings, stats.ReferenceLevel):
			t.Ratio, t.Interval = "1", "reference"
		case c.RatioLo != nil:
			t.Interval = ratioText(c.RatioLo) + " to " + ratioText(c.RatioHi)
		}
		f := &shown.Fits[len(shown.Fits)-1]
		f.Terms = append(f.Terms, t)
	}
	shown.Notes = doubts
	return shown
}

// ratioText is a ratio to three digits, since that of a rare word may be as far below 1 as above.
func ratioText(x *float64) string {
	if x == nil {
		return "–"
	}
	return strconv.FormatFloat(*x, 'g', 3, 64)
}
