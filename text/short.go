package text

import (
	"encoding/binary"
	"math/bits"
	"sync/atomic"
)

// Forms of up to shortForm bytes, which are those of 99 tokens in 100, have a table of their own that holds their bytes: to
// find one costs one look into memory, where the table of all forms costs three. Forms hold no zero bytes, so that
// their bytes tell their length.
//
// The types met first, which by Zipf's law make up most tokens, stand where they are looked for first. Forms that find
// no free slot near theirs go into the table of all forms.
var shortForms [1 << shortBits]shortSlot

const (
	shortBits  = 17
	shortForm  = 12
	shortSlots = 8 // that a form may stand in
)

// A shortSlot is taken by writing rest, and its form is readable in it once low is written.
type shortSlot struct {
	low  atomic.Uint64 // the first eight bytes of the form, the first in the lowest bits
	rest atomic.Uint64 // the four bytes after them in the upper half, the type's id in the lower; 0 where the slot is free
}

func shortPlace(low, high uint64) uint64 {
	return (low*0x9e3779b97f4a7c15 ^ high*0xc2b2ae3d27d4eb4f) >> (64 - shortBits)
}

// internShort returns the id of a form of up to shortForm bytes, which are given as numbers, zeros after them.
func internShort(low, high uint64) TypeID {
	slot := &shortForms[shortPlace(low, high)]
	if slot.low.Load() == low {
		if rest := slot.rest.Load(); rest>>32 == high {
			return TypeID(rest)
		}
	}
	return findShort(low, high)
}

func findShort(low, high uint64) TypeID {
	place := shortPlace(low, high)
	var room [2 * wordBytes]byte
	form := unload(&room, low, high)
	for i := range uint64(shortSlots) {
		slot := &shortForms[(place+i)%uint64(len(shortForms))]
		rest := slot.rest.Load()
		if rest == 0 {
			mine := add(form)
			if mine == Rare {
				return Rare
			}
			if slot.rest.CompareAndSwap(0, high<<32|uint64(mine)) {
				slot.low.Store(low)
				return mine
			}
			rest = slot.rest.Load() // another worker took the slot; an id is lost, no harm
		}
		if rest>>32 != high {
			continue
		}
		if id := TypeID(rest); slot.low.Load() == low || id.entry().is(form) { // the other worker may not have written low yet
			return id
		}
	}
	return internAny(form)
}

// unload writes numbers that were loaded as a form.
func unload(room *[2 * wordBytes]byte, low, high uint64) []byte {
	binary.LittleEndian.PutUint64(room[:], low)
	binary.LittleEndian.PutUint64(room[wordBytes:], high)
	if high == 0 {
		return room[:(bits.Len64(low)+7)/8]
	}
	return room[:wordBytes+(bits.Len64(high)+7)/8]
}
