package polarity

import "parallax/text"

// An item is a token of the sentence, the target, or a run of names.
type item struct {
	word
	flags   text.Flags
	negated bool  // within a few words after a negation
	quoted  bool  // between quotation marks
	clause  int32 // counts the commas, stops and words of contrast before it
}

func (it *item) is(f text.Flags) bool { return it.flags&f != 0 }

// reach is how many tokens on either side of the target are read, so that a target in a sentence of any length takes
// bounded time.
const reach = 100

// negationReach is how many words after it a negation bears on.
const negationReach = 4

// read divides the surroundings of the target into items.
func (x *extractor) read(src string, toks []text.Token, target text.Range) {
	from, to := max(0, target.From-reach), min(len(toks), target.To+reach)
	x.items = x.items[:0]
	masking := mostlyLower(toks[from:to])
	var now item // the state at the token
	negation := 0
	defended, unlike := false, int32(-1)
	for i := from; i < to; i++ {
		if i == target.From {
			x.target = len(x.items)
			x.items = append(x.items, item{word: word{hash: targetHash}, clause: now.clause, quoted: now.quoted})
			i = target.To - 1
			continue
		}
		t := toks[i]
		now.word, now.flags = *words.Of(src, t), t.Flags
		mark := t.Is(text.Mark)
		if mark && t.Is(text.Quote) {
			now.quoted = !now.quoted
		}
		if masking && t.Is(text.Capital) && i > 0 && now.tones == 0 {
			if n := len(x.items); n > 0 && x.items[n-1].hash == nameHash {
				continue
			}
			now.hash, now.valence = nameHash, 0
		}
		if mark || now.tones.has(contrast) {
			negation = 0
			if !t.Is(text.Quote) {
				now.clause++
				defended = false
			}
		}
		switch {
		case now.hash == unlikeHash:
			unlike = now.clause
		case now.tones.any(backing):
			defended = true
		case defended && (now.hash == againstHash || now.hash == fromHash): // defended Ruiz against unfair attacks
			negation = negationReach
		}
		now.negated = negation > 0
		negation--
		if now.tones.has(negate) {
			negation = negationReach
		}
		x.items = append(x.items, now)
	}
	if unlike >= 0 {
		x.contrast(unlike)
	}
}

// contrast turns what is said of others than the target: "Unlike the reckless Dale, Ruiz kept her word."
func (x *extractor) contrast(unlike int32) {
	inside := x.items[x.target].clause == unlike
	for i := range x.items {
		if it := &x.items[i]; (it.clause == unlike) != inside {
			it.negated = !it.negated
		}
	}
}

// mostlyLower reports whether capitals tell names from other words: not in a headline, nor where all is in capitals.
func mostlyLower(toks []text.Token) bool {
	lower := 0
	for _, t := range toks {
		if t.Is(text.Word) && !t.Is(text.Capital) {
			lower++
		}
	}
	return 4*lower > len(toks)
}

// at returns an item, or the edge beyond the ends.
func (x *extractor) at(i int) *item {
	if i < 0 || i >= len(x.items) {
		return &edge
	}
	return &x.items[i]
}
