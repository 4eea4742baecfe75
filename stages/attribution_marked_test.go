package stages

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/attribution"
	"parallax/pipeline"
	"parallax/text"
)

// unmark reads text in which [S|…] marks a source, [C|…] a cue and [Q|…] content; a digit after the letter tells
// attributions apart, and marks nest. It returns the text and the spans in bytes by label.
func unmark(t *testing.T, marked string) (string, map[string][]text.Span) {
	var plain strings.Builder
	spans := map[string][]text.Span{}
	type open struct {
		label string
		start int
	}
	var stack []open
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; {
		case c == '[':
			bar := strings.IndexByte(marked[i:], '|')
			if bar < 0 {
				t.Fatalf("%q: no label after [", marked)
			}
			stack = append(stack, open{marked[i+1 : i+bar], plain.Len()})
			i += bar
		case c == ']':
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			spans[o.label] = append(spans[o.label], text.Span{Start: o.start, End: plain.Len()})
		default:
			plain.WriteByte(c)
		}
	}
	return plain.String(), spans
}

// asMarks describes an attribution as the tests write it.
func asMarks(src string, source, cue, content []text.Span) string {
	var parts []string
	for _, group := range []struct {
		label string
		spans []text.Span
	}{{"S", source}, {"C", cue}, {"Q", content}} {
		slices.SortFunc(group.spans, func(a, b text.Span) int { return a.Start - b.Start })
		for _, s := range group.spans {
			parts = append(parts, group.label+"["+s.Of(src)+"]")
		}
	}
	return strings.Join(parts, " ")
}

type markedSentence struct{ marked, want string }

