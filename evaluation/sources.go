package evaluation

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"parallax/corpus"
	"parallax/pipeline"
	"parallax/stages"
	"parallax/stats"
)

// A CodedSource is an attribution whose source people have coded. Spans are in code points of the article's text.
type CodedSource struct {
	ID, Article          string
	Source, Cue, Content []Span
	Type                 stages.SourceType
	Stance               stages.Stance
	Strength             int
}

// sourceTypes, stances and strengths are the legal codes, in the order of the tables.
var (
	sourceTypes = []string{string(stages.NamedPerson), string(stages.NamedOrg), string(stages.Official), string(stages.Document),
		string(stages.Public), string(stages.Anonymous), string(stages.Self), string(stages.NoSource)}
	stances   = []string{string(stages.Endorsing), string(stages.Neutral), string(stages.Distancing)}
	strengths = []string{"0", "1", "2", "3", "4", "5"}
)

// ReadSources reads coded sources, JSON a line: article (the ID of the article), source, cue and content as lists of [start, end],
// source_type, stance and strength. Every line that cannot be read is reported, with its place.
func ReadSources(path string) ([]CodedSource, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []CodedSource
	var faults []error
	in := bufio.NewScanner(bytes.NewReader(data))
	in.Buffer(nil, max(len(data), 1)+1)
	for n := 1; in.Scan(); n++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		s, err := codedSource(in.Bytes())
		if err != nil {
			faults = append(faults, fmt.Errorf("%s:%d: %w", path, n, err))
			continue
		}
		all = append(all, s)
	}
	if len(all) == 0 && len(faults) == 0 {
		faults = append(faults, fmt.Errorf("%s: no source in this file", path))
	}
	return all, some(faults)
}

func codedSource(line []byte) (CodedSource, error) {
	var s struct {
		ID, Article          string
		Source, Cue, Content [][2]int
		Type                 string `json:"source_type"`
		Stance               string
		Strength             *int
	}
	if err := json.Unmarshal(line, &s); err != nil {
		return CodedSource{}, err
	}
	given := "nothing"
	if s.Strength != nil {
		given = strconv.Itoa(*s.Strength)
	}
	for _, c := range []struct {
		key, code string
		legal     []string
	}{{"source_type", s.Type, sourceTypes}, {"stance", s.Stance, stances}, {"strength", given, strengths}} {
		if !slices.Contains(c.legal, c.code) {
			return CodedSource{}, fmt.Errorf("%s is %q; legal values are %s", c.key, c.code, strings.Join(c.legal, ", "))
		}
	}
	spans := func(pairs [][2]int) (all []Span) {
		for _, p := range pairs {
			all = append(all, Span{Start: p[0], End: p[1]})
		}
		return all
	}
	if s.Article == "" || len(s.Cue) == 0 {
		return CodedSource{}, fmt.Errorf("no article, or no cue; a source has the ID of its article, and its cue as a list of [start, end]")
	}
	return CodedSource{s.ID, s.Article, spans(s.Source), spans(s.Cue), spans(s.Content), stages.SourceType(s.Type), stages.Stance(s.Stance), *s.Strength}, nil
}

// ArticlesOf reads the articles whose sources are coded from some corpora; without any, from the files of JSON lines beside the
// gold, until all are found. It is a fault where one is found nowhere.
func ArticlesOf(sources []CodedSource, gold string, corpora ...string) ([]corpus.Article, error) {
	wanted := map[string]bool{}
	for _, s := range sources {
		wanted[s.Article] = true
	}
	beside := len(corpora) == 0
	if beside {
		names, err := filepath.Glob(filepath.Join(filepath.Dir(gold), "*.jsonl*"))
		if err != nil {
			return nil, err
		}
		corpora = names
	}
	var all []corpus.Article
	for _, name := range corpora {
		if len(wanted) == 0 {
			break
		}
		if beside && name == gold {
			continue
		}
		c, err := corpus.Open(name)
		if err != nil {
			if beside {
				continue
			}
			return nil, err
		}
		for r, err := range c.Records() {
			if err != nil {
				continue // of no article that is wanted, else it will be missed
			}
			if a, err := r.Decode(); err == nil && wanted[a.ID] {
				delete(wanted, a.ID)
				all = append(all, a)
			}
		}
	}
	if len(wanted) > 0 {
		var missing []string
		for id := range wanted {
			missing = append(missing, id)
		}
		slices.Sort(missing)
		return nil, fmt.Errorf("%d of the articles of %s are not there, %s first; name the file that has them after the gold", len(missing), gold, missing[0])
	}
	return all, nil
}

