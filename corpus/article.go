// Package corpus reads news articles: one file a format, gathered in [Open].
package corpus

import (
	"encoding/json"
	"fmt"
	"time"
)

// An Article is one news text with what its outlet says about it. Text is kept exactly as given: every
// offset that parallax writes points into it.
type Article struct {
	ID        string // given, else a hash of the text
	Outlet    string // the publisher, as the user names it
	Title     string
	Text      string
	Published Date
	URL       string
	Author    string
	Lang      string
	Story     string // the event the article covers, where known; articles of one story are compared
	Wire      string // the agency whose copy it is, where known
	Path      string // where it was read: file, with :line where the file holds many

	Meta map[string]json.RawMessage // keys of the input that parallax does not use, carried through
}

// A Date is a moment as exact as the corpus gives it: a month, a day or a time.
type Date struct {
	time.Time
	Layout string // the time layout that writes it back at its own precision; "" for no date
}

func (d Date) String() string {
	if d.Layout == "" {
		return ""
	}
	return d.Format(d.Layout)
}

// A Reason says in one word why an article was left out; excluded.csv lists it with a detail.
type Reason string

const (
	NoText      Reason = "no-text"      // nothing to read after cleaning
	NoOutlet    Reason = "no-outlet"    // nobody to attribute the wording to
	Broken      Reason = "broken"       // the file or line cannot be parsed
	TooLarge    Reason = "too-large"    // one article over the size limit
	BadEncoding Reason = "bad-encoding" // not UTF-8
	Duplicate   Reason = "duplicate"    // an ID that was already read
	Failed      Reason = "failed"       // a stage panicked or returned an error

	UnknownFormat Reason = "unknown-format" // a file of a folder that no format reads
)

// An Exclusion is an article that was left out, and why. It is an error that concerns one article only:
// the run goes on.
type Exclusion struct {
	Article string // its ID, where one could be read
	Path    string // file, with :line where the file holds many
	Reason  Reason
	Detail  string
}

func (e *Exclusion) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Path, e.Reason, e.Detail)
}

// A Record is an article as it stands in a file, not decoded yet: reading is done in one goroutine,
// decoding in many.
type Record struct {
	Path   string // file, with :line where the file holds many
	Size   int    // bytes read for it, for the progress bar
	Decode func() (Article, error)
}
