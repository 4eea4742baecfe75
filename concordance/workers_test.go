package concordance

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/demo"
	"parallax/stats"
)

// Coverage, changes and suggestions do not depend on the number of workers. Their goroutines share nothing that they
// write, which the race detector looks for.
func TestWorkersDoNotShow(t *testing.T) {
	articles, err := corpus.OpenFS(demo.FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	before, after := lexiconOf(Before, "armed", "gunm?n", "fighters"), lexiconOf(After, "armed", "fighter*", "militant*")
	search := func(workers int) *Search {
		l, err := layers(before, after)
		if err != nil {
			t.Fatal(err)
		}
		s := &Search{Layers: l, Workers: workers}
		for _, e := range l.Lexicons.Entries() {
			s.Wanted = append(s.Wanted, e.Lexicon == Before || e.Lexicon == After)
		}
		return s
	}
	for name, of := range map[string]func(workers int) (any, error){
		"coverage": func(workers int) (any, error) {
			return Cover(t.Context(), search(workers), articles.Records(), nil)
		},
		"changes": func(workers int) (any, error) {
			return Compare(t.Context(), search(workers), articles.Records(), nil, 3, 1)
		},
		"suggestions": func(workers int) (any, error) {
			s := Suggester{Lexicon: after, Concepts: []string{"armed"}, By: "outlet", Top: 5, Sample: 2,
				Options: stats.Options{Confidence: .95, Seed: 1, Workers: workers}, Records: articles.Records, Layers: layers}
			found, _, err := s.Suggest(t.Context())
			return found, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			one, err := of(1)
			if err != nil {
				t.Fatal(err)
			}
			three, err := of(3)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(one, three, cmp.AllowUnexported(Line{})); diff != "" {
				t.Errorf("with three workers (+):\n%s", diff)
			}
			if c, ok := one.([]Candidate); ok && len(c) == 0 {
				t.Error("no suggestion")
			}
		})
	}
}