// Sources is how well the sources of attributions are judged, by the definitions of score.py: of the coded attributions that are
// found, as what their type, stance and strength is taken.
type Sources struct {
	Articles     int
	Coded, Found int64
	Type         Mistakes
	Stance       Mistakes
	Strength     Mistakes
}

// Mistakes count for each code of the gold how often it was taken for what.
type Mistakes map[[2]string]int64

// Right is how many were taken for what they are.
func (c Mistakes) Right() (n int64) {
	for pair, k := range c {
		if pair[0] == pair[1] {
			n += k
		}
	}
	return n
}

func newSources() Sources { return Sources{Type: Mistakes{}, Stance: Mistakes{}, Strength: Mistakes{}} }

// JudgeSources compares the sources of the layers with coded ones: in all articles, and in those of them that the model did not
// learn from. A coded attribution is found where one shares a place of its cue or content; of several, the first that
// shares the cue, and the source.
func JudgeSources(l *stages.Layers, articles []corpus.Article, coded []CodedSource) (all, unseen Sources, err error) {
	all, unseen = newSources(), newSources()
	p, err := pipeline.New(l.Attributions)
	if err != nil {
		return all, unseen, err
	}
	of := map[string][]CodedSource{}
	for _, s := range coded {
		of[s.Article] = append(of[s.Article], s)
	}
	for _, a := range articles {
		d, err := p.Analyze(a)
		if err != nil {
			return all, unseen, err
		}
		all.compare(of[a.ID], l.Attributions.Of(d), d)
		if unseenBy(l, d) {
			unseen.compare(of[a.ID], l.Attributions.Of(d), d)
		}
	}
	return all, unseen, nil
}

func (all *Sources) compare(coded []CodedSource, found []stages.Attribution, d *pipeline.Document) {
	all.Articles++
	all.Coded += int64(len(coded))
	for _, s := range coded {
		best, most := -1, -1
		for i, f := range found {
			cue, score := touch(s.Cue, places(d, f.Cue)), 0
			if cue {
				score += 2
			}
			if touch(s.Source, places(d, f.Source)) {
				score++
			}
			if score > most && (cue || touch(s.Content, places(d, f.Content))) {
				best, most = i, score
			}
		}
		if best < 0 {
			continue
		}
		f := found[best]
		all.Found++
		all.Type[[2]string{string(s.Type), string(f.SourceType)}]++
		all.Stance[[2]string{string(s.Stance), string(f.Stance)}]++
		all.Strength[[2]string{strconv.Itoa(s.Strength), strconv.Itoa(f.Strength)}]++
	}
}

func touch(a, b []Span) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Start < y.End && y.Start < x.End {
				return true
			}
		}
	}
	return false
}

// PrintSources writes the share that is right of type, stance and strength, and what was taken for what; and the same of the
// articles that the model did not learn from, where it did from some.
func PrintSources(w io.Writer, all, unseen Sources) error {
	return printBoth(w, all.Articles, unseen.Articles, all.print, unseen.print)
}

func (s Sources) print(w io.Writer) error {
	t := newTable("of the sources", "share", "of")
	share := func(what string, n, of int64) {
		p, _, _ := stats.PrecisionRecall(n, of-n, 0, Confidence)
		t.row(what, interval(p), strconv.FormatInt(of, 10))
	}
	share("found", s.Found, s.Coded)
	share("source_type right", s.Type.Right(), s.Found)
	share("stance right", s.Stance.Right(), s.Found)
	share("strength right", s.Strength.Right(), s.Found)
	if err := t.write(w); err != nil {
		return err
	}
	for _, c := range []struct {
		name  string
		codes []string
		of    Mistakes
	}{{"source_type", sourceTypes, s.Type}, {"stance", stances, s.Stance}, {"strength", strengths, s.Strength}} {
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		t := newTable(append([]string{c.name + ", coded"}, c.codes...)...)
		for _, gold := range c.codes {
			row, any := []string{gold}, false
			for _, taken := range c.codes {
				n := c.of[[2]string{gold, taken}]
				any = any || n > 0
				row = append(row, strconv.FormatInt(n, 10))
			}
			if any {
				t.row(row...)
			}
		}
		if err := t.write(w); err != nil {
			return err
		}
	}
	return nil
}
