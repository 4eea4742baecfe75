package stages

import (
	"encoding/json"
	"fmt"
	"strings"

	"parallax/counts"
	"parallax/pipeline"
)

// countColumns counts the value that an article's own data has under each key once, so that it travels in the
// count table as all that is known of the article does. An author and a language are data of that kind too.
func countColumns(columns []string) *pipeline.Counter {
	c := &pipeline.Counter{
		Name: "column-counts",
		Doc:  "values of the articles' own data, once an article",
		Count: func(d *pipeline.Document, row *counts.Row) {
			for _, name := range columns {
				if value := ColumnValue(d, name); value != "" {
					row.Add(counts.Feature("column/"+name+"/"+value), counts.Author, 1)
				}
			}
		},
	}
	for _, name := range columns {
		c.Features = append(c.Features, pipeline.FeatureDoc{
			Open: true, Glob: "column/" + name + "/*", Doc: fmt.Sprintf("1 for an article whose %s is that: column/%s/VALUE", name, name),
		})
	}
	return c
}

// columnLength is how many code points of a value are kept.
const columnLength = 100

// ColumnValue is an article's value under a key, as one element of a path: a text, a number or a truth value,
// with white space run together and "∕" for "/". Lists and mappings are no value.
func ColumnValue(d *pipeline.Document, name string) string {
	var value string
	switch name {
	case "author":
		value = d.Author
	case "lang":
		value = d.Lang
	default:
		raw := d.Meta[name]
		if json.Unmarshal(raw, &value) != nil {
			var scalar any
			if json.Unmarshal(raw, &scalar) != nil {
				return ""
			}
			switch scalar.(type) {
			case float64, bool:
				value = string(raw)
			}
		}
	}
	value = strings.ReplaceAll(strings.Join(strings.Fields(value), " "), "/", "∕")
	if runes := []rune(value); len(runes) > columnLength {
		value = string(runes[:columnLength-1]) + "…"
	}
	return value
}
