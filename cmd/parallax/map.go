package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func mapCommand(f *flags) *cobra.Command {
	var s settings
	var ask experiment.MapQuery
	c := &cobra.Command{
		Use:     "map [DIR]",
		GroupID: "look",
		Short:   "Show which outlets are alike",
		Long: `map reads a scored folder (default: out, as in the config) and shows which outlets are alike: how far apart
each two are, with intervals and corrected for what chance gives small outlets, which form clusters and with
what support, and where they stand on a map.

Outlets are compared by which names they choose: of one concept, or of all in the lexicons of the config, each
concept taken apart, so that which things an outlet writes about does not count. With --measures they are
compared on all measures of the config together. Axes have no names: they show what differs most, whatever it is.`,
		Example: `  parallax map
  parallax map out --concept conflict/armed-actors --voice quoted
  parallax map out --measures --csv map.csv --png map.png`,
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			return f.withScored(c, &s, args, func(p *experiment.Plan, dir string) error {
				return experiment.Map(c.Context(), p, dir, ask, c.OutOrStdout())
			})
		},
	}
	c.Flags().StringVar(&ask.Concept, "concept", "", "`LEXICON/CONCEPT` to map (default: all concepts)")
	c.Flags().BoolVar(&ask.Measures, "measures", false, "map the measures of the config instead of concepts")
	c.Flags().StringVar(&ask.Voice, "voice", "", "`voice` whose words count: author, headline, indirect, quoted or scare (default author)")
	c.Flags().StringVar(&ask.CSV, "csv", "", "write the map to a CSV `file` too")
	c.Flags().StringVar(&ask.PNG, "png", "", "draw the map to a PNG `file` too")
	s.add(c, "workers", "seed", "set")
	return c
}
