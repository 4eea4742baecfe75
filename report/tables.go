package report

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"parallax/corpus"
	"parallax/stats"
)

// WriteScores writes scores.csv: each article on each measure, as its two whole numbers and their ratio. The
// ratio is in the unit of the measure, as in estimates.csv, and empty where the denominator is 0. A measure
// that is estimated in several voices has a row for each, and its name goes on with the voice: loaded-names:quoted.
func WriteScores(w io.Writer, measures []stats.Measure, scores []stats.Score) error {
	factor, apart := map[string]float64{}, map[string]bool{}
	for _, m := range measures {
		factor[m.Name], apart[m.Name] = factorOf(m.Unit), len(m.Voices) > 1
	}
	measure := func(s stats.Score) string {
		if apart[s.Measure] {
			return s.Measure + ":" + s.Voice
		}
		return s.Measure
	}
	sorted := slices.Clone(scores)
	slices.SortFunc(sorted, func(a, b stats.Score) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(measure(a), measure(b)))
	})
	header := []string{"article", "outlet", "measure", "numerator", "denominator", "value"}
	return writeCSV(w, header, sorted, func(s stats.Score) []string {
		value := ""
		if s.Denominator != 0 {
			value = number(float64(s.Numerator) / float64(s.Denominator) * cmp.Or(factor[s.Measure], 1))
		}
		return []string{s.Article, s.Outlet, measure(s), whole(s.Numerator), whole(s.Denominator), value}
	})
}

// factorOf is what a ratio is multiplied by to be read in a unit.
func factorOf(u stats.Unit) float64 {
	if u == stats.PerThousand {
		return 1000
	}
	return 1
}

// WriteEstimates writes estimates.csv. What is not known is empty; warnings are codes, joined by "; ".
func WriteEstimates(w io.Writer, estimates []stats.Estimate) error {
	sorted := slices.Clone(estimates)
	slices.SortFunc(sorted, func(a, b stats.Estimate) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Voice, b.Voice))
	})
	header := []string{"outlet", "measure", "voice", "value", "lo", "hi", "confidence", "articles", "numerator", "denominator", "shrunken", "warnings"}
	return writeCSV(w, header, sorted, func(e stats.Estimate) []string {
		return []string{e.Outlet, e.Measure, e.Voice, known(e.Value), known(e.Lo), known(e.Hi), number(e.Confidence),
			strconv.Itoa(e.Articles), whole(e.Numerator), whole(e.Denominator), known(e.Shrunken), codes(e.Warnings)}
	})
}

// WriteEstimators writes estimators.csv: each estimate in three ways.
func WriteEstimators(w io.Writer, estimates []stats.Estimate) error {
	type estimator struct {
		stats.Estimate
		name          string
		value, lo, hi *float64
	}
	var all []estimator
	for _, e := range estimates {
		all = append(all, estimator{e, "pooled", e.Value, e.Lo, e.Hi},
			estimator{e, "article-mean", e.ArticleMean.Value, e.ArticleMean.Lo, e.ArticleMean.Hi},
			estimator{e, "shrunken", e.Shrunken, e.ShrunkenLo, e.ShrunkenHi})
	}
	slices.SortStableFunc(all, func(a, b estimator) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Voice, b.Voice))
	})
	header := []string{"outlet", "measure", "voice", "estimator", "value", "lo", "hi", "confidence", "articles"}
	return writeCSV(w, header, all, func(e estimator) []string {
		return []string{e.Outlet, e.Measure, e.Voice, e.name, known(e.value), known(e.lo), known(e.hi), number(e.Confidence), strconv.Itoa(e.Articles)}
	})
}

// WriteComparisons writes comparisons.csv.
func WriteComparisons(w io.Writer, comparisons []stats.Comparison) error {
	sorted := slices.Clone(comparisons)
	slices.SortFunc(sorted, func(a, b stats.Comparison) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Voice, b.Voice))
	})
	header := []string{"a", "b", "measure", "voice", "difference", "lo", "hi", "p", "p_adjusted", "method", "articles_a", "articles_b", "stories", "warnings"}
	return writeCSV(w, header, sorted, func(c stats.Comparison) []string {
		return []string{c.A, c.B, c.Measure, c.Voice, known(c.Difference), known(c.Lo), known(c.Hi), known(c.P), known(c.AdjustedP),
			method(c), strconv.Itoa(c.ArticlesA), strconv.Itoa(c.ArticlesB), strconv.Itoa(c.Stories), codes(c.Warnings)}
	})
}

