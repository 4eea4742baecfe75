package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func compareCommand(f *flags) *cobra.Command {
	var s settings
	var ask experiment.Comparing
	c := &cobra.Command{
		Use:     "compare A B [DIR]",
		GroupID: "look",
		Short:   "Set two outlets beside each other, pooled and within the stories that both cover",
		Long: `compare reads a folder that run or score wrote (default: out of the config) and lists for outlets A and B, on every
measure: their values, the difference A − B, what of it remains where the story is held fixed, what comes of
covering other stories, the ratio, and Cliff's delta. Intervals are over articles, tests permute articles.`,
		Example: `  parallax compare "Daily Beacon" "Capital Observer"
  parallax compare BBC NPR results --measure loaded-names --terms --csv bbc-npr.csv`,
		Args: arguments(cobra.RangeArgs(2, 3)),
	}
	c.Flags().StringArrayVar(&ask.Measures, "measure", nil, "only the measure of this `name` (may be repeated)")
	c.Flags().BoolVar(&ask.Terms, "terms", false, "also list which terms make each difference, and the difference without them")
	c.Flags().StringVar(&ask.CSV, "csv", "", "also write the contrasts to a `file`")
	s.add(c, "workers", "seed", "set")
	c.RunE = func(c *cobra.Command, args []string) error {
		ask.A, ask.B = args[0], args[1]
		return f.withScored(c, &s, args[2:], func(p *experiment.Plan, dir string) error {
			return experiment.Compare(c.Context(), p, dir, ask, c.OutOrStdout())
		})
	}
	return c
}
