package evaluation

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"parallax/corpus"
	"parallax/pipeline"
	"parallax/polarity"
	"parallax/stages"
	"parallax/text"
)

// A Target is someone or something in a sentence, and how people say the sentence puts it.
type Target struct {
	Start, End int // in code points of the text, half-open
	Class      polarity.Class
}

// A TargetedSentence is a sentence whose targets people have judged.
type TargetedSentence struct {
	corpus.Article
	Document string // the article it was taken from
	Targets  []Target
}

// ReadTargets reads judged targets from files of any corpus format, JSON lines above all: text, and spans with the type
// target, start, end and polarity. The article that a sentence was taken from is its key article, else its ID up to
// the third underscore, as NewsMTSC has it. Every sentence that cannot be read is reported, with its place.
func ReadTargets(paths ...string) ([]TargetedSentence, error) {
	var all []TargetedSentence
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
			var s TargetedSentence
			if err == nil {
				s, err = targeted(a)
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			found += len(s.Targets)
			all = append(all, s)
		}
		if found == 0 && len(faults) == 0 {
			faults = append(faults, fmt.Errorf(`%s: no target in this file; a target is a span {"type": "target", "start", "end", "polarity"}`, path))
		}
	}
	return all, some(faults)
}

func targeted(a corpus.Article) (TargetedSentence, error) {
	s := TargetedSentence{Article: a, Document: a.ID}
	if parts := strings.SplitN(a.ID, "_", 4); len(parts) == 4 {
		s.Document = strings.Join(parts[:3], "_")
	}
	var given string
	if json.Unmarshal(a.Meta["article"], &given) == nil && given != "" {
		s.Document = given
	}
	var spans []struct {
		Type, Polarity string
		Start, End     int
	}
	if raw := a.Meta["spans"]; raw != nil {
		if err := json.Unmarshal(raw, &spans); err != nil {
			return s, fmt.Errorf("%s: spans: %w", a.Path, err)
		}
	}
	length := len([]rune(a.Text))
	for i, span := range spans {
		if span.Type != "target" {
			continue
		}
		class, err := polarity.ParseClass(span.Polarity)
		if err != nil {
			return s, fmt.Errorf("%s: spans[%d]: %w", a.Path, i, err)
		}
		if span.Start < 0 || span.End <= span.Start || span.End > length {
			return s, fmt.Errorf("%s: spans[%d]: from %d to %d; a target lies within the text, which has %d code points", a.Path, i, span.Start, span.End, length)
		}
		s.Targets = append(s.Targets, Target{span.Start, span.End, class})
	}
	return s, nil
}

// TrainPolarity learns the model news from judged targets. A fifth of the articles is left out, by their names, for [Polarity]
// to judge by.
func TrainPolarity(sentences []TargetedSentence) (*polarity.Model, error) {
	var all []polarity.Example
	for _, s := range sentences {
		for _, t := range s.Targets {
			at := text.CodePoints(s.Text, t.Start, t.End)
			all = append(all, polarity.Example{Article: s.Document, Text: s.Text, Target: at, Class: t.Class})
		}
	}
	return polarity.Train(all)
}

// A Confusion counts targets by their class: as people say, then as a model does.
type Confusion [polarity.Classes][polarity.Classes]int64

// F1 is that of one class, 0 where nothing is right.
func (c *Confusion) F1(class polarity.Class) float64 {
	var sum int64 // right ones twice, wrong and missed ones once
	for k := range c {
		sum += c[class][k] + c[k][class]
	}
	return 2 * float64(c[class][class]) / max(1, float64(sum))
}

// MacroF1 is the mean of the classes' F1.
func (c *Confusion) MacroF1() float64 {
	return (c.F1(polarity.Negative) + c.F1(polarity.Neutral) + c.F1(polarity.Positive)) / 3
}

// Targets is how many there are.
func (c *Confusion) Targets() (n int64) {
	for _, row := range c {
		for _, k := range row {
			n += k
		}
	}
	return n
}

// Accuracy is the share of targets that a model classes as people do.
func (c *Confusion) Accuracy() float64 {
	return float64(c[0][0]+c[1][1]+c[2][2]) / max(1, float64(c.Targets()))
}

// majority is what would be right if all were of the most frequent class.
func (c *Confusion) majority() (m Confusion) {
	best, most := 0, int64(-1)
	for class, row := range c {
		if n := row[0] + row[1] + row[2]; n > most {
			best, most = class, n
		}
	}
	for class, row := range c {
		m[class][best] = row[0] + row[1] + row[2]
	}
	return m
}

