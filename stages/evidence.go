package stages

import (
	"hash/fnv"
	"io"
	"slices"
	"sort"
	"sync"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// Occurrences are what one counter finds in one article: how often each of its features occurs in each voice, and
// one occurrence of each as evidence. One is enough: the sample keeps few of each outlet, and says more where they
// come from several articles. Which one is drawn by a hash of its place, as if by lot, and the same in every run.
type occurrences struct {
	places  []int32 // for each feature and voice: 1 + index into found, 0 where it has not occurred
	found   []occurrence
	article uint64 // hash of its ID
	cites   bool   // the rule of the evidence is followed by the words found, which it does not tell by itself
}

type occurrence struct {
	feature int
	voice   counts.Voice
	n       int64
	lot     uint64 // of the occurrence that is shown
	shown   text.Range
	rule    string
}

// count counts an occurrence without showing it. The feature is named by its index.
func (t *occurrences) count(feature int, v counts.Voice) *occurrence {
	place := &t.places[feature*counts.Voices+int(v)]
	if *place == 0 {
		t.found = append(t.found, occurrence{feature: feature, voice: v})
		*place = int32(len(t.found))
	}
	o := &t.found[*place-1]
	o.n++
	return o
}

// show counts an occurrence and offers it as evidence.
func (t *occurrences) show(feature int, v counts.Voice, at text.Range, rule string) {
	o := t.count(feature, v)
	lot := (t.article ^ uint64(at.From)) * 0x9e3779b97f4a7c15
	lot ^= lot >> 32 // the upper half depends on all bits
	if lot *= 0xd6e8feb86659fd93; o.n == 1 || lot < o.lot {
		o.lot, o.shown, o.rule = lot, at, rule
	}
}

// counting makes the function of a counter out of one that gathers an article's occurrences of some features. The
// counter must require Tokens and Sentences.
func counting(features []counts.Feature, gather func(*pipeline.Document, *occurrences)) func(*pipeline.Document, *counts.Row) {
	room := sync.Pool{New: func() any { return &occurrences{places: make([]int32, len(features)*counts.Voices)} }}
	return func(d *pipeline.Document, r *counts.Row) {
		t := room.Get().(*occurrences)
		h := fnv.New64a()
		io.WriteString(h, d.ID)
		t.article = h.Sum64()
		gather(d, t)
		toks, sentences := Tokens.Of(d), Sentences.Of(d)
		r.Cells = slices.Grow(r.Cells, len(t.found))
		r.Evidence = slices.Grow(r.Evidence, len(t.found))
		for _, o := range t.found {
			t.places[o.feature*counts.Voices+int(o.voice)] = 0
			r.Add(features[o.feature], o.voice, o.n)
			if o.shown.Len() > 0 {
				if t.cites {
					o.rule += ": " + o.shown.Span(toks).Of(d.Source)
				}
				r.Evidence = append(r.Evidence, evidence(d, toks, sentences, features[o.feature], o))
			}
		}
		clear(t.found)
		t.found = t.found[:0]
		room.Put(t)
	}
}

// evidence is an occurrence with the sentence around it.
func evidence(d *pipeline.Document, toks []text.Token, sentences []text.Sentence, f counts.Feature, o occurrence) counts.Evidence {
	span := o.shown.Span(toks)
	_, start := d.Offset(span.Start)
	_, end := d.Offset(span.End)
	return counts.Evidence{
		Feature: f, Voice: o.voice, Sentence: sentenceAt(sentences, o.shown.From).Span(toks).Of(d.Source),
		Start: start, End: end, Rule: o.rule,
	}
}

// sentenceAt returns the sentence that holds a token.
func sentenceAt(sentences []text.Sentence, token int) text.Sentence {
	return sentences[sort.Search(len(sentences), func(i int) bool { return sentences[i].To > token })]
}

// inside reports whether a token lies in one of some ranges, which are in order and apart.
func inside(ranges []text.Range, token int) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].To > token })
	return i < len(ranges) && ranges[i].Has(token)
}
