package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"parallax"
)

func codebookCommand(f *flags) *cobra.Command {
	var s settings
	c := &cobra.Command{
		Use:     "codebook",
		GroupID: "look",
		Short:   "Print the codebook: every measure, feature, scale, lexicon and warning",
		Long: `codebook prints, in Markdown, what the config measures and how: every measure, every feature that can be
counted, the scales, the terms of each lexicon and what each warning means. Hand it on with the results.`,
		Example: `  parallax codebook > CODEBOOK.md
  parallax codebook --config my.yaml`,
		Args: arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			p, err := s.plan(c, f.load(nil))
			if err != nil {
				return err
			}
			return p.Codebook(c.OutOrStdout())
		},
	}
	s.add(c, "set")
	return c
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, and what it was built with",
		Args:  arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			revision := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = ", revision " + s.Value
					}
				}
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "parallax %s (%s%s)\n", parallax.Version, runtime.Version(), revision)
			return err
		},
	}
}
