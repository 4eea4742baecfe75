package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parallax/experiment"
	"parallax/internal/aside"
	"parallax/report"
)

func kwicCommand(f *flags) *cobra.Command {
	var s settings
	var q experiment.ConcordanceQuery
	var lexiconFiles []string
	var sentence, html bool
	var file string
	c := &cobra.Command{
		Use:     "kwic TERM|CONCEPT [CORPUS]",
		GroupID: "look",
		Short:   "Show a term or a concept in its contexts: a concordance",
		Long: `kwic lists every place where a term stands, keywords below each other, with voice, date, outlet and article.
What it is given is a concept of the lexicons (armed-actors), one of its variants (armed-actors.loaded), either
also with its lexicon (conflict/armed-actors), or else a pattern as terms are written: "death toll", "terror*",
"(kill|wound)ed", "=US". A word that is also the name of a concept is taken as a pattern in brackets: "(deaths)".
The last line on standard error says what it was taken as.

Hits are those that a run counts: furniture of the page is left out, exceptions and conditions of a lexicon hold.
With --sentence the keyword is marked as in a lexicon's examples. CSV begins with a byte order mark, for
spreadsheets; start and end count code points of the title or the text. A sample is drawn by a hash of article
and place: the same one for the same --seed.`,
		Example: `  parallax kwic "terror*"
  parallax kwic conflict/armed-actors.loaded articles/ --voice author,headline --sort right
  parallax kwic deaths articles.jsonl --lexicon mine.yaml --sentence --sample 50 --csv read-me.csv`,
		Args: arguments(cobra.RangeArgs(1, 2)),
		RunE: func(c *cobra.Command, args []string) error {
			if html && file != "" {
				return &usageError{fmt.Errorf("--html and --csv: want one of them")}
			}
			q.Of = args[0]
			if _, err := s.corpusEither(c, args, 1); err != nil {
				return err
			}
			if c.Flags().Changed("lexicon") {
				s.set = append(s.set, lexiconSetting(lexiconFiles))
			}
			if sentence {
				if c.Flags().Changed("words") {
					return &usageError{fmt.Errorf("--sentence and --words: want one of them")}
				}
				q.Words = 0
			} else if q.Words < 1 {
				return &usageError{fmt.Errorf("--words %d: below 1", q.Words)}
			}
			config, err := s.config(c, f.load(nil))
			if err != nil {
				return err
			}
			if err := config.CheckTable(file); err != nil {
				return err
			}
			write := func(out report.LineWriter) error {
				found, err := experiment.Concordance(c.Context(), config, q, out, f.watch(c))
				if err == nil && !f.quiet {
					fmt.Fprintln(c.ErrOrStderr(), found)
				}
				return err
			}
			switch out := c.OutOrStdout(); {
			case file == "-":
				return write(report.ConcordanceCSV(out))
			case file != "":
				return aside.Write(file, func(w io.Writer) error { return write(report.ConcordanceCSV(w)) })
			case html:
				return write(report.ConcordancePage(out, q.Of, sentence, config.Corpus == experiment.DemoCorpus))
			case sentence:
				return write(report.ConcordanceSentences(out))
			default:
				return write(report.ConcordanceText(out, len(config.Sides) > 0))
			}
		},
	}
	c.Flags().StringSliceVar(&lexiconFiles, "lexicon", nil, "`lexicons` whose concepts are known, instead of the config's: files, or names of built-in ones")
	c.Flags().IntVar(&q.Words, "words", 10, "show `n` words on each side")
	c.Flags().BoolVar(&sentence, "sentence", false, "show the whole sentence")
	c.Flags().IntVar(&q.Sample, "sample", 0, "show `n` hits, as good as drawn by lot")
	c.Flags().StringVar(&q.Sort, "sort", "", "`order` of the lines: by the words to the left or right of the keyword, or by article (default as in the corpus)")
	c.Flags().StringSliceVar(&q.Outlets, "outlet", nil, "`outlets` whose articles are searched")
	c.Flags().StringSliceVar(&q.Voices, "voice", nil, "`voices` whose words are searched")
	c.Flags().StringSliceVar(&q.Sides, "side", nil, "`sides` of the config whom the words are about, or none")
	c.Flags().StringVar(&file, "csv", "", "write a table to this `file`, or - for standard output")
	c.Flags().BoolVar(&html, "html", false, "print one HTML page instead of text")
	s.add(c, "workers", "seed", "set")
	s.hiddenCorpus(c)
	return c
}