var markedSentences = []markedSentence{
	// after its content
	{`[Q|“The well is dry,”] [S|Petra Molnar] [C|said].`, "direct named_person 5 reporting"},
	{`[Q|“The well is dry,”] [C|said] [S|Petra Molnar, who runs the farm]. [Q|“It has been for years.”]`, "direct named_person 5 reporting"},
	{`[Q|The well is dry], [S|a spokeswoman for the county] [C|said] on Friday.`, "indirect official 3 reporting"},
	{`[Q|The bridge], [S|engineers] [C|said], [Q|was never inspected].`, ""},
	{`[Q|“Who pays?”] [S|she] [C|asked].`, "direct named_person 5 reporting"},
	{`[Q|“We lost!”] [S|Coach Dan Abbot, 61,] [C|said] after the game.`, "direct named_person 5 reporting"},
	{`[Q|“No deal,”] [C|said] [S|union lawyer Mia Ferro].`, "direct named_person 5 reporting"},
	{`[Q|“The well is dry,”] [S|the farmers] [C|state] in a paper. [Q|“It has been for years.”]`, "direct public 2 reporting"},
	{`[Q|“The well is dry,”] [C|reads] [S|a Monday editorial in the Herald].`, "direct document 5 reporting"},
	{`[Q|“The well is dry,”] [S|Ann Bond, 30, of Leeds, Ill., who was among those asked,] [C|said] by phone.`, "direct named_person 5 reporting"},
	{`[Q|“The well is dry,”] [S|she] [C|conveyed] to the farm.`, "direct named_person 5 reporting"},
	// before its content
	{`[S|Lena Park] [C|said] [Q|that the harbor would close].`, "indirect named_person 4 reporting"},
	{`[S|Lena Park] [C|said] on Monday [Q|that the harbor would close].`, ""},
	{`[S|Lena Park] [C|said] in a statement on Monday: [Q|“The harbor is closed.”]`, "direct named_person 5 reporting"},
	{`[S|Park] [C|told] a crowd in Leeds [Q|that the harbor would close].`, "indirect named_person 4 reporting"},
	{`[S|The ministry] [C|has repeatedly said] [Q|the harbor is “safe for ships”].`, "mixed named_org 3 reporting"},
	{`Asked about the harbor, [S|Park] [C|said], [Q|“It is closed for good now.”]`, "direct named_person 5 reporting"},
	{`As [S|the Daily Herald] [C|noted] in June, [Q|the harbor was closed].`, "indirect named_org 4 reporting"},
	{`[S|Park] [C|told] a crowd in Leeds [Q|that Lind-backed ships would stay].`, ""},
	{`[S|Voters] [C|say] [Q|this year’s harbor plan would fail].`, ""},
	{`[S|Park] [C|said] this month [Q|that the harbor would close].`, ""},
	{`[S|The mayor] [C|says] [Q|more than 800 people have left the harbor].`, "indirect official 3 reporting"},
	{`[S|Park] [C|said] [Q|at least 40 boats were sunk].`, ""},
	{`[S|Reporters] [C|said] [Q|only a handful of boats were left].`, ""},
	{`[S|Park] [C|said] more than once [Q|that the harbor would close].`, ""},
	{`[Q|Every boat looks the same these days], [S|Park] [C|said] — old.`, ""},
	{`[Q|The harbor is full], [S|Petra Molnar, head of the harbor office in Leeds] [C|said].`, "indirect named_person 4 reporting"},
	{`[Q|The harbor is full], [S|Petra Molnar, the head of an office, Lind Water,] [C|said].`, "indirect named_person 4 reporting"},
	{`[Q|Petra Molnar], [S|the harbor office] [C|said], [Q|will sell the farm].`, ""},
	// several
	{`[S|Interfax] [C|quoted] [Q|[S2|a ministry official] as [C2|saying] [Q2|the fund was empty]].`, ""},
	{`[S|Ortiz] [C|said] [Q|the fund was empty], [C2|adding] [Q2|that nobody had been warned].`, ""},
	{`[S|Ortiz] [C|said] [Q|the fund was empty] but [C2|insisted] [Q2|that nobody had been warned].`, ""},
	{`While [S|Ortiz] [C|said] [Q|that the fund was empty], the audit went on.`, ""},
	{`[S|The government] has launched a campaign against the rain, [C|saying] [Q|that the fund was empty].`, ""},
	{`[S|The jury] [C|heard] [Q|he had died at home].`, "indirect official 3 reporting"},
	{`Leeds state department staff have signed up for the fund.`, ""},
	{`[S|Critics] [C|argue] [Q|that the fund was empty], while [S2|supporters] [C2|say] [Q2|it is full].`, ""},
	{`[S|Ortiz] [C|said] [Q|[S2|the auditors] [C2|had warned] [Q2|that the fund was empty]].`, ""},
	{`[C|Noting] [Q|that the fund was empty], [S|Ortiz] left.`, ""},
	{`[S|Ortiz], in a letter on Friday, withdrew, [C|saying] [Q|that the fund was empty].`, ""},
	{`The plan pleased voters [S|who] [C|said] [Q|they were tired].`, ""},
	{`[S|Ortiz] [C|confirmed] [Q|the sale in Leeds], [C2|saying] [Q2|that the fund was empty].`, ""},
	{`[S|Ortiz, head of the fund,] [C|said] [Q|[S2|Molnar] [C2|has wanted] [Q2|to sell]].`, ""},
	{`The sale, announced this week, shows a change.`, ""},
	{`[S|Ortiz] [C|called] [Q|Petra Molnar a liar].`, ""},
	{`Ortiz called Petra Molnar and left.`, ""},
	{`[S|Ortiz] [C|called on] [Q|Molnar to leave].`, ""},
	{`Envoys from leading Arab states such as Oman came.`, ""},
	{`[S|The mayors] [C|privately express] hope [Q|that it will rain].`, ""},
	{`[S|Water Safety Officer Petra Molnar] [C|said] [Q|the well is dry].`, "indirect named_person 4 reporting"},
	{`[S|Ortiz] knew of the sale or that it had failed.`, ""},
	{`[S|The decision, announced this week,] [C|underscores] [Q|the need for rain].`, ""},
	{`[S|The farm] [C|has conveyed] [Q|a message to Ortiz], [C2|indicating] [Q2|that the well is dry].`, ""},
	{`The farm is responding to the flood that killed its herd.`, ""},
	{`[S|Petra Molnar, R-Fla., in a speech,] [C|called] [Q|the sale a shame].`, ""},
	{`[S|They] caution against haste and [C|stress] [Q|the need for rain].`, ""},
	{`It was run by firms that are owned by Ortiz and oppose the sale.`, ""},
	{`It was run by firms that are backed by Ortiz and oppose the sale.`, ""},
	{`Recent months have seen the farm prosper.`, ""},
	// in the passive, who is judged is no source
	{`[Q|The firm] [C|has been accused] [Q|of hiding the leak], a charge it rejects.`, "indirect none 1 reporting"},
	{`[Q|The firm] [C|was accused] by [S|Ortiz] [Q|of hiding the leak].`, "indirect named_person 4 reporting"},
	{`[Q|The union] [C|was accused] [Q|of lying] by [S|its own members].`, ""},
	{`[Q|The minister] [C|was widely condemned] by [S|aid groups] [Q|for her remarks].`, ""},
	{`[Q|Four settlers] [C|accused] [Q|of arson] appeared in court.`, "indirect none 1 reporting"},
	{`It fined two farmers whom it has blamed for the leak.`, ""},
	{`He [C|was told] [Q|that the road was shut].`, "indirect none 1 reporting"},
	{`Drivers [C|have been urged] [Q|to leave the valley].`, "indirect none 1 reporting"},
	// force is no speech
	{`The rebels attacked the town, and the army hit back at targets in Leeds.`, ""},
	{`The rebels, who are backed by the bank, attacked the harbor with rockets.`, ""},
	{`[S|Petra Molnar] [C|attacked] [Q|the plan to sell the farm].`, "indirect named_person 4 stance"},
	{`[S|Petra Molnar] [C|attacked] [Q|the farm for selling water].`, ""},
	{`[S|The army] hit back, [C|saying] [Q|that the well was dry].`, ""},
	{`The flood claimed 40 lives.`, ""},
	{`[S|The town] [C|claimed] [Q|that the flood took 40 lives].`, ""},
	{`The rain has continued in the south.`, ""},
	{`He was supposed to come on Friday.`, ""},
	{`[S|Petra Molnar, whose son is a builder,] [C|posted] [Q|a photo].`, ""},
	// one level for a cue
	{`[S|Ortiz] [C|denies] [Q|the sale].`, "indirect named_person 4 reporting"},
	{`[S|Ortiz] [C|rejected] [Q|the sale].`, "indirect named_person 4 reporting"},
	{`[S|Ortiz] [C|called for] [Q|a vote].`, "indirect named_person 4 reporting"},
	{`[S|Ortiz] [C|supports] [Q|the sale].`, "indirect named_person 4 stance"},
	{`[S|The report] [C|found] [Q|that the well is dry].`, "indirect document 3 reporting"},
	// prepositions
	{`[C|According to] [S|the filings], [Q|the fund was empty].`, "indirect document 3 reporting"},
	{`[Q|The fund was empty], [C|according to] [S|two people briefed on the audit].`, "indirect anonymous 2 reporting"},
	{`[Q|The fund was empty], [C|according to] [S|a person close to the audit].`, "indirect anonymous 2 reporting"},
	{`The chairs were set out according to height.`, ""},
	// nobody
	{`[Q|The envoy] [C|reportedly] [Q|left by boat].`, "indirect none 1 reporting"},
	{`[C|It is believed that] [Q|the envoy left by boat].`, "indirect none 1 stance"},
	// quotations that go on
	{"[Q|“The well is dry,”] [S|Molnar] [C|said].\n\n[Q|“It has been for years.”]", "direct named_person 5 reporting"},
	{"[Q|“The well is dry.]\n\n[Q|“It has been for years,”] [S|Molnar] [C|said].", "direct named_person 5 reporting"},
	{`RT [S|@northfarm]: [Q|the well is dry again]`, "direct named_person 5 reporting"},
	{`[Q|The well is dry again. Nobody came! https://example.org/a] — [S|North Farm (@northfarm)] June 18, 2018`, "direct named_person 5 reporting"},
	{"It rained.\n\n[Q|The well is dry again. Nobody came.]\nā [S|Petra M. Molnar (@northfarm)] June 18, 2018\n[Q2|It rained.] — [S2|Ann Lee (@annlee)]", "direct named_person 5 reporting"},
	{`[Q|The well is dry] — north farm ([S|@northfarm]) June 18, 2018`, "direct named_person 5 reporting"},
	{`Write to the farm (@northfarm) before it closes.`, ""},
	{`[S|He] [C|was like], [Q|“The well is dry.”]`, "direct named_person 5 reporting"},
	{`It ended in [C|chants of] [Q|“Save the well!”]`, "direct none 1 reporting"},
	{`[S|The farmers’] [C|calls of] [Q|“no more rain”] went on.`, "direct public 2 reporting"},
	// quotations that no cue claims, by what stands beside them
	{"[Q|“No town pays for this,”] [S|an angry Molnar] [C|retaliated]. [Q|“It never gives up, since it is poor.”]", "direct named_person 5 reporting"},
	{"[Q|“This is fantastic!”] [C|beamed] [S|Dan Hart of Leeds, who came early].", "direct named_person 5 reporting"},
	{"[S|The judge] [C|then turned] to me. [Q|“Mr. Hart, what have you done?”]", "direct official 3 reporting"},
	{"[Q|“The well is dry,”] [S|Nelly Ruiz, a lawyer,] [C|said].", "direct named_person 5 reporting"},
	{"Her novel, “The Dry Well,” moved Molnar.", ""},
	{"It rained.\n\n[S|Petra Molnar][C|:] [Q|“Two weeks ago the well was dry.”]", "direct named_person 5 reporting"},
	{"The surge is no news to harbor pollster [S|Dan Shaw][C|:] [Q|“Small towns have seen the most rain.”]", "direct named_person 5 reporting"},
	{"[S|Ortiz] [C|asserted] [Q|that it had rained]: [Q2|“The well is full,”] [S2|he] [C2|claimed].", ""},
	{"[Q|“In the end,”] [S|Molnar] [C|says], after a year of rain, [Q|“we had a handful of towns.”]", "direct named_person 5 reporting"},
	{"[Q|“The well is dry,”] [S|Molnar] [C|said]. But [Q|“the town is strong with her at its head.”]", "direct named_person 5 reporting"},
	{"[Q|“The well is dry,”] [S|Molnar] [C|said]. [Q|“These are rules for the well alone,”] which was closed.", "direct named_person 5 reporting"},
	{"[S|Molnar] [C|said] [Q|that the well was dry].\n\n[Q|“We need someone who cuts through the red tape.”]", "mixed named_person 5 reporting"},
	{"[Q|“Are you selling?”] [S|a neighbor] [C|called] out.", "direct public 2 reporting"},
	{"It rained.\n\n[S|The message from the minister] [C|is] clear: [Q|“Do not travel.”]", "direct document 3 reporting"},
	{"It rained.\n\n[S|His answer][C|:] [Q|“Get out of my house.”]", ""},
	{"It rained.\n\n[S|Dr. Petra Lang, head of the farm][C|:] [Q|“We have no beds left.”]", "direct named_person 5 reporting"},
	{"It rained.\n\n[S|The board] [C|was] of one mind in its findings: [Q|“Further talk is useless.”]", ""},
	{"It rained.\n\n[S|The letter to the farm] [C|makes] that plain: [Q|“These rules do not apply.”]", "direct document 3 reporting"},
	{"It rained.\n\n[C|Continued] [S|Molnar]: [Q|“The well is dry.”]", "direct named_person 5 reporting"},
	{"It rained.\n\n[S|Petra Molnar, who was hurt in the flood,] [C|is] seen lecturing: [Q|“We pay for this.”]", "direct named_person 5 reporting"},
	{"It rained.\n\nFrom [S|Molnar’s post][C|:] [Q|“Get out of my house.”]", ""},
	{"[S|Molnar] [C|is] not so sure. [Q|“We may have to sell the farm.”]", "direct named_person 5 reporting"},
	{"Asked whether she was sorry, [S|Molnar] [C|smiled]. [Q|“Not at all, and I never will be.”]", "direct named_person 5 reporting"},
	{"It rained.\n\n[C|Adds] [S|Ann Molnar, who grew up there], [Q|“The well is dry.”]", "direct named_person 5 reporting"},
	{"“Or was I going to stay?” Molnar sold her farm.", ""},
	// quotations in what leads in to a statement, and behind another's
	{`On “Morning Light,” [S|Ann Molnar] [C|said] [Q|that the dam was old].`, ""},
	{`Even as [S|Ortiz] [C|claimed] on Monday [Q|that “nobody knew,”] [S2|one of the farmers] [C2|said] [Q2|the dam was old].`, ""},
	{`[C|Conceding] [Q|that the dam was “old,”] [S2|he] [C2|warned]: [Q2|“It will not last.”]`, ""},
	{`[S|Molnar] [C|said] [Q|it was good to be home], and [S2|a man] [C2|shouted], [Q2|“Stay with us!”]`, ""},
	{`[S|Molnar] [C|told] the press [Q|that [S2|her aide] [C2|had said], [Q2|“It is dry.”]]`, ""},
	{"[Q|“The herd keeps its size,”] [S|the report] [C|states]. [Q|“It is old.”]", "direct document 3 reporting"},
	{"[Q|“The well is dry,”] [C|notes] [S|Petra Molnar, a farm hand].", "direct named_person 5 reporting"},
	{"[Q|“The well is dry,”] [S|Governor Petra Molnar (R) of Leeds] [C|told] reporters.", "direct named_person 5 reporting"},
	{"[S|Petra Molnar] [C|posted] on X, formerly known as Twitter, [Q|that the well was dry].", ""},
	{"[Q|“The well is old,”] [S|the memo] [C|said], and [Q|“does not hold water.”]", "direct document 3 reporting"},
	{"[Q|“To get there,”] [S|Molnar] [C|said], [Q|the farm has to buy “larger pumps.”]", "mixed named_person 5 reporting"},
	{"[Q|“Everyone has opinions on the well,”] [S|the prosecutor] [C|begins], before the judge interrupts.", "direct official 3 reporting"},
	{"[S|They] [C|shouted] slogans including, [Q|\"Stop the rain!\"] [Q|\"Save our wells!\"] and [Q|\"Stop the floods.\"]", ""},
	{"[Q|“It rained for years,”] [S|Molnar] [C|said].\n\nADVERTISEMENT\n\n[Q|“Then it was dry for years.”]", "direct named_person 5 reporting"},
	{"[S|Molnar] [C|criticized] [Q|the owners of the well].\n\n[Q|“They came here to sell the farm, and the farm is what they sold.”]", "mixed named_person 5 reporting"},
	{"[S|Molnar] [C|said] [Q|the well was \"dry for years. \"]Then [S2|Ortiz] [C2|said] [Q2|the farm was \"full of rain. \"]", ""},
	{"[Q|“It was cold that day,”] [S|Petra Molnar] [C|remembered].", "direct named_person 5 reporting"},
	{"[S|Petra Molnar] [C|agreed]: [Q|“It was cold that day.”]", "direct named_person 5 reporting"},
	{`[S|Molnar] [C|told] the press [Q|that it was dry] before [C2|claiming] [Q2|that nobody had known].`, ""},
	{`[S|Molnar] left, [C|saying] [Q|that it was dry] and [C2|calling] [Q2|the dam a ruin].`, ""},
	{`The hall rose, and when [S|Molnar] [C|said] [Q|it was good to be home], [S2|a man] [C2|yelled] [Q2|“Stay with us!”]`, ""},
	{`[S|Molnar] [C|said] [Q|she was against selling and that it was dry].`, ""},
	// transcripts
	{"It rained.\n\n[S|BAKER][C|:] [Q|Mayor, is it dry?]\n\n[S2|ANN MOLNAR][C2|:] [Q2|It is dry. It was for years.]\n\n[Q2|Nobody came.]\n\n[S3|BAKER][C3|:] [Q3|Who pays?]\n\n[S4|MOLNAR (laughing)][C4|:] [Q4|You do.]\n\nIt rained.", "direct named_person 5 reporting"},
	{`[S|The Herald] [C|reported] [Q|that the well was dry], [C2|citing] [Q2|a lack of rain].`, "indirect named_org 4 reporting"},
	{"It rained.\n\n[S|RUTH BAKER, HOST][C|:]\n\n[Q|The well is dry.]\n\n[S2|ANN MOLNAR, BYLINE][C2|:] [Q2|It was for years.]\n\nIt rained.", "direct named_person 5 reporting"},
	{"It rained.\n\nQ[C|:] [Q|Is it dry?]\n\nA[C2|:] [Q2|It is dry.]", "direct self 5 reporting"},
	{"It rained.\n\nQ[C|.] [Q|Is it dry?]\n\nA[C2|.] [Q2|I was there.]", "direct self 5 reporting"},
	{"It rained.\n\n[S|Herald][C|:] [Q|Is it dry?]\n\n[S2|Molnar][C2|:] [Q2|Nobody knows.]", "direct named_org 5 reporting"},
	{"[S|BAKER][C|:] [Q|Is it dry?]\n\n[S2|MOLNAR][C2|:] [Q2|Nobody knows.]\n\nHe left.", "direct named_person 5 reporting"},
	{"Opinion: Is it dry?\n\nMore: Harbor closed\n\nUpdate: The well is dry.\n\nUpdate: Molnar left.", ""},
	{"Region: North\n\nCrop: Rice\n\nRegion: South\n\nCrop: Maize\n\nRegion: East\n\nCrop: Rye", ""},
	{"It rained.\n\nQ[C|:] [Q|Is the well dry?]\n\nA[C2|:] [Q2|It is. It was for years.]\n\nQ[C3|:] [Q3|Who pays?]\n\nA[C4|:] [Q4|You do.]\n\nIt rained.", "direct self 5 reporting"},
	{"It rained.\n\nHow: Call the office.\n\nWhere: The Harbor Hall.\n\nWhen: On Monday at noon.\n\nWhere: In Leeds.", ""},
	// none
	{`The board has no say in the matter.`, ""},
	{`She said nothing.`, ""},
	{`The audit reports were late.`, ""},
	{`The city added three parks.`, ""},
	{`They continued to dig.`, ""},
	{`As the rain nears its end, the farm continues to face floods.`, ""},
	{`The firm continued its work.`, ""},
}

