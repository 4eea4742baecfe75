package stages

import (
	"slices"
	"strings"

	"parallax/pipeline"
	"parallax/text"
)

// Furniture are paragraphs that a page puts around its article: prompts, bylines, captions, picture credits,
// copyright lines, the title once more, teasers of other articles. They stay in the text, so that offsets hold, but are
// counted nowhere and quote nobody.
// The rules are those of linguistics.md, section 2.6, as far as one article shows them.
var Furniture = &pipeline.Layer[[]text.Range]{
	Name:     "furniture",
	Doc:      "paragraphs that belong to the page, not to the article",
	Requires: []pipeline.Stage{Tokens, Sentences},
	Run: func(d *pipeline.Document) ([]text.Range, error) {
		p := newPage(d.Source, d.Body, Tokens.Of(d), Sentences.Of(d))
		var found []text.Range
		last := p.lastParagraph()
		for i := p.body; i < len(p.paragraphs); i++ {
			if i >= last || isFurniture(d.Source, p.tokens(i)) || p.isField(i) || p.repeatsTitle(i) || p.isDoubled(i) || strings.EqualFold(p.paragraphs[i].Span(p.toks).Of(d.Source), d.Outlet) {
				found = append(found, p.paragraphs[i])
			}
		}
		return found, nil
	},
}

// A page is a document by its paragraphs.
type page struct {
	src        string
	toks       []text.Token
	paragraphs []text.Range
	body       int            // the first paragraph after the title
	single     bool           // some paragraph does not stand twice running
	fields     map[string]int // how often a short paragraph stands in the text
}

func newPage(src string, body int, toks []text.Token, sentences []text.Sentence) *page {
	p := &page{src: src, toks: toks, paragraphs: paragraphs(sentences)}
	for p.body < len(p.paragraphs) && p.tokens(p.body)[0].Start < body {
		p.body++
	}
	for i := p.body; i < len(p.paragraphs) && !p.single; i++ {
		p.single = !p.same(i-1, i) && !p.same(i, i+1)
	}
	return p
}

// paragraphs joins the sentences of each paragraph.
func paragraphs(sentences []text.Sentence) []text.Range {
	if len(sentences) == 0 {
		return nil
	}
	all := make([]text.Range, 0, sentences[len(sentences)-1].Paragraph+1)
	for i, s := range sentences {
		if i == 0 || s.Paragraph != sentences[i-1].Paragraph {
			all = append(all, s.Range)
		} else {
			all[len(all)-1].To = s.To
		}
	}
	return all
}

func (p *page) tokens(i int) []text.Token {
	r := p.paragraphs[i]
	return p.toks[r.From:r.To]
}

// repeatsTitle reports whether a paragraph has the words of the title and no others, whatever marks stand around them:
// "### Title", "Sharing: Title".
func (p *page) repeatsTitle(i int) bool {
	if p.body == 0 {
		return false
	}
	title := p.toks[p.paragraphs[0].From:p.paragraphs[p.body-1].To]
	line := p.tokens(i)
	if openers.Has(p.src, line[0]) && begins(p.src, line, []string{"sharing", ":"}) {
		line = line[2:]
	}
	for {
		line, title = fromWord(line), fromWord(title)
		if len(line) == 0 || len(title) == 0 {
			return len(line) == len(title)
		}
		if !strings.EqualFold(line[0].Of(p.src), title[0].Of(p.src)) {
			return false
		}
		line, title = line[1:], title[1:]
	}
}

// fromWord leaves out the marks before the first word.
func fromWord(toks []text.Token) []text.Token {
	for len(toks) > 0 && !toks[0].Is(text.Word) {
		toks = toks[1:]
	}
	return toks
}

// isDoubled reports whether a paragraph stands twice running, as captions do that are also the picture's text for those who
// do not see it, and notes on who reported. Where all paragraphs do, it is the copy that is none of the article's.
func (p *page) isDoubled(i int) bool {
	return p.same(i-1, i) || p.single && p.same(i, i+1) && p.paragraphs[i].Len() <= maxCaption
}

