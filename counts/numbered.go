package counts

import "iter"

// A Numbered cell names its feature by a number, from 0 to [Table.Numbers]-1, which [Table.Feature] turns into the
// name. What visits millions of cells, as keyness does, then needs no map of names. Numbers depend on the order in
// which articles were added, so nothing that is written may.
type Numbered struct {
	Feature uint32
	Voice   Voice
	N       int64
}

// Numbers returns how many features occur.
func (t *Table) Numbers() int { return len(t.features) }

// Feature returns the feature of a number.
func (t *Table) Feature(number uint32) Feature { return t.features[number] }

// Numbered yields the cells of the i-th article, sorted as in its row.
func (t *Table) Numbered(i int) iter.Seq[Numbered] {
	return func(yield func(Numbered) bool) {
		for _, c := range t.cellsOf(i) {
			if !yield(Numbered{c.feature, c.voice, c.n}) {
				return
			}
		}
	}
}

func (t *Table) cellsOf(i int) []compact {
	if i+1 < len(t.from) {
		return t.cells[t.from[i]:t.from[i+1]]
	}
	return t.cells[t.from[i]:]
}
