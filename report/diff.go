package report

import (
	"fmt"
	"io"
	"strings"

	"parallax/concordance"
	"parallax/lexicons"
)

// changeSigns are how changes are shown in a terminal.
var changeSigns = map[lexicons.ChangeKind]string{lexicons.Added: "+", lexicons.Removed: "-", lexicons.Moved: ">", lexicons.Changed: "~"}

// WriteDiff writes the changes of a lexicon, one a line: + added, - removed, > moved, ~ changed.
func WriteDiff(w io.Writer, changes []lexicons.Change) error {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s %s %s", changeSigns[c.Kind], c.What, c.Name)
		switch {
		case c.Text == "":
		case c.Kind == lexicons.Changed:
			b.WriteString(": " + c.Text)
		default:
			b.WriteString(" (" + c.Text + ")")
		}
		b.WriteByte('\n')
	}
	if len(changes) == 0 {
		b.WriteString("No change but of layout, order or comments.\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteChanges writes what a change of a lexicon does to a corpus: the hits of each variant, then some of those gained and
// lost.
func WriteChanges(w io.Writer, c *concordance.Changes) error {
	l := Listing{Columns: []string{"variant", "before", "after", "gained", "lost"}, Text: 1}
	for _, v := range c.Variants {
		l.Rows = append(l.Rows, []string{v.Concept + "." + v.Variant, whole(v.Before), whole(v.After), whole(v.Gained), whole(v.Lost)})
	}
	l.Notes = []string{tallied(c.Seen) + " Words that went from one variant to another, or are now part of a longer match, are lost by one and gained by the other."}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	if err := l.Write(w); err != nil {
		return err
	}
	for _, v := range c.Variants {
		for _, side := range []struct {
			what  string
			n     int64
			lines []concordance.Line
		}{{"gains", v.Gained, v.Gains}, {"loses", v.Lost, v.Losses}} {
			if len(side.lines) == 0 {
				continue
			}
			title := fmt.Sprintf("%s.%s %s %d", v.Concept, v.Variant, side.what, side.n)
			if len(side.lines) < int(side.n) {
				title += fmt.Sprintf(", of which %d", len(side.lines))
			}
			if _, err := io.WriteString(w, "\n"+title+":\n"); err != nil {
				return err
			}
			out := ConcordanceSentences(w)
			for _, line := range side.lines {
				if err := out.Write(line); err != nil {
					return err
				}
			}
			if err := out.Close(); err != nil {
				return err
			}
		}
	}
	return nil
}

// tallied says how many articles were read and left out.
func tallied(s concordance.Seen) string {
	left := 0
	for _, n := range s.Excluded {
		left += n
	}
	return fmt.Sprintf("%d articles read, %d left out.", s.Articles, left)
}
