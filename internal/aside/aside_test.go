package aside

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	put := func(text string, fault error) error {
		return Write(path, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return errors.Join(err, fault)
		})
	}
	if err := put("first", nil); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk full")
	if err := put("half of the sec", broken); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the writer", err)
	}
	if got, err := os.ReadFile(path); string(got) != "first" || err != nil {
		t.Errorf("after a failure the file holds %q, %v; want what was there", got, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left in the folder: %v, want the file alone", left)
	}
	if err := put("second", nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "second" {
		t.Errorf("the file holds %q, want the second text", got)
	}
	none := filepath.Join(dir, "none", "file")
	at := new(fs.PathError)
	if err := Write(none, func(io.Writer) error { return nil }); !errors.As(err, &at) || at.Path != none {
		t.Errorf("a folder that is not there: %v, want an error at %s", err, none)
	}
}
