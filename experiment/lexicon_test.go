package experiment

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lexiconNamed is a lexicon of one term.
func lexiconNamed(name string) string {
	return "name: " + name + `
version: 9.0.0
language: en
about: A lexicon of the tests.
source: made up
licence: Apache-2.0
concepts:
  - name: armed-actors
    about: Who has arms.
    variants:
      - {name: loaded, terms: [terrorist*]}
      - {name: neutral, terms: [militant*]}
      - {name: euphemistic, terms: [freedom fighter*]}
examples: ["{Militants|neutral}"]
`
}

// folderWith writes files into a new folder.
func folderWith(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A folder stands for the lexicons in it. One that has the name of a built-in one replaces it, wherever that is listed,
// and the manifest says so.
func TestLexiconsOfAFolder(t *testing.T) {
	dir := folderWith(t, map[string]string{
		"a.yaml": lexiconNamed("conflict"), "b.yml": lexiconNamed("mine"), "c.yaml": lexiconNamed("boosters"), "notes.txt": "nothing",
	})
	for _, listed := range [][]string{{"conflict", dir}, {dir, "conflict"}, {dir + "/"}} {
		p := planned(t, map[string]string{"lexicons": "[" + strings.Join(listed, ", ") + "]"})
		var got []string
		for _, l := range newManifest("run", p).Inputs.Lexicons {
			name := l.Name
			if l.Version == "9.0.0" {
				name += " of the user"
			}
			if l.Replaces {
				name += ", replacing"
			}
			got = append(got, name)
		}
		want := []string{"attribution", "boosters of the user, replacing", "conflict of the user, replacing", "hedges", "mine of the user", "negation"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v: %s", listed, diff)
		}
		slices.Sort(p.listed)
		if diff := cmp.Diff([]string{"boosters", "conflict", "mine"}, p.listed); diff != "" {
			t.Errorf("%v: %s", listed, diff)
		}
	}
}

func TestLexiconsOfAFolderFaults(t *testing.T) {
	for want, dir := range map[string]string{
		"no lexicon in the folder":                          folderWith(t, nil),
		`b.yaml): a lexicon named "mine" is listed already`: folderWith(t, map[string]string{"a.yaml": lexiconNamed("mine"), "b.yaml": lexiconNamed("mine")}),
		"a.yaml:1:1: the file is empty":                     folderWith(t, map[string]string{"a.yaml": "", "b.yaml": lexiconNamed("mine")}),
	} {
		c, err := LoadConfig("../config.yaml", map[string]string{"lexicons": "[" + dir + "]"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = NewPlan(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The path of a folder is relative to the config that names it, and stays a path.
func TestLexiconFolderBesideConfig(t *testing.T) {
	dir := folderWith(t, map[string]string{"my.yaml": "lexicons: ./lists/\n"})
	if err := os.Mkdir(filepath.Join(dir, "lists"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "lists", "a.yaml"), []byte(lexiconNamed("mine")), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, config := range []string{"my.yaml", filepath.Join(dir, "my.yaml")} {
		c, err := LoadConfig(config, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := NewPlan(c)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(p.listed, "mine") {
			t.Errorf("%s: %v", config, p.listed)
		}
	}
}
