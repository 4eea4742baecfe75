package experiment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"parallax/lexicons"
)

// A TargetConfig is someone or something, with the names that articles have for it, whose tone is wanted: how sentences
// put it.
type TargetConfig struct {
	Name  string   `mapstructure:"name" json:"name"`
	Terms []string `mapstructure:"terms" json:"terms"`
}

// targetKeys are the keys of a target.
var targetKeys = []string{"name", "terms"}

// checkTargets reports targets that cannot be told apart or be part of a feature's path.
func (c *Config) checkTargets() error {
	var faults []error
	var names []string
	for i, t := range c.Targets {
		at := fmt.Sprintf("targets[%d] (%s)", i, t.Name)
		switch {
		case strings.TrimSpace(t.Name) == "":
			faults = append(faults, fmt.Errorf("%s: no name", at))
		case strings.ContainsAny(t.Name, `/*?[]\`) || t.Name == "." || t.Name == "..":
			faults = append(faults, fmt.Errorf(`%s: a name is part of a path; it has none of / * ? [ ] \`, at))
		case slices.Contains(names, t.Name):
			faults = append(faults, fmt.Errorf("%s: the name is taken by an earlier target", at))
		}
		names = append(names, t.Name)
		if len(t.Terms) == 0 {
			faults = append(faults, fmt.Errorf("%s: no terms; want the names that articles have for it, like [Israel, Israeli*]", at))
		}
	}
	return errors.Join(faults...)
}

// targets is the lexicon of the config's targets, each a concept, which the layer of that name reads.
func (c *Config) targets() *lexicons.Lexicon {
	lex := &lexicons.Lexicon{Name: targetsLexicon}
	for _, t := range c.Targets {
		v := lexicons.Variant{Name: "mention"}
		for _, term := range t.Terms {
			v.Terms = append(v.Terms, lexicons.Term{Pattern: term})
		}
		lex.Concepts = append(lex.Concepts, lexicons.Concept{Name: t.Name, Variants: []lexicons.Variant{v}})
	}
	return lex
}

// targetsLexicon is the name of the lexicon that targets are compiled as.
const targetsLexicon = "targets"
