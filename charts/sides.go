package charts

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"parallax/stats"
)

// Sides is the chart for measures that the config defines once for each side, such as the loaded words for the deaths of
// one people and of another: a figure for each such group in each voice, with the sides of an outlet below one another.
//
// It has no comparison intervals: those of Dots are made for comparing outlets, and overlap between the sides of one outlet,
// which come from the same articles, says nothing.
var Sides = Chart{
	Name:    "sides",
	Doc:     "For measures that differ only in the side that they are about (about/SIDE/… or attribution/side/SIDE/…), the outlets' estimates with the sides next to each other.",
	Figures: sides,
}

func sides(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	var figs []Figure
	for _, g := range sideGroups(r.Measures) {
		figs = append(figs, g.figures(r)...)
	}
	if len(figs) == 0 {
		figs = append(figs, nothing(r, "sides", "Measures by side", "Nothing to show: no measures differ only in the side that they are about and have an estimate.", dotsHeader))
	}
	return distinct(figs), nil
}

// A sideGroup is one measure as it is defined for each of several sides.
type sideGroup struct {
	sides    []string
	measures []stats.Measure // of each side
}

// sideGroups finds the measures that are alike but for their side.
func sideGroups(measures []stats.Measure) (groups []sideGroup) {
	at := map[string]int{}
	for _, m := range measures {
		side, rest := sideOf(m)
		if side == "" {
			continue
		}
		i, known := at[rest]
		if !known {
			i = len(groups)
			at[rest], groups = i, append(groups, sideGroup{})
		}
		if !slices.Contains(groups[i].sides, side) {
			groups[i].sides, groups[i].measures = append(groups[i].sides, side), append(groups[i].measures, m)
		}
	}
	return slices.DeleteFunc(groups, func(g sideGroup) bool { return len(g.sides) < 2 })
}

// ofSide tells features of a side.
var ofSide = regexp.MustCompile(`^(about|attribution/side)/([^/*]+)/`)

// sideOf returns the one side whose features a measure counts, and the measure's definition without it; no side where it
// counts those of none, or of several.
func sideOf(m stats.Measure) (side, rest string) {
	for _, f := range m.Of.Features {
		found := ofSide.FindStringSubmatch(f)
		if found == nil || side != "" && side != found[2] {
			return "", ""
		}
		side = found[2]
	}
	without := func(s stats.Selection) string {
		var all []string
		for _, f := range s.Features {
			if found := ofSide.FindStringSubmatch(f); found != nil && found[2] == side {
				f = found[1] + "/*/" + f[len(found[0]):]
			}
			all = append(all, f)
		}
		return fmt.Sprint(all, s.Except, s.Voices)
	}
	return side, fmt.Sprint(without(m.Of), without(m.Per), m.Unit, m.Voices, m.AllVoices)
}

// figures are those of a group, one for each voice in which some side has an estimate.
func (g sideGroup) figures(r *stats.Results) (figs []Figure) {
	var voices []string
	for _, m := range g.measures {
		found, _ := voicesOf(r, m)
		for _, v := range found {
			if !slices.Contains(voices, v) {
				voices = append(voices, v)
			}
		}
	}
	for _, v := range voices {
		f := g.figure(r, v)
		if len(voices) > 1 {
			f.Name += "-" + v
		}
		figs = append(figs, f)
	}
	return figs
}

func (g sideGroup) figure(r *stats.Results, voice string) Figure {
	bySide := make([]map[string]stats.Estimate, len(g.sides))
	groups := make([]group, len(g.sides))
	var all []stats.Estimate
	var names, docs []string
	for i, m := range g.measures {
		bySide[i], groups[i].voice = estimatesOf(r, m.Name, voice), clean(g.sides[i])
		for _, o := range r.Outlets {
			if e, ok := bySide[i][o]; ok {
				groups[i].estimates = append(groups[i].estimates, e)
			}
		}
		all = append(all, groups[i].estimates...)
		names, docs = append(names, m.Name), append(docs, clean(m.Doc))
	}
	m := g.measures[0]
	if head, _, tail := apart(names, "-"); head+tail != "" {
		m.Name = strings.Trim(head+"-"+tail, "-")
	}
	var n notes
	d := layDots(r, m, groupNames(groups), dotRows(r.Outlets, bySide, make([]stats.Ranking, len(g.sides)), &n))
	d.each = "for each side"
	return Figure{
		Name:  "sides-" + m.Name,
		Title: sidesTitle(docs),
		Notes: append(join("Voice: "+voiceName(voice)+".", sample(groups), whiskerNote(r, all, "Lines"),
			"Each side by itself; whether two sides of an outlet differ is not tested.", arrowNote(d.cut),
			hollowNote(all, "Hollow"), d.meanNote(), letterNote(slices.Concat(r.Outlets, g.sides)), origin(r)), n.footnotes()...),
		Data:   append([][]string{dotsHeader}, d.data()...),
		height: d.bottom + axisHeight,
		draw:   d.draw,
	}
}

func groupNames(groups []group) (names []string) {
	for _, g := range groups {
		names = append(names, g.voice)
	}
	return names
}

// sidesTitle makes one title of the measures' lines: "Deaths of Velians / Sorinis, the loaded part."
func sidesTitle(docs []string) string {
	head, own, tail := apart(docs, " ")
	if !slices.ContainsFunc(own, func(s string) bool { return s != "" }) {
		return docs[0]
	}
	mark := own[0][len(strings.TrimRight(own[0], ".,;:")):]
	for i, s := range own {
		if !strings.HasSuffix(s, mark) {
			return strings.Join(docs, " / ")
		}
		own[i] = strings.TrimSuffix(s, mark)
	}
	return strings.TrimSpace(head + " " + strings.Join(own, " / ") + mark + " " + tail)
}

// apart divides texts, part by part between marks, into what all begin and end with and what each has between: of "deaths of
// Velians, loaded" and "deaths of Sorini, loaded" that are the two names.
func apart(texts []string, mark string) (head string, own []string, tail string) {
	parts := make([][]string, len(texts))
	least := len(strings.Split(texts[0], mark))
	for i, t := range texts {
		parts[i] = strings.Split(t, mark)
		least = min(least, len(parts[i]))
	}
	alike := func(at func(words []string) string) bool {
		return !slices.ContainsFunc(parts, func(words []string) bool { return at(words) != at(parts[0]) })
	}
	first, last := 0, 0
	for first < least && alike(func(words []string) string { return words[first] }) {
		first++
	}
	for last < least-first && alike(func(words []string) string { return words[len(words)-1-last] }) {
		last++
	}
	for _, words := range parts {
		own = append(own, strings.Join(words[first:len(words)-last], mark))
	}
	return strings.Join(parts[0][:first], mark), own, strings.Join(parts[0][len(parts[0])-last:], mark)
}
