package stages

import (
	"slices"
	"strings"

	"parallax/text"
)

// A speaking is who has the turn of a transcript, and what they say.
type speaking struct {
	who     identity
	content []text.Range
}

func (s speaking) has(i int) bool {
	return slices.ContainsFunc(s.content, func(c text.Range) bool { return c.Has(i) })
}

// turnSpeaker says who speaks in a turn of a transcript. A letter stands for the outlet that asks, or for the person interviewed.
func (r *reading) turnSpeaker(f *finding) identity {
	k := 0
	for r.heads[k].colon != f.head {
		k++
	}
	h := r.heads[k]
	name := h.name.Span(r.toks).Of(r.src)
	switch {
	case h.letter && name == "Q":
		return identity{is: Self, why: Reason{"who asks in an interview", h.name}}
	case h.letter && r.interviewed < 0:
		return identity{is: NoSource, why: Reason{"who answers in an interview, without a name", h.name}}
	case h.letter:
		return identity{is: NamedPerson, person: r.interviewed + 1, name: r.nameOf(r.interviewed), why: Reason{"who answers in an interview", h.name}}
	case r.outlet != "" && strings.EqualFold(name, r.outlet):
		return identity{is: Self, why: Reason{"the outlet itself", h.name}}
	}
	for _, o := range r.heads { // the fuller name that another turn has
		if o.speaker == h.speaker && o.name.Len() > h.name.Len() {
			h.name = o.name
		}
	}
	who := r.identify(h.name, f.sentence)
	who.why.At, name = f.source, h.name.Span(r.toks).Of(r.src)
	switch {
	case who.is == NamedOrg && (r.areBodies(h.name) || r.noun(h.name.To-1).has(bodyNoun)):
		who.name, who.common = name, false
	case who.is == NamedOrg || who.is == NamedPerson && who.person == 0:
		who = identity{is: NamedPerson, name: name, why: Reason{"speaks in a transcript", f.source}}
		if k := r.known(h.name, 0); k >= 0 {
			who.person, who.name = k+1, r.nameOf(k)
		}
	}
	return who
}

// shortens reports whether a name is the end of a fuller one, or its initials: ABU SAFIYA of HUSSAM ABU SAFIYA, "PM" of Petra Molnar.
func (r *reading) shortens(name, full text.Range) bool {
	if word := r.toks[name.From].Of(r.src); name.Len() == 1 && len(word) == full.Len() {
		initials := true
		for i := range full.Len() {
			initials = initials && r.toks[full.From+i].Of(r.src)[0] == word[i]
		}
		return initials
	}
	for i := 1; i <= name.Len(); i++ {
		if r.toks[name.To-i].Type != r.toks[full.To-i].Type {
			return false
		}
	}
	return true
}

// mostNamed returns the person whom an article introduces before an interview: the one named most before a token, where those count twice
// who are spoken with; -1 where there is none, or several.
func (r *reading) mostNamed(before int) int32 {
	times, best, tied := map[int32]int{}, int32(-1), false
	for _, m := range r.cast.mentions[:r.cast.before(before)] {
		times[m.person]++
		if m.From > 0 {
			switch r.toks[m.From-1].Form(r.src) {
			case "with", "to", "asked", "met":
				times[m.person]++
			}
		}
		switch n := times[m.person]; {
		case best < 0 || n > times[best]:
			best, tied = m.person, false
		case m.person != best && n == times[best]:
			tied = true
		}
	}
	if tied {
		return -1
	}
	return best
}
