package stages

import (
	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// maxScare is the most words that a quotation of nobody can have: beyond, it is a statement.
const maxScare = 4

// voices says of each token whose words it is part of (linguistics.md, section 7). A quotation is the choice of
// its source; a word or two in marks that nobody is quoted with are the outlet's own distance.
func voices(attributions *pipeline.Layer[[]Attribution]) *pipeline.Layer[[]counts.Voice] {
	var spare room[counts.Voice]
	return &pipeline.Layer[[]counts.Voice]{
		Name:     "voices",
		Doc:      "whose words each token is: author, headline, indirect, quoted or scare",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, BlockQuotations, attributions},
		Run: func(d *pipeline.Document) ([]counts.Voice, error) {
			toks := Tokens.Of(d)
			v := voicing{d.Source, toks, Sentences.Of(d), spare.take(len(toks))[:len(toks)]}
			clear(v.of)
			all := attributions.Of(d)
			for i := 0; i < len(toks) && toks[i].Start < d.Body; i++ {
				v.of[i] = counts.Headline
			}
			for _, a := range all {
				as := counts.Indirect
				if a.Kind == Direct {
					as = counts.Quoted
				}
				for _, c := range a.Content {
					v.speak(c, as)
				}
			}
			cue := 0
			for _, q := range Quotations.Of(d) {
				if q.Depth > 1 {
					continue
				}
				s := v.sentence(q.From)
				for cue < len(all) && start(all[cue]) < s.From {
					cue++
				}
				cued := cue < len(all) && s.Has(start(all[cue]))
				v.quotation(q.Range, cued)
			}
			for _, b := range BlockQuotations.Of(d) {
				v.speak(b, counts.Quoted)
			}
			v.soCalled()
			return v.of, nil
		},
		Release: spare.put,
	}
}

type voicing struct {
	src       string
	toks      []text.Token
	sentences []text.Sentence
	of        []counts.Voice
}

// speak gives the tokens of a range a voice. The headline keeps its own.
func (v *voicing) speak(r text.Range, as counts.Voice) {
	for i := r.From; i < r.To; i++ {
		if v.of[i] != counts.Headline {
			v.of[i] = as
		}
	}
}

func (v *voicing) sentence(i int) text.Range { return sentenceAt(v.sentences, i).Range }

// quotation gives the words between quotation marks their voice. cued says that an attribution has its cue in
// the same sentence.
func (v *voicing) quotation(q text.Range, cued bool) {
	words := 0
	for i := q.From; i < q.To; i++ {
		if v.toks[i].Is(text.Word) {
			words++
		}
	}
	voice := v.of[q.From]
	switch {
	case words > maxScare, voice == counts.Quoted, v.mentioned(q.From):
		v.speak(q, counts.Quoted)
	case v.isName(q): // of a work: the words of whoever speaks of it
	case voice == counts.Indirect, voice == counts.Author && cued:
		v.speak(q, counts.Quoted)
	default: // also in a headline, where they are the claim of somebody
		for i := q.From; i < q.To; i++ {
			v.of[i] = counts.Scare
		}
	}
}

// isName reports whether every word of weight in a quotation has a capital, as in the name of a work.
func (v *voicing) isName(q text.Range) bool {
	for i := q.From; i < q.To; i++ {
		t := v.toks[i]
		if t.Is(text.Word) && !t.Is(text.Capital) && !t.Is(text.Number) && !classes.Of(v.src, t).has(article|preposition|joiner|possessive|to) {
			return false
		}
	}
	return true
}

// mentioned reports whether the words before a quotation make it the name of a word or of a thing: the word “x”,
// dubbed “x”.
func (v *voicing) mentioned(i int) bool {
	for k := i - 1; k >= max(0, i-2); k-- {
		switch v.toks[k].Form(v.src) {
		case "word", "words", "term", "terms", "phrase", "phrases", "called", "entitled", "titled", "dubbed", "named", "termed", "nicknamed", "expression", "label", "slogan":
			return true
		case "the", "a", "as", ",", ":":
		default:
			return false
		}
	}
	return false
}

// soCalled gives the name after "so-called" and its like the voice of distance.
func (v *voicing) soCalled() {
	const shortest = len("so-called")
	for i := 0; i+1 < len(v.toks); i++ {
		t := v.toks[i]
		if t.End-t.Start < shortest || !classes.Of(v.src, t).has(supposed) || v.of[i+1] == counts.Quoted {
			continue
		}
		to := i + 2
		for to < len(v.toks) && v.toks[i+1].Is(text.Capital) && v.toks[to].Is(text.Capital) {
			to++
		}
		for k := i + 1; k < to; k++ {
			v.of[k] = counts.Scare
		}
	}
}

// A VoicedRun is a run of tokens in one voice and within the content of one attribution.
type VoicedRun struct {
	text.Range
	Voice       counts.Voice
	Attribution int // the innermost, -1 for none; its Within leads outwards
}

// VoicedRuns divides each paragraph into runs of one voice and attribution, so that the voice of every token can be read, with
// the chain of sources behind it.
func VoicedRuns(d *pipeline.Document, l *Layers) (runs []VoicedRun) {
	toks, voice := Tokens.Of(d), l.Voices.Of(d)
	of := make([]int32, len(voice))
	innermost(l.Attributions.Of(d), func(i int) *int32 { return &of[i] })
	for i, v := range voice {
		if n := len(runs); n > 0 && runs[n-1].Voice == v && runs[n-1].Attribution == int(of[i])-1 && !toks[i].Is(text.NewPara) {
			runs[n-1].To = i + 1
			continue
		}
		runs = append(runs, VoicedRun{text.Range{From: i, To: i + 1}, v, int(of[i]) - 1})
	}
	return runs
}

// countWords counts words and sentences by voice. A sentence has the voice of most of its words.
func countWords(sentences *pipeline.Layer[[]SentenceVoice]) *pipeline.Counter {
	return &pipeline.Counter{
		Name:     "words",
		Doc:      "running words and sentences, without page furniture",
		Requires: []pipeline.Stage{Sentences, Furniture, sentences},
		Features: []pipeline.FeatureDoc{
			{Glob: "tokens", Doc: "running words: tokens with a letter or digit"},
			{Glob: "sentences", Doc: "sentences, in the voice of most of their words"},
		},
		Count: func(d *pipeline.Document, r *counts.Row) {
			furniture, of := Furniture.Of(d), sentences.Of(d)
			var words, inVoice [counts.Voices]int64
			for k, s := range Sentences.Of(d) {
				if inside(furniture, s.From) {
					continue
				}
				for v, n := range of[k].Words {
					words[v] += int64(n)
				}
				if of[k].HasWords() {
					inVoice[of[k].Most]++
				}
			}
			for v := range counts.Voice(counts.Voices) {
				r.Add("tokens", v, words[v])
				r.Add("sentences", v, inVoice[v])
			}
		},
	}
}
