package attribution

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"parallax/internal/hashing"
	"parallax/text"
)

// A lesson is an article, with the tokens that can be heads.
type lesson struct {
	*Gold
	samples []sample
}

// A sample is a token that can be the head of a cue.
type sample struct {
	head, sentence int
	rate           uint8 // as it would be had the model not seen the token
	isCue          bool
	source         text.Range
	near, far      [3]int32 // of its source, its content after it and before it: the places of the ends, none where there is none
}

// count counts word forms and finds the head of each gold cue: the word of which the largest part stands in cues.
func (t *trainer) count(golds []Gold) error {
	t.model = &Model{gates: new(gates)}
	t.model.forms = text.NewTable(t.model.formOf)
	hash := func(g *Gold, i int) uint32 { return t.model.forms.Of(g.Source, g.Tokens[i]).hash }
	inCues := map[uint32]int{}
	t.heads, t.all = map[uint32]int{}, map[uint32]int{}
	cues := 0
	for g := range golds {
		g := &golds[g]
		for i := range g.Tokens {
			t.all[hash(g, i)]++
		}
		for _, a := range g.Attributions {
			for i := a.Cue.From; i < a.Cue.To; i++ {
				inCues[hash(g, i)]++
			}
		}
	}
	for g := range golds {
		g := &golds[g]
		for k := range g.Attributions {
			a := &g.Attributions[k]
			best := -1.
			for i := a.Cue.From; i < a.Cue.To; i++ {
				const doubt = 3
				h := hash(g, i)
				if share := float64(inCues[h]) / float64(t.all[h]+doubt); share > best {
					best, a.Head = share, i
				}
			}
			t.heads[hash(g, a.Head)]++
			cues++
		}
	}
	if cues == 0 {
		return errors.New("no attribution with a cue and content to learn from")
	}
	var rates []byte
	for _, h := range slices.Sorted(maps.Keys(t.all)) {
		const seen, common, hardlyEver = 2, 20, .004
		n, all := t.heads[h], t.all[h]
		if n > 0 || all > seen {
			r := rateFrom(n, all)
			if all > common && float64(n) < hardlyEver*float64(all) {
				r = never
			}
			rates = append(binary.LittleEndian.AppendUint32(rates, h), r)
		}
	}
	var articles []uint32
	for _, g := range golds {
		articles = append(articles, hashing.Of(g.Source))
	}
	slices.Sort(articles)
	var learnt []byte
	for _, h := range articles {
		learnt = binary.LittleEndian.AppendUint32(learnt, h)
	}
	t.model = &Model{rates: string(rates), learnt: string(learnt), gates: new(gates)}
	t.model.forms = text.NewTable(t.model.formOf)
	return nil
}

// lesson lists the samples of an article.
func (t *trainer) lesson(g *Gold) lesson {
	l := lesson{Gold: g}
	var r reader
	r.open(t.model, g.Article)
	at := map[int]*Finding{}
	for k := range g.Attributions {
		at[g.Attributions[k].Head] = &g.Attributions[k]
	}
	for k, s := range g.Sentences {
		for i := s.From; i < s.To && g.Active[k]; i++ {
			if r.canHead(i) {
				l.samples = append(l.samples, t.sample(&r, i, k, at[i]))
			}
		}
	}
	return l
}

// sample describes a token that can be a head; a is the gold attribution of which it is the head, nil for none.
func (t *trainer) sample(r *reader, i, sentence int, a *Finding) sample {
	x := sample{head: i, sentence: sentence, isCue: a != nil}
	own := 0
	if a != nil {
		own = 1
		r.look(i, sentence)
		x.setEnds(r, a)
	}
	tok := &r.toks[i]
	switch x.rate = rateFrom(t.heads[tok.hash]-own, t.all[tok.hash]-1); {
	case t.all[tok.hash] > 1:
	case tok.rate == unknownVerb:
		x.rate = unknownVerb
	default:
		x.rate = unknown
	}
	return x
}

// setEnds puts the spans of a gold attribution into places. Of several parts of the content on one side of the cue those that are
// hardly apart are one, else the nearest counts.
func (x *sample) setEnds(r *reader, a *Finding) {
	const apart = 3
	x.near, x.far = [3]int32{none, none, none}, [3]int32{none, none, none}
	first, last := r.places[0].token, r.places[len(r.places)-1].token
	within := func(s text.Range) bool { return s.Len() > 0 && s.From >= first && s.From < last }
	at := func(token int) (int, bool) {
		return slices.BinarySearchFunc(r.places, token, func(p place, token int) int { return p.token - token })
	}
	ends := func(s text.Range) (from, to int) {
		from, found := at(s.From)
		if !found {
			from--
		}
		to, _ = at(min(s.To, last))
		return from, to
	}
	set := func(kind, from, to int) {
		if from >= r.after {
			x.near[kind], x.far[kind] = int32(from), int32(to)
		} else {
			x.near[kind], x.far[kind] = int32(to), int32(from)
		}
	}
	if within(a.Source) {
		x.source = a.Source
		from, to := ends(a.Source)
		set(0, from, to)
	}
	for _, c := range a.Content {
		if !within(c) {
			continue
		}
		from, to := ends(c)
		if from < r.after {
			to = min(to, r.after-1)
			if x.near[2] != none && from-int(x.near[2]) <= apart {
				from = int(x.far[2])
			}
			if to > from {
				set(2, from, to)
			}
		} else if to > from && (x.near[1] == none || from-int(x.far[1]) <= apart) {
			if x.near[1] != none {
				from = int(x.near[1])
			}
			set(1, from, to)
		}
	}
}
