package evaluation

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax/corpus"
)

const annSuffix = ".ann"

func isAnn(path string) bool { return strings.HasSuffix(path, annSuffix) }

// readBrat reads brat standoff (Stenetorp & al. 2012): files .ann, each beside the .txt that it annotates, in a folder and those
// below it. Text-bound lines (T1, tab, type, start and end, more of them after semicolons) mark spans of the types Source, Cue
// and Content, in any case. They are tied together by events (E1, tab, Attribution:T2 Source:T1 Content:T3, where the
// trigger is the cue unless another span is given as one) or by relations (R1, tab, Attribution Arg1:T1 Arg2:T2) between a
// cue and its source or content. Attributes and notes are passed over.
func readBrat(path string) ([]AttributedArticle, error) {
	var paths []string
	err := filepath.WalkDir(path, func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && isAnn(p) {
			paths = append(paths, p)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var all []AttributedArticle
	var faults []error
	for _, p := range paths {
		g, err := readAnn(p)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if name, err := filepath.Rel(path, p); err == nil && name != "." {
			g.ID = strings.TrimSuffix(filepath.ToSlash(name), annSuffix)
		}
		all = append(all, g)
	}
	return all, some(faults)
}

func readAnn(path string) (AttributedArticle, error) {
	g := AttributedArticle{}
	ann, err := os.ReadFile(path)
	if err != nil {
		return g, err
	}
	written, err := os.ReadFile(strings.TrimSuffix(path, annSuffix) + ".txt")
	if err != nil {
		return g, fmt.Errorf("%s: the text is missing beside it: %w", path, err)
	}
	if !utf8.Valid(written) {
		return g, fmt.Errorf("%s: not UTF-8", strings.TrimSuffix(path, annSuffix)+".txt")
	}
	g.Article = corpus.Article{ID: stem(path), Path: path, Text: string(written)}
	b := brat{length: utf8.RuneCount(written), spans: map[string][]Span{}}
	for i, line := range strings.Split(strings.TrimRight(string(ann), "\n"), "\n") {
		if err := b.line(strings.TrimSuffix(line, "\r")); err != nil {
			return g, fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
	}
	b.tie(&g)
	return g, nil
}

// A brat is what the lines of an .ann file say.
type brat struct {
	length    int // of the text, in code points
	spans     map[string][]Span
	events    []map[string][]string // IDs of spans by source, cue and content
	relations [][2]string
}

func (b *brat) line(line string) error {
	id, rest, _ := strings.Cut(line, "\t")
	if id == "" {
		return nil
	}
	body, _, _ := strings.Cut(rest, "\t")
	fields := strings.Fields(body)
	switch id[0] {
	case 'T':
		return b.span(id, body)
	case 'E':
		e := map[string][]string{}
		for i, f := range fields {
			role, at, ok := strings.Cut(f, ":")
			if !ok {
				return fmt.Errorf("%q in an event; it is ROLE:ID", f)
			}
			role = bratRole(role)
			if i == 0 && role != "source" && role != "content" {
				role = "trigger"
			}
			e[role] = append(e[role], at)
		}
		if len(e["cue"]) == 0 {
			e["cue"] = e["trigger"]
		}
		b.events = append(b.events, e)
	case 'R':
		if len(fields) != 3 {
			return fmt.Errorf("a relation has a type and two arguments: R1, tab, Attribution Arg1:T1 Arg2:T2")
		}
		_, from, _ := strings.Cut(fields[1], ":")
		_, to, _ := strings.Cut(fields[2], ":")
		b.relations = append(b.relations, [2]string{from, to})
	}
	return nil
}

// bratRole is a role or type without case and number: Content2.
func bratRole(s string) string { return strings.ToLower(strings.TrimRight(s, "0123456789")) }

// span reads "Cue 10 14" or, in parts, "Content 3 9;15 20".
func (b *brat) span(id, body string) error {
	kind, places, _ := strings.Cut(body, " ")
	for place := range strings.SplitSeq(places, ";") {
		from, to, _ := strings.Cut(place, " ")
		start, err := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err != nil || err2 != nil {
			return fmt.Errorf("%q; a span is T1, tab, TYPE START END", body)
		}
		if start < 0 || end < start || end > b.length {
			return fmt.Errorf("from %d to %d; a span lies within the text, which has %d code points", start, end, b.length)
		}
		b.spans[id] = append(b.spans[id], Span{ID: id, Type: bratRole(kind), Start: start, End: end})
	}
	return nil
}

// tie makes attributions of events and of relations.
func (b *brat) tie(g *AttributedArticle) {
	for _, e := range b.events {
		g.add(link(b.spans, e["source"]), link(b.spans, e["cue"]), link(b.spans, e["content"]))
	}
	isCue := func(id string) bool { s := b.spans[id]; return len(s) > 0 && s[0].Type == "cue" }
	parts := map[string]map[string][]string{} // of each cue
	var cues []string
	for _, r := range b.relations {
		cue, other := r[0], r[1]
		if !isCue(cue) {
			cue, other = other, cue
		}
		if s := b.spans[other]; isCue(cue) && len(s) > 0 {
			if parts[cue] == nil {
				parts[cue] = map[string][]string{}
				cues = append(cues, cue)
			}
			parts[cue][s[0].Type] = append(parts[cue][s[0].Type], other)
		}
	}
	for _, cue := range cues {
		p := parts[cue]
		g.add(link(b.spans, p["source"]), link(b.spans, append([]string{cue}, p["cue"]...)), link(b.spans, p["content"]))
	}
	slices.SortStableFunc(g.Attributions, func(x, y Attributed) int { return x.Cue[0].Start - y.Cue[0].Start })
}
