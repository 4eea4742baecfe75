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

// A relabelling hands the labels of two outlets out anew among their articles, within strata, for several
// measures at once: each sees the same articles change places, which is what the maximum of their statistics
// needs to take account of how they hang together.
//
// An arrangement is an order of the articles of each stratum: of those that have a value on a measure, the first
// outlet gets as many from the front as it has. So no measure's share of the labels depends on which articles
// others have values in, and alone each has the very distribution of [permutationTest]. Where all articles have
// all values, the labels are the same for all measures.
//
// The statistic of a hypothesis is that of [permutationTest] over its standard deviation under relabelling, so
// that measures and pairs of different spread weigh alike and few strata cannot drown many:
//
//	Σ_{d∈a} x_d / √Σ_s nₐn_b/(n(n−1))·Σ_{d∈s} x_d²,
//
// x_d being the article's value less the mean of its stratum, and n the articles of a stratum that have one. In
// two samples of one size it is a monotone function of t.
type relabelling struct {
	pair       [2]int
	within     bool
	label      []int   // of each article: 0 for the first outlet of the pair, 1 for the second
	strata     [][]int // articles whose labels may change places
	hypotheses []relabelled
}

// relabelled is what a hypothesis sees of a relabelling.
type relabelled struct {
	hypothesis
	values []float64 // by article: x over the standard deviation of the sum
	known  []bool    // by article
	firsts []int     // by stratum: how many of its articles with a value are the first outlet's
}

// add takes one more hypothesis in, by the values of its articles.
func (r *relabelling) add(h hypothesis, values []float64, known []bool) {
	one := relabelled{hypothesis: h, values: make([]float64, len(values)), known: known}
	var variance, size float64
	for _, stratum := range r.strata {
		var n [2]int
		var sum, squares float64
		for _, d := range stratum {
			if known[d] {
				n[r.label[d]]++
				sum += values[d]
				size = math.Max(size, math.Abs(values[d]))
			}
		}
		one.firsts = append(one.firsts, n[0])
		all := float64(n[0] + n[1])
		for _, d := range stratum {
			if known[d] {
				one.values[d] = values[d] - sum/all
				squares += float64(one.values[d] * one.values[d])
			}
		}
		if all > 1 {
			variance += float64(float64(n[0]*n[1]) / (all * (all - 1)) * squares)
		}
	}
	sd := math.Sqrt(variance)
	for d := range one.values {
		if sd > sameEnough*size {
			one.values[d] /= sd
		} else {
			one.values[d] = 0
		}
	}
	r.hypotheses = append(r.hypotheses, one)
}

// statistic is the absolute statistic in an arrangement.
func (h *relabelled) statistic(strata [][]int, order []int) float64 {
	sum := 0.0
	for s, stratum := range strata {
		left := h.firsts[s]
		for _, d := range order[:len(stratum)] {
			if left == 0 {
				break
			}
			if h.known[d] {
				sum += h.values[d]
				left--
			}
		}
		order = order[len(stratum):]
	}
	return math.Abs(sum)
}

// sameEnough is what the rounding of sums can do to statistics that are equal.
const sameEnough = 1e-9

// byLabel is the arrangement in which articles have these labels.
func (r *relabelling) byLabel(label []int) []int {
	order := make([]int, 0, len(label))
	for _, stratum := range r.strata {
		for side := range 2 {
			for _, d := range stratum {
				if label[d] == side {
					order = append(order, d)
				}
			}
		}
	}
	return order
}

// shuffle draws an arrangement.
func (r *relabelling) shuffle(order []int, rng *dice) []int {
	from := 0
	for _, stratum := range r.strata {
		s := order[from:][:len(stratum)]
		copy(s, stratum)
		shuffle(s, rng)
		from += len(stratum)
	}
	return order[:from]
}

// arrangements counts the ways to hand out the labels, as far as limit+1.
func (r *relabelling) arrangements(limit int) int {
	n := 1
	for _, s := range r.strata {
		first := 0
		for _, d := range s {
			first += 1 - r.label[d]
		}
		if n *= choose(len(s), first, limit); n > limit {
			return limit + 1
		}
	}
	return n
}

