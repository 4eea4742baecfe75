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
			for i := range all {
				found = append(found, v.proposition(&all[i], hedges, negations))
			}
			return found, nil
		},
		Release: spare.put,
	}
}

// proposition judges one attribution.
func (v *surroundings) proposition(a *Attribution, hedges []Hedge, negations []Negation) Proposition {
	content := a.Content[0]
	v.turnTo(text.Range{From: content.From, To: content.From + 1})
	c := claim{open: v.isOpen(content.From, a)}
	head := v.predicate(a.Content)
	for _, part := range a.Content {
		part.To = min(part.To, head+sight)
		for _, h := range hedgesIn(hedges, part) {
			if v.bearsOn(h, head) {
				c.weaken(h)
			}
		}
		for _, n := range negationsIn(negations, part) {
			if n.Has(head) || n.Scope.Has(head) || n.From > head && n.From <= head+2 {
				c.negate(n)
			}
		}
	}
	for _, part := range a.Cue {
		for _, h := range hedgesIn(hedges, part) {
			if h.MakesUncertain() {
				c.weaken(h)
			}
		}
		denied := negationsIn(negations, part)
		switch {
		case v.denies(part):
			c.Negated = !c.Negated
		case a.Level == Reporting:
			c.open = c.open || len(denied) > 0 // did not say, has not confirmed
		default:
			for _, n := range denied {
				c.negate(n) // does not think that it is so: thinks that it is not
			}
		}
	}
	return c.judged()
}

// A claim is a proposition while its hedges and negations are met.
type claim struct {
	Proposition
	level int  // the highest of the hedges that make it uncertain
	open  bool // nothing is claimed
}

func (c *claim) weaken(h Hedge) {
	c.Hedge = max(c.Hedge, h.Level)
	if h.MakesUncertain() {
		c.level = max(c.level, h.Level)
	}
}

func (c *claim) negate(n Negation) {
	if strings.Contains(n.Rule, "evidence") || strings.Contains(n.Rule, "sign of") {
		c.open = true
	} else {
		c.Negated = !c.Negated
	}
}

func (c *claim) judged() Proposition {
	c.Factuality = factualities[c.level]
	if c.open {
		c.Factuality = Unknown
	}
	return c.Proposition
}

// startingIn are those of some hedges or negations, which are in order, that start in a range.
func startingIn[C any](all []C, part text.Range, start func(*C) int) []C {
	from := sort.Search(len(all), func(i int) bool { return start(&all[i]) >= part.From })
	to := from
	for to < len(all) && start(&all[to]) < part.To {
		to++
	}
	return all[from:to]
}

func hedgesIn(all []Hedge, part text.Range) []Hedge {
	return startingIn(all, part, func(h *Hedge) int { return h.From })
}

func negationsIn(all []Negation, part text.Range) []Negation {
	return startingIn(all, part, func(n *Negation) int { return n.From })
}

// bearsOn reports whether a hedge in the content weakens its predicate: by its scope, or within it ("had probably failed", "there
// was a chance").
func (v *surroundings) bearsOn(h Hedge, head int) bool {
	return h.Scope.Has(head) ||
		h.Class == hedgeAdverb && h.From > head && h.From <= head+2 ||
		h.Class == hedgeNoun && h.From > head && h.From < head+4 && v.form(head-1) == "there"
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
func (v *surroundings) isOpen(i int, a *Attribution) bool {
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
