package text

import (
	"encoding/binary"
	"sync"
)

// A recent remembers short forms that were interned lately. A few thousand types make up most of any text, and
// finding them here costs one look into the processor's nearer caches, where the table of all types costs
// several into memory. Forms hold no zero bytes, so that their bytes tell their length.
//
// There is room for two forms at each place. A form that comes again moves to the first, and only the second gives way to
// others, so that the many types met once do not wipe out the few met always.
type recent [1 << recentBits][2]recentType

type recentType struct {
	low, high uint64 // the form's bytes
	id        TypeID
}

const (
	recentBits = 14
	recentForm = 16 // bytes of the longest form that is remembered
)

var recents = sync.Pool{New: func() any { return new(recent) }}

// intern returns the id of a form whose capacity is at least recentForm.
func (r *recent) intern(form []byte) TypeID {
	n := len(form)
	if n == 0 || n > recentForm {
		return intern(form)
	}
	bytes := form[:recentForm]
	low, high := binary.LittleEndian.Uint64(bytes), binary.LittleEndian.Uint64(bytes[8:])
	if n < 8 {
		low, high = low&(1<<(8*n)-1), 0
	} else {
		high &= 1<<(8*(n-8)) - 1 // all of it where n is 16: a shift by 64 gives 0
	}
	return r.look(low, high, n)
}

// look returns the id of a form of n bytes, which are given as numbers, zeros after them.
func (r *recent) look(low, high uint64, n int) TypeID {
	at := &r[(low*0x9e3779b97f4a7c15^high*0xc2b2ae3d27d4eb4f)>>(64-recentBits)]
	if at[0].low == low && at[0].high == high {
		return at[0].id
	}
	if at[1].low == low && at[1].high == high {
		at[0], at[1] = at[1], at[0]
		return at[0].id
	}
	var form [recentForm]byte
	binary.LittleEndian.PutUint64(form[:], low)
	binary.LittleEndian.PutUint64(form[8:], high)
	at[1] = recentType{low, high, intern(form[:n])}
	return at[1].id
}
