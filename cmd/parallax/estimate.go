package main

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func estimateCommand(f *flags) *cobra.Command {
	return estimating(f, experiment.Estimate, false, &cobra.Command{
		Use:     "estimate DIR…",
		GroupID: "measure",
		Short:   "Merge scored folders into estimates, comparisons, charts and a report",
		Long: `estimate is the second half of run: it merges one or more scored folders and needs no corpus. Measures
and charts come from --config, else from the manifest of the first folder. The folders must be complete, and
scored with the same lexicons. With --out naming the one folder that is read, it becomes what run writes.`,
		Example: `  parallax estimate shard1 shard2 --out results
  parallax estimate shard1 --config other-measures.yaml --out other`,
	})
}

func chartCommand(f *flags) *cobra.Command {
	return estimating(f, experiment.Chart, true, &cobra.Command{
		Use:     "chart DIR…",
		GroupID: "measure",
		Short:   "Draw the charts of scored folders again",
		Long: `chart draws the charts alone, from the counts of one or more folders that run or score wrote: after a change
of the charts in the config, or to see a scored folder that has no charts yet. The charts of one folder go
into it, of several into the folder out.`,
		Example: `  parallax chart out
  parallax chart shard1 shard2 --out figures --set 'charts=[variants]'`,
	})
}

// estimating gives a command that reads scored folders its flags and its conduct. home says that it writes into
// the folder that it reads, where it is one and no other is asked for.
func estimating(f *flags, do experiment.Estimator, home bool, c *cobra.Command) *cobra.Command {
	var s settings
	c.Args = arguments(cobra.MinimumNArgs(1))
	c.RunE = func(c *cobra.Command, dirs []string) error {
		if home && len(dirs) == 1 {
			s.set = slices.Insert(s.set, 0, "out="+strconv.Quote(dirs[0])) // --set and --out go before it
		}
		p, err := s.planOf(c, f, dirs[0])
		if err != nil {
			return err
		}
		m, err := do(c.Context(), p, dirs)
		if err == nil {
			f.summarize(c, p, m, nil)
		}
		return err
	}
	s.add(c, "out", "workers", "seed", "set")
	if home {
		c.Flags().Lookup("out").Usage = "`folder` to draw into (default DIR, or \"out\" for several)"
	}
	return c
}
