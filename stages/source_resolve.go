package stages

import (
	"slices"
	"sort"
	"strings"

	"parallax/text"
)

// speakers are the last sources of each kind, for the pronouns that mean them.
type speakers struct {
	person, plural, body       identity
	personAt, pluralAt, bodyAt int // in which sentence
}

// goesOn is how many sentences after a source a pronoun can still mean it.
const goesOn = 3

// spoke notes who the last source was.
func (r *reading) spoke(who identity, sentence int) {
	s := &r.speakers
	switch who.is {
	case NamedPerson:
		s.person, s.personAt = who, sentence
	case Public, Official, Anonymous:
		if !who.definite {
			s.plural, s.pluralAt = who, sentence
		}
	case NamedOrg, Document:
		s.body, s.bodyAt = who, sentence
	}
}

// pronoun resolves a source of one word that stands for another: he, their, which, whose.
func (r *reading) pronoun(i int, form string, sentence int) (identity, bool) {
	if r.toks[i].Is(text.AllCaps) && len(form) > 1 {
		return identity{}, false // US, WHO
	}
	at := only(i)
	switch form {
	case "i", "we", "me", "us", "my", "our", "ours", "mine", "myself", "ourselves":
		return identity{is: Self, why: Reason{"first person", at}}, true
	case "you", "your":
		return identity{is: Public, why: Reason{"the reader or anybody", at}}, true
	case "he", "she", "him", "her", "his", "hers", "himself", "herself":
		return r.heOrShe(i, form, sentence), true
	case "they", "them", "their", "themselves", "theirs", "both":
		return r.they(i, sentence), true
	case "it", "its", "itself":
		return r.it(i, sentence), true
	case "who", "whom", "whose", "which", "that":
		return r.antecedent(i, sentence)
	}
	return identity{}, false
}

// heOrShe returns the last speaker who fits, else the last person named who does.
func (r *reading) heOrShe(i int, form string, sentence int) identity {
	sex := masculine
	if form[0] == 's' || form == "her" || form == "hers" || form == "herself" {
		sex = feminine
	}
	fits := func(k int32) int {
		switch known := r.cast.persons[k].sex; {
		case known == feminine && sex == feminine:
			return 2 // those of whom nothing tells are men more often than not
		case known == sex, known == 0:
			return 1
		}
		return 0
	}
	who := identity{is: NamedPerson, why: Reason{"a pronoun", only(i)}}
	last := r.speakers.person
	if last.person > 0 && sentence-r.speakers.personAt <= goesOn && fits(last.person-1) > 0 {
		who.person, who.name = last.person, last.name
		if p := &r.cast.persons[last.person-1]; p.sex == 0 && sentence-r.speakers.personAt <= 1 {
			p.sex = sex // a later pronoun of the other is somebody else's
		}
	} else if k := r.meant(i, fits); k >= 0 {
		who.person, who.name = k+1, r.nameOf(k)
		if p := &r.cast.persons[k]; p.sex == 0 {
			p.sex = sex
		}
	}
	return who
}

// they returns the people whom a plural pronoun means: those named before it in its sentence, else the last to speak, else
// those named in the two sentences before.
func (r *reading) they(i, sentence int) identity {
	at := only(i)
	pronoun := func(who identity) identity {
		who.why = Reason{"a pronoun", at}
		return who
	}
	if who, ok := r.people(r.sentences[sentence].From, i, sentence); ok {
		return pronoun(who)
	}
	lastBody := r.speakers.body.is == NamedOrg && sentence-r.speakers.bodyAt <= goesOn
	if lastBody && r.speakers.bodyAt == sentence && r.speakers.pluralAt < sentence {
		return pronoun(r.speakers.body)
	}
	if r.speakers.plural.is != "" && sentence-r.speakers.pluralAt <= goesOn {
		return pronoun(r.speakers.plural)
	}
	for k := sentence - 1; k >= max(0, sentence-2); k-- {
		s := r.sentences[k]
		if who, ok := r.people(s.From, s.To, k); ok {
			return pronoun(who)
		}
	}
	if lastBody {
		return pronoun(r.speakers.body)
	}
	return pronoun(identity{is: Public})
}

