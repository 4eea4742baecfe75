package concordance

import (
	"cmp"
	"slices"
	"strings"

	"parallax/text"
)

// A Sample keeps some of the lines that it is given, as good as drawn by lot, and always the same ones of one seed,
// whatever their order.
type Sample struct {
	size  int
	seed  uint64
	lines []numbered // the smallest, in order
	given int
}

type numbered struct {
	Line
	at int // among all given
}

// NewSample keeps at most size lines.
func NewSample(size int, seed uint64) *Sample { return &Sample{size: size, seed: seed} }

// Add offers a line.
func (s *Sample) Add(l Line) {
	s.given++
	l.lot = mix(l.lot ^ mix(s.seed))
	at, _ := slices.BinarySearchFunc(s.lines, l, func(a numbered, b Line) int {
		return cmp.Or(cmp.Compare(a.lot, b.lot), strings.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start))
	})
	if at >= s.size {
		return
	}
	s.lines = slices.Insert(s.lines, at, numbered{l, s.given})
	s.lines = s.lines[:min(len(s.lines), s.size)]
}

// Lines are those kept, in the order in which they were given.
func (s *Sample) Lines() []Line {
	kept := slices.Clone(s.lines)
	slices.SortFunc(kept, func(a, b numbered) int { return a.at - b.at })
	lines := make([]Line, len(kept))
	for i, k := range kept {
		lines[i] = k.Line
	}
	return lines
}

// An Order of lines.
type Order string

// The orders of a concordance.
const (
	ByCorpus  Order = ""        // as the corpus has them
	ByArticle Order = "article" // by the article's ID, then its headline and its text
	ByLeft    Order = "left"    // by the words to the left, beginning with the nearest
	ByRight   Order = "right"   // by the words to the right
)

// Sort puts lines into an order; equal ones stay as they are.
func Sort(lines []Line, by Order) {
	switch by {
	case ByArticle:
		slices.SortStableFunc(lines, func(a, b Line) int { return strings.Compare(a.Article, b.Article) })
	case ByLeft, ByRight:
		keys := make(map[*Line][]string, len(lines))
		sorted := make([]*Line, len(lines))
		for i := range lines {
			sorted[i] = &lines[i]
			keys[sorted[i]] = lines[i].words(by)
		}
		slices.SortStableFunc(sorted, func(a, b *Line) int { return slices.Compare(keys[a], keys[b]) })
		out := make([]Line, len(lines))
		for i, l := range sorted {
			out[i] = *l
		}
		copy(lines, out)
	}
}

// words are what a line is sorted by, the nearest to the keyword first.
func (l *Line) words(by Order) []string {
	side := l.Right
	if by == ByLeft {
		side = l.Left
	}
	toks := text.Tokenize(nil, side)
	var words []string
	for _, t := range toks {
		if t.Is(text.Word) {
			words = append(words, t.Form(side))
		}
	}
	if by == ByLeft {
		slices.Reverse(words)
	}
	return words
}
