package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expectations of the stories")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parallax": main})
}

// oneChart is drawn where a test is not about charts: a run draws dozens, which takes most of its time, and with
// the race detector minutes.
const oneChart = "[heatmap]"

// estimates finds the stories that estimate or resample.
var estimates = regexp.MustCompile(`exec parallax (run|keyness|trend|map|compare)`)

// Each story under testdata/script is something that a user sets out to do. In short mode, in which the race detector
// runs, those are told that try several workers but neither estimate nor resample, which takes minutes under it and is raced in the
// packages that do it.
func TestStories(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	stories, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		stories = slices.DeleteFunc(stories, func(path string) bool {
			story, err := os.ReadFile(path)
			return err == nil && (!bytes.Contains(story, []byte("--workers ")) || estimates.Match(story))
		})
	}
	testscript.Run(t, testscript.Params{
		Files:               stories,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			env.Setenv("PARALLAX_CHARTS", oneChart)
			return nil
		},
	})
}
