package experiment

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
		return nil, nil, fmt.Errorf("unknown lexicon %q%s; the path of a file may stand here too, or of a folder, as ./mine/", ref, nearest.Hint(ref, names))
	}
	lex, err := lexicons.Load(lexicons.Builtin(), ref+".yaml")
	return lex, nil, err
}

// LoadLexicon reads a lexicon in the language of lexicons alone: a built-in one by its name, or a file. The error is a
// *ConfigError where there is none, else it lists the faults.
func LoadLexicon(ref string) (*lexicons.Lexicon, error) {
	if !isFile(ref) {
		lex, _, err := OpenLexicon(ref)
		if err != nil {
			return nil, &ConfigError{err}
		}
		return lex, nil
	}
	lex, left, err := formats.OpenAs(ref, "parallax")
	if path := new(fs.PathError); errors.As(err, &path) {
		return nil, &ConfigError{err}
	}
	if err == nil && len(left) > 0 { // it is not UTF-8
		err = fmt.Errorf("%s: %s", ref, left[0])
	}
	return lex, err
}

// isFile tells the path of a lexicon from the name of a built-in one.
func isFile(ref string) bool { return strings.ContainsAny(ref, `/\.`) }

// lexiconFiles returns the lexicons that an entry of a config stands for: those of a folder, by name, else the entry itself.
func lexiconFiles(ref string) ([]string, error) {
	if !isFile(ref) {
		return []string{ref}, nil
	}
	if info, err := os.Stat(ref); err != nil || !info.IsDir() {
		return []string{ref}, nil // what is wrong with it shows when it is loaded
	}
	entries, err := os.ReadDir(ref)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
			files = append(files, filepath.Join(ref, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no lexicon in the folder; its files that end in .yaml are read")
	}
	return files, nil
}

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
