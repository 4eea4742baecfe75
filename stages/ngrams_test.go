package stages

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
)

// grams counts the n-grams of an article, as "voice: words" with how often.
func grams(t *testing.T, n int, stock *Stock, common *Common, a corpus.Article) map[string]int64 {
	t.Helper()
	p, err := pipeline.New(New(builtin(t), nil).NGrams(n, stock, common))
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(a)
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int64{}
	for _, c := range row.Cells {
		found[c.Voice.String()+": "+strings.TrimPrefix(string(c.Feature), "word/")] = c.N
	}
	return found
}

func builtin(t *testing.T) *lexicons.Matcher {
	t.Helper()
	return layersOf(t, nil, attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon).Lexicons
}

func TestNGrams(t *testing.T) {
	got := grams(t, 3, &Stock{}, nil, corpus.Article{ID: "1", Outlet: "A", Title: "Armed men leave",
		Text: "Armed men left. The 3 armed men, who left, see https://example.org/a now.\n\n“They had gone,” the mayor said."})
	want := map[string]int64{
		"headline: armed": 1, "headline: men": 1, "headline: leave": 1, "headline: armed men": 1, "headline: men leave": 1, "headline: armed men leave": 1,
		"author: armed": 2, "author: men": 2, "author: left": 2, "author: armed men": 2, "author: men left": 1, "author: armed men left": 1,
		"author: the": 2, "author: who": 1, "author: who left": 1, "author: see": 1, "author: now": 1,
		"quoted: they": 1, "quoted: had": 1, "quoted: gone": 1, "quoted: they had": 1, "quoted: had gone": 1, "quoted: they had gone": 1,
		"author: mayor": 1, "author: said": 1, "author: the mayor": 1, "author: mayor said": 1, "author: the mayor said": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStock(t *testing.T) {
	p, err := pipeline.New(Fingerprints)
	if err != nil {
		t.Fatal(err)
	}
	var stock Stock
	for i := range 60 {
		text := fmt.Sprintf("Article %s is about thing %s alone.", strings.Repeat("x", i+1), strings.Repeat("y", i+1))
		if i < 5 {
			text += fmt.Sprintf(" Read or share this story: https://example.org/%d. Why not?", i)
		}
		d, err := p.Analyze(corpus.Article{ID: fmt.Sprint(i), Outlet: "A", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		stock.Add("A", Fingerprints.Of(d))
	}
	if stock.Len() != 1 {
		t.Errorf("%d stock sentences, want the invitation alone", stock.Len())
	}
	text := "Nobody is here. Read or share this story: https://example.org/9. Why not?"
	want := map[string]int64{"author: nobody": 1, "author: is": 1, "author: here": 1, "author: why": 1, "author: not": 1}
	if diff := cmp.Diff(want, grams(t, 1, &stock, nil, corpus.Article{ID: "z", Outlet: "A", Text: text})); diff != "" {
		t.Error(diff)
	}
	if n := grams(t, 1, &stock, nil, corpus.Article{ID: "z", Outlet: "B", Text: text})["author: share"]; n != 1 {
		t.Error("what is stock in one outlet is left out in another")
	}
}

// Runs in too few articles are counted together, so that what an article has of each length stays.
func TestCommon(t *testing.T) {
	p, err := pipeline.New(Sentences)
	if err != nil {
		t.Fatal(err)
	}
	common := NewCommon(3, 2)
	for i, text := range []string{"Armed men left. Armed men left.", "The armed men slept."} {
		d, err := p.Analyze(corpus.Article{ID: fmt.Sprint(i), Outlet: "A", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		common.Add(common.Hashes(d))
	}
	got := grams(t, 3, &Stock{}, common, corpus.Article{ID: "z", Outlet: "A", Text: "Armed men left them."})
	want := map[string]int64{"author: armed": 1, "author: men": 1, "author: left": 1, "author: them": 1,
		"author: armed men": 1, "author:  ": 2, "author:   ": 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNGramsAreNoLayer(t *testing.T) {
	for _, c := range New(builtin(t), nil).Counters {
		if c.Name == "ngrams" {
			t.Error("a run counts n-grams")
		}
	}
}
