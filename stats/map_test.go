package stats

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"

	"parallax/counts"
)

// nearAxes compares points axis by axis, whose signs are arbitrary. A wanted axis may have but rounding left.
func nearAxes(t *testing.T, what string, got *mat.Dense, want [][]float64) {
	t.Helper()
	rows, axes := got.Dims()
	if rows != len(want) || axes > len(want[0]) {
		t.Fatalf("%s: %d × %d, want %d × %d", what, rows, axes, len(want), len(want[0]))
	}
	for k := range axes {
		sign, farthest := 1.0, 0.0
		for i := range rows {
			if math.Abs(want[i][k]) > farthest {
				farthest, sign = math.Abs(want[i][k]), math.Copysign(1, want[i][k]*got.At(i, k))
			}
		}
		for i := range rows {
			near(t, fmt.Sprintf("%s[%d] on axis %d", what, i, k+1), sign*got.At(i, k), want[i][k])
		}
	}
}

func nearAll(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i := range got {
		near(t, fmt.Sprintf("%s[%d]", what, i), got[i], want[i])
	}
}

func TestVectorCorrespondence(t *testing.T) {
	for _, key := range []string{"correspondence_analysis_smoke", "correspondence_analysis_outlets"} {
		var in struct{ Table [][]float64 }
		var want struct {
			Singular     []float64   `json:"singular_values"`
			Total        float64     `json:"total_inertia"`
			RowMass      []float64   `json:"row_mass"`
			ColMass      []float64   `json:"col_mass"`
			RowStandard  [][]float64 `json:"row_standard"`
			ColStandard  [][]float64 `json:"col_standard"`
			RowPrincipal [][]float64 `json:"row_principal"`
			ColPrincipal [][]float64 `json:"col_principal"`
			RowInertia   []float64   `json:"row_inertia"`
			Distance     []float64   `json:"row_chidist"`
			Chi2         float64
			V            float64 `json:"cramers_v"`
		}
		vector(t, key, &in, &want)
		table := rowsOf(in.Table)
		ca := correspond(table, make([]int, len(in.Table[0])))
		nearAll(t, key+", singular values", ca.singular, want.Singular)
		total := 0.0
		for _, s := range ca.singular {
			total += s * s
		}
		near(t, key+", inertia", total, want.Total)
		nearAxes(t, key+", rows, principal", ca.rowPrincipal, want.RowPrincipal)
		nearAxes(t, key+", columns, principal", ca.colPrincipal, want.ColPrincipal)
		nearAxes(t, key+", columns, standard", ca.colStandard, want.ColStandard)
		if want.Chi2 > 0 {
			near(t, key+", χ²", total*mat.Sum(table), want.Chi2)
			near(t, key+", V", math.Sqrt(total/2), want.V)
		}
		if want.RowMass != nil {
			nearAll(t, key+", row masses", ca.rowMass, want.RowMass)
			nearAll(t, key+", column masses", ca.colMass, want.ColMass)
			nearAxes(t, key+", rows, standard", ca.rowStandard, want.RowStandard)
			for i, mass := range ca.rowMass {
				square := math.Pow(mat.Norm(ca.rowPrincipal.RowView(i), 2), 2)
				near(t, key+", χ² distance", math.Sqrt(square), want.Distance[i])
				near(t, key+", inertia of a row", mass*square, want.RowInertia[i])
			}
		}
		// A row's own counts, as if supplementary, stand where the row does.
		for i, row := range in.Table {
			at, ok := ca.supplementary(row)
			if !ok {
				t.Fatal(key, i)
			}
			nearAll(t, key+", supplementary", at, ca.rowPrincipal.RawRowView(i))
		}
		// Of each axis the greatest standard coordinate of a column is positive.
		for k := range ca.singular {
			if column := mat.Col(nil, k, ca.colStandard); slices.Max(column) < -slices.Min(column) {
				t.Errorf("%s, axis %d points down: %v", key, k+1, column)
			}
		}
	}
}

