package stats

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// A Family is a set of measures declared before the results were seen. All comparisons of outlets on them, in
// all their voices, are confirmatory and adjusted together, by max-T; all others explore.
type Family struct {
	Name     string
	Measures []string
}

// How the adjusted p of a comparison came about.
const (
	MaxT              = "max-T step-down"
	BenjaminiHochberg = "Benjamini-Hochberg"
)

// CheckFamilies reports families without a name or measures, of measures that are not there, and names and
// measures that are taken.
func CheckFamilies(families []Family, measures []Measure) error {
	var faults []error
	var legal []string
	for _, m := range measures {
		legal = append(legal, m.Name)
	}
	names, taken := map[string]bool{}, map[string]string{}
	for i, f := range families {
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("family %q: "+format, append([]any{f.Name}, args...)...))
		}
		if strings.TrimSpace(f.Name) == "" {
			fault("family %d needs a name", i+1)
		} else if names[f.Name] {
			fault("the name is taken by an earlier family")
		}
		names[f.Name] = true
		if len(f.Measures) == 0 {
			fault("names no measure; measures are %q", legal)
		}
		for _, m := range f.Measures {
			switch of, ok := taken[m]; {
			case !slices.Contains(legal, m):
				fault("unknown measure %q; measures are %q", m, legal)
			case ok:
				fault("measure %q is in family %q already, and a comparison can be adjusted in one only", m, of)
			default:
				taken[m] = f.Name
			}
		}
	}
	return errors.Join(faults...)
}

// A hypothesis is that two outlets do not differ on a series.
type hypothesis struct {
	series, a, b int
	comparison   int // index of the comparison
}

// A relabelling hands the labels of all outlets out anew among all articles of a stratum at once, so that every
// hypothesis sees the same articles change places: what the maximum of their statistics needs.
//
// Statistics are studentised, so that measures of different spread weigh alike, and so that a third outlet's
// articles, which are permuted too, cannot make a true null look false (Chung & Romano 2013). Over all articles
// it is Welch's t. Within stories, where an outlet mostly has one article, it is the self-normalised sum
// ΣD/√ΣD² of the stories' differences D, weighted as in [permutationTest]: a function of their paired t, but
// bounded, so that a pair with five stories, for which t is often infinite by chance, cannot drown the others.
type relabelling struct {
	within     bool
	outlets    int
	label      []int   // the outlet of each article
	strata     [][]int // articles whose labels may change places
	values     [][]float64
	known      [][]bool // by series and article: whether it has a value
	hypotheses []hypothesis
}

// statistics computes the absolute statistic of each hypothesis under the labels given.
func (r *relabelling) statistics(label []int, out []float64) {
	for from := 0; from < len(r.hypotheses); {
		to := from
		for to < len(r.hypotheses) && r.hypotheses[to].series == r.hypotheses[from].series {
			to++
		}
		if r.within {
			r.selfNormalised(label, r.hypotheses[from:to], out[from:to])
		} else {
			r.welch(label, r.hypotheses[from:to], out[from:to])
		}
		from = to
	}
}

func (r *relabelling) welch(label []int, hs []hypothesis, out []float64) {
	type sums struct{ n, sum, squares float64 }
	by := make([]sums, r.outlets)
	known := r.known[hs[0].series]
	for d, v := range r.values[hs[0].series] {
		if known[d] {
			s := &by[label[d]]
			s.n++
			s.sum += v
			s.squares += float64(v * v)
		}
	}
	for i, h := range hs {
		a, b := by[h.a], by[h.b]
		out[i] = 0
		if a.n < 2 || b.n < 2 {
			continue
		}
		error := func(s sums) float64 {
			return math.Max(0, s.squares-float64(s.sum*s.sum)/s.n) / (s.n * (s.n - 1))
		}
		off := math.Abs(a.sum/a.n - b.sum/b.n)
		spread := math.Sqrt(error(a) + error(b))
		size := math.Sqrt(a.squares/a.n + b.squares/b.n)
		switch {
		case off <= sameEnough*size:
		case spread <= sameEnough*size:
			out[i] = math.Inf(1)
		default:
			out[i] = off / spread
		}
	}
}

