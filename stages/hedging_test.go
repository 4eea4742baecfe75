package stages

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/shared"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/text"
)

// hedging plans the layers of this file's tests over the built-in lexicons.
func hedging(t testing.TB) (*Layers, *pipeline.Pipeline) {
	t.Helper()
	layers := layersOf(t, nil, hedgesLexicon, negationLexicon, boostersLexicon)
	p, err := pipeline.New(layers.Hedges, layers.Boosters, layers.Negations)
	if err != nil {
		t.Fatal(err)
	}
	return layers, p
}

// cuesOf returns hedges (H and their level), negations (N) and boosters (B).
func cuesOf(l *Layers, d *pipeline.Document) []lexicons.Mark {
	toks := Tokens.Of(d)
	var cues []lexicons.Mark
	for _, h := range l.Hedges.Of(d) {
		cues = append(cues, lexicons.Mark{Span: h.Span(toks), Label: fmt.Sprint("H", h.Level)})
	}
	for _, n := range l.Negations.Of(d) {
		cues = append(cues, lexicons.Mark{Span: n.Span(toks), Label: "N"})
	}
	for _, b := range l.Boosters.Of(d) {
		cues = append(cues, lexicons.Mark{Span: b.Span(toks), Label: "B"})
	}
	return cues
}

func TestCues(t *testing.T) {
	l, p := hedging(t)
	for _, marked := range []string{
		// modals, months and names
		"The drug {may|H3} help.",
		"It opens in May, or on May 5, or in late May 2024.",
		"May met the envoy; Theresa May said so in May.",
		"May to meet Modi in May",
		"Mrs. May has left.",
		"DRUG {MAY|H3} HELP PATIENTS",
		"New Drug {May|H3} Help Patients Sleep",
		"Congress shall meet, and it may propose changes.",
		"The plan {might|H3} work.",
		"The country has great military might.",
		"They feared the might of Rome.",
		"The deal {could|H3} collapse.",
		"She could {not|N} sleep, and she could see smoke.",
		"He could {never|N} dance.",
		"He ran so he could catch it.",
		"It {would|H3} {seem|H2} odd.",
		"He would often walk home.",
		"They said they would stay.",
		"You can park here, and you must have a licence.",
		"The fuse {must have|H2} failed.",
		"You should go.",

		// adverbs and adjectives
		"{Perhaps|H3} it rained.",
		"It was {probably|H2} him.",
		"He is {likely|H2} to win.",
		"A poll of likely voters and likely U.S. voters gave {no|N} answer.",
		"A {possible|H3} attack was foiled.",
		"Call as soon as possible.",
		"It is {unclear|H4} who won, and {unclear|H4} whether he did.",
		"The {alleged|H4} thief fled.",
		"Prosecutors alleged that he stole.",
		"The {so-called|H4} experts left.",

		// seeming
		"He {appears|H2} guilty.",
		"He {appeared|H2} to nod.",
		"He will appear in court and appears on television.",
		"The word appears nine times in the text.",
		"Prices {tend|H2} to rise.",
		"She tends to the garden.",
		"He is {expected|H2} to resign.",
		"He expected to win.",
		"Nine more {believed|H2} dead are {not|N} on the list.",
		"The fugitive is {believed|H2} to be abroad.",

		// belief
		"I {think|H2} it failed.",
		"They think about dinner.",
		"A think tank opened.",
		"I believe in love.",
		"The police named suspect No. 2, whom they {suspect|H2} that others know.",
		"They assumed control; she {assumed|H2} that he knew.",
		"He gave her the benefit of the doubt, yet {doubts|H4} remained.",
		"I {doubt|H4} it fell.",
		"They {reckon|H2} it fell and must reckon with the loss.",
		"He said so in {no|N} uncertain terms.",
		"They {believe|H2} it failed.",
		"We {never|N} thought he would be hit.",
		"He hopes to win.",

		// nouns and evidence
		"The data {suggest|H2} a rise.",
		"Aides suggested a pause.",
		"Okafor suggested that it failed.",
		"It will rise, suggests Ann Okafor.",
		"The case {hinted|H3} at more.",
		"There is a {chance|H3} of rain.",
		"He had a chance to speak.",
		"There was {concern that|H3} it fell, a concern that led to the sale.",
		"There was a 90% {chance|H3} his boat sank.",

		// conditions and questions
		"{If|H3} it rains, we stay.",
		"They asked if he was there.",
		"If elected, she {would|H3} cut taxes; she said she would.",
		"If you go, call me.",
		"He {looks as if|H2} he slept, as if ill.",
		"What if it fails?",
		"They will decide whether to go.",

		// numbers and degrees
		"{About|H1} 300 people came, {some|H1} 20 of them late.",
		"They talked about 300 people.",
		"A book about war went around the world.",
		"Some came early, close to the gate, and {close to|H1} 300 late.",
		"Those most eager to talk have the most to say, but {most|H1} experts say {nothing|N}.",
		"It was played fairly and cleanly, on a {fairly|H1} wet field.",
		"A rule barring trucks stays, {barring|H3} a miracle.",
		"He was {somewhat|H1} late.",
		"What kind of car is it?",
		"{Many|H1} critics fear a slump.",
		"Many people came.",

		// negations and boosters
		"He did{n't|N} go.",
		"The letter {does not|N} {suggest|H2} guilt.",
		"The minister {denied|N} the claim, and denied that he lied.",
		"Not only did he go, he sang.",
		"It is {certainly|B} true.",
		"He left the no-fly zone.",
	} {
		d := analyzedMarked(t, p, marked)
		if got := lexicons.FormatMarked(d.Text, cuesOf(l, d)); got != marked {
			t.Errorf("\n got %s\nwant %s", got, marked)
		}
	}
}

