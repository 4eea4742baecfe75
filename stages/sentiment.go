package stages

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	library "github.com/cdipaolo/sentiment"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// sentiment gives each sentence the class that cdipaolo/sentiment predicts for it: naive Bayes over single
// words, learnt from 25,000 film reviews. The library sees white space, dashes and control characters as
// spaces and, of all else, letters only, so that "don't" is its word "dont" and "U.S." its word "us". (One
// character is read otherwise than there: the modifier letter apostrophe, U+02BC, is an apostrophe here.)
//
// The score is tanh(log-odds / 2), that is the probability of positive less that of negative, from -1 to
// 1. The model knows no neutral and has never seen news: it is a weak measure, and shown as one. A sentence without a
// word that the model knows has no sentiment.
func sentiment() *pipeline.Layer[[]Sentiment] {
	var spare room[Sentiment]
	var tones room[wordTone]
	return &pipeline.Layer[[]Sentiment]{
		Name:     "sentiment",
		Doc:      "positive or negative tone of each sentence, by a model of film reviews",
		Requires: []pipeline.Stage{Tokens, Sentences},
		Run: func(d *pipeline.Document) ([]Sentiment, error) {
			m, err := reviews()
			if err != nil {
				return nil, err
			}
			toks, sentences := Tokens.Of(d), Sentences.Of(d)
			found := spare.take(len(sentences))
			of := tones.take(len(toks))[:len(toks)]
			defer tones.put(of)
			m.types.All(of, d.Source, toks)
			for i, s := range sentences {
				if odds, known := m.judge(d.Source, toks[s.From:s.To], of[s.From:s.To]); known {
					found = append(found, Sentiment{Sentence: i, Model: "cdipaolo", Label: odds.label(), Score: odds.score()})
				}
			}
			return found, nil
		},
		Release: spare.put,
	}
}

// countSentiment counts the sentences of either class in their voice, and adds up their scores.
func countSentiment(sentiment *pipeline.Layer[[]Sentiment], voices *pipeline.Layer[[]SentenceVoice]) *pipeline.Counter {
	const thousandths = 1000
	return &pipeline.Counter{
		Name:     "sentiment-counts",
		Doc:      "sentences by the class of their tone",
		Requires: []pipeline.Stage{Sentences, Furniture, sentiment, voices},
		Features: []pipeline.FeatureDoc{
			{Glob: "sentiment/positive", Doc: "sentences that the model takes for positive"},
			{Glob: "sentiment/negative", Doc: "sentences that the model takes for negative"},
			{Glob: "sentiment/score", Doc: "sum of the scores of sentences, in thousandths; a score runs from -1, surely negative, to 1"},
		},
		Count: func(d *pipeline.Document, r *counts.Row) {
			furniture, sentences, voice := Furniture.Of(d), Sentences.Of(d), voices.Of(d)
			var positive, negative, score [counts.Voices]int64
			for _, s := range sentiment.Of(d) {
				if inside(furniture, sentences[s.Sentence].From) {
					continue
				}
				v := voice[s.Sentence].Most
				if s.Label == "positive" {
					positive[v]++
				} else {
					negative[v]++
				}
				score[v] += int64(math.Round(s.Score * thousandths))
			}
			for v := range counts.Voice(counts.Voices) {
				r.Add("sentiment/positive", v, positive[v])
				r.Add("sentiment/negative", v, negative[v])
				r.Add("sentiment/score", v, score[v])
			}
		},
	}
}

// A likelihood is the logarithm of the probability of words given a class: negative, positive. The two are
// kept apart and added up word by word, as the library does, so that not even rounding makes a difference.
type likelihood [2]float64

func (l likelihood) plus(m likelihood) likelihood { return likelihood{l[0] + m[0], l[1] + m[1]} }

func (l likelihood) label() string {
	if l[1] > l[0] {
		return "positive"
	}
	return "negative"
}

func (l likelihood) score() float64 { return math.Tanh((l[1] - l[0]) / 2) }

// reviews is the library's model, read once and only where it is asked for.
var reviews = sync.OnceValues(readModel)

// A model holds what the library's model knows of words, and of token types.
type model struct {
	words vocabulary
	size  float64 // the vocabulary, for Laplace's correction
	prior likelihood
	types *text.Table[wordTone]
	// The words of types that hold several, and of types with a clitic behind them, by the clitic: "" for none.
	joined map[string]*text.Table[[]likelihood]
}

// clitics are those that tokens are divided from their words by.
var clitics = []string{"'s", "n't", "'re", "'ve", "'ll", "'d", "'m"}

// A wordTone is what the model makes of a token type that stands by itself.
type wordTone struct {
	odds     likelihood // of the word, or of the first of them that the model knows
	kind     toneKind
	compound bool // there are others: well-known
}

type toneKind uint8

const (
	unlettered toneKind = iota // numbers and marks, which the library deletes
	divider                    // a dash, which parts words
	unheard                    // a word the model has never seen
	heard
)

