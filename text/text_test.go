package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A word with room behind it is read eight bytes at a time, and must come out as one at the end of the source.
func TestRoomBehindWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.StringMatching(`[A-Zaz@\[{`+"`"+`é0]?[A-Za-z]{0,17}[A-Zéßʼ’'.,:;)?!"@/_0-]?[a-z.]{0,3}`).Draw(t, "src")
		short := Tokenize(nil, src)
		long := Tokenize(nil, src+strings.Repeat(" ", 40))
		if !slices.Equal(short, long) {
			t.Fatalf("%q alone is %v, with spaces behind it %v", src, short, long)
		}
		for _, tok := range short {
			if tok.Type != Rare && tok.Form(src) != Fold(tok.Of(src)) {
				t.Fatalf("%q in %q has the form %q", tok.Of(src), src, tok.Form(src))
			}
		}
	})
}

// bracketed writes the source with its quotations in brackets.
func bracketed(src string, toks []Token, quotes []Quotation) string {
	var b strings.Builder
	at := 0
	put := func(to int) { b.WriteString(src[at:to]); at = to }
	for i, t := range toks {
		put(t.Start)
		for _, q := range quotes {
			if q.From == i {
				b.WriteByte('[')
			}
		}
		put(t.End)
		for _, q := range quotes {
			if q.To == i+1 {
				b.WriteByte(']')
			}
		}
	}
	put(len(src))
	return b.String()
}

