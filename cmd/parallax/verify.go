package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func verifyCommand(f *flags) *cobra.Command {
	var corpus string
	var workers int
	c := &cobra.Command{
		Use:     "verify DIR",
		GroupID: "trust",
		Short:   "Replay a run from its manifest and compare every file",
		Long: `verify reads DIR/manifest.json, checks that every file is still what the run wrote, carries the run out once
more in a temporary folder, and compares the bytes. It prints a line for each difference, with the likely
cause first, and exits with 1 if there is one.`,
		Example: `  parallax verify out
  parallax verify published/figure-3 --corpus ~/archive/articles`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			differences, err := experiment.Verify(c.Context(), args[0], corpus, workers, f.watch(c))
			if err != nil {
				return err
			}
			for _, d := range differences {
				fmt.Fprintln(c.OutOrStdout(), d)
			}
			if len(differences) > 0 {
				return errDifferent
			}
			if !f.quiet {
				fmt.Fprintf(c.OutOrStdout(), "%s: every file is reproduced\n", args[0])
			}
			return nil
		},
	}
	c.Flags().StringVar(&corpus, "corpus", "", "`path` where the corpus lies now, if it was moved")
	c.Flags().IntVar(&workers, "workers", 0, "use `n` processor cores, 0 for all")
	return c
}
