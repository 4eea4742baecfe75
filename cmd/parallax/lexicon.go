package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

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
	c.AddCommand(lexiconTestCommand(f), lexiconLintCommand(f), lexiconCoverageCommand(f), lexiconDiffCommand(f), lexiconSuggestCommand(f),
		lexiconImportCommand(f), lexiconExportCommand(f))
	return c
}

// lexiconSetting puts lexicons, files or the names of built-in ones, in the place of the config's.
func lexiconSetting(refs []string) string {
	quoted := make([]string, len(refs))
	for i, ref := range refs {
		quoted[i] = strconv.Quote(ref)
	}
	return "lexicons=[" + strings.Join(quoted, ", ") + "]"
}
