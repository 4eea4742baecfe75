package attribution

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
	"sync"

	"parallax/internal/hashing"
	"parallax/text"
)

// A Gold is an article with the attributions that people found in it, each with a cue and content. Heads and sentences are not
// given.
type Gold struct {
	*Article
	Attributions []Finding
}

// A schedule is how a classifier is learnt.
type schedule struct {
	rounds     int     // times that all articles are gone through; the weights are the mean of those after each but the first
	rate       float32 // of AdaGrad
	negligible float32 // gradients below this make no step
}

// Chosen by cross-validation inside the training articles of PolNeAR.
var (
	scheduleOfCues  = schedule{5, .03, .02}
	scheduleOfSpans = schedule{6, .05, .005}
)

// Train learns a model: a logistic regression for heads of cues, and for each end of a span one that chooses among the places
// where it can be, all by AdaGrad (Duchi et al. 2011, Adaptive subgradient methods). The articles come in an order that depends on
// their number alone, so the same articles give the same bytes on any number of processors.
func Train(golds []Gold) (*Model, error) {
	t := &trainer{}
	if err := t.count(golds); err != nil {
		return nil, err
	}
	for i := range golds {
		t.lessons = append(t.lessons, t.lesson(&golds[i]))
	}
	for k, bits := range tableBits {
		t.weights[k], t.squares[k], t.sums[k] = make([]float32, 1<<bits), make([]float32, 1<<bits), make([]float32, 1<<bits)
	}
	t.mask()
	order := shuffled(len(golds))
	var wg sync.WaitGroup
	wg.Go(func() { t.learnCues(order) })
	wg.Go(func() { t.learnSpans(order, sourceNear) })
	wg.Go(func() { t.learnSpans(order, afterNear) })
	wg.Go(func() { t.learnSpans(order, beforeNear) })
	wg.Wait()
	return t.model()
}

// A trainer is a model in the making.
type trainer struct {
	forms                  *Model         // knows word forms alone
	heads, all             map[uint32]int // of each word form: how often it is the head of a cue, and how often there
	lessons                []lesson
	masks                  [classifiers][]byte
	weights, squares, sums [classifiers][]float32 // of gradients their squares; of the weights after each round
}

// A lesson is an article, with the tokens that can be heads.
type lesson struct {
	*Gold
	samples []sample
}

// A sample is a token that can be the head of a cue.
type sample struct {
	head, sentence int
	rate           uint8 // as it would be had the model not seen the token
	isCue          bool
	source         text.Range
	near, far      [3]int32 // of its source, its content after it and before it: the places of the ends, none where there is none
}

