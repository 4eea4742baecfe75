package corpus

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// readText reads a file that is one article: text, or Markdown as it stands. What is known of it comes from
// YAML front matter between two lines of ---, and from a metadata.csv beside the file; the front matter
// counts where both speak. The ID is the path without extensions unless one is given; the title of Markdown is its
// heading unless one is given.
func readText(src source) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		raw, err := io.ReadAll(io.LimitReader(src, MaxArticle+1))
		switch {
		case err != nil:
			yield(Record{}, src.fault(src.path, err))
		case len(raw) > MaxArticle:
			detail := fmt.Sprintf("the file has more than %d bytes, the limit of an article", MaxArticle)
			yield(Record{}, &Exclusion{Path: src.path, Reason: TooLarge, Detail: detail})
		case len(raw) == 0:
		default:
			decode := func() (Article, error) { return decodeText(src.path, string(raw), src.given) }
			yield(Record{Path: src.path, Decode: decode}, nil)
		}
	}
}

func decodeText(path, file string, given []pair) (Article, error) {
	if err := checkUTF8(path, file); err != nil {
		return Article{}, err
	}
	head, text := cutFrontMatter(strings.TrimPrefix(file, bom))
	var d draft
	if err := d.setYAML(head); err != nil {
		return Article{}, &Exclusion{Path: path, Reason: Broken, Detail: "front matter: " + err.Error()}
	}
	d.setField(slot{fieldText, 1}, "text", text)
	d.fill(given)
	stem, ext, _ := split(path)
	if d.ranks[fieldID] == 0 {
		d.set("id", stem)
	}
	if ext == ".md" && d.ranks[fieldTitle] == 0 {
		heading, rest := cutHeading(text)
		d.set("title", heading)
		d.setField(slot{fieldText, 1}, "text", rest)
	}
	return d.article(path)
}

// cutHeading cuts Markdown that begins with a heading of the first level (# …) into it and the text below, which has none
// of the blank lines between them. Other Markdown is all text.
func cutHeading(markdown string) (heading, text string) {
	line, rest, _ := strings.Cut(strings.TrimLeft(markdown, "\r\n"), "\n")
	title, ok := strings.CutPrefix(line, "# ")
	if !ok {
		return "", markdown
	}
	return strings.Trim(title, "# \t\r"), strings.TrimLeft(rest, "\r\n")
}

// cutFrontMatter cuts a file into front matter, without its fences, and text. The blank lines between the
// two belong to neither; from there on the text is as given. A file without front matter is all text.
func cutFrontMatter(file string) (head, text string) {
	first, rest, _ := strings.Cut(file, "\n")
	if !isFence(first) {
		return "", file
	}
	for at := 0; at < len(rest); {
		line, _, more := strings.Cut(rest[at:], "\n")
		next := at + len(line)
		if more {
			next++
		}
		if isFence(line) {
			return rest[:at], strings.TrimLeft(rest[next:], "\r\n")
		}
		at = next
	}
	return "", file
}

func isFence(line string) bool { return strings.TrimRight(line, " \t\r") == "---" }

// maxFrontMatter bounds what is parsed as YAML, in bytes: the parser takes quadratic time on deep nesting.
const maxFrontMatter = 16 << 10

// setYAML takes in front matter: a flat mapping. Scalars are taken as they are written, so that an ID of 007
// stays 007; lists and mappings are kept in Meta.
func (d *draft) setYAML(head string) (err error) {
	if strings.TrimSpace(head) == "" {
		return nil
	}
	if len(head) > maxFrontMatter {
		return fmt.Errorf("%d bytes; the limit is %d", len(head), maxFrontMatter)
	}
	file, err := parser.ParseBytes([]byte(head), 0)
	if err != nil {
		return errors.New(yaml.FormatError(err, false, false))
	}
	if len(file.Docs) != 1 {
		return fmt.Errorf("%d YAML documents; want one", len(file.Docs))
	}
	var pairs []*ast.MappingValueNode
	switch body := file.Docs[0].Body.(type) {
	case nil, *ast.CommentGroupNode:
		return nil
	case *ast.MappingNode:
		pairs = body.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{body}
	default:
		return errors.New("want lines of the form key: value")
	}
	for _, p := range pairs {
		if err := d.setNode(p); err != nil {
			return fmt.Errorf("line %d: %w", p.Start.Position.Line+1, err)
		}
	}
	return nil
}

func (d *draft) setNode(p *ast.MappingValueNode) error {
	key := p.Key.GetToken().Value
	switch v := p.Value.(type) {
	case *ast.NullNode:
		return nil
	case *ast.StringNode:
		d.set(key, v.Value)
		return nil
	case *ast.LiteralNode:
		d.set(key, v.Value.Value)
		return nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		d.set(key, v.GetToken().Value)
		return nil
	}
	if len(ast.Filter(ast.AliasType, p.Value)) > 0 || len(ast.Filter(ast.AnchorType, p.Value)) > 0 {
		return errors.New("anchors and aliases are not read")
	}
	var value any
	if err := yaml.NodeToValue(p.Value, &value); err != nil {
		return errors.New(yaml.FormatError(err, false, false))
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	d.keep(key, raw)
	return nil
}
