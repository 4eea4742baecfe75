package concordance

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"parallax/corpus"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/stats"
	"parallax/text"
)

// A Candidate is a word, or two, that a concept may lack, with what it takes to judge it. Nothing says that it belongs.
type Candidate struct {
	Concept  string
	Kind     CandidateKind
	Form     string
	Of       string  // of an inflection, the term; of a difference, the outlet or label that has more of it
	Score    float64 // of a neighbour, the cosine; of a difference, the log-odds ratio
	Hits     int64
	Articles int
	Lines    []Line // some of the sentences where it stands; they have no voice
}

// A CandidateKind says why a word is a candidate.
type CandidateKind string

// The kinds of candidates.
const (
	Inflection CandidateKind = "inflection" // it has the stem of a term
	Neighbour  CandidateKind = "neighbour"  // it stands among the same words as the matches of the concept do
	Difference CandidateKind = "difference" // in sentences about the concept, one outlet has more of it than the others
)

// A Suggester looks in a corpus for words that the concepts of a lexicon may lack.
type Suggester struct {
	Lexicon  *lexicons.Lexicon
	Concepts []string // to look for
	By       string   // what is compared: outlet, or a column of the articles
	Top      int      // candidates of each kind and concept
	Sample   int      // sentences of each
	stats.Options

	Records func() iter.Seq2[corpus.Record, error]                // the corpus, which is read three times
	Layers  func(of ...*lexicons.Lexicon) (*stages.Layers, error) // over further lexicons
	Monitor *pipeline.Monitor
}

// Bounds of what is looked at.
const (
	leastHits     = 5 // of a neighbour
	leastArticles = 3
	around        = 5      // words on both sides that are the context of a word
	maxContexts   = 1000   // words that contexts are told by, the commonest
	maxCandidates = 20_000 // words whose contexts are compared
	commonest     = 100    // words that are in every text, so that they name nothing
)

// ErrNoColumn says that no article has a value to be compared by.
var ErrNoColumn = errors.New("no article has a value in the column")

// Suggest reads the corpus and returns the candidates by concept and kind, best first.
func (s *Suggester) Suggest(ctx context.Context) ([]Candidate, Seen, error) {
	l, err := s.Layers(s.Lexicon, apart(s.Lexicon))
	if err != nil {
		return nil, Seen{}, err
	}
	f, err := s.survey(ctx, l)
	if err != nil {
		return nil, Seen{}, err
	}
	found := s.inflections(f)
	near, err := s.neighbours(ctx, l, f)
	if err != nil {
		return nil, Seen{}, err
	}
	differ, err := s.differences(ctx, f)
	if err != nil {
		return nil, Seen{}, err
	}
	found = slices.Concat(found, near, differ)
	slices.SortStableFunc(found, func(a, b Candidate) int {
		return cmp.Compare(slices.Index(s.Concepts, a.Concept), slices.Index(s.Concepts, b.Concept))
	})
	return found, f.seen, s.show(ctx, found)
}

// A wordType is how often a word occurs.
type wordType struct {
	hits     int64
	articles int
	capitals int64 // of the hits, those with a capital that do not begin a sentence
}

// A field is what a first reading of the corpus tells.
type field struct {
	types  map[string]*wordType
	known  map[string]bool          // words that terms match
	tables map[string]*counts.Table // by concept, the words of its sentences
	labels map[string]bool
	seen   Seen
}

