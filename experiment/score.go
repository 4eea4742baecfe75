package experiment

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/pipeline"
	"parallax/report"
)

// scoredFiles are the files of a scored folder beside its manifest.
var scoredFiles = []string{"articles.csv", "articles.parquet", "counts.csv", "counts.parquet", "evidence.parquet", "excluded.csv"}

// A Watch is told when reading begins: how many bytes there are to read, and the monitor that counts them.
// What it returns is called when reading has ended. It may be nil.
type Watch func(bytes int64, mon *pipeline.Monitor) (stop func())

func (w Watch) start(bytes int64, mon *pipeline.Monitor) (stop func()) {
	if w == nil {
		return func() {}
	}
	return w(bytes, mon)
}

// Score reads the corpus of a plan, counts what each article contains and writes the scored folder: what
// one shard of a larger run does. Where ctx is cancelled, what was finished is kept, whole, and the context's
// error is returned beside the manifest; resume goes on from there.
func Score(ctx context.Context, p *Plan, resume bool, watch Watch) (*Manifest, error) {
	return score(ctx, p, newManifest("score", p), resume, watch)
}

// While a plan is made and a corpus is read, the collector is lazy up to this size of the heap and works harder beyond it: memory
// stays flat however large the corpus is.
const (
	heap = 112 << 20 // bytes
	lazy = 300       // per cent of the live heap that may be added before a collection
)

// score writes the tables of a run. The folder is complete where the verb asks for no more.
func score(ctx context.Context, p *Plan, m *Manifest, resume bool, watch Watch) (*Manifest, error) {
	articles, err := p.Config.openCorpus()
	if err != nil {
		return nil, &ConfigError{err}
	}
	if m.Inputs.Corpus, err = hashCorpus(ctx, articles); err != nil {
		return nil, err
	}
	given, err := p.Config.readStories(m)
	if err != nil {
		return nil, &ConfigError{err}
	}
	m.Hash = m.hash()
	if err := p.Config.checkOut(articles); err != nil {
		return nil, &ConfigError{err}
	}
	if resume {
		if err := m.checkResume(p.Config.Out); err != nil {
			return nil, &ConfigError{err}
		}
	}
	if err := os.MkdirAll(p.Config.Out, 0o755); err != nil {
		return nil, err
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(heap))
	defer debug.SetGCPercent(debug.SetGCPercent(lazy))
	s, err := newScoring(p.Config.Out, m, resume)
	if err != nil {
		return nil, err
	}
	defer s.table.Abandon()
	s.stories = given

	stopped := s.read(ctx, p, articles, watch)
	if stopped != nil && !errors.Is(stopped, context.Canceled) {
		return nil, stopped
	}
	m.Complete = stopped == nil && m.Verb == "score"
	if err := s.close(); err != nil {
		return nil, err
	}
	if stopped == nil {
		m.strangers = s.strangers()
	}
	return m, stopped
}

// checkResume reports why a folder is not one that m can go on with.
func (m *Manifest) checkResume(dir string) error {
	before, err := ReadManifest(dir)
	switch {
	case err != nil:
		return fmt.Errorf("nothing to resume: %w", err)
	case before.Complete:
		return fmt.Errorf("nothing to resume: %s is complete", dir)
	case before.Verb != m.Verb:
		return fmt.Errorf("cannot resume %s: parallax %s began it, not parallax %s", dir, before.Verb, m.Verb)
	case before.Hash == m.Hash:
		return nil
	}
	var others []error
	compareInputs(before, m, func(format string, args ...any) { others = append(others, fmt.Errorf(format, args...)) })
	if others == nil {
		others = append(others, fmt.Errorf("other settings of %s", strings.Join(before.Inputs.Config.changed(m.Inputs.Config), ", ")))
	}
	return prefixed("cannot resume "+dir, errors.Join(others...))
}

// changed names the settings that are not the same in two configs.
func (c *Config) changed(to *Config) (settings []string) {
	was, is := reflect.ValueOf(*c), reflect.ValueOf(*to)
	for i := range was.NumField() {
		name, _, _ := strings.Cut(was.Type().Field(i).Tag.Get("json"), ",")
		if name == "-" || name == "" {
			continue
		}
		a, _ := json.Marshal(was.Field(i).Interface()) // the manifest is made of them, so they can be written
		b, _ := json.Marshal(is.Field(i).Interface())
		if !bytes.Equal(a, b) {
			settings = append(settings, name)
		}
	}
	return settings
}

// A scoring gathers the results of a run in article order.
type scoring struct {
	m        *Manifest
	dir      string
	table    *counts.Writer
	excluded []*corpus.Exclusion
	seen     corpus.Seen
	before   int               // articles that the folder told of when the run was taken up again
	stories  map[string]string // of each article, where the config gives them; else nil
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
	if err != nil {
		return nil, err
	}
	ids, err := table.Resume()
	if err != nil {
		return nil, err
	}
	if s.excluded, err = report.ReadExcluded(filepath.Join(dir, "excluded.csv")); err != nil {
		return nil, err
	}
	s.before = len(ids) + len(s.excluded)
	for _, e := range s.excluded {
		if e.Reason == corpus.Failed { // which was admitted
			ids = append(ids, e.Article)
		}
	}
	for _, id := range ids {
		s.seen.Admit(id, "")
	}
	m.Articles, m.Excluded = before.Articles, before.Excluded
	return s, nil
}

// countable admits the articles that can be counted: those with an outlet, and of those with one ID the first.
func countable(seen corpus.Seen) func(corpus.Article) error {
	return func(a corpus.Article) error {
		return cmp.Or(corpus.RequireOutlet(a.ID, a.Path, a.Outlet), seen.Admit(a.ID, a.Path))
	}
}

// read collects what the pipeline makes of the articles that are not in the folder yet.
func (s *scoring) read(ctx context.Context, p *Plan, articles *corpus.Corpus, watch Watch) error {
	var mon pipeline.Monitor
	defer watch.start(articles.Size(), &mon)()
	records := skip(articles.Records(), s.before)
	for row, err := range p.Pipeline.Rows(ctx, records, p.Config.workers(), &mon, countable(s.seen)) {
		if err := s.collect(row, err); err != nil {
			return err
		}
	}
	return nil
}

// collect takes one result of the pipeline; an error that it returns ends the run.
func (s *scoring) collect(row counts.Row, err error) error {
	var one *corpus.Exclusion
	switch {
	case err == nil:
		if s.stories != nil {
			row.Story = s.stories[row.Article]
		}
		s.m.Articles++
		return s.table.Add(row)
	case errors.As(err, &one):
		s.m.Excluded[one.Reason]++
		s.excluded = append(s.excluded, one)
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

func hashCorpus(ctx context.Context, c *corpus.Corpus) ([]HashedFile, error) {
	var hashed []HashedFile
	for _, f := range c.Files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
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