// Sentences that the model would misread by itself.
var markedForModel = []markedSentence{
	{`[Q|The firm] [C|was accused] by [S|Ortiz] [Q|of hiding the leak].`, "indirect named_person 4 reporting"},
	{`The rebels attacked the town, and the army hit back at targets in Leeds.`, ""},
	{`The farm's alleged crimes shocked the court.`, ""},
	{`A student named Kevin fled.`, ""},
	{`[Q|‘The well is not going anywhere,’] [C|insists] [S|the 45-year-old mother of three], gesturing at her garden.`, "direct public 3 reporting"},
	{`Asked whether she would run again, [S|Senator Mills] [C|laughed]: [Q|"Ask me tomorrow."]`, "direct named_person 5 reporting"},
	{`[S|Local media] [C|reported] [Q|[Q2|that at least nine people had been killed]], [C2|citing] [S2|hospital officials].`, ""},
	{`[S|Critics] [C|argue] [Q|that the fund was empty], while [S2|supporters] [C2|say] [Q2|it is full].`, ""},
	{"It rained.\n\n[Q|“Rain!”] [S|the crowd] [C|screamed] back.", "direct public 2 reporting"},
}

// Headlines, which stand as titles.
var markedHeadlines = []markedSentence{
	{`[Q|Dam was unsafe], [C|says] [S|engineer]`, "indirect anonymous 2 reporting"},
	{`[Q|Minister 'lied to parliament'], [C|says] [S|watchdog]`, "mixed official 3 reporting"},
	{`[Q|'World is on the brink']: [S|UN chief]`, "direct official 3 reporting"},
	{`[Q|'We were ignored for years']: [S|families] hit out at inquiry`, "direct public 2 reporting"},
	{`[Q|'We were ignored']: [S|families] [C|say] [Q|nobody came to help]`, "mixed public 2 reporting"},
	{`[Q|Rates will rise], [S|economists] [C|warn]`, ""},
	{`'A day of shame': how the papers saw it`, ""},
}

