package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/counts"
)

func regressionOf(unit Unit, formula ...string) Regression {
	m := Measure{
		Name: "m", Doc: "A test.", Unit: unit, Voices: []counts.Voice{counts.Author},
		Of: Selection{Features: []string{"of"}}, Per: Selection{Features: []string{"of", "other"}},
	}
	if unit == PerThousand {
		m.Per.Features = []string{"tokens"}
	}
	return Regression{Name: "r", Doc: "A test.", Measure: m, Formula: formula}
}

// written is an article: of its occurrences, num are of the measure; tokens is den for a rate.
func written(id int, outlet, story, section string, num, den int64) counts.Row {
	r := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("%04d", id), Outlet: outlet, Story: story, Published: "2024-02-05", Tokens: 100 + den}}
	r.Add("of", counts.Author, num)
	r.Add("other", counts.Author, den-num)
	r.Add("tokens", counts.Author, den)
	if section != "" {
		r.Add(counts.Feature("column/section/"+section), counts.Author, 1)
	}
	r.Sort()
	return r
}

func regressed(t *testing.T, rows []counts.Row, r Regression) map[string]Coefficient {
	t.Helper()
	cs, err := Regress(tableOf(rows), []Regression{r}, .95)
	if err != nil {
		t.Fatal(err)
	}
	byTerm := map[string]Coefficient{}
	for _, c := range cs {
		byTerm[c.Term] = c
	}
	return byTerm
}

// With outlets alone, the ratio is that of the pooled rates or odds, and HC1 is that of the vector's HC0.
func TestRegressionOfOutlets(t *testing.T) {
	x := []int64{3, 0, 9, 1, 0, 2, 7, 1, 19, 2, 11, 0}
	n := []int64{400, 350, 900, 500, 450, 300, 600, 420, 880, 510, 470, 330}
	var rows []counts.Row
	for i := range x {
		rows = append(rows, written(i, "AB"[i/6:i/6+1], "", "", x[i], n[i]))
	}
	rate := regressed(t, rows, regressionOf(PerThousand, "outlet"))
	near(t, "rate of A per thousand", *rate["intercept"].Ratio, 1000*15/2900.)
	near(t, "ratio", *rate["outlet=B"].Ratio, 40./3210/(15./2900))
	reach := .4786617519952 * math.Sqrt(12./10) * studentQuantile(6, .95)
	near(t, "low", *rate["outlet=B"].Lo, .8792690528607-reach)
	near(t, "high", *rate["outlet=B"].Hi, .8792690528607+reach)
	near(t, "φ", *rate["outlet=B"].Dispersion, 3.066954774421)
	if c := rate["outlet=A"]; c.Estimate != nil || !slices.Contains(c.Warnings, ReferenceLevel) {
		t.Errorf("the reference is %+v", c)
	}
	share := regressed(t, rows, regressionOf(Share, "outlet"))
	near(t, "odds of A", *share["intercept"].Ratio, 15./2885)
	near(t, "odds ratio", *share["outlet=B"].Ratio, 40./3170/(15./2885))
}

// The outlets differ by their sections alone: pooled, B looks three times as loaded.
func TestRegressionAdjusts(t *testing.T) {
	var rows []counts.Row
	for i := range 40 {
		outlet, section, num := "A", "world", int64(1+i%2)
		if i%2 == 1 {
			outlet = "B"
		}
		if (i/2)%4 == 0 != (outlet == "B") {
			section, num = "opinion", 8
		}
		if section == "world" {
			num = 2
		}
		rows = append(rows, written(i, outlet, "", section, num, 10))
	}
	pooled := regressed(t, rows, regressionOf(Share, "outlet"))
	if r := *pooled["outlet=B"].Ratio; r < 3 {
		t.Errorf("pooled ratio %v: the test needs a confounded corpus", r)
	}
	held := regressed(t, rows, regressionOf(Share, "outlet", "section"))
	near(t, "outlet, section held fixed", *held["outlet=B"].Estimate, 0)
	near(t, "section", *held["section=world"].Ratio, (.2/.8)/(.8/.2))
}

