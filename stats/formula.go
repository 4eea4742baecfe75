package stats

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"parallax/counts"
)

// A Formula is the right side of a regression: columns of the articles, whose effects add up.
type Formula []string

// ParseFormula reads columns joined by "+", such as "outlet + section + week". Which columns there are is for
// the caller to check: [Columns], and those that the corpus was scored with.
func ParseFormula(s string) (Formula, error) {
	var f Formula
	var faults []error
	for name := range strings.SplitSeq(s, "+") {
		name = strings.TrimSpace(name)
		switch {
		case name == "":
			faults = append(faults, fmt.Errorf("%q is not columns joined by +, such as outlet + week", s))
		case strings.ContainsAny(name, "~*:()|^%"):
			faults = append(faults, fmt.Errorf("%q is not a column: a formula is columns joined by +, without interactions and functions", name))
		case slices.Contains(f, name):
			faults = append(faults, fmt.Errorf("column %q stands there twice", name))
		}
		f = append(f, name)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return f, nil
}

// A Column is something that is known of each article and may stand in a formula.
type Column struct{ Name, Doc string }

// Columns are those that every corpus has. Others are keys of the articles' own data, which a run counts as
// column/NAME/VALUE where its config names them.
var Columns = []Column{
	{"outlet", "the outlet"},
	{"story", "the story, where known"},
	{"wire", "yes where the article is an agency's copy, else no"},
	{"week", "the ISO week of publication, such as 2024-W07"},
	{"month", "the month of publication, such as 2024-02"},
	{"weekday", "the day of the week of publication"},
	{"log-words", "a number: the natural logarithm of the article's words in thousands"},
}

// columnPrefix begins the features that hold the values of an article's own columns.
const columnPrefix = "column/"

// A covariate is a column over all articles of a table: a number, or a factor with its levels in order.
type covariate struct {
	name   string
	number []float64 // nil for a factor
	levels []string
	level  []int  // by article; -1 where the article has no value
	known  []bool // by article, that it has a value
}

// covariates looks the columns of a formula up.
func covariates(t *counts.Table, formula Formula) []covariate {
	out := make([]covariate, len(formula))
	for c, name := range formula {
		if name == "log-words" {
			out[c] = logWords(t)
		} else {
			out[c] = factor(name, columnValues(t, name))
		}
	}
	return out
}

// columnValues gives what each article has in a column, "" where it has nothing.
func columnValues(t *counts.Table, name string) []string {
	values := make([]string, t.Len())
	if of := builtinColumn(name); of != nil {
		for i := range values {
			values[i] = of(t.Article(i))
		}
		return values
	}
	prefix := columnPrefix + name + "/"
	for i := range values {
		for cell := range t.Cells(i) {
			if value, ok := strings.CutPrefix(string(cell.Feature), prefix); ok {
				values[i] = value
			}
		}
	}
	return values
}

// builtinColumn gives the value that an article has in a column, "" where it has none.
func builtinColumn(name string) func(counts.Meta) string {
	dated := func(layout int, write func(time.Time) string) func(counts.Meta) string {
		return func(m counts.Meta) string {
			if len(m.Published) < layout {
				return ""
			}
			day, err := time.Parse(time.DateOnly[:layout], m.Published[:layout])
			if err != nil {
				return ""
			}
			return write(day)
		}
	}
	switch name {
	case "outlet":
		return func(m counts.Meta) string { return m.Outlet }
	case "story":
		return func(m counts.Meta) string { return m.Story }
	case "wire":
		return func(m counts.Meta) string {
			if m.Wire == "" {
				return "no"
			}
			return "yes"
		}
	case "week":
		return dated(len(time.DateOnly), func(day time.Time) string {
			year, week := day.ISOWeek()
			return fmt.Sprintf("%04d-W%02d", year, week)
		})
	case "month":
		return dated(len("2006-01"), func(day time.Time) string { return day.Format("2006-01") })
	case "weekday":
		return dated(len(time.DateOnly), func(day time.Time) string { return day.Weekday().String() })
	}
	return nil
}

// logWords is 0 for 1,000 words, so that the intercept is of an article that there could be.
func logWords(t *counts.Table) covariate {
	c := covariate{name: "log-words", number: make([]float64, t.Len()), known: make([]bool, t.Len())}
	for i := range c.number {
		if words := t.Article(i).Tokens; words > 0 {
			c.number[i], c.known[i] = math.Log(float64(words)/1000), true
		}
	}
	return c
}

// factor numbers the values of a column by their names, days of the week from Monday.
func factor(name string, values []string) covariate {
	c := covariate{name: name, level: make([]int, len(values)), known: make([]bool, len(values))}
	at := map[string]int{}
	for _, v := range values {
		if _, seen := at[v]; v != "" && !seen {
			at[v] = 0
			c.levels = append(c.levels, v)
		}
	}
	slices.SortFunc(c.levels, func(a, b string) int {
		return cmp.Or(cmp.Compare(fromMonday(name, a), fromMonday(name, b)), strings.Compare(a, b))
	})
	for i, v := range c.levels {
		at[v] = i
	}
	for i, v := range values {
		c.level[i] = -1
		if v != "" {
			c.level[i], c.known[i] = at[v], true
		}
	}
	return c
}

// fromMonday is the place of a day in the week; of other columns all values are level.
func fromMonday(column, day string) int {
	if column != "weekday" {
		return 0
	}
	for d := range 7 {
		if time.Weekday((d+1)%7).String() == day {
			return d
		}
	}
	return 7
}
