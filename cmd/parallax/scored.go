package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

// withScored calls do with the scored folder that a verb reads, the argument or else the config's out, and the plan to
// read it by: that of --config, else that of the folder's manifest.
func (f *flags) withScored(c *cobra.Command, s *settings, args []string, do func(p *experiment.Plan, dir string) error) error {
	load, dir := f.load(nil), ""
	if len(args) > 0 {
		dir = args[0]
	} else {
		config, err := load(nil)
		if err != nil {
			return err
		}
		dir = config.Out
	}
	if f.config == "" {
		before, err := experiment.ReadManifest(dir)
		if err != nil {
			return &usageError{err}
		}
		load = before.Config
	}
	p, err := s.plan(c, load)
	if err != nil {
		return err
	}
	return do(p, dir)
}
