package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"parallax/corpus"
	"parallax/counts"
)

var words = &Layer[[]string]{
	Name: "words", Doc: "words between spaces",
	Run: func(d *Document) ([]string, error) { return strings.Fields(d.Source), nil },
}

var lengths = &Layer[[]int]{
	Name: "lengths", Doc: "length of each word", Requires: []Stage{words},
	Run: func(d *Document) ([]int, error) {
		var ns []int
		for _, w := range words.Of(d) {
			if w == "boom" {
				panic("met boom")
			}
			if w == "refuse" {
				return nil, errors.New("met refuse")
			}
			ns = append(ns, len(w))
		}
		return ns, nil
	},
}

var letters = &Counter{
	Name: "letters", Doc: "letters and tokens", Requires: []Stage{lengths},
	Count: func(d *Document, r *counts.Row) {
		for _, n := range lengths.Of(d) {
			r.Add("tokens", counts.Author, 1)
			r.Add("letters", counts.Author, int64(n))
		}
	},
}

func plan(t testing.TB, stages ...Stage) *Pipeline {
	t.Helper()
	p, err := New(stages...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// texts is a corpus of one record a text; a text "unreadable" cannot be decoded.
func texts(ts ...string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		for i, text := range ts {
			id := fmt.Sprintf("a%04d", i)
			r := corpus.Record{Path: id, Size: len(text), Decode: func() (corpus.Article, error) {
				if text == "unreadable" {
					return corpus.Article{}, &corpus.Exclusion{Path: id, Reason: corpus.Broken}
				}
				return corpus.Article{ID: id, Outlet: "o", Text: text, Path: id}, nil
			}}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func many(n int) []string {
	var ts []string
	for i := range n {
		ts = append(ts, strings.Repeat("word ", i%37)+fmt.Sprint(i))
	}
	return ts
}

func TestNewReportsFaults(t *testing.T) {
	a := &Layer[int]{Name: "a", Doc: "a"}
	b := &Layer[int]{Name: "b", Doc: "b", Requires: []Stage{a}}
	a.Requires = []Stage{b}
	for _, c := range []struct {
		stages []Stage
		want   string
	}{
		{[]Stage{a}, "stages require each other: a -> b -> a"},
		{[]Stage{words, &Layer[int]{Name: "words", Doc: "again"}}, `two stages are named "words"`},
		{[]Stage{&Counter{Name: "mute"}}, `stage "mute" is undocumented`},
	} {
		if _, err := New(c.stages...); err == nil || err.Error() != c.want {
			t.Errorf("New(%v): %v, want %s", c.stages, err, c.want)
		}
	}
}

func TestUndeclaredReadIsCaught(t *testing.T) {
	sly := &Counter{Name: "sly", Doc: "reads what it does not require", Requires: []Stage{lengths},
		Count: func(d *Document, r *counts.Row) { words.Of(d) }}
	_, err := plan(t, sly).Analyze(corpus.Article{ID: "x", Text: "some words"})
	want := "stage sly: panic: stage sly reads layer words but does not require it"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestOffsetsLeadBackToTheInput(t *testing.T) {
	title, body := "Héad line", strings.Repeat("“body” ", 200)
	d, err := plan(t, letters).Analyze(corpus.Article{Title: title, Text: body})
	if err != nil {
		t.Fatal(err)
	}
	for at := range d.Source {
		field, in := d.Offset(at)
		if !utf8.RuneStart(d.Source[at]) || at >= len(title) && at < d.Body {
			continue
		}
		rest, input := d.Source[at:], title
		if field == Body {
			input = body
		}
		runes := []rune(input)
		if !strings.HasPrefix(rest, string(runes[in:])) {
			t.Fatalf("Offset(%d) = %s %d: %.10q, want %.10q", at, field, in, string(runes[in:]), rest)
		}
	}
	if _, end := d.Offset(len(d.Source)); end != len([]rune(body)) {
		t.Errorf("end at %d, want %d", end, len([]rune(body)))
	}
}

func rows(t *testing.T, workers int, ts ...string) (got []counts.Row, excluded []string) {
	t.Helper()
	for r, err := range plan(t, letters).Rows(context.Background(), texts(ts...), workers, nil, nil) {
		if err != nil {
			excluded = append(excluded, err.Error())
			continue
		}
		r.Cells, r.Evidence = slices.Clone(r.Cells), slices.Clone(r.Evidence)
		got = append(got, r)
	}
	return got, excluded
}

func TestWorkersDoNotShow(t *testing.T) {
	defer goleak.VerifyNone(t)
	want, _ := rows(t, 1, many(500)...)
	if len(want) != 500 {
		t.Fatalf("%d rows, want 500", len(want))
	}
	for _, workers := range []int{2, 7, 32} {
		got, _ := rows(t, workers, many(500)...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("workers=%d: %s", workers, diff)
		}
	}
}

// Articles are admitted in the order of the corpus whatever the workers; nothing is spent on one that is not.
func TestAdmitted(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, workers := range []int{1, 8} {
		first := map[string]bool{}
		admit := func(a corpus.Article) error {
			n := a.Text[strings.LastIndex(a.Text, " ")+1:]
			if key := n[len(n)-1:]; !first[key] {
				first[key] = true
				return nil
			}
			return &corpus.Exclusion{Article: a.ID, Reason: corpus.Duplicate}
		}
		var analyzed atomic.Int64
		got := ""
		for id, err := range Run(t.Context(), plan(t, letters), texts(many(2000)...), workers, nil, admit, func(d *Document) (string, error) {
			analyzed.Add(1)
			return d.ID, nil
		}) {
			if err == nil {
				got += id + " "
			}
		}
		if want := "a0000 a0001 a0002 a0003 a0004 a0005 a0006 a0007 a0008 a0009 "; got != want || analyzed.Load() != 10 {
			t.Errorf("%d workers: %s, %d analyzed", workers, got, analyzed.Load())
		}
	}
}

// Rows releases each document's layers once its row is done; a caller of Run keeps its documents whole.
func TestRowsReleaseLayers(t *testing.T) {
	var released atomic.Int64
	first := &Layer[string]{Name: "first", Doc: "first word",
		Run:     func(d *Document) (string, error) { return strings.Fields(d.Source)[0], nil },
		Release: func(string) { released.Add(1) }}
	p := plan(t, &Counter{Name: "count", Doc: "counts", Requires: []Stage{first},
		Count: func(d *Document, r *counts.Row) { r.Add("tokens", counts.Author, int64(len(first.Of(d)))) }})
	for d, err := range Run(t.Context(), p, texts("one word", "two"), 2, nil, nil, func(d *Document) (*Document, error) { return d, nil }) {
		if err != nil || released.Load() != 0 || !strings.HasPrefix(d.Text, first.Of(d)) {
			t.Fatalf("%v, %d released", err, released.Load())
		}
	}
	for r, err := range p.Rows(t.Context(), texts("one word", "two"), 2, nil, nil) {
		if err != nil || r.Tokens != 3 {
			t.Errorf("row %+v, %v", r, err)
		}
	}
	if n := released.Load(); n != 2 {
		t.Errorf("%d layers released, want 2", n)
	}
}

func TestOneBadArticleDoesNotEndTheRun(t *testing.T) {
	got, excluded := rows(t, 3, "one", "boom", "unreadable", "refuse", "five words are in here")
	if len(got) != 2 || got[1].Tokens != 5 {
		t.Errorf("rows %+v, want those of the first and the last text", got)
	}
	want := []string{
		"a0001: failed: stage lengths: panic: met boom",
		"a0002: broken: ",
		"a0003: failed: stage lengths: met refuse",
	}
	if diff := cmp.Diff(want, excluded); diff != "" {
		t.Error(diff)
	}
}

func TestAFatalErrorIsTheLast(t *testing.T) {
	defer goleak.VerifyNone(t)
	disk := errors.New("disk gone")
	in := func(yield func(corpus.Record, error) bool) {
		for r := range texts(many(40)...) {
			if !yield(r, nil) {
				return
			}
		}
		yield(corpus.Record{}, disk)
	}
	n, last := 0, error(nil)
	for _, err := range plan(t, letters).Rows(context.Background(), in, 2, nil, nil) {
		n, last = n+1, err
	}
	if n != 41 || !errors.Is(last, disk) {
		t.Errorf("%d results, last %v; want 41 and the disk's error", n, last)
	}
}

func TestStopping(t *testing.T) {
	defer goleak.VerifyNone(t)
	for range plan(t, letters).Rows(context.Background(), texts(many(300)...), 8, nil, nil) {
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n, last := 0, error(nil)
	for _, err := range plan(t, letters).Rows(ctx, texts(many(3000)...), 8, nil, nil) {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n > 100 {
		t.Errorf("after cancelling: %d results, last error %v", n, last)
	}
}

func TestMonitor(t *testing.T) {
	var mon Monitor
	for range plan(t, letters).Rows(context.Background(), texts("one", "boom", "three"), 2, &mon, nil) {
	}
	got := []int64{mon.Read.Passed.Load(), mon.Annotate.Passed.Load(), mon.Articles.Load(), mon.Excluded.Load(), mon.Bytes.Load()}
	if diff := cmp.Diff([]int64{3, 3, 2, 1, 12}, got); diff != "" {
		t.Error(diff)
	}
}
