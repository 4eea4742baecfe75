// Package concordance shows what lexicons find in a corpus: each match with its voice, its article and the words around
// it (keyword in context, KWIC). [Search] is the one pass over a corpus that concordances, coverage, comparisons of
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
}

// A Search is what is wanted of a corpus.
type Search struct {
	Layers  *stages.Layers
	Wanted  []bool         // for each entry of the layers' lexicons
	Voices  []counts.Voice // of the hits; all where it is empty
	Outlets []string       // of the articles; all where it is empty
	Workers int

	Voiceless bool // where whose words the hits are does not matter
}

// fatal is an error that ends a search; nil where an article is left out.
func fatal(err error) error {
	if _, one := errors.AsType[*corpus.Exclusion](err); one {
		return nil
	}
	return err
}

// Articles searches a corpus and yields, in the order of the corpus, what of makes of each article and its hits: of is
// called for each article of the wanted outlets, also where nothing was found, and only then has the document its
// Tokens, Sentences, matches and Furniture, and where there are hits its voices. An article that cannot be read, or whose ID an earlier
// one had, is yielded as a [corpus.Exclusion]; any other error ends the search.
func Articles[T any](ctx context.Context, s *Search, records iter.Seq2[corpus.Record, error], mon *pipeline.Monitor, of func(*pipeline.Document, []Hit) T) iter.Seq2[T, error] {
	type article struct {
		id, path string
		wanted   bool
		found    T
	}
	return func(yield func(T, error) bool) {
		var none T
		quick, err := pipeline.New(s.Layers.Matches, stages.Furniture)
		if err != nil {
			yield(none, err)
			return
		}
		whole, err := pipeline.New(s.Layers.Matches, stages.Furniture, s.Layers.Voices)
		if err != nil {
			yield(none, err)
			return
		}
		results := pipeline.Run(ctx, quick, records, s.Workers, mon, func(d *pipeline.Document) (article, error) {
			a := article{id: d.ID, path: d.Path}
			if len(s.Outlets) > 0 && !slices.Contains(s.Outlets, d.Outlet) {
				return a, nil
			}
			a.wanted = true
			hits := s.hits(d)
			if len(hits) > 0 && !s.Voiceless { // voices cost more than all else, and most articles have no hit
				if d, err = whole.Analyze(d.Article); err != nil {
					return a, err
				}
				hits = s.voiced(d, hits)
			}
			a.found = of(d, hits)
			return a, nil
		})
		seen := corpus.Seen{}
		for a, err := range results {
			if err == nil {
				err = seen.Admit(a.id, a.path)
			}
			if err == nil && !a.wanted {
				continue
			}
			if !yield(a.found, err) {
				return
			}
			if fatal(err) != nil {
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

// voiced gives hits their voices and keeps those of the wanted ones.
func (s *Search) voiced(d *pipeline.Document, hits []Hit) []Hit {
	kept := hits[:0]
	voices := s.Layers.Voices.Of(d)
	for _, h := range hits {
		h.Voice = voices[h.From]
		if len(s.Voices) == 0 || slices.Contains(s.Voices, h.Voice) {
			kept = append(kept, h)
		}
	}
	return kept
}