// survey counts words.
func (s *Suggester) survey(ctx context.Context, l *stages.Layers) (*field, error) {
	type article struct {
		words []string
		caps  []bool
		known []string
		rows  map[string]counts.Row
		label string
	}
	entries := l.Lexicons.Entries()
	search := s.search(l, entries)
	f := &field{types: map[string]*wordType{}, known: map[string]bool{}, tables: map[string]*counts.Table{}, labels: map[string]bool{}}
	for _, c := range s.Concepts {
		f.tables[c] = &counts.Table{}
	}
	found := Articles(ctx, search, s.Records(), s.Monitor, func(d *pipeline.Document, hits []Hit) article {
		a := article{rows: map[string]counts.Row{}}
		toks := stages.Tokens.Of(d)
		for _, sent := range stages.Sentences.Of(d) {
			if stages.InFurniture(d, sent.From) {
				continue
			}
			for i := sent.From; i < sent.To; i++ {
				if form, ok := candidate(d.Source, toks[i]); ok {
					a.words = append(a.words, form)
					a.caps = append(a.caps, i > sent.From && toks[i].Is(text.Capital))
				}
			}
		}
		label := s.label(d)
		a.label = label
		sentence := map[string]int{} // the last one counted, by concept
		for _, h := range hits {
			e := entries[h.Entry]
			switch {
			case e.Lexicon != s.Lexicon.Name:
				if h.Len() == 1 {
					a.known = append(a.known, toks[h.From].Form(d.Source))
				}
			case f.tables[e.Concept] != nil && label != "":
				sent := stages.SentenceAt(d, h.From)
				if last, counted := sentence[e.Concept]; counted && last == sent.From {
					continue
				}
				sentence[e.Concept] = sent.From
				row := a.rows[e.Concept]
				row.Article, row.Outlet = d.ID, label
				s.countWords(l, d, sent.Range, &row)
				a.rows[e.Concept] = row
			}
		}
		return a
	})
	for a, err := range found {
		if err != nil {
			return nil, err
		}
		if a.label != "" {
			f.labels[a.label] = true
		}
		inArticle := map[string]bool{}
		for i, w := range a.words {
			t := f.types[w]
			if t == nil {
				t = &wordType{}
				f.types[strings.Clone(w)] = t
			}
			t.hits++
			if a.caps[i] {
				t.capitals++
			}
			if !inArticle[w] {
				inArticle[w] = true
				t.articles++
			}
		}
		for _, w := range a.known {
			f.known[w] = true
		}
		for concept, row := range a.rows {
			row.Sort()
			f.tables[concept].Add(row)
		}
	}
	if f.seen = search.Seen; f.seen.Articles > 0 && len(f.labels) == 0 {
		return nil, fmt.Errorf("%w %q", ErrNoColumn, s.By)
	}
	return f, nil
}

func (s *Suggester) search(l *stages.Layers, entries []lexicons.Entry) *Search {
	search := &Search{Layers: l, Workers: s.Workers}
	for _, e := range entries {
		search.Wanted = append(search.Wanted, e.Lexicon == s.Lexicon.Name || e.Lexicon == apartName(s.Lexicon))
	}
	return search
}

// label is what an article is compared by.
func (s *Suggester) label(d *pipeline.Document) string {
	if s.By == "outlet" {
		return d.Outlet
	}
	return stages.ColumnValue(d, s.By)
}

// candidate returns the form of a token that may be a term: a word of three letters or more.
func candidate(src string, t text.Token) (string, bool) {
	if !t.Is(text.Word) || t.Is(text.Number) || t.Is(text.Clitic) || t.Is(text.Abbrev) {
		return "", false
	}
	form := t.Form(src)
	letters := 0
	for _, r := range form {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r != '-' && r != '\'':
			return "", false
		}
	}
	return form, letters >= 3
}

// countWords counts the words of a sentence, and its pairs of neighbouring words, where they are the outlet's own.
func (s *Suggester) countWords(l *stages.Layers, d *pipeline.Document, sent text.Range, row *counts.Row) {
	toks, voices := stages.Tokens.Of(d), l.Voices.Of(d)
	last := ""
	for i := sent.From; i < sent.To; i++ {
		form, ok := candidate(d.Source, toks[i])
		if own := voices[i] == counts.Author || voices[i] == counts.Headline; !ok || !own {
			if toks[i].Is(text.Word) && own {
				row.Add("word/"+counts.Feature(toks[i].Form(d.Source)), counts.Author, 1)
			}
			last = ""
			continue
		}
		row.Add("word/"+counts.Feature(form), counts.Author, 1)
		if last != "" {
			row.Add("word/"+counts.Feature(last+" "+form), counts.Author, 1)
		}
		last = form
	}
}

