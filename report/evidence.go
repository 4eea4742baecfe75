package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/stats"
	"parallax/text"
)

// A shownEvidence is the sampled sentences behind one outlet's estimates of one measure.
type shownEvidence struct {
	Outlet    string
	Sentences []shownSentence
	Sampled   int // how many the sample holds
}

type shownSentence struct {
	Parts                   []sentencePart
	Voice, Article, Feature string
	Rule                    string // "" where the feature says it
}

// A sentencePart is a stretch of a sentence, matched or not.
type sentencePart struct {
	Text    string
	Matched bool
}

// mostSentences is how many sentences are shown for an outlet and a measure; evidence.parquet has all that
// were sampled.
const mostSentences = 40

// showEvidence gathers, outlet by outlet, the occurrences that a measure's numerator counts. Where there are
// too many, features take turns, so that a frequent one does not crowd out the others.
func showEvidence(m stats.Measure, outlets []string, all []counts.Occurrence, h *highlighter) []shownEvidence {
	counted := []stats.Measure{{Of: m.Of}}
	voices := m.Voices
	if len(m.Of.Voices) > 0 {
		voices = m.Of.Voices
	}
	type group struct {
		outlet  string
		feature counts.Feature
		voice   counts.Voice
	}
	type ranked struct {
		counts.Occurrence
		rank int // among those of its outlet, feature and voice
	}
	selected := map[counts.Feature]bool{}
	seen := map[group]int{}
	of := map[string][]ranked{}
	for _, o := range all {
		selects, known := selected[o.Feature]
		if !known {
			selects = stats.Selects(counted, o.Feature)
			selected[o.Feature] = selects
		}
		if !selects || len(voices) > 0 && !slices.Contains(voices, o.Voice) {
			continue
		}
		g := group{o.Outlet, o.Feature, o.Voice}
		of[o.Outlet] = append(of[o.Outlet], ranked{o, seen[g]})
		seen[g]++
	}
	var shown []shownEvidence
	for _, outlet := range outlets {
		found := of[outlet]
		if len(found) == 0 {
			continue
		}
		e := shownEvidence{Outlet: outlet, Sampled: len(found)}
		slices.SortStableFunc(found, func(a, b ranked) int { return a.rank - b.rank })
		found = found[:min(len(found), mostSentences)]
		slices.SortStableFunc(found, func(a, b ranked) int {
			return cmp.Or(cmp.Compare(a.Voice, b.Voice), cmp.Compare(a.Feature, b.Feature), cmp.Compare(a.Article, b.Article), a.Start-b.Start)
		})
		for _, o := range found {
			one := shownSentence{Parts: h.parts(o.Evidence), Voice: o.Voice.String(), Article: o.Article, Feature: string(o.Feature)}
			if !strings.HasSuffix(one.Feature, "/"+o.Rule) { // a term ends its feature's path
				one.Rule = o.Rule
			}
			e.Sentences = append(e.Sentences, one)
		}
		shown = append(shown, e)
	}
	return shown
}

// A highlighter finds the matched words within a sampled sentence. The sample keeps where they stand in the
// article and how long they are, but not where the sentence begins. So it looks for what the rule
// matches, where the rule is a term, and else for the only words of that length; where several are as
// likely, it marks none rather than the wrong ones.
type highlighter struct {
	terms *lexicons.Matcher
	entry map[string]int // index of a rule's entry
}

func newHighlighter(evidence []counts.Occurrence) *highlighter {
	rules := make([]string, len(evidence))
	for i, o := range evidence {
		rules[i] = o.Rule
	}
	slices.Sort(rules)
	rules = slices.Compact(rules)
	terms, err := compile(rules)
	if err != nil { // some rule is no term
		rules = slices.DeleteFunc(rules, func(rule string) bool {
			_, err := compile([]string{rule})
			return err != nil
		})
		terms, _ = compile(rules)
	}
	h := &highlighter{terms, make(map[string]int, len(rules))}
	for i, rule := range rules {
		h.entry[rule] = i
	}
	return h
}

// compile makes a matcher of terms, each a concept of its own, so that none stands in another's way.
func compile(terms []string) (*lexicons.Matcher, error) {
	var lex lexicons.Lexicon
	for _, t := range terms {
		v := lexicons.Variant{Terms: []lexicons.Term{{Pattern: t}}}
		lex.Concepts = append(lex.Concepts, lexicons.Concept{Variants: []lexicons.Variant{v}})
	}
	return lexicons.Compile(&lex)
}

// parts divides a sentence at the edges of the matched words.
func (h *highlighter) parts(e counts.Evidence) []sentencePart {
	var parts []sentencePart
	at := 0
	for _, s := range h.matched(e) {
		if s.Start > at {
			parts = append(parts, sentencePart{Text: e.Sentence[at:s.Start]})
		}
		parts = append(parts, sentencePart{s.Of(e.Sentence), true})
		at = s.End
	}
	if at < len(e.Sentence) {
		parts = append(parts, sentencePart{Text: e.Sentence[at:]})
	}
	return parts
}

// matched returns the matched words, in order and apart. A term that stands twice in the sentence is marked
// twice.
func (h *highlighter) matched(e counts.Evidence) []text.Span {
	toks := text.Tokenize(nil, e.Sentence)
	length := e.End - e.Start
	fits := func(s text.Span) bool { return utf8.RuneCountInString(s.Of(e.Sentence)) == length }
	var found []text.Span
	for _, m := range h.terms.Find(nil, e.Sentence, toks, text.Sentences(e.Sentence, toks)) {
		if rule, ok := h.entry[e.Rule]; ok && m.Entry == rule && fits(m.Span(toks)) {
			found = append(found, m.Span(toks))
		}
	}
	if len(found) > 0 {
		return found
	}
	for i := range toks {
		for j := i; j < len(toks) && toks[j].End-toks[i].Start <= utf8.UTFMax*length; j++ {
			if s := (text.Span{Start: toks[i].Start, End: toks[j].End}); fits(s) {
				found = append(found, s)
			}
		}
	}
	if _, words, ok := strings.Cut(e.Rule, ": "); ok { // the words stand behind the name of the rule
		found = slices.DeleteFunc(found, func(s text.Span) bool { return !strings.EqualFold(s.Of(e.Sentence), words) })
	}
	if len(found) > 1 {
		return nil
	}
	return found
}
