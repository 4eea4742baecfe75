package experiment

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// A CountQuery asks how often the words of dictionaries occur in each article: what dictionary programs give, with no
// regard to who speaks.
type CountQuery struct {
	Lexicons []string // paths of files in any format, or names of built-in lexicons
	Corpus   string   // path of a file or folder of articles, or demo
	Workers  int
	Percent  bool // of the article's words instead of counts
}

// Counted says how many articles were counted and how many left out, by reason.
type Counted struct {
	Articles int
	Excluded map[corpus.Reason]int
}

func (c Counted) String() string { return tally(c.Articles, "counted", c.Excluded, "") }

// Count writes a table as CSV: one row an article, in the order of the corpus; its ID, its outlet, its words and one
// column a category: how often its terms occur or, where they have weights, the sum of these. What could not be read of a
// dictionary, and each article that is left out, is told to warn.
func Count(ctx context.Context, q CountQuery, out io.Writer, warn func(string)) (Counted, error) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(heap))
	defer debug.SetGCPercent(debug.SetGCPercent(lazy))
	done := Counted{Excluded: map[corpus.Reason]int{}}
	matcher, columns, err := q.dictionaries(warn)
	if err != nil {
		return done, &ConfigError{err}
	}
	articles, err := (&Config{Corpus: q.Corpus}).openCorpus()
	if err != nil {
		return done, &ConfigError{err}
	}
	w := bufio.NewWriterSize(out, 1<<16)
	c := newCounting(matcher, columns, q.Percent)
	if err := c.header(w); err != nil {
		return done, err
	}
	p, err := pipeline.New() // no layers: neither voices nor sources
	if err != nil {
		return done, err
	}
	for row, err := range pipeline.Run(ctx, p, texts(articles.Records()), q.Workers, nil, corpus.Seen{}.First, c.count) {
		var one *corpus.Exclusion
		switch {
		case err == nil:
			done.Articles++
			if _, err := w.Write(row); err != nil {
				return done, err
			}
		case errors.As(err, &one):
			done.Excluded[one.Reason]++
			warn("left out: " + one.Error())
		default:
			return done, cmp.Or(w.Flush(), err)
		}
	}
	return done, w.Flush()
}

// dictionaries reads the lexicons and returns a matcher with the columns of its entries.
func (q *CountQuery) dictionaries(warn func(string)) (*lexicons.Matcher, columns, error) {
	var lexs []*lexicons.Lexicon
	var faults []error
	for _, ref := range q.Lexicons {
		lex, left, err := OpenLexicon(ref)
		for _, line := range told(ref, left) {
			warn(line)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		lexs = append(lexs, lex)
	}
	if len(q.Lexicons) == 0 {
		faults = append(faults, errors.New("count: name the dictionary with --lexicon FILE"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, columns{}, err
	}
	matcher, err := lexicons.Compile(lexs...)
	if err != nil {
		return nil, columns{}, err
	}
	entries := matcher.Entries()
	for _, lex := range lexs {
		if slices.ContainsFunc(entries, func(e lexicons.Entry) bool { return e.Lexicon == lex.Name && len(e.Voices) > 0 }) {
			warn(lex.Name + ": count knows no voices, so terms count also outside those they are limited to")
		}
	}
	return matcher, columnsOf(entries, len(lexs) > 1), nil
}

// columns are the categories of a table, and the column in which each entry of a matcher is counted.
type columns struct {
	names   []string
	of      []int
	weights []int64 // what a match of each entry adds
}

// columnsOf names the columns by the concept, behind it the variant where it has several, and before it the lexicon
// where there are several.
func columnsOf(entries []lexicons.Entry, several bool) columns {
	c := columns{of: make([]int, len(entries))}
	at := map[string]int{}
	for i, e := range entries {
		c.weights = append(c.weights, int64(e.Weight))
		name := e.Concept
		if e.Variant != lexicons.AnyVariant {
			name += "." + e.Variant
		}
		if several {
			name = e.Lexicon + "." + name
		}
		if _, ok := at[name]; !ok {
			at[name] = len(c.names)
			c.names = append(c.names, name)
		}
		c.of[i] = at[name]
	}
	return c
}

// texts leaves out the titles: dictionaries are counted in the text of an article.
func texts(in iter.Seq2[corpus.Record, error]) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		for r, err := range in {
			if decode := r.Decode; decode != nil {
				r.Decode = func() (corpus.Article, error) {
					a, err := decode()
					a.Title = ""
					return a, err
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// A counting turns articles into rows.
type counting struct {
	matcher *lexicons.Matcher
	columns
	percent bool
	rooms   sync.Pool
}

// A countRoom is the memory for one article at a time.
type countRoom struct {
	tokens    []text.Token
	sentences []text.Sentence
	matches   []lexicons.Match
	n         []int64
}

func newCounting(m *lexicons.Matcher, cols columns, percent bool) *counting {
	c := &counting{matcher: m, columns: cols, percent: percent}
	c.rooms.New = func() any { return &countRoom{n: make([]int64, len(cols.names))} }
	return c
}

func (c *counting) header(out io.Writer) error {
	w := csv.NewWriter(out)
	w.Write(append([]string{"article", "outlet", "words"}, c.names...))
	w.Flush()
	return w.Error()
}

// count returns the row of one article. Words are tokens with a letter or digit, don't and Lee's one each.
func (c *counting) count(d *pipeline.Document) ([]byte, error) {
	room := c.rooms.Get().(*countRoom)
	defer c.rooms.Put(room)
	room.tokens = text.Tokenize(room.tokens[:0], d.Source)
	words := int64(0)
	for _, t := range room.tokens {
		if t.Flags&(text.Word|text.Clitic) == text.Word {
			words++
		}
	}
	clear(room.n)
	room.sentences = text.AppendSentences(room.sentences[:0], d.Source, room.tokens)
	room.matches = c.matcher.Find(room.matches[:0], d.Source, room.tokens, room.sentences)
	for _, m := range room.matches {
		room.n[c.of[m.Entry]] += c.weights[m.Entry]
	}
	row := make([]byte, 0, len(d.ID)+len(d.Outlet)+8*len(room.n)+16)
	row = appendField(row, d.ID)
	row = appendField(append(row, ','), d.Outlet)
	row = strconv.AppendInt(append(row, ','), words, 10)
	for _, n := range room.n {
		row = append(row, ',')
		switch {
		case !c.percent:
			row = strconv.AppendInt(row, n, 10)
		case words > 0:
			row = strconv.AppendFloat(row, 100*float64(n)/float64(words), 'f', -1, 64)
		}
	}
	return append(row, '\n'), nil
}

// appendField appends a field of CSV as encoding/csv would, in quotation marks where it needs them.
func appendField(row []byte, s string) []byte {
	if !strings.ContainsAny(s, "\",\r\n") && !strings.HasPrefix(s, " ") {
		return append(row, s...)
	}
	row = append(row, '"')
	row = append(row, strings.ReplaceAll(s, `"`, `""`)...)
	return append(row, '"')
}