// people types the first people without names that stand between two tokens.
func (r *reading) people(from, to, sentence int) (identity, bool) {
	for i := from; i < min(to, from+maxSource+maxAppositive); i++ {
		if !r.noun(i).has(officeNoun|publicNoun|vagueNoun) || r.is[i].has(cueClasses|subject|article|numeral) || r.quote[i] != 0 {
			continue
		}
		form := r.toks[i].Form(r.src)
		if form[len(form)-1] != 's' && form != "people" && form != "police" && form != "men" && form != "women" && form != "children" {
			continue
		}
		if np := r.phraseBefore(i+1, from, 0); np.Len() > 0 {
			who := r.identify(np, sentence)
			who.means = np
			return who, true
		}
	}
	return identity{}, false
}

// it returns the body or text that spoke last, else the last body named.
func (r *reading) it(i, sentence int) identity {
	who := identity{is: NamedOrg}
	if last := r.speakers.body; last.is != "" && sentence-r.speakers.bodyAt <= goesOn {
		who = last
	} else if b := r.bodyBefore(i); b.Len() > 0 && sentence-r.sentenceOf(b.From) <= goesOn {
		who.name, who.means, who.called = b.Span(r.toks).Of(r.src), b, b
	}
	who.why = Reason{"a pronoun", only(i)}
	return who
}

// antecedent types what a relative pronoun goes back to: "the minister, who"; "a victory for Lee, who".
func (r *reading) antecedent(i, sentence int) (identity, bool) {
	end, floor := r.beforeComma(i), max(0, i-maxSource)
	if end > floor && r.is[end-1].has(preposition) { // of whom
		end = r.beforeComma(end - 1)
	}
	if end <= floor {
		return identity{}, false
	}
	person := r.is[i].has(relativeWho) || r.toks[i].Form(r.src) == "whom"
	from := end
	for from > floor && (r.namePart(from-1) || r.is[from-1].has(bracket) && from == end) {
		from--
	}
	if np := (text.Range{From: from, To: end}); person && np.Len() > 0 {
		if who, ok := r.persons(np, np, end-1); ok {
			who.why.Rule = "a relative pronoun"
			return who, true
		}
	}
	np := r.phraseBefore(end, floor, 1)
	for k := np.To - 2; k > np.From; k-- { // the nearest phrase: of "the end of the report, which" the report
		if r.is[k].has(preposition) && r.toks[k].Form(r.src) != "of" {
			np.From = k + 1
			break
		}
	}
	if np.Len() == 0 || np.From >= i || r.is[np.From].has(relativeWho) || np.Len() == 1 && r.is[np.From].has(personal|wh|that) {
		if person {
			return identity{is: NamedPerson, why: Reason{"a relative pronoun", only(i)}}, r.is[max(0, end-1)].has(personal)
		}
		return identity{}, false
	}
	who := r.identify(np, sentence)
	who.means = np
	who.why.Rule = "a relative pronoun for " + who.why.Rule
	return who, true
}

