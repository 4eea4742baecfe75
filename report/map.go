package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"
)

// WriteMap writes a map to be read in a terminal: the distances from the closest pair on, the clusters, where outlets
// and columns stand on each plane, and whether the outlets differ at all.
func WriteMap(w io.Writer, m *stats.Map) error {
	var doubts footnotes
	var tables []Listing
	if len(m.Distances) > 0 {
		tables = append(tables, distanceListing(m, &doubts), clusterListing(m))
	}
	for _, p := range m.Planes {
		tables = append(tables, planeListing(p, &doubts))
	}
	fmt.Fprintln(w, m.Title())
	for _, l := range tables {
		fmt.Fprintln(w)
		if err := l.Write(w); err != nil {
			return err
		}
	}
	return writeNotes(w, slices.Concat(testNote(m), leftOutNotes(m), sentences(m.Warnings), doubts.notes))
}

func distanceListing(m *stats.Map, doubts *footnotes) Listing {
	level := strconv.FormatFloat(100*m.Confidence, 'g', 4, 64) + " %"
	l := Listing{Title: "Distances, the closest first", Text: 2, Columns: []string{"outlet", "and", "distance [" + level + "]", "uncorrected", "articles", "notes"}}
	sorted := slices.Clone(m.Distances)
	slices.SortStableFunc(sorted, func(a, b stats.Distance) int {
		return cmp.Or(cmp.Compare(*a.Value, *b.Value), cmp.Compare(*a.Uncorrected, *b.Uncorrected))
	})
	for _, d := range sorted {
		l.Rows = append(l.Rows, []string{d.A, d.B, Interval(d.Value, d.Lo, d.Hi, 3), fmt.Sprintf("%.3f", *d.Uncorrected),
			fmt.Sprintf("%d, %d", d.ArticlesA, d.ArticlesB), doubts.marks(d.Warnings)})
	}
	what := "Root of the Jensen-Shannon divergence in bits, from 0 (worded alike) to 1 (nothing in common), less what the same articles give when dealt out at random"
	if m.Voice == "" {
		what = "Root of the mean squared difference, in standard deviations over the outlets, less what the choice of articles adds"
	}
	l.Notes = append(l.Notes, what+": 0 is no farther than chance. Intervals by resampling articles.")
	return l
}

func clusterListing(m *stats.Map) Listing {
	l := Listing{Title: "Clusters, the closest first", Text: 1, Columns: []string{"outlets", "distance", "support"}}
	for i, c := range m.Clusters {
		support, outlets := "–", strings.Join(c.Outlets, ", ")
		if c.Support != nil {
			support = fmt.Sprintf("%.0f %%", 100**c.Support)
		}
		if i == len(m.Clusters)-1 {
			outlets = fmt.Sprintf("all %d", len(c.Outlets))
		}
		l.Rows = append(l.Rows, []string{outlets, fmt.Sprintf("%.3f", c.Height), support})
	}
	l.Notes = []string{"Average linkage. Support: the share of resamples in which the same outlets are a cluster; clusters with little support are not to be read."}
	return l
}

func planeListing(p stats.Plane, doubts *footnotes) Listing {
	l := Listing{Title: "Map by " + p.Method, Text: 2, Columns: []string{"", "", "axis 1", "axis 2", "± axis 1", "± axis 2", "mentions", "articles", "notes"}}
	for k, share := range p.Axes {
		l.Columns[2+k] += fmt.Sprintf(" (%.0f %%)", 100*share)
	}
	for _, o := range p.Outlets {
		x, y := "–", "–"
		if o.Ellipse != nil {
			width, height := o.Ellipse.Extent()
			x, y = coordinate(width), coordinate(height)
		}
		l.Rows = append(l.Rows, []string{"outlet", o.Name, coordinate(o.X), coordinate(o.Y), x, y, positive(o.Mentions), strconv.Itoa(o.Articles), doubts.marks(o.Warnings)})
	}
	kind := "measure"
	if p.Method == stats.Correspondence {
		kind = "variant"
	}
	for _, c := range p.Columns {
		l.Rows = append(l.Rows, []string{kind, c.Name, coordinate(c.X), coordinate(c.Y), "", "", positive(c.Mentions), "", ""})
	}
	if p.Method == stats.PrincipalComponents {
		const mentions = 6
		l.Columns = slices.Delete(l.Columns, mentions, mentions+1)
		for i := range l.Rows {
			l.Rows[i] = slices.Delete(l.Rows[i], mentions, mentions+1)
		}
	}
	l.Notes = []string{p.Reading(), "±: how far the ellipse reaches along the axis. Ellipses: " + p.Ellipses + "."}
	l.Notes = append(l.Notes, sentences(p.Warnings)...)
	return l
}

