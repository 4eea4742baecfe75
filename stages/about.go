package stages

import (
	"slices"
	"strings"

	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// The referents of a concept: which role in the sentence has the one whom its words are about.
const (
	victim = "victim" // whom it befell: deaths
	actor  = "actor"  // who did it, or is named by it: attacks, armed actors
	thing  = "thing"  // whose it is, or where; also taken for concepts that do not say
)

// reach is how many tokens of a sentence the rules see to either side of a term.
const reach = 60

// abouts tells of terms which of the config's sides they are about, by the words around them. Each mention of a side first
// gets a role of its own (about_roles.go): it does harm, suffers it, is a place, or only speaks. Then the grammar of
// the term says where to look, in order of trust: rulesOf is the table of these rules. What only speaks is never looked at:
// "the Hamas-run ministry says that 70 were killed" is not about Hamas.
type abouts struct {
	entries []lexicons.Entry
	sides   []int // of each entry: the side it is an alias of, -1 for none
	names   []string
}

func newAbouts(m *lexicons.Matcher) *abouts {
	a := &abouts{entries: m.Entries(), names: sideNames(m)}
	for _, e := range a.entries {
		side := -1
		if e.Lexicon == sidesLexicon {
			side = slices.Index(a.names, e.Concept)
		}
		a.sides = append(a.sides, side)
	}
	return a
}

// tell fills in Side and Why of a document's terms.
func (a *abouts) tell(d *pipeline.Document, matches []lexicons.Match, attributions []Attribution, terms []Term) {
	if len(a.names) == 0 || len(terms) == 0 {
		return
	}
	s := &scene{abouts: a, src: d.Source, toks: Tokens.Of(d), attributions: attributions}
	s.gather(matches, Sentences.Of(d), terms)
	if len(s.mentions) == 0 {
		return
	}
	sentences := Sentences.Of(d)
	k := 0
	for i := range terms {
		t := &terms[i]
		for k+1 < len(sentences) && sentences[k].To <= t.From {
			k++
		}
		s.turnTo(*t, sentences[k].Range)
		found := untold
		abroad := s.abroad()
		unsided := a.entries[t.Entry].Referent == victim && (s.stranger() || s.byName())
		for _, r := range rulesOf[a.entries[t.Entry].Referent][s.use()] {
			if r.loose && (abroad || unsided) {
				continue
			}
			if found = r.side(s); found.side >= 0 && unsided && !s.isPeople(found.at) {
				found = untold
			}
			if found.side >= 0 {
				t.Side, t.Why = a.names[found.side], Reason{r.name, found.at}
				break
			}
		}
		if a.entries[t.Entry].Referent != victim {
			continue
		}
		if found.side >= 0 {
			s.told = append(s.told, toldOf{k, found})
		} else if !abroad && !unsided && !s.foreign() && !slices.ContainsFunc(s.in(s.sentence), func(m mention) bool { return m.role != speaker }) {
			if rule, found := s.carried(sentences, k, d.Body); found.side >= 0 {
				t.Side, t.Why = a.names[found.side], Reason{rule, found.at}
			}
		}
	}
}

// A scene is a document under the rules, with the term at hand.
type scene struct {
	*abouts
	src          string
	toks         []text.Token
	attributions []Attribution
	mentions     []mention
	places       []text.TypeID // the first words of the names of places

	told []toldOf // the terms about victims that had a side by themselves, in order

	sentence text.Range // around the term, as far as the rules reach
	at       Term
	left     text.Range // the words of its clause before it
	right    text.Range // and after it
	relative bool       // a relative pronoun stands where the clause begins, so that its subject comes before
}

// A toldOf is the side of victims in a sentence.
type toldOf struct {
	sentence int
	sighting
}

// turnTo looks at another term and marks off its clause.
func (s *scene) turnTo(t Term, sentence text.Range) {
	s.at = t
	s.sentence = text.Range{From: max(sentence.From, t.From-reach), To: min(sentence.To, t.To+reach)}
	within := s.sentence
	if t.Attribution >= 0 && len(s.attributions[t.Attribution].Source) > 0 {
		for _, c := range s.attributions[t.Attribution].Content {
			if c.Has(t.From) {
				within.From, within.To = max(within.From, c.From), min(within.To, c.To)
			}
		}
	}
	s.relative = false
	l := t.From
	for ; l > within.From && !s.class(l-1).has(semicolon|colon); l-- {
		if s.class(l - 1).has(dash) {
			open := l - 2
			for ; open > within.From && !s.class(open).has(dash); open-- {
			}
			if open <= within.From {
				break
			}
			l = open + 1 // what stands between dashes is skipped
			continue
		}
		if s.opensClause(l - 1) {
			switch s.form(l - 1) {
			case "which", "who", "whom", "that", "when", "where", "whose":
				s.relative = true
			}
			break
		}
	}
	r := t.To
	for ; r < within.To && !s.class(r).has(semicolon|colon|dash); r++ {
		if s.opensClause(r) && s.form(r) != "when" && s.form(r) != "as" && s.form(r) != "where" {
			break
		}
	}
	if l == within.From && t.From-l < 3 && within.From > s.sentence.From {
		l, s.relative = s.sentence.From, true // "which officials say killed nine"
	}
	s.left, s.right = text.Range{From: l, To: t.From}, text.Range{From: t.To, To: r}
}

// opensClause reports whether a clause begins with token i: "after they attacked", but not "after the attack" or "more
// than 40".
func (s *scene) opensClause(i int) bool {
	if !s.class(i).has(boundary) {
		return false
	}
	switch s.form(i) {
	case "than", "and", "or", "but":
		return false
	case "after", "before", "since", "until":
	default:
		return true
	}
	for j := i + 1; j < min(i+8, s.sentence.To); j++ {
		switch c, d := s.class(j), s.deed(j); {
		case c.has(comma):
			return false
		case c.has(auxiliary|past) && !d.has(describing), d.has(helperVerb) && !d.has(attackNoun):
			return true
		}
	}
	return false
}

func (s *scene) class(i int) class {
	if i < 0 || i >= len(s.toks) {
		return 0
	}
	return classes.Of(s.src, s.toks[i])
}

func (s *scene) deed(i int) deed {
	if i < 0 || i >= len(s.toks) {
		return 0
	}
	return deeds.Of(s.src, s.toks[i])
}

func (s *scene) form(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.toks[i].Form(s.src)
}

// A use is how a term stands in its clause.
type use int

const (
	noun      use = iota // deaths, the killing of
	passive              // were killed
	active               // killed many, killing many
	suffering            // died, dead: a verb or adjective without an object
)

// use tells how the term at hand is used, by its form and its neighbours.
func (s *scene) use() use {
	first, last := s.at.From, s.at.To-1
	form := s.form(last)
	if s.at.Len() > 1 {
		form = s.form(first)
	}
	d := s.deed(first)
	before := s.behind(first)
	switch {
	case form == "dead" && s.leftDead(first):
		return active
	case d.has(dyingVerb) && !(form == "dead" && s.class(before).has(article|possessive|numeral)):
		return suffering
	case strings.HasSuffix(form, "ed") || d.has(slainForm):
		switch {
		case s.class(before).has(being), form == "slain", s.deed(before).has(bridging) && !s.class(before).has(auxiliary), s.counted(first):
			return passive
		case s.form(before) == "got" || s.form(before) == "get" || s.form(before) == "getting":
			return passive
		}
		if s.hasObject(last + 1) {
			return active
		}
		return passive
	case strings.HasSuffix(form, "ing"):
		if s.form(last+1) == "of" || s.class(before).has(article|possessive) || !s.hasObject(last+1) {
			return noun
		}
		return active
	case d.has(dyingNoun | killingNoun):
		return noun
	case s.class(before).has(auxiliary|to|subject) || s.hasObject(last+1):
		return active
	}
	return noun
}

// leftDead tells "left forty people dead", which is active.
func (s *scene) leftDead(i int) bool {
	for j := i - 1; j > max(i-9, s.sentence.From-1); j-- {
		switch s.form(j) {
		case "left", "leave", "leaves", "leaving":
			return true
		}
		if s.class(j).has(comma | stop | auxiliary) {
			return false
		}
	}
	return false
}

// counted tells "the number of people killed", which is passive whatever follows.
func (s *scene) counted(i int) bool {
	for j := i - 1; j > max(i-6, s.sentence.From); j-- {
		if s.form(j) == "of" && (s.form(j-1) == "number" || s.form(j-1) == "numbers") {
			return true
		}
	}
	return false
}

// behind is the token before i, adverbs skipped.
func (s *scene) behind(i int) int {
	for i--; i > s.sentence.From && s.class(i).has(adverb|negative); i-- {
	}
	return i
}

// hasObject reports whether a noun phrase begins at token i, so that the verb before it is active.
func (s *scene) hasObject(i int) bool {
	for i < s.sentence.To && s.class(i).has(quoteMark|adverb) {
		i++
	}
	if i >= s.sentence.To {
		return false
	}
	switch c := s.class(i); {
	case s.form(i) == "over" || s.form(i) == "around" || s.form(i) == "about" || s.form(i) == "up" || s.form(i) == "him" || s.form(i) == "them",
		s.form(i) == "at" && (s.form(i+1) == "least" || s.form(i+1) == "most"):
		return true
	case c.has(article | possessive | numeral):
		return true
	case c.has(comma | stop | colon | semicolon | dash | bracket | preposition | to | joiner | boundary | auxiliary | timeWord | subject | quoteMark):
		return false
	}
	return s.toks[i].Is(text.Word)
}
