package stats

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"parallax/counts"
)

// longestNGram bounds the words of an n-gram; longer ones are passages.
const longestNGram = 100

// KeynessOptions say which words are compared, and how many are listed.
type KeynessOptions struct {
	Options
	Voices      []counts.Voice // whose words; none means all
	MinArticles int            // a word is listed that stands in as many articles of the side that has more of it
	Top         int            // how many words are listed for each side
}

// Keywords are the words that set an outlet apart from another, or from the mean of all others.
type Keywords struct {
	Outlet, Against           string   // Against is "" for the mean of the others
	References                []string // the outlets compared with
	LeftOut                   []string // outlets with too few articles to be compared with
	Articles, ArticlesAgainst int
	Over, Under               []Keyword // words that Outlet has more and less of
	Warnings                  []Warning
}

// A Keyword is how an outlet's use of a word differs from that of its reference. Intervals and ζ are over
// articles. A word is any n-gram, and rates are per 1,000 n-grams of its length.
type Keyword struct {
	Word              string
	Count, Against    int64
	Rate, RateAgainst float64
	LogRatio          float64 // of the rates, to the base 2: 1 means twice as often
	LogLo, LogHi      float64 // its interval
	Delta             float64 // difference in log-odds, with the prior
	Lo, Hi            float64
	SE, Zeta          float64
	Association       Association
	Dispersion        Dispersion // over the articles of the side that has more of the word
	Warnings          []Warning
}

// Keyness finds the words that outlet has more of than against, another outlet, or than the mean of all others
// where against is "". Without an outlet it does so for each. The table's features are word/…, n-grams with
// their words joined by spaces.
//
// The measure is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008),
// with [PriorSize]. The reference is the mean of the other outlets' log-odds, each weighing the same:
//
//	δ = L(outlet) − Σ L(other)/(K−1),  Var = V(outlet) + Σ V(other)/(K−1)²
//
// so that the largest outlet does not define what is normal. V is the variance over articles, not tokens, which come
// in clusters; the interval takes Student's t with the degrees of freedom of Welch and Satterthwaite, rounded down.
// ζ = δ/SE ranks like the z of other tools but is no p-value: it stands at the end of a search through a whole
// vocabulary, and nothing is tested.
//
// Words are listed by the end of the interval that is nearer to 0, the difference that is at least there (the
// conservative estimate of Evert 2022), and only where the interval leaves out 0: by δ alone the rarest words would
// come first, by ζ the commonest. The rates must differ the same way: the mean of log-odds is low where most of the
// others never use a word, even if one of them uses it most of all.
//
// Outlets with fewer than 3 articles have no variance over articles; they are no reference and have no keywords.
func Keyness(ctx context.Context, t *counts.Table, outlet, against string, opts KeynessOptions) ([]Keywords, error) {
	w, err := newWordIndex(t, longestNGram, outlet, against, opts)
	if err != nil {
		return nil, err
	}
	k := newKeyness(w, opts)
	var targets []int
	for i, o := range k.outlets {
		if outlet == "" || o == outlet {
			targets = append(targets, i)
		}
	}
	found, err := k.search(ctx, targets)
	if err != nil {
		return nil, err
	}
	out := make([]Keywords, len(targets))
	for i, o := range targets {
		out[i] = k.keywords(o, against, found[i])
	}
	return out, nil
}

func (o KeynessOptions) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o KeynessOptions) check(known []string, outlet, against string) error {
	var faults []error
	if err := checkConfidence(o.Confidence); err != nil {
		faults = append(faults, err)
	}
	for _, name := range []string{outlet, against} {
		if name != "" && !slices.Contains(known, name) {
			faults = append(faults, fmt.Errorf("no article is of outlet %q", name))
		}
	}
	if outlet == "" && against != "" {
		faults = append(faults, errors.New("an outlet to compare with, but none to compare"))
	}
	if outlet != "" && outlet == against {
		faults = append(faults, fmt.Errorf("outlet %q is compared with itself", outlet))
	}
	return errors.Join(faults...)
}

// keyness holds what the words of a search share.
type keyness struct {
	*wordIndex
	opts       KeynessOptions
	comparable []bool    // of each outlet: it has articles enough, and n-grams of every length
	compared   int       // how many have
	student    []float64 // quantiles by degrees of freedom
}

// Beyond so many degrees of freedom Student's t is as good as normal.
const manyArticles = 1000

func newKeyness(w *wordIndex, opts KeynessOptions) *keyness {
	k := &keyness{wordIndex: w, opts: opts, comparable: make([]bool, len(w.outlets))}
	for o, g := range w.groups {
		if k.comparable[o] = g.articles >= ArticlesForInterval && slices.Min(g.n) > 0; k.comparable[o] {
			k.compared++
		}
	}
	k.student = make([]float64, min(len(w.outlet), manyArticles)+1) // there are fewer degrees of freedom than articles
	for df := 1; df < len(k.student); df++ {
		k.student[df] = studentQuantile(df+1, opts.Confidence)
	}
	return k
}

