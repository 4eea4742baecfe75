package report

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/stats"
)

var someCoefficients = []stats.Coefficient{
	{Regression: "b", Measure: "m", Voice: "author", Term: "intercept", Confidence: .95, Warnings: []stats.Warning{stats.NoFit}},
	{Regression: "a", Measure: "m", Voice: "quoted", Term: "outlet=Post", Confidence: .95, Articles: 30, Clusters: 12, Dispersion: ptr(1.5), Warnings: []stats.Warning{stats.ReferenceLevel}},
	{Regression: "a", Measure: "m", Voice: "quoted", Term: "outlet=Beacon", Confidence: .95, Articles: 30, Clusters: 12, Dispersion: ptr(1.5),
		Estimate: ptr(.5), Lo: ptr(-.5), Hi: ptr(1.5), Ratio: ptr(1.6487), RatioLo: ptr(.6065), RatioHi: ptr(4.4817), P: ptr(.25)},
}

func TestWriteRegressions(t *testing.T) {
	var b bytes.Buffer
	if err := WriteRegressions(&b, someCoefficients); err != nil {
		t.Fatal(err)
	}
	const want = `regression,measure,voice,term,estimate,lo,hi,ratio,ratio_lo,ratio_hi,p,confidence,dispersion,articles,clusters,warnings
a,m,quoted,outlet=Post,,,,,,,,0.95,1.5,30,12,reference-level
a,m,quoted,outlet=Beacon,0.5,-0.5,1.5,1.6487,0.6065,4.4817,0.25,0.95,1.5,30,12,
b,m,author,intercept,,,,,,,,0.95,,0,0,no-fit
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestShowRegression(t *testing.T) {
	got := showRegression(stats.Regression{Name: "a", Doc: "A test.", Measure: stats.Measure{Name: "m", Unit: stats.Share}, Formula: stats.Formula{"outlet", "week"}}, someCoefficients)
	want := shownRegression{
		Name: "a", Doc: "A test.", Model: "m ~ outlet + week", Kind: got.Kind,
		Fits: []shownFit{{"quoted", 30, 12, []shownTerm{
			{"outlet=Post", "1", "reference", "–", []int{1}},
			{"outlet=Beacon", "1.65", "0.607 to 4.48", "0.250", nil},
		}}},
		Notes: []note{{1, "reference-level", stats.ReferenceLevel.Text()}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b note) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}
