package polarity

import (
	_ "embed"
	"strings"

	"parallax/internal/hashing"
	"parallax/text"
)

//go:embed words.txt
var wordList string

// A tone is a set of words that say alike of whom: a section of words.txt, which says more.
type tone uint8

const (
	good tone = iota
	bad
	hail
	blame
	punish
	harm
	wrong
	deed
	negate
	boost
	dampen
	speech
	be
	have
	modal
	contrast
	relative
	determiner
	pronoun
	tones
)

var toneNames = [tones]string{"good", "bad", "hail", "blame", "punish", "harm", "wrong", "deed", "negate", "boost",
	"dampen", "speech", "be", "have", "modal", "contrast", "relative", "determiner", "pronoun"}

// A toneSet is a set of tones, a bit each.
type toneSet uint32

func (s toneSet) has(t tone) bool     { return s>>t&1 != 0 }
func (s toneSet) any(of toneSet) bool { return s&of != 0 }

func setOf(ts ...tone) (s toneSet) {
	for _, t := range ts {
		s |= 1 << t
	}
	return s
}

var (
	verbs     = setOf(hail, blame, punish, harm, wrong, deed)
	toned     = verbs | setOf(good, bad) // their words are listed as lemmas
	backing   = setOf(hail, deed)
	auxiliary = setOf(have, modal, negate, boost, dampen)
	tonesOf   = readTones(wordList)
)

func readTones(list string) map[string]toneSet {
	byName := map[string]toneSet{}
	for t, name := range toneNames {
		byName["["+name+"]"] = 1 << t
	}
	words := map[string]toneSet{}
	var now toneSet
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			if now = byName[line]; now == 0 {
				panic("polarity: words.txt: no tone is called " + line)
			}
		default:
			for w := range strings.FieldsSeq(line) {
				words[w] |= now
			}
		}
	}
	return words
}

// lookup returns the tones of a form, by itself or as an inflection of a listed lemma.
func lookup(form string) toneSet {
	if s, ok := tonesOf[form]; ok {
		return s
	}
	for _, lemma := range lemmasOf(form) {
		if s := tonesOf[lemma] & toned; s != 0 {
			return s
		}
	}
	return 0
}

// lemmasOf returns what a form may be an inflection of: plurals, third persons, past and participles, adverbs.
func lemmasOf(form string) (lemmas []string) {
	for _, suffix := range []string{"s", "ed", "ing", "ly"} {
		stem, ok := strings.CutSuffix(form, suffix)
		n := len(stem)
		if !ok || n < 2 {
			continue
		}
		lemmas = append(lemmas, stem)
		switch suffix {
		case "s": // tries, crushes
			lemmas = append(lemmas, strings.TrimSuffix(stem, "e"))
		case "ly": // nobly, feebly
			lemmas = append(lemmas, stem+"e", stem+"le")
		default: // blaming, slammed
			lemmas = append(lemmas, stem+"e")
			if stem[n-1] == stem[n-2] {
				lemmas = append(lemmas, stem[:n-1])
			}
		}
		if y, ok := strings.CutSuffix(strings.TrimSuffix(stem, "e"), "i"); ok { // denies, denied, happily
			lemmas = append(lemmas, y+"y")
		}
	}
	return lemmas
}

// stem cuts the endings off a form, so that "accused", "accuses" and "accusation" come near each other. It need not
// be a word, only the same in training and in use.
func stem(form string) string {
	for _, suffix := range suffixes {
		if s, ok := strings.CutSuffix(form, suffix); ok && len(s) >= 4 {
			return s
		}
	}
	return form
}

var suffixes = strings.Fields("'s ations ation ments ment ings ing ities ity edly ions ion ness ies ers er ed es ly al s e y")

// A word is what the model knows of a token type.
type word struct {
	hash    uint32 // of its stem
	tones   toneSet
	valence float32 // VADER's, from -4 to 4
}

var words = text.NewTable(func(form string) word {
	w := word{hash: hashing.Of(stem(form)), tones: lookup(form), valence: valenceOf(form)}
	if '0' <= form[0] && form[0] <= '9' {
		w.hash = numberHash
	}
	return w
})

// Hashes of what stands for many words.
var (
	targetHash = hashing.Of("<target>")
	nameHash   = hashing.Of("<name>")
	numberHash = hashing.Of("<number>")
	edge       = item{word: word{hash: hashing.Of("<edge>")}}
	commaHash  = hashing.Of(",")
	byHash     = hashing.Of("by")

	unlikeHash  = hashing.Of(stem("unlike"))
	againstHash = hashing.Of(stem("against"))
	fromHash    = hashing.Of(stem("from"))
)