// Outlets that name each thing alike stand in one place, however often they write of which.
func TestCorrespondenceWithinConcepts(t *testing.T) {
	table := rowsOf([][]float64{{30, 10, 2, 2}, {3, 1, 40, 40}, {6, 2, 7, 7}})
	if plain := correspond(table, []int{0, 0, 0, 0}); len(plain.singular) != 1 || plain.singular[0] < .5 {
		t.Errorf("one concept: singular values %v", plain.singular)
	}
	if within := correspond(table, []int{0, 0, 1, 1}); len(within.singular) != 0 {
		t.Errorf("two concepts: singular values %v", within.singular)
	}
}

func TestVectorScalingAndClusters(t *testing.T) {
	var in struct{ Counts [][]float64 }
	var want struct {
		Distance [][]float64 `json:"js_distance"`
		Points   [][]float64 `json:"mds_points"`
		Eigen    []float64   `json:"eig"`
		GOF      []float64
		Merge    [][]int   `json:"average_merge"`
		Height   []float64 `json:"average_height"`
	}
	vector(t, "jsd_matrix_mds_hclust", &in, &want)
	for _, row := range in.Counts {
		distribution(row)
	}
	d := mat.NewSymDense(len(in.Counts), nil)
	for i := range in.Counts {
		for j := range i {
			d.SetSym(i, j, math.Sqrt(jensenShannon(in.Counts[i], in.Counts[j])))
			near(t, "distance", d.At(i, j), want.Distance[i][j])
		}
	}
	points, share := classicalScaling(d)
	nearAxes(t, "points", onPlane(points, 4), want.Points)
	sum := want.Eigen[0] + want.Eigen[1] + want.Eigen[2]
	nearAll(t, "shares", share, []float64{want.Eigen[0] / sum, want.Eigen[1] / sum, want.Eigen[2] / sum})
	near(t, "goodness of fit", share[0]+share[1], want.GOF[1])

	tree := averageLinkage(d)
	var heights []float64
	var members [][]int
	for _, m := range tree {
		heights, members = append(heights, m.height), append(members, m.members)
	}
	nearAll(t, "heights", heights, want.Height)
	if diff := cmp.Diff([][]int{{0, 3}, {1, 2}, {0, 1, 2, 3}}, members); diff != "" {
		t.Errorf("clusters, which R has as %v: %s", want.Merge, diff)
	}
}

func TestVectorMapDivergence(t *testing.T) {
	var in struct {
		P []float64 `json:"counts_p"`
		Q []float64 `json:"counts_q"`
	}
	var want struct {
		Bits     float64 `json:"JSD_bits"`
		Distance float64 `json:"JS_distance_base2"`
	}
	vector(t, "jensen_shannon", &in, &want)
	distribution(in.P)
	distribution(in.Q)
	bits := jensenShannon(in.P, in.Q)
	near(t, "divergence", bits, want.Bits)
	near(t, "distance", math.Sqrt(bits), want.Distance)
	near(t, "nothing in common", jensenShannon([]float64{1, 0}, []float64{0, 1}), 1)
}

func TestVectorPermanova(t *testing.T) {
	var in struct {
		Y     [][]float64
		Group []int
	}
	var want struct{ F, R2 float64 }
	vector(t, "permanova_pseudoF", &in, &want)
	s := grouped{groups: 2, axes: len(in.Y[0])}
	for i, row := range in.Y {
		var p location
		for j, v := range row {
			p = append(p, coordinate{j, v})
		}
		s.points, s.group = append(s.points, p), append(s.group, in.Group[i]-1)
	}
	f, r2, ok := s.pseudoF()
	if !ok {
		t.Fatal("no F")
	}
	near(t, "F", *f, want.F)
	near(t, "R²", r2, want.R2)
	// Of the 20 divisions of six articles into three and three, 2 are as far apart: these and their mirror images.
	p, err := s.permute(context.Background(), &analysis{opts: Options{Seed: 1, Workers: 2}}, [][]int{{0, 1, 2, 3, 4, 5}})
	if err != nil || math.Abs(p-.1) > .012 {
		t.Errorf("p = %v, %v; want about .1", p, err)
	}
}

