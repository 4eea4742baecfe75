package main

import (
	"parallax/evaluation"
	"parallax/experiment"
)

// attributedForm is how attributions are marked.
const attributedForm = `An article is a line of JSON whose spans, in code points, are linked to attributions: {"text": "“No,” said Ruiz.", "spans": [{"id":
"a", "start": 0, "end": 5}, {"id": "b", "start": 6, "end": 10}, {"id": "c", "start": 11, "end": 15}], "attributions":
[{"source": ["c"], "cue": ["b"], "content": ["a"]}]}. Or a folder of brat standoff: .ann files with spans
of the types Source, Cue and Content beside their .txt, tied by events or relations.`

var trainAttribution = lesson{
	task:  "attribution",
	short: "Learn who says what, as the embedded model of attribution did",
	long: `attribution learns the model that finds attributions beside the rules: which words are cues, and where source and
content begin and end. From the same gold it comes out the same, byte for byte; from PolNeAR it is the embedded
one, attribution/model.bin. Use your own as the setting attribution of the config. Some twenty articles are enough for a
model that beats the rules on articles like them.

` + attributedForm + `

Where articles have a split, those of the split "train" are learnt from.`,
	example: `  parallax train attribution --gold mine.jsonl --out mine.bin
  parallax run --set attribution=mine.bin`,
	writes: "model `file`",
	learn: func(f *flags, gold []string) (learnt, error) {
		articles, err := evaluation.ReadAttributed(gold...)
		if err != nil {
			return learnt{}, &usageError{err}
		}
		config, err := f.load(nil)(map[string]string{"attribution": experiment.ByRules})
		if err != nil {
			return learnt{}, err
		}
		plan, err := experiment.NewPlan(config)
		if err != nil {
			return learnt{}, err
		}
		m, err := evaluation.TrainAttribution(plan.Layers, articles)
		if err != nil {
			return learnt{}, &usageError{err}
		}
		return modelOf(m.Bytes()), nil
	},
}
