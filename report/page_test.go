package report

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parallax/corpus"
	"parallax/text"
)

func TestAnnotatedPage(t *testing.T) {
	l := fakeLayers(t)
	docs := analyze(t, l, dam, corpus.Article{ID: "no-title", Outlet: "Harbor Ledger", Text: "Nothing is marked here."})
	write := func(b *bytes.Buffer) error { return AnnotatedPage(b, docs, l, true) }
	page := render(t, write)
	golden(t, "page.html", page)
	checkPage(t, page)
	if !bytes.Equal(page, render(t, write)) {
		t.Error("the same documents gave other bytes")
	}
}

// TestHostileText puts into every field what would break out of a careless page.
func TestHostileText(t *testing.T) {
	l := fakeLayers(t)
	hostile := `</p><script>alert(1)</script> "'><img src=x onerror=alert(2)> & &lt; {{.}} ` + "\x00\u202e\u2067שלום مرحبا\u2069 clearly terrorists not"
	a := corpus.Article{ID: hostile, Outlet: hostile, Title: hostile, Text: hostile, Author: hostile, URL: "javascript:alert(3)"}
	page := render(t, func(b *bytes.Buffer) error { return AnnotatedPage(b, analyze(t, l, a, a), l, false) })
	checkPage(t, page)
	s := string(page)
	for _, not := range []string{"<script>alert", "<img", `"javascript:`, "\x00", "Invented"} {
		if strings.Contains(s, not) {
			t.Errorf("the page holds %q", not)
		}
	}
	for _, want := range []string{"&lt;script&gt;alert", "שלום", "{{.}}", `dir="auto"`} {
		if !strings.Contains(s, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestFurnitureOfPage holds the page to marking nothing that is not counted.
func TestFurnitureOfPage(t *testing.T) {
	l := fakeLayers(t)
	a := corpus.Article{ID: "furnished", Text: "Nobody came.\n\nSee also: not terrorists clearly"}
	page := string(render(t, func(b *bytes.Buffer) error { return AnnotatedPage(b, analyze(t, l, a), l, false) }))
	if want := `<p class="paragraph furniture" dir="auto">See also: not terrorists clearly</p>`; !strings.Contains(page, want) {
		t.Errorf("the page lacks %s", want)
	}
}

var (
	tag       = regexp.MustCompile(`<(/?)([a-z][a-z0-9]*)[^>]*>`)
	raw       = regexp.MustCompile(`(?s)<(style|script)>.*?</(style|script)>`)
	reference = regexp.MustCompile(` href="#([^"]*)"`)
	id        = regexp.MustCompile(` id="([^"]*)"`)
	external  = regexp.MustCompile(`(?i)( src=|@import|url\(|<link|<iframe|<img)`)
	void      = []string{"meta", "input", "br", "circle"}
)

// checkPage holds a page to what HTML requires (elements nest, ids are unique, references have a target) and to
// what we require: nothing is loaded from elsewhere.
func checkPage(t interface{ Errorf(string, ...any) }, page []byte) {
	if !utf8.Valid(page) {
		t.Errorf("the page is not UTF-8")
	}
	for _, markup := range slices.Concat(tag.FindAll(page, -1), raw.FindAll(page, -1)) {
		if external.Match(markup) {
			t.Errorf("the page loads something: %s", markup)
		}
	}
	body := raw.ReplaceAll(page, nil)
	var open []string
	for _, m := range tag.FindAllSubmatch(body, -1) {
		name := string(m[2])
		switch {
		case slices.Contains(void, name):
		case len(m[1]) == 0:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Errorf("</%s> closes %v", name, open)
			return
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v", open)
	}
	ids := map[string]bool{}
	for _, m := range id.FindAllSubmatch(body, -1) {
		if ids[string(m[1])] {
			t.Errorf("two elements have the id %q", m[1])
		}
		ids[string(m[1])] = true
	}
	for _, m := range reference.FindAllSubmatch(body, -1) {
		if !ids[string(m[1])] {
			t.Errorf("nothing has the id %q", m[1])
		}
	}
}

// TestCut holds pieces to covering the text exactly, whatever the marks: none missing, none twice, and each with the
// classes of just those marks that cover it.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.StringMatching(`[a-zé ]{1,40}`).Draw(t, "src")
		var edges []int
		for i := range src {
			edges = append(edges, i)
		}
		edges = append(edges, len(src))
		edge := rapid.SampledFrom(edges)
		var marks []mark
		for i := range rapid.IntRange(0, 8).Draw(t, "marks") {
			a, b := edge.Draw(t, "a"), edge.Draw(t, "b")
			if a == b {
				continue
			}
			marks = append(marks, mark{Span: text.Span{Start: min(a, b), End: max(a, b)}, layer: inCue, class: fmt.Sprint("m", i)})
		}
		at := 0
		for _, p := range cut(src, text.Span{Start: 0, End: len(src)}, marks) {
			if !strings.HasPrefix(src[at:], p.Text) || p.Text == "" {
				t.Fatalf("piece %q at %d of %q", p.Text, at, src)
			}
			var want []string
			for _, k := range marks {
				if k.Start <= at && at+len(p.Text) <= k.End {
					want = append(want, k.class)
				}
			}
			if got := p.Outer; got != classes(want) {
				t.Fatalf("piece %q has classes %q, want %q", p.Text, got, classes(want))
			}
			at += len(p.Text)
		}
		if at != len(src) {
			t.Fatalf("pieces end at %d of %d", at, len(src))
		}
	})
}
