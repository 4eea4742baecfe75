package stories

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/corpus"
	"parallax/demo"
	"parallax/internal/shared"
	"parallax/lexicons"
)

// matcher has a lexicon of some terms; without any, of two rival names.
func matcher(t testing.TB, terms ...string) *lexicons.Matcher {
	t.Helper()
	if len(terms) == 0 {
		terms = []string{"militant*", "terrorist*"}
	}
	variant := lexicons.Variant{Name: lexicons.AnyVariant}
	for _, term := range terms {
		variant.Terms = append(variant.Terms, lexicons.Term{Pattern: term})
	}
	m, err := lexicons.Compile(&lexicons.Lexicon{Name: "test", Concepts: []lexicons.Concept{{Name: "actors", Variants: []lexicons.Variant{variant}}}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func date(day int) corpus.Date {
	return corpus.Date{Time: time.Date(2031, 5, day, 0, 0, 0, 0, time.UTC), Layout: time.DateOnly}
}

// background is what a corpus is made of beside its stories: articles that have few words in common.
func background(n int) (articles []corpus.Article) {
	for i := range n {
		var words []string
		for k := range 20 {
			words = append(words, fmt.Sprintf("w%da", (i*31+k*17)%400))
		}
		articles = append(articles, corpus.Article{ID: fmt.Sprintf("z%03d", i), Outlet: []string{"Alpha", "Beta", "Gamma"}[i%3],
			Title: "The news of the day", Text: "The " + strings.Join(words, " ") + ".", Published: date(1 + i%20)})
	}
	return articles
}

func find(m *lexicons.Matcher, articles ...corpus.Article) []Story {
	f := Finder{Days: Days, Similarity: Similarity, Lexicons: m}
	for _, a := range articles {
		f.Add(a)
	}
	return f.Stories()
}

// ids is the stories as lists of articles.
func ids(stories []Story) (out [][]string) {
	for _, s := range stories {
		var members []string
		for _, a := range s.Articles {
			members = append(members, a.ID)
		}
		out = append(out, members)
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

var (
	bridge1 = corpus.Article{ID: "a1", Outlet: "Alpha", Published: date(3), Title: "Bridge over the Orle collapses",
		Text: "A railway bridge over the river Orle near Tavin collapsed on Tuesday night, and the mayor of Tavin, Ilse Marn, closed the line. Engineers had warned of rust."}
	bridge2 = corpus.Article{ID: "b1", Outlet: "Beta", Published: date(4), Title: "Tavin line closed after bridge collapse",
		Text: "Trains to Tavin stopped on Wednesday after a bridge across the Orle fell into the river. Rust was to blame, engineers told Mayor Ilse Marn."}
	vote1 = corpus.Article{ID: "a2", Outlet: "Alpha", Published: date(4), Title: "Parliament rejects the harbour tax",
		Text: "The parliament in Corvel rejected the harbour tax on Wednesday by nine votes, a defeat for finance minister Bram Oost of the Civic Party."}
	vote2 = corpus.Article{ID: "b2", Outlet: "Beta", Published: date(4), Title: "Harbour tax fails by nine votes",
		Text: "Nine votes were missing: the harbour tax of minister Bram Oost failed in Corvel, where the Civic Party had a majority in parliament."}
)

func TestStoriesOfTwoOutlets(t *testing.T) {
	found := find(matcher(t), append(background(60), bridge1, bridge2, vote1, vote2)...)
	if diff := cmp.Diff([][]string{{"a1", "b1"}, {"a2", "b2"}}, ids(found)); diff != "" {
		t.Fatal(diff)
	}
	s := found[0]
	if s.ID != "2031-05-03-bridge-tavin" {
		t.Errorf("ID %s", s.ID)
	}
	if diff := cmp.Diff([]string{"Alpha", "Beta"}, s.Outlets()); diff != "" {
		t.Error(diff)
	}
}

func TestTooFarApartInTime(t *testing.T) {
	later := bridge2
	later.Published = date(3 + Days + 1)
	if found := find(matcher(t), append(background(60), bridge1, later)...); len(found) > 0 {
		t.Errorf("found %v", ids(found))
	}
}

// Two articles that have little but a term of the lexicon in common.
func TestTermsAreNoLikeness(t *testing.T) {
	a := corpus.Article{ID: "a", Outlet: "Alpha", Published: date(3), Title: "Terrorists on the ridge",
		Text: "At dawn Oskan Sorel saw terrorists by the well, terrorists in the barn and terrorists behind every tree."}
	b := corpus.Article{ID: "b", Outlet: "Beta", Published: date(3), Title: "Judge hears of terrorists",
		Text: "In court Oskan Sorel spoke for an hour about terrorists and more terrorists, until nobody listened."}
	articles := append(background(60), a, b)
	if found := find(matcher(t, "hedge"), articles...); len(found) != 1 {
		t.Fatalf("where no lexicon has the word they are alike, but found %v", ids(found))
	}
	if found := find(matcher(t), articles...); len(found) > 0 {
		t.Errorf("found %v", ids(found))
	}
}

// What is compared within stories must not decide about them: another choice of words, the same stories.
func TestRivalNamesGiveTheSameStories(t *testing.T) {
	var loaded, neutral []corpus.Article
	for i, a := range []corpus.Article{bridge1, bridge2, vote1, vote2} {
		for range i {
			a.Text = "The terrorists fled. " + a.Text
		}
		loaded = append(loaded, a)
		a.Text = strings.ReplaceAll(a.Text, "terrorists", "militants")
		neutral = append(neutral, a)
	}
	m := matcher(t)
	want, got := find(m, append(background(60), loaded...)...), find(m, append(background(60), neutral...)...)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Each day's article is like the next day's, and the first nothing like the last.
func TestNoChains(t *testing.T) {
	var chain []corpus.Article
	for i := range 12 {
		var words []string
		for k := range 12 {
			words = append(words, fmt.Sprintf("Name%dn", i*4+k))
		}
		chain = append(chain, corpus.Article{ID: fmt.Sprintf("c%02d", i), Outlet: []string{"Alpha", "Beta"}[i%2], Published: date(1 + i), Text: "We met " + strings.Join(words, " and ") + "."})
	}
	found := find(matcher(t), append(background(60), chain...)...)
	if len(found) < 2 {
		t.Fatalf("found %v", ids(found))
	}
	for _, s := range found {
		first, last := s.Articles[0].Published, s.Articles[len(s.Articles)-1].Published // IDs go by day
		if days := int(last.Sub(first.Time).Hours() / 24); days > 2*Days {
			t.Errorf("%s lasts %d days", s.ID, days+1)
		}
	}
}

func TestWithoutADay(t *testing.T) {
	f := Finder{Days: Days, Similarity: Similarity, Lexicons: matcher(t)}
	month := corpus.Date{Time: time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC), Layout: "2006-01"}
	for _, d := range []corpus.Date{{}, month} {
		if f.Add(corpus.Article{ID: "a", Published: d}) {
			t.Errorf("%q has a day", d)
		}
	}
	if !f.Add(corpus.Article{ID: "a", Published: date(1)}) {
		t.Error("a day is none")
	}
}

func TestCopies(t *testing.T) {
	reprint := bridge1
	reprint.ID, reprint.Outlet, reprint.Published, reprint.Title = "b9", "Beta", date(4), "Tavin bridge collapses"
	found := find(matcher(t), append(background(60), bridge1, reprint, bridge2)...)
	var copies []string
	for _, s := range found {
		for _, a := range s.Articles {
			if a.CopyOf != "" {
				copies = append(copies, a.ID+" of "+a.CopyOf)
			}
		}
	}
	if diff := cmp.Diff([]string{"b9 of a1"}, copies); diff != "" {
		t.Error(diff)
	}
}

// In whatever order articles come, and whatever is in them.
func TestOrderDoesNotShow(t *testing.T) {
	m := matcher(t)
	rapid.Check(t, func(t *rapid.T) {
		var articles []corpus.Article
		for i := range rapid.IntRange(0, 40).Draw(t, "articles") {
			words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("Orle Tavin Marn Ilse Corvel bridge river rust vote tax nine the of militant's 7 al-Shifa . \xff")), 0, 12).Draw(t, "words")
			articles = append(articles, corpus.Article{ID: fmt.Sprint(i), Outlet: fmt.Sprint(i % 3), Published: date(1 + rapid.IntRange(0, 20).Draw(t, "day")), Text: "So " + strings.Join(words, " ")})
		}
		want := find(m, articles...)
		for _, s := range want {
			for _, a := range s.Articles {
				if math.IsNaN(a.Similarity) || a.Similarity <= 0 || a.Similarity > 1+1e-9 {
					t.Fatalf("similarity %v", a.Similarity)
				}
			}
			if len(s.Articles) < 2 {
				t.Fatalf("a story of %d", len(s.Articles))
			}
		}
		if diff := cmp.Diff(want, find(m, rapid.Permutation(articles).Draw(t, "order")...)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The demo says which story its articles cover; no two stories may be taken for one.
func TestDemo(t *testing.T) {
	c, err := corpus.OpenFS(demo.FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var articles []corpus.Article
	story := map[string]string{}
	for r, err := range c.Records() {
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Decode()
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
		story[a.ID] = a.Story
	}
	met := map[string]bool{}
	for _, s := range find(matcher(t), articles...) {
		for _, a := range s.Articles {
			met[story[a.ID]] = true
			if story[a.ID] != story[s.Articles[0].ID] {
				t.Errorf("%s joins %s and %s", s.ID, a.ID, s.Articles[0].ID)
			}
		}
	}
	if len(met) < 10 {
		t.Errorf("met %d of 12 stories", len(met))
	}
}

func TestOverlap(t *testing.T) {
	var v struct {
		Value struct {
			Input struct {
				A, B   string
				KWords int `json:"k_words"`
			}
			Expect struct {
				Jaccard     float64
				Containment float64 `json:"containment_min"`
			}
		} `json:"shingle_jaccard_containment"`
	}
	data, err := os.ReadFile(shared.Path(t, "reference", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	in, want := v.Value.Input, v.Value.Expect
	j, c := overlap(runsOf(strings.Fields(in.A), in.KWords), runsOf(strings.Fields(in.B), in.KWords))
	if math.Abs(j-want.Jaccard) > 1e-9 || math.Abs(c-want.Containment) > 1e-9 {
		t.Errorf("Jaccard %v, containment %v; want %v, %v", j, c, want.Jaccard, want.Containment)
	}
	if j, c := overlap(nil, runsOf(strings.Fields(in.A), 3)); j != 0 || c != 0 {
		t.Errorf("of nothing: %v, %v", j, c)
	}
}

func BenchmarkStories(b *testing.B) {
	m := matcher(b)
	articles := background(5000)
	for b.Loop() {
		find(m, articles...)
	}
}
