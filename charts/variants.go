package charts

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
)

// Variants is the chart for the choice among the rival names of a thing: how each outlet, in its own
// words, divides its mentions of a concept among the concept's variants. It has a figure for each concept.
//
// Bars diverge from the line between one variant ("loaded", or else the lexicon's first) and all others,
// so that the share it was made for has a common base; the interval belongs to that share.
//
// Where some concepts are in enough articles for intervals, a last figure lists those that are not, undrawn.
var Variants = Chart{
	Name:    "variants",
	Doc:     "For each concept, how outlets divide their own mentions among its variants: the loaded share on one side of zero, the others on the other. Concepts of which no outlet has 3 articles are listed, not drawn.",
	Figures: variants,
}

const (
	ownVoice     = "author"
	focusVariant = "loaded"
	barThickness = 9 * vg.Length(1)
	axisMargin   = 0.02 // of a share, which stays empty at either end of the axis
)

var profileHeader = []string{"lexicon", "concept", "outlet", "voice", "variant", "n", "mentions", "articles", "share", "lo", "hi", "warnings"}

func variants(r *stats.Results) ([]Figure, error) {
	if err := validate(r); err != nil {
		return nil, err
	}
	concepts := map[conceptID][]stats.Profile{} // in the outlets' own words; empty where only others speak of a concept
	var ids []conceptID
	lexiconsOf := map[string]int{}
	for _, p := range r.Profiles {
		k := conceptID{p.Lexicon, p.Concept}
		if !slices.Contains(ids, k) {
			ids = append(ids, k)
			lexiconsOf[p.Concept]++
		}
		if p.Voice == ownVoice {
			concepts[k] = append(concepts[k], p)
		}
	}
	if len(ids) == 0 {
		return []Figure{nothing(r, "variants", "Variants of each concept", "Nothing to show: no concept of a lexicon occurs.", profileHeader)}, nil
	}
	slices.SortFunc(ids, func(a, b conceptID) int {
		return cmp.Or(strings.Compare(a.lexicon, b.lexicon), strings.Compare(a.concept, b.concept))
	})
	enough := func(k conceptID) bool {
		return slices.ContainsFunc(concepts[k], func(p stats.Profile) bool { return p.Articles >= stats.ArticlesForInterval })
	}
	pick := slices.ContainsFunc(ids, enough)
	var figs []Figure
	var rare []conceptID
	for _, k := range ids {
		if pick && !enough(k) {
			rare = append(rare, k)
			continue
		}
		name := "variants-" + k.concept
		if lexiconsOf[k.concept] > 1 {
			name = "variants-" + k.lexicon + "-" + k.concept
		}
		figs = append(figs, variantsOf(r, name, k.lexicon, k.concept, concepts[k]))
	}
	if rare != nil {
		figs = append(figs, rareConcepts(r, rare, concepts))
	}
	return distinct(figs), nil
}

type conceptID struct{ lexicon, concept string }

// rareConcepts lists what is not worth a figure of its own.
func rareConcepts(r *stats.Results, rare []conceptID, concepts map[conceptID][]stats.Profile) Figure {
	data := [][]string{profileHeader}
	var list []string
	for _, k := range rare {
		mentions := int64(0)
		for _, p := range concepts[k] {
			mentions += p.Mentions
			data = append(data, profileRows(p)...)
		}
		list = append(list, fmt.Sprintf("%s (%s)", clean(k.concept), thousands(mentions)))
	}
	why := fmt.Sprintf("No outlet has %d articles that mention these in its own words; in brackets all mentions, the CSV has them: %s.",
		stats.ArticlesForInterval, strings.Join(list, ", "))
	f := nothing(r, "variants-rare", "Concepts that are too rare for a chart of their variants", why, nil)
	f.Data = data
	return f
}

// bar is one outlet's profile, its shares in the order of drawing.
type bar struct {
	stats.Profile
	focus  stats.Estimate // the share of the variant in focus
	shares []float64      // of every variant, in the figure's order; nil without mentions
	marks  string
}

