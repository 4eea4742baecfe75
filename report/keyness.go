package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parallax/corpus"
	"parallax/counts"
	"parallax/stats"
)

// Keyness is what keyness finds out about one outlet.
type Keyness struct {
	stats.Keywords
	Partisanship stats.Partisanship
	Voices       []counts.Voice // whose words; none means all
	MinArticles  int
	Length       int  // words in the longest n-gram
	Both         bool // the words that the outlet has less of are listed too
	Stock        int  // sentences that were left out as furniture
	Excluded     map[corpus.Reason]int
	Confidence   float64
	Invented     bool
}

func (k *Keyness) reference() string {
	if k.Against == "" {
		return "the mean of the others"
	}
	return k.Against
}

// WriteKeyness writes for a terminal what each outlet has more of, and where it is one that was asked for, less of.
func WriteKeyness(w io.Writer, all []*Keyness) error {
	var tables []Listing
	for i, k := range all {
		over := k.listing(k.Outlet+" against "+k.reference()+k.said(), k.Over)
		over.Notes = k.found()
		listings := []Listing{over}
		if k.Both {
			less := k.listing("Less in "+k.Outlet, k.Under)
			if k.Against != "" {
				less.Title = "More in " + k.Against
			}
			less.Notes, listings[0].Notes = listings[0].Notes, nil
			listings[0].Title += "\n\nMore in " + k.Outlet
			listings = append(listings, less)
		}
		if i == len(all)-1 {
			last := &listings[len(listings)-1]
			last.Notes = append(last.Notes, k.notes(all)...)
		}
		tables = append(tables, listings...)
	}
	return writeListings(w, tables...)
}

// said says how many articles are compared, and whose words.
func (k *Keyness) said() string {
	voices := "all voices"
	if len(k.Voices) > 0 {
		voices = "voice " + joinVoices(k.Voices, ", ")
	}
	return fmt.Sprintf(" (%d articles against %d, %s)", k.Articles, k.ArticlesAgainst, voices)
}

func joinVoices(voices []counts.Voice, by string) string {
	var names []string
	for _, v := range voices {
		names = append(names, v.String())
	}
	return strings.Join(names, by)
}

func (k *Keyness) listing(title string, words []stats.Keyword) Listing {
	reference := "others"
	if k.Against != "" {
		reference = short(k.Against)
	}
	l := Listing{Title: title, Text: 1, Columns: []string{"word", short(k.Outlet), reference, "log-odds", "ζ", "articles", ""}}
	for _, w := range words {
		mark := ""
		if len(w.Warnings) > 0 {
			mark = "burst"
		}
		l.Rows = append(l.Rows, []string{w.Word, perThousand(w.Rate), perThousand(w.RateAgainst), Interval(&w.Delta, &w.Lo, &w.Hi, 2),
			fmt.Sprintf("%.1f", w.Zeta), fmt.Sprintf("%d of %d", w.Dispersion.Articles, w.Dispersion.Of), mark})
	}
	if len(words) == 0 {
		l.Rows = append(l.Rows, []string{"(none)", "", "", "", "", "", ""})
	}
	return l
}

// short keeps a column narrow.
func short(name string) string {
	const most = 14
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return name
}

// perThousand writes a rate to two places, or to one that counts.
func perThousand(rate float64) string {
	if rate != 0 && rate < 0.01 {
		return strconv.FormatFloat(rate, 'f', 3, 64)
	}
	return fmt.Sprintf("%.2f", rate)
}

// found is what is to be said of one outlet.
func (k *Keyness) found() (notes []string) {
	if p := k.Partisanship; p.LeaveOut != nil {
		notes = append(notes, fmt.Sprintf("Leave-out partisanship %.3f; with articles reassigned at random %.3f (%.3f to %.3f in %d draws).",
			*p.LeaveOut, *p.Random, *p.Lo, *p.Hi, p.Draws))
	}
	for _, warning := range k.Warnings {
		notes = append(notes, warning.Text())
	}
	if len(k.LeftOut) > 0 {
		notes = append(notes, "Left out: "+strings.Join(k.LeftOut, ", ")+".")
	}
	return notes
}

