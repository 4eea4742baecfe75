package stats

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// codingOf takes codes by coder, then unit, as the vectors have them.
func codingOf(byCoder [][]*float64) Coding {
	var c Coding
	for i := range byCoder {
		c.Coders = append(c.Coders, fmt.Sprint("coder ", i))
	}
	for u := range byCoder[0] {
		c.Units = append(c.Units, fmt.Sprintf("unit %02d", u))
		row := make([]string, len(byCoder))
		for i := range byCoder {
			if v := byCoder[i][u]; v != nil {
				row[i] = strconv.FormatFloat(*v, 'g', -1, 64)
			}
		}
		c.Codes = append(c.Codes, row)
	}
	return c
}

func transposed(rows [][]*float64) [][]*float64 {
	out := make([][]*float64, len(rows[0]))
	for i := range out {
		for _, r := range rows {
			out[i] = append(out[i], r[i])
		}
	}
	return out
}

func agree(t testing.TB, c Coding, level Level) *Agreement {
	t.Helper()
	a, err := Agree(c, level, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestVectorKrippendorff(t *testing.T) {
	var in struct {
		Rows [][]*float64 `json:"rows_are_coders"`
	}
	var want struct {
		Nominal, Ordinal, Interval, Ratio float64
		N                                 float64 `json:"n_pairable"`
	}
	vector(t, "krippendorff_4coders_12units", &in, &want)
	for level, alpha := range map[Level]float64{Nominal: want.Nominal, Ordinal: want.Ordinal, Interval: want.Interval, Ratio: want.Ratio} {
		a := agree(t, codingOf(in.Rows), level)
		near(t, string(level), *a.Alpha.Value, alpha)
		near(t, "pairable", float64(a.Pairable), want.N)
	}
	// As Krippendorff (2011) prints them.
	for level, published := range map[Level]string{Nominal: "0.743", Ordinal: "0.815", Interval: "0.849", Ratio: "0.797"} {
		if got := fmt.Sprintf("%.3f", *agree(t, codingOf(in.Rows), level).Alpha.Value); got != published {
			t.Errorf("%s alpha %s, published %s", level, got, published)
		}
	}

	vector(t, "krippendorff_binary_2coders", &in, &want)
	near(t, "two coders", *agree(t, codingOf(in.Rows), Nominal).Alpha.Value, want.Nominal)
	if got := fmt.Sprintf("%.3f", *agree(t, codingOf(in.Rows), Nominal).Alpha.Value); got != "0.095" {
		t.Errorf("alpha of two coders %s, published 0.095", got)
	}

	var undefined struct{ Nominal *float64 }
	vector(t, "krippendorff_degenerate", &in, &undefined)
	a := agree(t, codingOf(in.Rows), Nominal)
	if a.Alpha.Value != undefined.Nominal || a.Gwet.Value != nil || a.Kappa.Value != nil || !slices.Contains(a.Warnings, NoVariation) {
		t.Errorf("no variation: %+v", a)
	}
	near(t, "raw agreement", *a.Raw.Value, 1)
}

func TestVectorCohen(t *testing.T) {
	type weighting struct {
		Kappa float64
		SE    float64 `json:"se_asymptotic"`
		AC1   float64 `json:"gwet_AC1"`
		Pi    float64 `json:"scott_pi"`
		Po    float64
	}
	for _, key := range []string{"cohen_kappa_2x2", "cohen_kappa_3x3", "kappa_paradox"} {
		var in struct{ Table [][]float64 }
		var want map[string]weighting
		vector(t, key, &in, &want)
		for weights, w := range want {
			c := cohenKappa(in.Table, weights)
			near(t, key+", "+weights, c.value, w.Kappa)
			near(t, key+", "+weights+", SE", c.se, w.SE)
		}
		var coding Coding
		coding.Coders = []string{"a", "b"}
		for i, row := range in.Table {
			for j, n := range row {
				for range int(n) {
					coding.Units = append(coding.Units, fmt.Sprint(len(coding.Units)))
					coding.Codes = append(coding.Codes, []string{fmt.Sprint(i), fmt.Sprint(j)})
				}
			}
		}
		a, w := agree(t, coding, Nominal), want["unweighted"]
		near(t, key+", kappa", *a.Kappa.Value, w.Kappa)
		near(t, key+", AC1", *a.Gwet.Value, w.AC1)
		near(t, key+", raw", *a.Raw.Value, w.Po)
		near(t, key+", linear", *agree(t, coding, Ordinal).Kappa.Value, want["linear"].Kappa)
		near(t, key+", quadratic", *agree(t, coding, Interval).Kappa.Value, want["quadratic"].Kappa)
		r, err := newRatings(coding, Nominal)
		if err != nil {
			t.Fatal(err)
		}
		same := gwetWeights(Nominal, r.values)
		near(t, key+", Scott's pi", chanceCorrected(r.tallies(), same, fleissChance(r.tallies(), same)).value, w.Pi)
		if got := slices.Contains(a.Warnings, CodePrevails); got != (key == "kappa_paradox") {
			t.Errorf("%s: one code prevails: %v", key, got)
		}
	}
	var in struct{ Table [][]float64 }
	var want struct {
		Kappa    float64
		Weighted float64 `json:"weighted_kappa_quadratic"`
	}
	vector(t, "R_psych_kappa", &in, &want)
	near(t, "psych", cohenKappa(in.Table, "unweighted").value, want.Kappa)
	near(t, "psych, weighted", cohenKappa(in.Table, "quadratic").value, want.Weighted)
}

func TestVectorFleiss(t *testing.T) {
	var in struct {
		Counts [][]int `json:"counts_items_by_categories"`
		Raters int
	}
	var want struct {
		Kappa float64
		P     float64   `json:"P_bar"`
		Pj    []float64 `json:"p_j"`
	}
	vector(t, "fleiss_kappa_10x14", &in, &want)
	var c Coding
	for i := range in.Raters {
		c.Coders = append(c.Coders, fmt.Sprint(i))
	}
	for u, counts := range in.Counts {
		c.Units = append(c.Units, fmt.Sprint(u))
		var row []string
		for code, n := range counts {
			row = append(row, slices.Repeat([]string{fmt.Sprint(code)}, n)...)
		}
		c.Codes = append(c.Codes, row)
	}
	a := agree(t, c, Nominal)
	near(t, "kappa", *a.Kappa.Value, want.Kappa)
	near(t, "raw agreement", *a.Raw.Value, want.P)
	for i, p := range want.Pj {
		near(t, "prevalence", a.Prevalence[i].Share, p)
	}
	if got := fmt.Sprintf("%.3f", *a.Kappa.Value); got != "0.210" {
		t.Errorf("kappa %s, published 0.210", got)
	}
}

func TestVectorGwet(t *testing.T) {
	type coefs struct{ Coef, PA, SE float64 }
	var in struct {
		Rows [][]*float64 `json:"rows_are_units"`
	}
	var want struct {
		AC1          coefs `json:"gwet_ac1"`
		AC2          coefs `json:"gwet_ac2_ordinal"`
		Fleiss       coefs
		Krippendorff coefs
	}
	vector(t, "gwet_coefficients_missing", &in, &want)
	rounded := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 5.1e-6 {
			t.Errorf("%s = %.7f, irrCAC rounds to %.5f", what, got, want)
		}
	}
	c := codingOf(transposed(in.Rows))
	nominal, ordinal := agree(t, c, Nominal), agree(t, c, Ordinal)
	rounded("AC1", *nominal.Gwet.Value, want.AC1.Coef)
	rounded("AC2", *ordinal.Gwet.Value, want.AC2.Coef)
	rounded("Fleiss", *nominal.Kappa.Value, want.Fleiss.Coef)
	rounded("alpha", *nominal.Alpha.Value, want.Krippendorff.Coef)
	near(t, "raw", *nominal.Raw.Value, want.AC1.PA)
	for what, q := range map[string]struct {
		Quantity
		want coefs
	}{"AC1": {nominal.Gwet, want.AC1}, "AC2": {ordinal.Gwet, want.AC2}, "Fleiss": {nominal.Kappa, want.Fleiss}} {
		rounded(what+", SE", (*q.Value-*q.Lo)/studentQuantile(len(in.Rows), .95), q.want.SE)
	}
}

func TestVectorPrecisionRecall(t *testing.T) {
	var in struct{ TP, FP, FN int64 }
	var want struct {
		Precision, Recall, F1 float64
		PrecisionCI           [2]float64 `json:"precision_ci"`
		RecallCI              [2]float64 `json:"recall_ci"`
		F1CI                  [2]float64 `json:"F1_ci_via_wilson_jaccard"`
	}
	vector(t, "precision_recall_f1", &in, &want)
	p, r, f := PrecisionRecall(in.TP, in.FP, in.FN, .95)
	near(t, "precision", *p.Value, want.Precision)
	near(t, "recall", *r.Value, want.Recall)
	near(t, "F1", *f.Value, want.F1)
	nearBoth(t, "precision", *p.Lo, *p.Hi, want.PrecisionCI)
	nearBoth(t, "recall", *r.Lo, *r.Hi, want.RecallCI)
	nearBoth(t, "F1", *f.Lo, *f.Hi, want.F1CI)
	if p, r, f := PrecisionRecall(0, 0, 3, .95); p.Value != nil || *r.Value != 0 || *f.Value != 0 {
		t.Error("nothing matched: no precision, recall 0")
	}
}

// Whatever is coded, nothing is NaN or infinite, values lie within bounds, and the order of units and
// coders does not show.
func TestAgreementHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coders, units := rapid.IntRange(2, 4).Draw(t, "coders"), rapid.IntRange(1, 8).Draw(t, "units")
		code := rapid.SampledFrom([]string{"", "0", "1", "2", "2.0", "1e300"})
		var c Coding
		for i := range coders {
			c.Coders = append(c.Coders, fmt.Sprint("c", i))
		}
		for u := range units {
			c.Units = append(c.Units, fmt.Sprint("u", u))
			c.Codes = append(c.Codes, rapid.SliceOfN(code, coders, coders).Draw(t, "codes"))
		}
		level := rapid.SampledFrom(Levels).Draw(t, "level")
		a, err := Agree(c, level, testOptions)
		if err != nil {
			if !strings.Contains(err.Error(), "no unit has a code") {
				t.Fatal(err)
			}
			return
		}
		checkAgreement(t, a)
		back := Coding{slices.Clone(c.Units), slices.Clone(c.Coders), nil}
		slices.Reverse(back.Units)
		slices.Reverse(back.Coders)
		for _, row := range slices.Backward(c.Codes) {
			row = slices.Clone(row)
			slices.Reverse(row)
			back.Codes = append(back.Codes, row)
		}
		b, err := Agree(back, level, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(a, b); d != "" {
			t.Fatalf("%s: order shows:\n%s", level, d)
		}
	})
}

