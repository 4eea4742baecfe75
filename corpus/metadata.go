package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// metadataFile is a table beside articles that says what their files do not: a column "file" with the path
// relative to its folder, and columns of [fieldNames]. What an article says of itself counts before it.
const metadataFile = "metadata.csv"

// A metadataRow is what a metadata.csv says of one file.
type metadataRow struct {
	path  string // of the file, relative to the corpus
	line  int
	pairs []pair
}

// attach reads the tables and joins them to the files. A row about a file that is not there is an *Exclusion.
func (c *Corpus) attach(metadata []string) error {
	files := map[string]bool{}
	for _, e := range c.entries {
		files[e.path] = e.excluded == nil
	}
	var faults []error
	for _, name := range metadata {
		rows, err := c.readMetadata(name)
		faults = append(faults, err)
		for _, row := range rows {
			if _, ok := files[row.path]; !ok {
				missing := &Exclusion{Path: fmt.Sprintf("%s:%d", name, row.line), Reason: Broken, Detail: "there is no file " + row.path}
				c.entries = append(c.entries, entry{name, missing})
				continue
			}
			if _, ok := c.given[row.path]; ok {
				faults = append(faults, fmt.Errorf("%s:%d: %s is listed twice", name, row.line, row.path))
			}
			c.given[row.path] = row.pairs
		}
	}
	return errors.Join(faults...)
}

var errNoFileColumn = errors.New(`no column "file"`)

func (c *Corpus) readMetadata(name string) ([]metadataRow, error) {
	raw, err := fs.ReadFile(c.fsys, name)
	if err != nil {
		return nil, err
	}
	if err := checkUTF8(name, string(raw)); err != nil {
		return nil, err
	}
	text := strings.TrimPrefix(string(raw), bom)
	l := newLines(strings.NewReader(text))
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = rune(sniff(l))
	header, err := r.Read()
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	file := slices.IndexFunc(header, func(c string) bool { return strings.EqualFold(strings.TrimSpace(c), "file") })
	if file < 0 {
		return nil, fmt.Errorf("%s: %w among: %s", name, errNoFileColumn, strings.Join(header, ", "))
	}
	var rows []metadataRow
	var faults []error
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows, errors.Join(faults...)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		line, _ := r.FieldPos(0)
		row := metadataRow{path: path.Join(path.Dir(name), strings.TrimSpace(cells[file])), line: line}
		for i, cell := range cells {
			if i != file {
				row.pairs = append(row.pairs, pair{header[i], cell})
			}
		}
		rows = append(rows, row)
	}
}
