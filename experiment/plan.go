package experiment

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"parallax/charts"
	"parallax/corpus"
	"parallax/internal/nearest"
	"parallax/lexicons"
	"parallax/pipeline"
	"parallax/report"
	"parallax/stages"
	"parallax/stats"
)

// alwaysLoaded are the lexicons that layers of the same names read.
var alwaysLoaded = []string{"attribution", "boosters", "hedges", "negation"}

// A Plan is what a config amounts to before any article is read: its lexicons compiled, its stages in
// order, its measures checked against what can be counted.
type Plan struct {
	Config   *Config
	Lexicons []*lexicons.Lexicon // sorted by name
	Replaced []string            // names of built-in lexicons that a file of the user replaces
	Layers   *stages.Layers
	Pipeline *pipeline.Pipeline
	Measures []stats.Measure
	Concepts []stats.Concept // of the user's lexicons, for profiles

	Regressions []stats.Regression

	listed []string     // names of the lexicons that the config lists
	model  []HashedFile // of attribution, where it is the user's own
}

// NewPlan loads and checks all that a config names. All faults are reported at once.
func NewPlan(c *Config) (*Plan, error) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(heap))
	defer debug.SetGCPercent(debug.SetGCPercent(lazy))
	p := &Plan{Config: c}
	if err := p.loadLexicons(); err != nil {
		return nil, &ConfigError{err}
	}
	if err := p.compile(); err != nil {
		return nil, &ConfigError{err}
	}
	all := make([]pipeline.Stage, len(p.Layers.Counters))
	for i, counter := range p.Layers.Counters {
		all[i] = counter
	}
	var err error
	if p.Pipeline, err = pipeline.New(all...); err != nil {
		return nil, err
	}
	for _, l := range p.Lexicons {
		if slices.Contains(alwaysLoaded, l.Name) {
			continue
		}
		for _, concept := range l.Concepts {
			if len(concept.Variants) == 0 {
				continue // it only holds others
			}
			sc := stats.Concept{Lexicon: l.Name, Name: concept.Name}
			for _, v := range concept.Variants {
				sc.Variants = append(sc.Variants, v.Name)
			}
			p.Concepts = append(p.Concepts, sc)
		}
	}
	if err := p.checkMeasures(); err != nil {
		return nil, &ConfigError{err}
	}
	p.Regressions = c.regressions(p.Measures)
	return p, nil
}

// compile lays out the layers over the plan's lexicons, and over further ones.
func (p *Plan) compile(further ...*lexicons.Lexicon) error {
	all := append(slices.Clone(p.Lexicons), aliases(targetsLexicon, p.Config.Targets), aliases(sidesLexicon, p.Config.Sides))
	matcher, err := lexicons.Compile(append(all, further...)...)
	if err != nil {
		return err
	}
	model, file, err := p.Config.attributionModel()
	if err != nil {
		return &ConfigError{err}
	}
	p.model = file
	p.Layers = stages.New(matcher, model, p.Config.Columns...)
	return nil
}

