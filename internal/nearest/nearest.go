// Package nearest helps those who mistype a name: it finds the legal one that was probably meant.
package nearest

import (
	"fmt"
	"strings"
)

// Names are listed in a message up to this number.
const listed = 40

// Hint ends a message about an unknown name: the nearest of the legal names, if one is near, and all of them, if
// they are few.
func Hint(name string, legal []string) string {
	hint := Guess(name, legal)
	switch {
	case len(legal) == 0:
		return " (there are none)"
	case len(legal) > listed:
		return hint
	}
	return hint + " (legal: " + strings.Join(legal, ", ") + ")"
}

// Guess ends a message about a name that may be mistyped: the nearest of the legal names, if one is near.
func Guess(name string, legal []string) string {
	best, least := "", max(2, len(name)/3)+1
	for _, candidate := range legal {
		if d := distance(name, candidate); d < least {
			best, least = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is Levenshtein's: the number of letters to insert, delete or replace between two names. Long names
// are as good as infinitely far from each other.
func distance(a, b string) int {
	if len(a) > 100 || len(b) > 100 {
		return 100
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
