package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/stats"
)

func someMap() *stats.Map {
	p := func(x float64) *float64 { return &x }
	return &stats.Map{
		Of: "l/x", Voice: "quoted", Confidence: 0.9,
		Planes: []stats.Plane{{
			Method: stats.Correspondence, Axes: []float64{1}, Ellipses: "made by hand", Warnings: []stats.Warning{stats.OneAxis},
			Outlets: []stats.Place{
				{Name: "A", X: -0.001, Mass: 0.5, Mentions: 40, Articles: 12, Ellipse: &stats.Ellipse{Major: 0.25}},
				{Name: "B", X: 0.5, Mentions: 6, Articles: 2, Supplementary: true, Warnings: []stats.Warning{stats.NoInterval, stats.SupplementaryOutlet}},
			},
			Columns: []stats.Place{{Name: "loaded", X: 1.25, Mass: 0.5, Mentions: 46}},
		}},
		Distances: []stats.Distance{
			{A: "A", B: "B", Value: p(0.5), Uncorrected: p(0.625), ArticlesA: 12, ArticlesB: 2, Warnings: []stats.Warning{stats.NoInterval}},
			{A: "A", B: "C", Value: p(0.25), Lo: p(0), Hi: p(0.5), Uncorrected: p(0.375), ArticlesA: 12, ArticlesB: 9},
		},
		Clusters: []stats.Cluster{{Outlets: []string{"A", "C"}, Height: 0.25, Support: p(0.75)}, {Outlets: []string{"A", "B", "C"}, Height: 0.5}},
		Test:     &stats.Permanova{R2: 1, P: 0.0321, Outlets: 2, Articles: 21, Method: "permutation, 9999 draws"},
		LeftOut:  []string{"D"}, Warnings: []stats.Warning{stats.OutletsLeftOut},
	}
}

func TestWriteMap(t *testing.T) {
	var b bytes.Buffer
	if err := WriteMap(&b, someMap()); err != nil {
		t.Fatal(err)
	}
	want := `How alike the outlets word l/x, voice: quoted

Distances, the closest first

outlet  and       distance [90 %]  uncorrected  articles  notes
A       C    0.250 [0.000, 0.500]        0.375     12, 9
A       B                   0.500        0.625     12, 2      a

Root of the Jensen-Shannon divergence in bits, from 0 (worded alike) to 1 (nothing in common), less what the
  same articles give when dealt out at random: 0 is no farther than chance. Intervals by resampling articles.

Clusters, the closest first

outlets  distance  support
A, C        0.250     75 %
all 3       0.500        –

Average linkage. Support: the share of resamples in which the same outlets are a cluster; clusters with
  little support are not to be read.

Map by correspondence analysis

                 axis 1 (100 %)  axis 2  ± axis 1  ± axis 2  mentions  articles  notes
outlet   A                 0.00    0.00      0.25      0.00        40        12
outlet   B                 0.50    0.00         –         –         6         2     ab
variant  loaded            1.25    0.00                            46

Outlets that stand close divide their mentions alike. They use the variants that lie in their direction more
  than the others do; how far an outlet is from a variant means nothing.
±: how far the ellipse reaches along the axis. Ellipses: made by hand.
All differences lie on one axis, so there is no second.

Do the outlets differ at all? PERMANOVA of 21 articles of 2 outlets (Hellinger distances): pseudo-F not
  defined, as the articles of each outlet are all alike, R² 1.000, p = 0.032 (permutation, 9999 draws).
Without a part: D.
Some outlets have no part: they lack what the map is of, or share none of it with the others.
a: Fewer than 3 articles: no interval.
b: Fewer than 30 mentions: the outlet is supplementary, placed on the axes that the others make.
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriteMapCSV(t *testing.T) {
	for name, m := range map[string]*stats.Map{"some": someMap(), "none": {Of: "l/x", Warnings: []stats.Warning{stats.NothingToMap}}} {
		var b bytes.Buffer
		if err := WriteMapCSV(&b, m); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll() // which wants all rows equally long
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range rows[1:] {
			fields := []string{}
			for i, field := range row {
				if field != "" && rows[0][i] != "of" {
					fields = append(fields, rows[0][i]+"="+field)
				}
			}
			got = append(got, strings.Join(fields, " "))
		}
		want := map[string][]string{
			"some": {
				"kind=distance voice=quoted name=A with=B value=0.5 uncorrected=0.625 articles=12 articles_with=2 warnings=no-interval",
				"kind=distance voice=quoted name=A with=C value=0.25 lo=0 hi=0.5 uncorrected=0.375 articles=12 articles_with=9",
				"kind=cluster voice=quoted name=A; C value=0.25 support=0.75",
				"kind=cluster voice=quoted name=A; B; C value=0.5",
				"kind=outlet voice=quoted method=correspondence analysis name=A x=-0.001 y=0 share_x=1 ellipse_major=0.25 ellipse_minor=0 ellipse_angle=0 mass=0.5 mentions=40 articles=12 supplementary=false warnings=one-axis",
				"kind=outlet voice=quoted method=correspondence analysis name=B x=0.5 y=0 share_x=1 mass=0 mentions=6 articles=2 supplementary=true warnings=no-interval; supplementary-outlet; one-axis",
				"kind=column voice=quoted method=correspondence analysis name=loaded x=1.25 y=0 share_x=1 mass=0.5 mentions=46 warnings=one-axis",
				"kind=permanova voice=quoted method=permutation, 9999 draws r2=1 p=0.0321 articles=21",
				"kind=left-out voice=quoted name=D warnings=outlets-left-out",
			},
			"none": {"kind=none warnings=nothing-to-map"},
		}[name]
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
