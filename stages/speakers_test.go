package stages

import (
	"testing"

	"parallax/counts"
	"parallax/pipeline"
)

// TestSpeakers: few voices or many. Ruiz has three attributions, by name, surname and pronoun, Lind one, the police no name.
func TestSpeakers(t *testing.T) {
	layers := testLayers(t)
	counter := countSpeakers(layers.Attributions)
	p, err := pipeline.New(counter)
	if err != nil {
		t.Fatal(err)
	}
	d := analyzed(t, p, "speakers", "", "", "Ana Ruiz said that it rained. Max Lind denied that it rained. Ruiz said that it snowed. She added that it was cold. Police said that roads were closed.")
	var row counts.Row
	counter.Count(d, &row)
	got := map[counts.Feature]int64{}
	for _, c := range row.Cells {
		got[c.Feature] += c.N
		if c.Voice != counts.Author {
			t.Errorf("%s in voice %v", c.Feature, c.Voice)
		}
	}
	for feature, want := range map[counts.Feature]int64{
		"speakers": 2, "speakers/attributions": 4, "speakers/most-quoted": 3, "speakers/pairs": 6, "speakers/pairs/same": 3, "speakers/number/2": 1,
	} {
		if got[feature] != want {
			t.Errorf("%s: %d, want %d", feature, got[feature], want)
		}
	}
	if len(got) != 6 {
		t.Errorf("%v", got)
	}
}
