package stats

import (
	"maps"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parallax/counts"
)

func TestVectorWordShift(t *testing.T) {
	var in struct {
		First  map[string]int64 `json:"freq1"`
		Second map[string]int64 `json:"freq2"`
		Score  map[string]float64
	}
	var want struct{ Contributions map[string]float64 }
	vector(t, "word_shift_weighted_average", &in, &want)
	var names []counts.Feature
	var first, second []int64
	var score []float64
	for _, w := range slices.Sorted(maps.Keys(in.Score)) {
		names = append(names, counts.Feature(w))
		first, second, score = append(first, in.First[w]), append(second, in.Second[w]), append(score, in.Score[w])
	}
	got := wordShift(names, wordShares(first), wordShares(second), score)
	if got[0].Feature != "terrorist" {
		t.Errorf("the largest contribution is that of %q", got[0].Feature)
	}
	for _, s := range got {
		near(t, string(s.Feature), s.Contribution, want.Contributions[string(s.Feature)])
	}
}

func TestVectorLeaveOneTermOut(t *testing.T) {
	var in struct {
		Counts map[string]map[string]int64
		Tokens map[string]int64
	}
	var want struct {
		Full      float64
		Loo       map[string]float64
		Influence map[string]float64
		Flips     []string `json:"sign_flips"`
	}
	vector(t, "leave_one_term_out", &in, &want)
	var rows []counts.Row
	for outlet, terms := range in.Counts {
		r := counts.Row{Meta: counts.Meta{Article: outlet, Outlet: outlet}}
		r.Add("tokens", counts.Author, in.Tokens[outlet])
		for w, n := range terms {
			r.Add(counts.Feature("term/"+w), counts.Author, n)
		}
		r.Sort()
		rows = append(rows, r)
	}
	m := Measure{Name: "rate", Doc: "A rate.", Of: Selection{Features: []string{"term/*"}}, Per: Selection{Features: []string{"tokens"}},
		Voices: []counts.Voice{counts.Author}, Unit: PerThousand}
	full, terms, err := Influences(wordTable(rows...), m, counts.Author, "A", "B")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "full", *full, want.Full)
	var flips []string
	for _, in := range terms {
		w := string(in.Feature)[len("term/"):]
		near(t, w+" left out", *in.Without, want.Loo[w])
		near(t, w+", influence", *in.Value, want.Influence[w])
		if in.Flips {
			flips = append(flips, w)
		}
	}
	if !slices.Equal(flips, want.Flips) || len(terms) != len(want.Loo) {
		t.Errorf("%d terms, sign flips %v; want %v", len(terms), flips, want.Flips)
	}
}

var loadedShare = Measure{Name: "loaded", Doc: "A share.", Of: Selection{Features: []string{"term/loaded/*"}}, Per: Selection{Features: []string{"term/*/*"}},
	Voices: []counts.Voice{counts.Author}, Unit: Share}

// The shift of a share adds up to its difference between outlets, whatever the counts.
func TestShiftAddsUp(t *testing.T) {
	features := []counts.Feature{"term/loaded/a", "term/loaded/b", "term/plain/c", "term/plain/d"}
	rapid.Check(t, func(t *rapid.T) {
		var rows []counts.Row
		var loaded, all [3]float64
		for o, outlet := range []string{"A", "B", "C"} {
			r := counts.Row{Meta: counts.Meta{Article: outlet, Outlet: outlet}}
			for i, f := range features {
				n := rapid.Int64Range(0, 20).Draw(t, "n")
				r.Add(f, counts.Author, n)
				all[o] += float64(n)
				if i < 2 {
					loaded[o] += float64(n)
				}
			}
			r.Sort()
			rows = append(rows, r)
		}
		table := wordTable(rows...)
		for _, b := range []string{"B", ""} {
			got, err := ShiftOf(table, loadedShare, counts.Author, "A", b)
			if err != nil {
				t.Fatal(err)
			}
			var others []float64
			for o := 1; o < 3 && (b == "" || o == 1); o++ {
				if all[o] > 0 {
					others = append(others, loaded[o]/all[o])
				}
			}
			if all[0] == 0 || len(others) == 0 {
				if got != nil {
					t.Fatalf("no average, yet a shift: %v", got)
				}
				continue
			}
			var sum float64
			for _, s := range got {
				sum += s.Contribution
			}
			if want := addUp(others)/float64(len(others)) - loaded[0]/all[0]; math.Abs(sum-want) > 1e-12 {
				t.Fatalf("contributions add up to %v, the difference is %v", sum, want)
			}
		}
	})
}

func TestInfluencesOfTheOnlyTerm(t *testing.T) {
	row := func(outlet string, n int64) counts.Row {
		r := counts.Row{Meta: counts.Meta{Article: outlet, Outlet: outlet}}
		r.Add("term/loaded/a", counts.Author, n)
		return r
	}
	full, terms, err := Influences(wordTable(row("A", 3), row("B", 2)), loadedShare, counts.Author, "A", "B")
	if err != nil {
		t.Fatal(err)
	}
	if *full != 0 || len(terms) != 1 || terms[0].Without != nil || terms[0].Value != nil {
		t.Errorf("%v, %+v", *full, terms)
	}
	if full, terms, err := Influences(wordTable(row("A", 3), row("B", 0)), loadedShare, counts.Author, "A", "B"); full != nil || terms != nil || err != nil {
		t.Errorf("an outlet without a mention: %v, %v, %v", full, terms, err)
	}
	if _, _, err := Influences(wordTable(row("A", 3)), loadedShare, counts.Author, "A", "X"); err == nil {
		t.Error("an unknown outlet is accepted")
	}
	if _, err := ShiftOf(wordTable(row("A", 3)), loadedShare, counts.Quoted, "A", ""); err == nil {
		t.Error("a voice that the measure does not have is accepted")
	}
}
