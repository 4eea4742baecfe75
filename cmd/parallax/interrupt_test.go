package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/counts"
	"parallax/experiment"
)

// Ctrl-C keeps what was finished; --resume goes on, and nothing shows of the interruption.
func TestInterrupt(t *testing.T) {
	t.Setenv("PARALLAX_CHARTS", oneChart)
	if testing.Short() {
		t.Skip("reads thousands of articles")
	}
	articles := invented(t, 60)
	for _, verb := range []string{"score", "run"} {
		t.Run(verb, func(t *testing.T) {
			dir := t.TempDir()
			whole, out := filepath.Join(dir, "whole"), filepath.Join(dir, "out")
			again := []string{verb, "--corpus", articles, "--out", out, "--resume"}
			must(t, verb, "--corpus", articles, "--out", whole)

			c, stderr := process(verb, "--corpus", articles, "--out", out)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			awaitRows(t, out)
			if err := c.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			c.Wait()
			if code := c.ProcessState.ExitCode(); code != interrupted || !strings.Contains(stderr.String(), "--resume") {
				t.Fatalf("exit code %d, want %d:\n%s", code, interrupted, stderr)
			}
			checkInterrupted(t, out)

			if code, stderr := finish(t, append(again, "--seed", "2")...); code != misused || !strings.Contains(stderr, "other settings of seed") {
				t.Errorf("--resume with another seed: exit code %d, %s", code, stderr)
			}
			must(t, again...)
			sameFolder(t, out, whole)
			if code, stderr := finish(t, again...); code != misused || !strings.Contains(stderr, "is complete") {
				t.Errorf("--resume of a complete folder: exit code %d, %s", code, stderr)
			}
		})
	}
}

// awaitRows waits until rows of a run that is under way have reached its folder.
func awaitRows(t *testing.T, dir string) {
	t.Helper()
	for range 3000 {
		spools, _ := filepath.Glob(filepath.Join(dir, ".spool-*"))
		for _, s := range spools {
			if info, err := os.Stat(s); err == nil && info.Size() > 0 {
				return
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("no row was written")
}

func checkInterrupted(t *testing.T, dir string) {
	t.Helper()
	m, err := experiment.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	table, err := counts.Read(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "articles.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Count(string(data), "\n") - 1 // no title of the demo holds a line end
	if m.Complete || m.Articles == 0 || m.Articles >= 60*72 || m.Articles != table.Len() || m.Articles != rows {
		t.Errorf("complete %v, %d articles in the manifest, %d in Parquet, %d in CSV", m.Complete, m.Articles, table.Len(), rows)
	}
	for name := range files(t, dir) {
		if strings.HasPrefix(name, ".") {
			t.Errorf("%s was left behind", name)
		}
	}
	c, _ := process("verify", dir)
	said, _ := c.Output()
	if code := c.ProcessState.ExitCode(); code != different || !strings.Contains(string(said), "interrupted; finish it with --resume") {
		t.Errorf("verify: exit code %d, %s", code, said)
	}
	if code, stderr := finish(t, "estimate", dir, "--out", filepath.Join(t.TempDir(), "out")); code != misused || !strings.Contains(stderr, "was interrupted") {
		t.Errorf("estimate: exit code %d, %s", code, stderr)
	}
}
