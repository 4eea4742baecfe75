package main

import (
	"github.com/spf13/cobra"

	"parallax/experiment"
)

// withScored calls do with the scored folder that a verb reads, the argument or else the config's out, and the plan to
// read it by.
func (f *flags) withScored(c *cobra.Command, s *settings, args []string, do func(p *experiment.Plan, dir string) error) error {
	dir := ""
	if len(args) > 0 {
		dir = args[0]
	} else {
		config, err := f.load(nil)(nil)
		if err != nil {
			return err
		}
		dir = config.Out
	}
	p, err := s.planOf(c, f, dir)
	if err != nil {
		return err
	}
	return do(p, dir)
}

// planOf is the plan to read a scored folder by: that of --config, else that of the folder's manifest.
func (s *settings) planOf(c *cobra.Command, f *flags, dir string) (*experiment.Plan, error) {
	if f.config != "" {
		return s.plan(c, f.load(nil))
	}
	before, err := experiment.ReadManifest(dir)
	if err != nil {
		return nil, &usageError{err}
	}
	return s.plan(c, before.Config)
}
