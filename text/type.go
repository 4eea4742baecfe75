package text

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// A TypeID names a type, that is a distinct word form, folded to lower case with straight apostrophes.
// Ids are dense from 1 and given in order of first sight, so they differ from run to run and are never
// written anywhere. Like unique.Make, interning is global, lock-free and without visible effect.
type TypeID uint32

// Rare is the id of every type that was met after the table was full, and of very long ones. A corpus of
// any size thus takes bounded memory; what is known of a rare type is worked out anew at each of its tokens.
const Rare TypeID = 0

// maxTypes bounds the table. By Zipf's law the types beyond it make up a negligible share of the tokens.
const maxTypes = 1 << 19

// An entry keeps the beginning of its form beside the length, where both are read at once.
type entry struct {
	form string
	head [16]byte
}

func (e *entry) is(form []byte) bool {
	if len(form) > len(e.head) {
		return e.form == string(form)
	}
	return len(e.form) == len(form) && string(e.head[:len(form)]) == string(form)
}

// chunkTypes is how many types stand together in what is kept by id.
const chunkTypes = 1 << 9

// The table of all forms that shortForms has no room for. A slot holds the upper half of a form's hash and its id, 0 where
// it is free. The types met first have a table of their own that stays in the processor's cache.
var (
	near    [1 << 14]atomic.Uint64
	far     [2 * maxTypes]atomic.Uint64
	byID    [maxTypes / chunkTypes]atomic.Pointer[[chunkTypes]entry] // written before the slot that leads here
	lastID  atomic.Uint32
	hashKey = maphash.MakeSeed()
)

// Intern returns the id of a folded form.
func Intern(form string) TypeID { return intern([]byte(form)) }

func intern(form []byte) TypeID {
	if n := len(form); 0 < n && n <= shortForm {
		var room [2 * wordBytes]byte
		copy(room[:], form)
		return internShort(binary.LittleEndian.Uint64(room[:]), binary.LittleEndian.Uint64(room[wordBytes:]))
	}
	return internAny(form)
}

func internAny(form []byte) TypeID {
	hash := maphash.Bytes(hashKey, form)
	if id, ok := look(near[:], hash, 8, form); ok {
		return id
	}
	id, _ := look(far[:], hash, len(far), form)
	return id
}

// look returns the id that a table has for a form, after adding it to the first free slot, and false where a
// number of slots hold other forms. Nothing is ever removed, so a form that is not before a free slot is in
// neither table.
func look(table []atomic.Uint64, hash uint64, slots int, form []byte) (TypeID, bool) {
	const id = 1<<32 - 1
	for i := range slots {
		slot := &table[(hash+uint64(i))&uint64(len(table)-1)]
		v := slot.Load()
		if v == 0 {
			mine := add(form)
			if mine == Rare || slot.CompareAndSwap(0, hash&^id|uint64(mine)) {
				return mine, true
			}
			v = slot.Load() // another worker took the slot; an id is lost, no harm
		}
		if (v^hash)&^id == 0 && TypeID(v&id).entry().is(form) {
			return TypeID(v & id), true
		}
	}
	return Rare, false
}

// add gives a form the next id, or Rare where none is left.
func add(form []byte) TypeID {
	if lastID.Load() >= maxTypes-1 {
		return Rare
	}
	id := lastID.Add(1)
	if id >= maxTypes {
		return Rare
	}
	chunk := &byID[id/chunkTypes]
	if chunk.Load() == nil {
		chunk.CompareAndSwap(nil, new([chunkTypes]entry))
	}
	e := TypeID(id).entry()
	e.form = string(form)
	copy(e.head[:], form)
	return TypeID(id)
}

func (id TypeID) entry() *entry { return &byID[id/chunkTypes].Load()[id%chunkTypes] }

// Form returns the folded form of a type that is not Rare.
func (id TypeID) Form() string { return id.entry().form }

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

// A Table holds what is known of each type, worked out once per type by a pure function of its form. What is
// known stands in chunks by id, so that a table is as large as the types met so far, and the values of the
// types met first, which make up most tokens, stand together.
type Table[T any] struct {
	of     func(form string) T
	chunks [maxTypes / chunkTypes]atomic.Pointer[chunk[T]]
}

// A chunk keeps the state of each type beside what is known of it, where both are read at once.
type chunk[T any] [chunkTypes]struct {
	state atomic.Uint32
	known T
}

// The states of a type in a table. One goroutine writes what is known, others that need it meanwhile work it
// out for themselves.
const (
	unknown = iota
	writing
	known
)

// NewTable returns a table that fills itself from of as types are met.
func NewTable[T any](of func(form string) T) *Table[T] { return &Table[T]{of: of} }

// Of returns what is known of the token's type.
func (t *Table[T]) Of(src string, tok Token) *T {
	if c := t.chunks[tok.Type/chunkTypes].Load(); c != nil {
		if at := &c[tok.Type%chunkTypes]; at.state.Load() == known {
			return &at.known
		}
	}
	return t.fill(src, tok)
}

// All writes to out what is known of the type of each token, as Of tells it, without a call for each: the looks into memory do
// not wait for each other.
func (t *Table[T]) All(out []T, src string, toks []Token) {
	for i := range toks {
		id := toks[i].Type
		if c := t.chunks[id/chunkTypes].Load(); c != nil {
			if at := &c[id%chunkTypes]; at.state.Load() == known {
				out[i] = at.known
				continue
			}
		}
		out[i] = *t.fill(src, toks[i])
	}
}

func (t *Table[T]) fill(src string, tok Token) *T {
	v := t.of(tok.Form(src))
	if tok.Type == Rare {
		return &v
	}
	place := &t.chunks[tok.Type/chunkTypes]
	c := place.Load()
	if c == nil {
		place.CompareAndSwap(nil, new(chunk[T]))
		c = place.Load()
	}
	if at := &c[tok.Type%chunkTypes]; at.state.CompareAndSwap(unknown, writing) {
		at.known = v
		at.state.Store(known)
	}
	return &v
}

// A Class is the types that have something in common, told by a pure function of their forms: what a Table of bool would say, in
// two bits a type.
type Class struct {
	is      func(form string) bool
	met, in Set
}

// NewClass returns a class that asks is of each type when it is met.
func NewClass(is func(form string) bool) *Class { return &Class{is: is} }

// Has reports whether the token's type is of the class.
func (c *Class) Has(src string, tok Token) bool {
	if c.met.Has(tok.Type) {
		return c.in.Has(tok.Type)
	}
	is := c.is(tok.Form(src))
	if is {
		c.in.Add(tok.Type)
	}
	c.met.Add(tok.Type)
	return is
}

// A Set is a set of types, safe for concurrent use. It takes a bit a type: where most types are in it, asking it first
// spares a look at what a Table knows of each, which the processor's nearer caches have no room for.
type Set struct{ bits [maxTypes / 32]atomic.Uint32 }

// Add puts a type into the set, unless it is Rare.
func (s *Set) Add(id TypeID) {
	if id != Rare {
		s.bits[id/32].Or(1 << (id % 32))
	}
}

// Has reports whether a type is in the set.
func (s *Set) Has(id TypeID) bool { return s.bits[id/32].Load()>>(id%32)&1 != 0 }
