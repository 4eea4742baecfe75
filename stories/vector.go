package stories

import (
	"cmp"
	"math"
	"slices"
)

// A vector is a sparse vector over words, sorted by word.
type vector []weight

type weight struct {
	word  int32
	value float64
}

func byWord(a, b weight) int { return cmp.Compare(a.word, b.word) }

func dot(a, b vector) (sum float64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].word < b[0].word:
			a = a[1:]
		case a[0].word > b[0].word:
			b = b[1:]
		default:
			sum += float64(a[0].value * b[0].value) // rounded, so that no processor fuses the two steps
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

func add(a, b vector) vector {
	sum := make(vector, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].word < b[0].word:
			sum, a = append(sum, a[0]), a[1:]
		case a[0].word > b[0].word:
			sum, b = append(sum, b[0]), b[1:]
		default:
			sum = append(sum, weight{a[0].word, a[0].value + b[0].value})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(sum, a...), b...)
}

// A point is an article as the clustering sees it.
type point struct {
	day    int
	vector vector  // of length 1, or empty
	names  []int32 // sorted
}

// A name that over a fifth of the articles have is what the corpus is about and tells no story apart. In a small
// corpus that is hard to say.
const (
	ubiquitous = 0.2
	fewEnough  = 10 // articles
)

// weigh gives each word of each article its weight, (1 + ln times) · √ln(articles / articles with the word), and the
// words their numbers in alphabetical order, so that the order in which they were met does not show.
//
// By the root, a word's inverse document frequency (Spärck Jones 1972) counts once in the product of two articles, as
// it does where a query meets a document (lnc.ltc in Salton & Buckley 1988). Counted twice, the rarest words, which no
// other article has, make up most of an article's length: pairs judged by hand were ranked worse, and in a small
// corpus, where most words are rare, the same threshold found half as many. A word of every article weighs nothing.
func (f *Finder) weigh() (points []point, words []string) {
	words = slices.Sorted(slices.Values(f.words.words))
	rank := make([]int32, len(words))
	for r, word := range words {
		rank[f.words.ids[word]] = int32(r)
	}
	articles := make([]int, len(words)) // with each word
	for _, a := range f.added {
		for _, w := range a.lead.words {
			articles[rank[w.word]]++
		}
	}
	all := float64(len(f.added))
	points = make([]point, len(f.added))
	for i, a := range f.added {
		p := point{day: a.day}
		for _, w := range a.lead.words {
			word := rank[w.word]
			if n := float64(articles[word]); n < all {
				p.vector = append(p.vector, weight{word, (1 + math.Log(w.value)) * math.Sqrt(math.Log(all/n))})
			}
		}
		slices.SortFunc(p.vector, byWord)
		length := math.Sqrt(dot(p.vector, p.vector))
		for k := range p.vector {
			p.vector[k].value /= length
		}
		for _, name := range a.lead.names {
			if n := articles[rank[name]]; float64(n) <= max(ubiquitous*all, fewEnough) {
				p.names = append(p.names, rank[name])
			}
		}
		slices.Sort(p.names)
		points[i] = p
	}
	return points, words
}
