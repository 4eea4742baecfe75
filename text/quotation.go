package text

// Quotations finds the parts of the source between quotation marks, ordered by where they begin and properly
// nested. None crosses a paragraph.
//
// Curly marks and guillemets open and close by their shape. A straight mark opens where none is open and closes
// else, but opens again where it stands before a word and the next mark closes, so that one forgotten mark
// does not turn the rest of the paragraph inside out. Single marks are apostrophes until shown otherwise:
// they open only before a word and with a closing mark within reach. Each mark looks ahead over a bounded number of
// tokens, so the work is linear.
func Quotations(src string, toks []Token) []Quotation {
	q := quoter{src: src, toks: toks}
	for from := 0; from < len(toks); {
		to := from + 1
		for to < len(toks) && toks[to].Flags&NewPara == 0 {
			to++
		}
		q.paragraph(from, to)
		from = to
	}
	return q.found
}

// reach is how many tokens a single mark may be from its partner. Longer quotations between single marks are
// rarer than stray apostrophes.
const reach = 100

type quoter struct {
	src      string
	toks     []Token
	found    []Quotation
	open     []int   // indices into found, outermost first
	from, to int     // the paragraph
	block    int     // the closing mark of a quotation over several paragraphs that has others within, 0 for none
	pending  bool    // the paragraph before ended inside a quotation
	held     []Range // paragraphs without marks since then, which belong to it if a closing mark comes next
}

// The roles a mark may play by its shape.
type role uint8

const (
	noRole role = iota
	opensDouble
	closesDouble
	straightDouble
	opensSingle
	closesSingle
	straightSingle
)

func (q *quoter) role(i int) role {
	switch q.toks[i].Of(q.src) {
	case "“", "„", "‟", "``", "‘‘", "«", "「", "『":
		return opensDouble
	case "”", "''", "’’", "»", "」", "』":
		return closesDouble
	case `"`:
		return straightDouble
	case "‘":
		return opensSingle
	case "’":
		return closesSingle
	case "'", "`":
		return straightSingle
	}
	return noRole
}

func (q *quoter) paragraph(from, to int) {
	q.from, q.to, q.open = from, to, q.open[:0]
	before, marked := len(q.found), false
	switch {
	case q.block > from:
		q.begin(from, false)
	case q.role(from) == opensDouble:
		q.block = q.blockEnd(from)
	}
	for i := from; i < to; i++ {
		if q.toks[i].Flags&Quote == 0 {
			continue
		}
		r := q.role(i)
		marked = marked || r != noRole && r < opensSingle
		switch r {
		case opensDouble:
			if q.inDouble() && !q.spaceLeft(i) && !q.wordRight(i) { // “word“
				q.closeDouble(i)
			} else {
				q.openDouble(i)
			}
		case closesDouble:
			q.curlyClose(i)
		case straightDouble:
			q.straight(i)
		case opensSingle:
			q.openSingle(i)
		case closesSingle:
			q.closeSingle(i)
		case straightSingle:
			if q.spaceLeft(i) && q.wordRight(i) {
				q.openSingle(i)
			} else {
				q.closeSingle(i)
			}
		}
	}
	switch {
	case len(q.open) > 0:
		q.pending, q.held = true, q.held[:0]
		q.drop(0, to)
	case marked || len(q.found) > before:
		q.pending, q.held = false, q.held[:0]
	case q.pending:
		q.held = append(q.held, Range{from, to})
	}
}

// blockEnd returns the closing mark of a quotation that stands in paragraphs of its own behind a colon, with no marks of its own at
// their edges but marks of quotations within; 0 where there is none. The marks must be curly, which tell opening from closing.
func (q *quoter) blockEnd(from int) int {
	const longest = 1000 // tokens
	if from == 0 || q.toks[from-1].Of(q.src) != ":" {
		return 0
	}
	depth, nested, paragraphs := 0, false, 0
	for i := from; i < min(len(q.toks), from+longest); i++ {
		if i > from && q.toks[i].Flags&NewPara != 0 {
			if depth == 0 || q.role(i) == opensDouble {
				return 0
			}
			paragraphs++
		}
		if q.toks[i].Flags&Quote == 0 {
			continue
		}
		switch q.role(i) {
		case opensDouble:
			nested = nested || depth > 0
			depth++
		case closesDouble:
			depth--
		case straightDouble:
			return 0
		}
		if depth == 0 {
			if nested && paragraphs > 0 {
				return i
			}
			return 0
		}
	}
	return 0
}

