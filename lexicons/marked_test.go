package lexicons

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/text"
)

func marks(args ...any) (list []Mark) {
	for i := 0; i < len(args); i += 3 {
		list = append(list, Mark{text.Span{Start: args[i].(int), End: args[i+1].(int)}, args[i+2].(string)})
	}
	return list
}

func TestMarked(t *testing.T) {
	for _, c := range []struct {
		marked, plain string
		marks         []Mark
	}{
		{"", "", nil},
		{"No mark.", "No mark.", nil},
		{"{Militants|neutral} attacked.", "Militants attacked.", marks(0, 9, "neutral")},
		{"the {{armed|x} group|y}", "the armed group", marks(4, 15, "y", 4, 9, "x")},
		{"{{a|inner}|outer}{b|c}", "ab", marks(0, 1, "outer", 0, 1, "inner", 1, 2, "c")},
		{`\{a\|b\} \\ {é|a.b}`, `{a|b} \ é`, marks(8, 10, "a.b")},
		{"{two\nlines|x}", "two\nlines", marks(0, 9, "x")},
	} {
		plain, got, err := ParseMarked(c.marked)
		if err != nil || plain != c.plain || cmp.Diff(c.marks, got) != "" {
			t.Errorf("ParseMarked(%q) = %q, %v, %v", c.marked, plain, got, err)
		}
		if back := FormatMarked(c.plain, c.marks); back != c.marked {
			t.Errorf("FormatMarked(%q, %v) = %q, want %q", c.plain, c.marks, back, c.marked)
		}
	}
}

func TestFormatMarkedOddMarks(t *testing.T) {
	for _, c := range []struct {
		plain string
		marks []Mark
		want  string
	}{
		{"abc", marks(0, 2, "x", 1, 3, "y"), "{a{b|y}|x}{c|y}"},
		{"abc", marks(1, 3, "y", 0, 2, "x"), "{a{b|y}|x}{c|y}"},
		{"abc", marks(-1, 2, "x", 2, 9, "y", 1, 1, "z"), "abc"},
		{"abcd", marks(0, 3, "x", 1, 4, "y", 3, 4, "z"), "{a{bc|y}|x}{{d|z}|y}"},
	} {
		if got := FormatMarked(c.plain, c.marks); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestParseMarkedFaults(t *testing.T) {
	for marked, want := range map[string]string{
		"a } b":     `"}" at byte 2 ends no mark`,
		"{a b}":     `"}" at byte 4 ends no mark`,
		"{a":        `"{" at byte 0 is not closed`,
		"{a|}":      `no label after "|" at byte 2`,
		"{a|b|c}":   `no label after "|" at byte 2`,
		"{|b}":      `the mark "b" at byte 0 is around nothing`,
		"{a|b":      `no label`,
		"{a {b|c}":  `"{" at byte 0 is not closed`,
		"{a|{b|c}}": `no label`,
	} {
		if _, _, err := ParseMarked(marked); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseMarked(%q): %v, want %s", marked, err, want)
		}
	}
}

func FuzzMarked(f *testing.F) {
	for _, s := range []string{"{a|b}", "{{a|x}b|y}", `\{\}\|\\`, "{a|b", "x|y", "\xff{\xff|\xff}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		plain, marks, err := ParseMarked(s)
		if err != nil {
			return
		}
		again, marksAgain, err := ParseMarked(FormatMarked(plain, marks))
		if err != nil || again != plain || cmp.Diff(marks, marksAgain) != "" {
			t.Fatalf("%q: %q %v, then %q %v (%v)", s, plain, marks, again, marksAgain, err)
		}
	})
}
