package stages

import "parallax/text"

// carried is the side of victims that the text before sentence k leads to expect, where the sentence itself names nobody:
// "Forty Velians were killed. Most of the dead were children." It looks at the sentence before in the same paragraph, and from the
// first two sentences of the text at the headline. A side that was carried is not carried on.
func (s *scene) carried(sentences []text.Sentence, k, body int) (rule string, t sighting) {
	for j := k - 1; j >= max(0, k-2); j-- {
		if s.toks[sentences[j].From].Start < body {
			return "headline", s.expected(j, sentences[j].Range, true)
		}
		if j == k-1 && sentences[j].Paragraph == sentences[k].Paragraph {
			if t = s.expected(j, sentences[j].Range, false); t.side >= 0 {
				return "sentence before", t
			}
		}
	}
	return "", untold
}

// expected is the one side whose victims a sentence tells of, else the one to which all its deeds point, and where they may be
// asked all its places.
func (s *scene) expected(k int, sentence text.Range, places bool) sighting {
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
		if points := s.suffers(m); (m.role == doer || m.role == target || places && m.role == place) && points.side >= 0 && !agree(points) {
			return untold
		}
	}
	return all
}
