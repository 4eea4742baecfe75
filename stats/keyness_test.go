package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"parallax/counts"
)

func TestVectorLogOdds(t *testing.T) {
	for _, key := range []string{"logodds_dirichlet_uninformative_alpha0.01", "logodds_dirichlet_uninformative_alpha0.5", "logodds_dirichlet_informative_pooled_sum500", "logodds_dirichlet_informative_jurafsky_pooled_counts"} {
		var in struct {
			First  []float64 `json:"y_i"`
			Second []float64 `json:"y_j"`
			Alpha  []float64
			All    float64 `json:"alpha0"`
		}
		var want struct {
			Delta []float64
			Var2  []float64 `json:"var_2term_MCQ_eq20"`
			Zeta2 []float64 `json:"z_2term"`
			Var4  []float64 `json:"var_4term"`
			Zeta4 []float64 `json:"z_4term"`
		}
		vector(t, key, &in, &want)
		for w := range in.First {
			a := logOdds(in.First[w], addUp(in.First), in.Alpha[w], in.All)
			b := logOdds(in.Second[w], addUp(in.Second), in.Alpha[w], in.All)
			delta, variance := a.value-b.value, a.variance()+b.variance()
			near(t, key+": δ", delta, want.Delta[w])
			near(t, key+": variance", variance, want.Var4[w])
			near(t, key+": ζ", delta/math.Sqrt(variance), want.Zeta4[w])
			near(t, key+": variance of two terms", a.has+b.has, want.Var2[w])
			near(t, key+": ζ of two terms", delta/math.Sqrt(a.has+b.has), want.Zeta2[w])
		}
	}
}

func TestVectorFightingWords(t *testing.T) {
	var in struct {
		Doc1, Doc2 string
		Alpha      float64 `json:"alpha_w"`
		Vocab      []string
	}
	var want struct {
		Zeta2 map[string]float64 `json:"z_2term"`
	}
	vector(t, "logodds_fightin_words_readme", &in, &want)
	count := func(doc string) (ns []float64) {
		for _, w := range in.Vocab {
			n := 0.0
			for _, token := range strings.Fields(doc) {
				if token == w {
					n++
				}
			}
			ns = append(ns, n)
		}
		return ns
	}
	first, second := count(in.Doc1), count(in.Doc2)
	all := in.Alpha * float64(len(in.Vocab))
	for i, w := range in.Vocab {
		a, b := logOdds(first[i], addUp(first), in.Alpha, all), logOdds(second[i], addUp(second), in.Alpha, all)
		near(t, w, (a.value-b.value)/math.Sqrt(a.has+b.has), want.Zeta2[w])
	}
}

