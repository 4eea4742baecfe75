package stages

import (
	"testing"

	"parallax/pipeline"
)

// BenchmarkAttributions measures rules and model on the development part of PolNeAR: layers already computed, time
// for each token.
func BenchmarkAttributions(b *testing.B) {
	for _, f := range finders {
		b.Run(f.name, func(b *testing.B) { benchmarkAttributions(b, testLayersWith(b, f.model)) })
	}
}

func benchmarkAttributions(b *testing.B, layers *Layers) {
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		b.Fatal(err)
	}
	var docs []*pipeline.Document
	tokens := 0
	for _, g := range polnear(b, "dev") {
		d := analyzed(b, p, g.ID, g.Outlet, g.Title, g.Text)
		docs = append(docs, d)
		tokens += len(Tokens.Of(d))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			if _, err := layers.Attributions.Run(d); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}
