package experiment

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/internal/nearest"
	"parallax/lexicons"
	"parallax/pipeline"
)

// wordsOnly is the config without what is done with counts, so that other lexicons may stand in it.
func (c *Config) wordsOnly() *Config {
	words := *c
	words.Measures, words.Families, words.Regressions, words.Charts = nil, nil, nil, nil
	return &words
}

// search plans a search for the entries of a plan's lexicons that are wanted.
func (p *Plan) search(wanted func(lexicons.Entry) bool) *concordance.Search {
	s := &concordance.Search{Layers: p.Layers, Workers: p.Config.workers()}
	for _, e := range p.Layers.Lexicons.Entries() {
		s.Wanted = append(s.Wanted, wanted(e))
	}
	return s
}

// withCorpus opens the corpus of a config for do to read, and watches.
func (c *Config) withCorpus(watch Watch, do func(*corpus.Corpus, *pipeline.Monitor) error) error {
	articles, err := c.openCorpus()
	if err != nil {
		return &ConfigError{err}
	}
	var mon pipeline.Monitor
	defer watch.start(articles.Size(), &mon)()
	return do(articles, &mon)
}

// strangeOutlets reports wanted outlets that no article of a corpus is of. Where one is the name of a file, the corpus may
// have been meant.
func strangeOutlets(wanted []string, known map[string]bool) error {
	var faults []error
	for _, name := range wanted {
		if known[name] {
			continue
		}
		hint := nearest.Hint(name, slices.Sorted(maps.Keys(known)))
		if _, err := os.Stat(name); err == nil {
			hint = "; to read articles from it: --corpus " + name
		}
		faults = append(faults, fmt.Errorf("no article is of outlet %q%s", name, hint))
	}
	return errors.Join(faults...)
}
