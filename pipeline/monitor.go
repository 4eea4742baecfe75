package pipeline

import (
	"sync/atomic"
	"time"
)

// A Monitor watches a run from outside: how far it is and where it waits. It is for the progress bar and
// the log only; nothing that is written to a result depends on it.
type Monitor struct {
	Read, Prepare, Annotate Gauge
	Articles, Excluded      atomic.Int64 // collected so far
	Bytes                   atomic.Int64 // of the corpus, collected so far
}

// A Gauge counts what passed a stage and how long the stage was busy, summed over its goroutines.
type Gauge struct {
	Passed atomic.Int64
	busy   atomic.Int64
	queue  atomic.Pointer[func() (filled, size int)]
}

// Busy returns how long the stage's goroutines were at work, in sum.
func (g *Gauge) Busy() time.Duration { return time.Duration(g.busy.Load()) }

// Queue returns how many batches wait behind the stage, and how many can.
func (g *Gauge) Queue() (filled, size int) {
	if queue := g.queue.Load(); queue != nil {
		return (*queue)()
	}
	return 0, 0
}

func (g *Gauge) pass(n int) { g.Passed.Add(int64(n)) }

func (g *Gauge) start() (stop func()) {
	began := time.Now()
	return func() { g.busy.Add(int64(time.Since(began))) }
}

func (m *Monitor) orNew() *Monitor {
	if m == nil {
		return &Monitor{}
	}
	return m
}

func (m *Monitor) collected(size int, excluded bool) {
	m.Bytes.Add(int64(size))
	if excluded {
		m.Excluded.Add(1)
	} else {
		m.Articles.Add(1)
	}
}
