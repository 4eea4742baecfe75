package main

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expectations of the stories")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parallax": main})
}

// oneChart is drawn where a test is not about charts: a run draws dozens, which takes most of its time.
const oneChart = "[heatmap]"

// Each story under testdata/script is something that a user sets out to do.
func TestStories(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
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
