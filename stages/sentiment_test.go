package stages

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"

	library "github.com/cdipaolo/sentiment"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/shared"
	"parallax/pipeline"
	"parallax/text"
)

// As the library is to be asked: white space and dashes as spaces.
func spaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// agree compares the layer with the library on one sentence. It returns false where no word is known.
func agree(t *testing.T, models library.Models, src string, toks []text.Token) bool {
	t.Helper()
	m, err := reviews()
	if err != nil {
		t.Fatal(err)
	}
	odds, any := m.judge(src, toks, tonesOf(m, src, toks))
	want := "negative"
	span := text.Range{To: len(toks)}.Span(toks)
	if models[library.English].Predict(spaced(span.Of(src))) == 1 {
		want = "positive"
	}
	if got := odds.label(); got != want {
		t.Errorf("%q: %s, the library says %s", span.Of(src), got, want)
	}
	if s := odds.score(); s < -1 || s > 1 || (s > 0) != (want == "positive") {
		t.Errorf("%q: %s with score %v", span.Of(src), want, s)
	}
	return any
}

func restored(t testing.TB) library.Models {
	models, err := library.Restore()
	if err != nil {
		t.Fatal(err)
	}
	return models
}

func TestSentimentIsTheLibrarys(t *testing.T) {
	models := restored(t)
	for _, s := range []string{
		"A wonderful evening.", "It was awful!", "The worst film, and/or the best.", "They don't love it.", "Isn’t it lovely?",
		"The U.S.-led talks were great.", "U.S. troops", "A well-known, much-loved actor", "bad—good", "bad - good", "bad--good",
		"\"Excellent,\" she said.", "(awful)good", "excellent.Awful", "the café's crème brûlée", "rock'n'roll", "O'Brien's dull 1990s",
		"he said:\"Great\"and left", "$5bn loss", "7.30am", "awful\tgood\u00a0great", "soft\u00adhyphen awful", "zero\u200bwidth dull",
		"http://example.com/great-film was dull", "@great #awful", "it’s", "e-mail", "non‑breaking‐hyphen", "İstanbul ÉTÉ", "dull…great",
		"dull...great", "a/b/c", "AT&T's awful", "x", "12 3", "", "—", "it's 'great' and 'dull'", "bad\x00good", "naı\u0308ve dull", "\xff\xfebad",
	} {
		agree(t, models, s, text.Tokenize(nil, s))
	}

	// Invented sentences: words of the model and unknown ones, with every kind of glue between them.
	m, err := reviews()
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"great", "awful", "dull", "wonderful", "film", "the", "boring", "love", "qqzx", "don't", "U.S.", "Trump's", "plot", "3.5", "C-3PO", "weak"}
	glue := []string{" ", " ", " ", " ", "-", "—", ", ", ". ", "/", "'", "’", "\n", "…", "\"", " (", ") ", ".", "&", "_", " – ", "\u00a0", "--"}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b strings.Builder
		for range 1 + rng.IntN(9) {
			b.WriteString(words[rng.IntN(len(words))])
			b.WriteString(glue[rng.IntN(len(glue))])
		}
		s := b.String()
		agree(t, models, s, text.Tokenize(nil, s))
	}
	if len(m.words.words) < 100_000 {
		t.Errorf("%d words", len(m.words.words))
	}
}

func TestSentimentIsTheLibrarysOnNews(t *testing.T) {
	models := restored(t)
	compared, silent := 0, 0
	eachArticle(t, shared.Path(t, "corpora", "us-news.jsonl.gz"), func(src string) bool {
		toks := text.Tokenize(nil, src)
		for _, s := range text.Sentences(src, toks) {
			if !agree(t, models, src, toks[s.From:s.To]) {
				silent++
			}
			compared++
		}
		return compared < 20_000
	})
	t.Logf("%d sentences, %d of them without a known word", compared, silent)
}

