package text

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"
	"unicode/utf8"

	"parallax/internal/shared"
)

// BASIL (Fan et al. 2019) marks spans of biased wording in 300 articles and says of each whether it stands
// inside a quotation. A span counts as quoted here where at least half of it lies between marks.
func TestBASIL(t *testing.T) {
	const floor = .958
	var hit, wrong, missed float64
	eachLine(t, shared.Path(t, "gold", "basil.jsonl.gz"), func(line []byte) {
		var a struct {
			ID, Text string
			Spans    []struct {
				Start, End int // code points
				Field      string
				InQuote    *bool `json:"in_quote"`
			}
		}
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		toks := Tokenize(nil, a.Text)
		quoted := make([]bool, utf8.RuneCountInString(a.Text))
		for _, q := range Quotations(a.Text, toks) {
			s := q.Span(toks)
			from := utf8.RuneCountInString(a.Text[:s.Start])
			for i := range utf8.RuneCountInString(s.Of(a.Text)) {
				quoted[from+i] = true
			}
		}
		for _, s := range a.Spans {
			if s.Field != "body" || s.InQuote == nil {
				continue
			}
			inside := 0
			for _, in := range quoted[s.Start:s.End] {
				if in {
					inside++
				}
			}
			switch got, want := 2*inside >= s.End-s.Start, *s.InQuote; {
			case got && want:
				hit++
			case got:
				wrong++
			case want:
				missed++
			}
		}
	})
	p, r := hit/(hit+wrong), hit/(hit+missed)
	f := 2 * p * r / (p + r)
	t.Logf("span is quoted: P %.3f R %.3f F1 %.3f (%.0f spans in quotations)", p, r, f, hit+missed)
	if f < floor {
		t.Errorf("F1 %.3f is below %.3f", f, floor)
	}
}

// eachLine calls f with each line of a compressed file.
func eachLine(t testing.TB, path string, f func(line []byte)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		f(in.Bytes())
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}