func addUp(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

func TestVectorAssociation(t *testing.T) {
	for _, key := range []string{"keyness_basic", "keyness_zero_ref", "keyness_small"} {
		var in struct{ A, B, N1, N2 int64 }
		var want struct {
			G2   float64  `json:"G2_2cell_Rayson"`
			G4   float64  `json:"G2_4cell_Dunning"`
			Log  float64  `json:"log_ratio_0adj_half_count"`
			Diff *float64 `json:"pct_DIFF"`
			BIC  float64  `json:"BIC_2cell"`
			ELL  float64
		}
		vector(t, key, &in, &want)
		got := Associate(in.A, in.B, in.N1, in.N2)
		near(t, key+": G², two cells", got.G2TwoCell, want.G2)
		near(t, key+": G², four cells", got.G2FourCell, want.G4)
		near(t, key+": log ratio", got.LogRatio, want.Log)
		near(t, key+": BIC", got.BIC, want.BIC)
		near(t, key+": ELL", *got.ELL, want.ELL)
		if (got.PercentDiff == nil) != (want.Diff == nil) {
			t.Errorf("%s: %%DIFF absent %v", key, got.PercentDiff == nil)
		} else if want.Diff != nil {
			near(t, key+": %DIFF", *got.PercentDiff, *want.Diff)
		}
	}
}

func TestVectorHaldane(t *testing.T) {
	// With one other outlet the log ratio is Haldane's, as the vectors have it.
	var in struct{ A, B, N1, N2 int64 }
	var want struct {
		Log float64 `json:"log_ratio_add_half"`
	}
	vector(t, "keyness_zero_ref", &in, &want)
	a := outletWords{articles: 3, n: []float64{float64(in.N1)}, squares: []float64{1e9}}
	b := outletWords{articles: 3, n: []float64{float64(in.N2)}, squares: []float64{1e9}}
	r1, _ := a.rate(0, wordTally{y: float64(in.A)}, .5)
	r2, _ := b.rate(0, wordTally{y: float64(in.B)}, .5)
	near(t, "log ratio", math.Log2(r1/r2), want.Log)
}

func TestVectorDispersion(t *testing.T) {
	for _, key := range []string{"gries_dp_book_example", "gries_dp_articles", "gries_dp_three_equal"} {
		var in struct {
			V     []int64
			Sizes []int64 `json:"part_sizes"`
		}
		var want struct {
			DP, DPnorm float64
			Range      int `json:"range_parts"`
		}
		vector(t, key, &in, &want)
		got := Disperse(in.V, in.Sizes)
		near(t, key+": DP", *got.DP, want.DP)
		near(t, key+": DPnorm", *got.Norm, want.DPnorm)
		if got.Articles != want.Range || got.Of != len(in.V) {
			t.Errorf("%s: in %d of %d parts, want %d", key, got.Articles, got.Of, want.Range)
		}
		if key == "gries_dp_book_example" && fmt.Sprintf("%.2f %.4f", *got.DP, *got.Norm) != "0.18 0.2195" {
			t.Errorf("DP %v, normalised %v, unlike those that Gries (2008) prints", *got.DP, *got.Norm)
		}
	}
}

// The expected DP is that of hits thrown at random.
func TestDispersionByChance(t *testing.T) {
	sizes := []int64{100, 300, 50, 800, 250}
	rng := rand.New(rand.NewPCG(1, 2))
	var sum, chance float64
	const draws = 4000
	for range draws {
		hits := make([]int64, len(sizes))
		for range 7 {
			at := rng.Int64N(1500)
			for d, n := range sizes {
				if at -= n; at < 0 {
					hits[d]++
					break
				}
			}
		}
		d := Disperse(hits, sizes)
		sum, chance = sum+*d.Norm/draws, d.Chance
	}
	if math.Abs(sum-chance) > .01 {
		t.Errorf("mean DPnorm of hits at random %.4f, expected %.4f", sum, chance)
	}
}

func TestBurst(t *testing.T) {
	sizes := slices.Repeat([]int64{500}, 200)
	spread := func(articles, each int) []int64 {
		hits := make([]int64, len(sizes))
		for i := range articles {
			hits[i] = int64(each)
		}
		return hits
	}
	for _, c := range []struct {
		articles, each int
		want           bool
	}{
		{3, 3, true},    // a third of the hits in one article
		{10, 1, false},  // rare, and as spread out as rare words are
		{10, 20, true},  // 200 hits, all in a twentieth of the articles
		{100, 2, false}, // in half of the articles
	} {
		if got := Disperse(spread(c.articles, c.each), sizes).bursts(); got != c.want {
			t.Errorf("%d articles with %d hits each: burst %v", c.articles, c.each, got)
		}
	}
}

// wordRow is an article of words by voice.
func wordRow(id, outlet string, texts map[counts.Voice]string) counts.Row {
	r := counts.Row{Meta: counts.Meta{Article: id, Outlet: outlet}}
	for v, text := range texts {
		for _, w := range strings.Fields(text) {
			r.Add(counts.Feature("word/"+strings.ReplaceAll(w, "_", " ")), v, 1)
		}
	}
	r.Sort()
	return r
}

func wordTable(rows ...counts.Row) *counts.Table {
	var t counts.Table
	for _, r := range rows {
		t.Add(r)
	}
	return &t
}

var keynessOptions = KeynessOptions{Options: Options{Confidence: .95, Seed: 1}, MinArticles: 3, Top: 20}

func wordsOf(ks []Keyword) (ws []string) {
	for _, k := range ks {
		ws = append(ws, k.Word)
	}
	return ws
}

// speaking is a table of outlets whose articles are each a common text and a word of their own outlet, quoted in
// every second one.
func speaking(outlets ...string) *counts.Table {
	var rows []counts.Row
	for o, outlet := range outlets {
		for i := range 20 {
			own := strings.Repeat(fmt.Sprintf("own%d ", o), 4+i%3)
			texts := map[counts.Voice]string{counts.Author: strings.Repeat("the minister of the town said that it was so ", 10+i%4) + own}
			if i%2 == 0 {
				texts[counts.Quoted] = strings.Repeat("we never we ever ", 3+o)
			}
			rows = append(rows, wordRow(fmt.Sprintf("%s-%02d", outlet, i), outlet, texts))
		}
	}
	return wordTable(rows...)
}

func TestKeyness(t *testing.T) {
	table := speaking("A", "B", "C")
	all, err := Keyness(t.Context(), table, "", "", keynessOptions)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 3 {
		t.Fatalf("%d outlets", len(all))
	}
	b := all[1]
	if got := wordsOf(b.Over); !slices.Equal(got, []string{"own1"}) {
		t.Errorf("words of B: %v", got)
	}
	if got := wordsOf(b.Under); !slices.Equal(got, []string{"own0", "own2"}) {
		t.Errorf("words that B has less of: %v", got)
	}
	own := b.Over[0]
	if !(0 < own.Lo && own.Lo < own.Delta && own.Delta < own.Hi) || !(0 < own.LogLo && own.LogLo < own.LogRatio && own.LogRatio < own.LogHi) {
		t.Errorf("%+v", own)
	}
	if own.Dispersion.Articles != 20 || own.Dispersion.Of != 20 || own.Against != 0 || own.Count == 0 {
		t.Errorf("%+v", own)
	}
	if !slices.Equal(b.References, []string{"A", "C"}) || b.ArticlesAgainst != 40 {
		t.Errorf("compared with %v, %d articles", b.References, b.ArticlesAgainst)
	}

	// Between two outlets, what one has more of the other has less of.
	ab, err1 := Keyness(t.Context(), table, "A", "B", keynessOptions)
	ba, err2 := Keyness(t.Context(), table, "B", "A", keynessOptions)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if diff := cmp.Diff(wordsOf(ab[0].Over), wordsOf(ba[0].Under)); diff != "" || len(ab[0].Over) == 0 {
		t.Error(diff)
	}
	near(t, "δ turned round", ab[0].Over[0].Delta, -ba[0].Under[0].Delta)
	near(t, "log ratio turned round", ab[0].Over[0].LogRatio, -ba[0].Under[0].LogRatio)

	// Voice is a filter.
	opts := keynessOptions
	opts.Voices = []counts.Voice{counts.Quoted}
	quoted, err := Keyness(t.Context(), table, "C", "", opts)
	if err != nil {
		t.Fatal(err)
	}
	if quoted[0].Articles != 10 || quoted[0].Over != nil {
		t.Errorf("quoted: %d articles, %v", quoted[0].Articles, wordsOf(quoted[0].Over))
	}
}

// What is said in several voices counts once for an article, and n-grams are rated among those of their length.
func TestKeynessAddsVoices(t *testing.T) {
	var rows []counts.Row
	for i := range 6 {
		rows = append(rows,
			wordRow(fmt.Sprint("a", i), "A", map[counts.Voice]string{counts.Author: strings.Repeat("x x y x_x ", 50), counts.Quoted: strings.Repeat("x y y x_y ", 50)}),
			wordRow(fmt.Sprint("b", i), "B", map[counts.Voice]string{counts.Author: strings.Repeat("y y y x_y ", 50)}))
	}
	got, err := Keyness(t.Context(), wordTable(rows...), "A", "B", keynessOptions)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.Index(wordsOf(got[0].Over), "x")
	if i < 0 {
		t.Fatalf("%v", wordsOf(got[0].Over))
	}
	x := got[0].Over[i]
	if x.Dispersion.Articles != 6 || x.Count != 900 || x.Rate != 500 || x.RateAgainst != 0 {
		t.Errorf("%+v", x)
	}
	if i := slices.Index(wordsOf(got[0].Over), "x x"); i < 0 || got[0].Over[i].Rate != 500 {
		t.Errorf("%+v", got[0].Over)
	}
}

// The linearised variance is close to that of deleting each article in turn.
func TestClusteredVariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const k = 60
	var y, n [k]float64
	var sumY, sumN, yy, yn, nn float64
	for d := range k {
		n[d] = 300 + float64(rng.IntN(600))
		if rng.IntN(3) == 0 {
			y[d] = float64(rng.IntN(9))
		}
		sumY, sumN = sumY+y[d], sumN+n[d]
		yy, yn, nn = yy+y[d]*y[d], yn+y[d]*n[d], nn+n[d]*n[d]
	}
	const alpha = .8
	got := logOdds(sumY, sumN, alpha, PriorSize).clustered(k, sumY, sumN, yy, yn, nn)
	var mean, squares float64
	var without [k]float64
	for d := range k {
		without[d] = logOdds(sumY-y[d], sumN-n[d], alpha, PriorSize).value
		mean += without[d] / k
	}
	for _, v := range without {
		squares += (v - mean) * (v - mean) * (k - 1) / k
	}
	if math.Abs(got/squares-1) > .05 {
		t.Errorf("linearised %.5f, jackknife %.5f", got, squares)
	}
}

