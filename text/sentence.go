package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences divides the tokens of the source into sentences. Every token lies in one sentence; none
// crosses a paragraph. The rules are those of news prose: abbreviations and initials seldom end a sentence, and a
// quoted question does not where its speaker follows (“Why?” Ann asked).
func Sentences(src string, toks []Token) []Sentence {
	return AppendSentences(make([]Sentence, 0, len(toks)/16+1), src, toks)
}

// AppendSentences appends the sentences of the source to dst, as [Sentences] has them.
func AppendSentences(dst []Sentence, src string, toks []Token) []Sentence {
	from, paragraph := 0, 0
	marks := straightMarks{src: src, toks: toks}
	for i := 1; i <= len(toks); i++ {
		newPara := i < len(toks) && toks[i].Is(NewPara)
		if i < len(toks) && !newPara {
			last := &toks[i-1]
			if last.Flags&(Mark|Abbrev) == 0 {
				continue
			}
			if last.Flags&Abbrev == 0 && !stops[src[last.Start]] {
				if last.Is(Quote) {
					marks.pass(i - 1)
				}
				continue
			}
			next, ends := sentenceEnd(src, toks, from, i-1)
			if next == i && ends && toks[i].Flags&(Quote|NewPara) == Quote && marks.closesAt(i) {
				next++
			}
			for k := i; k < next; k++ {
				marks.pass(k)
			}
			i = next
			if !ends {
				continue
			}
			newPara = i < len(toks) && toks[i].Is(NewPara)
		}
		dst = append(dst, Sentence{Range{from, i}, paragraph})
		from = i
		if newPara {
			paragraph++
			marks.open = false
		}
	}
	return dst
}

// straightMarks follow a paragraph's straight quotation marks, which do not show by themselves whether they open or close. They are
// asked about pages that set a closing mark as an opening one: ‘It rained. "Lind left.’
type straightMarks struct {
	src  string
	toks []Token
	open bool
}

// pass takes up the mark at index i.
func (m *straightMarks) pass(i int) {
	switch m.toks[i].Of(m.src) {
	case "”", "''":
		m.open = false
		return
	case `"`:
	default:
		return
	}
	m.open = !m.open && m.toks[i].Flags&(SpaceLeft|NewPara) != 0 || m.open && !m.closesAt(i)
}

// closesAt reports whether the mark at index i closes: one is open, and, where it looks as if it opened another, so does the next mark.
func (m *straightMarks) closesAt(i int) bool {
	const reach = 200 // tokens
	if !m.open || m.src[m.toks[i].Start] != '"' {
		return false
	}
	for k := i + 1; m.opensByShape(i) && k < min(len(m.toks), i+reach) && !m.toks[k].Is(NewPara); k++ {
		if m.toks[k].Is(Quote) && m.src[m.toks[k].Start] == '"' {
			return m.opensByShape(k)
		}
	}
	return true
}

// opensByShape reports whether a mark stands behind a space and before none.
func (m *straightMarks) opensByShape(i int) bool {
	return m.toks[i].Flags&(SpaceLeft|NewPara) != 0 && i+1 < len(m.toks) && !m.toks[i+1].Is(SpaceLeft)
}

// stops are the first bytes of the marks that may end a sentence: . ! ? and …, which begins with 0xE2.
var stops = [256]bool{'.': true, '!': true, '?': true, 0xE2: true}

// sentenceEnd reports whether the token at index i ends the sentence, and returns the index after the marks
// that go with it, so that none is looked at twice.
func sentenceEnd(src string, toks []Token, from, i int) (next int, ends bool) {
	stop := toks[i]
	text := stop.Of(src)
	kind := text[0]
	switch {
	case stop.Is(Abbrev):
		kind = 'a'
	case text == "…" || kind == '.' && len(text) > 1:
		if i == from || i-1 == from && toks[from].Is(Mark) { // “…and then
			return i + 1, false
		}
		kind = 'e'
	case kind == '.' && i-1 == from && isItem(toks[from]): // 1. First
		return i + 1, false
	case kind != '.' && kind != '!' && kind != '?':
		return i + 1, false
	}
	quoted := false
	next = i + 1
	for next < len(toks) && closes(src, toks, next) {
		quoted = quoted || toks[next].Is(Quote)
		next++
	}
	if next == len(toks) || toks[next].Is(NewPara) {
		return next, true
	}
	if !begins(src, toks, next) {
		return next, false
	}
	switch {
	case kind == 'a' && (!endsAtAbbreviation(src, stop, toks, next) || !hasProse(toks[max(from, i-maxHeading):i])),
		(kind == 'e' || kind == '!' || kind == '?') && quoted && speaker(src, toks, next):
		return next, false
	}
	return next, true
}

