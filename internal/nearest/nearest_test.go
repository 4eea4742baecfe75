package nearest

import "testing"

func TestHint(t *testing.T) {
	legal := []string{"hedging", "heatmap", "dots"}
	for name, want := range map[string]string{
		"hegding": `; did you mean "hedging"? (legal: hedging, heatmap, dots)`,
		"heatmpa": `; did you mean "heatmap"? (legal: hedging, heatmap, dots)`,
		"zzzzzz":  ` (legal: hedging, heatmap, dots)`,
	} {
		if got := Hint(name, legal); got != want {
			t.Errorf("Hint(%s) = %s, want %s", name, got, want)
		}
	}
	if got := Hint("hegding", append(make([]string, listed), "hedging")); got != `; did you mean "hedging"?` {
		t.Errorf("many legal names are listed: %s", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"seed", "seeed", 1}, {"kitten", "sitting", 3}, {"abc", "", 3}} {
		if got, back := distance(c.a, c.b), distance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("distance(%s, %s) = %d and back %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}
