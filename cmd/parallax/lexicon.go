package main

import "github.com/spf13/cobra"

func lexiconCommand(f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:     "lexicon",
		GroupID: "look",
		Short:   "Work on lexicons",
		Long: `A lexicon is a YAML file with the rival names for things: its concepts, their variants, the terms of each, and
examples that must and must not match. List it under lexicons in the config.`,
		Args: arguments(cobra.NoArgs),
		RunE: help,
	}
	c.AddCommand(lexiconTestCommand(f), lexiconLintCommand(f))
	return c
}
