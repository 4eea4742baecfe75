package stages

import (
	"strings"

	"parallax/text"
)

// identify types a source by the ordered rules of linguistics.md, section 3: the writer, a text, a person with a name, a body
// with a name, an office, the public, nobody in particular.
func (r *reading) identify(np text.Range, sentence int) identity {
	np = r.whose(np)
	form := r.toks[np.From].Form(r.src)
	if np.Len() == 1 {
		if who, ok := r.pronoun(np.From, form, sentence); ok {
			return who
		}
	}
	if r.src[r.toks[np.From].Start] == '@' {
		return handle(form, r.toks[np.From].Of(r.src), only(np.From))
	}
	core, head := r.core(np), r.headNoun(np)
	is := r.noun(head)
	switch {
	case form == "this" && is.has(outletNoun):
		return identity{is: Self, vague: true, why: Reason{"the outlet itself", only(head)}}
	case (form == "i" || form == "we") && (!r.toks[np.From].Is(text.AllCaps|text.Number) || np.Len() > 1 && !r.toks[np.From+1].Is(text.Capital)):
		return identity{is: Self, why: Reason{"first person", only(np.From)}}
	case is.has(textNoun) && !(is.has(bodyNoun) && r.isProper(head)) && !r.isName(core) && !r.isAgent(core, head):
		return identity{is: Document, common: !r.isSpecific(np, core, head), why: Reason{"a noun for a text", only(head)}}
	case r.areBodies(core):
		return r.organization(np, core, head, true)
	}
	who, ok := r.persons(np, core, head)
	if !ok {
		who, ok = r.described(core, head, sentence)
	}
	if !ok {
		if who, ok = r.epithet(core, head); ok {
			return who
		}
		return r.unnamed(np, core, head)
	}
	who.secret = r.any(np, anonymity)
	return who
}

// only is the range of one token.
func only(i int) text.Range { return text.Range{From: i, To: i + 1} }

// isProper reports whether a noun has a capital of its own.
func (r *reading) isProper(head int) bool { return r.toks[head].Is(text.Capital) && !r.isCommon(head) }

// unnamed types a source that names no person: by its head, a body, an office, the public or nobody in particular.
func (r *reading) unnamed(np, core text.Range, head int) identity {
	is, capital := r.noun(head), r.isProper(head)
	anonymous, numbered := r.any(np, anonymity), r.any(np, numeral)
	switch {
	case r.isPart(core, head):
		return identity{is: Public, counted: numbered, why: Reason{"a share of people", only(head)}}
	case is.has(publicNoun|vagueNoun) && r.any(text.Range{From: head + 1, To: np.To}, informed):
		return identity{is: Anonymous, why: Reason{"somebody said to know", only(head)}}
	case r.isPartisan(head) && core.Len() > 1 && r.isOne(core):
		return identity{is: Anonymous, vague: true, why: Reason{"one of a party, without a name", only(head)}}
	case r.isPartisan(head) && head > core.From && r.inChamber(head-1):
		return identity{is: Official, secret: anonymous, why: Reason{"members of a chamber", text.Range{From: head - 1, To: head + 1}}}
	case is.has(publicNoun) && (!capital || !is.has(bodyNoun) || r.lowered(core, head)) && !is.has(officeNoun):
		return identity{is: Public, counted: numbered, why: Reason{"a noun for people", only(head)}}
	case is.has(bodyNoun) && head >= core.To && strings.HasPrefix(r.toks[core.To-1].Form(r.src), "member"):
		return identity{is: Official, secret: anonymous, why: Reason{"members of a body", only(head)}}
	case is.has(bodyNoun) && (capital || !is.has(officeNoun)), capital && !is.has(officeNoun|vagueNoun):
		return r.organization(np, core, head, r.hasName(core))
	case is.has(officeNoun), is.has(vagueNoun) && r.ofOffice(core, head):
		return identity{is: Official, secret: anonymous, vague: r.is[np.From].has(numeral) && r.is[np.From].has(article), why: Reason{"a noun for an office", only(head)}}
	case is.has(publicNoun):
		return identity{is: Public, counted: numbered, why: Reason{"a noun for people", only(head)}}
	}
	noun := r.toks[head].Form(r.src)
	definite := r.toks[np.From].Form(r.src) == "the" && !is.has(vagueNoun) && noun[len(noun)-1] != 's'
	who := identity{is: Anonymous, secret: anonymous, definite: definite, why: Reason{"nobody in particular", only(head)}}
	if anonymous {
		who.why.Rule = "on condition of anonymity"
	}
	return who
}

