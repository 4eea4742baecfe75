package stats

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// A Level is what may be said of the distance between two codes (Stevens 1946).
type Level string

const (
	Nominal  Level = "nominal"  // the same or not
	Ordinal  Level = "ordinal"  // which is more
	Interval Level = "interval" // by how much
	Ratio    Level = "ratio"    // by how many times
)

// Levels are all levels.
var Levels = []Level{Nominal, Ordinal, Interval, Ratio}

// Parse reads a code at a level: all but nominal ones are numbers, those of ratios not below 0. The number of a
// nominal code is 0.
func (l Level) Parse(code string) (float64, error) {
	if l == Nominal {
		return 0, nil
	}
	v, err := strconv.ParseFloat(code, 64)
	switch {
	case err != nil || !finite(v):
		return 0, fmt.Errorf("%q is not a number, as codes of level %s are", code, l)
	case l == Ratio && v < 0:
		return 0, fmt.Errorf("%q is below 0, as no code of level ratio is", code)
	}
	return v, nil
}

// A Coding is what each coder decided on each unit.
type Coding struct {
	Units, Coders []string
	Codes         [][]string // by unit, then coder; "" where a coder did not code the unit
}

// A Quantity is a number with its interval. What cannot be known is nil.
type Quantity struct{ Value, Lo, Hi *float64 }

// An Agreement is how far coders agree, by several coefficients, for each alone can mislead: alpha and kappa
// fall as one code prevails, raw agreement rises.
type Agreement struct {
	Level         Level
	Units, Coders int // with any code
	Paired        int // units coded by two or more
	Decisions     int // codes given
	Pairable      int // codes given to paired units: what alpha is of

	Alpha      Quantity // Krippendorff's, at the level; its interval by drawing units again
	Gwet       Quantity // AC1 at nominal level, else AC2 with the level's weights
	Kappa      Quantity // Cohen's for two coders, else Fleiss'
	Weights    string   // of Cohen's kappa: unweighted, linear or quadratic; "" for Fleiss', which takes codes for names
	Raw        Quantity // agreeing pairs of codes, of all pairs of a unit; the mean over units
	Prevalence []CodeShare

	Confidence float64
	Seed       uint64
	Warnings   []Warning
}

// A CodeShare is how often a code was given, and its part in all decisions.
type CodeShare struct {
	Code  string
	N     int
	Share float64
}

const (
	unitsForInterval = 3     // paired units that an interval needs
	fewUnits         = 20    // below, percentiles of resampled units cover too seldom
	fewDecisions     = 5     // below, a code is rare
	prevailing       = .9    // part of decisions from which a code prevails
	unitDraws        = 2_000 // times that units are drawn again
)

// Agree computes every coefficient of a coding. The order of units and coders does not show. All faults of a
// coding are reported at once.
func Agree(c Coding, level Level, opts Options) (*Agreement, error) {
	r, err := newRatings(c, level)
	if err := errors.Join(checkConfidence(opts.Confidence), err); err != nil {
		return nil, err
	}
	a := &Agreement{Level: level, Units: len(r.units), Coders: r.coders(), Confidence: opts.Confidence, Seed: opts.Seed}
	if a.Coders <= 2 {
		a.Weights = cohenWeights[level]
	}
	tallies := r.tallies()
	marks := make([]float64, len(r.names))
	var paired [][]float64
	for _, t := range tallies {
		floats.Add(marks, t)
		if given := int(floats.Sum(t)); given > 1 {
			paired = append(paired, t)
			a.Pairable += given
		}
	}
	a.Paired, a.Decisions = len(paired), int(floats.Sum(marks))
	for i, n := range marks {
		a.Prevalence = append(a.Prevalence, CodeShare{r.names[i], int(n), n / float64(a.Decisions)})
	}
	if len(paired) > 0 {
		a.Raw = rawAgreement(paired, opts.Confidence)
	}
	if len(paired) > 0 && len(r.names) > 1 {
		a.Alpha = alphaInterval(level, r.values, paired, opts)
		student := studentQuantile(max(2, len(tallies)), opts.Confidence)
		weights := gwetWeights(level, r.values)
		a.Gwet = chanceCorrected(tallies, weights, gwetChance(tallies, weights)).quantity(student, a.Paired)
		if a.Coders > 2 {
			same := gwetWeights(Nominal, r.values)
			a.Kappa = chanceCorrected(tallies, same, fleissChance(tallies, same)).quantity(student, a.Paired)
		} else {
			a.Kappa = cohenKappa(r.crossed(), a.Weights).quantity(normalQuantile(opts.Confidence), a.Paired)
		}
	}
	a.Warnings = a.doubts()
	return a, nil
}

