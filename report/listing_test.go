package report

import (
	"strings"
	"testing"
)

func TestListing(t *testing.T) {
	value, lo, hi := 0.4, -0.001, 0.5
	var b strings.Builder
	err := Listing{
		Title: "Loaded names", Columns: []string{"outlet", "value", "p"}, Text: 1,
		Rows: [][]string{
			{"Ærlig Avis", Interval(&value, &lo, &hi, 2), PValue(&value)},
			{"日報", Interval(&value, nil, nil, 1), PValue(nil)},
			{"Z", Interval(nil, nil, nil, 1), PValue(new(float64))},
		},
		Notes: []string{strings.TrimSpace(strings.Repeat("word ", 30)), "Second."},
	}.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	want := `Loaded names

outlet                  value       p
Ærlig Avis  0.40 [0.00, 0.50]   0.400
日報                      0.4       –
Z                           –  <0.001

` + strings.TrimSpace(strings.Repeat("word ", 21)) + "\n  " + strings.TrimSpace(strings.Repeat("word ", 9)) + "\nSecond.\n"
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}
