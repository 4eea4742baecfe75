package lexicons

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"parallax/internal/nearest"
	"parallax/text"
)

// A Matcher finds the terms of lexicons in text. It is safe for concurrent use.
//
// All terms and exceptions of all lexicons lie in one trie over words. A type of the text is matched against
// literals and globs once, when it is first met; after that the table tells at once that it begins no term,
// which is true of most tokens, or at which nodes to go on. From there the trie is followed word by word
// through everything the words match. (An automaton with failure links would save the second look at words
// inside phrases, but globs that overlap would have to be made deterministic, with one state for each set
// of globs that some word matches.)
//
// The terms of conditions lie in a trie beside that one. They are many and their words are common, and only a sentence
// with a term that has conditions is searched for them.
type Matcher struct {
	entries  []Entry
	concepts int // number of concepts in all lexicons
	index    *index
	nodes    []node
	rules    [][]rule // the conditions of each entry; nil where no entry has any
	types    *text.Table[*wordsOfType]
	alike    []atomic.Pointer[wordsOfType] // what is known of the types that match one symbol each and nothing else
	room     sync.Pool
}

// An Entry says what a match is coded as: there is one for each term.
type Entry struct {
	Lexicon, Concept, Variant, Term string   // Concept is the full name, Term the pattern as written
	Referent                        string   // of the concept: one of Referents, or empty
	Voices                          []string // that the term counts in, sorted; all if there are none
	Weight                          int      // of the term, 1 where none is given
	Weighted                        bool     // some term of the lexicon has a weight
}

// A Match is an occurrence of an entry's term, in tokens. Its range holds hyphen compounds whole.
type Match struct {
	Entry int // index into Entries
	text.Range
}

// The tries, each numbered as its root is.
const (
	ofTerms      = iota // and of exceptions
	ofConditions        // of the terms of conditions
	tries
)

type node struct {
	ends     []ending // of the patterns that end here
	next     filter   // the words that lead on
	children children // the nodes that they lead to
	born     int      // how many these are
}

// A filter holds one of 64 bits for each of a set of symbols. Filters without a bit in common are of sets without
// a symbol in common, which spares most looks at the edges.
type filter uint64

func filterOf(s symbol) filter { return 1 << (s & 63) }

// An ending is what a node accepts: an occurrence of a term, of an exception, or of a term of a condition.
type ending struct {
	entry   int32 // or exception or condition
	concept int32
	guard   int32 // of a term: its own exceptions, -1 if none; of an exception: what it guards; of a condition: its list
	rank    int32
	cased   []string
}

// What an ending is if it is no entry's.
const (
	exception  = -1 // as also a guard that a term does not have
	conditions = -2
)

// wordsOfType is what is known of a type of the text: its words. It is unheard where none of them is part of a
// pattern, as with most types, so that their tokens cost no second look into memory.
type wordsOfType struct {
	first filter // of the first of the words
	// Whether its words begin a pattern of a trie. Many do, and few of their tokens are followed by the second word of the pattern.
	next   [tries]filter // of what follows the words that begin a pattern
	always [tries]filter // of the guards of patterns that begin whatever follows: one word alone, or one of several words
	words  []patternWord
}

var (
	unheard = &wordsOfType{}
	hyphen  = &wordsOfType{first: ^filter(0)} // whatever may follow
)

type patternWord struct {
	symbols []symbol
	filter  filter // of the symbols
	begins  [tries]struct {
		ends   []ending // of patterns that are this word alone
		onward []onward // the nodes reached from the root from which words lead on
	}
}

// onward is a node with the words that lead on from it.
type onward struct {
	next     filter
	children children
}

