package evaluation_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parallax/evaluation"
	"parallax/internal/shared"
	"parallax/polarity"
)

func TestReadTargets(t *testing.T) {
	path := file(t, []byte(`{"id":"a_b_c_d","text":"Ruiz lied.","spans":[{"type":"target","start":0,"end":4,"polarity":"negative"},{"type":"cue","start":5,"end":9}]}
{"id":"s","article":"whole","text":"É Lee","spans":[{"type":"target","start":2,"end":5,"polarity":"neutral"}]}
`))
	got, err := evaluation.ReadTargets(path)
	if err != nil {
		t.Fatal(err)
	}
	if s := fmt.Sprintf("%s %v %s %v", got[0].Document, got[0].Targets, got[1].Document, got[1].Targets); s != "a_b_c [{0 4 negative}] whole [{2 5 neutral}]" {
		t.Error(s)
	}
}

func TestReadTargetsErrors(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"text":"Ruiz","spans":[{"type":"target","start":0,"end":5,"polarity":"negative"}]}`, "spans[0]: from 0 to 5; a target lies within the text, which has 4 code points"},
		{`{"text":"Ruiz","spans":[{"type":"target","start":0,"end":4,"polarity":"bad"}]}`, `polarity "bad": want negative, neutral or positive`},
		{`{"text":"Ruiz","spans":{}}`, "spans:"},
		{`{"text":"Ruiz"}`, "no target in this file"},
	} {
		if _, err := evaluation.ReadTargets(file(t, []byte(c.line+"\n"))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.line, err, c.want)
		}
	}
}

func TestConfusion(t *testing.T) {
	c := evaluation.Confusion{{3, 1, 0}, {1, 2, 1}, {0, 0, 0}} // by hand
	if f := fmt.Sprintf("%.3f %.3f %.3f %.3f %.3f %d", c.F1(polarity.Negative), c.F1(polarity.Neutral), c.F1(polarity.Positive), c.MacroF1(), c.Accuracy(), c.Targets()); f != "0.750 0.571 0.000 0.440 0.625 8" {
		t.Error(f)
	}
	var none evaluation.Confusion
	if none.MacroF1() != 0 || none.Accuracy() != 0 {
		t.Error("of nothing: not 0")
	}
}

// The figures of evaluate sentiment are those of score.py on what annotate prints, to the digit.
func TestPolarityAgreesWithScorePy(t *testing.T) {
	p := builtIn(t)
	path := shared.Path(t, "gold", "newsmtsc.jsonl.gz")
	sentences, err := evaluation.ReadTargets(path)
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := evaluation.Polarity(p.Layers, sentences)
	if err != nil {
		t.Fatal(err)
	}
	var asked bytes.Buffer
	for _, line := range lines(t, "newsmtsc.jsonl.gz") {
		record := decoded[map[string]json.RawMessage](t, line)
		record["targets"] = record["spans"]
		line, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		asked.Write(append(line, '\n'))
	}
	news := all[0]
	got := fmt.Sprintf("%.3f %.3f %.3f %.3f %.3f", news.Accuracy(), news.MacroF1(), news.F1(polarity.Negative), news.F1(polarity.Neutral), news.F1(polarity.Positive))
	var want []string
	for _, x := range scored(t, "sentiment", path, annotated(t, p, file(t, asked.Bytes()))) {
		want = append(want, fmt.Sprintf("%.3f", x))
	}
	if got != strings.Join(want, " ") {
		t.Errorf("accuracy, macro-F1 and F1 by class %s; score.py has %v", got, want)
	}
}

// The embedded model is what parallax train sentiment learns from NewsMTSC.
func TestEmbeddedModelIsTheTrained(t *testing.T) {
	sentences, err := evaluation.ReadTargets(shared.Path(t, "gold", "newsmtsc.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := evaluation.TrainPolarity(sentences)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "polarity", "model.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), want) {
		t.Error("polarity/model.bin is not what parallax train sentiment --gold ../shared/gold/newsmtsc.jsonl.gz --out polarity/model.bin gives")
	}
}
