package stages

import (
	"parallax/pipeline"
	"parallax/text"
)

// SentenceAt returns the sentence of a document that holds a token. The document needs its Sentences.
func SentenceAt(d *pipeline.Document, token int) text.Sentence {
	return sentenceAt(Sentences.Of(d), token)
}

// InFurniture reports whether a token belongs to the page, not to the article, so that it is counted nowhere. The
// document needs its Furniture.
func InFurniture(d *pipeline.Document, token int) bool { return inside(Furniture.Of(d), token) }
