package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stop decides about a full stop at i.
func (s *scanner) stop(start, part, i int) (next, end int) {
	src := s.src
	word, n := src[part:i], s.at(i+1)
	keep := func() (int, int) {
		s.form = append(s.form, '.')
		return i + 1, 0
	}
	whole := func() (int, int) {
		s.form = append(s.form, '.')
		return i, s.addWord(start, i+1, Abbrev)
	}
	dotted := part > start && src[part-1] == '.'
	switch {
	case kinds[n] == numeric && kinds[src[i-1]] == numeric:
		return keep()
	case n == '.': // an ellipsis
		return i, 0
	case kinds[n] == alphabetic:
		switch {
		case len(word) == 1 && kinds[s.at(i+2)] < alphabetic, // U.S., a.m
			len(word) <= 3 && isUpper(word[0]) && isUpper(n) && s.at(i+2) == '.': // Ph.D.
			return keep()
		case string(s.form) == "www" || isHost(src[i+1:]):
			return i, s.address(start, i+1)
		case dotted && len(word) == 1 || len(word) == 1 && isUpper(word[0]) && isUpper(n): // U.S.Navy, J.Smith
			return whole()
		}
		return i, 0
	case dotted && len(word) == 1 && kinds[word[0]] == alphabetic:
		if n == '-' && beginsWord(src[i+2:]) { // U.S.-led
			s.form = append(s.form, '.', '-')
			return i + 2, 0
		}
		return whole()
	case len(word) == 1 && part == start && s.initial(word[0], i+1),
		s.abbreviation(start, part, i):
		return whole()
	}
	return i, 0
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// initial reports whether a capital letter with a stop is the initial of a name: another name follows, and
// the letter is not itself a name (Plan B.) or the pronoun.
func (s *scanner) initial(c byte, i int) bool {
	next := s.peek(i)
	if !isUpper(c) || next == "" {
		return false
	}
	if len(next) > 1 && isUpper(next[0]) && next[1] == '.' { // J. K.
		return true
	}
	var before Token
	if n := len(s.toks); n > 0 && s.left&NewPara == 0 {
		before = s.toks[n-1]
	}
	switch {
	case before.Is(Abbrev) && before.End-before.Start == 2 && !isUpper(next[0]) && kinds[next[0]] == alphabetic: // the U. S. said
		return true
	case c == 'I' || before.Is(Word) && before.Type.class().has(lettered):
		return before.Is(Abbrev)
	case before.Is(Capital) && (next[0] == '"' || next[0] == '(' || strings.HasPrefix(next, "“")): // a nickname
		return true
	}
	return next[0] == ',' || isUpper(next[0]) && !opens(next) || next[0] >= utf8.RuneSelf && beginsWord(next)
}

// peek returns the source from the next visible character of the same paragraph, or "".
func (s *scanner) peek(i int) string {
	breaks := 0
	for i < len(s.src) {
		r, n := utf8.DecodeRuneInString(s.src[i:])
		switch {
		case r == '\n':
			if breaks++; breaks > 1 {
				return ""
			}
		case !unicode.IsSpace(r):
			if breaks == 1 && !s.hardWrapped() {
				return ""
			}
			return s.src[i:]
		}
		i += n
	}
	return ""
}

// opens reports whether the source begins with a capitalised word that opens sentences.
func opens(src string) bool {
	c, n := firstWord(src)
	return c.has(opener) && (n == 1 || !isUpper(src[1]))
}

// firstWord returns the classes and the length of the word that the source begins with, if it can be listed.
func firstWord(src string) (class, int) {
	var room [16]byte
	n := 0
	for n < len(src) && kinds[src[n]] == alphabetic {
		if n == len(room) {
			return 0, n
		}
		room[n] = lower[src[n]]
		n++
	}
	return classes[string(room[:n])], n
}

// abbreviation reports whether the part of a word before a stop at i is a listed abbreviation.
func (s *scanner) abbreviation(start, part, i int) bool {
	var c class
	if n := len(s.form) - (i - part); n >= 0 {
		c = classes[string(s.form[n:])]
	}
	if c == 0 {
		return false
	}
	capital := isUpper(s.src[part])
	next := s.peek(i + 1)
	switch {
	case part > start: // R-Ky., post-Oct. 7
		return c.has(state|month) && capital
	case c.has(small) && !capital, c.has(versus), c.has(short|month) && capital:
		return true
	case c.has(title) && capital:
		return next != ""
	case c.has(numeral):
		return next != "" && kinds[next[0]] == numeric
	case c.has(state) && capital: // many are also words or names, so only after a town
		return len(s.toks) > 0 && s.src[s.toks[len(s.toks)-1].Start] == ','
	}
	return false
}
