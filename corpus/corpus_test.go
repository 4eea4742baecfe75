package corpus

import (
	"bytes"
	gocmp "cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/tools/txtar"
)

// folder makes a corpus of the files of a txtar archive.
func folder(archive string) fstest.MapFS {
	m := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		m[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return m
}

func file(name, data string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(data)}} }

// show reads a corpus to the end: an article as its fields, an Exclusion as its path, reason and detail.
func show(t testing.TB, c *Corpus) (lines []string) {
	t.Helper()
	seen := Seen{}
	for rec, err := range c.Records() {
		var a Article
		if err == nil {
			if a, err = rec.Decode(); err == nil {
				err = gocmp.Or(RequireOutlet(a.ID, a.Path, a.Outlet), seen.Admit(a.ID, a.Path))
			}
		}
		if e, ok := errors.AsType[*Exclusion](err); ok {
			lines = append(lines, fmt.Sprintf("%s ! %s: %s", e.Path, e.Reason, e.Detail))
		} else if err != nil {
			lines = append(lines, "END "+err.Error())
		} else {
			lines = append(lines, a.Path+" "+brief(a))
		}
	}
	return lines
}

// brief is an article on one line, without what is empty.
func brief(a Article) string {
	text := fmt.Sprintf("%q", a.Text)
	if len(text) > 60 {
		text = fmt.Sprintf("(%d bytes)", len(a.Text))
	}
	s := fmt.Sprintf("%s|%s|%s", a.ID, a.Outlet, text)
	for _, f := range []struct{ name, value string }{
		{"title", a.Title}, {"on", a.Published.String()}, {"url", a.URL}, {"by", a.Author},
		{"lang", a.Lang}, {"story", a.Story}, {"wire", a.Wire},
	} {
		if f.value != "" {
			s += "|" + f.name + "=" + f.value
		}
	}
	for _, k := range slices.Sorted(maps.Keys(a.Meta)) {
		s += fmt.Sprintf("|%s:%s", k, a.Meta[k])
	}
	return s
}

func gz(data string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, data)
	w.Close()
	return b.Bytes()
}

func zst(data string) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll([]byte(data), nil)
}