// complete reports whether every article has every value, so that labels alone tell arrangements apart.
func (r *relabelling) complete() bool {
	return !slices.ContainsFunc(r.hypotheses, func(h relabelled) bool { return slices.Contains(h.known, false) })
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
	s := &stepDown{observed: observed, order: indices(len(observed)), counts: make([]int, len(observed))}
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

// maxT adjusts the hypotheses of one family. Each pair of outlets has a relabelling of its own, within stories or over
// all articles: relabelling all outlets at once would mix into a pair what a third outlet differs by. Relabellings
// are drawn apart from one another, as if pairs were independent; since they depend on one another, that is the
// cautious side (for normal statistics, by the Gaussian correlation inequality).
func (a *analysis) maxT(ctx context.Context, name string, rs []*relabelling) ([]float64, error) {
	observed := statisticsOf(rs, nil, func(r *relabelling) []int { return r.byLabel(r.label) })
	if len(rs) == 1 && rs[0].complete() && rs[0].arrangements(exactArrangements) <= exactArrangements {
		return rs[0].enumerate(observed), nil
	}
	total := newStepDown(observed)
	var mu sync.Mutex
	err := a.each(ctx, (draws+chunk-1)/chunk, func(i int) {
		part := newStepDown(observed)
		rng := stream(a.opts.Seed, "family", name)
		order, statistics := make([]int, a.table.Len()), make([]float64, 0, len(observed))
		for d := i * chunk; d < min((i+1)*chunk, draws); d++ {
			rng.from(d)
			part.add(statisticsOf(rs, statistics, func(r *relabelling) []int { return r.shuffle(order, rng) }))
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

// statisticsOf appends the statistic of each hypothesis, in an arrangement of each relabelling.
func statisticsOf(rs []*relabelling, all []float64, arrange func(*relabelling) []int) []float64 {
	for _, r := range rs {
		order := arrange(r)
		for h := range r.hypotheses {
			all = append(all, r.hypotheses[h].statistic(r.strata, order))
		}
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
	for more := true; more; more = r.next(label) {
		s.add(statisticsOf([]*relabelling{r}, nil, func(*relabelling) []int { return r.byLabel(label) }))
	}
	return s.adjusted(0)
}

// relabellings are what the tested hypotheses of a family permute: for each pair of outlets those that are compared
// within stories, or other blocks, and those over all articles.
func (a *analysis) relabellings(hs []hypothesis, cs []Comparison) (rs []*relabelling) {
	values := map[int]map[int]float64{} // by series and article
	for _, h := range hs {
		if values[h.series] != nil {
			continue
		}
		of := map[int]float64{}
		for _, p := range a.series[h.series].parts {
			if p.den > 0 {
				of[p.article] = float64(p.num) / float64(p.den)
			}
		}
		values[h.series] = of
	}
	type key struct {
		a, b   int
		within bool
	}
	groups := map[key][]hypothesis{}
	var order []key
	for _, h := range hs {
		k := key{h.a, h.b, cs[h.comparison].Stories >= a.opts.blocks().least()}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], h)
	}
	for _, k := range order {
		r := &relabelling{pair: [2]int{k.a, k.b}, within: k.within}
		articles := a.articlesOf(r, groups[k], values)
		for _, h := range groups[k] {
			of, known := make([]float64, len(articles)), make([]bool, len(articles))
			for d, article := range articles {
				of[d], known[d] = values[h.series][article]
			}
			r.add(h, of, known)
		}
		rs = append(rs, r)
	}
	return rs
}

// articlesOf lays out the labels and strata of a relabelling: the pair's articles that have a value on any of its
// hypotheses, in the order of the table by ID.
func (a *analysis) articlesOf(r *relabelling, hs []hypothesis, values map[int]map[int]float64) (articles []int) {
	block := map[int]int{}
	for _, article := range a.order {
		outlet, _ := slices.BinarySearch(a.outlets, a.table.Article(article).Outlet)
		side := slices.Index(r.pair[:], outlet)
		name := a.block[article]
		valued := slices.ContainsFunc(hs, func(h hypothesis) bool {
			_, ok := values[h.series][article]
			return ok
		})
		if side < 0 || !valued || r.within && name == none {
			continue
		}
		if !r.within {
			name = none
		}
		if _, seen := block[name]; !seen {
			block[name] = len(r.strata)
			r.strata = append(r.strata, nil)
		}
		r.strata[block[name]] = append(r.strata[block[name]], len(articles))
		r.label = append(r.label, side)
		articles = append(articles, article)
	}
	return articles
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
