package stages

import (
	"slices"
	"sort"
	"strings"

	"parallax/pipeline"
	"parallax/text"
)

// A Proposition is what an attribution's content claims, as its source gives it (FactBank; Saurí and Pustejovsky 2009): how sure
// the source is of it, and whether it is affirmed or denied. The outlet's own doubt of the source is the
// attribution's stance and strength.
type Proposition struct {
	Factuality Factuality
	Negated    bool // the source says that it is not so
	Hedge      int  // the highest level of the hedges that bear on its predicate, 0 for none
}

// A Factuality says how sure a source is of a proposition.
type Factuality string

const (
	Certain  Factuality = "certain"  // without a hedge, or one of a number or a degree
	Probable Factuality = "probable" // a hedge of level 2
	Possible Factuality = "possible" // of level 3
	Unknown  Factuality = "unknown"  // of level 4; also what is asked, wanted or intended, and what there is no evidence of
)

// factualities are indexed by the level of hedges.
var factualities = [...]Factuality{Certain, Certain, Probable, Possible, Unknown}

// propositions judges the content of each attribution by the hedges and negations in it and in the cue ("believes that", "denied
// that"), as far as they bear on its predicate. Of a content of several sentences the first counts.
func propositions(attributions *pipeline.Layer[[]Attribution], hedges *pipeline.Layer[[]Hedge], negations *pipeline.Layer[[]Negation]) *pipeline.Layer[[]Proposition] {
	var spare room[Proposition]
	return &pipeline.Layer[[]Proposition]{
		Name:     "propositions",
		Doc:      "how sure sources are of what is ascribed to them, and whether they affirm or deny it",
		Requires: []pipeline.Stage{Tokens, Sentences, Quotations, attributions, hedges, negations},
		Run: func(d *pipeline.Document) ([]Proposition, error) {
			v, all, hedges, negations := lookAround(d), attributions.Of(d), hedges.Of(d), negations.Of(d)
			found := spare.take(len(all))
			for _, a := range all {
				found = append(found, v.proposition(a, hedges, negations))
			}
			return found, nil
		},
		Release: spare.put,
	}
}

func (v *surroundings) proposition(a Attribution, hedges []Hedge, negations []Negation) Proposition {
	var p Proposition
	content := a.Content[0]
	v.turnTo(text.Range{From: content.From, To: content.From + 1})
	head := v.predicate(a.Content)
	open := v.isOpen(content.From, a)
	level := 0
	hedged := func(part text.Range, bears func(h Hedge) bool) {
		for i := sort.Search(len(hedges), func(i int) bool { return hedges[i].From >= part.From }); i < len(hedges) && hedges[i].From < part.To; i++ {
			if h := hedges[i]; bears(h) {
				p.Hedge = max(p.Hedge, h.Level)
				if h.MakesUncertain() {
					level = max(level, h.Level)
				}
			}
		}
	}
	negated := func(part text.Range, bears func(n Negation) bool) {
		for i := sort.Search(len(negations), func(i int) bool { return negations[i].From >= part.From }); i < len(negations) && negations[i].From < part.To; i++ {
			switch n := negations[i]; {
			case !bears(n):
			case strings.Contains(n.Rule, "evidence"), strings.Contains(n.Rule, "sign of"):
				open = true
			default:
				p.Negated = !p.Negated
			}
		}
	}
	for _, part := range a.Content {
		part.To = min(part.To, head+sight)
		hedged(part, func(h Hedge) bool {
			return h.Scope.Has(head) || // else it stands within the predicate: "had probably failed", "there was a chance"
				h.Class == hedgeAdverb && h.From > head && h.From <= head+2 ||
				h.Class == hedgeNoun && v.form(head-1) == "there" && h.From > head && h.From < head+4
		})
		negated(part, func(n Negation) bool {
			return n.Has(head) || n.Scope.Has(head) || n.From > head && n.From <= head+2
		})
	}
	for _, part := range a.Cue {
		hedged(part, Hedge.MakesUncertain)
		denial := v.denies(part)
		if denial {
			p.Negated = !p.Negated
		}
		negated(part, func(n Negation) bool {
			if !denial && a.Level == Reporting {
				open = true // did not say, has not confirmed
			}
			return !denial && a.Level != Reporting // does not think that it is so: thinks that it is not
		})
	}
	p.Factuality = factualities[level]
	if open {
		p.Factuality = Unknown
	}
	return p
}

// predicate returns the token of a content that its hedges and negations must bear on: the first auxiliary or past tense, else
// the first word.
func (v *surroundings) predicate(content []text.Range) int {
	first := -1
	for _, part := range content {
		for i := part.From; i < min(part.To, v.sentence.To); i++ {
			if v.is(i, auxiliary) && v.form(i) != "'s" || v.is(i, past) && !v.is(i-1, article|possessive|preposition) {
				return i
			}
			if first < 0 && v.has(i, text.Word) && !v.is(i, that) {
				first = i
			}
		}
	}
	return max(first, content[0].From)
}

// isOpen reports whether a content claims nothing: "whether it fell", "to sell the unit". What somebody "is believed to" have
// done is claimed.
func (v *surroundings) isOpen(i int, a Attribution) bool {
	switch v.form(i) {
	case "whether", "if":
		return true
	case "to":
		return a.SourceType != NoSource
	}
	return false
}

// denies reports whether a cue says that its content is not so.
func (v *surroundings) denies(cue text.Range) bool {
	return slices.ContainsFunc(v.toks[cue.From:cue.To], func(t text.Token) bool { return classes.Of(v.src, t).has(denial) })
}
