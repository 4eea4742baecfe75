package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Shrinkage is how the true values of outlets are taken to scatter around the typical outlet's, towards which
// estimates are shrunken, the more the less is known of an outlet (empirical Bayes). The typical outlet is that
// of this corpus and of nothing else.
//
// The normal models take any measure, since they need only estimates with their standard errors. They differ in
// how they find the variance between outlets: by moments in one step, by moments until these agree, by
// restricted maximum likelihood. The other two are of counts, and stay on the scale: shares where outlets
// scatter as Beta has it, rates where they do as Gamma has it. A measure that they do not fit (of another unit,
// or a share of what it is not a part of) is shrunken by the default.
type Shrinkage string

const (
	DerSimonianLaird Shrinkage = "" // the default
	PauleMandel      Shrinkage = "paule-mandel"
	REML             Shrinkage = "reml"
	BetaBinomial     Shrinkage = "beta-binomial" // for shares
	GammaPoisson     Shrinkage = "gamma-poisson" // for rates
)

// Shrinkages are all of them, the default first.
var Shrinkages = []Shrinkage{DerSimonianLaird, PauleMandel, REML, BetaBinomial, GammaPoisson}

// A sighting is what one outlet's articles say: a ratio, its standard error, and how much independent
// denominator would leave as much in doubt.
type sighting struct{ value, se, size float64 }

// A posterior is what is believed of an outlet after its own articles and the others' were seen.
type posterior interface {
	Mean() float64
	Quantile(p float64) float64
}

// shrinkAll sets Shrunken of every estimate that has a value, and its interval where there is one.
func (sc scale) shrinkAll(es []Estimate, sums []summary, deff float64, how Shrinkage) {
	var seen []sighting
	var at []int
	typical := typicalRatio(sums)
	for i, s := range sums {
		if s.k > 0 {
			seen, at = append(seen, sc.sighting(s, deff, typical)), append(at, i)
		}
	}
	same := len(seen) > 1
	tooLittle := len(seen) < 2
	for _, s := range seen {
		same = same && s.value == seen[0].value
		tooLittle = tooLittle || s.se <= rounding*math.Abs(typical)
	}
	switch {
	case same:
		for _, i := range at {
			es[i].Shrunken = ptr(*es[i].Value)
		}
	case tooLittle:
		for _, i := range at {
			es[i].Warnings = append(es[i].Warnings, NoTypicalOutlet)
		}
	default:
		for j, p := range sc.posteriors(how, seen) {
			sc.believe(&es[at[j]], p)
		}
	}
}

// believe writes a posterior into an estimate. One that is a single point, as where every outlet seems to be
// all or nothing, is no interval.
func (sc scale) believe(e *Estimate, p posterior) {
	e.Shrunken = ptr(p.Mean() * sc.factor())
	tail := (1 - e.Confidence) / 2
	lo, hi := p.Quantile(tail)*sc.factor(), p.Quantile(1-tail)*sc.factor()
	if finite(lo) && finite(hi) && lo < hi {
		e.ShrunkenLo, e.ShrunkenHi = ptr(lo), ptr(hi)
	}
}

// typicalRatio is the ratio of sums over all outlets.
func typicalRatio(sums []summary) float64 {
	var num, den int64
	for _, s := range sums {
		if s.k > 0 {
			num, den = num+s.num, den+s.den
		}
	}
	if den == 0 {
		return 0
	}
	return float64(num) / float64(den)
}

// sighting takes an outlet's own standard error, by the jackknife, from enough articles on. Below, and where
// the articles do not vary, it is that of the typical ratio under the pooled design effect, since a spread seen
// in a handful of articles may be small by chance.
func (sc scale) sighting(s summary, deff, typical float64) sighting {
	den := float64(s.den)
	if s.k < ArticlesForTest || s.se == 0 {
		return sighting{s.ratio, math.Sqrt(deff * math.Max(0, sc.variance(typical)) / den), den / deff}
	}
	return sighting{s.ratio, s.se, math.Min(den, sc.variance(s.ratio)/(s.se*s.se))}
}

