package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"parallax/stats"
)

// Speakers are those of one outlet that most is ascribed to, first the one with most.
type Speakers struct {
	Outlet       string
	Articles     int   // of the outlet
	Attributions int64 // in them, nested ones left aside
	Of           int   // speakers in them
	Speakers     []Speaker
}

// A Speaker is a person or an organization with a name.
type Speaker struct {
	Name     string
	Type     string // what most of its attributions take it for: named_person, named_org …
	Articles int    // it speaks in
	Share    stats.Estimate
}

// WriteSpeakers writes for a terminal whom each outlet lets speak most.
func WriteSpeakers(w io.Writer, all []Speakers, confidence float64, invented bool) error {
	var listings []Listing
	for i, o := range all {
		l := Listing{
			Title:   fmt.Sprintf("%s: %d attributions in %d articles, to %d speakers", o.Outlet, o.Attributions, o.Articles, o.Of),
			Text:    2,
			Columns: []string{"speaker", "type", "% of attributions", "attributions", "articles"},
		}
		for _, s := range o.Speakers {
			l.Rows = append(l.Rows, []string{s.Name, strings.ReplaceAll(s.Type, "_", " "), percent(s.Share), strconv.FormatInt(s.Share.Numerator, 10),
				fmt.Sprintf("%d of %d", s.Articles, o.Articles)})
		}
		if len(o.Speakers) == 0 {
			l.Rows = append(l.Rows, []string{"(none)", "", "", "", ""})
		}
		if i == len(all)-1 {
			l.Notes = append(l.Notes,
				fmt.Sprintf("Of all that the outlet ascribes to anyone, nested attributions left aside, the part that is ascribed to the speaker, with its %.4g %% interval over articles; none from fewer than %d articles.", 100*confidence, stats.ArticlesForInterval),
				"A speaker goes by the fullest name of an article: where one article has only the surname, it is another speaker there. Those who are picked for having most here would have less in further articles.")
			if invented {
				l.Notes = append(l.Notes, "The articles of the demo are invented.")
			}
		}
		listings = append(listings, l)
	}
	return writeListings(w, listings...)
}

// percent writes a share with its interval as percentages.
func percent(e stats.Estimate) string {
	times100 := func(x *float64) *float64 {
		if x == nil {
			return nil
		}
		y := 100 * *x
		return &y
	}
	return Interval(times100(e.Value), times100(e.Lo), times100(e.Hi), 1)
}

// WriteSpeakersCSV writes every speaker that is listed.
func WriteSpeakersCSV(w io.Writer, all []Speakers) error {
	header := []string{"outlet", "speaker", "type", "share", "lo", "hi", "confidence", "attributions", "of_attributions", "articles", "of_articles", "warnings"}
	type row struct {
		Speakers
		Speaker
	}
	var rows []row
	for _, o := range all {
		for _, s := range o.Speakers {
			rows = append(rows, row{o, s})
		}
	}
	return writeCSV(w, header, rows, func(r row) []string {
		e := r.Share
		return []string{r.Outlet, r.Name, r.Type, known(e.Value), known(e.Lo), known(e.Hi), number(e.Confidence), whole(e.Numerator), whole(e.Denominator),
			strconv.Itoa(r.Speaker.Articles), strconv.Itoa(r.Speakers.Articles), codes(e.Warnings)}
	})
}
