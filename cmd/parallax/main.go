// Command parallax measures how news outlets word the same events. Each verb is one file; none holds logic.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/experiment"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait for what was finished to be written
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes of formats.md.
const (
	done        = 0
	different   = 1 // a check that was asked for found a difference, or --strict an unreadable article
	misused     = 2 // wrong usage, config or lexicon; nothing was written
	failed      = 3 // the run failed, with what and where
	interrupted = 130
)

// errDifferent is returned by a verb whose check found a difference, which it has printed.
var errDifferent = errors.New("a check found a difference")

// run is the whole command, so that tests can call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := command()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var config *experiment.ConfigError
	var usage *usageError
	switch {
	case err == nil:
		return done
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "parallax: interrupted")
		return interrupted
	case errors.Is(err, errDifferent):
		return different
	case errors.As(err, &config), errors.As(err, &usage):
		fmt.Fprintln(stderr, "parallax:", message(err))
		return misused
	default:
		fmt.Fprintln(stderr, "parallax:", message(err))
		return failed
	}
}

// message is what an error says, without the system call that failed: "a.txt: no such file", not "stat a.txt: no such file".
func message(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	return strings.Replace(err.Error(), path.Error(), path.Path+": "+path.Err.Error(), 1)
}

// flags are those that every verb takes.
type flags struct {
	config string
	quiet  bool
}

func command() *cobra.Command {
	var f flags
	root := &cobra.Command{
		Use:   "parallax",
		Short: "Measure how news outlets word the same events",
		Long: `parallax reads news articles from many outlets and measures how each words the same events: which of the
rival names for a thing it picks (terrorist, militant, fighter), how much it hedges, whom it quotes and
how strongly it attributes. Every figure comes with its interval, its n and its doubts, and leads back to
the sentences behind it.

  parallax run                          the whole product, on the embedded demo of invented articles
  parallax run --corpus my-articles     the same on a folder of .txt, .md, .jsonl or .csv
  parallax annotate --html a.txt        one article with voices, sources, cues, hedges and terms in colour
  parallax codebook                     what is measured, and how

Copy config.yaml to change measures and charts; write a lexicon to change the words.`,
		Version:       parallax.Version,
		Args:          arguments(cobra.NoArgs),
		RunE:          help,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetVersionTemplate("parallax {{.Version}}\n")
	root.SetFlagErrorFunc(wrongFlag)
	root.PersistentFlags().StringVar(&f.config, "config", "", "config `file` (default config.yaml here, else the built-in one)")
	root.PersistentFlags().BoolVar(&f.quiet, "quiet", false, "print results and errors only")
	root.AddGroup(
		&cobra.Group{ID: "measure", Title: "Measure:"},
		&cobra.Group{ID: "look", Title: "Look closer:"},
		&cobra.Group{ID: "trust", Title: "Try and reproduce:"})
	root.AddCommand(
		runCommand(&f), countCommand(&f), scoreCommand(&f), estimateCommand(&f), chartCommand(&f),
		compareCommand(&f), keynessCommand(&f), kwicCommand(&f), speakersCommand(&f), trendCommand(&f), mapCommand(&f), annotateCommand(&f), codebookCommand(&f), lexiconCommand(&f),
		storiesCommand(&f),
		experimentCommand(&f), trainCommand(&f), evaluateCommand(&f), agreementCommand(), verifyCommand(&f), versionCommand())
	root.CompletionOptions.HiddenDefaultCmd = false
	return root
}

// help is what a command does that only has verbs below it.
func help(c *cobra.Command, _ []string) error { return c.Help() }