// drop ends the quotations from the given depth on, which lack their closing marks.
func (q *quoter) drop(depth, to int) {
	for _, k := range q.open[depth:] {
		q.found[k].To, q.found[k].Unclosed = to, true
	}
	q.open = q.open[:depth]
}

func (q *quoter) begin(i int, single bool) {
	q.open = append(q.open, len(q.found))
	q.found = append(q.found, Quotation{
		Range: Range{From: i, To: i + 1}, Single: single, Depth: len(q.open),
		Continued: i == q.from && q.pending && len(q.held) == 0,
	})
}

// inDouble reports whether a quotation between double marks is open.
func (q *quoter) inDouble() bool { return q.double() >= 0 }

// double returns the depth of the innermost open quotation between double marks, or -1.
func (q *quoter) double() int {
	for d := len(q.open) - 1; d >= 0; d-- {
		if !q.found[q.open[d]].Single {
			return d
		}
	}
	return -1
}

func (q *quoter) inSingle() bool {
	return len(q.open) > 0 && q.found[q.open[len(q.open)-1]].Single
}

func (q *quoter) openDouble(i int) {
	if d := q.double(); d >= 0 && q.block < i && !q.nests(i) {
		q.drop(d, i)
	}
	q.begin(i, false)
}

func (q *quoter) closeDouble(i int) {
	d := q.double()
	q.drop(d+1, i)
	q.found[q.open[d]].To = i + 1
	q.open = q.open[:d]
}

// nests reports whether a mark that opens inside an open quotation is nested in it: the next two double
// marks both close. Else the open quotation has lost its closing mark.
func (q *quoter) nests(i int) bool {
	closing := 0
	for j := i + 1; j < q.to && closing < 2; j++ {
		if q.toks[j].Flags&Quote == 0 {
			continue
		}
		switch q.role(j) {
		case opensDouble:
			return false
		case straightDouble:
			if q.spaceLeft(j) && q.wordRight(j) {
				return false
			}
			closing++
		case closesDouble:
			closing++
		}
	}
	return closing == 2
}

func (q *quoter) curlyClose(i int) {
	switch {
	case q.inDouble():
		q.closeDouble(i)
	case q.spaceLeft(i) && q.wordRight(i): // ”word”
		q.begin(i, false)
	default:
		q.resume(i)
	}
}

// resume takes a closing mark that has no opening one as the end of a quotation that came over from an
// earlier paragraph: some outlets leave out the marks in between.
func (q *quoter) resume(i int) {
	if !q.pending || len(q.found) > 0 && q.found[len(q.found)-1].To > q.from {
		return
	}
	for _, r := range append(q.held, Range{q.from, i + 1}) {
		q.found = append(q.found, Quotation{Range: r, Unclosed: r.From < q.from, Continued: true, Depth: 1})
	}
	q.pending, q.held = false, q.held[:0]
}

func (q *quoter) straight(i int) {
	opens := q.spaceLeft(i) && q.wordRight(i)
	switch {
	case q.inches(i):
	case q.inDouble() && !(opens && q.closesNext(i)):
		q.closeDouble(i)
	case opens || q.spaceLeft(i) || q.wordRight(i) && !q.toks[i-1].Is(Number):
		q.openDouble(i)
	case q.toks[i-1].Is(Number): // 12" pipes
	default:
		q.resume(i)
	}
}

// closesNext reports whether the next double mark closes. A straight mark that looks like an opening one
// inside a quotation opens only then; else it is a closing mark that slipped to the word after it, as
// happens where paragraphs were joined.
func (q *quoter) closesNext(i int) bool {
	for j := i + 1; j < q.to; j++ {
		if q.toks[j].Flags&Quote == 0 {
			continue
		}
		switch r := q.role(j); r {
		case opensDouble, closesDouble, straightDouble:
			return r == closesDouble || r == straightDouble && !(q.spaceLeft(j) && q.wordRight(j))
		}
	}
	return false
}

// inches reports whether a straight mark ends a height: 6'2".
func (q *quoter) inches(i int) bool {
	return i-q.from >= 3 && !q.toks[i].Is(SpaceLeft) && q.toks[i-1].Is(Number) && !q.toks[i-1].Is(SpaceLeft) &&
		q.role(i-2) >= closesSingle && q.toks[i-3].Is(Number) && !q.toks[i-2].Is(SpaceLeft)
}

