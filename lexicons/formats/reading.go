package formats

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"
	"regexp"
	"slices"
	"strings"

	"parallax/lexicons"
)

// Bounds of what is read, beyond that of the file.
const (
	maxTerms  = 500_000   // in all categories, as in a lexicon
	maxDepth  = 32        // of categories below categories
	maxLeft   = 100_000   // items that are listed as left out
	maxFaults = 20        // that are told
	maxWeight = 1_000_000 // as in a lexicon
)

// A reading gathers what a dictionary holds while it is read.
type reading struct {
	path, source string
	format       *Format
	about        string // what the dictionary says of itself; may be empty
	root         category
	loaded       *lexicons.Lexicon // of a file that is one already
	terms        int
	left         []Left
	faults       []error
}

func newReading(path, source string, f *Format) *reading {
	return &reading{path: path, source: source, format: f}
}

// leave notes what is not carried over, or not as it was.
func (r *reading) leave(line int, item, reason string, args ...any) {
	r.left = append(r.left, Left{line, item, fmt.Sprintf(reason, args...)})
}

// fault is an error at a line of the file, after which the rest of it cannot be read.
func fault(line int, format string, args ...any) error {
	return atLine{line, fmt.Errorf(format, args...)}
}

type atLine struct {
	line int
	error
}

func (at atLine) Error() string { return fmt.Sprintf("%d: %v", at.line, at.error) }

// fault notes an error at a line of the file after which reading goes on, unless there are many.
func (r *reading) fault(line int, format string, args ...any) error {
	r.faults = append(r.faults, fault(line, format, args...))
	if len(r.faults) < maxFaults {
		return nil
	}
	return fault(line, "and perhaps more; the first %d faults are told", maxFaults)
}

// err returns the faults in the order of their lines, with the file before each; last is the one that ended reading, or nil.
func (r *reading) err(last error) error {
	slices.SortStableFunc(r.faults, func(a, b error) int { return cmp.Compare(a.(atLine).line, b.(atLine).line) })
	if last != nil {
		r.faults = append(r.faults, last)
	}
	for i, err := range r.faults {
		r.faults[i] = fmt.Errorf("%s:%w", r.path, err)
	}
	return errors.Join(r.faults...)
}

// word adds a term that has no wildcards.
func (r *reading) word(c *category, line int, t lexicons.Term) error {
	if i := strings.IndexAny(t.Pattern, "*?"); i >= 0 {
		r.leave(line, t.Pattern, "%q stands for itself there and for other letters in a lexicon", t.Pattern[i])
		return nil
	}
	return r.glob(c, line, t)
}

// glob adds a term in which * stands for any letters and ? for one.
func (r *reading) glob(c *category, line int, t lexicons.Term) error {
	t.Pattern = strings.Join(strings.Fields(t.Pattern), " ")
	if reason := unfit(t.Pattern); reason != "" {
		r.leave(line, t.Pattern, "%s", reason)
		return nil
	}
	return r.pattern(c, line, t)
}

// unfit says why a word of another program would mean something else as a pattern, or nothing.
func unfit(word string) string {
	if strings.ContainsAny(word, "(|)") || strings.HasPrefix(word, "=") {
		return "a term may not hold the marks ( | ) nor begin with ="
	}
	return ""
}

// pattern adds a term in the language of lexicons, unless it is illegal or the category has it.
func (r *reading) pattern(c *category, line int, t lexicons.Term) error {
	readings, err := lexicons.Readings(t.Pattern)
	if err != nil {
		r.leave(line, t.Pattern, "%s", reason(err))
		return r.enough(line)
	}
	if r.terms += len(readings); r.terms > maxTerms {
		return fault(line, "more than %d terms in one dictionary; divide it", maxTerms)
	}
	t.Line, t.Column = line, 1
	if first, hidden := c.listed(readings, t, line); hidden {
		r.leave(line, t.Pattern, "the category %s has it already (line %d)", c.name, first)
		return r.enough(line)
	}
	c.terms = append(c.terms, t)
	return nil
}

// enough ends the reading of a file that is hardly a dictionary.
func (r *reading) enough(line int) error {
	if len(r.left) > maxLeft {
		return fault(line, "more than %d items cannot be carried over, the last: %s; is the file a %s dictionary?", maxLeft, r.left[maxLeft], r.format.Name)
	}
	return nil
}

// reason is what a fault of a pattern says, without the pattern itself.
func reason(err error) string {
	if _, why, ok := strings.Cut(err.Error(), `": `); ok {
		return why
	}
	return strings.TrimPrefix(err.Error(), "term ")
}

// A row is a word that a dictionary rates.
type row struct {
	line   int
	in     *category
	word   string
	rating string // "" for none
	glob   bool
}

// rated adds words with their ratings. Weights are whole numbers, so that counts stay exact: where ratings are not,
// all are multiplied by 10, 100 or 1,000.
func (r *reading) rated(rows []row) error {
	values := make([]float64, len(rows))
	scale := 1.0
	for i, row := range rows {
		if row.rating == "" {
			continue
		}
		v, err := decimal(row.rating)
		if err != nil {
			if err := r.fault(row.line, "want a number as the rating of %q, found %q", shorten(row.word), shorten(row.rating)); err != nil {
				return err
			}
			continue
		}
		values[i] = v
		for scale < 1000 && math.Abs(v*scale-math.Round(v*scale)) > 1e-9*max(1, math.Abs(v*scale)) {
			scale *= 10
		}
	}
	if scale > 1 {
		r.leave(0, "", "ratings were multiplied by %v, since weights are whole numbers", scale)
	}
	for i, row := range rows {
		t := lexicons.Term{Pattern: row.word}
		if row.rating != "" {
			weight := math.Round(values[i] * scale)
			switch {
			case math.Abs(weight-values[i]*scale) > 1e-6:
				r.leave(row.line, row.word, "the rating %s was rounded to %v, or %v times that", row.rating, weight/scale, scale)
			case weight == 0:
				r.leave(row.line, row.word, "a rating of 0 counts for nothing")
				continue
			case math.Abs(weight) > maxWeight:
				r.leave(row.line, row.word, "the rating %s is beyond ±%d", row.rating, maxWeight)
				continue
			}
			n := int(weight)
			t.Weight = &n
		}
		add := r.word
		if row.glob {
			add = r.glob
		}
		if err := add(row.in, row.line, t); err != nil {
			return err
		}
	}
	return nil
}

// lines yields the lines of a text, numbered from 1, without their ends.
func lines(source string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.Lines(source) {
			n++
			if !yield(n, strings.TrimSuffix(line, "\n")) {
				return
			}
		}
	}
}

// isComment tells lines such as # of 2011. A # right before a word is a hashtag.
var isComment = regexp.MustCompile(`^#(\s|$)`).MatchString

// firstLine returns the first line that is neither blank nor a comment.
func firstLine(source string) string {
	for _, line := range lines(source) {
		if strings.TrimSpace(line) != "" && !isComment(line) {
			return line
		}
	}
	return ""
}

// A level is an indented category that others may stand below.
type level struct {
	indent int
	*category
}

// outline keeps the categories that an indented line stands below.
type outline []level

// above returns the category that a line stands below, root if it is not indented.
func (o *outline) above(line string, root *category) *category {
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	open := *o
	for len(open) > 0 && open[len(open)-1].indent >= indent {
		open = open[:len(open)-1]
	}
	*o = open
	if len(open) == 0 {
		return root
	}
	return open[len(open)-1].category
}

// open adds the category of a line.
func (o *outline) open(line string, c *category) {
	*o = append(*o, level{len(line) - len(strings.TrimLeft(line, " \t")), c})
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
