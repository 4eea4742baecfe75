package evaluation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"parallax/corpus"
)

// An AttributedArticle is an article in whose text people have marked who is said to have said what.
type AttributedArticle struct {
	corpus.Article
	Split        string // the part of its corpus that it belongs to, "" where it says nothing
	Attributions []Attributed
}

// An Attributed is an attribution: spans in code points of the text, in the order given.
type Attributed struct {
	Source, Cue, Content []Span
}

// ReadAttributed reads articles with their attributions from files of any corpus format, JSON lines above all, or folders of brat
// standoff ([readBrat]). Of JSON it wants text; spans with id, start and end; and attributions with lists of the ids of their spans,
// under source, cue and content, each of them the id of a span. What has no cue or no content is left out, as score.py leaves it. Every article that
// cannot be read is reported, with its place.
func ReadAttributed(paths ...string) ([]AttributedArticle, error) {
	var all []AttributedArticle
	var faults []error
	for _, path := range paths {
		articles, err := attributedIn(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		found := 0
		for _, a := range articles {
			found += len(a.Attributions)
		}
		if err != nil {
			faults = append(faults, err)
		} else if found == 0 {
			faults = append(faults, fmt.Errorf(`%s: no attribution in it; one is {"source": [], "cue": [], "content": []}, with the ids of spans {"id", "start", "end"}, or an event of brat's .ann files`, path))
		}
		all = append(all, articles...)
	}
	return all, some(faults)
}

func attributedIn(path string) ([]AttributedArticle, error) {
	if isBrat(path) {
		return readBrat(path)
	}
	c, err := corpus.Open(path)
	if err != nil {
		return nil, err
	}
	var all []AttributedArticle
	var faults []error
	for r, err := range c.Records() {
		var a corpus.Article
		if err == nil {
			a, err = r.Decode()
		}
		var g AttributedArticle
		if err == nil {
			g, err = attributed(a)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		all = append(all, g)
	}
	return all, some(faults)
}

func attributed(a corpus.Article) (AttributedArticle, error) {
	g := AttributedArticle{Article: a}
	var spans []Span
	var links []struct{ Source, Cue, Content []string }
	for key, to := range map[string]any{"split": &g.Split, "spans": &spans, "attributions": &links} {
		if raw := a.Meta[key]; raw != nil {
			if err := json.Unmarshal(raw, to); err != nil {
				return g, fmt.Errorf("%s: %s: %w", a.Path, key, err)
			}
		}
	}
	length := len([]rune(a.Text))
	byID := map[string][]Span{}
	for i, s := range spans {
		if s.Start < 0 || s.End < s.Start || s.End > length {
			return g, fmt.Errorf("%s: spans[%d]: from %d to %d; a span lies within the text, which has %d code points", a.Path, i, s.Start, s.End, length)
		}
		byID[s.ID] = []Span{s}
	}
	var faults []error
	for i, l := range links {
		for _, id := range slices.Concat(l.Source, l.Cue, l.Content) {
			if byID[id] == nil {
				faults = append(faults, fmt.Errorf("%s: attributions[%d]: %q is the id of no span", a.Path, i, id))
			}
		}
		g.add(link(byID, l.Source), link(byID, l.Cue), link(byID, l.Content))
	}
	return g, some(faults)
}

// link returns the spans of some IDs; those of IDs that no span has are left out.
func link(byID map[string][]Span, ids []string) (spans []Span) {
	for _, id := range ids {
		spans = append(spans, byID[id]...)
	}
	return spans
}

// add keeps an attribution that has a cue and content.
func (g *AttributedArticle) add(source, cue, content []Span) {
	if len(cue) > 0 && len(content) > 0 {
		g.Attributions = append(g.Attributions, Attributed{source, cue, content})
	}
}

// isBrat reports whether a path is a folder with brat's annotations, or one of them.
func isBrat(path string) bool {
	entries, err := os.ReadDir(path)
	if err != nil {
		return isAnn(path)
	}
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return isAnn(e.Name()) })
}
