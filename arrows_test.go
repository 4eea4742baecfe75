package parallax_test

import (
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files")

// The import arrows are part of the design: this golden file is the diagram of ARCHITECTURE.md, checked. A
// new arrow is a decision, to be seen in review. Libraries are listed where only one package may use them.
func TestImportArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}: {{join .Imports \" \"}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(out)) {
		pkg, imports, _ := strings.Cut(strings.TrimSpace(line), ":")
		var kept []string
		for _, i := range strings.Fields(imports) {
			watched := slices.ContainsFunc([]string{"parallax", "github.com/spf13/viper", "github.com/cdipaolo/sentiment", "github.com/jonreiter/govader", "gonum.org/v1/plot"}, func(p string) bool {
				return i == p || strings.HasPrefix(i, p+"/")
			})
			if watched {
				kept = append(kept, i)
			}
		}
		b.WriteString(strings.TrimSpace(pkg+": "+strings.Join(kept, " ")) + "\n")
	}
	const golden = "testdata/arrows.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("import arrows changed (go test . -update accepts them):\n%s", diff)
	}
}