func TestRecords(t *testing.T) {
	const unknown = "parallax reads .csv, .jsonl, .md, .ndjson, .txt, each also as .gz or .zst"
	tests := []struct {
		name string
		fsys fstest.MapFS
		want []string
	}{
		{"a path is an ID, and paths are in order of bytes", folder(`
-- b.txt --
---
outlet: Harbor Ledger
---

Rain fell.
-- a/z.md --
---
outlet: Daily Beacon
title: "Rain: again"
---
More rain.
-- a.TXT --
---
id: 007
publisher: Harbor Ledger
published: 2031-03
tags: [rain, sea]
year: 2031
---
Wet.
`), []string{
			`a.TXT 007|Harbor Ledger|"Wet.\n"|on=2031-03|tags:["rain","sea"]|year:"2031"`,
			`a/z.md a/z|Daily Beacon|"More rain.\n"|title=Rain: again`,
			`b.txt b|Harbor Ledger|"Rain fell.\n"`,
		}},
		{"the heading of Markdown is its title where none is given", folder(`
-- a.md --
---
outlet: O
---

# Rain: again #

# More
Rain.
-- b.md --
---
outlet: O
title: Rain
---
# Not the title
-- c.txt --
---
outlet: O
---
# Text
-- d.md --
---
outlet: O
---
## A section
`), []string{
			`a.md a|O|"# More\nRain.\n"|title=Rain: again`,
			`b.md b|O|"# Not the title\n"|title=Rain`,
			`c.txt c|O|"# Text\n"`,
			`d.md d|O|"## A section\n"`,
		}},
		{"metadata.csv stands behind the front matter", folder(`
-- metadata.csv --
file,outlet,date,Title,note
a.txt,Harbor Ledger,2031-03-04,"A, B",x
sub/b.txt,Daily Beacon,2031-03-05,,
-- a.txt --
One.
-- sub/b.txt --
---
outlet: Capital Observer
---
Two.
-- c.txt --
Three.
`), []string{
			`a.txt a|Harbor Ledger|"One.\n"|title=A, B|on=2031-03-04|note:"x"`,
			`c.txt ! no-outlet: the outlet is missing or blank (outlet, source, publisher, media_name)`,
			`sub/b.txt sub/b|Capital Observer|"Two.\n"|on=2031-03-05`,
		}},
		{"metadata.csv does not touch what the article says of itself", folder(`
-- metadata.csv --
file,source,id,outlet,note,topic
a.txt,Old Name,x,Harbor Ledger,from the table,sea
-- a.txt --
---
id: mine
note: my own
---
One.
`), []string{
			`a.txt mine|Harbor Ledger|"One.\n"|note:"my own"|source:"Old Name"|topic:"sea"`,
		}},
		{"metadata.csv names a file that is not there", folder(`
-- metadata.csv --
file,outlet
a.txt,Harbor Ledger
lost.txt,Harbor Ledger
-- a.txt --
One.
`), []string{
			`a.txt a|Harbor Ledger|"One.\n"`,
			`metadata.csv:3 ! broken: there is no file lost.txt`,
		}},
		{"metadata.csv may give an outlet to a whole file", folder(`
-- metadata.csv --
file;outlet
a.jsonl;Harbor Ledger
-- a.jsonl --
{"id":"1","text":"One."}
{"id":"2","text":"Two.","outlet":"Daily Beacon"}
`), []string{
			`a.jsonl:1 1|Harbor Ledger|"One."`,
			`a.jsonl:2 2|Daily Beacon|"Two."`,
		}},
		{"what is no article", folder(`
-- .hidden --
-- .git/config --
-- README --
About.
-- a.json --
{}
-- a.txt.bz2 --
-- x.jsonl/a.txt --
A folder named like a file.
-- x.jsonl/metadata.csv --
file,outlet
a.txt,Harbor Ledger
`), []string{
			"README ! unknown-format: " + unknown,
			"a.json ! unknown-format: " + unknown,
			"a.txt.bz2 ! unknown-format: " + unknown,
			`x.jsonl/a.txt x.jsonl/a|Harbor Ledger|"A folder named like a file.\n"`,
		}},
		{"all names of fields, the first of each before its others", file("a.jsonl",
			`{"id":1,"source":"Wire","outlet":"Harbor Ledger","headline":"H","body":"T","publish_date":"2031-03-04 10:30","url":"u","byline":"b","language":"en","event":"e","wire":"w"}
{"id":2,"Outlet":"Harbor Ledger","media_name":"m","text":"T","content":"C","title":null,"author":["x","y"],"topic":{"a":[1]}}
{"id":3,"publisher":"Harbor Ledger","articleBody":"T","date":"yesterday","lang":""}`), []string{
			`a.jsonl:1 1|Harbor Ledger|"T"|title=H|on=2031-03-04T10:30|url=u|by=b|lang=en|story=e|wire=w|source:"Wire"`,
			`a.jsonl:2 2|Harbor Ledger|"T"|author:["x","y"]|content:"C"|media_name:"m"|topic:{"a":[1]}`,
			`a.jsonl:3 3|Harbor Ledger|"T"|published:"yesterday"`,
		}},
		{"an ID from the outlet and the text", file("a.ndjson",
			`{"outlet":"Harbor Ledger","text":"Rain fell."}
{"outlet":"Daily Beacon","text":"Rain fell."}
{"outlet":"Daily Beacon","text":"Rain fell.","title":"Again"}`), []string{
			`a.ndjson:1 94e4dab641718f87|Harbor Ledger|"Rain fell."`,
			`a.ndjson:2 b762a3ebcc7462af|Daily Beacon|"Rain fell."`,
			`a.ndjson:3 ! duplicate: an earlier article has this ID`,
		}},
		{"broken lines, and what is between them", file("a.jsonl", "\uFEFF"+
			`{"id":"1","outlet":"O","text":"T"}`+"\r\n\n"+
			`{"id":"2","outlet":"O","text":"T"`+"\n"+
			`["id"]`+"\n"+
			`{"id":"3","outlet":"O","text":"T"} x`+"\n"+
			`{"id":"4","outlet":"O","text":"caf`+"\xe9"+`"}`+"\n"+
			`{"id":"5","outlet":"O","text":"a\u0000b"}`+"\n"+
			`{"id":"6","outlet":"O","text":"a\qb"}`+"\n"+
			`{"id":"7","outlet":"O","text":" \n"}`+"\n"+
			`{"id":"8","outlet":" ","text":"T"}`+"\n"+
			`{"id":"9","outlet":"O","text":["T"]}`+"\n"+
			`{"id":"10","outlet":"O","text":"T","x":tru}`+"\n"+
			`{"id":"1","outlet":"O","text":"last"}`), []string{
			`a.jsonl:1 1|O|"T"`,
			`a.jsonl:3 ! broken: the JSON ends at byte 33, want ',' or '}'`,
			`a.jsonl:4 ! broken: not a JSON object (want {…} on one line)`,
			`a.jsonl:5 ! broken: JSON byte 35: 'x', want the end of the line`,
			`a.jsonl:6 ! bad-encoding: byte 0xe9 at offset 34 is not UTF-8`,
			`a.jsonl:7 ! bad-encoding: NUL byte at offset 1 of the text`,
			`a.jsonl:8 ! broken: byte 30, "text": unknown escape "\\qb" in a string`,
			`a.jsonl:9 ! no-text: the text is missing or blank (text, body, content, articlebody)`,
			`a.jsonl:10 ! no-outlet: the outlet is missing or blank (outlet, source, publisher, media_name)`,
			`a.jsonl:11 ! no-text: the text is missing or blank (text, body, content, articlebody)`,
			`a.jsonl:12 ! broken: byte 39, "x": not a JSON value: "tru"`,
			`a.jsonl:13 ! duplicate: an earlier article has this ID`,
		}},
		{"a lone surrogate is one character, a pair is one", file("a.jsonl",
			`{"id":"1","outlet":"O","text":"\ud83d\ud83d\ude00\udc00x\ud83d"}`), []string{
			`a.jsonl:1 1|O|"` + "�😀�x�" + `"`,
		}},
		{"csv with commas, marks and line ends in cells", file("a.csv", "\uFEFF"+
			"ID,Outlet,Text,topic\r\n"+
			"1,O,\"He said \"\"no\"\", twice.\r\n\r\nThen left.\",war\r\n"+
			"\r\n"+
			"2,O,T,\r\n"), []string{
			`a.csv:2 1|O|"He said \"no\", twice.\r\n\r\nThen left."|topic:"war"`,
			`a.csv:6 2|O|"T"`,
		}},
		{"csv with semicolons", file("a.csv", "id;outlet;text\n1;O;a, b, c\n"), []string{`a.csv:2 1|O|"a, b, c"`}},
		{"csv with tabs", file("a.csv", "id\toutlet\ttext\n1\tO\ta;b\n"), []string{`a.csv:2 1|O|"a;b"`}},
		{"broken rows, and what is between them", file("a.csv",
			"id,outlet,text\n1,O,T,x\n2,O,T\n3,O,a 5\" gun\n4,O,T\n5,O,caf\xe9\n6,O,\"a\"b\n7,,T\n8,O,\n9,O,T\n10,O,\"open\n11,O,T\n"), []string{
			`a.csv:2 ! broken: 4 cells; the header has 3`,
			`a.csv:3 2|O|"T"`,
			`a.csv:4 ! broken: line 4, column 8: bare " in non-quoted-field`,
			`a.csv:5 4|O|"T"`,
			`a.csv:6 ! bad-encoding: byte 0xe9 at offset 7 is not UTF-8`,
			`a.csv:7 ! broken: line 7, column 7: extraneous or missing " in quoted-field`,
			`a.csv:8 ! no-outlet: the outlet is missing or blank (outlet, source, publisher, media_name)`,
			`a.csv:9 ! no-text: the text is missing or blank (text, body, content, articlebody)`,
			`a.csv:10 9|O|"T"`,
			`a.csv:11 ! broken: line 12, column 7: extraneous or missing " in quoted-field`,
		}},
		{"csv without a column of text", file("a.csv", "id,outlet\n1,O\n"), []string{
			`a.csv:1 ! no-text: no column for the text (text, body, content, articlebody) among: id, outlet`,
		}},
		{"csv with a column twice", file("a.csv", "id,text,text\n1,O,T\n"), []string{
			`a.csv:1 ! broken: two columns are named "text"`,
		}},
		{"files with nothing in them", fstest.MapFS{
			"a.txt": {}, "b.jsonl": {Data: []byte("\n\n")}, "c.csv": {Data: []byte("id,outlet,text\n")}, "d.md": {},
			"e.txt.gz": {}, "f.jsonl.zst": {}, "g.txt": {Data: []byte(" \n")}, "h.csv": {}, "i.jsonl.gz": {Data: gz("")},
		}, []string{
			`a.txt ! no-text: no article in this file`,
			`b.jsonl ! no-text: no article in this file`,
			`c.csv ! no-text: no article in this file`,
			`d.md ! no-text: no article in this file`,
			`e.txt.gz ! no-text: no article in this file`,
			`f.jsonl.zst ! no-text: no article in this file`,
			`g.txt ! no-text: the text is missing or blank (text, body, content, articlebody)`,
			`h.csv ! no-text: no article in this file`,
			`i.jsonl.gz ! no-text: no article in this file`,
		}},
		{"compressed", fstest.MapFS{
			"a.txt.gz":    {Data: gz("---\noutlet: O\n---\nText.")},
			"b.jsonl.zst": {Data: zst(`{"id":"1","outlet":"O","text":"T"}`)},
			"c.CSV.GZ":    {Data: gz("id,outlet,text\n2,O,T")},
			"d.md.gz":     {Data: []byte("not compressed at all")},
			"e.md.zst":    {Data: []byte("not compressed at all")},
			"f.jsonl.gz":  {Data: append(gz("{\"id\":\"3\",\"outlet\":\"O\",\"text\":\"T\"}\n"), gz(`{"id":"4","outlet":"O","text":"T"}`)...)},
		}, []string{
			`a.txt.gz a|O|"Text."`,
			`b.jsonl.zst:1 1|O|"T"`,
			`c.CSV.GZ:2 2|O|"T"`,
			`d.md.gz ! broken: gzip: invalid header`,
			`e.md.zst ! broken: invalid input: magic number mismatch`,
			`f.jsonl.gz:1 3|O|"T"`,
			`f.jsonl.gz:2 4|O|"T"`,
		}},
		{"front matter that is none, or broken", folder(`
-- a.txt --
---
Never closed.
-- b.txt --
---
outlet: [x
---
Text.
-- c.txt --
---
just words
---
Text.
-- d.txt --
---
outlet: &x O
story: *x
---
Text.
-- e.txt --
---
---
Text.
-- f.txt --
---
# a comment
outlet: O # the publisher
title: |
  Two
  lines
author:
lang: en
---


 Text.
`), []string{
			`a.txt ! no-outlet: the outlet is missing or blank (outlet, source, publisher, media_name)`,
			`b.txt ! broken: front matter: [1:9] sequence end token ']' not found`,
			`c.txt ! broken: front matter: want lines of the form key: value`,
			`d.txt ! broken: front matter: line 2: anchors and aliases are not read`,
			`e.txt ! no-outlet: the outlet is missing or blank (outlet, source, publisher, media_name)`,
			"f.txt f|O|\" Text.\\n\"|title=Two\nlines\n|lang=en",
		}},
		{"front matter too deep or too long", fstest.MapFS{
			"a.txt": {Data: []byte("---\na: " + strings.Repeat("[", 12_000) + strings.Repeat("]", 4_000) + "\n---\nT")},
			"b.txt": {Data: []byte("---\na: " + strings.Repeat("x", 20_000) + "\n---\nT")},
		}, []string{
			`a.txt ! broken: front matter: [1:8003] sequence end token ']' not found`,
			`b.txt ! broken: front matter: 20004 bytes; the limit is 16384`,
		}},
		{"text in another encoding", fstest.MapFS{
			"a.txt": {Data: []byte("---\noutlet: O\n---\ncaf\xe9")},
			"b.txt": {Data: []byte("\xff\xfeT\x00e\x00")},
			"c.txt": {Data: []byte("\uFEFF---\r\noutlet: O\r\n---\r\n\r\nText.\r\n")},
			"d.txt": {Data: []byte("---\noutlet: O\n---\na\x00b")},
		}, []string{
			`a.txt ! bad-encoding: byte 0xe9 at offset 21 is not UTF-8`,
			`b.txt ! bad-encoding: UTF-16; convert the file to UTF-8`,
			`c.txt c|O|"Text.\r\n"`,
			`d.txt ! bad-encoding: NUL byte at offset 1 of the text`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := OpenFS(tt.fsys, ".")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(t, c)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(show(t, c), show(t, c)); diff != "" {
				t.Errorf("a second reading differs:\n%s", diff)
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	const legal = "parallax reads .csv, .jsonl"
	tests := []struct {
		name string
		fsys fstest.MapFS
		root string
		want []string
	}{
		{"missing", fstest.MapFS{}, "gone.txt", []string{"gone.txt", legal}},
		{"unknown file", file("a.docx", "x"), "a.docx", []string{`unknown format ".docx"`, legal}},
		{"empty folder", fstest.MapFS{"a": {Mode: fs.ModeDir}}, "a", []string{"no articles in this folder", legal}},
		{"nothing readable", folder("-- a.json --\n-- metadata.csv --\nfile,outlet\n"), ".", []string{"no articles in this folder", legal}},
		{"metadata without a file column", folder("-- a.txt --\n-- metadata.csv --\nname,outlet\n"), ".",
			[]string{`metadata.csv: no column "file" among: name, outlet`}},
		{"all faults of metadata at once", folder("-- a.txt --\n-- metadata.csv --\nfile,outlet\na.txt,O\na.txt,O\nb.txt\n-- x/metadata.csv --\nname\n"), ".",
			[]string{"metadata.csv:3: a.txt is listed twice", "wrong number of fields", "x/metadata.csv: no column"}},
		{"metadata not UTF-8", folder("-- a.txt --\n-- metadata.csv --\nfile,outlet\na.txt,\xe9\n"), ".", []string{"metadata.csv: bad-encoding"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := OpenFS(tt.fsys, tt.root)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q lacks %q", err, want)
				}
			}
		})
	}
}

func TestOpenSingle(t *testing.T) {
	fsys := folder(`
-- in/metadata.csv --
file,outlet
a.txt,Harbor Ledger
b.txt,Daily Beacon
-- in/a.txt --
One.
-- in/b.txt --
Two.
`)
	c, err := OpenFS(fsys, "in/a.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`a.txt a|Harbor Ledger|"One.\n"`}, show(t, c)); diff != "" {
		t.Error(diff)
	}
	want := []File{{"a.txt", 5}, {"metadata.csv", 51}}
	if diff := cmp.Diff(want, c.Files); diff != "" || c.Size() != 56 {
		t.Errorf("size %d\n%s", c.Size(), diff)
	}
	fsys["in/metadata.csv"] = &fstest.MapFile{Data: []byte("name,population\nDorvik,9\n")}
	if c, err := OpenFS(fsys, "in/a.txt"); err != nil || len(c.Files) != 1 {
		t.Errorf("a metadata.csv about something else: %v", err)
	}
	r, err := c.Raw(c.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if raw, err := io.ReadAll(r); string(raw) != "One.\n" || err != nil {
		t.Errorf("raw %q, %v", raw, err)
	}
}

// On a disk there are links, loops, pipes and names that no file system of Go knows.
func TestOpenDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.jsonl", `{"id":"1","outlet":"O","text":"T"}`)
	write("bad\xff.txt", "T")
	for name, to := range map[string]string{"loop": ".", "self.txt": "self.txt", "gone.txt": "nowhere", "link.jsonl": "a.jsonl"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range show(t, c) {
		head, _, _ := strings.Cut(line, ": ")
		got = append(got, head)
	}
	want := []string{
		`a.jsonl:1 1|O|"T"`, "bad\uFFFD.txt ! broken", "gone.txt ! broken", "link.jsonl:1 ! duplicate",
		"loop ! unknown-format", "self.txt ! broken",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := Open(filepath.Join(dir, "a.jsonl")); err != nil {
		t.Error(err)
	}
	if _, err := Open(filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "parallax reads") {
		t.Error(err)
	}
}

// Wherever a compressed file is cut, the articles before the cut are read and one Exclusion says the rest.
func TestTruncated(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var jsonl, csv strings.Builder
	csv.WriteString("id,outlet,text\n")
	for i := range 200 {
		text := make([]byte, 300)
		for j := range text {
			text[j] = 'a' + byte(rng.IntN(26))
		}
		fmt.Fprintf(&jsonl, `{"id":"%d","outlet":"O","text":"%s"}`+"\n", i, text)
		fmt.Fprintf(&csv, "%d,O,\"%s\n\"\n", i, text)
	}
	for name, data := range map[string][]byte{
		"a.jsonl.gz": gz(jsonl.String()), "a.jsonl.zst": zst(jsonl.String()),
		"a.csv.gz": gz(csv.String()), "a.txt.gz": gz(jsonl.String()),
	} {
		most := 0
		for cut := 5; cut < len(data); cut += 997 {
			c, err := OpenFS(fstest.MapFS{name: {Data: data[:cut]}}, name)
			if err != nil {
				t.Fatal(err)
			}
			got := show(t, c)
			last := got[len(got)-1]
			if !strings.Contains(last, "! broken: ") {
				t.Errorf("%s cut at %d ends with %s", name, cut, last)
			}
			for i, line := range got[:len(got)-1] {
				if !strings.Contains(line, fmt.Sprintf(" %d|O|(30", i)) {
					t.Errorf("%s cut at %d: article %d is %s", name, cut, i, line)
				}
			}
			most = max(most, len(got)-1)
		}
		if name != "a.txt.gz" && name != "a.jsonl.zst" && most < 100 {
			t.Errorf("%s: only %d articles were saved", name, most)
		}
	}
}

// filler yields n bytes of a line without holding them.
func filler(n int64) io.Reader { return io.LimitReader(letters{}, n) }

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestTooLarge(t *testing.T) {
	const size = 200 << 20
	first, last := `{"id":"1","outlet":"O","text":"T"}`+"\n", "\n"+`{"id":"2","outlet":"O","text":"T"}`
	r := io.MultiReader(strings.NewReader(first), filler(size), strings.NewReader(last))
	var got []string
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for rec, err := range JSONL("-", r) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		a, err := rec.Decode()
		got = append(got, fmt.Sprint(a.Path, " ", a.ID, err))
	}
	want := []string{"-:1 1<nil>", fmt.Sprintf("-:2: too-large: %d bytes; the limit is %d an article", size+1, MaxArticle), "-:3 2<nil>"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > size {
		t.Errorf("a line of %d bytes took %d bytes of memory", size, n)
	}

	big := strings.Repeat("b", MaxArticle)
	c, err := OpenFS(fstest.MapFS{
		"a.csv":      {Data: []byte("id,outlet,text\n1,O,\"" + big + "\n\"\n2,O,T\n")},
		"b.txt":      {Data: []byte(big + "b")},
		"c.jsonl.gz": {Data: gz(big + "b\n" + first)},
		"d.csv":      {Data: []byte("id,outlet,text," + big + "\n1,O,T,\n")},
	}, ".")
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, line := range show(t, c) {
		got = append(got, strings.Fields(line)[0]+" "+strings.Fields(line)[1]+" "+strings.Fields(line + " -")[2])
	}
	want = []string{
		"a.csv:2 ! too-large:", `a.csv:4 2|O|"T" -`, "b.txt ! too-large:",
		"c.jsonl.gz:1 ! too-large:", `c.jsonl.gz:2 1|O|"T" -`, "d.csv:1 ! too-large:",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// failing is a disk that fails behind the first read.
type failing struct {
	fstest.MapFS
}

type failingFile struct {
	fs.File
	read bool
}

var errDisk = errors.New("input/output error")

func (f failing) Open(name string) (fs.File, error) {
	file, err := f.MapFS.Open(name)
	if err != nil || name == "." {
		return file, err
	}
	return &failingFile{File: file}, nil
}

func (f *failingFile) Read(p []byte) (int, error) {
	if f.read {
		return 0, errDisk
	}
	f.read = true
	return f.File.Read(p)
}

// A disk that fails is not a broken article: the run must not go on and call the rest of the corpus broken.
func TestDiskFails(t *testing.T) {
	line := `{"id":"1","outlet":"O","text":"T"}` + "\n"
	for name, data := range map[string][]byte{"a.jsonl": []byte(line), "a.txt": []byte("T"), "a.csv": []byte("id,text\n")} {
		fsys := failing{fstest.MapFS{name: {Data: data}, "b.jsonl": {Data: []byte(line)}}}
		c, err := OpenFS(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		got := show(t, c)
		if last := got[len(got)-1]; !strings.HasPrefix(last, "END corpus: reading "+name) || !strings.HasSuffix(last, errDisk.Error()) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A reader may stop anywhere.
func TestRecordsStop(t *testing.T) {
	c, err := OpenFS(fstest.MapFS{
		"a.csv": {Data: []byte("id,outlet,text\n1,O\n")}, "b.jsonl": {Data: []byte("{}\n{}\n")}, "c.json": {}, "d.txt": {},
		"e.md": {Data: []byte("T")}, "f.gz": {}, "g.md.gz": {Data: []byte("x")},
	}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for stop := range 8 {
		n := 0
		for range c.Records() {
			if n++; n > stop {
				break
			}
		}
	}
}

func TestRecordSize(t *testing.T) {
	lines := strings.Repeat(`{"outlet":"O","text":"T"}`+"\n", 50_000)
	c, err := OpenFS(fstest.MapFS{"a.jsonl": {Data: []byte(lines)}, "b.jsonl.gz": {Data: gz(lines)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for rec, err := range c.Records() {
		if err != nil {
			t.Fatal(err)
		}
		sum += int64(rec.Size)
	}
	if sum != c.Size() {
		t.Errorf("records have %d bytes, the corpus %d", sum, c.Size())
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2023-10", "2023-10"},
		{"2023-10-07", "2023-10-07"},
		{"20231007", "2023-10-07"},
		{"2023/10/07", "2023-10-07"},
		{"October 7, 2023", "2023-10-07"},
		{"Oct 7, 2023", "2023-10-07"},
		{"7 October 2023", "2023-10-07"},
		{"October 2023", "2023-10"},
		{"2023-10-07 06:30", "2023-10-07T06:30"},
		{"2023-10-07 06:30:05", "2023-10-07T06:30:05"},
		{"2023-10-07T06:30:05.250", "2023-10-07T06:30:05.25"},
		{"2023-10-07T06:30Z", "2023-10-07T06:30Z"},
		{"2023-10-07T06:30:05Z", "2023-10-07T06:30:05Z"},
		{"2023-10-07T06:30:05.000Z", "2023-10-07T06:30:05Z"},
		{"2023-10-07T06:30:05+02:00", "2023-10-07T06:30:05+02:00"},
		{"2023-10-07 06:30:05+00:00", "2023-10-07T06:30:05Z"},
		{"2023-10-07T06:30:05+0200", "2023-10-07T06:30:05+02:00"},
		{"Sat, 07 Oct 2023 06:30:05 GMT", "2023-10-07T06:30:05Z"},
		{"Sat, 07 Oct 2023 06:30:05 -0400", "2023-10-07T06:30:05-04:00"},
		{"Sat, 07 Oct 2023 06:30:05 EST", ""},
		{"07/10/2023", ""},
		{"2023-02-30", ""},
		{"2023", ""},
		{"nan", ""},
	}
	for _, tt := range tests {
		d, ok := parseDate(tt.in)
		if got := d.String(); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%q: got %q, %v; want %q", tt.in, got, ok, tt.want)
		}
		if again, _ := parseDate(d.String()); ok && again.String() != d.String() {
			t.Errorf("%q: written as %q, which reads as %q", tt.in, d, again)
		}
	}
}

func TestFieldNamesAreLowerCase(t *testing.T) {
	owner := map[string]field{}
	for f, names := range fieldNames {
		for _, name := range names {
			if name != strings.ToLower(name) {
				t.Errorf("%q can never match", name)
			}
			if first, ok := owner[name]; ok {
				t.Errorf("%q gives two fields, %d and %d", name, first, f)
			}
			owner[name] = field(f)
		}
	}
}

// The scanner reads what encoding/json reads, and rejects what it rejects.
func FuzzScanObject(f *testing.F) {
	for _, s := range []string{
		`{}`, ` { "a" : 1 , "b":[{"c":"]}"}],"d":"\"\\\u00e9\n"} `, `{"a":"\ud83d\ude00\ud83d"}`, `{"a":"\\"}`, `{"a":"x\\\\"}`,
		`{"a":-1.5e3,"b":true,"c":null}`, `{"a":1,}`, `{,}`, `{"a"}`, `{"a":}`, `{"a":"\u12"}`, "{\"a\":\"\x01\"}", `{"\u0061":1,"a":2}`,
		`{"a":[}`, `{"a":"`, `[`, `null`, `{"a":1}}`, `{"a":01}`, "{\"a\":1\u00a0}", `{"a":"\ud83dA"}`, `{"a":"\/"}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if checkUTF8("", s) != nil {
			return // encoding/json repairs what is not UTF-8; parallax does not
		}
		got := map[string]string{}
		err := scanObject(s, func(key, raw string) error {
			if raw[0] == '"' {
				v, err := unquote(raw)
				got[key] = "s" + v
				return err
			}
			if !json.Valid([]byte(raw)) {
				return errors.New("not valid")
			}
			got[key] = raw
			return nil
		})
		var object map[string]json.RawMessage
		wantErr := json.Unmarshal([]byte(s), &object)
		if (err == nil) != (wantErr == nil && object != nil) {
			t.Fatalf("%q: got %v, encoding/json %v", s, err, wantErr)
		}
		if err != nil {
			return
		}
		want := map[string]string{}
		for k, raw := range object {
			want[k] = string(raw)
			if raw[0] == '"' {
				var v string
				if err := json.Unmarshal(raw, &v); err != nil {
					t.Fatal(err)
				}
				want[k] = "s" + v
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-encoding/json +got)\n%s", s, diff)
		}
	})
}

// Any file ends: in articles with text and outlet, and in Exclusions that say where and why.
func fuzzFile(t *testing.T, name, data string) (articles int) {
	c, err := OpenFS(file(name, data), name)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for rec, err := range c.Records() {
		n++
		var a Article
		if err == nil {
			a, err = rec.Decode()
		}
		if e, ok := errors.AsType[*Exclusion](err); ok {
			if e.Path == "" || e.Reason == "" || e.Detail == "" {
				t.Errorf("%#v says too little", e)
			}
			continue
		}
		if err != nil {
			t.Errorf("the run ends: %v", err)
			continue
		}
		articles++
		if strings.TrimSpace(a.Text) == "" || a.Outlet == "" || a.ID == "" || a.Path == "" {
			t.Errorf("%#v", a)
		}
		for k, raw := range a.Meta {
			if !json.Valid(raw) {
				t.Errorf("Meta %q is %q", k, raw)
			}
		}
	}
	if n == 0 {
		t.Error("a file is dropped in silence")
	}
	return articles
}

func FuzzFrontMatter(f *testing.F) {
	f.Add("---\noutlet: O\ntitle: 'x'\n---\n\nText.")
	f.Add("---\noutlet: O\ntags: [a, {b: c}]\nn: .nan\nd: 2031-03-04\n? x\n: y\n---\nText.")
	f.Add("---\r\n<<: *a\r\n---\r\nText.")
	f.Add("---\na: !!binary x\nb: &a\n---\nText.")
	f.Add("---\n- a\n---\n")
	f.Fuzz(func(t *testing.T, s string) {
		fuzzFile(t, "a.md", s)
		head, text := cutFrontMatter(s)
		if !strings.HasSuffix(s, text) || !strings.Contains(s, head) {
			t.Errorf("%q is cut into %q and %q", s, head, text)
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add("id,outlet,text\n1,O,T\n")
	f.Add("\uFEFFid;outlet;text\r\n1;O;\"a\"\"b\r\n\"\r\n")
	f.Add("text\toutlet\n\"\n\"\tx\n\"")
	f.Fuzz(func(t *testing.T, s string) { fuzzFile(t, "a.csv", s) })
}

// What encoding/csv writes is read back to the byte, line ends included.
func FuzzCSVRoundTrip(f *testing.F) {
	f.Add("a\r\nb", "c\"d", "e,f")
	f.Add("\r\n", "\n", "\r")
	f.Add(`\.`, " x", "\"")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for _, s := range []string{a, b, c} {
			if checkUTF8("", s) != nil {
				return
			}
		}
		quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		row := quoted(a) + "," + quoted(b) + "," + quoted(c)
		l := newLines(strings.NewReader(row + "\r\nnext"))
		l.quotes = &quotes{delimiter: ','}
		line, err := l.next()
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseRow("", string(line), 1, ',')
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{a, b, c}, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"id":"1","outlet":"O","text":"T"}` + "\n" + `{"x":[1],"text":"T","source":"a","outlet":"b"}`)
	f.Fuzz(func(t *testing.T, s string) { fuzzFile(t, "a.jsonl", s) })
}