// eachArticle calls f with the text of each article of a compressed corpus while it returns true.
func eachArticle(t testing.TB, path string, f func(src string) bool) {
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
		var a struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if !f(a.Text) {
			return
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestSentimentOfSentences(t *testing.T) {
	layer := sentiment()
	p, err := pipeline.New(layer)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{Title: "Wonderful news", Text: "It was awful and boring. 12 3.\n\nA great, moving story."})
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		sentence int
		label    string
	}
	want := []row{{0, "positive"}, {1, "negative"}, {3, "positive"}}
	var got []row
	for _, s := range layer.Of(d) {
		got = append(got, row{s.Sentence, s.Label})
		if s.Model != "cdipaolo" || (s.Score > 0) != (s.Label == "positive") {
			t.Errorf("%+v", s)
		}
	}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCountSentiment(t *testing.T) {
	l, _ := hedging(t)
	p, err := pipeline.New(countSentiment(l.Sentiment, l.SentenceVoices))
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{
		Title: "Wonderful news",
		Text:  "It was awful and boring. Everyone loved the wonderful story.\n\n“It was a boring, dull, awful waste,” Ann Ruiz said.\n\nRead more: great films",
	})
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	var scores [counts.Voices]float64
	for _, s := range l.Sentiment.Of(d) {
		at := Sentences.Of(d)[s.Sentence]
		if !inside(Furniture.Of(d), at.From) {
			scores[l.SentenceVoices.Of(d)[s.Sentence].Most] += s.Score
		}
	}
	got := map[counts.Cell]bool{}
	for _, c := range row.Cells {
		if c.Feature == "sentiment/score" {
			if math.Abs(float64(c.N)-1000*scores[c.Voice]) > 2 {
				t.Errorf("%v: score %d, want %.1f", c.Voice, c.N, 1000*scores[c.Voice])
			}
			continue
		}
		got[c] = true
	}
	for _, want := range []counts.Cell{
		{Feature: "sentiment/positive", Voice: counts.Headline, N: 1},
		{Feature: "sentiment/positive", Voice: counts.Author, N: 1},
		{Feature: "sentiment/negative", Voice: counts.Author, N: 1},
		{Feature: "sentiment/negative", Voice: counts.Quoted, N: 1},
	} {
		if !got[want] {
			t.Errorf("%v is not among %v", want, got)
		}
		delete(got, want)
	}
	if len(got) > 0 {
		t.Errorf("too much: %v", got)
	}
}

func FuzzSentiment(f *testing.F) {
	f.Add("The film isn't and/or wasn’t great-ish\n—dull…")
	models := restored(f)
	m, err := reviews()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, src string) {
		toks := text.Tokenize(nil, src)
		odds, _ := m.judge(src, toks, tonesOf(m, src, toks))
		if strings.ContainsRune(src, 'ʼ') || len(toks) == 0 {
			return
		}
		if want := models[library.English].Predict(spaced(src)) == 1; (odds.label() == "positive") != want {
			t.Errorf("%q: %s", src, odds.label())
		}
	})
}

// tonesOf are what the model makes of the type of each token.
func tonesOf(m *model, src string, toks []text.Token) []wordTone {
	tones := make([]wordTone, len(toks))
	m.types.All(tones, src, toks)
	return tones
}

func BenchmarkReadModel(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readModel(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSentiment(b *testing.B) {
	var src string
	eachArticle(b, shared.Path(b, "corpora", "us-news.jsonl.gz"), func(text string) bool {
		src += text + "\n\n"
		return len(src) < 1<<20
	})
	toks := text.Tokenize(nil, src)
	sentences := text.Sentences(src, toks)
	m, err := reviews()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	tones := make([]wordTone, len(toks))
	for b.Loop() {
		m.types.All(tones, src, toks)
		for _, s := range sentences {
			m.judge(src, toks[s.From:s.To], tones[s.From:s.To])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(toks)), "ns/token")
}
