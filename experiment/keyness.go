package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/pipeline"
	"parallax/report"
	"parallax/stages"
	"parallax/stats"
)

// A KeynessQuery asks which words set outlets apart.
type KeynessQuery struct {
	Outlet, Against  string   // against the mean of the others where Against is ""; each outlet where both are
	Voices           []string // whose words; "all" alone means all
	Length           int      // of the longest n-grams
	Top, MinArticles int
	CSV              string // file to write beside; "" for none
}

// check reports every fault of a query, and reads its voices.
func (q *KeynessQuery) check() ([]counts.Voice, error) {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	var voices []counts.Voice
	for _, name := range q.Voices {
		if name == "all" && len(q.Voices) == 1 {
			break
		}
		v, err := counts.ParseVoice(name)
		switch {
		case name == "all":
			fault("voice: all stands alone")
		case err != nil:
			fault("voice: %w, or all", err)
		case slices.Contains(voices, v):
			fault("voice: %v is named twice", v)
		}
		voices = append(voices, v)
	}
	if len(q.Voices) == 0 {
		fault("voice: name the voices, such as author, or all")
	}
	if q.Length < 1 || q.Length > stages.MaxNGram {
		fault("ngrams: %d is not from 1 to %d", q.Length, stages.MaxNGram)
	}
	if q.Top < 1 {
		fault("top: %d is not 1 or more", q.Top)
	}
	if q.MinArticles < 1 {
		fault("min-articles: %d is not 1 or more", q.MinArticles)
	}
	if q.Outlet != "" && q.Outlet == q.Against {
		fault("%q is compared with itself", q.Outlet)
	}
	return voices, errors.Join(faults...)
}

// Keyness reads the corpus of a plan, counts its words and writes which of them set outlets apart.
func Keyness(ctx context.Context, p *Plan, q KeynessQuery, out io.Writer, watch Watch) error {
	voices, err := q.check()
	if err != nil {
		return &ConfigError{err}
	}
	if err := p.Config.CheckTable(q.CSV); err != nil {
		return err
	}
	words, err := countWords(ctx, p, q, watch)
	if err != nil {
		return err
	}
	if err := q.checkOutlets(words.rowCount); err != nil {
		return &ConfigError{err}
	}
	found, err := keyness(ctx, p, q, voices, words)
	if err != nil {
		return err
	}
	if q.CSV != "" {
		if err := aside.Write(q.CSV, func(w io.Writer) error { return report.WriteKeynessCSV(w, found) }); err != nil {
			return err
		}
	}
	return report.WriteKeyness(out, found)
}

func keyness(ctx context.Context, p *Plan, q KeynessQuery, voices []counts.Voice, words *wordCount) (found []*report.Keyness, err error) {
	opts := stats.KeynessOptions{
		Options: p.Config.statistics(),
		Voices:  voices, MinArticles: q.MinArticles, Top: q.Top,
	}
	all, err := stats.Keyness(ctx, &words.table, q.Outlet, q.Against, opts)
	if err != nil {
		return nil, err
	}
	apart, err := stats.Distinguish(ctx, &words.table, q.Outlet, q.Against, opts)
	if err != nil {
		return nil, err
	}
	for i, one := range all {
		found = append(found, &report.Keyness{
			Keywords: one, Partisanship: apart[i], Voices: voices, MinArticles: q.MinArticles, Length: q.Length, Both: q.Outlet != "",
			Stock: words.stock, Excluded: words.excluded, Confidence: opts.Confidence, Invented: p.Invented(),
		})
	}
	return found, nil
}

// checkOutlets reports outlets that the corpus does not have.
func (q *KeynessQuery) checkOutlets(words *rowCount) error {
	known := words.outlets()
	if len(known) < 2 {
		return fmt.Errorf("keyness compares outlets, and the corpus has %d", len(known))
	}
	var wanted []string
	for _, name := range []string{q.Outlet, q.Against} {
		if name != "" {
			wanted = append(wanted, name)
		}
	}
	return strangeOutlets(wanted, known)
}

// A wordCount is the n-grams of a corpus.
type wordCount struct {
	*rowCount
	stock int // sentences left out
}

// countWords counts the n-grams of a plan's corpus and nothing else, after a first reading that finds which are common
// and the outlets' stock sentences. Articles that cannot be read, or are in the corpus twice, are left out as in a run.
func countWords(ctx context.Context, p *Plan, q KeynessQuery, watch Watch) (*wordCount, error) {
	articles, err := p.Config.openCorpus()
	if err != nil {
		return nil, &ConfigError{err}
	}
	var mon pipeline.Monitor
	defer watch.start(2*articles.Size(), &mon)()
	common := stages.NewCommon(q.Length, q.MinArticles)
	stock, err := survey(ctx, p, articles, common, &mon)
	if err != nil {
		return nil, err
	}
	words, err := p.count(ctx, p.Layers.NGrams(q.Length, stock, common), articles, &mon)
	if err != nil {
		return nil, err
	}
	return &wordCount{words, stock.Len()}, nil
}

func survey(ctx context.Context, p *Plan, articles *corpus.Corpus, common *stages.Common, mon *pipeline.Monitor) (*stages.Stock, error) {
	plan, err := pipeline.New(stages.Fingerprints)
	if err != nil {
		return nil, err
	}
	type article struct {
		outlet    string
		sentences []stages.Fingerprint
		runs      []uint32
	}
	var stock stages.Stock
	all := pipeline.Run(ctx, plan, articles.Records(), p.Config.workers(), mon, corpus.Seen{}.First, func(d *pipeline.Document) (article, error) {
		return article{d.Outlet, stages.Fingerprints.Of(d), common.Hashes(d)}, nil
	})
	for a, err := range all {
		var one *corpus.Exclusion
		switch {
		case err == nil:
			stock.Add(a.outlet, a.sentences)
			common.Add(a.runs)
		case !errors.As(err, &one):
			return nil, err
		}
	}
	return &stock, nil
}