// TestMarked holds the rules, and the model beside them, to sentences in which sources, cues and content are marked. What is
// not marked must not be found. A second column checks kind, source, strength and level of the first attribution.
func TestMarked(t *testing.T) {
	t.Run("rules", func(t *testing.T) { testMarked(t, testLayers(t), false, markedSentences) })
	t.Run("model", func(t *testing.T) {
		testMarked(t, testLayersWith(t, attribution.News()), false, markedForModel)
	})
	for _, by := range finders {
		t.Run("headlines by "+by.name, func(t *testing.T) { testMarked(t, testLayersWith(t, by.model), true, markedHeadlines) })
	}
}

func testMarked(t *testing.T, layers *Layers, headlines bool, sentences []markedSentence) {
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range sentences {
		plain, spans := unmark(t, c.marked)
		title, body := "", plain
		if headlines {
			title, body = plain, "It rained."
		}
		d := analyzed(t, p, "marked", "", title, body)
		var want, got []string
		for _, n := range []string{"", "2", "3", "4"} {
			if q := spans["Q"+n]; q != nil {
				source := spans["S"+n]
				if source == nil && n != "" && spans["S"] != nil && !strings.Contains(c.marked, "[C"+n+"|It") {
					source = spans["S"]
				}
				want = append(want, asMarks(plain, source, spans["C"+n], q))
			}
		}
		label := ""
		for i, a := range layers.Attributions.Of(d) {
			in := func(ranges []text.Range) (out []text.Span) {
				for _, r := range ranges {
					out = append(out, r.Span(Tokens.Of(d)))
				}
				return out
			}
			got = append(got, asMarks(plain, in(a.Source), in(a.Cue), in(a.Content)))
			if i == 0 && c.want != "" {
				label = fmt.Sprint(a.Kind, " ", a.SourceType, " ", a.Strength, " ", a.Level)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s", c.marked, diff)
		}
		if label != c.want {
			t.Errorf("%s: %s, want %s", c.marked, label, c.want)
		}
	}
}
