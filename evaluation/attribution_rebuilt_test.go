//go:build !race

package evaluation_test

// Training takes minutes under the race detector; package attribution trains under it on invented articles.

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"parallax/evaluation"
	"parallax/experiment"
	"parallax/internal/shared"
)

// ruled is the plan of the built-in config with the rules alone.
func ruled(t *testing.T) *experiment.Plan {
	t.Helper()
	return planWith(t, map[string]string{"attribution": experiment.ByRules})
}

// The embedded model of attribution is what its gold gives.
func TestAttributionModelIsRebuilt(t *testing.T) {
	articles, err := evaluation.ReadAttributed(shared.Path(t, "gold", "polnear.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := evaluation.TrainAttribution(ruled(t).Layers, articles)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "attribution", "model.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), want) {
		t.Error("attribution/model.bin is not what parallax train attribution --gold ../shared/gold/polnear.jsonl.gz --out attribution/model.bin gives")
	}
}
