package stages

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
)

// aboutSides are two sides whose names are invented.
var aboutSides = lexiconOf(sidesLexicon,
	conceptOf("Sorin", "Sorin", "Sorini*", "the Guard", "guards|guardsmen", "harvest festival", "May (raid|massacre)", "on the (1st|first) of May"),
	conceptOf("Velia", "Velia", "Velian*", "Free Velia Front", "Upper Valley", "Lomar"))

// In each sentence the words of the concept deaths are marked with the side that they are about, - for none.
var aboutSentences = map[string][]string{
	"subject of a passive": {
		"Forty Velians were {killed|Velia} on Monday.",
		"Three Sorini guards have been {killed|Sorin} in Velia.",
		"More than 40 Velians {killed|Velia} in two days, ministry says.",
		"At least nine guardsmen were {shot dead|Sorin} by gunmen.",
		"Two members of the Free Velia Front had been {killed|Velia} before the truce.",
		"Dozens of Velians are feared {dead|Velia}.",
		"The number of Velians {killed|Velia} climbs every day.",
	},
	"subject of a verb without object": {
		"Nine Sorinis {died|Sorin} when the bridge fell.",
		"Some Velian civilians {died|Velia} of thirst.",
		"Three guards have been confirmed {dead|Sorin} by the army of Sorin.",
	},
	"agent": {
		"Forty people were {killed|Velia} by Sorini troops.",
		"He was {murdered|Sorin} by members of the Free Velia Front at his home.",
		"A woman was {shot dead|Velia} by a Sorini settler.",
	},
	"circumstance": {
		"Forty people were {killed|Velia} in Sorini air strikes.",
		"Nine villagers {died|Sorin} in an attack by the Free Velia Front.",
		"Nine people were {killed|Sorin} in a rocket attack on northern Sorin.",
		"Hundreds have been {killed|Velia} in Velia since spring.",
		"Two people were {killed|Sorin} when Velian gunmen stormed the post.",
		"Forty people have been {killed|Velia} in Lomar since the Velian attacks.",
		"A teacher was {killed|Sorin} at the harvest festival.",
	},
	"fronted": {
		"In Velia, more than forty people have been {killed|Velia}.",
		"After a Velian raid on Sorin, nine people were {dead|Sorin}.",
		"Sorin has bombed Velia for a week, and forty people have {died|Velia}.",
		"An attack by Velian gunmen, in which nine people were {killed|Sorin}, began the war.",
	},
	"object": {
		"The army {killed|Velia} forty Velians.",
		"Gunmen {killed|Sorin} nine people in Sorin and took others to Velia.",
		"A strike {killed|Velia} at least four Velian children.",
		"It is accused of {murdering|Sorin} Sorini teachers.",
	},
	"doer": {
		"Sorin {killed|Velia} forty people.",
		"A Sorini air strike {killed|Velia} six people.",
		"The Free Velia Front {murdered|Sorin} nine farmers.",
		"Velian gunmen crossed the river, {killing|Sorin} nine people.",
		"The Velian raid, which {killed|Sorin} nine people, came at dawn.",
		"The Sorini army says that it {killed|Velia} two commanders.",
		"Velian fighters have left nine people {dead|Sorin}.",
	},
	"of": {
		"The {deaths|Velia} of forty Velians were mourned in Sorin.",
		"Sorin condemned the {murder|Sorin} of nine Sorinis by Velians.",
		"They found the {bodies|Sorin} of two guards in Velia.",
	},
	"owner": {
		"Velian {deaths|Velia} rose again.",
		"Velia's {death toll|Velia} is now above forty.",
		"Sorini {casualties|Sorin} were light.",
		"The Velian {massacre|Sorin} was condemned.",
		"The harvest festival {massacre|Sorin} was condemned.",
		"Velia has yet to answer for the May {massacre|Sorin}.",
		"The Lomar {massacre|Velia} was condemned.",
		"The Lomar {killings|Velia} went on for days.",
		"Nine people were {killed|Velia} in the Lomar massacre.",
		"The Free Velia Front {massacre|Sorin} was condemned.",
		"Lomar's {massacre|Sorin} was condemned.",
	},
	"head": {
		"Pictures of {dead|Velia} Velian children were shown.",
	},
	"speakers are not victims": {
		"The Velian ministry of health says forty people were {killed|Velia} in Lomar.",
		"Nine guards were {killed|Sorin} in the north, Velian officials said.",
		"Forty people were {killed|Velia} in the Upper Valley, according to the Sorini army.",
	},
	"places and what stands on them": {
		"Forty people were {killed|Velia} in a Lomar hospital blast.",
		"Nine people {died|Velia} in Lomar. The Lomar strikes {killed|Velia} two doctors.",
		"Sorin entered Lomar and {killed|Velia} nine people.",
		"Velian gunmen entered Sorin on Monday, {killing|Sorin} nine.",
	},
	"what came before": {
		"Sorin bombed the coast in response to Velian attacks, in which nine people were {killed|Sorin}.",
		"Nine people were {killed|-} since the Velian attacks began.",
		"Around 50 Velians were {killed|Velia} in the raids.",
		"To date 40 Velians have been {killed|Velia} by shells.",
		"Two guards, aged 20 and 26, were {killed|Sorin} in Velia.",
		"Forty Velians - most of them farmers - have {died|Velia}.",
		"The raid by Velian gunmen, which officials say {killed|Sorin} nine people, came at dawn.",
	},
	"institutions only speak": {
		"The Velian health ministry, run by the Free Velia Front, says forty people were {killed|Velia}.",
		"The Velian ministry of health said that nine people had been {killed|Velia}.",
	},
	"the sentence before": {
		"A Sorini strike hit the school. Nine people were {killed|Velia}.",
		"Forty Velians were {killed|Velia}. Many of the {dead|Velia} were children.",
		"Velian gunmen raided Sorin on Monday. They {murdered|Sorin} nine people.",
		"A strike hit the school. Nine people were {killed|-}.",
	},
	"third nations": {
		"Sorin was said to be angry when an Arvenian general was {killed|-} abroad.",
		"Sorini strikes {killed|-} nine people in Albania.",
		"In Albania, nine people were {killed|-} by Sorini strikes.",
		"Nine Velians were {killed|Velia} in Albania.",
		"An Arvenian general was {killed|-} in a Sorini strike.",
		"A Sorini strike {killed|-} an Arvenian journalist in Lomar.",
		"A Sorini strike {killed|-} seven workers of an Arvenian charity.",
		"The {killing|-} of an Arvenian reporter by Sorini guardsmen was condemned.",
		"The {assassination|-} of Anna Tor by a Sorini guardsman was condemned.",
		"A soldier {killed|Velia} a Velian Arvenian reporter.",
		"Sorini strikes {killed|-} Albania's general.",
		"Nine Arvenian citizens were {killed|Sorin} in the Velian attack on Sorin.",
		"Velian gunmen crossed into Sorin from Lomar {killing|Sorin} at least nine people.",
		"Arvenian guards were {killed|-} on the road.",
		"Nine Arvenian border guards were {killed|-}.",
		"Two Velians and one Arvenian were {killed|Velia}.",
	},
	"both sides": {
		"Many Sorinis and Velians were {killed|-} in the war.",
		"Shells {killed|-} nine people in Sorin and Velia.",
		"Velian gunmen {killed|Sorin} nine people and kidnapped Velians.",
	},
	"none": {
		"Forty people were {killed|-} on Monday.",
		"The pro-Velian march remembered all the {dead|-}.",
		"They had {died|-} of old age.",
	},
}

