package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"parallax/internal/shared"
)

// BenchmarkAgainstREF runs `parallax score` beside REF, the minimal loop of shared/bench/roof, on copies of the
// us-news corpus in one file, turn and turn about, so that both meet the same machine. It reports the ratio
// of CPU times, of wall times for two workers against one, and peak memory. REF reads, decodes, folds and
// looks words up; parallax does all of its layers.
//
//	go test ./cmd/parallax -run '^$' -bench REF -benchtime 3x
func BenchmarkAgainstREF(b *testing.B) {
	dir := b.TempDir()
	lexicon := shared.Path(b, "bench", "lex.json")
	news := copies(b, dir, 3)
	ref := build(b, dir, "ref", shared.Path(b, "bench", "roof"))
	parallax := build(b, dir, "parallax", ".")

	score := func(workers int, corpus string) spent {
		return execute(b, parallax, "score", "--quiet", "--corpus", corpus, "--out", filepath.Join(dir, "out"), "--workers", fmt.Sprint(workers))
	}
	var refs, ones, twos spent
	for b.Loop() {
		refs.add(execute(b, ref, "-in", news, "-lex", lexicon, "-j", "1", "-out", filepath.Join(dir, "ref.tsv")))
		ones.add(score(1, news))
		twos.add(score(2, news))
	}
	b.ReportMetric(refs.cpu.Seconds()/float64(b.N), "REF-cpu-s")
	b.ReportMetric(ones.cpu.Seconds()/float64(b.N), "one-cpu-s")
	b.ReportMetric(ones.cpu.Seconds()/refs.cpu.Seconds(), "cpu/REF")
	b.ReportMetric(ones.wall.Seconds()/twos.wall.Seconds(), "speedup-of-two")
	b.ReportMetric(float64(twos.peak)/1024, "MiB-of-two")
}

// BenchmarkCountAgainstREF runs `parallax count` beside REF, which do the same work with the same 3,000 terms, on one and on three
// copies of the corpus. It reports the ratio of the least CPU times and, of count with two workers, megabytes a second by the
// clock.
//
//	go test ./cmd/parallax -run '^$' -bench CountAgainstREF -benchtime 9x
func BenchmarkCountAgainstREF(b *testing.B) {
	dir := b.TempDir()
	terms, lexicon := shared.Path(b, "bench", "lex.json"), shared.Path(b, "bench", "lex.dic")
	ref := build(b, dir, "ref", shared.Path(b, "bench", "roof"))
	parallax := build(b, dir, "parallax", ".")
	for _, n := range []int{1, 3} {
		b.Run(fmt.Sprintf("copies=%d", n), func(b *testing.B) {
			news := copies(b, dir, n)
			info, err := os.Stat(news)
			if err != nil {
				b.Fatal(err)
			}
			count := func(workers string) spent {
				return execute(b, parallax, "count", "--quiet", "--lexicon", lexicon, "--workers", workers, news)
			}
			refs, ones, twos := time.Hour, time.Hour, time.Hour
			for b.Loop() {
				refs = min(refs, execute(b, ref, "-in", news, "-lex", terms, "-j", "1", "-out", filepath.Join(dir, "ref.tsv")).cpu)
				ones = min(ones, count("1").cpu)
				twos = min(twos, count("2").wall)
			}
			b.ReportMetric(refs.Seconds(), "REF-cpu-s")
			b.ReportMetric(ones.Seconds(), "one-cpu-s")
			b.ReportMetric(ones.Seconds()/refs.Seconds(), "cpu/REF")
			b.ReportMetric(float64(info.Size())/1e6/twos.Seconds(), "MB/s-of-two")
		})
	}
}

// BenchmarkMemory reports the peak memory at two workers on one, three and ten copies of what the
// benchmark above reads: it should stay flat.
func BenchmarkMemory(b *testing.B) {
	dir := b.TempDir()
	parallax := build(b, dir, "parallax", ".")
	for _, n := range []int{3, 9, 30} {
		b.Run(fmt.Sprintf("copies=%d", n), func(b *testing.B) {
			news := copies(b, dir, n)
			var all spent
			for b.Loop() {
				all.add(execute(b, parallax, "score", "--quiet", "--corpus", news, "--out", filepath.Join(dir, "out"), "--workers", "2"))
			}
			b.ReportMetric(float64(all.peak)/1024, "MiB")
		})
	}
}

// spent is what processes took.
type spent struct {
	cpu, wall time.Duration
	peak      int64 // KiB, of the largest
}

func (s *spent) add(t spent) {
	s.cpu += t.cpu
	s.wall += t.wall
	s.peak = max(s.peak, t.peak)
}

func execute(b *testing.B, name string, args ...string) spent {
	b.Helper()
	c := exec.Command(name, args...)
	began := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	s := spent{cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), wall: time.Since(began)}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" {
		s.peak = usage.Maxrss
	}
	return s
}

// build compiles the main package in a folder, which may lie read-only in another module.
func build(b *testing.B, dir, name, pkg string) string {
	b.Helper()
	out := filepath.Join(dir, name)
	c := exec.Command("go", "build", "-o", out, ".")
	c.Dir = pkg
	if msg, err := c.CombinedOutput(); err != nil {
		b.Fatalf("building %s: %v\n%s", name, err, msg)
	}
	return out
}

// copies writes n copies of us-news into one file, with IDs of their own.
func copies(b *testing.B, dir string, n int) string {
	b.Helper()
	packed, err := os.ReadFile(shared.Path(b, "corpora", "us-news.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		b.Fatal(err)
	}
	news, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, fmt.Sprintf("news%d.jsonl", n))
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	for i := range n {
		w.Write(bytes.ReplaceAll(news, []byte(`{"id": "`), fmt.Appendf(nil, `{"id": "%d-`, i)))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}