func TestKeynessRefuses(t *testing.T) {
	table := speaking("A", "B")
	for _, c := range [][2]string{{"X", ""}, {"A", "X"}, {"", "B"}, {"A", "A"}} {
		if _, err := Keyness(t.Context(), table, c[0], c[1], keynessOptions); err == nil {
			t.Errorf("%q is accepted", c)
		}
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Keyness(done, table, "A", "", keynessOptions); err == nil {
		t.Error("a context that is done is ignored")
	}
}

// Whatever the table, and in whatever order it was filled, results are finite and the same.
func TestKeynessAlwaysDefined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vocabulary := []string{"a", "b", "c", "d", "a_b", "b_c_d", "_"} // the last stands for what is rare
		var rows []counts.Row
		for i := range rapid.IntRange(0, 16).Draw(t, "articles") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 12).Draw(t, "words"), " ")
			rows = append(rows, wordRow(fmt.Sprintf("%02d", i), rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "outlet"),
				map[counts.Voice]string{counts.Author: text}))
		}
		opts := keynessOptions
		opts.MinArticles = rapid.IntRange(0, 3).Draw(t, "least")
		opts.Confidence = .2 // so that words are listed
		opts.Workers = 1
		got, err := Keyness(context.Background(), wordTable(rows...), "", "", opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range got {
			for _, w := range append(slices.Clone(k.Over), k.Under...) {
				if w.Word == " " {
					t.Fatal("what is not told apart is listed as a word")
				}
				for _, v := range []float64{w.Rate, w.RateAgainst, w.LogRatio, w.LogLo, w.LogHi, w.Delta, w.Lo, w.Hi, w.SE, w.Zeta,
					w.Association.G2TwoCell, w.Association.G2FourCell, w.Association.BIC, w.Dispersion.Chance} {
					if !finite(v) {
						t.Fatalf("%+v", w)
					}
				}
			}
		}
		shuffled := slices.Clone(rows)
		slices.Reverse(shuffled)
		opts.Workers = 3
		again, err := Keyness(context.Background(), wordTable(shuffled...), "", "", opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatalf("another order, another result:\n%s", diff)
		}
	})
}

