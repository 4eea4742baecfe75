package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"parallax/counts"
	"parallax/evaluation"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/stats"
)

// Codebook writes CODEBOOK.md, as content analysts keep one: what every measure is a ratio of, every
// feature that is counted and how good the models behind it are, the voices and scales, how estimates and tests
// are made, the doubts that travel with numbers, the columns of the files, and each lexicon with its concepts, variants, terms and exceptions.
// Lexicons, measures, counters and charts stand in the order given.
func Codebook(w io.Writer, lexs []*lexicons.Lexicon, measures []stats.Measure, counters []*pipeline.Counter, charts []struct{ Name, Doc string }) error {
	b := bufio.NewWriter(w)
	c := &codebook{w: b}
	c.heading(1, "Codebook")
	c.prose("What is counted, how counts become measures, and which words are coded as what. parallax codebook writes this page " +
		"from the same definitions that a run uses.")
	c.measures(measures)
	c.features(counters)
	c.voices()
	for _, s := range scales {
		c.heading(2, s.title)
		c.prose(s.about)
		c.table([]string{s.column, "meaning"}, s.rows)
	}
	c.statistics()
	c.warnings()
	c.files()
	c.charts(charts)
	c.heading(2, "Lexicons")
	for _, lex := range lexs {
		c.lexicon(lex)
	}
	return b.Flush()
}

// A codebook writes Markdown; the writer beneath it keeps the first error.
type codebook struct {
	w     *bufio.Writer
	begun bool
}

// line writes a line of Markdown.
func (c *codebook) line(format string, args ...any) { fmt.Fprintf(c.w, format+"\n", args...) }

// block begins a paragraph, a table or a list: an empty line stands before all but the first.
func (c *codebook) block() {
	if c.begun {
		c.line("")
	}
	c.begun = true
}

func (c *codebook) heading(level int, title string) {
	c.block()
	c.line("%s %s", strings.Repeat("#", level), inline(title))
}

// prose writes a paragraph, wrapped.
func (c *codebook) prose(s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	c.block()
	for _, l := range wrap(inline(s)) {
		c.line("%s", l)
	}
}

// item writes an item of a list, wrapped.
func (c *codebook) item(s string) {
	for i, l := range wrap(s) {
		indent := "- "
		if i > 0 {
			indent = "  "
		}
		c.line("%s%s", indent, l)
	}
}

// list writes names with what belongs to each; what is empty is left out.
func (c *codebook) list(pairs [][2]string) {
	c.block()
	for _, p := range pairs {
		if p[1] != "" {
			c.item("**" + p[0] + "**: " + p[1])
		}
	}
}

func (c *codebook) table(header []string, rows [][]string) {
	c.block()
	c.line("| %s |", strings.Join(header, " | "))
	c.line("|%s", strings.Repeat("---|", len(header)))
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = strings.ReplaceAll(strings.Join(strings.Fields(cell), " "), "|", `\|`)
		}
		c.line("| %s |", strings.Join(cells, " | "))
	}
}

func (c *codebook) measures(measures []stats.Measure) {
	c.heading(2, "Measures")
	c.prose("A measure is a ratio of two selections of counts, for each outlet. The article is the sampling unit: intervals and " +
		"tests rest on how articles vary, never on the number of words. In a selection, * stands for one element of a feature's path " +
		"or a part of one, ** for any number of elements.")
	for _, m := range measures {
		c.heading(3, m.Name)
		c.prose(m.Doc)
		voices := voiceList(m.Voices) + ", each apart"
		if m.AllVoices {
			voices = "all together"
		} else if len(m.Voices) == 1 {
			voices = voiceList(m.Voices)
		}
		c.list([][2]string{
			{"numerator", selectionCode(m.Of)},
			{"denominator", selectionCode(m.Per)},
			{"voices", voices},
			{"unit", string(m.Unit) + ", " + unitTexts[m.Unit]},
		})
	}
}

func selectionCode(s stats.Selection) string {
	text := codeList(s.Features)
	if len(s.Except) > 0 {
		text += " except " + codeList(s.Except)
	}
	if len(s.Voices) > 0 {
		text += ", in voice " + voiceList(s.Voices)
	}
	return text
}

