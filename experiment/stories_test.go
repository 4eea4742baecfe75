package experiment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/counts"
)

const table = "article,story\na1,rain\nb1,rain\nb9,rain\n"

// The stories of a config go before those of the corpus, also where they leave an article out.
func TestStoriesOfTheConfig(t *testing.T) {
	articles := write(t, "articles.jsonl", `{"id":"a1","outlet":"Alpha","text":"It rained."}
{"id":"a2","outlet":"Alpha","story":"own","text":"It snowed."}
{"id":"b1","outlet":"Beta","story":"own","text":"It poured."}
`)
	p := planned(t, map[string]string{"corpus": articles, "stories": write(t, "s.csv", table)})
	m, err := Run(t.Context(), p, false, nil)
	mustRun(t, m, err)
	if !strings.Contains(m.Summary(), "warning: 1 of the articles in ") {
		t.Errorf("summary: %s", m.Summary())
	}
	read, err := counts.Read(p.Config.Out, func(counts.Feature) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i := range read.Len() {
		got[read.Article(i).Article] = read.Article(i).Story
	}
	if diff := cmp.Diff(map[string]string{"a1": "rain", "a2": "", "b1": "rain"}, got); diff != "" {
		t.Error(diff)
	}

	whole := folderOf(t, p.Config.Out)
	m, err = Score(t.Context(), p, false, nil)
	mustRun(t, m, err)
	m, err = Estimate(t.Context(), p, []string{p.Config.Out})
	mustRun(t, m, err)
	if diff := cmp.Diff(whole, folderOf(t, p.Config.Out)); diff != "" {
		t.Errorf("scoring, then estimating in place, is not running: %s", diff)
	}
}

func TestStoriesAreAnInput(t *testing.T) {
	file := write(t, "s.csv", table)
	p := planned(t, map[string]string{"stories": file})
	m, err := Score(t.Context(), p, false, nil)
	mustRun(t, m, err)
	hash := m.Hash
	m.Complete = false // as an interruption leaves it
	if err := m.write(p.Config.Out, scoredFiles); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(file, []byte(strings.ReplaceAll(table, "rain", "snow")), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err = Score(t.Context(), p, true, nil)
	checkRefused(t, m, err, "stories s.csv: changed since the run")

	p.Config.Stories = write(t, "s.csv", table) // the same, elsewhere
	m, err = Score(t.Context(), p, true, nil)
	mustRun(t, m, err)
	if m.Hash != hash {
		t.Error("where the table lies shows in the hash")
	}
}

func TestBrokenStories(t *testing.T) {
	for file, want := range map[string]string{
		write(t, "s.csv", "article,story\na1\n"):  "s.csv:2: wrong number of fields",
		filepath.Join(t.TempDir(), "nowhere.csv"): "stories: open ",
	} {
		p := planned(t, map[string]string{"stories": file})
		m, err := Score(t.Context(), p, false, nil)
		checkRefused(t, m, err, want)
		if _, err := os.Stat(p.Config.Out); !os.IsNotExist(err) {
			t.Errorf("the folder was made: %v", err)
		}
	}
}
