package stats

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"parallax/counts"
)

// A series is a measure in one voice over all articles of a table.
type series struct {
	measure *Measure
	voice   string
	scale   scale
	parts   []part // by article ID; articles with neither numerator nor denominator have none
}

// A part is what one article contributes to a series.
type part struct {
	article  int // index into the table
	num, den int64
}

// An effect is what one occurrence of a feature in a voice adds to a series.
type effect struct {
	series   int
	num, den int64
}

// newSeries lays out the series of measures: by measure, then by voice, in the order given.
func newSeries(measures []Measure) (all []series) {
	for i := range measures {
		m := &measures[i]
		if m.AllVoices {
			all = append(all, series{measure: m, voice: "all", scale: scaleOf(m.Unit)})
		}
		for _, v := range m.Voices {
			all = append(all, series{measure: m, voice: v.String(), scale: scaleOf(m.Unit)})
		}
	}
	return all
}

// evaluate fills the series from a table in one pass over its cells. order is the articles by ID.
func evaluate(t *counts.Table, order []int, all []series) error {
	effects, err := compile(t.Features(), all)
	if err != nil {
		return err
	}
	sums := make([]part, len(all))
	var touched []int
	for _, article := range order {
		touched = touched[:0]
		for c := range t.Cells(article) {
			byVoice := effects[c.Feature]
			if byVoice == nil {
				continue
			}
			for _, e := range byVoice[c.Voice] {
				if sums[e.series] == (part{}) {
					touched = append(touched, e.series)
				}
				sums[e.series].article = article
				sums[e.series].num += e.num * c.N
				sums[e.series].den += e.den * c.N
			}
		}
		slices.Sort(touched)
		for _, s := range slices.Compact(touched) {
			if p := sums[s]; p.num != 0 || p.den != 0 {
				all[s].parts = append(all[s].parts, p)
			}
			sums[s] = part{}
		}
	}
	for i := range all {
		all[i].scale.reach(all[i].parts)
	}
	return nil
}

// compile matches every feature of a table against the selections of all series once, and widens the scale
// of a mean to the levels that occur.
func compile(features []counts.Feature, all []series) (map[counts.Feature]*[counts.Voices][]effect, error) {
	var faults []error
	effects := map[counts.Feature]*[counts.Voices][]effect{}
	for _, f := range features {
		var measure *Measure
		var of, per bool
		weight := int64(1)
		for s := range all {
			if m := all[s].measure; m != measure {
				measure, of, per = m, m.Of.selects(f), m.Per.selects(f)
				weight = 1
				if of && m.Unit == Mean {
					n, ok := level(f)
					if !ok {
						faults = append(faults, fmt.Errorf("measure %q: %q does not end in a whole number, which is the level that a mean is of", m.Name, f))
					}
					weight = n
				}
			}
			if !of && !per {
				continue
			}
			if of && measure.Unit == Mean {
				all[s].scale.include(float64(weight))
			}
			if effects[f] == nil {
				effects[f] = new([counts.Voices][]effect)
			}
			for v := range counts.Voice(counts.Voices) {
				e := effect{series: s}
				if of && all[s].hears(measure.Of, v) {
					e.num = weight
				}
				if per && all[s].hears(measure.Per, v) {
					e.den = 1
				}
				if e.num != 0 || e.den != 0 {
					effects[f][v] = append(effects[f][v], e)
				}
			}
		}
	}
	return effects, errors.Join(faults...)
}

// hears reports whether a selection takes occurrences in a voice: in its own voices if it names any, else in
// that of the series.
func (s *series) hears(sel Selection, v counts.Voice) bool {
	if len(sel.Voices) > 0 {
		return slices.Contains(sel.Voices, v)
	}
	return s.voice == "all" || s.voice == v.String()
}

// byArticle is the articles of a table in the order of their IDs, so that the order in which they were added
// shows nowhere. An ID that occurs twice would be counted twice.
func byArticle(t *counts.Table) ([]int, error) {
	order := indices(t.Len())
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(t.Article(a).Article, t.Article(b).Article) })
	var faults []error
	for i := 1; i < len(order); i++ {
		if id := t.Article(order[i]).Article; id == t.Article(order[i-1]).Article {
			faults = append(faults, fmt.Errorf("article %s is in the table more than once", id))
		}
	}
	return order, errors.Join(faults...)
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// scores lists what each article contributes to each series, by article, then measure and voice in the order
// given.
func scores(t *counts.Table, order []int, all []series) []Score {
	n := 0
	for _, s := range all {
		n += len(s.parts)
	}
	out := make([]Score, 0, n)
	next := make([]int, len(all)) // part of each series
	for _, article := range order {
		a := t.Article(article)
		for i := range all {
			s := &all[i]
			if next[i] == len(s.parts) || s.parts[next[i]].article != article {
				continue
			}
			p := s.parts[next[i]]
			out = append(out, Score{a.Article, a.Outlet, s.measure.Name, s.voice, p.num, p.den})
			next[i]++
		}
	}
	return out
}
