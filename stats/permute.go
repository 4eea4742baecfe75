package stats

import (
	"math"
	"math/bits"
	"slices"
)

const (
	exactArrangements = 100_000 // enumerate up to so many
	draws             = 9_999   // else draw so many,
	enough            = 200     // or until so many are as far from zero as the observed
	tableSize         = 1 << 12 // greatest table of one stratum's arrangements to draw from
	joinedSize        = 1 << 8  // greatest table of several strata's
)

// A stratum is the articles of two outlets whose labels may change places: those of one story, or all. Values
// are whole numbers, so that sums do not depend on their order.
type stratum struct{ a, b []int64 }

// A permuted is the p-value of a permutation test and how it came about.
type permuted struct {
	p     float64
	draws int // 0: all arrangements were enumerated
}

// error is the Monte Carlo standard error of p.
func (p permuted) error() float64 { return math.Sqrt(p.p * (1 - p.p) / float64(p.draws)) }

// permutationTest is the two-sided test that outlet labels are exchangeable within strata. Its statistic is
//
//	Σ w·(mean of a − mean of b) over strata, w = nₐ·n_b/(nₐ+n_b),
//
// which is Σ(value − mean of the stratum) over the articles of a, so an arrangement costs one sum. All
// arrangements are enumerated if there are few enough, and p is the part at least as far from zero as the
// observed one; else 9,999 are drawn and p = (1+b)/(1+B), which counts the observed one among them.
//
// Most differences are none, and thousands of draws say no more of them than hundreds. So drawing stops when 200
// arrangements are at least as far, and p = 200/number drawn (Besag & Clifford 1991). It is a valid p-value all
// the same, reached at the 200th: under the null hypothesis it falls below α with chance α at most, so what
// adjusts p-values takes it like any other. No p below .02 is stopped, and one of .05 has a standard error of
// .0034 in place of .0022.
func permutationTest(strata []stratum, rng *dice) permuted {
	var observed, slack int64
	centred := make([]stratum, len(strata))
	for i, s := range strata {
		c := s.centre()
		centred[i] = c
		observed += total(c.a)
		slack += 4 * int64(len(c.a)+len(c.b)) // value and mean are each rounded by one at most, here and in every arrangement
	}
	far := abs(observed) - slack
	if arrangements(centred, exactArrangements) <= exactArrangements {
		sums := []int64{0}
		for _, s := range centred {
			sums = plus(sums, s.sums(nil))
		}
		n := 0
		for _, t := range sums {
			if abs(t) >= far {
				n++
			}
		}
		return permuted{p: float64(n) / float64(len(sums))}
	}
	d := newDrawing(centred)
	beyond := 0
	for drawn := 1; drawn <= draws; drawn++ {
		if abs(d.draw(rng)) < far {
			continue
		}
		if beyond++; beyond == enough {
			return permuted{enough / float64(drawn), drawn}
		}
	}
	return permuted{float64(1+beyond) / (1 + draws), draws}
}

func (s stratum) centre() stratum {
	values := slices.Concat(s.a, s.b)
	mean := total(values) / int64(len(values))
	for i := range values {
		values[i] -= mean
	}
	return stratum{values[:len(s.a)], values[len(s.a):]}
}

// all returns the values of both outlets, sorted, so that swapping the outlets changes nothing.
func (s stratum) all() []int64 {
	values := slices.Concat(s.a, s.b)
	slices.Sort(values)
	return values
}

// arrangements counts the ways to hand out the labels, as far as limit+1.
func arrangements(strata []stratum, limit int) int {
	n := 1
	for _, s := range strata {
		n *= choose(len(s.a)+len(s.b), len(s.a), limit)
		if n > limit {
			return limit + 1
		}
	}
	return n
}

// choose is the binomial coefficient, as far as limit+1.
func choose(n, k, limit int) int {
	k = min(k, n-k)
	c := 1
	for i := 1; i <= k; i++ {
		c = c * (n - k + i) / i
		if c > limit {
			return limit + 1
		}
	}
	return c
}

// sums lists the sum of a's values for every arrangement of the stratum, in the place of what out holds.
func (s stratum) sums(out []int64) []int64 {
	values := s.all()
	out = appendSums(out[:0], values, min(len(s.a), len(s.b)), 0)
	if len(s.a) > len(s.b) {
		whole := total(values)
		for i := range out {
			out[i] = whole - out[i]
		}
	}
	return out
}

// appendSums appends sum plus the sum of each choice of so many values.
func appendSums(out, values []int64, take int, sum int64) []int64 {
	switch take {
	case 0:
		return append(out, sum)
	case 1:
		for _, v := range values {
			out = append(out, sum+v)
		}
		return out
	}
	for i := range len(values) - take + 1 {
		out = appendSums(out, values[i+1:], take-1, sum+values[i])
	}
	return out
}

