package stats

import (
	"math"
	"slices"
	"time"
)

// An Event is a day on which the wording may have changed. It belongs to what comes after.
type Event struct {
	Name string // the date, if it has no other
	Date time.Time
}

// A Response is how an outlet changed at an event: its articles in the window after, against those in the
// window before.
type Response struct {
	Event         Event
	Before, After Estimate
	Change        EventEffect // after minus before
	Against       EventEffect // the change less that of the other outlets: the difference in differences
	Others        int         // outlets that it is set against
	Warnings      []Warning
}

// An EventEffect is a difference with its interval and its test against placebo dates.
type EventEffect struct {
	Difference, Lo, Hi *float64
	P, AdjustedP       *float64
	Placebos           int // dates behind p
}

// fewPlacebos is how many placebo dates a p should rest on at least.
const fewPlacebos = 100

// respond sets the responses of all outlets on one series to the events.
//
// The others count equally, as outlets do everywhere here, and only with an interval's number of articles on
// either side. The interval of a difference comes from those of its parts by [moverSum], which takes them as
// independent. p is the part of dates on which as large a difference falls: every day whose windows lie
// within the corpus and do not meet the event's, with a test's number of articles of the outlet on either
// side, (1+b)/(1+B) (randomisation inference over placebo dates, as Abadie, Diamond & Hainmueller 2010 do
// over units). Unlike a t-test that allows for what goes on for days; but neighbouring dates share most of
// their articles, so that a hundred dates are worth far fewer.
func respond(trends []Trend, se *series, tracks []track, c *calendar, opts TimeOptions) {
	if len(opts.Events) == 0 {
		return
	}
	placebos := newPlacebos(tracks, c, opts.Window)
	for _, event := range opts.Events {
		day := dayNumber(event.Date)
		before, after := make([]Estimate, len(tracks)), make([]Estimate, len(tracks))
		for o := range tracks {
			before[o] = tracks[o].estimate(se, tracks[o].between(day-opts.Window, day), opts.Confidence)
			after[o] = tracks[o].estimate(se, tracks[o].between(day, day+opts.Window), opts.Confidence)
		}
		edge := c.dated > 0 && (day-opts.Window < c.first || day+opts.Window > c.last+1)
		for o := range tracks {
			r := response(event, o, before, after)
			if edge {
				r.Warnings = append(r.Warnings, EventAtEdge)
			}
			placebos.test(&r, o, day, se.scale.factor())
			r.Warnings = inOrder(r.Warnings...)
			trends[o].Responses = append(trends[o].Responses, r)
		}
	}
}

// response is that of outlet o, without a test.
func response(event Event, o int, before, after []Estimate) Response {
	r := Response{Event: event, Before: before[o], After: after[o]}
	r.Warnings = slices.Concat(before[o].Warnings, after[o].Warnings)
	own := []term{{1, after[o]}, {-1, before[o]}}
	if r.Before.Value == nil || r.After.Value == nil {
		return r
	}
	r.Change = contrast(own, &r.Warnings)
	var others []term
	for j := range before {
		if j != o && min(before[j].Articles, after[j].Articles) >= ArticlesForInterval {
			others = append(others, term{-1, after[j]}, term{1, before[j]})
			r.Others++
		}
	}
	if r.Others == 0 {
		r.Warnings = append(r.Warnings, NoOtherOutlets)
		return r
	}
	for i := range others {
		others[i].factor /= float64(r.Others)
	}
	r.Against = contrast(append(own, others...), &r.Warnings)
	return r
}

// A term is an estimate times a factor.
type term struct {
	factor float64
	Estimate
}

// contrast sums terms, with an interval if all have one.
func contrast(terms []term, ws *[]Warning) (c EventEffect) {
	sum, known := 0.0, true
	for _, t := range terms {
		sum += float64(t.factor * *t.Value)
		known = known && t.Lo != nil
	}
	c.Difference = ptr(sum)
	if known {
		if lo, hi := moverSum(sum, terms); finite(lo) && finite(hi) {
			c.Lo, c.Hi = ptr(lo), ptr(hi)
		} else {
			*ws = append(*ws, UnboundedInterval)
		}
	}
	return c
}

