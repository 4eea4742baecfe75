package attribution

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parallax/internal/shared"
	"parallax/text"
)

// article reads a text as the stages do, but knows no uses and no rules.
func article(src string) *Article {
	a := &Article{Source: src, Tokens: text.Tokenize(nil, src)}
	a.Sentences = text.Sentences(src, a.Tokens)
	a.Quotations = text.Quotations(src, a.Tokens)
	a.Uses = make([]Uses, len(a.Tokens))
	a.Heads = make([]bool, len(a.Tokens))
	for i := range a.Heads {
		a.Heads[i] = a.Tokens[i].Is(text.Word)
	}
	for _, q := range a.Quotations {
		for i := q.From; i < q.To; i++ {
			a.Heads[i] = false
		}
	}
	for range a.Sentences {
		a.Active = append(a.Active, true)
	}
	return a
}

// marked divides a text with marks, [s|source] [c|cue] [q|content], into the text and its one attribution.
func marked(t testing.TB, s string) (string, map[byte]text.Span) {
	var src strings.Builder
	at := map[byte]text.Span{}
	for len(s) > 0 {
		before, rest, found := strings.Cut(s, "[")
		src.WriteString(before)
		if !found {
			break
		}
		inner, after, closed := strings.Cut(rest, "]")
		if !closed || len(inner) < 2 {
			t.Fatalf("%q: no mark", s)
		}
		at[inner[0]] = text.Span{Start: src.Len(), End: src.Len() + len(inner) - 2}
		src.WriteString(inner[2:])
		s = after
	}
	return src.String(), at
}

// gold makes an article to learn from.
func gold(t testing.TB, s string) Gold {
	src, at := marked(t, s)
	g := Gold{Article: article(src)}
	tokens := func(s text.Span) (r text.Range) {
		for i, tok := range g.Tokens {
			if tok.Start < s.End && tok.End > s.Start {
				if r.Len() == 0 {
					r.From = i
				}
				r.To = i + 1
			}
		}
		return r
	}
	if len(at) > 0 {
		g.Attributions = []Finding{{Source: tokens(at['s']), Cue: tokens(at['c']), Content: []text.Range{tokens(at['q'])}}}
	}
	return g
}