func (a *Agreement) doubts() (ws []Warning) {
	varies := len(a.Prevalence) > 1
	if a.Paired == 0 {
		ws = append(ws, NothingPaired)
	} else if a.Paired < fewUnits {
		ws = append(ws, FewUnits)
	}
	if !varies || a.Paired > 0 && a.Alpha.Value == nil {
		ws = append(ws, NoVariation)
	}
	for _, q := range []Quantity{a.Alpha, a.Gwet, a.Kappa} {
		if q.Value != nil && q.Lo == nil && a.Paired >= unitsForInterval {
			ws = append(ws, NoSpread)
		}
	}
	for _, p := range a.Prevalence {
		if varies && p.Share > prevailing {
			ws = append(ws, CodePrevails)
		}
		if p.N < fewDecisions {
			ws = append(ws, RareCode)
		}
	}
	return inOrder(ws...)
}

// ratings are a coding whose codes are numbered in their order.
type ratings struct {
	names  []string
	values []float64 // of the codes; at nominal level their places
	units  [][]int   // by unit that has any code, then coder, both by name: the code's place, −1 for none
}

func newRatings(c Coding, level Level) (*ratings, error) {
	if !slices.Contains(Levels, level) {
		return nil, fmt.Errorf("unknown level %q; levels are %v", level, Levels)
	}
	var faults []error
	type code struct {
		name  string
		value float64
	}
	var codes []code
	seen := map[string]bool{"": true}
	for u, row := range c.Codes {
		for i, name := range row {
			if seen[name] {
				continue
			}
			v, err := level.Parse(name)
			if err != nil {
				faults = append(faults, fmt.Errorf("unit %s, coder %s: %w", c.Units[u], c.Coders[i], err))
				continue
			}
			seen[name] = true
			codes = append(codes, code{name, v})
		}
	}
	if len(faults) == 0 && len(codes) == 0 {
		faults = append(faults, errors.New("no unit has a code"))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	slices.SortFunc(codes, func(a, b code) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.name, b.name)) })
	r := &ratings{}
	place := map[string]int{"": -1}
	for _, c := range codes {
		n := len(r.values)
		if level == Nominal {
			c.value = float64(n)
		}
		if n == 0 || c.value != r.values[n-1] { // 1 and 1.0 are one number
			r.names, r.values = append(r.names, c.name), append(r.values, c.value)
		}
		place[c.name] = len(r.values) - 1
	}
	if level == Interval { // no coefficient depends on the unit of measurement, but squares overflow
		most := math.Max(math.Abs(r.values[0]), math.Abs(r.values[len(r.values)-1]))
		for i := range r.values {
			if most > 0 {
				r.values[i] /= most
			}
		}
	}
	coders := sortedPlaces(c.Coders)
	for _, u := range sortedPlaces(c.Units) {
		var row []int
		for _, i := range coders {
			row = append(row, place[c.Codes[u][i]])
		}
		if slices.Max(row) >= 0 {
			r.units = append(r.units, row)
		}
	}
	return r, nil
}

// sortedPlaces lists where the names are, by name.
func sortedPlaces(names []string) []int {
	places := indices(len(names))
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(names[a], names[b]) })
	return places
}

// coders is how many coders gave any code.
func (r *ratings) coders() (n int) {
	for i := range r.units[0] {
		if slices.ContainsFunc(r.units, func(codes []int) bool { return codes[i] >= 0 }) {
			n++
		}
	}
	return n
}

// tallies is how many coders gave each unit each code.
func (r *ratings) tallies() [][]float64 {
	out := make([][]float64, len(r.units))
	for u, codes := range r.units {
		out[u] = make([]float64, len(r.values))
		for _, code := range codes {
			if code >= 0 {
				out[u][code]++
			}
		}
	}
	return out
}

