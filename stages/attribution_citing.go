package stages

import "parallax/text"

// citePeople gives what an outlet reports on the word of others to those: in "Reuters reported that nine had died, citing two officials" the
// officials are the source of what Reuters reported. Where something is cited that does not speak, it stays the content.
func (r *reading) citePeople() {
	for k := range r.found {
		f := &r.found[k]
		if !r.is[f.head].has(participle) || len(f.content) != 1 || f.source.Len() == 0 || r.toks[f.head].Form(r.src) != "citing" {
			continue
		}
		who := r.phraseAfter(f.content[0].From, f.content[0].To)
		if who.Len() == 0 || !r.areSources(who) || !r.reports(f.source) {
			continue
		}
		for n := max(0, k-maxFindings); n < min(len(r.found), k+maxFindings); n++ {
			g := &r.found[n]
			if n == k || g.sentence != f.sentence || g.source.From != f.source.From || g.content[0].Overlaps(f.content[0]) {
				continue
			}
			if g.source.Has(f.head) { // "Reuters, citing two officials, said"
				g.source.To = r.beforeComma(f.cue.From)
			}
			f.source, f.content = who, g.content
			break
		}
	}
}

// areSources reports whether a phrase is of people, or of a body, who can have said something.
func (r *reading) areSources(np text.Range) bool {
	head := r.headNoun(np)
	return r.noun(head).has(officeNoun|publicNoun|vagueNoun|bodyNoun) && !r.noun(head).has(textNoun) || r.cast.has(r.lastName(r.core(np)))
}

// reports reports whether a source is one of news.
func (r *reading) reports(np text.Range) bool {
	head := r.headNoun(np)
	return r.is[head].has(outletNoun) || newsNames.Has(r.src, r.toks[head])
}

// newsNames are the last words of names of news agencies, papers and broadcasters.
var newsNames = classOf(lastWords(newsAgencies) + ` media press outlets broadcaster broadcasters television tv radio times post journal herald news
	tribune gazette guardian telegraph papers newspapers reports`)