func (c *codebook) features(counters []*pipeline.Counter) {
	c.heading(2, "Features")
	c.prose("A feature is what is counted in an article, apart for each voice, as a whole number. Its path names it in counts.csv and " +
		"in the selections of measures.")
	for _, counter := range counters {
		c.heading(3, counter.Name)
		c.prose(sentence(counter.Doc))
		var rows [][]string
		for _, f := range counter.Features {
			rows = append(rows, []string{code(f.Glob), inline(f.Doc)})
		}
		c.table([]string{"feature", "what it counts"}, rows)
		c.figures(counter.Name)
	}
}

// figures says how good the models are on which a counter's features rest.
func (c *codebook) figures(counter string) {
	var rows [][]string
	for _, f := range evaluation.Figures {
		if f.Counter != counter {
			continue
		}
		var blind []string
		for _, b := range f.Baselines {
			blind = append(blind, fmt.Sprintf("%.3f %s", b.Value, b.Name))
		}
		rows = append(rows, []string{f.Model, f.Corpus, f.Measure, fmt.Sprintf("%.3f", f.Value), cmp.Or(strings.Join(blind, ", "), "–"), cmp.Or(f.Best, "–")})
	}
	if rows != nil {
		c.prose("How far to trust the built-in models, on texts that people have annotated; 1 is perfect, and a figure is worth what it is above that of " +
			"a rule that does not read.")
		c.table([]string{"model", "corpus", "measure", "figure", "without reading", "best published, or agreement of people"}, rows)
	}
}

func (c *codebook) voices() {
	c.heading(2, "Voices")
	c.prose("A voice says whose words a word is among. A loaded word in a quotation is the choice of a source; outside it, the " +
		"outlet's own. Counts are kept apart by voice, and nothing adds voices up unless a measure asks for all.")
	var rows [][]string
	for v := range counts.Voice(counts.Voices) {
		rows = append(rows, []string{v.String(), voiceTexts[v]})
	}
	c.table([]string{"voice", "meaning"}, rows)
}

func (c *codebook) warnings() {
	c.heading(2, "Warnings")
	c.prose("A doubt travels with the number it belongs to: as a code in the tables, as a sentence in the report.")
	var rows [][]string
	for _, w := range stats.Warnings() {
		rows = append(rows, []string{code(string(w)), inline(w.Text())})
	}
	c.table([]string{"code", "meaning"}, rows)
}

// statistics writes the methods as a paper can quote them; package stats is what they describe.
func (c *codebook) statistics() {
	c.heading(2, "Statistics")
	for _, s := range methods {
		c.prose(s)
	}
}