func TestScopes(t *testing.T) {
	l, p := hedging(t)
	for _, marked := range []string{
		"Ann said the drug {may help patients|H3}, but it costs more.",
		"Ann said {the bank appears to hide losses|H2}, the paper wrote.",
		"The {alleged attack|H4} took place at noon.",
		"{If it rains|H3}, the game is off.",
		"{He is likely to win|H2}, officials said.",
		"They saw {about 300 people|H1} in town.",
		"“It {may rain|H3},” he said.",
		"There is no {evidence|N}, but the case is open.",
		"He did not {see the men who ran|N}, she said.",
		"They had no evidence that {the fire was set|N}.",
		"The minister denied {the claim|N}.",
		"While he denied {the claim|N}, the board left.",
		"While not {seeking a sale|N}, the board left.",
		"It has not {answered the letter|N}, following reports of a sale.",
		"There was no {rain|N} and no {wind|N}.",
	} {
		d := analyzedMarked(t, p, marked)
		var got []lexicons.Mark
		for _, h := range l.Hedges.Of(d) {
			got = append(got, lexicons.Mark{Span: h.Scope.Span(Tokens.Of(d)), Label: fmt.Sprint("H", h.Level)})
		}
		for _, n := range l.Negations.Of(d) {
			got = append(got, lexicons.Mark{Span: n.Scope.Span(Tokens.Of(d)), Label: "N"})
		}
		if got := lexicons.FormatMarked(d.Text, got); got != marked {
			t.Errorf("\n got %s\nwant %s", got, marked)
		}
	}
}

// analyzedMarked analyzes a text without its marks.
func analyzedMarked(t *testing.T, p *pipeline.Pipeline, marked string) *pipeline.Document {
	t.Helper()
	src, _, err := lexicons.ParseMarked(marked)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{Text: src})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The cases T063 to T087 of the reference set.
func TestHedgeCases(t *testing.T) {
	l, p := hedging(t)
	type span struct {
		Type       string
		Start, End int
	}
	type sentence struct {
		ID, Cat, Text string
		Spans         []span
	}
	for _, c := range readLines[sentence](t, shared.Path(t, "reference", "cases.jsonl")) {
		if c.Cat != "hedge" && c.Cat != "neg" {
			continue
		}
		var want []lexicons.Mark
		for _, s := range c.Spans {
			switch {
			case c.ID == "T082": // marked H1 with the note that it is a booster
				want = append(want, lexicons.Mark{Span: bytesOf(c.Text, s.Start, s.End), Label: "B"})
			case s.Type == "N" && c.Cat == "neg", s.Type[0] == 'H':
				want = append(want, lexicons.Mark{Span: bytesOf(c.Text, s.Start, s.End), Label: s.Type})
			}
		}
		d, err := p.Analyze(corpus.Article{Text: c.Text})
		if err != nil {
			t.Fatal(err)
		}
		cues := cuesOf(l, d)
		if c.Cat == "hedge" { // the set marks negations only where they are the point
			cues = slices.DeleteFunc(cues, func(m lexicons.Mark) bool { return m.Label == "N" })
		}
		if got, want := lexicons.FormatMarked(c.Text, cues), lexicons.FormatMarked(c.Text, want); got != want {
			t.Errorf("%s\n got %s\nwant %s", c.ID, got, want)
		}
	}
}

