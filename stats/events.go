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
	Change        Contrast // after minus before
	Against       Contrast // the change less that of the other outlets: the difference in differences
	Others        int      // outlets that it is set against
	Warnings      []Warning
}

// A Contrast is a difference with its interval and its test against placebo dates.
type Contrast struct {
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
	w := windows{tracks: tracks, days: opts.Window}
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
			w.test(&r, o, day, se.scale.factor(), c)
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
func contrast(terms []term, ws *[]Warning) (c Contrast) {
	sum, known := 0.0, true
	for _, t := range terms {
		sum += t.factor * *t.Value
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
		below += down * down
		above += up * up
	}
	return sum - math.Sqrt(below), sum + math.Sqrt(above)
}

// windows gives the change at any day.
type windows struct {
	tracks []track
	days   int
}

// change is that of outlet o at a day, and the least number of articles on either side.
func (w windows) change(o, day int) (change float64, articles int) {
	before, after := w.tracks[o].between(day-w.days, day), w.tracks[o].between(day, day+w.days)
	articles = min(before.size(), after.size())
	if articles == 0 {
		return 0, 0
	}
	return ratioOf(after) - ratioOf(before), articles
}

func ratioOf(s sample) float64 {
	var num, den int64
	for d := range s.den {
		num += s.num[d]
		den += s.den[d]
	}
	return float64(num) / float64(den)
}

// others is the mean change of the other outlets at a day, of those that have one.
func (w windows) others(o, day int) (mean float64, ok bool) {
	n := 0
	for j := range w.tracks {
		if j == o {
			continue
		}
		if change, articles := w.change(j, day); articles >= ArticlesForInterval {
			mean += change
			n++
		}
	}
	return mean / math.Max(1, float64(n)), n > 0
}

// test sets p and the number of placebo dates.
func (w windows) test(r *Response, o, day int, factor float64, c *calendar) {
	if r.Change.Difference == nil || min(r.Before.Articles, r.After.Articles) < ArticlesForTest || slices.Contains(r.Warnings, OutsideScale) {
		return
	}
	var changes, against []float64
	for d := c.first + w.days; d <= c.last+1-w.days; d++ {
		if d > day-2*w.days && d < day+2*w.days {
			continue
		}
		change, articles := w.change(o, d)
		if articles < ArticlesForTest {
			continue
		}
		changes = append(changes, change*factor)
		if others, ok := w.others(o, d); ok && r.Against.Difference != nil {
			against = append(against, (change-others)*factor)
		}
	}
	r.Change.rank(changes)
	r.Against.rank(against)
	if fewest := r.Against; fewest.Difference != nil && fewest.Placebos < fewPlacebos || r.Change.Placebos < fewPlacebos {
		r.Warnings = append(r.Warnings, FewPlacebos)
	}
}

// rank sets p from what placebo dates give.
func (c *Contrast) rank(placebos []float64) {
	c.Placebos = len(placebos)
	if c.Difference == nil || len(placebos) == 0 {
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