func aboutLayers(t testing.TB) *Layers {
	return layersOf(t, aboutSides, "conflict", attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon)
}

// sidesOf returns of each term of a concept in a text the side that it is about, with the rule, by the term's words.
func sidesOf(t testing.TB, layers *Layers, a corpus.Article, concept string) map[string]string {
	t.Helper()
	p, err := pipeline.New(layers.Terms)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(a)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, term := range layers.Terms.Of(d) {
		if layers.Lexicons.Entries()[term.Entry].Concept != concept {
			continue
		}
		side := "-"
		if term.Side != "" {
			side = term.Side + " (" + term.Why.Rule + ")"
		}
		found[term.Span(Tokens.Of(d)).Of(d.Source)] = side
	}
	return found
}

// checkSides holds the sides of a concept's terms against marked text.
func checkSides(t *testing.T, layers *Layers, concept, marked string) {
	t.Helper()
	src, marks, err := lexicons.ParseMarked(marked)
	if err != nil {
		t.Fatal(err)
	}
	got := sidesOf(t, layers, corpus.Article{ID: "a", Text: src}, concept)
	for _, m := range marks {
		word := m.Of(src)
		if !strings.HasPrefix(got[word], m.Label) {
			t.Errorf("%s\n%q: got %q, want %q", src, word, got[word], m.Label)
		}
	}
}

