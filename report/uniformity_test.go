package report

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/stats"
)

func TestUniformity(t *testing.T) {
	value, lo, hi, raw, exchanged := 0.75, 0.5, 1.0, 0.625, 0.875
	us := []stats.Uniformity{
		{A: "Beacon", B: "Ledger, The", Lexicon: "conflict", Concept: "barrier", Voice: "author", MentionsA: 9, ArticlesA: 4, Warnings: []stats.Warning{stats.FewMentions}},
		{A: "Beacon", B: "Ledger, The", Concept: stats.MeanOfConcepts, Voice: "author", Value: &value, Lo: &lo, Hi: &hi, Uncorrected: &raw, Exchanged: &exchanged,
			MentionsA: 30, MentionsB: 20, ArticlesA: 12, ArticlesB: 11, Stories: 6},
	}
	want := `lexicon,concept,voice,a,b,uniformity,lo,hi,uncorrected,exchanged,mentions_a,mentions_b,articles_a,articles_b,stories,warnings
,(mean),author,Beacon,"Ledger, The",0.75,0.5,1,0.625,0.875,30,20,12,11,6,
conflict,barrier,author,Beacon,"Ledger, The",,,,,,9,0,4,0,0,few-mentions
`
	if d := cmp.Diff(want, string(render(t, func(b *bytes.Buffer) error { return WriteUniformity(b, us) }))); d != "" {
		t.Error(d)
	}
}
