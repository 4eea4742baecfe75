package charts

import (
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// clean makes a text drawable on one line: control characters, which SVG forbids, become spaces.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufffe' || r == '\uffff' {
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// wrap breaks a text into lines no wider than width: at spaces, after hyphens and slashes, and within a
// word only where the word alone is too wide. No-break spaces hold.
func wrap(f font.Face, s string, width vg.Length) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(s) {
		if f.Width(strings.TrimRight(line+piece, " ")) <= width {
			line += piece
			continue
		}
		if line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
		}
		for f.Width(strings.TrimRight(piece, " ")) > width {
			n := fit(f, piece, width)
			lines = append(lines, piece[:n])
			piece = piece[n:]
		}
		line = piece
	}
	if line = strings.TrimRight(line, " "); line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// pieces cuts a text after each place where a line may break.
func pieces(s string) []string {
	var out []string
	from := 0
	for i, r := range s {
		if r == ' ' || r == '-' || r == '/' || r == '_' {
			out = append(out, s[from:i+1])
			from = i + 1
		}
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// fit is how many bytes of s fit into width: at least one letter, and never a letter without its marks.
func fit(f font.Face, s string, width vg.Length) int {
	best := 0
	for i, r := range s {
		if i == 0 || unicode.Is(unicode.M, r) || r == '\u200d' {
			continue
		}
		if best > 0 && f.Width(s[:i]) > width {
			return best
		}
		best = i
	}
	if best == 0 {
		return len(s)
	}
	return best
}

// widest is the width of the widest of texts.
func widest(f font.Face, texts ...string) vg.Length {
	var w vg.Length
	for _, s := range texts {
		w = max(w, f.Width(s))
	}
	return w
}

// longestPiece is the width below which a text would be broken within a word.
func longestPiece(f font.Face, s string) vg.Length {
	var w vg.Length
	for _, piece := range pieces(s) {
		w = max(w, f.Width(strings.TrimRight(piece, " ")))
	}
	return w
}

// drawable reports whether the font has every letter of s.
func drawable(s string) bool {
	var buf sfnt.Buffer
	for _, r := range s {
		if i, err := labelFace.Face.GlyphIndex(&buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}
