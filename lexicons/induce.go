package lexicons

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"parallax/text"
)

// A Coded is a sentence with what a coder said of it: whether it holds what a list of terms is to find.
type Coded struct {
	Text  string
	Holds bool
}

// An Induced is a term that Induce has found, with the sentences that hold it, and how many of them are right: the coder
// says that they hold what the list is to find.
type Induced struct {
	Pattern      string
	Found, Right int
}

// Bounds of induction. More than half is the precision at which a term does more good than harm where the list ends up at
// an F1 near 1; in general, it is half of that F1 (Lipton, Elkan and Naryanaswamy 2014).
const (
	maxInduced   = 3   // words of a term
	minInduced   = 3   // sentences that a term must be the first to find
	minPrecision = 0.5 // of these, how many must be right
)

// Induce learns a list of terms from coded sentences by greedy residual precision: of all runs of one to three words,
// the one that is most surely commoner in sentences that hold is taken if more than half of the sentences that no
// earlier term has found are right, and so on down the list. The result depends on the sentences alone, not on their
// order, and is sorted by what each term finds.
func Induce(sentences []Coded) []Induced {
	in := newInduction(sentences)
	var list []Induced
	for _, c := range in.candidates() {
		fresh := slices.DeleteFunc(slices.Clone(c.sentences), func(s int32) bool { return in.covered[s] })
		if len(fresh) < minInduced || float64(in.right(fresh)) <= minPrecision*float64(len(fresh)) {
			continue
		}
		for _, s := range fresh {
			in.covered[s] = true
		}
		list = append(list, Induced{Pattern: c.run, Found: len(c.sentences), Right: in.right(c.sentences)})
	}
	slices.SortFunc(list, func(a, b Induced) int {
		return cmp.Or(cmp.Compare(b.Right, a.Right), strings.Compare(a.Pattern, b.Pattern))
	})
	return list
}

// An induction is the sentences, by the runs of words in them.
type induction struct {
	coded   []Coded
	runs    map[string][]int32 // by run, the sentences that hold it, in order
	covered []bool             // of each sentence: a term of the list finds it
}

func newInduction(sentences []Coded) *induction {
	in := &induction{coded: sentences, runs: map[string][]int32{}, covered: make([]bool, len(sentences))}
	for s, c := range sentences {
		for _, words := range stretches(c.Text) {
			for i := range words {
				for n := 1; n <= maxInduced && i+n <= len(words); n++ {
					run := strings.Join(words[i:i+n], " ")
					if of := in.runs[run]; len(of) == 0 || of[len(of)-1] != int32(s) {
						in.runs[run] = append(of, int32(s))
					}
				}
			}
		}
	}
	return in
}

// stretches returns the words of a text as terms match them: no term goes over a mark, a number or the end of a sentence.
func stretches(src string) [][]string {
	toks := text.Tokenize(nil, src)
	var all [][]string
	for _, s := range text.Sentences(src, toks) {
		all = append(all, nil)
		for _, t := range toks[s.From:s.To] {
			if form := t.Form(src); isPlainWord(form) {
				all[len(all)-1] = append(all[len(all)-1], form)
			} else {
				all = append(all, nil)
			}
		}
	}
	return all
}

// isPlainWord reports whether a form can stand in a term as it is.
func isPlainWord(form string) bool {
	letters := 0
	for _, r := range form {
		switch {
		case 'a' <= r && r <= 'z':
			letters++
		case r != '\'' && r != '-':
			return false
		}
	}
	return letters > 0
}

// isTerm reports whether a run of words, written as a term, finds itself.
func isTerm(run string) bool {
	phrases, err := parsePattern(run)
	return err == nil && len(phrases) == 1 && slices.Equal(phrases[0].words, strings.Fields(strings.ReplaceAll(run, "-", " ")))
}

// A candidate is a run of words with the sentences that hold it.
type candidate struct {
	run       string
	sentences []int32
	surprise  float64
}

// candidates returns the runs that are right more often than wrong, the most surprising first.
func (in *induction) candidates() []candidate {
	base := 0.0
	for _, c := range in.coded {
		if c.Holds {
			base++
		}
	}
	base /= float64(max(1, len(in.coded)))
	var all []candidate
	for run, found := range in.runs {
		n, right := float64(len(found)), float64(in.right(found))
		if len(found) < minInduced || right <= minPrecision*n || !isTerm(run) {
			continue
		}
		all = append(all, candidate{run, found, (right - n*base) / math.Sqrt(n)})
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.surprise, a.surprise), cmp.Compare(len(a.run), len(b.run)), strings.Compare(a.run, b.run))
	})
	return all
}

// right counts the sentences that hold what the list is to find.
func (in *induction) right(sentences []int32) int {
	n := 0
	for _, s := range sentences {
		if in.coded[s].Holds {
			n++
		}
	}
	return n
}
