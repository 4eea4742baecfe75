package concordance

import (
	"context"
	"iter"
	"maps"
	"slices"

	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/stats"
	"parallax/text"
)

// Coverage says how much of a corpus each term of some lexicons covers.
type Coverage struct {
	Terms   []CoveredTerm // in the order of the lexicons
	Outlets []string      // sorted
	Seen
}

// A CoveredTerm is how often a term is counted in a corpus.
type CoveredTerm struct {
	lexicons.Entry
	Hits       int64
	Voices     [counts.Voices]int64
	Outlets    []int64 // of the hits, for each outlet of the coverage
	Dispersion stats.Dispersion
}

// Cover reads a corpus and counts each wanted term.
func Cover(ctx context.Context, s *Search, records iter.Seq2[corpus.Record, error], mon *pipeline.Monitor) (*Coverage, error) {
	type cell struct {
		entry int
		voice counts.Voice
	}
	type article struct {
		outlet string
		words  int64
		cells  map[cell]int64
	}
	type place struct {
		article int
		n       int64
	}
	entries := s.Layers.Lexicons.Entries()
	covered := make([]CoveredTerm, len(entries))
	places := make([][]place, len(entries)) // for each entry, articles and hits
	outlets := make([]map[string]int64, len(entries))
	var sizes []int64 // of each article, in words
	found := Articles(ctx, s, records, mon, func(d *pipeline.Document, hits []Hit) article {
		a := article{outlet: d.Outlet, words: words(d), cells: map[cell]int64{}}
		for _, h := range hits {
			a.cells[cell{h.Entry, h.Voice}]++
		}
		return a
	})
	for a, err := range found {
		if err != nil {
			return nil, err
		}
		for c, n := range a.cells {
			covered[c.entry].Hits += n
			covered[c.entry].Voices[c.voice] += n
			if outlets[c.entry] == nil {
				outlets[c.entry] = map[string]int64{}
			}
			outlets[c.entry][a.outlet] += n
			if of := places[c.entry]; len(of) > 0 && of[len(of)-1].article == len(sizes) {
				of[len(of)-1].n += n
			} else {
				places[c.entry] = append(of, place{len(sizes), n})
			}
		}
		sizes = append(sizes, a.words)
	}
	out := &Coverage{Seen: s.Seen, Outlets: slices.Sorted(maps.Keys(s.Seen.Outlets))}
	hits := make([]int64, len(sizes))
	for i, e := range entries {
		if !s.Wanted[i] {
			continue
		}
		t := covered[i]
		t.Entry = e
		for _, o := range out.Outlets {
			t.Outlets = append(t.Outlets, outlets[i][o])
		}
		for _, p := range places[i] {
			hits[p.article] = p.n
		}
		t.Dispersion = stats.Disperse(hits, sizes)
		for _, p := range places[i] {
			hits[p.article] = 0
		}
		out.Terms = append(out.Terms, t)
	}
	return out, nil
}

// words is how many running words a document has, without furniture.
func words(d *pipeline.Document) (n int64) {
	toks := stages.Tokens.Of(d)
	for _, s := range stages.Sentences.Of(d) {
		if stages.InFurniture(d, s.From) {
			continue
		}
		for _, t := range toks[s.From:s.To] {
			if t.Is(text.Word) {
				n++
			}
		}
	}
	return n
}
