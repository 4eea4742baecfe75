package main

import (
	"github.com/spf13/cobra"

	"parallax/evaluation"
	"parallax/experiment"
)

// attributedForm is how attributions are marked.
const attributedForm = `An article is a line of JSON whose spans, in code points, are linked to attributions: {"text": "“No,” said Ruiz.", "spans": [{"id":
"a", "start": 0, "end": 5}, {"id": "b", "start": 6, "end": 10}, {"id": "c", "start": 11, "end": 15}], "attributions":
[{"source": ["c"], "cue": ["b"], "content": ["a"]}]}. Or a folder of brat standoff: .ann files with spans
of the types Source, Cue and Content beside their .txt, tied by events or relations.`

func trainAttributionCommand(f *flags) *cobra.Command {
	var gold []string
	var out string
	c := &cobra.Command{
		Use:   "attribution --gold FILE…",
		Short: "Learn who says what, as the embedded model of attribution did",
		Long: `attribution learns the model that finds attributions beside the rules: which words are cues, and where source and
content begin and end. From the same gold it comes out the same, byte for byte; from PolNeAR it is the embedded
one, attribution/model.bin. Use your own as the setting attribution of the config. Some twenty articles are enough for a
model that beats the rules on articles like them.

` + attributedForm + `

Where articles have a split, those of the split "train" are learnt from.`,
		Example: `  parallax train attribution --gold mine.jsonl --out mine.bin
  parallax run --set attribution=mine.bin`,
		RunE: func(c *cobra.Command, files []string) error {
			paths, err := goldFiles(c, gold, files)
			if err != nil {
				return err
			}
			articles, err := evaluation.ReadAttributed(paths...)
			if err != nil {
				return &usageError{err}
			}
			config, err := f.load(nil)(map[string]string{"attribution": experiment.ByRules})
			if err != nil {
				return err
			}
			plan, err := experiment.NewPlan(config)
			if err != nil {
				return err
			}
			m, err := evaluation.TrainAttribution(plan.Layers, articles)
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
