package lexicons

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A Change is a difference between two versions of a lexicon.
type Change struct {
	Kind ChangeKind
	What string // lexicon, concept, variant, term or example
	Name string // concept, concept.variant, or concept.variant with the pattern
	Text string // of what was moved, where to; of what was changed, how; may be empty
}

// A ChangeKind says what became of something.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Moved   ChangeKind = "moved"
	Changed ChangeKind = "changed"
)

// Diff returns what changed between two versions of a lexicon: what is said of the lexicon itself, then concept by
// concept in the order of the second, then what is in the first alone, then examples. A term that is in another variant
// or concept has moved; the order of concepts, variants and terms is no change.
func Diff(before, after *Lexicon) (changes []Change) {
	d := diffing{was: placesOf(before), is: placesOf(after)}
	d.meta(before, after)
	for i := range after.Concepts {
		c := &after.Concepts[i]
		old := conceptNamed(before, c.Name)
		if old == nil {
			d.add(Added, "concept", c.Name, plural(c.size(), "term"))
			old = &Concept{Name: c.Name}
		} else {
			d.changed("concept", c.Name, conceptChanges(old, c))
		}
		d.variants(old, c)
	}
	for i := range before.Concepts {
		c := &before.Concepts[i]
		now := conceptNamed(after, c.Name)
		if now == nil {
			d.add(Removed, "concept", c.Name, plural(c.size(), "term"))
			now = &Concept{Name: c.Name}
		}
		d.gone(c, now)
	}
	for _, e := range after.Examples {
		if !slices.Contains(before.Examples, e) {
			d.add(Added, "example", e, "")
		}
	}
	for _, e := range before.Examples {
		if !slices.Contains(after.Examples, e) {
			d.add(Removed, "example", e, "")
		}
	}
	return d.changes
}

type diffing struct {
	was, is map[string][]termPlace // by pattern
	changes []Change
}

// A termPlace is where a term is listed.
type termPlace struct {
	variant string // concept.variant
	*Term
}

func placesOf(lex *Lexicon) map[string][]termPlace {
	places := map[string][]termPlace{}
	for _, c := range lex.Concepts {
		for _, v := range c.Variants {
			for i := range v.Terms {
				t := &v.Terms[i]
				places[t.Pattern] = append(places[t.Pattern], termPlace{c.Name + "." + v.Name, t})
			}
		}
	}
	return places
}

func (d *diffing) add(kind ChangeKind, what, name, text string) {
	d.changes = append(d.changes, Change{kind, what, name, text})
}

func (d *diffing) changed(what, name string, how []string) {
	if len(how) > 0 {
		d.add(Changed, what, name, strings.Join(how, "; "))
	}
}

func (d *diffing) meta(before, after *Lexicon) {
	var how []string
	for _, f := range []struct{ name, was, is string }{
		{"name", before.Name, after.Name}, {"version", before.Version, after.Version}, {"language", before.Language, after.Language},
		{"about", before.About, after.About}, {"source", before.Source, after.Source}, {"licence", before.Licence, after.Licence},
		{"citation", before.Citation, after.Citation},
	} {
		how = append(how, textChange(f.name, f.was, f.is)...)
	}
	d.changed("lexicon", after.Name, how)
}

// variants reports new variants and terms of a concept, those that came from elsewhere, and those that changed.
func (d *diffing) variants(before, after *Concept) {
	for _, v := range after.Variants {
		name := after.Name + "." + v.Name
		old := variantNamed(before, v.Name)
		if old == nil {
			if v.Name != AnyVariant {
				d.add(Added, "variant", name, plural(len(v.Terms), "term"))
			}
		} else {
			d.changed("variant", name, textChange("about", old.About, v.About))
		}
		for i := range v.Terms {
			t := &v.Terms[i]
			switch from := d.counterpart(d.was, d.is, name, t); {
			case from == nil:
				d.add(Added, "term", termName(name, t), strings.Join(termChanges(&Term{}, t), "; "))
			case from.variant != name:
				how := append([]string{"from " + from.variant}, termChanges(from.Term, t)...)
				d.add(Moved, "term", termName(name, t), strings.Join(how, "; "))
			default:
				d.changed("term", termName(name, t), termChanges(from.Term, t))
			}
		}
	}
}

// gone reports variants and terms of a concept that are nowhere any more.
func (d *diffing) gone(before, after *Concept) {
	for _, v := range before.Variants {
		name := before.Name + "." + v.Name
		if variantNamed(after, v.Name) == nil && v.Name != AnyVariant {
			d.add(Removed, "variant", name, plural(len(v.Terms), "term"))
		}
		for i := range v.Terms {
			if d.counterpart(d.is, d.was, name, &v.Terms[i]) == nil {
				d.add(Removed, "term", termName(name, &v.Terms[i]), "")
			}
		}
	}
}

