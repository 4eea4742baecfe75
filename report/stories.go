package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax/stories"
)

// Stories are the stories of a corpus, and how many articles were looked at to find them.
type Stories struct {
	Found    []stories.Story
	Articles int
	Undated  int // of the articles: without a day of publication, so in no story
	Excluded int // not among the articles: not readable, without an outlet, duplicates
}

// Write writes the table of articles and their stories, for people to correct and for [ReadStories]. Articles in no
// story are left out.
func (s *Stories) Write(w io.Writer) error {
	var rows [][]string
	for _, story := range s.Found {
		for _, a := range story.Articles {
			rows = append(rows, []string{a.ID, story.ID, a.Outlet, a.Published.String(), a.Title, strconv.FormatFloat(a.Similarity, 'f', 3, 64), a.CopyOf})
		}
	}
	header := []string{"article", "story", "outlet", "published", "title", "similarity", "copy_of"}
	return writeCSV(w, header, rows, func(row []string) []string { return row })
}

// Listing sums the stories up: how many there are, and how many each pair of outlets shares.
func (s *Stories) Listing() Listing {
	outlets := map[string]bool{}
	together := map[[2]string]int{}
	inStory, shared, inShared, copies := 0, 0, 0, 0
	for _, story := range s.Found {
		inStory += len(story.Articles)
		for _, a := range story.Articles {
			if a.CopyOf != "" {
				copies++
			}
		}
		cover := story.Outlets()
		for i, a := range cover {
			outlets[a] = true
			for _, b := range cover[i+1:] {
				together[[2]string{a, b}]++
			}
		}
		if len(cover) > 1 {
			shared++
			inShared += len(story.Articles)
		}
	}
	l := Listing{
		Title: fmt.Sprintf("Stories of two articles or more: %d, with %d of %d articles. Of two outlets or more: %d, with %d articles.",
			len(s.Found), inStory, s.Articles, shared, inShared),
		Columns: []string{"outlet", "outlet", "shared stories"}, Text: 2,
	}
	names := slices.Sorted(maps.Keys(outlets))
	for i, a := range names {
		for _, b := range names[i+1:] {
			l.Rows = append(l.Rows, []string{a, b, strconv.Itoa(together[[2]string{a, b}])})
		}
	}
	slices.SortStableFunc(l.Rows, func(x, y []string) int {
		return cmp.Compare(together[[2]string{y[0], y[1]}], together[[2]string{x[0], x[1]}])
	})
	if len(l.Rows) == 0 {
		l.Columns = nil
	}
	if copies > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("Articles that repeat an earlier one of their story nearly word for word (copy_of), so wire copy or a revision: %d.", copies))
	}
	if s.Undated > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("Without a day of publication, so in no story: %d.", s.Undated))
	}
	if s.Excluded > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("Left out, as not readable, without an outlet or with the ID of an earlier one: %d. parallax score lists them in excluded.csv.", s.Excluded))
	}
	return l
}

// ReadStories reads a table of articles and their stories: what [Stories.Write] wrote and people corrected, also as
// spreadsheets save it. Of the columns only article and story are read. An article whose story is empty has none.
// All faults are reported at once, with the file's name and the line.
func ReadStories(name string, data []byte) (map[string]string, error) {
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s: not UTF-8; spreadsheets can save a table as CSV UTF-8", name)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = delimiter(data)
	header, err := r.Read()
	if err == io.EOF {
		return nil, fmt.Errorf("%s:1: empty; the first line names the columns, article and story among them", name)
	}
	if err != nil {
		return nil, atLine(name, err)
	}
	article, story := slices.Index(header, "article"), slices.Index(header, "story")
	if article < 0 || story < 0 {
		return nil, fmt.Errorf("%s:1: the columns article and story must be among: %s", name, strings.Join(header, ", "))
	}
	found := map[string]string{}
	var faults []error
	for {
		row, err := r.Read()
		if err == io.EOF {
			return found, errors.Join(faults...)
		}
		if err != nil {
			faults = append(faults, atLine(name, err))
			if !errors.Is(err, csv.ErrFieldCount) {
				return nil, errors.Join(faults...) // what follows cannot be made out
			}
			continue
		}
		line, _ := r.FieldPos(article)
		id, s := row[article], strings.TrimSpace(row[story])
		switch before, listed := found[id]; {
		case id == "" && s == "": // a row that was emptied
		case id == "":
			faults = append(faults, fmt.Errorf("%s:%d: story %q without an article", name, line, s))
		case listed && before != s:
			faults = append(faults, fmt.Errorf("%s:%d: article %q is listed already, with story %q", name, line, id, before))
		default:
			found[id] = s
		}
	}
}

// delimiter is what divides the columns of a table's first line: spreadsheets of some countries write semicolons.
func delimiter(data []byte) rune {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	best := ','
	for _, d := range ";\t" {
		if bytes.Count(first, []byte(string(d))) > bytes.Count(first, []byte(string(best))) {
			best = d
		}
	}
	return best
}

// atLine puts the place before an error of encoding/csv.
func atLine(name string, err error) error {
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Errorf("%s:%d: %w", name, bad.Line, bad.Err)
	}
	return fmt.Errorf("%s: %w", name, err)
}