func checkAgreement(t *rapid.T, a *Agreement) {
	t.Helper()
	for what, q := range map[string]Quantity{"alpha": a.Alpha, "Gwet": a.Gwet, "kappa": a.Kappa, "raw": a.Raw} {
		checkRange(t, what, q.Value, q.Lo, q.Hi)
		if q.Value != nil && *q.Value > 1+1e-12 {
			t.Fatalf("%s is %v", what, *q.Value)
		}
		if q.Value != nil && q.Lo == nil && a.Paired >= 3 && !slices.Contains(a.Warnings, NoSpread) {
			t.Fatalf("%s has no interval and no warning says why: %+v", what, a)
		}
		if q.Value == nil && a.Paired > 0 && !slices.Contains(a.Warnings, NoVariation) {
			t.Fatalf("%s is absent and no warning says why: %+v", what, a)
		}
	}
	sum := 0.0
	for _, p := range a.Prevalence {
		sum += p.Share
	}
	if math.Abs(sum-1) > 1e-9 || a.Pairable > a.Decisions || a.Paired > a.Units {
		t.Fatalf("%+v", a)
	}
}

// All faults at once, and perfect agreement has no interval but that of raw agreement.
func TestAgreementAtTheEnds(t *testing.T) {
	c := Coding{Units: []string{"u", "v"}, Coders: []string{"a", "b"}, Codes: [][]string{{"1", "high"}, {"-1", ""}}}
	_, err := Agree(c, Ratio, testOptions)
	for _, want := range []string{`unit u, coder b: "high" is not a number`, `unit v, coder a: "-1" is below 0`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
	if _, err := Agree(c, "rank", testOptions); err == nil {
		t.Error("no such level")
	}
	var perfect Coding
	perfect.Coders = []string{"a", "b", "c"}
	for u := range 40 {
		perfect.Units = append(perfect.Units, fmt.Sprint(u))
		perfect.Codes = append(perfect.Codes, slices.Repeat([]string{fmt.Sprint(u % 2)}, 3))
	}
	a := agree(t, perfect, Nominal)
	if *a.Alpha.Value != 1 || a.Alpha.Lo != nil || a.Gwet.Lo != nil || a.Kappa.Lo != nil || !(*a.Raw.Lo > .85) {
		t.Errorf("%+v", a)
	}
	if d := cmp.Diff([]Warning{NoSpread}, a.Warnings); d != "" {
		t.Error(d)
	}
}

// BenchmarkAgree is 2,000 units by 3 coders of 20 codes.
func BenchmarkAgree(b *testing.B) {
	var c Coding
	c.Coders = []string{"a", "b", "c"}
	for u := range 2000 {
		c.Units = append(c.Units, fmt.Sprint(u))
		c.Codes = append(c.Codes, []string{fmt.Sprint(u % 20), fmt.Sprint(u % 20), fmt.Sprint(u % 19)})
	}
	for b.Loop() {
		agree(b, c, Ordinal)
	}
}
