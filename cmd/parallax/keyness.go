package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func keynessCommand(f *flags) *cobra.Command {
	var s settings
	var q experiment.KeynessQuery
	c := &cobra.Command{
		Use:     "keyness [OUTLET [OUTLET]]",
		GroupID: "look",
		Short:   "List the words that set an outlet apart from the others, or from another",
		Long: `keyness counts every word of the corpus, or every run of up to three words, and lists those that an outlet
has more of than the mean of all others, each of which weighs the same; with two outlets, those that each
has more of than the other; without any, those of each outlet.

The measure is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), its
interval and ζ are over articles, since tokens come in clusters: tests that take them for independent, as the
G² of other tools does, find a difference in a third of all words that have none. G², %DIFF and BIC stand in
the CSV for comparison with such tools. A word that one article has most of is marked as a burst.

Only words in the given voices count: by default the author's own, not those of quoted sources.`,
		Example: `  parallax keyness
  parallax keyness "National Sentinel" --top 10
  parallax keyness "National Sentinel" "Public Record" --ngrams 2 --csv words.csv
  parallax keyness --corpus articles/ --voice quoted,indirect`,
		Args: arguments(cobra.MaximumNArgs(2)),
		RunE: func(c *cobra.Command, outlets []string) error {
			p, err := s.plan(c, f.load(nil))
			if err != nil {
				return err
			}
			switch len(outlets) {
			case 2:
				q.Against = outlets[1]
				fallthrough
			case 1:
				q.Outlet = outlets[0]
			}
			return experiment.Keyness(c.Context(), p, q, c.OutOrStdout(), f.watch(c))
		},
	}
	c.Flags().StringSliceVar(&q.Voices, "voice", []string{"author"}, "`voices` whose words count, or all")
	c.Flags().IntVar(&q.Length, "ngrams", 1, "count runs of up to `n` words, at most 3")
	c.Flags().IntVar(&q.Top, "top", 20, "list `n` words for each side")
	c.Flags().IntVar(&q.MinArticles, "min-articles", 3, "list words that stand in `n` articles or more")
	c.Flags().StringVar(&q.CSV, "csv", "", "write the words to `file` too, with every figure")
	s.add(c, "corpus", "workers", "seed", "set")
	return c
}
