package stages

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/counts"
	"parallax/pipeline"
	"parallax/text"
)

// In the sentences below, marks say whose words they are around: [q|quoted], [i|indirect], [s|scare], [h|headline]; the rest
// are the author's.
var voiceLabels = map[string]counts.Voice{"q": counts.Quoted, "i": counts.Indirect, "s": counts.Scare, "h": counts.Headline}

var voicedSentences = []struct{ title, marked string }{
	{"", `[q|“The orchard is poisoned,”] Lena Park said.`},
	{"", `Lena Park said [i|that the orchard was] [q|“poisoned”].`},
	{"", `[i|The orchard is poisoned], the ministry said.`},
	{"", `According to the filings, [i|the orchard is poisoned].`},
	{"", `The [s|“miracle”] orchard was sold.`},
	{"", `The so-called [s|miracle] was sold.`},
	{"", `She read from “The Poisoned Orchard” in the square.`},
	{"", `The word [q|“poison”] stands on the gate.`},
	{"", `The fruit, dubbed [q|“red poison”], was sold.`},
	{"", `The gate bears the line [q|“here the water runs backwards always”] in white.`},
	{"", "Park spoke.\n\n[q|“The water is bad.]\n\n[q|“The orchard is poisoned,”] she said."},
	{`[h|Minister slams] [s|“reckless”] [h|sale]`, `The minister left.`},
	{`[h|Orchard is poisoned, says farmer]`, `The farmer left.`},
}

func TestVoices(t *testing.T) {
	for _, f := range finders {
		t.Run(f.name, func(t *testing.T) { testVoices(t, testLayersWith(t, f.model)) })
	}
}

func testVoices(t *testing.T, layers *Layers) {
	p, err := pipeline.New(layers.Voices)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range voicedSentences {
		title, inTitle := unmark(t, c.title)
		body, inBody := unmark(t, c.marked)
		d := analyzed(t, p, "voiced", "", title, body)
		var want, got []string
		for i, tok := range Tokens.Of(d) {
			if !tok.Is(text.Word) {
				continue
			}
			spans, at := inBody, tok.Start-d.Body
			if tok.Start < d.Body {
				spans, at = inTitle, tok.Start
			}
			voice := counts.Author
			for label, marked := range spans {
				for _, s := range marked {
					if s.Start <= at && at < s.End {
						voice = voiceLabels[label]
					}
				}
			}
			want = append(want, tok.Of(d.Source)+" "+voice.String())
			got = append(got, tok.Of(d.Source)+" "+layers.Voices.Of(d)[i].String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s\n%s", c.title, c.marked, diff)
		}
	}
}

// TestCountsByVoice holds the counters to an article whose every count can be checked by hand.
func TestCountsByVoice(t *testing.T) {
	layers := testLayers(t)
	p, err := pipeline.New(countWords(layers.SentenceVoices), countAttributions(layers.Attributions, layers.Propositions, layers.Voices))
	if err != nil {
		t.Fatal(err)
	}
	d := analyzed(t, p, "counted", "", "Orchard sold", strings.Join([]string{
		"Lena Park said the orchard was sold.",
		"“Nobody told us of the sale,” she said.",
		"Read more",
	}, "\n\n"))
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	want := []counts.Cell{
		{Feature: "attribution", Voice: counts.Author, N: 2},
		{Feature: "attribution/factuality/certain", Voice: counts.Author, N: 2},
		{Feature: "attribution/kind/direct", Voice: counts.Author, N: 1},
		{Feature: "attribution/kind/indirect", Voice: counts.Author, N: 1},
		{Feature: "attribution/level/reporting", Voice: counts.Author, N: 2},
		{Feature: "attribution/polarity/negative", Voice: counts.Author, N: 1}, // nobody told us
		{Feature: "attribution/polarity/positive", Voice: counts.Author, N: 1},
		{Feature: "attribution/source/named_person", Voice: counts.Author, N: 2},
		{Feature: "attribution/stance/neutral", Voice: counts.Author, N: 2},
		{Feature: "attribution/strength/4", Voice: counts.Author, N: 1},
		{Feature: "attribution/strength/5", Voice: counts.Author, N: 1},
		{Feature: "tokens", Voice: counts.Author, N: 5},
		{Feature: "sentences", Voice: counts.Headline, N: 1},
		{Feature: "tokens", Voice: counts.Headline, N: 2},
		{Feature: "sentences", Voice: counts.Indirect, N: 1},
		{Feature: "tokens", Voice: counts.Indirect, N: 4},
		{Feature: "sentences", Voice: counts.Quoted, N: 1},
		{Feature: "tokens", Voice: counts.Quoted, N: 6},
	}
	if diff := cmp.Diff(want, row.Cells); diff != "" {
		t.Error(diff)
	}
	rules := map[counts.Feature]string{}
	for _, e := range row.Evidence {
		rules[e.Feature] = e.Rule
	}
	if len(row.Evidence) != 11 || rules["attribution/kind/indirect"] != "forward: said" || rules["attribution/kind/direct"] != "parenthetical: said" {
		t.Errorf("evidence: %+v", row.Evidence)
	}
	speaker := layers.Attributions.Of(d)[1].Speaker
	if speaker != "Lena Park" {
		t.Errorf("she is %q, want Lena Park", speaker)
	}
}

// TestBlockQuotations: a paragraph after "he wrote:" is quoted without marks; after any other colon it is not, nor where it has
// marks of its own.
func TestBlockQuotations(t *testing.T) {
	layers := testLayers(t)
	p, err := pipeline.New(layers.Voices)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Max Lind wrote on his page:\n\nThe well is dry. Nobody cares.\n\nIt rained.", "The well is dry. Nobody cares."},
		{"The talks had one aim:\n\nThe well must not run dry.", ""},
		{"Max Lind wrote:\n\n“The well is dry,” he said.", ""},
		{"He said:\n\nThe “old well” is dry now.", ""},
		{"Max Lind wrote:\n\nThe well is dry:\n\nIt rained all day.", ""},
	} {
		d := analyzed(t, p, "block", "", "", c.text)
		var got string
		for _, b := range BlockQuotations.Of(d) {
			got += b.Span(Tokens.Of(d)).Of(d.Source)
			if v := layers.Voices.Of(d)[b.From]; v != counts.Quoted {
				t.Errorf("%q: voice %v", c.text, v)
			}
		}
		if got != c.want {
			t.Errorf("%q: block %q, want %q", c.text, got, c.want)
		}
	}
}
