// Package lexicons holds codebooks as tested data: which words are coded as which variant of which concept,
// with a definition a coder could work from and examples that must and must not match. It loads them from
// YAML, checks them, and finds their terms in text, all lexicons in one pass.
//
// What matches. A term is a word or a phrase. In a word, * stands for any run of characters and ? for one,
// neither ever reaching into the next word; (a|b) lists alternatives, of which one may be empty; a leading =
// makes the term match only as it is capitalised. Capitals do not count otherwise, nor does it matter
// whether a hyphen or a space divides two words or which kind of apostrophe is used, and a word inside a
// hyphen compound is a word like any other: terror group finds terror-group, terrorist* finds
// terrorist-led. A match never goes over the end of a sentence, nor over any mark but a hyphen. Each concept
// is coded as if it were alone: of all places where its terms occur, those that overlap an occurrence of one
// of its exceptions, or of the term's own exceptions, are struck out, and so are those where a condition of the
// concept or of the term does not hold; of what is left the leftmost match is taken, there the longest, and no other
// that overlaps it. If two terms match the same words, the one with more literal letters is taken, then one that minds
// capitals, then the one listed first. A condition is on any other occurrence of its terms in the same sentence, so far
// away at most: it does not overlap the place, and is itself subject to no exception and no condition. The next word
// is one word away; each part of a hyphen compound is a word, marks are none, and neither are n't and 's.
package lexicons

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var builtin embed.FS

// Builtin returns the YAML files of the built-in lexicons, at its root.
func Builtin() fs.FS { return builtin }

// LoadBuiltin loads built-in lexicons by their names.
func LoadBuiltin(names ...string) ([]*Lexicon, error) {
	var lexs []*Lexicon
	for _, name := range names {
		lex, err := Load(builtin, name+".yaml")
		if err != nil {
			return nil, err
		}
		lexs = append(lexs, lex)
	}
	return lexs, nil
}

// A Lexicon is a codebook: concepts, the rival variants of each, and the terms of each variant.
type Lexicon struct {
	Name     string // words with hyphens between them
	Version  string
	Language string // ISO 639-1 code
	About    string
	Source   string // where the terms were taken from
	Licence  string
	Citation string    `json:",omitempty"` // how to cite the lexicon; may be empty
	Concepts []Concept // a nested concept stands after the one it is below
	Examples []string  // marked text: every match is marked, whatever is not marked must not match
	SHA256   string    // of the canonical form: everything but the layout and the comments of the file

	read readings // of its patterns, where it was loaded from a file: examples, lint and Compile ask again for what Load read
}

// A Concept is a thing that can be named in rival ways. Its variants are a choice set: an outlet that
// mentions the thing picks one of them. A concept below another is a concept like any other: its matches do not count
// for the one above, and nothing that is said of the one above holds for it.
type Concept struct {
	Name     string // words with hyphens between them; of a nested concept the full name, parent.child
	About    string // a sentence a coder could work from
	Referent string `json:",omitempty"` // one of [Referents], or empty
	Limits
	Variants []Variant // none where the concept only holds others
	Except   []string  // patterns no match of the concept may overlap

	Line   int `json:"-"` // in the file, as of a term
	Column int `json:"-"`
}

// Referents are the roles of those whom the words of a concept are about: deaths are about victims, attacks about actors.
var Referents = []string{"victim", "actor", "thing"}

// Voices are the names of the voices that terms may be limited to.
var Voices = []string{"author", "headline", "indirect", "quoted", "scare"}

// Limits say where an occurrence of a term counts: those of a concept hold for each of its terms, beside the term's own.
type Limits struct {
	Voices  []string   `json:",omitempty"` // the voices it counts in; all if there are none
	Near    *Condition `json:",omitempty"` // one of these must stand before or after it
	NotNear *Condition `json:",omitempty"` // none of these may
	Before  *Condition `json:",omitempty"` // it must stand before one of these
	After   *Condition `json:",omitempty"` // it must stand after one of these
}

// A Condition is on what else stands in the sentence of an occurrence.
type Condition struct {
	Terms []string // patterns
	Words int      // how far away at most, in words: 1 is the next one; 0 for anywhere in the sentence
}

// AnyVariant is the name of the only variant of a concept that lists plain terms.
const AnyVariant = "any"

// A Variant is one way of naming a concept. The order of variants is their order in charts.
type Variant struct {
	Name  string // words with hyphens between them
	About string // may be empty
	Terms []Term

	Line   int `json:"-"` // in the file, as of a term
	Column int `json:"-"`
}

// A Term is a word or a phrase that is coded as its variant.
type Term struct {
	Pattern string
	Weight  *int     `json:",omitempty"` // for dictionaries that rate their terms; nil where none is given, which counts 1
	Note    string   // may be empty
	Source  string   `json:",omitempty"` // where the term comes from; may be empty
	Except  []string // patterns no match of the term may overlap
	Limits
	Line   int // in the file, from 1; 0 where the lexicon was not read from one
	Column int // in code points, from 1
}
