package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"parallax/counts"
)

// BenchmarkKeyness lists the words of each of 10 outlets, after counting: 20,000 articles and 500,000 n-gram types,
// with frequencies after Zipf.
func BenchmarkKeyness(b *testing.B) {
	const articles, types, words = 20_000, 500_000, 600
	names := make([]counts.Feature, types)
	for i := range names {
		names[i] = counts.Feature(fmt.Sprintf("word/n%d", i))
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var t counts.Table
	for i := range articles {
		r := counts.Row{Meta: counts.Meta{Article: fmt.Sprintf("%06d", i), Outlet: fmt.Sprintf("outlet %d", i%10)}}
		for range words {
			rank := int(math.Pow(types, rng.Float64())) - 1
			if rng.IntN(3) == 0 {
				rank = rng.IntN(types) // so that all occur
			}
			r.Add(names[rank], counts.Author, 1)
		}
		r.Sort()
		t.Add(r)
	}
	opts := KeynessOptions{Options: Options{Confidence: .95, Seed: 1}, MinArticles: 3, Top: 20}
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			if _, err := Keyness(b.Context(), &t, "", "", opts); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(t.Numbers()), "types")
	})
	b.Run("partisanship", func(b *testing.B) {
		for b.Loop() {
			if _, err := Distinguish(b.Context(), &t, "outlet 1", "outlet 2", opts); err != nil {
				b.Fatal(err)
			}
		}
	})
}
