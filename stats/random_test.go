package stats

import (
	"math/rand/v2"
	"testing"
)

// The known answers that come with Random123, the authors' own code.
func TestPhilox(t *testing.T) {
	const ones = 1<<64 - 1
	for _, c := range []struct {
		counter [4]uint64
		key     [2]uint64
		want    [4]uint64
	}{
		{want: [4]uint64{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
		{[4]uint64{ones, ones, ones, ones}, [2]uint64{ones, ones},
			[4]uint64{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
		{[4]uint64{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89}, [2]uint64{0x452821e638d01377, 0xbe5466cf34e90c6c},
			[4]uint64{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
	} {
		if got := philox(c.counter, c.key); got != c.want {
			t.Errorf("philox(%x, %x) = %x, want %x", c.counter, c.key, got, c.want)
		}
	}
}

// Any draw of a stream can be had without those before it, and leaves nothing behind for those after it.
func TestDrawsOfAStream(t *testing.T) {
	stay, jump := stream(1, "a"), stream(1, "a")
	for i := range 20 {
		jump.from(i)
		jump.below(7)
	}
	for _, i := range []int{3, 0, 7} {
		stay.from(i)
		jump.from(i)
		for range 9 {
			if stay.below(1000) != jump.below(1000) || stay.Uint64() != jump.Uint64() {
				t.Fatalf("draw %d depends on what was drawn before", i)
			}
		}
	}
	if stream(1, "a", "b").Uint64() == stream(1, "ab").Uint64() || stream(1, "a").Uint64() == stream(2, "a").Uint64() {
		t.Error("two tasks share a stream")
	}
}

func TestFillIsBelow(t *testing.T) {
	for _, n := range []int{1, 2, 3, 1000, 2048, 1 << 20, 1 << 31} {
		one, many := stream(3), stream(3)
		many.from(5)
		one.from(5)
		out := make([]uint32, 100)
		many.fill(out, n)
		for i, got := range out {
			if want := one.below(n); int(got) != want {
				t.Fatalf("number %d below %d is %d, want %d", i, n, got, want)
			}
		}
	}
}

func TestBelow(t *testing.T) {
	d := stream(4)
	r := rand.New(d)
	const n, reps = 12, 120_000
	var seen [n]int
	for range reps {
		if r.Float64() < .01 {
			d.below(1 << 31) // other sizes in between
		}
		seen[d.below(n)]++
	}
	chi := 0.0
	for _, c := range seen {
		off := float64(c) - reps/n
		chi += off * off / (reps / n)
	}
	if chi > 31.3 { // p = .001 at 11 degrees of freedom
		t.Errorf("χ² %v: %v", chi, seen)
	}
}