func TestLevelsWithoutCoefficient(t *testing.T) {
	var rows []counts.Row
	id := 0
	add := func(k int, outlet, section string, num func(i int) int64) {
		for i := range k {
			rows = append(rows, written(id, outlet, "", section, num(i), 10))
			id++
		}
	}
	some := func(i int) int64 { return int64(2 + i%3) }
	add(6, "Absent", "world", func(int) int64 { return 0 }) // first by name, and no reference
	add(8, "Beta", "world", some)
	add(8, "Gamma", "world", some)
	add(3, "Gamma", "rare", some)
	add(6, "Delta", "sport", some) // sport is Delta
	add(6, "Full", "culture", func(int) int64 { return 10 })
	add(4, "Gamma", "", some)
	cs := regressed(t, rows, regressionOf(Share, "outlet", "section"))
	for term, want := range map[string]Warning{
		"outlet=Absent": Separation, "outlet=Beta": ReferenceLevel, "outlet=Full": Separation,
		"section=culture": Separation, "section=rare": ReferenceLevel, "section=sport": RedundantTerm,
	} {
		if c, ok := cs[term]; !ok || c.Estimate != nil || !slices.Contains(c.Warnings, want) {
			t.Errorf("%s: %v, warnings %v; want no estimate and %s", term, ok, c.Warnings, want)
		}
	}
	if c := cs["section=world"]; c.Estimate == nil || c.Lo != nil || c.P != nil || !slices.Contains(c.Warnings, LevelInFewClusters) {
		t.Errorf("a section beside one of 3 articles: %+v", c)
	}
	if c := cs["outlet=Gamma"]; c.Lo == nil || c.Articles != 25 || !slices.Contains(c.Warnings, MissingValues) {
		t.Errorf("an outlet: %+v", c)
	}
}

func TestRegressionsThatFitNothing(t *testing.T) {
	var many, none, all, outside []counts.Row
	for i := range 60 {
		outlet := "AB"[i%2 : i%2+1]
		many = append(many, written(i, outlet, "", fmt.Sprint("section ", i), 1, 3))
		none = append(none, written(i, outlet, "", "", 0, 3))
		all = append(all, written(i, outlet, "", "", 3, 3))
		outside = append(outside, written(i, outlet, "", "", -1, 3))
	}
	for _, c := range []struct {
		name string
		rows []counts.Row
		r    Regression
		term string
		want Warning
	}{
		{"too many levels", many, regressionOf(Share, "outlet", "section"), "section", TooManyLevels},
		{"no occurrence", none, regressionOf(PerThousand, "outlet"), "intercept", ZeroCount},
		{"nothing else", all, regressionOf(Share, "outlet"), "intercept", AllCount},
		{"no column", all, regressionOf(Share, "section"), "intercept", MissingValues},
		{"no article", nil, regressionOf(Share, "outlet"), "intercept", NoDenominator},
		{"outside", outside, regressionOf(Share, "outlet"), "intercept", OutsideScale},
		{"two articles", many[:2], regressionOf(Share, "outlet"), "intercept", NoFit},
	} {
		got, ok := regressed(t, c.rows, c.r)[c.term]
		if !ok || got.Estimate != nil || !slices.Contains(got.Warnings, c.want) {
			t.Errorf("%s: %v %+v, want %s", c.name, ok, got, c.want)
		}
	}
}

