package stages

import (
	"slices"

	"parallax/pipeline"
	"parallax/text"
)

// BlockQuotations are paragraphs that quote without marks, as a page sets them off: the paragraph before ends in a colon after
// a word of saying, writing or reading ("he wrote:").
var BlockQuotations = &pipeline.Layer[[]text.Range]{
	Name:     "block-quotations",
	Doc:      "paragraphs that are quoted without marks, after a colon",
	Requires: []pipeline.Stage{Tokens, Sentences, Quotations},
	Run: func(d *pipeline.Document) (blocks []text.Range, err error) {
		toks, sentences, quotes := Tokens.Of(d), Sentences.Of(d), Quotations.Of(d)
		for k := 0; k+1 < len(sentences); k++ {
			s := sentences[k]
			if sentences[k+1].Paragraph == s.Paragraph || toks[s.From].Start < d.Body || toks[s.To-1].Of(d.Source) != ":" || !introduces(d.Source, toks[max(s.From, s.To-maxIntroduction):s.To]) {
				continue
			}
			block := sentences[k+1].Range
			for j := k + 2; j < len(sentences) && sentences[j].Paragraph == sentences[k+1].Paragraph; j++ {
				block.To = sentences[j].To
			}
			for len(quotes) > 0 && (quotes[0].To <= block.From || quotes[0].Single) {
				quotes = quotes[1:]
			}
			if isBlock(d.Source, toks, block) && (len(quotes) == 0 || quotes[0].From >= block.To) {
				blocks = append(blocks, block)
			}
		}
		return blocks, nil
	},
}

// maxIntroduction is how many tokens before the colon the word of saying can stand.
const maxIntroduction = 12

// introducing are the words that announce a text to be read.
var introducing = classOf(`said says saying wrote writes writing written tweeted tweets tweeting tweet posted posts posting post read reads reading
	statement letter email e-mail memo message transcript excerpt replied added adding responded caption declared stated stating`)

func introduces(src string, toks []text.Token) bool {
	return slices.ContainsFunc(toks, func(t text.Token) bool { return introducing.Has(src, t) })
}

// isBlock reports whether a paragraph can be quoted without marks: it begins like a sentence, has some words, and announces none
// itself.
func isBlock(src string, toks []text.Token, p text.Range) bool {
	const fewest = 4
	words := 0
	for _, t := range toks[p.From:p.To] {
		if t.Is(text.Word) {
			words++
		}
	}
	first := toks[p.From]
	return words >= fewest && first.Is(text.Word) && first.Is(text.Capital) && toks[p.To-1].Of(src) != ":"
}

// Quoted are all quotations of a document, with marks or without, in order.
func Quoted(d *pipeline.Document) (all []text.Range) {
	blocks := BlockQuotations.Of(d)
	for _, q := range Quotations.Of(d) {
		for len(blocks) > 0 && blocks[0].From <= q.From {
			all, blocks = append(all, blocks[0]), blocks[1:]
		}
		all = append(all, q.Range)
	}
	return append(all, blocks...)
}
