package stages_test

import (
	"testing"

	"parallax/corpus"
	"parallax/demo"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
)

// builtin compiles the built-in lexicons and plans every counter.
func builtin(t testing.TB) (*stages.Layers, *pipeline.Pipeline) {
	t.Helper()
	var all []*lexicons.Lexicon
	for _, name := range []string{"attribution", "boosters", "conflict", "hedges", "negation"} {
		l, err := lexicons.Load(lexicons.Builtin(), name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	m, err := lexicons.Compile(all...)
	if err != nil {
		t.Fatal(err)
	}
	layers := stages.New(m, nil)
	var counters []pipeline.Stage
	for _, c := range layers.Counters {
		counters = append(counters, c)
	}
	p, err := pipeline.New(counters...)
	if err != nil {
		t.Fatal(err)
	}
	return layers, p
}

// articles are those of the demo.
func articles(t testing.TB) (all []corpus.Article, bytes int64) {
	t.Helper()
	c, err := corpus.OpenFS(demo.FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range c.Records() {
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Decode()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
		bytes += int64(len(a.Title) + len(a.Text))
	}
	return all, bytes
}

// BenchmarkAnalyze is the whole of what one worker does with a decoded article, its row included.
func BenchmarkAnalyze(b *testing.B) {
	_, p := builtin(b)
	all, bytes := articles(b)
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, a := range all {
			d, err := p.Analyze(a)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := d.Row(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkLayers measures each layer over documents whose earlier layers are there.
func BenchmarkLayers(b *testing.B) {
	l, p := builtin(b)
	all, bytes := articles(b)
	var docs []*pipeline.Document
	for _, a := range all {
		d, err := p.Analyze(a)
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
	}
	bench(b, stages.Tokens, docs, bytes)
	bench(b, stages.Sentences, docs, bytes)
	bench(b, stages.Quotations, docs, bytes)
	bench(b, stages.Furniture, docs, bytes)
	bench(b, l.Matches, docs, bytes)
	bench(b, l.Attributions, docs, bytes)
	bench(b, l.Voices, docs, bytes)
	bench(b, l.Negations, docs, bytes)
	bench(b, l.Hedges, docs, bytes)
	bench(b, l.Boosters, docs, bytes)
	bench(b, l.Terms, docs, bytes)
	bench(b, l.Sentiment, docs, bytes)
}

func bench[T any](b *testing.B, l *pipeline.Layer[T], docs []*pipeline.Document, bytes int64) {
	b.Run(l.Name, func(b *testing.B) {
		b.SetBytes(bytes)
		b.ReportAllocs()
		for b.Loop() {
			for _, d := range docs {
				if _, err := l.Run(d); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
