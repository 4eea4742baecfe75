package charts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax/stats"
)

// rankingOf is the ranking of the outlets on a measure in a voice; one without anything in it, if there is none.
func rankingOf(r *stats.Results, measure, voice string) stats.Ranking {
	for _, ranking := range r.Rankings {
		if ranking.Measure == measure && ranking.Voice == voice {
			return ranking
		}
	}
	return stats.Ranking{Measure: measure, Voice: voice}
}

// rankOf is an outlet's rank in a ranking.
func rankOf(r stats.Ranking, outlet string) stats.Rank {
	i := slices.IndexFunc(r.Ranks, func(k stats.Rank) bool { return k.Outlet == outlet })
	if i < 0 {
		return stats.Rank{Outlet: outlet}
	}
	return r.Ranks[i]
}

// comparison is an outlet's comparison interval, if it has one.
func comparison(k stats.Rank) (lo, hi float64, ok bool) {
	lo, okLo := known(k.ComparisonLo)
	hi, okHi := known(k.ComparisonHi)
	return lo, hi, okLo && okHi
}

// mostPairs is how many pairs a caption names.
const mostPairs = 3

// overlapNote says what comparison intervals are for, and of which pairs they do not hold.
func overlapNote(rankings []stats.Ranking, confidence float64, thing string) string {
	var levels, holds, exceptions []string
	for _, r := range rankings {
		level, ok := known(r.Level)
		if !ok {
			continue
		}
		voice, of := "", ""
		if len(rankings) > 1 {
			voice, of = voiceName(r.Voice)+": ", " ("+voiceName(r.Voice)+")"
		}
		levels = append(levels, voice+percent(math.Round(1000*level)/1000))
		if r.Tested > 0 {
			holds = append(holds, thousands(int64(r.Tested-len(r.Offending)))+"\u00a0of\u00a0"+thousands(int64(r.Tested))+of)
		}
		for _, p := range r.Offending {
			exceptions = append(exceptions, misreading(p, voice))
		}
	}
	if len(levels) == 0 {
		return ""
	}
	s := fmt.Sprintf("%s: comparison interval (%s), the one to read overlap from", thing, strings.Join(levels, ", "))
	if len(rankings) > 1 {
		s += ", within a voice"
	}
	if len(holds) == 0 {
		return s + "; no pair was tested, so it suits two outlets that are known equally well."
	}
	s += fmt.Sprintf(": apart where the test finds a difference (adjusted p below %s), overlapping where it finds none. Tested pairs of which this holds: %s.",
		strconv.FormatFloat(1-confidence, 'g', 3, 64), strings.Join(holds, ", "))
	if len(exceptions) > 0 {
		s += " It misleads on " + someOf(exceptions) + "."
	}
	return s
}

// misreading names a pair whose comparison intervals mislead, in which voice and how.
func misreading(p stats.Pair, voice string) string {
	how := "apart, no difference found"
	if p.Overlap {
		how = "overlapping, yet different"
	}
	return clean(p.A) + " and " + clean(p.B) + " (" + voice + how + ")"
}

// someOf lists the first few of many.
func someOf(list []string) string {
	if more := len(list) - mostPairs; more > 0 {
		list = append(list[:mostPairs:mostPairs], fmt.Sprintf("%d more", more))
	}
	return strings.Join(list, "; ")
}
