package evaluation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/evaluation"
)

// write puts files into a folder of the test's own, and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// told shows the attributions of an article with the words of their spans.
func told(a evaluation.AttributedArticle) (all []string) {
	runes := []rune(a.Text)
	words := func(spans []evaluation.Span) string {
		var parts []string
		for _, s := range spans {
			parts = append(parts, string(runes[s.Start:s.End]))
		}
		return strings.Join(parts, " … ")
	}
	for _, x := range a.Attributions {
		all = append(all, words(x.Source)+" | "+words(x.Cue)+" | "+words(x.Content))
	}
	return all
}

const toldOf = "“Über,” Ana Ruiz said, “is it.” Lind denied that."

// What brat and JSON say of one text is the same.
func TestReadAttributed(t *testing.T) {
	want := []string{"Ana Ruiz | said | “Über,” … “is it.”", "Lind | denied | that"}
	dir := write(t, map[string]string{
		"events.txt": toldOf, "relations.txt": toldOf, "notes.txt": "not annotated",
		"events.ann": "T1\tSource 8 16\tAna Ruiz\nT2\tCue 17 21\tsaid\nT3\tContent 0 7;23 31\t“Über,” “is it.”\nE1\tAttribution:T2 Source:T1 Content:T3\n" +
			"T4\tSource 32 36\tLind\nT5\tCue 37 43\tdenied\nT6\tContent 44 48\tthat\nE2\tCue:T5 Source1:T4 Content1:T6\nA1\tLoud E1\n#1\tAnnotatorNotes T1\tsure\n",
		"relations.ann": "T1\tsource 8 16\tAna Ruiz\r\nT2\tcue 17 21\tsaid\r\nT3\tcontent 0 7\t“Über,”\r\nT7\tcontent 23 31\t“is it.”\r\nR1\tof Arg1:T2 Arg2:T1\r\n" +
			"R2\tof Arg1:T3 Arg2:T2\r\nR3\tof Arg1:T7 Arg2:T2\r\nT4\tsource 32 36\tLind\r\nT5\tcue 37 43\tdenied\r\nT6\tcontent 44 48\tthat\r\nR4\tof Arg1:T4 Arg2:T5\r\nR5\tof Arg1:T6 Arg2:T5\r\n",
	})
	lines := write(t, map[string]string{"a.jsonl": `{"id": "x", "text": "` + toldOf + `", "spans": [{"id": "S", "start": 8, "end": 16}, {"id": "C", "start": 17, "end": 21},
		{"id": "Q", "start": 0, "end": 7}, {"id": "R", "start": 23, "end": 31}, {"id": "s", "start": 32, "end": 36}, {"id": "c", "start": 37, "end": 43}, {"id": "q", "start": 44, "end": 48}],
		"attributions": [{"source": ["S"], "cue": ["C"], "content": ["Q", "R"]}, {"source": ["s"], "cue": ["c"], "content": ["q"]}, {"source": ["s"], "cue": [], "content": ["q"]}]}`})
	data, err := os.ReadFile(filepath.Join(lines, "a.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	jsonl := write(t, map[string]string{"a.jsonl": strings.ReplaceAll(string(data), "\n", " ")})
	articles, err := evaluation.ReadAttributed(dir, filepath.Join(dir, "events.ann"), filepath.Join(jsonl, "a.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
		if diff := cmp.Diff(want, told(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", a.ID, diff)
		}
	}
	if diff := cmp.Diff([]string{"events", "relations", "events", "x"}, ids); diff != "" {
		t.Error(diff)
	}
}

// Whatever is wrong has its place, and all of it is said at once.
func TestUnreadableGold(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		want  []string
	}{
		{map[string]string{"a.ann": "T1\tCue 0 4\tsaid\nT2\tCue zero 4\tsaid\n", "b.ann": "", "c.ann": "T1\tCue 0 99\tsaid", "d.ann": "E1\tAttribution\n", "e.ann": "R1\tof Arg1:T1\n",
			"a.txt": "said", "c.txt": "said", "d.txt": "said", "e.txt": "said"},
			[]string{`a.ann:2: "Cue zero 4"; a span is T1, tab, TYPE START END`, "b.ann: the text is missing beside it", "c.ann:1: from 0 to 99; a span lies within the text, which has 4 code points",
				`d.ann:1: "Attribution" in an event; it is ROLE:ID`, "e.ann:1: a relation has a type and two arguments"}},
		{map[string]string{"a.ann": "T1\tCue 0 4\tsaid\n", "a.txt": "said"}, []string{"no attribution in it"}},
		{map[string]string{"a.jsonl": `{"id": "a", "text": "Ruiz said so.", "spans": [{"id": "s1", "start": 5, "end": 9}], "attributions": [{"source": ["Ruiz"], "cue": ["s1"], "content": ["s2"]}]}`},
			[]string{`a.jsonl:1: attributions[0]: "Ruiz" is the id of no span`, `a.jsonl:1: attributions[0]: "s2" is the id of no span`}},
	} {
		_, err := evaluation.ReadAttributed(write(t, c.files))
		if err == nil {
			t.Errorf("%v: no error", c.files)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v\nlacks %q", err, want)
			}
		}
	}
	coded := filepath.Join(write(t, map[string]string{"s.jsonl": `{"article": "a", "cue": [[0, 4]], "source_type": "person", "stance": "neutral", "strength": 5}
{"article": "a", "cue": [[0, 4]], "source_type": "self", "stance": "neutral", "strength": 6}
{"article": "a", "source_type": "self", "stance": "neutral", "strength": 5}
not JSON
`}), "s.jsonl")
	_, err := evaluation.ReadSources(coded)
	for _, want := range []string{`s.jsonl:1: source_type is "person"; legal values are named_person, `, `s.jsonl:2: strength is "6"; legal values are 0, 1,`, "s.jsonl:3: no article, or no cue", "s.jsonl:4: invalid"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %q", err, want)
		}
	}
}

// FuzzAnn holds the reader of brat to spans within the text.
func FuzzAnn(f *testing.F) {
	f.Add("T1\tCue 0 4\tsaid\nT2\tContent 5 6;7 9\tx\nE1\tCue:T1 Content:T2\nR1\tof Arg1:T1 Arg2:T2\n")
	f.Add("E1\t:\nR\t\t\nT\t 0 0;")
	dir := f.TempDir()
	const written = "said “ü ö” here"
	f.Fuzz(func(t *testing.T, ann string) {
		path := filepath.Join(dir, "x.ann")
		for name, data := range map[string]string{path: ann, filepath.Join(dir, "x.txt"): written} {
			if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		articles, err := evaluation.ReadAttributed(path)
		if err != nil {
			return
		}
		for _, a := range articles {
			_ = told(a) // panics outside the text
			for _, x := range a.Attributions {
				if len(x.Cue) == 0 || len(x.Content) == 0 {
					t.Errorf("%+v", x)
				}
			}
		}
	})
}
