package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"

	"parallax/stats"
)

// WriteUniformity writes uniformity.csv. The rows of all concepts together come first: their lexicon is empty.
func WriteUniformity(w io.Writer, uniformities []stats.Uniformity) error {
	sorted := slices.Clone(uniformities)
	slices.SortFunc(sorted, func(a, b stats.Uniformity) int {
		return cmp.Or(cmp.Compare(a.Lexicon, b.Lexicon), cmp.Compare(a.Concept, b.Concept), cmp.Compare(a.Voice, b.Voice), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	header := []string{"lexicon", "concept", "voice", "a", "b", "uniformity", "lo", "hi", "uncorrected", "exchanged",
		"mentions_a", "mentions_b", "articles_a", "articles_b", "stories", "warnings"}
	return writeCSV(w, header, sorted, func(u stats.Uniformity) []string {
		return []string{u.Lexicon, u.Concept, u.Voice, u.A, u.B, known(u.Value), known(u.Lo), known(u.Hi), known(u.Uncorrected), known(u.Exchanged),
			whole(u.MentionsA), whole(u.MentionsB), strconv.Itoa(u.ArticlesA), strconv.Itoa(u.ArticlesB), strconv.Itoa(u.Stories), codes(u.Warnings)}
	})
}
