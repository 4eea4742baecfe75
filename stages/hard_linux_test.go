package stages_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parallax/attribution"
	"parallax/corpus"
	"parallax/counts"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// hardInput makes texts of any length that are made to defeat layers which look around: one long quotation, marks that never
// close, no sentence end, names without end, scripts that are not English.
var hardInput = map[string]func(n int) string{
	"one quotation": func(n int) string {
		return "“" + strings.Repeat("The well is dry and nobody knows why. ", n) + "”, he said."
	},
	"one paragraph's":   func(n int) string { return "“" + strings.Repeat("The “well” is dry.\n\n", n) + "”, he said." },
	"unclosed":          func(n int) string { return strings.Repeat("“The well is dry, he said. ", n) },
	"unclosed straight": func(n int) string { return strings.Repeat("\"The well, he said, ", n) },
	"unclosed single":   func(n int) string { return strings.Repeat("‘the boys’ well, he said ", n) },
	"bare marks":        func(n int) string { return strings.Repeat("“", n) + strings.Repeat("\"", n) + strings.Repeat("'", n) },
	"no sentence end":   func(n int) string { return strings.Repeat("the well is dry and he said so and they claim that ", n) },
	"right to left": func(n int) string {
		return strings.Repeat("قال الرئيس: «المحادثات مستمرة» وأضاف أن ", n)
	},
	"emoji": func(n int) string {
		return strings.Repeat("She said 👩‍👩‍👧 “👍🏽 yes 🇺🇸” and 👍🏽. ", n)
	},
	"combining": func(n int) string {
		return strings.Repeat("E\u0301\u0301va Le\u0301e sa\u0301id “e\u0301\u0327” ", n)
	},
	"names": func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Sen. Ann%d Lee%d, a senator, met Max Lee. The senator said so. They said so. ", i, i%7)
		}
		return b.String()
	},
	"blocks": func(n int) string { return strings.Repeat("He wrote:\n\nThe well is dry now.\n\n", n) },
}

func hardPipeline(t *testing.T, model *attribution.Model) (*stages.Layers, *pipeline.Pipeline) {
	t.Helper()
	l := speedLayersWith(t, model, "conflict", "attribution", "hedges", "negation")
	s := []pipeline.Stage{l.Voices, stages.BlockQuotations}
	for _, c := range l.Counters {
		s = append(s, c)
	}
	p, err := pipeline.New(s...)
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}

// TestHardInput holds every layer to sensible spans on such texts: in order, inside, on the borders of code points.
func TestHardInput(t *testing.T) { byBoth(t, testHardInput) }

// byBoth runs a test with the rules alone and with the model beside them.
func byBoth(t *testing.T, test func(*testing.T, *attribution.Model)) {
	t.Run("rules", func(t *testing.T) { test(t, nil) })
	t.Run("model", func(t *testing.T) { test(t, attribution.News()) })
}

func testHardInput(t *testing.T, model *attribution.Model) {
	l, p := hardPipeline(t, model)
	for name, of := range hardInput {
		n := 300
		if name == "bare marks" || strings.HasPrefix(name, "unclosed") {
			n = 10_000
		}
		d, err := p.Analyze(corpus.Article{ID: name, Text: of(n)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sensible(t, name, d, l)
	}
	if testing.Short() {
		return
	}
	d, err := p.Analyze(corpus.Article{ID: "5 MB", Text: hardInput["one quotation"](5 << 20 / 38)})
	if err != nil {
		t.Fatal(err)
	}
	sensible(t, "5 MB", d, l)
	if q := stages.Quotations.Of(d); len(q) != 1 {
		t.Errorf("%d quotations", len(q))
	}
	if v := l.Voices.Of(d)[100]; v != counts.Quoted {
		t.Errorf("within the quotation the voice is %v", v)
	}
}

func sensible(t *testing.T, name string, d *pipeline.Document, l *stages.Layers) {
	t.Helper()
	toks := stages.Tokens.Of(d)
	check := func(what string, ranges ...text.Range) {
		last := 0
		for _, r := range ranges {
			if r.Len() == 0 {
				continue
			}
			s := r.Span(toks)
			if r.From < last || r.To > len(toks) || !utf8.RuneStart(d.Source[s.Start]) || s.End < len(d.Source) && !utf8.RuneStart(d.Source[s.End]) {
				t.Fatalf("%s: %s at %v of %d tokens, after %d", name, what, ranges, len(toks), last)
			}
			last = r.To
		}
	}
	for _, q := range stages.Quoted(d) {
		check("quotation", q)
	}
	for _, a := range l.Attributions.Of(d) {
		check("content", a.Content...)
		check("source", a.Source...)
		check("cue", a.Cue...)
	}
	var runs []text.Range
	for _, v := range stages.VoicedRuns(d, l) {
		runs = append(runs, v.Range)
	}
	check("voice", runs...)
}

// TestLinearWork holds the processor's time for such texts to their length: four times the text may take some six times as long,
// where quadratic work takes sixteen. It is the time of this thread alone, the best of some.
func TestLinearWork(t *testing.T) { byBoth(t, testLinearWork) }

func testLinearWork(t *testing.T, model *attribution.Model) {
	if testing.Short() {
		t.Skip("measures time")
	}
	_, p := hardPipeline(t, model)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for name, of := range hardInput {
		took := func(n int) time.Duration {
			src := of(n)
			best := time.Hour
			for range 3 {
				before := cpu(t)
				if _, err := p.Analyze(corpus.Article{ID: name, Text: src}); err != nil {
					t.Fatal(err)
				}
				best = min(best, cpu(t)-before)
			}
			return best
		}
		const n, more, most, tries = 1500, 4, 10, 4
		var few, many time.Duration
		for range tries { // others on the machine can only add
			if few, many = took(n), took(more*n); many <= most*max(few, 2*time.Millisecond) {
				break
			}
		}
		if many > most*max(few, 2*time.Millisecond) {
			t.Errorf("%s: %v for %d units, %v for %d", name, few, n, many, more*n)
		}
	}
}