func (r *relabelling) selfNormalised(label []int, hs []hypothesis, out []float64) {
	n, sum := make([]float64, r.outlets), make([]float64, r.outlets)
	total, squares := make([]float64, len(hs)), make([]float64, len(hs))
	values, known := r.values[hs[0].series], r.known[hs[0].series]
	for _, stratum := range r.strata {
		clear(n)
		clear(sum)
		for _, d := range stratum {
			if known[d] {
				n[label[d]]++
				sum[label[d]] += values[d]
			}
		}
		for i, h := range hs {
			if n[h.a] > 0 && n[h.b] > 0 {
				d := (sum[h.a]/n[h.a] - sum[h.b]/n[h.b]) * n[h.a] * n[h.b] / (n[h.a] + n[h.b])
				total[i] += d
				squares[i] += float64(d * d)
			}
		}
	}
	for i := range hs {
		out[i] = 0
		if squares[i] > 0 {
			out[i] = math.Abs(total[i]) / math.Sqrt(squares[i])
		}
	}
}

// sameEnough is what the rounding of sums can do to statistics that are equal.
const sameEnough = 1e-9

// shuffle permutes labels within strata, from those observed.
func (r *relabelling) shuffle(label []int, rng *dice) {
	copy(label, r.label)
	for _, s := range r.strata {
		for i := len(s) - 1; i > 0; i-- {
			j := rng.below(i + 1)
			label[s[i]], label[s[j]] = label[s[j]], label[s[i]]
		}
	}
}

// arrangements counts the ways to hand out the labels, as far as limit+1.
func (r *relabelling) arrangements(limit int) int {
	n := 1
	for _, s := range r.strata {
		of, left := make([]int, r.outlets), len(s)
		for _, d := range s {
			of[r.label[d]]++
		}
		for _, k := range of {
			if n *= choose(left, k, limit); n > limit {
				return limit + 1
			}
			left -= k
		}
	}
	return n
}

// next moves labels on to the next arrangement, in the order of their permutations stratum by stratum; false
// after the last, which is followed by the first.
func (r *relabelling) next(label []int) bool {
	for _, s := range r.strata {
		i := len(s) - 2
		for i >= 0 && label[s[i]] >= label[s[i+1]] {
			i--
		}
		if i >= 0 {
			j := len(s) - 1
			for label[s[j]] <= label[s[i]] {
				j--
			}
			label[s[i]], label[s[j]] = label[s[j]], label[s[i]]
		}
		for from, to := i+1, len(s)-1; from < to; from, to = from+1, to-1 {
			label[s[from]], label[s[to]] = label[s[to]], label[s[from]]
		}
		if i >= 0 {
			return true
		}
	}
	return false
}

// stepDown counts, hypothesis by hypothesis from the greatest statistic, in how many arrangements the greatest of
// those not yet passed is as great: Westfall & Young's (1993) free step-down.
type stepDown struct {
	observed []float64
	order    []int // hypotheses by observed statistic, the greatest first
	counts   []int // by hypothesis
	n        int
}

func newStepDown(observed []float64) *stepDown {
	s := &stepDown{observed: observed, order: make([]int, len(observed)), counts: make([]int, len(observed))}
	for i := range s.order {
		s.order[i] = i
	}
	slices.SortStableFunc(s.order, func(i, j int) int { return cmp.Compare(observed[j], observed[i]) })
	return s
}

func (s *stepDown) add(statistics []float64) {
	s.n++
	greatest := 0.0
	for _, h := range slices.Backward(s.order) {
		greatest = math.Max(greatest, statistics[h])
		if greatest >= s.observed[h]*(1-sameEnough) {
			s.counts[h]++
		}
	}
}

// adjusted is p by hypothesis, which never falls along the order. drawn arrangements count the observed one
// among them.
func (s *stepDown) adjusted(drawn int) []float64 {
	out, most := make([]float64, len(s.observed)), 0.0
	for _, h := range s.order {
		most = math.Max(most, float64(s.counts[h]+drawn)/float64(s.n+drawn))
		out[h] = most
	}
	return out
}

// maxT adjusts the hypotheses of one family: those that are compared within stories and those that are compared
// over all articles each have a relabelling of their own. The two are drawn apart from one another, as if their
// statistics were independent; if they depend on one another, that is the cautious side (for normal statistics,
// by the Gaussian correlation inequality).
func (a *analysis) maxT(ctx context.Context, name string, rs []*relabelling) ([]float64, error) {
	observed := statisticsOf(rs, func(r *relabelling) []int { return r.label })
	if len(rs) == 1 && rs[0].arrangements(exactArrangements) <= exactArrangements {
		return rs[0].enumerate(observed), nil
	}
	total := newStepDown(observed)
	var mu sync.Mutex
	err := a.each(ctx, (draws+chunk-1)/chunk, func(i int) {
		part := newStepDown(observed)
		rng := stream(a.opts.Seed, "family", name)
		label := make([]int, len(rs[0].label))
		for d := i * chunk; d < min((i+1)*chunk, draws); d++ {
			rng.from(d)
			part.add(statisticsOf(rs, func(r *relabelling) []int { r.shuffle(label, rng); return label }))
		}
		mu.Lock()
		defer mu.Unlock()
		total.n += part.n
		for h, c := range part.counts {
			total.counts[h] += c
		}
	})
	return total.adjusted(1), err
}

