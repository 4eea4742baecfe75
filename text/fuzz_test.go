package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var hardTexts = []string{
	"", " ", "\x00", "a\x00b", "\xff\xfe", "é\xff’s", "\ufeffFirst\u00adword", "e\u0301tude cafe\u0301", "السلام عليكم. «نعم»", "你好。世界",
	"👩‍👩‍👧 👍🏽 flag🇺🇸", "‘’“”\"'``''", "a'b'c'd n't 't 's’s", "U.S.'s J.K. a.m.. ...", ". . .", "--- — –", "@ # @_ #_ @a_b #1",
	"http:// https://x.y/z?q=“a” www. www.a a@b a@b.c a.com,", "6'2\" 12\" 1,000.5.6,7 .5 1. 2.", "\r\n\r\n\n \u2028 \u2029 \u0085",
	"ʼʼsʼ itʼs", "İSTANBUL ǅ ß ſ K", "“a “b ”c ”d \"e \"f \"g", "Mr.\nNo.\n\nNo.5 No. 5", "n’t don’t’ve", "_a_b_ -a- a--b a-‑b",
}

// FuzzText checks what must hold for any source, also a broken one.
func FuzzText(f *testing.F) {
	for _, s := range hardTexts {
		f.Add(s)
	}
	f.Add(prose[:2000])
	f.Fuzz(func(t *testing.T, src string) {
		toks := Tokenize(nil, src)
		checkTokens(t, src, toks)
		checkSentences(t, toks, Sentences(src, toks))
		checkQuotations(t, toks, Quotations(src, toks))
	})
}

func TestHardTexts(t *testing.T) {
	for _, s := range hardTexts {
		for _, src := range []string{s, s + s, "a " + s + ". B", "“" + s} {
			toks := Tokenize(nil, src)
			checkTokens(t, src, toks)
			checkSentences(t, toks, Sentences(src, toks))
			checkQuotations(t, toks, Quotations(src, toks))
		}
	}
}

func checkTokens(t *testing.T, src string, toks []Token) {
	if slow := wordByWord(src); !slices.Equal(toks, slow) {
		t.Fatalf("%q: tokens are %v, word by word %v", src, toks, slow)
	}
	at := 0
	for i, tok := range toks {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(src) {
			t.Fatalf("%q: token %d is %v after %d", src, i, tok.Span, at)
		}
		if utf8.ValidString(src) && !utf8.ValidString(tok.Of(src)) {
			t.Fatalf("%q: token %q divides a code point", src, tok.Of(src))
		}
		if j := strings.IndexFunc(src[at:tok.Start], isText); j >= 0 {
			t.Fatalf("%q: %q lies in no token", src, src[at+j:])
		}
		if tok.Form(src) != Fold(tok.Of(src)) {
			t.Fatalf("%q: form of %q is %q, not %q", src, tok.Of(src), tok.Form(src), Fold(tok.Of(src)))
		}
		if got, want := tok.Is(Word), strings.ContainsFunc(tok.Of(src), isText); got != want || got == tok.Is(Mark) {
			t.Fatalf("%q: flags of %q are %b", src, tok.Of(src), tok.Flags)
		}
		if i == 0 && !tok.Is(SpaceLeft|NewLine|NewPara) || tok.Is(NewPara) && !tok.Is(NewLine) || tok.Is(NewLine) && !tok.Is(SpaceLeft) {
			t.Fatalf("%q: flags of %q are %b", src, tok.Of(src), tok.Flags)
		}
		at = tok.End
	}
	if strings.ContainsFunc(src[at:], isText) {
		t.Fatalf("%q: %q lies in no token", src, src[at:])
	}
}

// wordByWord is Tokenize without the short way for plain words.
func wordByWord(src string) []Token {
	s := scanner{src: src, left: SpaceLeft | NewLine | NewPara}
	for i := 0; i < len(src); {
		i = s.step(i)
	}
	return s.toks
}

func isText(r rune) bool { return (unicode.IsLetter(r) || unicode.IsNumber(r)) && r != 'ʼ' }

func checkSentences(t *testing.T, toks []Token, sentences []Sentence) {
	at, paragraph := 0, 0
	for i, s := range sentences {
		if i > 0 && toks[s.From].Is(NewPara) {
			paragraph++
		}
		if s.From != at || s.To <= s.From || s.Paragraph != paragraph {
			t.Fatalf("sentence %d is %+v after %d", i, s, at)
		}
		for _, tok := range toks[s.From+1 : s.To] {
			if tok.Is(NewPara) {
				t.Fatalf("sentence %+v crosses a paragraph", s)
			}
		}
		at = s.To
	}
	if at != len(toks) {
		t.Fatalf("sentences end at %d of %d tokens", at, len(toks))
	}
}

func checkQuotations(t *testing.T, toks []Token, quotes []Quotation) {
	var open []Quotation
	for i, q := range quotes {
		if q.From < 0 || q.To <= q.From || q.To > len(toks) || i > 0 && q.From < quotes[i-1].From {
			t.Fatalf("quotation %d is %+v", i, q)
		}
		for len(open) > 0 && open[len(open)-1].To <= q.From {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && q.To > open[len(open)-1].To {
			t.Fatalf("%+v crosses %+v", q, open[len(open)-1])
		}
		open = append(open, q)
		if q.Depth != len(open) {
			t.Fatalf("%+v lies at depth %d", q, len(open))
		}
		for _, tok := range toks[q.From+1 : q.To] {
			if tok.Is(NewPara) {
				t.Fatalf("%+v crosses a paragraph", q)
			}
		}
	}
}
