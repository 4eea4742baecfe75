package stages_test

import (
	"runtime"
	"syscall"
	"testing"
	"time"

	"parallax/attribution"
	"parallax/corpus"
	"parallax/internal/shared"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
)

// BenchmarkHedgingAdds says what hedges, negations and their scopes add to the CPU of tokens, sentences and the pass that finds the
// terms of all lexicons (layers), which is to stay under a quarter; and what they add if their own cues in that
// pass are laid to them too (layers+cues).
func BenchmarkHedgingAdds(b *testing.B) {
	plain := speedLayers(b, "conflict")
	hedging := speedLayers(b, "conflict", "hedges", "negation")
	p, err := pipeline.New(hedging.Hedges, hedging.Negations)
	if err != nil {
		b.Fatal(err)
	}
	var docs []*pipeline.Document
	for _, a := range news(b, 200) {
		d, err := p.Analyze(a)
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var terms, all, hedged time.Duration // with the user's lexicon; with cues found in the same pass; with what the layers make of them
	for b.Loop() {
		before := cpu(b)
		took := func() time.Duration {
			now := cpu(b)
			defer func() { before = now }()
			return now - before
		}
		for _, d := range docs {
			find(b, d, plain)
		}
		terms += took()
		for _, d := range docs {
			find(b, d, hedging)
		}
		all += took()
		for _, d := range docs {
			find(b, d, hedging)
			again(b, d, hedging.Negations)
			again(b, d, hedging.Hedges)
		}
		hedged += took()
	}
	b.ReportMetric(100*(float64(hedged)/float64(all)-1), "%layers")
	b.ReportMetric(100*(float64(hedged)/float64(terms)-1), "%layers+cues")
}

func find(b *testing.B, d *pipeline.Document, l *stages.Layers) {
	again(b, d, stages.Tokens)
	again(b, d, stages.Sentences)
	again(b, d, l.Matches)
}

// cpu is the time that this thread has had: on a machine with other work, time by the clock says little.
func cpu(b testing.TB) time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
func speedLayers(b testing.TB, names ...string) *stages.Layers {
	return speedLayersWith(b, nil, names...)
}

func speedLayersWith(b testing.TB, model *attribution.Model, names ...string) *stages.Layers {
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
	return stages.New(m, model)
}
