package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"parallax/concordance"
	"parallax/corpus"
	"parallax/lexicons"
	"parallax/pipeline"
)

// Lint writes what is probably wrong with lexicons, one finding a line with its place, and reports whether any is a fault.
// Where they are to be tried on the config's corpus, it also says how their terms fare there.
func Lint(ctx context.Context, files []string, c *Config, tried bool, out io.Writer, watch Watch) (faulty bool, err error) {
	var lexs []*lexicons.Lexicon
	name := map[string]string{} // of the file, by lexicon
	for _, file := range files {
		lex, err := (&Plan{Config: c}).loadLexicon(file)
		if errors.Is(err, fs.ErrNotExist) {
			return false, &ConfigError{err}
		}
		if err != nil {
			faulty = true
			fmt.Fprintln(out, err)
			continue
		}
		if name[lex.Name] != "" {
			return false, &ConfigError{fmt.Errorf("%s and %s are both named %q", name[lex.Name], file, lex.Name)}
		}
		name[lex.Name] = file
		lexs = append(lexs, lex)
	}
	findings := make([][]lexicons.Finding, len(lexs))
	for i, lex := range lexs {
		if findings[i], err = lexicons.Lint(lex); err != nil {
			return false, err
		}
	}
	if tried && len(lexs) > 0 {
		trial, err := tryTerms(ctx, c, lexs, watch)
		if err != nil {
			return false, err
		}
		for i := range lexs {
			findings[i] = append(findings[i], trial.Findings(i)...)
			lexicons.SortFindings(findings[i])
		}
	}
	for _, found := range findings {
		for _, f := range found {
			kind := "hint"
			if f.Fault {
				kind, faulty = "fault", true
			}
			at := name[f.Lexicon]
			if f.Line > 0 { // not in a dictionary of another program
				at = fmt.Sprintf("%s:%d:%d", at, f.Line, f.Column)
			}
			fmt.Fprintf(out, "%s: %s (%s): %s\n", at, kind, f.Code, f.Text)
		}
	}
	return faulty, nil
}

func tryTerms(ctx context.Context, c *Config, lexs []*lexicons.Lexicon, watch Watch) (trial *concordance.Trial, err error) {
	err = c.withCorpus(watch, func(articles *corpus.Corpus, mon *pipeline.Monitor) (err error) {
		trial, err = concordance.Try(ctx, lexs, articles.Records(), c.workers(), mon)
		return err
	})
	return trial, err
}
