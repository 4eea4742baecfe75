package main

import (
	"io"

	"parallax/evaluation"
	"parallax/experiment"
)

var evaluateSentiment = yardstick{
	task:  "sentiment",
	short: "Does the model news see how sentences put their targets?",
	long: `sentiment compares the model news with how people say that sentences put their targets, and beside it VADER and
cdipaolo/sentiment, which read the sentence whatever the target, and the majority class. macro-F1 is the mean
of the F1 of negative, neutral and positive.

` + targetForm,
	print: func(w io.Writer, p *experiment.Plan, gold []string) error {
		sentences, err := evaluation.ReadTargets(gold...)
		if err != nil {
			return &usageError{err}
		}
		all, heldOut, err := evaluation.Polarity(p.Layers, sentences)
		if err != nil {
			return err
		}
		return evaluation.PrintPolarity(w, all, heldOut)
	},
}
