package parallax_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/experiment"
)

// CODEBOOK.md is what `parallax codebook` prints for the built-in config.
func TestCodebookIsCurrent(t *testing.T) {
	t.Chdir(t.TempDir()) // where no config.yaml lies
	c, err := experiment.LoadConfig("", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := experiment.NewPlan(c)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Codebook(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(codebook, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(codebook)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("CODEBOOK.md is not what parallax codebook prints (go test . -update rewrites it):\n%s", diff)
	}
}

var codebook = func() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return dir + "/CODEBOOK.md"
}()
