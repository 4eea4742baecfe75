package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

func agreementCommand() *cobra.Command {
	var level, table string
	var seed uint64
	c := &cobra.Command{
		Use:     "agreement FILE",
		GroupID: "trust",
		Short:   "Say how far coders agree who coded the same units",
		Long: `agreement reads what coders decided, by hand or by machine, and prints Krippendorff's alpha with its interval,
Gwet's AC, kappa (Cohen's for two coders, Fleiss' for more), raw agreement and how often each code was given.

FILE is CSV: a row for each unit, its ID first, then a column for each coder, empty where they did not code the
unit; or a row for each decision under the header unit,coder,code.`,
		Example: `  parallax agreement stance.csv --level ordinal
  parallax agreement sources.csv --csv agreement.csv`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			return experiment.Agreement(c.OutOrStdout(), args[0], level, table, seed)
		},
	}
	c.Flags().StringVar(&level, "level", "nominal", "`level` of the codes: nominal, ordinal, interval or ratio; all but nominal are numbers")
	c.Flags().StringVar(&table, "csv", "", "write the figures to a CSV `file` too")
	c.Flags().Uint64Var(&seed, "seed", 1, "seed `n` of the interval of alpha")
	return c
}
