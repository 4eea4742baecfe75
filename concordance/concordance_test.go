package concordance

import (
	"fmt"
	"slices"
	"testing"
)

func lines(n int) (all []Line) {
	for i := range n {
		id := fmt.Sprint("a", i%7)
		all = append(all, Line{Article: id, Start: i, End: i + 1, lot: lot(id, "text", i, i+1)})
	}
	return all
}

// The same lines are drawn in whatever order they are offered; another seed draws others.
func TestSampleDependsOnSeedAlone(t *testing.T) {
	draw := func(seed uint64, all []Line) []int {
		s := NewSample(10, seed)
		for _, l := range all {
			s.Add(l)
		}
		var starts []int
		for _, l := range s.Lines() {
			starts = append(starts, l.Start)
		}
		slices.Sort(starts)
		return starts
	}
	all := lines(500)
	want := draw(1, all)
	if len(want) != 10 {
		t.Fatalf("%d lines, want 10", len(want))
	}
	slices.Reverse(all)
	if got := draw(1, all); !slices.Equal(got, want) {
		t.Errorf("backwards %v, forwards %v", got, want)
	}
	if got := draw(2, all); slices.Equal(got, want) {
		t.Errorf("seed 2 draws the lines of seed 1")
	}
}

func TestSort(t *testing.T) {
	all := []Line{
		{Article: "b", Left: "the big ", Right: " ran home."},
		{Article: "a", Left: "The small, “", Right: "” hid."},
		{Article: "a", Left: "a big ", Right: "."},
	}
	for _, c := range []struct {
		by   Order
		want string
	}{
		{ByCorpus, "[the big  The small, “ a big ]"},
		{ByArticle, "[The small, “ a big  the big ]"},
		{ByLeft, "[a big  the big  The small, “]"},
		{ByRight, "[a big  The small, “ the big ]"},
	} {
		sorted := slices.Clone(all)
		Sort(sorted, c.by)
		var got []string
		for _, l := range sorted {
			got = append(got, l.Left)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("by %q: %v, want %v", c.by, got, c.want)
		}
	}
}

func TestOnOneLine(t *testing.T) {
	for in, want := range map[string]string{"": "", " \n ": " ", "a\n\n b ": "a b ", "\ta": " a", "“": "“"} {
		if got := onOneLine(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestIsInflection(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"massacre", "massacring", true}, {"body", "bodies", true}, {"kidnap", "kidnapped", true}, {"die", "dies", true},
		{"murder", "murderous", false}, {"operative", "operation", false}, {"liberator", "liberal", false}, {"kill", "killer", false},
	} {
		if got, back := isInflection(c.a, c.b), isInflection(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%s, %s: %v and %v, want %v", c.a, c.b, got, back, c.want)
		}
	}
}

// Words among the same words are alike however often they stand there; words among others are not.
func TestCosine(t *testing.T) {
	rows := []uint32{
		8, 1, 0, 3,
		16, 2, 0, 6,
		0, 0, 9, 3,
	}
	m := newAssociations(rows, 4)
	target := m.vector(rows[:4])
	if got := m.cosine(target, rows[4:8]); got < 0.999 {
		t.Errorf("the same contexts: %v", got)
	}
	if got := m.cosine(target, rows[8:]); got > 0.1 {
		t.Errorf("other contexts: %v", got)
	}
	if got := m.cosine(target, make([]uint32, 4)); got != 0 {
		t.Errorf("no contexts: %v", got)
	}
}
