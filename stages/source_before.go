package stages

import "parallax/text"

// namedBefore returns the last phrase before a token that ends in a noun and tells by a name whose it is: for "the ministry" "Gaza health
// ministry". It is empty where there is none near.
func (r *reading) namedBefore(before int, noun text.TypeID) text.Range {
	const reach = 800
	for i := before - 1; i >= max(1, before-reach); i-- {
		if r.toks[i].Type != noun {
			continue
		}
		np := r.withWords(i)
		for k := np.From; k < np.To; k++ {
			if r.toks[k].Is(text.Capital) && (k > np.From || k > r.sentences[r.sentenceOf(k)].From || r.any(np, possessive)) {
				return np
			}
		}
	}
	return text.Range{}
}

// withWords returns a noun with the words before it that tell of it, without an article.
func (r *reading) withWords(i int) text.Range {
	const longest = 8
	np := text.Range{From: i, To: i + 1}
	floor := r.sentences[r.sentenceOf(i)].From
	for np.From > floor && np.Len() < longest && r.describes(np.From-1) && !r.is[np.From-1].has(article) {
		np.From--
	}
	return np
}

// describes reports whether a word can stand before a name and tell of its bearer.
func (r *reading) describes(i int) bool {
	c := r.is[i]
	if !c.has(possessive) && (!r.toks[i].Is(text.Word) || c.has(boundary|auxiliary|negative|subject|preposition|that|to)) {
		return false
	}
	return r.toks[i].Is(text.Capital) || !c.has(past|participle|saying|telling|thinking) || r.isPost(i)
}

// isPost reports whether a word says what one person is: minister, teacher.
func (r *reading) isPost(i int) bool {
	form := r.toks[i].Form(r.src)
	return form == "pm" || form == "counterpart" || roles.Of(r.src, r.toks[i]).role != 0 || r.noun(i).has(officeNoun|publicNoun|honorific) && form[len(form)-1] != 's'
}
