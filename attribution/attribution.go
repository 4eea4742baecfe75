// Package attribution finds who is said to have said what, by a model that has learnt it from articles that people
// annotated; model.md is its card, with figures and weak spots.
//
// The model first asks of each word that can be the head of a cue whether it is one, then for each cue where its source and
// its content begin and end. It reads the words around, and what the rules of package stages have found.
package attribution

import (
	_ "embed"
	"sync"

	"parallax/text"
)

// An Article is what the model reads of a document.
type Article struct {
	Source     string
	Tokens     []text.Token
	Sentences  []text.Sentence
	Quotations []text.Quotation
	Uses       []Uses    // of each token
	Heads      []bool    // of each token: whether it may be the head of a cue
	Active     []bool    // of each sentence: whether it is to be read
	Rules      []Finding // what the rules have found, by the order of heads
}

// Uses is the set of uses that the rules know of a word form. The model tells sets apart without knowing what is in
// them, but for those that have a name here.
type Uses uint64

// The uses that the model knows.
const (
	Comma Uses = 1 << iota
	Stop
	Colon
	Semicolon
	Dash
	_
	_
	That
	_
	_
	_
	_
	_
	_
	_
	_
	_
	Boundary // opens a clause
	Auxiliary
	_
	Negative
	Adverb

	Grammar Uses = 1<<28 - 1 // the uses that are grammar rather than meaning
)

func (u Uses) has(v Uses) bool { return u&v != 0 }

// A Finding is an attribution. Ranges are of tokens.
type Finding struct {
	Source   text.Range // empty where there is none
	Cue      text.Range // of the rules and of people; the model leaves it empty
	Head     int        // the token of the cue that decides
	Sentence int        // in which the head stands
	Content  []text.Range
	Rule     string // of the rules: the name of the one that found it

	Likely float32 // of the model: the probability that the head is one
}

//go:embed model.bin
var embedded string

// News returns the embedded model, which parallax train attribution builds. It is read once and only where it is asked for.
var News = sync.OnceValue(func() *Model {
	m, err := ReadModel(embedded)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

// The settings of the decision, chosen by cross-validation inside the training articles.
const (
	least  = .34 // the probability from which a word is taken for the head of a cue
	agreed = .12 // the same where a rule takes it for one
	trust  = .5  // what the choice of a rule counts for in the score of a place
)

// Find appends the attributions of an article in the order of their heads. None has its head in the content of another.
func (m *Model) Find(found []Finding, a *Article) []Finding {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.open(m, a)
	for k, s := range a.Sentences {
		if a.Active[k] {
			found = r.sentence(found, k, s.Range)
		}
	}
	r.a, r.parts = nil, nil // the parts are handed out with the findings
	return found
}

var readers = sync.Pool{New: func() any { return new(reader) }}
