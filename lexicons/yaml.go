package lexicons

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"parallax/internal/nearest"
)

// A place is a line and a column of a file, both from 1.
type place struct{ line, column int }

func placeOf(t *token.Token) place {
	if t == nil || t.Position == nil {
		return place{1, 1}
	}
	return place{t.Position.Line, t.Position.Column}
}

// faults collects what is wrong with a file, so that all of it is reported at once.
type faults struct {
	path string
	list []fault
}

type fault struct {
	place
	text string
}

func (f *faults) add(at place, format string, args ...any) {
	f.list = append(f.list, fault{at, fmt.Sprintf(format, args...)})
}

// err returns the faults in the order of their places, or nil. Beyond maxFaults it only says how many more there are.
func (f *faults) err() error {
	slices.SortStableFunc(f.list, func(a, b fault) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	var errs []error
	for i, x := range f.list {
		if i == maxFaults {
			errs = append(errs, fmt.Errorf("%s: and %d more faults", f.path, len(f.list)-maxFaults))
			break
		}
		errs = append(errs, fmt.Errorf("%s:%d:%d: %s", f.path, x.line, x.column, x.text))
	}
	return errors.Join(errs...)
}

// Bounds of a mapping of a lexicon.
const (
	maxKeys  = 64
	maxDepth = 64
)

// ParseYAML returns the root of the only document in src. It refuses, by line and column, whatever would cost the parser more
// than its size says: deep nesting, and more keys than given in one mapping or than twenty times as many in all.
func ParseYAML(path, src string, keys int) (ast.Node, error) {
	f := &faults{path: path}
	root := parseYAML(src, keys, 20*keys, f)
	return root, f.err()
}

// parseYAML returns the root of the only document in src, or nil after noting why there is none.
func parseYAML(src string, keys, all int, f *faults) ast.Node {
	tokens := lexer.Tokenize(src + "\n#") // since it misplaces a text of several lines that the file ends with
	if !shallow(tokens, keys, all, f) {
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil && f.tabs(src) {
		return nil
	}
	if err != nil {
		at, text := place{1, 1}, err.Error()
		var located yaml.Error
		if errors.As(err, &located) {
			at, text = placeOf(located.GetToken()), located.GetMessage()
		}
		f.add(at, "not YAML: %s", text)
		return nil
	}
	var docs []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentType {
			docs = append(docs, doc.Body)
		}
	}
	switch {
	case len(docs) == 0:
		f.add(place{1, 1}, "the file is empty")
		return nil
	case len(docs) > 1:
		f.add(nodePlace(docs[1]), "a second document; a file holds one lexicon")
	}
	return docs[0]
}

// tabs notes the tabs that lines begin with, of which YAML allows none, and reports whether there are any.
func (f *faults) tabs(src string) (any bool) {
	line := 0
	for text := range strings.SplitSeq(src, "\n") {
		line++
		indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
		if i := strings.IndexByte(indent, '\t'); i >= 0 && strings.TrimSpace(text) != "" {
			f.add(place{line, i + 1}, "a tab; YAML takes only spaces at the beginning of a line")
			any = true
		}
	}
	return any
}

// shallow refuses what no lexicon needs and would exhaust the parser, which calls itself for every level of
// nesting and also for every key of a mapping.
func shallow(tokens token.Tokens, keys, all int, f *faults) bool {
	type level struct{ column, keys int } // a mapping: where its keys stand
	var blocks, brackets []level
	dashes, line, met := 0, 0, 0
	for i, t := range tokens {
		if t.Position.Line != line {
			line, dashes = t.Position.Line, 0
		}
		levels := &blocks
		if len(brackets) > 0 {
			levels = &brackets
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets = append(brackets, level{})
		case token.SequenceEndType, token.MappingEndType:
			brackets = brackets[:max(0, len(brackets)-1)]
		case token.MappingKeyType, token.AnchorType, token.TagType:
			dashes++
		case token.SequenceEntryType:
			dashes++
			for len(blocks) > 0 && blocks[len(blocks)-1].column > t.Position.Column {
				blocks = blocks[:len(blocks)-1]
			}
		case token.MappingValueType:
			if levels == &blocks {
				column := tokens[max(0, i-1)].Position.Column
				for len(blocks) > 0 && blocks[len(blocks)-1].column > column {
					blocks = blocks[:len(blocks)-1]
				}
				if len(blocks) == 0 || blocks[len(blocks)-1].column < column {
					blocks = append(blocks, level{column: column})
				}
			}
			(*levels)[len(*levels)-1].keys++
			if (*levels)[len(*levels)-1].keys > keys {
				f.add(placeOf(t), "more than %d keys in one place", keys)
				return false
			}
			if met++; met > all {
				f.add(placeOf(t), "more than %d keys in the file", all)
				return false
			}
		}
		if len(blocks) > maxDepth || len(brackets) > maxDepth || dashes > maxDepth {
			f.add(placeOf(t), "nested too deeply")
			return false
		}
	}
	return true
}

func nodePlace(n ast.Node) place {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return placeOf(n.Values[0].Key.GetToken())
		}
	case *ast.MappingValueNode:
		return placeOf(n.Key.GetToken())
	case nil:
		return place{1, 1}
	}
	return placeOf(n.GetToken())
}

