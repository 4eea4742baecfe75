package text

import (
	"slices"
	"sync"
	"sync/atomic"
)

// A Palette is a Table of few values, such as the parts of speech: it keeps each value once, and of each type a byte that says
// which. What is asked of every token thus stays in the processor's nearest cache. Values beyond the first 255 are
// worked out anew at each token.
type Palette[T comparable] struct {
	of     func(form string) T
	which  [maxTypes / 4]atomic.Uint32 // four types in each: the index of the value, 0 where it is not known yet
	values [256]T
	mu     sync.Mutex
	n      int // values so far
}

// NewPalette returns a palette that fills itself from of as types are met.
func NewPalette[T comparable](of func(form string) T) *Palette[T] { return &Palette[T]{of: of} }

// Of returns what is known of the token's type.
func (p *Palette[T]) Of(src string, tok Token) T {
	if at := uint8(p.which[tok.Type/4].Load() >> (tok.Type % 4 * 8)); at != 0 {
		return p.values[at]
	}
	return p.fill(src, tok)
}

// All writes to out what is known of the type of each token, as Of tells it, without a call for each.
func (p *Palette[T]) All(out []T, src string, toks []Token) {
	for i := range toks {
		id := toks[i].Type
		if at := uint8(p.which[id/4].Load() >> (id % 4 * 8)); at != 0 {
			out[i] = p.values[at]
		} else {
			out[i] = p.fill(src, toks[i])
		}
	}
}

func (p *Palette[T]) fill(src string, tok Token) T {
	v := p.of(tok.Form(src))
	if tok.Type == Rare {
		return v
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	at := 1 + slices.Index(p.values[1:1+p.n], v)
	if at == 0 && p.n+1 < len(p.values) {
		p.n++
		at = p.n
		p.values[at] = v // before the byte that leads here
	}
	p.which[tok.Type/4].Or(uint32(at) << (tok.Type % 4 * 8))
	return v
}
