package stats

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/counts"
)

var author = []counts.Voice{counts.Author}

func selection(features ...string) Selection { return Selection{Features: features} }

var testMeasures = []Measure{
	{Name: "loaded", Doc: "Of all mentions of x, the part that is loaded.", Unit: Share, Voices: []counts.Voice{counts.Author, counts.Quoted},
		Of: selection("term/l/x/loaded/*"), Per: selection("term/l/x/**")},
	{Name: "boosters", Doc: "Boosters for each 1,000 words.", Unit: PerThousand, Voices: author, Of: selection("booster"), Per: selection("tokens")},
	{Name: "strength", Doc: "Mean strength.", Unit: Mean, Voices: author, Of: selection("strength/*"), Per: selection("attribution")},
	{Name: "quoted-words", Doc: "Of all words, the part in quotations.", Unit: Share, AllVoices: true,
		Of: Selection{Features: []string{"tokens"}, Voices: []counts.Voice{counts.Quoted}}, Per: selection("tokens")},
}

var testConcepts = []Concept{{"l", "x", []string{"neutral", "loaded"}}, {"l", "absent", []string{"a", "b"}}}

var testOptions = Options{Confidence: .95, Seed: 1}

// an article written as "voice feature=n …".
func article(id, outlet, story, cells string) counts.Row {
	r := counts.Row{Meta: counts.Meta{Article: id, Outlet: outlet, Story: story}}
	voice := counts.Author
	for word := range strings.FieldsSeq(cells) {
		feature, n, ok := strings.Cut(word, "=")
		if !ok {
			v, err := counts.ParseVoice(word)
			if err != nil {
				panic(err)
			}
			voice = v
			continue
		}
		var count int64
		fmt.Sscan(n, &count)
		r.Add(counts.Feature(feature), voice, count)
	}
	r.Sort()
	return r
}

func tableOf(rows []counts.Row) *counts.Table {
	t := &counts.Table{}
	for _, r := range rows {
		t.Add(r)
	}
	return t
}

