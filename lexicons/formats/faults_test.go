package formats

import (
	"fmt"
	"strings"
	"testing"
)

// What is wrong with a file is told with its line.
func TestFaults(t *testing.T) {
	for _, test := range []struct{ path, source, want string }{
		{"x.dic", "glad\t1\n", `x.dic:1: want a line with % before the categories, found "glad\t1"; is it a LIWC dictionary?`},
		{"x.dic", "%\nMerry\n%\n", `x.dic:2: want the number and the name of a category, found "Merry"`},
		{"x.dic", "%\n1 Merry\n1 Gloom\n%\n", `x.dic:3: category 1 is already on line 2`},
		{"x.dic", "%\n1 Merry\n2 Merry\n%\n", `x.dic:3: a category called "Merry" is already on line 2`},
		{"x.dicx", "DicTerm,A,A\n", `x.dicx:1: two columns are called "A"`},
		{"x.dicx", "DicTerm,A\nglad,much\n", `x.dicx:2: want a number as the rating of "glad", found "much"`},
		{"x.dicx", "DicTerm,A\n\"glad,X\n", `x.dicx:2: extraneous or missing " in quoted-field`},
		{"x.cat", "GLAD (1)\n", `x.cat:1: the word "GLAD" is in no category`},
		{"x.lc3", "glad\n", `x.lc3:1: want +category before the word "glad"; is it a Lexicoder dictionary?`},
		{"x.lc3", "+\n", `x.lc3:1: want the name of a category behind the +`},
		{"x.ykd", "<dictionary><cnode name='a'></dictionary>", `x.ykd:1: not XML: element <cnode> closed by </dictionary>`},
		{"x.ykd", "<html></html>", `x.ykd:1: want a <dictionary> element`},
		{"x.ykd", "<dictionary><pnode name='glad'/></dictionary>", `x.ykd:1: a pattern in no category`},
		{"x.yml", "- glad\n", `x.yml:1: want a key above the word "glad", as in mood: [glad]`},
		{"x.yml", "mood: [glad\n", `x.yml:1:7: not YAML: sequence end token ']' not found`},
		{"x.yml", "mood: &a [glad]\n", `x.yml:1: want words or keys, found Anchor`},
		{"x.yml", "extends: occurrence\ntoken: glad\n", `x.yml:1: extends: "occurrence"; of Vale's rules only existence and substitution list words`},
		{"x.tff", "word1=glad\n", `x.tff:1: want type=weaksubj or strongsubj, word1= and priorpolarity=, found "word1=glad"`},
		{"x.csv", "a,b,c,d\n", `x.csv:1: of more than three columns a header must name those to read; legal names are word, `},
		{"x.csv", "word,colour\nglad,red\n", `x.csv:1: no column of categories or ratings; legal names are category, `},
		{"x.csv", "word,score\nglad,much\n", `x.csv:2: want a number as the rating of "glad", found "much"`},
		{"x.txt", "/\n", `x.txt: no term that can be carried over`},
		{"x.doc", "glad\n", `x.doc: no format has the extension ".doc" and such content; name one with --format (legal: parallax, `},
		{"x.yaml", "name: x\nconcepts: []\n", `x.yaml:1:1: lexicon: missing key "version"`},
		{"x.yaml", "name: x\nlicence: MIT\nconcept: []\n", `x.yaml:1:1: lexicon: missing key "version"`},
	} {
		_, _, err := Read(test.path, []byte(test.source), "")
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s %q\n got %v\nwant %s", test.path, test.source, err, test.want)
		}
	}
}

