package stages

import (
	"strings"

	"parallax/text"
)

// judge makes a finding an attribution: what its source is, how far the cue vouches for it, how strong it is.
func (r *reading) judge(i int) Attribution {
	f := r.found[i]
	a := Attribution{
		Content: f.content, Kind: r.kind(f.content), Depth: r.depth(i), Rule: f.rule,
	}
	if f.rule == retweeted || f.rule == posted {
		a.Kind = Direct
	}
	if f.cue.Len() > 0 {
		a.Cue = []text.Range{f.cue}
	}
	a.Level, a.Stance = r.weigh(f.head)
	if c := r.is[f.verb]; f.verb > 0 && c.has(thinking|intending|judging) && !c.has(saying|telling|announcing|showing) {
		a.Level = Attitude
	}
	var who identity
	if f.source.Len() > 0 {
		a.Source = []text.Range{f.source}
		who = r.identify(f)
		if who.is == Public || who.is == Official || who.is == Anonymous {
			r.lastPlural = who
		}
	} else {
		who.is = NoSource
	}
	a.SourceType, a.Speaker = who.is, who.name
	a.Strength = who.strength(a.Kind)
	return a
}

// An identity is what a source phrase says about who the source is.
type identity struct {
	is       SourceType
	name     string // resolved, "" where unknown
	definite bool   // one of no name, told apart: "the guard"
	common   bool   // an organization or text named by a common noun alone: "the company"
	vague    bool   // plural without office or number, or on condition of anonymity
	counted  bool   // people with a number
}

// strength grades a source by linguistics.md, section 6: 5 named and verbatim, 4 named, 3 known by role, 2
// vague, 1 nobody.
func (w identity) strength(k Kind) int {
	switch {
	case w.is == NoSource:
		return 1
	case w.vague:
		return 2
	case w.is == Anonymous && !w.definite, w.is == Public && !w.counted:
		return 2
	case w.is == Anonymous:
		return 3
	case w.is == Official, w.is == Public, w.common:
		return 3
	case k == Indirect:
		return 4
	}
	return 5
}

// identify types a source by the ordered rules of linguistics.md, section 3.
func (r *reading) identify(f finding) identity {
	np := f.source
	first := r.is[np.From]
	form := r.toks[np.From].Form(r.src)
	if np.Len() == 1 && first.has(personal) {
		return r.pronoun(f, form)
	}
	if np.Len() == 1 && form == "it" {
		return identity{is: NamedOrg}
	}
	if r.src[r.toks[np.From].Start] == '@' {
		return handle(form, r.toks[np.From].Of(r.src))
	}
	anonymous := r.any(np, anonymity)
	core := r.core(np)
	head := r.headNoun(np)
	is, capital := r.is[head], r.toks[head].Is(text.Capital)
	switch {
	case form == "this" && is.has(outletNoun):
		return identity{is: Self, vague: true}
	case is.has(textNoun) && !(capital && is.has(bodyNoun)) && !r.isName(core):
		return identity{is: Document, common: !r.modified(np, core, head)}
	case form == "i" || form == "we":
		return identity{is: Self}
	}
	if name, ok := r.person(np, core, head); ok {
		r.lastPerson, r.lastPersonAt = name, f.sentence
		return identity{is: NamedPerson, name: name.Span(r.toks).Of(r.src), vague: anonymous}
	}
	named := r.hasName(core)
	switch {
	case is.has(publicNoun|vagueNoun) && r.any(text.Range{From: head + 1, To: np.To}, informed):
		return identity{is: Anonymous}
	case is.has(publicNoun) && (!capital || !is.has(bodyNoun) || r.lowered(core, head)) && !is.has(officeNoun):
		return identity{is: Public, counted: r.any(np, numeral)}
	case is.has(bodyNoun) && (capital || !is.has(officeNoun)), capital && !is.has(officeNoun|vagueNoun):
		return identity{is: NamedOrg, common: !named && !r.modified(np, core, head), name: r.nameIn(core, named)}
	case is.has(officeNoun):
		return identity{is: Official, vague: anonymous || r.is[np.From].has(numeral) && r.is[np.From].has(article)}
	case is.has(publicNoun):
		return identity{is: Public, counted: r.any(np, numeral)}
	}
	noun := r.toks[head].Form(r.src)
	return identity{is: Anonymous, vague: anonymous, definite: form == "the" && !is.has(vagueNoun) && noun[len(noun)-1] != 's'}
}

