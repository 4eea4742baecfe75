package stats

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"parallax/counts"
)

// A Uniformity is how far two outlets name a concept alike, in one voice: 1 where their profiles are the same, 0
// where they share no name. Of all concepts together there are two, with Lexicon "" and Concept [MeanOfConcepts]
// or [WeightedMeanOfConcepts].
type Uniformity struct {
	A, B, Lexicon, Concept, Voice string
	Value, Lo, Hi                 *float64 // corrected for chance
	Uncorrected                   *float64
	Exchanged                     *float64 // the mean, uncorrected, where articles change places between the outlets
	Confidence                    float64
	MentionsA, MentionsB          int64
	ArticlesA, ArticlesB          int // that mention the concept
	Stories                       int // that both cover, mentioning it
	Warnings                      []Warning
}

// The concepts that stand for all scored ones: each counted once, or by its part in their mentions.
const (
	MeanOfConcepts         = "(mean)"
	WeightedMeanOfConcepts = "(weighted mean)"
)

// mentionsForUniformity is how many mentions of a concept each outlet needs, beside articles for an interval: one
// article for another changes nothing, so from a few nothing can be learned about chance.
const mentionsForUniformity = 10

// Uniformities compares the profiles of every pair of outlets, for each concept with two variants or more and each
// voice in which it occurs.
//
// It is U = Σ min(p_A, p_B) over variants, 1 less half the city-block distance of the profiles (Geeraerts,
// Grondelaers & Speelman 1999), and over concepts the mean or the mean weighted by mentions (U and U′ of Speelman,
// Grondelaers & Geeraerts 2003). Two samples of one profile never quite agree, the less the fewer they are. How much
// of a distance is chance shows when articles change places between the two outlets: within the stories that both
// cover, where there are at least five, and all others among themselves. Chance adds to a distance in squares, so
// in squares it is taken away:
//
//	corrected U = 1 − √((1−U)² − (1−Ū)²), Ū being the mean U of exchanged articles, and 1 where Ū is above U.
//
// (U + 1 − Ū, which is also in use, is right only where the outlets are alike: at a true .20 it gave .38 with ten
// articles a side, .29 with forty; this gave .23 and .21, and .94 and .97 at a true 1.)
//
// The interval runs from U − t·se to corrected U + t·se, since the correction itself is in doubt; se is the
// jackknife's over the articles of both outlets, t with Welch's degrees of freedom. Percentiles of a bootstrap
// would carry the bias of U a second time, and cost a hundred times as much. In a simulation like that of the tests
// it covers 92 to 98 % at 95, with 5 to 40 articles a side.
func Uniformities(ctx context.Context, t *counts.Table, concepts []Concept, opts Options) ([]Uniformity, error) {
	order, err := begin(t, nil, &opts)
	if err != nil {
		return nil, err
	}
	concepts = slices.DeleteFunc(occurring(concepts, t.Features()), func(c Concept) bool { return len(c.Variants) < 2 })
	a := &analysis{table: t, outlets: outlets(t), opts: opts}
	namings := newNamings(t, order, concepts, opts.blocks().of(t))
	type task struct {
		voice counts.Voice
		a, b  string
	}
	var tasks []task
	for v := range counts.Voice(counts.Voices) {
		for i, one := range a.outlets {
			for _, other := range a.outlets[i+1:] {
				tasks = append(tasks, task{v, one, other})
			}
		}
	}
	out := make([][]Uniformity, len(tasks))
	err = a.each(ctx, len(tasks), func(i int) {
		t := tasks[i]
		out[i] = namings.compare(concepts, t.voice, t.a, t.b, opts)
	})
	return slices.Concat(out...), err
}

// A naming is how one article names a concept in one voice.
type naming struct {
	article int // its place by ID
	block   int
	n       []int64 // by variant
}

// where tells the namings of a table apart.
type where struct {
	concept int
	voice   counts.Voice
	outlet  string // "" for how many there are
}

type namings struct {
	of     map[where][]naming // by article
	occurs map[where]bool     // a concept in a voice
}

func newNamings(t *counts.Table, order []int, concepts []Concept, blocks []int) namings {
	type variant struct{ concept, variant int }
	variants := map[counts.Feature]variant{}
	for _, f := range t.Features() {
		for i, c := range concepts {
			if rest, ok := strings.CutPrefix(string(f), c.path()); ok {
				name, _, term := strings.Cut(rest, "/")
				if v := slices.Index(c.Variants, name); term && v >= 0 {
					variants[f] = variant{i, v}
				}
			}
		}
	}
	all := namings{map[where][]naming{}, map[where]bool{}}
	for article, i := range order {
		meta := t.Article(i)
		for cell := range t.Cells(i) {
			v, ok := variants[cell.Feature]
			if !ok {
				continue
			}
			at := where{v.concept, cell.Voice, meta.Outlet}
			list := all.of[at]
			if len(list) == 0 || list[len(list)-1].article != article {
				list = append(list, naming{article, blocks[i], make([]int64, len(concepts[v.concept].Variants))})
				all.of[at] = list
				all.occurs[where{v.concept, cell.Voice, ""}] = true
			}
			list[len(list)-1].n[v.variant] += cell.N
		}
	}
	return all
}

