package stages

import (
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
)

// aboutSides are two sides whose names are invented.
var aboutSides = lexiconOf(sidesLexicon,
	conceptOf("Sorin", "Sorin", "Sorini*", "the Guard", "guards|guardsmen", "harvest festival", "on the (1st|first) of May"),
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
		"Velian fighters have {left|-} nine people {dead|Sorin}.",
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
	},
	"head": {
		"Pictures of {dead|Velia} Velian children were shown.",
	},
	"speakers are not victims": {
		"The Velian ministry of health says forty people were {killed|Velia} in Lomar.",
		"Nine guards were {killed|Sorin} in the north, Velian officials said.",
		"Forty people were {killed|Velia} in the Upper Valley, according to the Sorini army.",
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

func TestAbout(t *testing.T) {
	layers := aboutLayers(t)
	p, err := pipeline.New(layers.Terms)
	if err != nil {
		t.Fatal(err)
	}
	for rule, sentences := range aboutSentences {
		for _, marked := range sentences {
			src, marks, err := lexicons.ParseMarked(marked)
			if err != nil {
				t.Fatal(err)
			}
			d, err := p.Analyze(corpus.Article{ID: "a", Text: src})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, term := range layers.Terms.Of(d) {
				if layers.Lexicons.Entries()[term.Entry].Concept != "deaths" {
					continue
				}
				side := "-"
				if term.Side != "" {
					side = term.Side + " (" + term.Why + ")"
				}
				got[term.Span(Tokens.Of(d)).Of(d.Source)] = side
			}
			for _, m := range marks {
				word := m.Of(src)
				if want := m.Label; !strings.HasPrefix(got[word], want) && !(want == "-" && got[word] == "") {
					t.Errorf("%s: %s\n%s: got %s, want %s", rule, src, word, got[word], want)
				}
			}
		}
	}
}
