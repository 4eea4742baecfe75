package attribution

import "parallax/internal/hashing"

import "strings"

// A form is what the model knows of a word form.
type form struct {
	hash, stem, suffix uint32
	rate               uint8
}

// Rates say how often a form is the head of a cue, from never over steps to nearly always.
const (
	never       uint8 = 0
	often       uint8 = 5 // from a fifth of the time
	unknown     uint8 = 12
	unknownVerb uint8 = 13 // unknown, with the ending of a verb
)

// rateSteps are the shares from which a rate is a step higher.
var rateSteps = [...]float64{.03, .06, .1, .2, .35, .5, .7, .9}

// rateFrom returns the rate of a form that is the head of a cue so many times of all.
func rateFrom(heads, all int) uint8 {
	if heads <= 0 {
		return never
	}
	rate := uint8(1)
	for _, s := range rateSteps {
		if float64(heads) >= s*float64(all+1) {
			rate++
		}
	}
	return rate
}

func (m *Model) formOf(s string) form {
	f := form{hash: hashing.Of(s), suffix: hashing.Of(s[max(0, len(s)-3):])}
	f.stem = hashing.Of(stem(s))
	if '0' <= s[0] && s[0] <= '9' {
		f.hash, f.stem = numberHash, numberHash
	}
	if f.rate = m.rateOf(f.hash); f.rate == unknown && endsAsVerb(s) {
		f.rate = unknownVerb
	}
	return f
}

// stem cuts the endings of verbs.
func stem(form string) string {
	for _, suffix := range []string{"ied", "ies", "ing", "ed", "es", "s", "e", "y"} {
		if s, ok := strings.CutSuffix(form, suffix); ok && len(s) >= 3 {
			if n := len(s); n > 3 && s[n-1] == s[n-2] && (suffix == "ed" || suffix == "ing") {
				return s[:n-1]
			}
			return s
		}
	}
	return form
}

func endsAsVerb(form string) bool {
	return len(form) > 4 && (strings.HasSuffix(form, "ed") || strings.HasSuffix(form, "ing") || strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss"))
}

// Hashes of what stands for many words.
var (
	numberHash    = hashing.Of("<number>")
	edgeHash      = hashing.Of("<edge>")
	paragraphHash = hashing.Of("<paragraph>")
	beyondHash    = hashing.Of("<beyond>")
	quotedHash    = hashing.Of("<quoted>")
)
