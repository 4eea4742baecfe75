package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A field is a part of an article that parallax uses.
type field int

const (
	fieldID field = iota
	fieldOutlet
	fieldTitle
	fieldText
	fieldPublished
	fieldURL
	fieldAuthor
	fieldLang
	fieldStory
	fieldWire
	fieldCount
)

// fieldNames are the keys of JSON and YAML and the columns of CSV that give each field, in any case of
// letters. Where an article has several, the one further left counts and the others are kept in Meta.
// All other keys are kept in Meta.
var fieldNames = [fieldCount][]string{
	fieldID:        {"id", "doc_id"},
	fieldOutlet:    {"outlet", "source", "publisher", "media_name"},
	fieldTitle:     {"title", "headline"},
	fieldText:      {"text", "body", "content", "articlebody"},
	fieldPublished: {"published", "date", "publish_date"},
	fieldURL:       {"url"},
	fieldAuthor:    {"author", "byline"},
	fieldLang:      {"lang", "language"},
	fieldStory:     {"story", "event"},
	fieldWire:      {"wire"},
}

// A slot is the field a key gives and its rank among the keys of that field, from 1.
type slot struct {
	field field
	rank  int
}

var slots = func() map[string]slot {
	m := map[string]slot{}
	for f, names := range fieldNames {
		for i, name := range names {
			m[name] = slot{field(f), i + 1}
		}
	}
	return m
}()

// slotOf returns the slot of a key; its rank is 0 for a key that parallax does not use.
func slotOf(key string) slot {
	if s, ok := slots[key]; ok {
		return s
	}
	return slots[strings.ToLower(strings.TrimSpace(key))]
}

// Field returns the name of the field of an article that a key of the input gives, "" for a key that parallax
// does not use and keeps in Meta.
func Field(key string) string {
	s := slotOf(key)
	if s.rank == 0 {
		return ""
	}
	return fieldNames[s.field][0]
}

// A pair is one cell of a table: a column and its value.
type pair struct{ key, value string }

// A draft is an article while its keys come in.
type draft struct {
	values [fieldCount]string
	keys   [fieldCount]string // the key that gave the value
	ranks  [fieldCount]int    // its rank, 0 for no value yet
	meta   map[string]json.RawMessage
}

// set takes in the value of a key. Blank values are as good as absent.
func (d *draft) set(key, value string) {
	if value == "" {
		return
	}
	s := slotOf(key)
	if s.rank == 0 {
		d.keep(key, quote(value))
		return
	}
	d.setField(s, key, value)
}

// setField gives a field the better of its old value and the new one; of equals, the later, as JSON
// readers do with a key that is there twice.
func (d *draft) setField(s slot, key, value string) {
	old := d.ranks[s.field]
	if old != 0 && old < s.rank {
		d.keep(key, quote(value))
		return
	}
	if old > s.rank {
		d.keep(d.keys[s.field], quote(d.values[s.field]))
	}
	d.values[s.field], d.keys[s.field], d.ranks[s.field] = value, key, s.rank
}

func (d *draft) keep(key string, raw json.RawMessage) {
	if d.meta == nil {
		d.meta = map[string]json.RawMessage{}
	}
	d.meta[key] = raw
}

// fill adds what a metadata.csv says, where the article itself says nothing.
func (d *draft) fill(given []pair) {
	if given == nil {
		return
	}
	var g draft
	for _, p := range given {
		g.set(p.key, p.value)
	}
	for f, value := range g.values {
		if strings.TrimSpace(d.values[f]) == "" {
			d.values[f], d.keys[f], d.ranks[f] = value, g.keys[f], g.ranks[f]
		}
	}
	for key, raw := range g.meta {
		if _, ok := d.meta[key]; !ok {
			d.keep(key, raw)
		}
	}
}

// article ends the draft. Where the article is unusable it is returned as far as it goes, with an
// *Exclusion: a caller that needs no outlet may go on with one that lacks only that.
func (d *draft) article(path string) (Article, error) {
	v := &d.values
	a := Article{
		Path: path,
		ID:   v[fieldID], Outlet: strings.TrimSpace(v[fieldOutlet]), Title: v[fieldTitle], Text: v[fieldText],
		URL: v[fieldURL], Author: v[fieldAuthor], Lang: v[fieldLang], Story: v[fieldStory], Wire: v[fieldWire],
	}
	if raw := strings.TrimSpace(v[fieldPublished]); raw != "" {
		var ok bool
		if a.Published, ok = parseDate(raw); !ok {
			d.keep("published", quote(v[fieldPublished]))
		}
	}
	a.Meta = d.meta
	blank := strings.TrimSpace(a.Text) == ""
	if strings.TrimSpace(a.ID) == "" {
		a.ID = ""
		if !blank {
			a.ID = hashID(a.Outlet, a.Text)
		}
	}
	for f, value := range v {
		if i := strings.IndexByte(value, 0); i >= 0 {
			return a, &Exclusion{a.ID, path, BadEncoding, fmt.Sprintf("NUL byte at offset %d of the %s", i, fieldNames[f][0])}
		}
	}
	if blank {
		return a, &Exclusion{a.ID, path, NoText, missing(fieldText)}
	}
	return a, nil
}

// RequireOutlet returns an *[Exclusion] for an article without an outlet. Such an article can be annotated,
// but not counted: there is nobody whose wording it would be.
func RequireOutlet(id, path, outlet string) error {
	if outlet == "" {
		return &Exclusion{id, path, NoOutlet, missing(fieldOutlet)}
	}
	return nil
}

func missing(f field) string {
	return fmt.Sprintf("the %s is missing or blank (%s)", fieldNames[f][0], strings.Join(fieldNames[f], ", "))
}

// hashID names an article that has no ID: the first 16 hex digits of the SHA-256 of its outlet followed by
// its text. The outlet is part of it because wire copy printed by two outlets is two articles.
func hashID(outlet, text string) string {
	sum := sha256.Sum256([]byte(outlet + text))
	return hex.EncodeToString(sum[:8])
}

// quote writes a string as JSON.
func quote(s string) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return json.RawMessage(`""`) // Encode fails on no string
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// checkUTF8 returns an *Exclusion for text that is not UTF-8. Nothing is repaired: a guess at the encoding
// would move every offset and change the words that are counted.
func checkUTF8(path, s string) error {
	if utf8.ValidString(s) {
		return nil
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	detail := fmt.Sprintf("byte 0x%02x at offset %d is not UTF-8", s[at], at)
	if strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
		detail = "UTF-16; convert the file to UTF-8"
	}
	return &Exclusion{Path: path, Reason: BadEncoding, Detail: detail}
}

const bom = "\uFEFF" // a signature of the encoding, not part of the text
