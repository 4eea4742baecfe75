package lexicons

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/internal/shared"
	"parallax/text"
)

// A concept of the tests: terms of variant "a", terms of variant "b", exceptions, each divided by commas, and conditions.
// After a term may stand ! and its exception, or @ and its conditions.
type terse struct{ a, b, except, on string }

func (c terse) lexicon(name string) *Lexicon {
	list := func(s string) (terms []Term) {
		for _, pattern := range words(s) {
			pattern, conditions, _ := strings.Cut(pattern, "@")
			pattern, except, _ := strings.Cut(pattern, "!")
			terms = append(terms, Term{Pattern: pattern, Except: words(except), Limits: limits(conditions)})
		}
		return terms
	}
	concept := Concept{Name: name, Except: words(c.except), Limits: limits(c.on)}
	for _, v := range []Variant{{Name: "a", Terms: list(c.a)}, {Name: "b", Terms: list(c.b)}} {
		if len(v.Terms) > 0 {
			concept.Variants = append(concept.Variants, v)
		}
	}
	return &Lexicon{Name: name, Concepts: []Concept{concept}}
}

// limits reads conditions such as "near hamas|isis 8; after air sentence".
func limits(s string) (of Limits) {
	for c := range strings.SplitSeq(s, ";") {
		fields := strings.Fields(c)
		if len(fields) < 3 || !slices.Contains(limitKeys[1:], fields[0]) {
			continue
		}
		last := len(fields) - 1
		n, err := strconv.Atoi(fields[last])
		if err != nil || n < 0 {
			n = 0 // the sentence
		}
		*of.condition(fields[0]) = &Condition{[]string{strings.Join(fields[1:last], " ")}, n}
	}
	return of
}

