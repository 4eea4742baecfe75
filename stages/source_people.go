package stages

import (
	"slices"
	"sort"

	"parallax/text"
)

// A cast is who occurs in a document: its persons by their last names, what they are, and its organizations.
type cast struct {
	persons  []person
	by       map[text.TypeID][]int32 // the persons of a last name
	mentions []naming                // in order: full names, last names after a title, last names of persons known by then
	roles    map[calling][]int32     // the persons who were introduced as something: "Sen. Ann Lee", "Ann Lee, a senator"
	bodies   []text.Range            // the organizations, in order
}

// A person is somebody with a name.
type person struct {
	name   text.Range // in its fullest form, without a title
	sex    class      // feminine or masculine, 0 where nothing tells
	surely bool       // an honorific told
	times  int        // how often named in full or with a title
}

// A naming is a place where a person is named.
type naming struct {
	text.Range
	person int32
}

// maxNamesakes bounds the persons of one last name, and of one role, and with them the work on a list of names.
const maxNamesakes = 16

func (c *cast) reset() {
	if c.by == nil {
		c.by, c.roles = map[text.TypeID][]int32{}, map[calling][]int32{}
	}
	clear(c.by)
	clear(c.roles)
	c.persons, c.mentions, c.bodies = c.persons[:0], c.mentions[:0], c.bodies[:0]
}

// has reports whether some person has a last name.
func (c *cast) has(last text.TypeID) bool { return len(c.by[last]) > 0 }

// isSuffix reports whether a word follows a last name: Jr., III.
func isSuffix(form string) bool {
	switch form {
	case "jr.", "jr", "sr.", "sr", "ii", "iii", "iv":
		return true
	}
	return false
}

// lastName returns the type of the last name in a name.
func (r *reading) lastName(name text.Range) text.TypeID {
	last := name.To - 1
	for last > name.From && (isSuffix(r.toks[last].Form(r.src)) || r.is[last].has(comma)) {
		last--
	}
	return r.toks[last].Type
}

// known returns the person whom a name means among those of its last name: one whose first name agrees; of a last name alone
// the one of that sex who is named most. It is -1 where there is none.
func (r *reading) known(name text.Range, sex class) int32 {
	best := int32(-1)
	for _, k := range r.cast.by[r.lastName(name)] { // at most maxNamesakes
		p := &r.cast.persons[k]
		switch {
		case sex != 0 && p.sex != 0 && p.sex != sex && (p.surely || name.Len() > 1):
		case !r.agree(name, p.name):
		case best < 0 || p.times > r.cast.persons[best].times:
			best = k
		}
	}
	return best
}

