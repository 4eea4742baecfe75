package lexicons

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/text"
)

// Bounds of a term. They keep a mistake, or a malicious file, from costing more than it says.
const (
	maxWords        = 32   // in a term
	maxBytes        = 2048 // in a term as written
	maxAlternatives = 512  // readings of one term
	maxParts        = 64   // in a hyphen compound of the text; longer ones are not divided
)

// A phrase is one reading of a pattern, its alternatives chosen: words as the text has them, so folded,
// clitics apart, hyphen compounds divided.
type phrase struct {
	words []string // may hold * and ?
	cased []string // the letters as written, where capitals count; else nil
	rank  int32    // how many letters are literal; and whether capitals count
}

// key identifies the phrase among others.
func (p phrase) key() string {
	key := strings.Join(p.words, " ")
	if p.cased != nil {
		key += "=" + strings.Join(p.cased, " ")
	}
	return key
}

// Two rare letters stand for the wildcards while a pattern is divided into words, so that the tokenizer
// itself divides it and a pattern is cut exactly as the text is.
const (
	anyRun = 'ꙮ'
	anyOne = 'ꙭ'
)

var (
	hideWildcards = strings.NewReplacer("*", string(anyRun), "?", string(anyOne))
	showWildcards = strings.NewReplacer(string(anyRun), "*", string(anyOne), "?")
)

// Readings returns what a pattern stands for once its alternatives are chosen, each in a canonical form: two
// patterns of a concept that have one in common match the same words. The error says what is wrong with it.
func Readings(pattern string) ([]string, error) {
	phrases, err := parsePattern(pattern)
	var keys []string
	for _, p := range phrases {
		keys = append(keys, p.key())
	}
	return keys, err
}

// Alternatives returns a pattern's alternatives multiplied out, each a word or a phrase without brackets, and whether
// capitals count.
func Alternatives(pattern string) (words []string, cased bool, err error) {
	body, cased := strings.CutPrefix(strings.TrimSpace(pattern), "=")
	readings, err := expand(body)
	for _, r := range readings {
		if r = strings.TrimPrefix(strings.Join(strings.Fields(r), " "), "="); r != "" && !slices.Contains(words, r) {
			words = append(words, r)
		}
	}
	return words, cased, err
}

// readings are those of patterns by the pattern as written.
type readings map[string][]phrase

// of returns the readings of a pattern: those that are known, else read now.
func (r readings) of(pattern string) ([]phrase, error) {
	if known, ok := r[pattern]; ok {
		return known, nil
	}
	return parsePattern(pattern)
}

