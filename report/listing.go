package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
)

// A Listing is a table to be read in a terminal: columns that line up, numbers to the right, and its footnotes
// below. What programs read is CSV.
type Listing struct {
	Title   string
	Columns []string   // their headings
	Text    int        // how many of the first columns are text and begin at the left; the others end at the right
	Rows    [][]string // a cell for each column
	Notes   []string   // what must be known to read the table: each is a paragraph
}

// Write writes the table as plain text.
func (l Listing) Write(w io.Writer) error {
	widths := make([]int, len(l.Columns))
	for _, row := range append([][]string{l.Columns}, l.Rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	var b strings.Builder
	if l.Title != "" {
		b.WriteString(l.Title + "\n\n")
	}
	if len(l.Columns) > 0 {
		l.line(&b, widths, l.Columns)
	}
	for _, row := range l.Rows {
		l.line(&b, widths, row)
	}
	for i, note := range l.Notes {
		if i == 0 && len(l.Columns) > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(wrap(note), "\n  ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeListings writes tables with an empty line between them.
func writeListings(w io.Writer, all ...Listing) error {
	for i, l := range all {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		if err := l.Write(w); err != nil {
			return err
		}
	}
	return nil
}

func (l Listing) line(b *strings.Builder, widths []int, row []string) {
	var cells strings.Builder
	for i, cell := range row {
		if i > 0 {
			cells.WriteString("  ")
		}
		room := strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell))
		if i < l.Text {
			cells.WriteString(cell + room)
		} else {
			cells.WriteString(room + cell)
		}
	}
	b.WriteString(strings.TrimRight(cells.String(), " ") + "\n")
}

// Interval writes a value with its interval for a listing, to a number of decimals: "0.412 [0.301, 0.533]", the
// value alone where there is no interval, and a dash where there is no value.
func Interval(value, lo, hi *float64, decimals int) string {
	switch {
	case value == nil:
		return "–"
	case lo == nil || hi == nil:
		return decimal(*value, decimals)
	}
	return fmt.Sprintf("%s [%s, %s]", decimal(*value, decimals), decimal(*lo, decimals), decimal(*hi, decimals))
}

// decimal rounds a number; what rounds to zero has no sign.
func decimal(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// PValue writes a p-value for a listing, a dash where nothing was tested.
func PValue(p *float64) string {
	switch {
	case p == nil:
		return "–"
	case *p < 0.001:
		return "<0.001"
	}
	return fmt.Sprintf("%.3f", *p)
}
