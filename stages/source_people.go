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
	part     map[text.TypeID]int32   // the first person whose name has another word: the Lula of Luiz Lula da Silva
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
	c.by, c.part, c.roles = emptied(c.by), emptied(c.part), emptied(c.roles)
	c.persons, c.mentions, c.bodies = c.persons[:0], c.mentions[:0], c.bodies[:0]
}

// emptied returns a map to fill again: a new one after a long document, which has made the old so large that it takes longer to clear.
func emptied[K comparable, V any](m map[K]V) map[K]V {
	const usual = 64
	if m == nil || len(m) > usual {
		return map[K]V{}
	}
	clear(m)
	return m
}

// has reports whether some person has a last name.
func (c *cast) has(last text.TypeID) bool { return len(c.by[last]) > 0 }

// known returns the person whom a name means among those of its last name: one whose first name agrees; of a last name alone
// the one of that sex who is named most; of another part of a name the first person who has it. It is -1 where there is none.
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
	if k, is := r.cast.part[r.toks[name.From].Type]; best < 0 && is && name.Len() == 1 && (sex == 0 || firstNames.Of(r.src, r.toks[name.From]) == 0) {
		return k // "Mr. James" is not James Lee
	}
	return best
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
		for i := name.From; i < name.To && !r.at(name.To, len(r.toks), bracket) && !isGlued(r.toks[name.To-1].Of(r.src)); i++ {
			if t := r.toks[i]; t.Type != last && t.Type != text.Rare && t.Is(text.Capital) {
				if _, is := c.part[t.Type]; !is {
					c.part[t.Type] = k
				}
			}
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

// collect takes persons and organizations from a sentence.
func (r *reading) collect(s text.Range) {
	for i := s.From; i < s.To; i++ {
		if !r.namePart(i) || i == s.From && (r.is[i].has(adverb|participle) || r.named(i, lead)) {
			continue
		}
		run := only(i)
		for run.To < s.To && (r.namePart(run.To) || run.To+1 < s.To && r.namePart(run.To+1) && r.named(run.To, particle)) {
			run.To++
		}
		if r.isBody(run) {
			r.cast.bodies = append(r.cast.bodies, run)
		}
		next := run.To
		if run.Len() > 1 && r.isFirst(i, s.From) && r.isPlain(i) {
			run.From++
		}
		r.meet(run, s)
		i = next
	}
}

// meet takes up the person whom a run of capitalised words names. A person is a run of two to five that hold none for an
// organization, or one after an honorific; a last name alone counts where the person is known by then.
func (r *reading) meet(run, s text.Range) {
	run = r.untitled(run)
	if office := r.afterOffice(run.From, s.From); office > run.From && office < run.To {
		run.From = office
	}
	if run.Len() == 1 && !r.toks[run.From].Is(text.AllCaps) && r.cast.has(r.toks[run.From].Type) {
		r.again(run, s.From)
		return
	}
	titled := run.From > s.From && r.is[run.From-1].has(honorific)
	last := run.To - 1
	switch {
	case run.Len() > maxName, run.Len() == maxName && !r.hasParticle(run), run.Len() < 2 && !titled, r.isTitle(last), r.toks[last].Is(text.AllCaps) && !r.named(last, suffix), r.lastName(run) == text.Rare:
	case run.From > s.From && r.is[run.From-1].has(article) && !titled, r.at(run.To, s.To, bodyNoun|textNoun|publicNoun), r.isPlace(run, s.From):
	case r.any(r.surname(run), bodyNoun|textNoun|publicNoun|measureNoun), !titled && (r.isKnownBody(run) || r.namesBody(run, s.From) || firstNames.Of(r.src, r.toks[run.From]) == 0 && r.hasNoun(run, bodyNoun)), r.named(last, office):
	default:
		r.describe(r.introduce(run, r.titleSex(run.From, s.From)), run, s)
	}
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

// describe notes as what a person is introduced: by the title or the noun before the name, or in the appositive after it.
func (r *reading) describe(k int32, name, s text.Range) {
	const before, after = 3, 12
	for i := name.From - 1; i >= max(s.From, name.From-before); i-- {
		if !r.is[i].has(comma | stop | preposition) {
			r.plays(k, i)
		}
		if r.is[i].has(preposition) {
			break
		}
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
	word := roles.Of(r.src, r.toks[i])
	role := word.role
	if role == 0 {
		return
	}
	if p := &r.cast.persons[k]; p.sex == 0 && !(i+1 < len(r.toks) && r.is[i+1].has(possessive)) {
		p.sex = word.sex.sex()
	}
	if held := r.cast.roles[role]; len(held) < maxNamesakes && !slices.Contains(held, k) {
		r.cast.roles[role] = append(held, k)
	}
}

// before returns the index of the first mention from token i on.
func (c *cast) before(i int) int {
	return sort.Search(len(c.mentions), func(k int) bool { return c.mentions[k].From >= i })
}

// meant returns the person whom a pronoun or a description at token i can mean: of those who fit in the nearest sentence that names any, one
// who fits best, and of these the first, who is its subject more often than not; -1 where there is none. fits grades a person, 0 for none.
func (r *reading) meant(i int, fits func(person int32) int) int32 {
	const some = 12
	c := &r.cast
	k := c.before(i)
	who, best, from := int32(-1), 0, 0 // from where the sentence of who begins
	for j := k - 1; j >= max(0, k-some); j-- {
		m := c.mentions[j]
		if m.From < from {
			break
		}
		if n := fits(m.person); n > 0 && n >= best {
			who, best, from = m.person, n, sentenceAt(r.sentences, m.From).From
		}
	}
	return who
}

// anybody fits everyone.
func anybody(int32) int { return 1 }