// isField reports whether a paragraph is a label with a value, no sentence, that stands in the text more often: "Search Terms: harbor",
// "Region: North".
func (p *page) isField(i int) bool {
	const longest, often = 4, 3 // words of a label; times
	line := p.tokens(i)
	if len(line) > maxPrompt || endsSentence(p.src, line) || !slices.ContainsFunc(line[:min(len(line), longest+1)], func(t text.Token) bool { return t.Of(p.src) == ":" }) {
		return false
	}
	if p.fields == nil {
		p.fields = map[string]int{}
		for _, r := range p.paragraphs[p.body:] {
			if r.Len() <= maxPrompt {
				p.fields[r.Span(p.toks).Of(p.src)]++
			}
		}
	}
	return p.fields[p.paragraphs[i].Span(p.toks).Of(p.src)] >= often
}

// same reports whether two paragraphs of the body have the same text.
func (p *page) same(i, j int) bool {
	if i < p.body || j >= len(p.paragraphs) || p.paragraphs[i].Len() != p.paragraphs[j].Len() {
		return false
	}
	return p.paragraphs[i].Span(p.toks).Of(p.src) == p.paragraphs[j].Span(p.toks).Of(p.src)
}

// lastParagraph returns the paragraph that the article ends before: a heading over teasers of other articles, in the last
// third of the text.
func (p *page) lastParagraph() int {
	for i := len(p.paragraphs) - 1; i > p.body && p.paragraphs[i].From > 2*len(p.toks)/3; i-- {
		if line := p.tokens(i); len(line) <= 4 && slices.ContainsFunc(teasers, func(t []string) bool { return begins(p.src, line, t) }) {
			return i
		}
	}
	return len(p.paragraphs)
}

// teasers are headings over what else there is to read.
var teasers = [][]string{
	{"related", "articles"}, {"related", "stories"}, {"related", "posts"}, {"related", "news"}, {"related", "content"},
	{"more", "stories"}, {"more", "articles"}, {"recommended", "articles"}, {"recommended", "stories"}, {"latest", "articles"},
	{"read", "next"}, {"you", "may", "also"}, {"you", "might", "also"},
}

// Beyond these lengths a paragraph is prose, whatever it begins with.
const (
	maxPrompt  = 16 // tokens
	maxCaption = 60
)

// prompts are the words that a line of furniture begins with: what a page asks of its readers, and the fields of databases.
var prompts = [][]string{
	{"read", "more"}, {"read", "also"}, {"see", "also"}, {"also", "read"}, {"more", "on", "this"}, {"related"},
	{"sign", "up"}, {"subscribe"}, {"follow", "us"}, {"share", "this"}, {"click", "here"}, {"advertisement"},
	{"edit", "content"}, {"skip", "to"}, {"continue", "reading"}, {"story", "continues"}, {"watch", ":"}, {"listen", ":"},
	{"photo", ":"}, {"image", ":"}, {"image", "caption"}, {"image", "source"}, {"picture", ":"}, {"video", ":"}, {"credit", ":"},
	{"story", "continued"}, {"just", "watched"}, {"must", "watch"}, {"more", "videos"}, {"photos", ":"}, {"copyright"}, {"trending"}, {"recommended"}, {"most", "read"}, {"newsletter"},
	{"cookie"}, {"cookies"}, {"accept", "all"}, {"leave", "a", "comment"}, {"leave", "a", "reply"}, {"file", "photo"},
	{"your", "email", "address", "will", "not", "be", "published"}, {"required", "fields", "are", "marked"},
	{"share", "the", "article"}, {"sharing", ":"}, {"no", "more", "articles"},
	{"search", "terms", ":"}, {"search", "type", ":"}, {"narrowed", "by", ":"}, {"job", "number", ":"}, {"client/matter", ":"}, {"date", "and", "time", ":"},
	{"byline", ":"}, {"dateline", ":"}, {"section", ":"}, {"length", ":"}, {"date", ":"}, {"load-date", ":"}, {"language", ":"}, {"publication-type", ":"},
	{"end", "of", "document"}, {"[", "pullquote"},
}

// promptsOf and noticesOf are those that begin with a word.
var (
	promptsOf = byFirst(prompts)
	noticesOf = byFirst(notices)
)

func byFirst(phrases [][]string) map[string][][]string {
	of := map[string][][]string{}
	for _, p := range phrases {
		of[p[0]] = append(of[p[0]], p)
	}
	return of
}

