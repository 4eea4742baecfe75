// Package parallax holds the built-in experiment: the config.yaml that a run uses where none is given.
// The parts of the program are the folders beside it; ARCHITECTURE.md is their map.
package parallax

import _ "embed"

// Version is the version of the program and of its output contract.
const Version = "0.1.0"

// Config is the built-in config.yaml.
//
//go:embed config.yaml
var Config []byte
