package stats

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
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

// dice are a counter-based source of random numbers, Philox 4x64-10: block n of a stream is a function of n and
// the stream's key alone, so [dice.from] reaches any draw without those before it. They take several small
// numbers from each word of 64 bits.
type dice struct {
	key   [2]uint64
	next  [4]uint64 // counter of the next block
	block [4]uint64
	used  int    // words of block that are used up
	word  uint64 // what below takes from
	left  int    // bits of word that are not used up
}

func newDice(seed1, seed2 uint64) *dice { return &dice{key: [2]uint64{seed1, seed2}, used: 4} }

// from goes to where the numbers of draw i begin. Draws are 2⁶⁴ blocks apart.
func (d *dice) from(i int) {
	d.next = [4]uint64{0, uint64(i)}
	d.used, d.left = 4, 0
}

// Uint64 makes dice a [math/rand/v2.Source].
func (d *dice) Uint64() uint64 {
	if d.used == len(d.block) {
		d.refill()
	}
	w := d.block[d.used]
	d.used++
	return w
}

func (d *dice) refill() {
	d.block, d.used = philox(d.next, d.key), 0
	if d.next[0]++; d.next[0] == 0 {
		d.next[1]++
	}
}

// philox enciphers a counter by a key: Philox 4x64 of ten rounds (Salmon, Moraes, Dror & Shaw 2011).
func philox(counter [4]uint64, key [2]uint64) [4]uint64 {
	a, b, c, d := counter[0], counter[1], counter[2], counter[3]
	k, l := key[0], key[1]
	for range 10 {
		hi0, lo0 := bits.Mul64(0xD2E7470EE14C6C93, a)
		hi1, lo1 := bits.Mul64(0xCA5A826395121157, c)
		a, b, c, d = hi1^b^k, lo1, hi0^d^l, lo0
		k += 0x9E3779B97F4A7C15
		l += 0xBB67AE8584CAA73B
	}
	return [4]uint64{a, b, c, d}
}

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

// fill draws as many numbers as out holds, each as [dice.below] does, from where a draw begins.
func (d *dice) fill(out []uint32, n int) {
	each := 32/bits.Len32(uint32(n)) + 1 // as many as a word gives
	for len(out) > 0 {
		word := d.Uint64()
		now := out[:min(each, len(out))]
		for i := range now {
			whole, rest := bits.Mul64(word, uint64(n))
			now[i], word = uint32(whole), rest
		}
		out = out[len(now):]
	}
}

// shuffle puts values into a random order (Fisher & Yates).
func shuffle[T any](values []T, d *dice) {
	for i := len(values) - 1; i > 0; i-- {
		j := d.below(i + 1)
		values[i], values[j] = values[j], values[i]
	}
}

// unit draws a number from [0, 1).
func (d *dice) unit() float64 { return float64(d.Uint64()>>11) / (1 << 53) }
