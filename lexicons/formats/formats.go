// Package formats reads and writes the dictionaries of other programs: which of their words count as which
// category. What a format holds and the language of lexicons does not, or the other way round, is told item by
// item as a [Left] and never dropped in silence.
package formats

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parallax/internal/nearest"
	"parallax/lexicons"
)

// A Format is one kind of dictionary file.
type Format struct {
	Name       string
	Doc        string   // a line: whose format it is and what of it is carried over
	Extensions []string // in lower case, with the stop; the first is the usual one

	holds holds                    // what of a lexicon it has room for
	is    func(source string) bool // tells the format from others with the same extension; nil where none has it
	read  func(r *reading) error
	write func(w *writing) error // nil for what other programs only give out
}

// All is every format. A new format is one file and one line here. Among formats of one extension, the first whose
// content fits is taken.
var All = []Format{
	own, vale, quanteda, liwc, dicx, wordstat, lexicoder, yoshikoder, vader, afinn, mpqa, table, list,
}

// A Left is an item that was not carried over from one format into another, or only changed.
type Left struct {
	Line   int    // in the file that was read, from 1; 0 where it concerns no one line
	Item   string // as written
	Reason string
}

func (l Left) String() string {
	where := ""
	if l.Line > 0 {
		where = fmt.Sprintf("line %d: ", l.Line)
	}
	if l.Item != "" {
		where += fmt.Sprintf("%q: ", shorten(l.Item))
	}
	return where + l.Reason
}

// maxFile bounds what is read, in bytes. The largest dictionaries in use have about 2 MB.
const maxFile = 16 << 20

// Open reads a dictionary in any of the formats, told by its extension and its content, and a lexicon of parallax
// as lexicons.Load does. The error of a file that cannot be read names its line.
func Open(path string) (*lexicons.Lexicon, []Left, error) { return OpenAs(path, "") }

// OpenAs reads a dictionary in the named format; "" stands for whichever it is in.
func OpenAs(path, format string) (*lexicons.Lexicon, []Left, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, nil, err
	}
	return Read(path, data, format)
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("a folder, not a lexicon")}
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s: larger than %d MiB, the limit for a lexicon", path, maxFile>>20)
	}
	return data, err
}

// Read reads a dictionary from the content of a file. The path tells its format, names the lexicon and stands in
// messages.
func Read(path string, data []byte, format string) (*lexicons.Lexicon, []Left, error) {
	if len(data) > maxFile {
		return nil, nil, fmt.Errorf("%s: larger than %d MiB, the limit for a lexicon", path, maxFile>>20)
	}
	source, as := decode(data)
	f, err := find(path, source, format)
	if err != nil {
		return nil, nil, err
	}
	r := newReading(path, source, f)
	if as != "" {
		r.leave(0, "", "the file is not UTF-8; it was read as %s", as)
	}
	err = f.read(r)
	if err != nil && f.holds&everything != 0 {
		return nil, nil, err // it names the file
	}
	if err := r.err(err); err != nil {
		return nil, nil, err
	}
	lex, err := r.lexicon()
	if err != nil {
		return nil, r.left, fmt.Errorf("%s: %w", path, err)
	}
	slices.SortStableFunc(r.left, func(a, b Left) int { return cmp.Compare(a.Line, b.Line) })
	return lex, r.left, nil
}

// find returns the format with a name, or else the one of a file.
func find(path, source, name string) (*Format, error) {
	if name != "" {
		if i := slices.IndexFunc(All, func(f Format) bool { return f.Name == name }); i >= 0 {
			return &All[i], nil
		}
		return nil, fmt.Errorf("unknown format %q%s", name, nearest.Hint(name, Names()))
	}
	ext := strings.ToLower(filepath.Ext(path))
	for i, f := range All {
		if slices.Contains(f.Extensions, ext) && (f.is == nil || f.is(source)) {
			return &All[i], nil
		}
	}
	return nil, fmt.Errorf("%s: no format has the extension %q and such content; name one with --format (legal: %s)", path, ext, strings.Join(Names(), ", "))
}

// Names returns the names of all formats.
func Names() []string {
	var names []string
	for _, f := range All {
		names = append(names, f.Name)
	}
	return names
}
