package experiment

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/corpus"
	"parallax/counts"
	"parallax/pipeline"
)

// planned is a plan over a few articles that writes to a folder of its own.
func planned(t *testing.T, set map[string]string) *Plan {
	t.Helper()
	articles := write(t, "articles.jsonl", `{"id":"a1","outlet":"Alpha","text":"Militants attacked the town. It may rain."}
{"id":"a2","outlet":"Alpha","text":"The mayor said the terrorists had fled."}
{"id":"b1","outlet":"Beta","text":"Fighters left the valley, officials said."}
`)
	all := map[string]string{"corpus": articles, "out": filepath.Join(t.TempDir(), "out"), "charts": "[hedging]", "workers": "2"}
	for k, v := range set {
		all[k] = v
	}
	c, err := LoadConfig("../config.yaml", all)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlan(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// folderOf reads every file of a folder.
func folderOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		found[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func mustRun(t *testing.T, m *Manifest, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if !m.Complete {
		t.Fatal("the run is not complete")
	}
	for _, f := range m.Outputs {
		if !strings.HasPrefix(f.Path, "charts/") && !slices.Contains(resultFiles, f.Path) {
			t.Errorf("%s is not among resultFiles, and may be written over an input", f.Path)
		}
	}
}

func TestPanicsAndErrorsOfALayerExcludeTheArticle(t *testing.T) {
	p := planned(t, nil)
	faulty := &pipeline.Layer[int]{Name: "faulty", Doc: "Fails.", Run: func(d *pipeline.Document) (int, error) {
		switch d.ID {
		case "a1":
			var none []int
			return none[7], nil
		case "b1":
			return 0, errors.New("no idea")
		}
		return 1, nil
	}}
	var err error
	p.Pipeline, err = pipeline.New(&pipeline.Counter{Name: "faults", Doc: "Counts.", Requires: []pipeline.Stage{faulty}, Count: func(d *pipeline.Document, r *counts.Row) { faulty.Of(d) }})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Score(t.Context(), p, false, nil)
	mustRun(t, m, err)
	if m.Articles != 1 || m.Excluded[corpus.Failed] != 2 {
		t.Error(m.Summary())
	}
	excluded := folderOf(t, p.Config.Out)["excluded.csv"]
	for _, want := range []string{"a1,articles.jsonl:1,failed,", "b1,articles.jsonl:3,failed,", "faulty", "index out of range [7]", "no idea"} {
		if !strings.Contains(excluded, want) {
			t.Errorf("excluded.csv lacks %q:\n%s", want, excluded)
		}
	}
}

// An interruption after the last article is read leaves a run that lacks its estimates: it is not complete.
func TestInterruptedWhileEstimating(t *testing.T) {
	p := planned(t, nil)
	m, err := Run(t.Context(), p, false, nil)
	mustRun(t, m, err)
	whole := folderOf(t, p.Config.Out)

	p = planned(t, map[string]string{"corpus": p.Config.Corpus})
	ctx, cancel := context.WithCancel(t.Context())
	ended := 0
	m, err = Run(ctx, p, false, func(bytes int64, mon *pipeline.Monitor) func() {
		return func() {
			ended++
			if mon.Articles.Load() != 3 {
				t.Errorf("watching ended after %d articles", mon.Articles.Load())
			}
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || m == nil || ended != 1 {
		t.Fatalf("manifest %v, error %v; watching ended %d times", m, err, ended)
	}
	if before, err := ReadManifest(p.Config.Out); err != nil || before.Complete || before.Articles != 3 {
		t.Fatalf("%+v, %v", before, err)
	}
	m, err = Run(t.Context(), p, true, nil)
	mustRun(t, m, err)
	if diff := cmp.Diff(whole, folderOf(t, p.Config.Out)); diff != "" {
		t.Error(diff)
	}
}

// A study goes on too.
func TestInterruptedStudy(t *testing.T) {
	study := &Study{Name: "s", Doc: "A study.", Measure: "loaded-names", Specifications: []Specification{{Name: "as is"}}}
	p := planned(t, nil)
	m, err := RunStudy(t.Context(), p, study, false, nil)
	mustRun(t, m, err)
	whole := folderOf(t, p.Config.Out)

	p = planned(t, map[string]string{"corpus": p.Config.Corpus})
	ctx, cancel := context.WithCancel(t.Context())
	m, err = RunStudy(ctx, p, study, false, func(int64, *pipeline.Monitor) func() { return cancel })
	if !errors.Is(err, context.Canceled) || m == nil || m.Complete {
		t.Fatalf("manifest %+v, error %v", m, err)
	}
	m, err = RunStudy(t.Context(), p, study, true, nil)
	mustRun(t, m, err)
	if diff := cmp.Diff(whole, folderOf(t, p.Config.Out)); diff != "" {
		t.Error(diff)
	}
}

// An interruption before the first article leaves a folder as it was.
func TestInterruptedBeforeReading(t *testing.T) {
	p := planned(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m, err := Run(ctx, p, false, nil)
	if !errors.Is(err, context.Canceled) || m != nil {
		t.Errorf("%v, %v", m, err)
	}
	if _, err := os.Stat(p.Config.Out); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestWhatCannotBeResumed(t *testing.T) {
	p := planned(t, nil)
	m, err := Score(t.Context(), p, true, nil)
	checkRefused(t, m, err, "nothing to resume: ")
	if _, err := os.Stat(p.Config.Out); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}

	m, err = Score(t.Context(), p, false, nil)
	mustRun(t, m, err)
	m.Complete = false // as an interruption leaves it
	if err := m.write(p.Config.Out, scoredFiles); err != nil {
		t.Fatal(err)
	}
	was := folderOf(t, p.Config.Out)
	m, err = Run(t.Context(), p, true, nil)
	checkRefused(t, m, err, "parallax score began it, not parallax run")

	if err := os.WriteFile(p.Config.Corpus, []byte(`{"id":"c1","outlet":"Alpha","text":"Other."}`), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err = Score(t.Context(), p, true, nil)
	checkRefused(t, m, err, "corpus articles.jsonl: changed since the run")
	if diff := cmp.Diff(was, folderOf(t, p.Config.Out)); diff != "" {
		t.Errorf("what cannot be resumed was touched: %s", diff)
	}
}

func checkRefused(t *testing.T, m *Manifest, err error, want string) {
	t.Helper()
	var config *ConfigError
	if !errors.As(err, &config) || m != nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want a ConfigError with %q", err, want)
	}
}

// A folder shows one run: files of an earlier one go, and files of others stay.
func TestStaleFiles(t *testing.T) {
	p := planned(t, map[string]string{"charts": "[hedging, heatmap]"})
	m, err := Run(t.Context(), p, false, nil)
	mustRun(t, m, err)
	notes := filepath.Join(p.Config.Out, "charts", "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(filepath.Dir(p.Config.Out), "outside.csv")
	if err := os.WriteFile(outside, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	m.Outputs = append(m.Outputs, HashedFile{Path: "../outside.csv"}) // a manifest that somebody forged
	if err := os.WriteFile(filepath.Join(p.Config.Out, ManifestFile), marshal(t, m), 0o644); err != nil {
		t.Fatal(err)
	}

	p.Config.Charts = []string{"heatmap"}
	m, err = Run(t.Context(), p, false, nil)
	mustRun(t, m, err)
	var listed []string
	for _, o := range m.Outputs {
		listed = append(listed, o.Path)
	}
	want := append(listed, "charts/notes.txt", ManifestFile)
	slices.Sort(want)
	var got []string
	for name := range folderOf(t, p.Config.Out) {
		got = append(got, name)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if slices.ContainsFunc(got, func(name string) bool { return strings.HasPrefix(name, "charts/hedging") }) {
		t.Errorf("a chart of the earlier run is left: %v", got)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Error(err)
	}
}

// Scoring and then estimating in place is running; drawing the charts again changes nothing.
func TestEstimateInPlace(t *testing.T) {
	p := planned(t, nil)
	m, err := Run(t.Context(), p, false, nil)
	mustRun(t, m, err)
	whole := folderOf(t, p.Config.Out)

	p = planned(t, map[string]string{"corpus": p.Config.Corpus})
	m, err = Score(t.Context(), p, false, nil)
	mustRun(t, m, err)
	m, err = Estimate(t.Context(), p, []string{p.Config.Out})
	mustRun(t, m, err)
	if diff := cmp.Diff(whole, folderOf(t, p.Config.Out)); diff != "" {
		t.Error(diff)
	}
	if _, err := Chart(t.Context(), p, []string{p.Config.Out}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, folderOf(t, p.Config.Out)); diff != "" {
		t.Error(diff)
	}
}

func TestFoldersThatCannotBeMerged(t *testing.T) {
	one, other := planned(t, nil), planned(t, map[string]string{"lexicons": "[]", "measures": "[]", "charts": "[]"})
	for _, p := range []*Plan{one, other} {
		m, err := Score(t.Context(), p, false, nil)
		mustRun(t, m, err)
	}
	into := planned(t, nil)
	m, err := Estimate(t.Context(), into, []string{one.Config.Out, one.Config.Out})
	checkRefused(t, m, err, "article a1 is in both tables")

	if err := os.WriteFile(other.Config.Corpus, []byte(`{"id":"c1","outlet":"Alpha","text":"Other."}`), 0o644); err != nil {
		t.Fatal(err)
	}
	scored, err := Score(t.Context(), other, false, nil)
	mustRun(t, scored, err)
	m, err = Estimate(t.Context(), into, []string{one.Config.Out, other.Config.Out})
	checkRefused(t, m, err, "scored with other lexicons")
	m, err = Estimate(t.Context(), one, []string{one.Config.Out, other.Config.Out})
	checkRefused(t, m, err, "name another with --out")

	scored.Complete = false
	if err := scored.write(other.Config.Out, scoredFiles); err != nil {
		t.Fatal(err)
	}
	m, err = Estimate(t.Context(), into, []string{other.Config.Out})
	checkRefused(t, m, err, "finish it with --resume")
	if _, err := os.Stat(into.Config.Out); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
}

// The folder cannot be written: the error names what and where, and is none of the config's.
func TestFoldersThatCannotBeWritten(t *testing.T) {
	for _, c := range []struct{ name, file, folder, want string }{
		{name: "a file in the folder's place", file: "out", want: "out: not a directory"},
		{name: "a file in the place of the charts", file: "out/charts", want: "out/charts: not a directory"},
		{name: "a folder in the place of a table", folder: "out/estimates.csv", want: "out/estimates.csv"},
		{name: "a folder in the place of a scored table", folder: "out/counts.parquet", want: "out/counts.parquet"},
	} {
		dir := t.TempDir()
		p := planned(t, map[string]string{"out": filepath.Join(dir, "out")})
		if c.file != "" {
			path := filepath.Join(dir, c.file)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o644)); err != nil {
				t.Fatal(err)
			}
		} else if err := os.MkdirAll(filepath.Join(dir, c.folder, "x"), 0o755); err != nil {
			t.Fatal(err)
		}
		_, err := Run(t.Context(), p, false, nil)
		var config *ConfigError
		if err == nil || errors.As(err, &config) || !strings.Contains(filepath.ToSlash(err.Error()), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if c.file != "out" {
			for name := range folderOf(t, p.Config.Out) {
				if strings.HasPrefix(filepath.Base(name), ".") {
					t.Errorf("%s: %s was left behind", c.name, name)
				}
			}
		}
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
