package experiment

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"

	"parallax/corpus"
	"parallax/report"
	"parallax/stories"
)

// Stories groups the articles of a plan's corpus by the stories they cover. The terms of the plan's lexicons do not
// count for that, since they are what is compared within a story.
func Stories(ctx context.Context, p *Plan, days int, similarity float64) (*report.Stories, error) {
	articles, err := p.Config.openCorpus()
	if err != nil {
		return nil, &ConfigError{err}
	}
	finder := stories.Finder{Days: days, Similarity: similarity, Lexicons: p.Layers.Lexicons}
	var out report.Stories
	admit := countable(corpus.Seen{})
	for record, err := range articles.Records() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var a corpus.Article
		if err == nil {
			a, err = record.Decode()
		}
		if err == nil {
			err = admit(a)
		}
		var one *corpus.Exclusion
		switch {
		case errors.As(err, &one):
			out.Excluded++
		case err != nil:
			return nil, err
		default:
			out.Articles++
			if !finder.Add(a) {
				out.Undated++
			}
		}
	}
	out.Found = finder.Stories()
	return &out, nil
}

// readStories reads the table of stories that a config gives and notes its hash in a manifest. It is nil where
// none is given.
func (c *Config) readStories(m *Manifest) (map[string]string, error) {
	if c.Stories == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Stories)
	if err != nil {
		return nil, prefixed("stories", err)
	}
	hash, err := hashReader(bytes.NewReader(data), filepath.Base(c.Stories))
	if err != nil {
		return nil, err
	}
	m.Inputs.Stories = []HashedFile{hash}
	return report.ReadStories(c.Stories, data)
}

// strangers counts the articles with a story that were not scored: a wrong table, or ids that an editor changed.
func (s *scoring) strangers() (n int) {
	for article := range s.stories {
		if !s.seen.Has(article) {
			n++
		}
	}
	return n
}
