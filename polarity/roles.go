package polarity

import (
	"parallax/text"

	"parallax/internal/hashing"
)

// The roles that a target has in what is said: of whom a word of tone speaks. They are read off the order of words,
// without a parser: in "The board blamed Ruiz" the verb before the target has it as its object, in "Ruiz was blamed"
// the first words after it and a form of "be" make it the subject of a passive.
const (
	subject uint32 = iota + 1
	passiveSubject
	object
	agent    // "was blamed by Ruiz"
	governed // by the word right before it: "charges against Ruiz"
)

const (
	subjectReach    = 8 // words after the target in which its verb is looked for
	plainWords      = 3 // words without a tone among them
	apposition      = 14
	objectReach     = 5
	governmentReach = 7
)

// roles adds the words of which the target is the subject or object.
func (x *extractor) roles() {
	x.asSubject()
	x.asObject()
	x.asGoverned()
}

func (x *extractor) asSubject() {
	role, negated := subject, uint32(0)
	stepped, plain := false, 0
	for i, steps := x.target+1, 0; i < len(x.items) && steps < subjectReach; i++ {
		it := &x.items[i]
		switch {
		case it.is(text.Quote):
			continue
		case it.hash == commaHash && !stepped: // over an apposition: Ruiz, the mayor, lied
			end := i + 1
			for end < len(x.items) && end-i < apposition && x.items[end].hash != commaHash {
				end++
			}
			if x.at(end).hash != commaHash {
				return
			}
			i, stepped = end, true
			continue
		case it.is(text.Mark):
			return
		}
		steps++
		if it.tones.has(be) {
			role = passiveSubject
			continue
		}
		if it.tones.has(negate) {
			negated = 1
		}
		if it.tones.any(auxiliary) {
			continue
		}
		x.role(role, it, negated)
		if next := x.at(i + 1); next != &edge && !next.is(text.Mark) {
			x.add(roleOfPair, hashing.Mix(hashing.Mix(it.hash, next.hash), role<<1|negated), 1)
		}
		if plain++; it.tones.any(toned) || plain > plainWords {
			return
		}
	}
}

func (x *extractor) asObject() {
	for d := 1; d <= min(objectReach, x.target); d++ {
		it := &x.items[x.target-d]
		if it.is(text.Mark) && !it.is(text.Quote) {
			return
		}
		if it.tones.any(verbs) {
			role := object
			if d > 1 && x.at(x.target-1).hash == byHash {
				role = agent
			}
			x.role(role, it, truth(it.negated))
			return
		}
	}
}

func (x *extractor) asGoverned() {
	governor := x.at(x.target - 1)
	if governor == &edge || governor.is(text.Mark) {
		return
	}
	for d := 1; d <= min(governmentReach, x.target); d++ {
		if it := &x.items[x.target-d]; it.tones.any(toned) {
			for t := range it.tones.each {
				x.add(roleOfTone, hashing.Mix(governor.hash, governed<<8|uint32(t)), 1)
			}
			return
		}
	}
}

// role adds that the target has a role in what a word says.
func (x *extractor) role(role uint32, it *item, negated uint32) {
	for t := range it.tones.each {
		x.add(roleOfTone, role<<9|uint32(t)<<1|negated, 1)
	}
	x.add(roleOfWord, hashing.Mix(it.hash, role<<1|negated), 1)
}