// crossed is the table of two coders' decisions on the units that both coded.
func (r *ratings) crossed() [][]float64 {
	table := make([][]float64, len(r.values))
	for k := range table {
		table[k] = make([]float64, len(r.values))
	}
	for _, codes := range r.units {
		pair := slices.DeleteFunc(slices.Clone(codes), func(code int) bool { return code < 0 })
		if len(pair) == 2 {
			table[pair[0]][pair[1]]++
		}
	}
	return table
}

// rawAgreement is the part of agreeing pairs among the codes of a unit, averaged over units, with Wilson's
// interval at the effective size that their spread gives, as for shares of articles.
func rawAgreement(paired [][]float64, confidence float64) Quantity {
	each := make([]float64, len(paired))
	for u, t := range paired {
		m := floats.Sum(t)
		each[u] = (floats.Dot(t, t) - m) / (m * (m - 1))
	}
	p, n := stat.Mean(each, nil), float64(len(each))
	if len(each) < unitsForInterval {
		return Quantity{Value: &p}
	}
	size := n
	if se2 := stat.Variance(each, nil) / n; se2 > 0 {
		size = math.Min(size, p*(1-p)/se2)
	}
	lo, hi := wilson(p, size, studentQuantile(len(each), confidence))
	return Quantity{&p, &lo, &hi}
}

// krippendorff is Krippendorff's alpha (2011), 1 − Dₒ/Dₑ: the disagreement within units over that expected if
// codes had nothing to do with units,
//
//	α = 1 − (n−1) · Σᵤ Σ_{c<k} n_uc·n_uk·δ²_ck/(mᵤ−1) / Σ_{c<k} n_c·n_k·δ²_ck,
//
// over units with mᵤ ≥ 2 codes, each counted times[u] times. δ² is 1 at nominal level, (c−k)² at interval level,
// ((c−k)/(c+k))² at ratio level; at ordinal level the squared difference of the codes' mean ranks. Where no code
// varies there is no alpha, and not an alpha of 1: nothing shows that the coders could have told codes apart.
func krippendorff(level Level, values []float64, paired [][]float64, times []int) (alpha float64, ok bool) {
	all := make([]float64, len(values))
	for u, t := range paired {
		floats.AddScaled(all, float64(times[u]), t)
	}
	if level == Ordinal {
		values = make([]float64, len(values))
		below := 0.0
		for c, n := range all {
			values[c] = below + n/2
			below += n
		}
	}
	observed := 0.0
	for u, t := range paired {
		if times[u] > 0 {
			observed += float64(times[u]) * disagreement(level, values, t) / (floats.Sum(t) - 1)
		}
	}
	expected := disagreement(level, values, all)
	if !(expected > 0) {
		return 0, false
	}
	return 1 - (floats.Sum(all)-1)*observed/expected, true
}

// disagreement is Σ n_c·n_k·δ²_ck over pairs of codes.
func disagreement(level Level, values, n []float64) (sum float64) {
	for c := range n {
		if n[c] == 0 {
			continue
		}
		for k := range c {
			delta := 1.0
			switch level {
			case Ordinal, Interval:
				delta = values[c] - values[k]
			case Ratio:
				delta = apart(values[c], values[k])
			}
			sum += n[c] * n[k] * delta * delta
		}
	}
	return sum
}

// apart is the distance of two codes at ratio level, (c−k)/(c+k) of c above k, which may be too large to be added.
func apart(v, w float64) float64 {
	q := math.Min(v, w) / math.Max(v, w)
	return (1 - q) / (1 + q)
}