// A PolarityFigure is how well a model says how sentences put their targets.
type PolarityFigure struct {
	Model string
	Confusion
}

// Polarity compares the model news with how people judged targets, and beside it two models that read the whole sentence and no
// target, VADER and cdipaolo, and the majority class: on all targets, and on those of the fifth of the articles that
// training leaves out. cdipaolo knows no neutral.
func Polarity(l *stages.Layers, sentences []TargetedSentence) (all, heldOut []PolarityFigure, err error) {
	p, err := pipeline.New(l.Targets, l.Sentiment)
	if err != nil {
		return nil, nil, err
	}
	models := []string{"news", "vader", "cdipaolo"}
	var figures [2][3]Confusion
	for _, s := range sentences {
		d, err := p.Analyze(s.asking())
		if err != nil {
			return nil, nil, err
		}
		part := 0
		if polarity.HeldOut(s.Document) {
			part = 1
		}
		judged := slices.DeleteFunc(slices.Clone(l.Targets.Of(d)), func(t stages.Target) bool { return t.Name != "" })
		for i, t := range s.Targets {
			figures[part][0][t.Class][judged[i].Class()]++
			whole := sentenceOf(d, judged[i])
			_, vader := polarity.VADER(whole.Of(d.Source))
			figures[part][1][t.Class][vader]++
			figures[part][2][t.Class][filmReview(l, d, judged[i].Sentence)]++
		}
	}
	for m, name := range models {
		seen, unseen := figures[0][m], figures[1][m]
		for g := range seen {
			for k := range seen[g] {
				seen[g][k] += unseen[g][k]
			}
		}
		all = append(all, PolarityFigure{name, seen})
		heldOut = append(heldOut, PolarityFigure{name, unseen})
	}
	all = append(all, PolarityFigure{majority, all[0].majority()})
	heldOut = append(heldOut, PolarityFigure{majority, heldOut[0].majority()})
	return all, heldOut, nil
}

// asking is the article with its targets as annotate's input has them.
func (s TargetedSentence) asking() corpus.Article {
	type span struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	spans := make([]span, len(s.Targets))
	for i, t := range s.Targets {
		spans[i] = span{t.Start, t.End}
	}
	asked, err := json.Marshal(spans)
	if err != nil {
		panic(err) // whole numbers
	}
	a := s.Article
	a.Meta = map[string]json.RawMessage{"targets": asked}
	return a
}

// sentenceOf returns the sentence of a target, or the whole text where it stands in none.
func sentenceOf(d *pipeline.Document, t stages.Target) text.Span {
	if t.Sentence < 0 {
		return text.Span{End: len(d.Source)}
	}
	return stages.Sentences.Of(d)[t.Sentence].Span(stages.Tokens.Of(d))
}

// filmReview returns the class of cdipaolo's model, neutral where it knows no word of the sentence.
func filmReview(l *stages.Layers, d *pipeline.Document, sentence int) polarity.Class {
	for _, s := range l.Sentiment.Of(d) {
		if s.Sentence == sentence {
			class, err := polarity.ParseClass(s.Label)
			if err != nil {
				panic(err) // negative or positive
			}
			return class
		}
	}
	return polarity.Neutral
}

// PrintPolarity writes the figures of Polarity as two tables.
func PrintPolarity(w io.Writer, all, heldOut []PolarityFigure) error {
	parts := []struct {
		title   string
		figures []PolarityFigure
	}{
		{"All targets of the file (of those that parallax train learnt from, news remembers something):", all},
		{"Targets of the fifth of the articles that training leaves out:", heldOut},
	}
	for i, part := range parts {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, part.title)
		t := newTable("model", "accuracy", "macro-F1", "negative F1", "neutral F1", "positive F1", "targets")
		for _, f := range part.figures {
			row := []string{f.Model, fmt.Sprintf("%.3f", f.Accuracy()), fmt.Sprintf("%.3f", f.MacroF1())}
			for class := range polarity.ClassNames {
				row = append(row, fmt.Sprintf("%.3f", f.F1(polarity.Class(class))))
			}
			t.row(append(row, fmt.Sprint(f.Targets()))...)
		}
		if err := t.write(w); err != nil {
			return err
		}
	}
	return nil
}
