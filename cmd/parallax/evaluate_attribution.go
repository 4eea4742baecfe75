package main

import (
	"io"

	"parallax/evaluation"
	"parallax/experiment"
)

var evaluateAttribution = yardstick{
	task:  "attribution",
	short: "Is who is said to have said what found as people mark it?",
	long: `attribution compares the attributions that are found with those that people have marked: cue, source, content, and the
whole. Only those that stand in no other are compared. Two are a pair where their cues share a word; a whole one is a pair
whose sources share a word and whose contents share half of the words that either has. Where the model learnt from some of the
articles, a second table has the figures on the others.

` + attributedForm,
	print: func(w io.Writer, p *experiment.Plan, gold []string) error {
		articles, err := evaluation.ReadAttributed(gold...)
		if err != nil {
			return &usageError{err}
		}
		all, unseen, err := evaluation.Attributions(p.Layers, articles)
		if err != nil {
			return err
		}
		return evaluation.PrintAttribution(w, all, unseen)
	},
}

var evaluateSources = yardstick{
	task:  "sources",
	short: "Are the types, stances and strengths of sources those that people code?",
	long: `sources compares type, stance and strength of sources with those that people have coded, for the coded attributions that are
found, and shows what was taken for what.

A source is a line of JSON: {"article": "a17", "source": [[23, 37]], "cue": [[38, 42]], "content": [[0, 22]],
"source_type": "named_person", "stance": "neutral", "strength": 5}, where article is the ID of an article. The articles are
read from the files after the first, else from the files of JSON lines beside it.`,
	print: func(w io.Writer, p *experiment.Plan, gold []string) error {
		coded, err := evaluation.ReadSources(gold[0])
		if err != nil {
			return &usageError{err}
		}
		articles, err := evaluation.ArticlesOf(coded, gold[0], gold[1:]...)
		if err != nil {
			return &usageError{err}
		}
		all, unseen, err := evaluation.JudgeSources(p.Layers, articles, coded)
		if err != nil {
			return err
		}
		return evaluation.PrintSources(w, all, unseen)
	},
}
