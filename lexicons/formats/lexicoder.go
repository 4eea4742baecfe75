package formats

import (
	"strings"

	"parallax/lexicons"
)

var lexicoder = Format{
	Name:       "lexicoder",
	Doc:        "Lexicoder dictionary: +category, below it a word or phrase a line, with * at the end",
	Extensions: []string{".lc3", ".lc2", ".lcd"},
	holds:      stems,
	is:         func(source string) bool { return !isXML(source) },
	read:       readLexicoder,
	write:      writeLexicoder,
}

func readLexicoder(r *reading) error {
	var c *category
	for n, line := range lines(r.source) {
		line = strings.TrimSpace(line)
		name, heads := strings.CutPrefix(line, "+")
		switch {
		case line == "":
		case heads:
			if c = r.root.in(name, n); strings.TrimSpace(name) != "" {
				break
			}
			if err := r.fault(n, "want the name of a category behind the +"); err != nil {
				return err
			}
		case c == nil:
			return fault(n, "want +category before the word %q; is it a Lexicoder dictionary?", shorten(line))
		default:
			if err := r.glob(c, n, lexicons.Term{Pattern: line}); err != nil {
				return err
			}
		}
	}
	return nil
}

func writeLexicoder(w *writing) error {
	for _, c := range w.flat() {
		w.linef("+%s", c.name)
		for _, t := range c.terms {
			w.linef("%s", t.Pattern)
		}
	}
	return nil
}
