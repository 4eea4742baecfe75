package stats

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"parallax/counts"
)

// BenchmarkAnalyze is 20 measures × 10 outlets × 20,000 articles: 900 permutation tests of 9,999 draws
// each, of about 2,000 articles a side; and 200 intervals, by default or from 10,000 resamples. Stories, where
// there are any, have some 40 articles.
func BenchmarkAnalyze(b *testing.B) {
	for _, c := range []struct {
		stories  int
		interval Bootstrap
	}{{0, NoBootstrap}, {0, BCa}, {0, Studentised}, {500, NoBootstrap}, {500, BCa}} {
		stories := c.stories
		opts := testOptions
		opts.Interval = c.interval
		b.Run(fmt.Sprintf("stories=%d/%s", stories, cmp.Or(c.interval, "jackknife")), func(b *testing.B) {
			const outlets, articles, measures = 10, 20_000, 20
			r := rand.New(rand.NewPCG(7, 7))
			t := &counts.Table{}
			for i, row := range simulated(r, outlets, articles/outlets) {
				if stories > 0 {
					row.Story = fmt.Sprint("story ", r.IntN(stories))
				}
				for m := range measures / 2 {
					row.Add(counts.Feature(fmt.Sprintf("extra/%d", m)), counts.Author, poisson(r, 1+float64(i%outlets)/50))
				}
				row.Sort()
				t.Add(row)
			}
			var ms []Measure
			for m := range measures {
				of := selection(fmt.Sprintf("extra/%d", m/2))
				if m%2 == 0 {
					ms = append(ms, Measure{Name: fmt.Sprint(m), Doc: "A rate of words.", Unit: PerThousand, Voices: author, Of: of, Per: selection("tokens")})
				} else {
					ms = append(ms, Measure{Name: fmt.Sprint(m), Doc: "A share of many.", Unit: Share, Voices: author, Of: of, Per: selection("extra/*")})
				}
			}
			b.ResetTimer()
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Analyze(context.Background(), t, ms, nil, opts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
