package experiment

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"parallax/charts"
	"parallax/counts"
	"parallax/internal/nearest"
	"parallax/report"
	"parallax/stages"
	"parallax/stats"
)

// A Study asks how far a finding depends on choices that another careful researcher might have made: one
// measure under several specifications, from one pass over the corpus.
type Study struct {
	Name           string          `yaml:"name" json:"name"`
	Doc            string          `yaml:"doc" json:"doc"`
	Config         string          `yaml:"config" json:"-"` // base config, relative to the study's file; "" for the built-in one
	Measure        string          `yaml:"measure" json:"measure"`
	Voice          []string        `yaml:"voice" json:"voice,omitempty"` // of every specification that names none; else the measure's
	Specifications []Specification `yaml:"specifications" json:"specifications"`
	LeaveOneOut    string          `yaml:"leave-one-out" json:"leave-one-out,omitempty"` // LEXICON/CONCEPT

	file string
}

// A Specification is one way to take the study's measure. What it leaves out stays as the measure has it.
type Specification struct {
	Name    string   `yaml:"name" json:"name"`
	Doc     string   `yaml:"doc" json:"doc,omitempty"`
	Lexicon string   `yaml:"lexicon" json:"lexicon,omitempty"` // read the measure's terms from this lexicon: a name or a file
	Drop    []string `yaml:"drop" json:"drop,omitempty"`       // globs of features that do not count
	Voice   []string `yaml:"voice" json:"voice,omitempty"`
}

// LoadStudy reads a study's file, strictly.
func LoadStudy(file string) (*Study, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, &ConfigError{err}
	}
	s := &Study{file: file}
	if err := yaml.UnmarshalWithOptions(data, s, yaml.Strict()); err != nil {
		return nil, &ConfigError{fmt.Errorf("%s: %s", file, strings.TrimSpace(yaml.FormatError(err, false, true)))}
	}
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s: "+format, append([]any{file}, args...)...))
	}
	if s.Name == "" || s.Doc == "" || s.Measure == "" {
		fault("name, doc and measure: a study has all three")
	}
	if len(s.Specifications) == 0 && s.LeaveOneOut == "" {
		fault("specifications: name at least one, or leave-one-out")
	}
	names := map[string]bool{}
	for i, spec := range s.Specifications {
		if spec.Name == "" || names[spec.Name] {
			fault("specifications[%d]: name %q is empty or taken", i, spec.Name)
		}
		names[spec.Name] = true
	}
	if s.LeaveOneOut != "" && strings.Count(s.LeaveOneOut, "/") != 1 {
		fault("leave-one-out: %q is not LEXICON/CONCEPT", s.LeaveOneOut)
	}
	if len(faults) > 0 {
		return nil, &ConfigError{errors.Join(faults...)}
	}
	if s.Config != "" {
		s.Config = filepath.Join(filepath.Dir(file), s.Config)
	}
	for i := range s.Specifications {
		if ref := &s.Specifications[i].Lexicon; isFile(*ref) && !filepath.IsAbs(*ref) {
			*ref = filepath.Join(filepath.Dir(file), *ref)
		}
	}
	return s, nil
}

// Load returns a loader of the study's config: config where it is given, else the study's own, with the
// lexicons of all specifications.
func (s *Study) Load(config string) func(set map[string]string) (*Config, error) {
	return func(set map[string]string) (*Config, error) {
		c, err := LoadConfig(cmp.Or(config, s.Config), set)
		if err != nil {
			return nil, err
		}
		for _, spec := range s.Specifications {
			if spec.Lexicon != "" && !slices.Contains(c.Lexicons, spec.Lexicon) {
				c.Lexicons = append(c.Lexicons, spec.Lexicon)
			}
		}
		return c, nil
	}
}

// RunStudy scores the corpus once, takes the measure under every specification, and writes the tables and the
// chart of how each outlet's estimate moves. The tables hold every specification; the chart leaves out terms
// that move no difference between outlets.
func RunStudy(ctx context.Context, p *Plan, s *Study, resume bool, watch Watch) (*Manifest, error) {
	specs, terms, err := s.measures(p)
	if err != nil {
		return nil, &ConfigError{prefixed(s.file, err)}
	}
	m := newManifest("experiment", p)
	m.Inputs.Study = s
	if scored, err := score(ctx, p, m, resume, watch); err != nil {
		return scored, err
	}
	table, err := counts.Read(p.Config.Out, func(f counts.Feature) bool { return stats.Selects(specs, f) })
	if err != nil {
		return m, err
	}
	results, _, err := stats.Analyze(ctx, table, specs, nil, p.Config.statistics())
	if err != nil {
		return m, err
	}
	results.Manifest, results.Invented = m.short(), p.Invented()

	w := &folder{dir: p.Config.Out, written: slices.Clone(scoredFiles)}
	w.write("specifications.csv", func(f io.Writer) error { return report.WriteEstimates(f, results.Estimates) })
	w.write("comparisons.csv", func(f io.Writer) error { return report.WriteComparisons(f, results.Comparisons) })
	w.write("rank-agreement.csv", func(f io.Writer) error { return writeRankAgreement(f, rankAgreement(results, terms)) })
	influences := leaveOneOut(results, terms)
	if len(terms) > 0 {
		w.write("leave-one-out.csv", func(f io.Writer) error { return writeInfluences(f, influences) })
	}
	w.draw(ctx, p.Config.workers(), shown(results, terms, influences), charts.Specifications)
	if w.err != nil {
		return m, w.err
	}
	return m, m.finish(w.dir, w.written)
}

