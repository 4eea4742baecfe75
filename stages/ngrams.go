package stages

import (
	"fmt"
	"strings"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// NGrams counts the words of an article by voice, and the runs of up to n words: word/fighter, word/armed group.
// A run crosses no sentence, voice, mark or number. Web addresses are no words, and stock sentences are not counted.
// It is no part of [Layers.Counters]: what it counts grows with the vocabulary, and no measure reads it.
func (l *Layers) NGrams(n int, stock *Stock) *pipeline.Counter {
	return &pipeline.Counter{
		Name:     "ngrams",
		Doc:      fmt.Sprintf("runs of up to %d words, lower-cased, without page furniture and stock sentences", n),
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, Fingerprints, l.Voices},
		Features: []pipeline.FeatureDoc{{Glob: "word/*", Doc: "a word, or a run of words joined by spaces"}},
		Count: func(d *pipeline.Document, r *counts.Row) {
			toks, voice, furniture := Tokens.Of(d), l.Voices.Of(d), Furniture.Of(d)
			fingerprints := Fingerprints.Of(d)
			for i, s := range Sentences.Of(d) {
				if inside(furniture, s.From) || stock.Has(d.Outlet, fingerprints[i]) {
					continue
				}
				for from := s.From; from < s.To; {
					run := runFrom(d.Source, toks, voice, from, s.To)
					addRuns(d.Source, toks[from:run], n, voice[from], r)
					from = max(run, from+1)
				}
			}
		},
	}
}

// runFrom returns where the run of words in one voice ends that begins at a token.
func runFrom(src string, toks []text.Token, voice []counts.Voice, from, to int) int {
	i := from
	for i < to && isWord(toks[i]) && !isAddress(toks[i].Of(src)) && voice[i] == voice[from] {
		i++
	}
	return i
}

// addRuns counts every run of 1 to n words.
func addRuns(src string, run []text.Token, n int, v counts.Voice, r *counts.Row) {
	var buf []byte
	for i := range run {
		r.Add(*wordFeatures.Of(src, run[i]), v, 1)
		buf = append(buf[:0], *wordFeatures.Of(src, run[i])...)
		for j := i + 1; j < min(i+n, len(run)); j++ {
			buf = append(append(buf, ' '), run[j].Form(src)...)
			r.Add(counts.Feature(buf), v, 1)
		}
	}
}

var wordFeatures = text.NewTable(func(form string) counts.Feature { return counts.Feature("word/" + form) })

// isWord tells words from numbers and marks.
func isWord(t text.Token) bool { return t.Is(text.Word) && !t.Is(text.Number) }

// isAddress recognises what leads to a page, a picture or an account.
func isAddress(word string) bool {
	return strings.HasPrefix(word, "@") || strings.Contains(word, "://") || strings.HasPrefix(word, "www.") ||
		strings.HasPrefix(word, "pic.twitter")
}