// bytesOf turns offsets in code points into a span.
func bytesOf(s string, start, end int) text.Span {
	at := func(n int) int {
		for i := range s {
			if n == 0 {
				return i
			}
			n--
		}
		return len(s)
	}
	return text.Span{Start: at(start), End: at(end)}
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	var all []T
	for in.Scan() {
		var v T
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Sentence by sentence, the share of what was found that is right and of what is right that was found.
type sentenceScore struct{ hit, wrong, missed float64 }

func (s *sentenceScore) add(gold, found bool) {
	switch {
	case gold && found:
		s.hit++
	case found:
		s.wrong++
	case gold:
		s.missed++
	}
}

func (s sentenceScore) precision() float64 { return s.hit / max(1, s.hit+s.wrong) }
func (s sentenceScore) recall() float64    { return s.hit / max(1, s.hit+s.missed) }
func (s sentenceScore) f1() float64 {
	return 2 * s.precision() * s.recall() / max(1e-9, s.precision()+s.recall())
}

func (s sentenceScore) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (gold %.0f)", s.precision(), s.recall(), s.f1(), s.hit+s.missed)
}

type goldSentence struct {
	ID, Text  string
	Uncertain bool
	Spans     []goldSpan
}

type goldSpan struct {
	Type, ID, Ref, Class string
	Start, End           int
}

// Uncertain sentences of news, by the definition of score.py: any cue that is not of a number or a crowd. A
// downtoner alone counts there as well, though the codebook leaves the sentence certain.
func TestHedgingNews(t *testing.T) {
	const floor = .85
	l, p := hedging(t)
	var asScored, asCoded sentenceScore
	for _, g := range readLines[goldSentence](t, shared.Path(t, "gold", "hedging_news.jsonl")) {
		d, err := p.Analyze(corpus.Article{Text: g.Text})
		if err != nil {
			t.Fatal(err)
		}
		scored, coded := false, false
		for _, h := range l.Hedges.Of(d) {
			scored = scored || h.Class != approximator && h.Class != quantifier
			coded = coded || h.MakesUncertain()
		}
		asScored.add(g.Uncertain, scored)
		asCoded.add(g.Uncertain, coded)
		if os.Getenv("SHOW") != "" && (scored != g.Uncertain) {
			t.Logf("%s gold %v: %s", g.ID, g.Uncertain, lexicons.FormatMarked(g.Text, cuesOf(l, d)))
		}
	}
	t.Logf("uncertain sentences as score.py has it: %v", asScored)
	t.Logf("uncertain sentences as the codebook has it: %v", asCoded)
	if asScored.f1() < floor || asCoded.f1() < floor {
		t.Errorf("F1 is below %.2f", floor)
	}
}

// Other genres mark other cues ("or" in BioScope, "if" in product reviews): for information.
func TestHedgingElsewhere(t *testing.T) {
	l, p := hedging(t)
	for _, name := range []string{"bioscope.jsonl.gz", "sfu_review_spec.jsonl.gz"} {
		var sentences sentenceScore
		var hedgeScope, negationScope scopeScore
		for _, g := range readLines[goldSentence](t, shared.Path(t, "gold", name)) {
			d, err := p.Analyze(corpus.Article{Text: g.Text})
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, h := range l.Hedges.Of(d) {
				found = found || h.MakesUncertain()
				hedgeScope.add(d, g, "hedge_cue", h.Range, h.Scope)
			}
			for _, n := range l.Negations.Of(d) {
				last := text.Range{From: n.To - 1, To: n.To} // "did not": the gold marks "not"
				negationScope.add(d, g, "negation_cue", last, text.Range{From: min(last.From, n.Scope.From), To: n.Scope.To})
			}
			sentences.add(g.Uncertain, found)
		}
		t.Logf("%-24s uncertain sentences: %v", name, sentences)
		if hedgeScope.n == 0 { // scopes that name no cue cannot be compared
			continue
		}
		t.Logf("%-24s scope of cues that are right: hedges %v, negations %v", name, hedgeScope, negationScope)
	}
}

// A scopeScore compares scopes, cues included, where the cue holds the right word.
type scopeScore struct{ n, exact, both, found, gold float64 }

func (s scopeScore) String() string {
	p, r := s.both/max(1, s.found), s.both/max(1, s.gold)
	return fmt.Sprintf("exact %.3f token F1 %.3f (%.0f)", s.exact/max(1, s.n), 2*p*r/max(1e-9, p+r), s.n)
}

func (s *scopeScore) add(d *pipeline.Document, g goldSentence, kind string, cue, scope text.Range) {
	toks := Tokens.Of(d)
	at := cue.Span(toks).Start
	for _, c := range g.Spans {
		marked := bytesOf(g.Text, c.Start, c.End)
		if c.Type != kind || at < marked.Start || at >= marked.End {
			continue
		}
		scope.From = min(scope.From, sort.Search(len(toks), func(i int) bool { return toks[i].Start >= marked.Start }))
		for _, gold := range g.Spans {
			if gold.Type != "scope" || gold.ID != c.Ref {
				continue
			}
			whole := bytesOf(g.Text, gold.Start, gold.End)
			same := true
			for i, t := range toks {
				if !t.Is(text.Word) {
					continue
				}
				in, want := scope.Has(i), whole.Start <= t.Start && t.End <= whole.End
				same = same && in == want
				if in && want {
					s.both++
				}
				if in {
					s.found++
				}
				if want {
					s.gold++
				}
			}
			s.n++
			if same {
				s.exact++
			}
			return
		}
	}
}

func TestHedgesOfUnknownLevelAreRefused(t *testing.T) {
	m, err := lexicons.Compile(&lexicons.Lexicon{Name: "hedges", Concepts: []lexicons.Concept{
		{Name: "modal", Variants: []lexicons.Variant{{Name: "vague", Terms: []lexicons.Term{{Pattern: "may"}}}}},
		{Name: "mood", Variants: []lexicons.Variant{{Name: "slight", Terms: []lexicons.Term{{Pattern: "might"}}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.New(New(m, nil).Hedges)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Analyze(corpus.Article{Text: "It may rain."})
	for _, part := range []string{`unknown level "vague"; levels are slight`, `unknown class "mood"; classes are [modal `} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error %v lacks %s", err, part)
		}
	}
}

func TestCountHedges(t *testing.T) {
	l, _ := hedging(t)
	p, err := pipeline.New(countHedges(l.Hedges, l.Boosters, l.Negations, l.Voices, l.SentenceVoices))
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{
		ID: "a", Outlet: "o", Title: "Vote may slip",
		Text: "The bridge may have failed, and it may fall. About 300 people left.\n\nCertainly nobody was hurt.\n\nRead more: It may rain",
	})
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, c := range row.Cells {
		got[c.Voice.String()+" "+string(c.Feature)] = c.N
	}
	for cell, n := range map[string]int64{
		"headline hedge/modal": 1, "headline hedge/level/3": 1, "headline sentences/hedged": 1,
		"author hedge/modal": 2, "author hedge/level/3": 2, "author hedge/approximator": 1, "author hedge/level/1": 1, "author sentences/hedged": 1,
		"author booster": 1, "author sentences/boosted": 1,
	} {
		if got[cell] != n {
			t.Errorf("%s: %d, want %d (of %v)", cell, got[cell], n, got)
		}
	}
	for _, e := range row.Evidence {
		field := d.Text
		if e.Voice == counts.Headline {
			field = d.Title
		}
		if r := []rune(field); e.End > len(r) || e.Start >= e.End || !strings.Contains(e.Sentence, string(r[e.Start:e.End])) {
			t.Errorf("evidence %+v", e)
		}
	}
}

func FuzzCues(f *testing.F) {
	l, p := hedging(f)
	f.Add("Ann may", "It may, or “could not”, be; but no doubt about 300 (if…) appear")
	f.Add("", "May")
	f.Fuzz(func(t *testing.T, title, body string) {
		d, err := p.Analyze(corpus.Article{Title: title, Text: body})
		if err != nil {
			t.Fatal(err)
		}
		toks := Tokens.Of(d)
		check := func(cue, scope text.Range) {
			s := sentenceAt(Sentences.Of(d), cue.From)
			if cue.From >= cue.To || cue.To > s.To || scope.From < s.From || scope.To > s.To || scope.From > scope.To {
				t.Errorf("cue %v with scope %v in sentence %v of %d tokens", cue, scope, s, len(toks))
			}
		}
		for _, h := range l.Hedges.Of(d) {
			check(h.Range, h.Scope)
			if h.Scope.From > h.From || h.Scope.To < h.To {
				t.Errorf("scope %v leaves out its cue %v", h.Scope, h.Range)
			}
		}
		for _, n := range l.Negations.Of(d) {
			check(n.Range, n.Scope)
		}
		for _, b := range l.Boosters.Of(d) {
			check(b, b)
		}
	})
}

func BenchmarkHedging(b *testing.B) {
	l, p := hedging(b)
	var src string
	eachArticle(b, shared.Path(b, "corpora", "us-news.jsonl.gz"), func(text string) bool {
		src += text + "\n\n"
		return len(src) < 1<<20
	})
	d, err := p.Analyze(corpus.Article{Text: src})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, run := range []func(*pipeline.Document) error{
			func(d *pipeline.Document) error { _, err := l.Negations.Run(d); return err },
			func(d *pipeline.Document) error { _, err := l.Hedges.Run(d); return err },
			func(d *pipeline.Document) error { _, err := l.Boosters.Run(d); return err },
		} {
			if err := run(d); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(Tokens.Of(d))), "ns/token")
}

// A text without sentences must not take time by the square of its length.
func TestCuesOfEndlessSentence(t *testing.T) {
	l, p := hedging(t)
	const n = 100_000
	d, err := p.Analyze(corpus.Article{Text: strings.Repeat("may not if “May “ could ", n/4)})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range l.Hedges.Of(d) {
		if h.Scope.Len() > 2*sight+h.Len() {
			t.Fatalf("scope of %d tokens", h.Scope.Len())
		}
	}
}
