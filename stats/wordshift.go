package stats

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"parallax/counts"
)

// A Shift is what one feature adds to the difference between two averages.
type Shift struct {
	Feature       counts.Feature
	First, Second float64 // its share in each
	Score         float64
	Contribution  float64
}

// ShiftOf is the word shift between two outlets on a share or a mean of levels, in one of its voices: how much each
// feature that the measure divides by adds to the value of b less that of a. A feature scores its level, or in a
// share 1 where it is of and 0 elsewhere, so that the shift of a loaded share says which names make it. Without b,
// a is compared with the mean of the other outlets' shares, each weighing the same.
func ShiftOf(t *counts.Table, m Measure, voice counts.Voice, a, b string) ([]Shift, error) {
	if m.Unit == PerThousand {
		return nil, fmt.Errorf("measure %q: a rate is no average, so there is no shift between two", m.Name)
	}
	if !slices.Equal(m.Of.Voices, m.Per.Voices) {
		return nil, fmt.Errorf("measure %q: of and per are heard in different voices, so a feature has no score of its own", m.Name)
	}
	f, err := featuresOf(t, m, voice, a, b)
	if err != nil {
		return nil, err
	}
	var names []counts.Feature
	var score []float64
	texts := make([][]int64, len(f.outlets))
	for _, one := range f.all {
		if one.den == nil {
			continue
		}
		names = append(names, one.name)
		score = append(score, one.score)
		for o := range texts {
			texts[o] = append(texts[o], one.den[o])
		}
	}
	var others [][]float64
	var own []float64
	for o, text := range texts {
		switch p := wordShares(text); {
		case f.outlets[o] == a:
			own = p
		case p != nil:
			others = append(others, p)
		}
	}
	return wordShift(names, own, meanShares(others), score), nil
}

// wordShift says why the averages of two texts differ, feature by feature, in the weighted-average form (Gallagher et
// al. 2021):
//
//	φ̄₂ − φ̄₁ = Σ (p₂−p₁)·(φ−φ̄₁)
//
// A feature adds to the difference where the second text has more of it and it scores above the first's average, or
// less and below. The contributions add up to the difference exactly; they are listed by size. Where either text has
// nothing there is no average, and no shift.
func wordShift(features []counts.Feature, first, second, score []float64) []Shift {
	if first == nil || second == nil {
		return nil
	}
	var reference float64
	for i, p := range first {
		reference += p * score[i]
	}
	out := make([]Shift, len(features))
	for i, f := range features {
		out[i] = Shift{f, first[i], second[i], score[i], (second[i] - first[i]) * (score[i] - reference)}
	}
	slices.SortStableFunc(out, func(x, y Shift) int {
		return cmp.Or(cmp.Compare(math.Abs(y.Contribution), math.Abs(x.Contribution)), cmp.Compare(x.Feature, y.Feature))
	})
	return out
}

// wordShares divides counts by their sum; nil where there is nothing.
func wordShares(ns []int64) []float64 {
	var all int64
	for _, n := range ns {
		all += n
	}
	if all <= 0 {
		return nil
	}
	out := make([]float64, len(ns))
	for i, n := range ns {
		out[i] = float64(n) / float64(all)
	}
	return out
}

func meanShares(lists [][]float64) []float64 {
	if len(lists) == 0 {
		return nil
	}
	out := make([]float64, len(lists[0]))
	for _, list := range lists {
		for i, v := range list {
			out[i] += v / float64(len(lists))
		}
	}
	return out
}

// An Influence is what one term does to a difference between two outlets.
type Influence struct {
	Feature counts.Feature
	Without *float64 // the difference without the term; absent where either outlet then has nothing to divide by
	Value   *float64 // the difference with all terms less that without this one
	Flips   bool     // without it, the difference has the other sign
}

