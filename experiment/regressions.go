package experiment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/nearest"
	"parallax/stats"
)

// A RegressionConfig is a regression as config.yaml has it.
type RegressionConfig struct {
	Name    string `mapstructure:"name" json:"name"`
	Doc     string `mapstructure:"doc" json:"doc"`
	Measure string `mapstructure:"measure" json:"measure"`
	Formula string `mapstructure:"formula" json:"formula"`
}

// regressionKeys are the keys of a regression.
var regressionKeys = []string{"name", "doc", "measure", "formula"}

// checkRegressions reports every fault of the columns and the regressions of a config.
func (c *Config) checkRegressions() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	var builtin, measures, names []string
	for _, column := range stats.Columns {
		builtin = append(builtin, column.Name)
	}
	for _, m := range c.Measures {
		measures = append(measures, m.Name)
	}
	for i, name := range c.Columns {
		switch {
		case strings.TrimSpace(name) != name || name == "" || strings.ContainsAny(name, "+/*~:()|^%"):
			fault("columns[%d]: %q cannot stand in a formula; name a key of the articles' own data", i, name)
		case slices.Contains(builtin, name):
			fault("columns[%d]: %s is there without being named; every corpus has %s", i, name, strings.Join(builtin, ", "))
		case corpus.Field(name) != "" && name != "author" && name != "lang":
			fault("columns[%d]: %s is read as the article's %s; of such fields, author and lang can be columns", i, name, corpus.Field(name))
		case slices.Contains(c.Columns[:i], name):
			fault("columns[%d]: %s is named already", i, name)
		}
	}
	columns := slices.Concat(builtin, c.Columns)
	for i, r := range c.Regressions {
		at := fmt.Sprintf("regressions[%d] (%s)", i, r.Name)
		if !kebab.MatchString(r.Name) {
			fault("%s: name is not in kebab-case (lower-case letters, digits and hyphens)", at)
		}
		if slices.Contains(names, r.Name) {
			fault("%s: the name is taken by an earlier regression", at)
		}
		names = append(names, r.Name)
		if strings.TrimSpace(r.Doc) == "" {
			fault("%s: doc: a regression without its one-line description does not load", at)
		}
		switch m := slices.Index(measures, r.Measure); {
		case m < 0:
			fault("%s: measure: unknown measure %q%s", at, r.Measure, nearest.Hint(r.Measure, measures))
		case stats.Unit(c.Measures[m].Unit) == stats.Mean:
			fault("%s: measure: %s is a mean of levels; a regression takes a share or a per-thousand rate", at, r.Measure)
		}
		formula, err := stats.ParseFormula(r.Formula)
		if err != nil {
			faults = append(faults, prefixed(at+": formula", err))
		}
		for _, name := range formula {
			if !slices.Contains(columns, name) {
				fault("%s: formula: unknown column %q%s; keys of the articles' own data are named under columns", at, name, nearest.Hint(name, columns))
			}
		}
	}
	return errors.Join(faults...)
}

// regressions translates those of a config that was checked.
func (c *Config) regressions(measures []stats.Measure) (all []stats.Regression) {
	for _, r := range c.Regressions {
		formula, err := stats.ParseFormula(r.Formula)
		if err != nil {
			panic(err) // LoadConfig has checked it
		}
		m := slices.IndexFunc(measures, func(m stats.Measure) bool { return m.Name == r.Measure })
		all = append(all, stats.Regression{Name: r.Name, Doc: r.Doc, Measure: measures[m], Formula: formula})
	}
	return all
}

// checkColumns reports columns that the plan needs and a folder was scored without.
func (m *Manifest) checkColumns(p *Plan) error {
	var faults []error
	need := func(at, name string) {
		if slices.Contains(p.Config.Columns, name) && !slices.Contains(m.Inputs.Config.Columns, name) {
			faults = append(faults, fmt.Errorf("%s: the articles were scored without the column %s; score them again with it under columns", at, name))
		}
	}
	need("within", p.Config.Within)
	for i, r := range p.Regressions {
		for _, name := range r.Formula {
			need(fmt.Sprintf("regressions[%d] (%s)", i, r.Name), name)
		}
	}
	return errors.Join(faults...)
}

// blankColumns are those that no article has a value in. A misspelt key looks like that.
func blankColumns(columns []string, t *counts.Table) (blank []string) {
	if t.Len() == 0 {
		return nil
	}
	features := t.Features()
	for _, name := range columns {
		if !slices.ContainsFunc(features, func(f counts.Feature) bool { return strings.HasPrefix(string(f), "column/"+name+"/") }) {
			blank = append(blank, name)
		}
	}
	return blank
}
