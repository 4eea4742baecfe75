package concordance

import (
	"hash/fnv"
	"io"
	"strings"
	"unicode"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// A Line of a concordance is a hit in its context. Runs of white space in the texts are single spaces.
type Line struct {
	Article, Outlet, Published string
	Title, URL                 string // of the article
	Voice                      counts.Voice
	Side                       string // whom the keyword is about, as in [Hit]
	Entry                      lexicons.Entry
	Left, Keyword, Right       string
	Field                      pipeline.Field
	Start, End                 int // of the keyword, in code points of the field

	lot uint64 // a hash of article and place
}

// A Context says how much is shown around a keyword.
type Context struct {
	Words int // to the left and to the right, across sentences; the rest of its sentence where it is 0
}

// Lines sets hits of a document in their contexts. The headline and the text are apart: neither is context of the other.
func (c Context) Lines(d *pipeline.Document, hits []Hit, entries []lexicons.Entry) []Line {
	toks := stages.Tokens.Of(d)
	lines := make([]Line, len(hits))
	for i, h := range hits {
		around := stages.SentenceAt(d, h.From).Range
		if c.Words > 0 {
			around = c.window(d, h.Range)
		}
		span := h.Span(toks)
		l := Line{
			Article: d.ID, Outlet: d.Outlet, Published: d.Published.String(), Title: d.Title, URL: d.URL, Voice: h.Voice, Side: h.Side, Entry: entries[h.Entry],
			Left:    onOneLine(d.Source[toks[around.From].Start:span.Start]),
			Keyword: onOneLine(span.Of(d.Source)),
			Right:   onOneLine(d.Source[span.End:toks[around.To-1].End]),
		}
		l.Field, l.Start = d.Offset(span.Start)
		_, l.End = d.Offset(span.End)
		l.lot = lot(l.Article, string(l.Field), l.Start, l.End)
		lines[i] = l
	}
	return lines
}

// window is a range of tokens with so many words on both sides, as far as the headline or the text goes.
func (c Context) window(d *pipeline.Document, r text.Range) text.Range {
	toks := stages.Tokens.Of(d)
	headline := toks[r.From].Start < d.Body
	for words := 0; r.From > 0 && words < c.Words && toks[r.From-1].Start < d.Body == headline; r.From-- {
		if toks[r.From-1].Is(text.Word) {
			words++
		}
	}
	for words := 0; r.To < len(toks) && words < c.Words && toks[r.To].Start < d.Body == headline; r.To++ {
		if toks[r.To].Is(text.Word) {
			words++
		}
	}
	return r
}

// onOneLine makes every run of white space a single space, also at the ends.
func onOneLine(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if space = space || unicode.IsSpace(r); unicode.IsSpace(r) {
			continue
		}
		if space {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// lot is FNV-1a of an occurrence's place, which is the same on every machine.
func lot(article, field string, start, end int) uint64 {
	h := fnv.New64a()
	io.WriteString(h, article)
	io.WriteString(h, "\x00"+field)
	for _, n := range []int{start, end} {
		h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
	}
	return h.Sum64()
}

// mix spreads inputs that are near each other (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
