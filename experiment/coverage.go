package experiment

import (
	"context"
	"io"
	"slices"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/internal/aside"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/report"
)

// Coverage reads the corpus of a config and writes how much of it each term of the config's lexicons covers, as a table for
// people and, where csv names a file, as one for programs. What it returns says how many articles were read.
func Coverage(ctx context.Context, c *Config, csv string, out io.Writer, watch Watch) (string, error) {
	if err := c.CheckTable(csv); err != nil {
		return "", err
	}
	p, err := NewPlan(c.wordsOnly())
	if err != nil {
		return "", err
	}
	search := p.search(func(e lexicons.Entry) bool { return slices.Contains(p.listed, e.Lexicon) })
	var found *concordance.Coverage
	err = c.withCorpus(watch, func(articles *corpus.Corpus, mon *pipeline.Monitor) (err error) {
		found, err = concordance.Cover(ctx, search, articles.Records(), mon)
		return err
	})
	if err != nil {
		return "", err
	}
	if csv != "" {
		if err := aside.Write(csv, func(w io.Writer) error { return report.WriteCoverageCSV(w, found) }); err != nil {
			return "", err
		}
	}
	return tally(found.Articles, "read", found.Excluded, ""), report.WriteCoverage(out, found)
}
