package report

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/corpus"
	"parallax/stats"
)

func TestTables(t *testing.T) {
	r, _ := someResults()
	scores := []stats.Score{
		{Article: "b", Outlet: "X", Measure: "boosters", Voice: "author", Numerator: 1, Denominator: 300},
		{Article: "a", Outlet: "X, Inc.", Measure: "loaded-names", Voice: "quoted", Numerator: 0, Denominator: 0},
		{Article: "a", Outlet: "X, Inc.", Measure: "loaded-names", Voice: "author", Numerator: 1, Denominator: 3},
		{Article: "a", Outlet: "X, Inc.", Measure: "boosters", Voice: "author", Numerator: 2, Denominator: 2000},
	}
	excluded := []*corpus.Exclusion{
		{Path: "z.txt", Reason: corpus.BadEncoding, Detail: "byte 3 is not UTF-8"},
		{Article: "=cmd|' /C calc'!A0", Path: "in.jsonl:7", Reason: corpus.Duplicate, Detail: `an "earlier" article,` + "\nsame ID"},
	}
	rankings := []stats.Ranking{
		{Measure: "loaded-names", Voice: "author", Ranks: []stats.Rank{{Outlet: "Daily Beacon", Value: new(.62), Warnings: []stats.Warning{stats.NothingToRank}}}},
		{Measure: "boosters", Voice: "author", Ranked: 2, Level: new(.835), Agreement: new(1.), Ranks: []stats.Rank{
			{Outlet: "Daily Beacon", Value: new(2.5), Lo: new(1), Hi: new(1), ComparisonLo: new(1.5), ComparisonHi: new(3.5)},
			{Outlet: "Harbor Ledger", Value: new(.5), Lo: new(2), Hi: new(2), ComparisonLo: new(.25), ComparisonHi: new(.75),
				Warnings: []stats.Warning{stats.FewArticles, stats.OverlapMisleads}},
			{Outlet: "Meridian <Wire>", Warnings: []stats.Warning{stats.NoDenominator}},
		}},
	}
	tests := []struct {
		name  string
		write func(*bytes.Buffer) error
		want  string
	}{
		{
			"scores", func(b *bytes.Buffer) error { return WriteScores(b, r.Measures, scores) },
			`article,outlet,measure,numerator,denominator,value
a,"X, Inc.",boosters,2,2000,1
a,"X, Inc.",loaded-names:author,1,3,0.3333333333333333
a,"X, Inc.",loaded-names:quoted,0,0,
b,X,boosters,1,300,3.3333333333333335
`,
		},
		{
			"estimates", func(b *bytes.Buffer) error { return WriteEstimates(b, r.Estimates) },
			`outlet,measure,voice,value,lo,hi,confidence,articles,numerator,denominator,shrunken,warnings
Daily Beacon,loaded-names,author,0.62,0.41,0.79,0.95,12,31,50,0.55,
Daily Beacon,loaded-names,quoted,0.3,0.12,0.57,0.95,8,6,20,0.31,
Daily Beacon,quoted-words,all,0.125,0.1,0.15,0.95,12,500,4000,0.13,
Harbor Ledger,loaded-names,author,0,0,0.21,0.95,9,0,18,0.08,zero-count
Harbor Ledger,loaded-names,quoted,,,,0.95,0,0,0,,no-denominator
Harbor Ledger,quoted-words,all,0.25,0.22,0.28,0.95,12,1000,4000,0.24,
Meridian <Wire>,loaded-names,author,0.5,,,0.95,2,1,2,,no-interval; dominant-article
`,
		},
		{
			"comparisons", func(b *bytes.Buffer) error { return WriteComparisons(b, r.Comparisons) },
			`a,b,measure,voice,difference,lo,hi,p,p_adjusted,method,articles_a,articles_b,stories,warnings
Daily Beacon,Harbor Ledger,loaded-names,author,0.62,0.38,0.81,0.0002,0.0012,"permutation, 9999 draws",12,9,9,
Daily Beacon,Harbor Ledger,quoted-words,all,-0.125,-0.16,-0.09,0.04,0.08,"permutation, exact",12,12,0,few-shared-stories
Daily Beacon,Meridian <Wire>,loaded-names,author,,,,,,,12,2,0,few-articles
`,
		},
		{
			"ranks", func(b *bytes.Buffer) error { return WriteRankings(b, rankings) },
			`outlet,measure,voice,value,rank_lo,rank_hi,of,comparison_lo,comparison_hi,comparison_level,agreement,warnings
Daily Beacon,boosters,author,2.5,1,1,2,1.5,3.5,0.835,1,
Daily Beacon,loaded-names,author,0.62,,,,,,,,nothing-to-rank
Harbor Ledger,boosters,author,0.5,2,2,2,0.25,0.75,0.835,1,few-articles; overlap-misleads
Meridian <Wire>,boosters,author,,,,,,,0.835,1,no-denominator
`,
		},
		{
			"excluded", func(b *bytes.Buffer) error { return WriteExcluded(b, excluded) },
			`article,path,reason,detail
,z.txt,bad-encoding,byte 3 is not UTF-8
=cmd|' /C calc'!A0,in.jsonl:7,duplicate,"an ""earlier"" article,
same ID"
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, string(render(t, tt.write))); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestOrder holds the tables to the same bytes whatever the order of what they are given, and to leaving that
// order alone.
func TestOrder(t *testing.T) {
	r, _ := someResults()
	backwards := slices.Clone(r.Estimates)
	slices.Reverse(backwards)
	first := backwards[0]
	one := render(t, func(b *bytes.Buffer) error { return WriteEstimates(b, r.Estimates) })
	other := render(t, func(b *bytes.Buffer) error { return WriteEstimates(b, backwards) })
	if !bytes.Equal(one, other) {
		t.Error("the order of estimates shows in the table")
	}
	if backwards[0].Outlet != first.Outlet {
		t.Error("the estimates were sorted in place")
	}
}

// FuzzReadExcluded holds the reader to taking any file or refusing it, and to reading back what is written of it.
func FuzzReadExcluded(f *testing.F) {
	f.Add("article,path,reason,detail\n")
	f.Add("article,path,reason,detail\na,b.txt,broken,\"line 3: \"\"x\"\",\n y\"\n,c,no-text,=1\n")
	f.Add("article,path\n")
	f.Fuzz(func(t *testing.T, in string) {
		excluded, err := readExcluded(strings.NewReader(in))
		if err != nil {
			return
		}
		var one, other bytes.Buffer
		if err := WriteExcluded(&one, excluded); err != nil {
			t.Fatal(err)
		}
		again, err := readExcluded(bytes.NewReader(one.Bytes()))
		if err != nil {
			t.Fatalf("what was written of %q cannot be read: %v", in, err)
		}
		if err := WriteExcluded(&other, again); err != nil {
			t.Fatal(err)
		}
		if len(again) != len(excluded) || one.String() != other.String() {
			t.Fatalf("read back as\n%s\nwas\n%s", &other, &one)
		}
	})
}

func TestReadExcludedFaults(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", "the first line must be article,path,reason,detail"},
		{"other columns", "a,b,c,d\n", "the first line must be article,path,reason,detail"},
		{"short row", "article,path,reason,detail\nx,y\n", "record on line 2: wrong number of fields"},
	}
	for _, tt := range tests {
		path := filepath.Join(t.TempDir(), "excluded.csv")
		if err := os.WriteFile(path, []byte(tt.in), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadExcluded(path); err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v, want %q with the path", tt.name, err, tt.want)
		}
	}
	if _, err := ReadExcluded(filepath.Join(t.TempDir(), "none.csv")); !os.IsNotExist(err) {
		t.Errorf("a missing file gives %v", err)
	}
}

// TestNumbersReadBack holds floats to the shortest text that reads back.
func TestNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "x")
		var b bytes.Buffer
		if err := WriteEstimates(&b, []stats.Estimate{{Value: &x}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := parse(t, rows[1][3]); got != x {
			t.Fatalf("%v reads back as %v", x, got)
		}
	})
}
