package formats

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parallax/lexicons"
)

var wordstat = Format{
	Name:       "wordstat",
	Doc:        "WordStat categorization: indented categories, words with a weight in brackets, _ for spaces; rules with NEAR, BEFORE, AFTER and /Cn or /S",
	Extensions: []string{".cat"},
	holds:      globs | weights | conditions,
	read:       readWordStat,
	write:      writeWordStat,
}

// wordstatItem is a word with its weight: every other line is a category.
var wordstatItem = regexp.MustCompile(`^(.+?)\s*\((-?\d+(?:[.,]\d+)?)\)$`)

// readWordStat reads an outline. Rules may name categories that come later, so they are read at the end.
func readWordStat(r *reading) error {
	var open outline
	var rows []row
	var rules []wordstatRule
	for n, line := range lines(r.source) {
		text := strings.TrimSpace(line)
		if text == "" {
			continue
		}
		above := open.above(line, &r.root)
		item := wordstatItem.FindStringSubmatch(text)
		switch {
		case item == nil && strings.HasPrefix(text, "@"):
			item = []string{"", text, "1"}
			fallthrough
		case item != nil:
			if above == &r.root {
				if err := r.fault(n, "the word %q is in no category", shorten(item[1])); err != nil {
					return err
				}
				break
			}
			if item[2] == "1" {
				item[2] = "" // as all words have that are not weighed
			}
			if strings.HasPrefix(item[1], "@") {
				rules = append(rules, wordstatRule{n, above, item[1], item[2]})
				break
			}
			rows = append(rows, row{n, above, wordstatWord(item[1]), item[2], true})
		case len(open) >= maxDepth:
			return fault(n, "more than %d categories below each other", maxDepth)
		default:
			open.open(line, above.in(text, n))
		}
	}
	if err := r.rated(rows); err != nil {
		return err
	}
	byName := map[string]*category{}
	r.root.walk(func(c *category, _ []string) {
		if name := strings.ToLower(c.name); byName[name] == nil {
			byName[name] = c
		}
	})
	for _, rule := range rules {
		if err := r.wordstatRule(rule, byName); err != nil {
			return err
		}
	}
	return nil
}

func wordstatWord(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }

// A wordstatRule is a line such as @NAME [WORD NOT NEAR #CATEGORY /S /C3] (1).
type wordstatRule struct {
	line   int
	in     *category
	text   string
	weight string
}

var (
	wordstatBody = regexp.MustCompile(`^@[^\[\]]*\[([^\[\]]*)\]$`)
	wordstatFlag = regexp.MustCompile(`/[^/\s]*`)
)

// wordstatRule adds the words that a rule begins with, under its conditions.
func (r *reading) wordstatRule(rule wordstatRule, byName map[string]*category) error {
	limits, subjects, except, err := parseWordStatRule(rule.text, byName)
	if err != nil {
		r.leave(rule.line, rule.text, "%v", err)
		return r.enough(rule.line)
	}
	weight := ""
	if rule.weight != "" {
		if _, err := strconv.Atoi(rule.weight); err != nil {
			r.leave(rule.line, rule.text, "the weight %s of a rule is no whole number", rule.weight)
		} else {
			weight = rule.weight
		}
	}
	for _, subject := range subjects {
		t := lexicons.Term{Pattern: subject, Limits: limits}
		for _, neighbour := range except {
			t.Except = append(t.Except, fmt.Sprintf(neighbour, subject))
		}
		if weight != "" {
			n := number(weight)
			t.Weight = &n
		}
		for _, c := range []*lexicons.Condition{limits.Near, limits.NotNear, limits.Before, limits.After} {
			if c != nil {
				r.terms += len(c.Terms)
			}
		}
		if err := r.glob(rule.in, rule.line, t); err != nil {
			return err
		}
	}
	return nil
}

var wordstatOperators = []string{"NOT", "NEAR", "BEFORE", "AFTER"}

