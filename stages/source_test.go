package stages

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"parallax/internal/shared"
	"parallax/pipeline"
)

// goldSource is a line of sources.jsonl: an attribution of PolNeAR with the labels of its source.
type goldSource struct {
	ID, Article          string
	Source, Cue, Content [][2]int
	Type                 SourceType `json:"source_type"`
	Stance               Stance
	Strength             int
}

func touch(a, b [][2]int) bool {
	for _, x := range a {
		for _, y := range b {
			if x[0] < y[1] && y[0] < x[1] {
				return true
			}
		}
	}
	return false
}

// TestSources measures type, stance and strength of sources on the labelled attributions that are found, as
// score.py sources does.
func TestSources(t *testing.T) {
	f, err := os.Open(shared.Path(t, "gold", "sources.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	wanted := map[string][]goldSource{}
	n := 0
	for in := bufio.NewScanner(f); in.Scan(); n++ {
		var g goldSource
		if err := json.Unmarshal(in.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		wanted[g.Article] = append(wanted[g.Article], g)
	}
	layers := testLayers(t)
	p, err := pipeline.New(layers.Attributions)
	if err != nil {
		t.Fatal(err)
	}
	var found, types, stances, strengths float64
	var wrong []string
	for _, split := range []string{"dev", "train"} {
		for _, a := range polnear(t, split) {
			if len(wanted[a.ID]) == 0 {
				continue
			}
			d := analyzed(t, p, a.ID, a.Outlet, a.Title, a.Text)
			for _, g := range wanted[a.ID] {
				var best *Attribution
				score := -1
				for _, x := range layers.Attributions.Of(d) {
					cue, content := touch(g.Cue, inBody(d, x.Cue)), touch(g.Content, inBody(d, x.Content))
					s := 0
					if cue {
						s += 2
					}
					if touch(g.Source, inBody(d, x.Source)) {
						s++
					}
					if (cue || content) && s > score {
						best, score = &x, s
					}
				}
				if best == nil {
					continue
				}
				found++
				runes := []rune(a.Text)
				say := func(what string, got, want any) {
					wrong = append(wrong, fmt.Sprintf("%s %s: got %v, want %v: S[%s] C[%s] Q[%.60s]", g.ID, what, got, want, trimmed(runes, g.Source), trimmed(runes, g.Cue), trimmed(runes, g.Content)))
				}
				if best.SourceType == g.Type {
					types++
				} else {
					say("type", best.SourceType, g.Type)
				}
				if best.Stance == g.Stance {
					stances++
				} else {
					say("stance", best.Stance, g.Stance)
				}
				if best.Strength == g.Strength {
					strengths++
				} else {
					say("strength", best.Strength, g.Strength)
				}
			}
		}
	}
	sort.Strings(wrong)
	t.Logf("found %.0f of %d; of these right: type %.3f  stance %.3f  strength %.3f", found, n, types/found, stances/found, strengths/found)
	if testing.Verbose() {
		t.Log(strings.Join(wrong, "\n"))
	}
	if types/found < .7 || strengths/found < .65 {
		t.Errorf("type %.3f, floor .70; strength %.3f, floor .65", types/found, strengths/found)
	}
}
