package formats

import (
	"regexp"
	"strconv"
	"strings"
)

var liwc = Format{
	Name:       "liwc",
	Doc:        "LIWC dictionary: numbered categories, in 2015's form with categories below categories; words, phrases and a * at the end of a word",
	Extensions: []string{".dic"},
	read:       readLIWC,
}

// readLIWC reads a LIWC dictionary: between two lines of % the categories, each with its number, then a line for
// each word with the numbers of its categories. Tabs or spaces divide. In LIWC 2015's form the categories are
// indented below each other; the words of a category are also listed under those above it.
func readLIWC(r *reading) error {
	byID := map[int]*category{}
	header := 0 // how many % lines have gone by
	var open []level
	for n, line := range lines(r.source) {
		text := strings.TrimSpace(line)
		switch {
		case text == "":
		case strings.HasPrefix(text, "%") && header < 2:
			header++
		case header == 0:
			return fault(n, "want a line with %% before the categories, found %q; is it a LIWC dictionary?", shorten(text))
		case header == 1:
			number, name := cut(text)
			id, err := strconv.Atoi(number)
			if err != nil || name == "" {
				return fault(n, "want the number and the name of a category, found %q", shorten(text))
			}
			if byID[id] != nil {
				return fault(n, "category %d is already on line %d", id, byID[id].line)
			}
			open = deeper(open, line)
			above := &r.root
			if len(open) > 1 {
				above = open[len(open)-2].category
			}
			if len(open) > maxDepth {
				return fault(n, "more than %d categories below each other", maxDepth)
			}
			name, about, _ := strings.Cut(name, "(")
			c := above.in(name, n)
			c.about = strings.TrimSuffix(strings.TrimSpace(about), ")")
			byID[id] = c
			open[len(open)-1].category = c
		default:
			if err := r.liwcWord(n, text, byID); err != nil {
				return err
			}
		}
	}
	if header < 2 {
		return fault(1, "want the categories between two lines with %%; is it a LIWC dictionary?")
	}
	return nil
}

// A level is an indented category that others may stand below.
type level struct {
	indent int
	*category
}

// deeper returns the levels that a line stands below, and its own, without a category yet.
func deeper(open []level, line string) []level {
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	for len(open) > 0 && open[len(open)-1].indent >= indent {
		open = open[:len(open)-1]
	}
	return append(open, level{indent: indent})
}

// liwcCondition is what LIWC 2007 has for a word whose category hangs on the one before or after it.
var liwcCondition = regexp.MustCompile(`(\([^()]*\)|<[^<>]*>)\d+(/\d+)?`)

// liwcWord reads a word with the numbers of its categories.
func (r *reading) liwcWord(n int, text string, byID map[int]*category) error {
	for _, condition := range liwcCondition.FindAllString(text, -1) {
		r.leave(n, text, "the condition %s of LIWC 2007 has no counterpart", condition)
	}
	text = strings.TrimSpace(liwcCondition.ReplaceAllString(text, ""))
	word, numbers, tabbed := strings.Cut(text, "\t")
	fields := strings.Fields(numbers)
	if !tabbed { // the numbers are what stands at the end
		fields = strings.Fields(text)
		k := len(fields)
		for k > 1 && byID[number(fields[k-1])] != nil {
			k--
		}
		word, fields = strings.Join(fields[:k], " "), fields[k:]
	}
	if len(fields) == 0 {
		r.leave(n, text, "no number of a category")
	}
	for _, field := range fields {
		c := byID[number(field)]
		switch {
		case c != nil:
			if err := r.glob(c, n, word); err != nil {
				return err
			}
		default:
			r.leave(n, word, "the header has no category %s", field)
		}
	}
	return nil
}

// number returns the whole number that a field is, or -1.
func number(field string) int {
	id, err := strconv.Atoi(field)
	if err != nil {
		return -1
	}
	return id
}
