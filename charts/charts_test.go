package charts

import (
	"bytes"
	"flag"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"parallax/counts"
	"parallax/stats"
)

var update = flag.Bool("update", false, "write testdata anew")

var outletNames = []string{
	"Harbor Ledger", "Daily Beacon", "The Northern and Midland Evening Examiner", "Żółta Gazeta Śląska", "Ny Tid",
	"Capital Observer", "Εφημερίδα του Λιμανιού", "Meridian Wire", "National Sentinel", "River City Tribune",
	"Вечерний Маяк", "Orchard Weekly", "Coastal Times", "El Diario de la Montaña", "Plain Dealer of Eastfield",
	"Süderländer Bote", "Le Phare", "Hilltop Post", "Lake County Courier", "Æbleø Avis",
}

var testMeasures = []stats.Measure{
	{Name: "loaded-share", Doc: "Of all mentions of an armed actor, the part that used a loaded name.", Unit: stats.Share, Voices: []counts.Voice{counts.Author, counts.Quoted}},
	{Name: "hedged-sentences", Doc: "Of an outlet's own sentences, the part that is hedged.", Unit: stats.Share, Voices: []counts.Voice{counts.Author}},
	{Name: "attribution-strength", Doc: "Mean strength of attribution, from 0 (unattributed) to 5 (named and on the record).", Unit: stats.Mean, AllVoices: true},
	{Name: "boosters", Doc: "Words that strengthen a claim, for each 1,000 words of the outlet's own.", Unit: stats.PerThousand, Voices: []counts.Voice{counts.Author},
		Per: stats.Selection{Features: []string{"tokens"}}},
}

// ptr is a number that is there.
func ptr(v float64) *float64 { return &v }

// wave is a number from 0 to 1 that looks as if it were drawn at random, and is the same every time.
func wave(i, j int) float64 {
	_, f := math.Modf(math.Abs(math.Sin(float64(i*127+j*311+7)) * 43758.5453))
	return f
}

// synthetic makes results for n outlets with so many articles each; articles gives the sample size of the i-th.
func synthetic(n int, articles func(i int) int) *stats.Results {
	r := &stats.Results{Measures: testMeasures, Outlets: outletNames[:n:n], Confidence: 0.95, Manifest: "3fa9c1d2"}
	for j, m := range testMeasures {
		voices := []string{"all"}
		if !m.AllVoices {
			voices = nil
			for _, v := range m.Voices {
				voices = append(voices, v.String())
			}
		}
		for k, voice := range voices {
			for i, o := range r.Outlets {
				r.Estimates = append(r.Estimates, syntheticEstimate(o, m, voice, articles(i), wave(i, 10*j+k)))
			}
		}
	}
	for i, o := range r.Outlets {
		mentions := int64(articles(i)*3 + i)
		loaded := int64(float64(mentions) * wave(i, 99) * 0.8)
		soft := int64(float64(mentions-loaded) * wave(i, 98) * 0.4)
		e := syntheticEstimate(o, testMeasures[0], "author", articles(i), float64(loaded)/float64(mentions))
		e.Value = ptr(float64(loaded) / float64(mentions))
		r.Profiles = append(r.Profiles, stats.Profile{Lexicon: "conflict", Concept: "armed-actors", Outlet: o, Voice: "author", Mentions: mentions, Articles: articles(i),
			Variants: []stats.VariantShare{{Variant: "neutral", N: mentions - loaded - soft}, {Variant: "loaded", N: loaded, Estimate: e}, {Variant: "euphemistic", N: soft}}})
	}
	r.Rankings = syntheticRankings(r)
	return r
}

// syntheticRankings give every estimate with an interval a comparison interval a little shorter. Of the first
// measure, one pair in eight misleads. Where no two have an interval there is nothing to compare.
func syntheticRankings(r *stats.Results) (all []stats.Ranking) {
	for _, e := range r.Estimates {
		at := slices.IndexFunc(all, func(r stats.Ranking) bool { return r.Measure == e.Measure && r.Voice == e.Voice })
		if at < 0 {
			at = len(all)
			all = append(all, stats.Ranking{Measure: e.Measure, Voice: e.Voice, Level: ptr(0.8342)})
		}
		ranking := &all[at]
		k := stats.Rank{Outlet: e.Outlet, Value: e.Value}
		if e.Value != nil && e.Lo != nil && e.Hi != nil {
			k.ComparisonLo, k.ComparisonHi = ptr(*e.Value-0.7*(*e.Value-*e.Lo)), ptr(*e.Value+0.7*(*e.Hi-*e.Value))
			for j, before := range ranking.Ranks {
				ranking.Tested++
				if pair := len(ranking.Ranks) + j; before.ComparisonLo != nil && e.Measure == testMeasures[0].Name && pair%8 == 1 {
					ranking.Offending = append(ranking.Offending, stats.Pair{A: before.Outlet, B: e.Outlet, Overlap: pair%16 == 1})
				}
			}
		}
		ranking.Ranks = append(ranking.Ranks, k)
	}
	for i := range all {
		ranked := slices.ContainsFunc(all[i].Ranks, func(k stats.Rank) bool { return k.ComparisonLo != nil })
		if !ranked || len(r.Outlets) < 2 {
			all[i] = stats.Ranking{Measure: all[i].Measure, Voice: all[i].Voice}
		}
	}
	return all
}