// compare sets the profiles of two outlets in a voice beside each other: each concept, then all that are scored.
func (all namings) compare(concepts []Concept, voice counts.Voice, a, b string, opts Options) (out []Uniformity) {
	var scored []*profilePair
	for i, c := range concepts {
		if !all.occurs[where{i, voice, ""}] {
			continue
		}
		x := newProfilePair(all.of[where{i, voice, a}], all.of[where{i, voice, b}], opts.blocks().least())
		u := Uniformity{A: a, B: b, Lexicon: c.Lexicon, Concept: c.Name, Voice: voice.String(), Confidence: opts.Confidence}
		if !x.scored() {
			u.count(x)
			u.Warnings = []Warning{FewMentions}
		} else {
			x.exchange(stream(opts.Seed, "uniformity", c.Lexicon, c.Name, u.Voice, a, b))
			scored = append(scored, x)
			u.fill(average{of: []*profilePair{x}})
		}
		out = append(out, u)
	}
	if len(out) == 0 {
		return nil
	}
	for _, weighted := range []bool{false, true} {
		u := Uniformity{A: a, B: b, Concept: MeanOfConcepts, Voice: voice.String(), Confidence: opts.Confidence}
		if weighted {
			u.Concept = WeightedMeanOfConcepts
		}
		if len(scored) == 0 {
			u.Warnings = []Warning{FewMentions}
		} else {
			u.fill(average{scored, weighted})
		}
		out = append(out, u)
	}
	return out
}

// A profilePair is two outlets' namings of a concept in a voice.
type profilePair struct {
	sides     [2][]naming
	sums      [2][]int64
	shared    sharing // of blocks that both cover
	least     int     // of them that it takes to compare within them
	value     float64
	exchanged float64 // the mean value where articles change places
}

func newProfilePair(a, b []naming, least int) *profilePair {
	x := &profilePair{sides: [2][]naming{a, b}, least: least}
	for o, side := range x.sides {
		for _, n := range side {
			x.sums[o] = plusCounts(x.sums[o], n.n, 1)
		}
	}
	blocksOf := func(side []naming) (blocks []int) {
		for _, n := range side {
			blocks = append(blocks, n.block)
		}
		return blocks
	}
	x.shared = share(blocksOf(a), blocksOf(b))
	if min(total(x.sums[0]), total(x.sums[1])) > 0 {
		x.value = uniformity(x.sums[0], x.sums[1])
	}
	return x
}

func (x *profilePair) scored() bool {
	return min(total(x.sums[0]), total(x.sums[1])) >= mentionsForUniformity && min(len(x.sides[0]), len(x.sides[1])) >= ArticlesForInterval
}

// corrected is the value less what chance adds to its distance from 1; above 1 where chance would have made it
// greater, so that means over concepts are not drawn down.
func (x *profilePair) corrected() float64 {
	squares := (1-x.value)*(1-x.value) - (1-x.exchanged)*(1-x.exchanged)
	return 1 - math.Copysign(math.Sqrt(math.Abs(squares)), squares)
}

// uniformity is Σ min(p, q) of two profiles with mentions.
func uniformity(a, b []int64) (u float64) {
	ta, tb := float64(total(a)), float64(total(b))
	for v := range a {
		u += math.Min(float64(a[v])/ta, float64(b[v])/tb)
	}
	return math.Min(u, 1)
}

// plusCounts adds n, times sign, to a copy of sums.
func plusCounts(sums, n []int64, sign int64) []int64 {
	out := make([]int64, len(n))
	copy(out, sums)
	for v := range n {
		out[v] += sign * n[v]
	}
	return out
}

// Articles change places until the mean of uniformity is known to this standard error, so that many articles,
// which cost more and scatter less, cost no more; but at most so often.
const (
	exchangeError   = .004
	fewestExchanges = 100
	mostExchanges   = 1_000
)

func (x *profilePair) exchange(rng *dice) {
	strata := x.strata()
	a, b := make([]int64, len(x.sums[0])), make([]int64, len(x.sums[0]))
	var mean, squares float64
	for n := 1.0; n <= mostExchanges; n++ {
		clear(a)
		for _, s := range strata {
			s.draw(rng, a)
		}
		for v := range b {
			b[v] = x.sums[0][v] + x.sums[1][v] - a[v]
		}
		u := uniformity(a, b)
		off := u - mean // Welford 1962
		mean += off / n
		squares += float64(off * (u - mean))
		if n >= fewestExchanges && squares/(n-1)/n <= exchangeError*exchangeError {
			break
		}
	}
	x.exchanged = mean
}

// exchangeable are articles of which some are one outlet's and the others the other's, any as well as any.
type exchangeable struct {
	all   [][]int64 // what each has of each variant
	order []int
	sum   []int64
	first int // how many are the first outlet's
}