func analyze(t testing.TB, table *counts.Table, measures []Measure, opts Options) (*Results, []Score) {
	t.Helper()
	r, s, err := Analyze(context.Background(), table, measures, testConcepts, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

func TestAnalyzeByHand(t *testing.T) {
	table := tableOf([]counts.Row{
		article("b", "Beta", "", "author term/l/x/loaded/w=1 term/l/x/neutral/v=1 tokens=10 strength/4=2 strength/1=1 attribution=3"),
		article("a", "Alpha", "", "author term/l/x/loaded/w=1 term/l/x/neutral/v=3 tokens=30 booster=3 quoted tokens=10 term/l/x/soft/u=2"),
		article("c", "Gamma", "", "author tokens=5"),
	})
	r, scores := analyze(t, table, testMeasures, testOptions)
	type row struct {
		outlet, measure, voice string
		value                  float64 // -1: absent
		num, den               int64
		warnings               []Warning
	}
	one := func(ws ...Warning) []Warning { return inOrder(append(ws, NoInterval)...) }
	want := []row{
		{"Alpha", "loaded", "author", .25, 1, 4, one()},
		{"Beta", "loaded", "author", .5, 1, 2, one()},
		{"Gamma", "loaded", "author", -1, 0, 0, []Warning{NoDenominator}},
		{"Alpha", "loaded", "quoted", 0, 0, 2, one(ZeroCount, NoTypicalOutlet)},
		{"Beta", "loaded", "quoted", -1, 0, 0, []Warning{NoDenominator}},
		{"Gamma", "loaded", "quoted", -1, 0, 0, []Warning{NoDenominator}},
		{"Alpha", "boosters", "author", 100, 3, 30, one()},
		{"Beta", "boosters", "author", 0, 0, 10, one(ZeroCount)},
		{"Gamma", "boosters", "author", 0, 0, 5, one(ZeroCount)},
		{"Alpha", "strength", "author", -1, 0, 0, []Warning{NoDenominator}},
		{"Beta", "strength", "author", 3, 9, 3, one(NoTypicalOutlet)},
		{"Gamma", "strength", "author", -1, 0, 0, []Warning{NoDenominator}},
		{"Alpha", "quoted-words", "all", .25, 10, 40, one()},
		{"Beta", "quoted-words", "all", 0, 0, 10, one(ZeroCount)},
		{"Gamma", "quoted-words", "all", 0, 0, 5, one(ZeroCount)},
	}
	var got []row
	for _, e := range r.Estimates {
		v := -1.
		if e.Value != nil {
			v = *e.Value
		}
		got = append(got, row{e.Outlet, e.Measure, e.Voice, v, e.Numerator, e.Denominator, e.Warnings})
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Error(diff)
	}
	wantScores := []Score{
		{"a", "Alpha", "loaded", "author", 1, 4}, {"a", "Alpha", "loaded", "quoted", 0, 2},
		{"a", "Alpha", "boosters", "author", 3, 30}, {"a", "Alpha", "quoted-words", "all", 10, 40},
		{"b", "Beta", "loaded", "author", 1, 2}, {"b", "Beta", "boosters", "author", 0, 10},
		{"b", "Beta", "strength", "author", 9, 3}, {"b", "Beta", "quoted-words", "all", 0, 10},
		{"c", "Gamma", "boosters", "author", 0, 5}, {"c", "Gamma", "quoted-words", "all", 0, 5},
	}
	if diff := cmp.Diff(wantScores, scores); diff != "" {
		t.Error(diff)
	}
	var profiles []string
	for _, p := range r.Profiles {
		s := fmt.Sprintf("%s/%s %s %s %d:", p.Lexicon, p.Concept, p.Voice, p.Outlet, p.Mentions)
		for _, v := range p.Variants {
			s += fmt.Sprintf(" %s %d", v.Variant, v.N)
		}
		profiles = append(profiles, s)
	}
	if diff := cmp.Diff([]string{
		"l/x author Alpha 4: neutral 3 loaded 1 soft 0", "l/x author Beta 2: neutral 1 loaded 1 soft 0", "l/x author Gamma 0: neutral 0 loaded 0 soft 0",
		"l/x quoted Alpha 2: neutral 0 loaded 0 soft 2", "l/x quoted Beta 0: neutral 0 loaded 0 soft 0", "l/x quoted Gamma 0: neutral 0 loaded 0 soft 0",
	}, profiles); diff != "" {
		t.Error(diff)
	}
}

// From which number of articles there is an interval, a test, and which doubt.
func TestSmallSamples(t *testing.T) {
	for articles, want := range []struct {
		value, interval, test bool
		doubt                 Warning
	}{
		0: {false, false, false, NoDenominator},
		1: {true, false, false, NoInterval},
		2: {true, false, false, NoInterval},
		3: {true, true, false, FewArticles},
		4: {true, true, false, FewArticles},
		5: {true, true, true, ""},
	} {
		var rows []counts.Row
		for i := range 6 {
			rows = append(rows, article(fmt.Sprint("a", i), "A", "", fmt.Sprintf("author term/l/x/loaded/w=%d term/l/x/neutral/v=2", 1+i%2)))
			cells := "author tokens=9"
			if i < articles {
				cells = fmt.Sprintf("author term/l/x/loaded/w=%d term/l/x/neutral/v=3", 1+i%3)
			}
			rows = append(rows, article(fmt.Sprint("b", i), "B", "", cells))
		}
		r, _ := analyze(t, tableOf(rows), testMeasures[:1], testOptions)
		e, c := r.Estimates[1], r.Comparisons[0]
		if e.Outlet != "B" || e.Articles != articles || (e.Value != nil) != want.value || (e.Lo != nil) != want.interval || (e.Hi != nil) != want.interval {
			t.Errorf("%d articles: %+v", articles, e)
		}
		if (c.P != nil) != want.test || (c.AdjustedP != nil) != want.test || (c.Method != "") != want.test || (c.Lo != nil) != want.interval {
			t.Errorf("%d articles: %+v", articles, c)
		}
		for _, w := range []Warning{NoDenominator, NoInterval, FewArticles} {
			if slices.Contains(e.Warnings, w) != (w == want.doubt) || slices.Contains(c.Warnings, w) != (w == want.doubt) {
				t.Errorf("%d articles: warnings %v, %v; want %q", articles, e.Warnings, c.Warnings, want.doubt)
			}
		}
	}
}

// A count of zero has an interval all the same, from the design effect of the others.
func TestZeroCounts(t *testing.T) {
	var rows []counts.Row
	for i := range 6 {
		rows = append(rows,
			article(fmt.Sprint("a", i), "A", "", fmt.Sprintf("author tokens=100 booster=%d term/l/x/loaded/w=%d term/l/x/neutral/v=%d", i%3*4, i%3*2, 4-i%3*2)),
			article(fmt.Sprint("b", i), "B", "", "author tokens=100 term/l/x/neutral/v=4"))
	}
	r, _ := analyze(t, tableOf(rows), testMeasures[:2], testOptions)
	for _, e := range r.Estimates {
		if e.Outlet != "B" || e.Voice != "author" {
			continue
		}
		a := summarise(sample{num: []int64{0, 2, 4, 0, 2, 4}, den: []int64{4, 4, 4, 4, 4, 4}})
		_, want := wilson(0, 24/scaleOf(Share).designEffect([]summary{a}), normalQuantile(.95))
		if e.Measure == "boosters" {
			a = summarise(sample{num: []int64{0, 4, 8, 0, 4, 8}, den: []int64{100, 100, 100, 100, 100, 100}})
			_, want = garwood(0, .6/scaleOf(PerThousand).designEffect([]summary{a}), .95)
		}
		if e.Lo == nil || *e.Lo != 0 {
			t.Fatalf("%s: %+v", e.Measure, e)
		}
		near(t, e.Measure, *e.Hi, want)
		if !slices.Contains(e.Warnings, ZeroCount) || !slices.Contains(e.Warnings, PooledDesignEffect) {
			t.Errorf("%s: warnings %v", e.Measure, e.Warnings)
		}
		if !(*e.Shrunken > 0) {
			t.Errorf("%s: shrunken %v, want it pulled up", e.Measure, *e.Shrunken)
		}
	}
}

// Stories are what is compared within, where outlets share enough of them.
func TestStories(t *testing.T) {
	for shared, want := range []string{
		0: "permutation, exact", 1: "permutation, exact (fewer than 5 stories shared)",
		4: "permutation, exact (fewer than 5 stories shared)", 5: "permutation within 5 stories, exact", 6: "permutation within 6 stories, exact",
	} {
		if want == "" {
			continue
		}
		var rows []counts.Row
		for i := range 6 {
			story := fmt.Sprint("s", i)
			rows = append(rows, article(fmt.Sprint("a", i), "A", story, "author tokens=10 booster=2"))
			if i >= shared {
				story = fmt.Sprint("other", i)
			}
			rows = append(rows, article(fmt.Sprint("b", i), "B", story, "author tokens=10 booster=1"))
		}
		r, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
		c := r.Comparisons[0]
		if c.Method != want || c.Stories != shared {
			t.Errorf("%d shared: method %q, stories %d; want %q", shared, c.Method, c.Stories, want)
		}
		if few := shared > 0 && shared < 5; slices.Contains(c.Warnings, FewSharedStories) != few {
			t.Errorf("%d shared: warnings %v", shared, c.Warnings)
		}
		// Every label of A is above every label of B: 2 of all arrangements are as far apart.
		wantP := 2. / 924
		if shared >= 5 {
			wantP = 2 / math.Ldexp(1, shared)
		}
		near(t, "p", *c.P, wantP)
	}
}

func TestAnalyzeReportsAllFaults(t *testing.T) {
	bad := testMeasures[0]
	bad.Doc, bad.Unit = "", "percent"
	_, _, err := Analyze(context.Background(), &counts.Table{}, []Measure{bad, testMeasures[0]}, nil, Options{Confidence: 95})
	for _, want := range []string{"confidence: 95", `measure "loaded": doc: `, "unknown unit", "name is taken"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %q", err, want)
		}
	}
	twice := tableOf([]counts.Row{article("x", "A", "", "author tokens=1"), article("x", "A", "", "author tokens=1")})
	if _, _, err := Analyze(context.Background(), twice, nil, nil, testOptions); err == nil || !strings.Contains(err.Error(), "article x is in the table more than once") {
		t.Errorf("an article twice: %v", err)
	}
	odd := tableOf([]counts.Row{article("x", "A", "", "author strength/high=1 attribution=1")})
	if _, _, err := Analyze(context.Background(), odd, testMeasures, nil, testOptions); err == nil || !strings.Contains(err.Error(), `"strength/high" does not end in a whole number`) {
		t.Errorf("a level that is none: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Analyze(ctx, tableOf([]counts.Row{article("x", "A", "", "author tokens=1")}), testMeasures, nil, testOptions); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestEveryWarningHasASentence(t *testing.T) {
	for _, w := range Warnings() {
		if text := w.Text(); text == string(w) || !strings.HasSuffix(text, ".") {
			t.Errorf("%s: %q", w, text)
		}
	}
	source, err := os.ReadFile("warnings.go")
	if err != nil {
		t.Fatal(err)
	}
	var codes []Warning
	for _, code := range regexp.MustCompile(`Warning = "(.*)"`).FindAllSubmatch(source, -1) {
		codes = append(codes, Warning(code[1]))
	}
	if diff := cmp.Diff(codes, Warnings()); diff != "" {
		t.Errorf("codes and sentences differ or are in another order:\n%s", diff)
	}
	if got := Warning("later").Text(); got != "later" {
		t.Errorf("an unknown code reads %q", got)
	}
}

// rowsGen draws small corpora with what small corpora have: zeros, outlets of one article, outlets without
// anything, of beyond per, stories or none.
var rowsGen = rapid.Custom(func(t *rapid.T) []counts.Row {
	n := rapid.IntRange(0, 24).Draw(t, "articles")
	few := rapid.SampledFrom([]int64{1, 3, 40}).Draw(t, "most")
	var rows []counts.Row
	for i := range n {
		outlet := rapid.SampledFrom([]string{"A", "B", "B", "C", "C", "C", "Ünited"}).Draw(t, "outlet")
		story := rapid.SampledFrom([]string{"", "s", "t", "u", "v", "w"}).Draw(t, "story")
		r := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("a%02d", i), Outlet: outlet, Story: story}}
		for range rapid.IntRange(0, 7).Draw(t, "cells") {
			f := rapid.SampledFrom([]counts.Feature{"term/l/x/loaded/w", "term/l/x/neutral/v", "term/l/x/soft/u", "booster", "tokens",
				"strength/1", "strength/2", "strength/5", "attribution"}).Draw(t, "feature")
			v := rapid.SampledFrom([]counts.Voice{counts.Author, counts.Author, counts.Quoted}).Draw(t, "voice")
			r.Add(f, v, rapid.Int64Range(1, few).Draw(t, "n"))
		}
		r.Sort()
		rows = append(rows, r)
	}
	return rows
})

// walk visits every number and every pointer to one under v.
func walk(v reflect.Value, path string, visit func(path string, x float64)) {
	switch v.Kind() {
	case reflect.Float64:
		visit(path, v.Float())
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	}
}

func TestNoResultIsNaN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opts := Options{Confidence: rapid.SampledFrom([]float64{.95, .5, 1e-9, 1 - 1e-9, math.Nextafter(1, 0)}).Draw(t, "confidence")}
		r, _, err := Analyze(context.Background(), tableOf(rowsGen.Draw(t, "rows")), testMeasures, testConcepts, opts)
		if err != nil {
			t.Fatal(err)
		}
		walk(reflect.ValueOf(*r), "", func(path string, x float64) {
			if !finite(x) {
				t.Fatalf("%s is %v", path, x)
			}
		})
		all := slices.Clone(r.Estimates)
		for _, p := range r.Profiles {
			sum := int64(0)
			for _, v := range p.Variants {
				sum += v.N
				all = append(all, v.Estimate)
			}
			if sum != p.Mentions {
				t.Fatalf("variants add up to %d of %d mentions: %+v", sum, p.Mentions, p)
			}
		}
		for _, e := range all {
			if (e.Value == nil || e.Lo == nil || e.Hi == nil || e.Shrunken == nil) && len(e.Warnings) == 0 {
				t.Fatalf("something is absent and nothing says why: %+v", e)
			}
			if (e.Lo == nil) != (e.Hi == nil) || e.Lo != nil && !(*e.Lo <= *e.Value && *e.Value <= *e.Hi) {
				t.Fatalf("the value is not inside its interval: %v %v %v %+v", *e.Lo, *e.Value, *e.Hi, e)
			}
		}
		for _, c := range r.Comparisons {
			if c.A >= c.B || (c.Difference == nil || c.Lo == nil || c.P == nil) && len(c.Warnings) == 0 {
				t.Fatalf("%+v", c)
			}
			if c.P != nil && !(*c.P > 0 && *c.P <= *c.AdjustedP && *c.AdjustedP <= 1) {
				t.Fatalf("p %v, adjusted %v", *c.P, *c.AdjustedP)
			}
			if c.Lo != nil && !(*c.Lo <= *c.Difference && *c.Difference <= *c.Hi) {
				t.Fatalf("the difference is not inside its interval: %+v", c)
			}
		}
	})
}

