// Package counts holds the hub of parallax: whole numbers of what each article contains, by feature and
// voice. Everything before it measures, everything after it claims. Whole numbers add exactly in any
// order, so neither shards nor workers can show in a result.
package counts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Voice says whose words a token is: a loaded word in a quotation is the choice of a source, outside it
// the outlet's own.
type Voice uint8

// The voices. Their order is that of their names, so that tables sort alike by number and by text.
const (
	Author   Voice = iota // the outlet's own words
	Headline              // the title
	Indirect              // reported without quotation marks: "the minister said that …"
	Quoted                // inside a quotation
	Scare                 // one to four words in marks that nobody is quoted with
)

// Voices is how many voices there are.
const Voices = 5

var voiceNames = [Voices]string{"author", "headline", "indirect", "quoted", "scare"}

func (v Voice) String() string { return voiceNames[v] }

// ParseVoice reads a voice by its name.
func ParseVoice(name string) (Voice, error) {
	if i := slices.Index(voiceNames[:], name); i >= 0 {
		return Voice(i), nil
	}
	return 0, fmt.Errorf("unknown voice %q; voices are %v", name, voiceNames)
}

// A Feature is what is counted, named by a path: "tokens", "sentences/hedged",
// "term/conflict/armed-actors/loaded/terrorist". Selections name many with a glob.
type Feature string

// A Cell is how often a feature occurs in one article in one voice.
type Cell struct {
	Feature Feature
	Voice   Voice
	N       int64
}

// Evidence is one occurrence behind a cell, kept so that a figure leads back to its sentence.
type Evidence struct {
	Feature    Feature
	Voice      Voice
	Sentence   string // the text around it
	Start, End int    // the occurrence, in code points of the article's text (of its title, where Voice is Headline)
	Rule       string // what fired: a term, a pattern
}

// Meta is what identifies an article beside its counts: a row of articles.csv.
type Meta struct {
	Article, Outlet, Published, Title, URL, Story, Wire string
	TextSHA256                                          string
	Tokens, Sentences                                   int64
}

// A Row is what one article contributes.
type Row struct {
	Meta
	Path     string     // where the article was read; not kept
	Cells    []Cell     // sorted by voice, then feature; no duplicates; none zero
	Evidence []Evidence // some occurrences of some cells
}

// Add counts n more of a feature in a voice. Call Sort when all is added.
func (r *Row) Add(f Feature, v Voice, n int64) {
	if n != 0 {
		r.Cells = append(r.Cells, Cell{f, v, n})
	}
}

// Sort brings the cells into order and adds up those that share feature and voice.
func (r *Row) Sort() {
	slices.SortFunc(r.Cells, func(a, b Cell) int {
		if a.Voice != b.Voice {
			return cmp.Compare(a.Voice, b.Voice)
		}
		return strings.Compare(string(a.Feature), string(b.Feature))
	})
	kept := r.Cells[:0]
	for _, c := range r.Cells {
		if n := len(kept); n > 0 && kept[n-1].Feature == c.Feature && kept[n-1].Voice == c.Voice {
			kept[n-1].N += c.N
		} else {
			kept = append(kept, c)
		}
	}
	r.Cells = slices.DeleteFunc(kept, func(c Cell) bool { return c.N == 0 })
}