func TestAbout(t *testing.T) {
	layers := aboutLayers(t)
	for rule, sentences := range aboutSentences {
		t.Run(rule, func(t *testing.T) {
			for _, marked := range sentences {
				checkSides(t, layers, "deaths", marked)
			}
		})
	}
}

// Words about those who act, and about things, look for owners and doers.
func TestAboutActorsAndThings(t *testing.T) {
	own := &lexicons.Lexicon{Name: "mine", Concepts: []lexicons.Concept{conceptOf("harm", "attack*|strike|strikes|shelled"), conceptOf("hardship", "hunger|homes")}}
	own.Concepts[0].Referent = actor
	layers := layersOver(t, []*lexicons.Lexicon{own, aboutSides}, attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon)
	for concept, sentences := range map[string][]string{
		"harm": {
			"Sorini {strikes|Sorin} went on.",
			"The {attacks|Velia} on Sorin went on.",
			"Sorin {shelled|Sorin} the coast.",
			"The town was {attacked|Velia} by Velians.",
			"Guardsmen were {attacked|Velia} at noon.",
			"The {attack|-} came at noon.",
		},
		"hardship": {
			"Velian {homes|Velia} burned.",
			"The {homes|Velia} of Velians burned.",
			"There is {hunger|Velia} in Lomar.",
			"Sorin saw that there was {hunger|-} abroad.",
		},
	} {
		for _, marked := range sentences {
			checkSides(t, layers, concept, marked)
		}
	}
}

// A word in the first sentence may be told by the headline.
func TestAboutHeadline(t *testing.T) {
	layers := aboutLayers(t)
	for title, want := range map[string]string{
		"Sorini strikes on Lomar":                   "Velia (headline)",
		"Velians mourn":                             "-",
		"Sorini strikes on Lomar, attacks on Sorin": "-",
	} {
		if got := sidesOf(t, layers, corpus.Article{ID: "a", Title: title, Text: "Nine people were killed."}, "deaths")["killed"]; got != want {
			t.Errorf("%s: got %s, want %s", title, got, want)
		}
	}
}

// Where the config names more than two sides, the one against a side is the other that the sentence names.
func TestAboutThreeSides(t *testing.T) {
	three := lexiconOf(sidesLexicon, append(aboutSides.Concepts[:2:2], conceptOf("Arven", "Arven*"))...)
	layers := layersOf(t, three, "conflict", attributionLexicon, boostersLexicon, hedgesLexicon, negationLexicon)
	for _, marked := range []string{
		"Nine Arvenians were {killed|Arven} by Velians.",
		"Nine people were {killed|-} by Velians.",
		"In Arven, nine people were {killed|Arven} by Velians.",
	} {
		checkSides(t, layers, "deaths", marked)
	}
}

// Terms are counted once more by the side that they are about.
func TestCountAbouts(t *testing.T) {
	layers := aboutLayers(t)
	at := slices.IndexFunc(layers.Counters, func(c *pipeline.Counter) bool { return c.Name == "about-counts" })
	p, err := pipeline.New(layers.Counters[at])
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Analyze(corpus.Article{ID: "a", Text: "Velians were murdered on Monday. A year ago guards were murdered on the road.\n\nIt rained.\n\nIt snowed.\n\nSomebody died."})
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Row()
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, c := range row.Cells {
		if strings.Contains(string(c.Feature), "/deaths/") {
			cells = append(cells, fmt.Sprint(c.Feature, " ", c.N))
		}
	}
	want := "[about/Sorin/conflict/deaths/loaded/murder|murders|murdered|murdering 1 about/Velia/conflict/deaths/loaded/murder|murders|murdered|murdering 1]"
	if got := fmt.Sprint(cells); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// No sentence, however long or odd, stops the rules or takes them long.
func FuzzAbout(f *testing.F) {
	for _, sentences := range aboutSentences {
		for _, s := range sentences {
			f.Add(s)
		}
	}
	f.Add(strings.Repeat("Velians killed by Sorin - ", 300))
	layers := aboutLayers(f)
	f.Fuzz(func(t *testing.T, text string) {
		for word, side := range sidesOf(t, layers, corpus.Article{ID: "a", Title: text, Text: text}, "deaths") {
			if side != "-" && !strings.HasPrefix(side, "Velia (") && !strings.HasPrefix(side, "Sorin (") {
				t.Errorf("%q: %s", word, side)
			}
		}
	})
}
