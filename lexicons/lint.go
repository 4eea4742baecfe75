package lexicons

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Finding is what lint has to say of a place in a lexicon.
type Finding struct {
	Lexicon      string // its name
	Line, Column int    // in its file, from 1
	Code         string // one of [LintCodes]
	Fault        bool   // something is wrong; else a hint, which may be as its author wants it
	Text         string // what was found and what to do
}

// LintCodes are the codes of findings with what each means, faults first.
var LintCodes = []struct {
	Code  string
	Fault bool
	Doc   string
}{
	{"dead", true, "a term that can never match, because exceptions strike all of it"},
	{"duplicate", true, "an exception, a condition's term or an example that is listed twice"},
	{"untested", true, "a variant that no example matches"},
	{"dead-reading", false, "one of a term's alternatives that can never match"},
	{"idle-exception", false, "an exception that no term of its concept can ever overlap"},
	{"redundant", false, "a word that a glob of the same variant finds anyway"},
	{"overlap", false, "two concepts that share terms"},
	{"short", false, "a glob with a stem of three letters or fewer, or a word of two letters whose capitals do not count"},
	{"one-variant", false, "a choice set with nothing to choose from"},
	{"no-about", false, "a variant without a definition"},
	{"few-examples", false, "a concept with fewer than three examples that must match and three that must not"},
	{"shadowed", false, "in a corpus, a term whose every place is part of another match of its concept"},
	{"struck", false, "in a corpus, a term whose every place is struck by an exception or a condition"},
	{"surprise", false, "in a corpus, a glob that catches words of other stems"},
}

// NewFinding makes a finding with a code, which decides whether it is a fault.
func NewFinding(lexicon string, line, column int, code, format string, args ...any) Finding {
	for _, c := range LintCodes {
		if c.Code == code {
			return Finding{lexicon, line, column, code, c.Fault, fmt.Sprintf(format, args...)}
		}
	}
	panic("no finding has the code " + code)
}

// Lint looks for what is probably a mistake in a lexicon that loads, and returns it in the order of the file.
func Lint(lex *Lexicon) ([]Finding, error) {
	l := linter{lex: lex}
	for i := range lex.Concepts {
		c := &lex.Concepts[i]
		l.names(c)
		l.exceptions(c)
		for _, v := range c.Variants {
			l.terms(c, &v)
		}
	}
	l.overlaps()
	if err := l.examples(); err != nil {
		return nil, err
	}
	SortFindings(l.found)
	return l.found, nil
}

// SortFindings puts the findings of a lexicon into the order of its file.
func SortFindings(found []Finding) {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code))
	})
}

type linter struct {
	lex   *Lexicon
	found []Finding
}

func (l *linter) add(line, column int, code, format string, args ...any) {
	l.found = append(l.found, NewFinding(l.lex.Name, line, column, code, format, args...))
}

// readings of a pattern of the lexicon; Load has reported what is wrong with it.
func (l *linter) readings(pattern string) []phrase {
	phrases, _ := l.lex.read.of(pattern)
	return phrases
}

// names reports variants that say too little, or have no rival.
func (l *linter) names(c *Concept) {
	if len(c.Variants) == 1 && c.Variants[0].Name != AnyVariant {
		l.add(c.Line, c.Column, "one-variant", "concept %q has the variant %q alone; add its rivals, or list its terms without variants", c.Name, c.Variants[0].Name)
	}
	for _, v := range c.Variants {
		if v.About == "" && v.Name != AnyVariant {
			l.add(v.Line, v.Column, "no-about", "%s.%s: say in a sentence what belongs here, so that a coder could decide", c.Name, v.Name)
		}
	}
}

// exceptions reports exceptions and terms of conditions that are listed twice, and exceptions that strike nothing.
func (l *linter) exceptions(c *Concept) {
	words := newIndex()
	for _, v := range c.Variants {
		for _, t := range v.Terms {
			l.twice(t.Line, t.Column, c, "exception", t.Except)
			l.conditions(t.Line, t.Column, c, t.Limits)
			own := newIndex()
			for _, p := range l.readings(t.Pattern) {
				for _, w := range p.words {
					words.add(w)
					own.add(w)
				}
			}
			l.idle(t.Line, t.Column, t.Pattern, t.Except, own)
		}
	}
	l.twice(c.Line, c.Column, c, "exception", c.Except)
	l.conditions(c.Line, c.Column, c, c.Limits)
	l.idle(c.Line, c.Column, c.Name, c.Except, words)
}

