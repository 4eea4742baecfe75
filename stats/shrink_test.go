package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parallax/counts"
)

func sightings(values, ses []float64) []sighting {
	out := make([]sighting, len(values))
	for i := range values {
		out[i] = sighting{value: values[i], se: ses[i]}
	}
	return out
}

func TestVectorRandomEffects(t *testing.T) {
	var in struct{ Est, SE []float64 }
	var want struct {
		DL     float64 `json:"tau2_DL"`
		PM     float64 `json:"tau2_PM"`
		REML   float64 `json:"tau2_REML"`
		Mu     float64 `json:"mu_DL"`
		SE     float64 `json:"se_mu"`
		Q, I2  float64
		Blup   []float64
		BlupSE []float64 `json:"blup_se"`
		Lambda []float64 `json:"shrinkage_lambda"`
	}
	vector(t, "normal_EB_random_effects", &in, &want)
	seen := sightings(in.Est, in.SE)
	near(t, "τ², DerSimonian-Laird", derSimonianLaird(seen), want.DL)
	near(t, "τ², Paule-Mandel", pauleMandel(seen), want.PM)
	// metafor stops scoring once a step is below 1e-5, which is coarse here: what counts is that ours is likelier.
	if got := reml(seen); math.Abs(got-want.REML) > 1e-5 || restrictedLikelihood(seen, got) < restrictedLikelihood(seen, want.REML) {
		t.Errorf("τ², REML = %.10g, metafor has %.10g", got, want.REML)
	}
	q := centreOf(seen, 0).q
	near(t, "Q", q, want.Q)
	near(t, "I²", 100*(q-float64(len(seen)-1))/q, want.I2)
	c := centreOf(seen, want.DL)
	near(t, "μ", c.mean, want.Mu)
	near(t, "se of μ", 1/math.Sqrt(c.w), want.SE)
	for i, p := range randomEffects(seen, derSimonianLaird(seen)) {
		near(t, "shrunken", p.Mean(), want.Blup[i])
		near(t, "its standard error", (p.Quantile(.975)-p.Quantile(.025))/2/normalQuantile(.95), want.BlupSE[i])
		near(t, "λ", (p.Mean()-want.Mu)/(in.Est[i]-want.Mu), want.Lambda[i])
	}
}

// restrictedLikelihood is the logarithm of the likelihood that REML makes as large as it can, up to a constant.
func restrictedLikelihood(seen []sighting, tau2 float64) float64 {
	c := centreOf(seen, tau2)
	l := -math.Log(c.w)/2 - c.q/2
	for _, s := range seen {
		l -= math.Log(tau2+s.se*s.se) / 2
	}
	return l
}

func counted(x, n []float64) []sighting {
	out := make([]sighting, len(x))
	for i := range x {
		out[i] = sighting{value: x[i] / n[i], size: n[i]}
	}
	return out
}

type shrunken struct {
	Shrunk []float64
	Lo     []float64 `json:"ci95_lo"`
	Hi     []float64 `json:"ci95_hi"`
}

func (want shrunken) compare(t *testing.T, got []posterior) {
	t.Helper()
	for i, p := range got {
		near(t, "shrunken", p.Mean(), want.Shrunk[i])
		if want.Lo != nil {
			nearBoth(t, "its interval", p.Quantile(.025), p.Quantile(.975), [2]float64{want.Lo[i], want.Hi[i]})
		}
	}
}

// The keys of the vector for other weights than sizes, for Tarone's test and for maximum likelihood are not of
// this estimator.
func TestVectorBetaBinomial(t *testing.T) {
	for _, key := range []string{"beta_binomial_mom", "beta_binomial_mom_underdispersed"} {
		var in struct{ X, N []float64 }
		var want struct {
			shrunken
			P float64 `json:"p_pooled"`
			S float64
		}
		vector(t, key, &in, &want)
		seen := counted(in.X, in.N)
		want.compare(t, betaBinomial(seen))
		if want.P != 0 {
			near(t, "p̂", poolOf(seen).mean, want.P)
			near(t, "S", poolOf(seen).scatter, want.S)
		}
	}
}

func TestVectorGammaPoisson(t *testing.T) {
	var in struct {
		X []float64
		E []float64 `json:"exposure_ktokens"`
	}
	var want struct {
		shrunken
		M float64
	}
	vector(t, "gamma_poisson_mom", &in, &want)
	seen := counted(in.X, in.E)
	near(t, "m", poolOf(seen).mean, want.M)
	want.compare(t, gammaPoisson(seen))
}