// isItem reports whether a token can number an item of a list.
func isItem(t Token) bool {
	return t.Is(Number) && t.End-t.Start <= 2 || t.Is(Word) && t.End-t.Start == 1
}

// closes reports whether the mark at index i belongs to the sentence that ended before it: a closing mark
// or bracket, or another stop.
func closes(src string, toks []Token, i int) bool {
	t := toks[i]
	if !t.Is(Mark) || t.Is(NewPara) {
		return false
	}
	switch text := t.Of(src); text {
	case "”", "''", "’’", "»", `"`, "'", "’": // after a space a mark opens, unless it stands alone: ''Who pays?'' ''You do.''
		if !t.Is(SpaceLeft) {
			return true
		}
		return text != "'" && (i+1 == len(toks) || toks[i+1].Is(SpaceLeft))
	case ")", "]", "}", ".", "!", "?":
		return !t.Is(SpaceLeft)
	default: // an ellipsis, which also marks what was left out between two sentences
		return text[0] == '.' || text == "…"
	}
}

// begins reports whether a sentence can begin at index i: with a word not in lower case, or with marks before
// such a word.
func begins(src string, toks []Token, i int) bool {
	for k := i; k < len(toks) && k < i+4; k++ {
		t := toks[k]
		if t.Is(Word) {
			return t.Flags&(Capital|Number) != 0 || !isLower(t.Of(src)) || k > i && toks[k-1].Is(Quote)
		}
		switch {
		case t.Is(Quote), strings.ContainsAny(t.Of(src), "([{—–-•*·■▪►¿¡$£€@#"):
		case src[t.Start] == '.' || t.Of(src) == "…":
		default:
			return src[t.Start] > 0x7F // emoji, other scripts' marks
		}
	}
	return true
}

// endsAtAbbreviation decides whether an abbreviation also ends the sentence before the token at next.
func endsAtAbbreviation(src string, stop Token, toks []Token, next int) bool {
	form := stop.Form(src)
	c := classes[strings.TrimSuffix(form, ".")]
	t := toks[next]
	if t.Is(Quote) && next+1 < len(toks) {
		t = toks[next+1]
		if c.has(state) || strings.Contains(form, "-") { // R-Tenn. “Nobody
			return t.Is(Capital)
		}
	}
	switch {
	case c.has(title|versus) || len(form) == 2:
		return false
	case c.has(clock):
		return t.Is(Capital) && !t.Is(AllCaps) && !classes[strings.TrimSuffix(t.Form(src), ".")].has(after)
	}
	return t.Is(Capital) && !t.Is(AllCaps) && t.Type.class().has(opener)
}

// maxHeading is how far, in tokens, before an abbreviation a word without a capital is looked for.
const maxHeading = 16

// hasProse reports whether some word has no capital. Where none has, as in the headline "U.S. Officials Leave", the
// capital after an abbreviation says nothing of where a sentence begins.
func hasProse(toks []Token) bool {
	for _, t := range toks {
		if t.Is(Word) && t.Flags&(Capital|Number) == 0 {
			return true
		}
	}
	return false
}

// speaker reports whether the tokens from index i say who spoke: Ann Lee asked; said Lee; I asked.
func speaker(src string, toks []Token, i int) bool {
	for k := i; k < len(toks) && k < i+6; k++ {
		t := toks[k]
		c := t.Type.class()
		switch {
		case t.Is(NewPara):
			return false
		case c.has(say) && k > i && t.Flags&Capital == 0:
			return true
		case t.Flags&Capital == 0 || c.has(opener) && t.Of(src) != "I":
			return false
		}
	}
	return false
}

func isLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}
