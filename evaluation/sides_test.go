package evaluation_test

import (
	"testing"

	"parallax/experiment"
)

// Whose deaths a sentence tells of, on the half of the sentences (those on odd lines) that was not read while the rules were
// written. The rules must not hang on long lists of names: a few of each side do nearly as well.
func TestSidesHold(t *testing.T) {
	all := lines(t, "gaza_casualty_sentences.jsonl.gz")
	var held []byte
	for i := 0; i < len(all); i += 2 {
		held = append(held, all[i]...)
	}
	gold := file(t, held)
	for _, c := range []struct {
		name           string
		sides          []experiment.AliasConfig // nil for those of the example
		decided, right float64
	}{
		{"the example's names", nil, .75, .88},
		{"a few names", []experiment.AliasConfig{
			{Name: "Israel", Terms: []string{"Israel", "Israeli*", "IDF", "hostage*", "settler*", "kibbutz*"}},
			{Name: "Palestinians", Terms: []string{"Palestinian*", "Hamas", "Gaza*", "West Bank"}},
		}, .70, .86},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := experiment.LoadConfig("../examples/whose-deaths/config.yaml", nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.sides != nil {
				config.Sides, config.Measures = c.sides, nil
			}
			p, err := experiment.NewPlan(config)
			if err != nil {
				t.Fatal(err)
			}
			figures := scored(t, "sides", gold, annotated(t, p, gold))
			t.Logf("decided %.3f, of these right %.3f", figures[0], figures[1])
			if figures[0] < c.decided || figures[1] < c.right {
				t.Errorf("decided %.3f, of these right %.3f; want %.2f and %.2f", figures[0], figures[1], c.decided, c.right)
			}
		})
	}
}