// kindOf names what a node is, for messages.
func kindOf(n ast.Node) string {
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys and values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.StringNode, *ast.LiteralNode:
		return "a text"
	case *ast.AliasNode, *ast.AnchorNode:
		return "an alias or its anchor"
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return fmt.Sprintf("%s without quotation marks", n.GetToken().Value)
	}
	return strings.ToLower(n.Type().String())
}

// mapping returns the values of a mapping by key, after noting unknown, repeated and missing keys.
func (f *faults) mapping(n ast.Node, what string, legal, required []string) map[string]ast.Node {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		f.add(nodePlace(n), "%s: want keys and values, found %s; legal keys are %s", what, kindOf(n), strings.Join(legal, ", "))
		return nil
	}
	values := map[string]ast.Node{}
	lines := map[string]int{}
	for _, pair := range pairs {
		tok := pair.Key.GetToken()
		key, at := tok.Value, placeOf(tok)
		if _, plain := pair.Key.(*ast.StringNode); !plain || !slices.Contains(legal, key) {
			f.add(at, "%s: unknown key %q%s", what, shorten(key), nearest.Hint(key, legal))
			continue
		}
		if first, repeated := lines[key]; repeated {
			f.add(at, "%s: key %q is already on line %d", what, key, first)
			continue
		}
		lines[key], values[key] = at.line, pair.Value
	}
	for _, key := range required {
		if _, ok := values[key]; !ok {
			f.add(nodePlace(n), "%s: missing key %q", what, key)
		}
	}
	return values
}

// text returns the text of a node. A nil node is a key that is absent, which has been noted if it matters.
func (f *faults) text(n ast.Node, what string) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *ast.StringNode:
		if strings.TrimSpace(n.Value) == "" {
			f.add(nodePlace(n), "%s is empty", what)
		}
		return n.Value
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	}
	f.add(nodePlace(n), "%s: want a text, found %s", what, kindOf(n))
	return ""
}

// item returns the text of an item of a list, or nothing after noting items below it that are indented too far: YAML takes
// them for more of the text above.
func (f *faults) item(n ast.Node, what string) string {
	text := f.text(n, what)
	if n, ok := n.(*ast.StringNode); ok && n.GetToken().Type == token.StringType {
		lines := strings.Split(strings.TrimSpace(n.GetToken().Origin), "\n")
		for i, line := range lines[1:] {
			if dash := strings.IndexByte(line, '-'); strings.HasPrefix(strings.TrimSpace(line), "- ") {
				f.add(place{nodePlace(n).line + 1 + i, 1 + dash}, "%s: the item %q is indented further than the one before it, so that YAML reads both as one text; indent them alike", what, shorten(strings.TrimSpace(line[dash+1:])))
				text = ""
			}
		}
	}
	return text
}

// items returns the elements of a node.
func (f *faults) items(n ast.Node, what string) []ast.Node {
	switch n := n.(type) {
	case nil:
		return nil
	case *ast.SequenceNode:
		if len(n.Values) == 0 {
			f.add(nodePlace(n), "%s: the list is empty", what)
		}
		return n.Values
	}
	f.add(nodePlace(n), "%s: want a list, found %s", what, kindOf(n))
	return nil
}

// choice returns the text of a node that must be one of a few.
func (f *faults) choice(n ast.Node, what string, legal []string) string {
	s := f.text(n, what)
	if s != "" && !slices.Contains(legal, s) {
		f.add(nodePlace(n), "%s: unknown %q%s", what, shorten(s), nearest.Hint(s, legal))
	}
	return s
}

var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

// number returns the whole number of a node.
func (f *faults) number(n ast.Node, what string, least, most int) int {
	found := kindOf(n)
	if n, ok := n.(*ast.IntegerNode); ok && wholeNumber.MatchString(n.GetToken().Value) {
		found = n.GetToken().Value
		if i, err := strconv.Atoi(found); err == nil && least <= i && i <= most {
			return i
		}
	}
	f.add(nodePlace(n), "%s: want a whole number from %d to %d, found %s", what, least, most, strings.TrimSuffix(found, " without quotation marks"))
	return 0
}
