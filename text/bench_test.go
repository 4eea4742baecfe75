package text

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"parallax/internal/shared"
)

// prose is invented news, with the marks and abbreviations that cost the most.
var prose = strings.Repeat(`HARBOR CITY, Ohio — “The bridge is safe,” Mayor Ana Ruiz said on Monday. “We checked every bolt, and we'll check
them again in Jan. 2024.” The council didn’t agree: by a vote of 7-2, it asked Lt. Gov. J. K. Okafor's office for $1,250,000 to rebuild the
span, which U.S. officials had called "a matter of time" in a 48-page report.

Lind, a 62-year-old retired welder who lives near the river, wondered what had taken them so long. “Is anyone listening?” she asked.
Her neighbours' petition gathered 3.5 percent more names than last year's, according to the county clerk, who had counted them twice
before the hearing opened on Tuesday morning. He said that the families would be heard, that the money had been found, and that nobody
who crossed the bridge in the meantime ought to worry about what the engineers had written in the margins of their drawings.

`, 400)

func BenchmarkTokenize(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	b.ReportAllocs()
	var toks []Token
	for b.Loop() {
		toks = Tokenize(toks[:0], prose)
	}
}

func BenchmarkSentences(b *testing.B) {
	toks := Tokenize(nil, prose)
	b.SetBytes(int64(len(prose)))
	b.ReportAllocs()
	for b.Loop() {
		Sentences(prose, toks)
	}
}

func BenchmarkQuotations(b *testing.B) {
	toks := Tokenize(nil, prose)
	b.SetBytes(int64(len(prose)))
	b.ReportAllocs()
	for b.Loop() {
		Quotations(prose, toks)
	}
}

// BenchmarkHostile shows that no pattern costs more per byte in a text four times as long: compare the
// MB/s of each pair.
func BenchmarkHostile(b *testing.B) {
	for _, unit := range []string{
		"“", "”", "“a ", "‘a ", "'a ", "a' ", "s' ", "‘a “b ", "\"a ", "a\" ", "!", "!\" a ", "A. ", "a@", "a.a.", "a-", "_", "@_", ".", ". ", "U.S. ",
		"“a\n\n", "a”\n\n", "a\n\nb", "'' `` ", "\xff", "e\u0301", "\u0301", "👍\u200d",
	} {
		for _, size := range []int{1 << 16, 1 << 18} {
			src := strings.Repeat(unit, size/len(unit))
			b.Run(fmt.Sprintf("%q/%d", unit, size), func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				var toks []Token
				for b.Loop() {
					toks = Tokenize(toks[:0], src)
					Sentences(src, toks)
					Quotations(src, toks)
				}
			})
		}
	}
}

// BenchmarkNews runs the package on real articles, with their many types.
func BenchmarkNews(b *testing.B) {
	var texts []string
	size := 0
	eachLine(b, shared.Path(b, "corpora", "us-news.jsonl.gz"), func(line []byte) {
		var a struct{ Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, a.Text)
		size += len(a.Text)
	})
	for _, part := range []struct {
		name string
		do   func(src string, toks []Token)
	}{
		{"tokens", func(string, []Token) {}},
		{"all", func(src string, toks []Token) { Sentences(src, toks); Quotations(src, toks) }},
	} {
		b.Run(part.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			var toks []Token
			for b.Loop() {
				for _, src := range texts {
					toks = Tokenize(toks[:0], src)
					part.do(src, toks)
				}
			}
		})
	}
}
