package report

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"parallax/concordance"
	"parallax/lexicons"
	"parallax/text"
)

// A LineWriter writes a concordance line by line, so that one of any length takes no memory.
type LineWriter interface {
	Write(concordance.Line) error
	Close() error // ends the file; it does not close what is written to
}

// ConcordanceText writes a concordance to be read in a terminal: keywords below each other, then voice, date, outlet and
// article, after the voice the side where sided. What does not fit left and right is cut off; CSV has all of it.
func ConcordanceText(w io.Writer, sided bool) LineWriter {
	return &alignedLines{bufio.NewWriter(w), sided}
}

type alignedLines struct {
	out   *bufio.Writer
	sided bool
}

// The columns of a concordance in a terminal.
const (
	contextWidth = 50
	outletWidth  = 18
	sideWidth    = 14
)

func (a *alignedLines) Write(l concordance.Line) error {
	left := strings.TrimLeft(l.Left, " ")
	if over := runewidth.StringWidth(left) - contextWidth; over > 0 {
		left = runewidth.TruncateLeft(left, over+1, "…")
	}
	right := runewidth.Truncate(l.Keyword+strings.TrimRight(l.Right, " "), contextWidth+10, "…")
	a.out.WriteString(runewidth.FillLeft(left, contextWidth) + "│" + runewidth.FillRight(right, contextWidth+10) + "  ")
	a.out.WriteString(runewidth.FillRight(l.Voice.String(), 8) + "  ")
	if a.sided {
		a.out.WriteString(runewidth.FillRight(runewidth.Truncate(cmp.Or(l.Side, "–"), sideWidth, "…"), sideWidth) + "  ")
	}
	a.out.WriteString(runewidth.FillRight(day(l.Published), 10) + "  ")
	a.out.WriteString(runewidth.FillRight(runewidth.Truncate(l.Outlet, outletWidth, "…"), outletWidth) + "  " + l.Article + "\n")
	return nil
}

func (a *alignedLines) Close() error { return a.out.Flush() }

// day is the date of a moment.
func day(published string) string { return published[:min(len(published), len("2006-01-02"))] }

// ConcordanceSentences writes each sentence below its place, the keyword marked as the examples of a lexicon are.
func ConcordanceSentences(w io.Writer) LineWriter { return &sentenceLines{bufio.NewWriter(w)} }

type sentenceLines struct{ out *bufio.Writer }

func (s *sentenceLines) Write(l concordance.Line) error {
	parts := []string{l.Voice.String(), day(l.Published), l.Outlet, l.Article}
	if l.Side != "" {
		parts = slices.Insert(parts, 1, "about "+l.Side)
	}
	s.out.WriteString(strings.Join(parts, "  ") + "\n  " + marked(l, l.Entry.Concept+"."+l.Entry.Variant) + "\n")
	return nil
}

func (s *sentenceLines) Close() error { return s.out.Flush() }

// ConcordanceCSV writes a concordance as a table. It begins with a byte order mark, by which spreadsheets know UTF-8.
func ConcordanceCSV(w io.Writer) LineWriter {
	io.WriteString(w, "\ufeff")
	out := csv.NewWriter(w)
	out.Write([]string{"article", "outlet", "published", "voice", "side", "left", "keyword", "right", "lexicon", "concept", "variant", "term", "field", "start", "end", "title", "url"})
	return &csvLines{out}
}

type csvLines struct{ out *csv.Writer }

func (c *csvLines) Write(l concordance.Line) error {
	e := l.Entry
	return c.out.Write([]string{
		l.Article, l.Outlet, l.Published, l.Voice.String(), l.Side, strings.TrimSpace(l.Left), l.Keyword, strings.TrimSpace(l.Right),
		e.Lexicon, e.Concept, e.Variant, e.Term, string(l.Field), strconv.Itoa(l.Start), strconv.Itoa(l.End), l.Title, l.URL,
	})
}

func (c *csvLines) Close() error {
	c.out.Flush()
	return c.out.Error()
}

// marked is the sentence of a line with its keyword marked.
func marked(l concordance.Line, label string) string {
	left := strings.TrimLeft(l.Left, " ")
	mark := lexicons.Mark{Span: text.Span{Start: len(left), End: len(left) + len(l.Keyword)}, Label: label}
	return lexicons.FormatMarked(left+l.Keyword+strings.TrimRight(l.Right, " "), []lexicons.Mark{mark})
}