// handle types an account name by what it says.
func handle(form, written string) identity {
	for _, part := range []string{"hall", "gov", "police", "dept", "news", "office", "house", "city", "party", "times", "post", "council", "hq", "gop"} {
		if strings.Contains(form, part) {
			return identity{is: NamedOrg, name: written}
		}
	}
	return identity{is: NamedPerson, name: written}
}

// core returns a source phrase without what follows its head: appositives, prepositional phrases, clauses.
func (r *reading) core(np text.Range) text.Range {
	for i := np.From + 1; i < np.To; i++ {
		c := r.is[i]
		if c.has(comma|bracket|dash) || c.has(preposition|wh|participle) && !r.toks[i].Is(text.Capital) && !(c.has(participle) && r.is[i-1].has(article|possessive)) || r.isWho(i) || c.has(quoteMark) && !c.has(possessive) && r.quote[i] != 0 && i > np.From+1 {
			return text.Range{From: np.From, To: i}
		}
	}
	return np
}

// headNoun returns the token that says what kind of thing a phrase names. Of "45 percent of voters" and "a
// group of senators" that is the noun after "of".
func (r *reading) headNoun(np text.Range) int {
	core := r.core(np)
	head := core.To - 1
	for head > core.From && (r.is[head].has(timeWord|adverb|past) && !r.toks[head].Is(text.Capital) || !r.toks[head].Is(text.Word)) {
		head--
	}
	if c := r.is[head]; core.To+1 < np.To && r.toks[core.To].Form(r.src) == "of" && (c.has(numeral|article) || isPartitive(r.toks[head].Form(r.src))) {
		return r.headNoun(text.Range{From: core.To + 1, To: np.To})
	}
	return head
}

func isPartitive(form string) bool {
	switch form {
	case "group", "number", "majority", "percent", "couple", "series", "handful", "host", "lot", "pair", "members", "member", "third", "two-thirds", "half", "thirds", "quarter":
		return true
	}
	return false
}

// any reports whether some token of the phrase has a use.
func (r *reading) any(np text.Range, c class) bool {
	for i := np.From; i < np.To; i++ {
		if r.is[i].has(c) {
			return true
		}
	}
	return false
}

// modified reports whether a text is told apart from others of its kind: "an internal memo", not "the study".
func (r *reading) modified(np, core text.Range, head int) bool {
	for i := core.From; i < head; i++ {
		if !r.is[i].has(article|numeral|adverb) || r.toks[i].Is(text.Capital) && i > core.From {
			return true
		}
	}
	for i := core.To; i < np.To; i++ {
		if r.toks[i].Is(text.Capital) {
			return true
		}
	}
	return core.To-1 > head
}

// hasName reports whether a phrase has a capitalised word that is no article.
func (r *reading) hasName(core text.Range) bool {
	for i := core.From; i < core.To; i++ {
		if t := r.toks[i]; t.Is(text.Capital) && !r.is[i].has(article|possessive) && (i > core.From || t.Is(text.AllCaps) || core.Len() == 1 && r.is[i]&bodyNoun == 0 || core.Len() > 1 && r.toks[i+1].Is(text.Capital) || i+1 < core.To && r.is[i+1].has(possessive)) {
			return true
		}
	}
	return false
}

// lowered reports whether a word without a capital that is no article stands before the head: "white Democrats".
func (r *reading) lowered(core text.Range, head int) bool {
	for i := core.From; i < head; i++ {
		if r.toks[i].Is(text.Word) && !r.toks[i].Is(text.Capital) && !(r.is[i].has(article) && r.toks[i].Form(r.src) == "the") {
			return true
		}
	}
	return false
}

func (r *reading) nameIn(core text.Range, named bool) string {
	if !named {
		return ""
	}
	if r.is[core.From].has(article) && core.Len() > 1 {
		core.From++
	}
	return core.Span(r.toks).Of(r.src)
}

