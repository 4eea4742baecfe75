package lexicons

import (
	"cmp"
	"slices"

	"parallax/text"
)

// Find appends the matches in the source to dst, by where they begin, the longest first, then in the order
// of entries. The tokens and sentences are those of text.Tokenize and text.Sentences. What lies in no sentence is
// not searched.
func (m *Matcher) Find(dst []Match, src string, toks []text.Token, sents []text.Sentence) []Match {
	s := m.room.Get().(*search)
	s.src, s.toks = src, toks
	s.types = slices.Grow(s.types[:0], len(toks))[:len(toks)]
	m.types.All(s.types, src, toks)
	clear(s.taken)
	for _, sent := range sents {
		s.from, s.end = sent.From, sent.To
		s.follow(ofTerms)
		if len(s.found) > 0 {
			dst = s.choose(dst)
		}
		s.found, s.blocks, s.neighbours, s.words, s.searched = s.found[:0], s.blocks[:0], s.neighbours[:0], s.words[:0], false
	}
	s.src, s.toks = "", nil
	m.room.Put(s)
	return dst
}

// A search is the working room of one Find. Places count words: those of the token at index i are
// maxParts*i, maxParts*i+1 and so on.
type search struct {
	m      *Matcher
	src    string
	toks   []text.Token
	types  []*wordsOfType // what is known of the type of each token
	from   int            // where the sentence begins, in tokens
	end    int            // and where it ends
	path   [maxWords]int  // the places of the words followed so far
	found  []occurrence   // of terms in the sentence
	blocks []block        // occurrences of exceptions in the sentence
	taken  []int          // for each concept, the place up to which its matches reach

	guards     [tries]filter // of those looked for: of terms all, of conditions those of the lists that are wanted
	wanted     []bool        // for each list of conditions, whether a term found in the sentence asks for it
	neighbours []neighbour   // in the sentence, of these lists
	searched   bool          // whether the sentence was searched for neighbours
	words      []int         // for each token of the sentence and its end, how many words stand before it; empty if not yet counted
}

type occurrence struct {
	start, end int
	*ending
}

type block struct{ guard, start, end int }

// follow follows every pattern of a trie that begins in the sentence.
func (s *search) follow(trie int) {
	types := s.types[:s.end]
	for i := s.from; i < len(types); i++ {
		t := types[i]
		next, always := t.next[trie], t.always[trie]&s.guards[trie] != 0
		if next == 0 && !always {
			continue
		}
		onward := len(t.words) > 1 || next != 0 && i+1 < len(types) && next&types[i+1].first != 0
		if onward || always {
			s.begin(trie, i, t, onward)
		}
	}
}

// begin follows every pattern of a trie that begins in the token at index i; onward is whether one of several words may.
func (s *search) begin(trie, i int, t *wordsOfType, onward bool) {
	for part := range t.words {
		s.path[0] = maxParts*i + part
		here := &t.words[part].begins[trie]
		for k := range here.ends {
			s.note(&here.ends[k], 1)
		}
		if !onward {
			continue
		}
		if i, part := s.after(i, part); i >= 0 {
			word := &s.types[i].words[part]
			for _, o := range here.onward {
				if o.next&word.filter != 0 {
					s.goOn(o.children, 1, i, part)
				}
			}
		}
	}
}

// goOn goes on to the children of a node that was reached by depth words, by a part of the token at index i, and notes what ends there.
func (s *search) goOn(from children, depth, i, part int) {
	s.path[depth] = maxParts*i + part
	for _, word := range s.types[i].words[part].symbols {
		at := from.of(word)
		if at == 0 {
			continue
		}
		n := &s.m.nodes[at]
		for k := range n.ends {
			s.note(&n.ends[k], depth+1)
		}
		if n.next == 0 {
			continue
		}
		if i, part := s.after(i, part); i >= 0 && n.next&s.types[i].words[part].filter != 0 {
			s.goOn(n.children, depth+1, i, part)
		}
	}
}

