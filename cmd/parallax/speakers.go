package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func speakersCommand(f *flags) *cobra.Command {
	var s settings
	var q experiment.SpeakersQuery
	c := &cobra.Command{
		Use:     "speakers [OUTLET ...]",
		GroupID: "look",
		Short:   "List the persons and organizations that each outlet ascribes most to",
		Long: `speakers finds who says what in every article of the corpus, and lists for each outlet the persons and
organizations with a name that it lets speak most: the share of all its attributions that is theirs, with the
interval over articles, and in how many articles they speak. Pronouns and "the minister" count for whom
they stand for. How concentrated the sources of an article are is among the measures of config.yaml, and
parallax annotate shows each attribution in its article.`,
		Example: `  parallax speakers
  parallax speakers "National Sentinel" --top 5
  parallax speakers --corpus articles/ --csv speakers.csv`,
		Args: arguments(cobra.ArbitraryArgs),
		RunE: func(c *cobra.Command, outlets []string) error {
			p, err := s.plan(c, f.load(nil))
			if err != nil {
				return err
			}
			q.Outlets = outlets
			read, err := experiment.Speakers(c.Context(), p, q, c.OutOrStdout(), f.watch(c))
			if err == nil && !f.quiet {
				fmt.Fprintln(c.ErrOrStderr(), read)
			}
			return err
		},
	}
	c.Flags().IntVar(&q.Top, "top", 10, "list `n` speakers of each outlet")
	c.Flags().StringVar(&q.CSV, "csv", "", "write them to `file` too, with every figure")
	s.add(c, "corpus", "workers", "seed", "set")
	return c
}
