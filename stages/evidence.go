package stages

import (
	"sort"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// addEvidence keeps an occurrence of a feature with the sentence around it. The counter at work must
// require Tokens and Sentences.
func addEvidence(d *pipeline.Document, r *counts.Row, f counts.Feature, v counts.Voice, at text.Range, rule string) {
	toks := Tokens.Of(d)
	span := at.Span(toks)
	_, start := d.Offset(span.Start)
	_, end := d.Offset(span.End)
	r.Evidence = append(r.Evidence, counts.Evidence{
		Feature: f, Voice: v, Sentence: sentenceAt(Sentences.Of(d), at.From).Span(toks).Of(d.Source),
		Start: start, End: end, Rule: rule,
	})
}

// sentenceAt returns the sentence that holds a token.
func sentenceAt(sentences []text.Sentence, token int) text.Sentence {
	return sentences[sort.Search(len(sentences), func(i int) bool { return sentences[i].To > token })]
}

// inside reports whether a token lies in one of some ranges, which are in order and apart.
func inside(ranges []text.Range, token int) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].To > token })
	return i < len(ranges) && ranges[i].Has(token)
}
