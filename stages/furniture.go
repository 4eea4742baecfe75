package stages

import (
	"slices"
	"strings"

	"parallax/pipeline"
	"parallax/text"
)

// Furniture are paragraphs that a page puts around its article: prompts, bylines, picture credits,
// copyright lines. They stay in the text, so that offsets hold, but are counted nowhere and quote nobody.
// The rules are those of linguistics.md, section 2.6, as far as one article shows them.
var Furniture = &pipeline.Layer[[]text.Range]{
	Name:     "furniture",
	Doc:      "paragraphs that belong to the page, not to the article",
	Requires: []pipeline.Stage{Tokens, Sentences},
	Run: func(d *pipeline.Document) ([]text.Range, error) {
		toks, sentences := Tokens.Of(d), Sentences.Of(d)
		var found []text.Range
		for from := 0; from < len(sentences); {
			to := from + 1
			for to < len(sentences) && sentences[to].Paragraph == sentences[from].Paragraph {
				to++
			}
			p := text.Range{From: sentences[from].From, To: sentences[to-1].To}
			if toks[p.From].Start >= d.Body && isFurniture(d.Source, toks[p.From:p.To]) {
				found = append(found, p)
			}
			from = to
		}
		return found, nil
	},
}

// Beyond these lengths a paragraph is prose, whatever it begins with.
const (
	maxPrompt  = 16 // tokens
	maxCaption = 60
)

// prompts are the words that a line of furniture begins with.
var prompts = [][]string{
	{"read", "more"}, {"read", "also"}, {"see", "also"}, {"also", "read"}, {"more", "on", "this"}, {"related"},
	{"sign", "up"}, {"subscribe"}, {"follow", "us"}, {"share", "this"}, {"click", "here"}, {"advertisement"},
	{"edit", "content"}, {"skip", "to"}, {"continue", "reading"}, {"story", "continues"}, {"watch", ":"}, {"listen", ":"},
	{"photo", ":"}, {"image", ":"}, {"image", "caption"}, {"image", "source"}, {"picture", ":"}, {"video", ":"}, {"credit", ":"},
	{"©"}, {"copyright"}, {"all", "rights", "reserved"}, {"trending"}, {"recommended"}, {"most", "read"}, {"newsletter"},
	{"cookie"}, {"cookies"}, {"accept", "all"}, {"leave", "a", "comment"}, {"file", "photo"},
}

// isFurniture judges one paragraph.
func isFurniture(src string, toks []text.Token) bool {
	if len(toks) > maxCaption {
		return false
	}
	if len(toks) <= maxPrompt {
		for _, p := range prompts {
			if begins(src, toks, p) && (len(toks) <= len(p)+1 || !endsSentence(src, toks)) || p[0] == "©" && begins(src, toks, p) {
				return true
			}
		}
		if isByline(src, toks) {
			return true
		}
	}
	return hasCredit(src, toks)
}

func begins(src string, toks []text.Token, forms []string) bool {
	if len(toks) < len(forms) {
		return false
	}
	for i, f := range forms {
		if toks[i].Form(src) != f {
			return false
		}
	}
	return true
}

func endsSentence(src string, toks []text.Token) bool {
	last := toks[len(toks)-1].Of(src)
	return last == "." || last == "!" || last == "?"
}

// isByline recognises "By Ravi Shah and Lena Cole, Staff Writers": By, then names and small connecting words.
func isByline(src string, toks []text.Token) bool {
	if len(toks) < 2 || toks[0].Of(src) != "By" && toks[0].Of(src) != "BY" || endsSentence(src, toks) {
		return false
	}
	for _, t := range toks[1:] {
		if !t.Is(text.Capital) && !t.Is(text.Mark) && !slices.Contains([]string{"and", "in", "for", "of", "the", "at", "with"}, t.Form(src)) {
			return false
		}
	}
	return toks[1].Is(text.Capital)
}

// creditWords are the words of which one stands in every picture credit.
var creditWords = text.NewTable(func(form string) bool {
	switch form {
	case "photo", "photos", "image", "images", "picture", "reuters", "ap", "afp", "getty":
		return true
	}
	return false
})

// hasCredit recognises a caption by the credit at its end: "(Photo: J. Ito/Reuters)", "Getty Images".
func hasCredit(src string, toks []text.Token) bool {
	end := toks[max(0, len(toks)-14):]
	if !slices.ContainsFunc(end, func(t text.Token) bool { return *creditWords.Of(src, t) }) {
		return false
	}
	whole := text.Range{To: len(end)}.Span(end).Of(src)
	tail := strings.ToLower(whole[max(0, len(whole)-60):])
	return slices.ContainsFunc(credits, func(credit string) bool { return strings.Contains(tail, credit) })
}

var credits = []string{"(photo", "(image", "(picture", "photo:", "photo by", "getty images", "ap photo", "file photo", "via ap)", "/reuters)", "/ap)", "/afp)", "/afp via getty"}
