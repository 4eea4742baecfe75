package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parallax/internal/nearest"
)

// A usageError is a wrong flag or argument.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

// arguments makes cobra's complaints about arguments usage errors that say what the verb takes, or which verb was
// probably meant.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		err := check(c, args)
		switch {
		case err == nil:
			return nil
		case !c.HasSubCommands():
			plural := "s"
			if len(args) == 1 {
				plural = ""
			}
			err = fmt.Errorf("want %s, found %d argument%s", strings.TrimSuffix(c.UseLine(), " [flags]"), len(args), plural)
		default:
			c.SuggestionsMinimumDistance = 2 // letters to change, at most
			if near := c.SuggestionsFor(args[0]); len(near) > 0 {
				err = fmt.Errorf("%w; did you mean %q?", err, near[0])
			}
		}
		return &usageError{fmt.Errorf("%w; see %s --help", err, c.CommandPath())}
	}
}

// wanted says, by the type of a flag, what may stand behind it.
var wanted = map[string]string{
	"int": "a whole number", "uint64": "a whole number, 0 or more", "float64": "a number", "bool": "true or false",
	"stringSlice": "names with commas between them",
}

// wrongFlag makes pflag's complaints usage errors that say what to write instead.
func wrongFlag(c *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	var name *pflag.NotExistError
	switch {
	case errors.As(err, &value) && wanted[value.GetFlag().Value.Type()] != "":
		err = fmt.Errorf("--%s %s: want %s", value.GetFlag().Name, value.GetValue(), wanted[value.GetFlag().Value.Type()])
	case errors.As(err, &name) && c.HasSubCommands() && c.Flags().NArg() > 0: // the verb before it is the slip
		return c.Args(c, c.Flags().Args())
	case errors.As(err, &name):
		var known []string
		c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		err = fmt.Errorf("%w%s", err, nearest.Guess("--"+name.GetSpecifiedName(), known))
	}
	return &usageError{fmt.Errorf("%w; see %s --help", err, c.CommandPath())}
}
