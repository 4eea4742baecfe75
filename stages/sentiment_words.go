package stages

import "hash/maphash"

// A vocabulary says of words how often they stand in negative and in positive reviews. It holds no pointers, and is a third the size
// of a map of strings: the collector would look through that again and again.
type vocabulary struct {
	letters []byte // of all words, one after another
	words   []reviewed
	slots   []uint32 // 1 + the index of a word, at the first free place from its hash; 0 where free
	seed    maphash.Seed
}

// reviewed is where a word stands in the letters, and how often it stands in reviews of either class.
type reviewed struct {
	from, to uint32
	counts   [2]uint32
}

// newVocabulary returns an empty vocabulary with room for so many words.
func newVocabulary(words int) vocabulary {
	slots := 1
	for slots < 2*words {
		slots *= 2
	}
	return vocabulary{words: make([]reviewed, 0, words), slots: make([]uint32, slots), seed: maphash.MakeSeed()}
}

// slot returns the place of a word, or the free one where it belongs.
func (v *vocabulary) slot(word []byte) *uint32 {
	for at := maphash.Bytes(v.seed, word); ; at++ {
		slot := &v.slots[at&uint64(len(v.slots)-1)]
		if *slot == 0 {
			return slot
		}
		if w := &v.words[*slot-1]; string(v.letters[w.from:w.to]) == string(word) {
			return slot
		}
	}
}

func (v *vocabulary) add(word string, counts [2]uint32) {
	w := reviewed{from: uint32(len(v.letters)), counts: counts}
	v.letters = append(v.letters, word...)
	w.to = uint32(len(v.letters))
	v.words = append(v.words, w)
	*v.slot(v.letters[w.from:]) = uint32(len(v.words))
}

func (v *vocabulary) find(word []byte) (counts [2]uint32, known bool) {
	i := *v.slot(word)
	if i == 0 {
		return counts, false
	}
	return v.words[i-1].counts, true
}