func (q *quoter) openSingle(i int) {
	if !q.wordRight(i) || q.elided(i+1) {
		return
	}
	if q.partner(i) || i == q.from && q.repeated() {
		q.begin(i, true)
	}
}

// repeated reports whether the next paragraph begins with the same mark as this one.
func (q *quoter) repeated() bool {
	return q.to < len(q.toks) && q.toks[q.to].Is(Quote) && q.role(q.to) == q.role(q.from)
}

// partner reports whether a single mark may find its closing mark: one within reach, before another
// opens and before the quotation it would be nested in ends.
func (q *quoter) partner(i int) bool {
	for j := i + 1; j < min(q.to, i+reach); j++ {
		if q.toks[j].Flags&Quote == 0 {
			continue
		}
		switch r := q.role(j); {
		case r >= closesSingle && q.mayClose(j):
			return true
		case r >= opensSingle && q.spaceLeft(j) && q.wordRight(j) && !q.elided(j+1):
			return false
		case q.inDouble() && (r == closesDouble || r == straightDouble && !(q.spaceLeft(j) && q.wordRight(j))):
			return false
		}
	}
	return false
}

// mayClose reports whether a single mark stands where one closes: after a word or mark, before none.
func (q *quoter) mayClose(i int) bool {
	return !q.toks[i].Is(SpaceLeft) && (i+1 == q.to || q.toks[i+1].Is(SpaceLeft) || q.toks[i+1].Is(Mark))
}

// omits reports whether a single mark that may close may as well be an apostrophe: the boys' club, goin' home.
func (q *quoter) omits(i int) bool {
	if i+1 == q.to || !q.toks[i+1].Is(Word) {
		return false
	}
	word := q.toks[i-1].Of(q.src)
	switch word[len(word)-1] {
	case 's', 'S', 'z', 'x':
		return true
	case 'n':
		return len(word) > 3 && word[len(word)-2] == 'i'
	}
	return false
}

func (q *quoter) closeSingle(i int) {
	if !q.inSingle() || !q.mayClose(i) || q.omits(i) && q.better(i) {
		return
	}
	last := len(q.open) - 1
	q.found[q.open[last]].To = i + 1
	q.open = q.open[:last]
}

// better reports whether a mark that can only be a closing one follows, before another opens.
func (q *quoter) better(i int) bool {
	for j := i + 1; j < min(q.to, i+reach); j++ {
		if q.toks[j].Flags&Quote == 0 {
			continue
		}
		switch r := q.role(j); {
		case r >= closesSingle && q.mayClose(j):
			if !q.omits(j) {
				return true
			}
		case r >= opensSingle && q.spaceLeft(j) && q.wordRight(j) && !q.elided(j+1):
			return false
		case q.inDouble() && (r == closesDouble || r == straightDouble):
			return false
		}
	}
	return false
}

// elided reports whether the word at index i is one that begins with an apostrophe: '90s, 'em, 'n'.
func (q *quoter) elided(i int) bool {
	word := q.toks[i].Of(q.src)
	if q.toks[i].Is(Number) {
		return len(word) == 2 || len(word) == 3 && word[2] == 's'
	}
	return q.toks[i].Type.class().has(elision)
}

// spaceLeft reports whether a mark stands where one opens: after white space, a dash or another opening mark.
func (q *quoter) spaceLeft(i int) bool {
	if q.toks[i].Is(SpaceLeft) || i == q.from {
		return true
	}
	switch q.toks[i-1].Of(q.src) {
	case "(", "[", "{", "—", "–", "--", "“", "‘", "/":
		return true
	case `"`, "'":
		return q.toks[i-1].Is(SpaceLeft)
	}
	return false
}

// wordRight reports whether what a quotation can begin with stands right of the mark, without white space.
func (q *quoter) wordRight(i int) bool {
	if i+1 >= q.to || q.toks[i+1].Is(SpaceLeft) {
		return false
	}
	if q.toks[i+1].Is(Word) {
		return true
	}
	switch q.toks[i+1].Of(q.src) {
	case "(", "[", "{", "$", "£", "€", "…", "...", "“", "‘", "``", "@", "#", "—", "¿", "¡":
		return true
	case `"`, "'":
		return i+2 < q.to && q.toks[i+2].Is(Word) && !q.toks[i+2].Is(SpaceLeft)
	}
	return false
}