func statisticsOf(rs []*relabelling, label func(*relabelling) []int) (all []float64) {
	for _, r := range rs {
		out := make([]float64, len(r.hypotheses))
		r.statistics(label(r), out)
		all = append(all, out...)
	}
	return all
}

func (r *relabelling) enumerate(observed []float64) []float64 {
	s := newStepDown(observed)
	label := slices.Clone(r.label)
	for _, stratum := range r.strata {
		var sorted []int
		for _, d := range stratum {
			sorted = append(sorted, label[d])
		}
		slices.Sort(sorted)
		for i, d := range stratum {
			label[d] = sorted[i]
		}
	}
	out := make([]float64, len(observed))
	for more := true; more; more = r.next(label) {
		r.statistics(label, out)
		s.add(out)
	}
	return s.adjusted(0)
}

// relabellings are what the tested hypotheses of a family permute: those within stories, those over all.
func (a *analysis) relabellings(hs []hypothesis, cs []Comparison) (rs []*relabelling) {
	at := map[int]int{} // article of the table to article of the family
	var articles []int
	var values [][]float64
	var known [][]bool
	number := map[int]int{}
	for i := range hs {
		if _, ok := number[hs[i].series]; !ok {
			number[hs[i].series] = len(number)
			for _, p := range a.series[hs[i].series].parts {
				if _, ok := at[p.article]; !ok && p.den > 0 {
					at[p.article] = len(articles)
					articles = append(articles, p.article)
				}
			}
		}
	}
	for range number {
		values, known = append(values, make([]float64, len(articles))), append(known, make([]bool, len(articles)))
	}
	for series, s := range number {
		for _, p := range a.series[series].parts {
			if p.den > 0 {
				values[s][at[p.article]], known[s][at[p.article]] = float64(p.num)/float64(p.den), true
			}
		}
		centreKnown(values[s], known[s])
	}
	label := make([]int, len(articles))
	all := make([]int, len(articles))
	var blocks [][]int
	block := map[string]int{}
	for d, article := range articles {
		label[d], _ = slices.BinarySearch(a.outlets, a.table.Article(article).Outlet)
		all[d] = d
		name := a.block[article]
		if name == "" {
			continue
		}
		if _, ok := block[name]; !ok {
			block[name] = len(blocks)
			blocks = append(blocks, nil)
		}
		blocks[block[name]] = append(blocks[block[name]], d)
	}
	for _, within := range []bool{true, false} {
		r := &relabelling{within: within, outlets: len(a.outlets), label: label, strata: [][]int{all}, values: values, known: known}
		if within {
			r.strata = blocks
		}
		for _, h := range hs {
			if (cs[h.comparison].Stories >= a.opts.blocks().least()) == within {
				h.series = number[h.series]
				r.hypotheses = append(r.hypotheses, h)
			}
		}
		if len(r.hypotheses) > 0 {
			rs = append(rs, r)
		}
	}
	return rs
}

// centreKnown moves known values to mean 0, which costs sums of squares less in rounding.
func centreKnown(values []float64, known []bool) {
	sum, n := 0.0, 0.0
	for d, v := range values {
		if known[d] {
			sum, n = sum+v, n+1
		}
	}
	for d := range values {
		if known[d] {
			values[d] -= sum / n
		}
	}
}

// adjust sets the adjusted p of every tested comparison: by max-T for those of a declared family, by
// Benjamini-Hochberg for the rest. An adjusted p is never below the p itself, which comes of another statistic.
func (a *analysis) adjust(ctx context.Context, cs []Comparison, hs []hypothesis) error {
	for _, f := range a.opts.Families {
		var of []hypothesis
		for i := range cs {
			if slices.Contains(f.Measures, cs[i].Measure) {
				cs[i].Family = f.Name
				if cs[i].P != nil {
					of = append(of, hs[i])
				}
			}
		}
		if len(of) == 0 {
			continue
		}
		rs := a.relabellings(of, cs)
		ps, err := a.maxT(ctx, f.Name, rs)
		if err != nil {
			return err
		}
		for _, r := range rs {
			for i, h := range r.hypotheses {
				c := &cs[h.comparison]
				c.AdjustedP, c.Adjustment, c.Tests = ptr(math.Max(*c.P, ps[i])), MaxT, len(of)
			}
			ps = ps[len(r.hypotheses):]
		}
	}
	explore(cs)
	return nil
}
