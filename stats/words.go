package stats

import (
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"parallax/counts"
)

// wordPrefix begins the features that keyness compares: word/terrorist, word/armed group. A run of empty words
// ("word/ ") stands for all n-grams of its length that were too rare to be told apart.
const wordPrefix = "word/"

// A wordIndex is a table turned round: of each word, the articles that have it. A word is any n-gram; n-grams of
// each length are rated by how many of that length an article has.
//
// Words are numbered as they are met, article by article in the order of IDs, so that neither their numbers nor
// any sum over them depends on the order in which the table was filled.
type wordIndex struct {
	outlets []string
	groups  []outletWords // of each outlet
	outlet  []int         // of each article
	lengths int           // the greatest length of an n-gram
	sizes   []int64       // of article × length: its n-grams
	names   []string      // of each word
	length  []int         // of each word, from 0 for one word
	totals  []int64       // of each word: how often it occurs
	from    []int         // where the posts of each word begin; one more at the end
	posts   []post        // by word, then article
	all     []float64     // of each length: n-grams in all outlets
}

// A post says how often a word occurs in an article.
type post struct{ article, n uint32 }

// outletWords are the articles of one outlet.
type outletWords struct {
	articles int       // that have any word
	n        []float64 // of each length: n-grams
	squares  []float64 // of each length: sum over articles of their squares
}

// newWordIndex reads the n-grams of a table up to a length, in the voices asked for and in all outlets, or in the two that
// are compared. Those in fewer than MinArticles articles are not listed, though they count towards the sizes.
func newWordIndex(t *counts.Table, longest int, outlet, against string, opts KeynessOptions) (*wordIndex, error) {
	order, err := byArticle(t)
	if err != nil {
		return nil, err
	}
	if err := opts.check(outlets(t), outlet, against); err != nil {
		return nil, err
	}
	keep := func(o string) bool { return against == "" || o == outlet || o == against }
	var heard [counts.Voices]bool
	for v := range heard {
		heard[v] = len(opts.Voices) == 0 || slices.Contains(opts.Voices, counts.Voice(v))
	}
	length := make([]int8, t.Numbers()) // of each feature; -1 where it is no word
	w := &wordIndex{}
	for i := range length {
		length[i] = -1
		if name, ok := strings.CutPrefix(string(t.Feature(uint32(i))), wordPrefix); ok {
			spaces := strings.Count(name, " ")
			if spaces >= longest {
				continue
			}
			length[i] = int8(spaces)
			w.lengths = max(w.lengths, int(length[i])+1)
		}
	}
	articles := w.take(t, order, keep)

	// How many articles have each feature, and how many n-grams each article has.
	in := make([]int, t.Numbers())
	last := make([]uint32, t.Numbers()) // the article that had it last, from 1
	for a, at := range articles {
		for c := range t.Numbered(at) {
			if !heard[c.Voice] || length[c.Feature] < 0 {
				continue
			}
			w.sizes[a*w.lengths+int(length[c.Feature])] += c.N
			if last[c.Feature] != uint32(a+1) {
				last[c.Feature] = uint32(a + 1)
				in[c.Feature]++
			}
		}
	}
	w.group()

	number := make([]int32, t.Numbers()) // of the word that a feature is; -1 where it is none
	for i := range number {
		number[i] = -1
	}
	end := 0
	for _, at := range articles {
		for c := range t.Numbered(at) {
			if f := c.Feature; heard[c.Voice] && length[f] >= 0 && number[f] < 0 && in[f] >= opts.MinArticles && isTold(t.Feature(f)) {
				number[f] = int32(len(w.names))
				w.names = append(w.names, string(t.Feature(f))[len(wordPrefix):])
				w.length = append(w.length, int(length[f]))
				w.from = append(w.from, end)
				end += in[f]
			}
		}
	}
	next := slices.Clone(w.from)
	w.from = append(w.from, end)
	w.totals = make([]int64, len(w.names))
	w.posts = make([]post, end)

	// Each worker writes the posts of some of the words: all together would write all over memory.
	workers := opts.workers()
	var group errgroup.Group
	for i := range workers {
		least, most := int32(i*len(w.names)/workers), int32((i+1)*len(w.names)/workers)
		group.Go(func() error {
			for a, at := range articles {
				for c := range t.Numbered(at) {
					word := number[c.Feature]
					if word < least || word >= most || !heard[c.Voice] {
						continue
					}
					w.totals[word] += c.N
					if p := next[word]; p > w.from[word] && w.posts[p-1].article == uint32(a) { // in another voice too
						w.posts[p-1].n += uint32(c.N)
					} else {
						w.posts[p] = post{uint32(a), uint32(c.N)}
						next[word]++
					}
				}
			}
			return nil
		})
	}
	group.Wait()
	return w, nil
}

// isTold tells an n-gram from the run of empty words that stands for the rare ones.
func isTold(f counts.Feature) bool { return strings.Trim(string(f)[len(wordPrefix):], " ") != "" }

// take lists the articles of the outlets that are kept and makes room for them.
func (w *wordIndex) take(t *counts.Table, order []int, keep func(string) bool) (articles []int) {
	at := map[string]int{}
	for _, o := range outlets(t) {
		if keep(o) {
			at[o] = len(w.outlets)
			w.outlets = append(w.outlets, o)
		}
	}
	for _, i := range order {
		if o, ok := at[t.Article(i).Outlet]; ok {
			articles = append(articles, i)
			w.outlet = append(w.outlet, o)
		}
	}
	w.sizes = make([]int64, len(articles)*w.lengths)
	return articles
}

// group sums the sizes of articles by outlet.
func (w *wordIndex) group() {
	w.all = make([]float64, w.lengths)
	w.groups = make([]outletWords, len(w.outlets))
	for o := range w.groups {
		w.groups[o] = outletWords{n: make([]float64, w.lengths), squares: make([]float64, w.lengths)}
	}
	if w.lengths == 0 {
		return
	}
	for a, o := range w.outlet {
		g := &w.groups[o]
		for l := range w.lengths {
			n := float64(w.size(a, l))
			g.n[l] += n
			g.squares[l] += n * n
			w.all[l] += n
		}
		if slices.Max(w.sizes[a*w.lengths:(a+1)*w.lengths]) > 0 {
			g.articles++
		}
	}
}

func (w *wordIndex) size(article, length int) int64 { return w.sizes[article*w.lengths+length] }

func (w *wordIndex) postsOf(word int) []post { return w.posts[w.from[word]:w.from[word+1]] }