func TestVectorProcrustes(t *testing.T) {
	var in struct{ Target, Rotated [][]float64 }
	var want struct {
		Points        [][]float64 `json:"Yrot"`
		Rotation      [][]float64
		Scale         float64
		SS            float64
		M2            float64     `json:"m2_symmetric"`
		SSNoScale     float64     `json:"ss_no_scale"`
		PointsNoScale [][]float64 `json:"Yrot_no_scale"`
	}
	vector(t, "procrustes", &in, &want)
	target := rowsOf(in.Target)
	x, _ := centred(target)
	for _, rescale := range []bool{true, false} {
		a := align(target, rowsOf(in.Rotated), rescale)
		scale, ss, points := want.Scale, want.SS, want.Points
		if !rescale {
			scale, ss, points = 1, want.SSNoScale, want.PointsNoScale
		}
		near(t, "scale", a.scale, scale)
		near(t, "squares", a.squares, ss)
		got, _ := centred(a.points)
		for i := range points {
			nearAll(t, "points", got.RawRowView(i), points[i])
			if i < 2 {
				nearAll(t, "rotation", a.rotation.RawRowView(i), want.Rotation[i])
			}
		}
		if rescale {
			near(t, "m²", a.squares/math.Pow(mat.Norm(x, 2), 2), want.M2)
		}
	}
}

func TestVectorComponents(t *testing.T) {
	var in struct{ X [][]float64 }
	var want struct {
		SD       []float64 `json:"sdev"`
		Rotation [][]float64
		Scores   [][]float64
		Share    []float64 `json:"prop_var"`
	}
	vector(t, "pca_standardised", &in, &want)
	c := principalComponents(rowsOf(in.X))
	nearAll(t, "standard deviations", c.sd, want.SD)
	nearAll(t, "shares", c.variance(), want.Share)
	nearAxes(t, "rotation", c.rotation, want.Rotation)
	nearAxes(t, "scores", c.scores, want.Scores)
}

func TestEllipse(t *testing.T) {
	// Along y = x with variance 2, across it with none.
	e := ellipseOf([]float64{-1, 0, 1}, []float64{-1, 0, 1}, .95)
	near(t, "major", e.Major, math.Sqrt(2*5.991464547))
	near(t, "minor", e.Minor, 0)
	near(t, "angle", e.Angle, math.Pi/4)
	if e := ellipseOf([]float64{-1, 0, 1, 0}, []float64{0, -2, 0, 2}, .95); math.Abs(e.Angle-math.Pi/2) > 1e-9 || math.Abs(e.Major-2*e.Minor) > 1e-9 {
		t.Errorf("upright: %+v", e)
	}
	if e := ellipseOf([]float64{3, 3}, []float64{5, 5}, .95); e != (Ellipse{}) {
		t.Errorf("one place: %+v", e)
	}
}

