package stages

import "sync"

// A room keeps the memory of layers that were released. A layer that is written over the last document's stays in the
// processor's cache; fresh memory for each document would wipe out of it what is known of words.
type room[T any] struct{ pool sync.Pool }

// take returns an empty slice, with room for n values at least.
func (r *room[T]) take(n int) []T {
	if s, ok := r.pool.Get().(*[]T); ok && cap(*s) >= n {
		return (*s)[:0]
	}
	return make([]T, 0, n)
}

// put takes a slice back. Its values, which stay in it, should not point into the document.
func (r *room[T]) put(s []T) { r.pool.Put(&s) }