func (l *linter) conditions(line, column int, c *Concept, limits Limits) {
	for _, key := range limitKeys[1:] {
		if of := *limits.condition(key); of != nil {
			l.twice(line, column, c, key+" term", of.Terms)
		}
	}
}

func (l *linter) twice(line, column int, c *Concept, what string, patterns []string) {
	seen := map[string]bool{}
	for _, pattern := range patterns {
		if seen[pattern] {
			l.add(line, column, "duplicate", "%s: the %s %q is listed twice; delete one", c.Name, what, pattern)
		}
		seen[pattern] = true
	}
}

// idle reports exceptions of which no word can be one of some terms.
func (l *linter) idle(line, column int, of string, patterns []string, words *index) {
	for _, pattern := range patterns {
		meets := slices.ContainsFunc(l.readings(pattern), func(p phrase) bool { return slices.ContainsFunc(p.words, words.mayMeet) })
		if !meets {
			l.add(line, column, "idle-exception", "%s: the exception %q strikes nothing, since no term has a word of it; delete it", of, pattern)
		}
	}
}

// mayMeet reports whether some word matches both a pattern and one of the index.
func (x *index) mayMeet(word string) bool {
	if !strings.ContainsAny(word, "*?") {
		return len(x.of(word)) > 0
	}
	for w := range x.words {
		if globsMeet(word, w) {
			return true
		}
	}
	return false
}

// globsMeet reports whether some word matches two patterns, in time of the product of their lengths.
func globsMeet(a, b string) bool {
	p, q := []rune(a), []rune(b)
	before := make([]bool, len(q)+1) // whether the rest of p meets each rest of q; here of the empty rest
	now := make([]bool, len(q)+1)
	for i := len(p); i >= 0; i-- {
		for j := len(q); j >= 0; j-- {
			switch {
			case i == len(p) && j == len(q):
				now[j] = true
			case i < len(p) && p[i] == '*':
				now[j] = before[j] || j < len(q) && now[j+1]
			case j < len(q) && q[j] == '*':
				now[j] = now[j+1] || i < len(p) && before[j]
			default:
				now[j] = i < len(p) && j < len(q) && (p[i] == q[j] || p[i] == '?' || q[j] == '?') && before[j+1]
			}
		}
		before, now = now, before
	}
	return before[0]
}

// terms reports terms that never match, that others find anyway, or that find too much.
func (l *linter) terms(c *Concept, v *Variant) {
	globs, first := newIndex(), map[symbol]*Term{}
	for i, t := range v.Terms {
		for _, p := range l.readings(t.Pattern) {
			if len(p.words) == 1 && p.cased == nil && strings.Contains(p.words[0], "*") && isPlain(&t) {
				if s := globs.add(p.words[0]); first[s] == nil {
					first[s] = &v.Terms[i]
				}
			}
		}
	}
	for i := range v.Terms {
		t := &v.Terms[i]
		readings := l.readings(t.Pattern)
		var dead []string
		var by string
		named := map[string]bool{}
		for _, p := range readings {
			if e := l.struck(p, slices.Concat(c.Except, t.Except)); e != "" {
				dead, by = append(dead, strings.Join(p.words, " ")), e
			}
			for _, w := range p.words {
				if !named[w] {
					l.short(t, p, w)
				}
				named[w] = true
			}
			if len(p.words) == 1 && isPlain(t) {
				for _, s := range globs.of(someWord(p.words[0])) {
					if g := first[s]; g != t && covers(p.words[0], l.readings(g.Pattern)) {
						l.add(t.Line, t.Column, "redundant", "%q is found by %q (line %d) anyway; delete one, or keep both to count them apart", t.Pattern, g.Pattern, g.Line)
						break
					}
				}
			}
		}
		switch {
		case len(dead) == 0:
		case len(dead) == len(readings):
			l.add(t.Line, t.Column, "dead", "%q never matches: the exception %q strikes it wherever it stands; delete one of them", t.Pattern, by)
		default:
			l.add(t.Line, t.Column, "dead-reading", "%q: %s never match, because of exceptions such as %q", t.Pattern, some(dead, 4), by)
		}
	}
}

