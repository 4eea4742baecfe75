package charts

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parallax/counts"
	"parallax/stats"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

// A proof is a canvas that remembers where texts stand and how far lines reach.
type proof struct {
	typesetter
	texts  []string
	boxes  []box
	points []vg.Point
}

func (p *proof) FillString(f font.Face, at vg.Point, s string) {
	size := f.Font.Size
	p.texts = append(p.texts, s)
	p.boxes = append(p.boxes, box{at.X, at.Y - 0.2*size, at.X + f.Width(s), at.Y + 0.72*size})
}

func (p *proof) Stroke(path vg.Path) { p.Fill(path) }

func (p *proof) Fill(path vg.Path) {
	for _, c := range path {
		if c.Type != vg.CloseComp {
			p.points = append(p.points, c.Pos)
		}
	}
}

// faults says what a journal would not print: texts or lines beyond the page, texts over texts.
func faults(f Figure) error {
	height, _ := f.measure()
	var p proof
	f.page(&p, height)
	page := box{0, 0, pageWidth, height}
	var errs []error
	for i, b := range p.boxes {
		if !b.within(page) {
			errs = append(errs, fmt.Errorf("%q stands beyond the page: %.1f", p.texts[i], b))
		}
		for j := range i {
			if b.overlap(p.boxes[j]) > 0.01 {
				errs = append(errs, fmt.Errorf("%q and %q overlap", p.texts[i], p.texts[j]))
			}
		}
	}
	for _, pt := range p.points {
		if !(pt.X >= 0 && pt.X <= pageWidth && pt.Y >= 0 && pt.Y <= height) {
			errs = append(errs, fmt.Errorf("a mark stands beyond the page: %.1f", pt))
		}
	}
	return errors.Join(errs...)
}

func TestNothingOverlapsOrIsClipped(t *testing.T) {
	for name, f := range allFigures(t) {
		if err := faults(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Overlaps must not depend on the luck of the cases above.
func TestLayoutHolds(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aWiø -/Щ中\t&<")), 1, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		r := &stats.Results{Confidence: 0.95, Manifest: "0123abcd",
			Outlets: rapid.SliceOfNDistinct(name, 1, 24, rapid.ID).Draw(t, "outlets")}
		number := func(top float64) *float64 {
			if rapid.IntRange(0, 9).Draw(t, "absent") == 0 {
				return nil
			}
			return ptr(rapid.Float64Range(0, top).Draw(t, "number"))
		}
		for i, m := range testMeasures[1:3] {
			for _, o := range r.Outlets {
				top := []float64{1.3, 5}[i]
				e := stats.Estimate{Outlet: o, Measure: m.Name, Voice: "author", Value: number(top), Lo: number(top), Hi: number(top), Articles: rapid.IntRange(0, 99999).Draw(t, "articles")}
				if e.Lo != nil && e.Hi != nil && e.Value != nil {
					v := []float64{*e.Lo, *e.Value, *e.Hi}
					slices.Sort(v)
					e.Lo, e.Value, e.Hi = &v[0], &v[1], &v[2]
				}
				if rapid.Bool().Draw(t, "doubt") {
					e.Warnings = []stats.Warning{stats.FewArticles, stats.DominantArticle, "another-doubt"}
				}
				r.Estimates = append(r.Estimates, e)
			}
			r.Measures = append(r.Measures, m)
		}
		r.Rankings = syntheticRankings(r)
		for _, o := range r.Outlets {
			n := rapid.Int64Range(0, 50).Draw(t, "loaded")
			r.Profiles = append(r.Profiles, stats.Profile{Lexicon: "l", Concept: "c", Outlet: o, Voice: "author", Mentions: n + n/2,
				Variants: []stats.VariantShare{{Variant: "neutral", N: n}, {Variant: "loaded", N: n / 2}}})
		}
		for _, c := range All {
			figs, err := c.Figures(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range figs {
				if err := faults(f); err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
			}
		}
	})
}

func TestFiguresAreTheSameEveryTime(t *testing.T) {
	first, second := allFigures(t), allFigures(t)
	// Few dots an inch, for speed: the resolution changes nothing else.
	formats := []func(Figure) ([]byte, error){Figure.svg, Figure.csv, func(f Figure) ([]byte, error) { return f.png(24) }}
	for name, f := range first {
		for i, render := range formats {
			a, errA := render(f)
			b, errB := render(second[name])
			if err := errors.Join(errA, errB); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a, b) {
				t.Errorf("%s: format %d differs from one run to the next", name, i)
			}
		}
	}
}

