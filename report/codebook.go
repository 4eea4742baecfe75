package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stats"
)

// Codebook writes CODEBOOK.md, as content analysts keep one: what every measure is a ratio of, every
// feature that is counted, the voices and scales, the doubts that travel with numbers, and each lexicon with
// its concepts, variants, terms and exceptions. Lexicons, measures, counters and charts stand in the order
// given.
func Codebook(w io.Writer, lexs []*lexicons.Lexicon, measures []stats.Measure, counters []*pipeline.Counter, charts []struct{ Name, Doc string }) error {
	b := bufio.NewWriter(w)
	c := &codebook{w: b}
	c.heading(1, "Codebook")
	c.prose("What is counted, how counts become measures, and which words are coded as what. parallax codebook writes this page " +
		"from the same definitions that a run uses.")
	c.measures(measures)
	c.features(counters)
	c.voices()
	for _, s := range scales {
		c.heading(2, s.title)
		c.prose(s.about)
		c.table([]string{s.column, "meaning"}, s.rows)
	}
	c.warnings()
	c.charts(charts)
	c.heading(2, "Lexicons")
	for _, lex := range lexs {
		c.lexicon(lex)
	}
	return b.Flush()
}

// A codebook writes Markdown; the writer beneath it keeps the first error.
type codebook struct {
	w     *bufio.Writer
	begun bool
}

// line writes a line of Markdown.
func (c *codebook) line(format string, args ...any) { fmt.Fprintf(c.w, format+"\n", args...) }

// block begins a paragraph, a table or a list: an empty line stands before all but the first.
func (c *codebook) block() {
	if c.begun {
		c.line("")
	}
	c.begun = true
}

func (c *codebook) heading(level int, title string) {
	c.block()
	c.line("%s %s", strings.Repeat("#", level), inline(title))
}

// prose writes a paragraph, wrapped.
func (c *codebook) prose(s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	c.block()
	for _, l := range wrap(inline(s)) {
		c.line("%s", l)
	}
}

// item writes an item of a list, wrapped.
func (c *codebook) item(s string) {
	for i, l := range wrap(s) {
		indent := "- "
		if i > 0 {
			indent = "  "
		}
		c.line("%s%s", indent, l)
	}
}

// list writes names with what belongs to each; what is empty is left out.
func (c *codebook) list(pairs [][2]string) {
	c.block()
	for _, p := range pairs {
		if p[1] != "" {
			c.item("**" + p[0] + "**: " + p[1])
		}
	}
}

func (c *codebook) table(header []string, rows [][]string) {
	c.block()
	c.line("| %s |", strings.Join(header, " | "))
	c.line("|%s", strings.Repeat("---|", len(header)))
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = strings.ReplaceAll(strings.Join(strings.Fields(cell), " "), "|", `\|`)
		}
		c.line("| %s |", strings.Join(cells, " | "))
	}
}

func (c *codebook) measures(measures []stats.Measure) {
	c.heading(2, "Measures")
	c.prose("A measure is a ratio of two selections of counts, for each outlet. The article is the sampling unit: intervals and " +
		"tests rest on how articles vary, never on the number of words. In a selection, * stands for one element of a feature's path " +
		"or a part of one, ** for any number of elements.")
	for _, m := range measures {
		c.heading(3, m.Name)
		c.prose(m.Doc)
		voices := voiceList(m.Voices) + ", each apart"
		if m.AllVoices {
			voices = "all together"
		} else if len(m.Voices) == 1 {
			voices = voiceList(m.Voices)
		}
		c.list([][2]string{
			{"numerator", selectionCode(m.Of)},
			{"denominator", selectionCode(m.Per)},
			{"voices", voices},
			{"unit", string(m.Unit) + ", " + unitTexts[m.Unit]},
		})
	}
}

func selectionCode(s stats.Selection) string {
	text := codeList(s.Features)
	if len(s.Except) > 0 {
		text += " except " + codeList(s.Except)
	}
	if len(s.Voices) > 0 {
		text += ", in voice " + voiceList(s.Voices)
	}
	return text
}

func (c *codebook) features(counters []*pipeline.Counter) {
	c.heading(2, "Features")
	c.prose("A feature is what is counted in an article, apart for each voice, as a whole number. Its path names it in counts.csv and " +
		"in the selections of measures.")
	for _, counter := range counters {
		c.heading(3, counter.Name)
		c.prose(sentence(counter.Doc))
		var rows [][]string
		for _, f := range counter.Features {
			rows = append(rows, []string{code(f.Glob), inline(f.Doc)})
		}
		c.table([]string{"feature", "what it counts"}, rows)
	}
}

