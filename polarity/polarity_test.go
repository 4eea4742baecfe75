package polarity

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parallax/internal/shared"
	"parallax/text"
)

// judge judges the target that stands in brackets.
func judge(t testing.TB, m *Model, marked string) Judgement {
	t.Helper()
	before, rest, _ := strings.Cut(marked, "[")
	target, after, found := strings.Cut(rest, "]")
	if !found {
		t.Fatalf("%q: no target in brackets", marked)
	}
	src := before + target + after
	toks := text.Tokenize(nil, src)
	i, at := Locate([]text.Sentence{{Range: text.Range{To: len(toks)}}}, toks, text.Span{Start: len(before), End: len(before) + len(target)})
	if i < 0 {
		t.Fatalf("%q: no token in the target", marked)
	}
	return m.Judge(src, toks, at)
}

// What a reader takes from the sentence, in words that are not those of the gold.
func TestNewsReadsWhoDoesWhatToWhom(t *testing.T) {
	for _, c := range []struct {
		sentence string
		want     string // classes that are right
	}{
		{"[Ruiz] bravely defied the corrupt board.", "positive"},
		{"Ruiz bravely defied [the corrupt board].", "negative"},
		{"Critics accused [Ruiz] of lying.", "negative"},
		{"[Critics] accused Ruiz of lying.", "neutral"},
		{"[Lee] did not fail the exam.", "positive neutral"},
		{"Lee defended [Ruiz] against unfair attacks.", "positive"},
		{"[Lee] defended Ruiz against unfair attacks.", "positive neutral"},
		{"Unlike the reckless [Dale], Ruiz kept her word.", "negative"},
		{"Unlike the reckless Dale, [Ruiz] kept her word.", "positive"},
		{"[Ruiz] met Dale in Paris.", "neutral"},
		{"Ruiz met [Dale] in Paris.", "neutral"},
		{"The mayor praised [Okafor] for her courage.", "positive"},
		{"The mayor condemned [Okafor] as a liar.", "negative"},
		{"[Okafor] was convicted of fraud.", "negative"},
		{"[Okafor], a veteran of the council, was convicted of fraud.", "negative"},
	} {
		if got := judge(t, News(), c.sentence).Class().String(); !strings.Contains(c.want, got) {
			t.Errorf("%s: %s, want %s", c.sentence, got, c.want)
		}
	}
}

// Names make no difference: not the target's, nor others'.
func TestNewsIsBlindToNames(t *testing.T) {
	want := judge(t, News(), "On Monday the mayor blamed [Ruiz] for what Okafor had done.")
	for _, names := range [][2]string{{"Trump", "Obama"}, {"Hillary Clinton", "Vladimir Putin"}, {"Israel", "Hamas"}, {"Zqx", "Ó Cuív"}} {
		if got := judge(t, News(), fmt.Sprintf("On Monday the mayor blamed [%s] for what %s had done.", names[0], names[1])); got != want {
			t.Errorf("%v: %v, as Ruiz and Okafor %v", names, got, want)
		}
	}
}

func check(t interface{ Errorf(string, ...any) }, j Judgement) {
	sum := 0.
	for _, p := range j {
		if !(p >= 0 && p <= 1) {
			t.Errorf("%v: not probabilities", j)
		}
		sum += p
	}
	if math.Abs(sum-1) > 1e-9 || math.Abs(j.Score()) > 1 {
		t.Errorf("%v: sum %v, score %v", j, sum, j.Score())
	}
}

func TestNewsOnBadInput(t *testing.T) {
	filler := strings.Repeat("wonderful awful lies ", 7000)
	for _, s := range []string{"[x]", "[!]", "12 [3.5] %", "— [—] —", "THE MAYOR CONDEMNED [OKAFOR] AS A LIAR", "[" + filler + "]", filler + "[Ruiz] " + filler, "\xff[\xfe]"} {
		check(t, judge(t, News(), s))
	}
	if got := judge(t, News(), "THE MAYOR CONDEMNED [OKAFOR] AS A LIAR.").Class(); got != Negative {
		t.Errorf("in capitals: %v", got)
	}
	// What stands beyond its reach makes no difference, so that a long sentence costs no more than another.
	if a, b := judge(t, News(), filler+"[Ruiz] "+filler), judge(t, News(), "nice! "+filler+"[Ruiz] "+filler+" nice"); a != b {
		t.Errorf("%v, %v", a, b)
	}
}

func TestJudgementsAreProbabilities(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("Ruiz the blamed not but “ ” , . unlike by was great corrupt never 12 O'Brien don't said against who"))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 30).Draw(t, "words")
		src := strings.Join(words, " ")
		toks := text.Tokenize(nil, src)
		from := rapid.IntRange(0, len(toks)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(toks)).Draw(t, "to")
		check(t, News().Judge(src, toks, text.Range{From: from, To: to}))
	})
}

