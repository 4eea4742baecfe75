package formats

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parallax/lexicons"
)

var liwc = Format{
	Name:       "liwc",
	Doc:        "LIWC dictionary: numbered categories, in the form of 2015 below each other; words and phrases with * at the end",
	Extensions: []string{".dic"},
	holds:      stems,
	read:       readLIWC,
	write:      writeLIWC,
}

// readLIWC reads a LIWC dictionary: between two lines of % the categories, each with its number, then a line for
// each word with the numbers of its categories. Tabs or spaces divide. In LIWC 2015's form the categories are
// indented below each other; the words of a category are also listed under those above it.
func readLIWC(r *reading) error {
	byID := map[int]*category{}
	header := 0 // how many % lines have gone by
	var open outline
	for n, line := range lines(r.source) {
		text := strings.TrimSpace(line)
		switch {
		case text == "":
		case strings.HasPrefix(text, "%") && header < 2:
			header++
		case header == 0:
			return fault(n, "want a line with %% before the categories, found %q; is it a LIWC dictionary?", shorten(text))
		case header == 1:
			if err := r.liwcCategory(n, line, &open, byID); err != nil {
				return err
			}
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

// liwcCategory reads a category of the header.
func (r *reading) liwcCategory(n int, line string, open *outline, byID map[int]*category) error {
	digits, name := cut(strings.TrimSpace(line))
	id := number(digits)
	if id < 0 || name == "" {
		return r.fault(n, "want the number and the name of a category, found %q", shorten(strings.TrimSpace(line)))
	}
	if byID[id] != nil {
		return r.fault(n, "category %d is already on line %d", id, byID[id].line)
	}
	above := open.above(line, &r.root)
	if len(*open) > maxDepth {
		return fault(n, "more than %d categories below each other", maxDepth)
	}
	name, about, _ := strings.Cut(name, "(")
	c := above.in(name, n)
	if c.line != n {
		return r.fault(n, "a category called %q is already on line %d", c.name, c.line)
	}
	c.about = strings.TrimSuffix(strings.TrimSpace(about), ")")
	byID[id] = c
	open.open(line, c)
	return nil
}

// liwcCondition is what LIWC 2007 has for a word whose category hangs on the one before or after it.
var liwcCondition = regexp.MustCompile(`(\([^()]*\)|<[^<>]*>)\d+(/\d+)?`)

// liwcWord reads a word with the numbers of its categories.
func (r *reading) liwcWord(n int, text string, byID map[int]*category) error {
	if strings.ContainsAny(text, "(<") {
		for _, condition := range liwcCondition.FindAllString(text, -1) {
			r.leave(n, text, "the condition %s of LIWC 2007 has no counterpart", condition)
		}
		text = strings.TrimSpace(liwcCondition.ReplaceAllString(text, ""))
	}
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
		r.leave(n, text, "no number of a category of the header")
	}
	for _, field := range fields {
		c := byID[number(field)]
		if c == nil {
			r.leave(n, word, "the header has no category %s", field)
			continue
		}
		if err := r.glob(c, n, lexicons.Term{Pattern: word}); err != nil {
			return err
		}
	}
	return r.enough(n)
}

// number returns the whole number that a field is, or -1.
func number(field string) int {
	id, err := strconv.Atoi(field)
	if err != nil {
		return -1
	}
	return id
}

// cut divides a line at the first white space.
func cut(line string) (first, rest string) {
	i := strings.IndexAny(line, " \t")
	if i < 0 {
		return line, ""
	}
	return line[:i], strings.TrimSpace(line[i:])
}

// writeLIWC writes categories indented below each other, and the words in alphabetical order.
func writeLIWC(w *writing) error {
	w.linef("%%")
	ids := map[string][]string{}
	id := 0
	w.categories().walk(func(c *category, path []string) {
		id++
		about := ""
		if c.about != "" {
			about = " (" + strings.NewReplacer("(", "[", ")", "]").Replace(c.about) + ")"
		}
		w.linef("%s%d\t%s%s", strings.Repeat("\t", len(path)-1), id, c.name, about)
		for _, t := range c.terms {
			if list := ids[t.Pattern]; len(list) == 0 || list[len(list)-1] != strconv.Itoa(id) {
				ids[t.Pattern] = append(list, strconv.Itoa(id))
			}
		}
	})
	w.linef("%%")
	for _, word := range slices.Sorted(maps.Keys(ids)) {
		w.linef("%s\t%s", word, strings.Join(ids[word], "\t"))
	}
	return nil
}
