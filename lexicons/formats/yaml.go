package formats

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"parallax/lexicons"
)

// maxYAML bounds a file in YAML, whose nodes take a hundred times their size.
const maxYAML = 4 << 20

// yaml returns the root of a file in YAML.
func (r *reading) yaml() (ast.Node, error) {
	if len(r.source) > maxYAML {
		return nil, fault(1, "larger than %d MiB, the limit for a dictionary in YAML", maxYAML>>20)
	}
	root, err := lexicons.ParseYAML(r.path, r.source, maxKeys)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), r.path+":"))
	}
	return root, nil
}

func lineOf(n ast.Node) int {
	if pair, ok := n.(*ast.MappingValueNode); ok {
		n = pair.Key
	}
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1
	}
	return n.GetToken().Position.Line
}

// keyOf returns a key as text.
func keyOf(n *ast.MappingValueNode) string {
	if s, ok := n.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return n.Key.GetToken().Value
}

// scalarOf returns a word as text, also where YAML would take it for a number or a truth value: no, 9/11.
func scalarOf(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// pairs returns the keys of a mapping with their values.
func pairs(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}