// counterpart returns the place in the other version that a term corresponds to: the one of the same rank among those of its
// pattern in the variant; else, among the places that have none by that rule, the one of the same rank. nil if there is none.
func (d *diffing) counterpart(there, here map[string][]termPlace, variant string, t *Term) *termPlace {
	own, others := here[t.Pattern], there[t.Pattern]
	at := slices.IndexFunc(own, func(p termPlace) bool { return p.Term == t })
	ours, theirs := ranks(own), ranks(others)
	for k, p := range others {
		if p.variant == variant && theirs[k] == ours[at] {
			return &others[k]
		}
	}
	mine, rest := unmatched(own, others), unmatched(others, own)
	if rank := slices.Index(mine, at); rank < len(rest) {
		return &others[rest[rank]]
	}
	return nil
}

// ranks are, for each of the places of a pattern, how many before it are in the same variant.
func ranks(places []termPlace) []int {
	ranks, met := make([]int, len(places)), map[string]int{}
	for i, p := range places {
		ranks[i] = met[p.variant]
		met[p.variant]++
	}
	return ranks
}

// unmatched are the indices of places whose variant has fewer places of the pattern in the other version.
func unmatched(places, others []termPlace) (left []int) {
	has := map[string]int{}
	for _, p := range others {
		has[p.variant]++
	}
	for i, rank := range ranks(places) {
		if rank >= has[places[i].variant] {
			left = append(left, i)
		}
	}
	return left
}

func termName(variant string, t *Term) string { return fmt.Sprintf("%s %q", variant, t.Pattern) }

func conceptNamed(lex *Lexicon, name string) *Concept {
	i := slices.IndexFunc(lex.Concepts, func(c Concept) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &lex.Concepts[i]
}

func variantNamed(c *Concept, name string) *Variant {
	i := slices.IndexFunc(c.Variants, func(v Variant) bool { return v.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Variants[i]
}

func (c *Concept) size() (n int) {
	for _, v := range c.Variants {
		n += len(v.Terms)
	}
	return n
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func conceptChanges(a, b *Concept) []string {
	return slices.Concat(textChange("about", a.About, b.About), textChange("referent", a.Referent, b.Referent),
		listChange("except", a.Except, b.Except), limitChanges(a.Limits, b.Limits))
}

func termChanges(a, b *Term) []string {
	weight := func(w *int) string {
		if w == nil {
			return ""
		}
		return fmt.Sprint(*w)
	}
	return slices.Concat(textChange("weight", weight(a.Weight), weight(b.Weight)), listChange("except", a.Except, b.Except),
		limitChanges(a.Limits, b.Limits), textChange("note", a.Note, b.Note), textChange("source", a.Source, b.Source))
}

func limitChanges(a, b Limits) (how []string) {
	how = textChange("voices", strings.Join(a.Voices, ", "), strings.Join(b.Voices, ", "))
	for _, key := range limitKeys[1:] {
		was, is := *a.condition(key), *b.condition(key)
		switch {
		case reflect.DeepEqual(was, is):
		case was == nil:
			how = append(how, fmt.Sprintf("%s: %s", key, is))
		case is == nil:
			how = append(how, fmt.Sprintf("%s: no more", key))
		default:
			if was.Words != is.Words {
				how = append(how, fmt.Sprintf("%s: %s, was %s", key, is.extent(), was.extent()))
			}
			how = append(how, listChange(key, was.Terms, is.Terms)...)
		}
	}
	return how
}

// String shows a condition: within 8 words of hamas, militia*.
func (c *Condition) String() string {
	return strings.Join(c.Terms, ", ") + " " + c.extent()
}

func (c *Condition) extent() string {
	if c.Words == 0 {
		return "within the sentence"
	}
	return "within " + plural(c.Words, "word")
}

func textChange(what, was, is string) []string {
	switch {
	case was == is:
		return nil
	case was == "":
		return []string{fmt.Sprintf("%s: %s", what, quoted(is))}
	case is == "":
		return []string{what + ": no more"}
	}
	return []string{fmt.Sprintf("%s: %s, was %s", what, quoted(is), quoted(was))}
}

// quoted puts prose into quotation marks.
func quoted(s string) string {
	if strings.Contains(s, " ") {
		return strconv.Quote(shorten(s))
	}
	return shorten(s)
}

// listChange says what a list has more and less; its order does not matter.
func listChange(what string, was, is []string) (how []string) {
	only := func(of, others []string) (list []string) {
		for _, s := range of {
			if !slices.Contains(others, s) {
				list = append(list, fmt.Sprintf("%q", s))
			}
		}
		return list
	}
	if more := only(is, was); more != nil {
		how = append(how, what+": also "+strings.Join(more, ", "))
	}
	if less := only(was, is); less != nil {
		how = append(how, what+": no more "+strings.Join(less, ", "))
	}
	return how
}