// method says how the p of a comparison came about, and over how many tests it was adjusted.
func method(c stats.Comparison) string {
	how := c.Method
	if c.Tests > 0 {
		how += fmt.Sprintf("; %s over %d tests", c.Adjustment, c.Tests)
	}
	if c.Family != "" {
		how += " in the family " + c.Family
	}
	return how
}

// WriteRankings writes ranks.csv.
func WriteRankings(w io.Writer, rankings []stats.Ranking) error {
	type row struct {
		*stats.Ranking
		stats.Rank
	}
	var rows []row
	for i, r := range rankings {
		for _, k := range r.Ranks {
			rows = append(rows, row{&rankings[i], k})
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Voice, b.Voice))
	})
	header := []string{"outlet", "measure", "voice", "value", "rank_lo", "rank_hi", "of", "comparison_lo", "comparison_hi", "comparison_level", "agreement", "warnings"}
	return writeCSV(w, header, rows, func(r row) []string {
		rankLo, rankHi, of := "", "", ""
		if r.Lo != nil {
			rankLo, rankHi, of = strconv.Itoa(*r.Lo), strconv.Itoa(*r.Hi), strconv.Itoa(r.Ranked)
		}
		return []string{r.Outlet, r.Measure, r.Voice, known(r.Value), rankLo, rankHi, of,
			known(r.ComparisonLo), known(r.ComparisonHi), known(r.Level), known(r.Agreement), codes(r.Warnings)}
	})
}

var excludedColumns = []string{"article", "path", "reason", "detail"}

// WriteExcluded writes excluded.csv: every article that was left out, and why.
func WriteExcluded(w io.Writer, excluded []*corpus.Exclusion) error {
	sorted := slices.Clone(excluded)
	slices.SortFunc(sorted, func(a, b *corpus.Exclusion) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Detail, b.Detail))
	})
	return writeCSV(w, excludedColumns, sorted, func(e *corpus.Exclusion) []string {
		return []string{e.Article, e.Path, string(e.Reason), e.Detail}
	})
}

// ReadExcluded reads what [WriteExcluded] wrote. (CSV readers take a line break within a field for a plain
// one: of "\r\n" only "\n" comes back.)
func ReadExcluded(path string) ([]*corpus.Exclusion, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	excluded, err := readExcluded(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return excluded, nil
}

func readExcluded(in io.Reader) ([]*corpus.Exclusion, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = len(excludedColumns)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], excludedColumns) {
		return nil, fmt.Errorf("the first line must be %s", strings.Join(excludedColumns, ","))
	}
	var excluded []*corpus.Exclusion
	for _, row := range rows[1:] {
		excluded = append(excluded, &corpus.Exclusion{Article: row[0], Path: row[1], Reason: corpus.Reason(row[2]), Detail: row[3]})
	}
	return excluded, nil
}

// writeCSV writes a table as RFC 4180 has it, but with LF. Nothing is done to text that a spreadsheet would
// take for a formula: these are data, and must read back as they were.
func writeCSV[T any](w io.Writer, header []string, rows []T, record func(T) []string) error {
	out := csv.NewWriter(w)
	out.Write(header)
	for _, r := range rows {
		out.Write(record(r))
	}
	out.Flush()
	return out.Error()
}

func whole(n int64) string { return strconv.FormatInt(n, 10) }

// number is the shortest text that reads back as the same float64.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func known(x *float64) string {
	if x == nil {
		return ""
	}
	return number(*x)
}

func codes(warnings []stats.Warning) string {
	var s []string
	for _, w := range warnings {
		s = append(s, string(w))
	}
	return strings.Join(s, "; ")
}
