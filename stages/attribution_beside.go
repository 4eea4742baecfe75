package stages

import (
	"slices"
	"strings"

	"parallax/text"
)

// The rules for quotations that no cue has claimed: beside one, nearly any verb with somebody for its subject tells of speech.
const (
	announced = "announced" // X went further: “…”
	colonOnly = "colon"     // X: “…”
	beside    = "beside"    // “…,” X beamed; X turned to her. “…”
)

// unclaimed finds the speakers of the quotations that no finding claims, and reports whether there were any.
func (r *reading) unclaimed() bool {
	known := len(r.found)
	last := 0 // the first finding not before the quotation
	for k, q := range r.quotes {
		for last < known && r.found[last].head < q.From {
			last++
		}
		if q.Depth > 1 || r.claims[k] != 0 || q.Continued && k > 0 && r.claims[k-1] != 0 || q.Len() < minFloating || r.toks[q.From].Start < r.body {
			continue
		}
		_ = r.announced(k, known) || r.after(k) || r.before(k) || r.sentenceBefore(k, last-1)
	}
	return len(r.found) > known
}

// announced finds the speaker of a quotation after a colon by the clause before it, whatever its verb: "X released the
// following statement:"; or by the name that stands there. Of the findings the first known are in order.
func (r *reading) announced(k, known int) bool {
	q := r.quotes[k]
	at := q.From - 1
	if at < 1 || !r.is[at].has(colon) || r.quote[at] != 0 {
		return false
	}
	n := r.sentenceOf(at)
	s := r.sentences[n].Range
	if source := r.frontedVerb(s, at); source.Len() > 0 {
		return r.give(finding{source: source, cue: text.Range{From: s.From, To: s.From + 1}, head: s.From, sentence: n, rule: announced}, k)
	}
	name := r.nameBefore(at, s.From)
	source, head := r.announcer(s, at)
	if source.Len() == 0 || name.Len() > 0 && name.From > s.From && r.is[name.From-1].has(dash) {
		// The name alone: "Petra Molnar: “…”". The colon is the cue.
		return name.Len() > 0 && r.give(finding{source: name, cue: text.Range{From: at, To: at + 1}, head: at, sentence: n, rule: colonOnly}, k)
	}
	f := finding{source: source, cue: text.Range{From: r.verbGroup(head, source.To), To: head + 1}, head: head, sentence: n, rule: announced}
	if i, found := findHead(r.found[:known], head); found { // of the statement itself: "released a statement"
		r.found[i].content = append(slices.Clip(r.found[i].content), q.Range)
		r.claims[k] = int32(i + 1)
		return true
	}
	return r.give(f, k)
}

// announcer returns the subject and the verb of the clause that a colon at a token ends; source is empty where there is none.
func (r *reading) announcer(s text.Range, at int) (source text.Range, head int) {
	if source = r.clauseSubject(s, at); source.Len() > 0 {
		if r.isWho(source.From) {
			for h := source.To + 1; h < at; h++ { // "Molnar, who was hurt, is heard saying:"
				if np := r.phraseBefore(h, s.From, 2); r.is[h-1].has(comma) && (r.startsVerb(h) || r.acts(h)) && r.isSomebody(np) {
					return np, h
				}
			}
		}
		for head = source.To; head < at; head++ {
			if !r.is[head].has(auxiliary|adverb|negative) && r.startsVerb(head) {
				return source, head
			}
		}
		const short = 6
		if rest := (text.Range{From: source.To, To: at}); r.is[rest.From].has(auxiliary) && (rest.Len() <= short || !r.toks[at-1].Is(text.Capital)) && !r.any(source, subject&^(personal|article)) && !r.any(rest, dash) {
			return source, rest.From // "The message is clear:"
		}
	}
	for head = s.From + 1; head < at; head++ {
		if !r.tells(head) {
			continue
		}
		if source, _ = r.subject(head, s.From); r.isSomebody(source) {
			return source, head
		}
	}
	return text.Range{}, at
}

// tells reports whether a word in -s can only be a verb by what stands around it: "the letter makes a case".
func (r *reading) tells(i int) bool {
	form, before, after := r.toks[i].Form(r.src), r.is[i-1], r.is[i+1]
	return len(form) > 3 && strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss") && r.toks[i].Is(text.Word) && !r.toks[i].Is(text.Capital) && r.is[i]&^cueClasses&^nounish == 0 &&
		r.toks[i-1].Is(text.Word) && !before.has(article|possessive|preposition|numeral|joiner|boundary|auxiliary|participle|past|perfect) && !strings.HasSuffix(r.toks[i-1].Form(r.src), "s") &&
		after.has(article|possessive|that|preposition)
}