// plus lists all sums of one of xs and one of ys.
func plus(xs, ys []int64) []int64 {
	out := make([]int64, 0, len(xs)*len(ys))
	for _, x := range xs {
		for _, y := range ys {
			out = append(out, x+y)
		}
	}
	return out
}

// A drawing draws arrangements: small strata by looking up one of all their arrangements, several strata to a
// table; large ones from an urn.
type drawing struct {
	sums  []int32 // table after table
	sizes []int   // of the tables
	urns  []*urn
}

func newDrawing(strata []stratum) *drawing {
	room := 1
	for _, s := range strata {
		if n := arrangements([]stratum{s}, tableSize); n <= tableSize {
			room += n
		}
	}
	d := &drawing{sums: make([]int32, 1, room), sizes: []int{1}}
	var sums []int64
	for _, s := range strata {
		if arrangements([]stratum{s}, tableSize) > tableSize {
			d.urns = append(d.urns, newUrn(s))
			continue
		}
		sums = s.sums(sums)
		d.add(sums)
	}
	return d
}

// add joins the sums of a stratum to the last table, or begins another if that would grow too large.
func (d *drawing) add(sums []int64) {
	size := &d.sizes[len(d.sizes)-1]
	if *size*len(sums) > joinedSize {
		d.sums, d.sizes = append(d.sums, 0), append(d.sizes, 1)
		size = &d.sizes[len(d.sizes)-1]
	}
	var last [joinedSize]int32
	table := last[:*size]
	d.sums = d.sums[:len(d.sums)-copy(table, d.sums[len(d.sums)-*size:])]
	for _, x := range table {
		for _, y := range sums {
			d.sums = append(d.sums, x+int32(y))
		}
	}
	*size *= len(sums)
}

func (d *drawing) draw(rng *dice) (sum int64) {
	tables := d.sums
	for _, size := range d.sizes {
		if rng.left < 32 { // as below does, whose call would cost as much again
			rng.word, rng.left = rng.Uint64(), 64
		}
		rng.left -= bits.Len32(uint32(size))
		i, rest := bits.Mul64(rng.word, uint64(size))
		rng.word = rest
		sum += int64(tables[i])
		tables = tables[size:]
	}
	for _, u := range d.urns {
		sum += u.draw(rng)
	}
	return sum
}

// An urn draws the sum of m of its values without replacement. Drawing value by value is too slow for
// thousands of articles × thousands of draws × all pairs of outlets, so an urn
//
//   - takes the most common value (mostly 0) as zero, and draws only how many of the others are taken, which
//     is hypergeometric;
//   - tosses a coin for each of the others, 64 at a time, sums eight of them by one look-up, takes those left
//     behind instead if their number is nearer the right one, and then puts in or takes out random ones until
//     it is right. Any set of that size is as likely as any other, for neither coins nor corrections favour
//     one.
type urn struct {
	values []int64 // less the most common, which is left out
	total  int64   // of the values
	offset int64   // m times the most common
	least  int     // number of values taken: least + the index into chance
	chance []float64
	few    bool       // so few that they are drawn one by one
	q      uint       // a coin is 1 with probability q/32
	set    []uint64   // which values are taken, 64 a word
	sums   []byEights // of the values, word by word
}

const coinBits = 5

func newUrn(s stratum) *urn {
	all := s.all()
	n, m := len(all), len(s.a)
	mode := mostCommon(all)
	u := &urn{offset: int64(m) * mode}
	for _, v := range all {
		if v != mode {
			u.values = append(u.values, v-mode)
		}
	}
	k := len(u.values)
	u.total = total(u.values)
	u.least, u.chance = hypergeometric(n, k, m)
	u.q = uint(math.Round(float64(m) / float64(n) * (1 << coinBits)))
	u.few = k < 64 || u.q == 0 || u.q == 1<<coinBits
	if !u.few {
		u.set = make([]uint64, (k+63)/64)
		u.sums = subsetSums(u.values)
	}
	return u
}

// mostCommon returns the value that occurs most, the least of those that do.
func mostCommon(sorted []int64) (mode int64) {
	best := 0
	for from := 0; from < len(sorted); {
		to := from
		for to < len(sorted) && sorted[to] == sorted[from] {
			to++
		}
		if to-from > best {
			best, mode = to-from, sorted[from]
		}
		from = to
	}
	return mode
}

// byEights is the sums of all subsets of each eight of 64 values: eight look-ups sum any subset of the 64.
type byEights [8][256]int32

func subsetSums(values []int64) []byEights {
	sums := make([]byEights, (len(values)+63)/64)
	for i := range len(sums) * 8 {
		eight := values[min(8*i, len(values)):min(8*i+8, len(values))]
		of := &sums[i/8][i%8]
		for j, v := range eight {
			for set := range 1 << j {
				of[set|1<<j] = of[set] + int32(v)
			}
		}
	}
	return sums
}

