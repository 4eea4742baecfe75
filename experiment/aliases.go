package experiment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"parallax/lexicons"
)

// An AliasConfig is someone or something, with the names that articles have for it: a target, whose tone is wanted, or a
// side, whose sources are to be told from others'.
type AliasConfig struct {
	Name  string   `mapstructure:"name" json:"name"`
	Terms []string `mapstructure:"terms" json:"terms"`
}

// aliasKeys are the keys of a target, and of a side.
var aliasKeys = []string{"name", "terms"}

// checkAliases reports targets or sides that cannot be told apart or be part of a feature's path. setting is their key.
func checkAliases(setting string, aliases []AliasConfig) error {
	var faults []error
	var names []string
	for i, t := range aliases {
		at := fmt.Sprintf("%s[%d] (%s)", setting, i, t.Name)
		switch {
		case strings.TrimSpace(t.Name) == "":
			faults = append(faults, fmt.Errorf("%s: no name", at))
		case strings.ContainsAny(t.Name, `/*?[]\`) || t.Name == "." || t.Name == "..":
			faults = append(faults, fmt.Errorf(`%s: a name is part of a path; it has none of / * ? [ ] \`, at))
		case slices.Contains(names, t.Name):
			faults = append(faults, fmt.Errorf("%s: the name is taken by an earlier one", at))
		}
		names = append(names, t.Name)
		if len(t.Terms) == 0 {
			faults = append(faults, fmt.Errorf("%s: no terms; want the names that articles have for it, like [Israel, Israeli*]", at))
		}
	}
	return errors.Join(faults...)
}

func sameAliases(a, b []AliasConfig) bool {
	return slices.EqualFunc(a, b, func(x, y AliasConfig) bool { return x.Name == y.Name && slices.Equal(x.Terms, y.Terms) })
}

// aliases is the lexicon of targets or sides, each a concept, which the layer of that name reads.
func aliases(setting string, of []AliasConfig) *lexicons.Lexicon {
	lex := &lexicons.Lexicon{Name: setting}
	for _, t := range of {
		v := lexicons.Variant{Name: "mention"}
		for _, term := range t.Terms {
			v.Terms = append(v.Terms, lexicons.Term{Pattern: term})
		}
		lex.Concepts = append(lex.Concepts, lexicons.Concept{Name: t.Name, Variants: []lexicons.Variant{v}})
	}
	return lex
}

// The names of the lexicons that targets and sides are compiled as.
const (
	targetsLexicon = "targets"
	sidesLexicon   = "sides"
)