// Influences drops each term of a measure in turn and gives the difference of outlet a less outlet b (the mean of the
// others' values, where b is "") without it: T(L) − T(L∖w), by size. The term is dropped from both parts of the
// measure. The difference itself is absent where either has no value. A claim that one term carries is a claim
// about that term.
func Influences(t *counts.Table, m Measure, voice counts.Voice, a, b string) (difference *float64, terms []Influence, err error) {
	f, err := featuresOf(t, m, voice, a, b)
	if err != nil {
		return nil, nil, err
	}
	factor := scaleOf(m.Unit).factor()
	difference = f.difference(a, factor, nil)
	if difference == nil {
		return nil, nil, nil
	}
	for i := range f.all {
		one := &f.all[i]
		if one.num == nil {
			continue
		}
		in := Influence{Feature: one.name, Without: f.difference(a, factor, one)}
		if in.Without != nil {
			in.Value = ptr(*difference - *in.Without)
			in.Flips = *difference**in.Without < 0
		}
		terms = append(terms, in)
	}
	size := func(v *float64) float64 {
		if v == nil {
			return math.MaxFloat64 // what leaves nothing weighs most
		}
		return math.Abs(*v)
	}
	slices.SortStableFunc(terms, func(x, y Influence) int {
		return cmp.Or(cmp.Compare(size(y.Value), size(x.Value)), cmp.Compare(x.Feature, y.Feature))
	})
	return difference, terms, nil
}

// measuredFeatures are the features of a measure with their counts by outlet.
type measuredFeatures struct {
	outlets []string
	all     []measuredFeature // by name
}

// A measuredFeature is what it adds to each part of a measure, by outlet; nil where it is no part.
type measuredFeature struct {
	name     counts.Feature
	score    float64
	num, den []int64
}

// featuresOf counts the features of a measure in one voice, in outlet a and in b, or in all where b is "".
func featuresOf(t *counts.Table, m Measure, voice counts.Voice, a, b string) (*measuredFeatures, error) {
	if err := m.Check(); err != nil {
		return nil, fmt.Errorf("measure %q: %w", m.Name, err)
	}
	order, err := byArticle(t)
	if err != nil {
		return nil, err
	}
	all := newSeries([]Measure{m})
	heard := slices.IndexFunc(all, func(s series) bool { return s.voice == "all" || s.voice == voice.String() })
	if heard < 0 {
		return nil, fmt.Errorf("measure %q: it is not estimated in voice %v", m.Name, voice)
	}
	f := &measuredFeatures{}
	at := map[string]int{}
	for _, o := range outlets(t) {
		if b == "" || o == a || o == b {
			at[o] = len(f.outlets)
			f.outlets = append(f.outlets, o)
		}
	}
	var faults []error
	for _, name := range []string{a, b} {
		if _, ok := at[name]; !ok && name != "" {
			faults = append(faults, fmt.Errorf("no article is of outlet %q", name))
		}
	}
	effects, err := compile(t.Features(), all[heard:heard+1])
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	place := map[counts.Feature]int{}
	for _, name := range t.Features() {
		if effects[name] != nil {
			place[name] = len(f.all)
			f.all = append(f.all, measuredFeature{name: name})
		}
	}
	for _, article := range order {
		o, ok := at[t.Article(article).Outlet]
		if !ok {
			continue
		}
		for c := range t.Cells(article) {
			if byVoice := effects[c.Feature]; byVoice != nil {
				for _, e := range byVoice[c.Voice] {
					f.all[place[c.Feature]].add(o, len(f.outlets), e, c.N)
				}
			}
		}
	}
	return f, nil
}

func (m *measuredFeature) add(outlet, outlets int, e effect, n int64) {
	if e.num != 0 {
		if m.num == nil {
			m.num = make([]int64, outlets)
		}
		m.num[outlet] += e.num * n
	}
	if e.den != 0 {
		if m.den == nil {
			m.den = make([]int64, outlets)
		}
		m.den[outlet] += e.den * n
	}
	m.score = float64(e.num)
}

// difference is the value of outlet a less the mean of the others', without one of the features.
func (f *measuredFeatures) difference(a string, factor float64, without *measuredFeature) *float64 {
	var own *float64
	var others []float64
	for o, name := range f.outlets {
		var num, den int64
		for i := range f.all {
			one := &f.all[i]
			if one == without {
				continue
			}
			if one.num != nil {
				num += one.num[o]
			}
			if one.den != nil {
				den += one.den[o]
			}
		}
		switch {
		case den <= 0:
			continue
		case name == a:
			own = ptr(factor * float64(num) / float64(den))
		default:
			others = append(others, factor*float64(num)/float64(den))
		}
	}
	if own == nil || len(others) == 0 {
		return nil
	}
	var sum float64
	for _, v := range others {
		sum += v
	}
	return ptr(*own - sum/float64(len(others)))
}
