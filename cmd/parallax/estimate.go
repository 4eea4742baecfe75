package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func estimateCommand(f *flags) *cobra.Command {
	return estimating(f, experiment.Estimate, &cobra.Command{
		Use:     "estimate DIR…",
		GroupID: "measure",
		Short:   "Merge scored folders into estimates, comparisons, charts and a report",
		Long: `estimate is the second half of run: it merges one or more scored folders and needs no corpus. Measures
and charts come from --config, else from the manifest of the first folder.`,
		Example: "  parallax estimate shard1 shard2 --out results",
	})
}

func chartCommand(f *flags) *cobra.Command {
	return estimating(f, experiment.Chart, &cobra.Command{
		Use:     "chart DIR…",
		GroupID: "measure",
		Short:   "Draw the charts of scored folders again",
		Long:    "chart draws the charts alone, from the counts of one or more folders that run or score wrote.",
		Example: "  parallax chart out --out figures --set 'charts=[variants]'",
	})
}

// estimating gives a command that reads scored folders its flags and its conduct.
func estimating(f *flags, do experiment.Estimator, c *cobra.Command) *cobra.Command {
	var s settings
	c.Args = arguments(cobra.MinimumNArgs(1))
	c.RunE = func(c *cobra.Command, dirs []string) error {
		load := f.load(nil)
		if f.config == "" {
			before, err := experiment.ReadManifest(dirs[0])
			if err != nil {
				return &usageError{err}
			}
			load = before.Config
		}
		p, err := s.plan(c, load)
		if err != nil {
			return err
		}
		m, err := do(c.Context(), p, dirs)
		if err == nil && !f.quiet {
			fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", p.Config.Out, m.Summary())
		}
		return err
	}
	s.add(c, "out", "workers", "seed", "set")
	return c
}