// described resolves a description to a person: whose relative it is, somebody who was introduced as that, or for a word that
// describes whom the article has just named, the last person.
func (r *reading) described(core text.Range, head, sentence int) (identity, bool) {
	word := roles.Of(r.src, r.toks[head])
	if word.role == 0 {
		return identity{}, false
	}
	who := identity{is: NamedPerson, why: Reason{"a person described", only(head)}}
	owner := -1 // the 's or the pronoun of whose it is
	for i := core.From; i < head; i++ {
		if r.is[i].has(possessive) {
			owner = i
		}
	}
	switch {
	case word.kin:
		who.why.Rule = "a relative of a person"
		return who, owner >= 0 && r.isRelative(core, owner)
	case owner >= 0, !r.is[core.From].has(article), r.toks[core.From].Form(r.src) != "the":
		return identity{}, false
	}
	holders := r.cast.roles[word.role]
	if k := r.meant(core.From, func(k int32) int {
		if slices.Contains(holders, k) {
			return 1
		}
		return 0
	}); k >= 0 {
		who.person, who.name = k+1, r.nameOf(k)
		return who, true
	}
	if !word.outright && !r.isParticular(core, head) {
		return identity{}, false
	}
	if last := r.speakers.person; last.person > 0 && sentence-r.speakers.personAt <= goesOn {
		who.person, who.name = last.person, last.name
	} else if k := r.meant(core.From, anybody); k >= 0 {
		who.person, who.name = k+1, r.nameOf(k)
	}
	return who, who.person > 0 || r.isPartisan(head) // a party's member in the singular is somebody
}

// isRelative reports whether a relative is that of one person: of somebody with a name, or of whom the pronoun means.
func (r *reading) isRelative(core text.Range, owner int) bool {
	return owner > core.From && r.toks[owner-1].Is(text.Capital) ||
		!isOneOf(r.toks[owner].Form(r.src), "my", "their", "our") && r.meant(core.From, anybody) >= 0
}

// isParticular reports whether a definite office has one holder: the former governor, the Ohio senator.
func (r *reading) isParticular(core text.Range, head int) bool {
	if !r.is[head].has(officeNoun) {
		return false
	}
	for i := core.From + 1; i < head; i++ {
		if form := r.toks[i].Form(r.src); form == "former" || form == "ex-" || r.toks[i].Is(text.Capital) && !r.is[i].has(bodyNoun) {
			return true
		}
	}
	return false
}

// bodyBefore returns the last organization named before token i.
func (r *reading) bodyBefore(i int) text.Range {
	bodies := r.cast.bodies
	k := sort.Search(len(bodies), func(k int) bool { return bodies[k].From >= i })
	if k == 0 {
		return text.Range{}
	}
	return bodies[k-1]
}

// persons returns who a phrase names: one person, or those joined by "and".
func (r *reading) persons(np, core text.Range, head int) (identity, bool) {
	for i := core.From + 1; i+1 < core.To; i++ {
		if r.is[i].has(joiner) && r.toks[i].Is(text.Word) {
			first, ok := r.one(text.Range{From: core.From, To: i}, text.Range{From: core.From, To: i}, i-1)
			second, too := r.one(text.Range{From: i + 1, To: core.To}, text.Range{From: i + 1, To: core.To}, core.To-1)
			if ok && too {
				first.name, first.person = first.name+" and "+second.name, 0
			}
			if ok {
				return first, true
			}
		}
	}
	return r.one(np, core, head)
}

// one returns the person whom a phrase names.
func (r *reading) one(np, core text.Range, head int) (identity, bool) {
	name, ok := r.person(np, core, head)
	if !ok {
		return identity{}, false
	}
	who := identity{is: NamedPerson, why: Reason{"a person's name", name}}
	if k := r.known(name, r.titleSex(name.From, np.From)); k >= 0 {
		who.person, who.name = k+1, r.nameOf(k)
	} else {
		who.name = name.Span(r.toks).Of(r.src)
	}
	return who, true
}

