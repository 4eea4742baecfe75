package stats

import (
	"slices"
	"strings"

	"parallax/counts"
)

// A Concept is a thing with rival names: what a profile is of. Its variants are in the lexicon's order.
type Concept struct {
	Lexicon, Name string
	Variants      []string
}

// path is where the features of a concept begin: term/LEXICON/CONCEPT/VARIANT/TERM.
func (c Concept) path() string { return "term/" + c.Lexicon + "/" + c.Name + "/" }

// found returns the concept as the counts have it, with the variants that only they know behind the
// lexicon's, by name; false if nothing of it occurs.
func (c Concept) found(features []counts.Feature) (Concept, bool) {
	any := false
	var unknown []string
	for _, f := range features {
		rest, ok := strings.CutPrefix(string(f), c.path())
		variant, _, term := strings.Cut(rest, "/")
		if !ok || !term {
			continue
		}
		any = true
		if !slices.Contains(c.Variants, variant) && !slices.Contains(unknown, variant) {
			unknown = append(unknown, variant)
		}
	}
	slices.Sort(unknown)
	c.Variants = slices.Concat(c.Variants, unknown)
	return c, any
}

// measures are the shares of the concept's variants, each in every voice apart.
func (c Concept) measures() (ms []Measure) {
	voices := make([]counts.Voice, counts.Voices)
	for v := range voices {
		voices[v] = counts.Voice(v)
	}
	for _, v := range c.Variants {
		ms = append(ms, Measure{
			Name: c.path() + v, Doc: "Of all mentions of " + c.Name + ", the part that used a name of the variant " + v + ".",
			Of:     Selection{Features: []string{c.path() + v + "/*"}},
			Per:    Selection{Features: []string{c.path() + "*/*"}},
			Voices: voices, Unit: Share,
		})
	}
	return ms
}

// profiles gathers the estimates of a concept's variants, by voice and outlet: an onomasiological profile
// (Geeraerts, Grondelaers & Speelman 1999). Voices in which no outlet mentions the concept have none.
// estimates[v] are those of variant v by voice and outlet, as [Concept.measures] lays them out.
func (c Concept) profiles(outlets []string, estimates [][]Estimate) (out []Profile) {
	if len(c.Variants) == 0 {
		return nil
	}
	for voice := range counts.Voice(counts.Voices) {
		var of []Profile
		mentions := int64(0)
		for o, outlet := range outlets {
			at := int(voice)*len(outlets) + o
			p := Profile{Lexicon: c.Lexicon, Concept: c.Name, Outlet: outlet, Voice: voice.String()}
			for v, name := range c.Variants {
				e := estimates[v][at]
				p.Mentions, p.Articles = e.Denominator, e.Articles
				p.Variants = append(p.Variants, VariantShare{Variant: name, N: e.Numerator, Estimate: e})
			}
			mentions += p.Mentions
			of = append(of, p)
		}
		if mentions > 0 {
			out = append(out, of...)
		}
	}
	return out
}
