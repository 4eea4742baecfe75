package text

import (
	"strings"
	"unicode/utf8"
)

// widest is the longest line, in code points, that a hard-wrapped text is believed to have.
const widest = 90

// hardWrapped reports whether line breaks in the source only fill lines, as in mail and old archives, so
// that blank lines alone divide paragraphs. It asks of each line with a line after it whether the next
// word would still have fitted: in a wrapped text hardly ever.
func hardWrapped(src string) bool {
	src = strings.TrimRight(src, " \t\r\n")
	mostLong := (strings.Count(src, "\n") + 1) / 5 // a fifth of the lines
	width, long, blank := 0, 0, false
	lines(src, func(line, next string) bool {
		blank = blank || line == ""
		if n := length(line); n <= widest {
			width = max(width, n)
		} else {
			long++
		}
		return long <= mostLong
	})
	if !blank || width < widest/3 || long > mostLong {
		return false
	}
	const slack = 10 // ragged right margins, and words a typesetter would have divided
	full, loose := 0, long
	lines(src, func(line, next string) bool {
		n := length(line)
		if line == "" || next == "" || n > widest {
			return true
		}
		word, _, _ := strings.Cut(next, " ")
		if n+1+length(word) >= width-slack {
			full++
		} else {
			loose++
		}
		return true
	})
	return full >= 3 && full >= 4*loose
}

// length returns the length of a line in code points, or any number above widest.
func length(line string) int {
	if len(line) > widest*utf8.UTFMax {
		return len(line)
	}
	return utf8.RuneCountInString(line)
}

// lines calls f with each line and the line after it, both without surrounding white space, until it returns false.
func lines(src string, f func(line, next string) bool) {
	line, rest, more := strings.Cut(src, "\n")
	line = strings.TrimSpace(line)
	for more {
		var next string
		next, rest, more = strings.Cut(rest, "\n")
		next = strings.TrimSpace(next)
		if !f(line, next) {
			return
		}
		line = next
	}
	f(line, "")
}
