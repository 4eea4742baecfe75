package experiment

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"parallax/internal/aside"
	"parallax/internal/nearest"
	"parallax/report"
	"parallax/stats"
)

// Agreement prints how far the coders of a CSV file agree, and writes the same figures to table, if it is not "".
func Agreement(out io.Writer, file, level, table string, seed uint64) error {
	l, err := levelOf(level)
	if err != nil {
		return &ConfigError{err}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return &ConfigError{err}
	}
	coding, err := readCoding(data, l)
	if err != nil {
		return &ConfigError{prefixed(file, err)}
	}
	a, err := stats.Agree(coding, l, stats.Options{Confidence: 0.95, Seed: seed})
	if err != nil {
		return &ConfigError{prefixed(file, err)}
	}
	if same(file, table) {
		return &ConfigError{overInput("csv", table, "table")}
	}
	if table != "" {
		if err := aside.Write(table, func(w io.Writer) error { return report.WriteAgreement(w, a) }); err != nil {
			return err
		}
	}
	return report.Agreement(out, filepath.Base(file), a)
}

func levelOf(name string) (stats.Level, error) {
	var names []string
	for _, l := range stats.Levels {
		names = append(names, string(l))
	}
	if !slices.Contains(names, name) {
		return "", fmt.Errorf("unknown level %q%s", name, nearest.Hint(name, names))
	}
	return stats.Level(name), nil
}

// readCoding reads coders' decisions from CSV: a unit a row, its ID first, then a column for each coder; or, with
// the header unit,coder,code in any order, a decision a row. An empty field is no decision. Every fault is reported,
// with its line.
func readCoding(data []byte, level stats.Level) (stats.Coding, error) {
	if !utf8.Valid(data) {
		return stats.Coding{}, errors.New("not UTF-8; save it as CSV in UTF-8")
	}
	records := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	records.FieldsPerRecord = -1
	c := &codingReader{level: level, units: map[string]int{}, coders: map[string]int{}, decided: map[[2]int]int{}, codes: map[[2]int]string{}}
	var header []string
	var take func(line int, row []string)
	for {
		row, err := records.Read()
		if err == io.EOF {
			break
		}
		if broken := new(csv.ParseError); errors.As(err, &broken) {
			c.fault(broken.Line, "%w; nothing behind it was read", broken.Err)
			break
		}
		line, _ := records.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		switch {
		case header == nil:
			if header, take = row, c.header(line, row); take == nil {
				return stats.Coding{}, errors.Join(c.faults...)
			}
		case len(row) != len(header):
			c.fault(line, "%d fields, where the header has %d", len(row), len(header))
		default:
			take(line, row)
		}
	}
	switch {
	case len(c.faults) > 0:
	case len(c.decided) == 0:
		return stats.Coding{}, errors.New("no unit has a code")
	case len(c.coders) < 2:
		return stats.Coding{}, errors.New("one coder; agreement is between two or more")
	}
	return c.coding(), errors.Join(c.faults...)
}

// A codingReader gathers decisions and what is wrong with them.
type codingReader struct {
	level         stats.Level
	units, coders map[string]int // their places, in order of appearance
	decided       map[[2]int]int // by unit and coder: the line
	codes         map[[2]int]string
	faults        []error
}

func (c *codingReader) fault(line int, format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("line %d: "+format, append([]any{line}, args...)...))
}

// header returns what takes a row under it; nil, with a fault, if nothing can.
func (c *codingReader) header(line int, names []string) func(line int, row []string) {
	unit, coder, code := slices.Index(names, "unit"), slices.Index(names, "coder"), slices.Index(names, "code")
	switch {
	case len(names) == 3 && min(unit, coder, code) >= 0:
		return func(line int, row []string) { c.decision(line, row[unit], row[coder], row[code]) }
	case len(names) == 1 && strings.ContainsAny(names[0], ";\t"):
		c.fault(line, "one column; what divides columns is a comma")
		return nil
	case len(names) == 2:
		c.fault(line, "one coder, %q; agreement is between two or more", names[1])
	case len(names) < 2:
		c.fault(line, "no coder; want the unit's ID and a column for each coder, or unit,coder,code")
		return nil
	}
	for i, name := range names[1:] {
		if _, taken := c.coders[name]; taken {
			c.fault(line, "column %d: coder %q has a column before it", i+2, name)
		}
		if name == "" {
			c.fault(line, "column %d: no coder's name", i+2)
		}
		place(c.coders, name)
	}
	return func(line int, row []string) {
		for i, code := range row[1:] {
			c.decision(line, row[0], names[i+1], code)
		}
	}
}

func (c *codingReader) decision(line int, unit, coder, code string) {
	switch {
	case unit == "":
		c.fault(line, "no unit")
		return
	case coder == "":
		c.fault(line, "no coder")
		return
	case code == "":
		return
	}
	at := [2]int{place(c.units, unit), place(c.coders, coder)}
	if before, ok := c.decided[at]; ok {
		c.fault(line, "coder %s: unit %s has their code in line %d already", coder, unit, before)
		return
	}
	if _, err := c.level.Parse(code); err != nil {
		c.fault(line, "coder %s: %w", coder, err)
	}
	c.decided[at], c.codes[at] = line, code
}

// place returns where a name is, behind all others if it is new.
func place(places map[string]int, name string) int {
	if _, ok := places[name]; !ok {
		places[name] = len(places)
	}
	return places[name]
}

func (c *codingReader) coding() stats.Coding {
	coding := stats.Coding{Units: inPlace(c.units), Coders: inPlace(c.coders)}
	for u := range coding.Units {
		row := make([]string, len(coding.Coders))
		for i := range row {
			row[i] = c.codes[[2]int{u, i}]
		}
		coding.Codes = append(coding.Codes, row)
	}
	return coding
}

func inPlace(places map[string]int) []string {
	names := make([]string, len(places))
	for name, i := range places {
		names[i] = name
	}
	return names
}
