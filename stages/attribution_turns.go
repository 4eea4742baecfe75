package stages

import "parallax/text"

// turn is the rule for transcripts and interviews, in which the speaker's name stands before a colon at the head of a paragraph:
// "MOLNAR: The well is dry." The colon is the cue; what is said has no marks.
const turn = "turn"

// A turnHead is the sentence that opens with a speaker's name, and the colon behind it.
type turnHead struct{ sentence, colon int }

// turns finds the turns of a transcript. A colon after a name makes none alone: some names must come back, as they do where people
// talk to each other.
func (r *reading) turns() {
	const least, back = 4, 2 // paragraphs with a name before them, and those of a name that stood there before
	r.heads = r.heads[:0]
	for k, s := range r.sentences {
		if k > 0 && r.sentences[k-1].Paragraph == s.Paragraph || r.toks[s.From].Start < r.body || r.passages[k].genre == outside {
			continue
		}
		if at := r.turnColon(s.Range); at >= 0 {
			r.heads = append(r.heads, turnHead{k, at})
		}
	}
	if len(r.heads) < least {
		return
	}
	seen := map[text.TypeID]bool{}
	for _, h := range r.heads {
		seen[r.speakerType(h)] = true
	}
	if len(seen) < 2 || len(r.heads)-len(seen) < back {
		return
	}
	for n, h := range r.heads {
		next := -1
		if n+1 < len(r.heads) {
			next = r.heads[n+1].sentence
		}
		r.turn(h, next)
	}
}

// speakerType returns the type of the last word of the name before a turn.
func (r *reading) speakerType(h turnHead) text.TypeID {
	for i := r.sentences[h.sentence].From + 1; i < h.colon; i++ {
		if r.is[i].has(bracket) {
			return r.toks[i-1].Type
		}
	}
	return r.toks[h.colon-1].Type
}

// turnColon returns the colon after the name at the head of a paragraph, or -1: "MOLNAR:", "Petra Molnar (by phone):", "Q:".
func (r *reading) turnColon(s text.Range) int {
	const longest = 9
	from := s.From
	if r.is[from].has(quoteMark) {
		from++
	}
	names, capitals := 0, 0
	for i := from; i < s.To && i < from+longest; i++ {
		t := r.toks[i]
		switch {
		case r.is[i].has(colon):
			letter := names == 1 && t.Start-r.toks[i-1].Start == 1 && (r.toks[i-1].Of(r.src) == "Q" || r.toks[i-1].Of(r.src) == "A")
			if i+1 < s.To && (letter || capitals > 0 || names > 1 || names == 1 && r.cast.has(r.toks[i-1].Type)) {
				return i
			}
			return -1
		case r.is[i].has(bracket):
			i = r.closer(i, min(s.To, from+longest)) - 1
		case !t.Is(text.Word) || !t.Is(text.Capital) && !r.named(i, particle):
			return -1
		default:
			names++
			if t.Is(text.AllCaps) && len(t.Of(r.src)) > 2 {
				capitals++
			}
		}
	}
	return -1
}

// turn adds a turn: the rest of its paragraph, and the paragraphs up to the next turn. next is the sentence with which that begins, -1
// for the last.
func (r *reading) turn(h turnHead, next int) {
	const longest = 8 // paragraphs without a name, beyond which the article speaks
	s := r.sentences[h.sentence]
	end := h.sentence + 1
	for end < len(r.sentences) && r.sentences[end].Paragraph == s.Paragraph {
		end++
	}
	if next > end && r.sentences[next].Paragraph-s.Paragraph <= longest {
		end = next
	}
	from := len(r.parts)
	part := text.Range{From: h.colon + 1}
	for k := h.sentence; k < end; k++ {
		if k > h.sentence && r.sentences[k].Paragraph != r.sentences[k-1].Paragraph {
			r.parts = append(r.parts, part)
			part.From = r.sentences[k].From
		}
		part.To = r.sentences[k].To
	}
	r.parts = append(r.parts, part)
	f := finding{source: text.Range{From: s.From, To: h.colon}, cue: text.Range{From: h.colon, To: h.colon + 1}, head: h.colon, sentence: h.sentence, rule: turn}
	if r.is[s.From].has(quoteMark) {
		f.source.From++
	}
	if h.colon-f.source.From == 1 && len(r.toks[f.source.From].Of(r.src)) == 1 {
		f.source = text.Range{From: h.colon, To: h.colon} // Q and A name nobody
	}
	f.content = r.parts[from:len(r.parts):len(r.parts)]
	r.found = append(r.found, f)
}
