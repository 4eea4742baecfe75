// Package concordance shows what lexicons find in a corpus: each match with its voice, its article and the words around
// it (keyword in context, KWIC). [Articles] is the one pass over a corpus that concordances, coverage, comparisons of
// lexicons and suggestions are made from.
package concordance

import (
	"context"
	"errors"
	"iter"
	"slices"

	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
)

// A Hit is a match of a wanted entry, in the article and not in the furniture of its page: what is counted.
type Hit struct {
	lexicons.Match
	Voice counts.Voice
	Side  string // of the config's sides, whom it is about; "" where none could be told
}

// A Search is what is wanted of a corpus, and what was seen of the corpus on the way.
type Search struct {
	Layers    *stages.Layers
	Wanted    []bool         // for each entry of the layers' lexicons
	Voices    []counts.Voice // of the hits; all where it is empty
	Sides     []string       // of the hits, "" for those about none; all where it is empty
	Outlets   []string       // of the articles; all where it is empty
	Voiceless bool           // it does not matter whose words the hits are, and they have no voice
	Workers   int

	Seen Seen
}

// Seen is what a search met.
type Seen struct {
	Articles int // of the wanted outlets
	Excluded map[corpus.Reason]int
	Outlets  map[string]bool // of all articles
}

// Articles searches a corpus and yields, in the order of the corpus, what of makes of each article of the wanted outlets
// and its hits, also where it has none. The document has its Tokens, Sentences, Furniture and matches; where it has
// hits, and they have voices, also its Voices and Terms. An article that cannot be read, or whose ID an earlier one
// had, is counted as excluded; any other error ends the search.
func Articles[T any](ctx context.Context, s *Search, records iter.Seq2[corpus.Record, error], mon *pipeline.Monitor, of func(*pipeline.Document, []Hit) T) iter.Seq2[T, error] {
	type article struct {
		outlet string
		wanted bool
		found  T
	}
	s.Seen = Seen{Excluded: map[corpus.Reason]int{}, Outlets: map[string]bool{}}
	return func(yield func(T, error) bool) {
		var none T
		quick, err := pipeline.New(s.Layers.Matches, stages.Furniture)
		if err != nil {
			yield(none, err)
			return
		}
		whole, err := pipeline.New(s.Layers.Matches, stages.Furniture, s.Layers.Voices, s.Layers.Terms)
		if err != nil {
			yield(none, err)
			return
		}
		results := pipeline.Run(ctx, quick, records, s.Workers, mon, corpus.Seen{}.First, func(d *pipeline.Document) (article, error) {
			a := article{outlet: d.Outlet}
			if len(s.Outlets) > 0 && !slices.Contains(s.Outlets, d.Outlet) {
				return a, nil
			}
			a.wanted = true
			hits := s.hits(d)
			if len(hits) > 0 && !s.Voiceless { // voices cost more than all else, and most articles have no hit
				analyzed, err := whole.Analyze(d.Article)
				if err != nil {
					return a, err
				}
				d, hits = analyzed, s.voiced(analyzed, hits)
			}
			a.found = of(d, hits)
			return a, nil
		})
		for a, err := range results {
			var one *corpus.Exclusion
			switch {
			case errors.As(err, &one):
				s.Seen.Excluded[one.Reason]++
				continue
			case err != nil:
				yield(none, err)
				return
			}
			s.Seen.Outlets[a.outlet] = true
			if !a.wanted {
				continue
			}
			s.Seen.Articles++
			if !yield(a.found, nil) {
				return
			}
		}
	}
}

// hits are the wanted matches of a document, in the order of the text.
func (s *Search) hits(d *pipeline.Document) (found []Hit) {
	for _, m := range s.Layers.Matches.Of(d) {
		if s.Wanted[m.Entry] && !stages.InFurniture(d, m.From) {
			found = append(found, Hit{Match: m})
		}
	}
	return found
}

// voiced gives hits their voices and sides. It keeps those of the wanted ones that a run would count: a term may be limited
// to some voices, so that it is no Term in others. The lexicons of layers, such as hedges, have no Terms.
func (s *Search) voiced(d *pipeline.Document, hits []Hit) []Hit {
	kept := hits[:0]
	voices, terms := s.Layers.Voices.Of(d), s.Layers.Terms.Of(d)
	at := 0
	for _, h := range hits {
		for at < len(terms) && (terms[at].From < h.From || terms[at].From == h.From && terms[at].Match != h.Match) {
			at++
		}
		counted := at < len(terms) && terms[at].Match == h.Match
		if !counted && s.Layers.IsUsers(h.Entry) {
			continue
		}
		h.Voice = voices[h.From]
		if counted {
			h.Side = terms[at].Side
		}
		if (len(s.Voices) == 0 || slices.Contains(s.Voices, h.Voice)) && (len(s.Sides) == 0 || slices.Contains(s.Sides, h.Side)) {
			kept = append(kept, h)
		}
	}
	return kept
}
