package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"parallax/concordance"
)

// candidateTitles say what the candidates of a kind are.
var candidateTitles = []struct {
	kind  concordance.CandidateKind
	title string
}{
	{concordance.Inflection, "Words with the stem of a term"},
	{concordance.Neighbour, "Words among the same words as its matches (cosine)"},
	{concordance.Difference, "Words that one has more of than the others in its own words in sentences with a match (log-odds; counts are of these)"},
}

// WriteCandidates writes for a terminal which words concepts may lack, each with its counts and with sentences in which it
// is marked as in the examples of a lexicon.
func WriteCandidates(w io.Writer, concepts []string, all []concordance.Candidate) error {
	out := bufio.NewWriter(w)
	for i, concept := range concepts {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(concept + "\n")
		none := true
		for _, t := range candidateTitles {
			first := true
			for _, c := range all {
				if c.Concept != concept || c.Kind != t.kind {
					continue
				}
				if first {
					out.WriteString("\n" + t.title + ":\n")
				}
				first, none = false, false
				fmt.Fprintf(out, "  %s: %d in %s%s\n", c.Form, c.Hits, articlesOf(c.Articles), grounds(c))
				for _, l := range c.Lines {
					fmt.Fprintf(out, "    %s  %s\n", strings.Join([]string{day(l.Published), l.Outlet, l.Article}, "  "), marked(l, concept))
				}
			}
		}
		if none {
			out.WriteString("\nNo candidates: the corpus has too little of it.\n")
		}
	}
	out.WriteString("\n" + strings.Join(wrap("Candidates are for you to judge: none was added anywhere. Words that a term of the lexicon matches already are left out, and names among the last two kinds."), "\n  ") + "\n")
	return out.Flush()
}

func articlesOf(n int) string {
	if n == 1 {
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}

// grounds says what makes a candidate one.
func grounds(c concordance.Candidate) string {
	switch c.Kind {
	case concordance.Inflection:
		return ", as " + c.Of
	case concordance.Neighbour:
		return ", cosine " + decimal(c.Score, 2)
	}
	return ", more in " + c.Of + " (" + decimal(c.Score, 2) + ")"
}

// WriteCandidatesCSV writes a row for each candidate and each of its sentences.
func WriteCandidatesCSV(w io.Writer, all []concordance.Candidate) error {
	type row struct {
		concordance.Candidate
		line concordance.Line
	}
	var rows []row
	for _, c := range all {
		for _, l := range c.Lines {
			rows = append(rows, row{c, l})
		}
	}
	header := []string{"concept", "kind", "candidate", "of", "score", "hits", "articles", "article", "outlet", "published", "sentence"}
	return writeCSV(w, header, rows, func(r row) []string {
		score := ""
		if r.Kind != concordance.Inflection {
			score = number(r.Score)
		}
		return []string{r.Concept, string(r.Kind), r.Form, r.Of, score, whole(r.Hits), strconv.Itoa(r.Articles),
			r.line.Article, r.line.Outlet, r.line.Published, strings.TrimSpace(r.line.Left + r.line.Keyword + r.line.Right)}
	})
}