func TestAbstains(t *testing.T) {
	for _, c := range []struct {
		j    Judgement
		want Class
	}{
		{Judgement{.39, .3, .31}, Neutral}, {Judgement{.41, .3, .29}, Negative}, {Judgement{.1, .3, .6}, Positive},
		{Judgement{.45, .1, .45}, Negative}, {Judgement{0, 1, 0}, Neutral}, {Judgement{.3, .4, .3}, Neutral},
	} {
		if got := c.j.Class(); got != c.want {
			t.Errorf("%v: %v, want %v", c.j, got, c.want)
		}
	}
}

// An invented gold: the verb decides.
func invented() (all []Example) {
	for i := range 200 {
		for class, verb := range []string{"blamed", "met", "praised"} {
			src := fmt.Sprintf("The mayor %s Ruiz on day %d of the fair.", verb, i)
			at := strings.Index(src, "Ruiz")
			all = append(all, Example{fmt.Sprint("article ", i), src, text.Span{Start: at, End: at + 4}, Class(class)})
		}
	}
	return all
}

func TestTrainIsDeterministic(t *testing.T) {
	var learnt *Model
	file := shared.SameBytes(t, func() (_ []byte, err error) {
		if learnt, err = Train(invented()); err != nil {
			return nil, err
		}
		return learnt.Bytes(), nil
	})
	again, err := ReadModel(string(file))
	if err != nil {
		t.Fatal(err)
	}
	for class, verb := range []string{"blamed", "met", "praised"} {
		s := "A teacher " + verb + " [Dale] in town."
		if got := judge(t, again, s); got.Class() != Class(class) || got != judge(t, learnt, s) {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// Half the labels of one verb are turned at random: the probabilities must say so.
func TestTrainCalibrates(t *testing.T) {
	all := invented()
	for i := range all {
		if all[i].Class == Negative && i%2 == 0 {
			all[i].Class = Neutral
		}
	}
	m, err := Train(all)
	if err != nil {
		t.Fatal(err)
	}
	if p := judge(t, m, "The mayor blamed [Ruiz] on day 5 of the fair.")[Negative]; p < .4 || p > .6 {
		t.Errorf("of a coin: %.2f", p)
	}
}

func TestTrainErrors(t *testing.T) {
	src := "Ruiz lied."
	one := Example{"a", src, text.Span{End: 4}, Negative}
	for HeldOut(one.Article) {
		one.Article += "a"
	}
	unplaced := one
	unplaced.Target = text.Span{}
	for _, examples := range [][]Example{nil, {unplaced}} {
		if _, err := Train(examples); err == nil {
			t.Errorf("%v: no error", examples)
		}
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add(embedded)
	f.Add(magic)
	f.Add(magic + strings.Repeat("\x00", 8))
	f.Add(magic + "\x00\x00\x00\x00\x00\x00\xf0\x3f" + "\x01\x00\x00\x00\x02\x00\x03\x00")
	f.Fuzz(func(t *testing.T, file string) {
		m, err := ReadModel(file)
		if err == nil && string(m.Bytes()) != file {
			t.Error("read, but written otherwise")
		}
	})
}

func TestModelIsSmall(t *testing.T) {
	if n := len(embedded); n > 4<<20 {
		t.Errorf("%d bytes, want at most 4 MB", n)
	}
}

var benchmarked = []string{
	"The mayor, who had been accused of lying to the council, praised [Ruiz] on Monday for a brave and honest speech.",
	"Critics said that [the company] had ignored repeated warnings, but its chairman denied any wrongdoing.",
	"[Okafor] met officials from three countries in Geneva to talk about grain, fuel and the price of both.",
}

// BenchmarkNews and BenchmarkVADER judge the same sentences.
func BenchmarkNews(b *testing.B) {
	type example struct {
		src  string
		toks []text.Token
		at   text.Range
	}
	var all []example
	for _, s := range benchmarked {
		judge(b, News(), s)
		src := strings.NewReplacer("[", "", "]", "").Replace(s)
		toks := text.Tokenize(nil, src)
		from := strings.Index(s, "[")
		_, at := Locate([]text.Sentence{{Range: text.Range{To: len(toks)}}}, toks, text.Span{Start: from, End: strings.Index(s, "]") - 1})
		all = append(all, example{src, toks, at})
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e := all[i%len(all)]
		News().Judge(e.src, e.toks, e.at)
	}
}

// BenchmarkNewsFromText divides the sentence into tokens first, which in a run is done anyway.
func BenchmarkNewsFromText(b *testing.B) {
	judge(b, News(), benchmarked[0])
	var sources []string
	for _, s := range benchmarked {
		sources = append(sources, strings.NewReplacer("[", "", "]", "").Replace(s))
	}
	var toks []text.Token
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		src := sources[i%len(sources)]
		toks = text.Tokenize(toks[:0], src)
		News().Judge(src, toks, text.Range{From: 3, To: 4})
	}
}

func BenchmarkVADER(b *testing.B) {
	var sources []string
	for _, s := range benchmarked {
		sources = append(sources, strings.NewReplacer("[", "", "]", "").Replace(s))
	}
	VADER(sources[0])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		VADER(sources[i%len(sources)])
	}
}
