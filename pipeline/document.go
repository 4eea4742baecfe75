package pipeline

import (
	"parallax/corpus"
	"parallax/counts"
)

// A Document is an article together with the layers computed for it so far. Layers see one text, the
// Source: the title, a blank line, then the article's text, so that a headline is simply the first
// paragraph. All spans of layers are in bytes of Source; [Document.Field] leads back to the input.
type Document struct {
	corpus.Article
	Source string
	Body   int // where Article.Text begins in Source

	plan   *Pipeline
	caller Stage // the stage at work: it may read only what it requires
	layers []any
	row    counts.Row
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

// Field returns the field in which a position of Source lies, and the position within that field.
func (d *Document) Field(at int) (Field, int) {
	if at < d.Body {
		return Title, at
	}
	return Body, at - d.Body
}
