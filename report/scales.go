package report

import (
	"parallax/counts"
	"parallax/stats"
)

// The scales of annotations and measures, in the words in which pages and codebook explain them
// (linguistics.md, section 6).

var hedgeLevels = map[int]string{1: "slight", 2: "probable", 3: "possible", 4: "unknown"}

var unitTexts = map[stats.Unit]string{
	stats.Share:       "a share: the part of the denominator that the numerator is, from 0 to 100 %",
	stats.PerThousand: "a rate: occurrences for each 1,000 of the denominator",
	stats.Mean:        "a mean: the average of the levels that end the numerator's features",
}

var voiceTexts = [counts.Voices]string{
	counts.Author:   "the outlet's own words",
	counts.Headline: "the title",
	counts.Indirect: "reported without quotation marks: the minister said that …",
	counts.Quoted:   "inside a quotation: the words of a source",
	counts.Scare:    "one to four words in quotation marks that nobody is quoted with, or after so-called: the outlet's distance",
}