func variantsOf(r *stats.Results, name, lexicon, concept string, profiles []stats.Profile) Figure {
	title := fmt.Sprintf("How each outlet, in its own words, divides its mentions of %s among the variants (lexicon: %s).", clean(concept), clean(lexicon))
	names, focus := variantNames(profiles)
	var bars []bar
	var estimates []stats.Estimate
	total := int64(0)
	for _, p := range profiles {
		b := newBar(p, names)
		bars = append(bars, b)
		if b.shares != nil {
			e := b.focus
			e.Outlet, e.Articles = p.Outlet, p.Articles
			estimates = append(estimates, e)
		}
		total += p.Mentions
	}
	if total == 0 || len(names) == 0 {
		return nothing(r, name, title, fmt.Sprintf("Nothing to show: no outlet mentions %s in its own words.", clean(concept)), profileHeader)
	}
	sortBars(bars)
	var n notes
	data := [][]string{profileHeader}
	for i := range bars {
		bars[i].marks = n.marks(bars[i].focus.Warnings)
		data = append(data, profileRows(bars[i].Profile)...)
	}
	v := layVariants(bars, names)
	whiskers := whiskerNote(r, estimates, "Whiskers, on the share of “"+clean(focus)+"”")
	return Figure{
		Name: name, Title: title, Data: data,
		Notes: append(join(count(int(total), "mention")+" in "+sample([]group{{ownVoice, estimates}}), whiskers,
			hollowNote(estimates, "Hatched"), dashNote(bars), letterNote(r.Outlets), origin(r)), n.footnotes()...),
		height: v.bottom + axisHeight,
		draw:   v.draw,
	}
}

func dashNote(bars []bar) string {
	if slices.ContainsFunc(bars, func(b bar) bool { return b.shares == nil }) {
		return "–: no mentions."
	}
	return ""
}

// variantNames are the variants in the order of drawing: the one in focus first, then the lexicon's order.
func variantNames(profiles []stats.Profile) (names []string, focus string) {
	for _, p := range profiles {
		for _, v := range p.Variants {
			if !slices.Contains(names, v.Variant) {
				names = append(names, v.Variant)
			}
		}
	}
	if i := slices.Index(names, focusVariant); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, focusVariant)
	}
	if len(names) > 0 {
		focus = names[0]
	}
	return names, focus
}

func newBar(p stats.Profile, names []string) bar {
	b := bar{Profile: p}
	for _, v := range p.Variants {
		if v.Variant == names[0] {
			b.focus = v.Estimate
		}
	}
	if p.Mentions <= 0 {
		return b
	}
	b.shares = make([]float64, len(names))
	for _, v := range p.Variants {
		b.shares[slices.Index(names, v.Variant)] += float64(v.N) / float64(p.Mentions)
	}
	// The bar shows counts; the estimate is the same share, and missing where nobody asked for it.
	if b.focus.Value == nil {
		b.focus.Value = &b.shares[0]
	}
	return b
}

// sortBars puts the greatest share of the variant in focus first, outlets without mentions last.
func sortBars(bars []bar) {
	slices.SortStableFunc(bars, func(a, b bar) int {
		switch {
		case a.shares != nil && b.shares != nil:
			return cmp.Or(cmp.Compare(b.shares[0], a.shares[0]), strings.Compare(a.Outlet, b.Outlet))
		case a.shares != nil:
			return -1
		case b.shares != nil:
			return 1
		}
		return strings.Compare(a.Outlet, b.Outlet)
	})
}

func profileRows(p stats.Profile) [][]string {
	var rows [][]string
	for _, v := range p.Variants {
		rows = append(rows, []string{p.Lexicon, p.Concept, p.Outlet, p.Voice, v.Variant, strconv.FormatInt(v.N, 10),
			strconv.FormatInt(p.Mentions, 10), strconv.Itoa(p.Articles), cell(v.Estimate.Value), cell(v.Estimate.Lo), cell(v.Estimate.Hi), codes(v.Estimate.Warnings)})
	}
	return rows
}

// variantLayout is where everything of a variants figure stands.
type variantLayout struct {
	bars        []bar
	names       []string
	labels      labels
	axis        scale // below zero the variant in focus, above it the others
	pitch       vg.Length
	key         key
	top, bottom vg.Length
	columns     [3]vg.Length // where they end: the share in focus, mentions, articles
	heads       [3]string
}

