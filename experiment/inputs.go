package experiment

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"parallax/corpus"
)

// resultFiles are the files that a folder of results may hold, its charts apart.
var resultFiles = append(slices.Clone(scoredFiles), ManifestFile,
	"scores.csv", "estimates.csv", "estimators.csv", "comparisons.csv", "ranks.csv", "regressions.csv", "contrasts.csv",
	"uniformity.csv", "report.html", // of run
	"specifications.csv", "rank-agreement.csv", "leave-one-out.csv") // of experiment

// checkOut reports the first input of a run that its results would be written over.
func (c *Config) checkOut(articles *corpus.Corpus) error {
	if same(c.Corpus, c.Out) {
		return fmt.Errorf("out: %s is the folder of the corpus, and what is written there would be read as articles; name another with --out", c.Out)
	}
	inputs, err := c.inputs(articles)
	if err != nil {
		return err
	}
	for _, name := range resultFiles {
		if file := filepath.Join(c.Out, name); slices.ContainsFunc(inputs, existing(file)) {
			return fmt.Errorf("out: %s is an input, and the results would be written over it; name another folder with --out", file)
		}
	}
	return nil
}

// CheckTable reports that a table would be written over an input: an article, the config or what it names, or one of the
// further files.
func (c *Config) CheckTable(table string, further ...string) error {
	if _, err := os.Stat(table); err != nil {
		return nil // nothing to lose
	}
	articles, err := c.openCorpus()
	if err != nil {
		return &ConfigError{err}
	}
	return c.checkWritten(articles, further, table, "")
}

// checkTables reports that a table or a picture of what a scored folder holds would be written over a file of the folder, or
// over what once went into it.
func (c *Config) checkTables(dir, csv, png string) error {
	absent := func(file string) bool { _, err := os.Stat(file); return err != nil }
	if absent(csv) && absent(png) {
		return nil // nothing to lose
	}
	articles, err := c.openCorpus()
	if err != nil {
		articles = nil // it is not read, and may lie elsewhere by now
	}
	m, err := ReadManifest(dir)
	if err != nil {
		return &ConfigError{err}
	}
	files := []string{filepath.Join(dir, ManifestFile)}
	for _, f := range m.Outputs {
		files = append(files, filepath.Join(dir, filepath.FromSlash(f.Path)))
	}
	return c.checkWritten(articles, files, csv, png)
}

// checkWritten reports a table or a picture that would be written over one of the inputs.
func (c *Config) checkWritten(articles *corpus.Corpus, further []string, csv, png string) error {
	inputs, err := c.inputs(articles, further...)
	for _, out := range []struct{ flag, file, what string }{{"csv", csv, "table"}, {"png", png, "chart"}} {
		if err == nil && slices.ContainsFunc(inputs, existing(out.file)) {
			err = overInput(out.flag, out.file, out.what)
		}
	}
	if err != nil {
		return &ConfigError{err}
	}
	return nil
}

func overInput(flag, file, what string) error {
	return fmt.Errorf("%s: %s is an input, and the %s would be written over it; name another file", flag, file, what)
}

// inputs are the files that are read: the articles, if given, the config and what it names, and further ones.
func (c *Config) inputs(articles *corpus.Corpus, further ...string) ([]os.FileInfo, error) {
	paths := append([]string{c.file, c.Stories}, further...)
	if isModelFile(c.Attribution) {
		paths = append(paths, c.Attribution)
	}
	for _, ref := range c.Lexicons {
		files, err := lexiconFiles(ref)
		if err != nil {
			return nil, err
		}
		paths = append(paths, files...)
	}
	if c.Corpus != DemoCorpus && articles != nil {
		root := c.Corpus
		if info, err := os.Stat(root); err == nil && !info.IsDir() {
			root = filepath.Dir(root)
		}
		for _, f := range articles.Files {
			paths = append(paths, filepath.Join(root, filepath.FromSlash(f.Path)))
		}
	}
	var infos []os.FileInfo
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil { // else it is built in, or not given
			infos = append(infos, info)
		}
	}
	return infos, nil
}

// existing tells whether something is the file at path, by whatever name; nothing is where there is none.
func existing(path string) func(os.FileInfo) bool {
	info, err := os.Stat(path)
	return func(other os.FileInfo) bool { return err == nil && os.SameFile(info, other) }
}
