package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"
)

// notes collects the footnotes of a figure: each warning once, under a letter.
type notes struct{ warnings []stats.Warning }

// marks are the letters of warnings, in the order of their footnotes: "a,c".
func (n *notes) marks(ws []stats.Warning) string {
	var at []int
	for _, w := range ws {
		i := slices.Index(n.warnings, w)
		if i < 0 {
			i = len(n.warnings)
			n.warnings = append(n.warnings, w)
		}
		at = append(at, i)
	}
	slices.Sort(at)
	var letters []string
	for _, i := range slices.Compact(at) {
		letters = append(letters, letter(i))
	}
	return strings.Join(letters, ",")
}

// footnotes are the sentences behind the marks, as one paragraph.
func (n *notes) footnotes() []string {
	var out []string
	for i, w := range n.warnings {
		out = append(out, letter(i)+"\u00a0\u00a0"+clean(w.Text()))
	}
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, "  ")}
}

// letter counts a, b, … z, aa, ab …
func letter(i int) string {
	s := string(rune('a' + i%26))
	if i >= 26 {
		return letter(i/26-1) + s
	}
	return s
}

// hollowNote explains hollow points, if there are any.
func hollowNote(es []stats.Estimate, thing string) string {
	few, other := false, false
	for _, e := range es {
		if _, ok := value(e); ok && hollow(e) {
			few = few || e.Articles < stats.ArticlesForInterval
			other = other || e.Articles >= stats.ArticlesForInterval
		}
	}
	switch {
	case few && other:
		return fmt.Sprintf("%s: no interval (fewer than %d articles, or as noted).", thing, stats.ArticlesForInterval)
	case few:
		return fmt.Sprintf("%s: fewer than %d articles, no interval.", thing, stats.ArticlesForInterval)
	case other:
		return thing + ": no interval."
	}
	return ""
}

// whiskerNote says what whiskers are, if there are any.
func whiskerNote(r *stats.Results, es []stats.Estimate, thing string) string {
	for _, e := range es {
		if !hollow(e) {
			return fmt.Sprintf("%s: %s interval, articles as the sampling unit.", thing, percent(cmp.Or(e.Confidence, r.Confidence)))
		}
	}
	return ""
}

// percent writes a level of confidence.
func percent(part float64) string {
	return strconv.FormatFloat(100*part, 'g', 4, 64) + "\u00a0%"
}

// arrowNote explains the arrows of whiskers, if there are any.
func arrowNote(cut bool) string {
	if cut {
		return "Arrow: the interval goes on beyond the axis; the CSV has its end."
	}
	return ""
}

// absentNote explains dashes, if there are any.
func absentNote(outlets []string, all []series) string {
	for _, s := range all {
		for _, o := range outlets {
			if _, ok := value(s.estimates[o]); !ok {
				return "–:\u00a0no estimate, as no article has anything to measure it on."
			}
		}
	}
	return ""
}

// seriesNames are series as readers see them: "loaded-share (quoted)".
func seriesNames(all []series) []string {
	var out []string
	for _, s := range all {
		out = append(out, clean(s.measure.Name)+" ("+voiceName(s.voice)+")")
	}
	return out
}

// silentNote names what is not drawn, as no outlet has a value there.
func silentNote(silent []string) string {
	if len(silent) == 0 {
		return ""
	}
	return "Not drawn, as no outlet has a value: " + strings.Join(silent, ", ") + "."
}

// origin closes a caption: where the numbers come from, and whether anyone ever published the articles.
func origin(r *stats.Results) string {
	var s []string
	if r.Manifest != "" {
		s = append(s, "Manifest "+clean(r.Manifest)+".")
	}
	if r.Invented {
		s = append(s, "Invented articles (demo).")
	}
	return strings.Join(s, " ")
}

// letterNote warns where the chart's font lacks letters of a name.
func letterNote(names []string) string {
	for _, name := range names {
		if !drawable(clean(name)) {
			return "Letters that the font of this chart lacks are missing or drawn as boxes; the CSV has them."
		}
	}
	return ""
}

// sample says how many articles and outlets stand behind estimates, in voices apart where there are several.
func sample(groups []group) string {
	outlets := map[string]bool{}
	var parts []string
	for _, g := range groups {
		n := 0
		for _, e := range g.estimates {
			n += e.Articles
			if e.Articles > 0 {
				outlets[e.Outlet] = true
			}
		}
		part := count(n, "article")
		if len(groups) > 1 {
			part += " (" + voiceName(g.voice) + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ") + " from " + count(len(outlets), "outlet") + "."
}

// samples says how many articles the single estimates rest on, where each has its own number.
func samples(r *stats.Results, es []stats.Estimate, thing string) string {
	return count(len(r.Outlets), "outlet") + "; " + articles(es) + " behind a " + thing + " (the CSV has each)."
}

// articles is the range of the samples behind estimates: "1 to 23 articles".
func articles(es []stats.Estimate) string {
	least, most := math.MaxInt, 0
	for _, e := range es {
		if _, ok := value(e); ok {
			least, most = min(least, e.Articles), max(most, e.Articles)
		}
	}
	s := count(most, "article")
	if least < most {
		s = thousands(int64(least)) + " to " + s
	}
	return s
}

// count writes a number with its noun: "1 article", "1,240 articles".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(int64(n)) + "\u00a0" + noun
}

// thousands writes a number as readers of English do: 1,240.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	digits := strings.TrimPrefix(s, "-")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n < 0 {
		return "-" + digits
	}
	return digits
}

// join makes a paragraph of the sentences that are not empty.
func join(sentences ...string) []string {
	sentences = slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
	if len(sentences) == 0 {
		return nil
	}
	return []string{strings.Join(sentences, " ")}
}
