package experiment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/nearest"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/report"
)

// A ConcordanceQuery asks where a term, or the terms of a concept, stand in a corpus.
type ConcordanceQuery struct {
	Of      string   // lexicon/concept.variant, of which lexicon and variant may be absent; else a pattern
	Words   int      // of context on each side; the sentence where it is 0
	Sample  int      // as good as drawn by lot; all where it is 0
	Sort    string   // an order of package concordance
	Outlets []string // whose articles; all where it is empty
	Voices  []string
	Sides   []string // of the config's, or none
}

// NoSide is what a query calls the side of words that are about none of the config's.
const NoSide = "none"

// pattern is what the lexicon, the concept and the variant of a mere pattern are called.
const pattern = "pattern"

func (q *ConcordanceQuery) check() ([]counts.Voice, error) {
	var faults []error
	var voices []counts.Voice
	for _, name := range q.Voices {
		v, err := counts.ParseVoice(name)
		if err != nil {
			faults = append(faults, fmt.Errorf("voice: %w", err))
		}
		voices = append(voices, v)
	}
	if q.Words < 0 {
		faults = append(faults, fmt.Errorf("words: %d is below 0", q.Words))
	}
	if q.Sample < 0 {
		faults = append(faults, fmt.Errorf("sample: %d is below 0", q.Sample))
	}
	switch concordance.Order(q.Sort) {
	case concordance.ByCorpus, concordance.ByArticle, concordance.ByLeft, concordance.ByRight:
	default:
		faults = append(faults, fmt.Errorf("sort: unknown order %q; orders are article, left and right", q.Sort))
	}
	return voices, errors.Join(faults...)
}

// A sought is the search for what a query is of.
type sought struct {
	*concordance.Search
	as    string   // what it was taken as: concept, variant or pattern
	names []string // of concepts and variants, one of which may be meant by a pattern that has no hits
}

// find plans the search for what a query is of: a concept of the config's lexicons, one of its variants, or a pattern.
func (q *ConcordanceQuery) find(c *Config) (*sought, error) {
	p, err := NewPlan(c.wordsOnly())
	if err != nil {
		return nil, err
	}
	s := &sought{p.search(func(e lexicons.Entry) bool { return names(q.Of, e) }), "concept", nil}
	lexicon, _, full := strings.Cut(q.Of, "/")
	for i, e := range p.Layers.Lexicons.Entries() {
		name := e.Concept
		if full {
			name = e.Lexicon + "/" + name
		}
		variant := name + "." + e.Variant
		if s.Wanted[i] && variant == q.Of {
			s.as = "variant"
		}
		s.names = append(s.names, name, variant)
	}
	switch {
	case slices.Contains(s.Wanted, true):
		return s, nil
	case full && !slices.ContainsFunc(p.Lexicons, func(l *lexicons.Lexicon) bool { return l.Name == lexicon }) && slices.Contains(builtinNames(), lexicon):
		return nil, &ConfigError{fmt.Errorf("no lexicon has a concept %q: the built-in lexicon %s is not among the config's; add --lexicon %s", q.Of, lexicon, lexicon)}
	case full:
		return nil, &ConfigError{fmt.Errorf("no lexicon has a concept %q%s", q.Of, nearest.Hint(q.Of, s.names))}
	}
	lex := &lexicons.Lexicon{Name: pattern, Concepts: []lexicons.Concept{{Name: pattern,
		Variants: []lexicons.Variant{{Name: lexicons.AnyVariant, Terms: []lexicons.Term{{Pattern: q.Of}}}}}}}
	if err := p.compile(lex); err != nil {
		return nil, &ConfigError{fmt.Errorf("no concept is called %q%s (and it is no pattern: %w)", q.Of, nearest.Guess(q.Of, s.names), err)}
	}
	s.as, s.Search = pattern, p.search(func(e lexicons.Entry) bool { return e.Lexicon == pattern })
	return s, nil
}

// names reports whether a path of names is that of an entry, or of the concept it is in.
func names(of string, e lexicons.Entry) bool {
	full := e.Concept + "." + e.Variant
	if strings.Contains(of, "/") {
		full = e.Lexicon + "/" + full
	}
	return of == full || strings.HasPrefix(full, of+".")
}

// Concordance reads the corpus of a config and writes where a term or a concept stands. What it returns says how many hits
// there are.
func Concordance(ctx context.Context, c *Config, q ConcordanceQuery, out report.LineWriter, watch Watch) (string, error) {
	voices, err := q.check()
	if err != nil {
		return "", &ConfigError{err}
	}
	search, err := q.find(c)
	if err != nil {
		return "", err
	}
	search.Voices, search.Outlets = voices, q.Outlets
	if search.Sides, err = c.sidesNamed(q.Sides); err != nil {
		return "", &ConfigError{err}
	}
	entries := search.Layers.Lexicons.Entries()
	around := concordance.Context{Words: q.Words}
	write := out.Write
	sample := concordance.NewSample(q.Sample, c.Seed)
	var kept []concordance.Line
	switch {
	case q.Sample > 0:
		write = func(l concordance.Line) error { sample.Add(l); return nil }
	case q.Sort != "":
		write = func(l concordance.Line) error { kept = append(kept, l); return nil }
	}
	lines, within := 0, 0
	err = c.withCorpus(watch, func(articles *corpus.Corpus, mon *pipeline.Monitor) error {
		found := concordance.Articles(ctx, search.Search, articles.Records(), mon, func(d *pipeline.Document, hits []concordance.Hit) []concordance.Line {
			return around.Lines(d, hits, entries)
		})
		for of, err := range found {
			if err != nil {
				return err
			}
			if len(of) > 0 {
				within++
			}
			for _, l := range of {
				lines++
				if err := write(l); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	if err := strangeOutlets(q.Outlets, search.Seen.Outlets); err != nil {
		return "", &ConfigError{err}
	}
	shown := ""
	if q.Sample > 0 {
		if kept = sample.Lines(); len(kept) < lines {
			shown = fmt.Sprintf(", %d shown", len(kept))
		}
	}
	concordance.Sort(kept, concordance.Order(q.Sort))
	for _, l := range kept {
		if err := out.Write(l); err != nil {
			return "", err
		}
	}
	if err := out.Close(); err != nil {
		return "", err
	}
	said := fmt.Sprintf("%s %s: %d hits in %d articles%s; %s", search.as, q.Of, lines, within, shown, tally(search.Seen.Articles, "searched", search.Seen.Excluded, ""))
	if lines == 0 && search.as == pattern {
		said += nearest.Guess(q.Of, search.names)
	}
	return said, nil
}

// sidesNamed are sides of the config by their names, "" for none.
func (c *Config) sidesNamed(names []string) (sides []string, err error) {
	known := []string{NoSide}
	for _, s := range c.Sides {
		known = append(known, s.Name)
	}
	var faults []error
	for _, name := range names {
		switch {
		case len(c.Sides) == 0:
			return nil, fmt.Errorf("side: the config names no sides; see config.yaml")
		case !slices.Contains(known, name):
			faults = append(faults, fmt.Errorf("side: the config has no side %q%s", name, nearest.Hint(name, known)))
		case name == NoSide:
			name = ""
		}
		sides = append(sides, name)
	}
	return sides, errors.Join(faults...)
}