// hypergeometric is how many of k marked things are among m of n drawn without replacement: cumulative
// weights of least, least+1, … It is built outwards from the middle by the ratio of neighbours, as far as
// any draw could reach.
func hypergeometric(n, k, m int) (least int, cumulative []float64) {
	up := func(h int) float64 { // weight of h+1 over that of h
		return float64(k-h) / float64(h+1) * float64(m-h) / float64(n-k-m+h+1)
	}
	const negligible = 1e-18
	mid := (m + 1) * (k + 1) / (n + 2)
	var below []float64
	for h, w := mid, 1.0; h > max(0, m-(n-k)); h-- {
		if w /= up(h - 1); w < negligible {
			break
		}
		below = append(below, w)
	}
	slices.Reverse(below)
	least, cumulative = mid-len(below), append(below, 1)
	for h, w := mid, 1.0; h < min(k, m); h++ {
		if w *= up(h); w < negligible {
			break
		}
		cumulative = append(cumulative, w)
	}
	for i := 1; i < len(cumulative); i++ {
		cumulative[i] += cumulative[i-1]
	}
	return least, cumulative
}

// draw returns the sum of m values.
func (u *urn) draw(rng *dice) int64 {
	i, _ := slices.BinarySearch(u.chance, rng.unit()*u.chance[len(u.chance)-1])
	h := u.least + min(i, len(u.chance)-1)
	if u.few {
		return u.offset + u.oneByOne(h, rng)
	}
	return u.offset + u.byCoins(h, rng)
}

// oneByOne draws h values, or those that stay behind if they are fewer, by a partial Fisher-Yates shuffle.
func (u *urn) oneByOne(h int, rng *dice) (sum int64) {
	take := min(h, len(u.values)-h)
	for i := range take {
		j := i + rng.below(len(u.values)-i)
		u.values[i], u.values[j] = u.values[j], u.values[i]
		sum += u.values[i]
	}
	if take < h {
		return u.total - sum
	}
	return sum
}

func (u *urn) byCoins(h int, rng *dice) (sum int64) {
	taken := 0
	for w := range u.set {
		coins := u.toss(rng)
		if left := len(u.values) - 64*w; left < 64 {
			coins &= 1<<left - 1
		}
		u.set[w] = coins
		taken += bits.OnesCount64(coins)
		s := &u.sums[w]
		sum += int64(s[0][byte(coins)] + s[1][byte(coins>>8)])
		sum += int64(s[2][byte(coins>>16)] + s[3][byte(coins>>24)])
		sum += int64(s[4][byte(coins>>32)] + s[5][byte(coins>>40)])
		sum += int64(s[6][byte(coins>>48)] + s[7][byte(coins>>56)])
	}
	if rest := len(u.values) - taken; abs(int64(rest-h)) < abs(int64(taken-h)) {
		for w := range u.set {
			u.set[w] = ^u.set[w]
		}
		taken, sum = rest, u.total-sum
	}
	for ; taken > h; taken-- {
		sum -= u.values[u.flip(1, rng)]
	}
	for ; taken < h; taken++ {
		sum += u.values[u.flip(0, rng)]
	}
	return sum
}

// toss returns 64 coins, each 1 with probability q/32: random bits joined by or and and, after the binary
// digits of q from the last.
func (u *urn) toss(rng *dice) (coins uint64) {
	for digit := bits.TrailingZeros(u.q); digit < coinBits; digit++ {
		if u.q>>digit&1 == 1 {
			coins |= rng.Uint64()
		} else {
			coins &= rng.Uint64()
		}
	}
	return coins
}

// flip turns one of the coins that show a side, at random, and returns which.
func (u *urn) flip(side uint64, rng *dice) int {
	for {
		i := rng.below(len(u.values))
		if u.set[i/64]>>(i%64)&1 == side {
			u.set[i/64] ^= 1 << (i % 64)
			return i
		}
	}
}

// finest is the greatest absolute value that [fixed] gives. It leaves room, in 32 bits, for the sum of ten
// differences from any value between: what tables hold.
const finest = 1 << 26

// fixed turns the ratios of two samples into whole numbers on their common scale.
func fixed(a, b sample) (va, vb []int64) {
	most := 0.0
	for _, s := range []sample{a, b} {
		for d := range s.num {
			most = max(most, math.Abs(float64(s.num[d])/float64(s.den[d])))
		}
	}
	fix := func(s sample) []int64 {
		out := make([]int64, s.size())
		for d := range out {
			if most > 0 {
				out[d] = int64(math.Round(float64(s.num[d]) / float64(s.den[d]) / most * finest))
			}
		}
		return out
	}
	return fix(a), fix(b)
}

func total(values []int64) (sum int64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

func abs(v int64) int64 { return max(v, -v) }
