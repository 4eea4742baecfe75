package evaluation

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"parallax/pipeline"
	"parallax/stages"
	"parallax/stats"
	"parallax/text"
)

// Attribution is how well attributions are found, by the definitions of score.py: only those that stand in no other are
// compared; one of the gold and one found are a pair where their cues share a word, those that share most content first.
type Attribution struct {
	Articles int
	Cue      Tally // pairs
	Source   Tally // pairs whose sources share a word, of the attributions that have one
	SameWord Tally // pairs whose sources have the same words
	Words    Tally // words of content of all attributions together
	Content  Tally // pairs whose contents share half of the words that either has
	Whole    Tally // those of them whose sources share a word too, where the gold has one
	Recall   map[stages.Kind]Recall
}

// A Recall is what is found of the attributions whose content is quoted in whole, in part or not.
type Recall struct{ Gold, Cue, Content int64 }

// Attributions compares what the layers ascribe to sources with what people have marked: in all articles, and in those of them
// that the model did not learn from. Places in a title count as if they were in the text, as in score.py.
func Attributions(l *stages.Layers, articles []AttributedArticle) (all, unseen Attribution, err error) {
	all.Recall, unseen.Recall = map[stages.Kind]Recall{}, map[stages.Kind]Recall{}
	p, err := pipeline.New(l.Attributions)
	if err != nil {
		return all, unseen, err
	}
	for _, a := range articles {
		d, err := p.Analyze(a.Article)
		if err != nil {
			return all, unseen, err
		}
		all.compare(a, l.Attributions.Of(d), d)
		if unseenBy(l, d) {
			unseen.compare(a, l.Attributions.Of(d), d)
		}
	}
	return all, unseen, nil
}

// unseenBy reports whether the layers' model, if there is one, did not learn from a document.
func unseenBy(l *stages.Layers, d *pipeline.Document) bool {
	return l.Model == nil || !l.Model.LearntFrom(d.Source)
}

// A wording is an attribution as indices of words.
type wording struct{ source, cue, content []int }

func (all *Attribution) compare(a AttributedArticle, found []stages.Attribution, d *pipeline.Document) {
	all.Articles++
	runes := []rune(a.Text)
	w := wordsOf(runes)
	var gold, predicted []wording
	var kinds []stages.Kind
	for _, g := range a.Attributions {
		gold = append(gold, wording{w.of(g.Source), w.of(g.Cue), w.of(g.Content)})
		kinds = append(kinds, kindOf(runes, g.Content))
	}
	for _, f := range found {
		if x := (wording{w.of(places(d, f.Source)), w.of(places(d, f.Cue)), w.of(places(d, f.Content))}); f.Depth == 1 && len(x.content) > 0 {
			predicted = append(predicted, x)
		}
	}
	pairs := pair(gold, predicted)
	n := int64(len(pairs))
	all.Cue.plus(n, int64(len(predicted))-n, int64(len(gold))-n)
	var sources, same, content, whole, sourced, named int64
	for i, g := range gold {
		if len(g.source) > 0 {
			sourced++
		}
		r := all.Recall[kinds[i]]
		r.Gold++
		if j, ok := pairs[i]; ok {
			q := predicted[j]
			both := overlap(g.content, q.content)
			half := 2*both >= len(g.content)+len(q.content)-both
			agree := overlap(g.source, q.source) > 0
			r.Cue++
			if half {
				r.Content++
				content++
			}
			if half && (agree || len(g.source) == 0) {
				whole++
			}
			if agree {
				sources++
			}
			if len(g.source) > 0 && slices.Equal(g.source, q.source) {
				same++
			}
		}
		all.Recall[kinds[i]] = r
	}
	for _, q := range predicted {
		if len(q.source) > 0 {
			named++
		}
	}
	all.Source.plus(sources, named-sources, sourced-sources)
	all.SameWord.plus(same, named-same, sourced-same)
	all.Content.plus(content, int64(len(predicted))-content, int64(len(gold))-content)
	all.Whole.plus(whole, int64(len(predicted))-whole, int64(len(gold))-whole)
	marked, said := union(gold), union(predicted)
	both := int64(overlap(marked, said))
	all.Words.plus(both, int64(len(said))-both, int64(len(marked))-both)
}

func (t *Tally) plus(right, wrong, missed int64) {
	t.Right, t.Wrong, t.Missed = t.Right+right, t.Wrong+wrong, t.Missed+missed
}

// pair returns for each attribution of the gold that has one its partner among those found: best overlap first, one to one, of
// equals the later.
func pair(gold, found []wording) map[int]int {
	type couple struct{ score, i, j int }
	var all []couple
	at := map[int][]int{} // the found by the words of their cues
	for j, q := range found {
		for _, w := range q.cue {
			at[w] = append(at[w], j)
		}
	}
	for i, g := range gold {
		var near []int
		for _, w := range g.cue {
			near = append(near, at[w]...)
		}
		slices.Sort(near)
		for _, j := range slices.Compact(near) {
			all = append(all, couple{1 + overlap(g.content, found[j].content), i, j})
		}
	}
	slices.SortFunc(all, func(a, b couple) int { return cmp.Or(b.score-a.score, b.i-a.i, b.j-a.j) })
	pairs, taken := map[int]int{}, map[int]bool{}
	for _, c := range all {
		if _, ok := pairs[c.i]; !ok && !taken[c.j] {
			pairs[c.i], taken[c.j] = c.j, true
		}
	}
	return pairs
}