func TestTokenize(t *testing.T) {
	for _, want := range []string{
		"We|do|n't|know|,|it|'s|late|.",
		"Gen.|Kurilla|met|Lt.|Gen.|Eyal|Zamir|in|Washington|,|D.C.|,|at|5|p.m.|on|Jan.|5|.",
		"The|U.S.|and|U.N.-backed|R-Ky.|plan|cost|$|1,000.50|or|3.5|%|.",
		"J.|K.|Rowling|and|J.R.R.|Tolkien|, |Ph.D.|,|wrote|to|Smith|v.|Jones|.",
		"see|https://example.org/a?b=c,d|,|www.example.com|or|Example.com|'s|@desk_one|#tag|.",
		"O'Brien|’s|boys|'|club|,|rock|'|n|'|roll|,|the|'|90s|",
		"DO|N'T|ca|n’t|she|’d|'ve|I|’m|they|'re|we|'ll",
		"No.|5|said|no|.|He|left|…|then|...|gone|—|or|--|not|.",
		"Plan|B|.|So|do|I|.|Then|vitamin|C|.|The|end|.",
		"a|6|'|2|\"|man|``|quoted|''|“|x|”|(|y|)|!",
		"mail|lee@example.org|now|.",
		"Chicago|,|Ill.|,|is|ill|.|He|is|a|miss|.",
	} {
		want = strings.TrimSuffix(strings.ReplaceAll(want, ", ", ","), "|")
		src := strings.ReplaceAll(want, "|", " ")
		for _, glue := range []string{" 's", " ’s", " n't", " N'T", " n’t", " ’d", " 've", " ’m", " 're", " 'll", " .", " ,", " %"} {
			src = strings.ReplaceAll(src, glue, glue[1:])
		}
		for _, r := range [][2]string{{"$ ", "$"}, {"boys '", "boys'"}, {"' 90s", "'90s"}, {"' n '", "'n'"}, {"6 ' 2 \"", "6'2\""}, {"left …", "left…"}} {
			src = strings.ReplaceAll(src, r[0], r[1])
		}
		var got []string
		for _, tok := range Tokenize(nil, src) {
			got = append(got, tok.Of(src))
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%s\n got %s\nwant %s", src, g, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, want := range []string{
		"He met U.S. officials in the U.S. | The talks failed.",
		`"It rained. | We left. "| Lind went home. | He said "the farm is old. "| Then it rained. | "It rained," he said.`,
		`"It rained," he said. | "We left."`,
		"The U. N. said so. | He left the U. K. | The talks failed.",
		"WASHINGTON, D.C. – The bill passed.",
		"U.S. Officials Leave Harbor\n | ### U.S. Officials Shut Harbor",
		"Lt. Gen. Eyal Zamir spoke. | Mr. Vance did not.",
		"Okafor et al. reported it. | It failed in Jan. 2024. | It rose 3.5 percent.",
		"“Is anyone listening?” she asked.",
		"“It fell!” Lind shouted. | “Then it burned.”",
		"“Why?” Mayor Ana Ruiz said. | “Because,” he said.",
		"“Why now?” | The crowd left.",
		"He fell... | Then he rose.",
		"He said it was … not good.",
		"(He left.) | Then she did.",
		"1. First the list. | 2. Then the rest.",
		"No. 5 won. | Was it No. 5? | No. | It lost.",
		"She left at 5 p.m. | Police came at 6 p.m. Tuesday. | It ended.",
		"George W. Bush met J. K. Ito. | They spoke.",
		"John D. “Jay” Lind and William H. (Bill) Okafor met J.\u00a0Ito of Plan B. | “We won,” he said.",
		"He works for Acme Inc. | But she works for Beta Corp. in Ohio.",
		"“We will appeal,” said Tom Reyes. | “This is not over.”",
		"“What?” | “Nothing.”",
		"It costs $5. | $10 is too much.",
		"“... And then we left,” she said. | “We had waited. ” … [...] | It was over. \"",
		"It was a post-Oct. 7 world for Ann Lee, D-Mich. | “Nobody knew,” she said.",
		"Shame! | Shame! | Why?! | Who asked?",
		"One line\n | Another line",
	} {
		src := strings.ReplaceAll(want, "| ", "")
		toks := Tokenize(nil, src)
		var b strings.Builder
		at := 0
		for i, s := range Sentences(src, toks) {
			if i > 0 {
				b.WriteString(src[at:toks[s.From].Start] + "| ")
				at = toks[s.From].Start
			}
			b.WriteString(src[at:toks[s.To-1].End])
			at = toks[s.To-1].End
		}
		if b.String() != want {
			t.Errorf("\n got %s\nwant %s", b.String(), want)
		}
	}
}

func TestQuotations(t *testing.T) {
	for _, want := range []string{
		"[“The bridge is safe,”] Mayor Ana Ruiz said. [“We checked every bolt.”]",
		"[\"We will appeal,\"] said Tom Reyes. [\"This is not over.\"]",
		"[“He told me, [‘Get out,’] and I ran,”] Mara Koh said.",
		"The boys’ club said nothing; the girls’ coach said it was [‘unfair’].",
		"The boys' club said nothing; the girls' coach said it was ['unfair'].",
		"The 6'2\" guard said [\"he is 6'4\" now\"] and left.",
		"Back in the '90s, rock 'n' roll was [\"king of the '80s\"], he said.",
		"Senator slams [‘reckless’] budget",
		"['The boys' club is shut,'] he said, ['and it's over.']",
		"[“We waited all night.]\n\n[“No one came.”]\n\nThat was Ford.",
		"He said [\"we are tired. \"]Ann Lee left. [\"Who knows? \"]The talks failed.",
		"[‘‘It’s over,’’] he said. [‘‘Go home.’’]",
		"He said [\"I went home. ][\"We all did.\"] Then [\"no one\"].",
		"[„Nein“], sagte er. [«Non»], dit-il. [``No,''] he said.",
		"[“He said [“no”] to me,”] she said.",
		"[\"He said [\"no\"] to me,\"] she said.",
		"A 12\" pipe and [\"a plan\"].",
		"[“I had to go.]\n\n[He lied to us.]\n\n[It ended!”] He left.",
		"[“I had to go.]\n\nHe left.\n\n[“It ended!”] she said.",
		"[‘She said [“no”] and left,’] he said.",
		"It went on:\n\n[“He asked about the [“Well Plan”] of old. It was dry.]\n\n[Nobody knew of these [“wells.”] None came.]\n\n[So it ended.”] He left.",
		"[“It was dry.”]\n\nNobody knew of these [“wells.”]\n\nSo it ended.",
	} {
		src := strings.NewReplacer("[", "", "]", "").Replace(want)
		toks := Tokenize(nil, src)
		if got := bracketed(src, toks, Quotations(src, toks)); got != strings.ReplaceAll(want, " ][", "] [") {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// TestFlags writes each token with the letters of its flags: W word, C capital, A all capitals, N number,
// M mark, Q quote, s white space before, l new line, p new paragraph, n n't, c clitic, a abbreviation.
func TestFlags(t *testing.T) {
	const letters = "WCANMQslpnca"
	for _, tt := range []struct{ src, want string }{
		{"The U.S. doesn’t.", "The/WCslp U.S./WCAsa does/Ws n’t/Wnc ./M"},
		{"NATO's 3rd “A” e-mail", "NATO/WCAslp 's/Wc 3rd/WNs “/MQs A/WC ”/MQ e-mail/Ws"},
		{"Über\nIt\n\nIs @me", "Über/WCslp It/WCslp Is/WCslp @me/Ws"},
	} {
		var got []string
		for _, tok := range Tokenize(nil, tt.src) {
			s := tok.Of(tt.src) + "/"
			for i, c := range letters {
				if tok.Is(1 << i) {
					s += string(c)
				}
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.src, g, tt.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	wrapped := `The council met on Monday to hear what the engineers had found
in the piers of the bridge, and it heard nothing that it had
not been told before by people who cross the river every day.

Lind, who had welded some of those plates, said that he would
have told them for nothing. Nobody had asked him, and nobody
asked him on Monday.
`
	for _, tt := range []struct {
		name, src string
		want      int
	}{
		{"empty", "", 0},
		{"one", "One.", 1},
		{"blank lines", "One.\n\nTwo.\r\n\r\nThree.", 3},
		{"lines", "One.\nTwo.\n  Three.", 3},
		{"separators", "One.\u2029Two.\u2028Three.", 3},
		{"wrapped", wrapped, 2},
		{"wrapped, crlf", strings.ReplaceAll(wrapped, "\n", "\r\n"), 2},
		{"wrapped, one long line", wrapped + "\n" + strings.Repeat("word ", 40), 3},
		{"poem", "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you\n\nThe end of the poem is here", 5},
		{"no blank line", strings.ReplaceAll(wrapped, "\n\n", "\n"), 6},
	} {
		got := 0
		for _, tok := range Tokenize(nil, tt.src) {
			if tok.Is(NewPara) {
				got++
			}
		}
		if got != tt.want {
			t.Errorf("%s: %d paragraphs, not %d", tt.name, got, tt.want)
		}
	}
}

func TestTokenizeAppends(t *testing.T) {
	first := Tokenize(nil, "One two")
	if got := Tokenize(first, "three"); len(got) != 3 || got[2].Span != (Span{0, 5}) {
		t.Errorf("got %v", got)
	}
}