// coordinate writes a place on an axis, never as -0.00.
func coordinate(x float64) string {
	if s := fmt.Sprintf("%.2f", x); s != "-0.00" {
		return s
	}
	return "0.00"
}

// positive writes a number that is known only where it is not 0.
func positive(n int64) string {
	if n == 0 {
		return ""
	}
	return whole(n)
}

func testNote(m *stats.Map) []string {
	if m.Test == nil {
		return nil
	}
	return []string{"Do the outlets differ at all? " + m.Test.String()}
}

func leftOutNotes(m *stats.Map) (notes []string) {
	if len(m.LeftOut) > 0 {
		notes = append(notes, "Without a part: "+strings.Join(m.LeftOut, ", ")+".")
	}
	if len(m.Unused) > 0 {
		notes = append(notes, "Not used, as found nowhere, known of few outlets, or the same in all: "+strings.Join(m.Unused, ", ")+".")
	}
	return notes
}

func writeNotes(w io.Writer, notes []string) error {
	if len(notes) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	for _, note := range notes {
		if _, err := fmt.Fprintln(w, strings.Join(wrap(note), "\n  ")); err != nil {
			return err
		}
	}
	return nil
}

func sentences(warnings []stats.Warning) (out []string) {
	for _, w := range warnings {
		out = append(out, w.Text())
	}
	return out
}

// WriteMapCSV writes all of a map as one table: a row for each distance, cluster, outlet, variant or measure, and the
// test. What a kind of row does not have is empty.
func WriteMapCSV(w io.Writer, m *stats.Map) error {
	header := []string{"kind", "of", "voice", "method", "name", "with", "value", "lo", "hi", "uncorrected", "support", "r2", "p", "x", "y", "share_x", "share_y",
		"ellipse_major", "ellipse_minor", "ellipse_angle", "mass", "mentions", "articles", "articles_with", "supplementary", "warnings"}
	var rows [][]string
	row := func(fields map[string]string) {
		record := make([]string, len(header))
		for i, column := range header {
			record[i] = fields[column]
		}
		record[1], record[2] = m.Of, m.Voice
		rows = append(rows, record)
	}
	for _, d := range m.Distances {
		row(map[string]string{"kind": "distance", "name": d.A, "with": d.B, "value": known(d.Value), "lo": known(d.Lo), "hi": known(d.Hi), "uncorrected": known(d.Uncorrected),
			"articles": strconv.Itoa(d.ArticlesA), "articles_with": strconv.Itoa(d.ArticlesB), "warnings": codes(d.Warnings)})
	}
	for _, c := range m.Clusters {
		row(map[string]string{"kind": "cluster", "name": strings.Join(c.Outlets, "; "), "value": number(c.Height), "support": known(c.Support)})
	}
	for _, p := range m.Planes {
		place := func(kind string, o stats.Place) {
			fields := map[string]string{"kind": kind, "method": p.Method, "name": o.Name, "x": number(o.X), "y": number(o.Y),
				"mass": number(o.Mass), "mentions": positive(o.Mentions), "warnings": codes(slices.Concat(o.Warnings, p.Warnings))}
			for k, share := range p.Axes {
				fields[[]string{"share_x", "share_y"}[k]] = number(share)
			}
			if e := o.Ellipse; e != nil {
				fields["ellipse_major"], fields["ellipse_minor"], fields["ellipse_angle"] = number(e.Major), number(e.Minor), number(e.Angle)
			}
			if kind == "outlet" {
				fields["articles"], fields["supplementary"] = strconv.Itoa(o.Articles), strconv.FormatBool(o.Supplementary)
			}
			row(fields)
		}
		for _, o := range p.Outlets {
			place("outlet", o)
		}
		for _, c := range p.Columns {
			place("column", c)
		}
	}
	if t := m.Test; t != nil {
		row(map[string]string{"kind": "permanova", "method": t.Method, "value": known(t.F), "p": number(t.P), "r2": number(t.R2), "articles": strconv.Itoa(t.Articles)})
	}
	for _, o := range m.LeftOut {
		row(map[string]string{"kind": "left-out", "name": o, "warnings": codes([]stats.Warning{stats.OutletsLeftOut})})
	}
	if len(rows) == 0 || len(m.Planes) == 0 {
		row(map[string]string{"kind": "none", "warnings": codes(m.Warnings)})
	}
	return writeCSV(w, header, rows, func(r []string) []string { return r })
}