func layVariants(bars []bar, names []string) *variantLayout {
	l := &variantLayout{bars: bars, names: names, heads: [3]string{clean(names[0]) + " %", "mentions", articlesHead}}
	outlets := make([]string, len(bars))
	marks, widths := vg.Length(0), [3]vg.Length{}
	for i, b := range bars {
		outlets[i] = b.Outlet
		marks = max(marks, markFace.Width(b.marks))
		for j, s := range b.columns() {
			widths[j] = max(widths[j], smallFace.Width(s), headFace.Width(l.heads[j]))
		}
	}
	l.labels = layLabels(labelFace, outlets)
	l.pitch = max(14, l.labels.height+4)

	end := pageWidth - pageMargin - marks - 2
	for j := 2; j >= 0; j-- {
		l.columns[j] = end
		end -= widths[j] + 1.5*gap
	}
	l.axis = divergingAxis(bars)
	l.axis.from = pageMargin + l.labels.width + 2*gap
	l.axis.to = end - gap

	var drawn []int // variants that nobody used are not in the key
	for i, n := range names {
		if i == 0 || slices.ContainsFunc(bars, func(b bar) bool { return b.shares != nil && b.shares[i] > 0 }) {
			drawn = append(drawn, i)
			l.key.names = append(l.key.names, clean(n))
		}
	}
	if slices.ContainsFunc(bars, func(b bar) bool { return b.shares != nil && hollow(b.focus) }) {
		l.key.names = append(l.key.names, "no interval")
	}
	l.key.marks = func(p pen, i int, x, y vg.Length) {
		if i == len(drawn) {
			p.hatched(x-4, y-4, 8, 8, faint)
			return
		}
		p.rect(x-4, y-4, 8, 8, variantColour(drawn[i]), ink)
	}
	l.top = l.key.draw(nil, pageMargin, pageWidth-pageMargin, 0) + 14
	l.bottom = l.top + l.pitch*vg.Length(len(bars))
	return l
}

// divergingAxis spans the longest bar, or interval, on either side of zero.
func divergingAxis(bars []bar) scale {
	lo, hi := 0.0, 0.0
	for _, b := range bars {
		if b.shares == nil {
			continue
		}
		others := 0.0
		for _, s := range b.shares[1:] {
			others += s
		}
		lo, hi = max(lo, b.shares[0]), max(hi, others)
		if _, h, ok := interval(b.focus); ok {
			lo = max(lo, h)
		}
	}
	return scale{lo: -lo - axisMargin, hi: hi + axisMargin}
}

// columns are the numbers printed beside a bar.
func (b bar) columns() [3]string {
	focus := "–"
	if b.shares != nil {
		focus = figures(stats.Share, b.shares[0])
	}
	return [3]string{focus, thousands(b.Mentions), thousands(int64(b.Articles))}
}

func variantColour(i int) color.RGBA {
	if i == 0 {
		return firstVariant
	}
	return otherVariants[(i-1)%len(otherVariants)]
}

func (l *variantLayout) draw(p pen) {
	l.key.draw(&p, pageMargin, pageWidth-pageMargin, 0)
	for j, x := range l.columns {
		p.text(headFace, ink, x, l.top-4, toLeft, l.heads[j])
	}
	title := fmt.Sprintf("← %s   |   per cent of mentions   |   other variants →", clean(l.names[0]))
	axis{l.axis, title, func(v, step float64) string { return tick(stats.Share, max(v, -v), step) }}.drawX(p, 10, l.top, l.bottom)
	for i, b := range l.bars {
		y := l.top + l.pitch*(vg.Length(i)+0.5)
		p.line(grid, thin, pageMargin, y+l.pitch/2, l.columns[2], y+l.pitch/2)
		p.lines(labelFace, black, pageMargin, y, toRight, l.labels.names[i])
		for j, s := range b.columns() {
			p.middle(smallFace, ink, l.columns[j], y, toLeft, s)
		}
		p.text(markFace, ink, l.columns[2]+2, y, toRight, b.marks)
		l.drawBar(p, b, y)
	}
	p.line(black, thin, l.axis.at(0), l.top, l.axis.at(0), l.bottom)
}

func (l *variantLayout) drawBar(p pen, b bar, y vg.Length) {
	if b.shares == nil {
		p.middle(smallFace, faint, l.axis.from+4, y, toRight, "– no mentions")
		return
	}
	segment := func(i int, from, to float64) {
		x, width := l.axis.at(from), l.axis.at(to)-l.axis.at(from)
		switch {
		case to <= from:
		case hollow(b.focus):
			p.hatched(x, y-barThickness/2, width, barThickness, variantColour(i))
		default:
			p.rect(x, y-barThickness/2, width, barThickness, variantColour(i), ink)
		}
	}
	segment(0, -b.shares[0], 0)
	at := 0.0
	for i, s := range b.shares[1:] {
		segment(i+1, at, at+s)
		at += s
	}
	if lo, hi, ok := interval(b.focus); ok {
		p.line(black, medium, l.axis.at(-hi), y, l.axis.at(-lo), y)
		for _, v := range []float64{lo, hi} {
			p.line(black, medium, l.axis.at(-v), y-2, l.axis.at(-v), y+2)
		}
	}
}
