package experiment

import (
	"context"
	"errors"

	"parallax/corpus"
	"parallax/counts"
	"parallax/pipeline"
)

// A rowCount is what one counter counts in a corpus, for a look at it that writes no folder.
type rowCount struct {
	table    counts.Table
	excluded map[corpus.Reason]int
}

// count runs one counter over a corpus. Articles that cannot be read, or are in the corpus twice, are left out as in a run.
func (p *Plan) count(ctx context.Context, counter *pipeline.Counter, articles *corpus.Corpus, mon *pipeline.Monitor) (*rowCount, error) {
	plan, err := pipeline.New(counter)
	if err != nil {
		return nil, err
	}
	count := &rowCount{excluded: map[corpus.Reason]int{}}
	for row, err := range plan.Rows(ctx, articles.Records(), p.Config.workers(), mon, countable(corpus.Seen{})) {
		var one *corpus.Exclusion
		switch {
		case err == nil:
			count.table.Add(row)
		case errors.As(err, &one):
			count.excluded[one.Reason]++
		default:
			return nil, err
		}
	}
	return count, nil
}

// outlets are those of the articles.
func (r *rowCount) outlets() map[string]bool {
	known := map[string]bool{}
	for i := range r.table.Len() {
		known[r.table.Article(i).Outlet] = true
	}
	return known
}
