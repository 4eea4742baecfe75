package corpus

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"parallax/internal/shared"
)

// jsonLines is the shared corpus of US news, decompressed.
func jsonLines(b *testing.B) []byte {
	c, err := Open(shared.Path(b, "corpora", "us-news.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	f, err := c.Raw(c.Files[0])
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r, err := decompress(f, c.Files[0].Path)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// Reading and decoding in one goroutine.
func BenchmarkJSONL(b *testing.B) {
	data := jsonLines(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for rec, err := range JSONL("-", bytes.NewReader(data)) {
			if err != nil {
				b.Fatal(err)
			}
			if _, err := rec.Decode(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// What it is measured against: encoding/json into a struct, unknown keys dropped.
func BenchmarkEncodingJSON(b *testing.B) {
	data := jsonLines(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		for line := range bytes.Lines(data) {
			var a struct{ ID, Outlet, Date, Title, Text, URL, Author string }
			if err := json.Unmarshal(line, &a); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkText(b *testing.B) {
	file := "---\noutlet: Harbor Ledger\ntitle: Rain\npublished: 2031-03-04\nstory: 01\n---\n\n" + strings.Repeat("Rain fell on the harbour. ", 250)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := decodeText("a.md", file, nil); err != nil {
			b.Fatal(err)
		}
	}
}
