package pipeline

import (
	"math/bits"
	"unicode/utf8"

	"parallax/corpus"
	"parallax/counts"
)

// A Document is an article together with the layers computed for it so far. Layers see one text, the
// Source: the title, a blank line, then the article's text, so that a headline is simply the first
// paragraph. All spans of layers are in bytes of Source; [Document.Offset] leads back to the input.
type Document struct {
	corpus.Article
	Source string
	Body   int // where Article.Text begins in Source

	plan   *Pipeline
	caller Stage // the stage at work: it may read only what it requires
	layers []any
	row    counts.Row
	marks  []int32 // code points before every stride-th byte of Source
}

func newDocument(p *Pipeline, a corpus.Article) *Document {
	d := &Document{Article: a, Source: a.Text, plan: p, layers: make([]any, len(p.order)), row: *spareRows.Get().(*counts.Row)}
	if a.Title != "" {
		d.Source = a.Title + "\n\n" + a.Text
		d.Body = len(a.Title) + 2
	}
	return d
}

// A Field is a part of the input that offsets point into.
type Field string

const (
	Title Field = "title"
	Body  Field = "body"
)

// Offset returns where a position of Source, in bytes, lies in the input: the field, and the code points
// before it in that field. Every file that is written counts in code points.
func (d *Document) Offset(at int) (Field, int) {
	if at < d.Body {
		return Title, d.codePoints(at)
	}
	return Body, d.codePoints(at) - d.codePoints(d.Body)
}

// stride is the distance of the places where code points are counted in advance.
const stride = 128

// codePoints counts the code points of Source before a position.
func (d *Document) codePoints(at int) int {
	if d.marks == nil {
		d.marks = make([]int32, 1, len(d.Source)/stride+2)
		n := 0
		for i := stride; i <= len(d.Source); i += stride {
			n += runeStarts(d.Source[i-stride : i])
			d.marks = append(d.marks, int32(n))
		}
	}
	i := at / stride
	return int(d.marks[i]) + runeStarts(d.Source[i*stride:at])
}

// runeStarts counts the bytes that do not go on a code point begun before them, eight at a time.
func runeStarts(s string) int {
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		b := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n -= bits.OnesCount64(b & (^b << 1) & 0x8080808080808080) // 10xxxxxx
	}
	for i := range len(s) {
		if !utf8.RuneStart(s[i]) {
			n--
		}
	}
	return n
}
