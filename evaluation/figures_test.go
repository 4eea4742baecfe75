package evaluation_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parallax/corpus"
	"parallax/evaluation"
	"parallax/experiment"
	"parallax/internal/shared"
	"parallax/pipeline"
	"parallax/report"
	"parallax/stages"
)

// builtIn is the plan of the built-in config.
func builtIn(t *testing.T) *experiment.Plan {
	t.Helper()
	return planWith(t, nil)
}

// planWith is the plan of the built-in config with other settings.
func planWith(t *testing.T, set map[string]string) *experiment.Plan {
	t.Helper()
	c, err := experiment.LoadConfig("../config.yaml", set)
	if err != nil {
		t.Fatal(err)
	}
	p, err := experiment.NewPlan(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// annotated writes what parallax annotate prints for some articles to a file.
func annotated(t *testing.T, p *experiment.Plan, articles string) string {
	t.Helper()
	c, err := corpus.Open(articles)
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	for line, err := range pipeline.Run(t.Context(), p.Pipeline, c.Records(), 2, nil, nil, func(d *pipeline.Document) ([]byte, error) {
		return report.Annotation(d, p.Layers)
	}) {
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(line)
	}
	return file(t, lines.Bytes())
}

func file(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lines.jsonl")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// scored returns the figures that score.py prints, in their order. The test is skipped without python3.
func scored(t *testing.T, task, gold, predicted string) []float64 {
	t.Helper()
	script := shared.Path(t, "gold", "score.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here, which runs score.py")
	}
	out, err := exec.Command(python, script, task, gold, predicted).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var figures []float64
	for _, found := range decimals.FindAllString(string(out), -1) {
		x, err := strconv.ParseFloat(found, 64)
		if err != nil {
			t.Fatal(err)
		}
		figures = append(figures, x)
	}
	return figures
}

var decimals = regexp.MustCompile(`\b[01]\.\d{3}\b`)

// lines returns the lines of a gold file.
func lines(t *testing.T, name string) [][]byte {
	t.Helper()
	data, err := os.ReadFile(shared.Path(t, "gold", name))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	return bytes.SplitAfter(bytes.TrimSpace(data), []byte("\n"))
}

func decoded[T any](t *testing.T, line []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(line, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// The figures of evaluate hedging are those of score.py, to the digit that it prints.
func TestHedgingAgreesWithScorePy(t *testing.T) {
	p := builtIn(t)
	for _, name := range []string{"hedging_news.jsonl", "sfu_review_spec.jsonl.gz"} {
		gold := shared.Path(t, "gold", name)
		sentences, err := evaluation.ReadGold(gold)
		if err != nil {
			t.Fatal(err)
		}
		figures, err := evaluation.Hedging(p.Layers, sentences)
		if err != nil {
			t.Fatal(err)
		}
		f := figures[0].Scored
		got := fmt.Sprintf("%.3f %.3f %.3f", float64(f.Right)/float64(f.Right+f.Wrong), float64(f.Right)/float64(f.Right+f.Missed), f.F1())
		var want string
		for i, x := range scored(t, "hedging", gold, annotated(t, p, gold)) {
			want += fmt.Sprintf("%.3f", x)
			if i < 2 {
				want += " "
			}
		}
		if got != want {
			t.Errorf("%s: precision, recall and F1 %s; score.py has %s", name, got, want)
		}
	}
}

// The codebook prints a figure with the counter that it is of.
func TestFiguresAreOfCounters(t *testing.T) {
	counters := map[string]bool{}
	for _, c := range builtIn(t).Layers.Counters {
		counters[c.Name] = true
	}
	for _, f := range evaluation.Figures {
		if !counters[f.Counter] {
			t.Errorf("%s, %s: there is no counter %q", f.Model, f.Corpus, f.Counter)
		}
	}
}

// The figures that the codebook prints are those of the models as they are.
func TestFiguresAreCurrent(t *testing.T) {
	const tolerance = .005
	p := builtIn(t)
	measured := measuredHedging(t, p)
	maps.Copy(measured, measuredAttribution(t, p))
	maps.Copy(measured, measuredPolarity(t, p))
	maps.Copy(measured, measuredSides(t))
	for _, f := range evaluation.Figures {
		name := f.Model + "; " + f.Corpus + "; " + f.Measure
		check := func(name string, value float64) {
			got, ok := measured[name]
			if !ok || math.Abs(got-value) > tolerance {
				t.Errorf("%s: measured %.3f (%t), figures.go has %.3f", name, got, ok, value)
			}
			delete(measured, name)
		}
		check(name, f.Value)
		for _, b := range f.Baselines {
			if b.Value != 0 {
				check(name+"; "+b.Name, b.Value)
			}
		}
	}
	for name, value := range measured {
		t.Errorf("%s: measured %.3f, not in figures.go", name, value)
	}
}

func measuredHedging(t *testing.T, p *experiment.Plan) map[string]float64 {
	t.Helper()
	const measure = "; uncertain sentences, F1"
	m := map[string]float64{}
	for name, file := range map[string]string{
		"news (194 sentences, coded for parallax)": "hedging_news.jsonl",
		"BioScope (abstracts of biology)":          "bioscope.jsonl.gz",
		"SFU (product reviews)":                    "sfu_review_spec.jsonl.gz",
	} {
		sentences, err := evaluation.ReadGold(shared.Path(t, "gold", file))
		if err != nil {
			t.Fatal(err)
		}
		add := func(model string, figures []evaluation.Uncertain, err error) {
			if err != nil {
				t.Fatal(err)
			}
			f := figures[0].Scored
			m[model+"; "+name+measure] = f.F1()
			all := evaluation.Tally{Right: f.Right + f.Missed, Wrong: f.Wrong + f.Rejected}
			m[model+"; "+name+measure+"; all uncertain"] = all.F1()
		}
		figures, err := evaluation.Hedging(p.Layers, sentences)
		add("hedges", figures, err)
		if file == "hedging_news.jsonl" {
			continue // too few to learn from
		}
		figures, err = evaluation.HeldOut(sentences)
		add("hedges, list induced by parallax train", figures, err)
		scopes, err := evaluation.Scopes(p.Layers, sentences)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scopes {
			model := map[string]string{"hedge_cue": "scope of hedges", "negation_cue": "scope of negations"}[s.Cue]
			key := model + "; " + name + "; scopes with the very words, from given cues"
			m[key] = float64(s.Rules.Exact) / float64(s.Rules.Scopes)
			m[key+"; to the end of the sentence"] = float64(s.ToEnd.Exact) / float64(s.ToEnd.Scopes)
		}
	}
	return m
}

func measuredAttribution(t *testing.T, p *experiment.Plan) map[string]float64 {
	t.Helper()
	m := map[string]float64{}
	figures, _, err := evaluation.Attributions(p.Layers, developmentPart(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range map[string]evaluation.Tally{"cues, F1": figures.Cue, "words of content, F1": figures.Words, "whole attributions, F1": figures.Whole} {
		m["attributions; PolNeAR (84 articles, US politics); "+name] = 2 * float64(n.Right) / float64(2*n.Right+n.Wrong+n.Missed)
	}
	coded, judged := codedSources(t, p)
	labels := map[string]map[string]float64{"type of source": {}, "stance": {}, "strength": {}}
	for _, s := range coded {
		labels["type of source"][string(s.Type)]++
		labels["stance"][string(s.Stance)]++
		labels["strength"][strconv.Itoa(s.Strength)]++
	}
	for name, c := range map[string]evaluation.Mistakes{"type of source": judged.Type, "stance": judged.Stance, "strength": judged.Strength} {
		key := "attributions; PolNeAR (154 sources, coded for parallax); " + name + ", share right where found"
		m[key] = float64(c.Right()) / float64(judged.Found)
		m[key+"; majority class"] = slices.Max(slices.Collect(maps.Values(labels[name]))) / float64(len(coded))
	}
	return m
}

// developmentPart are the articles of PolNeAR to measure on.
func developmentPart(t *testing.T) (dev []evaluation.AttributedArticle) {
	t.Helper()
	articles, err := evaluation.ReadAttributed(shared.Path(t, "gold", "polnear.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		if a.Split == "dev" {
			dev = append(dev, a)
		}
	}
	return dev
}

func codedSources(t *testing.T, p *experiment.Plan) ([]evaluation.CodedSource, evaluation.Sources) {
	t.Helper()
	gold := shared.Path(t, "gold", "sources.jsonl")
	coded, err := evaluation.ReadSources(gold)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := evaluation.ArticlesOf(coded, gold, shared.Path(t, "gold", "polnear.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	judged, _, err := evaluation.JudgeSources(p.Layers, articles, coded)
	if err != nil {
		t.Fatal(err)
	}
	return coded, judged
}

// TestScorePyAgreesOnAttribution holds every figure of evaluate attribution and evaluate sources to score.py's.
func TestScorePyAgreesOnAttribution(t *testing.T) {
	p := builtIn(t)
	var articles []byte
	for _, line := range lines(t, "polnear.jsonl.gz") {
		articles = append(articles, line...)
	}
	path := file(t, articles)
	predicted := annotated(t, p, path)
	gold, err := evaluation.ReadAttributed(path)
	if err != nil {
		t.Fatal(err)
	}
	figures, _, err := evaluation.Attributions(p.Layers, gold)
	if err != nil {
		t.Fatal(err)
	}
	var ours []float64
	share := func(n, of int64) { ours = append(ours, float64(n)/float64(max(1, of))) }
	for _, x := range []evaluation.Tally{figures.Cue, figures.Source, figures.SameWord, figures.Words, figures.Content, figures.Whole} {
		share(x.Right, x.Right+x.Wrong)
		share(x.Right, x.Right+x.Missed)
		share(2*x.Right, 2*x.Right+x.Wrong+x.Missed)
	}
	for _, k := range []stages.Kind{stages.Direct, stages.Mixed, stages.Indirect} {
		r := figures.Recall[k]
		share(r.Cue, r.Gold)
		share(r.Content, r.Gold)
	}
	same(t, "attribution", ours, scored(t, "attribution", path, predicted))

	ours = nil
	_, s := codedSources(t, p)
	share(s.Found, s.Coded)
	for _, c := range []evaluation.Mistakes{s.Type, s.Stance, s.Strength} {
		share(c.Right(), s.Found)
	}
	same(t, "sources", ours, scored(t, "sources", shared.Path(t, "gold", "sources.jsonl"), predicted))
}

// same compares figures with those of score.py, which have three digits.
func same(t *testing.T, task string, ours, theirs []float64) {
	t.Helper()
	if len(ours) != len(theirs) {
		t.Fatalf("%s: %d figures, score.py has %d", task, len(ours), len(theirs))
	}
	for i := range ours {
		if math.Abs(ours[i]-theirs[i]) > .000501 {
			t.Errorf("%s, figure %d: %.4f, score.py has %.3f", task, i+1, ours[i], theirs[i])
		}
	}
}

func measuredPolarity(t *testing.T, p *experiment.Plan) map[string]float64 {
	t.Helper()
	sentences, err := evaluation.ReadTargets(shared.Path(t, "gold", "newsmtsc.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	_, heldOut, err := evaluation.Polarity(p.Layers, sentences)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"news": "news, per target", "cdipaolo": "cdipaolo, per sentence",
		"vader": "VADER, per sentence (a yardstick; nothing rests on it)"}
	const (
		key      = "; NewsMTSC (1,758 targets of the fifth of the articles that no model learnt from); negative, neutral or positive towards a target, macro-F1"
		majority = "majority class"
	)
	measured := map[string]float64{}
	var without float64
	for _, f := range heldOut {
		if f.Model == majority {
			without = f.MacroF1()
		} else {
			measured[names[f.Model]+key] = f.MacroF1()
		}
	}
	for _, name := range names {
		measured[name+key+"; "+majority] = without
	}
	return measured
}
