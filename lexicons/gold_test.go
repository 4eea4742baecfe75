package lexicons

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"parallax/internal/shared"
	"parallax/text"
)

// The inventories hold what annotators marked: the share of gold cues that some match overlaps, whatever else
// matches. Precision is the business of the stages. (BioScope counts neither and failed among negations, which
// parallax does not; PolNeAR marks any turn of phrase that gives away an attitude.)
func TestInventoriesCoverGold(t *testing.T) {
	for _, c := range []struct {
		lexicon, file, kind string
		recall              float64 // asserted; measured: see the log
	}{
		{"hedges", "hedging_news.jsonl", "hedge_cue", 0.97},
		{"negation", "bioscope.jsonl.gz", "negation_cue", 0.90},
		{"attribution", "polnear.jsonl.gz", "cue", 0.80},
	} {
		t.Run(c.lexicon, func(t *testing.T) {
			path := shared.Path(t, "gold", c.file)
			lex, err := Load(Builtin(), c.lexicon+".yaml")
			if err != nil {
				t.Fatal(err)
			}
			hit, all := coverage(t, mustCompile(t, lex), path, c.kind)
			t.Logf("%d of %d cues", hit, all)
			if float64(hit) < c.recall*float64(all) || all == 0 {
				t.Errorf("%d of %d cues, want a share of %v", hit, all, c.recall)
			}
		})
	}
}

func coverage(t *testing.T, m *Matcher, path, kind string) (hit, all int) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	if filepath.Ext(path) == ".gz" {
		plain, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		lines = bufio.NewScanner(plain)
	}
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var doc struct {
			Text, Split string
			Spans       []struct {
				Type       string
				Start, End int // code points
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if doc.Split == "train" {
			continue
		}
		starts := make([]int, 0, utf8.RuneCountInString(doc.Text)+1)
		for at := range doc.Text {
			starts = append(starts, at)
		}
		starts = append(starts, len(doc.Text))
		toks := text.Tokenize(nil, doc.Text)
		matches := m.Find(nil, doc.Text, toks, text.Sentences(doc.Text, toks))
		for _, s := range doc.Spans {
			if s.Type != kind {
				continue
			}
			all++
			for _, match := range matches {
				if span := match.Span(toks); span.Start < starts[s.End] && starts[s.Start] < span.End {
					hit++
					break
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return hit, all
}
