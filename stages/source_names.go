package stages

import (
	"strings"

	"parallax/text"
)

// How names of persons are written: what belongs to one, and what stands before and behind it.

// A nameWord is a set of parts that a word can have in a name and beside it.
type nameWord uint16

const (
	particle    nameWord = 1 << iota // inside names: Ludwig van Beethoven
	suffix                           // behind a last name: Jr., III
	office                           // ends none: "Labour MPs"
	lead                             // opens sentences and is none of the name after it: "Then Park left"
	compass                          // begins names of places: South Lind
	placing                          // before places: in Lind City
	ofOffice                         // of: between an office and what it is of
	portfolio                        // what an office is of: Secretary of State
	rank                             // before names, where it may have no stop: Lt Col Ann Lee
	region                           // ends names of places: Lind City
	site                             // begins them: Kibbutz Lind
	institution                      // ends names of bodies that begin with a person's: Mary Lind Hospital
)

var nameWords = func() *text.Palette[nameWord] {
	m := index(map[nameWord]string{
		particle:    "de van von der den al bin ibn la el da di du le",
		suffix:      "jr. jr sr. sr ii iii iv",
		office:      "mps",
		lead:        "then now still here there even like yes no once however nothing well never basically what wherever whenever unlike despite away ahead up asked",
		compass:     "new north south east west northern southern eastern western central",
		placing:     "in at near across outside",
		ofOffice:    "of",
		rank:        "lt col gen adm sgt maj capt cpl prof brig rear vice major brigadier secretary-general director-general founder co-founder sheikh shaikh ayatollah cardinal president-elect vice-president ex-president",
		region:      "city street strip road avenue boulevard square valley heights crossing airport desert peninsula province county",
		site:        "kibbutz moshav kiryat deir beit tel khan mount fort port camp lake",
		institution: "hospital university college school foundation institute council committee ministry brigade brigades airport police association centre center company bank",
		portfolio:   "state staff defense defence police house health education",
	})
	return text.NewPalette(func(form string) nameWord { return m[form] })
}()

// named reports whether a token has one of some parts in a name.
func (r *reading) named(i int, w nameWord) bool { return nameWords.Of(r.src, r.toks[i])&w != 0 }

// namePart reports whether a token can be part of a person's name.
func (r *reading) namePart(i int) bool {
	return r.toks[i].Is(text.Capital|text.Word) && !r.is[i].has(article|preposition|boundary|auxiliary|subject|possessive|timeWord|to|that)
}

// lastName returns the type of the last name in a name.
func (r *reading) lastName(name text.Range) text.TypeID {
	last := name.To - 1
	for last > name.From && (r.named(last, suffix) || r.is[last].has(comma)) {
		last--
	}
	return r.toks[last].Type
}

// surname is a name without the given name that it may begin with: Bill is no text there.
func (r *reading) surname(run text.Range) text.Range {
	if run.Len() > 1 && firstNames.Of(r.src, r.toks[run.From]) != 0 {
		run.From++
	}
	return run
}

// agree reports whether two names with the same last name can be one person's: their first names are the same, or one is the
// initial or the beginning of the other (J. and James, Rob and Robert), or one has none.
func (r *reading) agree(a, b text.Range) bool {
	first, second := r.toks[a.From], r.toks[b.From]
	if last := r.lastName(a); first.Type == last || second.Type == last || first.Type == second.Type || r.endsIn(a, b) || r.endsIn(b, a) {
		return true
	}
	x, y := first.Form(r.src), second.Form(r.src)
	if len(x) > len(y) {
		x, y = y, x
	}
	if n := len(x) - 1; x[n] == '.' {
		x = x[:n]
	}
	return len(x) <= len(y) && y[:len(x)] == x
}

// endsIn reports whether a name ends in another of several words: Assaf Ben Lind in Ben Lind.
func (r *reading) endsIn(name, end text.Range) bool {
	if end.Len() < 2 || end.Len() > name.Len() {
		return false
	}
	for i := 1; i <= end.Len(); i++ {
		if r.toks[name.To-i].Type != r.toks[end.To-i].Type {
			return false
		}
	}
	return true
}

// titleSex is what the honorific before a name says of its bearer.
func (r *reading) titleSex(i, floor int) class {
	if i > floor && r.is[i-1].has(honorific) {
		return r.is[i-1] & (feminine | masculine)
	}
	return 0
}

