package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func trendCommand(f *flags) *cobra.Command {
	var s settings
	var ask experiment.TrendQuery
	c := &cobra.Command{
		Use:     "trend [DIR]",
		GroupID: "look",
		Short:   "Follow measures week by week: trends, change points, events",
		Long: `trend reads the counts of a folder that run or score wrote (default the config's out) and follows each measure
by ISO week: a local regression with its band, the weeks from which the level is another, and how outlets
changed at the events that you name, by themselves and against the other outlets. Articles whose date is not
exact to the day are in no week; the table says how many.

Name events before you look at the series: a date that was picked because something moves there has no p.`,
		Example: `  parallax trend out --measure loaded-names --voice author
  parallax trend out --event 2023-11-24=truce --event 2024-01-26 --window 7
  parallax trend out --measure hedged-sentences --csv weeks.csv --png weeks.png`,
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			return f.withScored(c, &s, args, func(p *experiment.Plan, dir string) error {
				return experiment.Trend(c.Context(), p, dir, ask, c.OutOrStdout())
			})
		},
	}
	flags := c.Flags()
	flags.StringArrayVar(&ask.Measures, "measure", nil, "follow the measure `NAME` (default all); may be repeated")
	flags.StringArrayVar(&ask.Outlets, "outlet", nil, "show the outlet `NAME` (default all); may be repeated")
	flags.StringVar(&ask.Voice, "voice", "", "in the `voice` author, headline, indirect, quoted, scare or all, instead of the measure's")
	flags.StringArrayVar(&ask.Events, "event", nil, "show the change at `DATE[=NAME]`, as in 2023-11-24=truce; may be repeated")
	flags.IntVar(&ask.Window, "window", 14, "`days` on either side of an event")
	flags.StringVar(&ask.CSV, "csv", "", "also write the weekly series to `FILE`")
	flags.StringVar(&ask.PNG, "png", "", "also draw the one measure and voice that is asked for into `FILE`")
	s.add(c, "workers", "seed", "set")
	return c
}