// agree reports whether two names with the same last name can be one person's: their first names are the same, or one is the
// initial or the beginning of the other (J. and James, Rob and Robert), or one has none.
func (r *reading) agree(a, b text.Range) bool {
	first, second := r.toks[a.From], r.toks[b.From]
	if last := r.lastName(a); first.Type == last || second.Type == last || first.Type == second.Type {
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

// nameOf is a person's name as it is written.
func (r *reading) nameOf(k int32) string { return r.cast.persons[k].name.Span(r.toks).Of(r.src) }

// introduce takes up a mention of a person, and the person where it is the first.
func (r *reading) introduce(name text.Range, sex class) int32 {
	c := &r.cast
	k := r.known(name, sex)
	if k < 0 {
		k = int32(len(c.persons))
		last := r.lastName(name)
		c.persons = append(c.persons, person{name: name, sex: firstNames.Of(r.src, r.toks[name.From]).sex()})
		if len(c.by[last]) < maxNamesakes {
			c.by[last] = append(c.by[last], k)
		}
	}
	p := &c.persons[k]
	p.times++
	if sex != 0 {
		p.sex, p.surely = sex, true
	}
	if p.name.Len() < 2 && name.Len() > 1 {
		p.name = name
		if p.sex == 0 {
			p.sex = firstNames.Of(r.src, r.toks[name.From]).sex()
		}
	}
	c.mentions = append(c.mentions, naming{name, k})
	return k
}

// collect takes persons and organizations from a sentence. A person is a run of two to four capitalised words that hold none
// for an organization, or one after an honorific; a last name alone counts where the person is known by then.
func (r *reading) collect(s text.Range) {
	for i := s.From; i < s.To; i++ {
		if !r.namePart(i) {
			continue
		}
		if i == s.From && (r.is[i].has(adverb|participle) || isLead(r.toks[i].Form(r.src))) {
			continue
		}
		run := text.Range{From: i, To: i + 1}
		for run.To < s.To && (r.namePart(run.To) || run.To+1 < s.To && r.namePart(run.To+1) && isParticle(r.toks[run.To].Form(r.src))) {
			run.To++
		}
		i = run.To
		if r.isBody(run) {
			r.cast.bodies = append(r.cast.bodies, run)
		}
		whole := run
		run = r.untitled(run)
		if office := r.afterOffice(run.From, s.From); office > run.From && office < run.To {
			run.From = office
		}
		if run.Len() == 1 && r.cast.has(r.toks[run.From].Type) && !r.toks[run.From].Is(text.AllCaps) {
			r.again(run, s.From)
			continue
		}
		titled := run.From > s.From && r.is[run.From-1].has(honorific)
		if run.Len() > 4 || run.Len() < 2 && !titled || r.any(r.surname(run), bodyNoun|textNoun|publicNoun|measureNoun) || r.isTitle(run.To-1) ||
			run.From > s.From && r.is[run.From-1].has(article) && !titled || r.isPlace(run.From, s.From) || !titled && r.isKnownBody(run) || i < s.To && r.is[i].has(bodyNoun|textNoun|publicNoun) {
			continue
		}
		if r.lastName(run) == text.Rare || r.toks[run.To-1].Is(text.AllCaps) && !isSuffix(r.toks[run.To-1].Form(r.src)) {
			continue
		}
		k := r.introduce(run, r.titleSex(run.From, s.From))
		r.describe(k, whole, run, s)
	}
}

// surname is a name without the given name that it may begin with: Bill is no text there.
func (r *reading) surname(run text.Range) text.Range {
	if run.Len() > 1 && firstNames.Of(r.src, r.toks[run.From]) != 0 {
		run.From++
	}
	return run
}

// titleSex is what the honorific before a name says of its bearer.
func (r *reading) titleSex(i, floor int) class {
	if i > floor && r.is[i-1].has(honorific) {
		return r.is[i-1] & (feminine | masculine)
	}
	return 0
}

// again notes that somebody known is named by the last name alone.
func (r *reading) again(run text.Range, floor int) {
	sex := r.titleSex(run.From, floor)
	if k := r.known(run, sex); k >= 0 {
		r.cast.mentions = append(r.cast.mentions, naming{run, k})
	} else {
		r.introduce(run, sex)
	}
}

// isBody reports whether a run of capitals names an organization.
func (r *reading) isBody(run text.Range) bool {
	last := run.To - 1
	return r.is[last].has(bodyNoun) || run.Len() == 1 && r.toks[last].Is(text.AllCaps) && r.toks[last].End-r.toks[last].Start > 1
}

// describe notes as what a person is introduced: by the title or the noun before the name, or in the appositive after it.
func (r *reading) describe(k int32, whole, name, s text.Range) {
	const before, after = 3, 12
	for i := max(s.From, name.From-before); i < name.From; i++ {
		if r.is[i].has(comma | stop | preposition) {
			continue
		}
		r.plays(k, i)
	}
	if !r.at(name.To, s.To, comma|bracket) {
		return
	}
	for i := name.To + 1; i < min(s.To, name.To+after) && !r.is[i].has(comma|stop|wh); i++ {
		r.plays(k, i)
		if r.is[i].has(preposition) {
			break
		}
	}
}

// plays notes the role that a word names for a person.
func (r *reading) plays(k int32, i int) {
	if role := roles.Of(r.src, r.toks[i]).role; role != 0 && len(r.cast.roles[role]) < maxNamesakes && !slices.Contains(r.cast.roles[role], k) {
		r.cast.roles[role] = append(r.cast.roles[role], k)
	}
}

// isTitle reports whether a word with a capital says what somebody is: Adviser, Democrat.
func (r *reading) isTitle(i int) bool {
	form := r.toks[i].Form(r.src)
	return r.is[i].has(officeNoun) || form == "democrat" || form == "republican"
}

// afterOffice returns where a name begins after what an office is of: in "Secretary of State Ann Lee", after "State".
func (r *reading) afterOffice(i, floor int) int {
	if i-2 < floor || r.toks[i-1].Form(r.src) != "of" || !r.is[i-2].has(honorific|officeNoun) {
		return i
	}
	switch r.toks[i].Form(r.src) {
	case "state", "staff", "defense", "defence", "police", "house", "health", "education":
		i++
	}
	for i < len(r.toks) && r.is[i].has(honorific|officeNoun) { // Chief of Staff Lt. Gen.
		i++
	}
	return i
}

// isLead reports whether a word that opens sentences is none of the name after it: "Then Park left".
func isLead(form string) bool {
	switch form {
	case "then", "now", "still", "here", "there", "even", "like", "yes", "no":
		return true
	}
	return false
}

// isPlace reports whether a name at i tells where: "South Lind", "in Lind City", "the University of Lind".
func (r *reading) isPlace(i, floor int) bool {
	switch r.toks[i].Form(r.src) {
	case "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central":
		return true
	}
	if i > floor {
		switch r.toks[i-1].Form(r.src) {
		case "in", "at", "near", "across", "outside":
			return true
		}
	}
	return i-2 >= floor && r.toks[i-1].Form(r.src) == "of" && r.is[i-2].has(bodyNoun) && r.toks[i-2].Is(text.Capital)
}

// untitled returns a name without the title before it: of "National Security Adviser Ann Lee" the last two.
func (r *reading) untitled(run text.Range) text.Range {
	for i := run.To - 2; i >= run.From; i-- {
		if r.is[i].has(honorific) || r.isTitle(i) {
			return text.Range{From: i + 1, To: run.To}
		}
	}
	return run
}

// namePart reports whether a token can be part of a person's name.
func (r *reading) namePart(i int) bool {
	return r.toks[i].Is(text.Capital|text.Word) && !r.is[i].has(article|preposition|boundary|auxiliary|subject|possessive|timeWord|to|that)
}

// before returns the index of the first mention from token i on.
func (c *cast) before(i int) int {
	return sort.Search(len(c.mentions), func(k int) bool { return c.mentions[k].From >= i })
}

// meant returns the person whom a pronoun at token i can mean: of those who fit in the nearest sentence that names any, the
// first, who is its subject more often than not; -1 where there is none.
func (r *reading) meant(i int, fits func(person int32) bool) int32 {
	const some = 12
	c := &r.cast
	k := c.before(i)
	who, from := int32(-1), 0 // from where the sentence of who begins
	for j := k - 1; j >= max(0, k-some); j-- {
		if m := c.mentions[j]; m.From < from {
			break
		} else if fits(m.person) {
			who, from = m.person, sentenceAt(r.sentences, m.From).From
		}
	}
	return who
}
