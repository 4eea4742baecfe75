package corpus

import (
	"testing"

	"parallax/internal/shared"
)

func TestSharedCorpora(t *testing.T) {
	tests := []struct {
		path     string
		articles int
		outlets  int
	}{
		{"seeds", 5, 5},
		{"conflict-news.jsonl.gz", 704, 6},
		{"us-news.jsonl.gz", 3000, 12},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			c, err := Open(shared.Path(t, "corpora", tt.path))
			if err != nil {
				t.Fatal(err)
			}
			seen := Seen{}
			outlets := map[string]bool{}
			undated := 0
			articles := 0
			var size int64
			for rec, err := range c.Records() {
				if err != nil {
					t.Error(err)
					continue
				}
				a, err := rec.Decode()
				if err != nil {
					t.Error(err)
					continue
				}
				if err := seen.Admit(a.ID, rec.Path); err != nil {
					t.Error(err)
				}
				articles++
				size += int64(rec.Size)
				outlets[a.Outlet] = true
				if a.Published.String() == "" {
					undated++
				}
			}
			t.Logf("%d files of %d bytes, %d articles of %d, %d without a date", len(c.Files), c.Size(), articles, size, undated)
			if articles != tt.articles || len(outlets) != tt.outlets {
				t.Errorf("%d articles by %d outlets, want %d by %d", articles, len(outlets), tt.articles, tt.outlets)
			}
			if size > c.Size() {
				t.Errorf("records have %d bytes, the files %d", size, c.Size())
			}
		})
	}
}
