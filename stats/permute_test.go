package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every set of the right size is as likely as any other, whichever way an urn draws: the sum's mean and
// variance are those of drawing without replacement, and its distribution that of plain shuffling.
func TestUrnDrawsWithoutReplacement(t *testing.T) {
	for _, c := range []struct {
		name       string
		n, m, ties int
	}{
		{"few", 40, 11, 5}, {"few, most taken", 40, 33, 5}, {"no ties", 200, 100, 1}, {"coins", 300, 120, 100},
		{"coins, most taken", 300, 260, 100}, {"coins at the edge of a word", 257, 100, 1}, {"one in eighty", 640, 8, 50},
		{"all alike but one", 90, 40, 89},
	} {
		rng := newDice(1, 2)
		r := rand.New(rng)
		var s stratum
		for i := range c.n {
			v := int64(7)
			if i >= c.ties {
				v = r.Int64N(1000)
			}
			s.add(i%c.n < c.m, v)
		}
		u := newUrn(s)
		if coins := !u.few; coins != (c.n-c.ties >= 64 && c.m > 10) {
			t.Errorf("%s: coins %v", c.name, coins)
		}
		all := s.all()
		mean := float64(total(all)) / float64(c.n)
		var ss float64
		for _, v := range all {
			ss += (float64(v) - mean) * (float64(v) - mean)
		}
		wantMean := float64(c.m) * mean
		wantVar := float64(c.m) * float64(c.n-c.m) / float64(c.n) * ss / float64(c.n-1)

		const reps = 8_000
		drawn, shuffled := make([]float64, reps), make([]float64, reps)
		for i := range reps {
			drawn[i] = float64(u.draw(rng))
			r.Shuffle(c.n, func(i, j int) { all[i], all[j] = all[j], all[i] })
			shuffled[i] = float64(total(all[:c.m]))
		}
		gotMean, gotVar := moments(drawn)
		if z := (gotMean - wantMean) / math.Sqrt(wantVar/reps); math.Abs(z) > 4 {
			t.Errorf("%s: mean %v, want %v (z %.1f)", c.name, gotMean, wantMean, z)
		}
		if r := gotVar / wantVar; r < .92 || r > 1.08 {
			t.Errorf("%s: variance %v, want %v", c.name, gotVar, wantVar)
		}
		if d := kolmogorov(drawn, shuffled); d > 1.95*math.Sqrt(2./reps) { // p = .001
			t.Errorf("%s: Kolmogorov distance %v from shuffling", c.name, d)
		}
	}
}

func moments(xs []float64) (mean, variance float64) {
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	for _, x := range xs {
		variance += (x - mean) * (x - mean) / float64(len(xs)-1)
	}
	return mean, variance
}

func kolmogorov(xs, ys []float64) (distance float64) {
	slices.Sort(xs)
	slices.Sort(ys)
	i := 0
	for j := range ys {
		if j+1 < len(ys) && ys[j+1] == ys[j] {
			continue
		}
		for i < len(xs) && xs[i] <= ys[j] {
			i++
		}
		distance = max(distance, math.Abs(float64(i)/float64(len(xs))-float64(j+1)/float64(len(ys))))
	}
	return distance
}

// What is drawn agrees with what is enumerated, and swapping the outlets changes nothing.
func TestDrawsAgreeWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var strata, swapped []stratum
		for range rapid.IntRange(1, 3).Draw(t, "strata") {
			values := rapid.SliceOfN(rapid.Int64Range(-20, 20), 1, 4)
			s := stratum{values.Draw(t, "a"), values.Draw(t, "b")}
			strata, swapped = append(strata, s), append(swapped, stratum{s.b, s.a})
		}
		for i := range strata {
			for _, s := range [][]int64{strata[i].a, strata[i].b} {
				for j := range s {
					s[j] *= 840_000 // a whole multiple of every stratum's size, and far above rounding
				}
			}
		}
		test, mirrored := permutationTest(strata, nil), permutationTest(swapped, nil)
		p := test.p
		if test.draws > 0 || test != mirrored {
			t.Fatalf("%v, swapped %v", test, mirrored)
		}
		var observed int64
		var centred []stratum
		for _, s := range strata {
			centred = append(centred, s.centre())
			observed += total(s.centre().a)
		}
		d, rng, hits := newDrawing(centred), newDice(3, 4), 0
		const reps = 4000
		for range reps {
			if abs(d.draw(rng)) >= abs(observed)-100 {
				hits++
			}
		}
		if got := float64(hits) / reps; math.Abs(got-p) > 5*math.Sqrt(p*(1-p)/reps)+1e-9 {
			t.Fatalf("drawn %v, enumerated %v", got, p)
		}
	})
}

func TestHypergeometric(t *testing.T) {
	for _, c := range []struct{ n, k, m int }{{10, 4, 5}, {10, 9, 8}, {50, 0, 10}, {50, 49, 10}, {30, 10, 1}} {
		least, cumulative := hypergeometric(c.n, c.k, c.m)
		sum := cumulative[len(cumulative)-1]
		for i := range cumulative {
			h := least + i
			p := cumulative[i] / sum
			if i > 0 {
				p -= cumulative[i-1] / sum
			}
			want := float64(choose(c.k, h, 1e15)) * float64(choose(c.n-c.k, c.m-h, 1e15)) / float64(choose(c.n, c.m, 1e15))
			near(t, "chance", p, want)
		}
	}
}
