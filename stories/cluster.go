package stories

import (
	"cmp"
	"container/heap"
	"maps"
	"slices"
)

// sharedNames is how many names two articles must share, beside their likeness.
const sharedNames = 2

// A cluster is a story in the making.
type cluster struct {
	articles    []int  // by index
	sum         vector // of the articles' vectors
	first, last int    // days
	near        map[int]struct{}
}

// cluster joins those two clusters whose articles are most alike on average, again and again, as long as they
// are alike enough and no story grows too long.
//
// The mean cosine of all pairs of two clusters is the product of their sums, which spares looking at the pairs.
// It is never higher than the higher of the means it was joined from, so only clusters that hold a pair of
// articles that may be matched ever need to be compared.
func (f *Finder) cluster(points []point) []*cluster {
	clusters := make([]*cluster, len(points)) // nil once it is part of another
	for i, p := range points {
		clusters[i] = &cluster{[]int{i}, p.vector, p.day, p.day, map[int]struct{}{}}
	}
	queue := f.pairs(points)
	for _, u := range queue {
		clusters[u.a].near[u.b] = struct{}{}
		clusters[u.b].near[u.a] = struct{}{}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		u := heap.Pop(&queue).(union)
		a, b := clusters[u.a], clusters[u.b]
		if a == nil || b == nil {
			continue
		}
		c := &cluster{append(a.articles, b.articles...), add(a.sum, b.sum), min(a.first, b.first), max(a.last, b.last), map[int]struct{}{}}
		if c.last-c.first > 2*f.Days {
			continue
		}
		clusters[u.a], clusters[u.b] = nil, nil
		clusters = append(clusters, c)
		maps.Copy(a.near, b.near)
		for k := range a.near {
			d := clusters[k]
			if d == nil {
				continue
			}
			if s := dot(c.sum, d.sum) / float64(len(c.articles)*len(d.articles)); s >= f.Similarity {
				c.near[k] = struct{}{}
				d.near[len(clusters)-1] = struct{}{}
				heap.Push(&queue, union{k, len(clusters) - 1, s})
			}
		}
	}
	return slices.DeleteFunc(clusters, func(c *cluster) bool { return c == nil })
}

// pairs returns the articles that may be matched. They are sorted by day: of the articles with a word, those that
// lie too far back are passed over for good.
func (f *Finder) pairs(points []point) unions {
	type posting struct {
		article int
		value   float64
	}
	with := map[int32][]posting{}
	similarity := make([]float64, len(points))
	var found unions
	var met []int
	for i, p := range points {
		for _, w := range p.vector {
			list := with[w.word]
			for len(list) > 0 && points[list[0].article].day < p.day-f.Days {
				list = list[1:]
			}
			for _, q := range list {
				if similarity[q.article] == 0 {
					met = append(met, q.article)
				}
				similarity[q.article] += float64(w.value * q.value)
			}
			with[w.word] = append(list, posting{i, w.value})
		}
		for _, k := range met {
			if similarity[k] >= f.Similarity && common(p.names, points[k].names) >= sharedNames {
				found = append(found, union{k, i, similarity[k]})
			}
			similarity[k] = 0
		}
		met = met[:0]
	}
	return found
}

// common counts what two sorted lists have in common.
func common[T cmp.Ordered](a, b []T) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// A union is two clusters that may be joined, by index.
type union struct {
	a, b       int
	similarity float64
}

// unions are a heap, the most similar first. Ties go to the earlier clusters.
type unions []union

func (u unions) Len() int      { return len(u) }
func (u unions) Swap(i, j int) { u[i], u[j] = u[j], u[i] }
func (u *unions) Push(x any)   { *u = append(*u, x.(union)) }
func (u unions) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(u[j].similarity, u[i].similarity), cmp.Compare(u[i].a, u[j].a), cmp.Compare(u[i].b, u[j].b)) < 0
}

func (u *unions) Pop() any {
	last := len(*u) - 1
	x := (*u)[last]
	*u = (*u)[:last]
	return x
}
