package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parallax/counts"
	"parallax/stats"

	"pgregory.net/rapid"
)

var specificationNames = []string{
	"as given", "strict list", "headlines too", "without terrorist*", "without terror group* †", "without militant*",
	"without fighter* and combatant*", "without gunm?n", "without rebel*", "without insurgent*", "without jihadi*",
	"without extremist* or radical*", "without hostage-taker*", "without operative*",
}

// study makes results for one measure under so many specifications.
func study(outlets, specifications int, articles func(i int) int) *stats.Results {
	r := &stats.Results{Outlets: outletNames[:outlets:outlets], Confidence: 0.95, Manifest: "3fa9c1d2"}
	for j := range specifications {
		m := testMeasures[0]
		m.Voices = m.Voices[:1]
		m.Name = fmt.Sprintf("without term %d", j)
		if j < len(specificationNames) {
			m.Name = specificationNames[j]
		}
		r.Measures = append(r.Measures, m)
		for i, o := range r.Outlets {
			w := wave(i, 3) + 0.25*wave(i, 40+j)*wave(7, j)
			r.Estimates = append(r.Estimates, syntheticEstimate(o, m, "author", articles(i), min(1, w)))
		}
	}
	return r
}

// specificationCases are the results that the golden figures of this chart are drawn from.
func specificationCases() map[string]*stats.Results {
	small := study(2, 3, many)
	small.Invented = true

	absent := study(4, 6, mixed)
	for i := range absent.Estimates {
		e := &absent.Estimates[i]
		if e.Outlet == "Daily Beacon" || e.Measure == "strict list" || e.Outlet == "Harbor Ledger" && e.Measure == "as given" {
			e.Value, e.Lo, e.Hi, e.Articles, e.Warnings = nil, nil, nil, 0, []stats.Warning{stats.NoDenominator}
		}
	}

	voices := study(6, 5, many)
	for j := range voices.Measures {
		m := &voices.Measures[j]
		switch m.Name {
		case "as given":
			m.Voices = testMeasures[0].Voices
			for i, o := range voices.Outlets {
				voices.Estimates = append(voices.Estimates, syntheticEstimate(o, *m, "quoted", many(i), wave(i, 5)))
			}
		case "headlines too":
			m.Voices, m.Doc = []counts.Voice{counts.Headline}, "Of all mentions in headlines, the part that used a loaded name."
			for i := range voices.Estimates {
				if e := &voices.Estimates[i]; e.Measure == m.Name {
					e.Voice = "headline"
				}
			}
		}
	}

	long := study(3, 4, many)
	rename(long, map[string]string{"Daily Beacon": "The Associated Northern Counties and Midland Boroughs Evening Examiner and Advertiser (Sunday)"})
	name := long.Measures[2].Name
	long.Measures[2].Name = "with the list of the style guide of 2019, its plurals, and every compound that a hyphen joins (Ελληνικά, 中)"
	for i := range long.Estimates {
		e := &long.Estimates[i]
		if e.Measure == name {
			e.Measure = long.Measures[2].Name
		}
		if e.Measure == "strict list" && e.Outlet == "Harbor Ledger" {
			e.Hi = ptr(9)
		}
	}
	for i := range long.Measures {
		m := &long.Measures[i]
		m.Unit, m.Doc, m.Per = testMeasures[3].Unit, testMeasures[3].Doc, testMeasures[3].Per
	}
	return map[string]*stats.Results{
		"2x3": small, "6x40": study(6, 40, many), "20x12": study(20, 12, mixed),
		"1x1": study(1, 1, many), "absent": absent, "voices": voices, "long": long,
	}
}

func specificationFigure(t rapid.TB, r *stats.Results) Figure {
	t.Helper()
	figs, err := Specifications.Figures(r)
	if err != nil || len(figs) != 1 {
		t.Fatalf("%d figures, %v", len(figs), err)
	}
	return figs[0]
}