// draw adds up what the first outlet gets when its articles are drawn at random. It draws those of the outlet that
// has fewer.
func (e *exchangeable) draw(rng *dice, into []int64) {
	sign, take := int64(1), e.first
	if rest := len(e.all) - e.first; rest < take {
		sign, take = -1, rest
		for v, n := range e.sum {
			into[v] += n
		}
	}
	for i := range take {
		j := i + rng.below(len(e.order)-i)
		e.order[i], e.order[j] = e.order[j], e.order[i]
		for v, n := range e.all[e.order[i]] {
			into[v] += sign * n
		}
	}
}

// strata divides the articles by shared block, if there are enough; the last stratum is the rest.
func (x *profilePair) strata() []*exchangeable {
	shared := x.shared
	if shared.n < x.least {
		shared = sharing{}
	}
	out := make([]*exchangeable, shared.n+1)
	for i := range out {
		out[i] = &exchangeable{sum: make([]int64, len(x.sums[0]))}
	}
	for o, side := range x.sides {
		for _, n := range side {
			i := shared.of(n.block)
			if i == none {
				i = shared.n
			}
			e := out[i]
			e.order = append(e.order, len(e.all))
			e.all = append(e.all, n.n)
			for v, m := range n.n {
				e.sum[v] += m
			}
			if o == 0 {
				e.first++
			}
		}
	}
	return out
}

// An average is the mean uniformity of pairs of profiles, each counted once or by its mentions.
type average struct {
	of       []*profilePair
	weighted bool
}

func (m average) weight(x *profilePair) float64 {
	if m.weighted {
		return float64(total(x.sums[0]) + total(x.sums[1]))
	}
	return 1
}

func (m average) mean(of func(*profilePair) float64) float64 {
	var sum, weights float64
	for _, x := range m.of {
		sum += m.weight(x) * of(x)
		weights += m.weight(x)
	}
	return sum / weights
}

// leaveOneOut is the mean without each article of a side in turn. A concept that the article alone mentions is out
// with it.
func (m average) leaveOneOut(side int) (without []float64) {
	type mention struct {
		article, pair int
		n             []int64
	}
	var mentions []mention
	var sum, weights float64
	for i, x := range m.of {
		sum += m.weight(x) * x.value
		weights += m.weight(x)
		for _, n := range x.sides[side] {
			mentions = append(mentions, mention{n.article, i, n.n})
		}
	}
	slices.SortFunc(mentions, func(a, b mention) int { return cmp.Or(a.article-b.article, a.pair-b.pair) })
	for i := 0; i < len(mentions); {
		sum, weights, article := sum, weights, mentions[i].article
		for ; i < len(mentions) && mentions[i].article == article; i++ {
			x := m.of[mentions[i].pair]
			left := profilePair{sums: x.sums}
			left.sums[side] = plusCounts(x.sums[side], mentions[i].n, -1)
			sum -= m.weight(x) * x.value
			weights -= m.weight(x)
			if total(left.sums[side]) > 0 {
				sum += m.weight(&left) * uniformity(left.sums[0], left.sums[1])
				weights += m.weight(&left)
			}
		}
		if weights > 0 {
			without = append(without, sum/weights)
		}
	}
	return without
}

// count sets what a uniformity is of.
func (u *Uniformity) count(xs ...*profilePair) {
	articles := [2]map[int]bool{{}, {}}
	stories := map[int]bool{}
	for _, x := range xs {
		u.MentionsA, u.MentionsB = u.MentionsA+total(x.sums[0]), u.MentionsB+total(x.sums[1])
		for o, side := range x.sides {
			for _, n := range side {
				articles[o][n.article] = true
			}
		}
		for block, i := range x.shared.at {
			if i != none {
				stories[block] = true
			}
		}
	}
	u.ArticlesA, u.ArticlesB, u.Stories = len(articles[0]), len(articles[1]), len(stories)
}

// fill sets the values of scored pairs.
func (u *Uniformity) fill(m average) {
	u.count(m.of...)
	u.Uncorrected = ptr(m.mean(func(x *profilePair) float64 { return x.value }))
	u.Exchanged = ptr(m.mean(func(x *profilePair) float64 { return x.exchanged }))
	value := math.Min(1, m.mean((*profilePair).corrected))
	u.Value = &value
	if u.Stories > 0 && u.Stories < m.of[0].least {
		u.Warnings = append(u.Warnings, FewSharedStories)
	}
	if min(u.ArticlesA, u.ArticlesB) < ArticlesForTest {
		u.Warnings = append(u.Warnings, FewArticles)
	}
	a, b := jackknifeVariance(m.leaveOneOut(0)), jackknifeVariance(m.leaveOneOut(1))
	if a+b <= rounding {
		u.Warnings = inOrder(append(u.Warnings, NamedAlike)...)
		return
	}
	half := welchQuantile(a, u.ArticlesA, b, u.ArticlesB, u.Confidence) * math.Sqrt(a+b)
	u.Lo, u.Hi = ptr(math.Max(0, *u.Uncorrected-half)), ptr(math.Min(1, value+half))
	u.Warnings = inOrder(u.Warnings...)
}