func (c *codebook) voices() {
	c.heading(2, "Voices")
	c.prose("A voice says whose words a word is among. A loaded word in a quotation is the choice of a source; outside it, the " +
		"outlet's own. Counts are kept apart by voice, and nothing adds voices up unless a measure asks for all.")
	var rows [][]string
	for v := range counts.Voice(counts.Voices) {
		rows = append(rows, []string{v.String(), voiceTexts[v]})
	}
	c.table([]string{"voice", "meaning"}, rows)
}

func (c *codebook) warnings() {
	c.heading(2, "Warnings")
	c.prose("A doubt travels with the number it belongs to: as a code in the tables, as a sentence in the report.")
	var rows [][]string
	for _, w := range stats.Warnings() {
		rows = append(rows, []string{code(string(w)), inline(w.Text())})
	}
	c.table([]string{"code", "meaning"}, rows)
}

func (c *codebook) charts(charts []struct{ Name, Doc string }) {
	if len(charts) == 0 {
		return
	}
	c.heading(2, "Charts")
	var rows [][]string
	for _, chart := range charts {
		rows = append(rows, []string{chart.Name, inline(chart.Doc)})
	}
	c.table([]string{"chart", "what it shows"}, rows)
}

func (c *codebook) lexicon(lex *lexicons.Lexicon) {
	c.heading(3, "Lexicon "+lex.Name)
	c.prose(lex.About)
	c.list([][2]string{
		{"version", inline(lex.Version)},
		{"language", inline(lex.Language)},
		{"source", inline(lex.Source)},
		{"licence", inline(lex.Licence)},
		{"sha256", code(lex.SHA256)},
	})
	for _, concept := range lex.Concepts {
		c.heading(4, lex.Name+"/"+concept.Name)
		c.prose(concept.About)
		c.block()
		for _, v := range concept.Variants {
			c.variant(v)
		}
		if len(concept.Except) > 0 {
			c.item("never within: " + codeList(concept.Except))
		}
	}
}

// variant writes a variant with its terms, and after them what is to be said of single terms.
func (c *codebook) variant(v lexicons.Variant) {
	var terms []string
	for _, t := range v.Terms {
		terms = append(terms, t.Pattern)
	}
	about := ""
	if v.About != "" {
		about = " (" + inline(strings.TrimRight(v.About, ".")) + ")"
	}
	c.item("**" + v.Name + "**" + about + ": " + codeList(terms))
	for _, t := range v.Terms {
		var remarks []string
		if t.Note != "" {
			remarks = append(remarks, inline(t.Note))
		}
		if len(t.Except) > 0 {
			remarks = append(remarks, "not within "+codeList(t.Except))
		}
		if len(remarks) > 0 {
			for i, l := range wrap(code(t.Pattern) + ": " + strings.Join(remarks, "; ")) {
				indent := "  - "
				if i > 0 {
					indent = "    "
				}
				c.line("%s%s", indent, l)
			}
		}
	}
}

// inline keeps what Markdown would read as markup as it is.
func inline(s string) string { return markup.Replace(strings.Join(strings.Fields(s), " ")) }

var markup = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`)

// code sets a text as code, within as many backticks as it takes.
func code(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

func codeList(all []string) string {
	coded := make([]string, len(all))
	for i, s := range all {
		coded[i] = code(s)
	}
	return strings.Join(coded, ", ")
}

// sentence makes one of a line of description.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(string(r)) + s[n:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// width is where prose is wrapped, in code points.
const width = 108

// wrap divides a text into lines. No line breaks within code, and none begins with what Markdown would take for
// the beginning of a list or a heading.
func wrap(s string) []string {
	var lines []string
	line := ""
	for _, word := range words(s) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width && !slices.Contains([]string{"-", "+", "#", "="}, word) {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// words divides a text at spaces that stand outside code.
func words(s string) []string {
	var all []string
	open := false
	for _, field := range strings.Split(s, " ") {
		if open {
			all[len(all)-1] += " " + field
		} else {
			all = append(all, field)
		}
		if strings.Count(strings.ReplaceAll(field, "\\`", ""), "`")%2 == 1 {
			open = !open
		}
	}
	return all
}
