package experiment

import (
	"errors"
	"fmt"
	"slices"

	"parallax/internal/nearest"
	"parallax/stats"
)

// A FamilyConfig is a family of measures as config.yaml has it.
type FamilyConfig struct {
	Name     string   `mapstructure:"name" json:"name"`
	Measures []string `mapstructure:"measures" json:"measures"`
}

// familyKeys are the keys of a family.
var familyKeys = []string{"name", "measures"}

// The names that the defaults of statistics have in a config.
const (
	jackknife     = "jackknife"      // of interval
	randomEffects = "random-effects" // of shrinkage
)

// checkStatistics reports settings that choose among statistics and name none, and writes the defaults as they
// are where they are not named, so that both are one run.
func (c *Config) checkStatistics() error {
	var faults []error
	choose := func(key string, value *string, fallback string, legal []string) {
		if *value == fallback {
			*value = ""
		}
		if *value != "" && !slices.Contains(legal, *value) {
			faults = append(faults, fmt.Errorf("%s: unknown %s %q%s", key, key, *value, nearest.Hint(*value, legal)))
		}
	}
	choose("interval", &c.Interval, jackknife, named(jackknife, stats.Bootstraps))
	choose("shrinkage", &c.Shrinkage, randomEffects, named(randomEffects, stats.Shrinkages))
	choose("within", &c.Within, stats.WithinStories,
		append([]string{stats.WithinStories, stats.WithinWeeks, stats.WithinMonths, stats.WithinNothing}, c.Columns...))
	var measures []stats.Measure
	for _, m := range c.Measures {
		measures = append(measures, stats.Measure{Name: m.Name})
	}
	if err := stats.CheckFamilies(c.families(), measures); err != nil {
		faults = append(faults, prefixed("families", err))
	}
	return errors.Join(faults...)
}

func (c *Config) families() (all []stats.Family) {
	for _, f := range c.Families {
		all = append(all, stats.Family(f))
	}
	return all
}

// named lists kinds by their names; the default, which is empty, has one of its own.
func named[K ~string](fallback string, kinds []K) []string {
	names := []string{fallback}
	for _, k := range kinds {
		if k != "" {
			names = append(names, string(k))
		}
	}
	return names
}

// statistics are the options of every analysis of the config, but for the families, which are of its measures.
func (c *Config) statistics() stats.Options {
	return stats.Options{
		Confidence: c.Confidence, Seed: c.Seed, Workers: c.workers(),
		Interval: stats.Bootstrap(c.Interval), Shrinkage: stats.Shrinkage(c.Shrinkage), Within: c.Within,
	}
}
