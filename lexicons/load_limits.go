package lexicons

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

var (
	limitKeys      = []string{"voices", "near", "not-near", "before", "after"}
	conditionKeys  = []string{"terms", "words", "within"}
	conditionNeeds = []string{"terms"}
	extents        = []string{"sentence"} // that within may name
)

// limits reads the limits of a concept or of a term, which are to hold beside the outer ones.
func (l *loader) limits(keys map[string]ast.Node, concept string, outer Limits) Limits {
	own := Limits{Voices: l.voices(keys["voices"], concept)}
	if len(own.Voices) > 0 && len(outer.Voices) > 0 && len(common(own.Voices, outer.Voices)) == 0 {
		l.add(nodePlace(keys["voices"]), "%s: voices: the concept counts only in %s, so that the term never does", concept, strings.Join(outer.Voices, ", "))
	}
	for _, key := range limitKeys[1:] {
		if n, ok := keys[key]; ok {
			*own.condition(key) = l.condition(n, concept+": "+key)
		}
	}
	if n, ok := keys["not-near"]; ok {
		l.conflict(nodePlace(n), concept, own.NotNear, own)
		l.conflict(nodePlace(n), concept, own.NotNear, outer)
	}
	for _, key := range limitKeys[1:] {
		if n, ok := keys[key]; ok && key != "not-near" {
			l.conflict(nodePlace(n), concept, outer.NotNear, own)
			break
		}
	}
	return own
}

// condition returns where the condition of a key is kept.
func (of *Limits) condition(key string) **Condition {
	switch key {
	case "near":
		return &of.Near
	case "not-near":
		return &of.NotNear
	case "before":
		return &of.Before
	}
	return &of.After
}

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
}

func (l *loader) voices(n ast.Node, concept string) (list []string) {
	for _, n := range l.items(n, concept+": voices") {
		voice := l.choice(n, concept+": voices", Voices)
		if voice != "" && slices.Contains(list, voice) {
			l.add(nodePlace(n), "%s: voices: %q is listed twice", concept, voice)
		}
		list = append(list, voice)
	}
	return list
}

func (l *loader) condition(n ast.Node, what string) *Condition {
	keys := l.mapping(n, what, conditionKeys, conditionNeeds)
	if keys == nil {
		return nil
	}
	c := &Condition{Terms: l.patterns(keys["terms"], what, "term")}
	words, near := keys["words"]
	within, wide := keys["within"]
	switch {
	case near == wide:
		l.add(nodePlace(n), "%s: want either words, the distance at most, or within: sentence", what)
	case near:
		c.Words = l.number(words, what+": words", 1, maxApart)
	default:
		l.choice(within, what+": within", extents)
	}
	return c
}

// conflict notes terms that a condition wants and that another forbids just as far.
func (l *loader) conflict(at place, concept string, not *Condition, limits Limits) {
	if not == nil {
		return
	}
	forbidden := l.keys[not]
	if forbidden == nil {
		forbidden = map[string]bool{}
		for _, pattern := range not.Terms {
			for _, p := range l.read[pattern] {
				forbidden[p.key()] = true
			}
		}
		l.keys[not] = forbidden
	}
	for _, key := range limitKeys[1:] {
		c := *limits.condition(key)
		if c == nil || key == "not-near" || not.Words > 0 && (c.Words == 0 || c.Words > not.Words) {
			continue
		}
		for _, pattern := range c.Terms {
			if slices.ContainsFunc(l.read[pattern], func(p phrase) bool { return forbidden[p.key()] }) {
				l.add(at, "%s: %q is in %s and, as far away, in not-near, so that it never makes the term count; take it out of one", concept, pattern, key)
			}
		}
	}
}