// quantile is Student's for degrees of freedom that are rounded down.
func (k *keyness) quantile(df float64) float64 {
	return k.student[int(math.Max(1, math.Min(df, float64(len(k.student)-1))))]
}

// A wordUse is an outlet's use of a word: its log-odds, with their variance over articles.
type wordUse struct {
	wordTally
	value, variance float64
}

// A wordTally counts a word in an outlet.
type wordTally struct {
	articles  int
	y, yy, yn float64 // sums over articles of hits, hits², hits × size
}

// count tallies a word by outlet.
func (k *keyness) count(word int, into []wordUse) {
	clear(into)
	length := k.length[word]
	for _, p := range k.postsOf(word) {
		u, y := &into[k.outlet[p.article]], float64(p.n)
		u.articles++
		u.y += y
		u.yy += y * y
		u.yn += y * float64(k.size(int(p.article), length))
	}
}

// logOdds gives each outlet its log-odds of a word. It is false where the word is all that there is.
func (k *keyness) logOdds(word int, uses []wordUse) bool {
	l := k.length[word]
	alpha := PriorSize * float64(k.totals[word]) / k.all[l]
	for o := range uses {
		u, g := &uses[o], &k.groups[o]
		p := logOdds(u.y, g.n[l], alpha, PriorSize)
		if !p.known() {
			return false
		}
		if k.comparable[o] {
			u.value, u.variance = p.value, p.clustered(float64(g.articles), u.y, g.n[l], u.yy, u.yn, g.squares[l])
		}
	}
	return true
}

// A wordContrast is an outlet's use of a word less the mean of the others'.
type wordContrast struct{ delta, se, df float64 }

// useSums are those over all outlets that can be compared; each contrast takes its own outlet out again.
type useSums struct {
	outlets                   float64
	values, variances, spread float64
}

func (k *keyness) sum(uses []wordUse) useSums {
	s := useSums{outlets: float64(k.compared)}
	for o, u := range uses {
		if k.comparable[o] {
			s.values += u.value
			s.variances += u.variance
			s.spread += u.variance * u.variance / float64(k.groups[o].articles-1)
		}
	}
	return s
}

func (s useSums) contrast(u wordUse, articles int) wordContrast {
	others := s.outlets - 1
	own := u.variance * u.variance / float64(articles-1)
	variance := u.variance + (s.variances-u.variance)/(others*others)
	spread := own + (s.spread-own)/(others*others*others*others)
	return wordContrast{u.value - (s.values-u.value)/others, math.Sqrt(variance), variance * variance / spread}
}

// A keyCandidate is a word whose interval leaves out 0.
type keyCandidate struct {
	word  int
	least float64 // the end of the interval that is nearer to 0
}

// chunkWords is how many words a worker takes at a time.
const chunkWords = 1 << 12

