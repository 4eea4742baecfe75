package stages

import (
	"maps"
	"slices"

	"parallax/text"
)

// turn is the rule for transcripts and interviews, in which the speaker's name, or a letter for who asks and who answers, stands at the head
// of a paragraph: "MOLNAR: The well is dry." The colon is the cue; what is said has no marks.
const turn = "turn"

// A turnHead is what opens a turn.
type turnHead struct {
	sentence, colon int
	name            text.Range // of the speaker, without a role or a remark: in "RUTH MOLNAR, HOST:" the first two words
	speaker         int        // turns with one number are one speaker's
	letter          bool       // Q or A
	surely          bool       // a name, whatever stands around: in capitals, of several words, or of a person whom the article knows
	role            bool       // a role in capitals follows, as broadcasters introduce who speaks
	says            bool       // the paragraph is one of sentences
}

// turns finds the turns of a transcript.
func (r *reading) turns() {
	r.heads = r.heads[:0]
	for k, s := range r.sentences {
		if k > 0 && r.sentences[k-1].Paragraph == s.Paragraph || r.toks[s.From].Start < r.body || r.passages[k].genre == outside {
			continue
		}
		if h, ok := r.turnHead(k); ok {
			r.heads = append(r.heads, h)
		}
	}
	r.heads = r.conversing(r.heads)
	if len(r.heads) == 0 {
		return
	}
	r.interviewed = r.mostNamed(r.sentences[r.heads[0].sentence].From)
	for n, h := range r.heads {
		next := -1
		if n+1 < len(r.heads) {
			next = r.heads[n+1].sentence
		}
		r.turn(h, next)
	}
}

// conversing leaves of some heads those of people who talk to each other. A colon after a name shows none alone: either some names must come
// back, or one must answer the question of another, or broadcasters' roles or persons in capitals follow upon each other.
func (r *reading) conversing(heads []turnHead) []turnHead {
	const least, back = 4, 2 // paragraphs with a name before them, and those of a name that stood there before
	r.tellApart(heads)
	speech := make([]int, len(heads)) // of each speaker: turns of sentences, less those that are none
	for _, h := range heads {
		if h.says {
			speech[h.speaker]++
		} else {
			speech[h.speaker]--
		}
	}
	talking := slices.DeleteFunc(heads, func(h turnHead) bool { return speech[h.speaker] < 0 }) // "Date: Monday" is a field of a form
	surely, names := 0, map[int]bool{}
	speakers := map[int]bool{}
	for k, h := range talking {
		if h.surely {
			surely++
			names[h.speaker] = true
		}
		if k+1 < len(talking) && talking[k+1].speaker != h.speaker && r.answers(h, talking[k+1]) {
			speakers[h.speaker], speakers[talking[k+1].speaker] = true, true
		}
	}
	if surely >= least && len(names) > 1 && surely-len(names) >= back {
		maps.Copy(speakers, names)
	}
	return slices.DeleteFunc(talking, func(h turnHead) bool { return !speakers[h.speaker] })
}

// tellApart numbers the speakers of some turns: a name, its end and its initials are one's.
func (r *reading) tellApart(heads []turnHead) {
	const most = 64 // speakers, beyond whom all are one
	var fullest []text.Range
	for k := range heads {
		h := &heads[k]
		h.speaker = slices.IndexFunc(fullest, func(full text.Range) bool { return r.shortens(h.name, full) || r.shortens(full, h.name) })
		switch {
		case h.speaker >= 0 && h.name.Len() > fullest[h.speaker].Len():
			fullest[h.speaker] = h.name
		case h.speaker < 0 && len(fullest) < most:
			h.speaker = len(fullest)
			fullest = append(fullest, h.name)
		case h.speaker < 0:
			h.speaker = most - 1
		}
	}
}

// answers reports whether the second of two turns is plainly spoken to the first.
func (r *reading) answers(h, next turnHead) bool {
	end := r.paragraphEnd(h.sentence)
	if end < next.sentence && h.colon+1 == r.sentences[h.sentence].To { // the words of the first stand in the next paragraph
		end = r.paragraphEnd(end)
	}
	if end != next.sentence || !h.says || !next.says {
		return false
	}
	last := r.sentences[end-1].To - 1
	for last > h.colon && r.is[last].has(quoteMark|bracket) {
		last--
	}
	if asks := r.toks[last].Of(r.src) == "?"; h.letter != next.letter {
		return false
	} else if asks || h.letter {
		return true
	}
	inCapitals := func(h turnHead) bool {
		return r.toks[h.name.To-1].Is(text.AllCaps) && h.surely && (h.role || r.cast.has(r.toks[h.name.To-1].Type))
	}
	return inCapitals(h) && inCapitals(next)
}

