// Package shared holds what tests of several packages share. It finds the annotated corpora that lie beside the repository. Their
// texts belong to others: tests measure with them where they are present and never copy from them.
package shared

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Path returns the path of a file beside the repository: in PARALLAX_SHARED, else in ../shared. The test is
// skipped, saying so, where the file is absent, and in short mode: what is measured takes minutes under the race
// detector, which finds nothing there that smaller tests do not show it.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("measures with shared data: not in short mode")
	}
	root := os.Getenv("PARALLAX_SHARED")
	if root == "" {
		root = filepath.Join(moduleRoot(t), "..", "shared")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("shared data is not here: %s (set PARALLAX_SHARED)", filepath.Join(elem...))
	}
	return path
}

func moduleRoot(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("no go.mod above the test")
	return ""
}

// SameBytes returns what build gives, and fails where it is not the same on 1, 2 and 7 processors.
func SameBytes(t testing.TB, build func() ([]byte, error)) (want []byte) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(n)
		got, err := build()
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d processors: other bytes", n)
		}
	}
	return want
}
