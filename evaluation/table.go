package evaluation

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"parallax/stats"
)

// A table is written with its columns aligned.
type table [][]string

func newTable(header ...string) *table { return &table{header} }

func (t *table) row(cells ...string) { *t = append(*t, cells) }

// tally adds a row of decisions, with intervals that suppose sentences drawn at random.
func (t *table) tally(corpus, what string, n Tally) {
	p, r, f := stats.PrecisionRecall(n.Right, n.Wrong, n.Missed, Confidence)
	t.row(corpus, what, interval(p), interval(r), interval(f), fmt.Sprintf("%.3f", n.Accuracy()), fmt.Sprint(n.Right+n.Missed),
		fmt.Sprint(n.Right+n.Wrong+n.Missed+n.Rejected))
}

// reach adds a row of scopes. Words of one sentence hang together: only whole scopes have an interval.
func (t *table) reach(corpus, what string, r Reach) {
	exact, _, _ := stats.PrecisionRecall(r.Exact, r.Scopes-r.Exact, 0, Confidence)
	p, q, f := stats.PrecisionRecall(r.Words.Right, r.Words.Wrong, r.Words.Missed, Confidence)
	t.row(corpus, what, interval(exact), value(p), value(q), value(f), fmt.Sprint(r.Scopes))
}

func value(q stats.Quantity) string {
	if q.Value == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f", *q.Value)
}

func interval(q stats.Quantity) string {
	if q.Value == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f [%.3f, %.3f]", *q.Value, *q.Lo, *q.Hi)
}

func (t *table) write(w io.Writer) error {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range *t {
		fmt.Fprintln(tab, strings.Join(row, "\t"))
	}
	return tab.Flush()
}