// run carries a study out again from a manifest.
func (s *Study) run(ctx context.Context, c *Config, watch Watch) (*Manifest, error) {
	p, err := NewPlan(c)
	if err != nil {
		return nil, err
	}
	return RunStudy(ctx, p, s, false, watch)
}

// measures derives a measure for each specification, and one without each term of the concept that is left
// out term by term; terms tells those by their name.
func (s *Study) measures(p *Plan) (specs []stats.Measure, terms map[string]string, err error) {
	at := slices.IndexFunc(p.Config.Measures, func(m MeasureConfig) bool { return m.Name == s.Measure })
	if at < 0 {
		var names []string
		for _, m := range p.Config.Measures {
			names = append(names, m.Name)
		}
		return nil, nil, fmt.Errorf("unknown measure %q%s", s.Measure, nearest.Hint(s.Measure, names))
	}
	base := p.Config.Measures[at]
	if len(s.Voice) > 0 {
		base.Voice = s.Voice
	}
	var faults []error
	for i, spec := range s.Specifications {
		m, err := spec.measure(p, base)
		if err != nil {
			faults = append(faults, prefixed(fmt.Sprintf("specifications[%d] (%s)", i, spec.Name), err))
		}
		specs = append(specs, m)
	}
	terms = map[string]string{}
	if s.LeaveOneOut != "" {
		whole, _ := (Specification{Name: "all terms"}).measure(p, base)
		specs = append(specs, whole)
		for _, e := range p.Layers.Lexicons.Entries() {
			if e.Lexicon+"/"+e.Concept != s.LeaveOneOut {
				continue
			}
			name := without(e.Term, terms)
			m, _ := (Specification{Name: name, Drop: []string{string(stages.TermFeature(e)), string(stages.AboutFeature("*", e))}}).measure(p, base)
			specs = append(specs, m)
			terms[name] = e.Term
		}
		if len(terms) == 0 {
			faults = append(faults, fmt.Errorf("leave-one-out: no lexicon of this study has a concept %q", s.LeaveOneOut))
		}
	}
	return specs, terms, errors.Join(faults...)
}

// without names the specification that leaves a term out; long patterns are cut, and told apart by number.
func without(term string, taken map[string]string) string {
	const room = 28
	short := []rune(term)
	if len(short) > room {
		short = append(short[:room-1], '…')
	}
	name := "without " + string(short)
	for n := 2; taken[name] != ""; n++ {
		name = fmt.Sprintf("without %s (%d)", string(short), n)
	}
	return name
}

// measure applies a specification to the study's measure.
func (spec Specification) measure(p *Plan, base MeasureConfig) (stats.Measure, error) {
	base.Name = spec.Name
	if spec.Doc != "" {
		base.Doc = spec.Doc
	}
	if len(spec.Voice) > 0 {
		base.Voice = spec.Voice
	}
	if spec.Lexicon != "" {
		name, err := p.lexiconName(spec.Lexicon)
		if err != nil {
			return stats.Measure{}, err
		}
		base.Of, base.Per = inLexicon(name, base.Of), inLexicon(name, base.Per)
	}
	m, err := base.measure()
	m.Of.Except, m.Per.Except = spec.Drop, spec.Drop
	return m, err
}

// lexiconName returns the name of the lexicon that a specification refers to, by name or file.
func (p *Plan) lexiconName(ref string) (string, error) {
	if !isFile(ref) {
		return ref, nil
	}
	l, _, err := OpenLexicon(ref) // what is left out was told when the plan loaded it
	if err != nil {
		return "", err
	}
	return l.Name, nil
}

// inLexicon points the term features of a selection at another lexicon.
func inLexicon(name string, globs []string) []string {
	out := slices.Clone(globs)
	for i, g := range out {
		if parts := strings.Split(g, "/"); parts[0] == "term" && len(parts) > 1 {
			parts[1] = name
			out[i] = strings.Join(parts, "/")
		}
	}
	return out
}

