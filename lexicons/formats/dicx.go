package formats

import (
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
)

var dicx = Format{
	Name:       "dicx",
	Doc:        "LIWC-22 dictionary as CSV: a column a category, marked with X or a rating; * at the end of a word",
	Extensions: []string{".dicx"},
	holds:      stems | weights,
	read:       readDicx,
	write:      writeDicx,
}

// readDicx reads a header with the names of the categories behind DicTerm, then a row for each word.
func readDicx(r *reading) error {
	var categories []*category
	var rows []row
	for rec, err := range r.records(',') {
		if err != nil {
			return err
		}
		if categories == nil {
			if len(rec.fields) < 2 {
				return fault(rec.line, "want a header: DicTerm, then the name of each category")
			}
			for _, name := range rec.fields[1:] {
				c := r.root.in(name, rec.line)
				if slices.Contains(categories, c) {
					if err := r.fault(rec.line, "two columns are called %q", c.name); err != nil {
						return err
					}
				}
				categories = append(categories, c)
			}
			continue
		}
		word := rec.fields[0]
		if len(rec.fields) > len(categories)+1 {
			r.leave(rec.line, word, "more fields than the header has columns")
		}
		any := false
		for i, cell := range rec.fields[1:min(len(rec.fields), len(categories)+1)] {
			cell = strings.TrimSpace(cell)
			if cell == "" {
				continue
			}
			any = true
			if strings.EqualFold(cell, "x") {
				cell = ""
			}
			rows = append(rows, row{rec.line, categories[i], word, cell, true})
		}
		if !any && word != "" {
			r.leave(rec.line, word, "in no category")
		}
		if err := r.enough(rec.line); err != nil {
			return err
		}
	}
	return r.rated(rows)
}

func writeDicx(w *writing) error {
	categories := w.flat()
	header := []string{"DicTerm"}
	cells := map[string][]string{}
	for i, c := range categories {
		header = append(header, c.name)
		for _, t := range c.terms {
			row := cells[t.Pattern]
			if row == nil {
				row = make([]string, len(categories)+1)
				row[0] = t.Pattern
				cells[t.Pattern] = row
			}
			row[i+1] = "X"
			if t.Weight != nil {
				row[i+1] = strconv.Itoa(*t.Weight)
			}
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, word := range slices.Sorted(maps.Keys(cells)) {
		if err := out.Write(cells[word]); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
