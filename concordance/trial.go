package concordance

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// A Trial tells how each term of some lexicons fares in a corpus: how often it stands there if it is looked for alone,
// without exceptions and conditions, how often it is counted, and what becomes of the rest.
type Trial struct {
	lexs  []*lexicons.Lexicon
	terms []tried // in the order of the lexicons' terms
}

// A tried term.
type tried struct {
	places  int64            // where it stands
	counted int64            // of them
	covered map[string]int64 // others: part of a match of another term of the concept, by that term
	caught  map[string]int64 // what a glob matched, by folded form
}

// Try reads a corpus.
func Try(ctx context.Context, lexs []*lexicons.Lexicon, records iter.Seq2[corpus.Record, error], workers int, mon *pipeline.Monitor) (*Trial, error) {
	var all []*lexicons.Lexicon
	for _, lex := range lexs {
		all = append(all, lex, apart(lex))
	}
	m, err := lexicons.Compile(all...)
	if err != nil {
		return nil, err
	}
	t := &Trial{lexs: lexs}
	var of []int          // for each entry, the index of its term
	var alone []bool      // for each entry, whether it is of a lexicon whose terms stand apart
	var concepts []string // for each term, lexicon and concept
	var globs []bool
	for _, lex := range lexs {
		first := len(t.terms)
		for _, c := range lex.Concepts {
			for _, v := range c.Variants {
				for _, term := range v.Terms {
					of, alone = append(of, len(t.terms)), append(alone, false)
					concepts = append(concepts, lex.Name+"/"+c.Name)
					globs = append(globs, strings.ContainsAny(term.Pattern, "*?"))
					t.terms = append(t.terms, tried{covered: map[string]int64{}, caught: map[string]int64{}})
				}
			}
		}
		for i := first; i < len(t.terms); i++ {
			of, alone = append(of, i), append(alone, true)
		}
	}
	type place struct {
		term    int
		form    string
		counted bool
		by      string // of a place that is part of another match, its term
	}
	entries := m.Entries()
	search := &Search{Layers: stages.New(m, nil), Wanted: slices.Repeat([]bool{true}, len(entries)), Workers: workers, Voiceless: true}
	found := Articles(ctx, search, records, mon, func(d *pipeline.Document, hits []Hit) (places []place) {
		toks := stages.Tokens.Of(d)
		var real []Hit
		for _, h := range hits {
			if !alone[h.Entry] {
				real = append(real, h)
			}
		}
		for _, h := range hits {
			if !alone[h.Entry] {
				continue
			}
			p := place{term: of[h.Entry]}
			from, _ := slices.BinarySearchFunc(real, h, func(r, h Hit) int { return cmp.Compare(r.From, h.From-maxTerm) })
			for _, r := range real[from:] {
				if r.From >= h.To {
					break
				}
				if !r.Overlaps(h.Range) || concepts[of[r.Entry]] != concepts[p.term] {
					continue
				}
				if of[r.Entry] == p.term {
					p.counted, p.by = true, ""
					break
				}
				p.by = entries[r.Entry].Term
			}
			if globs[p.term] {
				p.form = onOneLine(text.Fold(h.Span(toks).Of(d.Source)))
			}
			places = append(places, p)
		}
		return places
	})
	for places, err := range found {
		if err != nil {
			return nil, err
		}
		for _, p := range places {
			term := &t.terms[p.term]
			term.places++
			switch {
			case p.counted:
				term.counted++
			case p.by != "":
				term.covered[p.by]++
			}
			if p.form != "" && p.counted {
				term.caught[p.form]++
			}
		}
	}
	return t, nil
}

// maxTerm is more than the words that a term can have.
const maxTerm = 64

// apart is a lexicon in which each term of another is looked for alone: a concept of its own, without exceptions and
// conditions.
func apart(lex *lexicons.Lexicon) *lexicons.Lexicon {
	alone := &lexicons.Lexicon{Name: apartName(lex)}
	for _, c := range lex.Concepts {
		for _, v := range c.Variants {
			for _, t := range v.Terms {
				of := lexicons.Variant{Name: lexicons.AnyVariant, Terms: []lexicons.Term{{Pattern: t.Pattern}}}
				alone.Concepts = append(alone.Concepts, lexicons.Concept{Name: fmt.Sprint(len(alone.Concepts)), Variants: []lexicons.Variant{of}})
			}
		}
	}
	return alone
}

func apartName(lex *lexicons.Lexicon) string { return lex.Name + " apart" }

// Findings are those of the lexicon at an index: terms that stand in the corpus and are never counted, and globs that catch
// words of other stems.
func (t *Trial) Findings(lexicon int) (found []lexicons.Finding) {
	at := 0
	for i, lex := range t.lexs {
		for _, c := range lex.Concepts {
			for _, v := range c.Variants {
				for _, term := range v.Terms {
					if i == lexicon {
						found = append(found, t.terms[at].findings(lex.Name, c.Name, &term)...)
					}
					at++
				}
			}
		}
	}
	return found
}

func (t *tried) findings(lexicon, concept string, term *lexicons.Term) (found []lexicons.Finding) {
	add := func(code, format string, args ...any) {
		found = append(found, lexicons.NewFinding(lexicon, term.Line, term.Column, code, format, args...))
	}
	covered := int64(0)
	for _, n := range t.covered {
		covered += n
	}
	switch {
	case t.places == 0 || t.counted > 0:
	case covered == t.places:
		add("shadowed", "%q stands in the corpus %s and is never counted: always part of another match of %s (%s); delete it if that is as it should be",
			term.Pattern, times(t.places), concept, listed(t.covered, 4))
	default:
		add("struck", "%q stands in the corpus %s and is never counted: %s struck by exceptions or conditions; narrow these or delete it",
			term.Pattern, times(t.places), times(t.places-covered))
	}
	if own, other := t.stems(term.Pattern); len(other) > 0 {
		add("surprise", "%q also catches %s, beside %s; except what does not belong", term.Pattern, listed(other, 8), listed(own, 4))
	}
	return found
}

func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// listed lists what was counted, most frequent first.
func listed(n map[string]int64, most int) string {
	if len(n) == 0 {
		return "nothing else"
	}
	words := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), strings.Compare(a, b)) })
	var parts []string
	for _, w := range words[:min(len(words), most)] {
		parts = append(parts, fmt.Sprintf("%s %d", w, n[w]))
	}
	if rest := len(words) - most; rest > 0 {
		parts = append(parts, fmt.Sprintf("%d more", rest))
	}
	return strings.Join(parts, ", ")
}

// stems divides what a pattern of one word caught by whether its stem (Porter's) is that of the pattern, or of what it
// catches most where the pattern has a wildcard before its end.
func (t *tried) stems(pattern string) (own, other map[string]int64) {
	own, other = map[string]int64{}, map[string]int64{}
	if strings.ContainsAny(pattern, " -") {
		return own, other
	}
	known := map[string]bool{}
	for _, alternative := range strings.FieldsFunc(pattern, func(r rune) bool { return strings.ContainsRune("(|)=", r) }) {
		known[stem(strings.TrimRight(alternative, "*?"))] = true
	}
	for form, n := range t.caught {
		if strings.Contains(form, "-") { // the part that matched is one of several
			continue
		}
		if known[stem(form)] || known[form] {
			own[form] = n
		} else {
			other[form] = n
		}
	}
	return own, other
}

// stem is the stem of an English word.
func stem(word string) string {
	if utf8.RuneCountInString(word) < 3 {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}
