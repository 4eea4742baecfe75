package lexicons

// Edges say where a word leads from a node of a trie. They stand in one hash table with open addressing, so that to follow one
// costs one look into memory, however many words lead on from a node: "the" has hundreds.
type edges struct {
	slots []edge // a power of two of them, at most half of them taken; none where there is no edge
	n     int
}

// An edge is free where it leads nowhere: to a root, as no edge does.
type edge struct {
	from int32
	word symbol
	to   int32
}

// follow returns the node that a word leads to, 0 if there is none.
func (t *edges) follow(from int32, word symbol) int32 {
	if t.n == 0 {
		return 0
	}
	return t.slot(from, word).to
}

// slot returns the place of an edge, or the free one where it belongs.
func (t *edges) slot(from int32, word symbol) *edge {
	at := (uint64(from)*0x9e3779b97f4a7c15 ^ uint64(word)*0xc2b2ae3d27d4eb4f) >> 32
	for ; ; at++ {
		e := &t.slots[at&uint64(len(t.slots)-1)]
		if e.to == 0 || e.from == from && e.word == word {
			return e
		}
	}
}

// add adds an edge that is not there yet.
func (t *edges) add(from int32, word symbol, to int32) {
	if t.n++; 2*t.n > len(t.slots) {
		old := t.slots
		t.slots = make([]edge, max(64, 2*len(old)))
		for _, e := range old {
			if e.to != 0 {
				*t.slot(e.from, e.word) = e
			}
		}
	}
	*t.slot(from, word) = edge{from, word, to}
}
