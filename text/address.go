package text

import (
	"strings"
	"unicode/utf8"
)

// isHost reports whether the source goes on with the last part of a host name: example|.com.
func isHost(src string) bool {
	c, n := firstWord(src)
	return c.has(domain) && !beginsWord(src[n:])
}

// hostLen returns the length of the host name that the source begins with: letters, digits, hyphens and at
// least one inner stop.
func hostLen(src string) int {
	stop := 0
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case kinds[c] >= alphabetic || c == '-':
		case c == '.' && beginsWord(src[i+1:]) && i > 0:
			stop = i
		case stop > 0:
			return i
		default:
			return 0
		}
	}
	if stop > 0 {
		return len(src)
	}
	return 0
}

// address appends the token of a URL, host or mail address that is known to reach i, as far as it goes,
// without the marks of the sentence around it.
func (s *scanner) address(start, i int) int {
	end := i
	for ; i < len(s.src); i++ {
		c := s.src[i]
		if c <= ' ' || c >= utf8.RuneSelf && !beginsWord(s.src[i:]) && utf8.RuneStart(c) || strings.IndexByte("\"<>`{}|\\^'", c) >= 0 {
			break
		}
		if strings.IndexByte(".,;:!?)]*", c) < 0 {
			end = i + 1
		}
	}
	for end < len(s.src) && !utf8.RuneStart(s.src[end]) {
		end++
	}
	s.form = append(s.form[:0], Fold(s.src[start:end])...)
	return s.addWord(start, end, 0)
}

// tag reads an @name or a #tag.
func (s *scanner) tag(start int) int {
	s.form = append(s.form[:0], s.src[start])
	i := start + 1
	for {
		i = s.letters(i)
		if s.at(i) != '_' {
			return s.add(start, i, Word)
		}
		s.form = append(s.form, '_')
		i++
	}
}
