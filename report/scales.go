package report

import (
	"strconv"

	"parallax/counts"
	"parallax/stages"
	"parallax/stats"
)

// The scales of annotations and measures, in the words in which pages and codebook explain them
// (linguistics.md, sections 3 and 6).

var unitTexts = map[stats.Unit]string{
	stats.Share:       "the part of the denominator that the numerator is, from 0 to 1, in charts and the report in percent",
	stats.PerThousand: "occurrences for each 1,000 of the denominator",
	stats.Mean:        "the average of the levels that end the paths of the numerator's features",
}

var voiceTexts = [counts.Voices]string{
	counts.Author:   "the outlet's own words",
	counts.Headline: "the title",
	counts.Indirect: "reported without quotation marks: the minister said that …",
	counts.Quoted:   "inside a quotation: the words of a source",
	counts.Scare:    "one to four words in quotation marks that nobody is quoted with, or after so-called: the outlet's distance",
}

// hedgeLevels are indexed by level.
var hedgeLevels = [...]string{"plain", "slight", "probable", "possible", "unknown"}

// A scale is a list of codes with their meanings.
type scale struct {
	title, about, column string
	rows                 [][]string
}

var scales = []scale{
	{
		"Attribution: level", "Whether something was said or written, or is ascribed to a mind. The cue decides, whoever found it.", "level",
		[][]string{
			{string(stages.Reporting), "someone said, wrote or told it: said, according to, denied, accused, called for; a document shows it; what nearly any verb tells beside a quotation"},
			{string(stages.Attitude), "someone believes, intends, wants or fears it, or is for or against it: supported, endorsed; and where an act of speech is a noun or an infinitive (his claim, to say) or its content no more than a few words on what was talked about: mentioned the deal"},
		},
	},
	{
		"Attribution: kind", "How much of the content stands in quotation marks.", "kind",
		[][]string{
			{string(stages.Direct), "all of it"},
			{string(stages.Mixed), "some of it"},
			{string(stages.Indirect), "none of it"},
		},
	},
	{
		"Attribution: source type", "What the source is. The first that fits is taken, in the order below.", "source type",
		[][]string{
			{string(stages.Self), "the writer or the outlet: I, we, this newspaper"},
			{string(stages.Document), "a report, a study, a filing, a poll, an email"},
			{string(stages.NamedPerson), "a person with a name, also where a pronoun leads back to one"},
			{string(stages.NamedOrg), "an organisation with a name"},
			{string(stages.Official), "someone unnamed with an office: a spokeswoman, police, prosecutors"},
			{string(stages.Public), "people at large: residents, voters, users"},
			{string(stages.Anonymous), "someone unnamed and vague: sources, critics, experts, insiders"},
			{string(stages.NoSource), "nobody: reportedly, is believed to"},
		},
	},
	{
		"Attribution: stance", "Whether the words that ascribe vouch for what is ascribed. A cue that is negated does neither: could not verify, did not claim.", "stance",
		[][]string{
			{string(stages.Endorsing), "they take it for true: admitted, revealed, confirmed"},
			{string(stages.Neutral), "they leave it open: said, told, according to"},
			{string(stages.Distancing), "they keep away from it: claimed, alleged, purported; accused too, which says who accuses rather than that the outlet doubts"},
		},
	},
	{
		"Attribution: strength", "How firmly the content is tied to a source; stance is a scale of its own.", "strength",
		[][]string{
			{"5", "a named source, verbatim"},
			{"4", "a named person, organisation or document, in other words"},
			{"3", "known by role, or an organisation or document named by a common noun alone, or one definite unnamed person"},
			{"2", "vague: sources, critics, a plural without office or number, or an official on condition of anonymity"},
			{"1", "no source: reportedly"},
			{"0", "no attribution"},
		},
	},
	{
		"Attribution: factuality", "How sure the source is of what is ascribed to it, by the highest hedge that bears on the predicate; polarity says beside it " +
			"whether the source affirms or denies it. It is the source's certainty, not the outlet's, and not the truth.", "factuality",
		[][]string{
			{string(stages.Certain), "no hedge, or one of a number or a degree alone"},
			{string(stages.Probable), "a hedge of level 2: the dam had probably failed; she believes that"},
			{string(stages.Possible), "a hedge of level 3: the dam may fail"},
			{string(stages.Unknown), "a hedge of level 4: it is unclear who; or it is asked, wanted or intended, or there is no evidence of it"},
		},
	},
	{
		"Hedging: level", "How far a hedge lowers the commitment to what is said. Where several bear on the same words, the highest counts.", "level",
		hedgeRows(),
	},
}

func hedgeRows() [][]string {
	meanings := [len(hedgeLevels)]string{
		"no hedge",
		"an approximation or a degree: about, somewhat",
		"more likely than not: probably, appears to",
		"may or may not be: may, possibly",
		"not known or not verified: unclear, alleged, unconfirmed",
	}
	var rows [][]string
	for level, name := range hedgeLevels {
		rows = append(rows, []string{strconv.Itoa(level), name + ": " + meanings[level]})
	}
	return rows
}
