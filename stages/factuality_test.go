package stages

import (
	"strings"
	"testing"

	"parallax/pipeline"
)

// Each sentence with what its source holds of what it says, in order: how sure, and - where it denies.
func TestFactuality(t *testing.T) {
	layers := testLayers(t)
	p, err := pipeline.New(layers.Propositions)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Haddad said that the dam had failed.", "certain"},
		{"Haddad said that the dam had not failed.", "certain-"},
		{"Haddad said that the dam may fail.", "possible"},
		{"Haddad said the dam had probably failed.", "probable"},
		{"Haddad said it was unclear who had opened the gate.", "unknown"},
		{"Haddad said that the dam might not fail.", "possible-"},
		{"Haddad said that the alleged thief had fled.", "certain"}, // it is the theft that is doubted
		{"Haddad said that about 300 people had fled.", "certain"},
		{"Haddad said there was a chance that the dam would fail.", "possible"},
		{"Haddad denied that he took bribes.", "certain-"},
		{"Haddad denied that he did not pay.", "certain"},
		{"Haddad said they had no evidence that the fire was set.", "unknown"},
		{"Haddad did not say whether the dam had failed.", "unknown"},
		{"Haddad asked whether the dam had failed.", "unknown"},
		{"Haddad promised to reopen the case.", "unknown"},
		{"“The dam may fail,” Haddad said.", "possible"},
		{"“The dam is safe,” Haddad said. “It may leak.”", "certain"}, // the first sentence counts
		{"The general is believed to have fled.", "probable"},
		{"It rained.", ""},
	} {
		d := analyzed(t, p, "a", "", "", c.text)
		var got []string
		for _, q := range layers.Propositions.Of(d) {
			s := string(q.Factuality)
			if q.Negated {
				s += "-"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, strings.Join(got, " "), c.want)
		}
	}
}
