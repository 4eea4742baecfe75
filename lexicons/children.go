package lexicons

// Children are the nodes that words lead to from a node, in a hash table with open addressing: "the" has hundreds. That of a node is
// small and stands by itself, so that the tables of the nodes that are often come by stay in the processor's cache.
type children []child // a power of two of them, at most half of them taken

// A child is free where it leads nowhere: to a root, as no word does.
type child struct {
	word symbol
	at   int32
}

// slot returns the place of a word, or the free one where it belongs. Symbols are dense, so that they are their own hash.
func (c children) slot(word symbol) *child {
	for i := int(word); ; i++ {
		slot := &c[i&(len(c)-1)]
		if slot.at == 0 || slot.word == word {
			return slot
		}
	}
}

// of returns the node that a word leads to, 0 if there is none.
func (c children) of(word symbol) int32 {
	if len(c) == 0 {
		return 0
	}
	return c.slot(word).at
}

// with returns the children, of which there are n, with one more, of a word that led nowhere before.
func (c children) with(n int, more child) children {
	if 2*(n+1) > len(c) {
		grown := make(children, max(2, 2*len(c)))
		for _, old := range c {
			if old.at != 0 {
				*grown.slot(old.word) = old
			}
		}
		c = grown
	}
	*c.slot(more.word) = more
	return c
}
