package polarity

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// A Model holds the weights of features by their hash, in a table with open addressing.
type Model struct {
	slots []weight // a power of two, at least twice as many as features
	shift int
	scale float64 // what a unit of a weight is worth, calibrated
}

// A weight is what a feature says for negative and positive, in units of the model's scale; what it says for neutral
// is less the two, since the penalty makes the three sum to 0. A free slot has the feature 0.
type weight struct {
	feature            uint32
	negative, positive int16
}

const magic = "parallax polarity 1\n"

const weightBytes = 8

// newModel lays out weights, whose features are distinct and not 0.
func newModel(weights []weight, scale float64) *Model {
	size := bits.Len(uint(2 * len(weights)))
	m := &Model{slots: make([]weight, 1<<size), shift: 32 - size, scale: scale}
	for _, w := range weights {
		*m.slot(w.feature) = w
	}
	return m
}

// slot returns where a feature is, or the free place where it would be.
func (m *Model) slot(feature uint32) *weight {
	i := int(feature >> m.shift)
	for m.slots[i].feature != feature && m.slots[i].feature != 0 {
		i = (i + 1) & (len(m.slots) - 1)
	}
	return &m.slots[i]
}

// find returns a feature's weight, nil where it has none.
func (m *Model) find(feature uint32) *weight {
	if w := m.slot(feature); w.feature != 0 {
		return w
	}
	return nil
}

// Bytes returns the model as [ReadModel] reads it: a line of text, the scale, then the weights by feature.
func (m *Model) Bytes() []byte {
	var weights []weight
	for _, w := range m.slots {
		if w.feature != 0 {
			weights = append(weights, w)
		}
	}
	slices.SortFunc(weights, func(a, b weight) int { return int(int64(a.feature) - int64(b.feature)) })
	b := binary.LittleEndian.AppendUint64([]byte(magic), math.Float64bits(m.scale))
	for _, w := range weights {
		b = binary.LittleEndian.AppendUint32(b, w.feature)
		b = binary.LittleEndian.AppendUint16(b, uint16(w.negative))
		b = binary.LittleEndian.AppendUint16(b, uint16(w.positive))
	}
	return b
}

// ReadModel reads what [Model.Bytes] wrote.
func ReadModel(file string) (*Model, error) {
	rest, ok := strings.CutPrefix(file, magic)
	if !ok || len(rest)%weightBytes != 0 || len(rest) == 0 {
		return nil, errors.New("not a model of polarity: " + strings.TrimSpace(magic) + " expected, then the scale and the weights in 8 bytes each")
	}
	b := []byte(rest)
	scale := math.Float64frombits(binary.LittleEndian.Uint64(b))
	if !(scale > 0) || math.IsInf(scale, 0) {
		return nil, errors.New("not a model of polarity: its scale is not a positive number")
	}
	weights := make([]weight, 0, len(b)/weightBytes)
	last := uint32(0)
	for b = b[weightBytes:]; len(b) > 0; b = b[weightBytes:] {
		w := weight{binary.LittleEndian.Uint32(b), int16(binary.LittleEndian.Uint16(b[4:])), int16(binary.LittleEndian.Uint16(b[6:]))}
		if w.feature <= last {
			return nil, errors.New("not a model of polarity: its features are not in order")
		}
		weights, last = append(weights, w), w.feature
	}
	return newModel(weights, scale), nil
}