// person returns where a phrase names a person: in a run of capitals at the end of its core that holds no word for an
// organization, or in an appositive after a role.
func (r *reading) person(np, core text.Range, head int) (text.Range, bool) {
	if name, ok := r.personIn(core); ok {
		return name, true
	}
	if r.at(core.To, np.To-2, preposition) {
		if name := r.afterOffice(core.To+1, np.From); name > core.To+1 && name < np.To && r.namePart(name) {
			return r.personIn(r.core(text.Range{From: name, To: np.To}))
		}
	}
	if name := r.ofBody(np, core); name.Len() > 0 {
		return r.personIn(name)
	}
	if r.toks[head].Is(text.Capital) && !r.isTitle(head) || r.is[head].has(textNoun|bodyNoun) {
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

// ofBody returns a role and the name behind it where a phrase begins with the body of the role: of "University of Lind historian Ann Lee"
// the last three words.
func (r *reading) ofBody(np, core text.Range) text.Range {
	if !r.at(core.To, np.To, preposition) || !r.noun(core.To-1).has(bodyNoun) || !r.toks[core.To-1].Is(text.Capital) {
		return text.Range{}
	}
	i := core.To + 1
	for i < np.To && r.toks[i].Is(text.Capital) {
		i++
	}
	for k := i; k < np.To && !r.is[k].has(comma|preposition|article|auxiliary); k++ {
		if r.toks[k].Is(text.Capital) && k > i && roles.Of(r.src, r.toks[k-1]).role != 0 {
			return r.core(text.Range{From: k - 1, To: np.To})
		}
	}
	return text.Range{}
}

// personIn returns the name at the end of a phrase, where it is a person's.
func (r *reading) personIn(core text.Range) (text.Range, bool) {
	from := core.To
	for from > core.From && (r.toks[from-1].Is(text.Capital) || from < core.To && from-1 > core.From && r.toks[from-2].Is(text.Capital) && r.named(from-1, particle)) && !r.is[from-1].has(article|possessive|timeWord) {
		from--
	}
	if from+1 < core.To && r.opensSentence(from) && r.isPlain(from) {
		from++
	}
	run := text.Range{From: from, To: core.To}
	name := r.untitled(run)
	titled := name.Len() < run.Len()
	run = name
	if run.Len() == 0 {
		return text.Range{}, false
	}
	last := r.toks[run.To-1]
	switch {
	case titled:
	case r.namesBody(run, core.From), r.namesPlace(run), run.Len() > 1 && r.named(run.To-1, institution) && !r.cast.has(r.lastName(run)):
		return text.Range{}, false
	case r.cast.has(r.lastName(run)), run.Len() > 1 && firstNames.Of(r.src, r.toks[run.From]) != 0:
	case r.hasNoun(run, bodyNoun|textNoun):
		return text.Range{}, false
	case last.Is(text.AllCaps), r.noun(run.To - 1).has(bodyNoun | publicNoun | officeNoun | vagueNoun | article | subject), roles.Of(r.src, last).role != 0:
		return text.Range{}, false
	case run.Len() == 1 && r.isCommon(run.From):
		return text.Range{}, false
	case run.From > core.From && r.is[run.From-1].has(article) && !r.is[run.From-1].has(possessive):
		return text.Range{}, false
	}
	return run, true
}

// namesBody reports whether a name is an organization's by the noun before it (the newspaper Folha, security firm Lind), or an
// address on the web.
func (r *reading) namesBody(name text.Range, floor int) bool {
	if name.From > floor && !r.toks[name.From-1].Is(text.Capital) && !r.named(name.From-1, portfolio) {
		if c := r.noun(name.From - 1); c.has(bodyNoun) && !c.has(officeNoun|publicNoun) {
			return true
		}
	}
	last := r.toks[name.To-1]
	if strings.IndexByte(last.Of(r.src), '.') < 0 {
		return false
	}
	_, end, _ := strings.Cut(last.Form(r.src), ".")
	return end == "com" || end == "org" || end == "net"
}

// isCommon reports whether a word may have its capital from the sentence that it opens: a plural that is nobody's name, or a plain word.
func (r *reading) isCommon(i int) bool {
	if r.toks[i].Is(text.AllCaps) || r.is[i].has(bodyNoun) || r.cast.has(r.toks[i].Type) || !r.opensSentence(i) {
		return false
	}
	form := r.toks[i].Form(r.src)
	return form[len(form)-1] == 's' || r.isPlain(i) && !r.isKnownBody(text.Range{From: i, To: i + 1})
}
