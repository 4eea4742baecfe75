package stats

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"parallax/internal/shared"
)

// leftOut are the reference vectors that no test of this package takes, with the reason.
var leftOut = map[string]string{
	"_meta":                              "says how the file is laid out",
	"_simulation_evidence":               "simulations of the intervals, which TestCoverage and TestRejection do again with what the package has",
	"lijffijt_bootstrap_test_exhaustive": "a test that is too liberal below 20 articles; permutation takes its place",
	"shingle_jaccard_containment":        "package stories takes it",
	"lsh_s_curve":                        "package stories finds copies without bands of hashes",
	"rogan_gladen":                       "corrects for errors of a classifier, which belongs to validation",
	"misclassification_matrix_inversion": "corrects for errors of a classifier, which belongs to validation",
	"R_betabinomial_ML":                  "a fit by maximum likelihood; the package fits by moments, as beta_binomial_mom does",
	"dsl_mean":                           "corrects for errors of a classifier, which belongs to validation",
}

func TestEveryVectorHasItsTest(t *testing.T) {
	data, err := os.ReadFile(shared.Path(t, "reference", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors map[string]json.RawMessage
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, name := range files {
		if name != "everyvector_test.go" {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(source)
		}
	}
	for key := range vectors {
		tested := strings.Contains(tests.String(), strconv.Quote(key))
		switch _, left := leftOut[key]; {
		case !tested && !left:
			t.Errorf("no test takes %s, and no reason is given", key)
		case tested && left:
			t.Errorf("%s is left out and tested", key)
		}
	}
	for key := range leftOut {
		if vectors[key] == nil {
			t.Errorf("no vector %s to leave out", key)
		}
	}
}
