package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

// settings are the flags that change settings of the config.
type settings struct {
	corpus, out string
	workers     int
	seed        uint64
	set         []string
	resume      bool
	strict      bool
}

func (s *settings) add(c *cobra.Command, names ...string) {
	for _, name := range names {
		switch name {
		case "corpus":
			c.Flags().StringVar(&s.corpus, name, "", "`path` of a file or folder of articles, or demo")
		case "out":
			c.Flags().StringVar(&s.out, name, "", "`folder` to write (default \"out\")")
		case "workers":
			c.Flags().IntVar(&s.workers, name, 0, "use `n` processor cores, 0 for all; never changes a result")
		case "seed":
			c.Flags().Uint64Var(&s.seed, name, 0, "seed `n` of every random draw (default 1)")
		case "set":
			c.Flags().StringArrayVar(&s.set, name, nil, "`key=value` goes before the config; the value is YAML; may be repeated")
		case "resume":
			c.Flags().BoolVar(&s.resume, name, false, "go on where an interrupted run stopped")
		case "strict":
			c.Flags().BoolVar(&s.strict, name, false, "exit with 1 if any article was left out")
		}
	}
}

// corpusEither lets a verb take the corpus behind its other arguments and as --corpus, whichever its help names. It returns
// the other arguments, of which there are n.
func (s *settings) corpusEither(c *cobra.Command, args []string, n int) ([]string, error) {
	flag := c.Flags().Lookup("corpus")
	switch {
	case len(args) <= n:
		return args, nil
	case flag.Changed:
		return nil, &usageError{fmt.Errorf("two corpora: %s, and --corpus %s", args[n], s.corpus)}
	}
	return args[:n], c.Flags().Set(flag.Name, args[n])
}

// hiddenCorpus adds --corpus to a verb whose help names it as an argument.
func (s *settings) hiddenCorpus(c *cobra.Command) {
	s.add(c, "corpus")
	c.Flags().Lookup("corpus").Hidden = true
}

// plan reads the config with the flags put before it, and checks it whole.
func (s *settings) plan(c *cobra.Command, load func(set map[string]string) (*experiment.Config, error)) (*experiment.Plan, error) {
	config, err := s.config(c, load)
	if err != nil {
		return nil, err
	}
	return experiment.NewPlan(config)
}

// config reads the config with the flags put before it.
func (s *settings) config(c *cobra.Command, load func(set map[string]string) (*experiment.Config, error)) (*experiment.Config, error) {
	set := map[string]string{}
	for _, kv := range s.set {
		key, value, ok := strings.Cut(kv, "=")
		if !ok {
			return nil, &usageError{fmt.Errorf("--set %s: want key=value", kv)}
		}
		set[key] = value
	}
	for flag, value := range map[string]string{
		"corpus": strconv.Quote(s.corpus), "out": strconv.Quote(s.out),
		"workers": strconv.Itoa(s.workers), "seed": strconv.FormatUint(s.seed, 10),
	} {
		if c.Flags().Changed(flag) {
			set[flag] = value
		}
	}
	config, err := load(set)
	if err != nil {
		return nil, err
	}
	if config.Workers > 0 {
		runtime.GOMAXPROCS(config.Workers) // reading and writing too: N workers use N cores
	}
	config.Tell = func(line string) { fmt.Fprintln(c.ErrOrStderr(), line) }
	return config, nil
}

// load reads the config that an argument or --config names.
func (f *flags) load(args []string) func(map[string]string) (*experiment.Config, error) {
	path := f.config
	if len(args) > 0 {
		path = args[0]
	}
	return func(set map[string]string) (*experiment.Config, error) { return experiment.LoadConfig(path, set) }
}

func runCommand(f *flags) *cobra.Command {
	return scoring(f, experiment.Run, &cobra.Command{
		Use:     "run [CONFIG]",
		GroupID: "measure",
		Short:   "Read a corpus and write estimates, comparisons, charts and a report",
		Long: `run reads the corpus, counts what each article contains, and turns the counts into estimates with
intervals, comparisons with tests, charts and a report. Without arguments it uses config.yaml in the
current folder, else the built-in config, which reads the embedded demo of invented articles.

The folder that it writes also holds manifest.json: what went in, by hash. The same inputs give the same
bytes on any number of workers; parallax verify checks that. After Ctrl-C what was finished is kept, and the
same command with --resume goes on.

An article that cannot be read is a row of excluded.csv with the reason, and the run goes on. Settings can
also be given in the environment: PARALLAX_SEED=7.`,
		Example: `  parallax run
  parallax run --corpus articles/ --out results
  parallax run my.yaml --set 'lexicons=[conflict, mine.yaml]' --seed 7`,
	})
}

func scoreCommand(f *flags) *cobra.Command {
	return scoring(f, experiment.Score, &cobra.Command{
		Use:     "score [CONFIG]",
		GroupID: "measure",
		Short:   "Read a corpus and write its counts: what one shard does",
		Long: `score is the first half of run: it writes articles, counts, sampled evidence and what was left out.
Score the parts of a large corpus apart, on one machine or many, and hand the folders to estimate. After
Ctrl-C what was finished is kept, and the same command with --resume goes on.`,
		Example: `  parallax score --corpus part1.jsonl --out shard1
  parallax score --corpus part2.jsonl --out shard2
  parallax estimate shard1 shard2 --out results`,
	})
}

// scoring gives a command that reads a corpus its flags and its conduct.
func scoring(f *flags, do func(context.Context, *experiment.Plan, bool, experiment.Watch) (*experiment.Manifest, error), c *cobra.Command) *cobra.Command {
	var s settings
	c.Args = arguments(cobra.MaximumNArgs(1))
	c.RunE = func(c *cobra.Command, args []string) error {
		p, err := s.plan(c, f.load(args))
		if err != nil {
			return err
		}
		m, err := do(c.Context(), p, s.resume, f.watch(c))
		f.summarize(c, p, m, err)
		if err == nil && s.strict && len(m.Excluded) > 0 {
			fmt.Fprintf(c.ErrOrStderr(), "parallax: --strict, and articles were left out: see %s\n", filepath.Join(p.Config.Out, "excluded.csv"))
			return errDifferent
		}
		return err
	}
	s.add(c, "corpus", "out", "workers", "seed", "set", "resume", "strict")
	return c
}

// summarize says how many articles were scored and how many left out, and why, if the run has come to its end
// or was interrupted.
func (f *flags) summarize(c *cobra.Command, p *experiment.Plan, m *experiment.Manifest, err error) {
	stopped := errors.Is(err, context.Canceled) && m != nil
	if (err == nil || stopped) && !f.quiet {
		fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", p.Config.Out, m.Summary())
	}
	if stopped {
		fmt.Fprintln(c.ErrOrStderr(), "what was finished is kept; the same command with --resume goes on")
	}
}