// noun is what a token says of a source as its head.
func (r *reading) noun(i int) class { return r.is[i] | moreNouns.Of(r.src, r.toks[i]) }

// hasNoun reports whether some token of a phrase would say one of some things of a source as its head.
func (r *reading) hasNoun(np text.Range, c class) bool {
	for i := np.From; i < np.To; i++ {
		if r.noun(i).has(c) {
			return true
		}
	}
	return false
}

// whose takes the 's off a source that stands in front of what it said: "Lee's call for".
func (r *reading) whose(np text.Range) text.Range {
	last := np.To - 1
	if np.Len() > 1 && r.is[last].has(possessive) && (!r.is[last].has(personal|article) && !r.toks[last].Is(text.Word) || strings.HasSuffix(r.toks[last].Form(r.src), "'s")) {
		np.To--
	}
	return np
}

// handle types an account name by what it says.
func handle(form, written string, at text.Range) identity {
	for _, part := range []string{"hall", "gov", "police", "dept", "news", "office", "house", "city", "party", "times", "post", "council", "hq", "gop"} {
		if strings.Contains(form, part) {
			return identity{is: NamedOrg, name: written, why: Reason{"an account of a body", at}}
		}
	}
	return identity{is: NamedPerson, name: written, why: Reason{"an account", at}}
}

// core returns a source phrase without what follows its head: appositives, prepositional phrases, clauses.
func (r *reading) core(np text.Range) text.Range {
	for i := np.From + 1; i < np.To; i++ {
		c := r.is[i]
		if c.has(wh) && r.toks[i].Is(text.AllCaps) && !r.toks[i-1].Is(text.AllCaps) { // the WHO
			continue
		}
		if c.has(comma|bracket|dash) || c.has(preposition|wh|participle) && !r.toks[i].Is(text.Capital) && !(c.has(participle) && r.is[i-1].has(article|possessive)) || r.isWho(i) || c.has(informed) && r.at(i+1, np.To, preposition|to) || c.has(quoteMark) && !c.has(possessive) && r.quote[i] != 0 && i > np.From+1 ||
			c.has(joiner) && r.toks[i].Is(text.Word) && r.noun(i-1).has(officeNoun|publicNoun|vagueNoun) && !r.toks[i-1].Is(text.Capital) || c.has(that) && i > np.From+1 {
			return text.Range{From: np.From, To: i}
		}
	}
	return np
}

// headNoun returns the token that says what kind of thing a phrase names. Of "45 percent of voters" and "a group of
// senators" that is the noun after "of"; "members of the government" hold its office.
func (r *reading) headNoun(np text.Range) int {
	core := r.core(np)
	head := core.To - 1
	for head > core.From && (r.is[head].has(timeWord) && head-1 > core.From || r.is[head].has(timeWord|adverb|past) && !r.toks[head].Is(text.Capital) || !r.toks[head].Is(text.Word) || trailing.Has(r.src, r.toks[head])) {
		head--
	}
	if c := r.is[head]; core.To+1 < np.To && r.toks[core.To].Form(r.src) == "of" && (c.has(numeral|article) || partitive.Has(r.src, r.toks[head])) {
		return r.headNoun(text.Range{From: core.To + 1, To: np.To})
	}
	return head
}

// trailing are words that stand behind the noun that they go with: conservatives elsewhere.
var trailing = classOf(`elsewhere alike there here alone nationwide statewide worldwide abroad overall surveyed polled interviewed`)

// partitive are nouns that count what follows them: a group of senators.
var partitive = classOf(`group groups number numbers majority percent couple series handful host lot lots pair members member third two-thirds
	half thirds quarter rest plurality bunch array range scores dozens hundreds thousands millions crowd crowds generation
	minority fraction share chorus band coalition growing`)

// any reports whether some token of the phrase has a use.
func (r *reading) any(np text.Range, c class) bool {
	for i := np.From; i < np.To; i++ {
		if r.is[i].has(c) {
			return true
		}
	}
	return false
}