func words(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

func mustCompile(t testing.TB, lexs ...*Lexicon) *Matcher {
	t.Helper()
	m, err := Compile(lexs...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// mark finds and marks the matches of a text, labelled with their variants.
func mark(m *Matcher, plain string) string {
	toks := text.Tokenize(nil, plain)
	var marks []Mark
	for _, match := range m.Find(nil, plain, toks, text.Sentences(plain, toks)) {
		marks = append(marks, Mark{match.Span(toks), m.entries[match.Entry].Variant})
	}
	return FormatMarked(plain, marks)
}

// The semantics, rule by rule: each collection holds what one sentence of the package's doc says.
var semantics = map[string][]struct {
	terse
	want string // marked; without its marks it is the input
}{
	"words": {
		{terse{a: "mob"}, "The {mob|a} left. {Mob|a} rule. {MOB|a}!"},
		{terse{a: "mob"}, "A mobile mobster mobbed."},
		{terse{a: "café"}, "The {CAFÉ|a} closed."},
		{terse{a: "U.S. government"}, "The {U.S. government|a} objects."},
		{terse{a: "3.5"}, "It fell {3.5|a} points."},
		{terse{a: "per cent,20%"}, "Some 20 {per cent|a}, or {20%|a}, or {20 %|a}."},
	},
	"globs": {
		{terse{a: "terror*"}, "{Terror|a}, {terrorists|a}, {terrorism|a}; interrorist."},
		{terse{a: "*phobe"}, "A {xenophobe|a}; phobes."},
		{terse{a: "*terror*"}, "An {eco-terrorist|a}, {bioterror|a}, {terror|a}."},
		{terse{a: "organi?ation"}, "{Organisation|a}, {organization|a}, organiation, organissation."},
		{terse{a: "na?ve"}, "{naïve|a} and {naive|a}, not nave"},
		{terse{a: "de*tion"}, "{Detention|a} and {depiction|a}, not detentions."},
		{terse{a: "d*'s mob"}, "{Dorvik's mob|a}; the mob"},
		{terse{a: "terror* group*"}, "{terrorist groups|a}; terrorists"},
	},
	"alternatives": {
		{terse{a: "(armed|rebel) (group|force)s"}, "{armed groups|a}, {rebel forces|a}, armed group"},
		{terse{a: "(group|band)*"}, "{groups|a} {bands|a} {banditry|a}"},
		{terse{a: "no (|more) doubt"}, "{no doubt|a}, {no more doubt|a}, no less doubt"},
		{terse{a: "say|says|said"}, "He {said|a} she {says|a}."},
		{terse{a: "(to (seize|take)|seizing) power"}, "{to take power|a} by {seizing power|a}"},
	},
	"capitals": {
		{terse{a: "=US"}, "Give us the {US|a}."},
		{terse{a: "=Front"}, "The {Front|a} went to the front. FRONT"},
		{terse{a: "=US*"}, "{USAF|a} usage"},
		{terse{a: "=US-backed"}, "{US-backed|a} or us-backed or {US backed|a}"},
		{terse{a: "us", b: "=US"}, "{us|a} {US|b}"},
	},
	"hyphens and spaces": {
		{terse{a: "armed group"}, "An {armed-group|a}, an {armed group|a}, an {armed‑group|a}, an {armed- group|a}."},
		{terse{a: "armed-group"}, "An {armed-group|a}, an {armed group|a}."},
		{terse{a: "armed group"}, "They were armed - group two was not."},
		{terse{a: "armed group"}, "armed -- group, armed – group"},
		{terse{a: "terrorist*"}, "the {terrorist-led|a} {anti-terrorists|a}"},
		{terse{a: "armed group"}, "the {well-armed group-leader|a}"},
		{terse{a: "attack"}, "https://example.com/the-attack and mail@heart-attack.com"},
	},
	"apostrophes": {
		{terse{a: "can't help"}, "They {can't help|a} and {can’t help|a}, cannot help"},
		{terse{a: "can’t help"}, "They {can't help|a} and {can’t help|a}."},
		{terse{a: "people's army"}, "The {people’s army|a}, the {People's Army|a}"},
		{terse{a: "regime"}, "the {regime|a}'s allies"},
	},
	"borders": {
		{terse{a: "armed group"}, "He is armed. Group two is not."},
		{terse{a: "armed group"}, "They are armed\n\ngroup by group"},
		{terse{a: "armed group"}, `armed, group; armed "group"; armed (group) armed: group`},
		{terse{a: "armed group"}, "{armed\tgroup|a}; {armed  group|a}; armed\ngroup"},
	},
	"leftmost, then longest": {
		{terse{a: "war", b: "war crime"}, "{war|a} crimes"},
		{terse{a: "war", b: "war crime*"}, "A {war|a}, a {war crime|b}."},
		{terse{a: "war crime", b: "crime wave"}, "A {war crime|a} wave."},
		{terse{a: "war,crime wave", b: "war crime wave hits"}, "A {war|a} {crime wave|a}, a {war crime wave hits|b}"},
		{terse{a: "a b", b: "b c d"}, "{a b|a} c d {b c d|b}"},
		{terse{a: "well", b: "well armed"}, "{well-armed|b} and {well-fed|a}"},
	},
	"the same words": {
		{terse{a: "terror*", b: "terrorist"}, "{terror|a} {terrorist|b} {terrorists|a}"},
		{terse{a: "terrorist", b: "terror*"}, "{terrorist|a} {terrorists|b}"},
		{terse{a: "ter*", b: "*rists"}, "{terrorists|b}"},
		{terse{a: "ter*", b: "*ist"}, "{terrorist|a}"},
	},
	"exceptions": {
		{terse{a: "attack*", except: "heart attack*"}, "A heart attack after an {attack|a}."},
		{terse{a: "terrorist*", except: "counter-terrorist*"}, "Counter-terrorist, counter terrorists, {terrorist|a}."},
		{terse{a: "terror", except: "war on terror"}, "The war on terror; {terror|a}."},
		{terse{a: "war crime*,war", except: "crime wave"}, "A {war|a} crime wave."},
		{terse{a: "war", except: "war on terror"}, "{War|a} on. Terror."},
		{terse{a: "attack", except: "=Attack"}, "The film Attack shows an {attack|a}."},
		{terse{a: "thug*!thug life", b: "life"}, "thug {life|b}, {thugs|a}"},
		{terse{a: "thug*!thug life,thug life style"}, "{thug life style|a}"},
		{terse{a: "thug", except: "ex-thug,thug life"}, "ex-thug life, {thug|a}"},
		{terse{a: "b", except: "a b c d e,c"}, "a b c d e {b|a}"},
	},
	"near": {
		{terse{a: "fighter*", on: "near hamas|militia* sentence"}, "Hamas sent {fighters|a}. Fighters, the champion said. {Fighters|a} left, Hamas said."},
		{terse{a: "fighter*", on: "near hamas 3"}, "{Fighters|a} of the Hamas movement. {Fighters|a} loyal to Hamas. Fighters of the former Hamas branch."},
		{terse{a: "fighter*", on: "near hamas 3"}, "Hamas and its {fighters|a}. Hamas sent out its fighters."},
		{terse{a: "fighter*", on: "near armed group 2"}, "Armed groups had fighters. An armed group's {fighters|a}, an armed-group {fighter|a}."},
		{terse{a: "armed group*", b: "group", on: "near armed sentence"}, "The armed {group|b}. The {armed groups|a} armed."},
		{terse{a: "fighter*@near hamas 9", b: "fighter*"}, "Hamas had {fighters|a}. The {fighter|b} won."},
	},
	"not near": {
		{terse{a: "slaughter*@not-near cattle|abattoir* 3"}, "A {slaughter|a} in the village. The slaughter of the cattle. Cattle for slaughter. A {slaughter|a} by men who sold cattle."},
		{terse{a: "strike", on: "not-near worker* sentence"}, "A {strike|a}. The strike was called, after a week of talks, by the workers. Workers watched. A {strike|a}."},
		{terse{a: "strike*", on: "not-near strike* sentence"}, "A {strike|a}. Strikes and strikes."},
	},
	"before": {
		{terse{a: "attack*", on: "before on|against 1"}, "The {attack|a} on it. On the attack. The attack failed on it."},
		{terse{a: "attack*", on: "before on 2"}, "The {attack|a} failed on it, the {attack|a}, “on” it; an attack, which failed, on it."},
	},
	"after": {
		{terse{a: "strike*", on: "after air|israeli 1"}, "Air {strikes|a} {air-strikes|a}, strikes by air, an Israeli army strike."},
		{terse{a: "strike*", on: "after israel|air 1"}, "Israel's {strike|a}; Israel’s new strike."},
		{terse{a: "war*@after cold|trade 1", b: "war"}, "The cold {war|a}, the {war|b}."},
	},
	"both conditions of a concept and of a term": {
		{terse{a: "strike@after air 1", b: "raid", on: "near hamas sentence"}, "An air {strike|a} on Hamas. A {raid|b} on Hamas. An air strike. A strike on Hamas."},
		{terse{a: "strike", on: "near hamas 9;not-near worker* 9"}, "A {strike|a} on Hamas. Hamas workers on strike."},
	},
	"a candidate whose condition fails does not exist": {
		{terse{a: "war crime", b: "war crime tribunal*@near hague 5"}, "A {war crime|a} tribunal. The {war crime tribunal|b} in The Hague."},
		{terse{a: "strike,strike force@near police sentence", b: "force"}, "A {strike|a} {force|b}. A police {strike force|a}."},
		{terse{a: "strike", except: "strike force", on: "near police sentence"}, "The police strike force. A {strike|a} by police."},
	},
	"neighbours know exceptions and other concepts not": {
		{terse{a: "strike", except: "air raid", on: "near air 2"}, "An air raid {strike|a}."},
	},
}

func TestSemantics(t *testing.T) {
	for rule, cases := range semantics {
		for i, c := range cases {
			plain, _, err := ParseMarked(c.want)
			if err != nil {
				t.Fatal(err)
			}
			if got := mark(mustCompile(t, c.lexicon("test")), plain); got != c.want {
				t.Errorf("%s, case %d: a: %s; b: %s; except: %s\n got %s\nwant %s", rule, i, c.a, c.b, c.except, got, c.want)
			}
		}
	}
}

// Every single collection also holds when all the other lexicons are there: concepts are independent.
func TestConceptsAreIndependent(t *testing.T) {
	var lexs []*Lexicon
	var alone []string
	var all strings.Builder
	for rule, cases := range semantics {
		for i, c := range cases {
			lexs = append(lexs, c.lexicon(fmt.Sprintf("%s-%d", rule, i)))
			plain, _, _ := ParseMarked(c.want)
			all.WriteString(plain + "\n\n")
		}
	}
	together := mustCompile(t, lexs...)
	got := map[string][]string{}
	for _, m := range found(together, all.String()) {
		e := together.entries[m.Entry]
		got[e.Lexicon] = append(got[e.Lexicon], fmt.Sprint(m.Range, e.Variant, e.Term))
	}
	for _, lex := range lexs {
		one := mustCompile(t, lex)
		alone = nil
		for _, m := range found(one, all.String()) {
			alone = append(alone, fmt.Sprint(m.Range, one.entries[m.Entry].Variant, one.entries[m.Entry].Term))
		}
		if diff := cmp.Diff(alone, got[lex.Name]); diff != "" {
			t.Errorf("%s: alone (-), among others (+):\n%s", lex.Name, diff)
		}
	}
}

func found(m *Matcher, src string) []Match {
	toks := text.Tokenize(nil, src)
	return m.Find(nil, src, toks, text.Sentences(src, toks))
}

func TestFindIsOrderedAndConcurrent(t *testing.T) {
	m := mustCompile(t, terse{a: "armed group,armed", b: "group"}.lexicon("one"), terse{a: "armed,group leader"}.lexicon("two"))
	src := strings.Repeat("An armed-group leader met an armed man. ", 50)
	want := found(m, src)
	if !slices.IsSortedFunc(want, func(a, b Match) int { return a.From - b.From }) {
		t.Error("matches are not in the order of the text")
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, found(m, src)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	wg.Wait()
}

func TestCompileFaults(t *testing.T) {
	_, err := Compile(terse{a: "*,a/b,(a"}.lexicon("x"), terse{a: "fine", except: "((b)"}.lexicon("x"))
	want := `lexicon "x": term "*": the word * is nothing but wildcards
lexicon "x": term "a/b": a term may not hold a slash or a control character
lexicon "x": term "(a": an opening bracket without its closing one
two lexicons are named "x"
lexicon "x": term "((b)": an opening bracket without its closing one`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// naive finds what the package's doc says, word for word, without a trie: every term is tried everywhere.
func naive(lexs []*Lexicon, src string, toks []text.Token, sents []text.Sentence) (matches []Match) {
	type where struct{ start, end, match, rank, entry int }
	entry := 0
	type keyed struct {
		Match
		start, end, concept int
	}
	var all []keyed
	concept := 0
	for _, lex := range lexs {
		for _, c := range lex.Concepts {
			first := entry
			for _, s := range sents {
				ws := wordsOf(src, toks, s)
				var places []where
				entry = first
				var blocked [][2]int
				for _, pattern := range c.Except {
					for _, p := range occurrences(pattern, ws) {
						blocked = append(blocked, [2]int{p[0], p[1]})
					}
				}
				overlaps := func(p [3]int, blocks [][2]int) bool {
					return slices.ContainsFunc(blocks, func(b [2]int) bool { return b[0] < p[1] && p[0] < b[1] })
				}
				for _, v := range c.Variants {
					for _, term := range v.Terms {
						var own [][2]int
						for _, pattern := range term.Except {
							for _, p := range occurrences(pattern, ws) {
								own = append(own, [2]int{p[0], p[1]})
							}
						}
						for _, p := range occurrences(term.Pattern, ws) {
							if !overlaps(p, blocked) && !overlaps(p, own) && holds(c.Limits, p, ws) && holds(term.Limits, p, ws) {
								places = append(places, where{p[0], p[1], 0, p[2], entry})
							}
						}
						entry++
					}
				}
				slices.SortFunc(places, func(a, b where) int {
					for _, d := range []int{a.start - b.start, b.end - a.end, b.rank - a.rank, a.entry - b.entry} {
						if d != 0 {
							return d
						}
					}
					return 0
				})
				free := 0
				for _, p := range places {
					if p.start >= free {
						free = p.end
						all = append(all, keyed{Match{p.entry, text.Range{From: ws[p.start].token, To: ws[p.end-1].token + 1}}, ws[p.start].token*100 + ws[p.start].part, ws[p.end-1].token*100 + ws[p.end-1].part, concept})
					}
				}
			}
			if len(sents) == 0 {
				for _, v := range c.Variants {
					entry += len(v.Terms)
				}
			}
			concept++
		}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		for _, d := range []int{a.start - b.start, b.end - a.end, a.concept - b.concept, a.Entry - b.Entry} {
			if d != 0 {
				return d
			}
		}
		return 0
	})
	for _, k := range all {
		matches = append(matches, k.Match)
	}
	return matches
}

type naiveWord struct {
	form, written string
	token, part   int
	blocks        bool // no phrase goes on over it
	counts        bool // in a distance
}

// holds reports whether the conditions of an occurrence hold.
func holds(of Limits, p [3]int, ws []naiveWord) bool {
	stands := func(c *Condition, ahead, behind bool) bool {
		for _, pattern := range c.Terms {
			for _, q := range occurrences(pattern, ws) {
				distance := func(end, start int) int {
					n := 1
					for _, w := range ws[end:start] {
						if w.counts {
							n++
						}
					}
					return n
				}
				switch {
				case ahead && q[0] >= p[1] && (c.Words == 0 || distance(p[1], q[0]) <= c.Words),
					behind && q[1] <= p[0] && (c.Words == 0 || distance(q[1], p[0]) <= c.Words):
					return true
				}
			}
		}
		return false
	}
	return (of.Near == nil || stands(of.Near, true, true)) && (of.NotNear == nil || !stands(of.NotNear, true, true)) &&
		(of.Before == nil || stands(of.Before, true, false)) && (of.After == nil || stands(of.After, false, true))
}

func wordsOf(src string, toks []text.Token, s text.Sentence) (ws []naiveWord) {
	for i := s.From; i < s.To; i++ {
		form := toks[i].Form(src)
		if form == "-" {
			spaced := toks[i].Is(text.SpaceLeft) && i+1 < s.To && toks[i+1].Is(text.SpaceLeft)
			second := i > s.From && toks[i-1].Form(src) == "-"
			if spaced || second {
				ws = append(ws, naiveWord{blocks: true})
			}
			continue
		}
		written := divideSource(toks[i].Of(src), form)
		for k, part := range divide(form) {
			ws = append(ws, naiveWord{part, written[k], i, k, false, toks[i].Is(text.Word) && !toks[i].Is(text.Clitic)})
		}
	}
	return ws
}

func occurrences(pattern string, ws []naiveWord) (places [][3]int) {
	phrases, _ := parsePattern(pattern)
	for _, p := range phrases {
		for at := 0; at+len(p.words) <= len(ws); at++ {
			ok := true
			for k, word := range p.words {
				w := ws[at+k]
				ok = ok && !w.blocks && naiveGlob([]rune(word), []rune(w.form))
				if ok && p.cased != nil {
					ok = naiveGlob([]rune(p.cased[k]), []rune(onlyLetters(w.written)))
				}
			}
			if ok {
				places = append(places, [3]int{at, at + len(p.words), int(p.rank)})
			}
		}
	}
	return places
}

func naiveGlob(p, w []rune) bool {
	switch {
	case len(p) == 0:
		return len(w) == 0
	case p[0] == '*':
		return naiveGlob(p[1:], w) || len(w) > 0 && naiveGlob(p, w[1:])
	case len(w) == 0:
		return false
	}
	return (p[0] == '?' || p[0] == w[0]) && naiveGlob(p[1:], w[1:])
}

func differ(t interface{ Fatalf(string, ...any) }, lexs []*Lexicon, src string) {
	m, err := Compile(lexs...)
	if err != nil {
		return
	}
	toks := text.Tokenize(nil, src)
	sents := text.Sentences(src, toks)
	got, want := m.Find(nil, src, toks, sents), naive(lexs, src, toks, sents)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%+v\n%q\nnaive (-), Find (+):\n%s", lexs, src, diff)
	}
}

// The fewer the words, the more the terms overlap.
func TestFindIsNaive(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", "c", "ab", "abc", "A", "a-b", "b-a-c", "*b", "a*", "?b", "*a*", "(a|b)", "(a|)b", "it's", "a'"})
	pattern := rapid.Custom(func(t *rapid.T) string {
		s := strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "words"), " ")
		if rapid.IntRange(0, 5).Draw(t, "cased") == 0 {
			s = "=" + s
		}
		return s
	})
	list := func(t *rapid.T, name string, most int) string {
		return strings.Join(rapid.SliceOfN(pattern, 0, most).Draw(t, name), ",")
	}
	conditions := rapid.Custom(func(t *rapid.T) string {
		var all []string
		for _, key := range rapid.SliceOfN(rapid.SampledFrom(limitKeys[1:]), 0, 2).Draw(t, "keys") {
			all = append(all, fmt.Sprint(key, " ", pattern.Draw(t, "neighbour"), " ", rapid.IntRange(0, 4).Draw(t, "distance")))
		}
		return strings.Join(all, ";")
	})
	prose := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "ab", "abc", "A", "a-b", "B-a-c", "it’s", "-", ",", ". B", "\n\n", " ", " ", " ", " ", " "}), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		var lexs []*Lexicon
		for i := range rapid.IntRange(1, 3).Draw(t, "lexicons") {
			c := terse{list(t, "a", 4), list(t, "b", 4), list(t, "except", 2), conditions.Draw(t, "on")}
			if rapid.Bool().Draw(t, "under conditions") && c.b != "" {
				c.b += "@" + conditions.Draw(t, "conditions")
			}
			if rapid.Bool().Draw(t, "own") && c.a != "" {
				c.a += "!" + pattern.Draw(t, "own exception")
			}
			lexs = append(lexs, c.lexicon(fmt.Sprint(i)))
		}
		differ(t, lexs, strings.Join(prose.Draw(t, "text"), ""))
	})
}

