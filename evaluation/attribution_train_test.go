package evaluation_test

import (
	"strings"
	"testing"

	"parallax/evaluation"
)

func TestReadAttributedLines(t *testing.T) {
	const good = `{"id":"a","split":"train","text":"“No,” said Ruiz.","spans":[{"id":"q","start":0,"end":5},{"id":"c","start":6,"end":10},{"id":"s","start":11,"end":15}],"attributions":[{"source":["s"],"cue":["c"],"content":["q"]},{"source":["s"],"cue":[],"content":["q"]}]}` + "\n"
	all, err := evaluation.ReadAttributed(file(t, []byte(good)))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || all[0].Split != "train" || len(all[0].Attributions) != 1 || all[0].Attributions[0].Source[0].End != 15 {
		t.Errorf("%+v", all)
	}
	for bad, want := range map[string]string{
		`{"id":"a","text":"No."}`: "no attribution in it",
		`{"id":"a","text":"No.","spans":[{"id":"q","start":0,"end":9}]}`: "spans[0]: from 0 to 9",
		`{"id":"a","text":"No.","spans":7}`:                              "spans:",
	} {
		if _, err := evaluation.ReadAttributed(file(t, []byte(bad+"\n"))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", bad, err, want)
		}
	}
}