func mapChoices(t testing.TB, table *counts.Table, concepts []Concept, opts Options) *Map {
	t.Helper()
	m, err := MapChoices(context.Background(), table, concepts, counts.Author, opts)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// distancesIn are the distances alone, without the maps.
func distancesIn(t *testing.T, table *counts.Table) (out []Distance) {
	t.Helper()
	a, order, err := mapping(table, nil, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := choicesIn(table, order, testConcepts[:1], counts.Author, WithinStories).distances(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.pairs {
		out = append(out, d.pairs[i].distance(d, testOptions.Confidence))
	}
	return out
}

// corpusOf makes articles of outlets that use the first variant with some probability; each article has its own,
// about that, so that mentions come in clusters.
func corpusOf(seed uint64, articles int, shares ...float64) *counts.Table {
	d := stream(seed, "corpus")
	var rows []counts.Row
	for o, share := range shares {
		for i := range articles {
			p, loaded, n := share, 0, 1+d.below(5)
			if d.unit() < .5 {
				p = 1 - math.Abs(1-2*share)*d.unit()
				p = share * p
			}
			for range n {
				if d.unit() < p {
					loaded++
				}
			}
			cells := fmt.Sprintf("author tokens=100 term/l/x/loaded/w=%d term/l/x/neutral/v=%d", loaded, n-loaded)
			rows = append(rows, article(fmt.Sprintf("%d-%03d", o, i), string(rune('A'+o)), fmt.Sprint("s", i), cells))
		}
	}
	return tableOf(rows)
}

func TestMapChoices(t *testing.T) {
	m := mapChoices(t, corpusOf(3, 20, .1, .12, .8, .85), testConcepts[:1], testOptions)
	if m.Of != "l/x" || m.Voice != "author" || len(m.Planes) != 2 || len(m.Distances) != 6 || len(m.LeftOut) != 0 {
		t.Fatalf("%+v", m)
	}
	var found []string
	for _, c := range m.Clusters[:2] {
		found = append(found, strings.Join(c.Outlets, ""))
		if *c.Support < .9 {
			t.Errorf("%v: support %v", c.Outlets, *c.Support)
		}
	}
	if slices.Sort(found); !slices.Equal(found, []string{"AB", "CD"}) {
		t.Errorf("clusters %v", found)
	}
	if m.Clusters[2].Support != nil {
		t.Error("all outlets together are always a cluster")
	}
	for _, d := range m.Distances {
		apart := (d.A < "C") != (d.B < "C")
		if apart != (*d.Lo > 0) || *d.Value > *d.Uncorrected {
			t.Errorf("%s %s: %v [%v, %v], uncorrected %v", d.A, d.B, *d.Value, *d.Lo, *d.Hi, *d.Uncorrected)
		}
	}
	if m.Test.P > .001 || m.Test.Outlets != 4 || m.Test.Articles != 80 || m.Test.Method != "permutation within 20 stories, 9999 draws" {
		t.Errorf("%+v", *m.Test)
	}
	for _, p := range m.Planes {
		if len(p.Axes) == 0 || !slices.Contains(p.Warnings, OneAxis) != (len(p.Axes) == 2) {
			t.Errorf("%s: axes %v, warnings %v", p.Method, p.Axes, p.Warnings)
		}
		x := map[string]float64{}
		for _, o := range p.Outlets {
			x[o.Name] = o.X
			if o.Ellipse == nil || o.Mentions < 30 || o.Articles != 20 {
				t.Errorf("%s: %+v", p.Method, o)
			}
		}
		if (x["A"] < 0) != (x["B"] < 0) || (x["C"] < 0) != (x["D"] < 0) || (x["A"] < 0) == (x["C"] < 0) {
			t.Errorf("%s: %v", p.Method, x)
		}
	}
}

// Identical outlets of few articles are not shown apart: the correction takes off what chance gives, on average.
func TestSmallOutletsAreNotFarther(t *testing.T) {
	var corrected, uncorrected, below, pairs float64
	for seed := range uint64(12) {
		for _, d := range distancesIn(t, corpusOf(100+seed, 6, .4, .4, .4)) {
			corrected += *d.Value
			uncorrected += *d.Uncorrected
			pairs++
			if *d.Lo == 0 {
				below++
			}
		}
	}
	if corrected > uncorrected*.6 || below < pairs*.9 {
		t.Errorf("mean distance %.3f, uncorrected %.3f, %v of %v intervals from 0", corrected/pairs, uncorrected/pairs, below, pairs)
	}
}

// A small simulation of intervals, whose mentions come in clusters; ones of 95 % cover in 91 to 98 % from 10 articles
// on.
func TestDistanceIntervalsCover(t *testing.T) {
	const runs = 40
	truth := math.Sqrt(jensenShannon([]float64{.3, .7}, []float64{.6, .4}))
	covered := 0
	for seed := range uint64(runs) {
		var rows []counts.Row
		d := stream(seed, "clustered")
		for o, share := range []float64{.3, .6} {
			for i := range 20 {
				p, loaded, n := share, 0, 1+d.below(5)
				if d.unit() < .3 { // an article that keeps to one name
					p = 0
					if d.unit() < share {
						p = 1
					}
				}
				for range n {
					if d.unit() < p {
						loaded++
					}
				}
				cells := fmt.Sprintf("author term/l/x/loaded/w=%d term/l/x/neutral/v=%d", loaded, n-loaded)
				rows = append(rows, article(fmt.Sprintf("%d-%03d", o, i), string(rune('A'+o)), "", cells))
			}
		}
		if one := distancesIn(t, tableOf(rows))[0]; *one.Lo <= truth && truth <= *one.Hi {
			covered++
		}
	}
	if covered < runs*85/100 {
		t.Errorf("%d of %d intervals cover", covered, runs)
	}
}

// Outlets that always choose the same show no spread, and do not pass for certain.
func TestArticlesAlike(t *testing.T) {
	var rows []counts.Row
	for i := range 8 {
		rows = append(rows, article(fmt.Sprint("a", i), "A", "", "author term/l/x/loaded/w=2"), article(fmt.Sprint("b", i), "B", "", "author term/l/x/loaded/w=1"),
			article(fmt.Sprint("c", i), "C", "", fmt.Sprintf("author term/l/x/loaded/w=%d term/l/x/neutral/v=3", i)))
	}
	m := mapChoices(t, tableOf(rows), testConcepts[:1], testOptions)
	for i, d := range m.Distances {
		if !slices.Contains(d.Warnings, ArticlesAlike) || (d.Lo == nil) != (i == 0) {
			t.Errorf("%+v", d)
		}
	}
	for _, p := range m.Planes {
		for _, o := range p.Outlets {
			if fixed := o.Name != "C"; slices.Contains(o.Warnings, ArticlesAlike) != fixed || (o.Ellipse == nil) != fixed {
				t.Errorf("%s: %+v", p.Method, o)
			}
		}
	}
}

func TestMapMeasures(t *testing.T) {
	m, err := MapMeasures(context.Background(), corpusOf(4, 20, .1, .12, .8), testMeasures, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	// Of the measures only loaded in the author's voice varies and is known.
	if len(m.Planes) != 1 || len(m.Planes[0].Columns) != 1 || m.Planes[0].Columns[0].Name != "loaded (author)" {
		t.Fatalf("%+v", m)
	}
	if !slices.Equal(m.Planes[0].Axes, []float64{1}) || !slices.Contains(m.Planes[0].Warnings, OneAxis) {
		t.Errorf("axes %v %v", m.Planes[0].Axes, m.Planes[0].Warnings)
	}
	near(t, "correlation", math.Abs(m.Planes[0].Columns[0].X), 1)
	if c := m.Clusters[0]; !slices.Equal(c.Outlets, []string{"A", "B"}) || *c.Support < .95 {
		t.Errorf("%+v", c)
	}
	if len(m.Unused) == 0 || m.Test != nil {
		t.Errorf("%v %v", m.Unused, m.Test)
	}
}

// Each degenerate corpus has a defined result that says why.
func TestDegenerateMaps(t *testing.T) {
	for _, test := range []struct {
		name           string
		rows           string // outlet: cells; …
		planes, axes   int
		warning        Warning
		leftOut        string
		clusters, test int
	}{
		{"nothing", "", 0, 0, NothingToMap, "", 0, 0},
		{"one outlet", "A: w=3", 0, 0, NothingToMap, "", 0, 0},
		{"no mention", "A: w=3; B: v=2; C:", 2, 1, OutletsLeftOut, "C", 1, 0},
		{"two outlets", "A: w=3; B: v=2", 2, 1, NotTested, "", 1, 0},
		{"all equal", "A: w=3; B: w=2; C: w=4", 2, 0, NotTested, "", 2, 0},
		{"one column used", "A: w=3; A: w=1; B: w=2; B: w=2", 2, 0, NotTested, "", 1, 0},
		{"rank one", "A: w=3 v=1; B: w=2 v=2; C: w=1 v=9", 2, 1, NotTested, "", 2, 0},
		{"no concept in common", "A: w=3; B: w=2; C: z=4", 2, 0, OutletsLeftOut, "C", 1, 0},
	} {
		var rows []counts.Row
		for i, row := range strings.Split(test.rows, ";") {
			outlet, cells, ok := strings.Cut(strings.TrimSpace(row), ":")
			if !ok {
				continue
			}
			cells = strings.NewReplacer("w=", "term/l/x/loaded/w=", "v=", "term/l/x/neutral/v=", "z=", "term/l/y/other/z=").Replace(cells)
			rows = append(rows, article(fmt.Sprint("a", i), outlet, "", "author tokens=5 "+cells))
		}
		m := mapChoices(t, tableOf(rows), []Concept{{"l", "x", []string{"loaded", "neutral"}}, {"l", "y", []string{"other"}}}, testOptions)
		if len(m.Planes) != test.planes || !slices.Contains(m.Warnings, test.warning) || strings.Join(m.LeftOut, ",") != test.leftOut || len(m.Clusters) != test.clusters || m.Test != nil {
			t.Errorf("%s: %d planes, warnings %v, left out %v, clusters %v", test.name, len(m.Planes), m.Warnings, m.LeftOut, m.Clusters)
		}
		checkMap(t, m)
		for _, p := range m.Planes {
			// Corrected distances of so few articles may all be 0.
			if p.Method == Correspondence && len(p.Axes) != test.axes {
				t.Errorf("%s: %s: axes %v", test.name, p.Method, p.Axes)
			}
		}
	}
}

// Drawn by rapid, but few: a map takes thousands of resamples.
func TestNoMapIsNaN(t *testing.T) {
	for seed := range 8 {
		table := tableOf(rowsGen.Example(seed))
		opts := Options{Confidence: []float64{.95, 1e-9, math.Nextafter(1, 0)}[seed%3]}
		choices := mapChoices(t, table, testConcepts[:1+seed%2], opts)
		measures, err := MapMeasures(context.Background(), table, testMeasures, opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []*Map{choices, measures} {
			checkMap(t, m)
		}
	}
}

// checkMap says what no map may hold: a number that is none, or something absent without a reason.
func checkMap(t *testing.T, m *Map) {
	t.Helper()
	walk(reflect.ValueOf(*m), "", func(path string, x float64) {
		if !finite(x) {
			t.Errorf("%s is %v", path, x)
		}
	})
	if len(m.Planes) == 0 && !slices.Contains(m.Warnings, NothingToMap) {
		t.Errorf("no map, and nothing says why: %+v", m)
	}
	for _, d := range m.Distances {
		if d.Lo == nil && len(d.Warnings) == 0 || d.Lo != nil && !(0 <= *d.Lo && *d.Lo <= *d.Value && *d.Value <= *d.Hi) {
			t.Errorf("%+v", d)
		}
	}
	for _, p := range m.Planes {
		if len(p.Axes) < 2 && len(p.Warnings) == 0 {
			t.Errorf("%+v", p)
		}
		for _, o := range p.Outlets {
			if o.Ellipse == nil && len(o.Warnings) == 0 {
				t.Errorf("%+v", o)
			}
		}
	}
}

// Neither the order of articles nor the workers show in a map.
func TestOrderAndWorkersDoNotShowInMaps(t *testing.T) {
	table := corpusOf(7, 9, .2, .5, .7)
	var rows []counts.Row
	for i := range table.Len() {
		rows = append(rows, table.Row(table.Len()-1-i))
	}
	backwards := tableOf(rows)
	for _, draw := range []func(*counts.Table, int) (*Map, error){
		func(t *counts.Table, workers int) (*Map, error) {
			return MapChoices(context.Background(), t, testConcepts, counts.Author, Options{Confidence: .9, Seed: 3, Workers: workers})
		},
		func(t *counts.Table, workers int) (*Map, error) {
			return MapMeasures(context.Background(), t, testMeasures, Options{Confidence: .9, Seed: 3, Workers: workers})
		},
	} {
		one, err := draw(table, 1)
		if err != nil {
			t.Fatal(err)
		}
		three, err := draw(backwards, 3)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(one, three); diff != "" {
			t.Error(diff)
		}
	}
}

func TestMapFaults(t *testing.T) {
	if _, err := MapChoices(context.Background(), &counts.Table{}, nil, counts.Author, Options{Confidence: 95}); err == nil {
		t.Error("a confidence of 95")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := MapChoices(ctx, corpusOf(1, 3, .5, .5), testConcepts, counts.Author, testOptions); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

// Ten outlets with 2,000 articles each, on one concept.
func BenchmarkMapChoices(b *testing.B) {
	table := corpusOf(1, 2000, .1, .15, .2, .25, .3, .35, .4, .5, .6, .7)
	for b.Loop() {
		mapChoices(b, table, testConcepts[:1], testOptions)
	}
}
