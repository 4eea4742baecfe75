package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/internal/aside"
	"parallax/internal/nearest"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/report"
	"parallax/stages"
)

// A SuggestQuery asks which words a lexicon may lack.
type SuggestQuery struct {
	Lexicon     string   // file or name
	Concepts    []string // all where it is empty
	By          string   // outlet, or a column of the articles
	Top, Sample int
	CSV         string // file to write beside; "" for none
}

// Suggest reads the corpus of a config and writes words that the concepts of a lexicon may lack, with counts and sentences
// to judge them by. What it returns says how many articles were read.
func Suggest(ctx context.Context, c *Config, q SuggestQuery, out io.Writer, watch Watch) (string, error) {
	if q.Top < 1 || q.Sample < 1 {
		return "", &ConfigError{errors.New("top and sample: want 1 or more")}
	}
	if err := c.CheckTable(q.CSV, q.Lexicon); err != nil {
		return "", err
	}
	none := *c.wordsOnly()
	none.Lexicons = nil
	p, err := NewPlan(&none)
	if err != nil {
		return "", err
	}
	lex, err := p.loadLexicon(q.Lexicon)
	if err != nil {
		return "", &ConfigError{err}
	}
	if slices.Contains(alwaysLoaded, lex.Name) {
		return "", &ConfigError{fmt.Errorf("the lexicon %q feeds a layer; candidates are for lexicons of terms", lex.Name)}
	}
	var known []string
	for _, concept := range lex.Concepts {
		if len(concept.Variants) > 0 {
			known = append(known, concept.Name)
		}
	}
	for _, name := range q.Concepts {
		if !slices.Contains(known, name) {
			return "", &ConfigError{fmt.Errorf("%s has no concept %q%s", q.Lexicon, name, nearest.Hint(name, known))}
		}
	}
	if len(q.Concepts) == 0 {
		q.Concepts = known
	}
	var found []concordance.Candidate
	var seen concordance.Seen
	err = c.withCorpus(watch.times(3), func(articles *corpus.Corpus, mon *pipeline.Monitor) (err error) {
		s := concordance.Suggester{
			Lexicon: lex, Concepts: q.Concepts, By: q.By, Top: q.Top, Sample: q.Sample, Options: c.statistics(),
			Records: func() iter.Seq2[corpus.Record, error] { return articles.Records() }, Monitor: mon,
			Layers: func(of ...*lexicons.Lexicon) (*stages.Layers, error) {
				err := p.compile(of...)
				return p.Layers, err
			},
		}
		found, seen, err = s.Suggest(ctx)
		return err
	})
	if errors.Is(err, concordance.ErrNoColumn) {
		err = &ConfigError{err}
	}
	if err != nil {
		return "", err
	}
	if q.CSV != "" {
		if err := aside.Write(q.CSV, func(w io.Writer) error { return report.WriteCandidatesCSV(w, found) }); err != nil {
			return "", err
		}
	}
	return tally(seen.Articles, "read", seen.Excluded, ""), report.WriteCandidates(out, q.Concepts, found)
}

// times is the watch of a corpus that is read several times.
func (w Watch) times(n int64) Watch {
	if w == nil {
		return nil
	}
	return func(bytes int64, mon *pipeline.Monitor) func() { return w(n*bytes, mon) }
}