// Neither the order of articles, nor shards, nor workers show in a single bit.
func TestOrderShardsAndWorkersDoNotShow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rowsGen.Draw(t, "rows")
		want, wantScores, err := Analyze(context.Background(), tableOf(rows), testMeasures, testConcepts, Options{Confidence: .95, Seed: 5, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		shards := make([]counts.Table, 3)
		for _, r := range rapid.Permutation(rows).Draw(t, "order") {
			shards[rapid.IntRange(0, 2).Draw(t, "shard")].Add(r)
		}
		merged := &counts.Table{}
		for i := range shards {
			if err := merged.Merge(&shards[i]); err != nil {
				t.Fatal(err)
			}
		}
		for _, table := range []*counts.Table{merged, tableOf(rapid.Permutation(rows).Draw(t, "again"))} {
			got, gotScores, err := Analyze(context.Background(), table, testMeasures, testConcepts, Options{Confidence: .95, Seed: 5, Workers: 3})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
			if diff := cmp.Diff(wantScores, gotScores); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// A measure's results do not change with the measures beside it.
func TestMeasuresDoNotTouchEachOther(t *testing.T) {
	rows := simulated(rand.New(rand.NewPCG(1, 1)), 2, 30)
	together, _ := analyze(t, tableOf(rows), testMeasures, testOptions)
	alone, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
	i := slices.IndexFunc(together.Comparisons, func(c Comparison) bool { return c.Measure == "boosters" })
	got, want := together.Comparisons[i], alone.Comparisons[0]
	if !strings.Contains(got.Method, "draws") {
		t.Fatalf("method %q, want one that draws", got.Method)
	}
	got.AdjustedP, want.AdjustedP, got.Tests, want.Tests = nil, nil, 0, 0 // the family differs, as it should
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Swapping the names of two outlets mirrors their comparison. Exact tests give the same p; drawn ones draw
// from another stream.
func TestRelabellingMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rowsGen.Draw(t, "rows")
		for i := range rows {
			if rows[i].Outlet != "A" {
				rows[i].Outlet = "B"
			}
		}
		swapped := slices.Clone(rows)
		for i := range swapped {
			swapped[i].Outlet = map[string]string{"A": "B", "B": "A"}[rows[i].Outlet]
		}
		r, _, err := Analyze(context.Background(), tableOf(rows), testMeasures, nil, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := Analyze(context.Background(), tableOf(swapped), testMeasures, nil, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range r.Comparisons {
			d := m.Comparisons[i]
			if c.Difference != nil {
				*d.Difference = -*d.Difference
			}
			if c.Lo != nil {
				*d.Lo, *d.Hi = -*d.Hi, -*d.Lo
			}
			d.ArticlesA, d.ArticlesB = d.ArticlesB, d.ArticlesA
			if c.P != nil && strings.Contains(c.Method, "draws") {
				if math.Abs(*c.P-*d.P) > 6*math.Hypot(*c.PError, *d.PError)+2./draws {
					t.Fatalf("p %v and %v", *c.P, *d.P)
				}
				d.P, d.PError, d.Method = c.P, c.PError, c.Method
			}
			c.AdjustedP, d.AdjustedP = nil, nil // follows from all p, drawn ones among them
			if diff := cmp.Diff(c, d); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