// notes are what must be known to read any of the tables.
func (k *Keyness) notes(all []*Keyness) []string {
	notes := []string{
		fmt.Sprintf("Rates are per 1,000 %s. log-odds: the natural logarithm of how many times the odds of the word are those in the reference (0.69 is twice, 2.3 ten times), drawn towards 0 by a prior of %d words, with its %.4g %% interval over articles. Words are listed by the end of the interval that is nearer to 0; words in fewer than %d articles of the side that has more of them, and those whose interval holds 0, are left out.",
			k.ngrams(), stats.PriorSize, 100*k.Confidence, k.MinArticles),
		"ζ is log-odds over its standard error over articles. It ranks and tests nothing: these words were picked from a whole vocabulary, and where outlets do not differ one word in twenty has an interval without 0 all the same.",
	}
	if len(all) > 1 || k.Against == "" {
		notes = append(notes, "others: the mean of the other outlets, each of which weighs the same. An outlet that never uses a word lowers the mean of log-odds far more than the mean of rates.")
	}
	notes = append(notes, "Leave-out partisanship: how probable one word, drawn from an article that the probabilities were made without, makes the article's own side: 0.5 not at all, 1 certain. Above its values at random, the sides differ in their words; topics and house style count as much as slant.")
	for _, one := range all {
		for _, words := range [][]stats.Keyword{one.Over, one.Under} {
			for _, w := range words {
				if len(w.Warnings) > 0 {
					notes = append(notes, "burst: "+stats.Burst.Text())
					return k.closing(notes)
				}
			}
		}
	}
	return k.closing(notes)
}

// closing adds what is to be said of the corpus.
func (k *Keyness) closing(notes []string) []string {
	if k.Stock > 0 {
		notes = append(notes, fmt.Sprintf("%d sentences that stand word for word in several articles of an outlet were taken for page furniture and not counted.", k.Stock))
	}
	if left := k.excluded(); left != "" {
		notes = append(notes, "Articles left out: "+left+"; parallax score lists each in excluded.csv.")
	}
	if k.Invented {
		notes = append(notes, "The articles of the demo are invented.")
	}
	return notes
}

// excluded lists how many articles were left out for which reasons.
func (k *Keyness) excluded() string {
	var reasons []string
	for reason, n := range k.Excluded {
		reasons = append(reasons, fmt.Sprintf("%d %s", n, reason))
	}
	slices.Sort(reasons)
	return strings.Join(reasons, ", ")
}

func (k *Keyness) ngrams() string {
	if k.Length > 1 {
		return "n-grams of the same length"
	}
	return "words"
}

// WriteKeynessCSV writes every word that is listed, with all that is known of it. Where against is empty it is the
// mean of the other outlets. The association measures
// at the end take tokens for independent and are there for comparison with other tools.
func WriteKeynessCSV(w io.Writer, all []*Keyness) error {
	header := []string{"outlet", "against", "voices", "more_in", "word", "count", "count_against", "rate", "rate_against",
		"log_ratio", "log_ratio_lo", "log_ratio_hi", "log_odds", "lo", "hi", "confidence", "se", "zeta",
		"articles", "of_articles", "largest_part", "dp", "dp_norm", "g2_two_cells", "g2_four_cells", "percent_diff", "bic", "ell", "warnings"}
	type row struct {
		*Keyness
		side string
		stats.Keyword
	}
	var rows []row
	for _, k := range all {
		for _, w := range k.Over {
			rows = append(rows, row{k, "outlet", w})
		}
		if k.Both {
			for _, w := range k.Under {
				rows = append(rows, row{k, "against", w})
			}
		}
	}
	return writeCSV(w, header, rows, func(r row) []string {
		voices := "all"
		if len(r.Voices) > 0 {
			voices = joinVoices(r.Voices, ";")
		}
		a, d := r.Association, r.Dispersion
		return []string{r.Outlet, r.Keyness.Against, voices, r.side, r.Word, whole(r.Count), whole(r.Keyword.Against), number(r.Rate), number(r.RateAgainst),
			number(r.LogRatio), number(r.LogLo), number(r.LogHi), number(r.Delta), number(r.Lo), number(r.Hi), number(r.Confidence), number(r.SE), number(r.Zeta),
			strconv.Itoa(d.Articles), strconv.Itoa(d.Of), number(d.Largest), known(d.DP), known(d.Norm),
			number(a.G2TwoCell), number(a.G2FourCell), known(a.PercentDiff), number(a.BIC), known(a.ELL), codes(r.Keyword.Warnings)}
	})
}