// isName reports whether every word of a phrase has a capital.
func (r *reading) isName(core text.Range) bool {
	for i := core.From; i < core.To; i++ {
		if !r.toks[i].Is(text.Capital) {
			return false
		}
	}
	return core.Len() > 1 && r.names.has(r.toks[core.To-1].Type)
}

// person returns the person a phrase names: by a run of capitals at the end of its core that holds no word for an
// organization, or by an appositive after a role.
func (r *reading) person(np, core text.Range, head int) (text.Range, bool) {
	if name, ok := r.personIn(core); ok {
		return name, true
	}
	if r.at(core.To, np.To-2, preposition) {
		if name := r.afterOffice(core.To+1, np.From); name > core.To+1 && name < np.To && r.namePart(name) {
			return r.personIn(r.core(text.Range{From: name, To: np.To}))
		}
	}
	if r.toks[head].Is(text.Capital) || r.is[head].has(textNoun|bodyNoun) {
		return text.Range{}, false
	}
	for i := core.To; i+1 < np.To; i++ {
		if r.is[i].has(comma | dash) {
			if rest := r.core(text.Range{From: i + 1, To: np.To}); rest.Len() > 1 && r.toks[rest.From].Is(text.Capital) {
				return r.personIn(rest)
			}
			break
		}
	}
	return text.Range{}, false
}

func (r *reading) personIn(core text.Range) (text.Range, bool) {
	from := core.To
	for from > core.From && (r.toks[from-1].Is(text.Capital) || isParticle(r.toks[from-1].Form(r.src)) && from < core.To && from-1 > core.From && r.toks[from-2].Is(text.Capital)) && !r.is[from-1].has(article|possessive|timeWord) {
		from--
	}
	run := text.Range{From: from, To: core.To}
	name := r.untitled(run)
	titled := name.Len() < run.Len()
	run = name
	if run.Len() == 0 {
		return text.Range{}, false
	}
	last := r.toks[run.To-1]
	known := r.names.has(last.Type)
	for i := run.From; i < run.To; i++ {
		if r.is[i].has(bodyNoun|textNoun) && !titled && !known {
			return text.Range{}, false
		}
	}
	switch {
	case titled || known:
	case last.Is(text.AllCaps), r.is[run.To-1].has(bodyNoun | publicNoun | officeNoun | vagueNoun | article | subject):
		return text.Range{}, false
	case run.From > core.From && r.is[run.From-1].has(article) && !r.is[run.From-1].has(possessive):
		return text.Range{}, false
	}
	if full, ok := r.names.full(last.Type); ok {
		return full, true
	}
	return run, true
}

// isParticle reports whether a word stands inside names: Ludwig van Beethoven.
func isParticle(form string) bool {
	switch form {
	case "de", "van", "von", "der", "den", "al", "bin", "ibn", "la", "el", "da", "di", "du", "le":
		return true
	}
	return false
}

// pronoun resolves a pronoun to the last person who can be meant.
func (r *reading) pronoun(f finding, form string) identity {
	switch form {
	case "i", "we":
		return identity{is: Self}
	case "who":
		if np := r.phraseBefore(r.beforeComma(f.source.From), max(0, f.source.From-maxSource), 1); np.Len() > 0 && !r.is[np.From].has(personal) {
			f.source = np
			return r.identify(f)
		}
		return identity{is: NamedPerson}
	case "they":
		if r.lastPlural.is != "" {
			return r.lastPlural
		}
		return identity{is: Public}
	case "you":
		return identity{is: Public}
	}
	sex := r.is[f.source.From] & (feminine | masculine)
	fits := func(name text.Range) bool {
		known := r.names.sex[r.toks[name.To-1].Type]
		return known == 0 || sex == 0 || known == sex
	}
	who := r.lastPerson
	if who.Len() == 0 || f.sentence-r.lastPersonAt > 3 || !fits(who) {
		who = r.meant(f.source.From, fits)
	}
	r.lastPerson, r.lastPersonAt = who, f.sentence
	return identity{is: NamedPerson, name: who.Span(r.toks).Of(r.src)}
}
