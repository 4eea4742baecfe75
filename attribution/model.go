package attribution

import (
	"encoding/binary"
	"errors"
	"math"
	"sort"
	"strings"

	"parallax/text"
)

// The classifiers of the model. Of a span the end nearer to the cue is found first, then the far one.
const (
	cues = iota
	sourceNear
	sourceFar
	afterNear
	afterFar
	beforeNear
	beforeFar
	classifiers
)

// tableBits says how many features each classifier tells apart; those that share a place share a weight.
var tableBits = [classifiers]int{19, 18, 17, 18, 18, 18, 17}

// A Model holds the weights of features by their hash, in a table for each classifier, and how often word forms are the
// heads of cues. All of it is read where it lies in the file.
type Model struct {
	file   string
	rates  string // records of a hash and a rate, by hash
	tables [classifiers]table
	masks  [classifiers]string // bits by kind: what can be chosen at all
	forms  *text.Table[form]
}

// A mask has a bit for each of so many kinds.
const (
	kindBits  = 14
	maskBytes = 1 << kindBits / 8
)

// kind returns the kind that a hash stands for.
func kind(hash uint32) uint16 { return uint16(hash >> (32 - kindBits)) }

// allows reports whether a classifier can choose what is of a kind. A model in the making has no masks and allows all.
func (m *Model) allows(k int, of uint16) bool {
	mask := m.masks[k]
	return mask == "" || mask[of/8]&(1<<(of%8)) != 0
}

// A table holds the weights of a classifier, in units of its scale.
type table struct {
	weights string // signed bytes
	scale   float32
}

const (
	magic     = "parallax attribution 1\n"
	rateBytes = 5
)

// ReadModel reads what [Model.Bytes] wrote.
func ReadModel(file string) (*Model, error) {
	rest, ok := strings.CutPrefix(file, magic)
	if !ok || len(rest) < 4 {
		return nil, errors.New("not a model of attribution: " + strings.TrimSpace(magic) + " expected at its beginning")
	}
	n := int64(binary.LittleEndian.Uint32([]byte(rest[:4]))) * rateBytes
	size := n + 4
	for _, bits := range tableBits {
		size += 4 + 1<<bits + maskBytes
	}
	if size != int64(len(rest)) {
		return nil, errors.New("not a model of attribution: too short or too long")
	}
	m := &Model{file: file, rates: rest[4 : 4+n]}
	last := int64(-1)
	for i := 0; i < len(m.rates); i += rateBytes {
		h, rate := m.rate(i)
		if int64(h) <= last || rate >= unknown {
			return nil, errors.New("not a model of attribution: its word forms are not in order")
		}
		last = int64(h)
	}
	rest = rest[4+n:]
	for k, bits := range tableBits {
		scale := math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[:4])))
		if !(scale > 0) || math.IsInf(float64(scale), 0) {
			return nil, errors.New("not a model of attribution: a scale is not a positive number")
		}
		m.tables[k], m.masks[k] = table{rest[4 : 4+1<<bits], scale}, rest[4+1<<bits:][:maskBytes]
		rest = rest[4+1<<bits+maskBytes:]
	}
	m.forms = text.NewTable(m.formOf)
	return m, nil
}

// Bytes returns the model as [ReadModel] reads it: a line of text; the number of word forms, then of each its hash and rate; for
// each classifier its scale, its weights, a signed byte each, and its mask.
func (m *Model) Bytes() []byte { return []byte(m.file) }

// rate returns the record of m.rates at byte i.
func (m *Model) rate(i int) (hash uint32, rate uint8) {
	r := m.rates[i : i+rateBytes]
	return uint32(r[0]) | uint32(r[1])<<8 | uint32(r[2])<<16 | uint32(r[3])<<24, r[4]
}

// rateOf returns how often a form is the head of a cue, unknown where the model has not seen it.
func (m *Model) rateOf(hash uint32) uint8 {
	n := len(m.rates) / rateBytes
	i := sort.Search(n, func(i int) bool { h, _ := m.rate(i * rateBytes); return h >= hash })
	if i < n {
		if h, rate := m.rate(i * rateBytes); h == hash {
			return rate
		}
	}
	return unknown
}

// score sums up the weights of features.
func (t *table) score(features []uint32) float32 {
	w := t.weights
	mask := uint32(len(w) - 1)
	sum := int32(0)
	for _, f := range features {
		sum += int32(int8(w[f&mask]))
	}
	return float32(sum) * t.scale
}
