package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parallax/experiment"
)

// A yardstick is a task of `parallax evaluate`: it compares the layers of a plan with gold files and prints its figures.
type yardstick struct {
	task, short, long string
	print             func(w io.Writer, p *experiment.Plan, gold []string) error
}

// yardsticks are the tasks, in the order of the help.
var yardsticks = []yardstick{evaluateAttribution, evaluateSources, evaluateHedging, evaluateScope, evaluateSentiment}

func evaluateCommand(f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:     "evaluate TASK",
		GroupID: "trust",
		Short:   "Say how well a model does on sentences that people have annotated",
		Long: `evaluate compares what the layers find with what people have marked, and prints precision, recall and F1 for each
corpus, with what would be right by chance beside them. The intervals (95 %) suppose sentences drawn at random; those
of one document hang together, so the truth is wider. Gold files are JSON lines: a sentence, or for attribution an article,
a line, with its text and what is marked in it; the help of each task says how.`,
		Args: arguments(cobra.NoArgs),
		RunE: help,
	}
	for _, e := range yardsticks {
		c.AddCommand(e.command(f))
	}
	return c
}

func (e yardstick) command(f *flags) *cobra.Command {
	var s settings
	var gold []string
	c := &cobra.Command{
		Use:     e.task + " --gold FILE…",
		Short:   e.short,
		Long:    e.long,
		Example: "  parallax evaluate " + e.task + " --gold mine.jsonl\n  parallax evaluate " + e.task + " --gold mine.jsonl --config my.yaml",
		RunE: func(c *cobra.Command, files []string) error {
			paths, err := goldFiles(c, gold, files)
			if err != nil {
				return err
			}
			p, err := s.plan(c, f.load(nil))
			if err != nil {
				return err
			}
			return e.print(c.OutOrStdout(), p, paths)
		},
	}
	goldFlag(c, &gold)
	s.add(c, "set")
	return c
}

func goldFlag(c *cobra.Command, gold *[]string) {
	c.Flags().StringArrayVar(gold, "gold", nil, "`file` of annotated sentences or articles; more may follow it")
}

// goldFiles are those after --gold: the shell gives all but the first as arguments.
func goldFiles(c *cobra.Command, gold, more []string) ([]string, error) {
	if len(gold) == 0 {
		return nil, &usageError{fmt.Errorf("%s wants --gold FILE…, the annotated sentences; see %[1]s --help", c.CommandPath())}
	}
	return append(gold, more...), nil
}
