package formats

import (
	"path/filepath"
	"regexp"
	"strings"

	"parallax/lexicons"
)

var list = Format{
	Name:       "list",
	Doc:        "plain list: a word or phrase a line, with * and ?; # and a space begin a comment; one category, named after the file",
	Extensions: []string{".txt", ".lst", ".list"},
	holds:      globs,
	read:       readList,
	write:      writeList,
}

// listComment is a # and what follows it. One before a word is a hashtag.
var listComment = regexp.MustCompile(`(^|\s)#(\s.*)?$`)

func readList(r *reading) error {
	file := filepath.Base(r.path)
	c := r.root.in(legalName(strings.TrimSuffix(file, filepath.Ext(file))), 1)
	for n, line := range lines(r.source) {
		word := listComment.ReplaceAllString(line, "")
		if strings.TrimSpace(word) == "" {
			continue
		}
		if err := r.glob(c, n, lexicons.Term{Pattern: word}); err != nil {
			return err
		}
	}
	return nil
}

func writeList(w *writing) error {
	categories := w.flat()
	if len(categories) > 1 {
		w.leave(0, "", "a list has one category; the names of the %d are only comments", len(categories))
	}
	written := map[string]bool{}
	for _, c := range categories {
		if len(categories) > 1 {
			w.linef("# %s", c.name)
		}
		for _, t := range c.terms {
			if written[t.Pattern] {
				continue // which is no loss: the list has it
			}
			written[t.Pattern] = true
			w.linef("%s", t.Pattern)
		}
	}
	return nil
}