// parseWordStatRule returns a rule's words with their conditions. That no word stands right before or after them is an
// exception; %s in it is the word.
func parseWordStatRule(text string, byName map[string]*category) (limits lexicons.Limits, subjects, except []string, err error) {
	m := wordstatBody.FindStringSubmatch(text)
	if m == nil {
		return limits, nil, nil, fmt.Errorf("want a rule in square brackets")
	}
	within, words := false, 0
	for _, flag := range wordstatFlag.FindAllString(m[1], -1) {
		distance, isWords := strings.CutPrefix(strings.ToUpper(flag), "/C")
		switch {
		case isWords && number(distance) > 0:
			words = number(distance)
		case strings.EqualFold(flag, "/S"):
			within = true
		default:
			return limits, nil, nil, fmt.Errorf("%s has no counterpart; conditions are on words of the same sentence (/S) or so many words away (/C5)", flag)
		}
	}
	if !within && words == 0 {
		return limits, nil, nil, fmt.Errorf("a condition on the whole document has no counterpart; /S or /C5 would have")
	}
	fields := strings.Fields(wordstatFlag.ReplaceAllString(m[1], " "))
	if len(fields) < 3 {
		return limits, nil, nil, fmt.Errorf("want WORD NEAR WORD in the rule")
	}
	if subjects, err = wordstatOperand(fields[0], byName); err != nil {
		return limits, nil, nil, err
	}
	for fields = fields[1:]; len(fields) > 0; {
		operator := strings.ToUpper(fields[0])
		fields = fields[1:]
		for (operator == "AND" || operator == "NOT") && len(fields) > 1 && slices.Contains(wordstatOperators, strings.ToUpper(fields[0])) {
			if operator == "AND" {
				operator = "" // of several conditions all must hold anyway
			}
			operator = strings.TrimSpace(operator + " " + strings.ToUpper(fields[0]))
			fields = fields[1:]
		}
		if len(fields) == 0 {
			return limits, nil, nil, fmt.Errorf("want a word behind %s", operator)
		}
		others, err := wordstatOperand(fields[0], byName)
		if err != nil {
			return limits, nil, nil, err
		}
		fields = fields[1:]
		condition := &lexicons.Condition{Terms: others, Words: words}
		place := &limits.Near
		switch operator {
		case "NEAR", "AND":
		case "BEFORE":
			place = &limits.Before
		case "AFTER":
			place = &limits.After
		case "NOT NEAR", "NOT":
			place = &limits.NotNear
		case "NOT BEFORE", "NOT AFTER":
			if words != 1 {
				return limits, nil, nil, fmt.Errorf("%s has a counterpart only for the next word (/C1)", operator)
			}
			for _, other := range others {
				if strings.HasSuffix(operator, "AFTER") {
					except = append(except, other+" %s")
				} else {
					except = append(except, "%s "+other)
				}
			}
			continue
		default:
			return limits, nil, nil, fmt.Errorf("the operator %s has no counterpart; NEAR, BEFORE, AFTER and NOT have", shorten(operator))
		}
		if *place != nil {
			return limits, nil, nil, fmt.Errorf("two conditions with %s", operator)
		}
		*place = condition
	}
	return limits, subjects, except, nil
}

// maxOperand is how many words a category may have that a rule names.
const maxOperand = 2000

