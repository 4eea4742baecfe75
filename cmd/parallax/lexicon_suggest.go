package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func lexiconSuggestCommand(f *flags) *cobra.Command {
	var s settings
	var q experiment.SuggestQuery
	c := &cobra.Command{
		Use:   "suggest FILE",
		Short: "Find words in a corpus that the concepts of a lexicon may lack",
		Long: `suggest reads a corpus and lists candidates for each concept, with counts and sentences to judge them by:

  words with the stem of a term, which no term matches;
  words that stand among the same words as the matches of the concept do: vectors of positive pointwise mutual
  information with the commonest words within 5 words in the sentence, compared by cosine;
  words, and pairs of words, that one outlet has more of than the others in its own words in sentences with a
  match, by the log-odds ratio of parallax keyness. --by names a column of the articles to compare instead.

It never changes a file. Judge by the sentences: a word that stands among the same words may mean the contrary.`,
		Example: `  parallax lexicon suggest mine.yaml --corpus articles/ --concept deaths
  parallax lexicon suggest conflict --by section --top 20 --csv candidates.csv`,
		Args: arguments(cobra.RangeArgs(1, 2)),
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := s.corpusEither(c, args, 1); err != nil {
				return err
			}
			q.Lexicon = args[0]
			config, err := s.config(c, f.load(nil))
			if err != nil {
				return err
			}
			read, err := experiment.Suggest(c.Context(), config, q, c.OutOrStdout(), f.watch(c))
			if err == nil && !f.quiet {
				fmt.Fprintln(c.ErrOrStderr(), read)
			}
			return err
		},
	}
	s.add(c, "corpus", "workers", "seed")
	c.Flags().StringSliceVar(&q.Concepts, "concept", nil, "`concepts` to look for (default all)")
	c.Flags().StringVar(&q.By, "by", "outlet", "compare articles by outlet or by this `column`")
	c.Flags().IntVar(&q.Top, "top", 10, "list `n` candidates of each kind")
	c.Flags().IntVar(&q.Sample, "sample", 2, "show `n` sentences of each")
	c.Flags().StringVar(&q.CSV, "csv", "", "write a table to `file` too, a row for each sentence")
	return c
}
