package experiment

import (
	"context"
	"errors"
	"io"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/report"
)

// Diff writes what changed between two versions of a lexicon and, where it is to be tried, what the change does to the
// corpus of a config, with up to sample sentences that each variant gains and loses.
func Diff(ctx context.Context, c *Config, before, after string, tried bool, sample int, out io.Writer, watch Watch) error {
	if sample < 0 {
		return &ConfigError{errors.New("sample: below 0")}
	}
	none := *c.wordsOnly()
	none.Lexicons = nil
	p, err := NewPlan(&none)
	if err != nil {
		return err
	}
	a, errA := p.loadLexicon(before)
	b, errB := p.loadLexicon(after)
	if err := errors.Join(errA, errB); err != nil {
		return &ConfigError{err}
	}
	if err := report.WriteDiff(out, lexicons.Diff(a, b)); err != nil || !tried {
		return err
	}
	first, second := *a, *b
	first.Name, second.Name = concordance.Before, concordance.After
	if err := p.compile(&first, &second); err != nil {
		return &ConfigError{err}
	}
	search := p.search(func(e lexicons.Entry) bool { return e.Lexicon == concordance.Before || e.Lexicon == concordance.After })
	var changes *concordance.Changes
	err = c.withCorpus(watch, func(articles *corpus.Corpus, mon *pipeline.Monitor) (err error) {
		changes, err = concordance.Compare(ctx, search, articles.Records(), mon, sample, c.Seed)
		return err
	})
	if err != nil {
		return err
	}
	return report.WriteChanges(out, changes)
}
