package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// A TypeID names a type, that is a distinct word form, folded to lower case with straight apostrophes.
// Ids are dense from 1 and given in order of first sight, so they differ from run to run and are never
// written anywhere. Like unique.Make, interning is global, lock-free and without visible effect.
type TypeID uint32

// Rare is the id of every type that was met after the table was full, and of very long ones. A corpus of any size thus takes
// bounded memory; what is known of a rare type is worked out anew at each of its tokens.
const Rare TypeID = 0

// maxTypes bounds the table. By Zipf's law the types beyond it make up a negligible share of the tokens.
const maxTypes = 1 << 19

type entry struct {
	form string
	id   TypeID
}

var (
	slots   [2 * maxTypes]atomic.Pointer[entry] // open addressing, linear probing
	byID    [maxTypes]atomic.Pointer[entry]
	lastID  atomic.Uint32
	hashKey = maphash.MakeSeed()
)

// Intern returns the id of a folded form.
func Intern(form string) TypeID { return intern([]byte(form)) }

func intern(form []byte) TypeID {
	for at := maphash.Bytes(hashKey, form) % uint64(len(slots)); ; at = (at + 1) % uint64(len(slots)) {
		e := slots[at].Load()
		if e == nil {
			if lastID.Load() >= maxTypes-1 {
				return Rare
			}
			id := lastID.Add(1)
			if id >= maxTypes {
				return Rare
			}
			mine := &entry{string(form), TypeID(id)}
			byID[id].Store(mine)
			if slots[at].CompareAndSwap(nil, mine) {
				return mine.id
			}
			e = slots[at].Load() // another worker took the slot; an id is lost, no harm
		}
		if e.form == string(form) {
			return e.id
		}
	}
}

// Form returns the folded form of a type that is not Rare.
func (id TypeID) Form() string { return byID[id].Load().form }

// Form returns the token's folded form.
func (t Token) Form(src string) string {
	if t.Type != Rare {
		return t.Type.Form()
	}
	return Fold(src[t.Start:t.End])
}

// Fold returns a word's folded form: lower case, straight apostrophes, plain hyphens, nothing invisible.
func Fold(word string) string { return folder.Replace(strings.ToLower(word)) }

var folder = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "\u2010", "-", "\u2011", "-",
	"\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "")

// A Table holds what is known of each type, worked out once per type by a pure function of its form.
type Table[T any] struct {
	of    func(form string) T
	known []atomic.Pointer[T]
}

// NewTable returns a table that fills itself from of as types are met.
func NewTable[T any](of func(form string) T) *Table[T] {
	return &Table[T]{of: of, known: make([]atomic.Pointer[T], maxTypes)}
}

// Of returns what is known of the token's type.
func (t *Table[T]) Of(src string, tok Token) *T {
	if v := t.known[tok.Type].Load(); v != nil {
		return v
	}
	return t.fill(src, tok)
}

func (t *Table[T]) fill(src string, tok Token) *T {
	v := t.of(tok.Form(src))
	if tok.Type != Rare {
		t.known[tok.Type].Store(&v)
	}
	return &v
}
