package stages

import "parallax/text"

// carried is the side of victims that the text before sentence k leads to expect, where the sentence itself names nobody:
// "The strike hit Lomar. Nine were killed." It looks back two sentences of the same paragraph, one where the paragraph
// begins with k, and from the first sentences of the text to the headline. A side once told is not carried on.
func (s *scene) carried(sentences []text.Sentence, k, body int) (rule string, t sighting) {
	for j := k - 1; j >= max(0, k-2); j-- {
		headline := s.toks[sentences[j].From].Start < body
		if !headline && j < k-1 && sentences[j].Paragraph != sentences[k].Paragraph {
			break
		}
		if t = s.expected(j, sentences[j].Range); t.side >= 0 {
			if headline {
				return "headline", t
			}
			return "sentence before", t
		}
	}
	return "", untold
}

// expected is the one side whose victims a sentence tells of, else the one to which all its deeds and places point.
func (s *scene) expected(k int, sentence text.Range) sighting {
	all := untold
	agree := func(t sighting) bool {
		if all.side < 0 {
			all = t
		}
		return all.side == t.side
	}
	for _, t := range s.told {
		if t.sentence == k && !agree(t.sighting) {
			return untold
		}
	}
	if all.side >= 0 {
		return all
	}
	for _, m := range s.in(sentence) {
		if points := s.suffers(m); (m.role == doer || m.role == target || m.role == place) && points.side >= 0 && !agree(points) {
			return untold
		}
	}
	return all
}
