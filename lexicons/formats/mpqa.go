package formats

import (
	"strings"

	"parallax/lexicons"
)

var mpqa = Format{
	Name:       "mpqa",
	Doc:        "MPQA subjectivity clues: a concept for each polarity, its variants strong and weak",
	Extensions: []string{".tff"},
	read:       readMPQA,
}

// readMPQA reads lines of key=value. Parts of speech and stems have no counterpart: a word matches whatever it is,
// and as it is written alone.
func readMPQA(r *reading) error {
	for n, line := range lines(r.source) {
		clue := map[string]string{}
		for _, field := range strings.Fields(line) {
			key, value, ok := strings.Cut(field, "=")
			if !ok {
				r.leave(n, field, "not key=value")
				continue
			}
			clue[key] = value
		}
		if len(clue) == 0 {
			continue
		}
		word, polarity := clue["word1"], clue["priorpolarity"]
		strength := strings.TrimSuffix(clue["type"], "subj")
		if word == "" || polarity == "" || strength != "weak" && strength != "strong" {
			if err := r.fault(n, "want type=weaksubj or strongsubj, word1= and priorpolarity=, found %q", shorten(line)); err != nil {
				return err
			}
			continue
		}
		c := r.root.in(polarity, n)
		c.about = "Subjective words whose polarity without context is " + polarity + "."
		v := c.variant(strength, "", n)
		if pos := clue["pos1"]; pos != "" && pos != "anypos" {
			r.leave(n, word, "counts also where it is no %s", pos)
		}
		if clue["stemmed1"] == "y" {
			r.leave(n, word, "its other forms (stemmed1=y) do not count")
		}
		if err := r.word(v, n, lexicons.Term{Pattern: word}); err != nil {
			return err
		}
		if err := r.enough(n); err != nil {
			return err
		}
	}
	return nil
}
