package evaluation_test

import (
	"testing"

	"parallax/experiment"
)

// heldOutCasualties are the sentences on odd lines, which were not read while the rules were written.
func heldOutCasualties(t *testing.T) (gold string) {
	t.Helper()
	var held []byte
	for i, line := range lines(t, "gaza_casualty_sentences.jsonl.gz") {
		if i%2 == 0 {
			held = append(held, line...)
		}
	}
	return file(t, held)
}

// whoseDeaths is the plan of the example, with other sides where they are given.
func whoseDeaths(t *testing.T, sides ...experiment.AliasConfig) *experiment.Plan {
	t.Helper()
	config, err := experiment.LoadConfig("../examples/whose-deaths/config.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if sides != nil {
		config.Sides, config.Measures = sides, nil
	}
	p, err := experiment.NewPlan(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func measuredSides(t *testing.T) map[string]float64 {
	t.Helper()
	const key = "sides; BBC (1,756 sentences that tell of deaths, not read while writing the rules); "
	gold := heldOutCasualties(t)
	figures := scored(t, "sides", gold, annotated(t, whoseDeaths(t), gold))
	return map[string]float64{key + "share decided": figures[0], key + "share right of those decided": figures[1]}
}

// Whose deaths a sentence tells of, on the half of the sentences (those on odd lines) that was not read while the rules were
// written. The rules must not hang on long lists of names: a few of each side do nearly as well.
func TestSidesHold(t *testing.T) {
	gold := heldOutCasualties(t)
	for _, c := range []struct {
		name           string
		sides          []experiment.AliasConfig // nil for those of the example
		decided, right float64
	}{
		{"the example's names", nil, .82, .92},
		{"a few names", []experiment.AliasConfig{
			{Name: "Israel", Terms: []string{"Israel", "Israeli*", "IDF", "hostage*", "settler*", "kibbutz*"}},
			{Name: "Palestinians", Terms: []string{"Palestinian*", "Hamas", "Gaza*", "West Bank"}},
		}, .80, .90},
	} {
		t.Run(c.name, func(t *testing.T) {
			figures := scored(t, "sides", gold, annotated(t, whoseDeaths(t, c.sides...), gold))
			t.Logf("decided %.3f, of these right %.3f", figures[0], figures[1])
			if figures[0] < c.decided || figures[1] < c.right {
				t.Errorf("decided %.3f, of these right %.3f; want %.2f and %.2f", figures[0], figures[1], c.decided, c.right)
			}
		})
	}
}
