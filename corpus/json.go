package corpus

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The scanner below reads one flat object in one pass. encoding/json needs two for the same (a struct for
// the keys that are known, a map for those that are not) and is several times slower on long strings,
// which is what articles are. Its rules are those of encoding/json; a fuzz test compares the two.

// scanObject calls each with every key of a JSON object and its value as it stands in s, in order. It only
// finds where a value ends: each has to check it, with unquote or json.Valid.
func scanObject(s string, each func(key, raw string) error) error {
	i := space(s, 0)
	if i == len(s) || s[i] != '{' {
		return fmt.Errorf("not a JSON object (want {…} on one line)")
	}
	i = space(s, i+1)
	if i < len(s) && s[i] == '}' {
		return trailing(s, i+1)
	}
	for {
		if i == len(s) || s[i] != '"' {
			return syntax(s, i, "a key in quotation marks")
		}
		end, err := stringEnd(s, i)
		if err != nil {
			return err
		}
		key, err := unquote(s[i:end])
		if err != nil {
			return err
		}
		i = space(s, end)
		if i == len(s) || s[i] != ':' {
			return syntax(s, i, "':'")
		}
		i = space(s, i+1)
		if end, err = value(s, i); err != nil {
			return err
		}
		if err := each(key, s[i:end]); err != nil {
			return fmt.Errorf("byte %d, %q: %w", i, key, err)
		}
		i = space(s, end)
		switch {
		case i < len(s) && s[i] == ',':
			i = space(s, i+1)
		case i < len(s) && s[i] == '}':
			return trailing(s, i+1)
		default:
			return syntax(s, i, "',' or '}'")
		}
	}
}

func trailing(s string, i int) error {
	if i = space(s, i); i < len(s) {
		return syntax(s, i, "the end of the line")
	}
	return nil
}

func syntax(s string, i int, want string) error {
	if i >= len(s) {
		return fmt.Errorf("the JSON ends at byte %d, want %s", i, want)
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return fmt.Errorf("JSON byte %d: %q, want %s", i, r, want)
}

func space(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i
}

// value returns the end of the value that starts at i.
func value(s string, i int) (int, error) {
	if i < len(s) && s[i] == '"' {
		return stringEnd(s, i)
	}
	if i < len(s) && (s[i] == '{' || s[i] == '[') {
		return nestEnd(s, i)
	}
	n := strings.IndexAny(s[i:], " \t\r\n,:{}[]\"")
	if n < 0 {
		n = len(s) - i
	}
	if n == 0 {
		return 0, syntax(s, i, "a value")
	}
	return i + n, nil
}

// nestEnd returns the place behind the object or list that opens at i.
func nestEnd(s string, i int) (int, error) {
	depth := 0
	for at := i; at < len(s); at++ {
		switch s[at] {
		case '"':
			end, err := stringEnd(s, at)
			if err != nil {
				return 0, err
			}
			at = end - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1, nil
			}
		}
	}
	return 0, syntax(s, len(s), fmt.Sprintf("the end of what opens at byte %d", i))
}

// stringEnd returns the place behind the closing mark of the string that opens at i.
func stringEnd(s string, i int) (int, error) {
	for at := i + 1; ; {
		n := strings.IndexByte(s[at:], '"')
		if n < 0 {
			return 0, syntax(s, len(s), fmt.Sprintf("the end of the string that opens at byte %d", i))
		}
		at += n
		back := at
		for s[back-1] == '\\' {
			back--
		}
		at++
		if (at-1-back)%2 == 0 {
			return at, nil
		}
	}
}

// unquote decodes a JSON string, marks included. Without escapes it is a part of raw, not a copy.
func unquote(raw string) (string, error) {
	s := raw[1 : len(raw)-1]
	n := plain(s)
	if n == len(s) {
		return s, nil
	}
	var out strings.Builder
	out.Grow(len(s))
	for {
		out.WriteString(s[:n])
		s = s[n:]
		if s == "" {
			return out.String(), nil
		}
		if s[0] != '\\' {
			return "", fmt.Errorf("control character %#02x in a string", s[0])
		}
		r, rest, err := escape(s)
		if err != nil {
			return "", err
		}
		out.WriteRune(r)
		s, n = rest, plain(rest)
	}
}

// plain returns how much of s stands for itself: it ends at a backslash or a control character. Eight bytes are looked at
// at once. Subtraction borrows into the highest bit of the first byte that is sought; what it does to those above is of no
// matter.
func plain(s string) int {
	const each = 0x0101010101010101
	i := 0
	for ; i+8 <= len(s); i += 8 {
		b := s[i : i+8]
		bytes := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		back := bytes ^ '\\'*each
		if sought := ((back-each)&^back | (bytes-' '*each)&^bytes) & (0x80 * each); sought != 0 {
			return i + bits.TrailingZeros64(sought)/8
		}
	}
	for i < len(s) && s[i] != '\\' && s[i] >= ' ' {
		i++
	}
	return i
}

// escape decodes the escape that s begins with, and returns what follows it.
func escape(s string) (r rune, rest string, err error) {
	if len(s) > 1 {
		if i := strings.IndexByte(`"\/bfnrt`, s[1]); i >= 0 {
			return rune("\"\\/\b\f\n\r\t"[i]), s[2:], nil
		}
	}
	r, ok := hex4(s)
	if !ok {
		return 0, "", fmt.Errorf("unknown escape %.6q in a string", s)
	}
	s = s[6:]
	if utf16.IsSurrogate(r) {
		low, _ := hex4(s)
		if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
			s = s[6:]
		}
	}
	return r, s, nil
}

// hex4 reads a JSON escape of four hexadecimal digits, such as \u00e9.
func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	var r rune
	for i := 2; i < 6; i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
