package formats

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a file holds, it is read or refused, and what is read can be written in every format.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		for i := range All {
			if extension := filepath.Ext(file); strings.Contains(strings.Join(All[i].Extensions, " ")+" ", extension+" ") {
				f.Add(uint8(i), read(f, file))
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		format := &All[int(which)%len(All)]
		lex, _, err := Read("x"+format.Extensions[0], data, format.Name)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := lex.Write(&b); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if _, _, err := Read("x.yaml", b.Bytes(), "parallax"); err != nil {
			t.Fatalf("what was read does not load: %v\n%s", err, b.String())
		}
		for _, name := range written() {
			b.Reset()
			if _, err := Write(&b, lex, name); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}

// Files made to exhaust a reader are refused, or read, in bounded time.
func TestHostileFiles(t *testing.T) {
	deep := func(open, shut string, n int) string { return strings.Repeat(open, n) + strings.Repeat(shut, n) }
	var indented strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&indented, "%s%d\tc%d\n", strings.Repeat("\t", i), i, i)
	}
	entities := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><dictionary><cnode name="&b;"/></dictionary>`
	var aliases strings.Builder
	aliases.WriteString("a: &a [x, x]\n")
	for c := 'b'; c <= 'z'; c++ {
		fmt.Fprintf(&aliases, "%c: &%c [*%c, *%c]\n", c, c, c-1, c-1)
	}
	var manyKeys, manyTerms strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&manyKeys, "k%d: [a]\n", i)
	}
	for i := range 600_000 {
		fmt.Fprintf(&manyTerms, "w%d\n", i)
	}
	rules := "WORDS\n" + strings.Repeat("\tword (1)\n", 1)
	for i := range 1900 {
		rules += fmt.Sprintf("\tw%d (1)\n", i)
	}
	rules += "RULES\n"
	for i := range 2000 {
		rules += fmt.Sprintf("\t@R%d [#WORDS NEAR #WORDS /S /C%d] (1)\n", i, i+1)
	}
	for _, test := range []struct{ name, path, source, want string }{
		{"huge", "x.dic", strings.Repeat("x", maxFile+1), "larger than 16 MiB"},
		{"one line", "x.dic", "%\n1 a\n%\n" + strings.Repeat("x", maxFile/2), "no term"},
		{"deep header", "x.dic", "%\n" + indented.String() + "%\n", "below each other"},
		{"entities", "x.ykd", entities, "not XML"},
		{"deep XML", "x.ykd", "<dictionary>" + deep(`<cnode name="a">`, "</cnode>", 100_000) + "</dictionary>", "below each other"},
		{"cut XML", "x.ykd", `<dictionary><cnode name="a"><pnode name="b"/>`, "not XML"},
		{"aliases", "x.yml", aliases.String(), "want words or keys"},
		{"deep YAML", "x.yml", "a: " + deep("[", "]", 100_000), "nested too deeply"},
		{"deep keys", "x.yml", deep("{a: ", "}", 100_000), "nested too deeply"},
		{"many keys", "x.yml", manyKeys.String(), "more than 1000 keys"},
		{"many lists", "x.yml", strings.Repeat("- a\n", maxYAML/4+1), "larger than 4 MiB"},
		{"many words", "x.txt", manyTerms.String(), "more than 500000 terms"},
		{"marks", "x.txt", strings.Repeat("/\n", 200_000), "more than 100000 items"},
		{"rules", "x.cat", rules, "more than 500000 terms"},
		{"deep outline", "x.cat", strings.ReplaceAll(indented.String(), "\tc", "c"), "below each other"},
		{"deep regular expression", "x.yml", "extends: existence\nmessage: x\ntokens:\n  - '" + deep("(a|", ")", 5000) + "'\n", "no term"},
		{"wide regular expression", "x.yml", "extends: existence\nmessage: x\ntokens:\n  - '" + strings.Repeat("(a|b)", 5000) + "'\n", "no term"},
		{"long phrase", "x.txt", strings.Repeat("word ", 100_000), "no term"},
		{"binary", "x.dic", strings.Repeat("\x00\xff\xfe", 1000), "want a line with %"},
		{"empty", "x.dic", "", "want the categories"},
		{"empty list", "x.txt", "", "no term"},
		{"no format", "x.doc", "a", "name one with --format (legal: parallax, vale"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, left, err := Read(test.path, []byte(test.source), "")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
			if err != nil && len(err.Error()) > 1000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			for _, l := range left {
				if len(l.String()) > 1000 {
					t.Errorf("a remark of %d bytes", len(l.String()))
				}
			}
		})
	}
}