// isSpecific reports whether a text is told apart from others of its kind: by a name, a year, the body that keeps it (court
// documents), what it is like (an internal memo), or because the article has spoken of a text before ("the report"). Unspecific
// are "polls", "recent surveys" and, out of the blue, "the study".
func (r *reading) isSpecific(np, core text.Range, head int) bool {
	for i := core.From; i < np.To; i++ {
		if t := r.toks[i]; t.Is(text.Number) || t.Is(text.Capital) && (i > core.From || t.Is(text.AllCaps) && t.End-t.Start > 1 || r.is[i].has(possessive)) && !r.is[i].has(article) {
			return true
		}
	}
	if r.is[core.From].has(article) && r.isDefinite(core.From) || r.is[core.From].has(possessive) {
		return r.firstText < head || core.Len() > 2
	}
	noun := r.toks[head].Form(r.src)
	plural := noun[len(noun)-1] == 's' || noun == "data" || noun == "polling" || noun == "research" || noun == "footage"
	for i := core.From; i < head; i++ {
		switch {
		case r.is[i].has(bodyNoun | officeNoun):
			return true
		case !plural && !r.is[i].has(article|numeral|adverb|joiner) && !isRecent(r.toks[i].Form(r.src)):
			return true
		}
	}
	return core.To-1 > head
}

// isDefinite reports whether an article points at something known.
func (r *reading) isDefinite(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "the", "this", "that", "these", "those":
		return true
	}
	return false
}

// isRecent reports whether an adjective tells nothing of a text but when or where: a new poll.
func isRecent(form string) bool {
	switch form {
	case "new", "recent", "latest", "national", "statewide", "separate", "previous", "early", "earlier", "exit", "public", "different", "similar", "single", "major":
		return true
	}
	return false
}

// isAgent reports whether a noun for a text stands for people: the party's top figures.
func (r *reading) isAgent(core text.Range, head int) bool {
	if form := r.toks[head].Form(r.src); form != "figures" && form != "figure" || head == core.From {
		return false
	}
	switch r.toks[head-1].Form(r.src) {
	case "top", "senior", "leading", "key", "public", "political", "prominent", "establishment", "party", "other", "opposition", "religious", "media", "influential", "many", "some", "several":
		return true
	}
	return r.toks[head-1].Is(text.Capital)
}

// isPartisan reports whether the head is of members of one of the American parties.
func (r *reading) isPartisan(head int) bool { return r.is[head].has(partisan | partisans) }

// isOne reports whether a phrase is of one person who is not told apart: one Democrat, a voter.
func (r *reading) isOne(core text.Range) bool {
	first := r.toks[core.From].Form(r.src)
	last := r.toks[core.To-1].Form(r.src)
	return last[len(last)-1] != 's' && (first == "one" || first == "a" || first == "an" || first == "another" || first == "at" && core.Len() > 3)
}

// inChamber reports whether a word before a party says where its members sit: House Republicans.
func (r *reading) inChamber(i int) bool {
	switch r.toks[i].Form(r.src) {
	case "house", "senate", "congressional", "assembly", "statehouse", "committee", "elected":
		return true
	}
	return false
}

// ofOffice reports whether rivals or colleagues are those of a politician: Republican rivals.
func (r *reading) ofOffice(core text.Range, head int) bool {
	switch r.toks[head].Form(r.src) {
	case "rivals", "rival", "colleagues", "figures", "insiders":
	default:
		return false
	}
	for i := core.From; i < head; i++ {
		switch r.toks[i].Form(r.src) {
		case "republican", "democratic", "gop", "presidential", "senate", "house", "congressional", "cabinet", "parliamentary":
			return true
		}
	}
	return false
}

// isPart reports whether the head counts a part of people without saying which: 42%, three quarters, most.
func (r *reading) isPart(core text.Range, head int) bool {
	form := r.toks[head].Form(r.src)
	switch form {
	case "%", "percent", "percentage", "proportion", "half", "quarter", "quarters", "third", "thirds", "majority", "plurality", "two-thirds", "three-quarters", "majorities", "minority":
		return true
	}
	return strings.HasSuffix(form, "%") && r.toks[core.From].Is(text.Number)
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

// isName reports whether every word of a phrase has a capital and the last one is a person's.
func (r *reading) isName(core text.Range) bool {
	for i := core.From; i < core.To; i++ {
		if !r.toks[i].Is(text.Capital) {
			return false
		}
	}
	return core.Len() > 1 && r.cast.has(r.lastName(core))
}
