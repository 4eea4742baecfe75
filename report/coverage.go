package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"parallax/concordance"
	"parallax/counts"
)

const (
	termWidth  = 40 // of a term in a table for the terminal
	maxOutlets = 8  // columns that fit there
)

// WriteCoverage writes for a terminal how often each term is counted, concept by concept, and which terms never are.
func WriteCoverage(w io.Writer, c *concordance.Coverage) error {
	var blocks []Listing
	var seen int
	outlets := Listing{Title: "By outlet", Columns: append([]string{"variant"}, c.Outlets...), Text: 1}
	byOutlet := map[string][]int64{}
	for _, t := range c.Terms {
		concept, variant := t.Lexicon+"/"+t.Concept, t.Lexicon+"/"+t.Concept+"."+t.Variant
		if n := len(blocks); n == 0 || blocks[n-1].Title != concept {
			l := Listing{Title: concept, Columns: []string{"term", "variant", "hits", "articles", "DPnorm"}, Text: 2}
			for v := range counts.Voice(counts.Voices) {
				l.Columns = append(l.Columns, v.String())
			}
			blocks = append(blocks, l)
		}
		l := &blocks[len(blocks)-1]
		term := runewidth.Truncate(t.Term, termWidth, "…")
		if t.Hits == 0 {
			l.Notes = append(l.Notes, t.Term)
		} else {
			seen++
			row := []string{term, t.Variant, whole(t.Hits), strconv.Itoa(t.Dispersion.Articles), "–"}
			if t.Dispersion.Norm != nil {
				row[4] = decimal(*t.Dispersion.Norm, 2)
			}
			for _, n := range t.Voices {
				row = append(row, whole(n))
			}
			l.Rows = append(l.Rows, row)
		}
		if byOutlet[variant] == nil {
			byOutlet[variant] = make([]int64, len(c.Outlets))
			outlets.Rows = append(outlets.Rows, []string{variant})
		}
		for i, n := range t.Outlets {
			byOutlet[variant][i] += n
		}
	}
	for _, l := range blocks {
		if len(l.Notes) > 0 {
			l.Notes = []string{"Never seen: " + strings.Join(l.Notes, ", ")}
		}
		if len(l.Rows) == 0 {
			l.Columns = nil
		}
		if err := l.Write(w); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	for i, row := range outlets.Rows {
		for _, n := range byOutlet[row[0]] {
			outlets.Rows[i] = append(outlets.Rows[i], whole(n))
		}
	}
	if len(c.Outlets) > maxOutlets {
		outlets = Listing{Title: fmt.Sprintf("By outlet: %d outlets, in the table of --csv", len(c.Outlets))}
	}
	outlets.Notes = []string{
		fmt.Sprintf("%d of %d terms are seen in %d articles. Hits are those that a run counts: exceptions and conditions hold, page furniture is left out, of overlapping terms of a concept the longest counts.", seen, len(c.Terms), c.Articles),
		"DPnorm: how unevenly a term is spread over articles, from 0, in step with their length, to 1, all in the shortest. A term with few hits cannot be even.",
	}
	return outlets.Write(w)
}

// WriteCoverageCSV writes a row for each term, also for those never seen, with a column for each voice and each outlet.
func WriteCoverageCSV(w io.Writer, c *concordance.Coverage) error {
	header := []string{"lexicon", "concept", "variant", "term", "hits", "articles", "dp", "dp_norm", "dp_norm_by_chance"}
	for v := range counts.Voice(counts.Voices) {
		header = append(header, "voice:"+v.String())
	}
	for _, o := range c.Outlets {
		header = append(header, "outlet:"+o)
	}
	return writeCSV(w, header, c.Terms, func(t concordance.CoveredTerm) []string {
		d := t.Dispersion
		row := []string{t.Lexicon, t.Concept, t.Variant, t.Term, whole(t.Hits), strconv.Itoa(d.Articles), known(d.DP), known(d.Norm), ""}
		if d.Norm != nil {
			row[8] = number(d.Chance)
		}
		for _, n := range t.Voices {
			row = append(row, whole(n))
		}
		for _, n := range t.Outlets {
			row = append(row, whole(n))
		}
		return row
	})
}
