package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
	"parallax/internal/aside"
	"parallax/stories"
)

func storiesCommand(f *flags) *cobra.Command {
	var s settings
	var days int
	var similarity float64
	var file string
	c := &cobra.Command{
		Use:     "stories [CONFIG]",
		GroupID: "look",
		Short:   "Find the stories that several outlets cover",
		Long: `stories groups the articles of the corpus by the event or development they cover, so that outlets can be
compared on the same story. Two articles are matched if they were published within a few days of each other,
name the same people or places, and their headlines and leads are alike in words. The terms of the lexicons do
not count: they are what is compared within a story.

The table goes to standard output: an article a row, with its story and how close it is to the story's centre
(low where it hardly belongs). Articles in no story are left out. Read it before you use it: merge stories by
giving them one name, split them, delete lines. Then name the file in the config, stories: stories.csv; it goes
before what the corpus says. How many stories each pair of outlets shares goes to standard error.`,
		Example: `  parallax stories --corpus articles.jsonl > stories.csv
  parallax run --corpus articles.jsonl --set stories=stories.csv`,
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			if days < 0 {
				return &usageError{fmt.Errorf("--days %d: below 0", days)}
			}
			if !(similarity > 0 && similarity <= 1) {
				return &usageError{fmt.Errorf("--similarity %v: want more than 0 and at most 1", similarity)}
			}
			p, err := s.plan(c, f.load(args))
			if err != nil {
				return err
			}
			if err := p.Config.CheckTable(file); err != nil {
				return err
			}
			found, err := experiment.Stories(c.Context(), p, days, similarity)
			if err != nil {
				return err
			}
			if file != "" {
				err = aside.Write(file, found.Write)
			} else {
				err = found.Write(c.OutOrStdout())
			}
			if err != nil || f.quiet {
				return err
			}
			return found.Listing().Write(c.ErrOrStderr())
		},
	}
	s.add(c, "corpus", "set")
	c.Flags().IntVar(&days, "days", stories.Days, "match articles at most `n` days apart")
	c.Flags().Float64Var(&similarity, "similarity", stories.Similarity, "match articles whose `cosine` is at least this, from 0 to 1")
	c.Flags().StringVar(&file, "csv", "", "write the table to this `file`, not to standard output")
	return c
}
