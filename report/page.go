package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

//go:embed style.html
var styleHTML string

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(styleHTML + pageHTML))

// AnnotatedPage writes one self-contained page of HTML that shows what the layers found in some articles:
// voices, attributions, quotations, hedges, negations, boosters, terms and page furniture, with the rule
// behind each. Invented articles are marked as such.
//
// Spans of different layers overlap freely, elements of HTML must nest. So each paragraph is cut at every edge
// of every span, and each piece carries the classes of all spans that cover it.
func AnnotatedPage(w io.Writer, docs []*pipeline.Document, l *stages.Layers, invented bool) error {
	page := struct {
		Invented bool
		Articles []shownArticle
	}{Invented: invented}
	entries := l.Lexicons.Entries()
	for i, d := range docs {
		page.Articles = append(page.Articles, showArticle(d, l, entries, i+1))
	}
	return pageTemplate.Execute(w, page)
}

type shownArticle struct {
	Number     int
	ID         string
	Outlet     string
	Title      string // "" where the article has none
	Published  string
	Author     string
	URL        string // "" where it is not one of the web
	Paragraphs []shownParagraph
}

type shownParagraph struct {
	Headline  bool
	Furniture bool
	Pieces    []piece
	Marks     []mark
	Summary   string // what is marked, in numbers
}

// A piece is a stretch of text that no span begins or ends in.
type piece struct {
	Before, After []label
	Text          string
	Outer, Inner  string // classes: of voice, quotation, source and cue; of term, hedge, negation and booster
	Title         string
	Attributions  string // numbers of those it is part of, for the pointer to find the others
}

// A label is a small sign at the edge of a span.
type label struct {
	Class, Text string
	Row         string // id of the row in the table, "" for none
}

// A layer is a kind of mark, by its class in the style sheet.
type layer string

const (
	inVoice    layer = "voice" // joined with the voice's name
	inQuote    layer = "quote"
	inSource   layer = "source"
	inCue      layer = "cue"
	inContent  layer = "content"
	inTerm     layer = "term"
	inHedge    layer = "hedge"
	inNegation layer = "negation"
	inBooster  layer = "booster"
)

// outer are the layers of a piece's outer element; the others go to the inner, so that two lines under
// the same words do not replace each other.
var outer = []layer{inVoice, inQuote, inSource, inCue, inContent}

// A mark is a span of one layer: a row of the table beneath its paragraph.
type mark struct {
	text.Span
	layer       layer
	attribution int // its number, 0 for none
	class       string
	opens       bool // its first part, which carries the label
	tag         string

	Row, Words, Layer, Coded, Why, Rule string
	Number                              int
}

func showArticle(d *pipeline.Document, l *stages.Layers, entries []lexicons.Entry, number int) shownArticle {
	a := shownArticle{
		Number: number, ID: d.ID, Outlet: d.Outlet, Title: d.Title, Published: d.Published.String(), Author: d.Author,
	}
	a.URL = webAddress(d.URL)
	m := marker{d: d, l: l, entries: entries, toks: stages.Tokens.Of(d), article: number}
	m.gather()
	for _, p := range paragraphs(d) {
		a.Paragraphs = append(a.Paragraphs, m.paragraph(p))
	}
	return a
}

// paragraphs returns the token ranges of a document's paragraphs.
func paragraphs(d *pipeline.Document) []text.Range {
	var all []text.Range
	last := -1
	for _, s := range stages.Sentences.Of(d) {
		if s.Paragraph == last {
			all[len(all)-1].To = s.To
			continue
		}
		all = append(all, s.Range)
		last = s.Paragraph
	}
	return all
}

// A marker collects the marks of a document.
type marker struct {
	d       *pipeline.Document
	l       *stages.Layers
	entries []lexicons.Entry
	toks    []text.Token
	article int
	marks   []mark
}

func (m *marker) add(r text.Range, k mark) {
	if r.Len() == 0 {
		return
	}
	k.Span = r.Span(m.toks)
	k.Words = shorten(k.Span.Of(m.d.Source))
	if k.class == "" {
		k.class = string(k.layer)
	}
	if k.Row == "" && k.Layer != "" {
		k.Row = fmt.Sprintf("a%d-%d", m.article, len(m.marks)+1)
	}
	m.marks = append(m.marks, k)
}

