package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// readCSV reads a table with a header row (RFC 4180), one article a row. The delimiter is the one of comma,
// semicolon and tab that is most frequent in the header.
//
// Rows are cut here and parsed by encoding/csv when they are decoded, so that one broken row is one
// *Exclusion and a row of any size holds no more memory than an article may have.
func readCSV(src source) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var t table
		l := newLines(src)
		for {
			if t.header == nil {
				l.quotes = &quotes{delimiter: sniff(l)}
			}
			line, err := l.next()
			if err == io.EOF {
				return
			}
			at := fmt.Sprintf("%s:%d", src.path, l.start)
			if size, ok := errors.AsType[tooLarge](err); ok {
				err := &Exclusion{Path: at, Reason: TooLarge, Detail: size.Error() + " (a quotation mark that is not closed?)"}
				if !yield(Record{}, err) || t.header == nil {
					return
				}
				continue
			}
			if err != nil {
				yield(Record{}, src.fault(at, err))
				return
			}
			row, first := string(line), l.start
			switch {
			case strings.TrimSpace(row) == "":
			case t.header == nil:
				if err := t.setHeader(at, strings.TrimPrefix(row, bom), l.quotes.delimiter); err != nil {
					yield(Record{}, err)
					return
				}
			default:
				decode := func() (Article, error) { return t.decode(at, row, first, src.given) }
				if !yield(Record{Path: at, Decode: decode}, nil) {
					return
				}
			}
		}
	}
}

// A table is what the header of a CSV file says.
type table struct {
	delimiter byte
	header    []string
}

func (t *table) setHeader(at, row string, delimiter byte) error {
	header, err := parseRow(at, row, 1, delimiter)
	if err != nil {
		return err
	}
	for i, column := range header {
		if slices.Contains(header[:i], column) {
			return &Exclusion{Path: at, Reason: Broken, Detail: fmt.Sprintf("two columns are named %q", column)}
		}
	}
	if !slices.ContainsFunc(header, func(c string) bool { s := slotOf(c); return s.rank > 0 && s.field == fieldText }) {
		return &Exclusion{Path: at, Reason: NoText, Detail: fmt.Sprintf("no column for the text (%s) among: %s",
			strings.Join(fieldNames[fieldText], ", "), strings.Join(header, ", "))}
	}
	t.delimiter, t.header = delimiter, header
	return nil
}

func (t *table) decode(at, row string, line int, given []pair) (Article, error) {
	cells, err := parseRow(at, row, line, t.delimiter)
	if err != nil {
		return Article{}, err
	}
	if len(cells) != len(t.header) {
		return Article{}, &Exclusion{Path: at, Reason: Broken, Detail: fmt.Sprintf("%d cells; the header has %d", len(cells), len(t.header))}
	}
	var d draft
	for i, cell := range cells {
		d.set(t.header[i], cell)
	}
	d.fill(given)
	return d.article(at)
}

// parseRow parses one row, which begins at the given line of its file. The header is line 1 whatever stands
// above it.
func parseRow(at, row string, line int, delimiter byte) ([]string, error) {
	if err := checkUTF8(at, row); err != nil {
		return nil, err
	}
	row = strings.TrimSuffix(strings.TrimSuffix(row, "\n"), "\r")
	// encoding/csv drops the CR of a CR LF inside quotation marks, which would move the offsets of the text;
	// it drops one, so give it two.
	row = strings.ReplaceAll(row, "\r\n", "\r\r\n")
	r := csv.NewReader(strings.NewReader(row))
	r.Comma = rune(delimiter)
	cells, err := r.Read()
	if err == nil {
		return cells, nil
	}
	detail := err.Error()
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		detail = fmt.Sprintf("line %d, column %d: %v", line+bad.Line-1, bad.Column, bad.Err)
	}
	return nil, &Exclusion{Path: at, Reason: Broken, Detail: detail}
}

// sniff returns the delimiter of the next line, without reading it.
func sniff(l *lines) byte {
	line, _ := l.r.Peek(l.r.Size()) // an error shows again when the line is read
	header, _, _ := strings.Cut(string(line), "\n")
	best := byte(',')
	for _, d := range []byte(";\t") {
		if strings.Count(header, string(d)) > strings.Count(header, string(best)) {
			best = d
		}
	}
	return best
}

// quotes follows the quotation marks of CSV. A mark opens only at the start of a cell.
type quotes struct {
	delimiter byte
	state     quoteState
}

type quoteState int

const (
	cellStart quoteState = iota
	bare
	quoted
	closing // behind a mark inside quotation: the end, or the first of two
)

// open reads on and reports whether the quotation is still open.
func (q *quotes) open(chunk []byte) bool {
	for _, c := range chunk {
		switch {
		case q.state == quoted:
			if c == '"' {
				q.state = closing
			}
		case c == q.delimiter || c == '\n':
			q.state = cellStart
		case c == '"' && q.state != bare:
			q.state = quoted
		default:
			q.state = bare
		}
	}
	return q.state == quoted
}
