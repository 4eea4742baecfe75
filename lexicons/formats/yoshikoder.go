package formats

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"parallax/lexicons"
)

var yoshikoder = Format{
	Name:       "yoshikoder",
	Doc:        "Yoshikoder dictionary as XML, also of Lexicoder 2: categories below each other; patterns with *",
	Extensions: []string{".ykd", ".lcd"},
	holds:      globs,
	is:         isXML,
	read:       readYoshikoder,
	write:      writeYoshikoder,
}

func isXML(source string) bool { return strings.HasPrefix(strings.TrimSpace(source), "<") }

// readYoshikoder reads a dictionary element with a cnode for each category and a pnode for each pattern. The one
// cnode that has no other beside it and no patterns is the dictionary itself.
func readYoshikoder(r *reading) error {
	d := xml.NewDecoder(strings.NewReader(r.source))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded already
	open := []*category{&r.root}
	seen := false
	for {
		token, err := d.Token()
		line, _ := d.InputPos()
		if err == io.EOF {
			break
		}
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				return fault(syntax.Line, "not XML: %s", syntax.Msg)
			}
			return fault(line, "not XML: %w", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name, about := attribute(e, "name"), attribute(e, "desc")
			switch e.Name.Local {
			case "dictionary":
				seen = true
				if engine := attribute(e, "patternengine"); strings.HasPrefix(engine, "regex") {
					r.leave(line, engine, "its patterns are regular expressions; those that are no plain words are left out")
				}
			case "cnode":
				if len(open) > maxDepth {
					return fault(line, "more than %d categories below each other", maxDepth)
				}
				c := open[len(open)-1].in(name, line)
				c.about = about
				open = append(open, c)
			case "pnode":
				c := open[len(open)-1]
				if c == &r.root {
					if err := r.fault(line, "a pattern in no category"); err != nil {
						return err
					}
					continue
				}
				if err := r.glob(c, line, lexicons.Term{Pattern: name, Note: about}); err != nil {
					return err
				}
			default:
				r.leave(line, "<"+e.Name.Local+">", "an element that is not read")
			}
		case xml.EndElement:
			if e.Name.Local == "cnode" {
				open = open[:len(open)-1]
			}
		}
	}
	if !seen {
		return fault(1, "want a <dictionary> element")
	}
	if top := r.root.below; len(top) == 1 && len(top[0].terms) == 0 && len(top[0].below) > 0 {
		r.about = top[0].about
		r.root = *top[0]
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// A yoshikoderNode is a category of the file.
type yoshikoderNode struct {
	Name     string `xml:"name,attr"`
	About    string `xml:"desc,attr,omitempty"`
	Patterns []struct {
		Name string `xml:"name,attr"`
	} `xml:"pnode"`
	Below []yoshikoderNode `xml:"cnode"`
}

func writeYoshikoder(w *writing) error {
	var node func(c *category) yoshikoderNode
	node = func(c *category) yoshikoderNode {
		n := yoshikoderNode{Name: c.name, About: c.about}
		for _, t := range c.terms {
			n.Patterns = append(n.Patterns, struct {
				Name string `xml:"name,attr"`
			}{t.Pattern})
		}
		for _, below := range c.below {
			n.Below = append(n.Below, node(below))
		}
		return n
	}
	root := node(w.categories())
	root.Name, root.About = w.lex.Name, w.lex.About
	io.WriteString(w, xml.Header)
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	err := e.Encode(struct {
		XMLName xml.Name       `xml:"dictionary"`
		Engine  string         `xml:"patternengine,attr"`
		Root    yoshikoderNode `xml:"cnode"`
	}{Engine: "substring", Root: root})
	w.linef("")
	return err
}
