package lexicons

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A symbol is a distinct word of the patterns, literal or with wildcards.
type symbol int32

// An index tells which symbols a word of the text matches. Globs are filed by what they begin with, else by
// what they end with: a word is looked up once for each of its beginnings and ends, however many globs
// there are; only globs with a wildcard at both ends are tried one by one.
type index struct {
	words    map[string]symbol // every symbol by its pattern
	literals map[string]symbol
	literal  sieve // of the literals
	begin    filed
	end      filed
	rest     []glob
}

type glob struct {
	pattern string
	symbol  symbol
}

type filed struct {
	globs   map[string][]glob
	longest int
	keys    sieve
}

// A sieve lets the hashes of a set pass, and few others, so that most looks into a map are spared.
type sieve [1 << 10]uint64

func (s *sieve) add(h running)      { s[h>>6%running(len(s))] |= 1 << (h % 64) }
func (s *sieve) has(h running) bool { return s[h>>6%running(len(s))]>>(h%64)&1 != 0 }

// A running is the hash of the bytes of a key, one after the other: upwards of a beginning, downwards of an end.
type running uint32

func (h running) add(c byte) running { return (h ^ running(c)) * 0x01000193 } // FNV-1a

func newIndex() *index {
	return &index{
		words:    map[string]symbol{},
		literals: map[string]symbol{},
		begin:    filed{globs: map[string][]glob{}},
		end:      filed{globs: map[string][]glob{}},
	}
}

func (f *filed) add(key string, h running, g glob) {
	f.globs[key] = append(f.globs[key], g)
	f.longest = max(f.longest, len(key))
	f.keys.add(h)
}

// at returns the globs of a key.
func (f *filed) at(key string, h running) []glob {
	if !f.keys.has(h) {
		return nil
	}
	return f.globs[key]
}

func upwards(s string) (h running) {
	for i := range len(s) {
		h = h.add(s[i])
	}
	return h
}

func downwards(s string) (h running) {
	for i := len(s) - 1; i >= 0; i-- {
		h = h.add(s[i])
	}
	return h
}

// add returns the symbol of a word, which is new if the word is.
func (x *index) add(word string) symbol {
	if s, ok := x.words[word]; ok {
		return s
	}
	s := symbol(len(x.words))
	x.words[word] = s
	g := glob{word, s}
	switch first := strings.IndexAny(word, "*?"); {
	case first < 0:
		x.literals[word] = s
		x.literal.add(upwards(word))
	case first > 0:
		x.begin.add(word[:first], upwards(word[:first]), g)
	default:
		if tail := word[strings.LastIndexAny(word, "*?")+1:]; tail != "" {
			x.end.add(tail, downwards(tail), g)
		} else {
			x.rest = append(x.rest, g)
		}
	}
	return s
}

// of returns the symbols that a word matches, in order.
func (x *index) of(word string) []symbol {
	var found []symbol
	try := func(globs []glob) {
		for _, g := range globs {
			if matchGlob(g.pattern, word) {
				found = append(found, g.symbol)
			}
		}
	}
	var up, down running
	for n := 1; n <= len(word); n++ {
		if up = up.add(word[n-1]); n <= x.begin.longest {
			try(x.begin.at(word[:n], up))
		}
	}
	if x.literal.has(up) {
		if s, ok := x.literals[word]; ok {
			found = append(found, s)
		}
	}
	for n := 1; n <= min(len(word), x.end.longest); n++ {
		down = down.add(word[len(word)-n])
		try(x.end.at(word[len(word)-n:], down))
	}
	try(x.rest)
	slices.Sort(found)
	return found
}

// matchGlob reports whether the whole word matches: * any run of code points, ? one. On a mismatch it goes
// back only to the last *, which suffices, so that the work is bounded by the product of the lengths.
func matchGlob(pattern, word string) bool {
	p, w := 0, 0
	star, mark := -1, 0
	for w < len(word) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, w
			p++
		case p < len(pattern) && pattern[p] == '?':
			_, n := utf8.DecodeRuneInString(word[w:])
			p, w = p+1, w+n
		case p < len(pattern) && pattern[p] == word[w]:
			p, w = p+1, w+1
		case star >= 0:
			_, n := utf8.DecodeRuneInString(word[mark:])
			mark += n
			p, w = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
