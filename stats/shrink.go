package stats

import (
	"math"
	"slices"
)

// randomEffects is the typical outlet: outlets' true values are taken to scatter around Mean with variance
// Tau2, and each is seen with its own standard error.
type randomEffects struct{ mean, tau2 float64 }

// derSimonianLaird fits the model by moments: τ² = max(0, (Q−(K−1)) / (Σw − Σw²/Σw)), w = 1/s²
// (DerSimonian & Laird 1986). Standard errors must be above zero and, since articles cluster, must be of
// clusters: else clustering inside outlets passes for difference between them and shrinkage is too weak.
func derSimonianLaird(values, ses []float64) randomEffects {
	var w, ww, wy float64
	for i, y := range values {
		v := 1 / (ses[i] * ses[i])
		w, ww, wy = w+v, ww+v*v, wy+v*y
	}
	fixed, q := wy/w, 0.0
	for i, y := range values {
		q += (y - fixed) * (y - fixed) / (ses[i] * ses[i])
	}
	var tau2 float64
	if c := w - ww/w; c > 0 {
		tau2 = math.Max(0, (q-float64(len(values)-1))/c)
	}
	w, wy = 0, 0
	for i, y := range values {
		v := 1 / (tau2 + ses[i]*ses[i])
		w, wy = w+v, wy+v*y
	}
	return randomEffects{wy / w, tau2}
}

// shrink pulls a value towards the typical outlet, the more the less is known of it:
// λ·value + (1−λ)·mean, λ = τ²/(τ²+s²), the best linear predictor of normal empirical Bayes.
func (r randomEffects) shrink(value, se float64) float64 {
	lambda := r.tau2 / (r.tau2 + se*se)
	return lambda*value + (1-lambda)*r.mean
}

// shrinkAll sets Shrunken of every estimate that has a value. Standard errors are those of the jackknife
// from enough articles on; below, and where the articles do not vary, that of the typical ratio under the
// pooled design effect, since a spread seen in a handful of articles may be small by chance.
func (sc scale) shrinkAll(es []Estimate, sums []summary, deff float64) {
	var num, den int64
	for _, s := range sums {
		if s.k > 0 {
			num, den = num+s.num, den+s.den
		}
	}
	typical := 0.0
	if den > 0 {
		typical = float64(num) / float64(den)
	}
	var values, ses []float64
	var at []int
	for i, s := range sums {
		if s.k == 0 {
			continue
		}
		at = append(at, i)
		se := s.se
		if s.k < ArticlesForTest || se == 0 {
			se = math.Sqrt(deff * math.Max(0, sc.variance(typical)) / float64(s.den))
		}
		values, ses = append(values, s.ratio), append(ses, se)
	}
	if len(at) > 0 && slices.Min(values) == slices.Max(values) && len(at) > 1 {
		for _, i := range at {
			es[i].Shrunken = ptr(*es[i].Value)
		}
		return
	}
	if len(at) < 2 || slices.Min(ses) <= rounding*math.Abs(typical) {
		for _, i := range at {
			es[i].Warnings = append(es[i].Warnings, NoTypicalOutlet)
		}
		return
	}
	model := derSimonianLaird(values, ses)
	for j, i := range at {
		es[i].Shrunken = ptr(model.shrink(values[j], ses[j]) * sc.factor())
	}
}