// shuffled returns the numbers below n in an order that looks like chance.
func shuffled(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	h := uint32(1)
	for i := n - 1; i > 0; i-- {
		h = hashing.Mix(h, uint32(i)) + 1
		j := int(h % uint32(i+1))
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// count counts word forms and finds the head of each gold cue: the word of which the largest part stands in cues.
func (t *trainer) count(golds []Gold) error {
	t.forms = &Model{}
	t.forms.forms = text.NewTable(t.forms.formOf)
	hash := func(g *Gold, i int) uint32 { return t.forms.forms.Of(g.Source, g.Tokens[i]).hash }
	inCues := map[uint32]int{}
	t.heads, t.all = map[uint32]int{}, map[uint32]int{}
	cues := 0
	for g := range golds {
		g := &golds[g]
		for i := range g.Tokens {
			t.all[hash(g, i)]++
		}
		for _, a := range g.Attributions {
			for i := a.Cue.From; i < a.Cue.To; i++ {
				inCues[hash(g, i)]++
			}
		}
	}
	for g := range golds {
		g := &golds[g]
		for k := range g.Attributions {
			a := &g.Attributions[k]
			best := -1.
			for i := a.Cue.From; i < a.Cue.To; i++ {
				const doubt = 3
				h := hash(g, i)
				if share := float64(inCues[h]) / float64(t.all[h]+doubt); share > best {
					best, a.Head = share, i
				}
			}
			t.heads[hash(g, a.Head)]++
			cues++
		}
	}
	if cues == 0 {
		return errors.New("no attribution with a cue and content to learn from")
	}
	var rates []byte
	for _, h := range slices.Sorted(maps.Keys(t.all)) {
		const seen, common, hardlyEver = 2, 20, .004
		n, all := t.heads[h], t.all[h]
		if n > 0 || all > seen {
			r := rateFrom(n, all)
			if all > common && float64(n) < hardlyEver*float64(all) {
				r = never
			}
			rates = append(binary.LittleEndian.AppendUint32(rates, h), r)
		}
	}
	t.forms = &Model{rates: string(rates)}
	t.forms.forms = text.NewTable(t.forms.formOf)
	return nil
}

// lesson lists the samples of an article.
func (t *trainer) lesson(g *Gold) lesson {
	l := lesson{Gold: g}
	var r reader
	r.open(t.forms, g.Article)
	at := map[int]*Finding{}
	for k := range g.Attributions {
		at[g.Attributions[k].Head] = &g.Attributions[k]
	}
	for k, s := range g.Sentences {
		for i := s.From; i < s.To && g.Active[k]; i++ {
			if r.canHead(i) {
				l.samples = append(l.samples, t.sample(&r, i, k, at[i]))
			}
		}
	}
	return l
}

// sample describes a token that can be a head; a is the gold attribution of which it is the head, nil for none.
func (t *trainer) sample(r *reader, i, sentence int, a *Finding) sample {
	x := sample{head: i, sentence: sentence, isCue: a != nil}
	own := 0
	if a != nil {
		own = 1
		r.look(i, sentence)
		x.setEnds(r, a)
	}
	tok := &r.toks[i]
	switch x.rate = rateFrom(t.heads[tok.hash]-own, t.all[tok.hash]-1); {
	case t.all[tok.hash] > 1:
	case tok.rate == unknownVerb:
		x.rate = unknownVerb
	default:
		x.rate = unknown
	}
	return x
}

// setEnds puts the spans of a gold attribution into places. Of several parts of the content on one side of the cue those that are
// hardly apart are one, else the nearest counts.
func (x *sample) setEnds(r *reader, a *Finding) {
	const apart = 3
	x.near, x.far = [3]int32{none, none, none}, [3]int32{none, none, none}
	last := r.places[len(r.places)-1]
	within := func(s text.Range) bool { return s.Len() > 0 && s.From >= r.places[0] && s.From < last }
	place := func(s text.Range) (from, to int) {
		from, found := slices.BinarySearch(r.places, s.From)
		if !found {
			from--
		}
		to, _ = slices.BinarySearch(r.places, min(s.To, last))
		return from, to
	}
	set := func(kind, from, to int) {
		if from >= r.after {
			x.near[kind], x.far[kind] = int32(from), int32(to)
		} else {
			x.near[kind], x.far[kind] = int32(to), int32(from)
		}
	}
	if within(a.Source) {
		x.source = a.Source
		from, to := place(a.Source)
		set(0, from, to)
	}
	for _, c := range a.Content {
		if !within(c) {
			continue
		}
		from, to := place(c)
		if from < r.after {
			to = min(to, r.after-1)
			if x.near[2] != none && from-int(x.near[2]) <= apart {
				from = int(x.far[2])
			}
			if to > from {
				set(2, from, to)
			}
		} else if to > from && (x.near[1] == none || from-int(x.far[1]) <= apart) {
			if x.near[1] != none {
				from = int(x.near[1])
			}
			set(1, from, to)
		}
	}
}

// covered is how many of the right choices the masks must let through.
const covered = .98

// mask finds for each classifier the kinds worth choosing from: those that are most often right, until most of what is right is
// among them.
func (t *trainer) mask() {
	var all, right [classifiers][1 << kindBits]int
	var r reader
	for i := range t.lessons {
		l := &t.lessons[i]
		r.open(t.forms, l.Article)
		for _, x := range l.samples {
			k := r.kindOfHead(x.head, l.Sentences[x.sentence].Range, x.rate)
			all[cues][k]++
			if !x.isCue {
				continue
			}
			right[cues][k]++
			r.look(x.head, x.sentence)
			for kind := range x.near {
				near := sourceNear + 2*kind
				if near != sourceNear {
					r.source = x.source
				}
				for end, place := range [...]int32{x.near[kind], x.far[kind]} {
					if place == none {
						break
					}
					other := none
					if end == 1 {
						other = int(x.near[kind])
					}
					r.list(near+end, other)
					for _, c := range r.choices {
						if c != none {
							all[near+end][r.kinds[c]]++
						}
					}
					right[near+end][r.kinds[place]]++
				}
			}
		}
	}
	for k := range all {
		t.masks[k] = maskOf(all[k][:], right[k][:])
	}
	for k, m := range t.masks {
		t.forms.masks[k] = string(m)
	}
}

// maskOf returns the bits of the kinds that are right often.
func maskOf(all, right []int) []byte {
	kinds := make([]int, len(all))
	sum := 0
	for k := range kinds {
		kinds[k] = k
		sum += right[k]
	}
	slices.SortStableFunc(kinds, func(a, b int) int { return right[b]*max(all[a], 1) - right[a]*max(all[b], 1) })
	mask := make([]byte, maskBytes)
	for passed := 0; float64(passed) < covered*float64(sum); kinds = kinds[1:] {
		k := kinds[0]
		mask[k/8] |= 1 << (k % 8)
		passed += right[k]
	}
	return mask
}

// score sums up the weights of features in training.
func (t *trainer) score(k int, features []uint32) (sum float32) {
	w := t.weights[k]
	mask := uint32(len(w) - 1)
	for _, f := range features {
		sum += w[f&mask]
	}
	return sum
}

// step moves the weights of features against a gradient.
func (t *trainer) step(k int, features []uint32, gradient, rate float32) {
	w, q := t.weights[k], t.squares[k]
	mask := uint32(len(w) - 1)
	for _, f := range features {
		i := f & mask
		q[i] += gradient * gradient
		w[i] -= rate * gradient / float32(math.Sqrt(float64(q[i])))
	}
}

// matters reports whether a gradient makes a step.
func (s *schedule) matters(gradient float32) bool {
	return gradient <= -s.negligible || s.negligible <= gradient
}

// remember adds the weights of a classifier after a round to their sum: the mean of rounds errs less than the last.
func (t *trainer) remember(k, round int) {
	if round == 0 {
		return
	}
	for i, w := range t.weights[k] {
		t.sums[k][i] += w
	}
}

// learnCues learns which tokens are heads.
func (t *trainer) learnCues(order []int) {
	var r reader
	plan := scheduleOfCues
	for round := range plan.rounds {
		for _, n := range order {
			l := &t.lessons[n]
			r.open(t.forms, l.Article)
			for _, x := range l.samples {
				r.cueFeatures(x.head, l.Sentences[x.sentence].Range, x.rate)
				if g := sigmoid(t.score(cues, r.features)) - float32(bit(x.isCue, 0)); plan.matters(g) {
					t.step(cues, r.features, g, plan.rate)
				}
			}
		}
		t.remember(cues, round)
	}
}

// learnSpans learns where the spans of a kind begin and end, given the classifier of their near ends.
func (t *trainer) learnSpans(order []int, near int) {
	kind := (near - sourceNear) / 2
	var r reader
	for round := range scheduleOfSpans.rounds {
		for _, n := range order {
			l := &t.lessons[n]
			r.open(t.forms, l.Article)
			for _, x := range l.samples {
				if !x.isCue {
					continue
				}
				r.look(x.head, x.sentence)
				if near != sourceNear {
					r.source = x.source
				}
				t.learnEnd(&r, near, none, x.near[kind])
				if x.near[kind] != none {
					t.learnEnd(&r, near+1, int(x.near[kind]), x.far[kind])
				}
			}
		}
		t.remember(near, round)
		t.remember(near+1, round)
	}
}

// learnEnd makes a step towards the right choice.
func (t *trainer) learnEnd(r *reader, k, other int, right int32) {
	if r.list(k, other); !slices.Contains(r.choices, right) {
		return
	}
	r.scores = r.scores[:0]
	for _, c := range r.choices {
		r.choiceFeatures(c, other)
		r.scores = append(r.scores, t.score(k, r.features))
	}
	softmax(r.scores)
	for j, c := range r.choices {
		gradient := r.scores[j] - float32(bit(c == right, 0))
		if scheduleOfSpans.matters(gradient) {
			r.choiceFeatures(c, other)
			t.step(k, r.features, gradient, scheduleOfSpans.rate)
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

// model rounds the weights to signed bytes.
func (t *trainer) model() (*Model, error) {
	file := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(t.forms.rates)/rateBytes))
	file = append(file, t.forms.rates...)
	for k, sums := range t.sums {
		const steps = math.MaxInt8
		plan := scheduleOfSpans
		if k == cues {
			plan = scheduleOfCues
		}
		largest := float32(0)
		for _, s := range sums {
			largest = max(largest, s, -s)
		}
		if largest == 0 {
			largest = 1 // nothing to learn
		}
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(largest/float32(plan.rounds-1)/steps))
		for _, s := range sums {
			file = append(file, byte(int8(math.Round(float64(s/largest*steps)))))
		}
		file = append(file, t.masks[k]...)
	}
	return ReadModel(string(file))
}