var methods = [...]string{
	"The article is the sampling unit. The estimate for an outlet is a ratio of sums over its articles, so long articles weigh more; " +
		"articles whose denominator is zero are left out. Standard errors are those of the jackknife over stories; an article of no known story stands for itself.",
	fmt.Sprintf("Intervals of shares and mean levels are Wilson's, with the effective sample size that the standard error implies (for "+
		"a share at most the denominator) and Student's t on the number of stories and such articles less one; a mean level is first put on the scale "+
		"from the lowest to the highest level that occurs. Intervals of rates are jackknife-t on the log scale. Where an outlet's "+
		"articles do not vary, the interval is Wilson's, or for a rate Garwood's for Poisson counts, at the counts divided by a design "+
		"effect pooled over the outlets: the median of those with %d articles or more, at least 1. From fewer than %d articles there "+
		"is no interval.", stats.ArticlesForTest, stats.ArticlesForInterval),
	fmt.Sprintf("Shrunken values come from normal empirical Bayes: a random-effects model over outlets, with the variance between them "+
		"after DerSimonian and Laird, pulls each value towards the typical outlet, the more the greater its standard error. From fewer "+
		"than %d articles, or where they do not vary, that error is the one of the pooled ratio of all outlets under the pooled design "+
		"effect.", stats.ArticlesForTest),
	"The settings interval and shrinkage of the config choose others. The bootstrap intervals percentile, bca (bias-corrected and accelerated, Efron " +
		"1987) and studentised (bootstrap-t, Hall 1988) resample the same stories and articles; where these do not vary, the default stands in. " +
		"The variance between outlets may be that of Paule and Mandel or of restricted maximum likelihood (reml); beta-binomial and gamma-poisson shrink shares and rates by their own models. The manifest says what a run used.",
	fmt.Sprintf("Two outlets are compared in two ways. The difference is that of their ratios of sums over all articles, and its "+
		"interval combines theirs by the method of variance estimates recovery (MOVER; Zou and Donner 2008). The p is of a two-sided "+
		"permutation test on the articles' own ratios, in whose means each article counts once: outlet labels change places among "+
		"articles, within shared stories where both outlets cover at least five, else over all articles (the column method says which). "+
		"Weeks, months or a column of the articles may stand in for stories (the setting within). All arrangements are enumerated if they are at most 100,000, else 9,999 are drawn. The two answer slightly different questions "+
		"and can disagree: an interval may leave out zero where p is large, and the other way round. Where an outlet has fewer than %d "+
		"articles nothing is tested.", stats.ArticlesForTest),
	"A difference may come of which stories an outlet covers or of how it words the same story. Where articles name their story, " +
		"a weighted least-squares fit with a fixed effect for each story gives the difference within stories; an article weighs as much " +
		"as it has of what the measure divides by, so that the difference within stories and the rest, selection, add up to the pooled " +
		"one (Kitagawa 1955; Oaxaca 1973). Standard errors are clustered by story, with Student's t. Outlets that no story connects, even by " +
		"way of others, have no such difference.",
	"Drawing stops once 200 arrangements are at least as far as the observed one, and p is then 200 by their number (Besag and Clifford " +
		"1991); no p below .02 is stopped. Adjusted p are those of Benjamini and Hochberg (1995) over all tests of the run: pairs of outlets, " +
		"measures and voices. The comparisons of a family that the config declares are adjusted by themselves, by step-down max-T of " +
		"Westfall and Young (1993).",
}

func (c *codebook) files() {
	c.heading(2, "Files")
	c.prose("The tables of a run, column by column. What cannot be known is empty.")
	for _, f := range files {
		c.heading(3, f.name)
		c.prose(f.row)
		var rows [][]string
		for _, col := range f.columns {
			rows = append(rows, []string{code(col[0]), inline(col[1])})
		}
		c.table([]string{"column", "meaning"}, rows)
	}
}

// A file is a table of a run: what a row is, and each column with its meaning.
type file struct {
	name, row string
	columns   [][2]string
}

