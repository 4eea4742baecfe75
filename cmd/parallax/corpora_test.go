package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"parallax/corpus"
	"parallax/demo"
)

// invented writes n copies of the demo's articles into one JSONL file, with IDs and stories of their own.
func invented(t *testing.T, n int) string {
	t.Helper()
	c, err := corpus.OpenFS(demo.FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var articles []corpus.Article
	for r, err := range c.Records() {
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Decode()
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	path := filepath.Join(t.TempDir(), "invented.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	e := json.NewEncoder(w)
	for i := range n {
		for _, a := range articles {
			err := e.Encode(map[string]string{
				"id": fmt.Sprintf("%s-%d", a.ID, i), "outlet": a.Outlet, "title": a.Title, "text": a.Text,
				"published": a.Published.String(), "story": fmt.Sprintf("%s-%d", a.Story, i),
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// process is parallax as a process of its own.
func process(args ...string) (c *exec.Cmd, stderr *bytes.Buffer) {
	stderr = &bytes.Buffer{}
	c = exec.Command("parallax", args...) // TestMain has put it on the path
	c.Stderr = stderr
	return c, stderr
}

// finish runs the command to its end and returns its exit code and what it says.
func finish(t *testing.T, args ...string) (code int, stderr string) {
	t.Helper()
	c, out := process(args...)
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), out.String()
}

// must runs the command, which has to succeed.
func must(t *testing.T, args ...string) {
	t.Helper()
	if code, stderr := finish(t, args...); code != done {
		t.Fatalf("parallax %v: exit code %d\n%s", args, code, stderr)
	}
}

// files reads every file of a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		found[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// sameFolder reports every file in which two folders differ.
func sameFolder(t *testing.T, got, want string) {
	t.Helper()
	g, w := files(t, got), files(t, want)
	for name, data := range w {
		if is, ok := g[name]; !ok {
			t.Errorf("%s: %s is missing", got, name)
		} else if is != data {
			t.Errorf("%s: %s differs from that in %s", got, name, want)
		}
	}
	for name := range g {
		if _, ok := w[name]; !ok {
			t.Errorf("%s: %s is too many", got, name)
		}
	}
}
