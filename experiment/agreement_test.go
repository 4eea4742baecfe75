package experiment

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/stats"
)

func TestReadCoding(t *testing.T) {
	want := stats.Coding{Units: []string{"u1", "u2"}, Coders: []string{"A", "B"}, Codes: [][]string{{"1", ""}, {"2", "3"}}}
	for name, file := range map[string]string{
		"wide": "\ufeffid,A,B\r\nu1, 1 ,\r\nu2,2,3\r\n",
		"long": "code,coder,unit\n1,A,u1\n,B,u1\n2,A,u2\n3,B,u2\n",
	} {
		got, err := readCoding([]byte(file), stats.Ratio)
		if err != nil {
			t.Fatal(name, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestReadCodingFaults(t *testing.T) {
	for file, faults := range map[string]string{
		"":                              "no unit has a code",
		"unit,A,B\n":                    "no unit has a code",
		"unit,A,B\nu,,\n":               "no unit has a code",
		"unit\nu\n":                     "line 1: no coder; want",
		"unit,A,A,\nu,1,2,3\n":          `line 1: column 3: coder "A" has a column before it|line 1: column 4: no coder's name`,
		"unit,coder,code\nu,A,1\nv,A,2": "one coder; agreement",
		"unit,coder,code\nu,,1\n":       "line 2: no coder",
		"unit,A,B\nu,1,\"2\nv,1,x\n":    `nothing behind it was read`,
		"unit,A,B\nu,x,1\nv,1\nw,1,Inf": `line 2: coder A: "x" is not a number|line 3: 2 fields|line 4: coder B: "Inf" is not a number`,
		"unit,A,B\nu,\xff,1\n":          "not UTF-8",
	} {
		_, err := readCoding([]byte(file), stats.Interval)
		for fault := range strings.SplitSeq(faults, "|") {
			if err == nil || !strings.Contains(err.Error(), fault) {
				t.Errorf("%q: %v does not say %q", file, err, fault)
			}
		}
	}
}

// Whatever a file holds, it is read or refused with a reason, and what was read has coefficients.
func FuzzReadCoding(f *testing.F) {
	f.Add("unit,A,B\nu,1,2\n")
	f.Add("unit,coder,code\nu,A,1\nu,B,2\n")
	f.Fuzz(func(t *testing.T, file string) {
		for _, level := range stats.Levels {
			coding, err := readCoding([]byte(file), level)
			if err != nil {
				continue
			}
			if _, err := stats.Agree(coding, level, stats.Options{Confidence: .95}); err != nil {
				t.Fatalf("%q: read, but %v", file, err)
			}
		}
	})
}
