package stages

import (
	"parallax/pipeline"
	"parallax/text"
)

// Tokens are the running words, numbers and marks of the headline and the text.
var Tokens = &pipeline.Layer[[]text.Token]{
	Name: "tokens",
	Doc:  "running words, numbers and marks",
	Run: func(d *pipeline.Document) ([]text.Token, error) {
		return text.Tokenize(tokens.take(len(d.Source)/5+8), d.Source), nil
	},
	Release: tokens.put,
}

var tokens room[text.Token]

// Sentences divide the tokens; the headline's come first. None crosses a paragraph.
var Sentences = &pipeline.Layer[[]text.Sentence]{
	Name:     "sentences",
	Doc:      "sentences and the paragraphs they stand in",
	Requires: []pipeline.Stage{Tokens},
	Run: func(d *pipeline.Document) ([]text.Sentence, error) {
		toks := Tokens.Of(d)
		return text.AppendSentences(sentences.take(len(toks)/16+1), d.Source, toks), nil
	},
	Release: sentences.put,
}

var sentences room[text.Sentence]

// Quotations are what stands between quotation marks.
var Quotations = &pipeline.Layer[[]text.Quotation]{
	Name:     "quotations",
	Doc:      "what stands between quotation marks, marks included",
	Requires: []pipeline.Stage{Tokens},
	Run: func(d *pipeline.Document) ([]text.Quotation, error) {
		return text.Quotations(d.Source, Tokens.Of(d)), nil
	},
}
