package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func lexiconDiffCommand(f *flags) *cobra.Command {
	var s settings
	var sample int
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "Show what changed between two versions of a lexicon, and what that does to a corpus",
		Long: `diff lists the concepts, variants, terms and examples that were added (+), removed (-), moved (>) or changed (~:
exceptions, conditions, voices, weights, definitions). With --corpus it also counts the hits of each variant under
both versions and shows some of the sentences that are gained and lost.

A and B are files, or names of built-in lexicons.`,
		Example: `  parallax lexicon diff conflict mine.yaml
  parallax lexicon diff old.yaml new.yaml --corpus articles/ --sample 10`,
		Args: arguments(cobra.RangeArgs(2, 3)),
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := s.corpusEither(c, args, 2); err != nil {
				return err
			}
			config, err := s.config(c, f.load(nil))
			if err != nil {
				return err
			}
			return experiment.Diff(c.Context(), config, args[0], args[1], c.Flags().Changed("corpus"), sample, c.OutOrStdout(), f.watch(c))
		},
	}
	s.add(c, "corpus", "workers", "seed")
	c.Flags().IntVar(&sample, "sample", 3, "show `n` of the hits that each variant gains and loses")
	return c
}