// frontedVerb returns the speaker behind a verb of saying that opens its sentence, where nothing else stands before a token:
// "Adds Molnar, “…”".
func (r *reading) frontedVerb(s text.Range, end int) text.Range {
	if s.From+1 >= end || !r.toks[s.From].Is(text.Capital) || !r.is[s.From].has(saying|telling) || r.is[s.From].has(participle|nounish) {
		return text.Range{}
	}
	source := r.phraseAfter(s.From+1, end)
	if r.beforeComma(end) != source.To || !r.isSomebody(source) {
		return text.Range{}
	}
	return source
}

// nameBefore returns who or what is named right before a token: a sentence without a verb, as in "Petra Molnar, head of the farm" and
// "Her answer", or a name at the end of it: "The Herald's Petra Molnar", "the report".
func (r *reading) nameBefore(at, floor int) text.Range {
	const longest = 24
	from := at
	if whole := (text.Range{From: floor, To: at}); whole.Len() <= longest && !r.is[floor].has(adverb|preposition|boundary|joiner|participle) && r.isSomebody(whole) && (!r.is[floor].has(subject) || r.is[floor].has(article|possessive)) && r.isVerbless(whole) {
		return whole
	}
	for from > floor && r.inName(from-1, floor) {
		from--
	}
	for from < at && (r.is[from].has(preposition) || !r.toks[from].Is(text.Capital) && !r.is[from].has(textNoun|officeNoun|bodyNoun)) {
		from++
	}
	if from == at || r.is[from].has(timeWord) {
		return text.Range{}
	}
	if from > floor && r.is[from-1].has(article|possessive) {
		from--
	}
	return text.Range{From: from, To: at}
}

// isVerbless reports whether some words hold no finite verb, nor marks that divide clauses.
func (r *reading) isVerbless(np text.Range) bool {
	for i := np.From; i < np.To; i++ {
		if r.is[i].has(dash|stop|quoteMark) || r.is[i].has(past) && !r.toks[i].Is(text.Capital) && !r.isReduced(i) {
			return false
		}
	}
	return !r.hasFinite(np.From, np.To)
}

// inName reports whether a token can be part of a name.
func (r *reading) inName(i, floor int) bool {
	t := r.toks[i]
	if r.is[i].has(possessive) && i > floor {
		return r.toks[i-1].Is(text.Capital)
	}
	return t.Is(text.Word) && (t.Is(text.Capital) || r.named(i, particle) || r.is[i].has(textNoun|officeNoun|bodyNoun))
}

// give adds a finding whose content is a quotation.
func (r *reading) give(f finding, k int) bool {
	r.claims[k] = int32(len(r.found) + 1)
	return r.add(f, r.quotes[k].Range)
}

// acts reports whether a token is a finite verb that can tell of an act.
func (r *reading) acts(i int) bool {
	c := r.is[i]
	if r.toks[i].Is(text.Capital) || r.quote[i] != 0 || c.has(auxiliary|participle|timeWord|preposition) {
		return false
	}
	if c.has(past) || c.has(cueClasses) && !c.has(nounish|perfect) {
		return true
	}
	form := r.toks[i].Form(r.src) // "Molnar riffs"
	return i > 0 && (r.toks[i-1].Is(text.Capital) || r.is[i-1].has(personal|officeNoun|publicNoun|vagueNoun)) && r.is[i-1]&(possessive|timeWord|preposition) == 0 && len(form) > 3 && strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss")
}

// isSomebody reports whether a phrase can name who spoke.
func (r *reading) isSomebody(np text.Range) bool {
	return np.Len() > 0 && r.isSource(np) && (r.toks[np.From].Is(text.Capital) || r.is[np.From].has(article|possessive|personal|officeNoun|publicNoun|vagueNoun)) &&
		!r.is[np.From].has(wh|timeWord) && !r.isTime(np)
}

// isStatement reports whether a quotation that stands beside a clause is what was said, rather than the name of a work or a
// few words of the clause.
func (r *reading) isStatement(q text.Range) bool {
	return (!r.titleCased(q) || r.hasSmallVerb(q)) && (r.toks[q.From+1].Is(text.Capital) || !r.toks[q.From+1].Is(text.Word))
}

// hasSmallVerb reports whether some words hold a form of to be and its like without a capital, as no title does.
func (r *reading) hasSmallVerb(q text.Range) bool {
	for i := q.From; i < q.To; i++ {
		if r.is[i].has(auxiliary) && !r.is[i].has(possessive) && !r.toks[i].Is(text.Capital) {
			return true
		}
	}
	return false
}

