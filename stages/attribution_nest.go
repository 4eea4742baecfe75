package stages

import (
	"cmp"
	"slices"

	"parallax/text"
)

// attributions judges the findings: order, depth, kind, source. It writes them to out, which is empty.
func (r *reading) attributions(out []Attribution) []Attribution {
	slices.SortStableFunc(r.found, func(a, b finding) int { return cmp.Compare(a.head, b.head) })
	r.citePeople()
	r.nest()
	out = slices.Grow(out, len(r.found))[:len(r.found)]
	r.called = r.called[:0]
	for i := range r.found {
		r.judge(i, &out[i])
	}
	r.mergeBodies(out)
	return out
}

// A nest is where a finding stands among the others.
type nest struct {
	depth    int // 1, and one more for each whose content holds its cue
	within   int // the innermost of these, -1 for none
	shortest int // tokens of the content of that
	last     int // 1 + the last finding that was counted
}

// nest tells where each finding stands; they are in the order of their heads.
func (r *reading) nest() {
	const near = maxFindings // findings whose content can reach this one
	r.nests = r.nests[:0]
	for range r.found {
		r.nests = append(r.nests, nest{depth: 1, within: -1})
	}
	for k := range r.found {
		for _, c := range r.found[k].content {
			i, end := k, min(len(r.found), k+near+1)
			for i > max(0, k-near) && r.found[i-1].head >= c.From {
				i--
			}
			for ; i < end && r.found[i].head < c.To; i++ {
				if r.found[i].head < c.From {
					continue
				}
				n := &r.nests[i]
				if n.last == k+1 || r.found[i].head == r.found[k].head {
					continue
				}
				n.depth++
				n.last = k + 1
				if n.within < 0 || c.Len() < n.shortest {
					n.within, n.shortest = k, c.Len()
				}
			}
		}
	}
}

// kind says how much of the content is quoted.
func (r *reading) kind(content []text.Range) Kind {
	said, quoted := false, false
	for _, c := range content {
		for i := c.From; i < c.To && !(said && quoted); i++ {
			if r.toks[i].Is(text.Word) {
				said, quoted = said || r.quote[i] == 0, quoted || r.quote[i] != 0
			}
		}
	}
	switch {
	case !quoted:
		return Indirect
	case !said:
		return Direct
	}
	return Mixed
}
