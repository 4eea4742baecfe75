// Package stages holds the layers of an annotated article, one file each: what its words are, whose they
// are, and how sure. [New] is the table of them all.
package stages

import (
	"parallax/attribution"
	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// Layers are the stages that depend on lexicons, compiled together; those that do not are the package
// variables [Tokens], [Sentences], [Quotations] and [Furniture].
type Layers struct {
	Matches        *pipeline.Layer[[]lexicons.Match]
	Attributions   *pipeline.Layer[[]Attribution]
	Voices         *pipeline.Layer[[]counts.Voice]  // one for each token
	SentenceVoices *pipeline.Layer[[]SentenceVoice] // one for each sentence
	Negations      *pipeline.Layer[[]Negation]
	Hedges         *pipeline.Layer[[]Hedge]
	Propositions   *pipeline.Layer[[]Proposition] // one for each attribution
	Boosters       *pipeline.Layer[[]text.Range]
	Terms          *pipeline.Layer[[]Term]
	Sentiment      *pipeline.Layer[[]Sentiment] // one for each sentence
	Targets        *pipeline.Layer[[]Target]
	Sides          *pipeline.Layer[[]int] // one for each attribution

	Counters []*pipeline.Counter
	Lexicons *lexicons.Matcher
	Model    *attribution.Model // of attribution, nil for the rules alone
	entries  []lexicons.Entry   // of the lexicons
	cues     *cueBook
}

// New lays out every stage over the lexicons of a matcher. The lexicons named attribution, hedges, negation
// and boosters feed the layers of those names; all others are the user's terms, but for those named targets, whose
// concepts are those whose tone is wanted, and sides, whose concepts are those that sources stand for. columns are
// the keys of the articles' own data whose values are counted beside the wording. model finds attributions beside the rules; nil
// leaves it to the rules alone.
func New(m *lexicons.Matcher, model *attribution.Model, columns ...string) *Layers {
	l := &Layers{Lexicons: m, Model: model, entries: m.Entries(), cues: readCues(m)}
	l.Matches = matches(m)
	l.Attributions = attributions(l.cues, model, l.Matches)
	l.Voices = voices(l.Attributions)
	l.SentenceVoices = sentenceVoices(l.Voices)
	l.Negations = negations(m, l.Matches)
	l.Hedges = hedges(m, l.Matches, l.Negations)
	l.Propositions = propositions(l.Attributions, l.Hedges, l.Negations)
	l.Boosters = boosters(m, l.Matches)
	l.Terms = terms(m, l.Matches, l.Voices, l.Attributions, l.Negations, l.Hedges)
	l.Sentiment = sentiment()
	l.Targets = targets(m, l.Matches)
	l.Sides = sides(m, l.Matches, l.Attributions)
	l.Counters = []*pipeline.Counter{
		countWords(l.SentenceVoices),
		countAttributions(l.Attributions, l.Propositions, l.Voices),
		countSpeakers(l.Attributions),
		countHedges(l.Hedges, l.Boosters, l.Negations, l.Voices, l.SentenceVoices),
		countTerms(m, l.Terms),
		countAbouts(m, l.Terms),
		countSentiment(l.Sentiment, l.SentenceVoices),
		countTargets(m, l.Targets, l.Voices),
		countSides(m, l.Attributions, l.Propositions, l.Sides, l.Voices),
	}
	if len(columns) > 0 {
		l.Counters = append(l.Counters, countColumns(columns))
	}
	return l
}

// An Attribution is what an article ascribes to a source: who (Source), by which words (Cue), what
// (Content). All ranges are of tokens and in order.
type Attribution struct {
	Source, Cue, Content []text.Range
	Level                Level
	Kind                 Kind
	Depth                int        // 1, or more inside another attribution's content
	Within               int        // index of the attribution that it stands inside of, the innermost; -1 for none
	Speaker              string     // the source's name, resolved across the article; "" where unknown
	Meant                text.Range // what tells who the source is, where that is a pronoun or a description: the phrase that it goes back to; else empty
	SourceType           SourceType
	Stance               Stance
	Strength             int     // 0 none to 5 named and verbatim (linguistics.md, section 6)
	Rule                 string  // the rule that found it
	Why                  Reasons // for type of source, strength and stance
}

// A Level tells reports of speech and writing from ascriptions of belief, intent and attitude.
type Level string

const (
	Reporting Level = "reporting"
	Attitude  Level = "stance"
)

// A Kind says how much of an attribution's content stands inside quotation marks.
type Kind string

const (
	Direct   Kind = "direct"   // all of it
	Mixed    Kind = "mixed"    // some
	Indirect Kind = "indirect" // none
)

// A SourceType says what a source is, by the ordered rules of linguistics.md, section 3.
type SourceType string

const (
	NamedPerson SourceType = "named_person"
	NamedOrg    SourceType = "named_org"
	Official    SourceType = "official" // unnamed, with an office
	Document    SourceType = "document"
	Public      SourceType = "public"
	Anonymous   SourceType = "anonymous"
	Self        SourceType = "self" // the writer or the outlet
	NoSource    SourceType = "none" // agentless: "reportedly"
)

// A Stance says whether the cue vouches for the content.
type Stance string

const (
	Endorsing  Stance = "endorsing"
	Neutral    Stance = "neutral"
	Distancing Stance = "distancing"
)

// A Hedge is a cue that lowers the commitment to a proposition, and the tokens it bears on.
type Hedge struct {
	text.Range
	Class string // modal, adverb, raising, doxastic, adjective, noun, verb, condition, approximator, quantifier, downtoner, cue
	Level int    // 1 slight, 2 probable, 3 possible, 4 unknown
	Scope text.Range
	Rule  string // the lexicon's term
}

// A Negation is a cue that reverses a proposition, and the tokens it bears on.
type Negation struct {
	text.Range
	Scope text.Range
	Rule  string // the lexicon's term
}

// A Term is a match of one of the user's lexicons, with what its surroundings make of it.
type Term struct {
	lexicons.Match
	Voice       counts.Voice
	Negated     bool
	Hedge       int    // the highest level of the hedges whose scope covers it, 0 for none
	Attribution int    // index of the innermost attribution whose content covers it, -1 for none
	Side        string // the config's side that it is about, "" where none could be told
	Why         Reason // the rule that told the side, and the mention it went by
}

// A Sentiment is the tone of one sentence as a model sees it.
type Sentiment struct {
	Sentence int    // index
	Model    string // "cdipaolo"
	Label    string // "positive" or "negative"
	Score    float64
}
