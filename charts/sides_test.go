package charts

import (
	"slices"
	"testing"

	"parallax/counts"
	"parallax/stats"
)

// bySide are results with a measure for each of two sides, and others that are of none or have no counterpart.
func bySide() *stats.Results {
	measure := func(name, doc, of, per string) stats.Measure {
		return stats.Measure{Name: name, Doc: doc, Unit: stats.Share, Voices: []counts.Voice{counts.Author},
			Of: stats.Selection{Features: []string{of}}, Per: stats.Selection{Features: []string{per}}}
	}
	r := synthetic(4, mixed)
	r.Rankings, r.Profiles, r.Estimates = nil, nil, nil
	r.Measures = []stats.Measure{
		measure("loaded-velians", "Of all words for deaths of Velians, the loaded part.", "about/Velia/l/deaths/loaded/*", "about/Velia/l/deaths/*/*"),
		measure("with-a-side", "Of all words for deaths, the part that has a side.", "about/*/l/deaths/*/*", "term/l/deaths/*/*"),
		measure("loaded-sorini", "Of all words for deaths of Sorini, the loaded part.", "about/Sorin/l/deaths/loaded/*", "about/Sorin/l/deaths/*/*"),
		measure("doubted", "Of all claims of Velians, the part kept at a distance.", "attribution/side/Velia/distancing", "attribution/side/Velia/claims"),
		measure("share-velians", "Of all words for deaths that have a side, the part about Velians.", "about/Velia/l/deaths/*/*", "about/*/l/deaths/*/*"),
		measure("share-sorini", "Of all words for deaths that have a side, the part about Sorini.", "about/Sorin/l/deaths/*/*", "about/*/l/deaths/*/*"),
	}
	for j, m := range r.Measures[:4] {
		for i, o := range r.Outlets {
			r.Estimates = append(r.Estimates, syntheticEstimate(o, m, "author", mixed(i), wave(i, 10*j)))
		}
	}
	return r
}

func TestSides(t *testing.T) {
	var names [][]string
	for _, g := range sideGroups(bySide().Measures) {
		var group []string
		for i, m := range g.measures {
			group = append(group, g.sides[i]+" "+m.Name)
		}
		names = append(names, group)
	}
	want := [][]string{{"Velia loaded-velians", "Sorin loaded-sorini"}, {"Velia share-velians", "Sorin share-sorini"}}
	if !slices.EqualFunc(names, want, slices.Equal) {
		t.Errorf("groups: got %q, want %q", names, want)
	}
	figs, err := Sides.Figures(bySide())
	if err != nil || len(figs) != 1 { // nobody has an estimate of the other
		t.Fatalf("%d figures, %v", len(figs), err)
	}
	if f := figs[0]; f.Name != "sides-loaded" || f.Title != "Of all words for deaths of Velians / Sorini, the loaded part." {
		t.Errorf("%s: %s", f.Name, f.Title)
	}
}

func TestSidesTitle(t *testing.T) {
	for _, test := range []struct {
		docs []string
		want string
	}{
		{[]string{"The part about Velians.", "The part about the Sorini."}, "The part about Velians / the Sorini."},
		{[]string{"Velian claims", "Sorini claims"}, "Velian / Sorini claims"},
		{[]string{"Loaded words of Velians.", "The same of Sorini!"}, "Loaded words of Velians. / The same of Sorini!"},
		{[]string{"Deaths", "Deaths"}, "Deaths"},
	} {
		if got := sidesTitle(test.docs); got != test.want {
			t.Errorf("%q: got %q, want %q", test.docs, got, test.want)
		}
	}
}
