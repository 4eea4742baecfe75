package stages

import (
	"strings"
	"unicode/utf8"

	"parallax/text"
)

// The rules for what accounts of social networks posted, where the account is the source and there is no cue; and for
// quotations with their speaker's name below.
const (
	retweeted = "retweet"
	posted    = "post"
	signed    = "signed"
)

// retweet finds "RT @handle: …".
func (r *reading) retweet(k int, s text.Range) bool {
	if s.Len() < 4 || r.toks[s.From].Of(r.src) != "RT" || r.src[r.toks[s.From+1].Start] != '@' || !r.is[s.From+2].has(colon) {
		return false
	}
	f := finding{source: text.Range{From: s.From + 1, To: s.From + 2}, cue: text.Range{From: s.From, To: s.From}, head: s.From, sentence: k, rule: retweeted}
	return r.add(f, text.Range{From: s.From + 3, To: r.end(s)})
}

// post finds an embedded post, which ends in a signature: "The well is dry. — North Farm (@northfarm) June 18, 2018". Its text is
// the paragraph before the signature, or the whole one where the signature stands apart.
func (r *reading) post(k int, s text.Range) bool {
	sign, source, ok := r.signature(s)
	if !ok {
		return false
	}
	first := k
	if sign == s.From && k > 0 && r.sentences[k-1].Paragraph != r.sentences[k].Paragraph {
		first--
	}
	for paragraph := r.sentences[first].Paragraph; first > r.unsigned && r.sentences[first-1].Paragraph == paragraph; first-- {
	}
	content := text.Range{From: r.sentences[first].From, To: sign}
	if r.toks[content.From].Start < r.body {
		return false
	}
	r.unsigned = k + 1
	return r.add(finding{source: source, cue: text.Range{From: sign, To: sign}, head: source.To - 1, sentence: k, rule: posted}, content)
}

// signature returns where the signature in a sentence begins, and the account that signs: a dash or the start of the
// sentence, a name, the account in brackets, and a date or nothing.
func (r *reading) signature(s text.Range) (from int, source text.Range, ok bool) {
	const maxName = 10
	if strings.IndexByte(s.Span(r.toks).Of(r.src), '@') < 0 {
		return 0, text.Range{}, false
	}
	for i := s.From + 1; i+1 < s.To; i++ {
		if r.src[r.toks[i].Start] != '@' || r.toks[i-1].Of(r.src) != "(" || r.toks[i+1].Of(r.src) != ")" || i+2 < s.To && !r.is[i+2].has(timeWord) {
			continue
		}
		for from = i - 1; from > s.From && from > i-maxName; from-- {
			if d := r.toks[from].Of(r.src); d == "—" || d == "–" {
				break
			}
		}
		mark := r.toks[from].Of(r.src) // the dash, perhaps in the wrong encoding
		if _, n := utf8.DecodeRuneInString(mark); n > 1 && n == len(mark) {
			return from, r.signer(from+1, i), true
		}
		return from, r.signer(from, i), from == s.From && r.toks[from].Is(text.Capital)
	}
	return 0, text.Range{}, false
}

// signer returns the name and the account of a signature, or the account alone where the name is not written as one.
func (r *reading) signer(from, account int) text.Range {
	if r.toks[from].Is(text.Capital) {
		return text.Range{From: from, To: account + 2}
	}
	return text.Range{From: account, To: account + 1}
}

// signs finds a quotation that its speaker's name follows behind a dash, alone on the line: “The well is dry.” — Ana Ruiz. The dash is
// the cue.
func (r *reading) signs(k int, s text.Range) bool {
	for i := max(1, s.From); i+1 < s.To; i++ {
		if !r.is[i].has(dash) || r.quote[i] != 0 || !r.closes(i-1) {
			continue
		}
		q := r.quotes[r.quote[i-1]-1]
		source := text.Range{From: i + 1, To: r.nameEnd(i+1, s)}
		if q.Len() < minFloating || source.Len() == 0 || r.toks[q.From].Start < r.body {
			return false
		}
		return r.add(finding{source: source, cue: text.Range{From: i, To: i + 1}, head: i, sentence: k, rule: signed}, q.Range)
	}
	return false
}

// nameEnd returns where a name that fills the rest of its line ends: i where there is none. What a comma sets off may follow it.
func (r *reading) nameEnd(i int, s text.Range) int {
	const longest = 15
	to := i
	for ; to < s.To && to < i+longest && !(to > i && r.toks[to].Is(text.NewLine)) && !r.is[to].has(stop); to++ {
		if r.is[to].has(comma) && to > i+1 {
			for to < s.To && to < i+longest && !r.toks[to].Is(text.NewLine) && !r.is[to].has(stop) {
				to++
			}
			break
		}
		if t := r.toks[to]; !t.Is(text.Capital) && !r.named(to, particle) && !r.is[to].has(possessive) {
			return i
		}
	}
	if to == i || !r.toks[i].Is(text.Capital) || to < len(r.toks) && !r.toks[to].Is(text.NewLine) && !(r.is[to].has(stop) && to+1 >= s.To) {
		return i
	}
	return to
}
