package stories

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/text"
)

// leadWords is how many words of an article's text are read, since news says first what it is about.
const leadWords = 150

// headlineTimes is how often a word of the headline counts.
const headlineTimes = 2

// A lead is what an article begins with.
type lead struct {
	words    vector   // how often it has each word
	names    []int32  // the words that are capitalised within a sentence, sorted
	shingles shingles // of the text, the lexicons' terms among them
}

// A vocabulary numbers words as they are met.
type vocabulary struct {
	ids   map[string]int32
	words []string
}

func (v *vocabulary) id(word string) int32 {
	id, ok := v.ids[word]
	if !ok {
		if v.ids == nil {
			v.ids = map[string]int32{}
		}
		id = int32(len(v.words))
		v.ids[word] = id
		v.words = append(v.words, word)
	}
	return id
}

// read takes the words of an article's headline and lead. A headline shows no names: many capitalise every word.
func (f *Finder) read(title, body string) lead {
	times := map[int32]float64{}
	f.eachWord(title, func(w word) {
		if !w.listed {
			times[f.words.id(w.form)] += headlineTimes
		}
	})
	var l lead
	var running []string
	f.eachWord(beginning(body), func(w word) {
		running = append(running, w.form)
		if w.listed {
			return
		}
		id := f.words.id(w.form)
		times[id]++
		if w.name {
			l.names = append(l.names, id)
		}
	})
	for id, n := range times {
		l.words = append(l.words, weight{id, n})
	}
	slices.Sort(l.names)
	l.names = slices.Compact(l.names)
	l.shingles = shinglesOf(running)
	return l
}

type word struct {
	form   string // folded
	listed bool   // part of a term of a lexicon
	name   bool   // capitalised, and not because a sentence begins
}

// eachWord yields the words of a text. Hyphen compounds are divided: Al-Shifa is al-Shifa or Shifa elsewhere.
func (f *Finder) eachWord(src string, yield func(word)) {
	toks := text.Tokenize(nil, src)
	sents := text.Sentences(src, toks)
	listed := make([]bool, len(toks))
	for _, m := range f.Lexicons.Find(nil, src, toks, sents) {
		for i := m.From; i < m.To; i++ {
			listed[i] = true
		}
	}
	for _, s := range sents {
		within := false
		for i := s.From; i < s.To; i++ {
			if !toks[i].Is(text.Word) || toks[i].Is(text.Clitic) {
				continue
			}
			for part := range strings.FieldsFuncSeq(tail(toks[i].Of(src)), notInWord) {
				first, size := utf8.DecodeRuneInString(part)
				if size < len(part) { // an initial tells little
					yield(word{text.Fold(part), listed[i], within && unicode.IsUpper(first)})
				}
			}
			within = true
		}
	}
}

// tail is what follows the last slash of a word: of a web address that stands for a headline, the headline.
func tail(word string) string { return word[strings.LastIndexByte(word, '/')+1:] }

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}

// beginning returns the first words of a text.
func beginning(s string) string {
	n, within := 0, false
	for i, r := range s {
		if space := unicode.IsSpace(r); space == within {
			within = !space
			if within {
				n++
			}
			if n > leadWords {
				return s[:i]
			}
		}
	}
	return s
}
