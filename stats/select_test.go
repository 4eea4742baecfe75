package stats

import (
	"slices"
	"strings"
	"testing"

	"parallax/counts"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"tokens", "tokens", true},
		{"tokens", "token", false},
		{"tokens", "tokens/x", false},
		{"tokens/x", "tokens", false},
		{"term/*/b", "term/a/b", true},
		{"term/*/b", "term/a/a/b", false},
		{"term/*", "term", false},
		{"term/*", "term/", true},
		{"hedge/mod*", "hedge/modal", true},
		{"hedge/*al", "hedge/modal", true},
		{"hedge/m*d*l", "hedge/modal", true},
		{"hedge/m*x*l", "hedge/modal", false},
		{"**", "a/b/c", true},
		{"a/**", "a/b/c", true},
		{"a/**", "a", true},
		{"a/**", "ab", false},
		{"a/**/c", "a/c", true},
		{"a/**/c", "a/x/y/c", true},
		{"a/**/c", "a/x/y/d", false},
		{"**/c", "c", true},
		{"**/c", "a/b/c", true},
		{"**/b/*", "a/b/b/c", true},
		{"término/*", "término/ñ", true},
	} {
		if got := match(c.glob, c.path); got != c.want {
			t.Errorf("match(%q, %q) = %v", c.glob, c.path, got)
		}
	}
}

func TestSelects(t *testing.T) {
	ms := []Measure{{Of: Selection{Features: []string{"a/*"}}, Per: Selection{Features: []string{"b", "c"}}}}
	for f, want := range map[counts.Feature]bool{"a/x": true, "c": true, "a": false, "d": false} {
		if got := Selects(ms, f); got != want {
			t.Errorf("Selects(%q) = %v", f, got)
		}
	}
}

func TestCheckReportsAllFaults(t *testing.T) {
	good := Measure{Name: "m", Doc: "d", Unit: Share, Voices: []counts.Voice{counts.Author},
		Of: Selection{Features: []string{"a"}}, Per: Selection{Features: []string{"a", "b"}}}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		spoil func(*Measure)
		want  []string
	}{
		{func(m *Measure) { m.Doc, m.Unit = " ", "percent" }, []string{"doc: ", `unit: unknown unit "percent"; units are [share per-thousand mean]`}},
		{func(m *Measure) { m.Voices = nil }, []string{"voice: name the voices"}},
		{func(m *Measure) { m.AllVoices = true }, []string{"all stands alone"}},
		{func(m *Measure) { m.Voices = []counts.Voice{1, 0, 1} }, []string{"names a voice twice"}},
		{func(m *Measure) { m.Of.Features, m.Per.Features = nil, []string{"a//b", "a/x**", "a /b"} },
			[]string{"of: names no feature", `per: "a//b" can never match`, "** stands between slashes", "white space"}},
		{func(m *Measure) { m.Unit, m.Of.Features = Mean, []string{"a/*", "a/4", "**", "a/strong"} },
			[]string{`of: "a/strong" never ends in a whole number`}},
		{func(m *Measure) { m.Name = "" }, []string{"name: "}},
	} {
		m := good
		c.spoil(&m)
		err := m.Check()
		if err == nil {
			t.Errorf("no fault in %+v; want %q", m, c.want)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v\nlacks %q", err, want)
			}
		}
		if n := strings.Count(err.Error(), "\n") + 1; n != len(c.want) {
			t.Errorf("%d faults, want %d:\n%v", n, len(c.want), err)
		}
	}
}

// What is below a concept is named with a stop and a star; the concept itself is not.
func TestMatchNestedConcepts(t *testing.T) {
	for path, want := range map[string]bool{"term/l/violence.deaths/any/w": true, "term/l/violence.deaths.old/any/w": true, "term/l/violence/any/w": false, "term/l/violence-free/any/w": false} {
		if got := match("term/l/violence.*/*/*", path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// A mean over weights, where most words have none, may be nearer to 0 than any weight.
func TestMeanWeightOfWords(t *testing.T) {
	var rows []counts.Row
	for i := range 12 {
		id := string(rune('a' + i))
		rows = append(rows, article(id, "Alpha", "", "author tokens=100 weight/l/tone/2=3 weight/l/tone/3=2"))
	}
	measure := Measure{Name: "tone", Doc: "Mean weight of all words.", Unit: Mean, Voices: author, Of: selection("weight/l/tone/*"), Per: selection("tokens")}
	r, _ := analyze(t, tableOf(rows), []Measure{measure}, testOptions)
	if e := r.Estimates[0]; e.Value == nil || *e.Value != .12 || slices.Contains(e.Warnings, OutsideScale) {
		t.Errorf("%+v", e)
	}
}