// wordstatOperand returns the words that a part of a rule stands for: itself, or those of the category it names.
func wordstatOperand(s string, byName map[string]*category) ([]string, error) {
	name, isCategory := strings.CutPrefix(s, "#")
	if !isCategory {
		word := wordstatWord(s)
		if reason := unfit(word); reason != "" {
			return nil, fmt.Errorf("%q: %s", s, reason)
		}
		if _, err := lexicons.Readings(word); err != nil {
			return nil, err
		}
		return []string{strings.ReplaceAll(word, "%", "")}, nil
	}
	c := byName[strings.ToLower(name)]
	if c == nil {
		c = byName[wordstatWord(name)]
	}
	if c == nil {
		return nil, fmt.Errorf("there is no category %s", shorten(name))
	}
	var words []string
	add := func(c *category) {
		for _, t := range c.terms {
			if limited(t.Limits) == "" {
				words = append(words, strings.ReplaceAll(t.Pattern, "%", ""))
			}
		}
	}
	add(c)
	c.walk(func(c *category, _ []string) { add(c) })
	if len(words) == 0 || len(words) > maxOperand {
		return nil, fmt.Errorf("the category %s has %d words; a rule may name one with 1 to %d", shorten(name), len(words), maxOperand)
	}
	return words, nil
}

func writeWordStat(w *writing) error {
	rules := 0
	var write func(c *category, indent string)
	write = func(c *category, indent string) {
		for _, c := range c.below {
			w.linef("%s%s", indent, c.name)
			words := slices.Clone(c.terms) // rules are read last, so they stand last
			slices.SortStableFunc(words, func(a, b lexicons.Term) int {
				return cmp.Compare(min(1, len(limited(a.Limits))), min(1, len(limited(b.Limits))))
			})
			for _, t := range words {
				weight := 1
				if t.Weight != nil {
					weight = *t.Weight
				}
				for _, item := range w.wordstatItems(t, &rules) {
					w.linef("%s\t%s (%d)", indent, item, weight)
				}
			}
			write(c, indent+"\t")
		}
	}
	write(w.categories(), "")
	return nil
}

// wordstatItems returns a term as WordStat has it: the word, or a rule for each pair of words in its condition.
func (w *writing) wordstatItems(t lexicons.Term, rules *int) []string {
	word := wordstatForm(t.Pattern)
	if strings.HasPrefix(word, "@") {
		w.leave(t.Line, t.Pattern, "what begins with @ is a rule of WordStat; the term is left out")
		return nil
	}
	if limited(t.Limits) == "" {
		return []string{word}
	}
	var conditions []string
	var lists [][]string
	distance := -1
	for _, c := range []struct {
		operator string
		*lexicons.Condition
	}{{"NEAR", t.Near}, {"NOT NEAR", t.NotNear}, {"BEFORE", t.Before}, {"AFTER", t.After}} {
		if c.Condition == nil {
			continue
		}
		if distance >= 0 && distance != c.Words {
			w.leave(t.Line, t.Pattern, "its conditions have different distances; the term is left out")
			return nil
		}
		distance = c.Words
		conditions = append(conditions, c.operator)
		lists = append(lists, c.Terms)
	}
	flag := "/S"
	if distance > 0 {
		flag = fmt.Sprintf("/S /C%d", distance)
	}
	if len(conditions) == 1 && conditions[0] != "NOT NEAR" && simple(lists[0]) {
		var items []string
		for _, other := range lists[0] {
			*rules++
			items = append(items, fmt.Sprintf("@RULE%d [%s %s %s %s]", *rules, word, conditions[0], wordstatForm(other), flag))
		}
		return items
	}
	rule := word
	for i, operator := range conditions {
		if len(lists[i]) > 1 || !simple(lists[i]) {
			w.leave(t.Line, t.Pattern, "its conditions name several words, which WordStat has categories for; the term is left out")
			return nil
		}
		rule += " " + operator + " " + wordstatForm(lists[i][0])
	}
	*rules++
	return []string{fmt.Sprintf("@RULE%d [%s %s]", *rules, rule, flag)}
}

func wordstatForm(pattern string) string {
	return strings.ToUpper(strings.ReplaceAll(pattern, " ", "_"))
}

// simple reports whether no pattern has alternatives or minds capitals.
func simple(patterns []string) bool {
	for _, p := range patterns {
		if unfit(p) != "" {
			return false
		}
	}
	return true
}
