package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tokenize appends the tokens of the source to dst, in order and without overlap; every letter and digit
// lies in one of them. Kept whole are hyphen compounds, numbers (3.5, 1,000, 9/11), addresses, @names and
// #tags, initials and abbreviations with their stops (J., U.S., Gen., Jan.); clitics are split off (do|n't,
// it|'s). Paragraphs end at line breaks, or only at blank lines where the text is hard-wrapped.
//
// It reads the source once. A word is folded into a small buffer while it is read and then interned, so
// that nothing is allocated for a type already met.
func Tokenize(dst []Token, src string) []Token {
	s := scanner{src: src, toks: dst, left: SpaceLeft | NewLine | NewPara}
	var room [maxForm]byte
	s.form = room[:0]
	for i := 0; i < len(src); {
		if kinds[src[i]] == alphabetic {
			if end := s.plain(i); end > i {
				i = end
				continue
			}
		}
		i = s.step(i)
	}
	return s.toks
}

// step reads what begins at i, a token or a gap, and returns where it ends.
func (s *scanner) step(i int) int {
	switch kinds[s.src[i]] {
	case alphabetic, numeric:
		return s.word(i)
	case blank:
		return s.space(i)
	case divider, symbol:
		return s.mark(i)
	}
	return s.wide(i)
}

type scanner struct {
	src     string
	toks    []Token
	form    []byte // the folded form of the token being read
	left    Flags  // what came before it
	asked   bool   // whether it is known if the source is hard-wrapped
	wrapped bool
}

// hardWrapped reports whether the source is. It is asked only where a line break stands alone.
func (s *scanner) hardWrapped() bool {
	if !s.asked {
		s.asked, s.wrapped = true, hardWrapped(s.src)
	}
	return s.wrapped
}

// The kinds of a byte.
const (
	other   = iota // part of a longer code point
	blank          // white space and control characters
	divider        // a mark that never holds words together
	symbol         // any other mark
	alphabetic
	numeric
)

var kinds, lower = byteTables()

func byteTables() (kinds, lower [256]byte) {
	for c := range 256 {
		lower[c] = byte(c)
		switch {
		case c >= utf8.RuneSelf:
			kinds[c] = other
		case c <= ' ' || c == 0x7f:
			kinds[c] = blank
		case '0' <= c && c <= '9':
			kinds[c] = numeric
		case 'a' <= c|' ' && c|' ' <= 'z':
			kinds[c], lower[c] = alphabetic, byte(c|' ')
		case strings.IndexByte(`,;)"?!`, byte(c)) >= 0:
			kinds[c] = divider
		default:
			kinds[c] = symbol
		}
	}
	return kinds, lower
}

// symbolTypes spares marks of one byte the way through the table.
var symbolTypes = func() (ids [utf8.RuneSelf]TypeID) {
	for c := range ids {
		if kinds[c] == symbol || kinds[c] == divider {
			ids[c] = intern([]byte{byte(c)})
		}
	}
	return ids
}()

// maxForm is the length beyond which a form is not interned, so that addresses and broken texts cannot
// fill the table.
const maxForm = 64

// add appends a token whose folded form is in s.form.
func (s *scanner) add(start, end int, flags Flags) int {
	id := Rare
	if len(s.form) <= maxForm {
		id = intern(s.form)
	}
	s.toks = append(s.toks, Token{Span{start, end}, id, flags | s.left})
	s.left = 0
	return end
}

// at returns the byte at i, 0 beyond the end.
func (s *scanner) at(i int) byte {
	if i < len(s.src) {
		return s.src[i]
	}
	return 0
}

func (s *scanner) space(i int) int {
	breaks := 0
	for ; i < len(s.src) && kinds[s.src[i]] == blank; i++ {
		if c := s.src[i]; c == '\n' || c == '\r' && s.at(i+1) != '\n' {
			breaks++
		}
	}
	s.gap(breaks)
	return i
}

