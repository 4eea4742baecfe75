package stages

import (
	"cmp"
	"hash/fnv"
	"slices"

	"parallax/pipeline"
	"parallax/text"
)

// A Fingerprint stands for the words of a sentence. What stands between them (a link, a number, a date) may differ from
// article to article. That of a sentence of one word or none is zero.
type Fingerprint struct {
	Hash  uint64
	Short bool // few words, which may be the same by chance
}

// Fingerprints are those of an article's sentences, by which an outlet's stock sentences are found: invitations to
// subscribe, notes on who reported.
var Fingerprints = &pipeline.Layer[[]Fingerprint]{
	Name:     "fingerprints",
	Doc:      "a hash of each sentence's words",
	Requires: []pipeline.Stage{Tokens, Sentences},
	Run: func(d *pipeline.Document) ([]Fingerprint, error) {
		toks, sentences := Tokens.Of(d), Sentences.Of(d)
		all := make([]Fingerprint, len(sentences))
		for i, s := range sentences {
			all[i] = fingerprint(d.Source, toks[s.From:s.To])
		}
		return all, nil
	},
}

// A sentence of fewer words is short.
const shortSentence = 5

func fingerprint(src string, toks []text.Token) Fingerprint {
	h := fnv.New64a()
	words := 0
	for _, t := range toks {
		if isWord(t) && !isAddress(t.Of(src)) {
			words++
			h.Write([]byte(t.Form(src)))
			h.Write([]byte{' '})
		}
	}
	if words < 2 {
		return Fingerprint{}
	}
	return Fingerprint{h.Sum64(), words < shortSentence}
}

// Stock are the sentences that stand in many articles of one outlet, word for word: furniture that no single article
// shows. The zero Stock knows none. Articles are added in any order.
type Stock struct {
	in       map[stockKey]int32 // articles that have a sentence
	articles map[string]int
}

type stockKey struct {
	outlet string
	Fingerprint
}

// A sentence is stock from so many articles of an outlet on, and from one article of so many: journalists have stock
// phrases too, which are their outlet's style, but seldom one in every fiftieth article, or a short one in every tenth.
const (
	stockArticles = 5 // an article and its updates are fewer
	stockPart     = 50
	stockShort    = 10
)

// Add learns an article's sentences.
func (s *Stock) Add(outlet string, fingerprints []Fingerprint) {
	if s.in == nil {
		s.in, s.articles = map[stockKey]int32{}, map[string]int{}
	}
	s.articles[outlet]++
	once := slices.Clone(fingerprints)
	slices.SortFunc(once, func(a, b Fingerprint) int { return cmp.Compare(a.Hash, b.Hash) })
	for _, f := range slices.Compact(once) {
		if f.Hash != 0 {
			s.in[stockKey{outlet, f}]++
		}
	}
}

// Has reports whether a sentence is stock of an outlet.
func (s *Stock) Has(outlet string, f Fingerprint) bool {
	n, part := int(s.in[stockKey{outlet, f}]), stockPart
	if f.Short {
		part = stockShort
	}
	return n >= stockArticles && n*part >= s.articles[outlet]
}

// Len returns how many sentences are stock.
func (s *Stock) Len() (n int) {
	for key := range s.in {
		if s.Has(key.outlet, key.Fingerprint) {
			n++
		}
	}
	return n
}
