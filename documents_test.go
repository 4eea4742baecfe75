package parallax_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/experiment"
)

// CODEBOOK.md is what `parallax codebook` prints for the built-in config.
func TestCodebookIsCurrent(t *testing.T) {
	page := here(t, "CODEBOOK.md")
	var b bytes.Buffer
	if err := builtinPlan(t).Codebook(&b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(golden(t, page, b.Bytes())), b.String()); diff != "" {
		t.Errorf("CODEBOOK.md is not what parallax codebook prints (go test . -update rewrites it):\n%s", diff)
	}
}

// The picture in README.md is the one that `parallax run` draws of the demo.
func TestPictureIsCurrent(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("drawn on amd64; processors that fuse multiplication and addition round otherwise")
	}
	page := here(t, "docs/dots-loaded-names.png")
	p := builtinPlan(t)
	if _, err := experiment.Run(t.Context(), p, false, nil); err != nil {
		t.Fatal(err)
	}
	drawn, err := os.ReadFile("out/charts/dots-loaded-names.png")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(golden(t, page, drawn), drawn) {
		t.Error("docs/dots-loaded-names.png is not what parallax run draws of the demo (go test . -update redraws it)")
	}
}

// builtinPlan is the plan of the built-in config, in a folder where no config.yaml lies.
func builtinPlan(t *testing.T) *experiment.Plan {
	t.Helper()
	t.Chdir(t.TempDir())
	c, err := experiment.LoadConfig("", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := experiment.NewPlan(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// here is the path of a file of this folder that holds when a test goes elsewhere.
func here(t *testing.T, file string) string {
	t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// golden is what a file holds, after it was rewritten if that is wanted.
func golden(t *testing.T, path string, got []byte) []byte {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return want
}
