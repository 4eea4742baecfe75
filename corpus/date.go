package corpus

import "time"

const (
	localMinute = "2006-01-02T15:04"
	localSecond = "2006-01-02T15:04:05.999999999"
	zonedMinute = "2006-01-02T15:04Z07:00"
)

// dateLayouts are the dates parallax reads, each with the ISO 8601 layout that writes it back: a month
// stays a month, and a time without a zone gets none. Dates that depend on the country (03/04/2023) and
// zones that depend on the reader (EST) are not guessed at.
var dateLayouts = []struct{ in, out string }{
	{time.DateOnly, time.DateOnly},
	{time.RFC3339, time.RFC3339Nano},
	{"2006-01", "2006-01"},
	{"2006-01-02 15:04:05", localSecond},
	{"2006-01-02T15:04:05", localSecond},
	{"2006-01-02 15:04", localMinute},
	{"2006-01-02T15:04", localMinute},
	{"2006-01-02T15:04Z07:00", zonedMinute},
	{"2006-01-02 15:04:05Z07:00", time.RFC3339Nano},
	{"2006-01-02 15:04:05 Z07:00", time.RFC3339Nano},
	{"2006-01-02T15:04:05Z0700", time.RFC3339Nano},
	{"2006-01-02 15:04:05 -0700", time.RFC3339Nano},
	{"2006-01-02 15:04:05 UTC", time.RFC3339Nano},
	{time.RFC1123Z, time.RFC3339Nano},
	{"Mon, 02 Jan 2006 15:04:05 GMT", time.RFC3339Nano},
	{"20060102", time.DateOnly},
	{"20060102T150405Z", time.RFC3339Nano},
	{"2006/01/02", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"Jan. 2, 2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"January 2006", "2006-01"},
}

func parseDate(s string) (Date, bool) {
	for _, l := range dateLayouts {
		// In UTC, not time.Parse: that looks zones up where the machine stands.
		if t, err := time.ParseInLocation(l.in, s, time.UTC); err == nil {
			return Date{t, l.out}, true
		}
	}
	return Date{}, false
}
