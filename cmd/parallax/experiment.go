package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func experimentCommand(f *flags) *cobra.Command {
	var s settings
	c := &cobra.Command{
		Use:     "experiment STUDY",
		GroupID: "trust",
		Short:   "Run one corpus under several lexicons or settings, and show how estimates move",
		Long: `experiment reads a study: a YAML file that names one measure and several specifications of it (another
lexicon, terms left out, another voice). One pass over the corpus counts for all of them. It writes a table
and a chart of how each outlet's estimate moves; with leave-one-out, a specification for each term of a
concept, and which differences between outlets change their sign.`,
		Example: "  parallax experiment examples/loaded-words/study.yaml --out results",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			study, err := experiment.LoadStudy(args[0])
			if err != nil {
				return err
			}
			p, err := s.plan(c, study.Load(f.config))
			if err != nil {
				return err
			}
			m, err := experiment.RunStudy(c.Context(), p, study, s.resume, f.watch(c))
			f.summarize(c, p, m, err)
			return err
		},
	}
	s.add(c, "corpus", "out", "workers", "seed", "set", "resume")
	return c
}
