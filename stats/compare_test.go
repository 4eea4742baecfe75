package stats

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Blocks that both outlets cover are strata, in their order, each with all its articles and no others.
func TestStrataAreSharedBlocks(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) (s sample) {
		for range rapid.IntRange(0, 8).Draw(t, "articles") {
			s.add(part{num: rapid.Int64Range(0, 3).Draw(t, "num"), den: 3}, none, rapid.IntRange(none, 4).Draw(t, "block"))
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		va, vb := fixed(a, b)
		of := func(s sample, values []int64, block int) (in []int64) {
			for d, v := range values {
				if s.block[d] == block {
					in = append(in, v)
				}
			}
			return in
		}
		var want []stratum
		for block := range 5 {
			if s := (stratum{of(a, va, block), of(b, vb, block)}); s.a != nil && s.b != nil {
				want = append(want, s)
			}
		}
		shared := share(a.block, b.block)
		if shared.n != len(want) {
			t.Fatalf("%d shared, want %v", shared.n, want)
		}
		for i, s := range strata(a, b, shared, 0) {
			if !slices.Equal(s.a, want[i].a) || !slices.Equal(s.b, want[i].b) {
				t.Fatalf("stratum %d is %v, want %v", i, s, want[i])
			}
		}
	})
}
