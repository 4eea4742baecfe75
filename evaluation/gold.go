// Package evaluation compares what the layers find with what people have marked, and learns from it: a figure for each
// model and corpus, and cue lists induced from annotated sentences. The definitions are those of
// ../shared/gold/score.py.
package evaluation

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"parallax/corpus"
)

// A Sentence is a sentence that people have annotated.
type Sentence struct {
	corpus.Article
	Corpus    string // its key corpus, else the name of its file
	Document  string // what it was taken from: its key article, else its ID up to the last hyphen
	Uncertain bool   // it holds a hedge of its writer or of whom it quotes
	Spans     []Span
}

// A Span is a part of a sentence's text that people have marked, in code points, half-open.
type Span struct {
	ID         string `json:"id"`
	Type       string `json:"type"` // hedge_cue, negation_cue, scope
	Ref        string `json:"ref"`  // of a cue: the ID of its scope
	Start, End int
}

// ReadGold reads annotated sentences from files of any corpus format, JSON lines above all: text and uncertain (true or false)
// are required; spans, article, corpus and id are read where they stand. Every sentence that cannot be read is
// reported, with its place.
func ReadGold(paths ...string) ([]Sentence, error) {
	var all []Sentence
	var faults []error
	for _, path := range paths {
		c, err := corpus.Open(path)
		if err != nil {
			return nil, err
		}
		before := len(all)
		for r, err := range c.Records() {
			var a corpus.Article
			if err == nil {
				a, err = r.Decode()
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			s, err := sentence(a, stem(path))
			if err != nil {
				faults = append(faults, err)
				continue
			}
			all = append(all, s)
		}
		if len(all) == before && len(faults) == 0 {
			faults = append(faults, fmt.Errorf("%s: no sentence in this file", path))
		}
	}
	return all, some(faults)
}

// some joins the first faults: a file of another kind has one on every line.
func some(faults []error) error {
	const enough = 20
	if rest := len(faults) - enough; rest > 0 {
		faults = append(faults[:enough:enough], fmt.Errorf("%d more faults like these", rest))
	}
	return errors.Join(faults...)
}

// stem is the name of a file without its extensions.
func stem(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	return name
}

func sentence(a corpus.Article, file string) (Sentence, error) {
	s := Sentence{Article: a, Corpus: file, Document: a.ID}
	if i := strings.LastIndexByte(a.ID, '-'); i > 0 {
		s.Document = a.ID[:i]
	}
	fault := func(format string, args ...any) (Sentence, error) {
		return s, fmt.Errorf("%s: %s", a.Path, fmt.Sprintf(format, args...))
	}
	switch string(a.Meta["uncertain"]) {
	case "true":
		s.Uncertain = true
	case "false":
	case "":
		return fault("no key uncertain; a sentence of the gold has \"uncertain\": true or false")
	default:
		return fault("uncertain is %s; legal values are true and false", a.Meta["uncertain"])
	}
	for key, to := range map[string]*string{"article": &s.Document, "corpus": &s.Corpus} {
		var given string
		if raw := a.Meta[key]; raw != nil && json.Unmarshal(raw, &given) == nil && given != "" {
			*to = given
		}
	}
	if raw := a.Meta["spans"]; raw != nil {
		if err := json.Unmarshal(raw, &s.Spans); err != nil {
			return fault("spans: %v; want a list of {\"type\", \"start\", \"end\"}", err)
		}
	}
	length := len([]rune(a.Text))
	for i, p := range s.Spans {
		if p.Start < 0 || p.End <= p.Start || p.End > length {
			return fault("spans[%d]: from %d to %d; a span lies within the text, which has %d code points", i, p.Start, p.End, length)
		}
	}
	return s, nil
}

// by groups sentences by corpus, in the order in which the corpora first occur.
func by(sentences []Sentence) (names []string, groups map[string][]Sentence) {
	groups = map[string][]Sentence{}
	for _, s := range sentences {
		if groups[s.Corpus] == nil {
			names = append(names, s.Corpus)
		}
		groups[s.Corpus] = append(groups[s.Corpus], s)
	}
	return names, groups
}
