package evaluation

import (
	"cmp"
	"io"
	"slices"
	"sort"
	"unicode/utf8"

	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// A Scope is how well the words are told that cues of a kind bear on, the cues themselves given.
type Scope struct {
	Corpus, Cue  string // hedge_cue, negation_cue
	Rules, ToEnd Reach  // of the stages; and the baseline, from the cue to the end of the sentence
}

// A Reach compares scopes word by word.
type Reach struct {
	Scopes, Exact int64 // cues whose scope is known; those with the very same words
	Words         Tally // of all scopes together
}

// Scopes runs the rules of scope from the cues that people have marked: spans of the types hedge_cue and negation_cue whose
// ref is the ID of a span of the type scope. Marks do not count as words; cues whose scope is not known are left out.
func Scopes(l *stages.Layers, sentences []Sentence) ([]Scope, error) {
	p, err := pipeline.New(l.Hedges, l.Negations)
	if err != nil {
		return nil, err
	}
	names, groups := by(sentences)
	var all []Scope
	for _, name := range names {
		hedges, negations := Scope{Corpus: name, Cue: "hedge_cue"}, Scope{Corpus: name, Cue: "negation_cue"}
		for _, s := range groups[name] {
			d, err := p.Analyze(s.Article)
			if err != nil {
				return nil, err
			}
			g := goldScopes(d, s)
			for i, c := range g {
				reach := text.Range{}
				of := &hedges
				if c.kind == "negation_cue" {
					of = &negations
					reach = l.NegationScope(d, c.cue, next(g[i+1:], len(stages.Tokens.Of(d))))
				} else {
					reach = l.HedgeScope(d, c.cue)
				}
				if c.scope.Len() == 0 {
					continue
				}
				reach = text.Range{From: min(reach.From, c.cue.From), To: max(reach.To, c.cue.To)}
				of.Rules.add(d, reach, c.scope)
				of.ToEnd.add(d, text.Range{From: c.cue.From, To: c.sentence}, c.scope)
			}
		}
		for _, s := range []Scope{hedges, negations} {
			if s.Rules.Scopes > 0 {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// next returns where the next cue of negation begins.
func next(cues []goldScope, end int) int {
	for _, c := range cues {
		if c.kind == "negation_cue" {
			return c.cue.From
		}
	}
	return end
}

func (r *Reach) add(d *pipeline.Document, found, gold text.Range) {
	same := true
	for i, t := range stages.Tokens.Of(d) {
		if t.Is(text.Word) {
			r.Words.add(gold.Has(i), found.Has(i))
			same = same && gold.Has(i) == found.Has(i)
		}
	}
	r.Scopes++
	if same {
		r.Exact++
	}
}

// A goldScope is a cue that people have marked, in tokens, with what it bears on: an empty range where they did not say.
type goldScope struct {
	kind       string
	cue, scope text.Range
	sentence   int // its end
}

// goldScopes returns the cues of a sentence in their order.
func goldScopes(d *pipeline.Document, s Sentence) (all []goldScope) {
	toks := stages.Tokens.Of(d)
	bytes := offsets(s.Text)
	first := len(d.Source) - len(s.Text)
	within := func(p Span) text.Range {
		from, to := first+bytes[p.Start], first+bytes[p.End]
		return text.Range{
			From: sort.Search(len(toks), func(i int) bool { return toks[i].End > from }),
			To:   sort.Search(len(toks), func(i int) bool { return toks[i].Start >= to }),
		}
	}
	scopes := map[string]text.Range{}
	for _, p := range s.Spans {
		if p.Type == "scope" {
			scopes[p.ID] = within(p)
		}
	}
	sentences := stages.Sentences.Of(d)
	for _, p := range s.Spans {
		if cue := within(p); (p.Type == "hedge_cue" || p.Type == "negation_cue") && cue.Len() > 0 {
			in := sort.Search(len(sentences), func(i int) bool { return sentences[i].To > cue.From })
			all = append(all, goldScope{p.Type, cue, scopes[p.Ref], sentences[in].To})
		}
	}
	slices.SortStableFunc(all, func(a, b goldScope) int { return cmp.Compare(a.cue.From, b.cue.From) })
	return all
}

// offsets returns the byte at which each code point of a text begins, and its length.
func offsets(s string) []int {
	at := make([]int, 0, utf8.RuneCountInString(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}

// PrintScopes writes the figures of Scopes as a table, with the baseline beside them.
func PrintScopes(w io.Writer, all []Scope) error {
	t := newTable("corpus", "scope from given cues", "exact", "precision (words)", "recall (words)", "F1 (words)", "cues")
	names := map[string]string{"hedge_cue": "hedges", "negation_cue": "negations"}
	for i, s := range all {
		corpus := s.Corpus
		if i > 0 && all[i-1].Corpus == corpus {
			corpus = ""
		}
		t.reach(corpus, names[s.Cue], s.Rules)
		t.reach("", "to the end of the sentence", s.ToEnd)
	}
	return t.write(w)
}
