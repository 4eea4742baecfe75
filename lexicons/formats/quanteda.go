package formats

import (
	"encoding/json"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"parallax/lexicons"
)

var quanteda = Format{
	Name:       "quanteda",
	Doc:        "quanteda dictionary as YAML or JSON: keys below keys, words and phrases with * and ?",
	Extensions: []string{".yml", ".yaml", ".json"},
	holds:      globs,
	read:       readQuanteda,
	write:      writeQuanteda,
}

// maxKeys is how many keys of a dictionary may stand in one place, or of a Vale rule.
const maxKeys = 1000

// readQuanteda reads keys, each with a list of words, a single word, or keys below it; a list may hold keys too.
func readQuanteda(r *reading) error {
	root, err := r.yaml()
	if err != nil {
		return err
	}
	return r.quantedaKeys(&r.root, root, 0)
}

// quantedaKeys reads what stands below a key.
func (r *reading) quantedaKeys(c *category, n ast.Node, depth int) error {
	line := lineOf(n)
	if depth > maxDepth {
		return fault(line, "more than %d keys below each other", maxDepth)
	}
	switch n := n.(type) {
	case *ast.SequenceNode:
		for _, n := range n.Values {
			if err := r.quantedaKeys(c, n, depth+1); err != nil {
				return err
			}
		}
	case *ast.MappingNode:
		for _, pair := range n.Values {
			if err := r.quantedaKeys(c, pair, depth); err != nil {
				return err
			}
		}
	case *ast.MappingValueNode:
		return r.quantedaKeys(c.in(keyOf(n), line), n.Value, depth+1)
	case *ast.NullNode:
	default:
		word, ok := scalarOf(n)
		if !ok {
			return r.fault(line, "want words or keys, found %s", n.Type())
		}
		if c == &r.root {
			return r.fault(line, "want a key above the word %q, as in mood: [%s]", shorten(word), shorten(word))
		}
		return r.glob(c, line, lexicons.Term{Pattern: word})
	}
	return nil
}

// writeQuanteda writes strings in quotation marks, which no reader of YAML takes for anything else.
func writeQuanteda(w *writing) error {
	var write func(c *category, indent string)
	write = func(c *category, indent string) {
		for _, c := range c.below {
			w.linef("%s%s:", indent, quoted(c.name))
			in := indent + "  "
			if len(c.below) == 0 {
				for _, t := range c.terms {
					w.linef("%s- %s", in, quoted(t.Pattern))
				}
				continue
			}
			for _, t := range c.terms {
				w.linef("%s- %s", in, quoted(t.Pattern))
			}
			if len(c.terms) > 0 { // words and keys stand in one list
				for _, below := range c.below {
					w.linef("%s-", in)
					write(&category{below: []*category{below}}, in+"  ")
				}
				continue
			}
			write(c, in)
		}
	}
	write(w.categories(), "")
	return nil
}

func quoted(s string) string {
	b, err := json.Marshal(s) // every string of JSON is one of YAML
	if err != nil {
		return `""` // cannot be
	}
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b))
}
