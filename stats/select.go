package stats

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parallax/counts"
)

// Selects reports whether any of the measures counts the feature, so that a table can be read without the
// features that none needs.
func Selects(measures []Measure, f counts.Feature) bool {
	return slices.ContainsFunc(measures, func(m Measure) bool { return m.Of.selects(f) || m.Per.selects(f) })
}

func (s Selection) selects(f counts.Feature) bool {
	named := func(glob string) bool { return match(glob, string(f)) }
	return slices.ContainsFunc(s.Features, named) && !slices.ContainsFunc(s.Except, named)
}

// match reports whether a path is among those that a glob names: "**" stands for any number of path
// elements, none included; "*" for one element or a part of one.
func match(glob, path string) bool {
	g, globs, more := strings.Cut(glob, "/")
	if g == "**" {
		if !more {
			return true
		}
		for {
			if match(globs, path) {
				return true
			}
			var deeper bool
			if _, path, deeper = strings.Cut(path, "/"); !deeper {
				return false
			}
		}
	}
	p, paths, deeper := strings.Cut(path, "/")
	if !matchElement(g, p) {
		return false
	}
	if more && !deeper {
		return globs == "**"
	}
	return more == deeper && (!more || match(globs, paths))
}

func matchElement(glob, element string) bool {
	before, after, star := strings.Cut(glob, "*")
	if !star {
		return glob == element
	}
	rest, ok := strings.CutPrefix(element, before)
	if !ok {
		return false
	}
	for i := range len(rest) + 1 {
		if matchElement(after, rest[i:]) {
			return true
		}
	}
	return false
}

// level is the whole number that ends a feature's path: attribution/strength/4 is of level 4.
func level(f counts.Feature) (int64, bool) {
	n, err := strconv.ParseInt(string(f[strings.LastIndexByte(string(f), '/')+1:]), 10, 32)
	return n, err == nil
}

// Check reports every fault of a measure that shows without a corpus, without its name.
func (m Measure) Check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if m.Name == "" {
		fault("name: a measure needs one")
	}
	if strings.TrimSpace(m.Doc) == "" {
		fault("doc: a measure without its one-line description does not load")
	}
	if !slices.Contains(Units, m.Unit) {
		fault("unit: unknown unit %q; units are %v", m.Unit, Units)
	}
	switch {
	case !m.AllVoices && len(m.Voices) == 0:
		fault("voice: name the voices, such as author, or all")
	case m.AllVoices && len(m.Voices) > 0:
		fault("voice: all stands alone")
	}
	for part, voices := range map[string][]counts.Voice{"voice": m.Voices, "of-voice": m.Of.Voices, "per-voice": m.Per.Voices} {
		if repeated(voices) {
			fault("%s: %v names a voice twice", part, voices)
		}
	}
	for _, part := range []struct {
		name string
		Selection
	}{{"of", m.Of}, {"per", m.Per}} {
		if len(part.Features) == 0 {
			fault("%s: names no feature; a measure is a ratio of two selections", part.name)
		}
		for _, glob := range part.Features {
			if err := checkGlob(glob); err != nil {
				fault("%s: %w", part.name, err)
			}
		}
	}
	if m.Unit == Mean {
		for _, glob := range m.Of.Features {
			if last := glob[strings.LastIndexByte(glob, '/')+1:]; strings.Trim(last, "*-0123456789") != "" {
				fault("of: %q never ends in a whole number, which is the level that a mean is of", glob)
			}
		}
	}
	return errors.Join(sorted(faults)...)
}

// sorted puts faults into an order that owes nothing to the map they came from.
func sorted(faults []error) []error {
	slices.SortStableFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return faults
}

func repeated(voices []counts.Voice) bool {
	vs := slices.Sorted(slices.Values(voices))
	return len(slices.Compact(vs)) < len(voices)
}

// checkGlob refuses what can match no feature.
func checkGlob(glob string) error {
	for element := range strings.SplitSeq(glob, "/") {
		switch {
		case element == "":
			return fmt.Errorf("%q can never match: a path has no empty element", glob)
		case element != "**" && strings.Contains(element, "**"):
			return fmt.Errorf("%q can never match as meant: ** stands between slashes, alone", glob)
		case strings.TrimSpace(element) != element:
			return fmt.Errorf("%q can never match: white space around %q", glob, element)
		}
	}
	return nil
}