// posteriors shrinks outlets by a model, or by the default where the model does not fit them.
func (sc scale) posteriors(how Shrinkage, seen []sighting) []posterior {
	onScale := !slices.ContainsFunc(seen, func(s sighting) bool { return !sc.holds(s.value) })
	switch {
	case how == BetaBinomial && sc.unit == Share && onScale:
		return betaBinomial(seen)
	case how == GammaPoisson && sc.unit == PerThousand && onScale:
		return gammaPoisson(seen)
	case how == PauleMandel:
		return randomEffects(seen, pauleMandel(seen))
	case how == REML:
		return randomEffects(seen, reml(seen))
	}
	return randomEffects(seen, derSimonianLaird(seen))
}

// randomEffects is normal empirical Bayes: outlets scatter around their mean μ with variance τ², and each is
// seen with its own standard error s. The mean of a posterior is λ·value + (1−λ)·μ with λ = τ²/(τ²+s²), the
// best linear unbiased prediction; its variance λs² + (1−λ)²·var(μ) counts that μ is estimated too, though not
// that τ² is. Standard errors must be of articles, as clusters: else clustering inside outlets passes for
// difference between them, and shrinkage is too weak.
func randomEffects(seen []sighting, tau2 float64) []posterior {
	c := centreOf(seen, tau2)
	out := make([]posterior, len(seen))
	for i, s := range seen {
		s2 := s.se * s.se
		lambda := tau2 / (tau2 + s2)
		out[i] = distuv.Normal{
			Mu:    lambda*s.value + (1-lambda)*c.mean,
			Sigma: math.Sqrt(lambda*s2 + (1-lambda)*(1-lambda)/c.w),
		}
	}
	return out
}

// A centre is the mean of outlets, weighted by 1/(τ²+s²), with the sums that the estimates of τ² are made of.
type centre struct {
	mean      float64
	w, w2, w3 float64 // the sums of the weights, their squares and their cubes; 1/w is the mean's variance
	q, q2     float64 // Σw(y−mean)², Σw²(y−mean)²
}

func centreOf(seen []sighting, tau2 float64) (c centre) {
	var wy float64
	for _, s := range seen {
		w := 1 / (tau2 + s.se*s.se)
		c.w, c.w2, c.w3, wy = c.w+w, c.w2+w*w, c.w3+w*w*w, wy+w*s.value
	}
	c.mean = wy / c.w
	for _, s := range seen {
		w, off := 1/(tau2+s.se*s.se), s.value-c.mean
		c.q, c.q2 = c.q+w*off*off, c.q2+w*w*off*off
	}
	return c
}

// derSimonianLaird estimates the variance between outlets by moments:
// τ² = max(0, (Q−(K−1)) / (Σw − Σw²/Σw)), w = 1/s² (DerSimonian & Laird 1986).
func derSimonianLaird(seen []sighting) float64 {
	c := centreOf(seen, 0)
	if between := c.w - c.w2/c.w; between > 0 {
		return math.Max(0, (c.q-float64(len(seen)-1))/between)
	}
	return 0
}

// pauleMandel estimates it as the τ² under which Q is what it should be, K−1 (Paule & Mandel 1982). Q falls as
// τ² grows, so halving an interval finds it.
func pauleMandel(seen []sighting) float64 {
	surplus := func(tau2 float64) float64 { return centreOf(seen, tau2).q - float64(len(seen)-1) }
	if surplus(0) <= 0 {
		return 0
	}
	lo, hi := 0.0, math.Max(derSimonianLaird(seen), math.SmallestNonzeroFloat64) // so that it can be doubled
	for surplus(hi) > 0 {
		lo, hi = hi, 2*hi
	}
	for {
		mid := lo + (hi-lo)/2
		switch {
		case mid <= lo || mid >= hi:
			return mid
		case surplus(mid) > 0:
			lo = mid
		default:
			hi = mid
		}
	}
}

