package stages

import "parallax/text"

// judge makes a finding an attribution: what its source is, how far the cue vouches for it, how strong it is, and why.
func (r *reading) judge(i int, a *Attribution) {
	f, n := &r.found[i], r.nests[i]
	*a = Attribution{Content: f.content, Kind: r.kind(f.content), Rule: f.rule, Depth: n.depth, Within: n.within}
	if f.rule == retweeted || f.rule == posted || f.rule == turn {
		a.Kind = Direct
	}
	if f.cue.Len() > 0 {
		a.Cue = r.kept(f.cue)
	}
	if a.Level = r.level(f); f.doubtful && a.Kind == Indirect {
		a.Level = Attitude
	}
	a.Stance, a.Why.Stance = r.stance(f)
	who := identity{is: NoSource, why: Reason{Rule: "no source is named"}}
	if f.source.Len() > 0 {
		a.Source = r.kept(f.source)
		who = r.identify(f.source, f.sentence)
	}
	if f.rule == turn {
		who = r.turnSpeaker(f)
		r.onTurn = speaking{who, f.content}
	} else if who.is == Self && a.Depth > 1 && r.onTurn.has(f.head) {
		who, who.why = r.onTurn.who, Reason{"first person in a turn", f.source}
	}
	r.called = append(r.called, who.called)
	a.SourceType, a.Speaker, a.Meant, a.Why.Source = who.is, who.name, who.means, who.why
	if who.means.Len() == 0 {
		who.means = f.source
	}
	r.spoke(who, f.sentence)
	a.Strength, a.Why.Strength.Rule = who.strength(a.Kind)
}

// kept is a range as a part of an attribution.
func (r *reading) kept(part text.Range) []text.Range {
	n := len(r.parts)
	r.parts = append(r.parts, part)
	return r.parts[n : n+1 : n+1]
}

// A Reason says why an attribution was judged as it was: the rule, the same words each time, and the tokens that
// it went by, an empty range where there are none.
type Reason struct {
	Rule string
	At   text.Range
}

// Reasons are why an attribution has its type of source, its strength and its stance.
type Reasons struct{ Source, Strength, Stance Reason }

// An identity is what a source phrase says about who the source is.
type identity struct {
	is       SourceType
	name     string     // resolved, "" where unknown
	person   int32      // 1 + index of the person, 0 for none
	definite bool       // one of no name, told apart: "the guard"
	means    text.Range // the phrase that a pronoun or a description goes back to; of the last source of its kind that itself
	called   text.Range // where an organization has its name
	common   bool       // an organization or text named by a common noun alone: "the company", "polls"
	secret   bool       // on condition of anonymity
	vague    bool       // plural without office or number
	counted  bool       // people with a number
	why      Reason
}

// strength grades a source by linguistics.md, section 6, and says why: 5 named and verbatim, 4 named, 3 known by role, 2
// vague, 1 nobody.
func (w identity) strength(k Kind) (int, string) {
	switch {
	case w.is == NoSource:
		return 1, "no source"
	case w.secret:
		return 2, "on condition of anonymity"
	case w.is == Public && w.counted:
		return 3, "people with a number"
	case w.is == Public:
		return 2, "people without a number"
	case w.vague, w.is == Anonymous && !w.definite:
		return 2, "vague"
	case w.is == Anonymous, w.is == Official:
		return 3, "known by role, without a name"
	case w.common && w.is == Document:
		return 3, "a text told apart from no other"
	case w.common:
		return 3, "a body without a name"
	case k == Indirect:
		return 4, "named, in the outlet's words"
	}
	return 5, "named, in its own words"
}

// level tells a report of speech from an ascription of belief. What a verb can report as said counts as said: "promise" is an
// act of speech, "hope" is none.
func (r *reading) level(f *finding) Level {
	if f.rule == beside || f.rule == announced {
		return Reporting // whatever the verb
	}
	attitude := func(i int) bool {
		c := r.is[i]
		return c.has(thinking|intending|judging) && !c.has(saying|telling|announcing)
	}
	if r.cue[f.head] != 0 && attitude(f.head) || f.verb > 0 && attitude(f.verb) && !r.is[f.verb].has(showing) {
		return Attitude
	}
	return Reporting
}

// stance reads off the cue whether it vouches for the content. The lexicon attribution says so of each cue; beside it speak
// adverbs of doubt, and a denial that anything was shown.
func (r *reading) stance(f *finding) (Stance, Reason) {
	if at := r.doubted(f.cue); at >= 0 {
		return Distancing, Reason{"an adverb of doubt", only(at)}
	}
	head := f.head
	if head < f.cue.From || head >= f.cue.To || r.stanceAt(head) == Neutral {
		for i := f.cue.From; i < f.cue.To; i++ {
			if r.stanceAt(i) != Neutral && !r.isNoun(i) {
				head = i
			}
		}
	}
	switch at := r.cueAt(head); r.stanceAt(head) {
	case Endorsing:
		if r.is[head].has(showing) && !r.is[head].has(saying) && r.isDenied(head, f.cue) {
			return Neutral, Reason{"an endorsing cue that is negated", at}
		}
		return Endorsing, Reason{"an endorsing cue", at}
	case Distancing:
		return Distancing, Reason{"a distancing cue", at}
	}
	return Neutral, Reason{"a cue that leaves open what is true", r.cueAt(f.head)}
}

// stanceAt is the stance of the cue that begins at a token, neutral where none does.
func (r *reading) stanceAt(i int) Stance {
	if k := r.cue[i]; k != 0 {
		return r.cues[r.matches[k-1].Entry].stance
	}
	return Neutral
}

// isNoun reports whether a cue of several words holds at i a noun that is as often a verb: "added a note of".
func (r *reading) isNoun(i int) bool {
	return i > 0 && r.is[i].has(nounish) && r.is[i-1].has(article|possessive|preposition) && !r.is[i].has(saidNoun)
}

// doubted returns the token of an adverb beside the cue that calls the content untrue: falsely claimed. It is -1 for none.
func (r *reading) doubted(cue text.Range) int {
	for i := max(0, cue.From-1); i < min(len(r.toks), cue.To+1); i++ {
		if r.is[i].has(adverb) {
			switch r.toks[i].Form(r.src) {
			case "falsely", "wrongly", "incorrectly", "baselessly", "erroneously", "mistakenly", "misleadingly", "inaccurately", "supposedly", "purportedly", "dubiously", "implausibly", "dishonestly":
				return i
			}
		}
	}
	return -1
}

// isDenied reports whether what a cue would show is not shown: "did not confirm", "declined to confirm".
func (r *reading) isDenied(i int, cue text.Range) bool {
	for k := max(0, min(cue.From, i-4)); k < i; k++ {
		if r.is[k].has(negative) && !r.is[k].has(article) {
			return true
		}
		switch r.toks[k].Form(r.src) {
		case "declined", "declines", "refused", "refuses", "failed", "fails", "unable", "cannot", "without":
			return true
		}
	}
	return false
}
