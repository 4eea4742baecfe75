package hashing

import "testing"

// The embedded models were learnt with these numbers.
func TestHashes(t *testing.T) {
	if got := Of("said"); got != 0xBC024D1A {
		t.Errorf("Of: %#X", got)
	}
	if got := Mix(1, 2); got != 0xDAA7D85F {
		t.Errorf("Mix: %#X", got)
	}
}
