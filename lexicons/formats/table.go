package formats

import (
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
)

var table = Format{
	Name:       "csv",
	Doc:        "table with a word, a category and perhaps a rating in each row, as tidytext and NRC have; * and ? are wildcards",
	Extensions: []string{".csv", ".tsv", ".txt"},
	holds:      globs | weights,
	is:         func(source string) bool { return delimiter(source) != 0 },
	read:       readTable,
	write:      writeTable,
}

// What the columns of tables of words are called.
var (
	wordColumns     = []string{"word", "term", "pattern", "token", "entry", "words", "phrase", "lemma"}
	categoryColumns = []string{"category", "sentiment", "emotion", "class", "label", "concept", "dimension", "type"}
	ratingColumns   = []string{"weight", "value", "score", "rating", "valence", "association", "affectintensityscore"}
)

// delimiter returns the mark that divides the columns of a table, 0 where none does.
func delimiter(source string) rune {
	line := firstLine(source)
	for _, mark := range "\t;," {
		if strings.ContainsRune(line, mark) {
			return mark
		}
	}
	return 0
}

// readTable reads rows of a word, its category and its rating. A header may name the columns in any order; without one
// they stand in this order, the last or both of them absent. Rated words without categories are positive or negative.
func readTable(r *reading) error {
	mark := delimiter(r.source)
	if mark == 0 {
		return fault(1, "want two or three columns divided by commas, semicolons or tabs: word, category, weight")
	}
	word, cat, rating := 0, 1, 2
	first, zeros := true, 0
	var rows []row
	for rec, err := range r.records(mark) {
		if err != nil {
			return err
		}
		if first {
			first = false
			if i := columnOf(rec.fields, wordColumns); i >= 0 {
				word, cat, rating = i, columnOf(rec.fields, categoryColumns), columnOf(rec.fields, ratingColumns)
				if rating < 0 && r.rates(mark, cat, true) { // as where a column sentiment has -2
					cat, rating = -1, cat
				}
				if cat < 0 && rating < 0 {
					return fault(rec.line, "no column of categories or ratings; legal names are %s, %s", strings.Join(categoryColumns, ", "), strings.Join(ratingColumns, ", "))
				}
				for i, name := range rec.fields {
					if i != word && i != cat && i != rating {
						r.leave(rec.line, name, "the column is not read")
					}
				}
				continue
			}
			switch {
			case len(rec.fields) > 3:
				return fault(rec.line, "of more than three columns a header must name those to read; legal names are %s, %s, %s", strings.Join(wordColumns, ", "), strings.Join(categoryColumns, ", "), strings.Join(ratingColumns, ", "))
			case len(rec.fields) == 2 && isNumber(rec.fields[1]):
				cat, rating = -1, 1
			case len(rec.fields) == 2 && r.rates(mark, 1, false):
				cat, rating = -1, 1
				r.leave(rec.line, strings.Join(rec.fields, " "), "was taken for the names of the columns, since all other rows have numbers in the second")
				continue
			}
		}
		x := row{line: rec.line, word: rec.at(word), rating: rec.at(rating), glob: true}
		name := rec.at(cat)
		switch {
		case x.word == "":
			r.leave(rec.line, strings.Join(rec.fields, ","), "no word")
		case isNumber(x.rating) && strings.Trim(x.rating, "0.") == "":
			zeros++ // of the NRC's tables most rows
		case cat < 0:
			x.in = r.bySign(x)
			rows = append(rows, x)
		case name == "":
			r.leave(rec.line, x.word, "no category")
		default:
			x.in = r.root.in(name, rec.line)
			rows = append(rows, x)
		}
		if err := r.enough(rec.line); err != nil {
			return err
		}
	}
	if zeros > 0 {
		r.leave(0, "", "%d rows with a rating of 0, which counts for nothing, are left out", zeros)
	}
	return r.rated(rows)
}

// rates tells a column of ratings from one of categories, which may be called by numbers too: below the first row it holds
// numbers alone, and, where it must, some below 0.
func (r *reading) rates(mark rune, column int, negative bool) bool {
	n, below := 0, false
	for rec, err := range r.records(mark) {
		n++
		switch field := rec.at(column); {
		case err != nil:
			return false
		case n == 1 || field == "":
		case !isNumber(field):
			return false
		}
		below = below || strings.HasPrefix(rec.at(column), "-")
	}
	return n > 1 && (below || !negative)
}

// bySign returns the category of a word that only has a rating.
func (r *reading) bySign(x row) *category {
	name := "positive"
	if strings.HasPrefix(x.rating, "-") {
		name = "negative"
	}
	c := r.root.in(name, x.line)
	c.about = "Words rated as " + name + ", with their ratings as weights."
	return c
}

func columnOf(header, names []string) int {
	return slices.IndexFunc(header, func(field string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(field))) })
}

func isNumber(s string) bool {
	_, err := decimal(s)
	return err == nil
}

// decimal reads a number that may have a decimal comma, as spreadsheets write it in most of Europe.
func decimal(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
		err = strconv.ErrRange
	}
	return v, err
}

// A record is a row of a table.
type record struct {
	line   int
	fields []string
}

// at returns a field without the white space around it, "" where there is none.
func (rec record) at(i int) string {
	if i < 0 || i >= len(rec.fields) {
		return ""
	}
	return strings.TrimSpace(rec.fields[i])
}

// records yields the rows of a table.
func (r *reading) records(mark rune) iter.Seq2[record, error] {
	in := csv.NewReader(strings.NewReader(r.source))
	in.Comma = mark
	in.FieldsPerRecord = -1
	in.LazyQuotes = mark == '\t' // tables with tabs have no quoting
	return func(yield func(record, error) bool) {
		for {
			fields, err := in.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				line := 1
				var at *csv.ParseError
				if errors.As(err, &at) {
					line, err = at.Line, at.Err
				}
				yield(record{}, fault(line, "%w", err))
				return
			}
			line, _ := in.FieldPos(0)
			if isComment(fields[0]) {
				continue
			}
			if !yield(record{line, fields}, nil) {
				return
			}
		}
	}
}

func writeTable(w *writing) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"word", "category", "weight"}}
	for _, c := range w.flat() {
		for _, t := range c.terms {
			weight := ""
			if t.Weight != nil {
				weight = strconv.Itoa(*t.Weight)
			}
			rows = append(rows, []string{t.Pattern, c.name, weight})
		}
	}
	return out.WriteAll(rows)
}
