package experiment

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"

	"parallax/corpus"
	"parallax/demo"
)

// DemoCorpus is the name of the embedded corpus of invented articles.
const DemoCorpus = "demo"

// openCorpus opens what the config names. Folders that parallax wrote into a corpus are no part of it: they
// would be read as articles, and no run could be verified.
func (c *Config) openCorpus() (*corpus.Corpus, error) {
	if c.Corpus == DemoCorpus {
		return corpus.OpenFS(demo.FS(), ".")
	}
	if articles, err := corpus.OpenFS(withoutResults{os.DirFS(c.Corpus)}, "."); err == nil {
		return articles, nil
	}
	return corpus.Open(c.Corpus) // a file, or an error that names the path
}

// withoutResults hides the folders below a folder that have a manifest of parallax.
type withoutResults struct{ fs.FS }

// Stat does not open the file, as fs.Stat would without it: a pipe would never answer.
func (f withoutResults) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

func (f withoutResults) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.IsDir() && f.holdsResults(path.Join(name, e.Name()))
	}), err
}

func (f withoutResults) holdsResults(dir string) bool {
	data, err := fs.ReadFile(f.FS, path.Join(dir, ManifestFile))
	var m Manifest
	return err == nil && json.Unmarshal(data, &m) == nil && m.Parallax != "" && m.Hash != ""
}
