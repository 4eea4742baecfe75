package experiment

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"parallax/internal/nearest"
	"parallax/lexicons"
	"parallax/lexicons/formats"
)

// OpenLexicon reads the lexicon that a setting names: a built-in one, or a file in any of the formats, with what of it
// could not be carried over.
func OpenLexicon(ref string) (*lexicons.Lexicon, []formats.Left, error) {
	if isFile(ref) {
		return formats.Open(ref)
	}
	if names := builtinNames(); !slices.Contains(names, ref) {
		return nil, nil, fmt.Errorf("unknown lexicon %q%s; the path of a file may stand here too", ref, nearest.Hint(ref, names))
	}
	lex, err := lexicons.Load(lexicons.Builtin(), ref+".yaml")
	return lex, nil, err
}

// isFile tells the path of a lexicon from the name of a built-in one.
func isFile(ref string) bool { return strings.ContainsAny(ref, `/\.`) }

func builtinNames() []string {
	files, err := fs.Glob(lexicons.Builtin(), "*.yaml")
	if err != nil {
		panic(err) // only a malformed pattern
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(f, ".yaml")
	}
	return files
}

// told lists what could not be carried over from a dictionary, the beginning of it if it is much.
func told(ref string, left []formats.Left) (lines []string) {
	const most = 20
	for i, l := range left {
		if i == most {
			return append(lines, fmt.Sprintf("%s: %d more; parallax lexicon import lists them all", ref, len(left)-most))
		}
		lines = append(lines, fmt.Sprintf("%s: %s", ref, l))
	}
	return lines
}