// isPlain reports whether a term is nothing but its pattern, so that another that finds the same is as good.
func isPlain(t *Term) bool {
	return t.Weight == nil && len(t.Except) == 0 && len(t.Voices) == 0 && t.Near == nil && t.NotNear == nil && t.Before == nil && t.After == nil
}

// struck returns an exception that strikes a reading wherever it stands, or "": some of its words are always the
// exception's.
func (l *linter) struck(p phrase, exceptions []string) string {
	for _, pattern := range exceptions {
		for _, e := range l.readings(pattern) {
			if e.cased != nil {
				continue // it strikes one way of writing alone
			}
			for from := 0; from+len(e.words) <= len(p.words); from++ {
				all := true
				for k, w := range e.words {
					all = all && within(p.words[from+k], w)
				}
				if all {
					return pattern
				}
			}
		}
	}
	return ""
}

// within reports whether every word that one pattern matches is matched by the other too.
func within(narrow, wide string) bool {
	if narrow == wide || !strings.ContainsAny(wide, "*?") {
		return narrow == wide
	}
	narrow = strings.ReplaceAll(narrow, "?", "ꙮ") // a letter that no pattern has
	for _, run := range []string{"", "ꙮ", "ꙮꙮꙮ"} {
		if !matchGlob(wide, strings.ReplaceAll(narrow, "*", run)) {
			return false
		}
	}
	return true
}

func covers(word string, readings []phrase) bool {
	return slices.ContainsFunc(readings, func(p phrase) bool { return len(p.words) == 1 && p.cased == nil && within(word, p.words[0]) })
}

// someWord is a word that a pattern matches.
func someWord(pattern string) string {
	return strings.NewReplacer("*", "", "?", "ꙮ").Replace(pattern)
}

func (l *linter) short(t *Term, p phrase, word string) {
	switch n := countLiteral(word); {
	case strings.Contains(word, "*") && n <= 3:
		l.add(t.Line, t.Column, "short", "%q: the glob %q has a stem of %s; list the words that it is meant to find", t.Pattern, word, letters(n))
	case len(p.words) == 1 && p.cased == nil && utf8.RuneCountInString(word) <= 2:
		l.add(t.Line, t.Column, "short", "%q: a word of %s is often another or an abbreviation; write =%s if its capitals count", t.Pattern, letters(n), strings.ToUpper(word))
	}
}

func letters(n int) string {
	if n == 1 {
		return "1 letter"
	}
	return fmt.Sprintf("%d letters", n)
}

// overlaps reports pairs of concepts that share readings, at the first of them.
func (l *linter) overlaps() {
	type place struct {
		concept int
		term    *Term
	}
	type pair struct{ a, b int }
	shared := map[pair][]string{}
	at := map[pair][2]*Term{}
	lists := map[string][]place{}
	for i := range l.lex.Concepts {
		for _, v := range l.lex.Concepts[i].Variants {
			for k := range v.Terms {
				t := &v.Terms[k]
				for _, p := range l.readings(t.Pattern) {
					key := p.key()
					for _, first := range lists[key] {
						if first.concept == i {
							continue
						}
						both := pair{first.concept, i}
						if shared[both] == nil {
							at[both] = [2]*Term{first.term, t}
						}
						shared[both] = append(shared[both], strings.Join(p.words, " "))
					}
					if n := len(lists[key]); n == 0 || lists[key][n-1].concept != i {
						lists[key] = append(lists[key], place{i, t})
					}
				}
			}
		}
	}
	for _, both := range slices.SortedFunc(maps.Keys(shared), func(x, y pair) int { return cmp.Or(x.a-y.a, x.b-y.b) }) {
		first, second := at[both][0], at[both][1]
		l.add(second.Line, second.Column, "overlap", "concepts %q and %q both have %s (line %d); each is coded as if it were alone, so such a word counts for both",
			l.lex.Concepts[both.a].Name, l.lex.Concepts[both.b].Name, some(shared[both], 6), first.Line)
	}
}

// some lists the first of some words, and how many there are beside.
func some(words []string, most int) string {
	shown := strings.Join(words[:min(len(words), most)], ", ")
	if rest := len(words) - most; rest > 0 {
		shown += fmt.Sprintf(" and %d more", rest)
	}
	return shown
}