func FuzzFind(f *testing.F) {
	for _, cases := range semantics {
		for _, c := range cases {
			f.Add(c.a, c.b, c.except, c.on, c.want)
		}
	}
	f.Fuzz(func(t *testing.T, a, b, except, on, src string) {
		all := a + b + except + on
		if len(all) > 300 || len(src) > 2000 || strings.Count(all, "*") > 8 || strings.Count(all, "(") > 6 {
			return
		}
		differ(t, []*Lexicon{terse{a, b, except, on}.lexicon("x")}, src)
	})
}

func FuzzParsePattern(f *testing.F) {
	for _, s := range []string{"terror (group|organi?ation)*", "=US", "a//b", "((((a", "a|b|)", "\x00", "ꙮ", "e\u0301*", "*’s", strings.Repeat("(a|b)", 12), "a", "war crime*", "n?t  so", "a * b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		phrases, err := parsePattern(s)
		if err == nil && len(phrases) == 0 {
			t.Fatal("no error and nothing to find")
		}
		for _, p := range phrases {
			if len(p.words) == 0 || len(p.words) > maxWords || p.cased != nil && len(p.cased) != len(p.words) {
				t.Fatalf("%+v", p)
			}
		}
		if short, ok := plainPhrase(s); ok {
			if long, err := newPhrase(s, false); err != nil || !reflect.DeepEqual(short, long) {
				t.Fatalf("the short way reads %+v, the long one %+v, %v", short, long, err)
			}
		}
	})
}