// A Concord is how far a specification puts the outlets into the order of the study's first.
type Concord struct {
	Specification, Voice string
	First, FirstVoice    string // its own where it has the voice, else the one it has
	Outlets              int    // with a value under both
	TauB, Rho            *float64
}

// rankAgreement compares the order of the outlets under each specification with that under the first; those that
// leave out a single term are not specifications of their own.
func rankAgreement(r *stats.Results, terms map[string]string) (all []Concord) {
	type key struct{ measure, voice string }
	values := map[key]map[string]float64{}
	var order []key
	for _, e := range r.Estimates {
		k := key{e.Measure, e.Voice}
		if values[k] == nil {
			values[k] = map[string]float64{}
			order = append(order, k)
		}
		if e.Value != nil {
			values[k][e.Outlet] = *e.Value
		}
	}
	for _, k := range order {
		first := key{r.Measures[0].Name, k.voice}
		if values[first] == nil {
			first = order[0]
		}
		if terms[k.measure] != "" || k == first {
			continue
		}
		var x, y []float64
		for _, outlet := range r.Outlets {
			a, inFirst := values[first][outlet]
			b, inThis := values[k][outlet]
			if inFirst && inThis {
				x, y = append(x, a), append(y, b)
			}
		}
		c := Concord{Specification: k.measure, Voice: k.voice, First: first.measure, FirstVoice: first.voice, Outlets: len(x)}
		c.TauB, c.Rho = stats.RankAgreement(x, y)
		all = append(all, c)
	}
	return all
}

func writeRankAgreement(w io.Writer, all []Concord) error {
	out := csv.NewWriter(w)
	out.Write([]string{"specification", "voice", "first", "first_voice", "outlets", "tau_b", "spearman"})
	known := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'g', -1, 64)
	}
	for _, c := range all {
		out.Write([]string{c.Specification, c.Voice, c.First, c.FirstVoice, strconv.Itoa(c.Outlets), known(c.TauB), known(c.Rho)})
	}
	out.Flush()
	return out.Error()
}

// An Influence is what one term does to one difference between outlets.
type Influence struct {
	Term, A, B, Voice string
	name              string // of the specification without the term
	All, Without      float64
	Flips             bool // the difference changes its sign without the term
}

// leaveOneOut compares each difference between outlets with and without each term.
func leaveOneOut(r *stats.Results, terms map[string]string) []Influence {
	type pair struct{ a, b, voice string }
	all := map[pair]float64{}
	for _, c := range r.Comparisons {
		if c.Measure == "all terms" && c.Difference != nil {
			all[pair{c.A, c.B, c.Voice}] = *c.Difference
		}
	}
	var found []Influence
	for _, c := range r.Comparisons {
		term, ok := terms[c.Measure]
		whole, known := all[pair{c.A, c.B, c.Voice}]
		if ok && known && c.Difference != nil {
			found = append(found, Influence{term, c.A, c.B, c.Voice, c.Measure, whole, *c.Difference, whole**c.Difference < 0})
		}
	}
	slices.SortFunc(found, func(a, b Influence) int {
		return cmp.Or(cmp.Compare(a.Term, b.Term), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Voice, b.Voice))
	})
	return found
}

// shown is what the chart shows of the results: of the specifications without a term, those that move a
// difference between outlets, with a dagger where it changes its sign.
func shown(r *stats.Results, terms map[string]string, influences []Influence) *stats.Results {
	moves, flips := map[string]bool{}, map[string]bool{}
	for _, i := range influences {
		moves[i.name] = moves[i.name] || i.All != i.Without
		flips[i.name] = flips[i.name] || i.Flips
	}
	out := *r
	out.Measures, out.Estimates = nil, nil
	label := func(measure string) (string, bool) {
		if terms[measure] != "" && !moves[measure] {
			return "", false
		}
		if flips[measure] {
			measure += " †"
		}
		return measure, true
	}
	for _, m := range r.Measures {
		var show bool
		if m.Name, show = label(m.Name); show {
			out.Measures = append(out.Measures, m)
		}
	}
	for _, e := range r.Estimates {
		var show bool
		if e.Measure, show = label(e.Measure); show {
			out.Estimates = append(out.Estimates, e)
		}
	}
	return &out
}

func writeInfluences(w io.Writer, influences []Influence) error {
	out := csv.NewWriter(w)
	out.Write([]string{"term", "a", "b", "voice", "difference", "without", "influence", "sign_flips"})
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	for _, i := range influences {
		out.Write([]string{i.Term, i.A, i.B, i.Voice, number(i.All), number(i.Without), number(i.All - i.Without), strconv.FormatBool(i.Flips)})
	}
	out.Flush()
	return out.Error()
}