func syntheticEstimate(outlet string, m stats.Measure, voice string, articles int, w float64) stats.Estimate {
	v, top := 0.05+0.7*w, 1.0
	switch m.Unit {
	case stats.Mean:
		v, top = 1.5+2.5*w, 5
	case stats.PerThousand:
		v, top = 1+11*w, math.Inf(1)
	}
	e := stats.Estimate{Outlet: outlet, Measure: m.Name, Voice: voice, Value: ptr(v), Confidence: 0.95, Articles: articles,
		Numerator: int64(100 * v), Denominator: 100, Shrunken: ptr(v + (0.4*top-v)*0.3)}
	if math.IsInf(top, 1) {
		e.Shrunken = ptr(v + (6-v)*0.3)
	}
	if articles < stats.ArticlesForInterval {
		e.Warnings = []stats.Warning{stats.NoInterval}
		return e
	}
	if articles < 5 {
		e.Warnings = []stats.Warning{stats.FewArticles}
	}
	half := 0.9 * min(v, 0.4*min(top, 10)) / math.Sqrt(float64(articles)) * 2
	e.Lo, e.Hi = ptr(max(0, v-half)), ptr(min(top, v+1.2*half))
	return e
}

func many(i int) int { return 4 + i*i%37*3 }

// mixed has some outlets below the smallest sample.
func mixed(i int) int { return 1 + i*7%23 }

// cases are the results that the golden figures are drawn from.
func cases() map[string]*stats.Results {
	demo := synthetic(3, many)
	demo.Invented = true

	absent := synthetic(4, many)
	for i := range absent.Estimates {
		e := &absent.Estimates[i]
		if e.Outlet == "Daily Beacon" || e.Outlet == "Ny Tid" && e.Measure == "hedged-sentences" {
			*e = stats.Estimate{Outlet: e.Outlet, Measure: e.Measure, Voice: e.Voice, Confidence: 0.95, Warnings: []stats.Warning{stats.NoDenominator}}
		}
	}
	absent.Rankings = syntheticRankings(absent)
	absent.Profiles[1] = stats.Profile{Lexicon: "conflict", Concept: "armed-actors", Outlet: "Daily Beacon", Voice: "author",
		Variants: []stats.VariantShare{{Variant: "neutral"}, {Variant: "loaded"}, {Variant: "euphemistic"}}}

	long := synthetic(3, many)
	rename(long, map[string]string{
		"Harbor Ledger": "The Associated Northern Counties and Midland Boroughs Evening Examiner and Advertiser (Sunday)",
		"Daily Beacon":  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsblatt",
	})

	wide := synthetic(3, many)
	wide.Estimates[0].Hi = ptr(1)
	for i := range wide.Estimates {
		if e := &wide.Estimates[i]; e.Measure == "boosters" && e.Outlet == "Daily Beacon" {
			e.Hi = ptr(900)
		}
	}
	for i := range wide.Rankings {
		wide.Rankings[i].Tested, wide.Rankings[i].Offending = 0, nil
		wide.Rankings[i].Ranks[2].ComparisonHi = ptr(9 * *wide.Rankings[i].Ranks[2].Value) // longer than the other interval, and than the axis
	}
	full := synthetic(6, many)
	for _, name := range []string{"loaded-terms", "quoted-words", "anonymous-sources", "positive-sentences", "distancing", "long-measure-name-of-a-researcher"} {
		m := stats.Measure{Name: name, Doc: "Of all that is counted, a part.", Unit: stats.Share, Voices: testMeasures[0].Voices[:1]}
		full.Measures = append(full.Measures[:len(full.Measures):len(full.Measures)], m)
		for i, o := range full.Outlets {
			full.Estimates = append(full.Estimates, syntheticEstimate(o, m, "author", many(i), wave(i, len(name))))
		}
	}
	for i, o := range full.Outlets {
		for j, voice := range []string{"indirect", "scare", "headline"} {
			full.Estimates = append(full.Estimates, syntheticEstimate(o, testMeasures[0], voice, many(i), wave(i, 50+j)))
		}
	}
	full.Rankings = syntheticRankings(full)
	return map[string]*stats.Results{
		"full":    full,
		"3":       demo,
		"20":      synthetic(20, mixed),
		"hollow":  synthetic(3, func(int) int { return 1 }),
		"absent":  absent,
		"long":    long,
		"single":  synthetic(1, many),
		"wide":    wide,
		"two":     bySide(),
		"nothing": {Measures: testMeasures[:1], Outlets: outletNames[:2], Manifest: "3fa9c1d2"},
	}
}

