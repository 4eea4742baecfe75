package lexicons

import (
	"testing"
)

func TestBuiltin(t *testing.T) {
	lex, err := Load(Builtin(), "conflict.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Log(lex.SHA256, lex.Concepts)
}