// after finds the speaker of a quotation in the clause after it: “…,” an angry Molnar retaliated; “…!” beamed Molnar.
func (r *reading) after(k int) bool {
	const reach = 24
	q := r.quotes[k]
	i := q.To
	if i+1 >= len(r.toks) || r.toks[i].Is(text.NewPara) || !r.isStatement(q.Range) {
		return false
	}
	if end := q.To - 2; !r.is[end].has(comma|stop|dash) || r.toks[end].Form(r.src) == "." {
		return false
	}
	n := r.sentenceOf(i)
	s := r.sentences[n].Range
	if first := r.sentences[r.sentenceOf(q.From)].From; q.From-first > 2 && !r.is[q.From-1].has(colon|dash) {
		return false // a part of the clause before it
	}
	limit := min(s.To, i+reach)
	f := finding{sentence: n, rule: beside}
	if r.acts(i) && (r.toks[i+1].Is(text.Capital) || r.is[i+1].has(article|possessive|officeNoun|publicNoun|vagueNoun) && !r.is[i+1].has(personal)) {
		f.head, f.cue, f.source = i, text.Range{From: i, To: i + 1}, r.phraseAfter(i+1, s.To)
		return r.isSomebody(f.source) && r.give(f, k)
	}
	for h := i + 1; h < limit && !r.is[h].has(stop|semicolon|colon) && r.quote[h] == 0; h++ {
		if !r.acts(h) {
			continue
		}
		source, verb := r.subject(h, i)
		if source.From != i || !r.isSomebody(source) || verb < h && r.is[verb].has(being) {
			continue
		}
		if !r.is[q.To-2].has(comma) && h+1 < s.To && r.opensObject(h+1) {
			return false // “Who pays?” Molnar sold her farm.
		}
		f.head, f.cue, f.source = h, text.Range{From: verb, To: h + 1}, source
		return r.give(f, k)
	}
	return false
}

// before finds the speaker of a quotation in the clause that it ends, behind a comma or the verb itself: Molnar huffed, “…”; A sign
// read “…”.
func (r *reading) before(k int) bool {
	const reach = 7
	q := r.quotes[k]
	n := r.sentenceOf(q.From)
	s := r.sentences[n].Range
	if q.From-s.From < 2 || !r.isStatement(q.Range) {
		return false
	}
	end := q.From - 1
	if r.is[end].has(comma) {
		end--
	} else if !r.acts(end) {
		return false
	}
	if source := r.frontedVerb(s, q.From); source.Len() > 0 {
		return r.give(finding{source: source, cue: text.Range{From: s.From, To: s.From + 1}, head: s.From, sentence: n, rule: beside}, k)
	}
	for h := end; h > s.From && h > q.From-reach && !r.is[h].has(comma|stop|semicolon|colon|dash) && r.quote[h] == 0; h-- {
		if !r.acts(h) {
			continue
		}
		source, verb := r.subject(h, s.From)
		return r.isSomebody(source) && r.give(finding{source: source, cue: text.Range{From: verb, To: h + 1}, head: h, sentence: n, rule: beside}, k)
	}
	return false
}

// sentenceBefore finds the speaker of a quotation that is a sentence in the short sentence before it: Molnar turned to her.
// “…”. last is the finding before the quotation.
func (r *reading) sentenceBefore(k, last int) bool {
	const longest = 14
	q := r.quotes[k]
	n := r.sentenceOf(q.From)
	if n == 0 || r.sentences[n].From != q.From || r.end(r.sentences[n].Range) > q.To || r.sentences[n-1].Paragraph != r.sentences[n].Paragraph || !r.isStatement(q.Range) {
		return false
	}
	s := r.sentences[n-1].Range
	if s.Len() > longest || r.quote[s.From] != 0 || r.quote[s.To-1] != 0 {
		return false
	}
	f := finding{sentence: n - 1, rule: beside}
	if asked := r.askedOne(s); asked.Len() > 0 {
		f.source, f.head = asked, asked.To // "Asked whether she was sorry, Molnar smiled."
		f.cue = text.Range{From: f.head, To: f.head + 1}
		return r.give(f, k)
	}
	if last >= 0 && r.found[last].sentence == n-1 {
		return false
	}
	link := -1 // the first form of to be and its like
	for h := s.From + 1; h < s.To; h++ {
		if link < 0 && r.is[h].has(auxiliary) && !r.isGenitive(h) {
			link = h
		}
		if !r.acts(h) {
			continue
		}
		source, verb := r.subject(h, s.From)
		if source.From-s.From > 1 || !r.isSomebody(source) {
			return false
		}
		f.source, f.cue, f.head = source, text.Range{From: verb, To: h + 1}, h
		return r.give(f, k)
	}
	if link < 0 {
		return false
	}
	f.source, f.cue, f.head = text.Range{From: s.From, To: link}, text.Range{From: link, To: link + 1}, link // "Molnar is not so sure."
	return (r.toks[s.From].Is(text.Capital) && !r.is[s.From].has(article|that|wh) || r.is[s.From].has(personal)) && r.isSomebody(f.source) && !r.any(f.source, subject&^personal) && r.give(f, k)
}

// askedOne returns who was asked in a sentence that opens with that.
func (r *reading) askedOne(s text.Range) text.Range {
	if r.toks[s.From].Form(r.src) != "asked" {
		return text.Range{}
	}
	return r.mainSubject(s, s.From)
}
