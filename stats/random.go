package stats

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// stream returns the random numbers that belong to one task of a run, named by words such as measure, voice
// and outlets. They depend on nothing else: not on the order of tasks, the number of workers or the other
// measures.
func stream(seed uint64, words ...string) *dice {
	h := sha256.New()
	var b [8]byte
	write := func(n uint64) {
		binary.LittleEndian.PutUint64(b[:], n)
		h.Write(b[:])
	}
	write(seed)
	for _, w := range words {
		write(uint64(len(w))) // so that no two lists of words run together alike
		h.Write([]byte(w))
	}
	sum := h.Sum(nil)
	return newDice(binary.LittleEndian.Uint64(sum), binary.LittleEndian.Uint64(sum[8:]))
}

// dice are a source of random numbers that takes several small ones from each word of 64 bits.
type dice struct {
	rand.PCG
	word uint64
	left int // bits of word that are not used up
}

func newDice(seed1, seed2 uint64) *dice { return &dice{PCG: *rand.NewPCG(seed1, seed2)} }

// below draws a whole number from 0 to n-1, n below 2³². It is the whole part of word·n/2⁶⁴, and the rest is
// the next word (Brackett-Rozinsky & Lemire 2024). No number is more likely than another by over n/2³², which
// is far below what the number of draws could show.
func (d *dice) below(n int) int {
	if d.left < 32 {
		d.word, d.left = d.Uint64(), 64
	}
	d.left -= bits.Len32(uint32(n))
	i, rest := bits.Mul64(d.word, uint64(n))
	d.word = rest
	return int(i)
}

// unit draws a number from [0, 1).
func (d *dice) unit() float64 { return float64(d.Uint64()>>11) / (1 << 53) }
