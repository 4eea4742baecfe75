package experiment

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/pipeline"
	"parallax/report"
)

// scoredFiles are the files of a scored folder beside its manifest.
var scoredFiles = []string{"articles.csv", "articles.parquet", "counts.csv", "counts.parquet", "evidence.parquet", "excluded.csv"}

// A Watch is told about a run before it starts: how many bytes there are to read, and the monitor that
// counts them. It may be nil.
type Watch func(bytes int64, mon *pipeline.Monitor)

// Score reads the corpus of a plan, counts what each article contains and writes the scored folder: what
// one shard of a larger run does. Where ctx is cancelled, what was finished is kept, whole, and the context's
// error is returned beside the manifest; resume goes on from there.
func Score(ctx context.Context, p *Plan, resume bool, watch Watch) (*Manifest, error) {
	return score(ctx, p, newManifest("score", p), resume, watch)
}

func score(ctx context.Context, p *Plan, m *Manifest, resume bool, watch Watch) (*Manifest, error) {
	articles, err := p.Config.openCorpus()
	if err != nil {
		return nil, &ConfigError{err}
	}
	if m.Inputs.Corpus, err = hashCorpus(articles); err != nil {
		return nil, err
	}
	m.Hash = m.hash()
	if err := os.MkdirAll(p.Config.Out, 0o755); err != nil {
		return nil, err
	}
	s, err := newScoring(p.Config.Out, m, resume)
	if err != nil {
		return nil, err
	}
	defer s.table.Abandon()

	var mon pipeline.Monitor
	if watch != nil {
		watch(articles.Size(), &mon)
	}
	records := skip(articles.Records(), len(s.seen)+len(s.excluded))
	for row, err := range p.Pipeline.Rows(ctx, records, p.Config.workers(), &mon) {
		if err := s.collect(row, err); err != nil {
			return nil, err
		}
	}
	if err := s.close(); err != nil {
		return nil, err
	}
	if !m.Complete {
		return m, ctx.Err()
	}
	return m, nil
}

// A scoring gathers the results of a run in article order.
type scoring struct {
	m        *Manifest
	dir      string
	table    *counts.Writer
	excluded []*corpus.Exclusion
	seen     corpus.Seen
}

func newScoring(dir string, m *Manifest, resume bool) (*scoring, error) {
	table, err := counts.NewWriter(dir)
	if err != nil {
		return nil, err
	}
	s := &scoring{m: m, dir: dir, table: table, seen: corpus.Seen{}}
	if !resume {
		return s, nil
	}
	before, err := ReadManifest(dir)
	switch {
	case err != nil:
		return nil, err
	case before.Hash != m.Hash:
		return nil, fmt.Errorf("cannot resume %s: its corpus, config or lexicons were others (manifest %s, now %s)", dir, before.short(), m.short())
	case before.Complete:
		return nil, fmt.Errorf("nothing to resume: %s is complete", dir)
	}
	ids, err := table.Resume()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		s.seen.Admit(id, "")
	}
	if s.excluded, err = report.ReadExcluded(filepath.Join(dir, "excluded.csv")); err != nil {
		return nil, err
	}
	m.Articles, m.Excluded = before.Articles, before.Excluded
	return s, nil
}

// collect takes one result of the pipeline; an error that it returns ends the run.
func (s *scoring) collect(row counts.Row, err error) error {
	if err == nil {
		err = cmp.Or(corpus.RequireOutlet(row.Article, row.Path, row.Outlet), s.seen.Admit(row.Article, row.Path))
	}
	var one *corpus.Exclusion
	switch {
	case err == nil:
		s.m.Articles++
		return s.table.Add(row)
	case errors.As(err, &one):
		s.m.Excluded[one.Reason]++
		s.excluded = append(s.excluded, one)
		return nil
	case errors.Is(err, context.Canceled):
		s.m.Complete = false
		return nil
	default:
		return err
	}
}

func (s *scoring) close() error {
	if err := s.table.Close(); err != nil {
		return err
	}
	err := aside.Write(filepath.Join(s.dir, "excluded.csv"), func(w io.Writer) error {
		return report.WriteExcluded(w, s.excluded)
	})
	if err != nil {
		return err
	}
	return s.m.write(s.dir, slices.Clone(scoredFiles))
}

// skip leaves out the first n records, which an earlier run has finished: articles are collected in the
// order of the corpus, so what is finished is always its beginning.
func skip(in iter.Seq2[corpus.Record, error], n int) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		i := 0
		for r, err := range in {
			if i++; i > n && !yield(r, err) {
				return
			}
		}
	}
}

func hashCorpus(c *corpus.Corpus) ([]HashedFile, error) {
	var hashed []HashedFile
	for _, f := range c.Files {
		r, err := c.Raw(f)
		if err != nil {
			return nil, err
		}
		h, err := hashReader(r, f.Path)
		r.Close()
		if err != nil {
			return nil, err
		}
		hashed = append(hashed, h)
	}
	return hashed, nil
}
