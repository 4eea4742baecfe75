package formats

import (
	"regexp"
	"slices"
	"strings"
)

var vader = Format{
	Name:       "vader",
	Doc:        "VADER lexicon: words with the mean of their ratings, as positive and negative",
	Extensions: []string{".txt"},
	is: func(source string) bool {
		fields := strings.Split(firstLine(source), "\t")
		return len(fields) >= 3 && isNumber(fields[1]) && isNumber(fields[2])
	},
	read: readRatings,
}

var afinn = Format{
	Name:       "afinn",
	Doc:        "AFINN list: words and phrases with a whole number, as positive and negative",
	Extensions: []string{".txt"},
	holds:      weights,
	is:         func(source string) bool { return wordAndNumber.MatchString(firstLine(source)) },
	read:       readRatings,
	write:      writeAFINN,
}

var wordAndNumber = regexp.MustCompile(`^[^\t]+\t[+-]?\d+\s*$`)

// readRatings reads lines of a word and its rating. VADER has behind them the standard deviation of the ratings and
// the ratings themselves.
func readRatings(r *reading) error {
	var rows []row
	deviations := false
	for n, line := range lines(r.source) {
		if strings.TrimSpace(line) == "" || isComment(line) {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 2 {
			if err := r.fault(n, "want a word, a tab and its rating, found %q", shorten(line)); err != nil {
				return err
			}
			continue
		}
		deviations = deviations || len(fields) > 2
		x := row{line: n, word: fields[0], rating: strings.TrimSpace(fields[1])}
		x.in = r.bySign(x)
		rows = append(rows, x)
	}
	if deviations {
		r.leave(0, "", "the deviations of the ratings and the raters' own are not kept")
	}
	return r.rated(rows)
}

// writeAFINN writes all categories as one, since AFINN has none.
func writeAFINN(w *writing) error {
	rated := map[string]bool{}
	for _, c := range w.flat() {
		if !slices.Contains([]string{"positive", "negative"}, c.name) {
			w.leave(0, c.name, "the category is lost: AFINN has ratings alone")
		}
		for _, t := range c.terms {
			switch {
			case t.Weight == nil:
				w.leave(0, t.Pattern, "the term has no weight and is left out")
			case rated[t.Pattern]:
				w.leave(0, t.Pattern, "the term has a rating already")
			default:
				rated[t.Pattern] = true
				w.linef("%s\t%d", t.Pattern, *t.Weight)
			}
		}
	}
	return nil
}
