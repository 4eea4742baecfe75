package charts

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"parallax/stats"
)

// value is the estimate, if it is known.
func value(e stats.Estimate) (float64, bool) { return known(e.Value) }

// known reads a number that may be absent. NaN and infinities cannot be drawn, so they are absent too.
func known(v *float64) (float64, bool) {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return 0, false
	}
	return *v, true
}

// interval is the interval of an estimate, if it has one.
func interval(e stats.Estimate) (lo, hi float64, ok bool) {
	lo, okLo := known(e.Lo)
	hi, okHi := known(e.Hi)
	return lo, hi, okLo && okHi
}

// hollow reports an estimate that stands without an interval.
func hollow(e stats.Estimate) bool {
	_, _, ok := interval(e)
	return !ok
}

// estimatesOf are the estimates of a measure in a voice, by outlet.
func estimatesOf(r *stats.Results, measure, voice string) map[string]stats.Estimate {
	es := map[string]stats.Estimate{}
	for _, e := range r.Estimates {
		if e.Measure == measure && e.Voice == voice {
			es[e.Outlet] = e
		}
	}
	return es
}

// voicesOf are the voices in which a measure was estimated, the measure's own order first. Those in which no
// outlet has a value are silent: they would fill a chart with dashes.
func voicesOf(r *stats.Results, m stats.Measure) (voices, silent []string) {
	speaks := map[string]bool{}
	var found []string
	for _, e := range r.Estimates {
		if e.Measure != m.Name {
			continue
		}
		if !slices.Contains(found, e.Voice) {
			found = append(found, e.Voice)
		}
		if _, ok := value(e); ok {
			speaks[e.Voice] = true
		}
	}
	slices.Sort(found)
	order := make([]string, 0, len(found))
	for _, v := range m.Voices {
		if slices.Contains(found, v.String()) {
			order = append(order, v.String())
		}
	}
	for _, v := range found {
		if !slices.Contains(order, v) {
			order = append(order, v)
		}
	}
	for _, v := range order {
		if speaks[v] {
			voices = append(voices, v)
		} else {
			silent = append(silent, v)
		}
	}
	return voices, silent
}

// A series is one measure in one voice, its estimates by outlet.
type series struct {
	measure   stats.Measure
	voice     string
	estimates map[string]stats.Estimate
}

// seriesOf are a measure's series, those in which some outlet has a value apart from the silent ones.
func seriesOf(r *stats.Results, m stats.Measure) (speaking, silent []series) {
	in := func(voices []string) (all []series) {
		for _, v := range voices {
			all = append(all, series{m, v, estimatesOf(r, m.Name, v)})
		}
		return all
	}
	voices, none := voicesOf(r, m)
	return in(voices), in(none)
}

// estimatesIn are the estimates of some series, by series and then by outlet.
func estimatesIn(all []series, outlets []string) []stats.Estimate {
	var es []stats.Estimate
	for _, s := range all {
		for _, o := range outlets {
			if e, ok := s.estimates[o]; ok {
				es = append(es, e)
			}
		}
	}
	return es
}

// byEstimate sorts outlets by their estimates, the greatest first; those without one come last, by name.
func byEstimate(outlets []string, es map[string]stats.Estimate) []string {
	return slices.SortedStableFunc(slices.Values(outlets), func(a, b string) int {
		x, okX := value(es[a])
		y, okY := value(es[b])
		switch {
		case okX && okY:
			return cmp.Or(cmp.Compare(y, x), strings.Compare(a, b))
		case okX:
			return -1
		case okY:
			return 1
		}
		return strings.Compare(a, b)
	})
}

// voiceName is a voice as readers see it.
func voiceName(v string) string {
	if v == "all" {
		return "all voices"
	}
	return v
}

// equalMean is the mean of the outlets' estimates, each counted once however many articles it has, and
// their standard deviation (n - 1; 0 for a single outlet).
func equalMean(es map[string]stats.Estimate, outlets []string) (mean, sd float64, n int) {
	var vs []float64
	for _, o := range outlets {
		if v, ok := value(es[o]); ok {
			vs = append(vs, v)
			mean += v
		}
	}
	if n = len(vs); n == 0 {
		return 0, 0, 0
	}
	mean /= float64(n)
	for _, v := range vs {
		sd += (v - mean) * (v - mean)
	}
	if n > 1 {
		sd = math.Sqrt(sd / float64(n-1))
	}
	return mean, sd, n
}

// A group is the estimates of one measure in one voice.
type group struct {
	voice     string
	estimates []stats.Estimate
}
