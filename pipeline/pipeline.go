package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"parallax/corpus"
	"parallax/counts"
)

// A Pipeline is a plan: every stage that is needed, each after those it requires.
type Pipeline struct {
	order []Stage
	slot  map[Stage]int
}

// New plans a pipeline for some stages and all that they require. Cycles, two stages of one name and
// stages without a description are errors.
func New(stages ...Stage) (*Pipeline, error) {
	p := &Pipeline{slot: map[Stage]int{}}
	const pending = -1
	named := map[string]bool{}
	var plan func(s Stage, path []string) error
	plan = func(s Stage, path []string) error {
		path = append(path, s.String())
		if at, seen := p.slot[s]; seen {
			if at == pending {
				return fmt.Errorf("stages require each other: %s", strings.Join(path, " -> "))
			}
			return nil
		}
		if named[s.String()] {
			return fmt.Errorf("two stages are named %q", s)
		}
		if s.doc() == "" {
			return fmt.Errorf("stage %q is undocumented", s)
		}
		named[s.String()] = true
		p.slot[s] = pending
		for _, r := range s.requires() {
			if err := plan(r, path); err != nil {
				return err
			}
		}
		p.slot[s] = len(p.order)
		p.order = append(p.order, s)
		return nil
	}
	for _, s := range stages {
		if err := plan(s, nil); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Analyze runs every stage on one article, in order. A stage that fails or panics makes the article an
// Exclusion that names the stage; it never ends the run.
func (p *Pipeline) Analyze(a corpus.Article) (d *Document, err error) {
	d = newDocument(p, a)
	defer func() {
		if fault := recover(); fault != nil {
			d, err = nil, failed(a, d.caller, fmt.Sprint("panic: ", fault))
		}
	}()
	for i, s := range p.order {
		d.caller = s
		layer, err := s.run(d)
		if err != nil {
			return nil, failed(a, s, err.Error())
		}
		d.layers[i] = layer
	}
	d.caller = nil
	return d, nil
}

// release hands the layers' memory on to other documents. Of the document itself nothing may be read again.
func (d *Document) release() {
	for i, s := range d.plan.order {
		s.release(d.layers[i])
	}
	d.layers = nil
}

func failed(a corpus.Article, s Stage, detail string) *corpus.Exclusion {
	return &corpus.Exclusion{Article: a.ID, Path: a.Path, Reason: corpus.Failed, Detail: fmt.Sprintf("stage %v: %s", s, detail)}
}

// spareRows are empty, with room for the cells and the evidence of an article.
var spareRows = sync.Pool{New: func() any { return new(counts.Row) }}

// reuse hands the memory of a row on to other documents.
func reuse(r counts.Row) {
	clear(r.Cells)
	clear(r.Evidence)
	spareRows.Put(&counts.Row{Cells: r.Cells[:0], Evidence: r.Evidence[:0]})
}

// copies is room for the copies of texts that are hashed.
var copies = sync.Pool{New: func() any { return new([]byte) }}

// Row returns what an analyzed document contributes to the count table.
func (d *Document) Row() (counts.Row, error) {
	text := copies.Get().(*[]byte)
	*text = append((*text)[:0], d.Text...)
	sum := sha256.Sum256(*text)
	copies.Put(text)
	r := &d.row
	r.Path = d.Path
	r.Article, r.Outlet, r.Published = d.ID, d.Outlet, d.Published.String()
	r.Title, r.URL, r.Story, r.Wire = d.Title, d.URL, d.Story, d.Wire
	r.TextSHA256 = hex.EncodeToString(sum[:])
	r.Sort()
	for _, c := range r.Cells {
		switch c.Feature {
		case "tokens":
			r.Tokens += c.N
		case "sentences":
			r.Sentences += c.N
		}
	}
	return *r, nil
}