// moverSum is the interval of a sum of independent estimates times factors, from their own intervals: [mover]
// for any number (Zou, Huang & Zhang 2009).
func moverSum(sum float64, terms []term) (lo, hi float64) {
	var below, above float64
	for _, t := range terms {
		down, up := t.factor*(*t.Value-*t.Lo), t.factor*(*t.Hi-*t.Value)
		if t.factor < 0 {
			down, up = -up, -down
		}
		below += float64(down * down)
		above += float64(up * up)
	}
	return sum - math.Sqrt(below), sum + math.Sqrt(above)
}

// placebos are the changes at every day whose windows lie within the corpus, by outlet. Days without articles
// on both sides are left out, so that one article with a wrong century does not matter.
type placebos struct {
	window  int
	days    [][]int // in order
	changes []map[int]change
}

// A change is what an outlet's ratio goes up by at a day, and the fewer of the articles on either side.
type change struct {
	ratio    float64
	articles int
}

func newPlacebos(tracks []track, c *calendar, window int) *placebos {
	p := &placebos{window: window, days: make([][]int, len(tracks)), changes: make([]map[int]change, len(tracks))}
	for o := range tracks {
		p.changes[o] = map[int]change{}
		day := c.first + window
		for _, article := range tracks[o].day {
			for day = max(day, article-window); day <= min(article+window, c.last+1-window); day++ {
				before, after := tracks[o].between(day-window, day), tracks[o].between(day, day+window)
				if n := min(before.size(), after.size()); n > 0 {
					p.days[o] = append(p.days[o], day)
					p.changes[o][day] = change{ratioOf(after) - ratioOf(before), n}
				}
			}
		}
	}
	return p
}

func ratioOf(s sample) float64 {
	var num, den int64
	for d := range s.den {
		num += s.num[d]
		den += s.den[d]
	}
	return float64(num) / float64(den)
}

// others is the mean change of the other outlets, of those that have one.
func (p *placebos) others(o, day int) (mean float64, ok bool) {
	n := 0
	for j := range p.changes {
		if c := p.changes[j][day]; j != o && c.articles >= ArticlesForInterval {
			mean += c.ratio
			n++
		}
	}
	return mean / math.Max(1, float64(n)), n > 0
}

// test sets p and the number of placebo dates of outlet o's response at a day.
func (p *placebos) test(r *Response, o, day int, factor float64) {
	if r.Change.Difference == nil || min(r.Before.Articles, r.After.Articles) < ArticlesForTest || slices.Contains(r.Warnings, OutsideScale) {
		return
	}
	var changes, against []float64
	for _, d := range p.days[o] {
		c := p.changes[o][d]
		if apart := d - day; c.articles < ArticlesForTest || apart > -2*p.window && apart < 2*p.window {
			continue
		}
		changes = append(changes, c.ratio*factor)
		if others, ok := p.others(o, d); ok {
			against = append(against, (c.ratio-others)*factor)
		}
	}
	r.Change.rank(changes)
	if r.Others > 0 {
		r.Against.rank(against)
	}
	if len(changes) < fewPlacebos || r.Others > 0 && len(against) < fewPlacebos {
		r.Warnings = append(r.Warnings, FewPlacebos)
	}
}

// rank sets p from what placebo dates give.
func (c *EventEffect) rank(placebos []float64) {
	c.Placebos = len(placebos)
	if len(placebos) == 0 {
		return
	}
	beyond := 0
	for _, p := range placebos {
		if math.Abs(p) >= math.Abs(*c.Difference)-rounding {
			beyond++
		}
	}
	c.P = ptr(float64(1+beyond) / float64(1+len(placebos)))
}