// longText returns invented prose of about n tokens, with words by Zipf's law.
func longText(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 3, 30000)
	common := strings.Fields("the of and to a in that is was for on as with he it said at by from they have militants attack government their killed may people who would police could city president war talks officials army")
	var b strings.Builder
	for i := range n {
		if k := int(zipf.Uint64()); k < len(common) {
			b.WriteString(common[k])
		} else {
			for x := k; x > 0; x /= 21 {
				b.WriteByte("bcdfghjklmnpqrstvwxyz"[x%21])
				b.WriteByte("aeiou"[x%5])
			}
		}
		if i%17 == 16 {
			b.WriteString(". The")
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func benchmarkFind(b *testing.B, m *Matcher) {
	src := longText(200_000)
	toks := text.Tokenize(nil, src)
	sents := text.Sentences(src, toks)
	matches := m.Find(nil, src, toks, sents)
	b.ReportAllocs()
	for b.Loop() {
		matches = m.Find(matches[:0], src, toks, sents)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(toks)), "ns/token")
	b.ReportMetric(float64(len(matches))/float64(len(toks)), "matches/token")
}

func BenchmarkFindBuiltin(b *testing.B) { benchmarkFind(b, mustCompile(b, loadBuiltin(b)...)) }

func BenchmarkFind3000(b *testing.B) { benchmarkFind(b, mustCompile(b, sharedLexicon(b))) }

func sharedLexicon(t testing.TB) *Lexicon {
	src, err := os.ReadFile(shared.Path(t, "bench", "lex.json"))
	if err != nil {
		t.Fatal(err)
	}
	var categories map[string][]string
	if err := json.Unmarshal(src, &categories); err != nil {
		t.Fatal(err)
	}
	lex := &Lexicon{Name: "bench"}
	for name, patterns := range categories {
		c := Concept{Name: name, Variants: []Variant{{Name: AnyVariant}}}
		for _, p := range patterns {
			c.Variants[0].Terms = append(c.Variants[0].Terms, Term{Pattern: p})
		}
		lex.Concepts = append(lex.Concepts, c)
	}
	return lex
}

// The matches of real prose, too, are those of the naive matcher. The sample is small because the naive
// matcher is slow.
func TestFindIsNaiveOnBenchLexicon(t *testing.T) {
	lex := sharedLexicon(t)
	differ(t, []*Lexicon{lex}, longText(300))
}

func BenchmarkCompile20000(b *testing.B) {
	c := Concept{Name: "c", Variants: []Variant{{Name: AnyVariant}}}
	for i := range 20_000 {
		pattern := fmt.Sprintf("w%d", i)
		switch i % 4 {
		case 1:
			pattern += "*"
		case 2:
			pattern += " of the world"
		case 3:
			pattern += " group*"
		}
		c.Variants[0].Terms = append(c.Variants[0].Terms, Term{Pattern: pattern})
	}
	lex := &Lexicon{Name: "x", Concepts: []Concept{c}}
	for b.Loop() {
		mustCompile(b, lex)
	}
}

// Ten lexicons cost little more than one, and conditions only where a term that has some occurs.
func BenchmarkFindTenLexicons(b *testing.B) {
	one := sharedLexicon(b)
	var ten []*Lexicon
	for i := range 10 {
		lex := &Lexicon{Name: fmt.Sprint(i)}
		for j, c := range one.Concepts {
			part := Concept{Name: c.Name, Variants: []Variant{{Name: AnyVariant}}}
			for k, t := range c.Variants[0].Terms {
				if (j+k)%10 == i {
					part.Variants[0].Terms = append(part.Variants[0].Terms, t)
				}
			}
			lex.Concepts = append(lex.Concepts, part)
		}
		ten = append(ten, lex)
	}
	b.Run("one of all terms", func(b *testing.B) { benchmarkFind(b, mustCompile(b, one)) })
	b.Run("ten of a tenth", func(b *testing.B) { benchmarkFind(b, mustCompile(b, ten...)) })
	same := slices.Clone(ten)
	for i := range same {
		copied := *one
		copied.Name = fmt.Sprint(i)
		same[i] = &copied
	}
	b.Run("ten of all terms", func(b *testing.B) { benchmarkFind(b, mustCompile(b, same...)) })
	limited := *one
	limited.Concepts = slices.Clone(one.Concepts)
	for i := range limited.Concepts {
		limited.Concepts[i].Limits = limits("near militants|army 8;not-near talks sentence")
	}
	b.Run("one under conditions", func(b *testing.B) { benchmarkFind(b, mustCompile(b, &limited)) })
}

// However many neighbours a sentence has, the work grows with its length only.
func TestConditionsInEndlessSentence(t *testing.T) {
	m := mustCompile(t, terse{a: "a,a b", on: "near a|b|a b|c 7;not-near d 900;after a a|a sentence;before x sentence"}.lexicon("x"))
	src := strings.Repeat("a b a-b c ", 50_000) + "x"
	if n := len(found(m, src)); n != 99_999 {
		t.Errorf("%d matches", n)
	}
}

// Twenty thousand terms, each under a condition of its own.
func BenchmarkCompileConditions(b *testing.B) {
	c := Concept{Name: "c", Variants: []Variant{{Name: AnyVariant}}}
	for i := range 20_000 {
		c.Variants[0].Terms = append(c.Variants[0].Terms, Term{Pattern: fmt.Sprintf("w%d", i), Limits: limits(fmt.Sprintf("near x%d|y* 8", i))})
	}
	lex := &Lexicon{Name: "x", Concepts: []Concept{c}}
	for b.Loop() {
		mustCompile(b, lex)
	}
}

// Each alternative may mind capitals by itself.
func TestCapitalsOfOneAlternative(t *testing.T) {
	m, err := Compile(&Lexicon{Name: "mine", Concepts: []Concept{{Name: "states", Variants: []Variant{{Name: AnyVariant, Terms: []Term{{Pattern: "united states|=US"}}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	const src = "The US, the united states and us."
	toks := text.Tokenize(nil, src)
	var found []string
	for _, match := range m.Find(nil, src, toks, text.Sentences(src, toks)) {
		found = append(found, match.Span(toks).Of(src))
	}
	if got := strings.Join(found, ", "); got != "US, united states" {
		t.Errorf("got %q", got)
	}
}
