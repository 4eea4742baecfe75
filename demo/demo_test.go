package demo

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"parallax/corpus"
)

const wireStory = "07-sanctions-vote"

func articles(t *testing.T) []corpus.Article {
	t.Helper()
	c, err := corpus.OpenFS(FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var all []corpus.Article
	seen := corpus.Seen{}
	for rec, err := range c.Records() {
		if err != nil {
			t.Error(err)
			continue
		}
		a, err := rec.Decode()
		if err != nil {
			t.Error(err)
			continue
		}
		if err := seen.Admit(a.ID, rec.Path); err != nil {
			t.Error(err)
		}
		all = append(all, a)
	}
	return all
}

func TestStoriesAndOutlets(t *testing.T) {
	all := articles(t)
	if len(all) != 72 {
		t.Errorf("%d articles, want 72", len(all))
	}
	byStory := map[string][]string{}
	for _, a := range all {
		byStory[a.Story] = append(byStory[a.Story], a.Outlet)
	}
	if len(byStory) != 12 {
		t.Errorf("%d stories, want 12", len(byStory))
	}
	outlets := []string{"Capital Observer", "Daily Beacon", "Harbor Ledger", "Meridian Wire", "National Sentinel", "River City Tribune"}
	for story, got := range byStory {
		slices.Sort(got)
		if !slices.Equal(got, outlets) {
			t.Errorf("%s is told by %q, want %q", story, got, outlets)
		}
	}
}

func TestArticles(t *testing.T) {
	for _, a := range articles(t) {
		if n := len(strings.Fields(a.Text)); n < 150 || n > 500 {
			t.Errorf("%s: %d words, want 150 to 500", a.Path, n)
		}
		if got := string(a.Meta["note"]); got != `"invented for the parallax demo"` {
			t.Errorf("%s: note %s, want it marked as invented", a.Path, got)
		}
		if a.Title == "" || a.Author == "" || a.Meta["topic"] == nil {
			t.Errorf("%s: lacks title, author or topic", a.Path)
		}
		if day := a.Published.String(); len(day) != len("2031-03-04") || day < "2031-03-02" || day > "2031-05-20" {
			t.Errorf("%s: published %q, want a day from 2031-03-02 to 2031-05-20", a.Path, day)
		}
		outlet := strings.ReplaceAll(strings.ToLower(a.Outlet), " ", "-")
		if want := a.Story + "/" + outlet + ".md"; a.Path != want {
			t.Errorf("%s: its story and outlet want %s", a.Path, want)
		}
	}
}

// Only the wire story is printed twice.
func TestNoTextTwice(t *testing.T) {
	first := map[string]string{}
	for _, a := range articles(t) {
		for p := range strings.SplitSeq(a.Text, "\n\n") {
			if len(p) < 120 || a.Story == wireStory {
				continue
			}
			if path, ok := first[p]; ok {
				t.Errorf("%s and %s share a paragraph: %.60s…", path, a.Path, p)
			}
			first[p] = a.Path
		}
	}
}

func TestOnlyArticles(t *testing.T) {
	err := fs.WalkDir(FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(p, ".md") {
			t.Errorf("%s is not an article", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
