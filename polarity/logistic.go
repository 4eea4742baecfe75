package polarity

import (
	"errors"
	"fmt"
	"math"
	"sync"

	"gonum.org/v1/gonum/optimize"
)

// The regression's settings, chosen by cross-validation inside the training articles.
const (
	penalty    = 2   // L2
	rarest     = 2   // examples in which a feature must be found
	iterations = 40  // of L-BFGS, enough for the figures to stand still
	forPraise  = 1.1 // weight of positive examples, the rarest class
)

// A sample is an example as features, with its class.
type sample struct {
	features []feature
	class    Class
}

// A regression is a multinomial logistic regression over numbered features.
type regression struct {
	column map[uint32]int
	ids    []uint32 // by column
	rows   [][]cell
	class  []Class
	w      []float64 // columns × classes
}

type cell struct {
	column int
	value  float64
}

// fit learns the weights from samples. It gives the same bits on any number of processors: samples are summed up in blocks of
// a fixed number, the blocks in order.
func fit(samples []sample) (*regression, error) {
	r := &regression{column: map[uint32]int{}}
	count := map[uint32]int{}
	for _, s := range samples {
		for _, f := range s.features {
			count[f.id]++
		}
	}
	for _, s := range samples {
		var row []cell
		for _, f := range s.features {
			if count[f.id] < rarest {
				continue
			}
			c, ok := r.column[f.id]
			if !ok {
				c = len(r.ids)
				r.column[f.id] = c
				r.ids = append(r.ids, f.id)
			}
			row = append(row, cell{c, float64(f.value)})
		}
		r.rows = append(r.rows, row)
		r.class = append(r.class, s.class)
	}
	n := len(r.ids) * Classes
	if n == 0 {
		return nil, errors.New("no feature is found in two examples: too few to learn from")
	}
	var last struct {
		w, gradient []float64
		loss        float64
	}
	last.gradient = make([]float64, n)
	var blocks [summands][]float64
	for b := range blocks {
		blocks[b] = make([]float64, n)
	}
	at := func(w []float64) { // loss and gradient come together; the optimizer asks for them apart
		if last.w != nil && equal(last.w, w) {
			return
		}
		last.w = append(last.w[:0], w...)
		last.loss = r.loss(w, last.gradient, &blocks)
	}
	problem := optimize.Problem{
		Func: func(w []float64) float64 { at(w); return last.loss },
		Grad: func(gradient, w []float64) { at(w); copy(gradient, last.gradient) },
	}
	settings := &optimize.Settings{MajorIterations: iterations, Converger: optimize.NeverTerminate{}}
	found, err := optimize.Minimize(problem, make([]float64, n), settings, &optimize.LBFGS{Store: 8})
	if err != nil && found == nil {
		return nil, fmt.Errorf("logistic regression: %w", err)
	}
	r.w = found.X
	return r, nil
}

func equal(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// summands is the number of blocks that samples are summed up in.
const summands = 8

// loss returns the penalized log loss at w, and its gradient.
func (r *regression) loss(w, gradient []float64, blocks *[summands][]float64) float64 {
	var losses [summands]float64
	var wg sync.WaitGroup
	for b := range summands {
		wg.Go(func() {
			clear(blocks[b])
			for i := b * len(r.rows) / summands; i < (b+1)*len(r.rows)/summands; i++ {
				losses[b] += r.lossOf(i, w, blocks[b])
			}
		})
	}
	wg.Wait()
	sum := 0.
	for b := range losses {
		sum += losses[b]
	}
	for j, v := range w {
		sum += penalty / 2. * v * v
		gradient[j] = penalty * v
		for b := range blocks {
			gradient[j] += blocks[b][j]
		}
	}
	return sum
}

// lossOf returns the loss of one sample and adds its gradient.
func (r *regression) lossOf(i int, w, gradient []float64) float64 {
	p := softmax(logits(r.rows[i], w), 1)
	class, weight := r.class[i], 1.
	if class == Positive {
		weight = forPraise
	}
	loss := -weight * math.Log(max(p[class], math.SmallestNonzeroFloat64))
	p[class]--
	for _, c := range r.rows[i] {
		g := gradient[c.column*Classes:][:Classes]
		for k := range g {
			g[k] += weight * p[k] * c.value
		}
	}
	return loss
}

func logits(row []cell, w []float64) (z [Classes]float64) {
	for _, c := range row {
		for k, v := range w[c.column*Classes:][:Classes] {
			z[k] += v * c.value
		}
	}
	return z
}

// of returns the regression's logits for features.
func (r *regression) of(features []feature) [Classes]float64 {
	var row []cell
	for _, f := range features {
		if c, ok := r.column[f.id]; ok {
			row = append(row, cell{c, float64(f.value)})
		}
	}
	return logits(row, r.w)
}

// softmax turns logits, times a factor, into probabilities.
func softmax(z [Classes]float64, factor float64) [Classes]float64 {
	top, sum := max(z[0], z[1], z[2]), 0.
	for k := range z {
		z[k] = math.Exp((z[k] - top) * factor)
		sum += z[k]
	}
	for k := range z {
		z[k] /= sum
	}
	return z
}