// reml estimates it by restricted maximum likelihood, with Fisher scoring from DerSimonian and Laird's
// (Viechtbauer 2005). A handful of steps is enough; the bound only makes sure that there is an end.
func reml(seen []sighting) float64 {
	tau2 := derSimonianLaird(seen)
	for range 100 {
		c := centreOf(seen, tau2)
		trace := c.w - c.w2/c.w
		information := c.w2 - 2*c.w3/c.w + c.w2*c.w2/(c.w*c.w)
		next := math.Max(0, tau2+(c.q2-trace)/information)
		if !finite(next) || math.Abs(next-tau2) <= rounding*tau2 {
			break
		}
		tau2 = next
	}
	return tau2
}

// betaBinomial lets the outlets' shares scatter as Beta(p̂M, (1−p̂)M), its parameters by Kleinman's (1973)
// moments with the sizes as weights:
//
//	ρ = (S − p̂(1−p̂)(K−1)) / (p̂(1−p̂)(D−(K−1))), M = 1/ρ − 1,
//
// with S = Σn(p−p̂)² and D = Σn − Σn²/Σn. Sizes are effective ones, for the reason that [randomEffects] gives.
// Where ρ is not above zero, outlets differ no more than chance would have them: all get the pooled share,
// known as well as all their articles together know it.
func betaBinomial(seen []sighting) []posterior {
	t := poolOf(seen)
	p, k := t.mean, float64(len(seen)-1)
	chance := p * (1 - p)
	rho := 0.0
	if over := t.spread - k; over > 0 && chance > 0 {
		rho = math.Min(1, (t.scatter/chance-k)/over)
	}
	out := make([]posterior, len(seen))
	for i, s := range seen {
		m, x, n := 1/rho-1, s.value*s.size, s.size
		if rho <= 0 {
			m, x, n = 0, t.count, t.size
		}
		alpha, beta := x+p*m, n-x+(1-p)*m
		if alpha > 0 && beta > 0 {
			out[i] = distuv.Beta{Alpha: alpha, Beta: beta}
		} else {
			out[i] = distuv.Normal{Mu: s.value}
		}
	}
	return out
}

// gammaPoisson lets the outlets' rates scatter as Gamma(m²/v, m/v), by moments (after Clayton & Kaldor 1987 and
// Marshall 1991):
//
//	v = (Σe(r−m)² − (K−1)m) / (Σe − Σe²/Σe), m = Σx/Σe.
//
// Exposures e are effective ones. Where v is not above zero all get the pooled rate, as in [betaBinomial].
func gammaPoisson(seen []sighting) []posterior {
	t := poolOf(seen)
	m := t.mean
	v := (t.scatter - float64(len(seen)-1)*m) / t.spread
	out := make([]posterior, len(seen))
	for i, s := range seen {
		if v > 0 {
			out[i] = distuv.Gamma{Alpha: s.value*s.size + m*m/v, Beta: s.size + m/v}
		} else {
			out[i] = distuv.Gamma{Alpha: t.count, Beta: t.size}
		}
	}
	return out
}

// A pool is all outlets together, as the moments of counts need them.
type pool struct {
	count, size float64
	mean        float64 // count/size
	scatter     float64 // Σn(value−mean)²
	spread      float64 // Σn − Σn²/Σn
}

func poolOf(seen []sighting) (t pool) {
	var squares float64
	for _, s := range seen {
		t.count, t.size, squares = t.count+s.value*s.size, t.size+s.size, squares+s.size*s.size
	}
	t.mean, t.spread = t.count/t.size, t.size-squares/t.size
	for _, s := range seen {
		t.scatter += s.size * (s.value - t.mean) * (s.value - t.mean)
	}
	return t
}
