package formats

import (
	"regexp"

	"parallax/lexicons"
)

var own = Format{
	Name:       "parallax",
	Doc:        "lexicon of parallax: everything",
	Extensions: []string{".yaml", ".yml"},
	holds:      everything | globs | weights | conditions,
	is:         regexp.MustCompile(`(?m)^["']?(concepts|licence)["']?\s*:`).MatchString,
	read: func(r *reading) (err error) {
		r.loaded, err = lexicons.Parse(r.path, []byte(r.source))
		return err
	},
	write: func(w *writing) error { return w.lex.Write(w) },
}
