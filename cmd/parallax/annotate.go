package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"parallax/corpus"
	"parallax/experiment"
	"parallax/pipeline"
	"parallax/report"
)

func annotateCommand(f *flags) *cobra.Command {
	var s settings
	var html bool
	c := &cobra.Command{
		Use:     "annotate [FILE…|-]",
		GroupID: "look",
		Short:   "Show an article's sentences, quotations, sources, hedges and terms",
		Long: `annotate prints what the layers see in each article: one JSON object a line, or with --html one
self-contained page with voices, sources, cues, quotations, hedges, negations and terms in colour, and the
rule behind each. It reads any corpus format; - reads JSON lines from standard input; without a file it
reads the corpus of the config. Offsets are Unicode code points into the text as given.`,
		Example: `  parallax annotate --html article.txt > page.html
  parallax annotate articles.jsonl > annotations.jsonl
  echo '{"text":"Militants left, officials said."}' | parallax annotate -`,
		RunE: func(c *cobra.Command, files []string) error {
			p, err := s.plan(c, f.load(nil))
			if err != nil {
				return err
			}
			return annotate(c, p, files, html, f.quiet)
		},
	}
	c.Flags().BoolVar(&html, "html", false, "print one HTML page instead of JSON lines")
	s.add(c, "workers", "set")
	return c
}

func annotate(c *cobra.Command, p *experiment.Plan, files []string, html, quiet bool) error {
	records, err := p.Records(files, c.InOrStdin())
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(c.OutOrStdout(), 1<<16)
	left := 0
	warn := func(err error) error {
		var one *corpus.Exclusion
		if !errors.As(err, &one) {
			return err
		}
		left++
		fmt.Fprintln(c.ErrOrStderr(), "left out:", err)
		return nil
	}
	if html {
		err = annotatePage(c, p, records, out, p.Invented() && len(files) == 0, warn)
	} else {
		lines := pipeline.Run(c.Context(), p.Pipeline, records, p.Workers(), nil, nil, func(d *pipeline.Document) ([]byte, error) {
			return report.Annotation(d, p.Layers)
		})
		err = writeLines(lines, out, warn)
	}
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if left > 0 && !quiet {
		fmt.Fprintf(c.ErrOrStderr(), "%d left out\n", left)
	}
	return nil
}

func writeLines(lines iter.Seq2[[]byte, error], out io.Writer, warn func(error) error) error {
	for line, err := range lines {
		if err != nil {
			if err := warn(err); err != nil {
				return err
			}
			continue
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func annotatePage(c *cobra.Command, p *experiment.Plan, records iter.Seq2[corpus.Record, error], out io.Writer, invented bool, warn func(error) error) error {
	var docs []*pipeline.Document
	same := func(d *pipeline.Document) (*pipeline.Document, error) { return d, nil }
	for d, err := range pipeline.Run(c.Context(), p.Pipeline, records, p.Workers(), nil, nil, same) {
		if err != nil {
			if err := warn(err); err != nil {
				return err
			}
			continue
		}
		docs = append(docs, d)
	}
	return report.AnnotatedPage(out, docs, p.Layers, invented)
}
