package stages

import (
	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// A SentenceVoice says in whose words a sentence is.
type SentenceVoice struct {
	Words [counts.Voices]int32 // running words of each voice
	Most  counts.Voice         // that of most of them; of equals the first by order of voices
}

// HasWords reports whether the sentence has a running word.
func (s *SentenceVoice) HasWords() bool { return s.Words[s.Most] > 0 }

// sentenceVoices sums the voices of words up by sentence.
func sentenceVoices(voices *pipeline.Layer[[]counts.Voice]) *pipeline.Layer[[]SentenceVoice] {
	var spare room[SentenceVoice]
	return &pipeline.Layer[[]SentenceVoice]{
		Name:     "sentence-voices",
		Doc:      "of each sentence its words in each voice, and the voice of most of them",
		Requires: []pipeline.Stage{Tokens, Sentences, voices},
		Run: func(d *pipeline.Document) ([]SentenceVoice, error) {
			toks, sentences, voice := Tokens.Of(d), Sentences.Of(d), voices.Of(d)
			found := spare.take(len(sentences))
			for _, s := range sentences {
				found = append(found, voiceOf(toks[s.From:s.To], voice[s.From:s.To]))
			}
			return found, nil
		},
		Release: spare.put,
	}
}

func voiceOf(toks []text.Token, voices []counts.Voice) (s SentenceVoice) {
	for i := range toks {
		if toks[i].Is(text.Word) {
			s.Words[voices[i]]++
		}
	}
	for v, n := range s.Words {
		if n > s.Words[s.Most] {
			s.Most = counts.Voice(v)
		}
	}
	return s
}
