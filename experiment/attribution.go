package experiment

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"parallax/attribution"
	"parallax/internal/nearest"
)

// What finds attributions: the rules alone, or the embedded model beside them. The path of a model that parallax train
// attribution wrote may stand here too.
const (
	ByRules = "rules"
	byModel = "model"
)

// isModelFile tells the path of a model from the other values of the setting.
func isModelFile(ref string) bool {
	return strings.ContainsAny(ref, `/\`) || strings.HasSuffix(ref, ".bin")
}

func (c *Config) checkAttribution() error {
	if ref := c.Attribution; ref != ByRules && ref != byModel && !isModelFile(ref) {
		return fmt.Errorf("attribution: %q is not rules, model or the path of a model (.bin)%s", ref, nearest.Hint(ref, []string{ByRules, byModel}))
	}
	return nil
}

// attributionModel returns the model that the config names, nil for the rules alone, and the hash of its file where it is one of the
// user's.
func (c *Config) attributionModel() (*attribution.Model, []HashedFile, error) {
	if c.Attribution == ByRules {
		return nil, nil, nil
	}
	if !isModelFile(c.Attribution) {
		return attribution.News(), nil, nil
	}
	data, err := os.ReadFile(c.Attribution)
	if err != nil {
		return nil, nil, fmt.Errorf("attribution: %w", err)
	}
	m, err := attribution.ReadModel(string(data))
	if err != nil {
		return nil, nil, fmt.Errorf("attribution: %s: %w", c.Attribution, err)
	}
	h, err := hashFile(c.Attribution, filepath.Base(c.Attribution))
	return m, []HashedFile{h}, err
}
