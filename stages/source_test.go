package stages

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"parallax/internal/shared"
	"parallax/pipeline"
)

// goldSource is a line of sources.jsonl: an attribution of PolNeAR with the labels of its source.
type goldSource struct {
	ID, Article          string
	Source, Cue, Content [][2]int
	Type                 SourceType `json:"source_type"`
	Stance               Stance
	Strength             int
}

// goldSources are the labelled attributions by their articles, and their number.
func goldSources(t testing.TB) (byArticle map[string][]goldSource, n int) {
	f, err := os.Open(shared.Path(t, "gold", "sources.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	byArticle = map[string][]goldSource{}
	for in := bufio.NewScanner(f); in.Scan(); n++ {
		var g goldSource
		if err := json.Unmarshal(in.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		byArticle[g.Article] = append(byArticle[g.Article], g)
	}
	return byArticle, n
}

func touch(a, b [][2]int) bool {
	for _, x := range a {
		for _, y := range b {
			if x[0] < y[1] && y[0] < x[1] {
				return true
			}
		}
	}
	return false
}

// TestStances holds the stance of the last attribution of a sentence.
func TestStances(t *testing.T) {
	layers := testLayers(t)
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want Stance
	}{
		{"The ministry confirmed that the dam had failed.", Endorsing},
		{"The ministry has not confirmed that the dam had failed.", Neutral},
		{"The Herald could not independently verify the footage.", Neutral},
		{"The board gave no figures, nor would it confirm that the dam had failed.", Neutral},
		{"It is not known who fired.", Neutral},
		{"Nobody knew that the dam had failed.", Neutral},
		{"The army did not acknowledge the strike.", Neutral},
		{"The ministry refused to confirm that the dam had failed.", Neutral},
		{"The union claimed that it had won.", Distancing},
		{"The union did not claim that it had won.", Neutral},
		{"She never alleged that it was sold.", Neutral},
		{"Ortiz accused Molnar of lying.", Distancing},
	} {
		d := analyzed(t, p, "stance", "", "", c.text)
		all := layers.Attributions.Of(d)
		if len(all) == 0 {
			t.Errorf("%s: no attribution", c.text)
		} else if got := all[len(all)-1]; got.Stance != c.want {
			t.Errorf("%s: %s (%s), want %s", c.text, got.Stance, got.Why.Stance.Rule, c.want)
		}
	}
}

// TestIdentities holds the typing of sources to one sentence each: type, strength and speaker of the last attribution.
func TestIdentities(t *testing.T) {
	layers := testLayers(t)
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Lena Park resigned. Park said it was time.", "named_person 4 Lena Park"},
		{"Lena Park resigned. “It was time to go,” she said.", "named_person 5 Lena Park"},
		{"Mr. Dale Ortiz met Ms. Lena Park. He said the talks went well.", "named_person 4 Dale Ortiz"},
		{"Dale Ortiz met Max Lind. He said the talks went well.", "named_person 4 Dale Ortiz"},
		{"President Lind called Dale Ortiz on Monday. He said the talks went well.", "named_person 4 Lind"},
		{"Secretary of State Dale Ortiz left. He said the talks went well.", "named_person 4 Dale Ortiz"},
		{"Chief of Staff Lt. Gen. Dale Ortiz said the talks went well.", "named_person 4 Dale Ortiz"},
		{"National Harbor Adviser Mia Ferro said the talks went well.", "named_person 4 Mia Ferro"},
		{"Lena Park of the University of North Lind left. She said the talks went well.", "named_person 4 Lena Park"},
		{"Lena Park came home. It was raining in North Lind. She said the talks went well.", "named_person 4 Lena Park"},
		{"Two analysts who have seen the letter said the talks went well.", "anonymous 2 "},
		{"Lena Park came home. New Lind was asleep. She said the talks went well.", "named_person 4 Lena Park"},
		{"Then Lena Park came home. She said the talks went well.", "named_person 4 Lena Park"},
		{"North Lind Democrat Lena Park came home. She said the talks went well.", "named_person 4 Lena Park"},
		{"A boat on the river. (Photo: Max Lind/Reuters)\n\n“It went well,” he said.", "named_person 5 "},
		{"Union leader Mia Ferro said the talks went well.", "named_person 4 Mia Ferro"},
		{"The head of the union, Mia Ferro, said the talks went well.", "named_person 4 Mia Ferro"},
		{"The Harbor Authority said the talks went well.", "named_org 4 Harbor Authority"},
		{"The company said the talks went well.", "named_org 3 "},
		{"A spokesman for the harbor said the talks went well.", "official 3 "},
		{"An official, speaking on condition of anonymity, said the talks went well.", "official 2 "},
		{"The internal report said the talks went well.", "document 4 "},
		{"Reports said the talks went well.", "document 3 "},
		{"Forty percent of voters said the talks went well.", "public 3 "},
		{"Many residents said the talks went well.", "public 2 "},
		{"A person familiar with the talks said they went well.", "anonymous 2 "},
		{"Critics said the talks went badly.", "anonymous 2 "},
		{"It is said that the talks went well.", "none 1 "},
		{"I think the talks went well.", "self 4 "},
		{"Voters, who said the talks went well, cheered.", "public 2 "},
		{"Bill Marsh and Hillary Marsh came. Mr. Marsh slept. He said the talks went well.", "named_person 4 Bill Marsh"},
		{"Hillary Marsh won. Former President Bill Marsh said the talks went well.", "named_person 4 Bill Marsh"},
		{"Joseph F. Dunn Jr. came. Harry B. Harris Jr. slept. Gen. Dunn said the talks went well.", "named_person 4 Joseph F. Dunn Jr."},
		{"Sen. Lena Park won. The senator said the talks went well.", "named_person 4 Lena Park"},
		{"Sen. Lena Park met Max Lind, a poet. The senator said the talks went well.", "named_person 4 Lena Park"},
		{"Max Lind, a senator from Tarn, met Lena Park. The senator said the talks went well.", "named_person 4 Max Lind"},
		{"Max Lind won. The Republican nominee said the talks went well.", "named_person 4 Max Lind"},
		{"The Republican said the talks went well.", "named_person 4 "},
		{"One Republican said the talks went well.", "anonymous 2 "},
		{"House Republicans said the talks went well.", "official 3 "},
		{"Her Republican rivals said the talks went well.", "official 3 "},
		{"The minister said the talks went well.", "official 3 "},
		{"Lind’s wife said the talks went well.", "named_person 4 "},
		{"It was a victory for Max Lind, who said the talks went well.", "named_person 4 Max Lind"},
		{"Lena Park and Max Lind said the talks went well.", "named_person 4 Lena Park and Max Lind"},
		{"The Harbor Court sat. The court said the talks went well.", "named_org 4 Harbor Court"},
		{"If people are angry, they say that the talks went badly.", "public 2 "},
		{"Members of the government said the talks went well.", "official 3 "},
		{"Exit polls showed that the talks went well.", "document 3 "},
		{"Munir al-Lind, the director, said the talks went well.", "named_person 4 Munir al-Lind"},
		{"Security firm Lindcrest said the talks went well.", "named_org 4 Lindcrest"},
		{"The daily newspaper Folha Verde said the talks went well.", "named_org 4 Folha Verde"},
		{"The talks went well, according to Lindpost.com.", "named_org 4 Lindpost.com"},
		{"Save the Children said the talks went well.", "named_org 4 Save the Children"},
		{"The U. N. said the talks went well.", "named_org 4 U. N."},
		{"Tel Aviv said the talks went well.", "named_org 4 Tel Aviv"},
		{"A senior official familiar with the talks said they went well.", "official 3 "},
		{"The Harbor Authority said they had a boat that they said was new.", "named_org 4 Harbor Authority"},
		{"Luis Paulo Marsh da Costa came. Paulo said the talks went well.", "named_person 4 Luis Paulo Marsh da Costa"},
		{"Efi Lind said it went well. “Very well,” he said. Noa Marsh came late. She said the talks went badly.", "named_person 4 Noa Marsh"},
		{"Mayor Ann Marsh earlier this month said the talks went well.", "named_person 4 Ann Marsh"},
		{"University of Lind medical historian Ann Marsh said the talks went well.", "named_person 4 Ann Marsh"},
		{"The University of Lind said the talks went well.", "named_org 4 University of Lind"},
		{"The Institute for the Study of Rain and Floods in Leeds said the talks went well.", "named_org 4 Institute for the Study of Rain and Floods"},
		{"The Ministry of Rain said on Monday the talks went well.", "named_org 4 Ministry of Rain"},
		{"The vice-chancellor said the talks went well.", "official 3 "},
		{"Gazans said the talks went well.", "public 2 "},
		{"Axios said the talks went well.", "named_org 4 Axios"},
		{"Then secretary of state Ann Marsh came. Marsh said the talks went well.", "named_person 4 Ann Marsh"},
		{"The WHO said the talks went well.", "named_org 4 WHO"},
		{"Tory MP Ann Marsh said the talks went well.", "named_person 4 Ann Marsh"},
		{"Const. Ann Marsh said the talks went well.", "named_person 4 Ann Marsh"},
		{"RCMP Cpl. Ann Marsh said the talks went well.", "named_person 4 Ann Marsh"},
		{"The telecommunications provider Lindtel said the talks went well.", "named_org 4 Lindtel"},
		{"Court documents showed that the talks went well.", "document 4 "},
		{"A report came out. The paper says that the talks went well.", "document 4 "},
		{"The rest of Americans said the talks went well.", "public 2 "},
		{"The party’s top figures said the talks went well.", "anonymous 2 "},
		{"A guy said the talks went well.", "public 2 "},
		{"Hamas said the talks went well.", "named_org 4 Hamas"},
		{"“The talks went well,” Hezbollah said.", "named_org 5 Hezbollah"},
		{"Russia said the talks went well.", "named_org 4 Russia"},
		{"Saudi Arabia said the talks went well.", "named_org 4 Saudi Arabia"},
		{"Reuters reported that the talks went well.", "named_org 4 Reuters"},
		{"Unicef said the talks went well.", "named_org 4 Unicef"},
		{"The Houthis said the talks went well.", "named_org 4 Houthis"},
		{"According to Tehran, the talks went well.", "named_org 4 Tehran"},
		{"“The talks went well,” Washington said.", "named_org 5 Washington"},
		{"Israel and Hamas said the talks went well.", "named_org 4 Israel and Hamas"},
		{"Kyiv and Moscow said the talks went well.", "named_org 4 Kyiv and Moscow"},
		{"Boats left Southern Lebanon. Lebanon said the talks went well.", "named_org 4 Lebanon"},
		{"Mr. Washington came. Washington said the talks went well.", "named_person 4 Washington"},
		{"Ada Washington came. Washington said the talks went well.", "named_person 4 Ada Washington"},
		{"A Hamas official said the talks went well.", "official 3 "},
		{"Israelis said the talks went well.", "public 2 "},
		{"Government said the talks went well.", "named_org 3 "},
		{"Lindqvist said the talks went well.", "named_person 4 Lindqvist"},
		{"Prime Minister Keir Dunn met reporters. His roads secretary, Yvonne Ashe, stood beside him. She said the talks went well.", "named_person 4 Yvonne Ashe"},
		{"Prime Minister Keir Dunn met reporters. His roads secretary, Yvonne Ashe, stood beside him. She waited. He said the talks went well.", "named_person 4 Keir Dunn"},
		{"Arvo Dunn met Sirle Ashe, a businesswoman. She said it rained. He said the talks went well.", "named_person 4 Arvo Dunn"},
		{"Lt Col Arvo Dunn left. Dunn said the talks went well.", "named_person 4 Arvo Dunn"},
		{"Historian Arvo Dunn said the talks went well.", "named_person 4 Arvo Dunn"},
		{"The boats left Lind City. He said the talks went well.", "named_person 4 "},
		{"The boats left Kibbutz Lind. He said the talks went well.", "named_person 4 "},
		{"The Lindian army left. It rained. Lind’s army said the talks went well.", "named_org 4 Lind’s army"},
		{"Lind’s Health Ministry said that it rained. The Health Ministry said the talks went well.", "named_org 4 Lind’s Health Ministry"},
		{"Last week Israel said the talks went well.", "named_org 4 Israel"},
		{"The Bank of Tarn said the talks went well.", "named_org 4 Bank of Tarn"},
		{"The Harbor Ministry sat. The government of Tarn said the talks went well.", "named_org 4 government of Tarn"},
		{"The WHO said the talks went well.", "named_org 4 WHO"},
		{"Hamas ended the truce. The movement said the talks went well.", "named_org 4 Hamas"},
		{"The rowers left. The group said the talks went well.", "named_org 3 "},
		{"Once Arvo Dunn came. He said the talks went well.", "named_person 4 Arvo Dunn"},
		{"Arvo Ben Dunn left. Ben Dunn said the talks went well.", "named_person 4 Arvo Ben Dunn"},
		{"The Lind Islamic Jihad said the talks went well.", "named_org 4 Lind Islamic Jihad"},
		{"Max Lind spoke with Lena Park about the harbor.\n\nQ: Is it closed?\n\nA: It is closed.", "named_person 5 Lena Park"},
		{"The harbor is closed.\n\nQ: Is it closed?\n\nA: It is closed.", "none 1 "},
		{"The harbor is closed.\n\nHerald: Who closed it?\n\nPark: I think that Max Lind did.", "named_person 4 Park"},
		{"The harbor is closed.\n\nMAX LIND, HOST: Who closed it?\n\nLENA ABU PARK: The mayor did.\n\nLIND: Why?\n\nABU PARK: Nobody knows.", "named_person 5 LENA ABU PARK"},
		{"The harbor is closed.\n\nLena Park: Who closed it?\n\nMax Lind: The mayor did.\n\nLP: Why?\n\nML: Nobody knows.", "named_person 5 Max Lind"},
	} {
		found := layers.Attributions.Of(analyzed(t, p, "identity", "", "", c.text))
		if len(found) == 0 {
			t.Errorf("%q: nothing found", c.text)
			continue
		}
		a := found[len(found)-1]
		if got := fmt.Sprint(a.SourceType, " ", a.Strength, " ", a.Speaker); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}
