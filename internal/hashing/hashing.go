// Package hashing turns the features of models into numbers: which weights are theirs. The functions are part of what a
// model file means, so they never change.
package hashing

// Of is the hash of a form: FNV-1a with its upper bits mixed in.
func Of(form string) uint32 {
	h := uint32(2166136261)
	for i := range len(form) {
		h = (h ^ uint32(form[i])) * 16777619
	}
	return h ^ h>>15
}

// Mix joins two hashes into one that depends on their order.
func Mix(h, g uint32) uint32 {
	h = (h ^ g) * 0x9E3779B1
	return h ^ h>>15
}

// Feature is the hash of a feature: what is seen, apart from the same seen of another kind.
func Feature(kind, value uint32) uint32 { return Mix(value, kind*0x85EBCA6B) }
