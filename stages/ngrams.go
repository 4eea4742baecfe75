package stages

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// NGrams counts the words of an article by voice, and the runs of up to n words: word/fighter, word/armed group.
// A run crosses no sentence, voice, mark or number. Web addresses are no words. Stock sentences are not counted, and
// runs that are not common are counted together: as a run of empty words, "word/ " for all of two. common may be
// nil where all are told apart.
//
// It is no part of [Layers.Counters]: what it counts grows with the vocabulary, and no measure reads it.
func (l *Layers) NGrams(n int, stock *Stock, common *Common) *pipeline.Counter {
	return &pipeline.Counter{
		Name:     "ngrams",
		Doc:      fmt.Sprintf("runs of up to %d words, lower-cased, without page furniture and stock sentences", n),
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, Fingerprints, l.Voices},
		Features: []pipeline.FeatureDoc{{Open: true, Glob: "word/*", Doc: "a word, or a run of words joined by spaces; empty words for the runs that are too rare to be told apart"}},
		Count: func(d *pipeline.Document, r *counts.Row) {
			toks, voice, furniture, fingerprints := Tokens.Of(d), l.Voices.Of(d), Furniture.Of(d), Fingerprints.Of(d)
			g := gramming{src: d.Source, longest: n, common: common, row: r}
			for i, s := range Sentences.Of(d) {
				if inside(furniture, s.From) || stock.Has(d.Outlet, fingerprints[i]) {
					continue
				}
				for from := s.From; from < s.To; {
					to := from
					for to < s.To && voice[to] == voice[from] {
						to++
					}
					eachRun(d.Source, toks[from:to], func(run []text.Token) { g.add(run, voice[from]) })
					from = to
				}
			}
		},
	}
}

// eachRun yields the longest runs of words.
func eachRun(src string, toks []text.Token, do func(run []text.Token)) {
	from := 0
	for i, t := range toks {
		if !isWord(t) || isAddress(t.Of(src)) {
			if from < i {
				do(toks[from:i])
			}
			from = i + 1
		}
	}
	if from < len(toks) {
		do(toks[from:])
	}
}

// gramming adds the n-grams of one document.
type gramming struct {
	src     string
	longest int
	common  *Common
	row     *counts.Row
}

func (g *gramming) add(run []text.Token, v counts.Voice) {
	for _, t := range run {
		g.row.Add(*wordFeatures.Of(g.src, t), v, 1)
	}
	eachGram(g.src, run, g.longest, func(gram []byte, words int) {
		if g.common.has(gram) {
			g.row.Add(counts.Feature("word/"+string(gram)), v, 1)
		} else {
			g.row.Add(rareRuns[words], v, 1)
		}
	})
}

var wordFeatures = text.NewTable(func(form string) counts.Feature { return counts.Feature("word/" + form) })

// MaxNGram is how many words an n-gram can have: longer runs are passages of the same text.
const MaxNGram = 3

// rareRuns stand for the runs of two and three words that are not common.
var rareRuns = [MaxNGram + 1]counts.Feature{2: "word/ ", 3: "word/  "}

// eachGram yields every run of 2 to n words, joined by spaces.
func eachGram(src string, run []text.Token, n int, do func(gram []byte, words int)) {
	var buf []byte
	for i := range run {
		buf = append(buf[:0], run[i].Form(src)...)
		for j := i + 1; j < min(i+n, len(run)); j++ {
			buf = append(append(buf, ' '), run[j].Form(src)...)
			do(buf, j-i+1)
		}
	}
}

// Common are the runs of words that stand in several articles. Most runs of three words stand in one article of all,
// and would take most of the memory. It holds no runs but a small counter for each hash of one: what it knows is
// never too little, and at times, where two runs have the same hash, too much. The seed of the hashes, which is another
// in each process, shows nowhere: a run that is told apart though it is rare is still one of its length, and is passed
// over by whoever asks for runs of so many articles.
type Common struct {
	n, least int
	seed     maphash.Seed
	articles []uint8 // by hash; stops at least
}

// commonSlots is how many hashes are told apart. It must be a power of two.
const commonSlots = 1 << 26

// NewCommon tells runs of up to n words that stand in at least so many articles; nil for single words, which are
// always told apart.
func NewCommon(n, least int) *Common {
	if n < 2 {
		return nil
	}
	return &Common{n: n, least: min(least, 255), seed: maphash.MakeSeed(), articles: make([]uint8, commonSlots)}
}

// Hashes are those of a document's runs, each once. The document needs its sentences.
func (c *Common) Hashes(d *pipeline.Document) (hashes []uint32) {
	if c == nil {
		return nil
	}
	toks := Tokens.Of(d)
	for _, s := range Sentences.Of(d) {
		eachRun(d.Source, toks[s.From:s.To], func(run []text.Token) {
			eachGram(d.Source, run, c.n, func(gram []byte, _ int) { hashes = append(hashes, c.hash(gram)) })
		})
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// Add learns an article's runs by their hashes.
func (c *Common) Add(hashes []uint32) {
	for _, h := range hashes {
		if int(c.articles[h]) < c.least {
			c.articles[h]++
		}
	}
}

func (c *Common) hash(gram []byte) uint32 {
	return uint32(maphash.Bytes(c.seed, gram) & (commonSlots - 1))
}

func (c *Common) has(gram []byte) bool { return c == nil || int(c.articles[c.hash(gram)]) >= c.least }

// isWord tells words from numbers and marks.
func isWord(t text.Token) bool { return t.Is(text.Word) && !t.Is(text.Number) }

// isAddress recognises what leads to a page, a picture or an account.
func isAddress(word string) bool {
	return strings.HasPrefix(word, "@") || strings.Contains(word, "://") || strings.HasPrefix(word, "www.") ||
		strings.HasPrefix(word, "pic.twitter")
}
