package concordance

import (
	"context"
	"iter"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// Changes are what a change of a lexicon does to what is found in a corpus.
type Changes struct {
	Variants []VariantChange // those of the second version, in its order, then those of the first alone
	Seen
}

// A VariantChange is how the hits of a variant differ between two versions of a lexicon. The same words as another variant
// are lost by one and gained by the other; so is what one version finds as part of a longer match.
type VariantChange struct {
	Concept, Variant string
	Before, After    int64 // hits
	Gained, Lost     int64
	Gains, Losses    []Line // some of them in their sentences
}

// Before and After are the names of the lexicons that [Compare] searches for.
const (
	Before = "before"
	After  = "after"
)

// Compare searches a corpus for the matches of two versions of a lexicon, which the search's layers have under the names
// [Before] and [After], and keeps up to sample of the hits that each variant gains and loses, drawn by the seed.
func Compare(ctx context.Context, s *Search, records iter.Seq2[corpus.Record, error], mon *pipeline.Monitor, sample int, seed uint64) (*Changes, error) {
	type key struct{ concept, variant string }
	entries := s.Layers.Lexicons.Entries()
	of := func(e lexicons.Entry) key { return key{e.Concept, e.Variant} }
	type found struct {
		before, after map[key]int64
		gains, losses []Line
	}
	var order []key
	at := map[key]int{}
	for _, version := range []string{After, Before} {
		for _, e := range entries {
			if _, known := at[of(e)]; e.Lexicon == version && !known {
				at[of(e)] = len(order)
				order = append(order, of(e))
			}
		}
	}
	out := &Changes{Variants: make([]VariantChange, len(order))}
	gains, losses := make([]*Sample, len(order)), make([]*Sample, len(order))
	for i, k := range order {
		out.Variants[i].Concept, out.Variants[i].Variant = k.concept, k.variant
		gains[i], losses[i] = NewSample(sample, seed), NewSample(sample, seed)
	}
	articles := Articles(ctx, s, records, mon, func(d *pipeline.Document, hits []Hit) found {
		type place struct {
			key
			text.Range
		}
		f := found{before: map[key]int64{}, after: map[key]int64{}}
		versions := map[place]int{} // which have a hit there: 1 before, 2 after
		version := func(h Hit) (place, int) {
			e := entries[h.Entry]
			if e.Lexicon == Before {
				return place{of(e), h.Range}, 1
			}
			return place{of(e), h.Range}, 2
		}
		for _, h := range hits {
			p, v := version(h)
			versions[p] |= v
			if v == 1 {
				f.before[p.key]++
			} else {
				f.after[p.key]++
			}
		}
		var gained, lost []Hit
		for _, h := range hits {
			p, v := version(h)
			switch {
			case versions[p] == 3:
			case v == 1:
				lost = append(lost, h)
			default:
				gained = append(gained, h)
			}
		}
		f.gains, f.losses = Context{}.Lines(d, gained, entries), Context{}.Lines(d, lost, entries)
		return f
	})
	for f, err := range articles {
		if err != nil {
			return nil, err
		}
		for k, n := range f.before {
			out.Variants[at[k]].Before += n
		}
		for k, n := range f.after {
			out.Variants[at[k]].After += n
		}
		for _, l := range f.gains {
			i := at[of(l.Entry)]
			out.Variants[i].Gained++
			gains[i].Add(l)
		}
		for _, l := range f.losses {
			i := at[of(l.Entry)]
			out.Variants[i].Lost++
			losses[i].Add(l)
		}
	}
	for i := range order {
		out.Variants[i].Gains, out.Variants[i].Losses = gains[i].Lines(), losses[i].Lines()
	}
	out.Seen = s.Seen
	return out, nil
}
