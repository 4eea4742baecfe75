package attribution

import (
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

// Train learns a model: a logistic regression for heads of cues, and for each end of a span one that chooses among the places
// where it can be; of each first the gate, then from what the gate lets through the rest. The articles come in an order that depends on
// their number alone, so the same articles give the same bytes on any number of processors.
func Train(golds []Gold) (*Model, error) {
	t := &trainer{order: shuffled(len(golds))}
	if err := t.count(golds); err != nil {
		return nil, err
	}
	for i := range golds {
		t.lessons = append(t.lessons, t.lesson(&golds[i]))
	}
	var gates [classifiers]*course
	t.eachKind(func(k int) { gates[k] = t.learn(k, scheduleOfGates, gateBits, true) })
	for k, c := range gates {
		t.model.gates.set(k, c.means)
	}
	t.eachKind(func(k int) {
		plan := scheduleOfSpans
		if k == cues {
			plan = scheduleOfCues
		}
		t.model.tables[k] = t.learn(k, plan, tableBits[k], false).table()
	})
	return ReadModel(string(t.model.bytes()))
}

// eachKind calls do for each classifier, some at a time.
func (t *trainer) eachKind(do func(k int)) {
	var wg sync.WaitGroup
	for k := range classifiers {
		wg.Go(func() { do(k) })
	}
	wg.Wait()
}

// A trainer is a model in the making.
type trainer struct {
	model      *Model         // knows word forms, and what is learnt
	heads, all map[uint32]int // of each word form: how often it is the head of a cue, and how often there
	lessons    []lesson
	order      []int // in which the lessons are gone through
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

// learn learns a classifier or its gate.
func (t *trainer) learn(k int, plan schedule, bits int, gate bool) *course {
	c := newCourse(bits)
	do := func(r *reader, l *lesson, x *sample) { t.learnSpan(c, r, x, k, gate) }
	if k == cues {
		do = func(r *reader, l *lesson, x *sample) { t.learnCue(c, r, x, l.Sentences[x.sentence].Range, gate) }
	}
	c.follow(plan, func() { t.each(do) })
	return c
}

// learnCue makes a step towards the truth about a token.
func (t *trainer) learnCue(c *course, r *reader, x *sample, s text.Range, gate bool) {
	r.enter(s)
	first := 0
	if gate {
		rows := r.headGates(x.head, s, x.rate)
		r.take(rows[:])
	} else {
		if first = r.headScore(x.head, s, x.rate); first < hopeless && r.toks[x.head].rule == 0 {
			return
		}
		r.cueFeatures(x.head, s, x.rate)
	}
	if g := sigmoid(float32(first)/gateSteps+c.score(r.features)) - float32(bit(x.isCue, 0)); c.matters(g) {
		c.step(r.features, g)
	}
}

// learnSpan makes a step towards the right end of a span of a cue.
func (t *trainer) learnSpan(c *course, r *reader, x *sample, k int, gate bool) {
	kind, isFar := (k-sourceNear)/2, (k-sourceNear)%2 == 1
	other, right := none, x.near[kind]
	if isFar {
		other, right = int(x.near[kind]), x.far[kind]
	}
	if !x.isCue || isFar && other == none {
		return
	}
	r.look(x.head, x.sentence)
	if k >= afterNear {
		r.source = x.source
	}
	if r.list(k, other); gate {
		r.sums = append(r.sums[:0], make([]int, len(r.choices))...)
		c.choose(r, right, func(choice int32) { r.spanGates(k, choice, other) })
		return
	}
	r.sift(k, other)
	c.choose(r, right, func(choice int32) { r.choiceFeatures(choice, other) })
}

// spanGates makes what the gate sees of a choice the features.
func (r *reader) spanGates(k int, choice int32, other int) {
	if choice == none {
		rows := r.noneGates()
		r.take(rows[:])
		return
	}
	p := &r.places[choice]
	r.take(p.gates[:])
	if k >= afterNear {
		r.features = append(r.features, uint32(r.sideGate(p)))
	}
	if other != none {
		r.features = append(r.features, uint32(r.lengthGate(p, other)))
	}
}

// take makes what a gate sees the features.
func (r *reader) take(rows []uint16) {
	r.features = r.features[:0]
	for _, f := range rows {
		r.features = append(r.features, uint32(f))
	}
}

// each goes through the samples of all lessons.
func (t *trainer) each(do func(*reader, *lesson, *sample)) {
	var r reader
	for _, n := range t.order {
		l := &t.lessons[n]
		r.open(t.model, l.Article)
		for k := range l.samples {
			do(&r, l, &l.samples[k])
		}
	}
}
