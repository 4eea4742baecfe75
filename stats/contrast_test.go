package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parallax/counts"
)

// covering writes articles of outlets that choose stories unlike each other: outlet o adds base[o] to a story's
// own rate, which is higher the more lurid it is; the first outlet shuns lurid stories and the others seek them.
func covering(r *rand.Rand, stories int, base ...float64) (rows []counts.Row) {
	for s := range stories {
		lurid := 12 * float64(s) / float64(stories)
		for o, own := range base {
			drawn := 3 * s / stories
			if o == 0 {
				drawn = 2 - drawn
			}
			for range r.IntN(2) + drawn {
				words := 200 + r.Int64N(800)
				rate := max(0, own+lurid+r.NormFloat64())
				row := counts.Row{Meta: counts.Meta{
					Article: fmt.Sprint("article ", len(rows)), Outlet: fmt.Sprint("outlet ", o), Story: fmt.Sprint("story ", s),
				}}
				row.Add("tokens", counts.Author, words)
				row.Add("booster", counts.Author, poisson(r, rate*float64(words)/1000))
				row.Sort()
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// Where outlets choose unlike stories, the contrast within stories finds how they differ on the same one, about
// as often as its interval says; the pooled difference does not, and selection is what lies between.
func TestWithinStoryCoverage(t *testing.T) {
	for _, c := range []struct{ stories, reps int }{{12, 400}, {25, 300}, {50, 150}} {
		r := rand.New(rand.NewPCG(33, uint64(c.stories)))
		within, pooled, found, all := 0, 0, 0, 0
		const truth = 4. - 3
		for range c.reps {
			results, _ := analyze(t, tableOf(covering(r, c.stories, 4, 3)), testMeasures[1:2], testOptions)
			byKind := map[ContrastKind]Contrast{}
			for _, k := range results.Contrasts {
				byKind[k.Kind] = k
			}
			holds := func(kind ContrastKind, value float64) bool {
				return *byKind[kind].Lo <= value && value <= *byKind[kind].Hi
			}
			if byKind[WithinStory].Lo == nil {
				continue
			}
			all++
			for n, hit := range map[*int]bool{
				&within: holds(WithinStory, truth), &pooled: holds(PooledDifference, truth), &found: !holds(SelectionOfStories, 0),
			} {
				if hit {
					*n++
				}
			}
		}
		what := fmt.Sprintf("%d stories: ", c.stories)
		between(t, what+"the interval within stories covers", within, all, .93, .99)
		if c.stories == 50 {
			between(t, what+"the pooled one covers", pooled, all, 0, .1)
			between(t, what+"selection is found", found, all, .9, 1)
		}
	}
}

func TestContrastsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 5))
		stories := rapid.IntRange(1, 8).Draw(t, "stories")
		table := tableOf(covering(r, stories, 2, 2, 0))
		results, _, err := Analyze(t.Context(), table, testMeasures[1:2], nil, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		byPair := map[string]map[ContrastKind]Contrast{}
		for _, c := range results.Contrasts {
			pair := c.A + c.B
			if byPair[pair] == nil {
				byPair[pair] = map[ContrastKind]Contrast{}
			}
			byPair[pair][c.Kind] = c
		}
		for pair, c := range byPair {
			pooled, within, selection := c[PooledDifference], c[WithinStory], c[SelectionOfStories]
			if (within.Value == nil) != (selection.Value == nil) {
				t.Fatalf("%s: selection and presentation come together", pair)
			}
			if within.Value != nil && math.Abs(*pooled.Value-*within.Value-*selection.Value) > 1e-9 {
				t.Errorf("%s: %v is not %v + %v", pair, *pooled.Value, *within.Value, *selection.Value)
			}
		}
	})
}

// Outlets that share no story and are not connected by others have no contrast within stories, and it says so.
func TestUnconnectedOutlets(t *testing.T) {
	var rows []counts.Row
	for i := range 24 {
		rows = append(rows, article(fmt.Sprint(i), fmt.Sprint("outlet ", i%4), fmt.Sprint("story ", i%2, i/8), fmt.Sprintf("author tokens=%d booster=%d", 100+i, i%5)))
	}
	results, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
	for _, c := range results.Contrasts {
		if c.Kind != WithinStory {
			continue
		}
		connected := (c.A[7]-c.B[7])%2 == 0
		unconnected := len(c.Warnings) > 0 && c.Warnings[len(c.Warnings)-1] == UnconnectedOutlets
		if (c.Value != nil) != connected || unconnected == connected {
			t.Errorf("%s and %s: value %v, warnings %v", c.A, c.B, c.Value, c.Warnings)
		}
	}
}

// Where every outlet has one article of each story, all of one length, there is no selection, and that is certain.
func TestNoSelection(t *testing.T) {
	var rows []counts.Row
	for i := range 30 {
		rows = append(rows, article(fmt.Sprint(i), fmt.Sprint("outlet ", i%3), fmt.Sprint("story ", i/3), fmt.Sprintf("author tokens=100 booster=%d", i*i%7)))
	}
	results, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
	for _, c := range results.Contrasts {
		if c.Kind == SelectionOfStories && (math.Abs(*c.Value) > 1e-9 || *c.Hi-*c.Lo > 1e-9) {
			t.Errorf("%s and %s: selection %v from %v to %v", c.A, c.B, *c.Value, *c.Lo, *c.Hi)
		}
	}
}

// An article mean counts each article once; its interval is Student's over clusters.
func TestArticleMean(t *testing.T) {
	var rows []counts.Row
	for i, booster := range []int{1, 2, 3, 6} {
		rows = append(rows, article(fmt.Sprint(i), "A", "", fmt.Sprintf("author tokens=%d booster=%d", 100*(1+i), booster*(1+i))))
	}
	results, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
	e := results.Estimates[0]
	near(t, "pooled", *e.Value, 38) // (1+4+9+24)/1000
	// R: t.test(c(10, 20, 30, 60))
	near(t, "article mean", *e.ArticleMean.Value, 30)
	near(t, "low", *e.ArticleMean.Lo, 0) // −4.374 there: a rate is not below 0
	near(t, "high", *e.ArticleMean.Hi, 64.374346)
}

// What is counted once an article weighs differently where articles are of unlike length.
func TestUnlikeLengths(t *testing.T) {
	var rows []counts.Row
	for i := range 15 {
		row := article(fmt.Sprint(i), []string{"A", "B", "C"}[i%3], "", fmt.Sprintf("author tokens=100 booster=%d", i%4))
		row.Tokens = []int64{100, 190, 210}[i%3]
		rows = append(rows, row)
	}
	results, _ := analyze(t, tableOf(rows), testMeasures[1:2], testOptions)
	for _, c := range results.Comparisons {
		if got, want := slices.Contains(c.Warnings, UnlikeLengths), c.A == "A" && c.B == "C"; got != want {
			t.Errorf("%s and %s: %v", c.A, c.B, c.Warnings)
		}
	}
}
