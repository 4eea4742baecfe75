package stages

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"parallax/pipeline"
	"parallax/text"
)

// TestGivenSources measures the typing of sources apart from the finding of attributions: source, cue and content of every
// attribution are those that people have marked.
func TestGivenSources(t *testing.T) {
	wanted, n := goldSources(t)
	layers := testLayers(t)
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	var types, stances, strengths float64
	var wrong []string
	for _, split := range []string{"dev", "train"} {
		for _, a := range polnear(t, split) {
			if len(wanted[a.ID]) == 0 {
				continue
			}
			d := analyzed(t, p, a.ID, a.Outlet, a.Title, a.Text)
			all := givenAttributions(layers, d, a)
			for _, g := range wanted[a.ID] {
				var best *Attribution
				for _, x := range all {
					if touch(g.Cue, inBody(d, x.Cue)) && (len(g.Source) == 0 || touch(g.Source, inBody(d, x.Source))) {
						best = &x
						break
					}
				}
				if best == nil {
					t.Fatalf("%s: not among the given", g.ID)
				}
				runes := []rune(a.Text)
				say := func(what string, got, want any) {
					wrong = append(wrong, fmt.Sprintf("%s %s: got %v, want %v: S[%s] C[%s] Q[%.60s]", g.ID, what, got, want, trimmed(runes, g.Source), trimmed(runes, g.Cue), trimmed(runes, g.Content)))
				}
				if best.SourceType == g.Type {
					types++
				} else {
					say("type", best.SourceType, g.Type)
				}
				if best.Stance == g.Stance {
					stances++
				} else {
					say("stance", best.Stance, g.Stance)
				}
				if best.Strength == g.Strength {
					strengths++
				} else {
					say("strength", best.Strength, g.Strength)
				}
			}
		}
	}
	sort.Strings(wrong)
	total := float64(n)
	t.Logf("of %d: type %.3f  stance %.3f  strength %.3f", n, types/total, stances/total, strengths/total)
	if testing.Verbose() {
		t.Log(strings.Join(wrong, "\n"))
	}
	if types/total < .95 || stances/total < .97 || strengths/total < .95 {
		t.Errorf("type %.3f, floor .95; stance %.3f, floor .97; strength %.3f, floor .95", types/total, stances/total, strengths/total)
	}
}

// givenAttributions judges the attributions that people have marked in an article.
func givenAttributions(l *Layers, d *pipeline.Document, g goldArticle) []Attribution {
	toks := Tokens.Of(d)
	at := make([]int, 0, len(g.Text)) // byte of each code point
	for i := range g.Text {
		at = append(at, i)
	}
	at = append(at, len(g.Text))
	spans := map[string]text.Range{}
	for _, s := range g.Spans {
		from, to := d.Body+at[s.Start], d.Body+at[s.End]
		spans[s.ID] = text.Range{
			From: sort.Search(len(toks), func(i int) bool { return toks[i].End > from }),
			To:   sort.Search(len(toks), func(i int) bool { return toks[i].Start >= to }),
		}
	}
	r := new(reading)
	r.open(d.Source, toks, Sentences.Of(d), Quotations.Of(d), Furniture.Of(d), d.Body)
	r.mark(readCues(l.Lexicons), l.Matches.Of(d))
	for _, a := range g.Attributions {
		if len(a.Cue) == 0 || len(a.Content) == 0 {
			continue
		}
		f := finding{cue: spans[a.Cue[0]]}
		f.head, f.sentence = r.headOf(f.cue), r.sentenceOf(f.cue.From)
		if len(a.Source) > 0 {
			f.source = spans[a.Source[0]]
			f.source.To = max(f.source.To, spans[a.Source[len(a.Source)-1]].To)
		}
		var content []text.Range
		for _, c := range a.Content {
			content = append(content, spans[c])
		}
		sort.Slice(content, func(i, j int) bool { return content[i].From < content[j].From })
		r.add(f, content...)
	}
	return r.attributions(nil)
}
