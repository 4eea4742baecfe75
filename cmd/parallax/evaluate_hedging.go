package main

import (
	"io"

	"parallax/evaluation"
	"parallax/experiment"
)

// goldForm is how sentences are annotated for hedging.
const goldForm = `A sentence is a line of JSON: {"text": "It may rain.", "uncertain": true}. Optional are id, article
(what the sentence was taken from, else its id up to the last hyphen) and corpus (else the name of the file).`

var evaluateHedging = yardstick{
	task:  "hedging",
	short: "Do the hedges tell uncertain sentences from certain ones?",
	long: `hedging compares sentences in which the lexicon hedges finds a cue with those that people have called uncertain.

` + goldForm,
	print: func(w io.Writer, p *experiment.Plan, gold []string) error {
		sentences, err := readGold(gold)
		if err != nil {
			return err
		}
		figures, err := evaluation.Hedging(p.Layers, sentences)
		if err != nil {
			return err
		}
		return evaluation.PrintHedging(w, figures)
	},
}

var evaluateScope = yardstick{
	task:  "scope",
	short: "Do hedges and negations reach as far as people say?",
	long: `scope takes cues as people have marked them, and compares the words that the rules say they bear on with those that
people say, marks left aside.

` + goldForm + `
Its spans are marked in code points: "spans": [{"type": "hedge_cue", "start": 3, "end": 6, "ref": "s1"},
{"type": "scope", "id": "s1", "start": 3, "end": 11}]; the other type of cue is negation_cue.`,
	print: func(w io.Writer, p *experiment.Plan, gold []string) error {
		sentences, err := readGold(gold)
		if err != nil {
			return err
		}
		figures, err := evaluation.Scopes(p.Layers, sentences)
		if err != nil {
			return err
		}
		return evaluation.PrintScopes(w, figures)
	},
}

// readGold makes a fault of the gold one of usage.
func readGold(paths []string) ([]evaluation.Sentence, error) {
	sentences, err := evaluation.ReadGold(paths...)
	if err != nil {
		return nil, &usageError{err}
	}
	return sentences, nil
}
