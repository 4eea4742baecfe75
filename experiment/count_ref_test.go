package experiment

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/internal/shared"
	"parallax/lexicons"
	"parallax/text"
)

// The plain loop of shared/bench/roof finds 383,301 hits of its 3,000 terms on us-news. Count finds nearly as many, and
// every single hit that only one of the two has is explained by a rule of the language of lexicons.
func TestCountAgainstREF(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all of us-news")
	}
	lex, _, err := OpenLexicon(shared.Path(t, "bench", "lex.dic"))
	if err != nil {
		t.Fatal(err)
	}
	matcher, err := lexicons.Compile(lex)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := corpus.Open(shared.Path(t, "corpora", "us-news.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	ref, entries := newPlainLoop(lex), matcher.Entries()
	ours, theirs, both := 0, 0, 0
	why := map[string]int{}
	for r, err := range articles.Records() {
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Decode()
		if err != nil {
			t.Fatal(err)
		}
		d := newReconciled(a.Text)
		for _, m := range matcher.Find(nil, d.src, d.toks, d.sents) {
			d.ours = append(d.ours, hit{m.Span(d.toks), entries[m.Entry].Concept})
		}
		d.theirs = ref.hits(d.src)
		ours, theirs = ours+len(d.ours), theirs+len(d.theirs)
		both += d.pair()
		for _, h := range d.theirs {
			reason := d.whyNotOurs(h)
			if reason == "" {
				t.Errorf("%s: only the loop has %q (%s)", a.ID, h.Of(d.src), h.category)
			}
			why["only the loop: "+reason]++
		}
		for _, h := range d.ours {
			reason := d.whyNotTheirs(h)
			if reason == "" {
				t.Errorf("%s: only count has %q (%s)", a.ID, h.Of(d.src), h.category)
			}
			why["only count: "+reason]++
		}
	}
	t.Logf("count %d, loop %d, both %d", ours, theirs, both)
	for _, reason := range slices.Sorted(maps.Keys(why)) {
		t.Logf("%6d %s", why[reason], reason)
	}
	if theirs != 383_301 {
		t.Errorf("the loop finds %d hits, REF finds 383,301", theirs)
	}
}

// A hit is a place where a word of a category stands.
type hit struct {
	text.Span
	category string
}

// A plainLoop finds words as shared/bench/roof does: runs of letters, digits and apostrophes between them, each term
// wherever its words follow each other.
type plainLoop struct {
	words, stems map[string][]string // their categories
	phrases      map[string][]phrase // by their first word
}

type phrase struct {
	words      []string // behind the first
	categories []string
}

func newPlainLoop(lex *lexicons.Lexicon) *plainLoop {
	l := &plainLoop{map[string][]string{}, map[string][]string{}, map[string][]phrase{}}
	phrases := map[string][]string{}
	for _, c := range lex.Concepts {
		for _, term := range c.Variants[0].Terms {
			switch stem, isStem := strings.CutSuffix(term.Pattern, "*"); {
			case strings.Contains(term.Pattern, " "):
				phrases[term.Pattern] = append(phrases[term.Pattern], c.Name)
			case isStem:
				l.stems[stem] = append(l.stems[stem], c.Name)
			default:
				l.words[term.Pattern] = append(l.words[term.Pattern], c.Name)
			}
		}
	}
	for p, categories := range phrases {
		words := strings.Fields(p)
		l.phrases[words[0]] = append(l.phrases[words[0]], phrase{words[1:], categories})
	}
	return l
}

func (l *plainLoop) hits(src string) (found []hit) {
	forms, spans := plainWords(src)
	for i, form := range forms {
		in := map[string]bool{}
		for _, c := range l.words[form] {
			in[c] = true
		}
		for n := range len(form) {
			for _, c := range l.stems[form[:n+1]] {
				in[c] = true
			}
		}
		for _, c := range slices.Sorted(maps.Keys(in)) {
			found = append(found, hit{spans[i], c})
		}
		for _, p := range l.phrases[form] {
			if n := i + 1 + len(p.words); n <= len(forms) && slices.Equal(forms[i+1:n], p.words) {
				for _, c := range p.categories {
					found = append(found, hit{text.Span{Start: spans[i].Start, End: spans[n-1].End}, c})
				}
			}
		}
	}
	return found
}

// plainWords divides a text into words as the loop does.
func plainWords(src string) (forms []string, spans []text.Span) {
	isLetter := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' }
	var form []byte
	start := 0
	emit := func(end int) {
		if len(form) > 0 {
			forms, spans = append(forms, string(form)), append(spans, text.Span{Start: start, End: end})
		}
		form = form[:0]
	}
	add := func(i int, c byte) {
		if len(form) == 0 {
			start = i
		}
		if len(form) < 128 {
			form = append(form, c)
		}
	}
	for i := 0; i < len(src); {
		c := src[i]
		at := func(k int) byte {
			if i+k < len(src) {
				return src[i+k]
			}
			return 0
		}
		switch {
		case isLetter(c):
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			add(i, c)
			i++
		case c == '\'' && len(form) > 0 && isLetter(at(1)):
			add(i, '\'')
			i++
		case c == 0xE2 && at(1) == 0x80 && i+2 < len(src) && at(2) == 0x99 && len(form) > 0 && isLetter(at(3)):
			add(i, '\'')
			i += 3
		case c == 0xE2 && at(1) == 0x80 && i+2 < len(src):
			emit(i)
			i += 3
		case c == 0xC2:
			emit(i)
			i += 2
		case c >= 0x80:
			add(i, c)
			i++
		default:
			emit(i)
			i++
		}
	}
	emit(len(src))
	return forms, spans
}

// A reconciled is an article with the hits that only one of the two has left.
type reconciled struct {
	src          string
	toks         []text.Token
	sents        []text.Sentence
	ours, theirs []hit
	all          []hit // of ours, before they were paired
}

func newReconciled(src string) *reconciled {
	toks := text.Tokenize(nil, src)
	return &reconciled{src: src, toks: toks, sents: text.Sentences(src, toks)}
}

// pair takes out the hits that both have, and returns how many they are. Ours are whole tokens.
func (d *reconciled) pair() (n int) {
	d.all = slices.Clone(d.ours)
	d.theirs = slices.DeleteFunc(d.theirs, func(h hit) bool {
		i := slices.IndexFunc(d.ours, func(o hit) bool {
			return o.category == h.category && o.Start <= h.Start && h.End <= d.cliticEnd(o.End) && d.isPhrase(o) == d.isPhrase(h)
		})
		if i < 0 {
			return false
		}
		d.ours = slices.Delete(d.ours, i, i+1)
		n++
		return true
	})
	return n
}

// isPhrase reports whether a hit is more than a word or a hyphen compound.
func (d *reconciled) isPhrase(h hit) bool { return strings.ContainsAny(h.Of(d.src), " \n\t") }

// cliticEnd returns the end of the clitic that follows a place, or the place.
func (d *reconciled) cliticEnd(at int) int {
	for _, t := range d.toks {
		if t.Start == at && t.Is(text.Clitic) {
			return t.End
		}
	}
	return at
}

// tokens returns the tokens that overlap a span.
func (d *reconciled) tokens(s text.Span) (list []text.Token) {
	for _, t := range d.toks {
		if t.Start < s.End && t.End > s.Start {
			list = append(list, t)
		}
	}
	return list
}

func (d *reconciled) whyNotOurs(h hit) string {
	for _, o := range d.all {
		if o.category == h.category && o.Start < h.End && h.Start < o.End {
			return "it overlaps a term of its category that is longer or further left"
		}
	}
	toks := d.tokens(h.Span)
	if sentence := d.sentence(h.Start); sentence >= 0 && sentence != d.sentence(h.End-1) {
		return "it goes over the end of a sentence"
	}
	for i, t := range toks {
		if t.Is(text.Mark) && t.Of(d.src) != "-" || i > 0 && t.Is(text.NewPara) {
			return "it goes over a mark"
		}
		if whole := t.Start >= h.Start && t.End <= h.End; !whole || strings.ContainsAny(t.Of(d.src), "@#") {
			if !whole && !strings.ContainsAny(t.Of(d.src), "@#/:._&0123456789") && strings.Contains(t.Of(d.src), "-") {
				continue // a hyphen compound, whose words are words
			}
			return "it is part of a longer token: an address, a @name, a number, an abbreviation"
		}
	}
	return ""
}

func (d *reconciled) whyNotTheirs(h hit) string {
	if d.cliticEnd(h.End) > h.End {
		return "an 's or another clitic follows, which the loop takes for a part of the word"
	}
	for _, t := range d.tokens(h.Span) {
		if t.Is(text.Clitic) {
			return "an 's or another clitic follows, which the loop takes for a part of the word"
		}
	}
	if h.End < len(d.src) && d.src[h.End] >= 0x80 {
		return "a sign such as ™ follows, which the loop takes for a part of the word"
	}
	return ""
}

func (d *reconciled) sentence(at int) int {
	for i, t := range d.toks {
		if t.Start <= at && at < t.End {
			return slices.IndexFunc(d.sents, func(s text.Sentence) bool { return s.Has(i) })
		}
	}
	return -1
}
