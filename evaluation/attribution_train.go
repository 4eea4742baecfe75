package evaluation

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"

	"parallax/attribution"
	"parallax/corpus"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// An AttributedArticle is an article in whose text people have marked who is said to have said what.
type AttributedArticle struct {
	corpus.Article
	Split        string // the part of its corpus that it belongs to, "" where it says nothing
	Attributions []Attributed
}

// An Attributed is an attribution: spans in code points of the text, in order.
type Attributed struct {
	Source, Cue, Content []Span
}

// ReadAttributed reads articles with their attributions from files of any corpus format, JSON lines above all: text; spans with id,
// start and end; and attributions with lists of the ids of their spans, under source, cue and content. What has no cue
// or no content is left out, as score.py leaves it. Every article that cannot be read is reported, with its place.
func ReadAttributed(paths ...string) ([]AttributedArticle, error) {
	var all []AttributedArticle
	var faults []error
	for _, path := range paths {
		c, err := corpus.Open(path)
		if err != nil {
			return nil, err
		}
		found := 0
		for r, err := range c.Records() {
			var a corpus.Article
			if err == nil {
				a, err = r.Decode()
			}
			var g AttributedArticle
			if err == nil {
				g, err = attributed(a)
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			found += len(g.Attributions)
			all = append(all, g)
		}
		if found == 0 && len(faults) == 0 {
			faults = append(faults, fmt.Errorf(`%s: no attribution in this file; one is {"source": [], "cue": [], "content": []}, with the ids of spans {"id", "start", "end"}`, path))
		}
	}
	return all, some(faults)
}

func attributed(a corpus.Article) (AttributedArticle, error) {
	g := AttributedArticle{Article: a}
	var spans []Span
	var links []struct{ Source, Cue, Content []string }
	for key, to := range map[string]any{"split": &g.Split, "spans": &spans, "attributions": &links} {
		if raw := a.Meta[key]; raw != nil {
			if err := json.Unmarshal(raw, to); err != nil {
				return g, fmt.Errorf("%s: %s: %w", a.Path, key, err)
			}
		}
	}
	length := len([]rune(a.Text))
	byID := map[string]Span{}
	for i, s := range spans {
		if s.Start < 0 || s.End < s.Start || s.End > length {
			return g, fmt.Errorf("%s: spans[%d]: from %d to %d; a span lies within the text, which has %d code points", a.Path, i, s.Start, s.End, length)
		}
		byID[s.ID] = s
	}
	for _, l := range links {
		var x Attributed
		for _, part := range []struct {
			ids []string
			to  *[]Span
		}{{l.Source, &x.Source}, {l.Cue, &x.Cue}, {l.Content, &x.Content}} {
			for _, id := range part.ids {
				if s, ok := byID[id]; ok {
					*part.to = append(*part.to, s)
				}
			}
			slices.SortFunc(*part.to, func(a, b Span) int { return a.Start - b.Start })
		}
		if len(x.Cue) > 0 && len(x.Content) > 0 {
			g.Attributions = append(g.Attributions, x)
		}
	}
	return g, nil
}

// TrainAttribution learns the model of attribution from what people have marked: from the articles of the split "train", or from all
// where none has a split. The layers are those whose rules the model is to stand beside.
func TrainAttribution(l *stages.Layers, articles []AttributedArticle) (*attribution.Model, error) {
	p, err := pipeline.New(l.Matches, stages.Sentences, stages.Quotations, stages.Furniture)
	if err != nil {
		return nil, err
	}
	split := slices.ContainsFunc(articles, func(a AttributedArticle) bool { return a.Split != "" })
	var golds []attribution.Gold
	for _, a := range articles {
		if split && a.Split != "train" {
			continue
		}
		d, err := p.Analyze(a.Article)
		if err != nil {
			return nil, err
		}
		golds = append(golds, a.gold(d, l.Observed(d)))
	}
	return attribution.Train(golds)
}

// gold puts the attributions into tokens.
func (a *AttributedArticle) gold(d *pipeline.Document, seen *attribution.Article) attribution.Gold {
	g := attribution.Gold{Article: seen}
	at := make([]int, 0, len(a.Text)+1) // of each code point: its byte in the source
	for i := range a.Text {
		at = append(at, d.Body+i)
	}
	at = append(at, d.Body+len(a.Text))
	tokens := func(spans []Span) (out []text.Range) {
		for _, s := range spans {
			from := sort.Search(len(seen.Tokens), func(i int) bool { return seen.Tokens[i].End > at[s.Start] })
			to := sort.Search(len(seen.Tokens), func(i int) bool { return seen.Tokens[i].Start >= at[s.End] })
			if from < to {
				out = append(out, text.Range{From: from, To: to})
			}
		}
		return out
	}
	for k, s := range seen.Sentences { // people read the text alone
		if seen.Tokens[s.From].Start < d.Body {
			seen.Active[k] = false
		}
	}
	for _, x := range a.Attributions {
		cue, content, source := tokens(x.Cue), tokens(x.Content), tokens(x.Source)
		if len(cue) == 0 || len(content) == 0 {
			continue
		}
		f := attribution.Finding{Cue: cue[0], Content: content}
		if len(source) > 0 {
			f.Source = source[0]
		}
		g.Attributions = append(g.Attributions, f)
	}
	return g
}