// Compile makes one matcher of lexicons, whose names must differ.
func Compile(lexs ...*Lexicon) (*Matcher, error) {
	m := &Matcher{index: newIndex(), nodes: make([]node, tries)}
	for _, lex := range lexs {
		m.concepts += len(lex.Concepts)
	}
	guards := int32(m.concepts) // the first guards are those of the concepts
	var faults []error
	add := func(lex *Lexicon, pattern string, e ending) {
		phrases, err := lex.read.of(pattern)
		if err != nil {
			faults = append(faults, fmt.Errorf("lexicon %q: %w", lex.Name, err))
		}
		for _, p := range phrases {
			e.rank, e.cased = p.rank, p.cased
			m.insert(p.words, e)
		}
	}
	lists := map[string]int32{} // the terms of conditions
	rulesOf := func(lex *Lexicon, of Limits) (rules []rule) {
		for i, key := range limitKeys[1:] {
			c := *of.condition(key)
			if c == nil {
				continue
			}
			name := strings.Join(c.Terms, "\n")
			list, known := lists[name]
			if !known {
				list = int32(len(lists))
				lists[name] = list
				for _, pattern := range c.Terms {
					add(lex, pattern, ending{entry: conditions, guard: list})
				}
			}
			rules = append(rules, rule{kinds[i], list, c.Words})
		}
		return rules
	}
	check := func(lex *Lexicon, what string, name string, legal []string) {
		if name != "" && !slices.Contains(legal, name) {
			faults = append(faults, fmt.Errorf("lexicon %q: unknown %s %q%s", lex.Name, what, name, nearest.Hint(name, legal)))
		}
	}
	named := map[string]bool{}
	concept := int32(-1)
	for _, lex := range lexs {
		if named[lex.Name] {
			faults = append(faults, fmt.Errorf("two lexicons are named %q", lex.Name))
		}
		named[lex.Name] = true
		first := len(m.entries)
		weighted := false
		for _, c := range lex.Concepts {
			concept++
			check(lex, "referent", c.Referent, Referents)
			for _, pattern := range c.Except {
				add(lex, pattern, ending{entry: exception, concept: concept, guard: concept})
			}
			shared := rulesOf(lex, c.Limits)
			for _, v := range c.Variants {
				for _, t := range v.Terms {
					rules := shared
					if own := rulesOf(lex, t.Limits); own != nil {
						rules = slices.Concat(shared, own)
					}
					m.rules = append(m.rules, rules)
					e := ending{entry: int32(len(m.entries)), concept: concept, guard: -1}
					m.entries = append(m.entries, newEntry(lex, &c, &v, &t))
					for _, voice := range slices.Concat(c.Voices, t.Voices) {
						check(lex, "voice", voice, Voices)
					}
					if len(m.entries[e.entry].Voices) == 0 && len(c.Voices) > 0 {
						faults = append(faults, fmt.Errorf("lexicon %q: term %q shares no voice with its concept", lex.Name, t.Pattern))
					}
					weighted = weighted || t.Weight != nil
					if len(t.Except) > 0 {
						e.guard = guards
						guards++
					}
					add(lex, t.Pattern, e)
					for _, pattern := range t.Except {
						add(lex, pattern, ending{entry: exception, concept: concept, guard: e.guard})
					}
				}
			}
		}
		for i := range m.entries[first:] {
			m.entries[first+i].Weighted = weighted
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if len(lists) == 0 {
		m.rules = nil
	}
	m.types = text.NewTable(m.resolve)
	m.alike = make([]atomic.Pointer[wordsOfType], len(m.index.words))
	m.room.New = func() any {
		return &search{m: m, taken: make([]int, m.concepts), wanted: make([]bool, len(lists)), guards: [tries]filter{ofTerms: ^filter(0)}}
	}
	return m, nil
}

func newEntry(lex *Lexicon, c *Concept, v *Variant, t *Term) Entry {
	e := Entry{Lexicon: lex.Name, Concept: c.Name, Variant: v.Name, Term: t.Pattern, Referent: c.Referent, Weight: 1}
	if t.Weight != nil {
		e.Weight = *t.Weight
	}
	switch {
	case len(t.Voices) == 0:
		e.Voices = c.Voices
	case len(c.Voices) == 0:
		e.Voices = t.Voices
	default:
		e.Voices = common(c.Voices, t.Voices)
	}
	e.Voices = slices.Sorted(slices.Values(e.Voices))
	return e
}

func (m *Matcher) insert(words []string, e ending) {
	at := int32(ofTerms)
	if e.entry == conditions {
		at = ofConditions
	}
	for _, form := range words {
		word := m.index.add(form)
		next := m.nodes[at].children.of(word)
		if next == 0 {
			next = int32(len(m.nodes))
			if len(m.nodes) == cap(m.nodes) {
				m.nodes = slices.Grow(m.nodes, len(m.nodes)) // twice the room: append copies more often
			}
			m.nodes = append(m.nodes, node{})
			n := &m.nodes[at]
			n.next |= filterOf(word)
			n.children = n.children.with(n.born, child{word, next})
			n.born++
		}
		at = next
	}
	m.nodes[at].ends = append(m.nodes[at].ends, e)
}

// resolve works out what is known of a type. It is a pure function of the form.
func (m *Matcher) resolve(form string) *wordsOfType {
	if form == "-" {
		return hyphen
	}
	var room [1]string
	words := append(room[:0], form)
	if isCompound(form) {
		words = divide(form)
	}
	symbols := make([][]symbol, 0, 4)
	known := false
	for _, word := range words {
		of := m.index.of(word)
		symbols, known = append(symbols, of), known || len(of) > 0
	}
	if !known {
		return unheard
	}
	var same *atomic.Pointer[wordsOfType]
	if len(words) == 1 && len(symbols[0]) == 1 {
		same = &m.alike[symbols[0][0]]
		if t := same.Load(); t != nil {
			return t
		}
	}
	var t wordsOfType
	t.words = make([]patternWord, 0, len(words))
	for i := range words {
		w := patternWord{symbols: symbols[i]}
		for _, s := range w.symbols {
			w.filter |= filterOf(s)
			for trie := range tries {
				if next := m.nodes[trie].children.of(s); next != 0 {
					n := &m.nodes[next]
					here := &w.begins[trie]
					here.ends = append(here.ends, n.ends...)
					if n.next != 0 {
						here.onward = append(here.onward, onward{n.next, n.children})
					}
					t.next[trie] |= n.next
					for _, e := range n.ends {
						t.always[trie] |= filterOf(symbol(e.guard))
					}
					if len(words) > 1 {
						t.always[trie] = ^filter(0)
					}
				}
			}
		}
		t.words = append(t.words, w)
	}
	t.first = t.words[0].filter
	if same != nil {
		same.Store(&t)
	}
	return &t
}

// Entries returns what matches are coded as, in the order of the lexicons and of the terms in them.
func (m *Matcher) Entries() []Entry { return slices.Clone(m.entries) }
