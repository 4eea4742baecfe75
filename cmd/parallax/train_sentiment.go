package main

import (
	"github.com/spf13/cobra"

	"parallax/evaluation"
)

// targetForm is how targets are judged.
const targetForm = `A sentence is a line of JSON whose spans, in code points, are targets: {"text": "Ruiz lied.", "spans": [{"type": "target",
"start": 0, "end": 4, "polarity": "negative"}]}; the polarity is negative, neutral or positive. Optional is
article (what the sentence was taken from, else its id up to the third underscore).`

func trainSentimentCommand(f *flags) *cobra.Command {
	var gold []string
	var out string
	c := &cobra.Command{
		Use:   "sentiment --gold FILE…",
		Short: "Learn how sentences put their targets, as the embedded model news did",
		Long: `sentiment learns the model news: a logistic regression that says how a sentence puts a target, and is blind to names. From
the same gold it comes out the same, byte for byte; from NewsMTSC it is the embedded one, polarity/model.bin.
A fifth of the articles is left out of the learning; parallax evaluate sentiment has the figures on it.

` + targetForm,
		Example: "  parallax train sentiment --gold newsmtsc.jsonl.gz --out model.bin",
		RunE: func(c *cobra.Command, files []string) error {
			paths, err := goldFiles(c, gold, files)
			if err != nil {
				return err
			}
			sentences, err := evaluation.ReadTargets(paths...)
			if err != nil {
				return &usageError{err}
			}
			m, err := evaluation.TrainPolarity(sentences)
			if err != nil {
				return &usageError{err}
			}
			return writeLearnt(c, out, bytesOf(m.Bytes()))
		},
	}
	goldFlag(c, &gold)
	c.Flags().StringVar(&out, "out", "", "model `file` to write (default standard output)")
	return c
}