// after returns the word behind a part of the token at index i, or -1 where there is none that is part of a pattern. A hyphen may
// stand between, but not a dash, which has a space on both sides.
func (s *search) after(i, part int) (int, int) {
	if part++; part < len(s.types[i].words) {
		return i, part
	}
	if i++; i < s.end && s.types[i] == hyphen {
		mark := s.toks[i]
		if i++; i < s.end && mark.Is(text.SpaceLeft) && s.toks[i].Is(text.SpaceLeft) {
			return -1, 0
		}
	}
	if i >= s.end || len(s.types[i].words) == 0 {
		return -1, 0
	}
	return i, 0
}

// note records an occurrence.
func (s *search) note(e *ending, depth int) {
	if e.cased != nil && !s.spelled(e.cased) {
		return
	}
	start, end := s.path[0], s.path[depth-1]+1
	switch e.entry {
	case exception:
		s.blocks = append(s.blocks, block{int(e.guard), start, end})
	case conditions:
		if s.wanted[e.guard] {
			s.neighbours = append(s.neighbours, neighbour{e.guard, start, end})
		}
	default:
		s.found = append(s.found, occurrence{start, end, e})
	}
}

// spelled reports whether the words on the path are capitalised as the pattern is.
func (s *search) spelled(cased []string) bool {
	for k, pattern := range cased {
		tok := s.toks[s.path[k]/maxParts]
		word := divideSource(tok.Of(s.src), tok.Form(s.src))[s.path[k]%maxParts]
		if !matchGlob(pattern, onlyLetters(word)) {
			return false
		}
	}
	return true
}

// choose appends the matches among the occurrences of a sentence.
func (s *search) choose(dst []Match) []Match {
	s.sortBlocks()
	if len(s.found) > 1 {
		slices.SortFunc(s.found, byPreference)
	}
	for _, o := range s.found {
		if o.start < s.taken[o.concept] || len(s.blocks) > 0 && (s.blocked(int(o.concept), o) || s.blocked(int(o.guard), o)) {
			continue
		}
		if s.m.rules != nil && len(s.m.rules[o.entry]) > 0 && !s.ruled(o, s.m.rules[o.entry]) {
			continue
		}
		s.taken[o.concept] = o.end
		dst = append(dst, Match{int(o.entry), text.Range{From: o.start / maxParts, To: (o.end-1)/maxParts + 1}})
	}
	return dst
}

// byPreference puts the leftmost first, of those the longest, of those of one concept that with the highest
// rank.
func byPreference(a, b occurrence) int {
	if a.start != b.start {
		return cmp.Compare(a.start, b.start)
	}
	if a.end != b.end {
		return cmp.Compare(b.end, a.end)
	}
	return cmp.Or(cmp.Compare(a.concept, b.concept), cmp.Compare(b.rank, a.rank), cmp.Compare(a.entry, b.entry))
}

// sortBlocks sorts the exceptions by what they guard and where they start, and makes each reach as far as the
// farthest before it, so that one look tells whether an occurrence is overlapped.
func (s *search) sortBlocks() {
	if len(s.blocks) < 2 {
		return
	}
	slices.SortFunc(s.blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.guard, b.guard), cmp.Compare(a.start, b.start))
	})
	for i := 1; i < len(s.blocks); i++ {
		if b := &s.blocks[i]; b.guard == s.blocks[i-1].guard {
			b.end = max(b.end, s.blocks[i-1].end)
		}
	}
}

// blocked reports whether an exception of the guard overlaps the occurrence.
func (s *search) blocked(guard int, o occurrence) bool {
	i, _ := slices.BinarySearchFunc(s.blocks, block{guard: guard, start: o.end}, func(b, at block) int {
		return cmp.Or(cmp.Compare(b.guard, at.guard), cmp.Compare(b.start, at.start))
	})
	return i > 0 && s.blocks[i-1].guard == guard && s.blocks[i-1].end > o.start
}