// inflections are words of the corpus with the stem (Porter's) of a term, which no term matches; those that differ in an
// ending of number or tense come first.
func (s *Suggester) inflections(f *field) (found []Candidate) {
	stems := map[string][]string{}
	for w := range f.types {
		if !f.known[w] {
			stems[stem(w)] = append(stems[stem(w)], w)
		}
	}
	for _, c := range s.Lexicon.Concepts {
		if !slices.Contains(s.Concepts, c.Name) {
			continue
		}
		of, inflected := map[string]string{}, map[string]bool{} // by candidate, the first term
		var forms []string
		for _, v := range c.Variants {
			for _, t := range v.Terms {
				for _, w := range lexicons.SingleWords(t.Pattern) {
					for _, form := range stems[stem(w)] {
						if of[form] == "" {
							forms = append(forms, form)
						}
						if isInflection(form, w) && !inflected[form] {
							inflected[form], of[form] = true, t.Pattern
						} else if of[form] == "" {
							of[form] = t.Pattern
						}
					}
				}
			}
		}
		slices.SortFunc(forms, func(a, b string) int {
			return cmp.Or(-compareBool(inflected[a], inflected[b]), cmp.Compare(f.types[b].hits, f.types[a].hits), strings.Compare(a, b))
		})
		for _, form := range forms[:min(len(forms), s.Top)] {
			found = append(found, Candidate{Concept: c.Name, Kind: Inflection, Form: form, Of: of[form]})
		}
	}
	return found
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// isInflection reports whether two words differ in an ending of number or tense alone.
func isInflection(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	ending := func(w string) bool {
		rest := w[n:]
		if n > 0 && len(rest) > 2 && rest[0] == w[n-1] { // kidnap, kidnapped
			rest = rest[1:]
		}
		return slices.Contains([]string{"", "s", "es", "d", "ed", "ing", "e", "y", "ies", "ied"}, rest)
	}
	return ending(a) && ending(b)
}

// differences are words and pairs of words that one label has more of than the others in the sentences of a concept, by the
// log-odds ratio of [stats.Keyness].
func (s *Suggester) differences(ctx context.Context, f *field) (found []Candidate, err error) {
	for _, c := range s.Concepts {
		t := f.tables[c]
		labels := map[string]int{}
		for i := range t.Len() {
			labels[t.Article(i).Outlet]++
		}
		enough := 0
		for _, n := range labels {
			if n >= leastArticles {
				enough++
			}
		}
		if enough < 2 {
			continue
		}
		words, err := stats.Keyness(ctx, t, "", "", stats.KeynessOptions{Options: s.Options, MinArticles: leastArticles, Top: 4 * s.Top})
		if err != nil {
			return nil, err
		}
		var of []Candidate
		for _, k := range words {
			for _, w := range k.Over {
				if !f.worth(w.Word) {
					continue
				}
				of = append(of, Candidate{Concept: c, Kind: Difference, Form: w.Word, Of: k.Outlet, Score: w.Delta})
			}
		}
		slices.SortStableFunc(of, func(a, b Candidate) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Form, b.Form))
		})
		found = append(found, of[:min(len(of), s.Top)]...)
	}
	return found, nil
}

// worth reports whether a word, or one of two, is neither known nor a name.
func (f *field) worth(words string) bool {
	for w := range strings.SplitSeq(words, " ") {
		t := f.types[w]
		if t == nil || f.known[w] || 2*t.capitals >= t.hits {
			return false
		}
	}
	return true
}

// show counts the candidates in the corpus and adds sentences: of a difference, those of its label that have a match of the
// concept.
func (s *Suggester) show(ctx context.Context, found []Candidate) error {
	of := &lexicons.Lexicon{Name: "candidates"}
	at := map[string][]int{} // the candidates of a form
	for i, c := range found {
		if at[c.Form] = append(at[c.Form], i); len(at[c.Form]) > 1 {
			continue
		}
		v := lexicons.Variant{Name: lexicons.AnyVariant, Terms: []lexicons.Term{{Pattern: c.Form}}}
		of.Concepts = append(of.Concepts, lexicons.Concept{Name: c.Form, Variants: []lexicons.Variant{v}})
	}
	l, err := s.Layers(s.Lexicon, of)
	if err != nil {
		return err
	}
	entries := l.Lexicons.Entries()
	search := &Search{Layers: l, Workers: s.Workers, Voiceless: true}
	for _, e := range entries {
		search.Wanted = append(search.Wanted, e.Lexicon == of.Name || e.Lexicon == s.Lexicon.Name)
	}
	samples := make([]*Sample, len(found))
	for i := range samples {
		samples[i] = NewSample(s.Sample, s.Seed)
	}
	type shown struct {
		candidate int
		Line
	}
	articles := Articles(ctx, search, s.Records(), s.Monitor, func(d *pipeline.Document, hits []Hit) (lines []shown) {
		type sentence struct {
			concept string
			from    int
		}
		about := map[sentence]bool{}
		var forms []Hit
		for _, h := range hits {
			if e := entries[h.Entry]; e.Lexicon == of.Name {
				forms = append(forms, h)
			} else {
				about[sentence{e.Concept, stages.SentenceAt(d, h.From).From}] = true
			}
		}
		label := s.label(d)
		for i, line := range (Context{}).Lines(d, forms, entries) {
			from := stages.SentenceAt(d, forms[i].From).From
			for _, k := range at[line.Entry.Concept] {
				if c := &found[k]; c.Kind != Difference || c.Of == label && about[sentence{c.Concept, from}] {
					lines = append(lines, shown{k, line})
				}
			}
		}
		return lines
	})
	for lines, err := range articles {
		if err != nil {
			return err
		}
		here := map[int]bool{}
		for _, line := range lines {
			c := &found[line.candidate]
			c.Hits++
			if !here[line.candidate] {
				here[line.candidate] = true
				c.Articles++
			}
			samples[line.candidate].Add(line.Line)
		}
	}
	for i := range found {
		found[i].Lines = samples[i].Lines()
	}
	return nil
}
