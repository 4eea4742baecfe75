// Package text divides news prose into tokens, sentences and quotations. It knows marks and spelling
// only: no dictionary, no scores. Every span is in bytes of the source; positions in token slices are
// called ranges.
package text

// A Span is a part of the source, in bytes, half-open.
type Span struct{ Start, End int }

// Of returns the text of the span.
func (s Span) Of(src string) string { return src[s.Start:s.End] }

// CodePoints returns the stretch of a text that lies between two code points, counted from 0; those beyond the end are
// its end.
func CodePoints(s string, start, end int) Span {
	at, n := Span{len(s), len(s)}, 0
	for i := range s {
		if n == start {
			at.Start = i
		}
		if n == end {
			at.End = i
			break
		}
		n++
	}
	return at
}

// A Range is a run of tokens by index, half-open.
type Range struct{ From, To int }

// Len returns the number of tokens in the range.
func (r Range) Len() int { return r.To - r.From }

// Has reports whether the token at index i lies in the range.
func (r Range) Has(i int) bool { return r.From <= i && i < r.To }

// Overlaps reports whether two ranges share a token.
func (r Range) Overlaps(s Range) bool { return r.From < s.To && s.From < r.To }

// Span returns the part of the source that the range's tokens cover.
func (r Range) Span(toks []Token) Span {
	if r.From >= r.To {
		return Span{}
	}
	return Span{toks[r.From].Start, toks[r.To-1].End}
}

// A Token is a running word, number or mark.
type Token struct {
	Span
	Type  TypeID
	Flags Flags
}

// Flags says what a token looks like and what surrounds it.
type Flags uint16

const (
	Word      Flags = 1 << iota // has a letter or digit: counts as a running word
	Capital                     // begins with an upper-case letter
	AllCaps                     // two letters or more, all upper case
	Number                      // begins with a digit
	Mark                        // punctuation or symbol
	Quote                       // a quotation mark or an apostrophe standing alone
	SpaceLeft                   // white space, or the start of the source, comes before
	NewLine                     // first token of a line (of the source, or after a line break)
	NewPara                     // first token of a paragraph: after a line break, or a blank line if the text is hard-wrapped
	NegClitic                   // n't split off its verb
	Clitic                      // split off the word before it: n't, 's, 're, 've, 'll, 'd, 'm
	Abbrev                      // abbreviation or initials with its stop: U.S., Gen., J.
)

// Is reports whether the token has all of the flags.
func (t Token) Is(f Flags) bool { return t.Flags&f == f }

// A Sentence is a run of tokens that ends at a full stop, question or exclamation mark, or at the end of
// its paragraph.
type Sentence struct {
	Range
	Paragraph int // index of the paragraph it stands in, from 0
}

// A Quotation is a run of tokens between quotation marks, marks included. A quotation over several
// paragraphs, where each opens with a mark and only the last closes, is one Quotation per paragraph, the
// later ones Continued.
type Quotation struct {
	Range
	Single    bool // between single marks
	Unclosed  bool // its closing mark is missing: it ends with its paragraph, or where the next one begins
	Continued bool // it goes on from the quotation before it, by the same speaker
	Depth     int  // 1 outermost, 2 inside another quotation
}