// parsePattern reads a pattern. The error says what is wrong with it.
func parsePattern(pattern string) ([]phrase, error) {
	if p, ok := plainPhrase(pattern); ok {
		return []phrase{p}, nil
	}
	if !utf8.ValidString(pattern) {
		return nil, fmt.Errorf("term %q is not valid UTF-8", pattern)
	}
	if n := len(strings.Fields(pattern)); n > maxWords {
		return nil, fmt.Errorf("term %q has %d words; a term has at most %d", shorten(pattern), n, maxWords)
	}
	if len(pattern) > maxBytes {
		return nil, fmt.Errorf("term %q has %d bytes; a term has at most %d", shorten(pattern), len(pattern), maxBytes)
	}
	if strings.ContainsFunc(pattern, func(r rune) bool {
		return r == '/' || r == anyRun || r == anyOne || r == utf8.RuneError || unicode.IsControl(r)
	}) {
		return nil, fmt.Errorf("term %q: a term may not hold a slash or a control character", pattern)
	}
	body, cased := strings.CutPrefix(strings.TrimSpace(pattern), "=")
	readings, err := expand(body)
	if err != nil {
		return nil, fmt.Errorf("term %q: %w", shorten(pattern), err)
	}
	var phrases []phrase
	seen := map[string]bool{}
	for _, reading := range readings {
		plain, alone := strings.CutPrefix(strings.TrimSpace(reading), "=")
		p, ok := plainPhrase(plain)
		if !ok || cased || alone {
			if p, err = newPhrase(plain, cased || alone); err != nil {
				return nil, fmt.Errorf("term %q: %w", shorten(pattern), err)
			}
		}
		if key := p.key(); !seen[key] {
			seen[key] = true
			phrases = append(phrases, p)
		}
	}
	return phrases, nil
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// expand returns the readings of a pattern, its alternatives multiplied out, in the order written.
func expand(pattern string) ([]string, error) {
	readings, rest, err := alternatives(pattern)
	if err == nil && rest != "" {
		err = fmt.Errorf("a closing bracket without its opening one")
	}
	return readings, err
}

// alternatives reads a|b up to the end or to a closing bracket, which it leaves in rest.
func alternatives(s string) (readings []string, rest string, err error) {
	current := []string{""}
	for s != "" {
		i := strings.IndexAny(s, "(|)")
		if i < 0 {
			i = len(s)
		}
		factor := []string{s[:i]}
		s = s[i:]
		bar := false
		switch {
		case s == "":
		case s[0] == ')':
			return append(readings, multiply(current, factor)...), s, nil
		case s[0] == '|':
			s, bar = s[1:], true
		default:
			current = multiply(current, factor)
			if factor, s, err = alternatives(s[1:]); err != nil {
				return nil, "", err
			}
			if s == "" {
				return nil, "", fmt.Errorf("an opening bracket without its closing one")
			}
			s = s[1:]
		}
		if len(readings)+len(current)*len(factor) > maxAlternatives {
			return nil, "", fmt.Errorf("more than %d readings; divide it into several terms", maxAlternatives)
		}
		current = multiply(current, factor)
		if bar {
			readings, current = append(readings, current...), []string{""}
		}
	}
	return append(readings, current...), "", nil
}

func multiply(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, head := range heads {
		for _, tail := range tails {
			out = append(out, head+tail)
		}
	}
	return out
}

// plainPhrase is the short way to the one reading of a pattern of lower-case ASCII letters, wildcards and single spaces, as
// most in dictionaries are.
func plainPhrase(pattern string) (p phrase, ok bool) {
	p.words = strings.Split(pattern, " ")
	if len(pattern) > maxBytes || len(p.words) > maxWords {
		return p, false
	}
	for _, word := range p.words {
		letters := 0
		for _, c := range []byte(word) {
			switch {
			case 'a' <= c && c <= 'z':
				letters++
			case c != '*' && c != '?':
				return p, false
			}
		}
		if letters == 0 {
			return p, false
		}
		p.rank += int32(2 * letters)
	}
	return p, true
}

// newPhrase divides one reading of a pattern into words.
func newPhrase(reading string, cased bool) (phrase, error) {
	var p phrase
	src := hideWildcards.Replace(strings.Join(strings.Fields(reading), " "))
	literal := false
	for _, tok := range text.Tokenize(nil, src) {
		form := showWildcards.Replace(tok.Form(src))
		if form == "-" {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(form); tok.Is(text.Mark) && !unicode.IsSymbol(r) && !strings.ContainsRune("%&'", r) {
			return p, fmt.Errorf("the mark %s can never be part of a match; legal are letters, digits, spaces, hyphens, apostrophes and * ? ( | ) =", form)
		}
		spelling := divideSource(tok.Of(src), form)
		for i, word := range divide(form) {
			letters := countLiteral(word)
			if letters == 0 && strings.ContainsAny(word, "*?") {
				return p, fmt.Errorf("the word %s is nothing but wildcards", word)
			}
			literal = literal || tok.Is(text.Word)
			p.words = append(p.words, word)
			p.rank += int32(2 * letters)
			if cased {
				p.cased = append(p.cased, onlyLetters(showWildcards.Replace(spelling[i])))
			}
		}
	}
	if !literal {
		return p, fmt.Errorf("no word in it")
	}
	if len(p.words) > maxWords {
		return p, fmt.Errorf("%d words; a term has at most %d", len(p.words), maxWords)
	}
	if cased {
		p.rank++
	}
	return p, nil
}

func countLiteral(word string) (n int) {
	for _, r := range word {
		if r != '*' && r != '?' {
			n++
		}
	}
	return n
}

// divide returns the words of a token, of which a hyphen compound has several.
func divide(form string) []string {
	if !isCompound(form) {
		return []string{form}
	}
	return strings.Split(form, "-")
}

// divideSource divides a token as it is written into as many words as its form has.
func divideSource(written, form string) []string {
	if !isCompound(form) {
		return []string{written}
	}
	return strings.FieldsFunc(written, func(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' })
}

// isCompound reports whether a form is a hyphen compound. Addresses are not, whatever is in them.
func isCompound(form string) bool {
	n := strings.Count(form, "-")
	return n > 0 && n < maxParts && len(strings.Trim(form, "-")) == len(form) && !strings.Contains(form, "--") && !strings.ContainsAny(form, "/:@")
}

// onlyLetters leaves out whatever may be written in several ways without a difference.
func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '*' || r == '?' {
			return r
		}
		return -1
	}, s)
}

// SingleWords are the words that a pattern has readings of one word for, without their wildcards: of "terror*|war on terror"
// it is terror. What has a wildcard before its end is left out.
func SingleWords(pattern string) (words []string) {
	readings, err := parsePattern(pattern)
	if err != nil {
		return nil
	}
	for _, p := range readings {
		if w := strings.TrimRight(p.words[0], "*?"); len(p.words) == 1 && !strings.ContainsAny(w, "*?") {
			words = append(words, w)
		}
	}
	return words
}
