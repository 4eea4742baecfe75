package counts

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// A Table holds the rows of many articles in memory, compactly. The zero Table is empty.
type Table struct {
	articles []Meta
	from     []int // from[i] is where the cells of article i begin
	cells    []compact
	features []Feature
	ids      map[Feature]uint32
}

type compact struct {
	feature uint32
	voice   Voice
	n       int64
}

// Add appends a row. Its cells must be sorted (see [Row.Sort]).
func (t *Table) Add(r Row) {
	if t.ids == nil {
		t.ids = map[Feature]uint32{}
	}
	t.articles = append(t.articles, r.Meta)
	t.from = append(t.from, len(t.cells))
	for _, c := range r.Cells {
		id, ok := t.ids[c.Feature]
		if !ok {
			id = uint32(len(t.features))
			t.features = append(t.features, c.Feature)
			t.ids[c.Feature] = id
		}
		t.cells = append(t.cells, compact{id, c.Voice, c.N})
	}
}

// Len returns the number of articles.
func (t *Table) Len() int { return len(t.articles) }

// Article returns the i-th article.
func (t *Table) Article(i int) Meta { return t.articles[i] }

// Features returns every feature that occurs, sorted.
func (t *Table) Features() []Feature {
	fs := slices.Clone(t.features)
	slices.Sort(fs)
	return fs
}

// Cells yields the cells of the i-th article, sorted as in its row.
func (t *Table) Cells(i int) iter.Seq[Cell] {
	to := len(t.cells)
	if i+1 < len(t.from) {
		to = t.from[i+1]
	}
	return func(yield func(Cell) bool) {
		for _, c := range t.cells[t.from[i]:to] {
			if !yield(Cell{t.features[c.feature], c.voice, c.n}) {
				return
			}
		}
	}
}

// Row returns the i-th article with its cells; evidence is kept elsewhere.
func (t *Table) Row(i int) Row {
	return Row{Meta: t.articles[i], Cells: slices.Collect(t.Cells(i))}
}

// Merge adds the articles of u, in any order and any sharding: the result is the same bits, sorted by
// article. An article that both tables hold is an error, since it would be counted twice.
func (t *Table) Merge(u *Table) error {
	seen := make(map[string]bool, t.Len())
	for _, a := range t.articles {
		seen[a.Article] = true
	}
	for _, a := range u.articles {
		if seen[a.Article] {
			return fmt.Errorf("article %s is in both tables", a.Article)
		}
	}
	for i := range u.Len() {
		t.Add(u.Row(i))
	}
	t.sort()
	return nil
}

// sort orders articles by ID and rebuilds the feature ids in order of appearance.
func (t *Table) sort() {
	order := make([]int, t.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(t.articles[a].Article, t.articles[b].Article) })
	var sorted Table
	for _, i := range order {
		sorted.Add(t.Row(i))
	}
	*t = sorted
}
