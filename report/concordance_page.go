package report

import (
	"bufio"
	_ "embed"
	"html/template"
	"io"
	"strings"

	"parallax/concordance"
)

//go:embed concordance.html
var concordanceHTML string

var concordanceTemplate = template.Must(template.New("concordance").Parse(styleHTML + concordanceHTML))

// ConcordancePage writes a concordance as one self-contained page of HTML. of is what was searched; invented articles are
// marked as such. Keywords stand below each other, with as much of their contexts as fits; sentences are whole.
func ConcordancePage(w io.Writer, of string, sentences, invented bool) LineWriter {
	p := &pageLines{out: bufio.NewWriter(w), sentences: sentences}
	p.err = concordanceTemplate.ExecuteTemplate(p.out, "head", struct {
		Of       string
		Invented bool
	}{of, invented})
	return p
}

type pageLines struct {
	out       *bufio.Writer
	sentences bool
	lines     int
	err       error // the first
}

func (p *pageLines) Write(l concordance.Line) error {
	p.lines++
	if p.err == nil {
		p.err = concordanceTemplate.ExecuteTemplate(p.out, "line", struct {
			concordance.Line
			Sentences       bool
			Date, URL, Rule string
		}{l, p.sentences, day(l.Published), webAddress(l.URL), strings.Join([]string{l.Entry.Concept, l.Entry.Variant, l.Entry.Term}, " · ")})
	}
	return p.err
}

func (p *pageLines) Close() error {
	if p.err == nil {
		p.err = concordanceTemplate.ExecuteTemplate(p.out, "foot", p.lines)
	}
	if p.err != nil {
		return p.err
	}
	return p.out.Flush()
}

// webAddress is an address if it is one of the web, else "".
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}