func TestBadRegressions(t *testing.T) {
	mean := regressionOf(Mean, "outlet")
	mean.Measure.Of.Features = []string{"of/*"}
	for _, r := range []Regression{mean, regressionOf(Share)} {
		if _, err := Regress(&counts.Table{}, []Regression{r}, .95); err == nil {
			t.Errorf("%v %v: no error", r.Measure.Unit, r.Formula)
		}
	}
	for _, s := range []string{"", "outlet +", "outlet + outlet", "y ~ outlet", "outlet * section", "log(words)"} {
		if f, err := ParseFormula(s); err == nil {
			t.Errorf("%q is %v", s, f)
		}
	}
	got, err := ParseFormula(" outlet+news desk + log-words")
	if err != nil || !slices.Equal(got, Formula{"outlet", "news desk", "log-words"}) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestColumns(t *testing.T) {
	m := counts.Meta{Outlet: "A", Story: "s", Published: "2024-12-30T10:00:00Z", Wire: "AP", Tokens: 100}
	for name, want := range map[string]string{"outlet": "A", "story": "s", "wire": "yes", "week": "2025-W01", "month": "2024-12", "weekday": "Monday"} {
		if got := builtinColumn(name)(m); got != want {
			t.Errorf("%s of %v is %q, want %q", name, m, got, want)
		}
	}
	m.Published = "2024-12"
	if week, month := builtinColumn("week")(m), builtinColumn("month")(m); week != "" || month != "2024-12" {
		t.Errorf("a month is of week %q and month %q", week, month)
	}
	days := factor("weekday", []string{"Sunday", "Friday", "", "Monday"})
	if want := []string{"Monday", "Friday", "Sunday"}; !slices.Equal(days.levels, want) {
		t.Errorf("days %v, want %v", days.levels, want)
	}
	for _, c := range Columns {
		if c.Name != "log-words" && builtinColumn(c.Name) == nil {
			t.Errorf("nothing gives column %s", c.Name)
		}
	}
}

// Whatever the corpus: no NaN, no infinity, the order of articles shows nowhere, and what is absent has a reason.
func TestRegressionProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []counts.Row
		for i := range rapid.IntRange(0, 60).Draw(t, "articles") {
			den := rapid.Int64Range(0, 5).Draw(t, "den")
			story := rapid.SampledFrom([]string{"", "s", "t", "u", "v", "w", "x"}).Draw(t, "story")
			row := written(i, rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "outlet"), story,
				rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "section"), rapid.Int64Range(0, den).Draw(t, "num"), den)
			row.Published = rapid.SampledFrom([]string{"2024-02-05", "2024-02-12", "2024-02", ""}).Draw(t, "published")
			row.Tokens = rapid.Int64Range(0, 3).Draw(t, "words")
			rows = append(rows, row)
		}
		formula := rapid.SampledFrom([]Formula{{"outlet"}, {"outlet", "section"}, {"section", "week", "outlet"}, {"outlet", "story", "log-words"}, {"log-words"}}).Draw(t, "formula")
		rs := []Regression{regressionOf(Share, formula...), regressionOf(PerThousand, formula...)}
		got, err := Regress(tableOf(rows), rs, .95)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range got {
			for _, v := range []*float64{c.Estimate, c.Lo, c.Hi, c.Ratio, c.RatioLo, c.RatioHi, c.P, c.Dispersion} {
				if v != nil && !finite(*v) {
					t.Fatalf("%+v holds %v", c, *v)
				}
				if v == nil && len(c.Warnings) == 0 {
					t.Fatalf("%s lacks something without a reason", c.Term)
				}
			}
			if c.Lo != nil && !(*c.Lo <= *c.Estimate && *c.Estimate <= *c.Hi) {
				t.Fatalf("%s: %v is outside [%v, %v]", c.Term, *c.Estimate, *c.Lo, *c.Hi)
			}
		}
		slices.Reverse(rows)
		again, _ := Regress(tableOf(rows), rs, .95)
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Intervals cover and tests hold their level where counts cluster in stories and outlets are of unlike size.
func TestRegressionCoverage(t *testing.T) {
	const reps = 200
	for _, sizes := range [][2]int{{6, 30}, {20, 20}} {
		covered, fitted, rejected := 0, 0, 0
		r := rand.New(rand.NewPCG(7, uint64(sizes[0])))
		for range reps {
			var rows []counts.Row
			for o, k := range sizes {
				for i := range k {
					words := 200 + r.Int64N(800)
					rate := r.ExpFloat64() * 6 * math.Exp(.5*float64(o))
					rows = append(rows, written(o*1000+i, "AB"[o:o+1], "", []string{"x", "y"}[i%2], poisson(r, rate*float64(words)/1000), words))
				}
			}
			cs, err := Regress(tableOf(rows), []Regression{regressionOf(PerThousand, "outlet", "section")}, .95)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cs {
				if c.Lo == nil {
					continue
				}
				switch c.Term {
				case "outlet=B":
					fitted++
					if *c.Lo <= .5 && .5 <= *c.Hi {
						covered++
					}
				case "section=y":
					if *c.P < .05 {
						rejected++
					}
				}
			}
		}
		coverage, level := float64(covered)/float64(fitted), float64(rejected)/reps
		t.Logf("%v articles: coverage %.3f, level %.3f", sizes, coverage, level)
		if coverage < .9 || coverage > .99 || level > .1 {
			t.Errorf("%v articles: the interval covers %.3f, the test rejects %.3f", sizes, coverage, level)
		}
	}
}

func BenchmarkRegress(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var rows []counts.Row
	for i := range 20_000 {
		den := 1 + r.Int64N(9)
		row := written(i, fmt.Sprint("outlet ", r.IntN(10)), fmt.Sprint("story ", r.IntN(500)), fmt.Sprint("section ", r.IntN(20)), r.Int64N(den+1), den)
		row.Published = fmt.Sprintf("2024-%02d-01", 1+r.IntN(12))
		rows = append(rows, row)
	}
	t := tableOf(rows)
	for b.Loop() {
		if _, err := Regress(t, []Regression{regressionOf(Share, strings.Fields("outlet section month log-words")...)}, .95); err != nil {
			b.Fatal(err)
		}
	}
}
