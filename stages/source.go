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
	a.Level = r.level(f, a)
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

// level tells a report of speech from an ascription of belief by the cue and what it governs, whoever found it. What a verb can
// report as said counts as said: "promise" is an act of speech, "hope" is none, nor is what may have been done or felt without a word
// ("support"), nor a noun or an infinitive ("his claim", "to say"), nor a few words that only name what was talked about. A verb of showing
// is one of saying of a text; a verb of announcing ("release"), and one that the lexicon does not have, of a quotation.
func (r *reading) level(f *finding, a *Attribution) Level {
	decides := f.head
	if f.verb > 0 {
		decides = f.verb
	}
	c, said := r.is[decides], false
	r.headline = r.passages[f.sentence].genre == heading
	switch {
	case f.marked(), f.rule == beside, f.rule == announced, f.rule == colonOnly, c.has(prepositional | agentless | quotative), f.verb > 0 && c.has(spoken):
		said = true
	case r.cue[decides] == 0, c&cueClasses == announcing:
		said = a.Kind == Direct
	case a.Kind == Direct && c.has(spoken) && r.setsOff(f):
		said = true
	case c.has(thinking) || !r.isCue(decides, r.sentences[f.sentence].Range):
	case c.has(spoken):
		said = a.Kind != Indirect || c.has(judging|denial) || r.states(a.Content)
	case c.has(showing):
		said = a.SourceType == Document
	}
	if said {
		return Reporting
	}
	return Attitude
}

// states reports whether unquoted content says something: a clause, an infinitive, or a phrase too long to be only what was talked about
// ("mentioned the deal"), which Semino and Short (2004) call a speech act with its topic and tell from indirect speech.
func (r *reading) states(content []text.Range) bool {
	const topic = 5 // words
	words := 0
	for _, part := range content {
		words += part.Len()
		if r.hasFinite(part.From, part.To) || r.is[part.From].has(personal|that|wh|to) {
			return true
		}
	}
	return words > topic
}

// setsOff reports whether the quotation of a finding is set off from its cue, as what was said aloud is: “…,” she remembered; he agreed: “…”
func (r *reading) setsOff(f *finding) bool {
	q := f.content[0]
	if q.From > f.head {
		return r.is[q.From-1].has(comma | colon)
	}
	return q.Len() > 2 && r.is[q.To-2].has(comma|stop)
}

// stance reads off the cue whether it vouches for the content. The lexicon attribution says so of each cue; beside it speak
// adverbs of doubt. A cue that is negated neither vouches nor doubts: "could not verify", "never claimed".
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
	at, stance := r.cueAt(head), r.stanceAt(head)
	switch {
	case stance == Neutral:
		return Neutral, Reason{"a cue that leaves open what is true", r.cueAt(f.head)}
	case r.isDenied(head, f):
		return Neutral, Reason{"a cue that is negated", at}
	case stance == Endorsing:
		return Endorsing, Reason{"an endorsing cue", at}
	}
	return Distancing, Reason{"a distancing cue", at}
}

// stanceAt is the stance of the cue that begins at a token, neutral where none does.
func (r *reading) stanceAt(i int) Stance {
	if k := r.cue[i]; k != 0 {
		return r.cues.at(r.matches[k-1].Entry).stance
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

// isDenied reports whether a cue tells of what was not said or shown: "did not confirm", "declined to confirm", "nor would it confirm",
// "nobody knew".
func (r *reading) isDenied(i int, f *finding) bool {
	const reach, inverted = 4, 2
	from := max(r.sentences[f.sentence].From, min(f.cue.From, i-reach))
	if np := f.source; np.Len() > 0 && np.To <= f.cue.From {
		for k := max(r.sentences[f.sentence].From, np.From-inverted); k < np.From; k++ {
			if r.toks[k].Form(r.src) == "nor" {
				return true
			}
		}
		switch r.toks[np.From].Form(r.src) {
		case "no", "nobody", "none", "neither":
			return true
		}
		from = max(from, np.To)
	}
	for k := from; k < i; k++ {
		if r.is[k].has(negative) && !r.is[k].has(article) {
			return true
		}
		switch r.toks[k].Form(r.src) {
		case "declined", "declines", "refused", "refuses", "failed", "fails", "unable", "cannot", "without", "neither", "nor":
			return true
		}
	}
	return false
}
