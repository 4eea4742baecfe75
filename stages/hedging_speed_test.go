package stages_test

import (
	"testing"
	"time"

	"parallax/corpus"
	"parallax/internal/shared"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
)

// BenchmarkHedgingAdds compares the CPU of tokens, sentences and the user's terms with that of the same and hedges, negations and
// their scopes, on news. The second may cost a quarter more: that is the metric.
func BenchmarkHedgingAdds(b *testing.B) {
	plain := speedLayers(b, "conflict")
	hedging := speedLayers(b, "conflict", "hedges", "negation")
	all := news(b, 200)
	p, err := pipeline.New(hedging.Hedges, hedging.Negations)
	if err != nil {
		b.Fatal(err)
	}
	var docs []*pipeline.Document
	for _, a := range all {
		d, err := p.Analyze(a)
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
	}
	var without, with time.Duration
	for b.Loop() {
		without = least(without, func() {
			for _, d := range docs {
				again(b, d, stages.Tokens)
				again(b, d, stages.Sentences)
				again(b, d, plain.Matches)
			}
		})
		with = least(with, func() {
			for _, d := range docs {
				again(b, d, stages.Tokens)
				again(b, d, stages.Sentences)
				again(b, d, hedging.Matches)
				again(b, d, hedging.Negations)
				again(b, d, hedging.Hedges)
			}
		})
	}
	b.ReportMetric(100*(float64(with)/float64(without)-1), "%added")
}

// least returns the lesser of a time, unless it is 0, and that of some work: what others do on the machine only adds.
func least(before time.Duration, work func()) time.Duration {
	start := time.Now()
	work()
	if took := time.Since(start); before == 0 || took < before {
		return took
	}
	return before
}

// news returns the first articles of a corpus of news.
func news(b *testing.B, n int) (all []corpus.Article) {
	c, err := corpus.Open(shared.Path(b, "corpora", "us-news.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	for r, err := range c.Records() {
		if err != nil {
			b.Fatal(err)
		}
		a, err := r.Decode()
		if err != nil {
			b.Fatal(err)
		}
		if all = append(all, a); len(all) == n {
			break
		}
	}
	return all
}

// again computes a layer of a document once more.
func again[T any](b *testing.B, d *pipeline.Document, l *pipeline.Layer[T]) {
	found, err := l.Run(d)
	if err != nil {
		b.Fatal(err)
	}
	if l.Release != nil {
		l.Release(found)
	}
}

// speedLayers are those over some built-in lexicons.
func speedLayers(b *testing.B, names ...string) *stages.Layers {
	var all []*lexicons.Lexicon
	for _, name := range names {
		lex, err := lexicons.Load(lexicons.Builtin(), name+".yaml")
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, lex)
	}
	m, err := lexicons.Compile(all...)
	if err != nil {
		b.Fatal(err)
	}
	return stages.New(m)
}