// paragraphEnd returns the sentence after the paragraph of another.
func (r *reading) paragraphEnd(k int) int {
	end := k + 1
	for end < len(r.sentences) && r.sentences[end].Paragraph == r.sentences[k].Paragraph {
		end++
	}
	return end
}

// turnHead reads the head of a paragraph: "MOLNAR:", "Petra Molnar (by phone):", "RUTH MOLNAR, HOST:", "Q:", "A.".
func (r *reading) turnHead(sentence int) (h turnHead, ok bool) {
	const longest = 9
	s := r.sentences[sentence]
	from := s.From
	if r.is[from].has(quoteMark) {
		from++
	}
	h = turnHead{sentence: sentence, name: text.Range{From: from, To: from}}
	if r.is[from].has(article) && r.toks[from].Of(r.src) != "A" {
		h.name.From++ // "THE PRESIDENT:"
	}
	capitals := 0
	for i := h.name.From; i < s.To && i < from+longest; i++ {
		t := r.toks[i]
		switch {
		case r.is[i].has(colon), i == from+1 && r.is[i].has(stop):
			names := h.name.Len()
			if names < 1 {
				return h, false
			}
			word := r.toks[h.name.To-1]
			h.letter = i == from+1 && (word.Of(r.src) == "Q" || word.Of(r.src) == "A")
			h.surely = h.letter || capitals > 0 || names > 1 || names == 1 && r.cast.has(word.Type)
			h.colon = i
			end := r.sentences[r.paragraphEnd(sentence)-1].To
			empty := i+1 >= end
			h.says = empty || r.is[end-1].has(stop|quoteMark|bracket|dash)
			if !r.is[i].has(colon) && !h.letter || empty && !h.role {
				return h, false
			}
			if h.name.From > from && roles.Of(r.src, word).role == 0 && !r.noun(h.name.To-1).has(officeNoun|publicNoun|bodyNoun) { // "THE FACTS:"
				return h, false
			}
			return h, h.surely || h.name.From == from && !r.named(i-1, lead)
		case r.is[i].has(bracket):
			i = r.closer(i, min(s.To, from+longest)) - 1
		case r.is[i].has(comma) && i+1 < s.To && r.toks[i+1].Is(text.AllCaps) && capitals > 0:
			h.role = true
		case !t.Is(text.Word) || !t.Is(text.Capital) && !r.named(i, particle):
			return h, false
		case !h.role:
			h.name.To = i + 1
			if t.Is(text.AllCaps) && len(t.Of(r.src)) > 2 {
				capitals++
			}
		}
	}
	return h, false
}

// turn adds a turn: the rest of its paragraph, and the paragraphs up to the next turn. next is the sentence with which that begins, -1
// for the last.
func (r *reading) turn(h turnHead, next int) {
	const longest = 8 // paragraphs without a name, beyond which the article speaks
	s := r.sentences[h.sentence]
	end := r.paragraphEnd(h.sentence)
	if end < len(r.sentences) && h.colon+1 == s.To && end != next {
		end = r.paragraphEnd(end)
	}
	if next > end && r.sentences[next].Paragraph-s.Paragraph <= longest {
		end = next
	}
	from := len(r.parts)
	part := text.Range{From: h.colon + 1}
	for k := h.sentence; k < end; k++ {
		if k > h.sentence && r.sentences[k].Paragraph != r.sentences[k-1].Paragraph {
			if part.Len() > 0 {
				r.parts = append(r.parts, part)
			}
			part.From = r.sentences[k].From
		}
		part.To = r.sentences[k].To
	}
	if part.Len() < 1 {
		return
	}
	r.parts = append(r.parts, part)
	f := finding{source: text.Range{From: s.From, To: h.colon}, cue: text.Range{From: h.colon, To: h.colon + 1}, head: h.colon, sentence: h.sentence, rule: turn}
	if r.is[s.From].has(quoteMark) {
		f.source.From++
	}
	if h.letter {
		f.source = text.Range{From: h.colon, To: h.colon} // Q and A name nobody
	}
	f.content = r.parts[from:len(r.parts):len(r.parts)]
	r.found = append(r.found, f)
}
