package pipeline

import (
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
	marks  []int // code points before every stride-th byte of Source
}

func newDocument(p *Pipeline, a corpus.Article) *Document {
	d := &Document{Article: a, Source: a.Text, plan: p, layers: make([]any, len(p.order))}
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
const stride = 256

// codePoints counts the code points of Source before a position.
func (d *Document) codePoints(at int) int {
	if d.marks == nil {
		d.marks = make([]int, 1, len(d.Source)/stride+1)
		n := 0
		for i := 0; i < len(d.Source); i++ {
			if i > 0 && i%stride == 0 {
				d.marks = append(d.marks, n)
			}
			if utf8.RuneStart(d.Source[i]) {
				n++
			}
		}
		d.marks = append(d.marks, n)
	}
	i := at / stride
	n := d.marks[i]
	for _, b := range []byte(d.Source[i*stride : at]) {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}
