package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func countCommand(f *flags) *cobra.Command {
	var s settings
	var q experiment.CountQuery
	c := &cobra.Command{
		Use:     "count --lexicon FILE… CORPUS",
		GroupID: "measure",
		Short:   "Count the words of dictionaries in each article, as LIWC and quanteda do",
		Long: `count writes a table as CSV: one row an article, one column a category of the dictionaries, how often words of the
category occur in the article's text, its headline left out. It looks neither at who speaks nor at what is quoted.

Each category is counted as if it were alone; within a category the longest term counts where several begin at
one word, and none that overlaps it, as with quanteda's nested_scope = "key".

Where the words of a dictionary have weights or ratings (VADER, AFINN, tables), its columns hold the sum of the weights
of the words that occur, which may be negative; a word without one adds 1, always. Weights are whole numbers: where ratings
have decimals, all ratings of the dictionary are multiplied by 10, 100 or 1,000 after their decimals, and a
line on standard error says by how much. Divide the sums by that to have them on the scale of the ratings.
With --percent, a column is 100 times the count or the sum, divided by the words of the text.`,
		Example: `  parallax count --lexicon LIWC.dic articles/ > counts.csv
  parallax count --lexicon a.yml --lexicon b.csv --percent articles.jsonl > percent.csv`,
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := s.corpusEither(c, args, 0); err != nil {
				return err
			}
			if q.Corpus = s.corpus; q.Corpus == "" {
				return &usageError{fmt.Errorf("count: name the corpus, a file or folder of articles, or demo; see parallax count --help")}
			}
			if q.Workers < 0 {
				return &usageError{fmt.Errorf("--workers %d: want 0 or more", q.Workers)}
			}
			if q.Workers > 0 {
				runtime.GOMAXPROCS(q.Workers)
			} else {
				q.Workers = runtime.GOMAXPROCS(0)
			}
			done, err := experiment.Count(c.Context(), q, c.OutOrStdout(), func(s string) { fmt.Fprintln(c.ErrOrStderr(), s) })
			if err == nil && !f.quiet {
				fmt.Fprintln(c.ErrOrStderr(), done)
			}
			return err
		},
	}
	c.Flags().StringArrayVar(&q.Lexicons, "lexicon", nil, "dictionary `file` in any format that parallax lexicon import reads, or a built-in lexicon; may be repeated")
	s.hiddenCorpus(c)
	c.Flags().IntVar(&q.Workers, "workers", 0, "use `n` processor cores, 0 for all; never changes a result")
	c.Flags().BoolVar(&q.Percent, "percent", false, "per cent of the article's words instead of counts or sums of weights")
	return c
}