func rename(r *stats.Results, names map[string]string) {
	as := func(s *string) {
		if n, ok := names[*s]; ok {
			*s = n
		}
	}
	r.Outlets = append([]string(nil), r.Outlets...)
	for i := range r.Outlets {
		as(&r.Outlets[i])
	}
	for i := range r.Estimates {
		as(&r.Estimates[i].Outlet)
	}
	for i := range r.Profiles {
		as(&r.Profiles[i].Outlet)
	}
	for _, ranking := range r.Rankings {
		for i := range ranking.Ranks {
			as(&ranking.Ranks[i].Outlet)
		}
		for i := range ranking.Offending {
			as(&ranking.Offending[i].A)
			as(&ranking.Offending[i].B)
		}
	}
}

// charts are all charts, with the one that only a study has.
var charts = append(All[:len(All):len(All)], Specifications)

// allFigures draws every chart of every case.
func allFigures(t testing.TB) map[string]Figure {
	figs := map[string]Figure{}
	for name, r := range cases() {
		for _, c := range All {
			fs, err := c.Figures(r)
			if err != nil {
				t.Fatalf("%s: %s: %v", name, c.Name, err)
			}
			for _, f := range fs {
				figs[name+"-"+f.Name] = f
			}
		}
	}
	for name, r := range specificationCases() {
		fs, err := Specifications.Figures(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range fs {
			figs[name+"-"+f.Name] = f
		}
	}
	for name, m := range mapCases() {
		figs[name+"-map"] = Map(m)
	}
	return figs
}

// goldenDPI keeps the golden pictures small; the letters of a journal need four times as much.
const goldenDPI = 72

// goldens are the figures kept as pictures, each for something that the others do not show.
var goldens = []string{
	"3-dots-loaded-share", "3-variants-armed-actors", "3-heatmap", "3-hedging",
	"20-dots-loaded-share", "20-dots-boosters", "20-variants-armed-actors", "20-heatmap", "20-hedging",
	"hollow-dots-attribution-strength", "hollow-variants-armed-actors", "hollow-heatmap", "hollow-hedging",
	"absent-dots-loaded-share", "absent-variants-armed-actors", "absent-heatmap", "absent-hedging",
	"long-dots-boosters", "long-variants-armed-actors", "long-heatmap", "long-hedging",
	"single-dots-boosters", "single-heatmap", "wide-dots-boosters", "full-dots-loaded-share", "full-heatmap",
	"two-sides-loaded", "nothing-hedging",
	"2x3-specifications", "6x40-specifications", "20x12-specifications", "1x1-specifications",
	"absent-specifications", "voices-specifications", "long-specifications",
	"choices-map", "measures-map", "crowded-map", "alike-map", "line-map", "nothing-map",
}

func TestGolden(t *testing.T) {
	figs := allFigures(t)
	for _, name := range goldens {
		f, ok := figs[name]
		if !ok {
			t.Errorf("no figure %s", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			b, err := f.png(goldenDPI)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".png", b, samePicture)
			if b, err = f.csv(); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".csv", b, bytes.Equal)
		})
	}
}

// samePicture compares pixel by pixel. A few levels of difference are allowed, since processors that fuse
// multiplication and addition round anti-aliased edges differently.
func samePicture(got, want []byte) bool {
	a, errA := png.Decode(bytes.NewReader(got))
	b, errB := png.Decode(bytes.NewReader(want))
	if errA != nil || errB != nil || a.Bounds() != b.Bounds() {
		return false
	}
	const tolerance = 0x0800
	near := func(x, y uint32) bool { return max(x, y)-min(x, y) <= tolerance }
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r, g, b1, _ := a.At(x, y).RGBA()
			s, h, b2, _ := b.At(x, y).RGBA()
			if !near(r, s) || !near(g, h) || !near(b1, b2) {
				return false
			}
		}
	}
	return true
}

func golden(t *testing.T, name string, got []byte, same func(got, want []byte) bool) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !same(got, want) {
		off := filepath.Join(os.TempDir(), "charts-"+name)
		if err := os.WriteFile(off, got, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s differs from %s; if it is better, run go test -update", off, path)
	}
}