func TestSpecificationsLayoutHolds(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aWiø -/Щ中\t&<†")), 1, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		r := &stats.Results{Confidence: 0.95, Manifest: "0123abcd", Outlets: rapid.SliceOfNDistinct(name, 1, 24, rapid.ID).Draw(t, "outlets")}
		unit := rapid.SampledFrom(stats.Units).Draw(t, "unit")
		top := map[stats.Unit]float64{stats.Share: 1.3, stats.PerThousand: 4000, stats.Mean: 5}[unit]
		seed := rapid.IntRange(0, 1<<20).Draw(t, "seed")
		for _, s := range rapid.SliceOfNDistinct(name, 1, 12, rapid.ID).Draw(t, "specifications") {
			r.Measures = append(r.Measures, stats.Measure{Name: s, Doc: "Of all that is counted, a part.", Unit: unit})
			for _, voice := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"author", "quoted", "headline"}), 0, 3, rapid.ID).Draw(t, "voices") {
				for i, o := range r.Outlets {
					at := seed + 10*len(r.Estimates)
					v := []float64{top * wave(i, at), top * wave(i, at+1), top * wave(i, at+2)}
					slices.Sort(v)
					e := stats.Estimate{Outlet: o, Measure: s, Voice: voice, Articles: int(99999 * wave(i, at+3))}
					switch known := wave(i, at+4); {
					case known < 0.15:
						e.Warnings = []stats.Warning{stats.NoDenominator}
					case known < 0.3:
						e.Value, e.Warnings = &v[1], []stats.Warning{stats.NoInterval, stats.DominantArticle, "another-doubt"}
					default:
						e.Lo, e.Value, e.Hi = &v[0], &v[1], &v[2]
					}
					r.Estimates = append(r.Estimates, e)
				}
			}
		}
		if err := faults(specificationFigure(t, r)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSpecificationsCaption(t *testing.T) {
	tests := []struct {
		name         string
		want, absent []string
	}{
		{"2x3", []string{"2 outlets; 4 to 7 articles behind a point", "95 % interval, articles as the sampling unit", "Upright line: the estimate under “as given”.", "Manifest 3fa9c1d2.", "Invented articles (demo)."},
			[]string{"†", "Hollow", "–:", "Not drawn", "the font"}},
		{"20x12", []string{"† without this term a difference between two outlets changes its sign; see leave-one-out.csv", "Hollow: fewer than 3 articles"}, []string{"Invented"}},
		{"absent", []string{"–: no estimate", "Letters below an outlet"}, nil},
		{"voices", []string{"Upright line: the estimate under “as given”, in the colour of its voice.", "headlines too: Of all mentions in headlines"}, nil},
		{"1x1", nil, []string{"Upright line"}},
		{"long", []string{"Letters that the font", "Arrow: "}, nil},
	}
	for _, test := range tests {
		caption := strings.ReplaceAll(strings.Join(specificationFigure(t, specificationCases()[test.name]).Notes, "\n"), "\u00a0", " ")
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

// Specifications keep the order of the study, whatever their names; outlets stand by the first of them.
func TestSpecificationsOrder(t *testing.T) {
	r := study(3, 2, many)
	values := map[string][]float64{"as given": {0.1, 0.3, 0.2}, "strict list": {0.9, 0.5, 0.7}}
	for i := range r.Estimates {
		e := &r.Estimates[i]
		e.Value, e.Lo, e.Hi = &values[e.Measure][i%3], nil, nil
	}
	slices.Reverse(r.Estimates)
	want := []string{
		"as given, Daily Beacon, 0.3", "as given, The Northern and Midland Evening Examiner, 0.2", "as given, Harbor Ledger, 0.1",
		"strict list, Daily Beacon, 0.5", "strict list, The Northern and Midland Evening Examiner, 0.7", "strict list, Harbor Ledger, 0.9",
	}
	var got []string
	for _, row := range specificationFigure(t, r).Data[1:] {
		got = append(got, row[0]+", "+row[1]+", "+row[3])
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSpecificationsOfTwoUnits(t *testing.T) {
	r := study(2, 2, many)
	r.Measures[1].Unit = stats.Mean
	_, err := Specifications.Figures(r)
	want := `results: specifications "as given" (share) and "strict list" (mean) differ in unit: they are not of one measure`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A voice in which a specification has nothing is named in the caption, unless it has nothing at all.
func TestSpecificationsSilence(t *testing.T) {
	r := specificationCases()["voices"]
	for i := range r.Estimates {
		if e := &r.Estimates[i]; e.Voice != "author" {
			e.Value, e.Lo, e.Hi, e.Articles = nil, nil, nil, 0
		}
	}
	f := specificationFigure(t, r)
	if want := "Not drawn, as no outlet has a value: as given (quoted)."; !strings.Contains(f.Notes[0], want) {
		t.Errorf("%q is not in %q", want, f.Notes[0])
	}
	rows := map[string]int{}
	for _, row := range f.Data[1:] {
		rows[row[0]+" "+row[2]]++
	}
	if rows["as given quoted"] != 0 || rows["headlines too headline"] != 6 {
		t.Errorf("rows: %v", rows)
	}
}

func TestPanelsStandEvenly(t *testing.T) {
	tests := []struct{ n, most, want int }{{1, 5, 1}, {6, 5, 3}, {6, 6, 6}, {20, 4, 4}, {5, 4, 3}, {7, 0, 1}}
	for _, test := range tests {
		if got := evenly(test.n, test.most); got != test.want {
			t.Errorf("evenly(%d, %d) = %d, want %d", test.n, test.most, got, test.want)
		}
	}
}
