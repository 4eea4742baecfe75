package main

import "parallax/experiment"

func (f *flags) scored(args []string) (dir string, load func(map[string]string) (*experiment.Config, error), err error) {
	load = f.load(nil)
	if len(args) > 0 {
		dir = args[0]
	} else {
		config, err := load(nil)
		if err != nil {
			return "", nil, err
		}
		dir = config.Out
	}
	if f.config != "" {
		return dir, load, nil
	}
	before, err := experiment.ReadManifest(dir)
	if err != nil {
		return "", nil, &usageError{err}
	}
	return dir, before.Config, nil
}