// All faults of a file are told, in the order of its lines, up to a limit.
func TestFaultsAtOnce(t *testing.T) {
	for _, test := range []struct{ path, source, want string }{
		{"x.dic", "%\nMerry\n1 Gloom\n1 Grief\n2 Gloom\n%\nglad\t1\n", `
x.dic:2: want the number and the name of a category, found "Merry"
x.dic:4: category 1 is already on line 3
x.dic:5: a category called "Gloom" is already on line 3`},
		{"x.dicx", "DicTerm,A,A\nglad,much\nsad,1\nglum,little\n", `
x.dicx:1: two columns are called "A"
x.dicx:2: want a number as the rating of "glad", found "much"
x.dicx:4: want a number as the rating of "glum", found "little"`},
		{"x.cat", "GLAD (1)\nMOOD\n\tSAD (1)\nGLUM (1)\n", `
x.cat:1: the word "GLAD" is in no category
x.cat:4: the word "GLUM" is in no category`},
		{"x.lc3", "+\nglad\n+mood\nglum\n+\n", `
x.lc3:1: want the name of a category behind the +
x.lc3:5: want the name of a category behind the +`},
		{"x.ykd", "<dictionary>\n<pnode name='glad'/>\n<pnode name='sad'/></dictionary>", `
x.ykd:2: a pattern in no category
x.ykd:3: a pattern in no category`},
		{"x.yml", "- glad\n- mood: &a [glad]\n", `
x.yml:1: want a key above the word "glad", as in mood: [glad]
x.yml:2: want words or keys, found Anchor`},
		{"x.tff", "word1=glad\n\ntype=weaksubj\n", `
x.tff:1: want type=weaksubj or strongsubj, word1= and priorpolarity=, found "word1=glad"
x.tff:3: want type=weaksubj or strongsubj, word1= and priorpolarity=, found "type=weaksubj"`},
		{"x.txt", "glad\t3\nglum\tlow\nsad\n", `
x.txt:2: want a number as the rating of "glum", found "low"
x.txt:3: want a word, a tab and its rating, found "sad"`},
	} {
		_, _, err := Read(test.path, []byte(test.source), "")
		if want := strings.TrimPrefix(test.want, "\n"); err == nil || err.Error() != want {
			t.Errorf("%s %q\n got %v\nwant %s", test.path, test.source, err, want)
		}
	}
	_, _, err := Read("x.txt", []byte("glad\t3\n"+strings.Repeat("sad\n", 30)), "")
	if lines := strings.Split(fmt.Sprint(err), "\n"); len(lines) != 21 || lines[20] != "x.txt:21: and perhaps more; the first 20 faults are told" {
		t.Errorf("of 30 faults: %v", err)
	}
}

// A file in any encoding is read as what it is.
func TestDecode(t *testing.T) {
	const want = "%\n1\tDrôle\n%\ncafé\t1\n"
	utf16 := func(order string, mark bool) []byte {
		var b []byte
		for _, r := range "\ufeff" + want {
			if r == '\ufeff' && !mark {
				continue
			}
			if order == "little" {
				b = append(b, byte(r), byte(r>>8))
			} else {
				b = append(b, byte(r>>8), byte(r))
			}
		}
		return b
	}
	for _, test := range []struct {
		name, guessed string
		data          []byte
	}{
		{"UTF-8", "", []byte(want)},
		{"UTF-8 with its mark", "", []byte("\ufeff" + want)},
		{"CR LF", "", []byte(strings.ReplaceAll(want, "\n", "\r\n"))},
		{"CR", "", []byte(strings.ReplaceAll(want, "\n", "\r"))},
		{"Windows-1252", "Windows-1252", []byte("%\n1\tDr\xf4le\n%\ncaf\xe9\t1\n")},
		{"UTF-16 little", "", utf16("little", true)},
		{"UTF-16 big", "", utf16("big", true)},
		{"UTF-16 little without its mark", "UTF-16", utf16("little", false)},
		{"UTF-16 big without its mark", "UTF-16", utf16("big", false)},
	} {
		got, guessed := decode(test.data)
		if got != want || guessed != test.guessed {
			t.Errorf("%s: got %q as %q", test.name, got, guessed)
		}
	}
}
