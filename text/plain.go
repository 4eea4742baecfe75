package text

import "math/bits"

// plain reads words of up to fifteen ASCII letters that end at white space, at a mark that holds no words together or at the
// stop of a sentence, as most do, eight bytes at a time. It goes on behind single spaces, and returns where it came to
// anything else.
func (s *scanner) plain(i int) int {
	src, left := s.src, s.left
	for i+2*wordBytes < len(src) {
		raw := load(src[i:])
		low, n := asciiLetters(raw)
		lower, high := raw&low&caseBits, uint64(0) // lower: a bit for each letter of lower case
		if n == wordBytes {
			raw := load(src[i+wordBytes:])
			high, n = asciiLetters(raw)
			lower |= raw & high & caseBits
			n += wordBytes
		}
		if n == 0 || n == 2*wordBytes {
			break
		}
		end := i + n
		c := src[end]
		stop := c == '.' && n > 1 && kinds[src[end+1]] == blank
		if !stop && kinds[c] != blank && kinds[c] != divider {
			break
		}
		id := Rare
		if n <= shortForm {
			id = internShort(low, high)
		} else {
			var room [2 * wordBytes]byte
			id = internAny(unload(&room, low, high))
		}
		if stop && id.class().has(abbreviations) {
			break
		}
		flags := Word | left
		if raw&(caseBits&0xff) == 0 {
			flags |= Capital
			if lower == 0 && n > 1 {
				flags |= AllCaps
			}
		}
		s.toks = append(s.toks, Token{Span{i, end}, id, flags})
		if c != ' ' {
			i, left = end, 0
			break
		}
		i, left = end+1, SpaceLeft
	}
	s.left = left
	return i
}

const (
	eachByte = 0x0101010101010101
	caseBits = 0x20 * eachByte // set in ASCII letters of lower case
)

// asciiLetters returns how many of eight bytes, from the first on, are ASCII letters, and these in lower case with
// zeros after them. Each byte is compared with a and z by adding what makes its highest bit tell.
func asciiLetters(b uint64) (folded uint64, n int) {
	folded = b | caseBits
	seven := folded & (0x7f * eachByte)
	letters := (seven + (0x80-'a')*eachByte) &^ (seven + (0x80-'z'-1)*eachByte) &^ b & (0x80 * eachByte)
	n = bits.TrailingZeros64(letters^0x80*eachByte) / 8
	return folded & (1<<(8*n) - 1), n
}

// wordBytes is how many bytes of a word are read at a time.
const wordBytes = 8

// load reads eight bytes as a number. Compilers make it one instruction where the bytes are read nowhere else.
func load(s string) uint64 {
	_ = s[wordBytes-1]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