// openers are the words that prompts, notices and credits of reporters begin with, and the bracket that can stand before these.
var openers = func() *text.Class {
	m := map[string]bool{"(": true}
	for _, p := range slices.Concat(prompts, notices, reporters) {
		m[p[0]] = true
	}
	return text.NewClass(func(form string) bool { return m[form] })
}()

// isFurniture judges one paragraph.
func isFurniture(src string, toks []text.Token) bool {
	if len(toks) > maxCaption {
		return false
	}
	opens := openers.Has(src, toks[0])
	if len(toks) <= maxPrompt && (opens && isPrompt(src, toks) || isByline(src, toks)) {
		return true
	}
	return hasCredit(src, toks) || opens && (opensNotice(src, toks) || namesReporters(src, toks)) || thanksReporters(src, toks) || invites(src, toks)
}

// isPrompt recognises a line that asks for something: "Read more", "Sign up for alerts".
func isPrompt(src string, toks []text.Token) bool {
	return slices.ContainsFunc(promptsOf[toks[0].Form(src)], func(p []string) bool {
		return begins(src, toks, p) && (len(toks) <= len(p)+1 || !endsSentence(src, toks))
	})
}

// notices are how paragraphs begin that are furniture even as whole sentences.
var notices = [][]string{
	{"©"}, {"copyright", "©"}, {"contributing", ":"}, {"all", "rights", "reserved"}, {"the", "opinions", "expressed", "by"}, {"the", "views", "expressed", "by"},
	{"enlarge", "this", "image"}, {"follow", "us", "on", "twitter"}, {"follow", "us", "on", "facebook"},
}

func opensNotice(src string, toks []text.Token) bool {
	return slices.ContainsFunc(noticesOf[toks[0].Form(src)], func(n []string) bool { return begins(src, toks, n) })
}

// invites recognises an offer of a newsletter: "Get the day's stories delivered to your inbox."
func invites(src string, toks []text.Token) bool {
	for i := 1; i < len(toks); i++ {
		switch toks[i].Of(src) {
		case "inbox":
			return toks[i-1].Of(src) == "your"
		case "newsletter", "newsletters":
			return begins(src, toks, []string{"sign", "up"}) || begins(src, toks, []string{"subscribe", "to"})
		}
	}
	return false
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
var creditWords = classOf("photo photos image images picture reuters ap afp getty")

// hasCredit recognises a caption by the credit at its end: "(Photo: J. Ito/Reuters)", "Getty Images".
func hasCredit(src string, toks []text.Token) bool {
	end := toks[max(0, len(toks)-14):]
	if !slices.ContainsFunc(end, func(t text.Token) bool { return creditWords.Has(src, t) }) {
		return false
	}
	whole := text.Range{To: len(end)}.Span(end).Of(src)
	tail := strings.ToLower(whole[max(0, len(whole)-60):])
	return slices.ContainsFunc(credits, func(credit string) bool { return strings.Contains(tail, credit) })
}

var credits = []string{"(photo", "(image", "(picture", "photo:", "photo by", "getty images", "ap photo", "file photo", "via ap)", "/reuters)", "/ap)", "/afp)", "/afp via getty"}

var (
	reporters     = [][]string{{"reporting", "by"}, {"additional", "reporting", "by"}, {"reporting", "was", "contributed", "by"}, {"writing", "by"}, {"editing", "by"}}
	contributions = [][]string{{"contributed", "reporting"}, {"contributed", "to", "this", "report"}, {"contributed", "to", "this", "story"}, {"contributed", "to", "this", "article"}}
)

// namesReporters recognises who else worked on the article: "(Reporting by Ann Lee; editing by J. Ito)".
func namesReporters(src string, toks []text.Token) bool {
	if toks[0].Of(src) == "(" {
		toks = toks[1:]
	}
	return slices.ContainsFunc(reporters, func(r []string) bool { return begins(src, toks, r) })
}

// thanksReporters recognises the same as a sentence: "Ann Lee contributed reporting from Oslo."
func thanksReporters(src string, toks []text.Token) bool {
	if toks[0].Of(src) == "(" {
		toks = toks[1:]
	}
	for i := range toks {
		if toks[i].Of(src) == "contributed" && slices.ContainsFunc(contributions, func(c []string) bool { return begins(src, toks[i:], c) }) {
			return toks[0].Is(text.Capital)
		}
	}
	return false
}
