package experiment

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/pipeline"
	"parallax/report"
	"parallax/stages"
	"parallax/stats"
)

// A SpeakersQuery asks whom outlets let speak most.
type SpeakersQuery struct {
	Outlets []string // each outlet of the corpus where there are none
	Top     int      // how many speakers of an outlet
	CSV     string   // file to write beside; "" for none
}

// Speakers reads the corpus of a plan and writes the persons and organizations that each outlet ascribes most to. What it returns says
// how many articles were read.
func Speakers(ctx context.Context, p *Plan, q SpeakersQuery, out io.Writer, watch Watch) (string, error) {
	if q.Top < 1 {
		return "", &ConfigError{fmt.Errorf("top: %d is not 1 or more", q.Top)}
	}
	if err := p.Config.CheckTable(q.CSV); err != nil {
		return "", err
	}
	var rows *rowCount
	err := p.Config.withCorpus(watch, func(articles *corpus.Corpus, mon *pipeline.Monitor) (err error) {
		rows, err = p.count(ctx, p.Layers.SpeakerNames(), articles, mon)
		return err
	})
	if err != nil {
		return "", err
	}
	if err := strangeOutlets(q.Outlets, rows.outlets()); err != nil {
		return "", &ConfigError{err}
	}
	found, err := q.rank(ctx, &rows.table, p.Config.statistics())
	if err != nil {
		return "", err
	}
	if q.CSV != "" {
		if err := aside.Write(q.CSV, func(w io.Writer) error { return report.WriteSpeakersCSV(w, found) }); err != nil {
			return "", err
		}
	}
	return tally(rows.table.Len(), "read", rows.excluded, ""), report.WriteSpeakers(out, found, p.Config.Confidence, p.Invented())
}

// rank lists the speakers of each outlet that most is ascribed to.
func (q *SpeakersQuery) rank(ctx context.Context, t *counts.Table, opts stats.Options) ([]report.Speakers, error) {
	found := q.gather(t)
	asked := map[string]stats.Measure{} // by name of the speaker
	for _, o := range found {
		for _, s := range o.Speakers {
			asked[s.Name] = stats.Measure{
				Name: s.Name, Doc: "Of all attributions, those to " + s.Name + ".", Unit: stats.Share, Voices: []counts.Voice{counts.Author},
				Of:  stats.Selection{Features: []string{string(stages.SpeakerFeature("*", s.Name))}},
				Per: stats.Selection{Features: []string{"attribution"}},
			}
		}
	}
	measures := make([]stats.Measure, 0, len(asked))
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		measures = append(measures, asked[name])
	}
	estimates, err := stats.Estimates(ctx, t, measures, opts)
	if err != nil {
		return nil, err
	}
	for i, o := range found {
		for j, s := range o.Speakers {
			at := slices.IndexFunc(estimates, func(e stats.Estimate) bool { return e.Outlet == o.Outlet && e.Measure == s.Name })
			found[i].Speakers[j].Share = estimates[at]
		}
	}
	return found, nil
}

// gather adds up the articles of each outlet that is asked for.
func (q *SpeakersQuery) gather(t *counts.Table) (found []report.Speakers) {
	type speaker struct {
		report.Speaker
		as map[string]int64 // attributions, by what the source is
	}
	outlets := map[string]*report.Speakers{}
	speakers := map[string]map[string]*speaker{} // by outlet and name
	for i := range t.Len() {
		name := t.Article(i).Outlet
		if len(q.Outlets) > 0 && !slices.Contains(q.Outlets, name) {
			continue
		}
		if outlets[name] == nil {
			outlets[name], speakers[name] = &report.Speakers{Outlet: name}, map[string]*speaker{}
		}
		outlets[name].Articles++
		here := map[string]bool{}
		for c := range t.Cells(i) {
			parts := strings.SplitN(string(c.Feature), "/", 3)
			if len(parts) < 3 {
				outlets[name].Attributions += c.N
				continue
			}
			s := speakers[name][parts[2]]
			if s == nil {
				s = &speaker{report.Speaker{Name: parts[2]}, map[string]int64{}}
				speakers[name][parts[2]] = s
			}
			s.as[parts[1]] += c.N
			if !here[s.Name] {
				here[s.Name] = true
				s.Articles++
			}
		}
	}
	total := func(s *speaker) (n int64) {
		for _, of := range s.as {
			n += of
		}
		return n
	}
	for _, name := range slices.Sorted(maps.Keys(outlets)) {
		o := outlets[name]
		all := slices.SortedFunc(maps.Values(speakers[name]), func(a, b *speaker) int {
			return cmp.Or(cmp.Compare(total(b), total(a)), cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Name, b.Name))
		})
		o.Of = len(all)
		for _, s := range all[:min(q.Top, len(all))] {
			s.Type = slices.MaxFunc(slices.Sorted(maps.Keys(s.as)), func(a, b string) int { return cmp.Compare(s.as[a], s.as[b]) })
			o.Speakers = append(o.Speakers, s.Speaker)
		}
		found = append(found, *o)
	}
	return found
}