// Articles of one outlet dealt out to two: about one word in twenty may be called different, though the words of an
// article come in clusters (each has a rate of its own, Gamma of shape ½, as in methods' simulations). G² over
// tokens calls a third of them different.
func TestKeynessOfNoDifference(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const words, articles = 1200, 60
	var rows []counts.Row
	for i := range articles {
		r := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("%03d", i), Outlet: []string{"A", "B"}[i%2]}}
		for w := range words {
			z := rng.NormFloat64() // its square is Gamma(½)
			r.Add(counts.Feature(fmt.Sprintf("word/w%d", w)), counts.Author, int64(distuv.Poisson{Lambda: 1.5 * z * z, Src: rng}.Rand()))
		}
		r.Sort()
		rows = append(rows, r)
	}
	opts := keynessOptions
	opts.Top = words
	got, err := Keyness(t.Context(), wordTable(rows...), "A", "B", opts)
	if err != nil {
		t.Fatal(err)
	}
	n := len(got[0].Over) + len(got[0].Under)
	t.Logf("%d of %d words differ by chance", n, words)
	if n < words*2/100 || n > words*7/100 {
		t.Errorf("%d of %d words differ by chance", n, words)
	}
}

// Whatever the counts, even those that no corpus can have, figures are finite or absent.
func TestDescriptivesAlwaysDefined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.Int64Range(0, 3)
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		as := Associate(a, b, a+some.Draw(t, "more"), b+some.Draw(t, "more"))
		all := []float64{as.G2TwoCell, as.G2FourCell, as.LogRatio, as.BIC}
		for _, p := range []*float64{as.PercentDiff, as.ELL} {
			if p != nil {
				all = append(all, *p)
			}
		}
		n := rapid.IntRange(0, 4).Draw(t, "n")
		first, second := rapid.SliceOfN(some, n, n).Draw(t, "first"), rapid.SliceOfN(some, n, n).Draw(t, "second")
		d := Disperse(first, second)
		all = append(all, d.Largest, d.Chance)
		for _, p := range []*float64{d.DP, d.Norm} {
			if p != nil {
				all = append(all, *p)
			}
		}
		for _, v := range all {
			if !finite(v) {
				t.Fatalf("%v", all)
			}
		}
	})
}
