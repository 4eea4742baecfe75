// Package pipeline composes stages and runs them over a corpus. It knows no linguistics.
//
// A stage is a value that declares what it requires. [New] orders stages by those declarations, so a wrong
// order is impossible, and leaves out whatever no counter asks for. [Run] streams articles through
// goroutine stages joined by bounded channels.
package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"parallax/counts"
)

// A Stage computes one thing about a document. Every Stage is a *[Layer] or a *[Counter].
type Stage interface {
	String() string
	doc() string
	requires() []Stage
	run(*Document) (any, error)
	release(any)
}

// A Layer is a stage whose result, for each document, is a T: its tokens, its sentences, its attributions.
// The result depends on the article and on the required layers alone.
type Layer[T any] struct {
	Name     string
	Doc      string // one line for help and codebook
	Requires []Stage
	Run      func(*Document) (T, error)
	Release  func(T) // takes back the memory of a result, for other documents; nil where it is left to the collector
}

func (l *Layer[T]) String() string                   { return l.Name }
func (l *Layer[T]) doc() string                      { return l.Doc }
func (l *Layer[T]) requires() []Stage                { return l.Requires }
func (l *Layer[T]) run(d *Document) (v any, e error) { return l.Run(d) }
func (l *Layer[T]) release(v any) {
	if l.Release != nil {
		l.Release(v.(T))
	}
}

// Of returns the layer of a document. It panics where the stage at work does not declare the layer in its
// Requires: the declaration cannot drift from the code.
func (l *Layer[T]) Of(d *Document) T {
	slot, planned := d.plan.slot[l]
	if !planned || d.caller != nil && !slices.Contains(d.caller.requires(), Stage(l)) {
		panic(fmt.Sprintf("stage %v reads layer %s but does not require it", d.caller, l.Name))
	}
	return d.layers[slot].(T)
}

// A Counter is the stage at the end of a chain of layers: it adds what a document contributes to the count
// table.
type Counter struct {
	Name     string
	Doc      string // one line for help and codebook
	Requires []Stage
	Features []FeatureDoc     // what it counts
	Known    []counts.Feature // those that match a glob with a star, but for the open ones
	Count    func(*Document, *counts.Row)
}

// A FeatureDoc describes the features that match a glob ("*" stands for one path element).
type FeatureDoc struct {
	Glob, Doc string
	Open      bool // articles alone tell what there is for the star: words, values
}

// Countable are the paths of all that the counter can count, globs for what is open.
func (c *Counter) Countable() []string {
	var paths []string
	for _, f := range c.Features {
		if f.Open || !strings.Contains(f.Glob, "*") {
			paths = append(paths, f.Glob)
		}
	}
	for _, f := range c.Known {
		paths = append(paths, string(f))
	}
	return paths
}

func (c *Counter) String() string    { return c.Name }
func (c *Counter) doc() string       { return c.Doc }
func (c *Counter) requires() []Stage { return c.Requires }
func (c *Counter) release(any)       {}
func (c *Counter) run(d *Document) (any, error) {
	c.Count(d, &d.row)
	return nil, nil
}