// search finds the candidates of each target.
func (k *keyness) search(ctx context.Context, targets []int) ([][]keyCandidate, error) {
	chunks := make([][][]keyCandidate, (len(k.names)+chunkWords-1)/chunkWords)
	var group errgroup.Group
	group.SetLimit(k.opts.workers())
	for i := range chunks {
		group.Go(func() error {
			chunks[i] = k.searchChunk(i*chunkWords, min((i+1)*chunkWords, len(k.names)), targets)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	found := make([][]keyCandidate, len(targets))
	for _, chunk := range chunks {
		for i := range chunk {
			found[i] = append(found[i], chunk[i]...)
		}
	}
	return found, nil
}

func (k *keyness) searchChunk(from, to int, targets []int) [][]keyCandidate {
	found := make([][]keyCandidate, len(targets))
	uses := make([]wordUse, len(k.groups))
	for word := from; word < to; word++ {
		k.count(word, uses)
		if !k.logOdds(word, uses) {
			continue
		}
		s, articles := k.sum(uses), len(k.postsOf(word))
		for i, o := range targets {
			if !k.comparable[o] || k.compared < 2 {
				continue
			}
			c := s.contrast(uses[o], k.groups[o].articles)
			least := math.Abs(c.delta) - k.quantile(c.df)*c.se
			if least <= 0 {
				continue
			}
			in := uses[o].articles
			if c.delta < 0 {
				in = articles - in
			}
			own, others := k.meanRates(uses, o, k.length[word])
			if in >= k.opts.MinArticles && (c.delta > 0) == (own > others) {
				found[i] = append(found[i], keyCandidate{word, math.Copysign(least, c.delta)})
			}
		}
	}
	return found
}

// meanRates are a word's rate in an outlet and the mean of its rates in the others.
func (k *keyness) meanRates(uses []wordUse, o, length int) (own, others float64) {
	for i, u := range uses {
		switch r := u.y / k.groups[i].n[length]; {
		case i == o:
			own = r
		case k.comparable[i]:
			others += r / float64(k.compared-1)
		}
	}
	return own, others
}

// keywords lists the first candidates of an outlet on either side.
func (k *keyness) keywords(o int, against string, found []keyCandidate) Keywords {
	out := Keywords{Outlet: k.outlets[o], Against: against, Articles: k.groups[o].articles}
	for other, name := range k.outlets {
		switch {
		case other == o:
		case k.comparable[other]:
			out.References = append(out.References, name)
			out.ArticlesAgainst += k.groups[other].articles
		default:
			out.LeftOut = append(out.LeftOut, name)
		}
	}
	if !k.comparable[o] {
		out.Warnings = append(out.Warnings, NoInterval)
	}
	if len(out.LeftOut) > 0 {
		out.Warnings = append(out.Warnings, ReferenceLeftOut)
	}
	slices.SortFunc(found, func(a, b keyCandidate) int {
		return cmp.Or(cmp.Compare(b.least, a.least), cmp.Compare(k.names[a.word], k.names[b.word]))
	})
	for _, c := range found[:min(k.opts.Top, len(found))] {
		if c.least > 0 {
			out.Over = append(out.Over, k.keyword(c.word, o))
		}
	}
	slices.Reverse(found)
	for _, c := range found[:min(k.opts.Top, len(found))] {
		if c.least < 0 {
			out.Under = append(out.Under, k.keyword(c.word, o))
		}
	}
	return out
}

// keyword works out everything about one word of one outlet.
func (k *keyness) keyword(word, o int) Keyword {
	uses := make([]wordUse, len(k.groups))
	k.count(word, uses)
	k.logOdds(word, uses)
	c := k.sum(uses).contrast(uses[o], k.groups[o].articles)
	half := k.quantile(c.df) * c.se
	out := Keyword{Word: k.names[word], Delta: c.delta, Lo: c.delta - half, Hi: c.delta + half, SE: c.se, Zeta: c.delta / c.se}
	k.rates(&out, word, o, uses)
	out.Dispersion = k.dispersion(word, func(article int) bool {
		other := k.outlet[article]
		return k.comparable[other] && (other == o) == (c.delta > 0)
	})
	if out.Dispersion.bursts() {
		out.Warnings = []Warning{Burst}
	}
	return out
}

// rates sets the counts and rates of a word and their ratio: log₂ of the outlet's rate to the mean of the
// others' rates, with half a hit added to each side so that it is defined at 0 (Haldane's correction of Hardie's
// log ratio), and its interval over articles, on the log scale as for every rate.
func (k *keyness) rates(out *Keyword, word, o int, uses []wordUse) {
	l := k.length[word]
	others := float64(k.compared - 1)
	var own, mean, variance, spread, n float64
	for i, u := range uses {
		g := &k.groups[i]
		if !k.comparable[i] {
			continue
		}
		half := 0.5
		if i != o {
			half /= others
		}
		r, v := g.rate(l, u.wordTally, half)
		df := float64(g.articles - 1)
		if i == o {
			out.Count, out.Rate = int64(u.y), 1000*u.y/g.n[l]
			own = r
			variance += v / (r * r)
			spread += v * v / (r * r * r * r) / df
			continue
		}
		out.Against += int64(u.y)
		out.RateAgainst += 1000 * u.y / g.n[l] / others
		n += g.n[l]
		mean += r / others
	}
	for i, u := range uses {
		if g := &k.groups[i]; i != o && k.comparable[i] {
			_, v := g.rate(l, u.wordTally, 0.5/others)
			v /= others * others * mean * mean
			variance += v
			spread += v * v / float64(g.articles-1)
		}
	}
	out.Association = Associate(out.Count, out.Against, int64(k.groups[o].n[l]), int64(n))
	value, width := math.Log2(own/mean), k.quantile(variance*variance/spread)*math.Sqrt(variance)/math.Ln2
	out.LogRatio, out.LogLo, out.LogHi = value, value-width, value+width
}

// rate is a word's rate in an outlet with some hits added, and its variance over articles (linearised), at least
// that of independent tokens.
func (g *outletWords) rate(length int, t wordTally, added float64) (r, variance float64) {
	n, k := g.n[length]+added, float64(g.articles)
	r = (t.y + added) / n
	mean := (t.y - r*g.n[length]) / k
	squares := t.yy - 2*r*t.yn + r*r*g.squares[length]
	return r, math.Max(r/n, k/(k-1)*(squares-k*mean*mean)/(n*n))
}