// alphaInterval is alpha with the percentile interval of units drawn again with replacement. (Hayes &
// Krippendorff 2007 draw pairs of codes, as if those of one unit were independent.) A draw in which no code varies
// has no alpha and is left out; where over one in twenty is, or no two differ, there is no interval.
func alphaInterval(level Level, values []float64, paired [][]float64, opts Options) Quantity {
	times := make([]int, len(paired))
	for u := range times {
		times[u] = 1
	}
	alpha, ok := krippendorff(level, values, paired, times)
	if !ok {
		return Quantity{}
	}
	q := Quantity{Value: &alpha}
	if len(paired) < unitsForInterval {
		return q
	}
	rng := stream(opts.Seed, "agreement", string(level))
	var drawn []float64
	for range unitDraws {
		clear(times)
		for range paired {
			times[rng.below(len(paired))]++
		}
		if again, ok := krippendorff(level, values, paired, times); ok {
			drawn = append(drawn, again)
		}
	}
	slices.Sort(drawn)
	if 20*len(drawn) < 19*unitDraws || drawn[len(drawn)-1]-drawn[0] < rounding {
		return q
	}
	tail := (1 - opts.Confidence) / 2
	q.Lo = ptr(math.Min(alpha, quantile(drawn, tail)))
	q.Hi = ptr(math.Max(alpha, quantile(drawn, 1-tail)))
	return q
}

// A coefficient is what is agreed beyond chance, of what could be; known where chance leaves room.
type coefficient struct {
	value, se float64
	known     bool
}

// quantity gives a coefficient the interval value ± q·se, at most 1; it has no least value. A standard error of 0,
// of coders who disagree nowhere, says nothing.
func (c coefficient) quantity(q float64, paired int) Quantity {
	switch {
	case !c.known:
		return Quantity{}
	case paired < unitsForInterval || c.se <= math.Sqrt(rounding):
		return Quantity{Value: &c.value}
	}
	return Quantity{&c.value, ptr(c.value - q*c.se), ptr(math.Min(1, c.value+q*c.se))}
}

// chanceCorrected is (pₐ−pₑ)/(1−pₑ) with its standard error over units, after Gwet (2008, 2014) and his irrCAC.
// pₐ is the weighted agreement of units with two codes or more; pₑ = Σ π_k·chance_k, π being [prevalence].
func chanceCorrected(tallies, weights [][]float64, chance []float64) coefficient {
	pe := floats.Dot(prevalence(tallies), chance)
	agreed := make([]float64, len(tallies))
	var pa, paired float64
	for u, t := range tallies {
		m := floats.Sum(t)
		if m < 2 {
			continue
		}
		for k, row := range weights {
			agreed[u] += t[k] * (floats.Dot(row, t) - 1) / (m * (m - 1))
		}
		pa += agreed[u]
		paired++
	}
	if paired == 0 || 1-pe <= rounding {
		return coefficient{}
	}
	c := coefficient{value: (pa/paired - pe) / (1 - pe), known: true}
	n := float64(len(tallies))
	if n < 2 {
		return c
	}
	squares := 0.0
	for u, t := range tallies {
		m, own := floats.Sum(t), 0.0
		if m > 1 {
			own = n / paired * (agreed[u] - pe) / (1 - pe)
		}
		own -= 2 * (1 - c.value) * (floats.Dot(t, chance)/m - pe) / (1 - pe)
		squares += float64((own - c.value) * (own - c.value))
	}
	c.se = math.Sqrt(squares / (n * (n - 1)))
	return c
}

// prevalence is the mean over units of the part of their codes that is each code. Unlike alpha it takes in units
// coded once.
func prevalence(tallies [][]float64) []float64 {
	pi := make([]float64, len(tallies[0]))
	for _, t := range tallies {
		floats.AddScaled(pi, 1/floats.Sum(t)/float64(len(tallies)), t)
	}
	return pi
}

// gwetChance makes pₑ = T/(q(q−1)) · Σ π_k(1−π_k), T being the sum of the weights of q codes: AC1 where weights
// are 0 and 1, else AC2 (Gwet 2008).
func gwetChance(tallies, weights [][]float64) []float64 {
	chance := prevalence(tallies)
	q, sum := float64(len(weights)), 0.0
	for _, row := range weights {
		sum += floats.Sum(row)
	}
	for k, p := range chance {
		chance[k] = sum / (q * (q - 1)) * (1 - p)
	}
	return chance
}

// fleissChance makes pₑ = Σ w_kl·π_k·π_l, two codes drawn from all (Fleiss 1971).
func fleissChance(tallies, weights [][]float64) []float64 {
	pi := prevalence(tallies)
	chance := make([]float64, len(pi))
	for k, row := range weights {
		chance[k] = floats.Dot(row, pi)
	}
	return chance
}

