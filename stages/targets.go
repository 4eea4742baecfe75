package stages

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path"
	"strings"
	"unicode/utf8"

	"parallax/counts"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/polarity"
	"parallax/text"
)

// A Target is someone or something whom a sentence puts in some light, and in which. The range is that of its tokens;
// it is empty where the span holds none.
type Target struct {
	text.Range
	Span     text.Span // in the source, as it was given
	Sentence int       // index, -1 where it stands in none
	Name     string    // of the config's target, "" for one that the article brought along
	polarity.Judgement
}

// targets judges how each sentence puts those whom the article names as its targets, under its key targets, and those
// of the lexicon targets, wherever it finds them. Each is judged by itself, also where two overlap. A target
// in no sentence, or without a letter around it, is put neutrally.
func targets(m *lexicons.Matcher, matches *pipeline.Layer[[]lexicons.Match]) *pipeline.Layer[[]Target] {
	entries := m.Entries()
	return &pipeline.Layer[[]Target]{
		Name:     "targets",
		Doc:      "how a sentence puts those whom the config or the article names as targets",
		Requires: []pipeline.Stage{Tokens, Sentences, matches},
		Run: func(d *pipeline.Document) ([]Target, error) {
			found, err := ownTargets(d)
			if err != nil {
				return nil, err
			}
			toks := Tokens.Of(d)
			for _, match := range matches.Of(d) {
				if e := &entries[match.Entry]; e.Lexicon == targetsLexicon {
					found = append(found, Target{Span: match.Span(toks), Name: e.Concept})
				}
			}
			for i := range found {
				found[i].judge(d.Source, toks, Sentences.Of(d))
			}
			return found, nil
		},
	}
}

func (t *Target) judge(src string, toks []text.Token, sentences []text.Sentence) {
	var within text.Range
	t.Judgement[polarity.Neutral] = 1
	if t.Sentence, within = polarity.Locate(sentences, toks, t.Span); t.Sentence < 0 {
		return
	}
	s := sentences[t.Sentence]
	t.Range = text.Range{From: s.From + within.From, To: s.From + within.To}
	if hasLetters(src, toks[s.From:s.To]) {
		t.Judgement = polarity.News().Judge(src, toks[s.From:s.To], within)
	}
}

func hasLetters(src string, toks []text.Token) bool {
	for _, t := range toks {
		if t.Is(text.Word) && !t.Is(text.Number) {
			return true
		}
	}
	return false
}

// ownTargets reads the targets of the article's own data: [{"start": 0, "end": 4}], in code points of its text. All that are out of
// place are reported at once. What is no list under that key is some other data of the article.
func ownTargets(d *pipeline.Document) (found []Target, err error) {
	raw := d.Meta["targets"]
	if len(raw) == 0 || raw[0] != '[' {
		return nil, nil
	}
	var given []struct{ Start, End *int }
	if err := json.Unmarshal(raw, &given); err != nil {
		return nil, fmt.Errorf(`targets: %w; want a list of {"start", "end"}, in code points of the text`, err)
	}
	var faults []string
	length := utf8.RuneCountInString(d.Text)
	for i, g := range given {
		switch {
		case g.Start == nil || g.End == nil:
			faults = append(faults, fmt.Sprintf(`targets[%d]: want {"start", "end"}, in code points of the text`, i))
		case *g.Start < 0 || *g.End <= *g.Start || *g.End > length:
			faults = append(faults, fmt.Sprintf("targets[%d]: from %d to %d; a target lies within the text, which has %d code points", i, *g.Start, *g.End, length))
		default:
			at := text.CodePoints(d.Text, *g.Start, *g.End)
			found = append(found, Target{Span: text.Span{Start: d.Body + at.Start, End: d.Body + at.End}})
		}
	}
	if faults != nil {
		return nil, errors.New(strings.Join(faults, "; "))
	}
	return found, nil
}

// countTargets counts the config's targets by how they are put and in whose voice, and adds up the scores.
func countTargets(m *lexicons.Matcher, targets *pipeline.Layer[[]Target], voices *pipeline.Layer[[]counts.Voice]) *pipeline.Counter {
	const thousandths = 1000
	var features, known []counts.Feature
	first := map[string]int{} // of a target's features, by its name
	for _, e := range m.Entries() {
		if _, ok := first[e.Concept]; e.Lexicon != targetsLexicon || ok {
			continue
		}
		first[e.Concept] = len(features)
		for _, class := range polarity.ClassNames {
			features = append(features, TargetFeature(e.Concept, class))
		}
		known = append(known, TargetFeature(e.Concept, "score"))
	}
	counted := func(d *pipeline.Document, t Target) bool {
		return t.Name != "" && t.Len() > 0 && !inside(Furniture.Of(d), t.From)
	}
	mentions := counting(features, func(d *pipeline.Document, found *occurrences) {
		for _, t := range targets.Of(d) {
			if counted(d, t) {
				found.show(first[t.Name]+int(t.Class()), voices.Of(d)[t.From], t.Range, "news")
			}
		}
	})
	return &pipeline.Counter{
		Name:     "target-counts",
		Doc:      "mentions of the config's targets, by how their sentence puts them, in the voice of the mention",
		Requires: []pipeline.Stage{Tokens, Sentences, Furniture, targets, voices},
		Features: []pipeline.FeatureDoc{
			{Glob: "sentiment/target/*/negative", Doc: "mentions of a target in a negative light: sentiment/target/NAME/negative"},
			{Glob: "sentiment/target/*/neutral", Doc: "mentions in neither light, or where the model is not sure of one"},
			{Glob: "sentiment/target/*/positive", Doc: "mentions in a positive light"},
			{Glob: "sentiment/target/*/score", Doc: "sum of the scores of mentions, in thousandths; a score is the probability of positive less that of negative"},
		},
		Known: append(known, features...),
		Count: func(d *pipeline.Document, r *counts.Row) {
			if len(features) == 0 {
				return
			}
			mentions(d, r)
			for _, t := range targets.Of(d) {
				if counted(d, t) {
					r.Add(TargetFeature(t.Name, "score"), voices.Of(d)[t.From], int64(math.Round(t.Score()*thousandths)))
				}
			}
		},
	}
}

// TargetFeature returns the feature that counts mentions of a target: what is negative, neutral, positive or score.
func TargetFeature(name, what string) counts.Feature {
	return counts.Feature(path.Join("sentiment/target", name, what))
}
