package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"parallax/experiment"
	"parallax/lexicons"
	"parallax/lexicons/formats"
)

func lexiconImportCommand(f *flags) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Turn the dictionary of another program into a lexicon",
		Long: `import prints a dictionary in the language of lexicons, and on standard error, line by line, what could not be
carried over. The format is told by the extension and the content of the file, or by --format:

` + formatList() + `
What no dictionary says of itself is filled in by what is known: write who made the list, under which licence, and
examples before you publish with it.`,
		Example: `  parallax lexicon import LIWC.dic > liwc.yaml
  parallax lexicon import words.txt --format list > words.yaml`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			lex, left, err := formats.OpenAs(args[0], format)
			f.tell(c.ErrOrStderr(), args[0], lex, left, "carried over")
			if err != nil {
				return &usageError{err}
			}
			return lex.Write(c.OutOrStdout())
		},
	}
	c.Flags().StringVar(&format, "format", "", "`name` of the format")
	return c
}

func lexiconExportCommand(f *flags) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "export FILE|NAME --format NAME",
		Short: "Write a lexicon as a dictionary of another program",
		Long: `export prints a lexicon, built-in or in any format that import reads, in another format, and on standard error
what that format has no room for. Alternatives are multiplied out; variants become categories below their concept.`,
		Example: `  parallax lexicon export conflict --format quanteda > conflict.yml
  parallax lexicon export LIWC.dic --format csv > liwc.csv`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			if format == "" {
				return &usageError{fmt.Errorf("export: name the format with --format (legal: %s)", strings.Join(formats.Names(), ", "))}
			}
			lex, left, err := experiment.OpenLexicon(args[0])
			if err != nil {
				return &usageError{err}
			}
			lost, err := formats.Write(c.OutOrStdout(), lex, format)
			f.tell(c.ErrOrStderr(), args[0], lex, append(left, lost...), "written")
			if err != nil {
				return &usageError{err}
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "", "`name` of the format")
	return c
}

// tell lists what was not carried over from or to a format, and sums up.
func (f *flags) tell(w io.Writer, file string, lex *lexicons.Lexicon, left []formats.Left, done string) {
	for _, l := range left {
		fmt.Fprintf(w, "%s: %s\n", file, l)
	}
	if lex == nil || f.quiet {
		return
	}
	terms := 0
	for _, c := range lex.Concepts {
		for _, v := range c.Variants {
			terms += len(v.Terms)
		}
	}
	how := "all " + done + " as they were"
	if len(left) > 0 {
		how = fmt.Sprintf("remarks on what is not %s as it was: %d", done, len(left))
	}
	fmt.Fprintf(w, "%s: %d concepts with %d terms, %s\n", file, len(lex.Concepts), terms, how)
}

// formatList is the part of the help that names the formats.
func formatList() string {
	var b strings.Builder
	for _, x := range formats.All {
		fmt.Fprintf(&b, "  %-11s %s\n", x.Name, strings.Join(x.Extensions, " "))
		fmt.Fprintf(&b, "              %s\n", x.Doc)
	}
	return b.String()
}