// loadLexicons loads what the config lists, and the lexicons that are always there. A file of the user replaces the
// built-in lexicon of its name, even if that is listed too.
func (p *Plan) loadLexicons() error {
	var faults []error
	byName := map[string]*lexicons.Lexicon{}
	from := map[string]string{} // by name, the reference that it was loaded from
	for i, listed := range p.Config.Lexicons {
		refs, err := lexiconFiles(listed)
		if err != nil {
			faults = append(faults, prefixed(fmt.Sprintf("lexicons[%d] (%s)", i, listed), err))
		}
		for _, ref := range refs {
			l, err := p.loadLexicon(ref)
			if err != nil {
				faults = append(faults, prefixed(fmt.Sprintf("lexicons[%d] (%s)", i, ref), err))
				continue
			}
			earlier, again := from[l.Name]
			switch {
			case !again:
				p.listed = append(p.listed, l.Name)
			case isFile(earlier) == isFile(ref):
				faults = append(faults, fmt.Errorf("lexicons[%d] (%s): a lexicon named %q is listed already (%s)", i, ref, l.Name, earlier))
				continue
			case isFile(earlier):
				continue
			}
			byName[l.Name], from[l.Name] = l, ref
		}
	}
	for _, name := range builtinNames() {
		if isFile(from[name]) {
			p.Replaced = append(p.Replaced, name)
		}
	}
	for _, name := range alwaysLoaded {
		if byName[name] == nil {
			l, err := p.loadLexicon(name)
			if err != nil {
				faults = append(faults, err)
			}
			byName[name] = l
		}
	}
	for _, l := range byName {
		p.Lexicons = append(p.Lexicons, l)
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	slices.SortFunc(p.Lexicons, func(a, b *lexicons.Lexicon) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func (p *Plan) loadLexicon(ref string) (*lexicons.Lexicon, error) {
	lex, left, err := OpenLexicon(ref)
	if p.Config.Tell != nil {
		for _, line := range told(ref, left) {
			p.Config.Tell(line)
		}
	}
	return lex, err
}

// checkMeasures translates the measures and reports features that nothing counts.
func (p *Plan) checkMeasures() error {
	var countable []string
	for _, c := range p.Layers.Counters {
		countable = append(countable, c.Countable()...)
	}
	var faults []error
	for i, mc := range p.Config.Measures {
		m, err := mc.measure()
		if err != nil {
			return err // LoadConfig has checked it
		}
		for _, glob := range slices.Concat(m.Of.Features, m.Of.Except, m.Per.Features, m.Per.Except) {
			if slices.ContainsFunc(countable, func(f string) bool { return overlap(glob, f) }) {
				continue
			}
			why := fmt.Sprintf("nothing counts a feature like %q%s", glob, nearest.Hint(glob, families(countable)))
			if lexicon := p.unlisted(glob); lexicon != "" {
				why = fmt.Sprintf("it counts terms of the lexicon %s, which is not listed under lexicons (%s); list it too, or change the measure", lexicon, strings.Join(p.listed, ", "))
			}
			if fault := fmt.Errorf("measures[%d] (%s): %s", i, m.Name, why); !slices.ContainsFunc(faults, func(f error) bool { return f.Error() == fault.Error() }) {
				faults = append(faults, fault)
			}
		}
		p.Measures = append(p.Measures, m)
	}
	return errors.Join(faults...)
}

// unlisted returns the built-in lexicon whose terms a glob names, where the config does not list it.
func (p *Plan) unlisted(glob string) string {
	parts := strings.Split(glob, "/")
	at := map[string]int{"term": 1, "weight": 1, "about": 2}[parts[0]]
	if at == 0 || at >= len(parts) || slices.Contains(p.listed, parts[at]) || !slices.Contains(builtinNames(), parts[at]) {
		return ""
	}
	return parts[at]
}

// overlap reports whether two globs over paths may name the same feature.
func overlap(a, b string) bool {
	as, bs := strings.Split(a, "/"), strings.Split(b, "/")
	for i, x := range as {
		if x == "**" {
			return true
		}
		if i == len(bs) {
			return false
		}
		if match, _ := path.Match(x, bs[i]); !match && bs[i] != "*" && bs[i] != x {
			return false
		}
	}
	return len(as) == len(bs)
}

// families shortens a list of features for an error message: terms are shown by their concept.
func families(features []string) []string {
	var out []string
	for _, f := range features {
		if parts := strings.Split(f, "/"); (parts[0] == "term" || parts[0] == "about") && len(parts) >= 5 {
			f = path.Join(path.Join(parts[:len(parts)-2]...), "*", "*")
		}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// Invented reports whether the plan reads the embedded demo, which must be said wherever it shows.
func (p *Plan) Invented() bool { return p.Config.Corpus == DemoCorpus }

// Workers returns the number of cores to use.
func (p *Plan) Workers() int { return p.Config.workers() }

// Records reads articles from files; from r, as JSON lines, where the file is "-"; without files from the
// plan's corpus.
func (p *Plan) Records(files []string, r io.Reader) (iter.Seq2[corpus.Record, error], error) {
	var all []iter.Seq2[corpus.Record, error]
	for _, file := range files {
		if file == "-" {
			all = append(all, corpus.JSONL("-", r))
			continue
		}
		c, err := corpus.Open(file)
		if err != nil {
			return nil, &ConfigError{err}
		}
		all = append(all, c.Records())
	}
	if len(files) == 0 {
		c, err := p.Config.openCorpus()
		if err != nil {
			return nil, &ConfigError{err}
		}
		all = append(all, c.Records())
	}
	return func(yield func(corpus.Record, error) bool) {
		for _, records := range all {
			for r, err := range records {
				if !yield(r, err) {
					return
				}
			}
		}
	}, nil
}

// Codebook writes the codebook of the plan's measures, features, lexicons and charts.
func (p *Plan) Codebook(w io.Writer) error {
	var docs []struct{ Name, Doc string }
	for _, c := range append(slices.Clone(charts.All), charts.Specifications) {
		docs = append(docs, struct{ Name, Doc string }{c.Name, c.Doc})
	}
	return report.Codebook(w, p.Lexicons, p.Measures, p.Layers.Counters, docs)
}