// readModel takes the counts of words out of the library's own asset. Its Restore would decode the same
// bytes by reflection: five times the time and three times the memory, for every run.
func readModel() (*model, error) {
	asset, err := library.Asset("model.json")
	if err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	const head, tail = `{"en":{"words":{`, `},"count":`
	end := bytes.LastIndex(asset, []byte(tail))
	if !bytes.HasPrefix(asset, []byte(head)) || end < 0 {
		return nil, errNotModel
	}
	var rest struct {
		Probabilities likelihood
		Size          int `json:"vocabulary_size"`
	}
	if err := json.Unmarshal([]byte(`{"count":`+strings.TrimSuffix(string(asset[end+len(tail):]), "}")), &rest); err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	entries := string(asset[len(head):end])
	m := &model{words: newVocabulary(strings.Count(entries, `"Count"`)), size: float64(rest.Size)}
	for i, p := range rest.Probabilities {
		m.prior[i] = math.Log(p)
	}
	if err := m.readWords(entries); err != nil {
		return nil, err
	}
	m.types = text.NewTable(m.tone)
	m.joined = map[string]*text.Table[[]likelihood]{}
	for _, clitic := range append([]string{""}, clitics...) {
		m.joined[clitic] = text.NewTable(func(form string) (words []likelihood) {
			m.each(form+clitic, func(l likelihood) { words = append(words, l) })
			return words
		})
	}
	return m, nil
}

var errNotModel = errors.New("sentiment model: the asset of cdipaolo/sentiment is not laid out as expected")

// readWords reads entries like "good":{"Count":[7000,7500],"Seen":14500}, which the library wrote itself.
func (m *model) readWords(entries string) error {
	for entries != "" {
		word, rest, _ := strings.Cut(strings.TrimPrefix(entries, `"`), `":{"Count":[`)
		negative, rest, _ := strings.Cut(rest, ",")
		positive, rest, _ := strings.Cut(rest, `],"Seen":`)
		seen, rest, found := strings.Cut(rest, "}")
		n, err1 := strconv.ParseUint(negative, 10, 32)
		p, err2 := strconv.ParseUint(positive, 10, 32)
		s, err3 := strconv.ParseUint(seen, 10, 32)
		if !found || errors.Join(err1, err2, err3) != nil || n+p != s {
			return errNotModel
		}
		m.words.add(word, [2]uint32{uint32(n), uint32(p)})
		entries = strings.TrimPrefix(rest, ",")
	}
	return nil
}

// word returns the likelihood of a word as the library spells it.
func (m *model) word(letters []byte) (l likelihood, known bool) {
	n, known := m.words.find(letters)
	if known {
		seen := float64(uint64(n[0])+uint64(n[1])) + m.size
		l = likelihood{math.Log(float64(n[0]+1) / seen), math.Log(float64(n[1]+1) / seen)}
	}
	return l, known
}

// tone works out what is known of a type.
func (m *model) tone(form string) (w wordTone) {
	m.each(form, func(l likelihood) {
		if w.kind == heard {
			w.compound = true
		} else {
			w.kind, w.odds = heard, l
		}
	})
	if w.kind == heard {
		return w
	}
	for _, r := range form {
		switch {
		case unicode.IsLetter(r):
			return wordTone{kind: unheard}
		case unicode.Is(unicode.Pd, r):
			w.kind = divider
		}
	}
	return w
}

// each calls take with each word that the model knows in a stretch of text without white space.
func (m *model) each(stretch string, take func(likelihood)) {
	var room [64]byte
	letters := room[:0]
	flush := func() {
		if l, known := m.word(letters); known {
			take(l)
		}
		letters = letters[:0]
	}
	for _, r := range stretch {
		switch {
		case 'a' <= r && r <= 'z':
			letters = append(letters, byte(r))
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				letters = append(letters, byte(r|' '))
			} else if r == '-' {
				flush()
			}
		case unicode.Is(unicode.Pd, r):
			flush()
		case unicode.IsLetter(r) && r != 'ʼ':
			letters = utf8.AppendRune(letters, unicode.ToLower(r))
		}
	}
	flush()
}

// judge adds up the words of a sentence, whose tokens have these tones; it reports false where the model knows none of them. What stands
// between spaces and dashes is one word to the library, however many tokens it is to us ("don't", "and/or").
func (m *model) judge(src string, toks []text.Token, tones []wordTone) (sum likelihood, any bool) {
	for i := 0; i < len(toks); {
		w := &tones[i]
		if w.kind < unheard {
			i++
			continue
		}
		first, last := i, i // tokens with letters
		for i++; i < len(toks) && !toks[i].Is(text.SpaceLeft); i++ {
			kind := tones[i].kind
			if kind == divider {
				break
			}
			if kind != unlettered {
				last = i
			}
		}
		if last == first && !w.compound {
			if w.kind == heard {
				sum, any = sum.plus(w.odds), true
			}
			continue
		}
		clitic := ""
		if last > first {
			clitic = toks[last].Form(src)
		}
		if joined := m.joined[clitic]; joined != nil && last <= first+1 {
			for _, l := range *joined.Of(src, toks[first]) {
				sum, any = sum.plus(l), true
			}
			continue
		}
		m.each(src[toks[first].Start:toks[last].End], func(l likelihood) { sum, any = sum.plus(l), true })
	}
	return sum.plus(m.prior), any
}
