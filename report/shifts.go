package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"parallax/counts"
	"parallax/stats"
)

// mostShifts is how many terms a word shift lists.
const mostShifts = 12

// Shifts lists which terms make a difference between two outlets: what each adds to it, and what it is without the
// term. shifts are of A less B.
func Shifts(w io.Writer, c stats.Contrast, shifts []stats.Shift, influences []stats.Influence) error {
	l := Listing{
		Title:   fmt.Sprintf("\nWhich terms make the difference: %s, %s, %s − %s = %s", c.Measure, c.Voice, c.A, c.B, decimal(*c.Value, 3)),
		Columns: []string{"term", "part in " + c.A, "part in " + c.B, "adds", "difference without it"},
		Text:    1,
		Notes: []string{fmt.Sprintf("A term adds to the difference where %s uses it more and it counts, or less and it does not; what all terms add "+
			"is the difference (word shift, Gallagher et al. 2021). A description of these articles, without intervals.", c.A)},
	}
	without := map[counts.Feature]stats.Influence{}
	for _, i := range influences {
		without[i.Feature] = i
	}
	for i, s := range shifts {
		if i == mostShifts || s.Contribution == 0 {
			l.Notes = append(l.Notes, fmt.Sprintf("%d further terms are not shown.", len(shifts)-i))
			break
		}
		rest := "–"
		if in, known := without[s.Feature]; known && in.Without != nil {
			rest = decimal(*in.Without, 3)
			if in.Flips {
				rest += " (other sign)"
			}
		}
		l.Rows = append(l.Rows, []string{shortTerm(s.Feature), decimal(s.Second, 3), decimal(s.First, 3), decimal(s.Contribution, 4), rest})
	}
	return l.Write(w)
}

// shortTerm names a term by its variant and itself, cut where it is long; other features by their path.
func shortTerm(f counts.Feature) string {
	const room = 44
	if path := strings.SplitN(string(f), "/", 5); path[0] == "term" && len(path) == 5 {
		return runewidth.Truncate(path[4], room, "…") + " (" + path[3] + ")"
	}
	return string(f)
}