// gwetWeights are irrCAC's, from 1 for the same code to 0 for the farthest apart. The distance of ordinal codes is
// the number of pairs of codes between the two, that of others is squared.
func gwetWeights(level Level, values []float64) [][]float64 {
	weights := make([][]float64, len(values))
	farthest := 0.0
	for k, v := range values {
		weights[k] = make([]float64, len(values))
		for l, w := range values {
			if k == l {
				continue
			}
			distance := 1.0
			switch steps := math.Abs(float64(k - l)); level {
			case Ordinal:
				distance = steps * (steps + 1)
			case Interval:
				distance = (v - w) * (v - w)
			case Ratio:
				distance = math.Pow(apart(v, w), 2)
			}
			weights[k][l] = distance
			farthest = math.Max(farthest, distance)
		}
	}
	for _, row := range weights {
		for l := range row {
			row[l] = 1 - row[l]/farthest
		}
	}
	return weights
}

// cohenWeights are the customary weights of Cohen's kappa at each level.
var cohenWeights = map[Level]string{Nominal: "unweighted", Ordinal: "linear", Interval: "quadratic", Ratio: "quadratic"}

// cohenKappa is Cohen's kappa (1960; weighted 1968) of a table of two coders' decisions, with the asymptotic
// standard error of Fleiss, Cohen & Everitt (1969). Linear weights are 1 − d/(q−1), quadratic ones
// 1 − (d/(q−1))², d being how many places two of the q codes are apart.
func cohenKappa(table [][]float64, weights string) coefficient {
	q := len(table)
	n, rows, columns := 0.0, make([]float64, q), make([]float64, q)
	for i, row := range table {
		n += floats.Sum(row)
		rows[i] = floats.Sum(row)
		floats.Add(columns, row)
	}
	if n == 0 || q < 2 {
		return coefficient{}
	}
	weight := func(i, j int) float64 {
		switch d := math.Abs(float64(i-j)) / float64(q-1); {
		case weights == "linear":
			return 1 - d
		case weights == "quadratic":
			return 1 - d*d
		case i == j:
			return 1
		}
		return 0
	}
	var po, pe float64
	ofRow, ofColumn := make([]float64, q), make([]float64, q) // mean weights
	for i := range q {
		for j := range q {
			po += weight(i, j) * table[i][j] / n
			pe += weight(i, j) * rows[i] / n * columns[j] / n
			ofRow[i] += weight(i, j) * columns[j] / n
			ofColumn[j] += weight(i, j) * rows[i] / n
		}
	}
	if 1-pe <= rounding {
		return coefficient{}
	}
	kappa := (po - pe) / (1 - pe)
	spread := -math.Pow(kappa-pe*(1-kappa), 2)
	for i := range q {
		for j := range q {
			spread += table[i][j] / n * math.Pow(weight(i, j)-(ofRow[i]+ofColumn[j])*(1-kappa), 2)
		}
	}
	return coefficient{kappa, math.Sqrt(math.Max(0, spread)/n) / (1 - pe), true}
}

// PrecisionRecall is how well matches agree with a gold standard, from the counts of true and false positives and
// of false negatives, with Wilson's intervals. F1 = 2J/(1+J) of J = tp/(tp+fp+fn), which is a share, so its bounds
// are those of J transformed. All suppose a simple random sample: recall one that also holds what was not matched.
// A share of nothing is absent.
func PrecisionRecall(tp, fp, fn int64, confidence float64) (precision, recall, f1 Quantity) {
	share := func(n int64, read func(p float64) float64) Quantity {
		if n == 0 {
			return Quantity{}
		}
		p := float64(tp) / float64(n)
		lo, hi := wilson(p, float64(n), normalQuantile(confidence))
		return Quantity{ptr(read(p)), ptr(read(lo)), ptr(read(hi))}
	}
	asIs := func(p float64) float64 { return p }
	return share(tp+fp, asIs), share(tp+fn, asIs), share(tp+fp+fn, func(j float64) float64 { return 2 * j / (1 + j) })
}
