package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func lexiconTestCommand(f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "test FILE…",
		Short: "Check lexicon files and run their examples",
		Long: `test loads each file as a run would: strictly, and with every example marked again. It prints every fault
with its file, line and column, and exits with 1 if there is one.

FILE may also be the name of a built-in lexicon.`,
		Example: "  parallax lexicon test mine.yaml",
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, files []string) error {
			faulty := false
			for _, file := range files {
				l, err := experiment.LoadLexicon(file)
				var unknown *experiment.ConfigError
				if errors.As(err, &unknown) {
					return err
				}
				if err != nil {
					faulty = true
					fmt.Fprintln(c.OutOrStdout(), err)
					continue
				}
				if !f.quiet {
					fmt.Fprintf(c.OutOrStdout(), "%s: %s %s, %d concepts, %d examples: ok\n", file, l.Name, l.Version, len(l.Concepts), len(l.Examples))
				}
			}
			if faulty {
				return errDifferent
			}
			return nil
		},
	}
}
