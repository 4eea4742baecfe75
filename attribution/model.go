package attribution

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"sort"
	"strings"

	"parallax/internal/hashing"
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
var tableBits = [classifiers]int{18, 17, 17, 17, 17, 17, 17}

// A Model holds the weights of features by their hash, in a table for each classifier, and how often word forms are the
// heads of cues. All of it is read where it lies in the file.
type Model struct {
	file   string
	rates  string // records of a hash and a rate, by hash
	learnt string // hashes of the articles that the model learnt from, in order
	gates  *gates
	tables [classifiers]table
	forms  *text.Table[form]
}

// A table holds the weights of a classifier, in units of its scale.
type table struct {
	weights string // signed bytes
	scale   float32
}

const (
	magic     = "parallax attribution 3\n"
	rateBytes = 5
	hashBytes = 4
	headBytes = 8 // the numbers of forms and of articles
)

// ReadModel reads what [Model.Bytes] wrote.
func ReadModel(file string) (*Model, error) {
	rest, ok := strings.CutPrefix(file, magic)
	if !ok || len(rest) < headBytes {
		return nil, errors.New("not a model of attribution: " + strings.TrimSpace(magic) + " expected at its beginning")
	}
	rates := int64(numberAt(rest, 0)) * rateBytes
	learnt := int64(numberAt(rest, 4)) * hashBytes
	size := headBytes + rates + learnt + 8<<gateBits
	for _, bits := range tableBits {
		size += 4 + 1<<bits
	}
	if size != int64(len(rest)) {
		return nil, errors.New("not a model of attribution: too short or too long")
	}
	take := func(n int64) (part string) {
		part, rest = rest[:n], rest[n:]
		return part
	}
	take(headBytes)
	m := &Model{file: file, rates: take(rates), learnt: take(learnt), gates: new(gates)}
	last := int64(-1)
	for i := 0; i < len(m.rates); i += rateBytes {
		if int64(numberAt(m.rates, i)) <= last || m.rates[i+4] >= unknown {
			return nil, errors.New("not a model of attribution: its word forms are not in order")
		}
		last = int64(numberAt(m.rates, i))
	}
	for row := range m.gates {
		m.gates[row] = binary.LittleEndian.Uint64([]byte(take(8)))
	}
	for k, bits := range tableBits {
		scale := math.Float32frombits(numberAt(take(4), 0))
		if !(scale > 0) || math.IsInf(float64(scale), 0) {
			return nil, errors.New("not a model of attribution: a scale is not a positive number")
		}
		m.tables[k] = table{take(1 << bits), scale}
	}
	m.forms = text.NewTable(m.formOf)
	return m, nil
}

// numberAt reads four bytes, the lowest first.
func numberAt(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// Bytes returns the model as [ReadModel] reads it: a line of text; the numbers of word forms and of articles learnt from; of each form
// its hash and rate; of each article its hash; the gates, row by row a byte for each classifier; for each classifier its scale, then
// its weights, a signed byte each.
func (m *Model) Bytes() []byte { return []byte(m.file) }

// bytes writes a model in the making.
func (m *Model) bytes() []byte {
	file := []byte(magic)
	file = binary.LittleEndian.AppendUint32(file, uint32(len(m.rates)/rateBytes))
	file = binary.LittleEndian.AppendUint32(file, uint32(len(m.learnt)/hashBytes))
	file = append(file, m.rates...)
	file = append(file, m.learnt...)
	for _, row := range m.gates {
		file = binary.LittleEndian.AppendUint64(file, row)
	}
	for _, t := range m.tables {
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(t.scale))
		file = append(file, t.weights...)
	}
	return file
}

// LearntFrom reports whether an article is one of those that the model learnt from, so that figures on it flatter.
func (m *Model) LearntFrom(source string) bool {
	_, found := lookUp(m.learnt, hashBytes, hashing.Of(source))
	return found
}

// lookUp looks for the record that begins with a hash.
func lookUp(records string, size int, hash uint32) (at int, found bool) {
	n, found := sort.Find(len(records)/size, func(i int) int { return cmp.Compare(hash, numberAt(records, i*size)) })
	return n * size, found
}

// rateOf returns how often a form is the head of a cue, unknown where the model has not seen it.
func (m *Model) rateOf(hash uint32) uint8 {
	if at, found := lookUp(m.rates, rateBytes, hash); found {
		return m.rates[at+4]
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
