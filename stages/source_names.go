package stages

import (
	"sort"

	"parallax/text"
)

// names are the persons of a document by their last name.
type names struct {
	by  map[text.TypeID]text.Range // the fullest form
	sex map[text.TypeID]class      // feminine or masculine, where an honorific tells
	all []text.Range               // in order: full names, and last names after a title
}

func (n *names) reset() {
	if n.by == nil {
		n.by, n.sex = map[text.TypeID]text.Range{}, map[text.TypeID]class{}
	}
	clear(n.by)
	clear(n.sex)
	n.all = n.all[:0]
}

func (n *names) has(last text.TypeID) bool { _, ok := n.by[last]; return ok }

func (n *names) full(last text.TypeID) (text.Range, bool) { full, ok := n.by[last]; return full, ok }

// meant returns the person whom a pronoun at token i can mean: of those who fit in the nearest sentence that names any, the
// first, who is its subject more often than not. It is empty where there is none.
func (r *reading) meant(i int, fits func(text.Range) bool) text.Range {
	const some = 12
	n := &r.names
	k := sort.Search(len(n.all), func(k int) bool { return n.all[k].From >= i })
	var who text.Range
	from := 0 // of the sentence of who
	for j := k - 1; j >= max(0, k-some); j-- {
		if name := n.all[j]; name.From < from {
			break
		} else if fits(name) {
			who, from = name, sentenceAt(r.sentences, name.From).From
		}
	}
	if who.Len() > 0 {
		if full, ok := n.full(r.toks[who.To-1].Type); ok {
			return full
		}
	}
	return who
}

// collect takes the names of persons from a sentence: runs of two to four capitalised words that hold none for an
// organization, or one after an honorific.
func (r *reading) collect(s text.Range) {
	for i := s.From; i < s.To; i++ {
		if !r.namePart(i) {
			continue
		}
		if i == s.From && (r.is[i].has(adverb|participle) || isLead(r.toks[i].Form(r.src))) {
			continue
		}
		run := text.Range{From: i, To: i + 1}
		for run.To < s.To && (r.namePart(run.To) || run.To+1 < s.To && isParticle(r.toks[run.To].Form(r.src)) && r.namePart(run.To+1)) {
			run.To++
		}
		i = run.To
		run = r.untitled(run)
		if office := r.afterOffice(run.From, s.From); office > run.From && office < run.To {
			run.From = office
		}
		titled := run.From > s.From && r.is[run.From-1].has(honorific)
		if run.Len() > 4 || run.Len() < 2 && !titled || r.any(run, bodyNoun|textNoun|publicNoun|measureNoun) || r.isTitle(run.To-1) ||
			run.From > s.From && r.is[run.From-1].has(article) && !titled || r.isPlace(run.From, s.From) || i < s.To && r.is[i].has(bodyNoun|textNoun|publicNoun) {
			continue
		}
		last := r.toks[run.To-1].Type
		if last == text.Rare || r.toks[run.To-1].Is(text.AllCaps) {
			continue
		}
		if titled {
			if sex := r.is[run.From-1] & (feminine | masculine); sex != 0 {
				r.names.sex[last] = sex
			}
		}
		if old, ok := r.names.by[last]; !ok || old.Len() < 2 && run.Len() > 1 {
			r.names.by[last] = run
		}
		if run.Len() > 1 || titled {
			r.names.all = append(r.names.all, run)
		}
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
	case "new", "north", "south", "east", "west":
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