// Each model reaches the measures that it fits, and no other.
func TestShrinkageByUnit(t *testing.T) {
	rows := simulated(rand.New(rand.NewPCG(3, 4)), 4, 12)
	for i := range rows { // outlets that truly differ
		extra := int64(i / 12 * 2)
		rows[i].Add("term/l/x/loaded/w", counts.Author, extra)
		rows[i].Add("booster", counts.Author, extra)
		rows[i].Sort()
	}
	table := tableOf(rows)
	by := map[Shrinkage][]Estimate{}
	for _, how := range Shrinkages {
		opts := testOptions
		opts.Shrinkage = how
		r, _ := analyze(t, table, testMeasures, opts)
		by[how] = r.Estimates
	}
	for _, test := range []struct {
		how  Shrinkage
		unit Unit
		fits bool
	}{
		{BetaBinomial, Share, true}, {BetaBinomial, PerThousand, false},
		{GammaPoisson, PerThousand, true}, {GammaPoisson, Share, false},
		{PauleMandel, Share, true}, {PauleMandel, PerThousand, true}, {REML, PerThousand, true},
	} {
		differs := false
		for i, e := range by[test.how] {
			for _, m := range testMeasures {
				if m.Name == e.Measure && m.Unit == test.unit && e.Shrunken != nil {
					differs = differs || *e.Shrunken != *by[DerSimonianLaird][i].Shrunken
				}
			}
		}
		if differs != test.fits {
			t.Errorf("%q on a %s: differs from the default %v, want %v", test.how, test.unit, differs, test.fits)
		}
	}
	_, _, err := Analyze(context.Background(), table, testMeasures, nil, Options{Confidence: .95, Shrinkage: "strong"})
	if err == nil || !strings.Contains(err.Error(), `shrinkage: "strong" is none of ["" "paule-mandel"`) {
		t.Errorf("an unknown model: %v", err)
	}
}

// Whatever the corpus, a shrunken value is a number and lies where values of the unit lie; the counts' models
// keep even their intervals there.
func TestShrinkageStaysOnTheScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		how := rapid.SampledFrom(Shrinkages).Draw(t, "shrinkage")
		opts := Options{Confidence: rapid.SampledFrom([]float64{.95, 1e-9, math.Nextafter(1, 0)}).Draw(t, "confidence"), Shrinkage: how}
		r, _, err := Analyze(context.Background(), tableOf(rowsGen.Draw(t, "rows")), testMeasures, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		lowest, highest := map[string]float64{}, map[string]float64{}
		for _, e := range r.Estimates {
			if key := e.Measure + e.Voice; e.Value != nil {
				if _, ok := lowest[key]; !ok {
					lowest[key], highest[key] = *e.Value, *e.Value
				}
				lowest[key], highest[key] = min(lowest[key], *e.Value), max(highest[key], *e.Value)
			}
		}
		for _, e := range r.Estimates {
			for _, v := range []*float64{e.Shrunken, e.ShrunkenLo, e.ShrunkenHi} {
				if v != nil && !finite(*v) {
					t.Fatalf("%v in %+v", *v, e)
				}
			}
			if (e.ShrunkenLo == nil) != (e.ShrunkenHi == nil) || e.ShrunkenLo != nil && (e.Shrunken == nil || *e.ShrunkenLo > *e.ShrunkenHi) {
				t.Fatalf("%+v", e)
			}
			key := e.Measure + e.Voice
			if slack := 1e-9 * (1 + highest[key]); e.Shrunken != nil && !(*e.Shrunken >= lowest[key]-slack && *e.Shrunken <= highest[key]+slack) {
				t.Fatalf("%q: shrunken to %v, beyond the values of the outlets, %v to %v", how, *e.Shrunken, lowest[key], highest[key])
			}
			if how == GammaPoisson && e.Measure == "boosters" && e.ShrunkenLo != nil && *e.ShrunkenLo < 0 {
				t.Fatalf("a rate below zero: %+v", e)
			}
		}
	})
}

// Two outlets of one article, all or nothing: the moments have outlets differ as far as they can, which leaves
// nothing to shrink towards, and no interval of a single point.
func TestAllOrNothing(t *testing.T) {
	var rows []counts.Row
	for i, variant := range []string{"loaded", "neutral", "loaded", "neutral"} {
		rows = append(rows, article(fmt.Sprint("a", i), fmt.Sprint("Outlet ", i), "", "author term/l/x/"+variant+"/w=500"))
	}
	opts := testOptions
	opts.Shrinkage = BetaBinomial
	r, _ := analyze(t, tableOf(rows), testMeasures[:1], opts)
	for i, e := range r.Estimates[:4] {
		if e.Shrunken == nil || math.Abs(*e.Shrunken-float64(1-i%2)) > 1e-9 || e.ShrunkenLo != nil {
			t.Errorf("%+v", e)
		}
	}
}
