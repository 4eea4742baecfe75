package pipeline

import (
	"context"
	"errors"
	"iter"
	"sync"

	"parallax/corpus"
	"parallax/counts"
)

// Run streams a corpus through five goroutine stages and yields one result an article, in corpus order:
//
//	read ──► prepare ×N ──► admit ──► annotate ×N ──► collect
//
// read takes records from the corpus; prepare decodes them; admit asks in the order of the corpus whether an article
// counts, as one does not whose ID an earlier one had, so that nothing is spent on those that do not; annotate runs the
// plan's layers and of on each document; collect restores the order. The channels between carry batches, so that a hop costs little,
// and are bounded: read waits until collect has handed on what is under way, so memory stays flat. A
// document is never shared, so there are no locks. There is one goroutine a worker and stage rather than
// one a layer: a hop per layer would cost more than it gains, since documents already fill the cores.
//
// An article that cannot be read or analyzed is yielded as a *[corpus.Exclusion] and the run goes on; any
// other error, and the context's, is the last thing yielded. Breaking off stops every goroutine before
// the loop is left. mon may be nil; where admit is nil, every article counts.
func Run[T any](ctx context.Context, p *Pipeline, in iter.Seq2[corpus.Record, error], workers int, mon *Monitor, admit func(corpus.Article) error, of func(*Document) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer stop()
		workers = max(workers, 1)
		mon := mon.orNew()
		underWay := make(chan struct{}, 4*workers) // batches between read and collect

		records := read(ctx, &wg, mon, in, underWay)
		articles := stage(ctx, &wg, &mon.Prepare, workers, records, func(r corpus.Record) (corpus.Article, error) {
			return r.Decode()
		})
		if admit != nil {
			articles = admitted(ctx, &wg, articles, admit)
		}
		results := stage(ctx, &wg, &mon.Annotate, workers, articles, func(a corpus.Article) (v T, err error) {
			d, err := p.Analyze(a)
			if err != nil {
				return v, err
			}
			return of(d)
		})
		collect(ctx, mon, results, underWay, yield)
	}
}

// Rows runs the plan over a corpus and yields the row of each article, whose cells and evidence are good until the next. Layers
// must not have put parts of their results into it, since these are released.
func (p *Pipeline) Rows(ctx context.Context, in iter.Seq2[corpus.Record, error], workers int, mon *Monitor, admit func(corpus.Article) error) iter.Seq2[counts.Row, error] {
	all := Run(ctx, p, in, workers, mon, admit, func(d *Document) (counts.Row, error) {
		row, err := d.Row()
		d.release()
		return row, err
	})
	return func(yield func(counts.Row, error) bool) {
		for row, err := range all {
			if !yield(row, err) {
				return
			}
			reuse(row)
		}
	}
}

// A batch is what one hop carries: consecutive articles, and its place in the corpus.
type batch[T any] struct {
	seq   int
	items []item[T]
}

type item[T any] struct {
	value T
	size  int // bytes read
	err   error
}

const (
	batchItems = 16
	batchBytes = 256 << 10
)

// send hands v on unless the run is over.
func send[T any](ctx context.Context, to chan<- T, v T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

func read(ctx context.Context, wg *sync.WaitGroup, mon *Monitor, in iter.Seq2[corpus.Record, error], underWay chan<- struct{}) <-chan batch[corpus.Record] {
	out := make(chan batch[corpus.Record])
	wg.Go(func() {
		defer close(out)
		b, bytes := batch[corpus.Record]{}, 0
		flush := func() bool {
			if len(b.items) == 0 {
				return true
			}
			if !send(ctx, underWay, struct{}{}) || !send(ctx, out, b) {
				return false
			}
			mon.Read.pass(len(b.items))
			b, bytes = batch[corpus.Record]{seq: b.seq + 1}, 0
			return true
		}
		for r, err := range in {
			b.items = append(b.items, item[corpus.Record]{r, r.Size, err})
			bytes += r.Size
			if (len(b.items) == batchItems || bytes >= batchBytes) && !flush() {
				return
			}
		}
		flush()
	})
	return out
}

// stage applies f to every item on n goroutines. Batches leave it in any order.
func stage[A, B any](ctx context.Context, wg *sync.WaitGroup, g *Gauge, n int, in <-chan batch[A], f func(A) (B, error)) <-chan batch[B] {
	out := make(chan batch[B], n)
	queue := func() (int, int) { return len(out), cap(out) }
	g.queue.Store(&queue)
	var open sync.WaitGroup
	work := func() {
		defer open.Done()
		for b := range in {
			done := batch[B]{b.seq, make([]item[B], len(b.items))}
			busy := g.start()
			for i, it := range b.items {
				done.items[i] = item[B]{size: it.size, err: it.err}
				if it.err == nil && ctx.Err() == nil {
					done.items[i].value, done.items[i].err = f(it.value)
				}
			}
			busy()
			g.pass(len(b.items))
			if !send(ctx, out, done) {
				return
			}
		}
	}
	open.Add(n)
	for range n {
		wg.Go(work)
	}
	wg.Go(func() { open.Wait(); close(out) })
	return out
}

// ordered yields batches in the order of the corpus.
func ordered[T any](in <-chan batch[T]) iter.Seq[batch[T]] {
	return func(yield func(batch[T]) bool) {
		waiting := map[int]batch[T]{} // arrived before their turn
		next := 0
		for b := range in {
			waiting[b.seq] = b
			for b, ok := waiting[next]; ok; b, ok = waiting[next] {
				delete(waiting, next)
				next++
				if !yield(b) {
					return
				}
			}
		}
	}
}

// admitted asks of every item, in the order of the corpus, whether it goes on.
func admitted[T any](ctx context.Context, wg *sync.WaitGroup, in <-chan batch[T], admit func(T) error) <-chan batch[T] {
	out := make(chan batch[T])
	wg.Go(func() {
		defer close(out)
		for b := range ordered(in) {
			for i, it := range b.items {
				if it.err == nil {
					b.items[i].err = admit(it.value)
				}
			}
			if !send(ctx, out, b) {
				return
			}
		}
	})
	return out
}

func collect[T any](ctx context.Context, mon *Monitor, in <-chan batch[T], underWay <-chan struct{}, yield func(T, error) bool) {
	for b := range ordered(in) {
		<-underWay
		for _, it := range b.items {
			if ctx.Err() != nil {
				break
			}
			mon.collected(it.size, it.err != nil)
			if !yield(it.value, it.err) || ends(it.err) {
				return
			}
		}
	}
	if err := ctx.Err(); err != nil {
		var none T
		yield(none, err)
	}
}

// ends reports whether an error concerns more than one article.
func ends(err error) bool {
	var one *corpus.Exclusion
	return err != nil && !errors.As(err, &one)
}