// gap notes white space with a number of line breaks in it. White space of several kinds may come in
// several gaps.
func (s *scanner) gap(breaks int) {
	if breaks >= 2 || breaks == 1 && (s.left.has(NewLine) || !s.hardWrapped()) {
		s.left |= NewPara
	}
	if breaks > 0 {
		s.left |= NewLine
	}
	s.left |= SpaceLeft
}

func (f Flags) has(g Flags) bool { return f&g != 0 }

// word reads the token that begins with the letter or digit at start.
func (s *scanner) word(start int) int {
	s.form = s.form[:0]
	part := start // where the part after the last hyphen or stop begins
	i := s.letters(start)
	for i < len(s.src) {
		if kinds[s.src[i]] == blank {
			break
		}
		end, end2 := s.joint(start, part, i)
		switch {
		case end2 > 0: // the token ends with the joint
			return end2
		case end == i:
			return s.addWord(start, i, 0)
		}
		part = end
		i = s.letters(end)
	}
	return s.addWord(start, i, 0)
}

// letters reads letters, digits and what modifies them, and adds them to the form.
func (s *scanner) letters(i int) int {
	src, form := s.src, s.form
	for i < len(src) {
		c := src[i]
		if kinds[c] >= alphabetic {
			form = append(form, lower[c])
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(src[i:])
		switch {
		case isLetter(r) || unicode.Is(unicode.M, r):
			form = utf8.AppendRune(form, unicode.ToLower(r))
		case isJoiner(r) && i+n < len(src) && beginsWord(src[i+n:]):
		default:
			s.form = form
			return i
		}
		i += n
	}
	s.form = form
	return i
}

// isLetter reports whether the rune makes a word: a letter or number, but not the letter that Unicode
// made of the apostrophe.
func isLetter(r rune) bool { return (unicode.IsLetter(r) || unicode.IsNumber(r)) && r != apostrophe }

const apostrophe = 'ʼ'

// isJoiner reports whether the rune is invisible inside a word: soft hyphen and the zero-width characters.
func isJoiner(r rune) bool {
	return r == 0xAD || 0x200B <= r && r <= 0x200D || r == 0x2060 || r == 0xFEFF
}

func beginsWord(s string) bool {
	if s == "" {
		return false
	}
	if c := s[0]; c < utf8.RuneSelf {
		return kinds[c] >= alphabetic
	}
	r, _ := utf8.DecodeRuneInString(s)
	return isLetter(r)
}

// addWord appends a word that begins with a letter or digit.
func (s *scanner) addWord(start, end int, flags Flags) int {
	return s.add(start, end, flags|spelled(s.src[start:end]))
}

// spelled returns the flags that a word's spelling gives.
func spelled(word string) Flags {
	if c := word[0]; 'a' <= c && c <= 'z' {
		if hyphen := strings.IndexByte(word, '-'); hyphen > 0 && hyphen <= 3 && hyphen+1 < len(word) && isUpper(word[hyphen+1]) && isArabicArticle(word[:hyphen]) {
			return Word | Capital
		}
		return Word
	} else if kinds[c] == numeric {
		return Word | Number
	}
	r, _ := utf8.DecodeRuneInString(word)
	if unicode.IsNumber(r) {
		return Word | Number
	}
	if !unicode.IsUpper(r) && !unicode.IsTitle(r) {
		return Word
	}
	n := 0
	for _, r := range word {
		switch {
		case unicode.IsLower(r):
			return Word | Capital
		case unicode.IsLetter(r):
			n++
		}
	}
	if n < 2 {
		return Word | Capital
	}
	return Word | Capital | AllCaps
}

// isArabicArticle reports whether a prefix in lower case belongs to a name: al-Sisi, ash-Shati, ul-Haq.
func isArabicArticle(prefix string) bool {
	switch prefix {
	case "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul", "abu", "bin", "ibn":
		return true
	}
	return false
}

// joint decides what the mark at i does to the word read so far: it may hold it together with what
// follows (the first result is where that begins), or be its last part (the second result is the token's
// end, which has been added). Else the first result is i.
func (s *scanner) joint(start, part, i int) (next, end int) {
	src := s.src
	switch c := src[i]; c {
	case '-', '_':
		if beginsWord(src[i+1:]) {
			s.form = append(s.form, c)
			return i + 1, 0
		}
	case ',', '/', ':':
		if kinds[src[i-1]] == numeric && kinds[s.at(i+1)] == numeric {
			s.form = append(s.form, c)
			return i + 1, 0
		}
		if c == ':' && strings.HasPrefix(src[i:], "://") && (string(s.form) == "http" || string(s.form) == "https") {
			return i, s.address(start, i+3)
		}
	case '@':
		if n := hostLen(src[i+1:]); n > 0 {
			return i, s.address(start, i+1+n)
		}
	case '.':
		return s.stop(start, part, i)
	case '\'':
		return s.apostrophe(start, i, 1)
	case 0xE2:
		switch r, n := utf8.DecodeRuneInString(src[i:]); r {
		case '’', '‘':
			return s.apostrophe(start, i, n)
		case '\u2010', '\u2011':
			if beginsWord(src[i+n:]) {
				s.form = append(s.form, '-')
				return i + n, 0
			}
		}
	case 0xCA:
		if r, n := utf8.DecodeRuneInString(src[i:]); r == apostrophe {
			return s.apostrophe(start, i, n)
		}
	}
	return i, 0
}

// apostrophe splits off a clitic, or keeps an apostrophe between letters (O'Brien). The mark at i is n
// bytes long.
func (s *scanner) apostrophe(start, i, n int) (next, end int) {
	rest := s.src[i+n:]
	last := s.form[len(s.form)-1]
	switch {
	case clitic(rest) > 0:
		return i, s.addWord(start, i, 0)
	case last == 'n' && len(s.form) > 1 && rest != "" && lower[rest[0]] == 't' && !beginsWord(rest[1:]) && lower[s.src[i-1]] == 'n':
		s.form = s.form[:len(s.form)-1]
		s.addWord(start, i-1, 0)
		s.form = append(s.form[:0], "n't"...)
		return i, s.add(i-1, i+n+1, Word|Clitic|NegClitic)
	case kinds[last] != numeric && beginsWord(rest) && kinds[rest[0]] != numeric && s.src[i:i+n] != "‘":
		s.form = append(s.form, '\'')
		return i + n, 0
	}
	return i, 0
}

// clitic returns the length of the clitic that the text after an apostrophe begins with: s, d, m, re, ve,
// ll.
func clitic(rest string) int {
	if rest == "" {
		return 0
	}
	n, second := 0, byte(0)
	switch lower[rest[0]] {
	case 's', 'd', 'm':
		n = 1
	case 'r', 'v':
		n, second = 2, 'e'
	case 'l':
		n, second = 2, 'l'
	}
	if n == 0 || n == 2 && (len(rest) < 2 || lower[rest[1]] != second) || beginsWord(rest[n:]) {
		return 0
	}
	return n
}

// mark reads the token that begins with the ASCII mark at i.
func (s *scanner) mark(i int) int {
	src := s.src
	c := src[i]
	switch c {
	case '@', '#':
		if beginsWord(strings.TrimLeft(src[i+1:], "_")) {
			return s.tag(i)
		}
	case '.':
		if end := ellipsis(src, i); end > i+1 {
			return s.symbol(i, end, Mark)
		}
		if kinds[s.at(i+1)] == numeric && (s.left != 0 || len(s.toks) == 0 || !s.toks[len(s.toks)-1].Is(Word)) {
			s.form = append(s.form[:0], '.')
			end := s.letters(i + 1)
			return s.add(i, end, Word|Number)
		}
	case '-':
		end := i + 1
		for s.at(end) == '-' {
			end++
		}
		return s.symbol(i, end, Mark)
	case '"':
		return s.symbol(i, i+1, Mark|Quote)
	case '\'':
		if end := s.split(i, 1); end > 0 {
			return end
		}
		if s.at(i+1) == '\'' {
			return s.symbol(i, i+2, Mark|Quote)
		}
		return s.symbol(i, i+1, Mark|Quote)
	case '`':
		if s.at(i+1) == '`' {
			return s.symbol(i, i+2, Mark|Quote)
		}
		return s.symbol(i, i+1, Mark|Quote)
	}
	s.toks = append(s.toks, Token{Span{i, i + 1}, symbolTypes[c], Mark | s.left})
	s.left = 0
	return i + 1
}

// symbol appends a mark as it is written.
func (s *scanner) symbol(start, end int, flags Flags) int {
	s.form = append(s.form[:0], s.src[start:end]...)
	return s.add(start, end, flags)
}

// split reads a clitic after a word that ended in a stop, a digit or a closing mark: U.S.'s, “Today”’s. The
// apostrophe at i is n bytes long.
func (s *scanner) split(i, n int) int {
	if s.left != 0 {
		return 0
	}
	k := clitic(s.src[i+n:])
	before := s.toks[len(s.toks)-1]
	if k == 0 || !before.Is(Word) && before.Of(s.src) != "”" {
		return 0
	}
	s.form = append(s.form[:0], '\'')
	for _, c := range []byte(s.src[i+n : i+n+k]) {
		s.form = append(s.form, lower[c])
	}
	return s.add(i, i+n+k, Word|Clitic)
}

// ellipsis returns the end of a run of stops, also of spaced ones (. . .).
func ellipsis(src string, i int) int {
	end := i + 1
	for end < len(src) && src[end] == '.' {
		end++
	}
	if end > i+1 {
		return end
	}
	for end+1 < len(src) && src[end] == ' ' && src[end+1] == '.' {
		end += 2
	}
	return end
}

// wide reads what begins with a code point beyond ASCII.
func (s *scanner) wide(i int) int {
	r, n := utf8.DecodeRuneInString(s.src[i:])
	end := i + n
	switch {
	case r == '’' || r == '‘' || r == apostrophe:
		if end := s.split(i, n); end > 0 {
			return end
		}
		s.form = append(s.form[:0], '\'')
		if r != apostrophe && strings.HasPrefix(s.src[end:], s.src[i:end]) { // ‘‘double’’
			s.form = append(s.form, '\'')
			end += n
		}
		return s.add(i, end, Mark|Quote)
	case strings.ContainsRune("“”„‟‚‛«»‹›「」『』", r):
		return s.symbol(i, end, Mark|Quote)
	case '–' <= r && r <= '…':
		return s.symbol(i, end, Mark)
	case isLetter(r):
		return s.word(i)
	case unicode.IsSpace(r):
		switch r {
		case 0x2029:
			s.gap(2)
		case 0x2028, 0x85:
			s.gap(1)
		default:
			s.gap(0)
		}
		return end
	case unicode.Is(unicode.Cf, r): // byte order and direction marks, joiners
		return end
	case r == utf8.RuneError:
		s.form = append(s.form[:0], "\uFFFD"...)
		return s.add(i, end, Mark)
	}
	for end < len(s.src) { // accents, emoji modifiers and joined emoji
		r, n := utf8.DecodeRuneInString(s.src[end:])
		if !unicode.Is(unicode.M, r) && !(0x1F3FB <= r && r <= 0x1F3FF) {
			if r != 0x200D || end+n >= len(s.src) || s.src[end+n] < utf8.RuneSelf {
				break
			}
			next, m := utf8.DecodeRuneInString(s.src[end+n:])
			if !unicode.IsSymbol(next) {
				break
			}
			n += m
		}
		end += n
	}
	s.form = append(s.form[:0], Fold(s.src[i:end])...)
	return s.add(i, end, Mark)
}
