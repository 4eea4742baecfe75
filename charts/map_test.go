package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"parallax/stats"

	"pgregory.net/rapid"
)

// syntheticMap makes a map of outlets by a method, with so many columns.
func syntheticMap(method string, outlets []string, columns int) *stats.Map {
	p := stats.Plane{Method: method, Axes: []float64{0.61, 0.27}, Ellipses: "maps of resampled articles laid upon this one"}
	for i, o := range outlets {
		place := stats.Place{Name: o, X: 1.6*wave(i, 1) - 0.7, Y: 0.9*wave(i, 2) - 0.5, Mentions: int64(40 + i*29%90), Articles: 12 + i*7%40, Mass: wave(i, 3) / 4,
			Ellipse: &stats.Ellipse{Major: 0.1 + 0.3*wave(i, 4), Minor: 0.1 * wave(i, 5), Angle: math.Pi * (wave(i, 6) - 0.5)}}
		if i%5 == 4 {
			place.Supplementary, place.Mass, place.Mentions, place.Warnings = true, 0, 12, []stats.Warning{stats.SupplementaryOutlet}
		}
		if i%6 == 5 {
			place.Ellipse, place.Warnings = nil, append(place.Warnings, stats.ArticlesAlike)
		}
		p.Outlets = append(p.Outlets, place)
	}
	for j := range columns {
		variant := []string{"loaded", "neutral", "euphemistic"}[j%3]
		p.Columns = append(p.Columns, stats.Place{Name: fmt.Sprintf("concept-%d/%s", j/3, variant), X: 1.8*wave(j, 21) - 0.9, Y: 1.8*wave(j, 22) - 0.9, Mass: wave(j, 23) / float64(columns)})
	}
	return &stats.Map{Of: "conflict/armed-actors", Voice: "author", Planes: []stats.Plane{p}, Confidence: 0.95, Manifest: "3fa9c1d2"}
}

// mapCases are the maps that the golden figures of this chart are drawn from.
func mapCases() map[string]*stats.Map {
	choices := syntheticMap(stats.Correspondence, outletNames[:6], 3)
	choices.Planes = append(choices.Planes, syntheticMap(stats.Scaling, outletNames[:6], 0).Planes...)
	choices.Test = &stats.Permanova{F: ptr(3.21), R2: 0.18, P: 0.0004, Outlets: 6, Articles: 120, Method: "permutation within 14 stories, 9999 draws"}
	choices.LeftOut, choices.Warnings = []string{"Orchard Weekly"}, []stats.Warning{stats.OutletsLeftOut}

	measures := syntheticMap(stats.PrincipalComponents, outletNames[:5], 6)
	measures.Of, measures.Voice, measures.Invented = "6 measures", "", true
	for i := range measures.Planes[0].Outlets {
		o := &measures.Planes[0].Outlets[i]
		o.Mentions, o.Mass, o.Supplementary, o.Warnings = 0, 0, false, nil
	}

	crowded := syntheticMap(stats.Correspondence, outletNames, 39)
	crowded.Of = "13 concepts"
	crowded.Planes[0].Outlets[2].Ellipse.Major = 7

	alike := syntheticMap(stats.Scaling, outletNames[:3], 0)
	alike.Planes[0].Axes, alike.Planes[0].Warnings = nil, []stats.Warning{stats.AllAlike}
	for i := range alike.Planes[0].Outlets {
		o := &alike.Planes[0].Outlets[i]
		o.X, o.Y, o.Ellipse = 0, 0, &stats.Ellipse{}
	}

	line := syntheticMap(stats.Correspondence, outletNames[:4], 2)
	line.Planes[0].Axes, line.Planes[0].Warnings = []float64{1}, []stats.Warning{stats.OneAxis}
	for _, places := range [][]stats.Place{line.Planes[0].Outlets, line.Planes[0].Columns} {
		for i := range places {
			places[i].Y = 0
			if e := places[i].Ellipse; e != nil {
				e.Minor, e.Angle = 0, 0
			}
		}
	}
	return map[string]*stats.Map{"choices": choices, "measures": measures, "crowded": crowded, "alike": alike, "line": line,
		"nothing": {Of: "conflict/armed-actors", Voice: "scare", Warnings: []stats.Warning{stats.NothingToMap}}}
}

