package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

func lexiconCoverageCommand(f *flags) *cobra.Command {
	var s settings
	var file string
	c := &cobra.Command{
		Use:   "coverage FILE… CORPUS",
		Short: "Count how often each term of lexicons is found in a corpus",
		Long: `coverage reads a corpus and says of each term how often it is counted, in whose voice, in how many articles and how
unevenly it is spread over them (Gries's DPnorm), which terms are never seen, and how often each outlet uses each
variant. The table of --csv has a column for each outlet.

FILE may also be the name of a built-in lexicon, and CORPUS may be demo.`,
		Example: `  parallax lexicon coverage conflict demo
  parallax lexicon coverage mine.yaml articles/ --csv coverage.csv`,
		Args: arguments(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			n := len(args)
			if !c.Flags().Changed("corpus") {
				n--
			}
			files, err := s.corpusEither(c, args, n)
			if err != nil {
				return err
			}
			if len(files) == 0 {
				return &usageError{fmt.Errorf("coverage: name the corpus behind the lexicons, a file or folder of articles, or demo; see parallax lexicon coverage --help")}
			}
			s.set = append(s.set, lexiconSetting(files))
			config, err := s.config(c, f.load(nil))
			if err != nil {
				return err
			}
			read, err := experiment.Coverage(c.Context(), config, file, c.OutOrStdout(), f.watch(c))
			if err == nil && !f.quiet {
				fmt.Fprintln(c.ErrOrStderr(), read)
			}
			return err
		},
	}
	c.Flags().StringVar(&file, "csv", "", "write a table to `file` too, a row for each term")
	s.add(c, "workers")
	s.hiddenCorpus(c)
	return c
}
