package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parallax/experiment"
	"parallax/lexicons"
)

func lexiconLintCommand(f *flags) *cobra.Command {
	var s settings
	var codes strings.Builder
	for _, c := range lexicons.LintCodes {
		kind := "hint "
		if c.Fault {
			kind = "fault"
		}
		fmt.Fprintf(&codes, "  %-15s %s  %s\n", c.Code, kind, c.Doc)
	}
	c := &cobra.Command{
		Use:   "lint FILE…",
		Short: "Look for mistakes in lexicons that load",
		Long: `lint reads lexicons and says what is probably a mistake, one finding a line with its place. With --corpus it also
looks how the terms fare in articles. It exits with 1 if there is a fault; a hint may be as you want it.

` + codes.String(),
		Example: `  parallax lexicon lint mine.yaml
  parallax lexicon lint mine.yaml --corpus articles/`,
		Args: arguments(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, files []string) error {
			config, err := s.config(c, f.load(nil))
			if err != nil {
				return err
			}
			faulty, err := experiment.Lint(c.Context(), files, config, c.Flags().Changed("corpus"), c.OutOrStdout(), f.watch(c))
			if err == nil && faulty {
				return errDifferent
			}
			return err
		},
	}
	s.add(c, "corpus", "workers")
	return c
}
