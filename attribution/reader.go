package attribution

import (
	"slices"

	"parallax/internal/hashing"
	"parallax/text"
)

// A token is what the model reads of one.
type token struct {
	form
	tag   uint32 // the uses of its form, as the rules know them, and its shape
	plain uint32 // its grammar alone
	quote int32  // 1 + index of the outermost quotation around it, 0 outside
	rule  int32  // 1 + index of the finding of the rules whose head it is
	cover uint8  // how many contents by the rules hold it
	edges uint8  // what begins and ends here by the rules
}

// A reader is one article under the model. It is used again for the next, so that reading allocates nothing.
type reader struct {
	m        *Model
	a        *Article
	toks     []token
	names    []uint32 // of each finding of the rules: the hash of its rule
	features []uint32
	kind     uint32 // of the last feature
	choices  []int32
	scores   []float32
	sums     []int        // of the gates of choices
	parts    []text.Range // room for the content of findings

	// The sentence at hand.
	entered   text.Range
	mayBeCues []int // words in it that sometimes are heads of cues

	// The cue at hand.
	head   int
	window text.Range
	source text.Range // empty while unknown
	rule   *Finding   // with the same head
	about  about
	places []place // in order
	after  int     // the first place after the head
}

// about holds hashes of what a cue is.
type about struct{ stem, kind, rule, next uint32 }

// The edges of findings, and of their sources and cues.
const (
	contentEdge uint8 = 1 << (2 * iota)
	sourceEdge
	cueEdge
)

// open takes up an article.
func (r *reader) open(m *Model, a *Article) {
	r.m, r.a, r.entered = m, a, text.Range{}
	n := len(a.Tokens)
	r.toks = slices.Grow(r.toks[:0], n)[:n]
	for i, t := range a.Tokens {
		f, u := m.forms.Of(a.Source, t), a.Uses[i]
		tag := uint32(u) ^ uint32(u>>32)*0x85EBCA6B
		switch {
		case t.Is(text.Capital):
			tag = hashing.Mix(tag, 1)
		case u&Grammar == 0 && t.Is(text.Word):
			tag = hashing.Mix(tag, f.suffix)
		}
		r.toks[i] = token{form: *f, tag: tag, plain: hashing.Mix(uint32(u&Grammar), bit(t.Is(text.Capital), 0))}
	}
	for k, q := range a.Quotations {
		if q.Depth > 1 {
			continue
		}
		for i := q.From; i < q.To; i++ {
			r.toks[i].quote, r.toks[i].plain = int32(k+1), quotedHash
		}
	}
	r.names = r.names[:0]
	for k, f := range a.Rules {
		r.names = append(r.names, hashing.Of(f.Rule))
		r.toks[f.Head].rule = int32(k + 1)
		for _, c := range f.Content {
			for i := c.From; i < c.To; i++ {
				r.toks[i].cover = min(r.toks[i].cover+1, 3)
			}
			r.edges(c, contentEdge)
		}
		r.edges(f.Source, sourceEdge)
		r.edges(f.Cue, cueEdge)
	}
}

func (r *reader) edges(s text.Range, edge uint8) {
	if s.Len() > 0 {
		r.toks[s.From].edges |= edge
		if s.To < len(r.toks) {
			r.toks[s.To].edges |= edge << 1
		}
	}
}

// begin starts a list of features.
func (r *reader) begin(kind uint32) { r.features, r.kind = r.features[:0], kind }

// add adds features, each of the next kind.
func (r *reader) add(values ...uint32) {
	for _, v := range values {
		r.kind++
		r.features = append(r.features, hashing.Feature(r.kind, v))
	}
}

// What stands for tokens beyond the edges.
var (
	edge      = token{form: form{hash: edgeHash, stem: edgeHash}, tag: edgeHash, plain: edgeHash}
	paragraph = token{form: form{hash: paragraphHash, stem: paragraphHash}, tag: paragraphHash, plain: paragraphHash}
	beyond    = token{form: form{hash: beyondHash, stem: beyondHash}, tag: beyondHash, plain: beyondHash}
)

// at returns a token of a sentence, or its edge.
func (r *reader) at(i int, s text.Range) *token {
	if !s.Has(i) {
		return &edge
	}
	return &r.toks[i]
}

// canHead reports whether a token can be the head of a cue.
func (r *reader) canHead(i int) bool {
	t := &r.toks[i]
	return r.a.Heads[i] && (t.rule != 0 || t.rate != never && t.rate != unknown)
}

// isOften reports whether a token is often the head of a cue.
func (t *token) isOften() bool { return t.rate >= often && t.rate < unknown || t.rule != 0 }

// closes reports whether a token is the last of its quotation.
func (r *reader) closes(i int) bool {
	q := r.toks[i].quote
	return q != 0 && r.a.Quotations[q-1].To == i+1
}

// distance puts a number of tokens into steps.
func distance(d int) uint32 {
	const back = 64
	switch {
	case d < 0:
		return distance(-d) + back
	case d <= 4:
		return uint32(d)
	case d <= 6:
		return 5
	case d <= 9:
		return 6
	case d <= 13:
		return 7
	case d <= 20:
		return 8
	case d <= 30:
		return 9
	case d <= 50:
		return 10
	}
	return 11
}

// bit is 1 at a place where something holds.
func bit(b bool, place int) uint32 {
	if b {
		return 1 << place
	}
	return 0
}
