package stages

import "hash/maphash"

// A vocabulary says of words how often they stand in negative and in positive reviews. It holds no pointers, and is a third the size
// of a map of strings: the collector would look through that again and again.
type vocabulary struct {
	letters []byte      // of all words, one after another
	ends    []uint32    // of each word in them
	counts  [][2]uint32 // of each word
	slots   []uint32    // 1 + the index of a word, at the first free place from its hash; 0 where free
	seed    maphash.Seed
}

// newVocabulary returns an empty vocabulary with room for so many words.
func newVocabulary(words int) vocabulary {
	slots := 1
	for slots < 2*words {
		slots *= 2
	}
	return vocabulary{slots: make([]uint32, slots), seed: maphash.MakeSeed()}
}

// slot returns the place of a word, or the free one where it belongs.
func (v *vocabulary) slot(word []byte) *uint32 {
	for at := maphash.Bytes(v.seed, word); ; at++ {
		slot := &v.slots[at&uint64(len(v.slots)-1)]
		if *slot == 0 || string(v.word(*slot-1)) == string(word) {
			return slot
		}
	}
}

func (v *vocabulary) word(i uint32) []byte {
	from := uint32(0)
	if i > 0 {
		from = v.ends[i-1]
	}
	return v.letters[from:v.ends[i]]
}

func (v *vocabulary) add(word string, counts [2]uint32) {
	v.letters = append(v.letters, word...)
	v.ends = append(v.ends, uint32(len(v.letters)))
	v.counts = append(v.counts, counts)
	*v.slot(v.word(uint32(len(v.ends) - 1))) = uint32(len(v.ends))
}

func (v *vocabulary) find(word []byte) (counts [2]uint32, known bool) {
	i := *v.slot(word)
	if i == 0 {
		return counts, false
	}
	return v.counts[i-1], true
}
