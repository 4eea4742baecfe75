package main

import "parallax/evaluation"

// targetForm is how targets are judged.
const targetForm = `A sentence is a line of JSON whose spans, in code points, are targets: {"text": "Ruiz lied.", "spans": [{"type": "target",
"start": 0, "end": 4, "polarity": "negative"}]}; the polarity is negative, neutral or positive. Optional is
article (what the sentence was taken from, else its id up to the third underscore).`

var trainSentiment = lesson{
	task:  "sentiment",
	short: "Learn how sentences put their targets, as the embedded model news did",
	long: `sentiment learns the model news: a logistic regression that says how a sentence puts a target, and is blind to names. From
the same gold it comes out the same, byte for byte; from NewsMTSC it is the embedded one, polarity/model.bin.
A fifth of the articles is left out of the learning; parallax evaluate sentiment has the figures on it.

` + targetForm,
	example: "  parallax train sentiment --gold newsmtsc.jsonl.gz --out model.bin",
	writes:  "model `file`",
	learn: func(_ *flags, gold []string) (learnt, error) {
		sentences, err := evaluation.ReadTargets(gold...)
		if err != nil {
			return learnt{}, &usageError{err}
		}
		m, err := evaluation.TrainPolarity(sentences)
		if err != nil {
			return learnt{}, &usageError{err}
		}
		return modelOf(m.Bytes()), nil
	},
}
