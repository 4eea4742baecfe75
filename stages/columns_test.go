package stages

import (
	"encoding/json"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/pipeline"
)

func TestColumnValues(t *testing.T) {
	for raw, want := range map[string]string{
		`"World"`:                            "World",
		`" UK /  politics\n"`:                "UK ∕ politics",
		`7`:                                  "7",
		`true`:                               "true",
		`null`:                               "",
		`""`:                                 "",
		`["a","b"]`:                          "",
		`{"a":1}`:                            "",
		`"` + strings.Repeat("é", 101) + `"`: strings.Repeat("é", 99) + "…",
	} {
		d := &pipeline.Document{Article: corpus.Article{Author: "Jane Roe", Lang: "en", Meta: map[string]json.RawMessage{"section": json.RawMessage(raw)}}}
		if got := ColumnValue(d, "section"); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
		if a, l, none := ColumnValue(d, "author"), ColumnValue(d, "lang"), ColumnValue(d, "desk"); a != "Jane Roe" || l != "en" || none != "" {
			t.Errorf("author %q, lang %q, desk %q", a, l, none)
		}
	}
}