func TestMapLayoutHolds(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aWiø -/Щ中\t&<")), 1, 60, -1)
	number := rapid.Float64Range(-3, 3)
	rapid.Check(t, func(t *rapid.T) {
		m := &stats.Map{Of: "9 concepts", Voice: "author", Confidence: 0.9}
		for _, method := range []string{stats.Correspondence, stats.Scaling, stats.PrincipalComponents} {
			p := stats.Plane{Method: method, Axes: []float64{1}}
			for _, o := range rapid.SliceOfNDistinct(name, 1, 24, rapid.ID).Draw(t, "outlets") {
				place := stats.Place{Name: o, X: number.Draw(t, "x"), Y: number.Draw(t, "y"), Mass: rapid.Float64Range(0, 1).Draw(t, "mass")}
				if rapid.Bool().Draw(t, "ellipse") {
					place.Ellipse = &stats.Ellipse{Major: 3 + number.Draw(t, "major"), Minor: rapid.Float64Range(0, 0.1).Draw(t, "minor"), Angle: number.Draw(t, "angle") / 2}
				}
				p.Outlets = append(p.Outlets, place)
			}
			for _, c := range rapid.SliceOfN(name, 0, 20).Draw(t, "columns") {
				p.Columns = append(p.Columns, stats.Place{Name: c, X: number.Draw(t, "x"), Y: number.Draw(t, "y")})
			}
			m.Planes = append(m.Planes, p)
		}
		if err := faults(Map(m)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMapCaption(t *testing.T) {
	tests := []struct {
		name         string
		want, absent []string
	}{
		{"choices", []string{"441 mentions in 177 articles from 6 outlets.", "p < 0.001 (permutation within 14 stories", "Without a part: Orchard Weekly.", "how far an outlet is from a variant means nothing",
			"Ellipses (95 %): maps of resampled articles", "Hollow: supplementary", "Fewer than 30 mentions", "Manifest 3fa9c1d2."}, []string{"Invented", "No room", "arrows"}},
		{"measures", []string{"articles from 5 outlets.", "arrows: measures", "how far an outlet is from a measure means nothing", "Invented articles (demo)."}, []string{"mentions in"}},
		{"crowded", []string{"No room for the names of: ", "Ellipses that meet the frame go on beyond it"}, nil},
		{"line", []string{"All differences lie on one axis"}, nil},
	}
	for _, test := range tests {
		caption := strings.ReplaceAll(strings.Join(Map(mapCases()[test.name]).Notes, "\n"), "\u00a0", " ")
		for _, want := range test.want {
			if !strings.Contains(caption, want) {
				t.Errorf("%s: %q is not in the caption:\n%s", test.name, want, caption)
			}
		}
		for _, absent := range test.absent {
			if strings.Contains(caption, absent) {
				t.Errorf("%s: %q is in the caption:\n%s", test.name, absent, caption)
			}
		}
	}
}

// Distances are what a map shows, so an inch is as much upwards as across.
func TestMapKeepsDistances(t *testing.T) {
	for name, m := range mapCases() {
		for i := range m.Planes {
			var n notes
			l := layPlane(&m.Planes[i], 0, &n, nil)
			across, up := float64(l.x.to-l.x.from)/(l.x.hi-l.x.lo), float64(l.y.from-l.y.to)/(l.y.hi-l.y.lo)
			if math.Abs(across/up-1) > 1e-9 {
				t.Errorf("%s: %v points a unit across, %v upwards", name, across, up)
			}
			if shown := len(l.labels) + len(l.unnamed); shown != len(l.marks) {
				t.Errorf("%s: %d of %d names are drawn or in the caption", name, shown, len(l.marks))
			}
			if !slices.IsSorted(l.unnamed) {
				t.Errorf("%s: %v", name, l.unnamed)
			}
		}
	}
}
