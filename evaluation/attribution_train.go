package evaluation

import (
	"slices"
	"sort"

	"parallax/attribution"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

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
		slices.SortFunc(out, func(a, b text.Range) int { return a.From - b.From })
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