func (m *marker) gather() {
	m.voices()
	for _, q := range stages.Quoted(m.d) {
		m.add(q, mark{layer: inQuote})
	}
	for i, a := range m.l.Attributions.Of(m.d) {
		m.attribution(i+1, a)
	}
	for _, h := range m.l.Hedges.Of(m.d) {
		coded := fmt.Sprintf("%s, level %d (%s)", h.Class, h.Level, hedgeLevels[h.Level])
		m.add(h.Range, mark{layer: inHedge, opens: true, tag: "h" + strconv.Itoa(h.Level), Layer: "hedge", Coded: coded, Rule: h.Rule})
	}
	for _, n := range m.l.Negations.Of(m.d) {
		m.add(n.Range, mark{layer: inNegation, opens: true, tag: "¬", Layer: "negation", Coded: "bears on: " + shorten(n.Scope.Span(m.toks).Of(m.d.Source)), Rule: n.Rule})
	}
	for _, b := range m.l.Boosters.Of(m.d) {
		m.add(b, mark{layer: inBooster, opens: true, tag: "+", Layer: "booster", Coded: "asserts certainty"})
	}
	for _, t := range m.l.Terms.Of(m.d) {
		e := m.entries[t.Entry]
		path := strings.Join([]string{e.Lexicon, e.Concept, e.Variant}, ".")
		sided := "" // as with most configs, which name no sides
		if t.Side != "" {
			sided = "side: " + reason(t.Why, m.toks, m.d.Source)
		}
		m.add(t.Range, mark{layer: inTerm, opens: true, tag: e.Concept + "." + e.Variant, Layer: "term", Coded: path + context(t), Why: sided, Rule: e.Term})
	}
	// Outer marks first, so that signs nest as the marks do.
	slices.SortStableFunc(m.marks, func(a, b mark) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
}

// context says what the surroundings of a term make of it.
func context(t stages.Term) string {
	s := "; voice " + t.Voice.String()
	if t.Negated {
		s += ", negated"
	}
	if t.Hedge > 0 {
		s += ", hedged at level " + strconv.Itoa(t.Hedge)
	}
	if t.Attribution >= 0 {
		s += ", in attribution " + strconv.Itoa(t.Attribution+1)
	}
	if t.Side != "" {
		s += "; about " + t.Side
	}
	return s
}

// voices marks runs of tokens in one voice, other than the author's and the headline's, which show as they are.
func (m *marker) voices() {
	voices := m.l.Voices.Of(m.d)
	for from := 0; from < len(voices); {
		to := from + 1
		for to < len(voices) && voices[to] == voices[from] && !m.toks[to].Is(text.NewPara) {
			to++
		}
		if v := voices[from]; v != counts.Author && v != counts.Headline {
			m.add(text.Range{From: from, To: to}, mark{layer: inVoice, class: "voice-" + v.String()})
		}
		from = to
	}
}

// attribution marks source, cue and content. One row of the table stands for all three, beneath the paragraph
// of the cue.
func (m *marker) attribution(number int, a stages.Attribution) {
	row := fmt.Sprintf("a%d-attribution-%d", m.article, number)
	why := func(r stages.Reason) string { return reason(r, m.toks, m.d.Source) }
	coded := fmt.Sprintf("%s, %s; source: %s%s; stance: %s; strength: %d", a.Level, a.Kind, a.SourceType, speaker(a), a.Stance, a.Strength)
	reasons := fmt.Sprintf("source: %s; stance: %s; strength: %s", why(a.Why.Source), why(a.Why.Stance), why(a.Why.Strength))
	if side := m.l.Sides.Of(m.d)[number-1]; side >= 0 {
		coded += "; side: " + m.l.SideNames()[side]
	}
	if a.Depth > 1 {
		coded += fmt.Sprintf("; depth: %d, within attribution %d", a.Depth, a.Within+1)
	}
	named := false // whether a part carries the row
	part := func(l layer, ranges []text.Range) {
		for i, r := range ranges {
			k := mark{layer: l, attribution: number, opens: i == 0, Row: row, Number: number, Coded: coded, Why: reasons, Rule: a.Rule}
			if !named && r.Len() > 0 {
				k.Layer, named = "attribution", true
			}
			m.add(r, k)
		}
	}
	part(inCue, a.Cue)
	part(inContent, a.Content)
	part(inSource, a.Source)
}

func speaker(a stages.Attribution) string {
	if a.Speaker == "" {
		return ""
	}
	return " (" + a.Speaker + ")"
}

// paragraph shows one paragraph with the marks in it.
func (m *marker) paragraph(r text.Range) shownParagraph {
	span := r.Span(m.toks)
	p := shownParagraph{
		Headline:  span.Start < m.d.Body,
		Furniture: slices.ContainsFunc(stages.Furniture.Of(m.d), r.Overlaps),
	}
	var here []mark
	for _, k := range m.marks {
		if k.Start < span.End && span.Start < k.End && !p.Furniture {
			k.opens = k.opens && k.Start >= span.Start
			here = append(here, k)
			if k.Layer != "" && k.Start >= span.Start {
				p.Marks = append(p.Marks, k)
			}
		}
	}
	p.Pieces = cut(m.d.Source, span, here)
	p.Summary = summary(p.Marks)
	return p
}

// cut divides a span of the source at every edge of the marks.
func cut(src string, span text.Span, marks []mark) []piece {
	edges := []int{span.Start, span.End}
	for _, k := range marks {
		edges = append(edges, max(k.Start, span.Start), min(k.End, span.End))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var pieces []piece
	for i := range len(edges) - 1 {
		pieces = append(pieces, newPiece(src, text.Span{Start: edges[i], End: edges[i+1]}, marks))
	}
	return pieces
}

func newPiece(src string, at text.Span, marks []mark) piece {
	p := piece{Text: at.Of(src)}
	var outerClasses, innerClasses, titles, numbers []string
	for _, k := range marks {
		if k.Start >= at.End || at.Start >= k.End {
			continue
		}
		if slices.Contains(outer, k.layer) {
			outerClasses = append(outerClasses, k.class)
		} else {
			innerClasses = append(innerClasses, k.class)
		}
		if t := k.title(); t != "" {
			titles = append(titles, t)
		}
		if k.attribution > 0 {
			numbers = append(numbers, strconv.Itoa(k.attribution))
		}
		if k.Start == at.Start && k.opens {
			p.Before = append(p.Before, k.opening()...)
		}
		if k.End == at.End {
			p.After = append(k.closing(), p.After...)
		}
	}
	p.Outer, p.Inner = classes(outerClasses), classes(innerClasses)
	p.Title = strings.Join(titles, "\n")
	p.Attributions = classes(numbers)
	return p
}

// classes joins names, each once, in alphabetical order.
func classes(names []string) string {
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

// title is what a pointer that rests on the mark is told.
func (k mark) title() string {
	switch {
	case k.class == "voice-indirect":
		return "voice: indirect (reported without quotation marks)"
	case k.class == "voice-quoted":
		return "voice: quoted (the words of a source)"
	case k.class == "voice-scare":
		return "voice: scare (set off by the outlet, nobody is quoted)"
	case k.layer == inQuote:
		return ""
	case k.attribution > 0:
		return fmt.Sprintf("%s of attribution %d: %s; rule: %s", k.layer, k.attribution, k.Coded, k.Rule)
	case k.Rule == "":
		return k.Layer + ": " + k.Coded
	}
	return fmt.Sprintf("%s: %s; rule: %s", k.Layer, k.Coded, k.Rule)
}

// opening returns the signs before a mark: brackets around content, the number of an attribution.
func (k mark) opening() []label {
	number := strconv.Itoa(k.attribution)
	switch k.layer {
	case inSource, inCue:
		return []label{{"number of-" + string(k.layer), number, k.Row}}
	case inContent:
		return []label{{"number of-content", number, k.Row}, {"bracket", "⟦", ""}}
	}
	return nil
}

// closing returns the signs after a mark.
func (k mark) closing() []label {
	switch k.layer {
	case inContent:
		return []label{{"bracket", "⟧", ""}}
	case inTerm, inHedge, inNegation, inBooster:
		return []label{{"tag of-" + string(k.layer), k.tag, ""}}
	}
	return nil
}

// summary counts the marks of a paragraph by layer.
func summary(marks []mark) string {
	var parts []string
	for _, l := range []string{"attribution", "term", "hedge", "negation", "booster"} {
		n := 0
		for _, k := range marks {
			if k.Layer == l {
				n++
			}
		}
		switch n {
		case 0:
		case 1:
			parts = append(parts, "1 "+l)
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, l))
		}
	}
	return strings.Join(parts, ", ")
}

// shorten cuts a long text in its middle.
func shorten(s string) string {
	const most = 80
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most/2]) + " … " + string(r[len(r)-most/3:])
}
