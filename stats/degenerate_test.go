package stats

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"parallax/counts"
)

// degenerate are corpora in which little or nothing can be known, by name: the cells of each article of each of two
// outlets.
var degenerate = []struct {
	name  string
	a, b  int // articles
	cells func(outlet, article int) string
}{
	{"no article", 0, 0, nil},
	{"nothing in any article", 6, 6, func(int, int) string { return "author" }},
	{"one article", 1, 0, func(int, int) string { return "author " + someOfAll }},
	{"one article each", 1, 1, func(int, int) string { return "author " + someOfAll }},
	{"two articles each", 2, 2, func(int, int) string { return "author " + someOfAll }},
	{"one outlet", 12, 0, func(_, i int) string { return fmt.Sprintf("author term/l/x/loaded/w=%d %s", i, someOfAll) }},
	{"all zero", 20, 20, func(int, int) string { return "author term/l/x/neutral/v=3 tokens=10 attribution=2 word/the=10" }},
	{"all one", 20, 20, func(int, int) string {
		return "author term/l/x/loaded/w=3 tokens=10 booster=10 strength/5=2 attribution=2 word/war=10"
	}},
	{"all against none", 20, 20, func(o, _ int) string {
		return "author tokens=10 attribution=1 " + []string{"term/l/x/loaded/w=3 strength/1=1 word/war=10", "term/l/x/neutral/v=3 strength/5=1 booster=10 word/the=10"}[o]
	}},
	{"equal values everywhere", 20, 20, func(int, int) string { return "author " + someOfAll }},
	{"an outlet without mention", 20, 20, func(o, i int) string {
		return []string{fmt.Sprintf("author term/l/x/loaded/w=%d %s", i%3, someOfAll), "author tokens=10"}[o]
	}},
	{"counts beyond any corpus", 20, 20, func(o, i int) string {
		return fmt.Sprintf("author term/l/x/loaded/w=%d term/l/x/neutral/v=%d tokens=1000000000 booster=%d strength/1=1 strength/5=%d attribution=2", 1+i, 1_000_000_000+o, i, 1+i%2)
	}},
}

const someOfAll = "term/l/x/loaded/v=2 term/l/x/neutral/v=3 tokens=10 booster=2 strength/1=1 strength/5=1 attribution=2 word/war=2 word/the=8"

func TestDegenerateCorpora(t *testing.T) {
	ctx := context.Background()
	for _, d := range degenerate {
		var rows []counts.Row
		for o, n := range []int{d.a, d.b} {
			for i := range n {
				row := article(fmt.Sprint(o, "-", i), fmt.Sprint("outlet ", o), fmt.Sprint("story ", i), d.cells(o, i))
				row.Published = fmt.Sprintf("2024-%02d-%02d", 1+i%12, 1+i)
				rows = append(rows, row)
			}
		}
		table := tableOf(rows)
		defined := func(what string, result any, err error) {
			if err != nil {
				t.Errorf("%s: %s: %v", d.name, what, err)
			}
			walk(reflect.ValueOf(result), what, func(path string, x float64) {
				if !finite(x) {
					t.Errorf("%s: %s is %v", d.name, path, x)
				}
			})
		}
		for _, how := range Shrinkages {
			opts := testOptions
			if opts.Shrinkage = how; how == DerSimonianLaird {
				opts.Families = []Family{{"f", []string{"loaded", "strength"}}}
			}
			results, _, err := Analyze(ctx, table, testMeasures, testConcepts, opts)
			defined("Analyze", results, err)
		}
		for _, how := range Bootstraps[1:] {
			opts := testOptions
			opts.Interval, opts.Resamples = how, leastResamples
			results, _, err := Analyze(ctx, table, testMeasures, testConcepts, opts)
			defined("Analyze, "+string(how), results, err)
		}
		keywords, err := Keyness(ctx, table, "", "", KeynessOptions{Options: testOptions, Top: 9, MinArticles: 1})
		defined("Keyness", keywords, err)
		partisanship, err := Distinguish(ctx, table, "", "", KeynessOptions{Options: testOptions, MinArticles: 1})
		defined("Distinguish", partisanship, err)
		timeline, err := Trends(ctx, table, testMeasures, TimeOptions{Options: testOptions, Window: 14, Events: []Event{{Date: date(19_800)}}})
		defined("Trends", timeline, err)
		m, err := MapChoices(ctx, table, testConcepts, counts.Author, testOptions)
		defined("MapChoices", m, err)
		m, err = MapMeasures(ctx, table, testMeasures, testOptions)
		defined("MapMeasures", m, err)
		uniformities, err := Uniformities(ctx, table, testConcepts, testOptions)
		defined("Uniformities", uniformities, err)
		coefficients, err := Regress(table, []Regression{
			{"share", "d", testMeasures[0], Formula{"outlet", "month", "log-words"}}, {"rate", "d", testMeasures[1], Formula{"outlet", "story"}},
		}, .95)
		defined("Regress", coefficients, err)
		if d.a > 0 && d.b > 0 {
			for _, measure := range testMeasures[:3:3] {
				if measure.Unit != PerThousand {
					shifts, err := ShiftOf(table, measure, counts.Author, "outlet 0", "outlet 1")
					defined("ShiftOf", shifts, err)
				}
				difference, terms, err := Influences(table, measure, counts.Author, "outlet 0", "outlet 1")
				defined("Influences", difference, err)
				defined("Influences", terms, err)
			}
		}
	}
}

func TestDegenerateCodings(t *testing.T) {
	for name, codes := range map[string][][]string{
		"one unit":               {{"1", "1"}},
		"no unit coded twice":    {{"1", ""}, {"", "2"}, {"3", ""}},
		"one code":               {{"1", "1"}, {"1", "1"}, {"1", "1"}},
		"never the same":         {{"1", "2"}, {"2", "1"}, {"1", "2"}, {"2", "1"}},
		"each code once":         {{"1", "2"}, {"3", "4"}, {"5", "6"}, {"7", "8"}},
		"zeros":                  {{"0", "0"}, {"0", "1"}, {"0", "0"}},
		"numbers near the limit": {{"1e308", "0"}, {"1e308", "1e308"}, {"0", "1e-308"}, {"1e-320", "0"}},
	} {
		c := Coding{Coders: []string{"a", "b"}, Codes: codes}
		for u := range codes {
			c.Units = append(c.Units, fmt.Sprint(u))
		}
		for _, level := range Levels {
			walk(reflect.ValueOf(agree(t, c, level)), "", func(path string, x float64) {
				if !finite(x) {
					t.Errorf("%s, %s: %s is %v", name, level, path, x)
				}
			})
		}
	}
	for _, confidence := range []float64{0, 1, 95} {
		if a, err := Agree(Coding{[]string{"u"}, []string{"a", "b"}, [][]string{{"1", "1"}}}, Nominal, Options{Confidence: confidence}); err == nil {
			t.Errorf("confidence %v: %+v, want an error", confidence, a)
		}
	}
}

// The least standard error is far below the others, so that the sums of weights lose them.
func TestPauleMandelEnds(t *testing.T) {
	seen := []sighting{{0, 1e-11, 1}, {100, 1, 1}, {200, 1, 1}}
	if tau2 := pauleMandel(seen); !(tau2 > 0 && finite(tau2)) {
		t.Errorf("τ² %v", tau2)
	}
}