func TestSVG(t *testing.T) {
	r := synthetic(3, many)
	sided := bySide()
	r.Measures = append(r.Measures[:len(r.Measures):len(r.Measures)], sided.Measures[:4]...)
	for _, e := range sided.Estimates {
		if slices.Contains(r.Outlets, e.Outlet) {
			r.Estimates = append(r.Estimates, e)
		}
	}
	rename(r, map[string]string{"Harbor Ledger": "Tab\tand \x00 <Ledger> & \"Söhne\""})
	for _, c := range All {
		figs, err := c.Figures(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range figs {
			b, err := Render(f, "svg")
			if err != nil {
				t.Fatal(err)
			}
			d := xml.NewDecoder(bytes.NewReader(b))
			for err == nil {
				_, err = d.Token()
			}
			if err != io.EOF {
				t.Errorf("%s: not XML: %v", f.Name, err)
			}
			if len(b) > 150_000 {
				t.Errorf("%s: %d bytes; are the fonts still cut down to the letters used?", f.Name, len(b))
			}
			if !bytes.Contains(b, []byte("&lt;Ledger&gt; &amp; &#34;Söhne&#34;")) {
				t.Errorf("%s: the outlet's name is not in it as text", f.Name)
			}
		}
	}
}

func TestPNGSaysItsResolution(t *testing.T) {
	figs, err := Dots.Figures(synthetic(3, many))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Render(figs[0], "png")
	if err != nil {
		t.Fatal(err)
	}
	// 300 dpi are 11811 dots a metre, in both directions; unit 1 is the metre.
	if want := "pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01"; !bytes.Contains(b, []byte(want)) {
		t.Errorf("no pHYs chunk of 300 dpi")
	}
}

func TestRenderUnknownFormat(t *testing.T) {
	_, err := Render(Figure{Name: "dots-x"}, "gif")
	if want := `figure dots-x: unknown format "gif"; formats are [png svg csv]`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// The subset must draw every letter as the whole font does, composite letters and their parts included.
func TestSubsetDrawsTheSame(t *testing.T) {
	letters := []rune("Aéøǻ Щ→½“中")
	whole := labelFace
	faces, err := (&typesetter{letters: map[font.Font][]rune{regular: letters}}).subsets()
	if err != nil {
		t.Fatal(err)
	}
	part := font.Face{Font: whole.Font, Face: faces[regular]}
	for _, r := range letters {
		a, aAdvance, _ := whole.FontFace(300).GlyphBounds(r)
		b, bAdvance, _ := part.FontFace(300).GlyphBounds(r)
		if a != b || aAdvance != bAdvance {
			t.Errorf("%c: %v %v in the subset, want %v %v", r, b, bAdvance, a, aAdvance)
		}
		if got, want := outlineOf(t, part, r), outlineOf(t, whole, r); got != want {
			t.Errorf("%c: the outline differs:\n%s\n%s", r, got, want)
		}
	}
}

func TestEveryChartIsDocumented(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for _, c := range charts {
		if !kebab.MatchString(c.Name) || !strings.HasSuffix(c.Doc, ".") || c.Figures == nil {
			t.Errorf("chart %q: name, doc or figures missing", c.Name)
		}
	}
}

// Words describe and never judge; nor must a place on the page read as a place in politics.
func TestWordsDescribe(t *testing.T) {
	judging := regexp.MustCompile(`(?i)\b(bias\w*|left|right|worst|best|fair|unfair|propaganda)\b`)
	for name, f := range allFigures(t) {
		height, _ := f.measure()
		var p proof
		f.page(&p, height)
		for _, s := range append(p.texts, f.Title) {
			if w := judging.FindString(s); w != "" {
				t.Errorf("%s: %q in %q", name, w, s)
			}
		}
	}
}

func TestCaption(t *testing.T) {
	r := synthetic(20, mixed)
	r.Invented = true
	tests := []struct {
		chart Chart
		want  []string
	}{
		{Dots, []string{"246 articles", "20 outlets", "95 % interval, articles as the sampling unit", "the one to read overlap from", "It misleads on", "Hollow: fewer than 3 articles", "nothing is tested", "3fa9c1d2", "Invented articles (demo)"}},
		{Variants, []string{"928 mentions", "20 outlets", "95 % interval, articles as the sampling unit", "Hatched: fewer than 3 articles", "nothing is tested", "3fa9c1d2", "Invented articles (demo)"}},
		{Heatmap, []string{"20 outlets", "1 to 23 articles", "Ring: fewer than 3 articles", "Some cells carry warnings", "standard deviations", "3fa9c1d2", "Invented articles (demo)"}},
		{Hedging, []string{"246 articles", "20 outlets", "95 % interval, articles as the sampling unit", "Hollow: fewer than 3 articles", "nothing is tested", "3fa9c1d2", "Invented articles (demo)"}},
	}
	for _, test := range tests {
		figs, err := test.chart.Figures(r)
		if err != nil {
			t.Fatal(err)
		}
		caption := strings.ReplaceAll(strings.Join(figs[0].Notes, "\n"), "\u00a0", " ")
		for _, want := range test.want {
			if !strings.Contains(caption, want) {
				t.Errorf("%s: %q is not in the caption:\n%s", test.chart.Name, want, caption)
			}
		}
	}
}

// The caption says what overlap means, and of whom it does not.
func TestOverlapNote(t *testing.T) {
	level := ptr(0.875)
	for _, test := range []struct {
		name     string
		rankings []stats.Ranking
		want     string
	}{
		{"nobody to compare", []stats.Ranking{{Voice: "author"}}, ""},
		{"untested", []stats.Ranking{{Voice: "author", Level: ptr(0.8342237)}},
			"Thick: comparison interval (83.4 %), the one to read overlap from; no pair was tested, so it suits two outlets that are known equally well."},
		{"agreement", []stats.Ranking{{Voice: "author", Level: level, Tested: 6}},
			"Thick: comparison interval (87.5 %), the one to read overlap from: apart where the test finds a difference (adjusted p below 0.05), overlapping where it finds none. " +
				"Tested pairs of which this holds: 6 of 6."},
		{"voices", []stats.Ranking{{Voice: "author", Level: level, Tested: 6, Offending: []stats.Pair{{A: "B\t", B: "A"}}}, {Voice: "quoted"},
			{Voice: "all", Level: level}, {Voice: "scare", Level: level, Tested: 1234, Offending: []stats.Pair{{A: "A", B: "C", Overlap: true}, {A: "D", B: "C"}, {A: "E", B: "C"}, {A: "F", B: "C"}}}},
			"Thick: comparison interval (author: 87.5 %, all voices: 87.5 %, scare: 87.5 %), the one to read overlap from, within a voice: " +
				"apart where the test finds a difference (adjusted p below 0.05), overlapping where it finds none. " +
				"Tested pairs of which this holds: 5 of 6 (author), 1,230 of 1,234 (scare). " +
				"It misleads on B and A (author: apart, no difference found); A and C (scare: overlapping, yet different); " +
				"D and C (scare: apart, no difference found); 2 more."},
	} {
		if got := strings.ReplaceAll(overlapNote(test.rankings, 0.95, "Thick"), "\u00a0", " "); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// Where voices stand below one another, each has its own mean; another's would say nothing of it.
func TestMeansOfVoices(t *testing.T) {
	r := synthetic(6, many)
	figs, err := Dots.Figures(r)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Dashed: mean of the outlets in each voice, each outlet counted once.", "Dashed: mean of the outlets, each counted once."} {
		if !strings.Contains(figs[i].Notes[0], want) {
			t.Errorf("%q is not in %q", want, figs[i].Notes[0])
		}
	}
	var byVoice []map[string]stats.Estimate
	for _, v := range []string{"author", "quoted"} {
		byVoice = append(byVoice, estimatesOf(r, "loaded-share", v))
	}
	got := means(dotRows(r.Outlets, byVoice, make([]stats.Ranking, 2), new(notes)), 2)
	for i, es := range byVoice {
		if want, _, _ := equalMean(es, r.Outlets); got[i] == nil || math.Abs(*got[i]-want) > 1e-12 {
			t.Errorf("voice %d: mean %v, want %v", i, got[i], want)
		}
	}
}

func TestResultsThatContradictThemselves(t *testing.T) {
	tests := []struct {
		name   string
		change func(*stats.Results)
		want   string
	}{
		{"outlet twice", func(r *stats.Results) { r.Outlets = append(r.Outlets, "Harbor Ledger") }, `outlet "Harbor Ledger" is listed twice`},
		{"measure twice", func(r *stats.Results) { r.Measures = append(r.Measures[:4:4], r.Measures[0]) }, `measure "loaded-share" is listed twice`},
		{"estimate twice", func(r *stats.Results) { r.Estimates = append(r.Estimates, r.Estimates[0]) }, "two estimates of loaded-share for Harbor Ledger in voice author"},
		{"unknown outlet", func(r *stats.Results) { r.Estimates[0].Outlet = "Nobody" }, `estimate of loaded-share for outlet "Nobody", which is not listed`},
		{"unknown measure", func(r *stats.Results) { r.Estimates[0].Measure = "bogus" }, `measure "bogus", which is not listed`},
		{"unknown profile", func(r *stats.Results) { r.Profiles[0].Outlet = "Nobody" }, `profile of conflict/armed-actors for outlet "Nobody"`},
	}
	for _, test := range tests {
		r := synthetic(3, many)
		test.change(r)
		for _, c := range charts {
			if _, err := c.Figures(r); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %s: got %v, want %s", test.name, c.Name, err, test.want)
			}
		}
	}
}

// A voice in which nothing was found is named in the caption and takes no room.
func TestSilentVoices(t *testing.T) {
	r := synthetic(3, many)
	for i := range r.Estimates {
		if e := &r.Estimates[i]; e.Voice == "quoted" {
			e.Value, e.Lo, e.Hi, e.Articles = nil, nil, nil, 0
		}
	}
	for chart, want := range map[*Chart]string{&Dots: "no outlet has a value: quoted.", &Heatmap: "no outlet has a value: loaded-share (quoted)."} {
		figs, err := chart.Figures(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := figs[0].Notes[0]; !strings.Contains(got, want) {
			t.Errorf("%s: %q is not in %q", chart.Name, want, got)
		}
		for _, row := range figs[0].Data[1:] {
			if slices.Contains(row, "quoted") {
				t.Errorf("%s: row %q", chart.Name, row)
			}
		}
	}
}

// A figure from an empty corpus, and from numbers that no file should hold, says why instead of failing.
func TestNothingToShow(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		name string
		r    *stats.Results
	}{
		{"no results", &stats.Results{}},
		{"only in quotations", &stats.Results{Outlets: []string{"A"}, Profiles: []stats.Profile{{Lexicon: "l", Concept: "c", Outlet: "A", Voice: "quoted", Mentions: 3, Articles: 1,
			Variants: []stats.VariantShare{{Variant: "loaded", N: 3}}}}}},
		{"no number", &stats.Results{Measures: testMeasures, Outlets: []string{"A"}, Estimates: []stats.Estimate{
			{Outlet: "A", Measure: "hedged-sentences", Voice: "author", Value: &nan}, {Outlet: "A", Measure: "attribution-strength", Voice: "all"}},
			Profiles: []stats.Profile{{Lexicon: "l", Concept: "c", Outlet: "A", Voice: "author"}}}},
	}
	for _, test := range tests {
		for _, c := range charts {
			figs, err := c.Figures(test.r)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range figs {
				height, _ := f.measure()
				var p proof
				f.page(&p, height)
				if all := strings.Join(p.texts, " "); !strings.Contains(all, "Nothing to show: ") || len(p.points) > 0 {
					t.Errorf("%s: %s: %s", test.name, f.Name, all)
				}
				if b, err := Render(f, "svg"); err != nil || len(b) == 0 {
					t.Errorf("%s: %s: %v", test.name, f.Name, err)
				}
			}
		}
	}
}

func TestNamesOfFilesAreSafeAndDistinct(t *testing.T) {
	r := synthetic(1, many)
	voices := []counts.Voice{counts.Author}
	r.Measures = []stats.Measure{{Name: "a/../b", Doc: "A.", Voices: voices}, {Name: "A____B", Doc: "B.", Voices: voices}}
	r.Estimates = nil
	r.Profiles = append(r.Profiles, r.Profiles[0])
	r.Profiles[1].Lexicon = "other"
	var names []string
	for _, c := range []Chart{Dots, Variants} {
		figs, err := c.Figures(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range figs {
			names = append(names, f.Name)
		}
	}
	want := []string{"dots-a----b", "dots-a----b-2", "variants-conflict-armed-actors", "variants-other-armed-actors"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

// A concept that no outlet mentions in enough articles has no figure of its own, unless none has more.
func TestRareConceptsAreListed(t *testing.T) {
	r := synthetic(3, many)
	rare := r.Profiles[0]
	rare.Concept, rare.Articles = "captives", stats.ArticlesForInterval-1
	alone := []stats.Profile{rare}
	r.Profiles = append(r.Profiles, rare)
	names := func() (names []string, last Figure) {
		figs, err := Variants.Figures(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range figs {
			names, last = append(names, f.Name), f
		}
		return names, last
	}
	got, last := names()
	if want := []string{"variants-armed-actors", "variants-rare"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(last.Data) != 1+len(rare.Variants) || last.Data[1][1] != "captives" {
		t.Errorf("the data of what is not drawn: %q", last.Data)
	}
	r.Profiles = alone
	if got, _ := names(); !slices.Equal(got, []string{"variants-captives"}) {
		t.Errorf("alone: %q", got)
	}
}

func TestSortedByEstimate(t *testing.T) {
	r := synthetic(20, many)
	figs, err := Dots.Figures(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figs {
		last := math.Inf(1)
		for _, row := range f.Data[1:] {
			if row[2] != f.Data[1][2] {
				continue // another voice
			}
			var v float64
			fmt.Sscan(row[3], &v)
			if v > last {
				t.Errorf("%s: %s with %g comes below %g", f.Name, row[0], v, last)
			}
			last = v
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	for name, f := range allFigures(t) {
		b, err := f.csv()
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil || !slices.EqualFunc(rows, f.Data, slices.Equal) {
			t.Errorf("%s: %v", name, err)
		}
		if bytes.Contains(b, []byte("NaN")) || bytes.Contains(b, []byte("Inf")) {
			t.Errorf("%s holds a number that is none", name)
		}
	}
}

func TestWrap(t *testing.T) {
	em := labelFace.Width("m")
	tests := []struct {
		in    string
		width vg.Length
		want  []string
	}{
		{"", 10 * em, []string{""}},
		{"one line", 10 * em, []string{"one line"}},
		{"mmmm mmmm mm", 9.5 * em, []string{"mmmm mmmm", "mm"}},
		{"attribution-strength", 8 * em, []string{"attribution-", "strength"}},
		{"mmmmmmmm", 3.5 * em, []string{"mmm", "mmm", "mm"}},
		{"95\u00a0% mmm", 4 * em, []string{"95\u00a0%", "mmm"}},
		{"e\u0301e\u0301e\u0301", 0.1 * em, []string{"e\u0301", "e\u0301", "e\u0301"}},
	}
	for _, test := range tests {
		if got := wrap(labelFace, test.in, test.width); !slices.Equal(got, test.want) {
			t.Errorf("%q in %.1f: got %q, want %q", test.in, test.width, got, test.want)
		}
	}
}

func TestTicks(t *testing.T) {
	tests := []struct {
		unit   stats.Unit
		lo, hi float64
		want   string
	}{
		{stats.Share, 0, 1, "0 % 20 % 40 % 60 % 80 % 100 %"},
		{stats.Share, 0, 0.012, "0.0 % 0.5 % 1.0 %"},
		{stats.Mean, 1.5, 4, "1.5 2.0 2.5 3.0 3.5 4.0"},
		{stats.PerThousand, 0, 20, "0 5 10 15 20"},
		{stats.Mean, -1, 1, "-1.0 -0.5 0.0 0.5 1.0"},
	}
	for _, test := range tests {
		var got []string
		values, step := scale{lo: test.lo, hi: test.hi}.ticks(5)
		for _, v := range values {
			got = append(got, strings.ReplaceAll(tick(test.unit, v, step), "\u00a0", " "))
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%v to %v: got %s, want %s", test.lo, test.hi, s, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := thousands(in); got != want {
			t.Errorf("thousands(%d) = %s, want %s", in, got, want)
		}
	}
	for in, want := range map[float64]string{0.0049: "0.00", 1.234: "1.23", 9.996: "10.0", 99.96: "100", 1234.5: "1234", -12.34: "-12.3"} {
		if got := figures(stats.Mean, in); got != want {
			t.Errorf("figures(%g) = %s, want %s", in, got, want)
		}
	}
	for in, want := range map[int]string{0: "a", 25: "z", 26: "aa", 51: "az", 52: "ba"} {
		if got := letter(in); got != want {
			t.Errorf("letter(%d) = %s, want %s", in, got, want)
		}
	}
}

// Numbers in the heatmap are read against every colour that a cell can have (WCAG asks for 4.5).
func TestContrast(t *testing.T) {
	for d := -1.0; d <= 1; d += 0.05 {
		ground := diverging(d)
		a, b := luminance(ground), luminance(readable(ground))
		if contrast := (max(a, b) + 0.05) / (min(a, b) + 0.05); contrast < 4.5 {
			t.Errorf("deviation %.2f: contrast %.1f", d, contrast)
		}
	}
}

// outlineOf writes down the outline of a letter.
func outlineOf(t *testing.T, f font.Face, r rune) string {
	var buf sfnt.Buffer
	g, err := f.Face.GlyphIndex(&buf, r)
	if err != nil {
		t.Fatal(err)
	}
	segments, err := f.Face.LoadGlyph(&buf, g, fixed.I(2048), nil)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(segments)
}
