package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parallax/evaluation"
	"parallax/internal/aside"
)

// A lesson is a task of `parallax train`: it learns from gold files what is then written.
type lesson struct {
	task, short, long, example string
	writes                     string // what --out says: kind and `placeholder`
	learn                      func(f *flags, gold []string) (learnt, error)
}

// What is learnt knows how to write itself and, where report is not nil, to say what it is worth.
type learnt struct {
	write, report func(io.Writer) error
}

// lessons are the tasks, in the order of the help.
var lessons = []lesson{trainHedging, trainSentiment, trainAttribution}

func trainCommand(f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:     "train MODEL",
		GroupID: "trust",
		Short:   "Learn a model from sentences that people have annotated",
		Long: `train learns from annotated sentences what the built-in models learnt from others. Nothing is drawn at random: the same
sentences give the same bytes.`,
		Args: arguments(cobra.NoArgs),
		RunE: help,
	}
	for _, l := range lessons {
		c.AddCommand(l.command(f))
	}
	return c
}

func (l lesson) command(f *flags) *cobra.Command {
	var gold []string
	var out string
	c := &cobra.Command{
		Use:     l.task + " --gold FILE…",
		Short:   l.short,
		Long:    l.long,
		Example: l.example,
		RunE: func(c *cobra.Command, files []string) error {
			paths, err := goldFiles(c, gold, files)
			if err != nil {
				return err
			}
			learnt, err := l.learn(f, paths)
			if err != nil {
				return err
			}
			if out == "" {
				err = learnt.write(c.OutOrStdout())
			} else {
				err = aside.Write(out, learnt.write)
			}
			if err != nil || f.quiet || learnt.report == nil {
				return err
			}
			return learnt.report(c.ErrOrStderr())
		},
	}
	goldFlag(c, &gold)
	c.Flags().StringVar(&out, "out", "", l.writes+" to write (default standard output)")
	return c
}

// modelOf is a model that was learnt, as the bytes of its file.
func modelOf(file []byte) learnt {
	return learnt{write: func(w io.Writer) error { _, err := w.Write(file); return err }}
}

var trainHedging = lesson{
	task:  "hedging",
	short: "Learn a list of hedge cues, as a lexicon to read and edit",
	long: `hedging learns which words tell uncertain sentences from certain ones (greedy residual precision over runs of one to three
words) and writes them as a lexicon named hedges. Read it, edit it, and list it in the config, where it replaces the
built-in one. Its examples are sentences of the gold: pass it on only as you may pass on those.

On standard error stands what the list is worth on what it has not seen: each fifth of the documents is judged by a list learnt
from the others.

` + goldForm,
	example: `  parallax train hedging --gold mine.jsonl --out mine.yaml
  parallax run --set 'lexicons=[conflict, mine.yaml]'`,
	writes: "lexicon `file`",
	learn: func(_ *flags, gold []string) (learnt, error) {
		sentences, err := readGold(gold)
		if err != nil {
			return learnt{}, err
		}
		lex, err := evaluation.TrainHedging(sentences)
		if err != nil {
			return learnt{}, &usageError{err}
		}
		report := func(w io.Writer) error {
			heldOut, err := evaluation.HeldOut(sentences)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, "On documents that the list was not learnt from:")
			return evaluation.PrintHedging(w, heldOut)
		}
		return learnt{lex.Write, report}, nil
	},
}
