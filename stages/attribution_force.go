package stages

import "parallax/text"

// Verbs of force stand for speech in politics and for themselves in war: "attacked the plan", "attacked the town". What they govern tells
// them apart, for the rules and for the model.

// force are the words of the lexicon attribution that tell of force as often as of speech.
var force = classOf(`attack attacks attacked attacking blast blasts blasted blasting back backs backed backing savage savages savaged savaging
	hit hits hitting fire fires fired firing shoot shoots shot shooting slam slams slammed slamming bash bashes bashed bashing
	hammer hammers hammered hammering skewer skewers skewered skewering`)

// lasting are verbs that tell of speech only beside a quotation.
var lasting = classOf(`continue continues continued continuing`)

// claiming are the forms of claim.
var claiming = classOf(`claim claims claimed claiming`)

// targetsOfSpeech are what is attacked, or backed, by words alone.
var targetsOfSpeech = classOf(`him me us them himself herself themselves policy policies record records plan plans proposal proposals law laws bill bills
	legislation idea ideas decision decisions critics critic rival rivals opponent opponents media press character handling campaign campaigns comment
	comments remark remarks speech speeches deal deals agreement agreements resolution resolutions position positions stance stances rule rules
	programme programmes program programs ruling rulings call calls claim claims statement statements candidate candidates nominee nominees nomination
	ceasefire cease-fire truce amendment amendments reform reforms budget budgets measure measures motion motions bid view views approach politician
	politicians lawmakers senator senators integrity credibility judge judges ban bans tax taxes solution strategy`)

// isDeed reports whether a cue of force tells of a deed: nothing that it governs, and no quotation beside it, is of speech.
func (r *reading) isDeed(cue text.Range) bool {
	first := r.toks[cue.From]
	lasts := lasting.Has(r.src, first)
	switch {
	case claiming.Has(r.src, first):
		return r.takesLives(cue.To)
	case !lasts && !force.Has(r.src, first):
		return false
	}
	const reach, near = 14, 8
	for k := cue.From - 1; k >= 0 && k > cue.From-near && !r.is[k].has(stop|semicolon); k-- {
		if r.closes(k) {
			return false
		}
	}
	for k := cue.To; k < len(r.toks) && k < cue.To+reach && !r.toks[k].Is(text.NewPara) && !(r.is[k].has(stop|semicolon) && r.quote[k] == 0); k++ {
		if r.is[k].has(colon) || k == cue.To && (r.is[k].has(that) && cue.Len() > 1 || r.opens(k)) || !lasts && r.tellsWhy(k) {
			return false
		}
		if r.is[k].has(comma) && !r.at(k+1, len(r.toks), participle) {
			if k+1 < len(r.toks) && r.opens(k+1) {
				return false
			}
			break
		}
	}
	if lasts {
		return true
	}
	at := cue.To
	if r.at(at, len(r.toks), preposition) { // "attacks on", "hit back at"
		if r.toks[at].Form(r.src) == "by" {
			np := r.phraseBefore(r.verbGroup(cue.From, max(0, cue.From-maxVerb)), max(0, cue.From-maxSource), 0)
			return np.Len() == 0 || !r.isOfSpeech(np)
		}
		at++
	}
	return !r.isOfSpeech(text.Range{From: at, To: min(at+near, len(r.toks))})
}

// takesLives reports whether what is claimed, from a token on, are lives: "the flood claimed 40 lives".
func (r *reading) takesLives(from int) bool {
	const reach = 5
	for k := from; k < len(r.toks) && k < from+reach && !r.is[k].has(that|comma|stop|auxiliary|past|to); k++ {
		switch r.toks[k].Form(r.src) {
		case "life", "lives", "victims":
			return true
		}
	}
	return false
}

// tellsWhy reports whether a word after a verb of force says as what or for what somebody is attacked, or goes on with a verb of saying.
func (r *reading) tellsWhy(k int) bool {
	if k+1 >= len(r.toks) {
		return false
	}
	switch r.toks[k].Form(r.src) {
	case "as":
		return !r.is[k+1].has(subject&^article) && r.toks[k+1].Form(r.src) != "well" && r.toks[k+1].Form(r.src) != "part"
	case "for":
		return r.is[k+1].has(participle|possessive|wh) || r.toks[k+1].Form(r.src) == "not"
	case "over":
		return r.is[k+1].has(article | possessive)
	case "saying", "calling", "accusing", "claiming", "arguing", "tweeting", "writing", "insisting", "telling":
		return r.is[k-1].has(comma)
	}
	return false
}

// isOfSpeech reports whether the noun phrase that opens some words is of a person of the article or of something that is said or
// planned.
func (r *reading) isOfSpeech(words text.Range) bool {
	for k := words.From; k < words.To; k++ {
		t, c := r.toks[k], r.is[k]
		switch {
		case targetsOfSpeech.Has(r.src, t), c.has(honorific) && t.Is(text.Capital), t.Is(text.Capital) && r.cast.has(t.Type) && !r.noun(k).has(bodyNoun):
			return true
		case k > words.From && (c.has(preposition|comma|stop|boundary|colon|semicolon|dash|auxiliary|to) && !r.isGenitive(k)):
			return false
		}
	}
	return false
}
