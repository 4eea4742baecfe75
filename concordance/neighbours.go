package concordance

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// neighbours are words that stand among the same words as the matches of a concept do. A word is told by how often each of
// the commonest words stands near it in its sentence, each weighed by its positive pointwise mutual information with
// contexts smoothed by the power 3/4 (Levy, Goldberg & Dagan 2015); words are compared by the cosine of these vectors.
// Names are left out: most words with a capital within sentences are.
func (s *Suggester) neighbours(ctx context.Context, l *stages.Layers, f *field) (found []Candidate, err error) {
	byHits := slices.SortedFunc(maps.Keys(f.types), func(a, b string) int {
		return cmp.Or(cmp.Compare(f.types[b].hits, f.types[a].hits), strings.Compare(a, b))
	})
	rows, columns := map[string]uint32{}, map[string]uint32{}
	var forms []string
	for i, w := range byHits {
		t := f.types[w]
		if len(columns) < maxContexts {
			columns[w] = uint32(len(columns))
		}
		if i >= commonest && len(forms) < maxCandidates && t.hits >= leastHits && t.articles >= leastArticles && f.worth(w) {
			rows[w] = uint32(len(forms))
			forms = append(forms, w)
		}
	}
	width := uint32(len(columns))
	concepts := map[string]uint32{}
	for i, c := range s.Concepts {
		concepts[c] = uint32(len(forms) + i)
	}
	n := make([]uint32, (uint32(len(forms))+uint32(len(concepts)))*width)
	type roles struct{ row, column int32 } // -1 for none
	types := text.NewTable(func(form string) roles {
		r := roles{-1, -1}
		if i, ok := rows[form]; ok {
			r.row = int32(i)
		}
		if i, ok := columns[form]; ok {
			r.column = int32(i)
		}
		return r
	})
	entries := l.Lexicons.Entries()
	search := s.search(l, entries)
	search.Voiceless = true
	cells := Articles(ctx, search, s.Records(), s.Monitor, func(d *pipeline.Document, hits []Hit) (cells []uint32) {
		toks := stages.Tokens.Of(d)
		near := func(row uint32, r text.Range) {
			sent := stages.SentenceAt(d, r.From)
			side := func(i, step int) {
				for words := 0; words < around && sent.Has(i); i += step {
					if !toks[i].Is(text.Word) {
						continue
					}
					words++
					if c := types.Of(d.Source, toks[i]).column; c >= 0 {
						cells = append(cells, row*width+uint32(c))
					}
				}
			}
			side(r.From-1, -1)
			side(r.To, 1)
		}
		for i, t := range toks {
			if row := types.Of(d.Source, t).row; row >= 0 && !stages.InFurniture(d, i) {
				near(uint32(row), text.Range{From: i, To: i + 1})
			}
		}
		for _, h := range hits {
			if row, ok := concepts[entries[h.Entry].Concept]; ok && entries[h.Entry].Lexicon == s.Lexicon.Name {
				near(row, h.Range)
			}
		}
		return cells
	})
	for of, err := range cells {
		if err != nil {
			return nil, err
		}
		for _, c := range of {
			n[c]++
		}
	}
	m := newAssociations(n[:uint32(len(forms))*width], int(width))
	for i, c := range s.Concepts {
		row := n[concepts[c]*width:][:width]
		target := m.vector(row)
		var of []Candidate
		for k, form := range forms {
			if cosine := m.cosine(target, n[uint32(k)*width:][:width]); cosine > 0 {
				of = append(of, Candidate{Concept: s.Concepts[i], Kind: Neighbour, Form: form, Score: cosine})
			}
		}
		slices.SortFunc(of, func(a, b Candidate) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Form, b.Form))
		})
		found = append(found, of[:min(len(of), s.Top)]...)
	}
	return found, nil
}

// associations are how probable each context is.
type associations struct{ probable []float64 }

func newAssociations(n []uint32, width int) associations {
	a := associations{make([]float64, width)}
	for i, x := range n {
		a.probable[i%width] += float64(x)
	}
	all := 0.0
	for i, x := range a.probable {
		a.probable[i] = math.Pow(x, 0.75)
		all += a.probable[i]
	}
	for i := range a.probable {
		a.probable[i] /= max(all, 1)
	}
	return a
}

// vector is the positive pointwise mutual information of a word with each context.
func (a associations) vector(n []uint32) []float64 {
	all := 0.0
	for _, x := range n {
		all += float64(x)
	}
	v := make([]float64, len(n))
	for i, x := range n {
		if x > 0 && a.probable[i] > 0 {
			v[i] = max(0, math.Log(float64(x)/all/a.probable[i]))
		}
	}
	return v
}

func (a associations) cosine(target []float64, n []uint32) float64 {
	var dot, own, other float64
	for i, x := range a.vector(n) {
		dot += x * target[i]
		own += x * x
		other += target[i] * target[i]
	}
	if dot == 0 {
		return 0
	}
	return dot / math.Sqrt(own*other)
}
