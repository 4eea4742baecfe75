package evaluation

import (
	"io"

	"parallax/pipeline"
	"parallax/stages"
)

// Confidence is that of every interval of an evaluation.
const Confidence = 0.95

// A Tally counts decisions between yes and no against the gold.
type Tally struct{ Right, Wrong, Missed, Rejected int64 } // both yes; yes for no; no for yes; both no

func (t *Tally) add(gold, found bool) {
	switch {
	case gold && found:
		t.Right++
	case found:
		t.Wrong++
	case gold:
		t.Missed++
	default:
		t.Rejected++
	}
}

// Accuracy is the share of decisions that are right.
func (t Tally) Accuracy() float64 {
	return float64(t.Right+t.Rejected) / max(1, float64(t.Right+t.Wrong+t.Missed+t.Rejected))
}

// baselines are what two coders would score who do not read: one says no throughout, one yes.
func (t Tally) baselines() (never, always Tally) {
	yes, no := t.Right+t.Missed, t.Wrong+t.Rejected
	return Tally{Missed: yes, Rejected: no}, Tally{Right: yes, Wrong: no}
}

// Uncertain is how well a list of hedges tells the uncertain sentences of a corpus.
type Uncertain struct {
	Corpus string
	Scored Tally // any cue but of a number or a crowd: the definition of score.py
	Coded  Tally // nor of a degree: the definition of the codebook and of the feature sentences/hedged
}

// Hedging compares the hedges of the layers with sentences that people have called uncertain, by corpus.
func Hedging(l *stages.Layers, sentences []Sentence) ([]Uncertain, error) {
	p, err := pipeline.New(l.Hedges)
	if err != nil {
		return nil, err
	}
	names, groups := by(sentences)
	var all []Uncertain
	for _, name := range names {
		u := Uncertain{Corpus: name}
		for _, s := range groups[name] {
			d, err := p.Analyze(s.Article)
			if err != nil {
				return nil, err
			}
			scored, coded := false, false
			for _, h := range l.Hedges.Of(d) {
				scored = scored || h.Class != "approximator" && h.Class != "quantifier"
				coded = coded || h.MakesUncertain()
			}
			u.Scored.add(s.Uncertain, scored)
			u.Coded.add(s.Uncertain, coded)
		}
		all = append(all, u)
	}
	return all, nil
}

// PrintHedging writes the figures of Hedging as a table, with the baselines beside them.
func PrintHedging(w io.Writer, all []Uncertain) error {
	t := newTable("corpus", "uncertain sentences", "precision", "recall", "F1", "accuracy", "gold", "sentences")
	for _, u := range all {
		never, always := u.Scored.baselines()
		t.tally(u.Corpus, "a hedge, not of a number or a crowd (score.py)", u.Scored)
		t.tally("", "nor of a degree (sentences/hedged)", u.Coded)
		if always.Right > always.Wrong {
			never, always = always, never
		}
		t.tally("", "majority class", never)
		t.tally("", "the other class", always)
	}
	return t.write(w)
}
