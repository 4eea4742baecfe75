package experiment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax"
)

func write(t *testing.T, name, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBuiltInConfigLoads(t *testing.T) {
	c, err := parseConfig(parallax.Config, "built-in config", nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Corpus != DemoCorpus || len(c.Measures) == 0 {
		t.Errorf("built-in config: corpus %q, %d measures", c.Corpus, len(c.Measures))
	}
	if _, err := NewPlan(c); err != nil {
		t.Error(err)
	}
}

func TestWhatGoesBeforeWhat(t *testing.T) {
	file := write(t, "config.yaml", "seed: 2\nout: from-file\nlexicons: [conflict]\n")
	t.Setenv("PARALLAX_SEED", "3")
	t.Setenv("PARALLAX_CONFIDENCE", "0.9")
	c, err := LoadConfig(file, map[string]string{"confidence": "0.8"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Seed != 3 || c.Confidence != 0.8 || c.Out != "from-file" {
		t.Errorf("seed %d (environment before file), confidence %v (flag before environment), out %s", c.Seed, c.Confidence, c.Out)
	}
}

func TestKeysOfUsersKeepTheirCase(t *testing.T) {
	file := write(t, "config.yaml", `
measures:
  - {name: x, doc: "BBC News, nytimes.com", of: Tokens.x/Y, per: tokens, voice: [all], unit: share}
`)
	c, err := LoadConfig(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := MeasureConfig{Name: "x", Doc: "BBC News, nytimes.com", Of: []string{"Tokens.x/Y"}, Per: []string{"tokens"}, Voice: []string{"all"}, Unit: "share"}
	if diff := cmp.Diff(want, c.Measures[0]); diff != "" {
		t.Error(diff)
	}
}

func TestPathsOfAConfigAreRelativeToIt(t *testing.T) {
	file := write(t, "config.yaml", "corpus: articles\nlexicons: [conflict, mine.yaml]\nstories: s.csv\n")
	dir := filepath.Dir(file)
	c, err := LoadConfig(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(dir, "articles"), filepath.Join(dir, "s.csv"), "conflict", filepath.Join(dir, "mine.yaml")}
	if diff := cmp.Diff(want, append([]string{c.Corpus, c.Stories}, c.Lexicons...)); diff != "" {
		t.Error(diff)
	}
	if c, err = LoadConfig(file, map[string]string{"corpus": "here"}); err != nil || c.Corpus != "here" {
		t.Errorf("a flag's path is relative to the current folder: %q, %v", c.Corpus, err)
	}
}

func TestFaultsOfAConfig(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"unknown key of a measure", "measures: [{name: x, dok: y}]", "dok"},
		{"not YAML", "seed: [1", "config.yaml: [1:7]"},
		{"duplicate key", "seed: 1\nseed: 2", "[2:1]"},
		{"a number where a list belongs", "measures: 3", "measures"},
		{"a name that no file can have", "measures: [{name: A b, doc: d, of: a, per: b, voice: all, unit: share}]", "kebab-case"},
		{"confidence", "confidence: 95", "confidence: 95 is not between 0 and 1"},
		{"two measures of a name", `
measures:
  - {name: x, doc: d, of: a, per: b, voice: all, unit: share}
  - {name: x, doc: d, of: a, per: b, voice: all, unit: share}`, "measures[1] (x): the name is taken"},
	} {
		_, err := LoadConfig(write(t, "config.yaml", c.file), nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		glob, feature string
		want          bool
	}{
		{"tokens", "tokens", true},
		{"token", "tokens", false},
		{"term/conflict/*/loaded/*", "term/conflict/armed-actors/loaded/terrorist*", true},
		{"term/conflict/*/neutral/*", "term/conflict/armed-actors/loaded/terrorist*", false},
		{"term/**", "term/conflict/armed-actors/loaded/terrorist*", true},
		{"attribution/strength/5", "attribution/strength/*", true},
		{"attribution", "attribution/strength/*", false},
	} {
		if got := overlap(c.glob, c.feature); got != c.want {
			t.Errorf("overlap(%s, %s) = %v", c.glob, c.feature, got)
		}
	}
}
