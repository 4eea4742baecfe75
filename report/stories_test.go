package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/stories"
)

func storiesFixture() *Stories {
	day := corpus.Date{Time: time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC), Layout: time.DateOnly}
	article := func(id, outlet, copyOf string) stories.Article {
		return stories.Article{ID: id, Outlet: outlet, Title: `A "bridge", fallen`, Published: day, Similarity: 0.75, CopyOf: copyOf}
	}
	return &Stories{
		Found: []stories.Story{
			{ID: "2031-05-03-bridge-tavin", Articles: []stories.Article{article("a1", "Alpha", ""), article("b1", "Beta", "a1")}},
			{ID: "2031-05-04-harbour-tax", Articles: []stories.Article{article("a2", "Alpha", ""), article("a3", "Alpha", "")}},
		},
		Articles: 9, Undated: 1, Excluded: 2,
	}
}

func TestStoriesReadBack(t *testing.T) {
	var b bytes.Buffer
	if err := storiesFixture().Write(&b); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(b.String(), "\n")
	if want := "article,story,outlet,published,title,similarity,copy_of"; first != want {
		t.Errorf("header %s, want %s", first, want)
	}
	want := map[string]string{"a1": "2031-05-03-bridge-tavin", "b1": "2031-05-03-bridge-tavin", "a2": "2031-05-04-harbour-tax", "a3": "2031-05-04-harbour-tax"}
	got, err := ReadStories("s.csv", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStoriesAsSpreadsheetsSaveThem(t *testing.T) {
	got, err := ReadStories("s.csv", []byte("\ufeffstory;note;article\r\n bridge ;\"a; b\";a1\r\n;;a2\r\n;;\r\nbridge;;a1\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a1": "bridge", "a2": ""}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStoriesFaults(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"empty", "", "s.csv:1: empty; the first line names the columns, article and story among them"},
		{"columns", "id,story\n", "s.csv:1: the columns article and story must be among: id, story"},
		{"encoding", "article,story\n\xe9,b\n", "s.csv: not UTF-8; spreadsheets can save a table as CSV UTF-8"},
		{"all rows", "article,story\na1\na2,x\n,y\na2,z\n", "s.csv:2: wrong number of fields\n" +
			"s.csv:4: story \"y\" without an article\ns.csv:5: article \"a2\" is listed already, with story \"x\""},
		{"quotes", "article,story\na1,x\n\"a2,y\n", "s.csv:3: extraneous or missing \" in quoted-field"},
	} {
		if _, err := ReadStories("s.csv", []byte(c.table)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestStoriesListing(t *testing.T) {
	var b bytes.Buffer
	if err := storiesFixture().Listing().Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `Stories of two articles or more: 2, with 4 of 9 articles. Of two outlets or more: 1, with 2 articles.

outlet  outlet  shared stories
Alpha   Beta                 1

Articles that repeat an earlier one of their story nearly word for word (copy_of), so wire copy or a
  revision: 1.
Without a day of publication, so in no story: 1.
Left out, as not readable, without an outlet or with the ID of an earlier one: 2. parallax score lists them
  in excluded.csv.
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