// show writes what is found as marks.
func show(a *Article, found []Finding) string {
	var out []string
	for _, f := range found {
		s := fmt.Sprintf("%s: %s:", f.Source.Span(a.Tokens).Of(a.Source), a.Tokens[f.Head].Of(a.Source))
		for _, c := range f.Content {
			s += " " + c.Span(a.Tokens).Of(a.Source)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// invented are articles whose attributions have a plain form.
func invented(t testing.TB) (all []Gold) {
	names := strings.Fields("Ruiz Dale Okafor Lee Park Molnar")
	things := strings.Fields("well harbor road bridge fund farm")
	for i := range 120 {
		name, thing := names[i%6], things[i/6%6]
		all = append(all,
			gold(t, fmt.Sprintf("On day %d [s|%s] [c|swore] [q|that the %s was closed].", i, name, thing)),
			gold(t, fmt.Sprintf("[q|The %s was closed on day %d], [s|%s] [c|swore].", thing, i, name)),
			gold(t, fmt.Sprintf("%s closed the %s on day %d, and swam home.", name, thing, i)))
	}
	return all
}

func TestTrain(t *testing.T) {
	golds := invented(t)
	file := shared.SameBytes(t, func() ([]byte, error) {
		m, err := Train(golds)
		if err != nil {
			return nil, err
		}
		return m.Bytes(), nil
	})
	m, err := ReadModel(string(file))
	if err != nil {
		t.Fatal(err)
	}
	for src, want := range map[string]string{
		"On day 7 Toth swore that the mill was closed.": "Toth: swore: that the mill was closed",
		"The mill was closed on day 7, Toth swore.":     "Toth: swore: The mill was closed on day 7",
		"Toth closed the mill on day 7, and swam home.": "",
	} {
		a := article(src)
		if got := show(a, m.Find(nil, a)); got != want {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
		if m.LearntFrom(src) {
			t.Errorf("learnt from %q", src)
		}
	}
	for _, g := range golds {
		if !m.LearntFrom(g.Source) {
			t.Errorf("not learnt from %q", g.Source)
		}
	}
}

// Sums of the rows of gates are those of the features that they are learnt by.
func TestGates(t *testing.T) {
	a := article("The mayor, who had been accused of lying, said on Monday: “The well is dry.” “We knew,” Okafor said, adding that nobody had asked.")
	r := new(reader)
	r.open(News(), a)
	for k, s := range a.Sentences {
		for i := s.From; i < s.To; i++ {
			if !r.canHead(i) {
				continue
			}
			r.look(i, k)
			for near := sourceNear; near < classifiers; near += 2 {
				checkGates(t, r, near, none)
				for _, place := range slices.Clone(r.choices) {
					if place != none {
						checkGates(t, r, near+1, int(place))
					}
				}
				r.source = text.Range{From: s.From, To: min(s.From+2, i)}
			}
		}
	}
}

func checkGates(t *testing.T, r *reader, k, other int) {
	t.Helper()
	r.list(k, other)
	r.sift(k, other)
	for n, choice := range r.choices {
		r.spanGates(k, choice, other)
		want := 0
		for _, row := range r.features {
			want += r.m.gates.of(uint16(row), k) - gateZero
		}
		if r.sums[n] != want {
			t.Errorf("classifier %d, choice %d from %d: %d, want %d", k, choice, other, r.sums[n], want)
		}
	}
}

func TestTrainErrors(t *testing.T) {
	for _, golds := range [][]Gold{nil, {gold(t, "Nobody spoke.")}} {
		if _, err := Train(golds); err == nil {
			t.Errorf("%d articles without an attribution: no error", len(golds))
		}
	}
}

func TestModelIsSmall(t *testing.T) {
	if n := len(embedded); n > 4_000_000 {
		t.Errorf("%d bytes, want at most 4 MB", n)
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add(embedded)
	f.Add(embedded[:len(embedded)-1])
	f.Add(magic + "\x01\x00\x00\x00")
	f.Add(magic + "\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, file string) {
		m, err := ReadModel(file)
		if err != nil {
			return
		}
		if string(m.Bytes()) != file {
			t.Error("read, but written otherwise")
		}
		a := article("The well is dry, Ruiz said.")
		m.Find(nil, a)
	})
}

// FuzzFind holds the model to what every finding must satisfy whatever the text.
func FuzzFind(f *testing.F) {
	f.Add("“A?” X said. “B!” said Y, who said Z, said: “\n\n“C")
	f.Add("said said said, said X, he said: “” said ‘ according to according to per per")
	f.Add("he said\nshe said: \n\nwe said “no” and “no” said “no")
	f.Fuzz(func(t *testing.T, src string) {
		a := article(src)
		last := -1
		for _, x := range News().Find(nil, a) {
			if x.Head <= last || len(x.Content) == 0 || !a.Sentences[x.Sentence].Has(x.Head) {
				t.Fatalf("%+v after the head %d", x, last)
			}
			last = x.Head
			end := 0
			for _, c := range x.Content {
				if c.From < end || c.Len() <= 0 || c.To > len(a.Tokens) || c.Has(x.Head) || c.Overlaps(x.Source) {
					t.Fatalf("content %v, source %v, head %d of %d tokens", x.Content, x.Source, x.Head, len(a.Tokens))
				}
				end = c.To
			}
			if x.Source.Has(x.Head) || x.Source.To > len(a.Tokens) {
				t.Fatalf("source %v, head %d", x.Source, x.Head)
			}
		}
	})
}

// BenchmarkFind measures the model alone.
func BenchmarkFind(b *testing.B) {
	a := article(strings.Repeat("The mayor, who had been accused of lying to the council, said on Monday that the well was dry. “We knew,” Okafor said, adding that nobody had asked. Three countries met in Geneva to talk about grain.\n\n", 50))
	var found []Finding
	b.ReportAllocs()
	for b.Loop() {
		found = News().Find(found[:0], a)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(a.Tokens)), "ns/token")
}
