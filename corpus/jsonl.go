package corpus

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// JSONL reads one JSON object a line from a stream; path stands for it in messages. Sizes of records are
// left at 0.
func JSONL(path string, r io.Reader) iter.Seq2[Record, error] {
	d := &disk{r: r}
	return readJSONL(source{Reader: d, path: path, disk: d})
}

func readJSONL(src source) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		l := newLines(src)
		for {
			line, err := l.next()
			if err == io.EOF {
				return
			}
			at := src.path + ":" + strconv.Itoa(l.start)
			if size, ok := errors.AsType[tooLarge](err); ok {
				if !yield(Record{}, &Exclusion{Path: at, Reason: TooLarge, Detail: size.Error()}) {
					return
				}
				continue
			}
			if err != nil {
				yield(Record{}, src.fault(at, err))
				return
			}
			object := strings.TrimSpace(string(line))
			if l.start == 1 {
				object = strings.TrimSpace(strings.TrimPrefix(object, bom))
			}
			if object == "" {
				continue
			}
			decode := func() (Article, error) { return decodeJSON(at, object, src.given) }
			if !yield(Record{Path: at, Decode: decode}, nil) {
				return
			}
		}
	}
}

// decodeJSON reads an article from one JSON object. A lone surrogate (\ud83d without its other half) stands
// for no character; it becomes one U+FFFD, so that offsets in code points stay what other readers count.
func decodeJSON(path, object string, given []pair) (Article, error) {
	if err := checkUTF8(path, object); err != nil {
		return Article{}, err
	}
	var d draft
	if err := scanObject(object, d.setJSON); err != nil {
		return Article{}, &Exclusion{Path: path, Reason: Broken, Detail: err.Error()}
	}
	d.fill(given)
	return d.article(path)
}

// setJSON takes in a key with its value as it stands in the line. A field that parallax uses is a string,
// or a number as it is written; anything else under its name is kept in Meta.
func (d *draft) setJSON(key, raw string) error {
	s := slotOf(key)
	if s.rank == 0 || raw[0] != '"' {
		value := json.RawMessage(raw)
		switch {
		case !json.Valid(value):
			return fmt.Errorf("not a JSON value: %.20q", raw)
		case s.rank == 0 || raw[0] == '{' || raw[0] == '[':
			d.keep(strings.Clone(key), value)
		case raw != "null":
			d.setField(s, key, string(value))
		}
		return nil
	}
	value, err := unquote(raw)
	if err != nil || value == "" {
		return err
	}
	if s.field != fieldText {
		value = strings.Clone(value) // it outlives the document: do not hold the line
	}
	d.setField(s, key, value)
	return nil
}
