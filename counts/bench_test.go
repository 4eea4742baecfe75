package counts

import (
	"fmt"
	"slices"
	"testing"
)

// benchRows are rows of the size that the built-in lexicons give: seventy cells, half of them with evidence.
func benchRows() []Row {
	rows := make([]Row, 500)
	for i := range rows {
		r := &rows[i]
		r.Meta = Meta{Article: fmt.Sprintf("a%04d", i), Outlet: fmt.Sprintf("Outlet %d", i%20)}
		for k := range 70 {
			f, v := Feature(fmt.Sprintf("term/lexicon/concept-%d/variant/term-%d", k%7, (k*i)%90)), Voice(k%Voices)
			r.Add(f, v, int64(k%5+1))
			if k%2 == 0 {
				r.Evidence = append(r.Evidence, Evidence{f, v, "The council met on Monday and did not agree.", k, k + 4, "term"})
			}
		}
	}
	return rows
}

func BenchmarkSort(b *testing.B) {
	rows := benchRows()
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range rows {
			r.Cells = slices.Clone(r.Cells)
			r.Sort()
		}
	}
}

// BenchmarkWriter is what is done with rows once they are counted: the spool, the sample, and the files.
func BenchmarkWriter(b *testing.B) {
	rows := benchRows()
	for i := range rows {
		rows[i].Sort()
	}
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		w, err := NewWriter(dir)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range rows {
			if err := w.Add(r); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