// overlap counts what two sorted lists have in common.
func overlap(a, b []int) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// union is the words of content of all attributions.
func union(all []wording) (words []int) {
	for _, x := range all {
		words = append(words, x.content...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// kindOf says how much of a content is quoted, by its marks alone.
func kindOf(runes []rune, content []Span) stages.Kind {
	var b strings.Builder
	for _, c := range content {
		b.WriteString(string(runes[c.Start:c.End]))
	}
	const marks = "\"“”"
	s := strings.TrimSpace(b.String())
	first, last := []rune(s), []rune(strings.TrimRight(s, ".,"))
	switch {
	case (len(first) == 0 || strings.ContainsRune(marks, first[0])) && (len(last) == 0 || strings.ContainsRune(marks, last[len(last)-1])):
		return stages.Direct
	case strings.ContainsAny(s, marks):
		return stages.Mixed
	}
	return stages.Indirect
}

// words are the running words of a text, in code points, in order, as score.py divides it: letters, digits and underscores, with
// hyphens and apostrophes inside.
type words [][2]int

func wordsOf(s []rune) (all words) {
	letter := func(i int) bool {
		return i < len(s) && (unicode.IsLetter(s[i]) || unicode.IsNumber(s[i]) || s[i] == '_')
	}
	for i := 0; i < len(s); {
		if !letter(i) {
			i++
			continue
		}
		from := i
		for letter(i) || strings.ContainsRune("-'’", at(s, i)) && letter(i+1) {
			i++
		}
		all = append(all, [2]int{from, i})
	}
	return all
}

// at is the code point at i, one that is nothing else beyond the end.
func at(s []rune, i int) rune {
	if i < len(s) {
		return s[i]
	}
	return unicode.MaxRune
}

// of returns the indices of the words that some spans touch.
func (w words) of(spans []Span) (all []int) {
	for _, s := range spans {
		for i := sort.Search(len(w), func(i int) bool { return w[i][1] > s.Start }); i < len(w) && w[i][0] < s.End; i++ {
			all = append(all, i)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// places are token ranges as places in the text or the title, in code points.
func places(d *pipeline.Document, ranges []text.Range) (all []Span) {
	toks := stages.Tokens.Of(d)
	for _, r := range ranges {
		if r.Len() > 0 {
			s := r.Span(toks)
			_, from := d.Offset(s.Start)
			_, to := d.Offset(s.End)
			all = append(all, Span{Start: from, End: to})
		}
	}
	return all
}

// PrintAttribution writes the figures of Attributions, and says where they flatter.
func PrintAttribution(w io.Writer, all, unseen Attribution) error {
	return printBoth(w, all.Articles, unseen.Articles, all.print, unseen.print)
}

// printBoth writes figures of all articles, and where the model learnt from some of them also those of the others.
func printBoth(w io.Writer, all, unseen int, ofAll, ofUnseen func(io.Writer) error) error {
	if err := ofAll(w); err != nil || unseen == all {
		return err
	}
	fmt.Fprintf(w, "\nThe model learnt from %d of the %d articles: these figures flatter it.", all-unseen, all)
	if unseen == 0 {
		fmt.Fprintln(w, " Judge it by articles that it has not seen.")
		return nil
	}
	fmt.Fprint(w, " On the others:\n\n")
	return ofUnseen(w)
}

// print writes the figures as two tables. Only attributions have an interval: words of one hang together.
func (a *Attribution) print(w io.Writer) error {
	t := newTable("attributions", "precision", "recall", "F1", "gold")
	for _, row := range []struct {
		what  string
		tally Tally
	}{
		{"cue (overlap)", a.Cue}, {"source (overlap)", a.Source}, {"source (same words)", a.SameWord},
		{"content (tokens)", a.Words}, {"content (IoU >= .5)", a.Content}, {"whole attribution", a.Whole},
	} {
		p, r, f := stats.PrecisionRecall(row.tally.Right, row.tally.Wrong, row.tally.Missed, Confidence)
		show := interval
		if row.what == "content (tokens)" {
			show = value
		}
		t.row(row.what, show(p), show(r), show(f), strconv.FormatInt(row.tally.Right+row.tally.Missed, 10))
	}
	if err := t.write(w); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	t = newTable("recall by kind", "cue", "content (IoU >= .5)", "gold")
	for _, k := range []stages.Kind{stages.Direct, stages.Mixed, stages.Indirect} {
		if r := a.Recall[k]; r.Gold > 0 {
			_, cue, _ := stats.PrecisionRecall(r.Cue, 0, r.Gold-r.Cue, Confidence)
			_, content, _ := stats.PrecisionRecall(r.Content, 0, r.Gold-r.Content, Confidence)
			t.row(string(k), interval(cue), interval(content), strconv.FormatInt(r.Gold, 10))
		}
	}
	return t.write(w)
}
