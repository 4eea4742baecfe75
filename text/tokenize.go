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
		switch kinds[src[i]] {
		case alphabetic:
			if end := s.plain(i); end > i {
				i = end
				continue
			}
			i = s.word(i)
		case numeric:
			i = s.word(i)
		case blank:
			i = s.space(i)
		case divider, symbol:
			i = s.mark(i)
		default:
			i = s.wide(i)
		}
	}
	return s.toks
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

func (c class) has(d class) bool { return c&d != 0 }

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
