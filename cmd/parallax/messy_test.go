package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// messy is a corpus as people have them: formats mixed in nested folders, some of it unreadable.
func messy(t *testing.T) string {
	t.Helper()
	const townHall = "\"The bridge is safe,\" Mayor Ana Ruiz said. Militants attacked it in May. It may rain."
	var lines strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&lines, `{"id":"l%d","outlet":"Ledger %d","text":"Fighters left camp %d, officials said. They could return."}`+"\n", i, i%3, i*i)
	}
	packed := gz(t, lines.String())
	dir := t.TempDir()
	for name, data := range map[string]string{
		"a.jsonl": `{"id":"a1","outlet":"Alpha","title":"Militants <b>flee</b>","text":"Militants attacked.","story":"s1"}` + "\n" +
			`{"id":"a2","outlet":"Alpha","text":"cut off` + "\n" +
			`{"id":"a3","outlet":"Alpha","text":"caf` + "\xe9" + `"}` + "\n" +
			`{"id":"a4","outlet":"Alpha","text":"a\u0000b"}` + "\n" +
			`{"id":"a5","outlet":"Alpha","text":" "}` + "\n" +
			`{"id":"a6","text":"Whose?"}` + "\n" +
			`{"id":"a1","outlet":"Beta","text":"The ID is taken."}` + "\n" +
			`{"id":"a7","outlet":"Beta","text":"Terrorists fled, 😀 witnesses said.","story":"s1"}` + "\n",
		"cut.jsonl.gz":       packed[:len(packed)/2],
		"not.md.gz":          "plain",
		"deep/b.csv":         "id,outlet,text\nb1,Beta,\"Terrorists, \"\"armed\"\", fled.\"\nb2,Beta\nb3,Gamma,Clearly it rained.\n",
		"deep/er/c.md":       "---\noutlet: Gamma\nstory: s1\n---\n\n# Town\n\n" + townHall + "\n",
		"deep/er/d.txt":      townHall, // no outlet
		"deep/er/e.txt":      "\xff\xfeU\x00",
		"deep/notes.pdf":     "%PDF",
		"whole.ndjson.gz":    gz(t, `{"id":"w1","outlet":"Alpha","text":"Gunmen left."}`),
		".hidden/f.txt":      townHall,
		"shelf/metadata.csv": "file,outlet\ng.txt,Delta\n",
		"shelf/g.txt":        townHall,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(data), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func gz(t *testing.T, text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What cannot be read is a row of excluded.csv with the reason, and what stands around it is scored.
func TestUnreadableArticles(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	must(t, "score", "--corpus", messy(t), "--out", out)
	got := files(t, out)
	var reasons []string
	cut := ""
	for _, line := range strings.Split(strings.TrimSpace(got["excluded.csv"]), "\n")[1:] {
		cells := strings.SplitN(line, ",", 4)
		path := cells[1]
		if strings.HasPrefix(path, "cut.jsonl.gz:") {
			cut, path = cells[3], "cut.jsonl.gz"
		}
		reasons = append(reasons, cells[0]+" "+path+" "+cells[2])
	}
	want := []string{
		" a.jsonl:2 broken",
		" a.jsonl:3 bad-encoding",
		" cut.jsonl.gz broken",
		" deep/b.csv:3 broken",
		" deep/er/e.txt bad-encoding",
		" deep/notes.pdf unknown-format",
		" not.md.gz broken",
		"a1 a.jsonl:7 duplicate",
		"a4 a.jsonl:4 bad-encoding",
		"a5 a.jsonl:5 no-text",
		"a6 a.jsonl:6 no-outlet",
		"deep/er/d deep/er/d.txt no-outlet",
	}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(cut, "cut off here") {
		t.Errorf("cut.jsonl.gz: %s", cut)
	}
	for _, id := range []string{"a1", "a7", "b1", "b3", "deep/er/c", "l0", "l9", "shelf/g", "w1"} {
		if !strings.Contains(got["articles.csv"], "\n"+id+",") {
			t.Errorf("%s was not scored", id)
		}
	}
	if strings.Contains(got["articles.csv"], "\nl2999,") {
		t.Error("the cut file is whole: the test tests nothing")
	}
}

// Workers, and a second run, do not show in any byte.
func TestSameBytes(t *testing.T) {
	t.Setenv("PARALLAX_CHARTS", oneChart)
	corpus := messy(t)
	for _, verb := range []string{"score", "run"} {
		dir := t.TempDir()
		first := filepath.Join(dir, "1")
		for i, workers := range []string{"1", "2", "8", "8"} {
			out := filepath.Join(dir, fmt.Sprint(i+1))
			must(t, verb, "--corpus", corpus, "--out", out, "--workers", workers)
			sameFolder(t, out, first)
		}
	}
}

// One line of hundreds of megabytes is left out without being held, and the lines around it are scored.
func TestEndlessLine(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 200 MB")
	}
	dir := t.TempDir()
	score := func(megabytes int) (peakMB int64) {
		path, out := filepath.Join(dir, "endless.jsonl"), filepath.Join(dir, "out")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriter(f)
		w.WriteString(`{"id":"before","outlet":"Alpha","text":"Militants left."}` + "\n" + `{"id":"endless","outlet":"Alpha","text":"`)
		for range megabytes {
			w.WriteString(strings.Repeat("endless ", 1e6/8))
		}
		w.WriteString(`"}` + "\n" + `{"id":"behind","outlet":"Alpha","text":"Militants left."}` + "\n")
		if err := errors.Join(w.Flush(), f.Close()); err != nil {
			t.Fatal(err)
		}
		c, stderr := process("score", "--corpus", path, "--out", out)
		if err := c.Run(); err != nil {
			t.Fatalf("%v\n%s", err, stderr)
		}
		got := files(t, out)
		if a := got["articles.csv"]; !strings.Contains(a, "\nbefore,") || !strings.Contains(a, "\nbehind,") {
			t.Errorf("articles.csv: %s", a)
		}
		if e := got["excluded.csv"]; !strings.Contains(e, ",endless.jsonl:2,too-large,") {
			t.Errorf("excluded.csv: %s", e)
		}
		if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" {
			peakMB = usage.Maxrss / 1024
		}
		return peakMB
	}
	small, large := score(50), score(200)
	t.Logf("peak memory: %d MB at 50 MB, %d MB at 200 MB", small, large)
	if large-small > 75 {
		t.Errorf("peak memory grows with the line: %d MB at 50 MB, %d MB at 200 MB", small, large)
	}
}