// isTitle reports whether a word with a capital says what somebody is: Adviser, Democrat.
func (r *reading) isTitle(i int) bool { return r.is[i].has(officeNoun | partisan) }

// untitled returns a name without the title before it: of "National Security Adviser Ann Lee" the last two.
func (r *reading) untitled(run text.Range) text.Range {
	for i := run.To - 2; i >= run.From; i-- {
		if r.is[i].has(honorific) || r.isTitle(i) || (r.named(i, rank) || roles.Of(r.src, r.toks[i]).role != 0) && firstNames.Of(r.src, r.toks[i]) == 0 && !r.isTitle(run.To-1) {
			return text.Range{From: i + 1, To: run.To}
		}
	}
	return run
}

// afterOffice returns where a name begins after what an office is of: in "Secretary of State Ann Lee", after "State".
func (r *reading) afterOffice(i, floor int) int {
	if i-2 < floor || !r.is[i-2].has(honorific|officeNoun) || !r.named(i-1, ofOffice) {
		return i
	}
	if r.named(i, portfolio) {
		i++
	}
	for i < len(r.toks) && r.is[i].has(honorific|officeNoun) { // Chief of Staff Lt. Gen.
		i++
	}
	return i
}

// isBody reports whether a run of capitals names an organization.
func (r *reading) isBody(run text.Range) bool {
	last := run.To - 1
	return r.is[last].has(bodyNoun) || run.Len() == 1 && r.toks[last].Is(text.AllCaps) && r.toks[last].End-r.toks[last].Start > 1
}

// isPlace reports whether a name tells where: "South Lind", "Lind City", "in Lind", "the University of Lind".
func (r *reading) isPlace(name text.Range, floor int) bool {
	i := name.From
	return r.namesPlace(name) || r.named(i, compass) || i > floor && r.named(i-1, placing) ||
		i-2 >= floor && r.is[i-2].has(bodyNoun) && r.toks[i-2].Is(text.Capital) && r.named(i-1, ofOffice)
}

// namesPlace reports whether a name is a place's by a word of it: Lind City, Kibbutz Lind.
func (r *reading) namesPlace(name text.Range) bool {
	return name.Len() > 1 && (r.named(name.To-1, region) && firstNames.Of(r.src, r.toks[name.From]) == 0 || r.named(name.From, site))
}

// opensSentence reports whether a word has its capital from the sentence that it opens, perhaps behind a mark of quotation.
func (r *reading) opensSentence(i int) bool { return r.isFirst(i, r.sentences[r.sentenceOf(i)].From) }

// isFirst reports the same where the sentence is known to begin at from.
func (r *reading) isFirst(i, from int) bool {
	return i == from || i == from+1 && r.is[from].has(quoteMark)
}

// isPlain reports whether a word that opens a sentence is none of a name: a word of grammar, "Nineteen-year-old", or one that stands in the
// article in lower case, as far as that is looked through.
func (r *reading) isPlain(i int) bool {
	const reach = 1 << 16 // bytes
	if firstNames.Of(r.src, r.toks[i]) != 0 || r.toks[i].Is(text.AllCaps) || r.is[i].has(honorific) {
		return false
	}
	form := r.toks[i].Form(r.src)
	return r.is[i].has(adverb|participle|preposition|boundary|wh|joiner|auxiliary|subject|negative) || r.named(i, lead) || strings.HasSuffix(form, "-old") ||
		strings.Contains(r.src[:min(len(r.src), reach)], " "+form+" ")
}

// maxName is the number of words of the longest names, with a particle: Luis Paulo Marsh da Costa.
const maxName = 5

// isGlued reports whether a word is two that a page has run together: "LindSenate", but not "MacLind".
func isGlued(word string) bool {
	const prefix = 3 // Mac
	for i := prefix + 1; i < len(word); i++ {
		if 'A' <= word[i] && word[i] <= 'Z' && 'a' <= word[i-1] && word[i-1] <= 'z' {
			return true
		}
	}
	return false
}

// hasParticle reports whether a name has a particle.
func (r *reading) hasParticle(name text.Range) bool {
	for i := name.From; i < name.To; i++ {
		if r.named(i, particle) {
			return true
		}
	}
	return false
}
