package counts

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestRowSortAddsUp(t *testing.T) {
	var r Row
	r.Add("tokens", Quoted, 2)
	r.Add("tokens", Author, 3)
	r.Add("sentences", Author, 1)
	r.Add("tokens", Quoted, 5)
	r.Add("hedge/modal", Author, 1)
	r.Add("hedge/modal", Author, -1)
	r.Sort()
	want := []Cell{{"sentences", Author, 1}, {"tokens", Author, 3}, {"tokens", Quoted, 7}}
	if diff := cmp.Diff(want, r.Cells); diff != "" {
		t.Error(diff)
	}
}

func TestVoicesSortByName(t *testing.T) {
	if !slices.IsSorted(voiceNames[:]) {
		t.Errorf("voices out of order: %v", voiceNames)
	}
	for v := range Voice(Voices) {
		if got, err := ParseVoice(v.String()); err != nil || got != v {
			t.Errorf("ParseVoice(%s) = %v, %v", v, got, err)
		}
	}
	if _, err := ParseVoice("autor"); err == nil || !strings.Contains(err.Error(), "voices are [author ") {
		t.Errorf("ParseVoice(autor): %v, want the legal names", err)
	}
}

var rowGen = rapid.Custom(func(t *rapid.T) Row {
	id := rapid.StringMatching(`[a-zé]{1,3}`).Draw(t, "id")
	r := Row{Meta: Meta{
		Article: id, Outlet: rapid.SampledFrom([]string{"Alpha", "Beta, \"the\" paper", "Gamma"}).Draw(t, "outlet"),
		Title: rapid.String().Draw(t, "title"), Tokens: rapid.Int64Range(0, 900).Draw(t, "tokens"),
	}}
	for range rapid.IntRange(0, 6).Draw(t, "cells") {
		f := rapid.SampledFrom([]Feature{"tokens", "sentences", "term/x/y/z/w", "hedge/modal"}).Draw(t, "feature")
		v := Voice(rapid.IntRange(0, Voices-1).Draw(t, "voice"))
		r.Add(f, v, rapid.Int64Range(-3, 1<<40).Draw(t, "n"))
		at := rapid.IntRange(0, 90).Draw(t, "at")
		r.Evidence = append(r.Evidence, Evidence{f, v, "… in " + id, at, at + 2, string(f)})
	}
	r.Sort()
	return r
})

var rowsGen = rapid.SliceOfNDistinct(rowGen, 0, 9, func(r Row) string { return r.Article })

func write(t testing.TB, rows []Row) string {
	dir, err := os.MkdirTemp("", "counts")
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// digest hashes every file of a folder, by name.
func digest(t testing.TB, dir string) string {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	hidden, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(files) != 5 || len(hidden) != 0 {
		t.Fatalf("files %v, hidden %v, %v", files, hidden, err)
	}
	var b strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %x\n", filepath.Base(f), sha256.Sum256(data))
	}
	return b.String()
}

// Any order of rows writes the same bytes, and reading gives the rows back.
func TestOrderDoesNotShow(t *testing.T) {
	for seed := range 8 {
		rows := rowsGen.Example(seed)
		dir := write(t, rows)
		defer os.RemoveAll(dir)
		shuffled := slices.Clone(rows)
		rand.New(rand.NewPCG(uint64(seed), 0)).Shuffle(len(rows), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		other := write(t, shuffled)
		defer os.RemoveAll(other)
		if diff := cmp.Diff(digest(t, dir), digest(t, other)); diff != "" {
			t.Fatal(diff)
		}
		table, err := Read(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(rows, func(a, b Row) int { return strings.Compare(a.Article, b.Article) })
		for i, want := range rows {
			want.Evidence = nil
			if diff := cmp.Diff(want, table.Row(i), cmpopts.EquateEmpty()); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}

// Tables merged from shards in any order hold what the whole holds.
func TestMergeEqualsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rowsGen.Draw(t, "rows")
		shards := make([]Table, 3)
		var whole, merged Table
		for _, r := range rows {
			whole.Add(r)
			shards[rapid.IntRange(0, 2).Draw(t, "shard")].Add(r)
		}
		if err := whole.Merge(&Table{}); err != nil {
			t.Fatal(err)
		}
		for _, i := range rapid.Permutation([]int{0, 1, 2}).Draw(t, "order") {
			if err := merged.Merge(&shards[i]); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(whole, merged, cmp.AllowUnexported(Table{}, compact{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMergeRefusesToCountTwice(t *testing.T) {
	var a, b Table
	a.Add(Row{Meta: Meta{Article: "x"}})
	b.Add(Row{Meta: Meta{Article: "x"}})
	if err := a.Merge(&b); err == nil || !strings.Contains(err.Error(), "article x is in both tables") {
		t.Errorf("Merge: %v", err)
	}
}

func TestReadKeepsWhatIsAsked(t *testing.T) {
	r := Row{Meta: Meta{Article: "x", Outlet: "o"}}
	r.Add("tokens", Author, 9)
	r.Add("hedge/modal", Quoted, 1)
	r.Sort()
	dir := write(t, []Row{r})
	defer os.RemoveAll(dir)
	got, err := Read(dir, func(f Feature) bool { return f == "tokens" })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Cell{{"tokens", Author, 9}}, got.Row(0).Cells); diff != "" {
		t.Error(diff)
	}
	if _, err := Read(t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "not a scored folder") {
		t.Errorf("Read of an empty folder: %v", err)
	}
}

func TestSampleIsCappedAndIndifferentToOrder(t *testing.T) {
	var all []Evidence
	for i := range 100 {
		all = append(all, Evidence{"term/a/b/c/d", Author, "s", i, i + 1, "d"})
	}
	one, two := NewSample(), NewSample()
	for i := range all {
		one.Add("x", "o", all[i])
		two.Add("x", "o", all[len(all)-1-i])
	}
	if diff := cmp.Diff(one.Occurrences(), two.Occurrences()); diff != "" {
		t.Error(diff)
	}
	if n := len(one.Occurrences()); n != perCell {
		t.Errorf("%d kept, want %d", n, perCell)
	}
}

func TestResumeGoesOn(t *testing.T) {
	mk := func(id string) Row {
		r := Row{Meta: Meta{Article: id, Outlet: "o"}}
		r.Add("tokens", Author, int64(len(id)))
		r.Evidence = []Evidence{{"term/a/b/c/d", Author, "in " + id, 1, 2, "d"}}
		return r
	}
	whole := write(t, []Row{mk("a"), mk("bb"), mk("ccc")})
	part := write(t, []Row{mk("a"), mk("ccc")})
	defer os.RemoveAll(whole)
	defer os.RemoveAll(part)
	w, err := NewWriter(part)
	if err != nil {
		t.Fatal(err)
	}
	if ids, err := w.Resume(); !slices.Equal(ids, []string{"a", "ccc"}) || err != nil {
		t.Fatalf("Resume: %v, %v", ids, err)
	}
	if err := w.Add(mk("bb")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(digest(t, whole), digest(t, part)); diff != "" {
		t.Error(diff)
	}
}
