// Package stories finds the events that several articles cover, so that outlets can be compared on the same
// story: what differs within stories is how an event is worded, not which events an outlet chooses to report.
//
// Articles belong together that were published within a few days of each other, whose headlines and leads have
// telling words in common, and that name the same people or places. The terms of the lexicons are no part of that
// likeness: articles that were matched by the words that are then compared would show what the matching had put
// there. Clusters are joined by average linkage (Sokal & Michener 1958); under single linkage the days of one war
// would chain into one story.
package stories

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"parallax/corpus"
	"parallax/lexicons"
)

// The defaults of a [Finder]. One reader judged, by headline and lead, pairs of articles by two outlets that share a
// story. In a corpus on one war, where all speak of the same things, 43 of 51 pairs cover the same event or
// development; at a similarity of 0.2 about three in four do, at 0.3 20 of 22, with some half as many shared stories.
// The settings were chosen by these same pairs, so expect a little less elsewhere; in a corpus on a country's
// politics, by which nothing was chosen, 32 of 36 drawn at random do. About half of the pairs known to share a story
// are found.
const (
	Days       = 3
	Similarity = 0.25
)

// A Story is an event or a development that two or more articles cover.
type Story struct {
	ID       string    // the day of its first article and its most telling words: 2023-11-15-shifa-hospital
	Articles []Article // sorted by ID
}

// An Article is an article as part of its story.
type Article struct {
	ID, Outlet, Title string
	Published         corpus.Date
	Similarity        float64 // cosine to the centroid of the story: low where the article hardly belongs to it
	CopyOf            string  // the ID of an earlier article that it repeats nearly word for word: wire copy, or a revision; else ""
}

// Outlets returns the outlets that cover the story, sorted.
func (s Story) Outlets() []string {
	outlets := make([]string, len(s.Articles))
	for i, a := range s.Articles {
		outlets[i] = a.Outlet
	}
	slices.Sort(outlets)
	return slices.Compact(outlets)
}

// A Finder gathers articles and groups them into stories.
type Finder struct {
	Days       int               // how far apart in time two articles may be that are matched; a story lasts at most 2×Days+1 days
	Similarity float64           // what the cosine of two articles is at least, and on average of those of two clusters
	Lexicons   *lexicons.Matcher // whose terms are no part of the likeness

	words vocabulary
	added []added
}

// What is added is kept as its lead until all articles are there.
type added struct {
	Article
	day  int // since 1970
	lead lead
}

// Add adds an article and reports whether it can be in a story: it must have a day of publication.
func (f *Finder) Add(a corpus.Article) bool {
	if len(a.Published.Layout) < len(time.DateOnly) { // no date, or a month
		return false
	}
	year, month, day := a.Published.Date()
	f.added = append(f.added, added{
		Article: Article{ID: a.ID, Outlet: a.Outlet, Title: a.Title, Published: a.Published},
		day:     int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)),
		lead:    f.read(a.Title, a.Text),
	})
	return true
}

// Stories returns the stories of two articles or more, sorted by ID. The order in which articles were added
// does not show.
func (f *Finder) Stories() []Story {
	slices.SortFunc(f.added, func(a, b added) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.ID, b.ID)) })
	points, words := f.weigh()
	clusters := f.cluster(points)
	for _, c := range clusters {
		slices.Sort(c.articles)
	}
	slices.SortFunc(clusters, func(a, b *cluster) int { return cmp.Compare(a.articles[0], b.articles[0]) })
	var found []Story
	taken := map[string]int{}
	for _, c := range clusters {
		if len(c.articles) < 2 {
			continue
		}
		s := Story{ID: f.added[c.articles[0]].Published.Format(time.DateOnly) + label(c, points, words)}
		if taken[s.ID]++; taken[s.ID] > 1 {
			s.ID = fmt.Sprintf("%s-%d", s.ID, taken[s.ID])
		}
		length := math.Sqrt(dot(c.sum, c.sum))
		for k, i := range c.articles {
			a := f.added[i].Article
			a.CopyOf = f.original(i, c.articles[:k])
			a.Similarity = dot(points[i].vector, c.sum) / length
			s.Articles = append(s.Articles, a)
		}
		slices.SortFunc(s.Articles, func(a, b Article) int { return cmp.Compare(a.ID, b.ID) })
		found = append(found, s)
	}
	slices.SortFunc(found, func(a, b Story) int { return cmp.Compare(a.ID, b.ID) })
	return found
}

// label writes the two words that tell most about a story, each after a hyphen: those with the highest weights that
// many of its articles have.
func label(c *cluster, points []point, words []string) string {
	with := map[int32]float64{}
	for _, i := range c.articles {
		for _, w := range points[i].vector {
			with[w.word]++
		}
	}
	telling := slices.DeleteFunc(slices.Clone(c.sum), func(w weight) bool {
		first, _ := utf8.DecodeRuneInString(words[w.word])
		return !unicode.IsLetter(first) || utf8.RuneCountInString(words[w.word]) < 3
	})
	slices.SortStableFunc(telling, func(a, b weight) int {
		return cmp.Compare(b.value*with[b.word], a.value*with[a.word])
	})
	var label string
	for _, w := range telling[:min(2, len(telling))] {
		label += "-" + words[w.word]
	}
	return label
}

// original returns the ID of the first of some earlier articles that an article repeats, or "".
func (f *Finder) original(article int, earlier []int) string {
	for _, i := range earlier {
		if _, containment := overlap(f.added[i].lead.shingles, f.added[article].lead.shingles); containment >= copied {
			return f.added[i].ID
		}
	}
	return ""
}
