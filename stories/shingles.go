package stories

import (
	"hash/fnv"
	"slices"
)

// Shingles are the runs of words of a text, each as a hash, sorted and each once (Broder 1997).
type shingles []uint64

// shingleWords is how many words a shingle has.
const shingleWords = 5

// copied is the containment from which a text counts as a copy. Containment and not resemblance: copy is cut to
// length.
const copied = 0.8

func shinglesOf(words []string) shingles { return runsOf(words, shingleWords) }

func runsOf(words []string, length int) shingles {
	var s shingles
	for i := length; i <= len(words); i++ {
		h := fnv.New64a()
		for _, word := range words[i-length : i] {
			h.Write([]byte(word))
			h.Write([]byte{0})
		}
		s = append(s, h.Sum64())
	}
	slices.Sort(s)
	return slices.Compact(s)
}

// overlap returns the resemblance |A∩B| / |A∪B| (Jaccard) and the containment |A∩B| / min(|A|, |B|) of two texts; 0
// where one has no shingle.
func overlap(a, b shingles) (jaccard, containment float64) {
	if len(a) == 0 || len(b) == 0 {
		return 0, 0
	}
	n := common(a, b)
	return float64(n) / float64(len(a)+len(b)-n), float64(n) / float64(min(len(a), len(b)))
}
