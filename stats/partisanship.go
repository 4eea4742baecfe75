package stats

import (
	"context"
	"slices"
	"strconv"

	"golang.org/x/sync/errgroup"

	"parallax/counts"
)

// A Partisanship is how easily one word tells which of two groups of articles it was taken from: 0.5 not at all,
// 1 without fail.
type Partisanship struct {
	LeaveOut *float64 // absent where either group has fewer than 2 articles with words
	PlugIn   *float64 // biased upward: each article is judged by probabilities that it is part of
	Random   *float64 // the mean of LeaveOut under random reassignment of articles: what no difference gives
	Lo, Hi   *float64 // the least and greatest of these
	Draws    int
}

// reassignments is how many random assignments a partisanship is compared with.
const reassignments = 99

// Distinguish measures how far outlet's words tell it from against, or from all other outlets together where that is
// "", and without an outlet does so for each, by name. It takes single words that stand in MinArticles articles or
// more.
//
// It is the leave-out estimator of Gentzkow, Shapiro & Taddy (2019) in the mean over documents of Demszky et al.
// (2019): with q_d the shares of words in article d, and q those of all articles of a group,
//
//	π = ½·mean over A of q_d·ρ₋d + ½·mean over B of q_d·(1−ρ₋d),  ρ = q_A/(q_A+q_B), ½ for a word in neither,
//
// where d is left out of its own group's q, the first like every other. The plug-in estimate, which leaves nothing
// out, finds differences where there are none, the more the less text there is. Leave-out is a little below ½ then,
// so it too is to be read beside its value under random reassignment of articles to groups of the same sizes.
func Distinguish(ctx context.Context, t *counts.Table, outlet, against string, opts KeynessOptions) ([]Partisanship, error) {
	w, err := newWordIndex(t, 1, outlet, against, opts)
	if err != nil {
		return nil, err
	}
	texts, of := w.texts()
	var all []Partisanship
	for i, o := range w.outlets {
		if outlet != "" && o != outlet {
			continue
		}
		first := make([]bool, len(of))
		for a := range of {
			first[a] = of[a] == i
		}
		p := distinguish(texts, first, len(w.names))
		if p.LeaveOut != nil {
			if err := p.reassign(ctx, texts, first, len(w.names), opts, o, against); err != nil {
				return nil, err
			}
		}
		all = append(all, *p)
	}
	return all, nil
}

// A bag is an article as its words.
type bag struct {
	words []post // their numbers stand in place of articles'
	size  float64
}

// texts turns words into bags, with the outlet of each; articles that have none of the words are dropped.
func (w *wordIndex) texts() (kept []bag, outlet []int) {
	at := make([]int, len(w.outlet)+1)
	for _, p := range w.posts {
		at[p.article+1]++
	}
	for a := range w.outlet {
		at[a+1] += at[a]
	}
	room := make([]post, len(w.posts))
	all := make([]bag, len(w.outlet))
	for a := range all {
		all[a].words = room[at[a]:at[a]:at[a+1]]
	}
	for word := range w.names {
		for _, p := range w.postsOf(word) {
			b := &all[p.article]
			b.words = append(b.words, post{uint32(word), p.n})
			b.size += float64(p.n)
		}
	}
	for a, b := range all {
		if b.size > 0 {
			kept, outlet = append(kept, b), append(outlet, w.outlet[a])
		}
	}
	return kept, outlet
}

func distinguish(texts []bag, first []bool, words int) *Partisanship {
	var p Partisanship
	g := newTwoGroups(words)
	g.assign(texts, first)
	if g.articles[0] < 2 || g.articles[1] < 2 {
		return &p
	}
	p.LeaveOut, p.PlugIn = ptr(g.partisanship(texts, first, true)), ptr(g.partisanship(texts, first, false))
	return &p
}

// twoGroups are two groups of articles as the counts of their words.
type twoGroups struct {
	counts   [][2]float64 // of each word
	sizes    [2]float64
	articles [2]int
}

func newTwoGroups(words int) *twoGroups { return &twoGroups{counts: make([][2]float64, words)} }

func sideOf(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (g *twoGroups) assign(texts []bag, first []bool) {
	clear(g.counts)
	g.sizes, g.articles = [2]float64{}, [2]int{}
	for d, b := range texts {
		s := sideOf(first[d])
		for _, p := range b.words {
			g.counts[p.article][s] += float64(p.n)
		}
		g.sizes[s] += b.size
		g.articles[s]++
	}
}

// partisanship is the mean of the two groups' means over articles of how probable each word makes the article's
// own group.
func (g *twoGroups) partisanship(texts []bag, first []bool, leaveOut bool) float64 {
	var means [2]float64
	for d, b := range texts {
		own := sideOf(first[d])
		other := 1 - own
		size := g.sizes[own]
		if leaveOut {
			size -= b.size
		}
		var told float64
		for _, p := range b.words {
			n := float64(p.n)
			hits := g.counts[p.article][own]
			if leaveOut {
				hits -= n
			}
			// q_own/(q_own+q_other), without dividing each by its size
			mine, theirs := hits*g.sizes[other], g.counts[p.article][other]*size
			if mine+theirs == 0 {
				told += n / 2
			} else {
				told += n * mine / (mine + theirs)
			}
		}
		means[own] += told / b.size / float64(g.articles[own])
	}
	return (means[0] + means[1]) / 2
}

// reassign finds what the partisanship would be if the outlets were drawn at random.
func (p *Partisanship) reassign(ctx context.Context, texts []bag, first []bool, words int, opts KeynessOptions, names ...string) error {
	values := make([]float64, reassignments)
	spare := make(chan *twoGroups, reassignments) // counts are large: as many as there are workers
	var group errgroup.Group
	group.SetLimit(opts.workers())
	for i := range values {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var g *twoGroups
			select {
			case g = <-spare:
			default:
				g = newTwoGroups(words)
			}
			dice := stream(opts.Seed, append([]string{"partisanship", strconv.Itoa(i)}, names...)...)
			drawn := slices.Clone(first)
			shuffle(drawn, dice)
			g.assign(texts, drawn)
			values[i] = g.partisanship(texts, drawn, true)
			spare <- g
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	var sum float64
	for _, v := range values {
		sum += v
	}
	p.Random, p.Draws = ptr(sum/reassignments), reassignments
	p.Lo, p.Hi = ptr(slices.Min(values)), ptr(slices.Max(values))
	return nil
}
