package corpus

import (
	"crypto/sha256"
	"encoding/binary"
)

// Seen knows the IDs already read, in 8 bytes each. An ID is known only once its article is decoded, and
// which of two is the later depends on the order of the corpus: admit articles in that order. Two different IDs of a million fall together with a chance of
// 3 in 100 million.
type Seen map[uint64]struct{}

// Admit returns an *[Exclusion] for an article whose ID was admitted before.
func (s Seen) Admit(id, path string) error {
	if s.Has(id) {
		return &Exclusion{id, path, Duplicate, "an earlier article has this ID"}
	}
	s[key(id)] = struct{}{}
	return nil
}

// First admits an article as [Seen.Admit] does.
func (s Seen) First(a Article) error { return s.Admit(a.ID, a.Path) }

// Has reports whether an ID was admitted.
func (s Seen) Has(id string) bool {
	_, ok := s[key(id)]
	return ok
}

func key(id string) uint64 {
	sum := sha256.Sum256([]byte(id))
	return binary.LittleEndian.Uint64(sum[:])
}
