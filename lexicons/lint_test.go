package lexicons

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Beside each line stand the codes of what lint finds there.
const unkempt = `name: unkempt
version: 1.0.0
language: en
about: Everything that lint finds.
source: made up
licence: CC0-1.0
concepts:
  - name: animals # lint: idle-exception, duplicate
    about: What has legs.
    variants:
      - name: large # lint: no-about
        terms:
          - horse*
          - horses # lint: redundant
          - term: horsemen
            weight: 2
          - term: elephant* # lint: duplicate
            not-near: {terms: [white, pink, white], words: 1}
          - ox # lint: short
          - =OX
          - cat* # lint: short
          - (big|wild) horse (race|show)(|s) # lint: dead-reading
          - term: mare*
            except: [mare*nostrum, mares] # lint-not
      - name: small # lint: untested
        about: Below the knee.
        terms:
          - field mouse*
          - field mice
          - wild mice and men # lint: dead
    except: [horse race*, mice and men, snow fall*, mice and men, '=WILD MICE']
  - name: pets # lint: one-variant, few-examples
    about: What has a name.
    variants:
      - name: any-of-them
        about: All.
        terms: [hamster, elephant*] # lint: overlap
examples:
  - 'A {horse|large} and an {ox|large} stood by.'
  - 'An {{elephant|pets}|large}.'
  - 'Two {horses|large} and {horsemen|large}.'
  - 'A horse race.'
  - 'Of mice and men.'
  - 'Fieldmice.'
`

func TestLint(t *testing.T) {
	lex, err := load(unkempt)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Lint(lex)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%d %s", f.Line, f.Code))
		t.Log(f.Line, f.Column, f.Code, f.Text)
	}
	for i, line := range strings.Split(unkempt, "\n") {
		if _, codes, ok := strings.Cut(line, "# lint: "); ok {
			for code := range strings.SplitSeq(codes, ", ") {
				want = append(want, fmt.Sprintf("%d %s", i+1, code))
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What lint calls dead does not match, whatever stands around it.
func TestDeadTermsDoNotMatch(t *testing.T) {
	for _, c := range []struct {
		narrow, wide string
		want         bool
	}{
		{"horse", "horse*", true}, {"horses*", "horse*", true}, {"horse*", "horses*", false}, {"h?rse", "h*", true},
		{"h?rse", "horse", false}, {"*horse", "*e", true}, {"*", "a*", false}, {"horse*", "horse?", false}, {"a?c", "a?c", true},
	} {
		if got := within(c.narrow, c.wide); got != c.want {
			t.Errorf("within(%q, %q) = %v", c.narrow, c.wide, got)
		}
	}
}

func TestGlobsMeet(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"horse", "horse", true}, {"horse", "horses", false}, {"fall*", "horse*", false}, {"*fall", "horse*", true}, {"h?rse", "*é", false},
		{"caf?", "*é", true}, {"a*b*c", "*d", false}, {"a*b*c*", "*d", true}, {"*", "?", true}, {"", "*", true}, {"", "?", false},
	} {
		if got, back := globsMeet(c.a, c.b), globsMeet(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("globsMeet(%q, %q) = %v, the other way round %v", c.a, c.b, got, back)
		}
	}
	globsMeet(strings.Repeat("a*", 1000), strings.Repeat("*b", 1000)) // must end
}