var files = []file{
	{"articles.csv", "A row is an article that was scored; articles.parquet holds the same.", [][2]string{
		{"article", "ID of the article"},
		{"outlet", "who published it"},
		{"published", "when, as exactly as the corpus says: a month, a day or a time"},
		{"title", "its title"},
		{"url", "its address"},
		{"story", "the story it belongs to, where known"},
		{"wire", "the agency whose copy it is, where known"},
		{"text_sha256", "SHA-256 of its text"},
		{"tokens", "number of its tokens"},
		{"sentences", "number of its sentences"},
	}},
	{"counts.csv", "A row is a feature in a voice in an article, where it occurs; counts.parquet holds the same.", [][2]string{
		{"article", "ID of the article"},
		{"outlet", "who published it"},
		{"voice", "whose words these are"},
		{"feature", "path of what is counted"},
		{"n", "the count"},
	}},
	{"evidence.parquet", "A row is one occurrence behind a count: a sample, capped for each outlet, feature and voice.", [][2]string{
		{"article", "ID of the article"},
		{"outlet", "who published it"},
		{"voice", "whose words these are"},
		{"feature", "path of what was counted"},
		{"sentence", "the text around the occurrence"},
		{"start", "where it begins, in code points of the article's text (of its title, where the voice is headline)"},
		{"end", "where it ends: the first code point after it"},
		{"rule", "what found it: a term or a pattern"},
	}},
	{"scores.csv", "A row is an article on a measure.", [][2]string{
		{"article", "ID of the article"},
		{"outlet", "who published it"},
		{"measure", "the measure; one of several voices is written measure:voice"},
		{"numerator", "count of what the measure is of"},
		{"denominator", "count of what it divides by"},
		{"value", "their ratio in the measure's unit; empty where the denominator is 0"},
	}},
	{"estimates.csv", "A row is an outlet on a measure in a voice.", [][2]string{
		{"outlet", "the outlet"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"value", "ratio of sums over articles, in the measure's unit"},
		{"lo", "lower end of the interval"},
		{"hi", "upper end of the interval"},
		{"confidence", "confidence of the interval, as a part of 1"},
		{"articles", "articles with a denominator above zero: the sample size"},
		{"numerator", "sum of the articles' numerators"},
		{"denominator", "sum of the articles' denominators"},
		{"shrunken", "the value pulled towards the typical outlet"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"estimators.csv", "A row is an outlet on a measure in a voice, estimated in one way.", [][2]string{
		{"outlet", "the outlet"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"estimator", "pooled: ratio of sums over articles, as in estimates.csv; article-mean: mean of the articles' own ratios, each article counting once, as in tests; shrunken: pulled towards the typical outlet"},
		{"value", "the estimate, in the measure's unit"},
		{"lo", "lower end of its interval"},
		{"hi", "upper end of its interval"},
		{"confidence", "confidence of the interval, as a part of 1"},
		{"articles", "articles with a denominator above zero"},
	}},
	{"comparisons.csv", "A row is a pair of outlets on a measure in a voice.", [][2]string{
		{"a", "an outlet"},
		{"b", "the outlet it is compared with"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"difference", "value of a less value of b: ratios of sums over all articles"},
		{"lo", "lower end of the interval of the difference"},
		{"hi", "upper end of the interval of the difference"},
		{"p", "p of the permutation test on the articles' own ratios"},
		{"p_adjusted", "p adjusted by Benjamini and Hochberg over all tests of the run, or by max-T in a declared family"},
		{"method", "how p came about: within shared stories or over all articles, exact or by draws; and how, and over how many tests, it was adjusted"},
		{"articles_a", "articles of a with a denominator above zero"},
		{"articles_b", "articles of b with a denominator above zero"},
		{"stories", "stories that both outlets cover, with a denominator above zero"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"ranks.csv", "A row is an outlet on a measure in a voice.", [][2]string{
		{"outlet", "the outlet"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"value", "as in estimates.csv; rank 1 is the largest, which need not be the best"},
		{"rank_lo", "the rank is at least this: 1 and the outlets entirely above, by intervals that all hold at once; empty without an interval"},
		{"rank_hi", "the rank is at most this"},
		{"of", "outlets that have a rank"},
		{"comparison_lo", "lower end of the comparison interval: where those of two outlets do not overlap, the test finds a difference"},
		{"comparison_hi", "upper end of the comparison interval"},
		{"comparison_level", "confidence of the comparison intervals, chosen so that overlap says most nearly what the tests say"},
		{"agreement", "part of the tested pairs in which it does; the warning names outlets of the others"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"regressions.csv", "A row is a term of a regression in a voice; written where the config has regressions. A share is a logistic " +
		"regression, a per-thousand rate a Poisson regression whose offset is the denominator; errors are robust and clustered by story.", [][2]string{
		{"regression", "the regression"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"term", "intercept, a level of a column (outlet=NAME) or a number (log-words); the reference level of a column has no estimate"},
		{"estimate", "coefficient: difference of the logarithm of the odds (share) or of the rate from the reference level; of the intercept, that logarithm at the reference levels"},
		{"lo", "lower end of the interval"},
		{"hi", "upper end of the interval"},
		{"ratio", "the estimate's exponential: a ratio of odds or of rates"},
		{"ratio_lo", "lower end of its interval"},
		{"ratio_hi", "upper end of its interval"},
		{"p", "p of no difference, by Student's t; for one term, not adjusted"},
		{"confidence", "confidence of the intervals, as a part of 1"},
		{"dispersion", "how many times the variance is that of independent occurrences"},
		{"articles", "articles in the fit"},
		{"clusters", "stories, or articles of no known story, in the fit"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"contrasts.csv", "A row is a pair of outlets on a measure in a voice, set beside each other in one way.", [][2]string{
		{"a", "an outlet"},
		{"b", "the outlet it is compared with"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"contrast", "pooled: value of a less value of b; within-story: the same where the story is held fixed (presentation); selection: pooled less within-story; ratio: value of a over value of b; story-odds-ratio: odds of a share in a over those in b within stories; cliffs-delta: how much more often an article of a is above one of b than below; hedges-g: difference of the articles' means in standard deviations"},
		{"value", "the contrast, in the measure's unit where it is a difference"},
		{"lo", "lower end of its interval"},
		{"hi", "upper end of its interval"},
		{"p", "of the test: permutation over all articles (pooled) or within shared stories (within-story), of rank sums (cliffs-delta)"},
		{"p_error", "Monte Carlo standard error of p; empty where p is exact"},
		{"p_adjusted", "p adjusted by Benjamini and Hochberg over all contrasts of this kind in the run, or by max-T in a declared family"},
		{"method", "how p came about, and how it was adjusted"},
		{"articles_a", "articles of a with a denominator above zero"},
		{"articles_b", "articles of b with a denominator above zero"},
		{"stories", "stories that both outlets cover, with a denominator above zero"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"uniformity.csv", "A row is a pair of outlets on a concept in a voice: how alike they divide its mentions among its variants; the mean over concepts, plain and weighted by mentions, is a row too.", [][2]string{
		{"lexicon", "lexicon of the concept"},
		{"concept", "the concept, or (mean) and (weighted mean) over those of all lexicons"},
		{"voice", "the voice"},
		{"a", "an outlet"},
		{"b", "the outlet it is compared with"},
		{"uniformity", "likeness of the two profiles, 0 to 1, less what chance adds to their distance: 1 − √((1−U)² − (1−Ū)²)"},
		{"lo", "lower end of the interval"},
		{"hi", "upper end of the interval"},
		{"uncorrected", "U: sum over variants of the lesser of the two shares (Geeraerts, Grondelaers and Speelman 1999)"},
		{"exchanged", "Ū: mean of U where articles change places between the outlets"},
		{"mentions_a", "mentions of the concept in a"},
		{"mentions_b", "mentions of the concept in b"},
		{"articles_a", "articles of a that mention it"},
		{"articles_b", "articles of b that mention it"},
		{"stories", "stories in which both mention it"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"excluded.csv", "A row is an article that was left out.", [][2]string{
		{"article", "its ID, where one could be read"},
		{"path", "its file, with :line where the file holds many"},
		{"reason", "why, in one word"},
		{"detail", "what was wrong"},
	}},
	{"keyness --csv", "A row is a word, or a run of words, that sets an outlet apart; written by parallax keyness.", [][2]string{
		{"outlet", "the outlet"},
		{"against", "the outlet it is compared with; empty for the mean of all others"},
		{"voices", "whose words were counted"},
		{"more_in", "the side that has more of the word: outlet or against"},
		{"word", "the word, or the run of words"},
		{"count", "how often the outlet has it"},
		{"count_against", "how often the other side has it"},
		{"rate", "count for each 1,000 runs of words of its length"},
		{"rate_against", "the same of the other side; of several outlets the mean of their rates"},
		{"log_ratio", "logarithm to the base 2 of rate over rate_against: 1 is twice as often; zero counts are smoothed"},
		{"log_ratio_lo", "lower end of its interval"},
		{"log_ratio_hi", "upper end of its interval"},
		{"log_odds", "difference in the natural logarithm of the odds, with a Dirichlet prior (Monroe, Colaresi and Quinn 2008)"},
		{"lo", "lower end of the interval of log_odds, over articles"},
		{"hi", "upper end of it"},
		{"confidence", "confidence of the intervals, as a part of 1"},
		{"se", "standard error of log_odds, over articles"},
		{"zeta", "log_odds over se: it ranks and tests nothing"},
		{"articles", "articles of the side that has more of the word in which it stands"},
		{"of_articles", "articles of that side"},
		{"largest_part", "part of the word's occurrences on that side that one article has"},
		{"dp", "deviation of proportions over the articles of that side, 0 for evenly spread (Gries 2008)"},
		{"dp_norm", "the same, with 1 as the most that is possible"},
		{"g2_two_cells", "log-likelihood of the word alone (Rayson and Garside 2000; AntConc); takes words for independent"},
		{"g2_four_cells", "log-likelihood of the whole table of two by two (Dunning 1993; quanteda)"},
		{"percent_diff", "difference of the rates in percent of rate_against"},
		{"bic", "g2_two_cells less the logarithm of all words (Wilson 2013): below 0 it favours no difference"},
		{"ell", "effect size of log-likelihood, 0 to 1 (Johnston, Berry and Mielke 2006)"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"trend --csv", "A row is a week of an outlet on a measure in a voice; written by parallax trend.", [][2]string{
		{"outlet", "the outlet"},
		{"measure", "the measure"},
		{"voice", "the voice, or all"},
		{"week", "Monday of the ISO week"},
		{"volume", "all articles of the week"},
		{"articles", "those with a denominator above zero"},
		{"numerator", "sum of their numerators"},
		{"denominator", "sum of their denominators"},
		{"value", "ratio of the sums, in the measure's unit"},
		{"lo", "lower end of its interval"},
		{"hi", "upper end of its interval"},
		{"smooth", "local regression of the weekly values at this week"},
		{"smooth_lo", "lower end of its pointwise band"},
		{"smooth_hi", "upper end of its pointwise band"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"map --csv", "A row is a distance, a cluster, a place on a map or a test, as kind says; written by parallax map.", [][2]string{
		{"kind", "distance of two outlets; cluster of outlets; outlet or column (a variant or a measure) and its place on a map; permanova, the test of whether outlets differ at all; left-out, an outlet without a part; none, where there is no map"},
		{"of", "what is mapped: a concept, all concepts, or the measures"},
		{"voice", "whose words count; empty for measures"},
		{"method", "how the map, or the test, came about"},
		{"name", "the outlet, variant or measure; of a cluster its outlets, joined by a semicolon and a space"},
		{"with", "the outlet at the other end of the distance"},
		{"value", "the distance, less what chance gives; of a cluster the mean distance of its two parts; of the test the pseudo-F"},
		{"lo", "lower end of the interval of the distance"},
		{"hi", "upper end of the interval of the distance"},
		{"uncorrected", "the distance, with what chance gives"},
		{"support", "part of the resamples in which the same outlets are a cluster"},
		{"r2", "part of the variation between articles that goes with the outlets"},
		{"p", "p of the test"},
		{"x", "place on the first axis"},
		{"y", "place on the second axis"},
		{"share_x", "part of what the map shows that lies on the first axis"},
		{"share_y", "part that lies on the second"},
		{"ellipse_major", "longer half-axis of the ellipse of resampled places"},
		{"ellipse_minor", "shorter half-axis of it"},
		{"ellipse_angle", "angle from the first axis to the longer half-axis, in radians"},
		{"mass", "weight in the correspondence analysis: part of all mentions"},
		{"mentions", "mentions of the concepts"},
		{"articles", "articles of the outlet that take part; of a distance, those of name"},
		{"articles_with", "articles of the other outlet"},
		{"supplementary", "true where the outlet is placed on the axes that the others make"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"agreement --csv", "A row is a coefficient of agreement, or how often a code was given; written by parallax agreement.", [][2]string{
		{"statistic", "alpha (Krippendorff), ac1 or ac2 (Gwet), a kappa, raw-agreement; or prevalence, of a code"},
		{"code", "the code, where the row is of one"},
		{"value", "the coefficient, or the code's part of all decisions"},
		{"lo", "lower end of its interval"},
		{"hi", "upper end of its interval"},
		{"units", "units that it rests on"},
		{"decisions", "decisions that it rests on"},
		{"warnings", "codes of warnings, joined by a semicolon and a space"},
	}},
	{"stories --csv", "A row is an article in a story of two articles or more; written by parallax stories, and read by the setting stories, which takes the columns article and story alone.", [][2]string{
		{"article", "ID of the article"},
		{"story", "name of the story"},
		{"outlet", "who published it"},
		{"published", "when"},
		{"title", "its title"},
		{"similarity", "how close it is to the story's centre, as a cosine: low where it hardly belongs"},
		{"copy_of", "the earlier article of the story that it repeats nearly word for word"},
	}},
}

func (c *codebook) charts(charts []struct{ Name, Doc string }) {
	if len(charts) == 0 {
		return
	}
	c.heading(2, "Charts")
	var rows [][]string
	for _, chart := range charts {
		rows = append(rows, []string{chart.Name, inline(chart.Doc)})
	}
	c.table([]string{"chart", "what it shows"}, rows)
}

func (c *codebook) lexicon(lex *lexicons.Lexicon) {
	c.heading(3, "Lexicon "+lex.Name)
	c.prose(lex.About)
	items := [][2]string{
		{"version", inline(lex.Version)},
		{"language", inline(lex.Language)},
		{"source", inline(lex.Source)},
		{"licence", inline(lex.Licence)},
		{"sha256", code(lex.SHA256)},
	}
	if lex.Citation != "" {
		items = append(items, [2]string{"citation", inline(lex.Citation)})
	}
	c.list(items)
	for _, concept := range lex.Concepts {
		c.heading(4, lex.Name+"/"+concept.Name)
		c.prose(concept.About)
		c.block()
		for _, v := range concept.Variants {
			c.variant(v)
		}
		if len(concept.Except) > 0 {
			c.item("never within: " + codeList(concept.Except))
		}
		if concept.Referent != "" {
			c.item("about: the " + concept.Referent)
		}
		for _, limit := range limits(concept.Limits) {
			c.item(limit)
		}
	}
}

// limits says where the terms of a concept, or a term, count.
func limits(of lexicons.Limits) (all []string) {
	if len(of.Voices) > 0 {
		all = append(all, "only in the voices "+codeList(of.Voices))
	}
	for _, c := range []struct {
		how string
		*lexicons.Condition
	}{{"only near", of.Near}, {"not near", of.NotNear}, {"only before", of.Before}, {"only after", of.After}} {
		if c.Condition == nil {
			continue
		}
		reach := "in the sentence"
		if c.Words > 0 {
			reach = fmt.Sprintf("at most %d words away", c.Words)
		}
		all = append(all, fmt.Sprintf("%s %s, %s", c.how, codeList(c.Terms), reach))
	}
	return all
}

// variant writes a variant with its terms, and after them what is to be said of single terms.
func (c *codebook) variant(v lexicons.Variant) {
	var terms []string
	for _, t := range v.Terms {
		terms = append(terms, t.Pattern)
	}
	about := ""
	if v.About != "" {
		about = " (" + inline(strings.TrimRight(v.About, ".")) + ")"
	}
	c.item("**" + v.Name + "**" + about + ": " + codeList(terms))
	for _, t := range v.Terms {
		var remarks []string
		if t.Note != "" {
			remarks = append(remarks, inline(t.Note))
		}
		if t.Weight != nil {
			remarks = append(remarks, fmt.Sprintf("weight %d", *t.Weight))
		}
		if t.Source != "" {
			remarks = append(remarks, "source: "+inline(t.Source))
		}
		if len(t.Except) > 0 {
			remarks = append(remarks, "not within "+codeList(t.Except))
		}
		remarks = append(remarks, limits(t.Limits)...)
		if len(remarks) > 0 {
			for i, l := range wrap(code(t.Pattern) + ": " + strings.Join(remarks, "; ")) {
				indent := "  - "
				if i > 0 {
					indent = "    "
				}
				c.line("%s%s", indent, l)
			}
		}
	}
}

// inline keeps what Markdown would read as markup as it is.
func inline(s string) string { return markup.Replace(strings.Join(strings.Fields(s), " ")) }

var markup = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`)

// code sets a text as code, within as many backticks as it takes.
func code(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

func codeList(all []string) string {
	coded := make([]string, len(all))
	for i, s := range all {
		coded[i] = code(s)
	}
	return strings.Join(coded, ", ")
}

// sentence makes one of a line of description.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(string(r)) + s[n:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// width is where prose is wrapped, in code points.
const width = 108

// wrap divides a text into lines. No line breaks within code, and none begins with what Markdown would take for
// the beginning of a list or a heading.
func wrap(s string) []string {
	var lines []string
	line := ""
	for _, word := range words(s) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width && !slices.Contains([]string{"-", "+", "#", "="}, word) {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// words divides a text at spaces that stand outside code.
func words(s string) []string {
	var all []string
	open := false
	for _, field := range strings.Split(s, " ") {
		if open {
			all[len(all)-1] += " " + field
		} else {
			all = append(all, field)
		}
		if strings.Count(strings.ReplaceAll(field, "\\`", ""), "`")%2 == 1 {
			open = !open
		}
	}
	return all
}
