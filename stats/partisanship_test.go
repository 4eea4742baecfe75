package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/counts"
)

// bags are articles given as rows of counts.
func bags(groups ...[][]float64) (all []bag, first []bool) {
	for g, rows := range groups {
		for _, row := range rows {
			var b bag
			for w, n := range row {
				if n > 0 {
					b.words = append(b.words, post{uint32(w), uint32(n)})
					b.size += n
				}
			}
			all, first = append(all, b), append(first, g == 0)
		}
	}
	return all, first
}

func TestVectorPartisanship(t *testing.T) {
	var in struct {
		A [][]float64 `json:"group1_docs_by_phrase"`
		B [][]float64 `json:"group2_docs_by_phrase"`
	}
	var want struct {
		PlugIn   float64 `json:"plugin_doc_mean"`
		LeaveOut float64 `json:"leave_out"`
	}
	vector(t, "leave_out_partisanship", &in, &want)
	texts, first := bags(in.A, in.B)
	p := distinguish(texts, first, 3)
	near(t, "plug-in", *p.PlugIn, want.PlugIn)
	near(t, "leave-out", *p.LeaveOut, want.LeaveOut)
}

// Two groups drawn alike: the plug-in finds a difference, the leave-out estimate none, as in the vectors'
// simulation (which has other random numbers).
func TestPartisanshipOfNoDifference(t *testing.T) {
	var in struct {
		Phrases int
		Docs    []int
		Tokens  int `json:"tokens_per_doc"`
		Reps    int
	}
	var want struct {
		PlugIn   float64 `json:"mean_plugin"`
		LeaveOut float64 `json:"mean_leave_out"`
	}
	vector(t, "leave_out_null_bias_simulation", &in, &want)
	rng := rand.New(rand.NewPCG(7, 7))
	draw := func(docs int) (rows [][]float64) {
		for range docs {
			row := make([]float64, in.Phrases)
			for range in.Tokens {
				row[rng.IntN(in.Phrases)]++
			}
			rows = append(rows, row)
		}
		return rows
	}
	var plugIn, leaveOut float64
	for range in.Reps {
		texts, first := bags(draw(in.Docs[0]), draw(in.Docs[1]))
		p := distinguish(texts, first, in.Phrases)
		plugIn, leaveOut = plugIn+*p.PlugIn/float64(in.Reps), leaveOut+*p.LeaveOut/float64(in.Reps)
	}
	if math.Abs(plugIn-want.PlugIn) > .02 || math.Abs(leaveOut-want.LeaveOut) > .02 {
		t.Errorf("plug-in %.3f, leave-out %.3f; want about %.3f and %.3f", plugIn, leaveOut, want.PlugIn, want.LeaveOut)
	}
}

func TestDistinguish(t *testing.T) {
	table := speaking("A", "B", "C")
	all, err := Distinguish(t.Context(), table, "A", "B", keynessOptions)
	if err != nil {
		t.Fatal(err)
	}
	p := all[0]
	if len(all) != 1 || !(*p.LeaveOut > .51 && *p.LeaveOut > *p.Hi) || !(*p.Lo <= *p.Random && *p.Random <= *p.Hi) || math.Abs(*p.Random-.5) > .01 {
		t.Errorf("leave-out %.3f, at random %.3f (%.3f to %.3f)", *p.LeaveOut, *p.Random, *p.Lo, *p.Hi)
	}
	opts := keynessOptions
	opts.Workers = 1
	again, err := Distinguish(t.Context(), table, "A", "B", opts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all, again); diff != "" {
		t.Errorf("other workers, another result: %s", diff)
	}
}

func TestDistinguishTooLittle(t *testing.T) {
	rows := []counts.Row{wordRow("b", "B", map[counts.Voice]string{counts.Author: "x y"})}
	for i := range 5 {
		rows = append(rows, wordRow(fmt.Sprint(i), "A", map[counts.Voice]string{counts.Author: "x y z"}))
	}
	all, err := Distinguish(t.Context(), wordTable(rows...), "", "", keynessOptions)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 {
		t.Fatalf("%d results for 2 outlets", len(all))
	}
	if p := all[0]; p.LeaveOut != nil || p.PlugIn != nil || p.Random != nil {
		t.Errorf("one article left out leaves nothing, yet %+v", p)
	}
}
