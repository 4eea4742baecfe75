package attribution

import (
	"math"
	"slices"
)

// A schedule is how a classifier is learnt.
type schedule struct {
	rounds     int     // times that all articles are gone through; the weights are the mean of those after each but the first
	rate       float32 // of AdaGrad
	negligible float32 // gradients below this make no step
}

// Chosen by cross-validation inside the training articles of PolNeAR.
var (
	scheduleOfCues  = schedule{8, .03, .02}
	scheduleOfSpans = schedule{8, .05, .005}
	scheduleOfGates = schedule{3, .05, .005}
)

// A course is a table in the making. It is learnt by AdaGrad (Duchi et al. 2011, Adaptive subgradient methods).
type course struct {
	schedule
	weights, squares, means []float32 // squares of gradients; means of the weights after each round, at first their sums
}

func newCourse(bits int) *course {
	return &course{weights: make([]float32, 1<<bits), squares: make([]float32, 1<<bits), means: make([]float32, 1<<bits)}
}

// follow learns by a schedule: the mean of the weights after each round but the first errs less than those of the last.
func (c *course) follow(plan schedule, round func()) {
	c.schedule = plan
	for k := range plan.rounds {
		round()
		if k == 0 {
			continue
		}
		for i, w := range c.weights {
			c.means[i] += w
		}
	}
	for i := range c.means {
		c.means[i] /= float32(plan.rounds - 1)
	}
}

// score sums up the weights of features.
func (c *course) score(features []uint32) (sum float32) {
	w := c.weights
	mask := uint32(len(w) - 1)
	for _, f := range features {
		sum += w[f&mask]
	}
	return sum
}

// matters reports whether a gradient makes a step.
func (s *schedule) matters(gradient float32) bool {
	return gradient <= -s.negligible || s.negligible <= gradient
}

// step moves the weights of features against a gradient.
func (c *course) step(features []uint32, gradient float32) {
	w, q := c.weights, c.squares
	mask := uint32(len(w) - 1)
	for _, f := range features {
		i := f & mask
		q[i] += gradient * gradient
		w[i] -= c.rate * gradient / float32(math.Sqrt(float64(q[i])))
	}
}

// choose makes a step towards the right one of the choices of a reader, each scored by gate and table.
func (c *course) choose(r *reader, right int32, features func(choice int32)) {
	if !slices.Contains(r.choices, right) {
		return
	}
	r.scores = r.scores[:0]
	for n, choice := range r.choices {
		features(choice)
		r.scores = append(r.scores, float32(r.sums[n])/gateSteps+c.score(r.features))
	}
	softmax(r.scores)
	for n, choice := range r.choices {
		if g := r.scores[n] - float32(bit(choice == right, 0)); c.matters(g) {
			features(choice)
			c.step(r.features, g)
		}
	}
}

// softmax turns scores into probabilities.
func softmax(scores []float32) {
	top, sum := slices.Max(scores), 0.
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64(s - top)))
		sum += float64(scores[i])
	}
	for i := range scores {
		scores[i] /= float32(sum)
	}
}

// table rounds the weights to signed bytes.
func (c *course) table() table {
	const steps = math.MaxInt8
	largest := float32(0)
	for _, s := range c.means {
		largest = max(largest, s, -s)
	}
	if largest == 0 {
		largest = 1 // nothing to learn
	}
	weights := make([]byte, 0, len(c.means))
	for _, s := range c.means {
		weights = append(weights, byte(int8(math.Round(float64(s/largest*steps)))))
	}
	return table{string(weights), largest / steps}
}
