package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parallax/evaluation"
	"parallax/internal/aside"
)

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
	c.AddCommand(trainHedgingCommand(f), trainSentimentCommand(f), trainAttributionCommand(f))
	return c
}

func trainHedgingCommand(f *flags) *cobra.Command {
	var gold []string
	var out string
	c := &cobra.Command{
		Use:   "hedging --gold FILE…",
		Short: "Learn a list of hedge cues, as a lexicon to read and edit",
		Long: `hedging learns which words tell uncertain sentences from certain ones (greedy residual precision over runs of one to three
words) and writes them as a lexicon named hedges. Read it, edit it, and list it in the config, where it replaces the
built-in one. Its examples are sentences of the gold: pass it on only as you may pass on those.

On standard error stands what the list is worth on what it has not seen: each fifth of the documents is judged by a list learnt
from the others.

` + goldForm,
		Example: `  parallax train hedging --gold mine.jsonl --out mine.yaml
  parallax run --set 'lexicons=[conflict, mine.yaml]'`,
		RunE: func(c *cobra.Command, files []string) error {
			paths, err := goldFiles(c, gold, files)
			if err != nil {
				return err
			}
			sentences, err := readGold(paths)
			if err != nil {
				return err
			}
			lex, err := evaluation.TrainHedging(sentences)
			if err != nil {
				return &usageError{err}
			}
			if err := writeLearnt(c, out, lex.Write); err != nil || f.quiet {
				return err
			}
			heldOut, err := evaluation.HeldOut(sentences)
			if err != nil {
				return err
			}
			fmt.Fprintln(c.ErrOrStderr(), "On documents that the list was not learnt from:")
			return evaluation.PrintHedging(c.ErrOrStderr(), heldOut)
		},
	}
	goldFlag(c, &gold)
	c.Flags().StringVar(&out, "out", "", "lexicon `file` to write (default standard output)")
	return c
}

// writeLearnt writes what was learnt to a file, or to standard output where none is named.
func writeLearnt(c *cobra.Command, out string, write func(io.Writer) error) error {
	if out == "" {
		return write(c.OutOrStdout())
	}
	return aside.Write(out, write)
}

// bytesOf writes the bytes of a model.
func bytesOf(model []byte) func(io.Writer) error {
	return func(w io.Writer) error { _, err := w.Write(model); return err }
}
